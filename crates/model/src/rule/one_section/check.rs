use crate::ids::{CourseId, RequestId, SectionId, StudentId, TermId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::{Priority, School};
use std::collections::{BTreeMap, BTreeSet};

/// A schedule has room for one section of each request; what is left to check is its course, what the alternates stand
/// in for, and that several requests for one course are kept apart.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (request, section) in schedule.seats.iter() {
        if let Some(section) = *section
            && school.sections()[section].course != school.requests()[request].course
        {
            findings.push(finding().about("request", request).about("section", section));
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
            let finding = finding().about("student", student).amount("alternates met", "requests", met);
            findings.push(finding.amount("unmet", "requests", unmet).units(met - unmet));
        }
        let mut named: BTreeMap<CourseId, Named> = BTreeMap::new();
        for alternate in stand_ins {
            let Some(course) = school.requests()[alternate].instead_of else { continue };
            let place = named.entry(course).or_insert_with(|| Named::of(school, schedule, &data.requests, course));
            // An alternate that stands in already, or else the request itself.
            match place.stand_in.or(place.met) {
                Some(holder) if place.open == 0 => {
                    findings.push(finding().about("alternate", alternate).about("in its place", holder));
                }
                _ => {
                    place.open = place.open.saturating_sub(1);
                    place.stand_in = place.stand_in.or(Some(alternate));
                }
            }
        }
        apart(school, schedule, student, &mut findings);
    }
    findings
}

/// A course that alternates name.
struct Named {
    /// Requests for it that are not met and have no stand-in yet.
    open: usize,
    /// One that is met.
    met: Option<RequestId>,
    /// The first alternate that stands in.
    stand_in: Option<RequestId>,
}

impl Named {
    fn of(school: &School, schedule: &Schedule, requests: &[RequestId], course: CourseId) -> Self {
        let own = requests.iter().copied().filter(|&id| {
            let request = &school.requests()[id];
            request.course == course && request.priority != Priority::Alternate
        });
        let (met, open): (Vec<RequestId>, Vec<RequestId>) = own.partition(|&id| schedule.seats[id].is_some());
        Named { open: open.len(), met: met.first().copied(), stand_in: None }
    }
}

/// Two sections for requests for one course are two, and meet in different terms.
fn apart(school: &School, schedule: &Schedule, student: StudentId, findings: &mut Vec<Finding>) {
    let requests = &school.students()[student].requests;
    let several = requests.iter().map(|&id| (&school.requests()[id], schedule.seats[id])).filter(|(request, _)| request.times > 1);
    let seated: Vec<(CourseId, SectionId)> = several.filter_map(|(request, seat)| Some((request.course, seat?))).collect();
    let terms = |section: SectionId| -> BTreeSet<TermId> {
        schedule.cells(school, section).iter().map(|&cell| school.calendar().cells()[cell].term).collect()
    };
    for (at, &(course, a)) in seated.iter().enumerate() {
        for &(_, b) in seated[at + 1..].iter().filter(|(other, _)| *other == course) {
            let common = terms(a).intersection(&terms(b)).next().copied();
            if a == b || common.is_some() {
                let finding = finding().about("student", student).about("section", a).about("other section", b);
                findings.push(finding.about_each("term", common));
            }
        }
    }
}

fn finding() -> Finding {
    Finding::new("one-section").always_hard()
}
