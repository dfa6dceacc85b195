//! Makes the change that a mend describes, in the office's own tables.

use super::{Mend, SeatChange, Step};
use mortarboard_model::School;
use mortarboard_model::raw::{RawCourse, RawPlacement, RawSchedule, RawSchool, RawSeat, RawSection};

/// The tables of a school and of its schedule after a mend: as a person would change them. What a mend names and the tables do not have
/// is passed over. O(rows).
///
/// ```
/// use mortarboard_checker::{Mend, follow, mends, reasons};
/// use mortarboard_model::{Schedule, School, rule::Rules, testing};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 1}],
/// #     "students": [{"student": "s1"}, {"student": "s2"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[("ART-1", "s1")]).unwrap();
/// let rules = Rules::of(&school);
/// let found = mends(&school, &rules, &schedule, &reasons(&school, &rules, &schedule), &|| true);
/// // From JSON, as another program would have it.
/// let mend: Mend = serde_json::from_value(serde_json::to_value(&found[0].mends[0]).unwrap()).unwrap();
/// let (raw, schedule) = follow(&raw, &schedule.to_raw(&school), &mend);
/// let school = School::try_from(&raw).unwrap();
/// let schedule = Schedule::from_raw(&school, &schedule).unwrap();
/// assert!(reasons(&school, &Rules::of(&school), &schedule).is_empty());
/// ```
pub fn follow(school: &RawSchool, schedule: &RawSchedule, mend: &Mend) -> (RawSchool, RawSchedule) {
    let (mut school, mut schedule) = (school.clone(), schedule.clone());
    mend.steps.iter().for_each(|step| take(&mut school, &mut schedule, step));
    let changed = |seat: &RawSeat| {
        let leaves = |change: &SeatChange| change.student == seat.student && change.from.as_ref() == Some(&seat.section);
        mend.seats.iter().any(leaves)
    };
    schedule.rosters.retain(|seat| !changed(seat));
    let taken = mend.seats.iter().filter_map(|change| Some(RawSeat { section: change.to.clone()?, student: change.student.clone() }));
    schedule.rosters.extend(taken);
    (school, schedule)
}

fn take(school: &mut RawSchool, schedule: &mut RawSchedule, step: &Step) {
    let placed = |schedule: &'_ mut RawSchedule, section: &str, change: &dyn Fn(&mut RawPlacement)| {
        schedule.sections.iter_mut().filter(|row| row.section == section).for_each(change);
    };
    match step {
        Step::Unlock { section } => school.locks.retain(|lock| lock.section != *section || lock.kind.trim() != "pattern"),
        Step::Move { section, pattern } => placed(schedule, section, &|row| row.pattern.clone_from(pattern)),
        Step::Room { section, room } => placed(schedule, section, &|row| row.room.clone_from(room)),
        Step::Seats { section, max_seats } => match school.sections.iter_mut().find(|row| row.section == *section) {
            Some(row) => row.max_seats = Some(*max_seats),
            None => {
                let Some(placed) = schedule.sections.iter().find(|row| row.section == *section) else { return };
                let course = placed.course.clone();
                pin(school, &course);
                match school.sections.iter_mut().find(|row| row.section == *section) {
                    Some(row) => row.max_seats = Some(*max_seats),
                    None => school.sections.push(row(section, &course, *max_seats, false)),
                }
            }
        },
        Step::Open { course, section, max_seats, pattern, teacher, unstaffed, room } => {
            pin(school, course);
            let known = school.courses.iter_mut().find(|row| row.course == *course);
            // Blank means as many as are listed.
            if let Some(count) = known.and_then(|row| row.sections.as_mut()) {
                *count = count.saturating_add(1);
            }
            school.sections.push(row(section, course, *max_seats, *unstaffed));
            schedule.sections.push(RawPlacement {
                section: section.clone(),
                course: course.clone(),
                pattern: pattern.clone(),
                teacher: teacher.clone().unwrap_or_default(),
                room: room.clone().unwrap_or_default(),
            });
        }
    }
}

/// Gives the sections of a course that have nobody yet rows that say so: by their number alone these would be others, once another section of
/// the course has a row.
fn pin(school: &mut RawSchool, course: &str) {
    let counted = |row: &RawCourse| row.course == course && row.unstaffed.is_some();
    if !school.courses.iter().any(counted) {
        return;
    }
    let Ok(built) = School::try_from(&*school) else { return };
    for section in built.sections().values().filter(|section| section.unstaffed && built.courses()[section.course].id == course) {
        match school.sections.iter_mut().find(|row| row.section == section.id) {
            Some(row) => "yes".clone_into(&mut row.unstaffed),
            None => school.sections.push(row(&section.id, course, section.max_seats, true)),
        }
    }
    if let Some(row) = school.courses.iter_mut().find(|row| row.course == course) {
        row.unstaffed = None;
    }
}

fn row(section: &str, course: &str, max_seats: u32, unstaffed: bool) -> RawSection {
    let unstaffed = if unstaffed { "yes".to_owned() } else { String::new() };
    RawSection { section: section.to_owned(), course: course.to_owned(), max_seats: Some(max_seats), unstaffed }
}
