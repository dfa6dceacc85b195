//! One solve: several searches side by side, in rounds, until the limit.

use super::anneal::{Best, Search};
use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::finish;
use super::keep::{Answers, Hosts, Kept, sentence};
use super::problem::{LEVELS, NONE, Problem, Section};
use super::staffing::Staff;
use super::state::State;
use super::student::Scratch;
use crate::incremental::RowBook;
use crate::outcome::{Conflict, Options, Outcome, Phase, Progress, Reason, Solved, Stopped};
use crate::proof::{Proof, Refutation};
use mortarboard_model::keeper::Facet;
use mortarboard_model::program::{Domains, Program};
use mortarboard_model::rule::{Rules, Subject};
use mortarboard_model::score::Score;
use mortarboard_model::time::{AtomSet, MOST_ATOMS};
#[cfg(feature = "highs")]
use mortarboard_model::{CourseId, TeacherId};
use mortarboard_model::{Schedule, School, SectionId};
use rayon::prelude::*;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Searches when the caller does not say: as many as small machines have cores, on every machine, so that
/// the answer does not depend on it.
const SEARCHES: usize = 2;
/// Most sections of a school for which rooms are looked for in every state that is the best so far.
const ROOMS_EACH_TIME: usize = 300;
/// Moves of one search between two looks at the others.
const ROUND: u64 = 2_000;
/// Most time for what comes after a search that was ended by a limit or by hand.
const GRACE: Duration = Duration::from_millis(500);
/// Moves of the staffing search for each section, one try after the other.
const STAFFING: [u64; 3] = [120, 600, 3_000];

/// Solves by search; see [`crate::solve`].
pub(crate) fn solve(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Outcome {
    let atoms = school.atoms();
    if atoms <= u64::WIDTH {
        Run::<u64>::new(school, rules, options, watch).solve()
    } else if atoms <= u128::WIDTH {
        Run::<u128>::new(school, rules, options, watch).solve()
    } else {
        debug_assert!(atoms <= MOST_ATOMS);
        Run::<AtomSet>::new(school, rules, options, watch).solve()
    }
}

struct Run<'a, M> {
    school: &'a School,
    rules: &'a Rules,
    options: &'a Options,
    watch: &'a (dyn Fn(Progress) + Sync),
    answers: Answers,
    domains: Domains,
    problem: Problem<M>,
    clock: Clock,
    start: Instant,
    total: u32,
}

impl<'a, M: Bits> Run<'a, M> {
    fn new(school: &'a School, rules: &'a Rules, options: &'a Options, watch: &'a (dyn Fn(Progress) + Sync)) -> Self {
        let start = Instant::now();
        let domains = Domains::new(school, rules);
        let answers = Answers::of(school, rules);
        let problem = Problem::new(school, &answers, &domains);
        let total = problem.requests.iter().filter(|r| !r.is_alternate()).count() as u32;
        Run { school, rules, options, watch, answers, domains, problem, clock: Clock::new(school), start, total }
    }

