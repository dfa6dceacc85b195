use crate::ids::{CellId, Id, IdVec, TeacherId, TeamId};
use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;
use crate::time::Minutes;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let calendar = school.calendar();
    let taught = schedule.taught(school);
    let mut teams_of: IdVec<TeacherId, Vec<TeamId>> = IdVec::filled(school.teachers().len(), Vec::new());
    for team in school.teams().ids() {
        for member in schedule.members(school, team) {
            teams_of[member].push(team);
        }
    }
    let mut findings = Vec::new();
    for (teacher, data) in school.teachers().iter().filter(|(_, data)| data.prep_minutes > 0) {
        let mut busy: IdVec<CellId, bool> = IdVec::filled(calendar.cells().len(), false);
        let lessons = taught[teacher].iter().flat_map(|&section| schedule.cells(school, section));
        let meetings = teams_of[teacher].iter().flat_map(|&team| &schedule.meetings[team]);
        for &cell in lessons.chain(meetings).chain(&data.unavailable) {
            busy[cell] = true;
        }
        let free: Vec<CellId> = busy.iter().filter(|(_, busy)| !**busy).map(|(cell, _)| cell).collect();
        let mut have: Vec<Minutes> = vec![0; calendar.terms().len()];
        for block in calendar.blocks(&free) {
            let minutes = calendar.minutes(&block);
            if minutes >= data.prep_block {
                // A block lies within one day of one term.
                have[calendar.cells()[block[0]].term.index()] += minutes;
            }
        }
        for (term, have) in have.into_iter().enumerate().filter(|(_, have)| *have < data.prep_minutes) {
            findings.push(Finding {
                rule: "preparation",
                about: vec![Subject::Teacher(teacher)],
                numbers: vec![term as i64, i64::from(have), i64::from(data.prep_minutes), i64::from(data.prep_block)],
                units: i64::from(data.prep_minutes - have),
                always_hard: false,
            });
        }
    }
    findings
}
