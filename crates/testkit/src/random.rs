//! Random schools from lists of numbers, so that a property test can shrink the list.

use mortarboard_model::raw::{RawLock, RawSchool};
use mortarboard_model::testing::{self, draws, random_raw};
use mortarboard_model::{Schedule, School};
use proptest::prelude::{Strategy, any};

/// Sizes down to which a random school is trimmed for enumeration.
const MOST_SECTIONS: u32 = 3;
const MOST_TEACHERS: usize = 2;
const MOST_ROOMS: usize = 2;
const MOST_STUDENTS: usize = 2;
/// A team meets in a set of cells: with more cells there are too many sets.
const MOST_TEAM_CELLS: usize = 6;

/// Numbers from which schools and schedules are drawn.
///
/// ```
/// use proptest::strategy::{Strategy, ValueTree};
/// let mut runner = proptest::test_runner::TestRunner::deterministic();
/// assert!(mortarboard_testkit::numbers().new_tree(&mut runner).unwrap().current().len() < 200);
/// ```
pub fn numbers() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..200)
}

/// A random small school: up to five sections and five students.
///
/// # Panics
/// If the model's generator made a school with faults, which a test should hear of.
///
/// ```
/// assert!(mortarboard_testkit::random_school(&[3, 1, 4]).sections().len() <= 5);
/// ```
pub fn random_school(numbers: &[u32]) -> School {
    School::try_from(random_raw(&mut draws(numbers))).expect("the generator makes schools without faults")
}

/// A random school and a random schedule of it, which may break rules.
///
/// # Panics
/// As [`random_school`].
///
/// ```
/// let (school, schedule) = mortarboard_testkit::random_case(&[3, 1, 4]);
/// assert!(schedule.fits(&school));
/// ```
pub fn random_case(numbers: &[u32]) -> (School, Schedule) {
    testing::random_case(&mut draws(numbers))
}

/// Leaves so many sections of a school, those of the first courses, and a row of their own only to those that are left.
///
/// ```
/// let mut raw = mortarboard_testkit::two_singletons_raw();
/// mortarboard_testkit::leave_sections(&mut raw, 1);
/// assert_eq!(raw.courses.iter().filter(|course| course.sections != Some(0)).count(), 1);
/// ```
pub fn leave_sections(raw: &mut RawSchool, most: u32) {
    let mut left = most;
    for course in &mut raw.courses {
        let sections = course.sections.unwrap_or(1).min(left);
        left -= sections;
        course.sections = Some(sections);
        course.unstaffed = course.unstaffed.map(|count| count.min(sections));
    }
    let offered = |id: &str| raw.courses.iter().any(|course| course.course == id && course.sections != Some(0));
    raw.sections.retain(|section| offered(&section.course));
}

/// Gives a school those of some locks with which it has no fault: others name sections or students that it has not.
///
/// ```
/// use mortarboard_model::raw::RawLock;
/// let mut raw = mortarboard_testkit::two_singletons_raw();
/// let lock = |section: &str| RawLock { section: section.to_owned(), kind: "pattern".to_owned(), value: raw.patterns[0].pattern.clone() };
/// let locks = vec![lock("nothing"), lock(&format!("{}-1", raw.courses[0].course))];
/// mortarboard_testkit::lock(&mut raw, locks);
/// assert_eq!(raw.locks.len(), 1);
/// ```
pub fn lock(raw: &mut RawSchool, locks: Vec<RawLock>) {
    for lock in locks {
        raw.locks.push(lock);
        if School::try_from(&*raw).is_err() {
            raw.locks.pop();
        }
    }
}

/// A random school trimmed for enumeration: at most three sections, two teachers, two rooms and two
/// students. None when what is left has faults.
///
/// ```
/// let raw = mortarboard_testkit::trimmed_raw(&[3, 1, 4]).unwrap();
/// assert!(raw.students.len() <= 2);
/// ```
pub fn trimmed_raw(numbers: &[u32]) -> Option<RawSchool> {
    let mut raw = random_raw(&mut draws(numbers));
    let locks = std::mem::take(&mut raw.locks);
    leave_sections(&mut raw, MOST_SECTIONS);
    raw.teachers.truncate(MOST_TEACHERS);
    raw.qualifications.retain(|row| raw.teachers.iter().any(|teacher| teacher.teacher == row.teacher));
    raw.rooms.truncate(MOST_ROOMS);
    raw.students.truncate(MOST_STUDENTS);
    raw.requests.retain(|row| raw.students.iter().any(|student| student.student == row.student));
    for team in &mut raw.teams {
        if !raw.teachers.iter().any(|teacher| teacher.teacher == team.members) {
            team.members = String::new();
        }
    }
    let cells = raw.bell.len() * raw.terms.len().max(1);
    raw.teams.retain(|team| cells <= MOST_TEAM_CELLS && !(team.members.is_empty() && team.courses.is_empty()));
    School::try_from(&raw).ok()?;
    lock(&mut raw, locks);
    Some(raw)
}

/// The school of [`trimmed_raw`].
///
/// ```
/// assert!(mortarboard_testkit::trimmed_school(&[3, 1, 4]).unwrap().sections().len() <= 3);
/// ```
pub fn trimmed_school(numbers: &[u32]) -> Option<School> {
    School::try_from(trimmed_raw(numbers)?).ok()
}