    fn solve(self) -> Outcome {
        if let Some((conflict, refutation)) = unmet(self.school, &self.answers, &self.domains) {
            return Outcome::Infeasible(conflict, refutation);
        }
        self.report(Phase::Staffing, None, 0);
        let teacher = self.staff();
        let potential = self.potential();
        let count = if self.options.searches == 0 { SEARCHES } else { self.options.searches };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.options.threads).build();
        let work = || self.search(&teacher, &potential, count);
        // Without threads of its own the solve runs on the caller's.
        let (searches, stopped) = match pool {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        };
        self.finish(searches, stopped)
    }

    fn staff(&self) -> Vec<u32> {
        // Limits that the office only prices are kept here where they can be: what the search exchanges later is
        // then a small step away from them.
        if self.problem.kept.prices_staff() || !self.problem.kept.limits_staff() {
            let mut staff = Staff::keeping_priced(&self.problem);
            if staff.search(&mut Dice::new(self.options.seed), self.problem.sections.len() as u64 * STAFFING[1], &|| self.halt()) == 0 {
                return staff.teacher;
            }
            // Where not all can be kept, what comes closest is a better start than what never asked.
            let mut plain = Staff::new(&self.problem);
            (0..staff.teacher.len()).for_each(|s| plain.set(s as u32, staff.teacher[s]));
            if plain.broken() == 0 {
                return plain.teacher;
            }
        }
        let mut staff = Staff::new(&self.problem);
        // A short search is nearly always enough, and without it there is no schedule, so it asks nobody for the time; a long one
        // costs a second at the largest schools.
        let mut broken = i64::MAX;
        for (round, moves) in STAFFING.into_iter().enumerate() {
            let halt = || round > 0 && self.halt();
            broken = staff.search(&mut Dice::new(self.options.seed), self.problem.sections.len() as u64 * moves, &halt);
            if broken == 0 || self.halt() {
                break;
            }
        }
        #[cfg(feature = "highs")]
        if broken > 0
            && let Some(exact) = self.staff_exactly(&mut staff)
        {
            return exact;
        }
        let _ = broken;
        staff.teacher
    }

    /// The staffing program, where the search left limits broken. None when it has no staffing either:
    /// the placement then goes on with the search's, and says in the end what could not be kept.
    #[cfg(feature = "highs")]
    fn staff_exactly(&self, staff: &mut Staff<'_, M>) -> Option<Vec<u32>> {
        use crate::exact::{Staffed, StaffingOptions, staffing};
        let mut options = StaffingOptions::default();
        options.time = self.options.time.map(|time| time.saturating_sub(self.start.elapsed()) / 2).or(options.time);
        options.stop.clone_from(&self.options.stop);
        let (Staffed::Optimal(found) | Staffed::Feasible(found)) = staffing(self.school, self.rules, &options) else { return None };
        let mut left = found.sections;
        let mut teacher = vec![NONE; self.problem.sections.len()];
        // Sections that only some may teach take their share first.
        let mut order: Vec<usize> = (0..teacher.len()).collect();
        order.sort_by_key(|&s| (self.problem.sections[s].teachers.len(), s));
        for s in order {
            let sec = &self.problem.sections[s];
            let next = sec.teachers.iter().copied().find(|&t| left.get(&(CourseId(sec.course), TeacherId(t))).is_some_and(|&n| n > 0));
            teacher[s] = next?;
            *left.get_mut(&(CourseId(sec.course), TeacherId(teacher[s])))? -= 1;
        }
        (0..teacher.len()).for_each(|s| staff.set(s as u32, teacher[s]));
        (staff.broken() == 0).then_some(teacher)
    }

    fn potential(&self) -> Vec<i64> {
        self.potential_of(&self.problem)
    }

    fn potential_of(&self, problem: &Problem<M>) -> Vec<i64> {
        let mut patterns: Vec<Vec<u32>> = Vec::with_capacity(problem.courses.len());
        for sections in &problem.courses {
            let mut all: Vec<u32> = sections.iter().flat_map(|&s| problem.sections[s as usize].patterns.iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            patterns.push(all);
        }
        let students: Vec<u32> = (0..problem.students.len() as u32).collect();
        students.par_iter().map_init(Scratch::default, |scratch, &i| scratch.potential(problem, i, &patterns)).collect()
    }

    fn search(&self, teacher: &[u32], potential: &[i64], count: usize) -> (Vec<Search<M>>, Stopped) {
        let custom = rows(self.school, self.rules, &self.answers, &self.domains);
        let seeds: Vec<u64> = (0..count as u64).map(|n| self.options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(n)).collect();
        let mut searches: Vec<Search<M>> = seeds
            .into_par_iter()
            .map(|seed| {
                let mut state = State::new(&self.problem, &self.clock, teacher, potential.to_vec(), custom.clone());
                let mut dice = Dice::new(seed);
                state.build(&self.problem, &self.clock, &mut dice);
                let mut search = Search::new(&self.problem, state, dice, self.options.enough);
                search.state.load(&self.problem, &mut search.proposal, &|| self.halt());
                search.note(&self.problem, &|state| self.usable(state));
                search
            })
            .collect();
        let share = self.options.work.map(|work| work.div_ceil(count as u64));
        loop {
            self.report(
                Phase::Placement,
                searches.iter().map(|s| &s.best).min_by_key(|b| (b.broken, std::cmp::Reverse(b.key))),
                searches.iter().map(|s| s.work).sum(),
            );
            if let Some(stopped) = self.over(&searches, share) {
                return (searches, stopped);
            }
            searches.par_iter_mut().for_each(|search| {
                let left = share.map_or(ROUND, |share| ROUND.min(share.saturating_sub(search.work)));
                search.run(&self.problem, &self.clock, left, &|state| self.usable(state), &|| self.halt(), &|work| self.spent(work, share));
            });
        }
    }

    /// Whether to stop in the middle of a round. Never under a work limit alone, which ends on a count.
    fn halt(&self) -> bool {
        self.options.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
            || self.options.time.is_some_and(|time| self.start.elapsed() >= time)
    }

    /// The share of the budget that is gone: of the work if it is limited, so that such a run repeats, else
    /// of the time.
    fn spent(&self, work: u64, share: Option<u64>) -> Option<f64> {
        match (share, self.options.time) {
            (Some(share), _) => Some(work as f64 / share.max(1) as f64),
            (None, Some(time)) => Some(self.start.elapsed().as_secs_f64() / time.as_secs_f64().max(1e-9)),
            (None, None) => None,
        }
    }

    fn over(&self, searches: &[Search<M>], share: Option<u64>) -> Option<Stopped> {
        if searches.iter().any(Search::perfect) {
            Some(Stopped::Proven)
        } else if self.options.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            Some(Stopped::Asked)
        } else if share.is_some_and(|share| searches.iter().all(|s| s.work >= share)) {
            Some(Stopped::Work)
        } else if self.options.time.is_some_and(|time| self.start.elapsed() >= time) {
            Some(Stopped::Time)
        } else {
            None
        }
    }

    /// Whether rooms and meetings can be found for a state: asked of every new best one.
    fn usable(&self, state: &State<M>) -> bool {
        let (weeks, hosts) = (&self.problem.kept.weeks, &self.problem.hosts);
        // In a large school rooms are looked for only where nothing else is missing, since that would end the search.
        let rooms = !hosts.sure() && (self.problem.sections.len() <= ROOMS_EACH_TIME || state.lacking.is_empty());
        if weeks.ask_nothing() && !rooms {
            return true;
        }
        let mut schedule = state.schedule(&self.problem, self.school);
        if finish::meet(&self.problem, self.school, &schedule).is_none() {
            return false;
        }
        !rooms || hosts.assign(self.school, &self.domains, &mut schedule).is_empty()
    }

    fn report(&self, phase: Phase, best: Option<&Best>, work: u64) {
        let met = best
            .map_or(0, |best| best.seat.iter().zip(&self.problem.requests).filter(|(seat, r)| **seat != NONE && !r.is_alternate()).count());
        let broken = best.map_or(0, |best| u64::try_from(best.broken).unwrap_or(0));
        (self.watch)(Progress { phase, met: met as u32, total: self.total, broken, work, elapsed: self.start.elapsed() });
    }

    fn finish(&self, mut searches: Vec<Search<M>>, stopped: Stopped) -> Outcome {
        // Under a limit of work alone the clock has no say here either.
        let timed = self.options.time.is_some() || self.options.stop.is_some();
        let grace = self.options.time.map_or(GRACE, |time| (time / 10).min(GRACE));
        let until = Instant::now() + grace;
        let halt = || timed && self.halt() && Instant::now() >= until;
        let work = searches.iter().map(|s| s.work).sum();
        let mut order: Vec<usize> = (0..searches.len()).collect();
        order.sort_by_key(|&n| (searches[n].best.broken, std::cmp::Reverse(searches[n].best.key), n));
        let mut failure: Option<(u64, Vec<Reason>)> = None;
        for n in order {
            let best = searches[n].best.clone();
            self.report(Phase::Finishing, Some(&best), work);
            let search = &mut searches[n];
            search.restore(&self.problem, &self.clock, &best);
            search.state.retry_all(&self.problem, &mut search.proposal, &halt);
            search.state.even_out(&self.problem);
            search.state.retry_all(&self.problem, &mut search.proposal, &halt);
            search.state.weigh_alternates(&self.problem);
            search.state.ease(&self.problem, &halt);
            search.state.polish(&self.problem, &self.clock, &mut search.dice, &mut search.proposal, &halt);
            let mut schedule = search.state.schedule(&self.problem, self.school);
            finish::complete(&self.problem, self.school, &self.domains, &mut schedule);
            let schedule = finish::arranged(self.school, self.rules, schedule);
            let (score, broken, units) = finish::appraise(self.school, self.rules, &schedule);
            if broken.is_empty() {
                // No level of requests pays a price.
                let unpaid = Score { preference: 0, ..score } == finish::met(self.school, &schedule);
                let proven = stopped == Stopped::Proven
                    && unpaid
                    && score.preference >= self.most_preference()
                    && self.nobody_could_have_more(&schedule);
                let stopped = match stopped {
                    Stopped::Proven if !proven && self.options.enough.is_some() => Stopped::Enough,
                    Stopped::Proven if !proven => Stopped::Work,
                    other => other,
                };
                let solved = Solved::new(schedule, score, stopped, work);
                return if proven { Outcome::Optimal(solved, Proof::OwnWeeks) } else { Outcome::Feasible(solved) };
            }
            if failure.as_ref().is_none_or(|known| units < known.0) {
                failure = Some((units, broken));
            }
        }
        let (broken, hindrances) = failure.unwrap_or_default();
        Outcome::Unknown { stopped, broken, work, hindrances }
    }

    /// Whether every student has the best they could have alone in the school by the true objective. The
    /// search goes by energies that may trade a required request for several others; a proof may not, so
    /// levels are told apart here by worths of which each exceeds all that come after it.
    fn nobody_could_have_more(&self, schedule: &Schedule) -> bool {
        if !self.problem.all_terms && self.problem.requests.iter().any(|r| r.several) {
            return false;
        }
        let (held, kept) = (self.problem.held.clone(), Kept::of_seats(self.school, &Answers::default()));
        let mut problem = Problem::<M>::of_students(self.school, held, kept, Hosts::default(), self.problem.sections.clone());
        for student in 0..problem.students.len() as u32 {
            let own = problem.requests_of(student);
            let weight = |level: u8| problem.requests[own.clone()].iter().filter(|r| r.level == level).map(|r| r.weight).sum::<i64>();
            let factors = match self.school.objective().factors() {
                Some([critical, required, primary, alternate, _]) => [critical, required, primary, alternate],
                None => {
                    let (mut factors, mut rest) = ([1; LEVELS], 0i64);
                    for level in (0..LEVELS).rev() {
                        factors[level] = rest.saturating_add(1);
                        rest = rest.saturating_add(factors[level].saturating_mul(weight(level as u8)));
                    }
                    factors
                }
            };
            // Worths too large to add up exactly prove nothing.
            let most: i128 = (0..LEVELS).map(|level| i128::from(factors[level]) * i128::from(weight(level as u8))).sum();
            if most > i128::from(i64::MAX / 8) {
                return false;
            }
            problem.requests[own].iter_mut().for_each(|r| r.worth = r.weight * factors[usize::from(r.level)]);
        }
        let mut has = vec![0i64; problem.students.len()];
        for request in &problem.requests {
            if schedule.seats[mortarboard_model::RequestId(request.id)].is_some() {
                has[request.student as usize] += request.worth;
            }
        }
        has == self.potential_of(&problem)
    }

    /// No schedule gains more on the preference level: every section taught by whom it prefers, and no
    /// price paid.
    fn most_preference(&self) -> i64 {
        if !self.answers.rows.is_empty() {
            return i64::MAX;
        }
        let best = |(s, section): (usize, &Section)| -> i64 {
            section.teachers.iter().map(|&teacher| self.problem.kept.worth.of(s as u32, teacher)).max().unwrap_or(0)
        };
        self.problem.sections.iter().enumerate().map(best).sum()
    }
}

