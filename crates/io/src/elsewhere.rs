//! A schedule that was made elsewhere, to be audited as it stands: no requests needed.

use crate::fault::{InputFaults, Reading};
use crate::{folder, schedule};
use mortarboard_model::raw::{RawRequest, RawSchedule, RawSchool, RawSection};
use mortarboard_model::{Schedule, School, read_beside};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What had to be added to a school so that a schedule made elsewhere can be read against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Requests for courses in which students sit.
    pub requests: usize,
    /// Sections of the schedule that the school did not list.
    pub sections: usize,
}

/// Completes a school by what a schedule made elsewhere shows: each seat is a primary request, and each section
/// belongs to the course that the schedule gives. Who sits in several sections of a course asks for it as often, where it may
/// be passed as often. What the school states already stays as it is otherwise, and nothing is added for a course or a
/// student that the school does not have: reading the schedule reports those where they stand. O(rows · log rows).
///
/// ```
/// use mortarboard_model::raw::{RawCourse, RawPlacement, RawSchedule, RawSchool, RawSeat, RawStudent};
/// let art = "ART".to_owned();
/// let mut school = RawSchool {
///     courses: vec![RawCourse { course: art.clone(), ..Default::default() }],
///     students: vec![RawStudent { student: "s1".to_owned(), ..Default::default() }],
///     ..Default::default()
/// };
/// let schedule = RawSchedule {
///     sections: vec![RawPlacement { section: "101".to_owned(), course: art, ..Default::default() }],
///     rosters: vec![RawSeat { section: "101".to_owned(), student: "s1".to_owned() }],
///     ..Default::default()
/// };
/// let added = mortarboard_io::elsewhere::complete(&mut school, &schedule);
/// assert_eq!((added.sections, added.requests), (1, 1));
/// assert_eq!(school.requests[0].course, "ART");
/// ```
pub fn complete(school: &mut RawSchool, schedule: &RawSchedule) -> Added {
    let mut added = Added::default();
    let offered: BTreeSet<String> = school.courses.iter().map(|course| course.course.clone()).collect();
    let enrolled: BTreeSet<&str> = school.students.iter().map(|student| student.student.as_str()).collect();
    // Sections that the school makes from the course's number are named COURSE-1, COURSE-2 and so on.
    let counted = |section: &str| {
        let Some((course, number)) = section.rsplit_once('-') else { return false };
        let most = school.courses.iter().find(|known| known.course == course).and_then(|known| known.sections);
        number.parse::<u32>().is_ok_and(|number| number >= 1 && most.is_some_and(|most| number <= most))
    };
    let listed: BTreeSet<&str> = school.sections.iter().map(|section| section.section.as_str()).collect();
    let mut new: Vec<RawSection> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for placement in &schedule.sections {
        let known = listed.contains(placement.section.as_str()) || counted(&placement.section);
        if !known && offered.contains(&placement.course) && seen.insert(&placement.section) {
            new.push(RawSection { section: placement.section.clone(), course: placement.course.clone(), ..RawSection::default() });
        }
    }
    added.sections = new.len();
    for section in &new {
        // A stated number of sections would be too small for those that come on top of it.
        if let Some(course) = school.courses.iter_mut().find(|course| course.course == section.course) {
            course.sections = course.sections.map(|count| count.saturating_add(1));
        }
    }
    school.sections.extend(new);
    let course_of = |section: &str| {
        let listed = school.sections.iter().find(|known| known.section == section).map(|known| known.course.clone());
        listed.or_else(|| section.rsplit_once('-').map(|(course, _)| course.to_owned()))
    };
    let courses: BTreeMap<&str, Option<String>> = schedule
        .rosters
        .iter()
        .map(|seat| seat.section.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|id| (id, course_of(id)))
        .collect();
    // How often a student sits in sections of a course: no more often than it may be passed in the year.
    let mut sits: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for seat in &schedule.rosters {
        let Some(Some(course)) = courses.get(seat.section.as_str()) else { continue };
        if offered.contains(course) && enrolled.contains(seat.student.as_str()) {
            sits.entry((&seat.student, course)).or_default().insert(&seat.section);
        }
    }
    let completions: BTreeMap<&str, u32> =
        school.catalogue.iter().map(|listing| (listing.course.as_str(), listing.completions.unwrap_or(1))).collect();
    let mut asked: BTreeMap<(String, String), &mut RawRequest> = BTreeMap::new();
    for request in &mut school.requests {
        asked.entry((request.student.clone(), request.course.clone())).or_insert(request);
    }
    let mut new: Vec<RawRequest> = Vec::new();
    for ((student, course), sections) in sits {
        let most = completions.get(course).copied().unwrap_or(1).max(1);
        let times = u32::try_from(sections.len()).unwrap_or(u32::MAX).min(most);
        let (student, course) = (student.to_owned(), course.to_owned());
        match asked.get_mut(&(student.clone(), course.clone())) {
            Some(request) => {
                let stated = request.times.unwrap_or(1);
                if stated > 0 && times > stated {
                    request.times = Some(times);
                    added.requests += (times - stated) as usize;
                }
            }
            None => {
                let times = (times > 1).then_some(times);
                added.requests += times.unwrap_or(1) as usize;
                new.push(RawRequest { student, course, times, ..RawRequest::default() });
            }
        }
    }
    school.requests.extend(new);
    added
}

/// Reads a school folder and a schedule folder made elsewhere. The school needs no table of requests, and the
/// schedule none of meetings. The plain data is the school as its folder states it, without what the schedule adds, so that its
/// [`digest`](crate::digest) is the same with any schedule.
///
/// # Errors
/// Every fault of the school and of the text of the schedule, at once; else every id of the schedule that the school
/// does not have.
///
/// ```
/// use std::path::Path;
/// let faults = mortarboard_io::elsewhere::load(Path::new("no/such/folder"), Path::new("no/such/folder")).unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "missing-folder");
/// ```
pub fn load(school: &Path, schedule: &Path) -> Result<(RawSchool, School, Schedule), InputFaults> {
    let (raw_schedule, mut seats) = schedule::read_all(schedule);
    forgive(&mut seats, "meetings");
    let (stated, mut read) = folder::read_all(school);
    forgive(&mut read, "requests");
    let mut raw = stated.clone();
    complete(&mut raw, &raw_schedule);
    // What the school does not list, the schedule can't name.
    seats.absent.extend(read.absent.iter().copied());
    let school = match read.check(raw, read_beside) {
        Ok((_, school)) => school,
        Err(mut faults) => {
            faults.0.extend(seats.faults);
            return Err(faults);
        }
    };
    let (_, schedule) = seats.check(raw_schedule, |raw, _| Schedule::from_raw(&school, raw))?;
    Ok((stated, school, schedule))
}

/// Reads a school folder that may lack a table of requests.
///
/// # Errors
/// As [`folder::load`].
///
/// ```
/// let faults = mortarboard_io::elsewhere::school(std::path::Path::new("no/such/folder")).unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "missing-folder");
/// ```
pub fn school(folder: &Path) -> Result<(RawSchool, School), InputFaults> {
    let (raw, mut read) = folder::read_all(folder);
    forgive(&mut read, "requests");
    read.check(raw, read_beside)
}

/// A table that may be missing here.
fn forgive(reading: &mut Reading, table: &str) {
    let missing = |found: &crate::fault::InputFault| found.fault.slug == "missing-table" && found.fault.table == table;
    if reading.faults.iter().any(missing) {
        reading.faults.retain(|found| !missing(found));
        reading.broken.remove(table);
    }
}
