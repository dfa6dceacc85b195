use crate::ids::CellId;
use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

/// Looks at real meetings: terms, days and minutes, not the labels of slots.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut away = |meeting: Subject, who: Subject, cells: &[CellId], unavailable: &[CellId]| {
        if let Some(cell) = school.calendar().clash(cells, unavailable) {
            let both = cells.iter().filter(|cell| unavailable.binary_search(cell).is_ok()).count();
            let finding = Finding::new("availability").about("meeting", meeting).about("away", who).about("cell", cell);
            findings.push(finding.units(both as i64));
        }
    };
    let rosters = schedule.rosters(school);
    for (section, placement) in schedule.placements.iter() {
        let (meeting, cells) = (Subject::Section(section), schedule.cells(school, section));
        if let Some(teacher) = placement.teacher {
            away(meeting, Subject::Teacher(teacher), cells, &school.teachers()[teacher].unavailable);
        }
        if let Some(room) = placement.room {
            away(meeting, Subject::Room(room), cells, &school.rooms()[room].unavailable);
        }
        for &request in &rosters[section] {
            let student = school.requests()[request].student;
            away(meeting, Subject::Student(student), cells, &school.students()[student].unavailable);
        }
    }
    for (team, cells) in schedule.meetings.iter() {
        for teacher in schedule.members(school, team) {
            away(Subject::Team(team), Subject::Teacher(teacher), cells, &school.teachers()[teacher].unavailable);
        }
    }
    findings
}
