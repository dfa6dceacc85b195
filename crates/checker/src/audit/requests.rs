//! Requests that a student can't have as the catalogue stands, or has nothing to gain from.

use super::{counted, fault, some};
use mortarboard_graduation::{Invalid, InvalidRequest, invalid_requests};
use mortarboard_model::fault::Fault;
use mortarboard_model::{Id, ListingId, School, Student};
use std::collections::BTreeSet;

pub(super) fn look(school: &School, faults: &mut Vec<Fault>) {
    let listings = &school.graduation().listings;
    let (mut unprepared, mut graded, mut passed) = (Found::default(), Found::default(), Found::default());
    for InvalidRequest { student, course, why } in invalid_requests(school) {
        let (student, id) = (&school.students()[student], &school.courses()[course].id);
        match why {
            Invalid::NoGain => passed.add(student, format!("{}: {id}", student.id)),
            Invalid::Grade(grade) => graded.add(student, format!("{}: {id} in grade {grade}", student.id)),
            Invalid::Prerequisite { clause, low } => {
                let clauses = listings.get(ListingId::from_index(course.index())).map(|listing| &listing.prerequisites);
                let named = clauses.and_then(|clauses| clauses.get(clause)).into_iter().flat_map(|clause| &clause.any_of);
                let names: Vec<&str> = named.filter_map(|&other| listings.get(other)).map(|listing| listing.id.as_str()).collect();
                let low = if low { " with the mark asked" } else { "" };
                unprepared.add(student, format!("{}: {id} without {}{low}", student.id, names.join(" or ")));
            }
        }
    }
    let mut report = |slug, found: &Found, which: &str, fix: &str| {
        if let Some(cause) = found.cause(which) {
            faults.push(fault(slug, "requests", false).because(cause).mend(fix));
        }
    };
    report(
        "prerequisite-missing",
        &unprepared,
        "what must come before or with the course is neither passed nor in progress, nor asked for so that it can come in time",
        "ask for what must come first, correct the transcript or the prerequisites, or take the request out",
    );
    report(
        "wrong-grade",
        &graded,
        "the catalogue has the course for other grades",
        "correct the student's grade or the course's grades, or take the request out",
    );
    report(
        "passed-already",
        &passed,
        "the course is passed as often as it counts, and no mark is asked that would be higher",
        "take the request out, or correct the transcript or the course's completions",
    );
}

/// Requests of one kind.
#[derive(Default)]
struct Found {
    students: BTreeSet<String>,
    said: Vec<String>,
}

impl Found {
    fn add(&mut self, student: &Student, said: String) {
        self.students.insert(student.id.clone());
        self.said.push(said);
    }

    fn cause(&self, which: &str) -> Option<String> {
        let said: Vec<&str> = self.said.iter().map(String::as_str).collect();
        let (requests, students) = (counted(said.len() as u64, "request"), counted(self.students.len() as u64, "student"));
        (!said.is_empty()).then(|| format!("{requests} of {students} where {which}: {}", some(&said)))
    }
}
