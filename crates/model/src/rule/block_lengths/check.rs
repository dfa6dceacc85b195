use crate::ids::{CellId, DayId, Id};
use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeMap;

/// What is wrong; the first number of a finding. The others are term, what there is, least and most.
pub(super) const MINUTES: i64 = 0;
pub(super) const MEETINGS: i64 = 1;
pub(super) const ONE_DAY: i64 = 2;
pub(super) const BLOCK: i64 = 3;

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
            let mut add = |what, have: u32, least: u32, most: u32, cells: &[CellId]| {
                if have < least || have > most {
                    let about = [Subject::Section(section), Subject::Pattern(pattern)].into_iter();
                    let numbers = [what, term.index() as i64].into_iter().chain([have, least, most].map(i64::from));
                    findings.push(Finding {
                        rule: "block-lengths",
                        about: about.chain(cells.iter().copied().map(Subject::Cell)).collect(),
                        numbers: numbers.collect(),
                        units: 1,
                        always_hard: false,
                    });
                }
            };
            let (least, most) = (shape.minutes.saturating_sub(shape.tolerance), shape.minutes.saturating_add(shape.tolerance));
            add(MINUTES, calendar.minutes(&cells), least, most, &[]);
            let blocks = calendar.blocks(&cells);
            add(MEETINGS, blocks.len() as u32, shape.fewest_meetings, shape.most_meetings, &[]);
            let mut by_day: BTreeMap<DayId, Vec<&Vec<CellId>>> = BTreeMap::new();
            for block in &blocks {
                add(BLOCK, calendar.minutes(block), shape.shortest, shape.longest, block);
                by_day.entry(calendar.cells()[block[0]].day).or_default().push(block);
            }
            for blocks in by_day.values() {
                let cells: Vec<CellId> = blocks.iter().flat_map(|block| block.iter().copied()).collect();
                add(ONE_DAY, blocks.len() as u32, 1, 1, &cells);
            }
        }
    }
    findings
}
