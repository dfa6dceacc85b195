//! The law of a rule in the search: what is counted for it is what its check finds.
//!
//! [`mortarboard_model::testing::Law`] compares the rows of a rule with its check on schedules drawn at random. Here the
//! search itself is the source of schedules: one rule alone, in one mode, through random moves that are kept or taken back.
//! A rule of one's own is tested in the same way, on schools of one's own or on those of
//! [`random_raw`](mortarboard_model::testing::random_raw). (Feature `testing`.)

use crate::engine;
use mortarboard_model::School;
use mortarboard_model::rule::{Mode, Rule};
use std::sync::Arc;

/// How often the rule was kept and broken on a walk.
///
/// ```
/// assert_eq!(mortarboard_core::law::Walked::default().kept, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Walked {
    /// States in which the check found nothing.
    pub kept: u32,
    /// States in which it found something.
    pub broken: u32,
}

/// Walks through states of a search under one rule alone, and compares at each step: what is counted as broken is more than
/// nothing exactly where the check finds something that a schedule may not have, and the price counted is the weight of the
/// rule times the units found, less what the rule gains. What waits for rooms or meetings is compared where they are found.
///
/// A school in which a section has nothing left that the rule asks for has no such states, and the walk is empty. Two
/// different rules or modes need two walks. O(steps x a check of the school).
///
/// # Errors
/// Where the two differ, with the findings and the schedule; or where a move that is taken back leaves a trace.
///
/// ```
/// use mortarboard_core::law::walk;
/// use mortarboard_model::rule::{Mode, standard};
/// let school = mortarboard_testkit::two_singletons();
/// for rule in standard() {
///     let walked = walk(&school, rule, Mode::Hard, 1, 20).unwrap();
///     assert_eq!(walked.kept + walked.broken, 21, "one comparison at the start and one after each step");
/// }
/// ```
pub fn walk(school: &School, rule: Arc<dyn Rule>, mode: Mode, seed: u64, steps: u32) -> Result<Walked, String> {
    engine::walk(school, rule, mode, seed, steps)
}

#[cfg(test)]
mod any_keepers;
#[cfg(test)]
mod tests;
