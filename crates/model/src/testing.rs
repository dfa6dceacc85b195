//! Small schools for tests: three fixed, and as many random ones as a test asks for.
//!
//! Only with the feature `testing`. Nothing here knows a random number generator: whoever calls brings
//! a *draw*, a function that gives a number below its argument. [`draws`] makes one from a list of
//! numbers, so that a property test can shrink the list.

mod graduation;
mod law;
mod random;
mod schedule;
mod text;

pub use graduation::{graduation, random_graduation};
pub use law::{Law, all_choices, implied_rows_hold};
pub use random::random_raw;
pub use schedule::{random_case, random_schedule};
pub use text::{rows_of, rows_text};

use crate::fault::Faults;
use crate::graduation::raw::RawListing;
use crate::raw::{
    RawBell, RawCourse, RawPattern, RawPlacement, RawQualification, RawRequest, RawRoom, RawSchedule, RawSchool, RawSeat, RawStudent,
    RawTeacher, RawTerm,
};
use crate::schedule::Schedule;
use crate::school::School;

/// A text of one's own: raw data are full of them.
///
/// ```
/// assert_eq!(mortarboard_model::testing::text("ART"), String::from("ART"));
/// ```
pub fn text(text: &str) -> String {
    text.to_owned()
}

/// The same of several.
///
/// ```
/// assert_eq!(mortarboard_model::testing::texts(&["ART", "BIO"]), ["ART", "BIO"]);
/// ```
pub fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|item| text(item)).collect()
}

