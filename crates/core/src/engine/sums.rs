//! What a state adds up to.

use super::problem::LEVELS;

/// Counts that the energy is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// A teacher in two places, or away, for each atom.
    pub(crate) clashes: i64,
    /// Sections beyond the rooms, for each set of rooms and atom.
    pub(crate) roomless: i64,
    /// Members who can't come to the best meeting of a hard team.
    pub(crate) teams: i64,
    /// Units of own preparation missing.
    pub(crate) preparation: i64,
    /// Price of members who can't come to the best meeting of a soft team.
    pub(crate) soft: i64,
    /// Locked seats not kept.
    pub(crate) locks: i64,
    /// Energy of requests met.
    pub(crate) met: i64,
    /// Weight met, by level.
    pub(crate) weight: [i64; LEVELS],
}
