use crate::ids::{ColumnId, CourseId, RequestId, SectionId, StudentId, TermId};
use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::{Priority, School};
use std::collections::{BTreeMap, BTreeSet};

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
        for (course, alternates) in stand_ins {
            let asked = data.requests.iter().copied();
            let asked: Vec<_> = asked.filter(|&id| requests[id].priority != Priority::Alternate && requests[id].course == course).collect();
            if let Some(&first) = asked.first() {
                let terms: Vec<_> = alternates.iter().chain(&asked).flat_map(|&id| seats(program, id)).collect();
                program.hard(vec![Subject::Student(student), Subject::Request(first)], terms, Sense::Le, asked.len() as i64);
            }
        }
    }
    for student in school.students().ids() {
        apart(school, program, student);
    }
}

/// Several requests of a student for one course: each section meets one of them, and in each term one meets.
fn apart(school: &School, program: &mut Program, student: StudentId) {
    let mut courses: BTreeMap<CourseId, Vec<RequestId>> = BTreeMap::new();
    for &id in &school.students()[student].requests {
        if school.requests()[id].times > 1 {
            courses.entry(school.requests()[id].course).or_default().push(id);
        }
    }
    let domains = program.domains().clone();
    for (course, own) in courses {
        let about = || vec![Subject::Student(student), Subject::Course(course)];
        let mut by_section: BTreeMap<SectionId, Vec<ColumnId>> = BTreeMap::new();
        let mut by_term: BTreeMap<TermId, Vec<ColumnId>> = BTreeMap::new();
        for &request in &own {
            for &section in &domains.seats[request] {
                let Some(seat) = program.seat(request, section) else { continue };
                by_section.entry(section).or_default().push(seat);
                for &pattern in &domains.patterns[section] {
                    let Some(place) = program.place(section, pattern) else { continue };
                    let sit = program.all([seat, place]);
                    let cells = school.patterns()[pattern].cells.iter();
                    let terms: BTreeSet<TermId> = cells.map(|&cell| school.calendar().cells()[cell].term).collect();
                    terms.into_iter().for_each(|term| by_term.entry(term).or_default().push(sit));
                }
            }
        }
        // Terms that no pattern of the course tells apart give the same row.
        let by_term: BTreeSet<Vec<ColumnId>> = by_term.into_values().collect();
        for columns in by_section.into_values().chain(by_term).filter(|columns| columns.len() > 1) {
            program.hard(about(), columns.into_iter().map(|column| (column, 1)), Sense::Le, 1);
        }
    }
}
