//! From the best state of a search to a schedule: sizes evened out, rooms, meetings, score.

use super::bits::Bits;
use super::keep::{Prep, Roomless, Stance};
use super::meetings::{self, Week};
use super::problem::{NONE, Problem};
use super::state::State;
use super::student::Ask;
use crate::outcome::Reason;
use mortarboard_model::program::Domains;
use mortarboard_model::rule::{Mode, Rules, Subject};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{CellId, Id, PatternId, Placement, RequestId, Schedule, School, SectionId, TeacherId, TeamId};

/// Worth against which the price of a crowded section is small.
const SCALE: i64 = 64;
/// Price of one student too many in the section where that is dearest.
const CROWDED: i64 = 8;

impl<M: Bits> State<M> {
    /// Moves students out of sections that are larger than their even share, where it costs nobody a
    /// request. A few passes over the crowded sections.
    pub(crate) fn even_out(&mut self, problem: &Problem<M>) {
        let crowded = |section: usize| problem.kept.amounts.crowded(section);
        let even = |section: usize| crowded(section).first().map_or(u32::MAX, |(most, _)| *most);
        if (0..problem.sections.len()).all(|section| crowded(section).is_empty()) {
            return;
        }
        // Prices count in proportion, the dearest section by so much.
        let most = (0..problem.sections.len()).map(|s| crowded(s).iter().map(|(_, price)| price).sum::<i64>()).max().unwrap_or(0);
        let mut scratch = std::mem::take(&mut self.scratch);
        for _ in 0..3 {
            let mut moved = false;
            for s in 0..problem.sections.len() {
                for r in self.roster[s].clone() {
                    if self.fill[s] <= even(s) {
                        break;
                    }
                    let student = problem.requests[r as usize].student;
                    // What a seat costs: one more student over the even share, or a slight pull to the
                    // emptier section.
                    let price = |section: u32, r: usize, held: bool| {
                        let x = section as usize;
                        if !held && !self.open_to(problem, section, r) {
                            return None;
                        }
                        let others = self.fill[x].saturating_sub(u32::from(held));
                        let price: i64 = crowded(x).iter().filter(|(most, _)| others >= *most).map(|(_, price)| price).sum();
                        Some((price * CROWDED + most - 1) / most.max(1))
                    };
                    let now: i64 = problem
                        .requests_of(student)
                        .filter(|&x| self.seat[x] != NONE)
                        .map(|x| price(self.seat[x], x, true).unwrap_or(0))
                        .sum();
                    let floor = self.worth[student as usize] * SCALE - now;
                    if scratch.solve_priced(problem, self, student, Ask { scale: SCALE, whole: true, ..Ask::above(floor) }, price).is_some()
                    {
                        let (mark, broken) = (self.mark(), self.broken());
                        self.adopt(problem, student, scratch.found());
                        if self.broken() > broken {
                            self.take_back(problem, mark);
                        } else {
                            moved = true;
                        }
                    }
                }
            }
            if !moved {
                break;
            }
        }
        self.scratch = scratch;
        self.keep();
    }

    /// Weighs alternates in full for every student who has given something up: the search gives them what other requests
    /// leave. Nobody loses by it.
    pub(crate) fn weigh_alternates(&mut self, problem: &Problem<M>) {
        let mut scratch = std::mem::take(&mut self.scratch);
        for student in self.lacking.clone() {
            let ask = self.above_all_held(problem, student);
            let (mark, broken) = (self.mark(), self.broken());
            if scratch.solve(problem, self, student, ask, |section, r| self.open_to(problem, section, r)).is_some() {
                self.adopt(problem, student, scratch.found());
                if self.broken() > broken {
                    self.take_back(problem, mark);
                }
            }
        }
        self.scratch = scratch;
        self.keep();
    }

    /// The schedule of this state without rooms and meetings.
    pub(crate) fn schedule(&self, problem: &Problem<M>, school: &School) -> Schedule {
        let mut schedule = Schedule::empty(school);
        for section in school.sections().ids() {
            let s = section.index();
            let some = |value: u32| (value != NONE).then_some(value);
            schedule.placements[section] =
                Placement { pattern: some(self.pattern[s]).map(PatternId), teacher: some(self.teacher[s]).map(TeacherId), room: None };
        }
        for (request, &seat) in problem.requests.iter().zip(&self.seat) {
            if seat != NONE {
                schedule.seats[RequestId(request.id)] = Some(SectionId(seat));
            }
        }
        schedule
    }
}

