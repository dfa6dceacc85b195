//! Students who are under-scheduled: time without educational content.

use crate::times::{Kept, Known};
use mortarboard_model::rule::Rules;
use mortarboard_model::{CellId, Id, IdVec, ListingId, Schedule, School, StudentId};
use serde::Serialize;
use std::collections::BTreeSet;

/// Time of one student without educational content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EmptyTime {
    /// Student, by office id.
    pub student: String,
    /// Grade.
    pub grade: Option<u32>,
    /// Cells of the year in which sections meet and the student is not elsewhere, as far as that is a hard rule.
    pub cells: u32,
    /// Those of them without a section that has content: nothing at all, or an aide's or free period.
    pub empty: u32,
}

/// Every student with such time in a schedule, most first. Gives nothing for a schedule made for another
/// school. O(seats · cells of a pattern + students · cells).
///
/// ```
/// use mortarboard_checker::empty_time;
/// use mortarboard_model::{Schedule, School, rule::Rules, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let empty = empty_time(&school, &Rules::of(&school), &Schedule::empty(&school));
/// // Nobody has a section yet: all six cells of each student are empty.
/// assert_eq!((empty.len(), empty[0].empty, empty[0].cells), (3, 6, 6));
/// ```
pub fn empty_time(school: &School, rules: &Rules, schedule: &Schedule) -> Vec<EmptyTime> {
    if !schedule.fits(school) {
        return Vec::new();
    }
    let mut filled: IdVec<StudentId, BTreeSet<CellId>> = IdVec::filled(school.students().len(), BTreeSet::new());
    for (request, seat) in schedule.seats.iter() {
        let Some(section) = *seat else { continue };
        let listing = ListingId::from_index(school.sections()[section].course.index());
        if school.graduation().listings.get(listing).is_none_or(|listing| listing.content) {
            filled[school.requests()[request].student].extend(schedule.cells(school, section));
        }
    }
    let used: Vec<CellId> = school.calendar().cells().ids().filter(|&cell| school.atom(cell).is_some()).collect();
    let here = Kept::of(rules).hard(Known::Availability);
    let mut found: Vec<EmptyTime> = Vec::new();
    for (id, student) in school.students().iter() {
        let open: Vec<&CellId> = used.iter().filter(|cell| !here || student.unavailable.binary_search(cell).is_err()).collect();
        let empty = open.iter().filter(|cell| !filled[id].contains(cell)).count();
        if empty > 0 {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            found.push(EmptyTime { student: student.id.clone(), grade: student.grade, cells: count(open.len()), empty: count(empty) });
        }
    }
    found.sort_by(|a, b| b.empty.cmp(&a.empty).then_with(|| a.student.cmp(&b.student)));
    found
}
