use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |about, numbers, units| findings.push(Finding { rule: "room-fit", about, numbers, units, always_hard: false });
    for (section, roster) in schedule.rosters(school).iter() {
        if !school.needs_room(section) {
            continue;
        }
        let Some(room) = schedule.placements[section].room else {
            add(vec![Subject::Section(section)], Vec::new(), 1);
            continue;
        };
        let data = &school.rooms()[room];
        let named = school.courses()[school.sections()[section].course].room_type.as_deref();
        if named.is_some_and(|kind| kind != data.kind) {
            add(vec![Subject::Section(section), Subject::Room(room)], Vec::new(), 1);
        }
        let (students, seats) = (roster.len() as i64, i64::from(data.seats));
        if students > seats {
            add(vec![Subject::Section(section), Subject::Room(room)], vec![students, seats], students - seats);
        }
    }
    findings
}
