//! Why each request is not met, by an exact search over one student's own week.

mod busy;
mod search;
mod text;
mod week;

use crate::bound::seats;
use crate::counts::met;
use crate::orders::Orders;
use crate::own_week::Weeks;
use crate::side_by_side::each;
use crate::times::{Kept, Known, locked_seats};
use mortarboard_model::rule::Rules;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, Priority, RequestId, RoomId, Schedule, School, SectionId, Student, StudentId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use week::Week;

pub(crate) use busy::Busy;

/// A critical, required or primary request that a schedule does not meet, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unmet {
    /// The request.
    #[serde(skip)]
    pub request: RequestId,
    /// The student, by office id.
    pub student: String,
    /// The course, by office id.
    pub course: String,
    /// Priority.
    pub priority: Priority,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
    /// One sentence.
    pub sentence: String,
}

/// Why a request is not met. All ids are the office's. "Held" are the student's critical,
/// required and primary requests that are met now, and alternates that a lock holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The course has no section.
    NotOffered,
    /// No section of the course has a meeting pattern yet.
    NotPlaced,
    /// Every section meets, or could only meet, while the student is elsewhere.
    Away {
        /// Whether no allowed pattern would help.
        always: bool,
    },
    /// Locks alone keep the request out: without them the student, alone in the school, could have it beside what is held.
    LockedApart {
        /// Held courses that can't be had together with this one as locks stand; no smaller part of the list has that
        /// property. Empty when locks hold all sections at times at which the student is elsewhere.
        with: Vec<String>,
        /// Sections of these courses that are locked in a pattern, or that the student is locked into.
        locks: Vec<String>,
    },
    /// The day is too short: what is held and the request need more time than there is, however short their meetings.
    TooMany {
        /// Requests of the student other than alternates for courses that have a section.
        requests: u64,
        /// Most of them that the day has time for.
        fit: u64,
        /// Held courses that leave no time for this one. No smaller part of the list has that property.
        with: Vec<String>,
    },
    /// There is time enough, and still not even a student alone in the school could have the request beside what is held,
    /// because of when the courses may meet.
    NeverTogether {
        /// Held courses that can't be had together with this one in any schedule. No smaller part of the
        /// list has that property.
        with: Vec<String>,
    },
    /// All seats of the course are taken, wherever its sections meet.
    NoSeat {
        /// Seats of the course in any schedule.
        seats: u64,
        /// Requests for it other than alternates.
        asked: u64,
    },
    /// Where sections meet now, the request can't be held together with these.
    TimeClash {
        /// Held courses. Keeping them all makes the request impossible, seats aside; dropping any one of
        /// them from the list would not.
        with: Vec<String>,
    },
    /// The times fit, and hard rules on what goes with what keep the request out: without them a change of the student's own
    /// sections would meet it, or no seat in any section.
    OutOfOrder {
        /// What they ask: the fewest that keep the request out.
        orders: Vec<InOrder>,
        /// Held courses. Keeping them all makes the request impossible where sections meet now; no smaller part of the list does.
        with: Vec<String>,
        /// Where the student has those of the courses in `orders` that are met.
        sections: Vec<String>,
        /// Full sections, each of which would need one more seat for the request to be met; no smaller part of the list would
        /// do. Empty where no seat would help.
        full: Vec<String>,
    },
    /// The times fit, but every section of the course that fits is full.
    Full {
        /// Those sections.
        sections: Vec<String>,
    },
    /// The request fits only if the student also moves into other sections that are full.
    SeatsElsewhere {
        /// Full sections, each of which would need one more seat; no smaller part of the list would do.
        sections: Vec<String>,
    },
    /// A change of this student's own sections would meet it. The schedule could be better than it is.
    Movable {
        /// Section with a free seat that would meet the request.
        to: String,
        /// Sections the student would change; no smaller part of the list would do.
        moves: Vec<Move>,
        /// Alternates the student would give up.
        gives_up: Vec<String>,
    },
    /// As the student sits now, no section fits; whether moving the student's other sections would help was
    /// not settled, because there are too many arrangements.
    Unsettled {
        /// The student's sections that meet at the time of a section of the course.
        behind: Vec<String>,
    },
}

