use crate::keeper::{Amount, Counted, Keeping, Sum};
use crate::school::School;

pub(super) fn search(school: &School) -> Keeping {
    let full = |(id, section): (_, &crate::school::Section)| {
        Amount::at_most(Sum::Seated(vec![id], Counted::All), i64::from(section.max_seats))
    };
    Keeping::of(school.sections().iter().map(full))
}
