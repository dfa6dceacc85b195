use crate::ids::{CellId, IdVec, TeacherId, TeamId, TermId};
use crate::rule::Finding;
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
        let mut have: IdVec<TermId, Minutes> = IdVec::filled(calendar.terms().len(), 0);
        for block in calendar.blocks(&free) {
            let minutes = calendar.minutes(&block);
            if minutes >= data.prep_block {
                // A block lies within one day of one term.
                have[calendar.cells()[block[0]].term] += minutes;
            }
        }
        for (term, &have) in have.iter().filter(|(_, have)| **have < data.prep_minutes) {
            let finding = Finding::new("preparation").about("teacher", teacher).about("term", term);
            let finding = finding.amount("minutes", "minutes", have).amount("asked", "minutes", data.prep_minutes);
            findings.push(finding.amount("shortest", "minutes", data.prep_block).units(data.prep_minutes - have));
        }
    }
    findings
}
