use crate::ids::CourseId;
use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;
use std::collections::BTreeSet;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (teacher, sections) in schedule.taught(school).iter() {
        let Some(most) = school.teachers()[teacher].max_preps.map(i64::from) else { continue };
        let courses: BTreeSet<CourseId> = sections.iter().map(|&section| school.sections()[section].course).collect();
        let units = courses.len() as i64 - most;
        if units > 0 {
            findings.push(Finding {
                rule: "preps",
                about: [Subject::Teacher(teacher)].into_iter().chain(courses.into_iter().map(Subject::Course)).collect(),
                numbers: vec![most],
                units,
                always_hard: false,
            });
        }
    }
    findings
}
