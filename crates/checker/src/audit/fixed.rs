//! What locks and sole choices hold in place, against each other.

use super::staff::{locked_teacher, may_teach};
use super::{counted, fault, tally};
use crate::times::{Kept, Known, atoms_of, open_patterns};
use mortarboard_model::fault::Fault;
use mortarboard_model::{CellId, Held, RoomId, School, SectionId, StudentId, TeacherId};
use std::collections::BTreeMap;

pub(super) fn look(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let mut teachers: BTreeMap<TeacherId, Vec<SectionId>> = BTreeMap::new();
    let mut rooms: BTreeMap<RoomId, Vec<SectionId>> = BTreeMap::new();
    for section in school.sections().ids() {
        if let Some(teacher) = sure_teacher(school, kept, section) {
            teachers.entry(teacher).or_default().push(section);
        }
        if let Some(room) = sure_room(school, kept, section) {
            rooms.entry(room).or_default().push(section);
        }
    }
    let mut students: BTreeMap<StudentId, Vec<SectionId>> = BTreeMap::new();
    if kept.hard(Known::Locks) {
        singly(school, kept, faults);
        for lock in school.locks() {
            if let Held::Seat(request) = lock.held {
                students.entry(school.requests()[request].student).or_default().push(lock.section);
            }
        }
        rosters(school, kept, faults);
    }
    for (id, sections) in &teachers {
        clashes(
            school,
            kept,
            "fixed-teacher-clash",
            Known::TeacherClash,
            &format!("teacher {}", school.teachers()[*id].id),
            sections,
            faults,
        );
    }
    for (id, sections) in &rooms {
        clashes(school, kept, "fixed-room-clash", Known::RoomClash, &format!("room {}", school.rooms()[*id].id), sections, faults);
    }
    for (id, sections) in &students {
        clashes(
            school,
            kept,
            "fixed-student-clash",
            Known::StudentClash,
            &format!("student {}", school.students()[*id].id),
            sections,
            faults,
        );
    }
}

/// The teacher a section must have: the one locked to it, or the only one qualified.
pub(super) fn sure_teacher(school: &School, kept: Kept, section: SectionId) -> Option<TeacherId> {
    locked_teacher(school, kept, section).or_else(|| {
        let data = &school.sections()[section];
        let mut able = may_teach(school, data.course).filter(|_| kept.hard(Known::TeacherQualified) && !data.unstaffed);
        able.next().filter(|_| able.next().is_none()).map(|item| item.teacher)
    })
}

/// The room a section must have: the one locked to it, or the only one of its type.
fn sure_room(school: &School, kept: Kept, section: SectionId) -> Option<RoomId> {
    let locked = school.locks_of(section).iter().filter(|_| kept.hard(Known::Locks)).find_map(|lock| match lock.held {
        Held::Room(room) => Some(room),
        _ => None,
    });
    locked.or_else(|| {
        let kind = school.courses()[school.sections()[section].course].room_type.as_deref().filter(|_| kept.hard(Known::RoomFit))?;
        let mut fitting = school.rooms().iter().filter(|(_, room)| room.kind == kind);
        fitting.next().filter(|_| fitting.next().is_none()).map(|(id, _)| id)
    })
}

/// Pairs of sections of one person or room that overlap in every pattern either may take.
fn clashes(school: &School, kept: Kept, slug: &'static str, rule: Known, who: &str, sections: &[SectionId], faults: &mut Vec<Fault>) {
    let atoms =
        |section| open_patterns(school, kept, section).into_iter().map(|pattern| school.patterns()[pattern].atoms).collect::<Vec<_>>();
    for (at, &a) in sections.iter().enumerate() {
        let first = atoms(a);
        for &b in &sections[at + 1..] {
            if atoms(b).iter().all(|&y| first.iter().all(|&x| x.meets(y))) {
                let (a, b) = (&school.sections()[a].id, &school.sections()[b].id);
                faults.push(
                    fault(slug, "locks", kept.hard(rule) && kept.hard(Known::OnePattern))
                        .of(a)
                        .because(format!("{who} must have sections {a} and {b}, and whenever both meet, they overlap"))
                        .mend(format!("change a lock of {a} or {b}, or allow one of them another pattern")),
                );
            }
        }
    }
}

/// Locks that can't hold by themselves.
fn singly(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    for lock in school.locks() {
        let section = &school.sections()[lock.section];
        let course = &school.courses()[section.course];
        let mut report = |slug, rule: Known, cause: String, fix: String| {
            faults.push(fault(slug, "locks", kept.hard(rule)).of(&section.id).because(cause).mend(fix));
        };
        let never = |cells: &[CellId]| {
            let shut = atoms_of(school, cells);
            open_patterns(school, kept, lock.section).iter().all(|&pattern| school.patterns()[pattern].atoms.meets(shut))
        };
        match lock.held {
            Held::Pattern(_) => {}
            Held::Teacher(id) => {
                let teacher = &school.teachers()[id];
                if school.qualification(id, section.course).is_none() {
                    let cause = format!("the section is locked to teacher {}, who is not qualified for {}", teacher.id, course.id);
                    report("locked-not-qualified", Known::TeacherQualified, cause, "add the qualification, or change the lock".to_owned());
                }
                if never(&teacher.unavailable) {
                    let cause = format!("the section is locked to teacher {}, who is away whenever it may meet", teacher.id);
                    report("fixed-teacher-away", Known::Availability, cause, "change the lock, or allow another pattern".to_owned());
                }
            }
            Held::Room(id) => {
                let room = &school.rooms()[id];
                if course.room_type.as_ref().is_some_and(|kind| *kind != room.kind) {
                    let cause = format!("the section is locked to room {}, which is not of the type that {} needs", room.id, course.id);
                    report("locked-room-type", Known::RoomFit, cause, "change the lock, or the type".to_owned());
                }
                if never(&room.unavailable) {
                    let cause = format!("the section is locked to room {}, which is closed whenever it may meet", room.id);
                    report("fixed-room-closed", Known::Availability, cause, "change the lock, or allow another pattern".to_owned());
                }
            }
            Held::Seat(request) => {
                let student = &school.students()[school.requests()[request].student];
                if never(&student.unavailable) {
                    let cause = format!("student {} is locked into the section, and elsewhere whenever it may meet", student.id);
                    report("fixed-student-away", Known::Availability, cause, "change the lock, or allow another pattern".to_owned());
                }
            }
        }
    }
}

/// More students locked into a section than there are seats.
fn rosters(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let seated = tally(school.locks().iter().filter(|lock| matches!(lock.held, Held::Seat(_))).map(|lock| lock.section));
    for (section, count) in seated {
        let data = &school.sections()[section];
        let seats = u64::from(data.max_seats);
        let in_room = sure_room(school, kept, section).filter(|_| school.needs_room(section)).map(|room| &school.rooms()[room]);
        let narrow = in_room.filter(|room| u64::from(room.seats) < count && kept.hard(Known::RoomFit));
        if count > seats || narrow.is_some() {
            let locked = format!("{} {}", counted(count, "student"), if count == 1 { "is" } else { "are" });
            let cause = match narrow {
                Some(room) if u64::from(room.seats) < seats => {
                    format!("{locked} locked into the section, and its room {} has {}", room.id, room.seats)
                }
                _ => format!("{locked} locked into the section, and it has {}", counted(seats, "seat")),
            };
            let impossible = narrow.is_some() || kept.hard(Known::SeatCap);
            faults.push(
                fault("locked-roster", "locks", impossible).of(&data.id).because(cause).mend("lock fewer students, or raise the seats"),
            );
        }
    }
}
