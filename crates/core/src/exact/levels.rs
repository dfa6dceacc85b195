//! Level by level: solve, fix what was reached, go on.

use super::backend::{self, Answer, Run};
use super::linear::{Line, Stated, merged};
use super::{Clock, Why};
use mortarboard_model::program::{Choice, Meaning, Program, Sense};
use mortarboard_model::rule::{Mode, Rules, standard};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{ColumnId, IdVec, Schedule, School};
use std::collections::BTreeMap;

/// What the levels came to.
pub(super) enum Found {
    Best(Schedule, Score),
    Some(Schedule, Score, Why),
    Nothing,
    Unknown(Why),
    TooLarge(usize),
}

/// The best schedule known, with its point.
#[derive(Clone)]
struct Known {
    schedule: Schedule,
    score: Score,
    point: Vec<i64>,
}

/// One solve: terms to maximise, and the most they can come to.
struct Step {
    objective: Vec<(usize, i64)>,
    most: i128,
}

pub(super) fn solve(school: &School, rules: &Rules, start: Option<&Schedule>, columns: usize, clock: &Clock) -> Found {
    let task = &Task::new(school, rules);
    if task.stated.linear.columns.len() > columns {
        return Found::TooLarge(task.stated.linear.columns.len());
    }
    let mut known = start.and_then(|schedule| {
        let (score, values) = task.judge(schedule).ok()?;
        Some(Known { schedule: schedule.clone(), score, point: task.stated.point(&task.program, &values) })
    });
    if known.as_ref().is_some_and(|known| !task.stated.linear.holds(&known.point)) {
        let what = "the rows of the back end refuse a schedule that keeps every row of the program";
        return close(known, Why::Contradiction(what.to_owned()));
    }
    let mut steps = task.steps();
    if steps.is_empty() {
        // Nothing to gain: any schedule is best.
        steps.push(Step { objective: Vec::new(), most: 0 });
    }
    let mut fixed: Vec<Line> = Vec::new();
    for step in steps {
        let value = |point: &[i64]| -> i128 { step.objective.iter().map(|&(c, worth)| i128::from(point[c]) * i128::from(worth)).sum() };
        let reached = known.as_ref().map(|known| value(&known.point));
        if reached != Some(step.most) {
            if let Some(why) = clock.over() {
                return close(known, why);
            }
            let run = Run {
                more: &fixed,
                objective: &step.objective,
                start: known.as_ref().map(|known| known.point.as_slice()),
                time: clock.left(),
                stop: clock.stop.as_ref(),
                seed: 0,
                presolve: true,
            };
            match task.solve(run, known.is_some(), clock) {
                Ok((better, proven)) => {
                    let enough = reached.is_none_or(|reached| value(&better.point) >= reached);
                    if enough {
                        known = Some(better);
                    }
                    match proven {
                        Ok(()) if !enough => {
                            let what = "HiGHS called a schedule the best that is worth less than one already known";
                            return close(known, Why::Contradiction(what.to_owned()));
                        }
                        Ok(()) => {}
                        Err(why) => return close(known, why),
                    }
                }
                Err(None) => return Found::Nothing,
                Err(Some(why)) => return close(known, why),
            }
        }
        if let Some(known) = &known {
            match i64::try_from(value(&known.point)) {
                Ok(bound) if !step.objective.is_empty() => fixed.push(Line { terms: step.objective, sense: Sense::Ge, bound }),
                Ok(_) => {}
                Err(_) => return close(Some(known.clone()), Why::Numbers),
            }
        }
    }
    match known {
        Some(Known { schedule, score, .. }) => Found::Best(schedule, score),
        None => Found::Nothing,
    }
}

/// Columns times rows of the program as the back end is given it.
pub(super) fn size(school: &School, rules: &Rules) -> u64 {
    let linear = Task::new(school, rules).stated.linear;
    linear.columns.len() as u64 * linear.lines.len() as u64
}

fn close(known: Option<Known>, why: Why) -> Found {
    match known {
        Some(Known { schedule, score, .. }) => Found::Some(schedule, score, why),
        None => Found::Unknown(why),
    }
}

