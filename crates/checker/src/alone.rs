//! What each student could have if alone in the school: a bound that no schedule beats.
//!
//! Only the student's own day counts here: the patterns each course allows, locks, and the times at which
//! the student is elsewhere. Seats, teachers and rooms are left out, so the bound holds whatever they are.

use crate::day::{Best, Group, Wish, Worth, add, best};
use crate::in_order;
use crate::orders::Orders;
use crate::several::{Asked, Terms};
use crate::times::{Kept, Known, Offers, atoms_of};
use mortarboard_model::rule::Rules;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, Priority, Request, RequestId, School, SectionId, Student, StudentId};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Most requests, alternates left out, that each student could have at once if alone in the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placeable {
    /// By student.
    pub students: IdVec<StudentId, u32>,
    /// Whether every number can be reached; otherwise some are upper bounds, because a student's choice
    /// of patterns was too wide to search to the end.
    pub exact: bool,
}

impl Placeable {
    /// The sum over all students: no schedule meets more requests other than alternates. O(students).
    ///
    /// ```
    /// use mortarboard_checker::placeable;
    /// use mortarboard_model::{School, rule::Rules};
    /// let raw = serde_json::from_str(r#"{
    ///     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
    ///     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
    ///     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
    ///                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
    ///     "students": [{"student": "s1"}],
    ///     "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
    /// }"#).unwrap();
    /// let school = School::try_from(&raw as &mortarboard_model::raw::RawSchool).unwrap();
    /// // One period holds one of the two courses.
    /// assert_eq!(placeable(&school, &Rules::of(&school)).total(), 1);
    /// ```
    pub fn total(&self) -> u64 {
        self.students.values().map(|&count| u64::from(count)).sum()
    }
}

/// An upper bound on the weight that any schedule meets.
///
/// Lexicographically no schedule has greater critical, required and primary weight: a schedule with all of
/// `critical` gives every student the most critical weight the student could have alone, among such choices
/// `required` sums the most required weight, and among those `primary` the most primary weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// Most weight of critical requests.
    pub critical: i64,
    /// Most weight of required requests, when the critical weight is at its bound.
    pub required: i64,
    /// Most weight of primary requests, when critical and required weight are at their bounds.
    pub primary: i64,
    /// Most weight of primary requests if critical and required ones did not count.
    pub primary_alone: i64,
    /// Whether every student alone could reach the numbers; the bounds hold either way.
    pub exact: bool,
}

/// How many requests, alternates left out, each student could have at once if alone in the school: one
/// allowed pattern for each request, no two overlapping, none while the student is elsewhere; for what is asked for
/// several times a section each, in terms that have none in common; and what hard rules want to go together in one student's week
/// does ([`Order`](mortarboard_model::keeper::Student::Order)).
///
/// A lock, an absence or a clash counts only where the rule about it is there, and hard.
///
/// With single-atom patterns a matching, O(requests · atoms) for each student; otherwise a dynamic
/// program over sets of atoms, limited in size, after which the number is an upper bound. It is one also where an order hangs on
/// alternates or on courses that are asked for several times.
///
/// ```
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
/// #                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
/// # }"#).unwrap();
/// # let school = mortarboard_model::School::try_from(&raw).unwrap();
/// use mortarboard_model::rule::Rules;
/// // One period holds one of two courses.
/// let placeable = mortarboard_checker::placeable(&school, &Rules::of(&school));
/// assert_eq!((placeable.students.as_slice(), placeable.exact), (&[1][..], true));
/// ```
pub fn placeable(school: &School, rules: &Rules) -> Placeable {
    let mut exact = true;
    let all = Alone::new(school, rules);
    let students = school.students().values().map(|student| {
        let most = all.best(student, |_| ONE);
        exact &= most.exact;
        u32::try_from(most.worth[0]).unwrap_or(u32::MAX)
    });
    let students = students.collect();
    Placeable { students, exact }
}

/// Bounds the weight that any schedule meets, student by student. The same search as [`placeable`].
///
/// ```
/// # use mortarboard_model::{School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
/// #                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART", "priority": "required"}, {"student": "s1", "course": "BIO", "weight": 3}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// // A required request for ART and a primary one of weight 3 for BIO, in a day of one period.
/// let bound = mortarboard_checker::bound(&school, &Rules::of(&school));
/// assert_eq!((bound.critical, bound.required, bound.primary, bound.primary_alone), (0, 1, 0, 3));
/// ```
pub fn bound(school: &School, rules: &Rules) -> Bound {
    let mut sum = Bound { critical: 0, required: 0, primary: 0, primary_alone: 0, exact: true };
    let all = Alone::new(school, rules);
    for student in school.students().values() {
        let weight = |request: &Request| i64::from(request.weight);
        let levels = all.best(student, |request| match request.priority {
            Priority::Critical => [weight(request), 0, 0],
            Priority::Required => [0, weight(request), 0],
            _ => [0, 0, weight(request)],
        });
        let alone = all.best(student, |request| match request.priority {
            Priority::Critical | Priority::Required => [0; 3],
            _ => [weight(request), 0, 0],
        });
        sum.critical = sum.critical.saturating_add(levels.worth[0]);
        sum.required = sum.required.saturating_add(levels.worth[1]);
        sum.primary = sum.primary.saturating_add(levels.worth[2]);
        sum.primary_alone = sum.primary_alone.saturating_add(alone.worth[0]);
        sum.exact &= levels.exact && alone.exact;
    }
    sum
}

