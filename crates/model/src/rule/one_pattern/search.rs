use crate::keeper::{Facet, Keeping, Needs};
use crate::school::School;

pub(super) fn search(school: &School) -> Keeping {
    Keeping::of([Needs { facet: Facet::Pattern, sections: school.sections().ids().collect() }])
}
