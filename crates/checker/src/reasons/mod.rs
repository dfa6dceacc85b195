//! Why each request is not met, by an exact search over one student's own week.

mod mends;
mod search;
mod text;

use crate::alone::Alone;
use crate::counts::met;
use crate::times::locked_seats;
use mends::Busy;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{IdVec, Priority, RequestId, Schedule, School, SectionId, StudentId};
use search::{Chair, GaveUp, arrange};
use serde::Serialize;
use std::collections::BTreeMap;

/// A required or primary request that a schedule does not meet, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// What would mend it, each a phrase that could follow "to mend this,". Any one of them would do.
    pub mends: Vec<String>,
}

/// Why a request is not met. All ids are the office's. "Held" are the student's required and primary
/// requests that are met now, and alternates that a lock holds.
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
    /// The request does not fit beside what is held whenever sections meet: not even a student alone in the
    /// school could have all of it.
    TooMany {
        /// Required and primary requests of the student.
        requests: u64,
        /// Most of them that the student could have alone in the school.
        fit: u64,
        /// Held courses that can't be had together with this one in any schedule. No smaller part of the
        /// list has that property.
        with: Vec<String>,
    },
    /// Where sections meet now, the request can't be held together with these.
    TimeClash {
        /// Held courses. Keeping them all makes the request impossible, seats aside; dropping any one of
        /// them from the list would not.
        with: Vec<String>,
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
        /// Sections the student would change.
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

/// A change of section for one student.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Move {
    /// Section left.
    pub from: String,
    /// Section entered.
    pub to: String,
}

/// Explains every required and primary request that is not met, by student, then by the student's order of
/// requests. Gives nothing for a schedule made for another school.
///
/// For each such request a few dozen small searches, each over one section for each of the student's requests.
///
/// ```
/// use mortarboard_checker::{Reason, reasons};
/// use mortarboard_model::Schedule;
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 0, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = mortarboard_model::School::try_from(&raw).unwrap();
/// let unmet = reasons(&school, &Schedule::empty(&school));
/// assert_eq!(unmet[0].reason, Reason::NotOffered);
/// assert_eq!(unmet[0].sentence, "Student s1 can't have ART: the course has no section.");
/// ```
pub fn reasons(school: &School, schedule: &Schedule) -> Vec<Unmet> {
    if !schedule.fits(school) {
        return Vec::new();
    }
    let view = View::new(school, schedule);
    let mut found = Vec::new();
    for (student, data) in school.students().iter() {
        let asked = |&&id: &&RequestId| school.requests()[id].priority != Priority::Alternate;
        let unmet = data.requests.iter().filter(asked).filter(|&&id| !view.is_met(id));
        let mut week = None;
        for &request in unmet {
            let week = week.get_or_insert_with(|| Week::new(&view, student));
            let (reason, mends) = week.explain(request);
            found.push(Unmet {
                request,
                student: data.id.clone(),
                course: view.course_id(request).to_owned(),
                priority: school.requests()[request].priority,
                sentence: text::sentence(&data.id, view.course_id(request), &reason),
                reason,
                mends,
            });
        }
    }
    found
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
    let mut groups: BTreeMap<Vec<String>, std::collections::BTreeSet<&str>> = BTreeMap::new();
    for item in unmet {
        if let Reason::TimeClash { with } = &item.reason {
            let mut courses = with.clone();
            courses.push(item.course.clone());
            courses.sort_unstable();
            groups.entry(courses).or_default().insert(&item.student);
        }
    }
    let mut clashes: Vec<Clash> =
        groups.into_iter().map(|(courses, students)| Clash { courses, students: students.len() as u64 }).collect();
    clashes.sort_by(|a, b| b.students.cmp(&a.students).then_with(|| a.courses.cmp(&b.courses)));
    clashes
}

/// What all students share.
struct View<'a> {
    school: &'a School,
    schedule: &'a Schedule,
    alone: Alone<'a>,
    locked: IdVec<RequestId, Option<SectionId>>,
    taken: IdVec<SectionId, u32>,
    busy: Busy,
}

impl<'a> View<'a> {
    fn new(school: &'a School, schedule: &'a Schedule) -> Self {
        let mut taken = IdVec::filled(school.sections().len(), 0);
        for &section in schedule.seats.values().flatten() {
            taken[section] += 1;
        }
        let busy = Busy::new(school, schedule);
        View { school, schedule, alone: Alone::new(school), locked: locked_seats(school), taken, busy }
    }

