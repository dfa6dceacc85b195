use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, data) in school.sections().iter() {
        let finding = Finding::new("one-pattern").about("section", section).always_hard();
        match schedule.placements[section].pattern {
            None => findings.push(finding),
            Some(pattern) if !school.courses()[data.course].patterns.contains(&pattern) => findings.push(finding.about("pattern", pattern)),
            Some(_) => {}
        }
    }
    findings
}
