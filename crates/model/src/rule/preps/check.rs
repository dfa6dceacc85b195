use crate::ids::CourseId;
use crate::rule::Finding;
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
            let finding = Finding::new("preps").amount("courses", "courses", courses.len() as i64).amount("most", "courses", most);
            findings.push(finding.about("teacher", teacher).about_each("course", courses).units(units));
        }
    }
    findings
}
