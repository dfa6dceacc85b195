//! Changes that could meet a request, before anybody has looked at what they cost.

use super::find::Finder;
use crate::orders::Order;
use crate::reasons::Reason;
use crate::times::{Known, locked_pattern};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Id, PatternId, RequestId, RoomId, SectionId, StudentId, TeacherId};

/// Courses with more sections than this are not looked at for moves: another section is the likelier mend.
const FEW: usize = 3;
/// Moves tried for one request: those that harm fewest on the roster.
const MOST_MOVES: usize = 8;
/// Sections tried for one more seat.
const MOST_SEATS: usize = 8;

/// A section in another pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    pub(super) section: SectionId,
    pub(super) pattern: PatternId,
    /// Whether a lock is lifted for it.
    pub(super) unlock: bool,
}

/// A change, by position.
#[derive(Clone, Debug)]
pub(super) enum Offer {
    /// Seats only: the student's own sections, or an alternate.
    Own,
    /// Sections meet in other patterns, their locks lifted where they have one: one section, or two that change places.
    Moves(Vec<Moved>),
    /// One more seat in each of these; in another room where that is given.
    Seats(Vec<(SectionId, Option<RoomId>)>),
    /// One more section.
    Open { course: CourseId, pattern: PatternId, teacher: Option<TeacherId>, unstaffed: bool, room: Option<RoomId>, seats: u32 },
}

impl Offer {
    /// Where the worth is the same, the lesser change comes first.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Offer::Own => 0,
            Offer::Moves(moves) if moves.len() == 1 && !moves.iter().any(|moved| moved.unlock) => 1,
            Offer::Seats(sections) if sections.len() == 1 => 2,
            Offer::Moves(_) => 3,
            Offer::Seats(_) => 4,
            Offer::Open { unstaffed: false, .. } => 5,
            Offer::Open { .. } => 6,
        }
    }

    /// Of changes of one kind and one subject only the best is named.
    pub(super) fn subject(&self) -> (u8, u32) {
        match self {
            Offer::Own => (0, 0),
            Offer::Moves(moves) => (if moves.len() == 1 { 1 } else { 5 }, moves.first().map_or(0, |moved| moved.section.0)),
            Offer::Seats(sections) => (2, sections.first().map_or(0, |(section, _)| section.0)),
            Offer::Open { course, unstaffed: false, .. } => (3, course.0),
            Offer::Open { course, .. } => (4, course.0),
        }
    }
}

impl Finder<'_, '_> {
    /// What could meet a request, given why it is not met.
    pub(super) fn offers(&self, id: RequestId, reason: &Reason) -> Vec<Offer> {
        let school = self.view().school;
        let course = school.requests()[id].course;
        let named = |with: &[String]| {
            let mut courses = vec![course];
            courses.extend(with.iter().filter_map(|id| school.find_course(id)));
            courses.sort_unstable();
            courses.dedup();
            courses
        };
        let sections = |ids: &[String]| ids.iter().filter_map(|id| school.find_section(id)).collect::<Vec<_>>();
        let open = |courses: &[CourseId]| courses.iter().flat_map(|&course| self.openings(id, course)).collect::<Vec<_>>();
        match reason {
            Reason::Movable { .. } => vec![Offer::Own],
            Reason::NotOffered => open(&[course]),
            Reason::LockedApart { locks, .. } => self.moves(id, &sections(locks), true),
            Reason::Away { always: false } | Reason::Unsettled { .. } => {
                let mut offers = self.moves(id, &school.courses()[course].sections, false);
                offers.extend(open(&[course]));
                offers
            }
            Reason::TimeClash { with } => {
                let courses = named(with);
                let few = courses.iter().map(|&course| &school.courses()[course].sections).filter(|sections| sections.len() <= FEW);
                let mut offers = self.moves(id, &few.flatten().copied().collect::<Vec<_>>(), false);
                offers.extend(open(&courses));
                offers
            }
            Reason::OutOfOrder { orders, with, full, .. } => {
                let tied = orders.iter().flat_map(|order| order.first.iter().chain([&order.second]));
                let courses = named(&tied.chain(with).cloned().collect::<Vec<_>>());
                let full: Option<Vec<_>> = sections(full).into_iter().map(|section| self.seat(section)).collect();
                let mut offers: Vec<Offer> = full.filter(|full| !full.is_empty()).map(Offer::Seats).into_iter().collect();
                let few = courses.iter().map(|&course| &school.courses()[course].sections).filter(|sections| sections.len() <= FEW);
                let few: Vec<SectionId> = few.flatten().copied().collect();
                offers.extend([false, true].into_iter().flat_map(|locked| self.moves(id, &few, locked)));
                offers.extend(self.exchanges(id));
                offers.extend(open(&courses));
                offers
            }
            Reason::Full { sections: full } => self.seats(&sections(full)).into_iter().chain(open(&[course])).collect(),
            Reason::NoSeat { .. } => self.seats(&school.courses()[course].sections).into_iter().chain(open(&[course])).collect(),
            Reason::SeatsElsewhere { sections: full } => {
                let full = sections(full);
                let courses = full.iter().map(|&section| school.sections()[section].course).collect::<Vec<_>>();
                let together: Option<Vec<_>> = full.iter().map(|&section| self.seat(section)).collect();
                together.map(Offer::Seats).into_iter().chain(open(&courses)).collect()
            }
            Reason::Away { always: true } | Reason::TooMany { .. } | Reason::NeverTogether { .. } | Reason::NotPlaced => Vec::new(),
        }
    }

