//! What the input alone says about times: atoms of cells, and the patterns a section may still take.

use crate::day::smallest;
use mortarboard_model::raw::RawRuleMode;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, CourseId, Held, IdVec, PatternId, Request, RequestId, School, SectionId};

/// Slugs of the rules whose modes decide what counts as impossible.
pub(crate) mod rules {
    pub(crate) const AVAILABILITY: &str = "availability";
    pub(crate) const BALANCE: &str = "balance";
    pub(crate) const LOCKS: &str = "locks";
    pub(crate) const ONE_PATTERN: &str = "one-pattern";
    pub(crate) const ONE_SECTION: &str = "one-section";
    pub(crate) const PLANNING: &str = "planning";
    pub(crate) const PREPARATION: &str = "preparation";
    pub(crate) const PREPS: &str = "preps";
    pub(crate) const ROOM_CLASH: &str = "room-clash";
    pub(crate) const ROOM_FIT: &str = "room-fit";
    pub(crate) const SEAT_CAP: &str = "seat-cap";
    pub(crate) const STUDENT_CLASH: &str = "student-clash";
    pub(crate) const TEACHER_CLASH: &str = "teacher-clash";
    pub(crate) const TEACHER_LOAD: &str = "teacher-load";
    pub(crate) const TEACHER_QUALIFIED: &str = "teacher-qualified";

    #[test]
    fn every_name_is_that_of_a_rule() {
        let known: Vec<&str> = mortarboard_model::rule::standard().iter().map(|rule| rule.card().slug).collect();
        let used = [
            AVAILABILITY,
            BALANCE,
            LOCKS,
            ONE_PATTERN,
            ONE_SECTION,
            PLANNING,
            PREPARATION,
            PREPS,
            ROOM_CLASH,
            ROOM_FIT,
            SEAT_CAP,
            STUDENT_CLASH,
            TEACHER_CLASH,
            TEACHER_LOAD,
            TEACHER_QUALIFIED,
        ];
        assert!(used.iter().all(|slug| known.contains(slug)), "{used:?} {known:?}");
    }
}

/// Whether a rule that is hard by default is still hard under the settings of the school.
pub(crate) fn kept(school: &School, rule: &str) -> bool {
    matches!(school.mode(rule), None | Some(RawRuleMode::Hard))
}

/// Whether a rule that is hard by default is looked at in the schedule at all, hard or at a price.
pub(crate) fn counted(school: &School, rule: &str) -> bool {
    matches!(school.mode(rule), None | Some(RawRuleMode::Hard | RawRuleMode::Soft { .. }))
}

/// The atoms that hold any of the cells.
pub(crate) fn atoms_of(school: &School, cells: &[CellId]) -> AtomSet {
    cells.iter().filter_map(|&cell| school.atom(cell)).fold(AtomSet::default(), |all, atom| all | AtomSet::of(atom))
}

/// The pattern in which the office holds a section, when locks are kept.
pub(crate) fn locked_pattern(school: &School, section: SectionId) -> Option<PatternId> {
    school.locks_of(section).iter().filter(|_| kept(school, rules::LOCKS)).find_map(|lock| match lock.held {
        Held::Pattern(pattern) => Some(pattern),
        _ => None,
    })
}

/// The patterns a section may take, locks respected.
pub(crate) fn open_patterns(school: &School, section: SectionId) -> Vec<PatternId> {
    match locked_pattern(school, section) {
        Some(pattern) => vec![pattern],
        None => school.courses()[school.sections()[section].course].patterns.clone(),
    }
}

/// The sections in which the office holds requests, when locks are kept.
pub(crate) fn locked_seats(school: &School) -> IdVec<RequestId, Option<SectionId>> {
    let mut held = IdVec::filled(school.requests().len(), None);
    for lock in school.locks().iter().filter(|_| kept(school, rules::LOCKS)) {
        if let Held::Seat(request) = lock.held {
            held[request] = Some(lock.section);
        }
    }
    held
}

/// When a request could be met if nobody else were in the school.
pub(crate) struct Offers {
    courses: IdVec<CourseId, Vec<AtomSet>>,
    sections: IdVec<SectionId, Option<Vec<AtomSet>>>,
    locked: IdVec<RequestId, Option<SectionId>>,
}

impl Offers {
    pub(crate) fn new(school: &School) -> Self {
        let atoms = |patterns: &[PatternId]| smallest(patterns.iter().map(|&p| school.patterns()[p].atoms).collect());
        let courses = school.courses().values().map(|course| {
            // All sections without a lock may take all patterns: one of them says it for the others.
            let free = course.sections.iter().any(|&section| locked_pattern(school, section).is_none());
            if free {
                atoms(&course.patterns)
            } else {
                atoms(&course.sections.iter().filter_map(|&section| locked_pattern(school, section)).collect::<Vec<_>>())
            }
        });
        let locked = locked_seats(school);
        let mut sections = IdVec::filled(school.sections().len(), None);
        for &section in locked.values().flatten() {
            sections[section] = Some(atoms(&open_patterns(school, section)));
        }
        Offers { courses: courses.collect(), sections, locked }
    }

    /// The section in which a request is held.
    pub(crate) fn locked(&self, id: RequestId) -> Option<SectionId> {
        self.locked[id]
    }

    /// The times of a course, to whoever is not locked into one of its sections.
    pub(crate) fn of_course(&self, course: CourseId) -> &[AtomSet] {
        &self.courses[course]
    }

    /// The times of a request; none when its course has no section.
    pub(crate) fn of(&self, id: RequestId, request: &Request) -> &[AtomSet] {
        match self.locked[id].and_then(|section| self.sections[section].as_deref()) {
            Some(times) => times,
            None => &self.courses[request.course],
        }
    }
}
