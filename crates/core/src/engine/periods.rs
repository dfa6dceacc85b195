//! The exact subproblem of one student where every pattern is one atom: requests matched to periods.
//!
//! Sets of requests that can all have a period of their own are the independent sets of a transversal matroid
//! (Edmonds and Fulkerson 1965), so taking a request in, or letting it push out the least worth on the way, ends
//! at the greatest worth in whatever order requests come. Masks of periods make one try a few machine operations: this is
//! solved for each student whom a move touches, many thousand times a second, so no graph is built for it.

use super::bits::Bits;
use super::problem::{NONE, Problem};
use super::state::State;

/// No period.
const OUT: u8 = u8::MAX;
/// Most periods: one machine word.
pub(crate) const MOST: usize = 64;

/// Which sections have a free seat, by course and period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Openings {
    /// By course: periods in which some section has a free seat.
    mask: Vec<u64>,
    /// By course and period: sections with a free seat.
    count: Vec<u32>,
}

impl Openings {
    pub(crate) fn new(courses: usize) -> Self {
        Openings { mask: vec![0; courses], count: vec![0; courses * MOST] }
    }

    /// A section of the course has its first free seat in the period, or none any more.
    #[inline]
    pub(crate) fn set(&mut self, course: u32, period: u8, open: bool) {
        let at = course as usize * MOST + usize::from(period);
        if open {
            self.count[at] += 1;
            self.mask[course as usize] |= 1 << period;
        } else {
            self.count[at] -= 1;
            if self.count[at] == 0 {
                self.mask[course as usize] &= !(1 << period);
            }
        }
    }

    #[inline]
    pub(crate) fn of(&self, course: u32) -> u64 {
        self.mask[course as usize]
    }
}

/// A student's week while requests are matched to periods, kept between calls.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    /// By request: periods in which it could be met, and the one in which it is.
    may: Vec<u64>,
    at: Vec<u8>,
    /// By period: the request that has it; and who asked for it in the search under way.
    owner: [u8; MOST],
    asked_by: [u8; MOST],
    /// Periods that nobody has.
    free: u64,
    stack: Vec<u8>,
}

impl Default for Match {
    fn default() -> Self {
        Match { may: Vec::new(), at: Vec::new(), owner: [OUT; MOST], asked_by: [OUT; MOST], free: u64::MAX, stack: Vec::new() }
    }
}

impl Match {
    /// Most requests of one student.
    pub(crate) const MOST_REQUESTS: usize = OUT as usize;

    pub(crate) fn begin(&mut self) {
        self.may.clear();
        self.at.clear();
        self.free = u64::MAX;
    }

    /// The next request, with the periods in which it could be met and the one that it has now, if that is to stay.
    #[inline]
    pub(crate) fn add(&mut self, may: u64, held: Option<u8>) {
        if let Some(period) = held {
            self.free &= !(1 << period);
            self.owner[usize::from(period)] = self.at.len() as u8;
        }
        self.may.push(may);
        self.at.push(held.unwrap_or(OUT));
    }

    /// The period of a request.
    #[inline]
    pub(crate) fn period(&self, k: usize) -> Option<u8> {
        Some(self.at[k]).filter(|&period| period != OUT)
    }

    /// Gives a request one period that is free.
    #[inline]
    pub(crate) fn hold(&mut self, k: usize, period: u8) -> bool {
        let there = self.free >> period & 1 == 1;
        if there {
            self.free &= !(1 << period);
            self.owner[usize::from(period)] = k as u8;
            self.at[k] = period;
        }
        there
    }

    /// Finds a period for a request, others changing theirs. Where there is none, the request of least worth on
    /// the way is pushed out if it is worth less than `worth`. Whether the request has a period now.
    pub(crate) fn admit(&mut self, k: usize, worth: i64, worth_of: impl Fn(usize) -> i64) -> bool {
        let mut seen = 0u64;
        self.stack.clear();
        self.stack.push(k as u8);
        while let Some(j) = self.stack.pop() {
            let new = self.may[usize::from(j)] & !seen;
            let free = new & self.free;
            if free != 0 {
                let period = free.trailing_zeros() as u8;
                self.asked_by[usize::from(period)] = j;
                self.free &= !(1 << period);
                self.shift(k, period);
                return true;
            }
            seen |= new;
            let mut left = new;
            while left != 0 {
                let period = left.trailing_zeros() as usize;
                left &= left - 1;
                self.asked_by[period] = j;
                self.stack.push(self.owner[period]);
            }
        }
        let mut least: Option<(i64, u8)> = None;
        let mut left = seen;
        while left != 0 {
            let period = left.trailing_zeros() as u8;
            left &= left - 1;
            let worth = worth_of(usize::from(self.owner[usize::from(period)]));
            if least.is_none_or(|(known, _)| worth < known) {
                least = Some((worth, period));
            }
        }
        let Some((_, period)) = least.filter(|&(known, _)| known < worth) else { return false };
        self.at[usize::from(self.owner[usize::from(period)])] = OUT;
        self.shift(k, period);
        true
    }

