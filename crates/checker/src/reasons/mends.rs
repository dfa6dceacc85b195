//! What would mend an unmet request: seats, and moves of one section that its teacher and room allow.

use super::search::{Chair, arrange};
use super::week::Week;
use super::{Reason, View, text};
use crate::several::Terms;
use crate::times::{atoms_of, locked_pattern};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, PatternId, RequestId, RoomId, Schedule, School, SectionId, StudentId, TeacherId};

/// Courses with more sections than this are not looked at for moves: another section is the likelier mend.
const FEW: usize = 3;
/// Moves and seats named for one request.
const NAMED: usize = 3;

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

impl Week<'_, '_> {
    pub(super) fn mends(&self, request: RequestId, reason: &Reason) -> Vec<String> {
        let course = self.view.course_id(request);
        match reason {
            Reason::NotOffered => vec![text::offer(course)],
            Reason::NotPlaced => vec![text::place(course)],
            Reason::Away { always: true } => vec![text::allow(course)],
            Reason::Away { always: false } => vec![text::shift(course)],
            Reason::TooMany { with, .. } if text::itself(course, with) => vec![text::less_often(course)],
            Reason::TooMany { with, .. } => vec![text::give_up(with)],
            Reason::TimeClash { with } => {
                let mut mends = self.relocations(request, with);
                mends.push(text::another(course));
                mends
            }
            Reason::Full { sections } => sections.iter().take(NAMED).map(|section| text::seat(section)).collect(),
            Reason::SeatsElsewhere { sections } => match sections.as_slice() {
                [only] => vec![text::seat(only)],
                several => vec![text::seats(several)],
            },
            Reason::Movable { to, moves, gives_up } => vec![text::change(to, moves, gives_up)],
            Reason::Unsettled { .. } => vec![text::another(course)],
        }
    }

    /// Moves of one section of the clashing courses after which this student could hold everything with the
    /// seats there are; least harm to others first.
    fn relocations(&self, request: RequestId, with: &[String]) -> Vec<String> {
        let View { school, schedule, busy, .. } = self.view;
        let mut courses: Vec<CourseId> = vec![school.requests()[request].course];
        courses.extend(with.iter().filter_map(|id| school.find_course(id)));
        let mut moves: Vec<(u64, SectionId, PatternId)> = Vec::new();
        for course in courses.into_iter().map(|id| &school.courses()[id]).filter(|course| course.sections.len() <= FEW) {
            for &section in course.sections.iter().filter(|&&section| locked_pattern(school, section).is_none()) {
                for &pattern in &course.patterns {
                    let atoms = school.patterns()[pattern].atoms;
                    let helps = schedule.placements[section].pattern.is_some_and(|now| now != pattern)
                        && !atoms.meets(self.away)
                        && busy.allows(schedule, section, atoms)
                        && self.fits_after(request, section, atoms);
                    if helps {
                        moves.push((busy.harmed(section, atoms, Some(self.student)), section, pattern));
                    }
                }
            }
        }
        moves.sort_unstable();
        let text = |&(harmed, section, pattern): &(u64, SectionId, PatternId)| {
            text::relocate(&school.sections()[section].id, &school.patterns()[pattern].id, harmed)
        };
        moves.iter().take(NAMED).map(text).collect()
    }

    /// Whether the student could hold everything in open seats if the section met at that time.
    fn fits_after(&self, request: RequestId, section: SectionId, atoms: AtomSet) -> bool {
        let view = self.view;
        let moved = |id: &RequestId| -> Vec<Chair> {
            let mut chairs: Vec<Chair> = self.chairs[id].iter().copied().filter(|chair| chair.section != section).collect();
            // Added even when it is not among the chairs now: the student may be elsewhere at its present time.
            let own = view.schedule.seats[*id] == Some(section);
            let of_course = view.school.requests()[*id].course == view.school.sections()[section].course;
            if of_course && view.locked[*id].is_none_or(|locked| locked == section) {
                chairs.insert(
                    0,
                    Chair { request: *id, section, atoms, apart: view.apart(*id, atoms), own, open: own || !view.is_full(section) },
                );
            }
            chairs
        };
        let chairs: Vec<Vec<Chair>> = self.held.iter().chain([&request]).map(moved).collect();
        let chairs: Vec<&[Chair]> = chairs.iter().map(Vec::as_slice).collect();
        matches!(arrange(&chairs, |chair| chair.open), Ok(Some(_)))
    }
}
