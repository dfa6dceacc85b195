use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (teacher, sections) in schedule.taught(school).iter() {
        let load: i64 = sections.iter().map(|&section| i64::from(school.courses()[school.sections()[section].course].load)).sum();
        let most = i64::from(school.teachers()[teacher].max_load);
        if load > most {
            findings.push(Finding {
                rule: "teacher-load",
                about: vec![Subject::Teacher(teacher)],
                numbers: vec![load, most],
                // Sections over the load, a part of one counted as a whole.
                units: (load - most + 999) / 1000,
                always_hard: false,
            });
        }
    }
    findings
}
