//! Who and what is taken when, as a schedule stands.

use crate::several::Terms;
use crate::times::atoms_of;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, RoomId, Schedule, School, SectionId, StudentId, TeacherId};

/// Who and what is taken when, as the schedule stands.
pub(crate) struct Busy {
    teachers: IdVec<TeacherId, Vec<(SectionId, AtomSet)>>,
    rooms: IdVec<RoomId, Vec<(SectionId, AtomSet)>>,
    teachers_away: IdVec<TeacherId, AtomSet>,
    rooms_shut: IdVec<RoomId, AtomSet>,
    students: IdVec<StudentId, Vec<(SectionId, AtomSet)>>,
    rosters: IdVec<SectionId, Vec<StudentId>>,
    courses: IdVec<SectionId, CourseId>,
    terms: Terms,
}

impl Busy {
    pub(crate) fn new(school: &School, schedule: &Schedule) -> Self {
        let mut busy = Busy {
            teachers: IdVec::filled(school.teachers().len(), Vec::new()),
            rooms: IdVec::filled(school.rooms().len(), Vec::new()),
            teachers_away: school.teachers().values().map(|teacher| atoms_of(school, &teacher.unavailable)).collect(),
            rooms_shut: school.rooms().values().map(|room| atoms_of(school, &room.unavailable)).collect(),
            students: IdVec::filled(school.students().len(), Vec::new()),
            rosters: IdVec::filled(school.sections().len(), Vec::new()),
            courses: school.sections().values().map(|section| section.course).collect(),
            terms: Terms::new(school),
        };
        let when = |section: SectionId| schedule.placements[section].pattern.map(|pattern| school.patterns()[pattern].atoms);
        for (section, placement) in schedule.placements.iter() {
            let Some(atoms) = when(section) else { continue };
            if let Some(teacher) = placement.teacher {
                busy.teachers[teacher].push((section, atoms));
            }
            if let Some(room) = placement.room {
                busy.rooms[room].push((section, atoms));
            }
        }
        for (request, seat) in schedule.seats.iter() {
            let Some(section) = *seat else { continue };
            let student = school.requests()[request].student;
            busy.rosters[section].push(student);
            busy.students[student].extend(when(section).map(|atoms| (section, atoms)));
        }
        busy
    }

    /// Whether the section's teacher and room are free at a time, the section itself aside.
    pub(crate) fn allows(&self, schedule: &Schedule, section: SectionId, atoms: AtomSet) -> bool {
        let placement = schedule.placements[section];
        let free = |taken: &[(SectionId, AtomSet)]| !taken.iter().any(|&(other, when)| other != section && when.meets(atoms));
        placement.teacher.is_none_or(|t| free(&self.teachers[t]) && !self.teachers_away[t].meets(atoms))
            && placement.room.is_none_or(|r| free(&self.rooms[r]) && !self.rooms_shut[r].meets(atoms))
    }

    /// Whether a room is open at a time, and nothing meets there.
    pub(crate) fn room_is_free(&self, room: RoomId, atoms: AtomSet) -> bool {
        !self.rooms[room].iter().any(|(_, when)| when.meets(atoms)) && !self.rooms_shut[room].meets(atoms)
    }

    /// Whether a teacher is here at a time, and teaches nothing.
    pub(crate) fn teacher_is_free(&self, teacher: TeacherId, atoms: AtomSet) -> bool {
        !self.teachers[teacher].iter().any(|(_, when)| when.meets(atoms)) && !self.teachers_away[teacher].meets(atoms)
    }

    /// How many students sit in the section.
    pub(crate) fn roster(&self, section: SectionId) -> u64 {
        self.rosters[section].len() as u64
    }

    /// Students on the roster, other than one, who would then be in two places, or have the course twice in a term.
    pub(crate) fn harmed(&self, section: SectionId, atoms: AtomSet, besides: Option<StudentId>) -> u64 {
        let terms = self.terms.of(atoms);
        let twice = |other: SectionId, when: AtomSet| self.courses[other] == self.courses[section] && self.terms.of(when) & terms != 0;
        let hurt = |other: SectionId, when: AtomSet| other != section && (when.meets(atoms) || twice(other, when));
        let harmed = |student: StudentId| self.students[student].iter().any(|&(other, when)| hurt(other, when));
        self.rosters[section].iter().filter(|&&student| Some(student) != besides && harmed(student)).count() as u64
    }
}
