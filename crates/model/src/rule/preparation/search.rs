use crate::keeper::{Keeping, Week};
use crate::school::School;

pub(super) fn search(school: &School) -> Keeping {
    let asked = school.teachers().iter().filter(|(_, data)| data.prep_minutes > 0);
    Keeping::of(asked.map(|(teacher, data)| Week::Free { teacher, minutes: data.prep_minutes, block: data.prep_block }))
}
