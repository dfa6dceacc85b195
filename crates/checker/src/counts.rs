//! What a load run counts, in the words scheduling offices use.

use crate::alone::{Placeable, placeable};
use mortarboard_model::rule::Rules;
use mortarboard_model::{IdVec, Priority, Request, RequestId, Schedule, School, SectionId, Student};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// Counts of a schedule. Serialises as
/// `{"requests":{"total","placeable","met"},"placeable_exact","students":{"total","complete","unmet":{"0","1","2","3+"}},
/// "by_priority":{"critical":{"total","met"},"required":{"total","met"},..},"by_grade":{"9":{"requests":{..},"students":{..}},..},"sections":{..}}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Requests other than alternates.
    pub requests: Requests,
    /// Whether `requests.placeable` is exact; otherwise it is an upper bound.
    pub placeable_exact: bool,
    /// Students.
    pub students: Students,
    /// Requests of each priority; all four are always there.
    pub by_priority: BTreeMap<Priority, Tally>,
    /// Grades, ascending, unknown last.
    pub by_grade: BTreeMap<Grade, ByGrade>,
    /// Sections.
    pub sections: Sections,
}

/// Requests other than alternates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Requests {
    /// All of them.
    pub total: u64,
    /// The most that any schedule could meet, as far as each student's own day says.
    pub placeable: u64,
    /// Those that the schedule meets.
    pub met: u64,
}

/// Students, by how many requests other than alternates are unmet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Students {
    /// All of them.
    pub total: u64,
    /// Those with every request other than alternates met; also those who have none.
    pub complete: u64,
    /// The same by number of unmet requests.
    pub unmet: ByUnmet,
}

/// Students with so many unmet requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ByUnmet {
    /// None.
    #[serde(rename = "0")]
    pub none: u64,
    /// One.
    #[serde(rename = "1")]
    pub one: u64,
    /// Two.
    #[serde(rename = "2")]
    pub two: u64,
    /// Three or more.
    #[serde(rename = "3+")]
    pub more: u64,
}

/// How many, and how many of them met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All of them.
    pub total: u64,
    /// Those met.
    pub met: u64,
}

impl Tally {
    /// The share met in tenths of a percent, rounded down, so that 1000 means all; 1000 for an empty tally.
    ///
    /// ```
    /// use mortarboard_checker::Tally;
    /// assert_eq!(Tally { total: 3, met: 2 }.per_mille(), 666);
    /// ```
    pub fn per_mille(&self) -> u64 {
        (self.met * 1000).checked_div(self.total).unwrap_or(1000)
    }
}

/// One grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByGrade {
    /// Requests of its students other than alternates.
    pub requests: Tally,
    /// Its students.
    pub students: GradeStudents,
}

/// Students of one grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GradeStudents {
    /// All of them.
    pub total: u64,
    /// Those with every request other than alternates met.
    pub complete: u64,
}

/// A grade, as the key of a map; serialises as its number, or `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Known.
    Known(u32),
    /// Not given.
    Unknown,
}

