//! How many different things a teacher's sections stand for.

use crate::ids::{SectionId, TeacherId};
use std::sync::Arc;

/// The sections of a teacher stand for no more than so many different things: courses, buildings, grades.
///
/// **Unit.** One thing too many.
///
/// ```
/// use mortarboard_model::{keeper::Different, SectionId, TeacherId};
/// // Three sections of two courses.
/// let courses = [(SectionId(0), 7), (SectionId(1), 7), (SectionId(2), 9)];
/// let limit = Different { teacher: TeacherId(0), what: "courses", things: courses.into(), most: 1 };
/// assert_eq!(limit.things.len(), 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Different {
    /// The teacher.
    pub teacher: TeacherId,
    /// What the things are, in the plural, for whoever is told of them: `courses`.
    pub what: &'static str,
    /// What each section stands for, as a number of the rule's own. Ascending by section; one that is not named
    /// stands for nothing. The list is shared by all teachers for whom it is the same.
    pub things: Arc<[(SectionId, u32)]>,
    /// Most different things.
    pub most: u32,
}
