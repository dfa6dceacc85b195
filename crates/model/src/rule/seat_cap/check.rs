use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, roster) in schedule.rosters(school).iter() {
        let (students, seats) = (roster.len() as i64, i64::from(school.sections()[section].max_seats));
        if students > seats {
            findings.push(Finding {
                rule: "seat-cap",
                about: vec![Subject::Section(section)],
                numbers: vec![students, seats],
                units: students - seats,
                always_hard: false,
            });
        }
    }
    findings
}
