//! What a choice gains.

use crate::ids::{SectionId, TeacherId};
use std::sync::Arc;

/// What the schedule gains on the preference level by a choice.
///
/// ```
/// use mortarboard_model::{keeper::Worth, SectionId, TeacherId};
/// let liked = Worth { teacher: TeacherId(1), sections: [(SectionId(0), 3)].into() };
/// assert_eq!(liked.sections[0].1, 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The teacher.
    pub teacher: TeacherId,
    /// What each section gains when the teacher teaches it, ascending by section.
    pub sections: Arc<[(SectionId, i64)]>,
}