/// A schedule found, and whether it is proven best or why not.
type Point = (Known, Result<(), Why>);

/// A program and its statement.
struct Task<'a> {
    school: &'a School,
    program: Program,
    stated: Stated,
    /// Whether the rules are there from which the implied rows follow.
    trusted: bool,
}

impl<'a> Task<'a> {
    fn new(school: &'a School, rules: &Rules) -> Self {
        let program = Program::new(school, rules);
        // An implied row may follow from any rule that can't be soft. Without one of them it might
        // exclude schedules, so it is left out.
        let needed = standard().iter().map(|rule| rule.card()).filter(|card| !card.may_be_soft).collect::<Vec<_>>();
        let trusted = needed.iter().all(|card| matches!(rules.get(card.slug), Some((_, Mode::Hard))));
        let stated = Stated::new(&program, &|index| trusted || !program.rows()[index].implied);
        Task { school, program, stated, trusted }
    }

    /// One solve. An error without a reason says that there is no schedule at all.
    fn solve(&self, run: Run<'_>, known: bool, clock: &Clock) -> Result<Point, Option<Why>> {
        let limit = || clock.over().unwrap_or(Why::Time);
        let read = |point: &[i64]| self.read(point).map_err(|what| Some(Why::Contradiction(what)));
        match backend::solve(&self.stated.linear, run) {
            Answer::Optimal(point) => Ok((read(&point)?, Ok(()))),
            Answer::Limit(Some(point)) => Ok((read(&point)?, Err(limit()))),
            Answer::Limit(None) => Err(Some(limit())),
            Answer::TooLargeNumbers => Err(Some(Why::Numbers)),
            Answer::Other(what) => Err(Some(Why::Backend(what))),
            Answer::Infeasible | Answer::UnboundedOrInfeasible if known => {
                let what = "HiGHS called a program infeasible that a known schedule satisfies";
                Err(Some(Why::Contradiction(what.to_owned())))
            }
            // Every column is bounded, so this can only mean infeasible; still, it is asked again in another way.
            Answer::Infeasible | Answer::UnboundedOrInfeasible => {
                match backend::solve(&self.stated.linear, Run { seed: 1, presolve: false, ..run }) {
                    Answer::Infeasible => Err(None),
                    Answer::Optimal(point) | Answer::Limit(Some(point)) => {
                        let what = "HiGHS called a program infeasible and then found a schedule";
                        Ok((read(&point)?, Err(Why::Contradiction(what.to_owned()))))
                    }
                    Answer::Limit(None) => Err(Some(limit())),
                    Answer::TooLargeNumbers => Err(Some(Why::Numbers)),
                    Answer::UnboundedOrInfeasible => Err(Some(Why::Backend("HiGHS can't tell infeasible from unbounded".to_owned()))),
                    Answer::Other(what) => Err(Some(Why::Backend(what))),
                }
            }
        }
    }

    /// The schedule of a point, judged in integers: every hard row kept, every choice taken over.
    fn read(&self, point: &[i64]) -> Result<Known, String> {
        let mut schedule = Schedule::empty(self.school);
        let chosen = self.stated.chosen(&self.program, point);
        for &choice in &chosen {
            match choice {
                Choice::Place(section, pattern) => schedule.placements[section].pattern = Some(pattern),
                Choice::Teach(section, teacher) => schedule.placements[section].teacher = Some(teacher),
                Choice::House(section, room) => schedule.placements[section].room = Some(room),
                Choice::Seat(request, section) => schedule.seats[request] = Some(section),
                Choice::Meet(team, cell) => schedule.meetings[team].push(cell),
            }
        }
        schedule.meetings.ids().collect::<Vec<_>>().into_iter().for_each(|team| schedule.meetings[team].sort_unstable());
        if let Some(lost) = chosen.iter().find(|choice| !choice.holds(&schedule)) {
            return Err(format!("a schedule has no room for the choice {lost:?}"));
        }
        let (mut score, mut values) = self.judge(&schedule)?;
        // Seats of several requests for one course go to the most urgent of them, unless a rule of the caller's own tells
        // these apart and would have it otherwise.
        let mut tidy = schedule.clone();
        tidy.arrange(self.school);
        if tidy != schedule
            && let Ok((worth, others)) = self.judge(&tidy)
            && worth.key(self.school.objective()) >= score.key(self.school.objective())
        {
            (schedule, score, values) = (tidy, worth, others);
        }
        let exact = self.stated.point(&self.program, &values);
        if !self.stated.linear.holds(&exact) {
            return Err("the schedule read back breaks a row given to the back end".to_owned());
        }
        Ok(Known { schedule, score, point: exact })
    }

