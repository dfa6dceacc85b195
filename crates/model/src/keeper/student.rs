//! What restricts one student's sections.

use crate::ids::{CellId, PatternId, RequestId, SectionId, StudentId};
use std::sync::Arc;

/// What restricts the sections in which one student sits. A search that chooses a student's sections exactly keeps this at
/// every step.
///
/// ```
/// use mortarboard_model::{keeper::Student, CellId, StudentId};
/// let away = Student::Away(StudentId(0), vec![CellId(1)]);
/// assert_ne!(away, Student::OneAtATime);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Student {
    /// Nobody sits in two sections at a time.
    OneAtATime,
    /// A request is met by one section of its course, alternates stand in for requests that are not met, and several
    /// requests for one course are met by sections in different terms.
    OneSection,
    /// The student sits in no section that meets in one of these cells, sorted.
    Away(StudentId, Vec<CellId>),
    /// The request is met, and by this section.
    Fixed(RequestId, SectionId),
    /// Two requests of one student, if both are met, are met by sections whose patterns are one of these pairs, sorted. The
    /// list is shared by all pairs of requests for which it is the same.
    ///
    /// **Unit.** A student whose two sections are not.
    Pair([RequestId; 2], Arc<[(PatternId, PatternId)]>),
}
