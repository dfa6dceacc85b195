use crate::ids::{CourseId, RequestId};
use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::{Priority, School};
use std::collections::BTreeMap;

/// A schedule has room for one section of each request; what is left to check is its course, and what
/// the alternates stand in for.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (request, section) in schedule.seats.iter() {
        if let Some(section) = *section
            && school.sections()[section].course != school.requests()[request].course
        {
            findings.push(finding(vec![Subject::Request(request), Subject::Section(section)], Vec::new(), 1));
        }
    }
    for (student, data) in school.students().iter() {
        let (mut unmet, mut stand_ins) = (0, Vec::new());
        for &request in &data.requests {
            match (school.requests()[request].priority, schedule.seats[request]) {
                (Priority::Alternate, Some(_)) => stand_ins.push(request),
                (Priority::Alternate, None) => {}
                (_, None) => unmet += 1,
                (_, Some(_)) => {}
            }
        }
        let met = stand_ins.len() as i64;
        if met > unmet {
            findings.push(finding(vec![Subject::Student(student)], vec![met, unmet], met - unmet));
        }
        let mut taken: BTreeMap<CourseId, RequestId> = BTreeMap::new();
        for alternate in stand_ins {
            let Some(course) = school.requests()[alternate].instead_of else { continue };
            let held = data.requests.iter().copied().find(|&id| {
                let request = &school.requests()[id];
                request.course == course && request.priority != Priority::Alternate && schedule.seats[id].is_some()
            });
            // The request itself, or else the alternate that stands in for it already.
            let holder = held.or_else(|| taken.get(&course).copied());
            if let Some(holder) = holder {
                findings.push(finding(vec![Subject::Request(alternate), Subject::Request(holder)], Vec::new(), 1));
            } else {
                taken.insert(course, alternate);
            }
        }
    }
    findings
}

fn finding(about: Vec<Subject>, numbers: Vec<i64>, units: i64) -> Finding {
    Finding { rule: "one-section", about, numbers, units, always_hard: true }
}
