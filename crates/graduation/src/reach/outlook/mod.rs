//! What a schedule means for one student: the roster, and why graduation on time is out of reach where it is.

mod cause;
mod choices;
mod mend;
mod mends;
mod order;
mod structure;
mod text;
mod why;
mod world;

pub use cause::Cause;
pub use mend::{Mend, Mended};
pub use mends::{mends, mends_until};
pub use order::{Disorder, disorders};
pub use why::{why, why_open};

use super::Take;
use mortarboard_model::{CourseId, PatternId, Schedule, School, StudentId, TermId};
use std::collections::BTreeSet;

/// What a student sits in this year, as takes: sections on whose rosters the student is and that have a pattern.
/// Sorted by course. Empty for students or schedules of another school.
///
/// ```
/// use mortarboard_graduation::reach::roster;
/// use mortarboard_model::{RequestId, Schedule, School, SectionId, StudentId, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let mut schedule = Schedule::empty(&school);
/// schedule.seats[RequestId(0)] = Some(SectionId(0));
/// assert!(roster(&school, &schedule, StudentId(0)).is_empty(), "the section has no pattern yet");
/// schedule.placements[SectionId(0)].pattern = Some(school.courses().values().next().unwrap().patterns[0]);
/// assert_eq!(roster(&school, &schedule, StudentId(0))[0].section.as_deref(), Some("ART-1"));
/// ```
pub fn roster(school: &School, schedule: &Schedule, student: StudentId) -> Vec<Take> {
    let Some(data) = school.students().get(student).filter(|_| schedule.fits(school)) else { return Vec::new() };
    let seats = data.requests.iter().filter_map(|&request| schedule.seats[request]);
    let mut takes: Vec<Take> = seats
        .filter_map(|section| {
            let pattern = schedule.placements[section].pattern?;
            let data = &school.sections()[section];
            let mut take = taken(school, data.course, pattern);
            take.section = Some(data.id.clone());
            Some(take)
        })
        .collect();
    takes.sort();
    takes
}

/// A course taken this year at a pattern.
fn taken(school: &School, course: CourseId, pattern: PatternId) -> Take {
    let calendar = school.calendar();
    let terms: BTreeSet<TermId> = school.patterns()[pattern].cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
    Take {
        course: school.courses()[course].id.clone(),
        year: 0,
        terms: terms.into_iter().map(|term| calendar.terms()[term].clone()).collect(),
        section: None,
    }
}