/// Courses that a rule wants to go together, as one comes before another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct InOrder {
    /// Slug of the rule.
    pub rule: String,
    /// Courses of which one is to come first, or to go with the second: those that the student has or asks for here.
    pub first: Vec<String>,
    /// The course that comes second.
    pub second: String,
}

/// A change of section for one student.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Move {
    /// Section left.
    pub from: String,
    /// Section entered.
    pub to: String,
}

/// Explains every critical, required and primary request that is not met, by student, then by the student's order of
/// requests. Gives nothing for a schedule made for another school.
///
/// What `rules` ask to go together in one student's week ([`Order`](mortarboard_model::keeper::Student::Order)) is kept where they are
/// hard; all else is as the settings of the school have it.
///
/// For each such request a few dozen small searches, each over one section for each of the student's requests. Students are looked at
/// on as many threads as there are processors.
///
/// ```
/// use mortarboard_checker::{Reason, reasons};
/// use mortarboard_model::{Schedule, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 0, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = mortarboard_model::School::try_from(&raw).unwrap();
/// let unmet = reasons(&school, &Rules::of(&school), &Schedule::empty(&school));
/// assert_eq!(unmet[0].reason, Reason::NotOffered);
/// assert_eq!(unmet[0].sentence, "Student s1 can't have ART: the course has no section.");
/// ```
pub fn reasons(school: &School, rules: &Rules, schedule: &Schedule) -> Vec<Unmet> {
    if !schedule.fits(school) {
        return Vec::new();
    }
    let unlocked = school.unlocked();
    let view = View::new(school, rules, schedule, unlocked.as_ref());
    let students: Vec<(StudentId, &Student)> = school.students().iter().collect();
    let of_one = |&(student, data): &(StudentId, &Student)| {
        let mut found = Vec::new();
        let asked = |&&id: &&RequestId| school.requests()[id].priority != Priority::Alternate;
        let unmet = data.requests.iter().filter(asked).filter(|&&id| !view.is_met(id));
        let mut week = None;
        for &request in unmet {
            let week = week.get_or_insert_with(|| Week::new(&view, student));
            let reason = week.explain(request);
            found.push(Unmet {
                request,
                student: data.id.clone(),
                course: view.course_id(request).to_owned(),
                priority: school.requests()[request].priority,
                sentence: text::sentence(&data.id, view.course_id(request), &view.wanted(request), &reason),
                reason,
            });
        }
        found
    };
    each(&students, &of_one).into_iter().flatten().collect()
}

/// A set of courses that some students can't hold together where sections meet now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// Courses, sorted.
    pub courses: Vec<String>,
    /// Students who asked for all of them and miss one.
    pub students: u64,
}

/// Groups equal clash sets over all students, most students first: one move often frees dozens.
/// O(unmet · log unmet).
///
/// ```
/// assert!(mortarboard_checker::clashes(&[]).is_empty());
/// ```
pub fn clashes(unmet: &[Unmet]) -> Vec<Clash> {
    let mut groups: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
    for item in unmet {
        if let Reason::TimeClash { with } = &item.reason {
            let mut courses = with.clone();
            courses.push(item.course.clone());
            courses.sort_unstable();
            // A course that is asked for more than once can keep itself out.
            courses.dedup();
            if courses.len() > 1 {
                groups.entry(courses).or_default().insert(&item.student);
            }
        }
    }
    let mut clashes: Vec<Clash> =
        groups.into_iter().map(|(courses, students)| Clash { courses, students: students.len() as u64 }).collect();
    clashes.sort_by(|a, b| b.students.cmp(&a.students).then_with(|| a.courses.cmp(&b.courses)));
    clashes
}

