//! What the input alone says about times: atoms of cells, and the patterns a section may still take.

use crate::day::smallest;
use mortarboard_model::rule::{Mode, Rules, standard};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, CourseId, Held, IdVec, PatternId, Request, RequestId, School, SectionId};

macro_rules! known {
    ($($name:ident => $slug:literal),* $(,)?) => {
        /// The library's rules whose modes decide what counts as impossible.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Known {
            $($name,)*
        }

        impl Known {
            const ALL: &[(Known, &str)] = &[$((Known::$name, $slug)),*];
        }
    };
}

known! {
    Availability => "availability",
    Balance => "balance",
    Locks => "locks",
    OnePattern => "one-pattern",
    OneSection => "one-section",
    Planning => "planning",
    Preparation => "preparation",
    RoomClash => "room-clash",
    RoomFit => "room-fit",
    SeatCap => "seat-cap",
    StudentClash => "student-clash",
    TeacherClash => "teacher-clash",
    TeacherLoad => "teacher-load",
    TeacherQualified => "teacher-qualified",
}

/// Which of the library's rules a set of rules keeps, and how strictly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    hard: u32,
    priced: u32,
    reported: u32,
}

impl Kept {
    /// A rule of somebody else's that bears the name of one of the library's is not that rule. O(rules).
    pub(crate) fn of(rules: &Rules) -> Self {
        let library = standard();
        let mut kept = Kept::default();
        for &(known, slug) in Known::ALL {
            let own = rules.get(slug).filter(|(rule, _)| library.iter().any(|known| std::ptr::eq(known.card(), rule.card())));
            match own {
                Some((_, Mode::Hard)) => kept.hard |= 1 << known as u32,
                Some((_, Mode::Soft { .. })) => kept.priced |= 1 << known as u32,
                Some((_, Mode::Report)) => kept.reported |= 1 << known as u32,
                None => {}
            }
        }
        kept
    }

    /// Whether no schedule may break the rule.
    pub(crate) fn hard(self, rule: Known) -> bool {
        self.hard & 1 << rule as u32 != 0
    }

    /// Whether a schedule gains by keeping the rule: it is hard or has a price.
    pub(crate) fn counted(self, rule: Known) -> bool {
        (self.hard | self.priced) & 1 << rule as u32 != 0
    }

    /// Whether the rule is there at all.
    pub(crate) fn any(self, rule: Known) -> bool {
        (self.hard | self.priced | self.reported) & 1 << rule as u32 != 0
    }
}

/// The atoms that hold any of the cells.
pub(crate) fn atoms_of(school: &School, cells: &[CellId]) -> AtomSet {
    cells.iter().filter_map(|&cell| school.atom(cell)).fold(AtomSet::default(), |all, atom| all | AtomSet::of(atom))
}

/// The pattern in which the office holds a section, when locks are kept.
pub(crate) fn locked_pattern(school: &School, kept: Kept, section: SectionId) -> Option<PatternId> {
    school.locks_of(section).iter().filter(|_| kept.hard(Known::Locks)).find_map(|lock| match lock.held {
        Held::Pattern(pattern) => Some(pattern),
        _ => None,
    })
}

/// The patterns a section may take, locks respected.
pub(crate) fn open_patterns(school: &School, kept: Kept, section: SectionId) -> Vec<PatternId> {
    match locked_pattern(school, kept, section) {
        Some(pattern) => vec![pattern],
        None => school.courses()[school.sections()[section].course].patterns.clone(),
    }
}

/// The sections in which the office holds requests, when locks are kept.
pub(crate) fn locked_seats(school: &School, kept: Kept) -> IdVec<RequestId, Option<SectionId>> {
    let mut held = IdVec::filled(school.requests().len(), None);
    for lock in school.locks().iter().filter(|_| kept.hard(Known::Locks)) {
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
    pub(crate) fn new(school: &School, kept: Kept) -> Self {
        let atoms = |patterns: &[PatternId]| smallest(patterns.iter().map(|&p| school.patterns()[p].atoms).collect());
        let courses = school.courses().values().map(|course| {
            // All sections without a lock may take all patterns: one of them says it for the others.
            let free = course.sections.iter().any(|&section| locked_pattern(school, kept, section).is_none());
            if free {
                atoms(&course.patterns)
            } else {
                atoms(&course.sections.iter().filter_map(|&section| locked_pattern(school, kept, section)).collect::<Vec<_>>())
            }
        });
        let locked = locked_seats(school, kept);
        let mut sections = IdVec::filled(school.sections().len(), None);
        for &section in locked.values().flatten() {
            sections[section] = Some(atoms(&open_patterns(school, kept, section)));
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
