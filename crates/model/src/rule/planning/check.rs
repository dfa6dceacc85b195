use crate::ids::{CellId, IdVec, TeacherId, TeamId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

/// The slots of a day never overlap, which is checked with the bell schedule: two meetings are at the
/// same time exactly when they share a cell.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let calendar = school.calendar();
    let taught = schedule.taught(school);
    let mut findings = Vec::new();
    let mut teams_of: IdVec<TeacherId, Vec<TeamId>> = IdVec::filled(school.teachers().len(), Vec::new());
    for (team, data) in school.teams().iter() {
        let cells = &schedule.meetings[team];
        for term in calendar.terms().ids() {
            let here: Vec<CellId> = cells.iter().copied().filter(|&cell| calendar.cells()[cell].term == term).collect();
            let have = calendar.minutes(&here);
            if have < data.minutes {
                let finding = Finding::new("planning").about("team", team).about("term", term);
                let finding = finding.amount("minutes", "minutes", have).amount("asked", "minutes", data.minutes);
                findings.push(finding.units(data.minutes - have));
            }
        }
        for block in calendar.blocks(cells) {
            let minutes = calendar.minutes(&block);
            if minutes < data.min_block {
                let finding = Finding::new("planning").about("team", team).about_each("cell", block).always_hard();
                findings.push(finding.amount("block", "minutes", minutes).amount("shortest", "minutes", data.min_block));
            }
        }
        for member in schedule.members(school, team) {
            let finding = || Finding::new("planning").about("team", team).about("member", member).always_hard();
            for &section in &taught[member] {
                if let Some(cell) = first_shared(schedule.cells(school, section), cells) {
                    findings.push(finding().about("section", section).about("cell", cell));
                }
            }
            for &other in &teams_of[member] {
                if let Some(cell) = first_shared(&schedule.meetings[other], cells) {
                    findings.push(finding().about("other team", other).about("cell", cell));
                }
            }
            teams_of[member].push(team);
        }
    }
    findings
}

/// The first of some cells that is among sorted cells.
fn first_shared(some: &[CellId], sorted: &[CellId]) -> Option<CellId> {
    some.iter().copied().find(|cell| sorted.binary_search(cell).is_ok())
}
