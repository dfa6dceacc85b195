//! What the students of a state add up to.

use super::problem::LEVELS;

/// Counts that the energy is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Locked seats not kept.
    pub(crate) locks: i64,
    /// Energy of requests met.
    pub(crate) met: i64,
    /// Weight met, by level.
    pub(crate) weight: [i64; LEVELS],
}