    /// Lets each request on the way from `k` to a period move on to the period it asked for.
    fn shift(&mut self, k: usize, mut period: u8) {
        loop {
            let j = self.asked_by[usize::from(period)];
            let before = self.at[usize::from(j)];
            self.at[usize::from(j)] = period;
            self.owner[usize::from(period)] = j;
            if usize::from(j) == k || before == OUT {
                return;
            }
            period = before;
        }
    }
}

impl<M: Bits> State<M> {
    /// Gives a student without clashes the best week that the free seats allow, where patterns are periods. Exact but
    /// for alternates, which take what is left.
    pub(crate) fn rematch(&mut self, problem: &Problem<M>, student: u32) {
        let requests = problem.requests_of(student);
        let base = requests.start;
        let away = problem.students[student as usize].low();
        let mut week = std::mem::take(&mut self.week);
        week.begin();
        for r in requests.clone() {
            let request = &problem.requests[r];
            let held = self.period(problem, self.seat[r]);
            let own = held.map_or(0, |period| 1 << period);
            let open = match request.locked {
                NONE => self.openings.of(request.course),
                locked => self.period(problem, locked).map_or(0, |period| 1 << period),
            };
            week.add((open & !away) | own, held.filter(|_| !request.is_alternate()));
        }
        let mut given_up = 0usize;
        for r in requests.clone().filter(|&r| !problem.requests[r].is_alternate()) {
            if week.period(r - base).is_none() {
                week.admit(r - base, problem.requests[r].worth, |k| problem.requests[base + k].worth);
            }
        }
        for r in requests.clone() {
            given_up += usize::from(!problem.requests[r].is_alternate() && week.period(r - base).is_none());
        }
        // Alternates that are held stay where they can; then others fill what is left.
        for keep in [true, false] {
            for r in requests.clone().filter(|&r| problem.requests[r].is_alternate()) {
                let place = problem.requests[r].instead_of;
                let free = place == NONE
                    || (week.period(place as usize - base).is_none()
                        && !requests.clone().any(|x| {
                            problem.requests[x].is_alternate() && problem.requests[x].instead_of == place && week.period(x - base).is_some()
                        }));
                if given_up == 0 || !free || week.period(r - base).is_some() {
                    continue;
                }
                let there = match self.period(problem, self.seat[r]) {
                    Some(period) if keep => week.hold(r - base, period),
                    _ => !keep && week.admit(r - base, i64::MIN, |_| i64::MAX),
                };
                given_up -= usize::from(there);
            }
        }
        for r in requests.clone() {
            let held = self.period(problem, self.seat[r]);
            if held.is_some() && held != week.period(r - base) {
                self.sit(problem, r as u32, NONE);
            }
        }
        for r in requests {
            let Some(period) = week.period(r - base).filter(|_| self.seat[r] == NONE) else { continue };
            let request = &problem.requests[r];
            let here = |&section: &u32| self.period(problem, section) == Some(period) && self.open(problem, section);
            let section = match request.locked {
                NONE => problem.courses[request.course as usize].iter().copied().find(here),
                locked => Some(locked),
            };
            if let Some(section) = section {
                self.sit(problem, r as u32, section);
            }
        }
        self.week = week;
    }

    /// The period in which a section meets.
    #[inline]
    fn period(&self, problem: &Problem<M>, section: u32) -> Option<u8> {
        if section == NONE {
            return None;
        }
        match self.pattern[section as usize] {
            NONE => None,
            pattern => problem.periods.get(pattern as usize).copied(),
        }
    }

    /// Notes that a section's first seat came free (`open`) or its last one was taken.
    #[inline]
    pub(super) fn seats_changed(&mut self, problem: &Problem<M>, section: u32, open: bool) {
        if let Some(period) = self.period(problem, section) {
            self.openings.set(problem.sections[section as usize].course, period, open);
        }
    }
}

