use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, roster) in schedule.rosters(school).iter() {
        if !school.needs_room(section) {
            continue;
        }
        let finding = Finding::new("room-fit").about("section", section);
        let Some(room) = schedule.placements[section].room else {
            findings.push(finding);
            continue;
        };
        let (finding, data) = (finding.about("room", room), &school.rooms()[room]);
        let named = school.courses()[school.sections()[section].course].room_type.as_deref();
        if named.is_some_and(|kind| kind != data.kind) {
            findings.push(finding.clone());
        }
        let (students, seats) = (roster.len() as i64, i64::from(data.seats));
        if students > seats {
            findings.push(finding.amount("students", "students", students).amount("seats", "seats", seats).units(students - seats));
        }
    }
    findings
}
