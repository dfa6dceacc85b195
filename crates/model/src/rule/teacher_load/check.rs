use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (teacher, sections) in schedule.taught(school).iter() {
        let load: i64 = sections.iter().map(|&section| i64::from(school.courses()[school.sections()[section].course].load)).sum();
        let most = i64::from(school.teachers()[teacher].max_load);
        if load > most {
            let finding = Finding::new("teacher-load").about("teacher", teacher);
            let finding = finding.amount("load", "thousandths of a section", load).amount("most", "thousandths of a section", most);
            // Sections over the load, a part of one counted as a whole.
            findings.push(finding.units((load - most + 999) / 1000));
        }
    }
    findings
}
