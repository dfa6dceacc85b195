use crate::ids::{CellId, DayId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeMap;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let calendar = school.calendar();
    let mut findings = Vec::new();
    for (section, data) in school.sections().iter() {
        let (Some(shape), Some(pattern)) = (&school.courses()[data.course].shape, schedule.placements[section].pattern) else { continue };
        for term in calendar.terms().ids() {
            let in_term = |cell: &CellId| calendar.cells()[*cell].term == term;
            let cells: Vec<CellId> = school.patterns()[pattern].cells.iter().copied().filter(in_term).collect();
            if cells.is_empty() {
                continue;
            }
            let mut add = |what: &'static str, unit: &'static str, have: u32, least: u32, most: u32, cells: &[CellId]| {
                if have < least || have > most {
                    let finding = Finding::new("block-lengths").about("section", section).about("pattern", pattern).about("term", term);
                    let finding = finding.about_each("cell", cells.iter().copied()).amount(what, unit, have);
                    findings.push(finding.amount("least", unit, least).amount("most", unit, most));
                }
            };
            let (least, most) = (shape.minutes.saturating_sub(shape.tolerance), shape.minutes.saturating_add(shape.tolerance));
            add("minutes", "minutes", calendar.minutes(&cells), least, most, &[]);
            let blocks = calendar.blocks(&cells);
            add("meetings", "meetings", blocks.len() as u32, shape.fewest_meetings, shape.most_meetings, &[]);
            let mut by_day: BTreeMap<DayId, Vec<&Vec<CellId>>> = BTreeMap::new();
            for block in &blocks {
                add("block", "minutes", calendar.minutes(block), shape.shortest, shape.longest, block);
                by_day.entry(calendar.cells()[block[0]].day).or_default().push(block);
            }
            for blocks in by_day.values() {
                let cells: Vec<CellId> = blocks.iter().flat_map(|block| block.iter().copied()).collect();
                add("meetings on one day", "meetings", blocks.len() as u32, 1, 1, &cells);
            }
        }
    }
    findings
}
