use crate::ids::{CellId, Id, IdVec, TeacherId, TeamId};
use crate::rule::{Finding, Subject};
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
                findings.push(Finding {
                    rule: "planning",
                    about: vec![Subject::Team(team)],
                    numbers: vec![term.index() as i64, i64::from(have), i64::from(data.minutes)],
                    units: i64::from(data.minutes - have),
                    always_hard: false,
                });
            }
        }
        for block in calendar.blocks(cells) {
            let minutes = calendar.minutes(&block);
            if minutes < data.min_block {
                let about = [Subject::Team(team)].into_iter().chain(block.into_iter().map(Subject::Cell)).collect();
                findings.push(finding(about, vec![i64::from(minutes), i64::from(data.min_block)]));
            }
        }
        for member in schedule.members(school, team) {
            let who = [Subject::Team(team), Subject::Teacher(member)];
            for &section in &taught[member] {
                if let Some(cell) = first_shared(schedule.cells(school, section), cells) {
                    findings.push(finding([&who[..], &[Subject::Section(section), Subject::Cell(cell)]].concat(), Vec::new()));
                }
            }
            for &other in &teams_of[member] {
                if let Some(cell) = first_shared(&schedule.meetings[other], cells) {
                    findings.push(finding([&who[..], &[Subject::Team(other), Subject::Cell(cell)]].concat(), Vec::new()));
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

fn finding(about: Vec<Subject>, numbers: Vec<i64>) -> Finding {
    Finding { rule: "planning", about, numbers, units: 1, always_hard: true }
}
