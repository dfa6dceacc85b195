use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, data) in school.sections().iter() {
        let about = match schedule.placements[section].pattern {
            None => vec![Subject::Section(section)],
            Some(pattern) if !school.courses()[data.course].patterns.contains(&pattern) => {
                vec![Subject::Section(section), Subject::Pattern(pattern)]
            }
            Some(_) => continue,
        };
        findings.push(Finding { rule: "one-pattern", about, numbers: Vec::new(), units: 1, always_hard: true });
    }
    findings
}
