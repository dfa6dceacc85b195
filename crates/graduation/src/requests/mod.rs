//! Requests that a student can't have as the catalogue stands, or has nothing to gain from.

mod gain;

use crate::audit::{Taken, is_timely, listing_of, may_fulfil};
use crate::reach::Who;
use mortarboard_model::graduation::{Clause, Ending, Listing, Record, When};
use mortarboard_model::{CourseId, Id, IdVec, ListingId, School, Student, StudentId, TermId};
use std::collections::BTreeSet;

/// A request that is no valid one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    /// Who asks.
    pub student: StudentId,
    /// For what.
    pub course: CourseId,
    /// What is wrong with it.
    pub why: Invalid,
}

/// What is wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// The course is passed as often as it counts, and no mark is asked that would be higher.
    NoGain,
    /// The catalogue has the course for other grades than the student's, which is this.
    Grade(u32),
    /// What must come before or with the course is neither passed nor in progress, nor asked for so that it can come in time.
    Prerequisite {
        /// The clause of its prerequisites, by position.
        clause: usize,
        /// Whether a course that the clause names was passed with a mark that is too low.
        low: bool,
    },
}

/// The requests of all students that are not valid, in the order of the tables. One that has nothing to gain is said to have
/// nothing else wrong with it. O(requests of a student², and records · requirements of plans for a course that was passed).
///
/// ```
/// use mortarboard_graduation::{Invalid, invalid_requests};
/// use mortarboard_model::{School, testing};
/// let mut raw = testing::graduation();
/// let school = School::try_from(&raw).unwrap();
/// assert!(invalid_requests(&school).is_empty());
/// raw.requests[0].course = "ENG3".to_owned();
/// let school = School::try_from(&raw).unwrap();
/// let [found] = invalid_requests(&school)[..] else { panic!() };
/// assert_eq!((found.student, found.why), (school.students().ids().next().unwrap(), Invalid::Prerequisite { clause: 0, low: false }));
/// ```
pub fn invalid_requests(school: &School) -> Vec<InvalidRequest> {
    let graduation = school.graduation();
    let mut found = Vec::new();
    if graduation.listings.is_empty() {
        return found;
    }
    let spans: IdVec<CourseId, Vec<Vec<usize>>> = school.courses().ids().map(|course| spans(school, course)).collect();
    for (id, student) in school.students().iter() {
        let Some(progress) = graduation.students.get(id).filter(|_| !student.requests.is_empty()) else { continue };
        let who = Who { grade: student.grade.unwrap_or(0), progress, away: &student.unavailable };
        let asked: Vec<Asked<'_>> =
            student.requests.iter().filter_map(|&request| Asked::new(school, &spans, school.requests()[request].course)).collect();
        let gone = unfulfilled(school, who, student, &asked);
        for (asked, shut) in asked.iter().zip(gone) {
            let mut note = |why| found.push(InvalidRequest { student: id, course: asked.course, why });
            if !gain::any(school, who, student.grade, asked.listing) {
                note(Invalid::NoGain);
                continue;
            }
            if let Some(grade) = student.grade.filter(|&grade| !in_grade(asked.data, grade)) {
                note(Invalid::Grade(grade));
            }
            if let Some(clause) = shut {
                let any_of = &asked.data.prerequisites[clause].any_of;
                let low = progress.records.iter().any(|record| record.ending == Ending::Passed && any_of.contains(&record.listing));
                note(Invalid::Prerequisite { clause, low });
            }
        }
    }
    found
}

/// Whether a course held in some terms of a year, in calendar order, comes at the right time for another one of the same
/// year.
///
/// ```
/// use mortarboard_graduation::in_time;
/// use mortarboard_model::TermId;
/// use mortarboard_model::graduation::When;
/// let (fall, spring) = ([TermId(0)], [TermId(1)]);
/// assert!(in_time(When::Before, &fall, &spring) && !in_time(When::Before, &fall, &fall));
/// assert!(in_time(When::With, &fall, &fall) && !in_time(When::Same, &spring, &fall));
/// ```
pub fn in_time(when: When, first: &[TermId], then: &[TermId]) -> bool {
    let take = |terms: &[TermId]| Taken { listing: ListingId(0), year: 0, terms: terms.iter().map(|term| term.index()).collect() };
    is_timely(when, &take(first), &take(then))
}

/// A course that a student asks for.
struct Asked<'a> {
    course: CourseId,
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
        Some(Asked { course, listing, data: school.graduation().listings.get(listing)?, offered, spans: &spans[course] })
    }

    fn takes(&self) -> impl Iterator<Item = Taken> + '_ {
        self.spans.iter().map(|terms| Taken { listing: self.listing, year: 0, terms: terms.clone() })
    }
}

/// The sets of terms in which patterns of a course meet.
fn spans(school: &School, course: CourseId) -> Vec<Vec<usize>> {
    let terms = |cells: &[mortarboard_model::CellId]| -> Vec<usize> {
        let terms: BTreeSet<usize> = cells.iter().map(|&cell| school.calendar().cells()[cell].term.index()).collect();
        terms.into_iter().collect()
    };
    let patterns = school.courses()[course].patterns.iter().filter_map(|&pattern| school.patterns().get(pattern));
    let all: BTreeSet<Vec<usize>> = patterns.map(|pattern| terms(&pattern.cells)).filter(|terms| !terms.is_empty()).collect();
    all.into_iter().collect()
}

fn in_grade(listing: &Listing, grade: u32) -> bool {
    (listing.lowest_grade..=listing.highest_grade).contains(&grade)
}

/// For each course asked for a clause of its prerequisites, by position, that nothing fulfils: no record, and no other course that the
/// student asks for and can have at the right time.
fn unfulfilled(school: &School, who: Who<'_>, student: &Student, asked: &[Asked<'_>]) -> Vec<Option<usize>> {
    let fits = |asked: &Asked<'_>| asked.offered && student.grade.is_none_or(|grade| in_grade(asked.data, grade));
    let mut open: Vec<bool> = asked.iter().map(fits).collect();
    let stands = who.progress.stands();
    loop {
        let shut = |one: &Asked<'_>| {
            let timely = |clause: &Clause, other: &Asked<'_>| {
                let pair =
                    |take: &Taken, other: &Taken| may_fulfil(school, &stands, clause, other, take) && is_timely(clause.when, other, take);
                one.takes().any(|take| other.takes().any(|other| pair(&take, &other)))
            };
            let beside = |clause: &Clause| asked.iter().zip(&open).any(|(other, open)| *open && timely(clause, other));
            one.data.prerequisites.iter().position(|clause| !recorded(who, one.listing, clause) && !beside(clause))
        };
        let found: Vec<Option<usize>> = asked.iter().map(shut).collect();
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