    /// The worth of a schedule and the value of every column, or the first hard row that it breaks.
    fn judge(&self, schedule: &Schedule) -> Result<(Score, IdVec<ColumnId, bool>), String> {
        if let Some(choice) = decided(schedule).find(|&choice| self.program.column(choice).is_none()) {
            return Err(format!("a rule excludes the choice {choice:?}"));
        }
        let values = self.program.values(schedule);
        let mut score = Score::default();
        for &(level, column, worth) in self.program.gains() {
            if values[column] {
                score.add(level, worth);
            }
        }
        for row in self.program.rows().iter().filter(|row| self.trusted || !row.implied) {
            match (row.violation(&values), row.price) {
                (0, _) => {}
                (units, Some(price)) => score.add(price.level, -price.of(units)),
                (_, None) => return Err(format!("a row of {} is broken", row.origin.rule)),
            }
        }
        Ok((score, values))
    }

    /// The solves of an objective: the levels that have something to gain or lose, or their sum.
    fn steps(&self) -> Vec<Step> {
        let factors: Vec<Vec<(Level, i64)>> = match self.school.objective().factors() {
            None => Level::ALL.iter().map(|&level| vec![(level, 1)]).collect(),
            Some(factors) => vec![Level::ALL.into_iter().zip(factors).collect()],
        };
        let mut steps = Vec::new();
        for levels in factors {
            let mut terms = Vec::new();
            for (level, factor) in levels {
                // A product too large for an integer is far too large for the back end, which then says so.
                terms.extend(
                    self.stated.objective(&self.program, level).into_iter().map(|(column, worth)| (column, worth.saturating_mul(factor))),
                );
            }
            let objective = merged(terms);
            if !objective.is_empty() {
                steps.push(Step { most: self.most(&objective), objective });
            }
        }
        steps
    }

    /// The most that an objective can come to: of one section or request only the best choice counts.
    fn most(&self, objective: &[(usize, i64)]) -> i128 {
        let mut meaning: Vec<Option<&Meaning>> = vec![None; self.stated.linear.columns.len()];
        for (id, place) in self.stated.place.iter() {
            if let Some(place) = *place {
                meaning[place] = Some(&self.program.columns()[id]);
            }
        }
        let mut best: BTreeMap<(u8, u32), i128> = BTreeMap::new();
        for &(column, worth) in objective {
            let owner = match meaning[column] {
                Some(Meaning::Choice(Choice::Place(section, _))) => (0, section.0),
                Some(Meaning::Choice(Choice::Teach(section, _))) => (1, section.0),
                Some(Meaning::Choice(Choice::House(section, _))) => (2, section.0),
                Some(Meaning::Choice(Choice::Seat(request, _))) => (3, request.0),
                _ => (4, column as u32),
            };
            let gain = best.entry(owner).or_default();
            *gain = (*gain).max(i128::from(worth));
        }
        best.into_values().sum()
    }
}

/// Everything a schedule decides.
fn decided(schedule: &Schedule) -> impl Iterator<Item = Choice> + '_ {
    let placed = schedule.placements.iter().flat_map(|(section, placement)| {
        let pattern = placement.pattern.map(|id| Choice::Place(section, id));
        let teacher = placement.teacher.map(|id| Choice::Teach(section, id));
        pattern.into_iter().chain(teacher).chain(placement.room.map(|id| Choice::House(section, id)))
    });
    let seated = schedule.seats.iter().filter_map(|(request, seat)| Some(Choice::Seat(request, (*seat)?)));
    let met = schedule.meetings.iter().flat_map(|(team, cells)| cells.iter().map(move |&cell| Choice::Meet(team, cell)));
    placed.chain(seated).chain(met)
}
