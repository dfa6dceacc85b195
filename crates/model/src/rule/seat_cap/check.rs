use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, roster) in schedule.rosters(school).iter() {
        let (students, seats) = (roster.len() as i64, i64::from(school.sections()[section].max_seats));
        if students > seats {
            let finding = Finding::new("seat-cap").about("section", section);
            findings.push(finding.amount("students", "students", students).amount("seats", "seats", seats).units(students - seats));
        }
    }
    findings
}
