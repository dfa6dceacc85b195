use crate::ids::SectionId;
use crate::keeper::{Amount, Keeping, Sum};
use crate::school::School;
use std::sync::Arc;

/// Thousandths of a section; a part of a section too many counts as a whole one.
pub(super) fn search(school: &School) -> Keeping {
    let load = |section: SectionId| i64::from(school.courses()[school.sections()[section].course].load);
    let loads: Arc<[(SectionId, i64)]> = school.sections().ids().map(|section| (section, load(section))).collect();
    Keeping::of(school.teachers().iter().map(|(teacher, data)| Amount {
        unit: 1000,
        ..Amount::at_most(Sum::Taught(teacher, loads.clone()), i64::from(data.max_load))
    }))
}
