use super::rows::faults;
use crate::ids::{CourseId, PatternId};
use crate::keeper::{Amount, Keeping, Sum};
use crate::school::School;
use std::collections::BTreeMap;

/// A section keeps its shape where it takes no pattern that breaks it.
pub(super) fn search(school: &School) -> Keeping {
    let mut known: BTreeMap<CourseId, Vec<(PatternId, i64)>> = BTreeMap::new();
    let mut amounts = Vec::new();
    for (section, data) in school.sections().iter() {
        let Some(shape) = &school.courses()[data.course].shape else { continue };
        let wrong = known.entry(data.course).or_insert_with(|| {
            let all = school.patterns().iter().map(|(id, pattern)| (id, faults(shape, school.calendar(), &pattern.cells)));
            all.filter(|(_, faults)| *faults > 0).collect()
        });
        let each: Vec<_> = wrong.iter().map(|&(pattern, faults)| (section, pattern, faults)).collect();
        if !each.is_empty() {
            amounts.push(Amount::at_most(Sum::Placed(each), 0));
        }
    }
    Keeping::of(amounts)
}