/// What all students share.
pub(crate) struct View<'a> {
    pub(crate) school: &'a School,
    pub(crate) schedule: &'a Schedule,
    pub(crate) kept: Kept,
    pub(crate) weeks: Weeks<'a>,
    pub(crate) orders: Orders,
    pub(crate) locked: IdVec<RequestId, Option<SectionId>>,
    pub(crate) taken: IdVec<SectionId, u32>,
    /// Requests other than alternates.
    demand: IdVec<CourseId, u32>,
    /// Seats of each course in any schedule; none where any number may sit.
    seats: IdVec<CourseId, Option<u64>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(school: &'a School, rules: &'a Rules, schedule: &'a Schedule, unlocked: Option<&'a School>) -> Self {
        let mut taken = IdVec::filled(school.sections().len(), 0);
        for &section in schedule.seats.values().flatten() {
            taken[section] += 1;
        }
        let mut demand = IdVec::filled(school.courses().len(), 0);
        for request in school.requests().values().filter(|request| request.priority != Priority::Alternate) {
            demand[request.course] += 1;
        }
        let kept = Kept::of(rules);
        let seats = school.courses().values().map(|course| seats(school, kept, course)).collect();
        let (weeks, orders) = (Weeks::new(school, rules, unlocked), Orders::new(school, rules));
        View { school, schedule, kept, weeks, orders, locked: locked_seats(school, kept), taken, demand, seats }
    }

    pub(crate) fn is_met(&self, id: RequestId) -> bool {
        met(self.school, self.schedule, id, &self.school.requests()[id])
    }

    fn course_id(&self, id: RequestId) -> &'a str {
        &self.school.courses()[self.school.requests()[id].course].id
    }

    /// The course and terms of a time for a request, where the student asks for the course more than once.
    fn apart(&self, id: RequestId, time: AtomSet) -> Option<(CourseId, u128)> {
        let request = &self.school.requests()[id];
        let apart = request.times > 1 && self.kept.any(Known::OneSection);
        apart.then(|| (request.course, self.weeks.alone.terms(time)))
    }

    /// The course of a request; where it is asked for more than once, with how many of the times are met.
    fn wanted(&self, id: RequestId) -> String {
        let request = &self.school.requests()[id];
        if request.times <= 1 {
            return self.course_id(id).to_owned();
        }
        let own = self.school.students()[request.student].requests.iter();
        let met = own.filter(|&&other| self.school.requests()[other].course == request.course && self.is_met(other)).count();
        format!("{} ({met} of {} times met)", self.course_id(id), request.times)
    }

    fn section_id(&self, id: SectionId) -> String {
        self.school.sections()[id].id.clone()
    }

    /// How many students may sit in a section: by its own number, by the room it is in, and by balance where that is hard.
    pub(crate) fn limit(&self, section: SectionId) -> Option<u32> {
        self.limit_with(section, self.school.sections()[section].max_seats, self.schedule.placements[section].room)
    }

    /// The same if it had another number of seats, or were in another room.
    pub(crate) fn limit_with(&self, section: SectionId, max_seats: u32, room: Option<RoomId>) -> Option<u32> {
        let school = self.school;
        let course = school.sections()[section].course;
        let seats = self.kept.counted(Known::SeatCap).then_some(max_seats);
        let room = room.filter(|_| school.needs_room(section) && self.kept.hard(Known::RoomFit));
        let room = room.map(|room| school.rooms()[room].seats);
        let own = school.courses()[course].sections.len();
        let even = (own > 1 && self.kept.hard(Known::Balance)).then(|| {
            let share = self.demand[course].div_ceil(u32::try_from(own).unwrap_or(u32::MAX));
            share.saturating_add(school.balance_tolerance())
        });
        [seats, room, even].into_iter().flatten().min()
    }

    /// Whether one more student would be one too many.
    fn is_full(&self, section: SectionId) -> bool {
        self.limit(section).is_some_and(|least| self.taken[section] >= least)
    }

    pub(crate) fn atoms(&self, section: SectionId) -> Option<AtomSet> {
        self.schedule.placements[section].pattern.map(|pattern| self.school.patterns()[pattern].atoms)
    }
}
