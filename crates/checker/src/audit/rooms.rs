//! Rooms against sections.

use super::staff::most_at_once;
use super::{counted, fault, row};
use crate::times::{Kept, Known, atoms_of, open_patterns};
use mortarboard_model::fault::Fault;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Course, CourseId, PatternId, Room, School};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let mut by_type: BTreeMap<&str, Vec<(CourseId, &Course)>> = BTreeMap::new();
    for (id, course) in school.courses().iter().filter(|(_, course)| !course.sections.is_empty()) {
        if let Some(kind) = course.room_type.as_deref() {
            by_type.entry(kind).or_default().push((id, course));
        }
    }
    for (kind, courses) in by_type {
        let rooms: Vec<&Room> = school.rooms().values().filter(|room| room.kind == kind).collect();
        for &(id, course) in &courses {
            if rooms.is_empty() {
                let text = "the course needs a type of room that no room has";
                let fault = fault("no-room-of-type", "courses", kept.hard(Known::RoomFit)).at(row(id), "room_type").of(&course.id);
                faults.push(fault.because(text).mend("correct the type, or add the room"));
                continue;
            }
            closed(school, kept, id, course, &rooms, faults);
            small(school, id, course, &rooms, faults);
        }
        if !rooms.is_empty() {
            short(school, kept, &courses, &rooms, faults);
        }
    }
}

/// A course that could only meet when all its rooms are closed.
fn closed(school: &School, kept: Kept, id: CourseId, course: &Course, rooms: &[&Room], faults: &mut Vec<Fault>) {
    let never = course.sections.iter().find(|&&section| {
        let patterns = open_patterns(school, kept, section);
        rooms.iter().all(|room| {
            let shut = atoms_of(school, &room.unavailable);
            patterns.iter().all(|&pattern| school.patterns()[pattern].atoms.meets(shut))
        })
    });
    if let Some(&section) = never {
        let text = format!("whenever section {} could meet, every room of its type is closed", school.sections()[section].id);
        let impossible = kept.hard(Known::RoomFit) && kept.hard(Known::Availability);
        let fault = fault("no-room-open", "courses", impossible).at(row(id), "patterns").of(&course.id);
        faults.push(fault.because(text).mend("allow the course another pattern, or open a room"));
    }
}

/// Seats that no room can give.
fn small(school: &School, id: CourseId, course: &Course, rooms: &[&Room], faults: &mut Vec<Fault>) {
    let seats = course.sections.iter().map(|&section| school.sections()[section].max_seats).max().unwrap_or(0);
    let largest = rooms.iter().map(|room| room.seats).max().unwrap_or(0);
    if seats > largest {
        let text = format!("its sections have up to {seats} seats, and the largest room of its type has {largest}: no more can sit");
        let fault = fault("rooms-too-small", "courses", false).at(row(id), "max_seats").of(&course.id);
        faults.push(fault.because(text).mend(format!("give the course {largest} seats in a section, or a larger room")));
    }
}

/// More sections of one type than its rooms can hold in a cycle.
fn short(school: &School, kept: Kept, courses: &[(CourseId, &Course)], rooms: &[&Room], faults: &mut Vec<Fault>) {
    let patterns: BTreeSet<PatternId> = courses.iter().flat_map(|(_, course)| &course.patterns).copied().collect();
    let open = kept.hard(Known::Availability);
    let mut capacity = 0;
    let mut atoms = 0;
    for room in rooms {
        let shut = if open { atoms_of(school, &room.unavailable) } else { AtomSet::default() };
        capacity += most_at_once(school, patterns.iter().copied(), shut);
        let usable = patterns.iter().map(|&id| school.patterns()[id].atoms).filter(|time| !time.meets(shut));
        atoms += u64::from(usable.fold(AtomSet::default(), |all, time| all | time).len());
    }
    let sections: u64 = courses.iter().map(|(_, course)| course.sections.len() as u64).sum();
    // Sections of different lengths: what they take at least, against what the rooms have in all.
    let least = |course: &Course| course.patterns.iter().map(|&p| u64::from(school.patterns()[p].atoms.len())).min().unwrap_or(0);
    let needed: u64 = courses.iter().map(|(_, course)| course.sections.len() as u64 * least(course)).sum();
    let Some(&(first, course)) = courses.first().filter(|_| sections > capacity || needed > atoms) else { return };
    let which = counted(courses.len() as u64, "course");
    let (have, room) = (counted(sections, "section"), counted(rooms.len() as u64, "room"));
    let need = if courses.len() == 1 { "needs" } else { "need" };
    let text = if sections > capacity {
        format!("{which} with {have} {need} the room type of {}, and its {room} can hold {capacity} in a cycle", course.id)
    } else {
        let times = counted(needed, "separate time");
        format!("{which} with {have} {need} the room type of {} for at least {times}, and its {room} can be used at {atoms}", course.id)
    };
    let impossible = kept.hard(Known::RoomFit) && kept.hard(Known::RoomClash);
    let fault = fault("rooms-short", "courses", impossible).at(row(first), "room_type").of(&course.id).because(text);
    faults.push(fault.mend("add a room of the type, offer fewer sections, or allow more patterns"));
}