/// Rows of the rules that are not kept by counts.
pub(crate) fn rows(school: &School, rules: &Rules, answers: &Answers, domains: &Domains) -> Option<RowBook> {
    let mut program = None;
    for (_, (rule, mode)) in rules.iter().enumerate().filter(|(at, _)| answers.rows.contains(at)) {
        let program = program.get_or_insert_with(|| Program::choices_only(school, domains.clone()));
        program.add(school, rule, mode);
    }
    program.filter(|program| !program.rows().is_empty()).map(|program| RowBook::new(&program))
}

/// What must have something for which nothing is left: no search can help.
pub(crate) fn unmet(school: &School, answers: &Answers, domains: &Domains) -> Option<(Conflict, Refutation)> {
    let mut first: Option<(SectionId, Facet, &'static str)> = None;
    for (slug, needs) in answers.needs() {
        let none = |section: &SectionId| match needs.facet {
            Facet::Pattern => domains.patterns[*section].is_empty(),
            Facet::Teacher => domains.teachers[*section].is_empty(),
            Facet::Room => domains.rooms[*section].is_empty(),
        };
        let lacking = needs.sections.iter().copied().filter(none).min().map(|section| (section, needs.facet, slug));
        first = [first, lacking].into_iter().flatten().min();
    }
    let (section, facet, slug) = first?;
    let data = &school.sections()[section];
    let about = vec![Subject::Section(section), Subject::Course(data.course)];
    let conflict = Conflict::new(vec![Reason::new(slug, about)], false, sentence(facet, &data.id));
    Some((conflict, Refutation::NothingLeft { section, facet }))
}
