//! The scheduler: a school in, the best schedule found and its standing out.
#![forbid(unsafe_code)]

#[cfg(test)]
mod any_rows;
mod engine;
#[cfg(feature = "highs")]
pub mod exact;
pub mod incremental;
mod outcome;
mod reached;

pub use outcome::{Conflict, Options, Outcome, Phase, Progress, Reason, Solved, Stopped};

use mortarboard_model::School;
use mortarboard_model::rule::Rules;

/// Solves a school under a set of rules. `watch` is called now and then with the progress made.
///
/// The schedule returned keeps every hard rule, custom ones included; the caller checks it with the
/// checker all the same (the facade does so before anyone sees it).
pub fn solve(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Outcome {
    engine::solve(school, rules, options, watch)
}
