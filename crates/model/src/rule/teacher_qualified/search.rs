use crate::ids::SectionId;
use crate::keeper::{Amount, Facet, Keeping, Needs, Sum, Worth};
use crate::school::School;
use std::sync::Arc;

/// Who is not qualified is no choice at all; what is left to count is how many sections of a course a teacher has.
pub(super) fn search(school: &School) -> Keeping {
    if !school.has_teachers() {
        return Keeping::Keepers(Vec::new());
    }
    let staffed = school.sections().iter().filter(|(_, section)| !section.unstaffed).map(|(id, _)| id).collect();
    let (mut ranges, mut worth) = (Vec::new(), Vec::new());
    for own in school.qualifications() {
        let each = |by: i64| -> Arc<[(SectionId, i64)]> { school.courses()[own.course].sections.iter().map(|&s| (s, by)).collect() };
        if own.min_sections > 0 || own.max_sections.is_some() {
            let least = (own.min_sections > 0).then_some(i64::from(own.min_sections));
            ranges.push(Amount { sum: Sum::Taught(own.teacher, each(1)), least, most: own.max_sections.map(i64::from), unit: 1 });
        }
        if own.preference != 0 {
            worth.push(Worth { teacher: own.teacher, sections: each(i64::from(own.preference)) });
        }
    }
    Keeping::of([Needs { facet: Facet::Teacher, sections: staffed }]).and(ranges).and(worth)
}
