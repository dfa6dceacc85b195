use crate::ids::{CourseId, RequestId};
use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::{Priority, School};
use std::collections::BTreeMap;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::Seat(request, section) => school.requests()[request].course == school.sections()[section].course,
        _ => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    let seats = |program: &Program, request: RequestId| -> Vec<_> {
        program.domains().seats[request].iter().filter_map(|&section| program.seat(request, section)).map(|c| (c, 1)).collect()
    };
    for request in school.requests().ids() {
        let terms = seats(program, request);
        if terms.len() > 1 {
            program.hard(vec![Subject::Request(request)], terms, Sense::Le, 1);
        }
    }
    for (student, data) in school.students().iter() {
        let requests = school.requests();
        let wanted = data.requests.iter().filter(|&&id| requests[id].priority != Priority::Alternate).count();
        if wanted == data.requests.len() {
            continue;
        }
        // met alternates ≤ wanted − met wanted, with both sums on one side.
        let terms: Vec<_> = data.requests.iter().flat_map(|&id| seats(program, id)).collect();
        program.hard(vec![Subject::Student(student)], terms, Sense::Le, wanted as i64);
        let mut stand_ins: BTreeMap<CourseId, Vec<RequestId>> = BTreeMap::new();
        for &id in &data.requests {
            if let Some(course) = requests[id].instead_of {
                stand_ins.entry(course).or_default().push(id);
            }
        }
        for &id in data.requests.iter().filter(|&&id| requests[id].priority != Priority::Alternate) {
            if let Some(alternates) = stand_ins.get(&requests[id].course) {
                let terms: Vec<_> = alternates.iter().chain([&id]).flat_map(|&id| seats(program, id)).collect();
                program.hard(vec![Subject::Student(student), Subject::Request(id)], terms, Sense::Le, 1);
            }
        }
    }
}
