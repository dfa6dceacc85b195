use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    if !school.has_teachers() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut broken = |about: Vec<Subject>, numbers: Vec<i64>, units: i64| {
        findings.push(Finding { rule: "teacher-qualified", about, numbers, units, always_hard: false });
    };
    for (section, data) in school.sections().iter() {
        match schedule.placements[section].teacher {
            None if data.unstaffed => {}
            None => broken(vec![Subject::Section(section)], Vec::new(), 1),
            Some(teacher) if data.unstaffed || school.qualification(teacher, data.course).is_none() => {
                broken(vec![Subject::Section(section), Subject::Teacher(teacher)], Vec::new(), 1);
            }
            Some(_) => {}
        }
    }
    for qualification in school.qualifications() {
        let own = school.courses()[qualification.course].sections.iter().filter(|&&section| !school.sections()[section].unstaffed);
        let given = own.filter(|&&section| schedule.placements[section].teacher == Some(qualification.teacher)).count() as i64;
        let fewest = i64::from(qualification.min_sections);
        let most = qualification.max_sections.map_or(i64::MAX, i64::from);
        if given < fewest || given > most {
            let (limit, units) = if given < fewest { (fewest, fewest - given) } else { (most, given - most) };
            broken(vec![Subject::Teacher(qualification.teacher), Subject::Course(qualification.course)], vec![given, limit], units);
        }
    }
    findings
}

/// Preference of each section's teacher for its course, as the qualifications state it.
pub(super) fn preference(school: &School, schedule: &Schedule) -> i64 {
    let worth = schedule.placements.iter().filter_map(|(section, placement)| {
        let qualification = school.qualification(placement.teacher?, school.sections()[section].course)?;
        Some(i64::from(qualification.preference))
    });
    worth.sum()
}
