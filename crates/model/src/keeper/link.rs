//! Two sections that are tied to one another.

use super::Pairs;
use crate::ids::SectionId;
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
/// use mortarboard_model::{keeper::{Pairs, Relation}, testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let same = Pairs::new(&school, |pattern| pattern.cells.clone(), |a, b| a == b);
/// assert_ne!(Relation::Patterns(same.into()), Relation::SameTeacher);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// One teacher has both.
    SameTeacher,
    /// They have different teachers.
    OtherTeacher,
    /// Their patterns go together, that of the first section named first.
    Patterns(Arc<Pairs>),
}
