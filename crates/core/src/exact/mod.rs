//! The whole program, solved exactly.
//!
//! For schools small enough (see [`ExactOptions::columns`]) the integer program of all rules is stated
//! at once and solved level by level: critical requests, then required ones, then primary ones, then
//! alternates, then preferences, each level keeping what the levels before it reached. With the ratio objective it is one
//! solve. Beyond some ten thousand columns this is not the way: see the placement search.
//!
//! # What the answers mean
//! Every schedule that leaves this module has been read back from the point found and every row has been
//! evaluated on it in integers; so has its worth. That nothing better exists, or that nothing exists at
//! all, is the word of HiGHS, which computes in floating point: the first is compared with every
//! schedule known, the second is asked a second time with other settings, and a contradiction is never
//! returned as an answer. A level whose every gain is reached needs no such word.

mod backend;
mod conflict;
mod exclusive;
mod levels;
mod linear;
mod staffing;
#[cfg(test)]
mod tests;

pub use staffing::{Staffed, Staffing, StaffingOptions, staffing};

use crate::outcome::Conflict;
use mortarboard_model::program::Domains;
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::{Schedule, School};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How to solve exactly.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ExactOptions<'a> {
    /// Wall time in all; none is no limit.
    pub time: Option<Duration>,
    /// Set to true from anywhere to stop. A solve of HiGHS that is under way goes on in a thread of its own
    /// until the time limit, and its answer is dropped.
    pub stop: Option<Arc<AtomicBool>>,
    /// A schedule to start from. One that breaks a hard rule is not used.
    pub start: Option<&'a Schedule>,
    /// Columns above which the program is not stated at all.
    pub columns: usize,
    /// Whether an infeasible program is explained, which takes many small solves.
    pub explain: bool,
}

impl Default for ExactOptions<'_> {
    fn default() -> Self {
        ExactOptions { time: Some(Duration::from_secs(20)), stop: None, start: None, columns: 20_000, explain: true }
    }
}

impl<'a> ExactOptions<'a> {
    /// These options with another time limit.
    ///
    /// ```
    /// use mortarboard_core::exact::ExactOptions;
    /// assert_eq!(ExactOptions::default().within(None).time, None);
    /// ```
    pub fn within(self, time: Option<Duration>) -> Self {
        ExactOptions { time, ..self }
    }

    /// These options with a stop flag.
    ///
    /// ```
    /// use mortarboard_core::exact::ExactOptions;
    /// assert!(ExactOptions::default().until(Default::default()).stop.is_some());
    /// ```
    pub fn until(self, stop: Arc<AtomicBool>) -> Self {
        ExactOptions { stop: Some(stop), ..self }
    }

    /// These options with a schedule to start from.
    ///
    /// ```
    /// use mortarboard_core::exact::ExactOptions;
    /// let school = mortarboard_testkit::two_singletons();
    /// let schedule = mortarboard_model::Schedule::empty(&school);
    /// assert!(ExactOptions::default().from(&schedule).start.is_some());
    /// ```
    pub fn from(self, start: &'a Schedule) -> Self {
        ExactOptions { start: Some(start), ..self }
    }

    /// These options with another largest number of columns.
    ///
    /// ```
    /// use mortarboard_core::exact::ExactOptions;
    /// assert_eq!(ExactOptions::default().up_to(50).columns, 50);
    /// ```
    pub fn up_to(self, columns: usize) -> Self {
        ExactOptions { columns, ..self }
    }
}

/// Why an exact solve has no final answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The time was over.
    Time,
    /// The stop flag was set.
    Asked,
    /// Weights, ratios or bounds are too large for floating point to decide by.
    Numbers,
    /// The back end failed, in its own words.
    Backend(String),
    /// The back end contradicts exact arithmetic: a bug, there or here.
    Contradiction(String),
}

/// What an exact solve answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Exact {
    /// No schedule is worth more.
    Optimal {
        /// The schedule; it keeps every hard row.
        schedule: Schedule,
        /// Its worth.
        score: Score,
    },
    /// A schedule; a better one may exist.
    Feasible {
        /// The schedule; it keeps every hard row.
        schedule: Schedule,
        /// Its worth.
        score: Score,
        /// Why it may not be the best.
        why: Why,
    },
    /// No schedule keeps every hard row.
    Infeasible(Conflict),
    /// No schedule was found and none was ruled out.
    Unknown {
        /// Why.
        why: Why,
    },
    /// The program has more columns than the options allow.
    TooLarge {
        /// How many it has at least.
        columns: usize,
    },
}

