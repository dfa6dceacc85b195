use crate::ids::{CellId, SectionId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeMap;

/// Looks at real meetings, cell by cell: of three sections at one time the first clashes with the second and the second with
/// the third.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (teacher, sections) in schedule.taught(school).iter() {
        let mut there: BTreeMap<CellId, Vec<SectionId>> = BTreeMap::new();
        for &section in sections {
            schedule.cells(school, section).iter().for_each(|&cell| there.entry(cell).or_default().push(section));
        }
        let mut clashes: BTreeMap<(SectionId, SectionId), (CellId, i64)> = BTreeMap::new();
        for (cell, mut together) in there {
            together.sort_unstable();
            for pair in together.windows(2) {
                clashes.entry((pair[0], pair[1])).or_insert((cell, 0)).1 += 1;
            }
        }
        findings.extend(clashes.into_iter().map(|((a, b), (cell, cells))| {
            let finding = Finding::new("teacher-clash").about("teacher", teacher).about("section", a).about("other section", b);
            finding.about("cell", cell).units(cells)
        }));
    }
    findings
}
