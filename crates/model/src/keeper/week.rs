//! What a teacher's week leaves.

use crate::ids::{TeacherId, TeamId};
use crate::time::Minutes;

/// Time that stays free in the weeks of teachers.
///
/// **Unit.** A minute missing in a term.
///
/// ```
/// use mortarboard_model::{keeper::Week, TeacherId};
/// let own = Week::Free { teacher: TeacherId(0), minutes: 225, block: 45 };
/// assert!(matches!(own, Week::Free { minutes: 225, .. }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Week {
    /// A teacher has, in each term, so many minutes free of sections, meetings and absence, in blocks that are long enough.
    Free {
        /// The teacher.
        teacher: TeacherId,
        /// Minutes in a cycle.
        minutes: Minutes,
        /// Shortest block that counts.
        block: Minutes,
    },
    /// A team meets, in each term, for the minutes and in the blocks that the school asks of it, when every member is free.
    Meets(TeamId),
}
