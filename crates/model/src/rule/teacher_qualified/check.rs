use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    if !school.has_teachers() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (section, data) in school.sections().iter() {
        let finding = Finding::new("teacher-qualified").about("section", section);
        match schedule.placements[section].teacher {
            None if data.unstaffed => {}
            None => findings.push(finding),
            Some(teacher) if data.unstaffed || school.qualification(teacher, data.course).is_none() => {
                findings.push(finding.about("teacher", teacher));
            }
            Some(_) => {}
        }
    }
    for qualification in school.qualifications() {
        let own = school.courses()[qualification.course].sections.iter().filter(|&&section| !school.sections()[section].unstaffed);
        let given = own.filter(|&&section| schedule.placements[section].teacher == Some(qualification.teacher)).count() as i64;
        let fewest = i64::from(qualification.min_sections);
        let most = qualification.max_sections.map_or(i64::MAX, i64::from);
        let finding = Finding::new("teacher-qualified").about("teacher", qualification.teacher).about("course", qualification.course);
        let finding = finding.amount("given", "sections", given);
        if given < fewest {
            findings.push(finding.amount("fewest", "sections", fewest).units(fewest - given));
        } else if given > most {
            findings.push(finding.amount("most", "sections", most).units(given - most));
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
