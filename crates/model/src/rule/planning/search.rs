use crate::keeper::{Keeping, Week};
use crate::school::School;

pub(super) fn search(school: &School) -> Keeping {
    Keeping::of(school.teams().ids().map(Week::Meets))
}