/// The school that plain data state after a change.
///
/// # Panics
/// If it has faults, which are then listed.
///
/// ```
/// use mortarboard_model::testing;
/// let school = testing::changed(testing::tiny(), |raw| raw.requests.clear());
/// assert!(school.requests().is_empty());
/// ```
pub fn changed(mut raw: RawSchool, change: impl FnOnce(&mut RawSchool)) -> School {
    change(&mut raw);
    School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A schedule of sections and patterns, and of seats, without teachers and rooms.
///
/// # Panics
/// Where it is none of the school.
///
/// ```
/// use mortarboard_model::{testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let schedule = testing::placed(&school, &[("ART-1", "P1")], &[("ART-1", "s7")]);
/// assert_eq!(schedule.seats.values().flatten().count(), 1);
/// ```
pub fn placed(school: &School, places: &[(&str, &str)], seats: &[(&str, &str)]) -> Schedule {
    let places: Vec<_> = places.iter().map(|&(section, pattern)| (section, pattern, "", "")).collect();
    schedule(school, &places, seats).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A tiny fixed school, made to be changed by the test that uses it.
///
/// Days `Mon` and `Tue`; slots `1`, `2`, `3` of 45 minutes from 08:30 with 5 minutes between them.
/// Patterns `P1`, `P2`, `P3` (group `single`: a slot on both days), `D` (slots 1 and 2 on both days),
/// `M1` and `T1` (slot 1 on one day). Courses `ART` (1 section, 2 seats, no room) and `BIO` (2 sections,
/// 2 seats, room type `lab`), both of group `single` by default. Teachers `t1` (ART and BIO, 2 sections)
/// and `t2` (BIO, 2 sections). Rooms `R1` (lab, 2 seats) and `R2` (any, 3 seats). Students `s7`
/// (required ART, primary BIO), `s8` (primary BIO, alternate ART instead of it) and `s9` (primary ART).
///
/// ```
/// let school = mortarboard_model::School::try_from(mortarboard_model::testing::tiny()).unwrap();
/// assert_eq!(school.sections().len(), 3);
/// ```
pub fn tiny() -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.name = text("tiny");
    raw.settings.default_patterns = vec![text("single")];
    for day in ["Mon", "Tue"] {
        for (slot, start, end) in [("1", "08:30", "09:15"), ("2", "09:20", "10:05"), ("3", "10:10", "10:55")] {
            raw.bell.push(RawBell { day: text(day), slot: text(slot), start: text(start), end: text(end) });
        }
    }
    for (pattern, group, cells) in [
        ("P1", "single", "1(*)"),
        ("P2", "single", "2(*)"),
        ("P3", "single", "3(*)"),
        ("D", "", "1(*) 2(*)"),
        ("M1", "", "1(Mon)"),
        ("T1", "", "1(Tue)"),
    ] {
        raw.patterns.push(RawPattern { pattern: text(pattern), group: text(group), cells: text(cells) });
    }
    for (course, sections, kind) in [("ART", 1, ""), ("BIO", 2, "lab")] {
        raw.courses.push(RawCourse {
            course: text(course),
            title: text(course),
            credits: 10,
            max_seats: 2,
            sections: Some(sections),
            room_type: text(kind),
            ..RawCourse::default()
        });
    }
    for teacher in ["t1", "t2"] {
        raw.teachers.push(RawTeacher { teacher: text(teacher), max_sections: Some(2), ..RawTeacher::default() });
    }
    for (teacher, course) in [("t1", "ART"), ("t1", "BIO"), ("t2", "BIO")] {
        raw.qualifications.push(RawQualification { teacher: text(teacher), course: text(course), ..RawQualification::default() });
    }
    for (room, kind, seats) in [("R1", "lab", 2), ("R2", "any", 3)] {
        raw.rooms.push(RawRoom { room: text(room), kind: text(kind), seats, unavailable: String::new() });
    }
    for student in ["s7", "s8", "s9"] {
        raw.students.push(RawStudent { student: text(student), ..RawStudent::default() });
    }
    for (student, course, priority, instead_of) in [
        ("s7", "ART", "required", ""),
        ("s7", "BIO", "primary", ""),
        ("s8", "BIO", "primary", ""),
        ("s8", "ART", "alternate", "BIO"),
        ("s9", "ART", "primary", ""),
    ] {
        raw.requests.push(RawRequest {
            student: text(student),
            course: text(course),
            priority: text(priority),
            instead_of: text(instead_of),
            ..RawRequest::default()
        });
    }
    raw
}

/// A year in two terms with two periods a day, and no teachers. Students s1 and s2 ask for PE of one term twice, s1 for
/// ART of one term too.
///
/// ```
/// use mortarboard_model::{School, testing};
/// let school = School::try_from(testing::halves()).unwrap();
/// let requests = school.requests().values().map(|request| (request.time, request.times));
/// assert_eq!(requests.collect::<Vec<_>>(), [(1, 2), (2, 2), (1, 1), (1, 2), (2, 2)]);
/// ```
pub fn halves() -> RawSchool {
    let terms = ["S1", "S2"].map(|term| RawTerm { term: text(term) }).to_vec();
    let mut raw = RawSchool { terms, ..RawSchool::default() };
    for slot in ["1", "2"] {
        let (start, end) = if slot == "1" { ("08:00", "08:45") } else { ("09:00", "09:45") };
        raw.bell.push(RawBell { day: text("Mon"), slot: text(slot), start: text(start), end: text(end) });
        for (term, name) in [("S1", "A"), ("S2", "B")] {
            let (pattern, cells) = (format!("{name}{slot}"), format!("{term}:{slot}(*)"));
            raw.patterns.push(RawPattern { pattern, group: text("half"), cells });
        }
    }
    for (course, sections) in [("PE", 2), ("ART", 1)] {
        let (sections, patterns) = (Some(sections), text("half"));
        raw.courses.push(RawCourse { course: text(course), sections, patterns, max_seats: 3, credits: 5, ..RawCourse::default() });
    }
    raw.catalogue.push(RawListing { course: text("PE"), completions: Some(8), ..RawListing::default() });
    for student in ["s1", "s2"] {
        raw.students.push(RawStudent { student: text(student), ..RawStudent::default() });
    }
    for (student, course, times) in [("s1", "PE", Some(2)), ("s1", "ART", None), ("s2", "PE", Some(2))] {
        raw.requests.push(RawRequest { student: text(student), course: text(course), times, ..RawRequest::default() });
    }
    raw
}

/// Writes a schedule by the office's ids: section, pattern, teacher and room of each placement (blank
/// for none), and section and student of each seat. Team meetings are left empty.
///
/// # Errors
/// Those of [`Schedule::from_raw`].
///
/// ```
/// use mortarboard_model::{testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let schedule = testing::schedule(&school, &[("ART-1", "P1", "t1", "")], &[("ART-1", "s7")]).unwrap();
/// assert_eq!(schedule.seats.values().flatten().count(), 1);
/// ```
pub fn schedule(school: &School, placements: &[(&str, &str, &str, &str)], seats: &[(&str, &str)]) -> Result<Schedule, Faults> {
    let sections = placements.iter().map(|(section, pattern, teacher, room)| RawPlacement {
        section: (*section).to_owned(),
        pattern: (*pattern).to_owned(),
        teacher: (*teacher).to_owned(),
        room: (*room).to_owned(),
        ..RawPlacement::default()
    });
    let rosters = seats.iter().map(|(section, student)| RawSeat { section: (*section).to_owned(), student: (*student).to_owned() });
    Schedule::from_raw(school, &RawSchedule { sections: sections.collect(), rosters: rosters.collect(), meetings: Vec::new() })
}

/// A draw from a list of numbers: each is taken once, reduced below what is asked for; after the last
/// one the draw goes on by a fixed congruence that starts from all of them. `draw(0)` gives 0.
///
/// ```
/// let mut draw = mortarboard_model::testing::draws(&[7, 8]);
/// assert_eq!([draw(5), draw(5)], [2, 3]);
/// assert!((0..100).all(|_| draw(3) < 3));
/// ```
pub fn draws(numbers: &[u32]) -> impl FnMut(u32) -> u32 + use<> {
    const FACTOR: u64 = 6_364_136_223_846_793_005;
    let step = |state: u64, number: u32| (state ^ u64::from(number)).wrapping_mul(FACTOR).wrapping_add(1_442_695_040_888_963_407);
    let mut state = numbers.iter().fold(0, |state, &number| step(state, number));
    let numbers = numbers.to_vec();
    let mut at = 0;
    move |below| {
        let number = numbers.get(at).copied().unwrap_or_else(|| {
            state = step(state, 0);
            (state >> 33) as u32
        });
        at = at.saturating_add(1);
        if below == 0 { 0 } else { number % below }
    }
}

/// One of the items, or none of an empty list.
fn pick<'a, T>(items: &'a [T], draw: &mut dyn FnMut(u32) -> u32) -> Option<&'a T> {
    if items.is_empty() {
        return None;
    }
    let at = draw(u32::try_from(items.len()).unwrap_or(u32::MAX)) as usize;
    items.get(at % items.len())
}

/// True `times` out of `of`.
fn chance(times: u32, of: u32, draw: &mut dyn FnMut(u32) -> u32) -> bool {
    draw(of) < times
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn random_schools_are_valid_and_schedules_fit(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
            let mut draw = draws(&numbers);
            let raw = random_raw(&mut draw);
            let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            prop_assert!((2..=4).contains(&school.courses().len()) && school.sections().len() <= 5);
            prop_assert!(random_schedule(&school, &mut draw).fits(&school));
        }
    }

    #[test]
    fn the_same_numbers_give_the_same_school() {
        let made = || random_raw(&mut draws(&[5, 6, 7]));
        assert_eq!(made(), made());
        assert_ne!(made(), random_raw(&mut draws(&[8])));
    }
}