/// The worth of a request where requests are counted.
const ONE: Worth = [1, 0, 0];

/// What all students alone share: when each course can be had.
pub(crate) struct Alone<'s> {
    school: &'s School,
    rules: &'s Rules,
    pub(crate) kept: Kept,
    offers: Offers,
    terms: Terms,
    /// By course, the first that can be had at the same times; empty where all times are single atoms, of which a week is found sooner
    /// than it is looked up.
    alike: IdVec<CourseId, CourseId>,
    /// Weeks that were asked for: as far as times go, most students ask for what others ask for.
    known: Mutex<BTreeMap<Vec<Like>, Best>>,
    /// What hard rules want to go together, as soon as anybody asks.
    orders: OnceLock<Orders>,
}

/// A request as far as its times and its worth go.
type Like = (CourseId, Worth);

impl<'s> Alone<'s> {
    pub(crate) fn new(school: &'s School, rules: &'s Rules) -> Self {
        let kept = Kept::of(rules);
        let offers = Offers::new(school, kept);
        let mut first: BTreeMap<&[AtomSet], CourseId> = BTreeMap::new();
        let alike: IdVec<CourseId, CourseId> =
            school.courses().ids().map(|course| *first.entry(offers.of_course(course)).or_insert(course)).collect();
        let single = first.keys().all(|times| times.iter().all(|time| time.len() == 1));
        let alike = if single { IdVec::default() } else { alike };
        Alone { school, rules, kept, alike, offers, terms: Terms::new(school), known: Mutex::default(), orders: OnceLock::new() }
    }

    /// The request as far as its times go, if the course alone tells them and weeks are kept.
    fn like(&self, id: RequestId, worth: Worth) -> Option<Like> {
        let free = self.offers.locked(id).is_none();
        self.alike.get(self.school.requests()[id].course).filter(|_| free).map(|&course| (course, worth))
    }

    /// The best of some wishes, found once for all that are alike. `like` says what each of them is.
    fn best_known(&self, wishes: Vec<Wish<'_>>, like: Vec<Like>) -> Best {
        // The order of wishes must not tell, where the search is cut short.
        let mut order: Vec<(Like, Wish<'_>)> = like.into_iter().zip(wishes).collect();
        order.sort_by_key(|(like, _)| *like);
        let (like, wishes): (Vec<Like>, Vec<Wish<'_>>) = order.into_iter().unzip();
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&like).copied();
        found.unwrap_or_else(|| {
            let found = best(&wishes, &[]);
            known().insert(like, found);
            found
        })
    }

    /// The times of a request when the student is not elsewhere.
    pub(crate) fn times(&self, id: RequestId, away: AtomSet) -> Cow<'_, [AtomSet]> {
        let times = self.offers.of(id, &self.school.requests()[id]);
        if away.is_empty() { Cow::Borrowed(times) } else { Cow::Owned(times.iter().copied().filter(|&time| !time.meets(away)).collect()) }
    }

    /// Whether sections keep a student from being elsewhere at their times.
    pub(crate) fn timed(&self) -> bool {
        // A section that has no pattern, or one of another course, may be at any time and in any term.
        self.kept.hard(Known::OnePattern) && self.kept.hard(Known::StudentClash)
    }

    /// The terms of a time.
    pub(crate) fn terms(&self, time: AtomSet) -> u128 {
        self.terms.of(time)
    }

    /// The atoms at which the student is elsewhere.
    pub(crate) fn away(&self, student: &Student) -> AtomSet {
        if self.kept.hard(Known::Availability) { atoms_of(self.school, &student.unavailable) } else { AtomSet::default() }
    }

    /// Whether one person could hold all of the requests; `None` when the search was cut short.
    pub(crate) fn together(&self, requests: &[RequestId], away: AtomSet) -> Option<bool> {
        let most = self.most_of(requests.iter().map(|&id| (id, ONE)), away);
        let all = i64::try_from(requests.len()).unwrap_or(i64::MAX);
        if most.worth[0] < all { Some(false) } else { most.exact.then_some(true) }
    }

