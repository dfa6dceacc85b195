use crate::ids::{CellId, SectionId};
use crate::rule::{Finding, Instance};
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeMap;

/// Counts, cell by cell, who meets there. Cells in which the same sections meet are one finding.
pub(super) fn check<'s>(school: &School, schedule: &Schedule, selected: impl Iterator<Item = (usize, &'s Instance)>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, limits) in selected {
        let mut there: BTreeMap<CellId, Vec<SectionId>> = BTreeMap::new();
        let named = limits.cells("cells");
        for cell in school.calendar().cells().ids() {
            if limits.holds_in(school, cell) && named.is_none_or(|named| named.contains(&cell)) {
                there.insert(cell, Vec::new());
            }
        }
        for section in limits.sections(school) {
            for cell in schedule.cells(school, section) {
                there.entry(*cell).and_modify(|sections| sections.push(section));
            }
        }
        let mut alike: BTreeMap<Vec<SectionId>, Vec<CellId>> = BTreeMap::new();
        for (cell, sections) in there {
            alike.entry(sections).or_default().push(cell);
        }
        for (sections, cells) in alike {
            let count = sections.len() as i64;
            let (most, fewest) = (limits.number("most").map_or(i64::MAX, i64::from), i64::from(limits.number("fewest").unwrap_or(0)));
            let (by, name, limit) = if count > most { (count - most, "most", most) } else { (fewest - count, "fewest", fewest) };
            if by > 0 {
                // Of too few it is told which others could.
                let sections = if count > most { sections } else { limits.sections(school) };
                let finding = Finding::new("at-one-time").by_row("at_one_time", row).about_each("section", sections);
                let finding = finding.amount("sections", "sections", count).amount(name, "sections", limit);
                findings.push(finding.units(by * cells.len() as i64).about_each("cell", cells));
            }
        }
    }
    findings
}
