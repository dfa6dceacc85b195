//! What restricts one student's sections.

use super::Pairs;
use crate::ids::{CellId, RequestId, SectionId, StudentId};
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
    /// Of the requests of one student that come first, if any is met, one is met by a section that goes with the section of
    /// the one that comes second, if that is met.
    ///
    /// **Unit.** A student of whose sections none goes.
    Order {
        /// Those that come first; none of them is the second.
        first: Vec<RequestId>,
        /// The one that comes second.
        second: RequestId,
        /// Which patterns go together. Shared by all requests for which it is the same.
        pairs: Arc<Pairs>,
    },
}
