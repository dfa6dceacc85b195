//! How many sections meet at one time.

use crate::ids::{CellId, SectionId, TeacherId};
use std::sync::Arc;

/// No more than so many of some sections meet at one time.
///
/// **Unit.** A section too many in one cell.
///
/// ```
/// use mortarboard_model::keeper::{AtOnce, Of};
/// use mortarboard_model::{testing, School, SectionId};
/// let school = School::try_from(testing::tiny()).unwrap();
/// // No more than two of three sections at any time.
/// let most = school.calendar().cells().ids().map(|cell| (cell, 2)).collect();
/// let rule = AtOnce { of: Of::Sections((0..3).map(SectionId).collect()), most };
/// assert_eq!(rule.most.len(), school.calendar().cells().len());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// Whose sections are counted.
    pub of: Of,
    /// Most sections in a cell. A cell that is not named has no limit. Shared by all for whom it is the same.
    pub most: Arc<[(CellId, u32)]>,
}

/// Whose sections are counted.
///
/// ```
/// use mortarboard_model::{keeper::Of, SectionId, TeacherId};
/// assert_ne!(Of::Teacher(TeacherId(0)), Of::Sections(vec![SectionId(0)]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those that a teacher teaches, whichever they are.
    Teacher(TeacherId),
    /// These.
    Sections(Vec<SectionId>),
}
