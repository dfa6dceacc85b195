use crate::keeper::{Amount, Host, Keeping, Student, Sum};
use crate::school::{Held, School};

/// Where the rule is hard, a lock leaves no other choice; where another rule takes the locked one away, none is left.
pub(super) fn search(school: &School) -> Keeping {
    let (mut amounts, mut seats, mut rooms) = (Vec::new(), Vec::new(), Vec::new());
    for lock in school.locks() {
        match lock.held {
            Held::Pattern(pattern) => amounts.push(Amount::at_least(Sum::Placed(vec![(lock.section, pattern, 1)]), 1)),
            Held::Teacher(teacher) => amounts.push(Amount::at_least(Sum::Taught(teacher, [(lock.section, 1)].into()), 1)),
            Held::Room(room) => rooms.push(Host::Kept(lock.section, room)),
            Held::Seat(request) => seats.push(Student::Fixed(request, lock.section)),
        }
    }
    Keeping::of(amounts).and(seats).and(rooms)
}
