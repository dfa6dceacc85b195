use crate::ids::SectionId;
use crate::keeper::{Different, Keeping};
use crate::school::School;
use std::sync::Arc;

pub(super) fn search(school: &School) -> Keeping {
    let things: Arc<[(SectionId, u32)]> = school.sections().iter().map(|(id, section)| (id, section.course.0)).collect();
    let limited = school.teachers().iter().filter_map(|(teacher, data)| Some((teacher, data.max_preps?)));
    Keeping::of(limited.map(|(teacher, most)| Different { teacher, what: "courses", things: things.clone(), most }))
}