    fn moves(&self, id: RequestId, sections: &[SectionId], locked: bool) -> Vec<Offer> {
        let view = self.view();
        let student = view.school.requests()[id].student;
        let mut moves = Vec::new();
        for &section in sections {
            let unlock = locked_pattern(view.school, view.kept, section).is_some();
            if unlock != locked {
                continue;
            }
            for &pattern in &view.school.courses()[view.school.sections()[section].course].patterns {
                let atoms = view.school.patterns()[pattern].atoms;
                let now = view.schedule.placements[section].pattern;
                if now.is_some_and(|now| now != pattern)
                    && self.orders_let(student, section, pattern)
                    && self.busy.allows(view.schedule, section, atoms)
                {
                    moves.push((self.busy.harmed(section, atoms, Some(student)), section, pattern));
                }
            }
        }
        moves.sort_unstable();
        moves.truncate(MOST_MOVES);
        moves.into_iter().map(|(_, section, pattern)| Offer::Moves(vec![Moved { section, pattern, unlock: locked }])).collect()
    }

    /// Two sections change places, after which a student could have them in order.
    fn exchanges(&self, id: RequestId) -> Vec<Offer> {
        let view = self.view();
        let school = view.school;
        let sections = |id: RequestId| school.courses()[school.requests()[id].course].sections.iter().copied().take(FEW);
        let mut offers = Vec::new();
        for order in view.orders.of(school.requests()[id].student).iter().filter(|order| order.names(id)) {
            for (first, second) in
                order.first.iter().flat_map(|&one| sections(one)).flat_map(|a| sections(order.second).map(move |b| (a, b)))
            {
                let now = |section: SectionId| view.schedule.placements[section].pattern;
                let (Some(was_first), Some(was_second)) = (now(first), now(second)) else { continue };
                let may = |section: SectionId, pattern| school.courses()[school.sections()[section].course].patterns.contains(&pattern);
                if order.pairs.allows(was_second, was_first) && may(first, was_second) && may(second, was_first) {
                    let to = |section, pattern| Moved { section, pattern, unlock: locked_pattern(school, view.kept, section).is_some() };
                    offers.push(Offer::Moves(vec![to(first, was_second), to(second, was_first)]));
                }
            }
        }
        offers.truncate(MOST_MOVES);
        offers
    }

    /// Whether a student could sit in a section, if it met in a pattern, and have what is to go with it where that meets now.
    fn orders_let(&self, student: StudentId, section: SectionId, pattern: PatternId) -> bool {
        let view = self.view();
        let course = |id: RequestId| view.school.requests()[id].course;
        let own = view.school.sections()[section].course;
        let any = |other: RequestId, goes: &dyn Fn(PatternId) -> bool| {
            let sections = view.school.courses()[course(other)].sections.iter();
            sections.filter_map(|&section| view.schedule.placements[section].pattern).any(goes)
        };
        let mut orders =
            view.orders.of(student).iter().filter(|order| order.first.iter().chain([&order.second]).any(|&id| course(id) == own));
        let lets = |order: &Order| {
            let first = |&id: &RequestId| any(id, &|first| order.pairs.allows(first, pattern));
            let second = || any(order.second, &|second| order.pairs.allows(pattern, second));
            (course(order.second) == own && order.first.iter().any(first)) || (course(order.second) != own && second())
        };
        orders.clone().next().is_none() || orders.any(lets)
    }

