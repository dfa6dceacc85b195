use crate::ids::SectionId;
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

/// Looks at real meetings: terms, days and minutes, not the labels of slots.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (student, data) in school.students().iter() {
        let sections: Vec<SectionId> = data.requests.iter().filter_map(|&request| schedule.seats[request]).collect();
        for (i, &a) in sections.iter().enumerate() {
            for &b in &sections[i + 1..] {
                if let Some(cell) = school.calendar().clash(schedule.cells(school, a), schedule.cells(school, b)) {
                    let finding = Finding::new("student-clash").about("student", student).about("section", a).about("other section", b);
                    findings.push(finding.about("cell", cell).always_hard());
                }
            }
        }
    }
    findings
}