/// Chooses the team meetings of a schedule. `None` when the hard ones can't all be held.
pub(crate) fn meet<M: Bits>(problem: &Problem<M>, school: &School, schedule: &Schedule) -> Option<Vec<(TeamId, Vec<CellId>)>> {
    let weeks = &problem.kept.weeks;
    if weeks.ask_nothing() {
        return Some(Vec::new());
    }
    let cells = school.calendar().cells().len();
    let mut busy = vec![vec![false; cells]; school.teachers().len()];
    for (teacher, data) in school.teachers().iter() {
        data.unavailable.iter().for_each(|cell| busy[teacher.index()][cell.index()] = true);
    }
    for (section, placement) in schedule.placements.iter() {
        if let Some(teacher) = placement.teacher {
            schedule.cells(school, section).iter().for_each(|cell| busy[teacher.index()][cell.index()] = true);
        }
    }
    let hard = |own: &Vec<Prep>| own.iter().filter(|p| p.stance == Stance::Hard).map(|p| (p.minutes, p.block)).collect();
    let prep: Vec<Vec<(u32, u32)>> = weeks.prep.iter().map(hard).collect();
    let missing = |week: &Vec<bool>, (minutes, block)| meetings::preparation_missing(school, &|c| week[c.index()], minutes, block);
    let prepared = prep.iter().zip(&busy).all(|(own, week)| own.iter().all(|&asked| missing(week, asked) == 0));
    let members = weeks.teams.iter().map(|entry| schedule.members(school, TeamId(entry.team)).iter().map(|t| t.0).collect()).collect();
    let mut week = Week { school, busy, prep, members };
    let chosen = meetings::designate(&mut week, &weeks.teams).filter(|_| prepared)?;
    Some(weeks.teams.iter().map(|entry| TeamId(entry.team)).zip(chosen).collect())
}

/// Adds rooms and meetings. Sections that found no room are returned.
pub(crate) fn complete<M: Bits>(problem: &Problem<M>, school: &School, domains: &Domains, schedule: &mut Schedule) -> Roomless {
    for (team, cells) in meet(problem, school, schedule).unwrap_or_default() {
        schedule.meetings[team].extend(cells);
    }
    for team in school.teams().ids() {
        schedule.meetings[team].sort_unstable();
        schedule.meetings[team].dedup();
    }
    problem.hosts.assign(school, domains, schedule)
}

/// The schedule with seats of several requests for one course given to the most urgent of them, unless a rule of the
/// caller's own tells these apart and would have it otherwise.
pub(crate) fn arranged(school: &School, rules: &Rules, schedule: Schedule) -> Schedule {
    let mut tidy = schedule.clone();
    tidy.arrange(school);
    let worth = |schedule: &Schedule| {
        let (score, _, units) = appraise(school, rules, schedule);
        (std::cmp::Reverse(units), score.key(school.objective()))
    };
    if tidy == schedule || worth(&tidy) < worth(&schedule) { schedule } else { tidy }
}

/// Weight of the requests that are met.
pub(crate) fn met(school: &School, schedule: &Schedule) -> Score {
    let mut score = Score::default();
    for (request, _) in schedule.seats.iter().filter(|(_, seat)| seat.is_some()) {
        let data = &school.requests()[request];
        score.add(data.priority.level(), i64::from(data.weight));
    }
    score
}

/// What a schedule is worth, and what it breaks, by the rules' own checks.
pub(crate) fn appraise(school: &School, rules: &Rules, schedule: &Schedule) -> (Score, Vec<Reason>, u64) {
    let mut score = met(school, schedule);
    let (mut broken, mut units) = (Vec::new(), 0u64);
    for (rule, mode) in rules.iter() {
        if mode != Mode::Report {
            score.add(Level::Preference, rule.preference(school, schedule));
        }
        for finding in rule.check(school, schedule) {
            match (mode.charge(&finding), mode) {
                (Some((level, price)), _) => score.add(level, -price),
                (None, Mode::Report) if !finding.always_hard => {}
                _ => {
                    units += finding.units.unsigned_abs();
                    // Who stands in the way; in which term is no part of it.
                    let about = finding.subjects.iter().map(|named| named.subject);
                    broken.push(Reason::new(finding.rule, about.filter(|subject| !matches!(subject, Subject::Term(_))).collect()));
                }
            }
        }
    }
    (score, broken, units)
}