/// The period of each pattern, where all patterns that sections may have are single atoms and there are few enough of
/// them, and where no alternate is worth as much as any other request; otherwise empty.
pub(crate) fn periods<M: Bits>(problem: &Problem<M>) -> Vec<u8> {
    let single = |&pattern: &u32| problem.pattern_atoms[pattern as usize].len() == 1;
    let few = (0..problem.students.len() as u32).all(|student| problem.requests_of(student).len() < Match::MOST_REQUESTS);
    if problem.atoms > MOST || !few || problem.dear_alternates || !problem.sections.iter().all(|s| s.patterns.iter().all(single)) {
        return Vec::new();
    }
    problem.pattern_atoms.iter().map(|atoms| atoms.first().map_or(0, |&atom| atom as u8)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::clock::Clock;
    use super::super::dice::Dice;
    use super::super::keep::Answers;
    use super::super::moves::Proposal;
    use super::super::student::{Ask, Scratch};
    use super::*;
    use mortarboard_model::School;
    use mortarboard_model::program::Domains;
    use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent};
    use mortarboard_model::rule::Rules;
    use mortarboard_model::testing::draws;
    use proptest::prelude::*;

    /// A school of single periods, too small for all requests.
    fn school(numbers: &[u32]) -> School {
        let mut draw = draws(numbers);
        let periods = 2 + draw(4);
        let mut raw = RawSchool::default();
        for slot in 1..=periods {
            let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
            raw.bell.push(RawBell { day: "Mon".into(), slot: slot.to_string(), start, end });
            raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: "one".into(), cells: format!("{slot}(*)") });
        }
        let courses = 3 + draw(5);
        for n in 0..courses {
            let (sections, seats) = (Some(1 + draw(3)), 1 + draw(3));
            let course = format!("C{n}");
            raw.courses.push(RawCourse { course, sections, max_seats: seats, patterns: "one".into(), ..Default::default() });
        }
        for n in 0..1 + draw(6) {
            let student = format!("s{n}");
            let unavailable = if draw(4) == 0 { "1(*)".to_owned() } else { String::new() };
            raw.students.push(RawStudent { student: student.clone(), unavailable, ..Default::default() });
            for c in 0..courses {
                let priority = ["", "required", "primary", "primary", "alternate"][draw(5) as usize];
                if !priority.is_empty() {
                    let (student, course) = (student.clone(), format!("C{c}"));
                    raw.requests.push(RawRequest { student, course, priority: priority.into(), ..Default::default() });
                }
            }
        }
        School::try_from(&raw).expect("the school is sound")
    }

    /// Worth of a student's requests above alternates, as the state has it.
    fn firm(problem: &Problem<u64>, state: &State<u64>, student: u32) -> i64 {
        let met = problem.requests_of(student).filter(|&r| state.seat[r] != NONE && !problem.requests[r].is_alternate());
        met.map(|r| problem.requests[r].worth).sum()
    }

    proptest! {
        #[test]
        fn a_match_is_as_good_as_the_exact_search(numbers in proptest::collection::vec(any::<u32>(), 0..120), moves in 0usize..60) {
            let school = school(&numbers);
            let rules = Rules::of(&school);
            let problem = Problem::<u64>::new(&school, &Answers::of(&school, &rules), &Domains::new(&school, &rules));
            prop_assert!(!problem.periods.is_empty());
            let clock = Clock::new(&school);
            let none = vec![NONE; problem.sections.len()];
            let mut state = State::new(&problem, &clock, &none, vec![i64::MAX; problem.students.len()], None);
            let (mut dice, mut proposal, mut scratch) = (Dice::new(moves as u64), Proposal::default(), Scratch::default());
            state.build(&problem, &clock, &mut dice);
            for _ in 0..moves {
                if state.propose(&problem, &mut dice, &mut proposal) {
                    state.attempt(&problem, &clock, &mut proposal, 40);
                }
                state.keep();
                let student = dice.below(problem.students.len()) as u32;
                let most = scratch.solve(&problem, &state, student, Ask::above(-1), |section, _| state.open(&problem, section));
                let request = |k: usize| &problem.requests[problem.requests_of(student).start + k];
                let best = scratch.found().iter().enumerate().filter(|&(k, &section)| section != NONE && !request(k).is_alternate());
                let best: i64 = best.map(|(k, _)| request(k).worth).sum();
                state.refit(&problem, student, &mut proposal);
                prop_assert_eq!(firm(&problem, &state, student), if most.is_some() { best } else { 0 });
                state.keep();
                // Free seats by course and period are what the sections say.
                for (course, sections) in problem.courses.iter().enumerate() {
                    let open = sections.iter().filter(|&&s| state.open(&problem, s)).filter_map(|&s| state.period(&problem, s));
                    prop_assert_eq!(state.openings.of(course as u32), open.fold(0, |all, period| all | 1 << period));
                }
            }
            let schedule = state.schedule(&problem, &school);
            for slug in ["student-clash", "one-section", "seat-cap", "availability"] {
                let found = rules.get(slug).map(|(rule, _)| rule.check(&school, &schedule));
                prop_assert!(found.is_none_or(|found| found.is_empty()), "{slug}");
            }
        }
    }
}
