use crate::keeper::{Keeping, Student};
use crate::school::{Held, School};

/// A lock on a pattern, a teacher or a room leaves no other choice; where another rule takes the locked one away, none is
/// left.
pub(super) fn search(school: &School) -> Keeping {
    Keeping::of(school.locks().iter().filter_map(|lock| match lock.held {
        Held::Seat(request) => Some(Student::Fixed(request, lock.section)),
        Held::Pattern(_) | Held::Teacher(_) | Held::Room(_) => None,
    }))
}