    fn seats(&self, sections: &[SectionId]) -> Vec<Offer> {
        let seats = sections.iter().take(MOST_SEATS).filter_map(|&section| self.seat(section));
        seats.map(|seat| Offer::Seats(vec![seat])).collect()
    }

    /// One more seat in a section, in a larger room where its own has no more; none where there is no such room.
    fn seat(&self, section: SectionId) -> Option<(SectionId, Option<RoomId>)> {
        let view = self.view();
        let wanted = view.taken[section].saturating_add(1);
        let placement = view.schedule.placements[section];
        let Some(own) = placement.room.filter(|_| view.school.needs_room(section) && view.kept.hard(Known::RoomFit)) else {
            return Some((section, None));
        };
        if view.school.rooms()[own].seats >= wanted {
            return Some((section, None));
        }
        let locked = view.school.locks_of(section).iter().any(|lock| matches!(lock.held, mortarboard_model::Held::Room(_)));
        let atoms = view.atoms(section).filter(|_| !locked)?;
        Some((section, Some(self.free_room(view.school.sections()[section].course, atoms, wanted)?)))
    }

    /// The smallest free room of the course's type with so many seats.
    fn free_room(&self, course: CourseId, atoms: AtomSet, seats: u32) -> Option<RoomId> {
        let school = self.view().school;
        let kind = school.courses()[course].room_type.as_ref();
        let fits = school
            .rooms()
            .iter()
            .filter(|(id, room)| kind.is_none_or(|kind| room.kind == *kind) && room.seats >= seats && self.busy.room_is_free(*id, atoms));
        fits.min_by_key(|(id, room)| (room.seats, *id)).map(|(id, _)| id)
    }

    /// One more section of a course, at each time that leaves the student free of other duties.
    fn openings(&self, id: RequestId, course: CourseId) -> Vec<Offer> {
        let view = self.view();
        let school = view.school;
        let data = &school.courses()[course];
        let away = view.weeks.alone.away(&school.students()[school.requests()[id].student]);
        let largest = data.sections.iter().map(|&section| school.sections()[section].max_seats).max();
        let seats = largest.unwrap_or(data.max_seats).max(1);
        let patterns = data.patterns.iter().filter(|&&pattern| !school.patterns()[pattern].atoms.meets(away));
        let offers = patterns.filter_map(|&pattern| {
            let atoms = school.patterns()[pattern].atoms;
            let teacher = if self.needs_teacher() { self.free_teacher(course, atoms) } else { None };
            let unstaffed = self.needs_teacher() && teacher.is_none();
            let room = match (&data.room_type, view.kept.hard(Known::RoomFit)) {
                (Some(_), true) => Some(self.free_room(course, atoms, seats).or_else(|| self.free_room(course, atoms, 1))?),
                _ => None,
            };
            Some(Offer::Open { course, pattern, teacher, unstaffed, room, seats })
        });
        let offers: Vec<Offer> = offers.collect();
        // Somebody is looked for outside only where nobody in the school could take it at any time.
        let staffed = |offer: &Offer| matches!(offer, Offer::Open { unstaffed: false, .. });
        if offers.iter().any(staffed) { offers.into_iter().filter(staffed).collect() } else { offers }
    }

    fn needs_teacher(&self) -> bool {
        let school = self.view().school;
        school.has_teachers() && self.view().kept.hard(Known::TeacherQualified)
    }

    /// Somebody qualified who is free and has load left; whoever teaches the course already, then whoever has most left.
    fn free_teacher(&self, course: CourseId, atoms: AtomSet) -> Option<TeacherId> {
        let school = self.view().school;
        let able = school.qualified(course).iter().map(|qualification| qualification.teacher);
        let load = u64::from(school.courses()[course].load);
        let left = |teacher: TeacherId| u64::from(school.teachers()[teacher].max_load).checked_sub(self.loads[teacher] + load);
        let free = able.filter(|&teacher| self.busy.teacher_is_free(teacher, atoms));
        let teaches = |teacher: TeacherId| self.preps[teacher].contains(&course);
        free.filter_map(|teacher| Some((teacher, left(teacher)?)))
            .max_by_key(|&(teacher, left)| (teaches(teacher), left, std::cmp::Reverse(teacher.index())))
            .map(|(teacher, _)| teacher)
    }
}