impl Exact {
    /// The schedule, if there is one.
    ///
    /// ```
    /// use mortarboard_core::exact::{Exact, Why};
    /// assert!(Exact::Unknown { why: Why::Time }.schedule().is_none());
    /// ```
    pub fn schedule(&self) -> Option<&Schedule> {
        match self {
            Exact::Optimal { schedule, .. } | Exact::Feasible { schedule, .. } => Some(schedule),
            Exact::Infeasible(_) | Exact::Unknown { .. } | Exact::TooLarge { .. } => None,
        }
    }

    /// The worth of the schedule, if there is one.
    ///
    /// ```
    /// use mortarboard_core::exact::Exact;
    /// assert!(Exact::TooLarge { columns: 9 }.score().is_none());
    /// ```
    pub fn score(&self) -> Option<Score> {
        match self {
            Exact::Optimal { score, .. } | Exact::Feasible { score, .. } => Some(*score),
            Exact::Infeasible(_) | Exact::Unknown { .. } | Exact::TooLarge { .. } => None,
        }
    }
}

/// Solves the whole program of a school under a set of rules.
///
/// ```
/// use mortarboard_core::exact::{solve, Exact, ExactOptions};
/// use mortarboard_model::rule::Rules;
/// let school = mortarboard_testkit::two_singletons();
/// let answer = solve(&school, &Rules::of(&school), &ExactOptions::default());
/// let Exact::Optimal { score, .. } = answer else { panic!("{answer:?}") };
/// assert_eq!(score.primary, 4, "both students get both courses");
/// ```
pub fn solve(school: &School, rules: &Rules, options: &ExactOptions<'_>) -> Exact {
    let clock = Clock::new(options.time, options.stop.clone());
    if options.start.is_none()
        && let Some(why) = clock.over()
    {
        return Exact::Unknown { why };
    }
    let domains = Domains::new(school, rules);
    let choices = count(&domains);
    if choices > options.columns {
        return Exact::TooLarge { columns: choices };
    }
    let start = options.start.filter(|start| start.fits(school));
    match levels::solve(school, rules, start, options.columns, &clock) {
        levels::Found::Nothing if options.explain => Exact::Infeasible(conflict::explain(school, rules, options.columns, &clock)),
        levels::Found::Nothing => Exact::Infeasible(conflict::unexplained(rules)),
        levels::Found::Best(schedule, score) => Exact::Optimal { schedule, score },
        levels::Found::Some(schedule, score, why) => Exact::Feasible { schedule, score, why },
        levels::Found::Unknown(why) => Exact::Unknown { why },
        levels::Found::TooLarge(columns) => Exact::TooLarge { columns },
    }
}

/// Columns times rows of the whole program of a school, as HiGHS is given it: how large a question an exact
/// solve would be. None when the program has more than `columns` choices, and is not stated at all.
///
/// ```
/// use mortarboard_core::exact::size;
/// use mortarboard_model::rule::Rules;
/// let school = mortarboard_testkit::two_singletons();
/// let rules = Rules::of(&school);
/// assert!(size(&school, &rules, 100).is_some_and(|size| size > 8 * 8));
/// assert_eq!(size(&school, &rules, 3), None);
/// ```
pub fn size(school: &School, rules: &Rules, columns: usize) -> Option<u64> {
    (count(&Domains::new(school, rules)) <= columns).then(|| levels::size(school, rules))
}

fn count(domains: &Domains) -> usize {
    let by_section = domains.patterns.values().map(Vec::len).sum::<usize>()
        + domains.teachers.values().map(Vec::len).sum::<usize>()
        + domains.rooms.values().map(Vec::len).sum::<usize>();
    by_section + domains.seats.values().map(Vec::len).sum::<usize>() + domains.meetings.values().map(Vec::len).sum::<usize>()
}

/// When to stop.
#[derive(Clone, Debug)]
struct Clock {
    end: Option<Instant>,
    stop: Option<Arc<AtomicBool>>,
}

impl Clock {
    fn new(time: Option<Duration>, stop: Option<Arc<AtomicBool>>) -> Self {
        // A limit too long for the clock is no limit.
        Clock { end: time.and_then(|time| Instant::now().checked_add(time)), stop }
    }

    fn over(&self) -> Option<Why> {
        if self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            Some(Why::Asked)
        } else if self.left().is_some_and(|left| left.is_zero()) {
            Some(Why::Time)
        } else {
            None
        }
    }

    fn left(&self) -> Option<Duration> {
        self.end.map(|end| end.saturating_duration_since(Instant::now()))
    }
}