    fn is_met(&self, id: RequestId) -> bool {
        met(self.school, self.schedule, id, &self.school.requests()[id])
    }

    fn course_id(&self, id: RequestId) -> &'a str {
        &self.school.courses()[self.school.requests()[id].course].id
    }

    fn section_id(&self, id: SectionId) -> String {
        self.school.sections()[id].id.clone()
    }

    fn is_full(&self, section: SectionId) -> bool {
        self.taken[section] >= self.school.sections()[section].max_seats
    }

    fn atoms(&self, section: SectionId) -> Option<AtomSet> {
        self.schedule.placements[section].pattern.map(|pattern| self.school.patterns()[pattern].atoms)
    }
}

/// One student's week.
struct Week<'v, 'a> {
    view: &'v View<'a>,
    student: StudentId,
    away: AtomSet,
    /// Requests that stay met, those with many sections first.
    held: Vec<RequestId>,
    /// Where each request of the student could be met; the student's own section first, then open ones.
    chairs: BTreeMap<RequestId, Vec<Chair>>,
}

impl<'v, 'a> Week<'v, 'a> {
    fn new(view: &'v View<'a>, student: StudentId) -> Self {
        let data = &view.school.students()[student];
        let mut week = Week { view, student, away: view.alone.away(data), held: Vec::new(), chairs: BTreeMap::new() };
        for &id in &data.requests {
            if view.school.requests()[id].priority == Priority::Alternate && view.locked[id].is_none() {
                continue;
            }
            if view.is_met(id) {
                week.held.push(id);
            }
            week.chairs.insert(id, week.chairs_of(id));
        }
        // A deletion filter keeps what it tries last: courses with few sections make the better explanation.
        week.held.sort_by_key(|&id| std::cmp::Reverse(week.chairs[&id].len()));
        week
    }

    fn chairs_of(&self, id: RequestId) -> Vec<Chair> {
        let view = self.view;
        let own = view.schedule.seats[id];
        let sections = match &view.locked[id] {
            Some(section) => std::slice::from_ref(section),
            None => &view.school.courses()[view.school.requests()[id].course].sections[..],
        };
        let mut chairs: Vec<Chair> = sections
            .iter()
            .filter_map(|&section| {
                let atoms = view.atoms(section).filter(|atoms| !atoms.meets(self.away))?;
                let own = own == Some(section);
                Some(Chair { section, atoms, own, open: own || !view.is_full(section) })
            })
            .collect();
        chairs.sort_by_key(|chair| (!chair.own, !chair.open));
        chairs
    }

    fn fits(&self, requests: &[RequestId], usable: impl Fn(&Chair) -> bool) -> Result<Option<Vec<SectionId>>, GaveUp> {
        let chairs: Vec<&[Chair]> = requests.iter().map(|id| self.chairs[id].as_slice()).collect();
        arrange(&chairs, usable)
    }

    fn explain(&self, request: RequestId) -> (Reason, Vec<String>) {
        let reason = self.inevitable(request).unwrap_or_else(|| match self.at_present(request) {
            Ok(reason) => reason,
            Err(GaveUp) => self.unsettled(request),
        });
        let mends = self.mends(request, &reason);
        (reason, mends)
    }

    /// Reasons that hold wherever sections meet, and those that need no search.
    fn inevitable(&self, request: RequestId) -> Option<Reason> {
        let view = self.view;
        let course = &view.school.courses()[view.school.requests()[request].course];
        if course.sections.is_empty() {
            return Some(Reason::NotOffered);
        }
        if view.alone.times(request, self.away).is_empty() {
            return Some(Reason::Away { always: true });
        }
        let beside = |held: &[RequestId]| {
            let mut all = held.to_vec();
            all.push(request);
            view.alone.together(&all, self.away)
        };
        if beside(&self.held) == Some(false) {
            let with = minimal(&self.held, |held| Ok(beside(held) == Some(false))).unwrap_or_else(|GaveUp| self.held.clone());
            let data = &view.school.students()[self.student];
            let asked = data.requests.iter().filter(|&&id| view.school.requests()[id].priority != Priority::Alternate);
            return Some(Reason::TooMany { requests: asked.count() as u64, fit: view.alone.most(data), with: self.courses(&with) });
        }
        if self.chairs[&request].is_empty() {
            let placed = course.sections.iter().any(|&section| view.atoms(section).is_some());
            return Some(if placed { Reason::Away { always: false } } else { Reason::NotPlaced });
        }
        None
    }