impl From<Option<u32>> for Grade {
    fn from(grade: Option<u32>) -> Self {
        grade.map_or(Grade::Unknown, Grade::Known)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Grade::Known(grade) => write!(f, "{grade}"),
            Grade::Unknown => f.write_str("unknown"),
        }
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Sections and class sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sections {
    /// All of them.
    pub total: u64,
    /// Those with a pattern.
    pub placed: u64,
    /// Courses with exactly one section.
    pub singletons: u64,
    /// Seats offered.
    pub seats: u64,
    /// Seats taken, alternates included.
    pub taken: u64,
    /// Average class size in tenths of a student: seats taken over sections.
    pub size_per_section_tenths: u64,
    /// Average class size as students feel it, in tenths: the size of the section a taken seat is in,
    /// averaged over taken seats. Never smaller than the other average.
    pub size_per_seat_tenths: u64,
}

/// Counts a schedule; one made for another school counts as empty. A seat in a section of another course meets nothing.
/// O(requests + sections), besides [`placeable`], which asks the rules.
///
/// ```
/// # use mortarboard_model::{Schedule, School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1", "grade": 9}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// // One student, one request, nothing scheduled yet.
/// let counts = mortarboard_checker::counts(&school, &Rules::of(&school), &Schedule::empty(&school));
/// assert_eq!((counts.requests.total, counts.requests.met), (1, 0));
/// assert!(serde_json::to_string(&counts).unwrap().contains(r#""by_grade":{"9":{"requests":{"total":1,"met":0}"#));
/// ```
pub fn counts(school: &School, rules: &Rules, schedule: &Schedule) -> Counts {
    let empty = Schedule::empty(school);
    let schedule = if schedule.fits(school) { schedule } else { &empty };
    count(school, &placeable(school, rules), |id, request| met(school, schedule, id, request), schedule)
}

/// Whether a request is met: its seat is in a section of its own course.
pub(crate) fn met(school: &School, schedule: &Schedule, id: RequestId, request: &Request) -> bool {
    schedule.seats[id].is_some_and(|section| school.sections()[section].course == request.course)
}

fn count(school: &School, placeable: &Placeable, met: impl Fn(RequestId, &Request) -> bool, schedule: &Schedule) -> Counts {
    let mut counts = Counts { placeable_exact: placeable.exact, ..Counts::default() };
    counts.by_priority =
        [Priority::Critical, Priority::Required, Priority::Primary, Priority::Alternate].map(|p| (p, Tally::default())).into();
    counts.requests.placeable = placeable.total();
    for student in school.students().values() {
        let (mut total, mut have) = (0, 0);
        for &id in &student.requests {
            let request = &school.requests()[id];
            let is_met = u64::from(met(id, request));
            if let Some(tally) = counts.by_priority.get_mut(&request.priority) {
                tally.total += 1;
                tally.met += is_met;
            }
            if request.priority != Priority::Alternate {
                total += 1;
                have += is_met;
            }
        }
        counts.add_student(student, Tally { total, met: have });
    }
    counts.sections = sections(school, schedule);
    counts
}

impl Counts {
    fn add_student(&mut self, student: &Student, requests: Tally) {
        let grade = self.by_grade.entry(student.grade.into()).or_default();
        grade.requests.total += requests.total;
        grade.requests.met += requests.met;
        grade.students.total += 1;
        self.requests.total += requests.total;
        self.requests.met += requests.met;
        self.students.total += 1;
        match requests.total - requests.met {
            0 => {
                grade.students.complete += 1;
                self.students.complete += 1;
                self.students.unmet.none += 1;
            }
            1 => self.students.unmet.one += 1,
            2 => self.students.unmet.two += 1,
            _ => self.students.unmet.more += 1,
        }
    }
}

fn sections(school: &School, schedule: &Schedule) -> Sections {
    let mut sizes: IdVec<SectionId, u64> = IdVec::filled(school.sections().len(), 0);
    for &section in schedule.seats.values().flatten() {
        sizes[section] += 1;
    }
    let total = school.sections().len() as u64;
    let taken: u64 = sizes.values().sum();
    let squares: u64 = sizes.values().map(|size| size * size).sum();
    Sections {
        total,
        placed: schedule.placements.values().filter(|placement| placement.pattern.is_some()).count() as u64,
        singletons: school.courses().values().filter(|course| course.sections.len() == 1).count() as u64,
        seats: school.sections().values().map(|section| u64::from(section.max_seats)).sum(),
        taken,
        size_per_section_tenths: tenths(taken, total),
        size_per_seat_tenths: tenths(squares, taken),
    }
}

/// A quotient in tenths, rounded to the nearest; 0 of nothing.
fn tenths(sum: u64, of: u64) -> u64 {
    (sum * 20 + of).checked_div(of * 2).unwrap_or(0)
}