    /// Most requests, alternates left out, that the student's times allow at once, in whatever order; an upper bound when the
    /// search was cut short.
    pub(crate) fn most(&self, student: &Student) -> u64 {
        self.times_allow(student, |_| ONE)
    }

    /// The same where what hard rules want to go together does.
    pub(crate) fn most_in_order(&self, student: &Student) -> u64 {
        u64::try_from(self.best(student, |_| ONE).worth[0]).unwrap_or(0)
    }

    /// Most critical requests that the student's times allow.
    pub(crate) fn most_critical(&self, student: &Student) -> u64 {
        self.times_allow(student, |request| if request.priority == Priority::Critical { ONE } else { [0; 3] })
    }

    fn times_allow(&self, student: &Student, worth: impl Fn(&Request) -> Worth) -> u64 {
        u64::try_from(self.most_of(self.asked(student, worth), self.away(student)).worth[0]).unwrap_or(0)
    }

    /// Requests other than alternates with their worths.
    fn asked<'a>(&'a self, student: &'a Student, worth: impl Fn(&Request) -> Worth + 'a) -> impl Iterator<Item = (RequestId, Worth)> + 'a {
        let asked = student.requests.iter().map(|&id| (id, &self.school.requests()[id]));
        asked.filter(|(_, request)| request.priority != Priority::Alternate).map(move |(id, request)| (id, worth(request)))
    }

    fn orders(&self) -> &Orders {
        self.orders.get_or_init(|| Orders::new(self.school, self.rules))
    }

    /// The section in which a request is held.
    pub(crate) fn locked(&self, id: RequestId) -> Option<SectionId> {
        self.offers.locked(id)
    }

    /// The most of the student's requests, alternates left out, each worth what `worth` says; those worth nothing are left out.
    /// What hard rules want to go together does.
    pub(crate) fn best(&self, student: &Student, worth: impl Fn(&Request) -> Worth) -> Best {
        let away = self.away(student);
        let who = student.requests.first().map(|&id| self.school.requests()[id].student);
        let orders = who.map_or(&[][..], |student| self.orders().of(student));
        let most = self.most_of(self.asked(student, &worth), away);
        if orders.is_empty() {
            return most;
        }
        let asked: Vec<(RequestId, Worth)> = self.asked(student, &worth).filter(|(_, worth)| *worth > [0; 3]).collect();
        in_order::best(self, self.school, orders, &asked, most, away)
    }

    /// The most of some requests, in whatever order, while the student is elsewhere at some times.
    pub(crate) fn freely(&self, asked: &[(RequestId, Worth)], away: AtomSet) -> Best {
        self.most_of(asked.iter().copied(), away)
    }

    /// The most of some requests with their worths. Without the rules that keep a student out of two sections at a time,
    /// all times fit together.
    fn most_of(&self, asked: impl Iterator<Item = (RequestId, Worth)>, away: AtomSet) -> Best {
        let apart = self.kept.any(Known::OneSection);
        let (patterns, timed) = (self.kept.hard(Known::OnePattern), self.timed());
        let (mut wishes, mut several): (Vec<Wish<'_>>, BTreeMap<CourseId, Asked<'_>>) = Default::default();
        let mut had = [0; 3];
        let mut like: Vec<Like> = Vec::new();
        for (id, worth) in asked.filter(|(_, worth)| *worth > [0; 3]) {
            let request = &self.school.requests()[id];
            if request.times > 1 && apart {
                let new = || Asked {
                    school: self.school,
                    kept: self.kept,
                    terms: &self.terms,
                    course: request.course,
                    requests: Vec::new(),
                    away,
                };
                several.entry(request.course).or_insert_with(new).requests.push((id, self.offers.locked(id), worth));
            } else if timed {
                like.extend(self.like(id, worth));
                wishes.push(Wish { times: self.times(id, away), worth });
            } else {
                let offered = !self.school.courses()[request.course].sections.is_empty();
                if offered && (!patterns || !self.times(id, away).is_empty()) {
                    had = add(had, worth);
                }
            }
        }
        if timed && several.is_empty() && away.is_empty() && !wishes.is_empty() && like.len() == wishes.len() {
            return self.best_known(wishes, like);
        }
        if timed {
            return best(&wishes, &several.values().map(Asked::group).collect::<Vec<_>>());
        }
        let groups = several
            .values()
            .map(|asked| if patterns { asked.group() } else { Group { most: asked.loose(), all: true, ..Group::default() } });
        groups
            .fold(Best { worth: had, exact: true }, |sum, group| Best { worth: add(sum.worth, group.most), exact: sum.exact && group.all })
    }
}
