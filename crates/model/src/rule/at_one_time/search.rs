use super::TABLE;
use super::rows::{atoms, cells};
use crate::keeper::{Amount, AtOnce, Keeping, Of, Sum};
use crate::rule::Selected;
use crate::school::School;

pub(super) fn search(school: &School, selected: &Selected) -> Keeping {
    let (mut once, mut amounts) = (Vec::new(), Vec::new());
    for (_, limits) in selected.of(school, TABLE.name) {
        let sections = limits.sections(school);
        if let Some(most) = limits.number("most") {
            let most = cells(school, limits).into_iter().map(|cell| (cell, most)).collect();
            once.push(AtOnce { of: Of::Sections(sections.clone()), most });
        }
        if let Some(fewest) = limits.number("fewest") {
            for (atom, cells) in atoms(school, limits) {
                let meets = |pattern: &crate::school::Pattern| atom.is_some_and(|atom| pattern.atoms.iter().any(|other| other == atom));
                let patterns = school.patterns().iter().filter(|(_, pattern)| meets(pattern)).map(|(id, _)| id);
                let placed = patterns.flat_map(|pattern| sections.iter().map(move |&section| (section, pattern, cells))).collect();
                amounts.push(Amount::at_least(Sum::Placed(placed), cells * i64::from(fewest)));
            }
        }
    }
    Keeping::of(once).and(amounts)
}
