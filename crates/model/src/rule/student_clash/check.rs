use crate::ids::SectionId;
use crate::rule::{Finding, Subject};
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
                    findings.push(Finding {
                        rule: "student-clash",
                        about: vec![Subject::Student(student), Subject::Section(a), Subject::Section(b), Subject::Cell(cell)],
                        numbers: Vec::new(),
                        units: 1,
                        always_hard: true,
                    });
                }
            }
        }
    }
    findings
}
