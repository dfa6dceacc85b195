use crate::keeper::{Facet, Host, Keeping, Needs};
use crate::school::School;

/// Rooms of another type are no choice at all.
pub(super) fn search(school: &School) -> Keeping {
    let sections = school.sections().ids().filter(|&section| school.needs_room(section)).collect();
    Keeping::of([Needs { facet: Facet::Room, sections }]).and([Host::Seats])
}
