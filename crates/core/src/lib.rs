//! The scheduler: a school in, the best schedule found and its standing out.
#![forbid(unsafe_code)]

#[cfg(test)]
mod any_rows;
mod engine;
#[cfg(feature = "highs")]
pub mod exact;
pub mod incremental;
#[cfg(any(test, feature = "testing"))]
pub mod law;
mod outcome;
mod proof;
mod reached;

pub use outcome::{Conflict, Options, Outcome, Phase, Progress, Reason, Solved, Stopped};
pub use proof::{Proof, Refutation};

use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};

/// Solves a school under a set of rules. `watch` is called now and then with the progress made.
///
/// The schedule returned keeps every hard rule, custom ones included; the caller checks it with the
/// checker all the same (the facade does so before anyone sees it).
///
/// ```
/// use mortarboard_core::{Options, solve};
/// use mortarboard_model::rule::Rules;
/// let school = mortarboard_testkit::two_singletons();
/// let outcome = solve(&school, &Rules::of(&school), &Options::default(), &|_| {});
/// assert_eq!(outcome.solved().unwrap().score.primary, 4, "both students get both courses");
/// ```
pub fn solve(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Outcome {
    engine::solve(school, rules, options, watch)
}

/// Loads students into sections whose patterns, teachers and rooms stay as they are: negotiated
/// congestion, then exact tries for whoever was left out, then sizes evened out. Seats of the schedule
/// given are not looked at; locked seats are kept.
///
/// Meets as many requests as it finds seats for; it proves nothing. Deterministic. A schedule of another
/// school is returned as it is.
///
/// ```
/// use mortarboard_model::{rule::Rules, Schedule};
/// let school = mortarboard_testkit::two_singletons();
/// let loaded = mortarboard_core::load(&school, &Rules::of(&school), &Schedule::empty(&school));
/// assert!(loaded.met(&school).is_empty(), "no section meets yet, so nobody can be seated");
/// ```
pub fn load(school: &School, rules: &Rules, placed: &Schedule) -> Schedule {
    engine::load(school, rules, placed)
}