    /// Reasons that follow from where sections meet and who sits in them now.
    fn at_present(&self, request: RequestId) -> Result<Reason, GaveUp> {
        let mut all = self.held.clone();
        all.push(request);
        if self.fits(&all, |_| true)?.is_none() {
            let clash = |held: &[RequestId]| {
                let mut some = held.to_vec();
                some.push(request);
                Ok(self.fits(&some, |_| true)?.is_none())
            };
            return Ok(Reason::TimeClash { with: self.courses(&minimal(&self.held, clash)?) });
        }
        if let Some(sections) = self.fits(&all, |chair| chair.open)? {
            return Ok(self.movable(&sections));
        }
        let course = &self.view.school.courses()[self.view.school.requests()[request].course];
        let mut full = Vec::new();
        for &section in &course.sections {
            if self.view.is_full(section) && self.fits(&all, |chair| chair.open || chair.section == section)?.is_some() {
                full.push(section);
            }
        }
        if !full.is_empty() {
            return Ok(Reason::Full { sections: self.sections(&full) });
        }
        let shut: Vec<SectionId> =
            all.iter().flat_map(|id| &self.chairs[id]).filter(|chair| !chair.open).map(|chair| chair.section).collect();
        let needed = minimal(&shut, |some| Ok(self.fits(&all, |chair| chair.open || some.contains(&chair.section))?.is_some()))?;
        Ok(Reason::SeatsElsewhere { sections: self.sections(&needed) })
    }

    /// The sections are those of the held requests, then of the request.
    fn movable(&self, sections: &[SectionId]) -> Reason {
        let view = self.view;
        let mut moves = Vec::new();
        for (&id, &to) in self.held.iter().zip(sections) {
            match view.schedule.seats[id] {
                Some(from) if from != to => moves.push(Move { from: view.section_id(from), to: view.section_id(to) }),
                _ => {}
            }
        }
        let taken = sections.iter().filter_map(|&section| view.atoms(section)).fold(AtomSet::default(), |all, atoms| all | atoms);
        let others = view.school.students()[self.student].requests.iter().filter(|id| !self.held.contains(id));
        let gives_up = others
            .filter_map(|&id| view.schedule.seats[id])
            .filter(|&section| view.atoms(section).is_some_and(|atoms| atoms.meets(taken)))
            .map(|section| view.section_id(section))
            .collect();
        let to = sections.last().map(|&section| view.section_id(section)).unwrap_or_default();
        Reason::Movable { to, moves, gives_up }
    }

    fn unsettled(&self, request: RequestId) -> Reason {
        let view = self.view;
        let meets = |section: SectionId| {
            view.atoms(section).is_some_and(|atoms| self.chairs[&request].iter().any(|chair| chair.atoms.meets(atoms)))
        };
        let held = self.held.iter().filter_map(|&id| view.schedule.seats[id]);
        Reason::Unsettled { behind: self.sections(&held.filter(|&section| meets(section)).collect::<Vec<_>>()) }
    }

    fn courses(&self, requests: &[RequestId]) -> Vec<String> {
        let mut requests = requests.to_vec();
        requests.sort_unstable();
        requests.iter().map(|&id| self.view.course_id(id).to_owned()).collect()
    }

    fn sections(&self, sections: &[SectionId]) -> Vec<String> {
        let mut sections = sections.to_vec();
        sections.sort_unstable();
        sections.into_iter().map(|id| self.view.section_id(id)).collect()
    }
}

/// A smallest-by-deletion part of the items that still has the property, given that all of them have it and
/// that more items never lose it. One question for each item.
fn minimal<T: Copy>(items: &[T], mut has: impl FnMut(&[T]) -> Result<bool, GaveUp>) -> Result<Vec<T>, GaveUp> {
    let mut kept = items.to_vec();
    let mut at = 0;
    while at < kept.len() {
        let mut fewer = kept.clone();
        fewer.remove(at);
        if has(&fewer)? {
            kept = fewer;
        } else {
            at += 1;
        }
    }
    Ok(kept)
}
