//! Two sections that are tied to one another.

use crate::ids::{PatternId, SectionId};
use std::sync::Arc;

/// Two sections stand in a relation, as soon as both have what it is about.
///
/// **Unit.** One pair that does not.
///
/// ```
/// use mortarboard_model::{keeper::{Link, Relation}, SectionId};
/// let pair = Link { sections: [SectionId(0), SectionId(1)], relation: Relation::SameTeacher };
/// assert_ne!(pair.sections[0], pair.sections[1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The two sections.
    pub sections: [SectionId; 2],
    /// How they are tied.
    pub relation: Relation,
}

/// How two sections are tied.
///
/// ```
/// use mortarboard_model::{keeper::Relation, PatternId};
/// // The first in the first period and the second in the second, or the other way round.
/// let next = Relation::Patterns([(PatternId(0), PatternId(1)), (PatternId(1), PatternId(0))].into());
/// assert_ne!(next, Relation::SameTeacher);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// One teacher has both.
    SameTeacher,
    /// They have different teachers.
    OtherTeacher,
    /// Their patterns are one of these pairs.
    Patterns(Arc<[(PatternId, PatternId)]>),
}
