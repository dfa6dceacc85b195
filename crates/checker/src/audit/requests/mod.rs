//! Requests that a student can't have as the catalogue stands, or has nothing to gain from.

mod gain;

use super::{counted, fault, some};
use crate::graduation::{Taken, is_timely, listing_of, may_fulfil};
use crate::reach::Who;
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::{Clause, Ending, Listing, Record};
use mortarboard_model::{CourseId, IdVec, ListingId, School, Student};
use std::collections::BTreeSet;

pub(super) fn look(school: &School, faults: &mut Vec<Fault>) {
    let graduation = school.graduation();
    if graduation.listings.is_empty() {
        return;
    }
    let spans: IdVec<CourseId, Vec<Vec<usize>>> = school.courses().ids().map(|course| spans(school, course)).collect();
    let (mut unprepared, mut graded, mut passed) = (Found::default(), Found::default(), Found::default());
    for (id, student) in school.students().iter() {
        let Some(progress) = graduation.students.get(id).filter(|_| !student.requests.is_empty()) else { continue };
        let who = Who { grade: student.grade.unwrap_or(0), progress, away: &student.unavailable };
        let asked: Vec<Asked<'_>> =
            student.requests.iter().filter_map(|&request| Asked::new(school, &spans, school.requests()[request].course)).collect();
        let gone = unfulfilled(school, who, student, &asked);
        for (asked, shut) in asked.iter().zip(gone) {
            let course = &asked.data.id;
            if !gain::any(school, who, student.grade, asked.listing) {
                passed.add(student, format!("{}: {course}", student.id));
                continue;
            }
            if let Some(grade) = student.grade.filter(|&grade| !in_grade(asked.data, grade)) {
                graded.add(student, format!("{}: {course} in grade {grade}", student.id));
            }
            if let Some(clause) = shut {
                let names = clause.any_of.iter().filter_map(|&other| graduation.listings.get(other)).map(|listing| listing.id.as_str());
                let low = progress.records.iter().any(|record| record.ending == Ending::Passed && clause.any_of.contains(&record.listing));
                let low = if low { " with the mark asked" } else { "" };
                unprepared.add(student, format!("{}: {course} without {}{low}", student.id, names.collect::<Vec<_>>().join(" or ")));
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

/// A course that a student asks for.
struct Asked<'a> {
    listing: ListingId,
    data: &'a Listing,
    /// Whether it has a section at all.
    offered: bool,
    /// The terms in which it may be taken this year, one set for each way.
    spans: &'a [Vec<usize>],
}

impl<'a> Asked<'a> {
    fn new(school: &'a School, spans: &'a IdVec<CourseId, Vec<Vec<usize>>>, course: CourseId) -> Option<Self> {
        let listing = listing_of(school, course)?;
        let offered = !school.courses()[course].sections.is_empty();
        Some(Asked { listing, data: school.graduation().listings.get(listing)?, offered, spans: &spans[course] })
    }

    fn takes(&self) -> impl Iterator<Item = Taken> + '_ {
        self.spans.iter().map(|terms| Taken { listing: self.listing, year: 0, terms: terms.clone() })
    }
}

/// The sets of terms in which patterns of a course meet.
fn spans(school: &School, course: CourseId) -> Vec<Vec<usize>> {
    let terms = |cells: &[mortarboard_model::CellId]| -> Vec<usize> {
        let terms: BTreeSet<usize> = cells.iter().map(|&cell| mortarboard_model::Id::index(school.calendar().cells()[cell].term)).collect();
        terms.into_iter().collect()
    };
    let patterns = school.courses()[course].patterns.iter().filter_map(|&pattern| school.patterns().get(pattern));
    let all: BTreeSet<Vec<usize>> = patterns.map(|pattern| terms(&pattern.cells)).filter(|terms| !terms.is_empty()).collect();
    all.into_iter().collect()
}

fn in_grade(listing: &Listing, grade: u32) -> bool {
    (listing.lowest_grade..=listing.highest_grade).contains(&grade)
}

/// For each course asked for a clause of its prerequisites that nothing fulfils: no record, and no other course that the
/// student asks for and can have at the right time.
fn unfulfilled<'a>(school: &School, who: Who<'_>, student: &Student, asked: &[Asked<'a>]) -> Vec<Option<&'a Clause>> {
    let fits = |asked: &Asked<'_>| asked.offered && student.grade.is_none_or(|grade| in_grade(asked.data, grade));
    let mut open: Vec<bool> = asked.iter().map(fits).collect();
    let stands = who.progress.stands();
    loop {
        let shut = |one: &Asked<'a>| {
            let timely = |clause: &Clause, other: &Asked<'_>| {
                let pair =
                    |take: &Taken, other: &Taken| may_fulfil(school, &stands, clause, other, take) && is_timely(clause.when, other, take);
                one.takes().any(|take| other.takes().any(|other| pair(&take, &other)))
            };
            let beside = |clause: &Clause| asked.iter().zip(&open).any(|(other, open)| *open && timely(clause, other));
            one.data.prerequisites.iter().find(|clause| !recorded(who, one.listing, clause) && !beside(clause))
        };
        let found: Vec<Option<&Clause>> = asked.iter().map(shut).collect();
        // What can't be had opens nothing, so that others may fall with it.
        let fallen: Vec<usize> = (0..asked.len()).filter(|&at| open[at] && found[at].is_some()).collect();
        if fallen.is_empty() {
            return found;
        }
        fallen.into_iter().for_each(|at| open[at] = false);
    }
}

/// Whether a record fulfils a clause of the prerequisites of a course.
fn recorded(who: Who<'_>, own: ListingId, clause: &Clause) -> bool {
    let reaches = |record: &Record| match record.ending {
        Ending::InProgress => true,
        Ending::Passed => record.points.is_none_or(|points| clause.min_points.is_none_or(|least| points >= least)),
        Ending::Failed | Ending::Withdrawn => false,
    };
    let stands = who.progress.stands();
    who.progress.records.iter().any(|record| record.listing != own && stands.opens(clause, record.listing) && reaches(record))
}
