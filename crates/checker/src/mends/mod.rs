//! What would mend an unmet request, what it gives and what it costs.
//!
//! A mend is a change that a program can make: of the school (a seat more, a section more, a lock less), of when and where a section
//! meets, and of rosters. Whoever it concerns is given seats anew, with all else as it is (`trial`); the school and the schedule
//! that come of it are then checked against every hard rule, and counted. A mend is named only if no hard rule is broken and the
//! schedule is worth more than before, by the objective of the school: what is lost never outweighs what is given.

mod find;
mod follow;
mod offers;
mod text;
mod trial;
mod week;

pub use follow::follow;

use crate::reasons::{Unmet, View};
use crate::side_by_side::in_chunks;
use crate::verify::worth;
use find::Finder;
use mortarboard_model::Priority;
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::{Schedule, School};
use serde::{Deserialize, Serialize};

/// A change that would meet a request or give its student an alternate, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mend {
    /// What to do, as a phrase, with what it gives and costs.
    pub text: String,
    /// What is changed of the school and of sections; nothing where students change seats only. To be done in this order.
    pub steps: Vec<Step>,
    /// The seats that change with it.
    pub seats: Vec<SeatChange>,
    /// Requests that are met then and are not now.
    pub gives: Levels,
    /// Requests that are met now and are not then.
    pub costs: Levels,
    /// What the schedule is worth more on each level; less where negative.
    pub worth: Score,
}

/// A change of the school, or of when and where a section meets. All ids are the office's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Step {
    /// The lock that holds a section in its pattern is lifted.
    Unlock {
        /// The section.
        section: String,
    },
    /// A section meets in another pattern.
    Move {
        /// The section.
        section: String,
        /// The pattern.
        pattern: String,
    },
    /// A section is held in another room.
    Room {
        /// The section.
        section: String,
        /// The room.
        room: String,
    },
    /// A section has so many seats.
    Seats {
        /// The section.
        section: String,
        /// All seats that it has then.
        max_seats: u32,
    },
    /// The course has one more section.
    Open {
        /// The course.
        course: String,
        /// Id of the new section.
        section: String,
        /// Its seats.
        max_seats: u32,
        /// Its pattern.
        pattern: String,
        /// Its teacher; none where the school has no teachers, or nobody is free.
        teacher: Option<String>,
        /// Whether somebody is to be found for it yet.
        unstaffed: bool,
        /// Its room; none where it needs none.
        room: Option<String>,
    },
}

/// A seat that a student leaves, takes, or both. All ids are the office's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeatChange {
    /// The student.
    pub student: String,
    /// The course that was asked for.
    pub course: String,
    /// The section left; none where the student has no seat now.
    pub from: Option<String>,
    /// The section entered; none where the student has no seat then.
    pub to: Option<String>,
}

/// Numbers of requests by priority.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// Critical requests.
    pub critical: u64,
    /// Required requests.
    pub required: u64,
    /// Primary requests.
    pub primary: u64,
    /// Alternates.
    pub alternate: u64,
}

impl Levels {
    /// Adds a request.
    ///
    /// ```
    /// use mortarboard_checker::Levels;
    /// use mortarboard_model::Priority;
    /// let mut levels = Levels::default();
    /// levels.count(Priority::Required);
    /// assert_eq!((levels.required, levels.total()), (1, 1));
    /// ```
    pub fn count(&mut self, priority: Priority) {
        *match priority {
            Priority::Critical => &mut self.critical,
            Priority::Required => &mut self.required,
            Priority::Primary => &mut self.primary,
            Priority::Alternate => &mut self.alternate,
        } += 1;
    }

    /// Requests of all priorities.
    ///
    /// ```
    /// assert_eq!(mortarboard_checker::Levels { critical: 1, alternate: 2, ..Default::default() }.total(), 3);
    /// ```
    pub fn total(&self) -> u64 {
        self.critical + self.required + self.primary + self.alternate
    }
}

/// What was found for one unmet request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mends {
    /// Mends, best first: by what the schedule is then worth, then by how little is changed. At most three.
    pub mends: Vec<Mend>,
    /// What would not help, in a sentence; where there is a mend, only what is to be said of alternates.
    pub note: String,
    /// Whether all kinds of mends were tried. Otherwise there was no time left for this request.
    pub searched: bool,
}

/// Looks for what would mend unmet requests, most urgent first, as long as `go_on` says so. The answers are in the order of the
/// requests given, which are those of [`reasons`](crate::reasons). Where the schedule breaks hard rules, nothing is looked for: these come first.
///
/// For each request some dozens of changes are tried on the weeks of those they concern; the few best are checked against
/// every rule, at O(school) each; several requests are looked at side by side. After a number of requests that shrinks as the school grows no more are looked at, so that the
/// work stays within some seconds at any size; which these are depends on nothing but the school and the schedule.
///
/// ```
/// use mortarboard_checker::{mends, reasons};
/// use mortarboard_model::{School, rule::Rules, testing};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 1}],
/// #     "students": [{"student": "s1"}, {"student": "s2"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// // Two students ask for the one seat of a course.
/// let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[("ART-1", "s1")]).unwrap();
/// let rules = Rules::of(&school);
/// let found = mends(&school, &rules, &schedule, &reasons(&school, &rules, &schedule), &|| true);
/// assert_eq!(found[0].mends[0].text, "one more seat in ART-1: meets 1 more request");
/// assert_eq!(found[0].mends[0].worth.primary, 1);
/// ```
pub fn mends(school: &School, rules: &Rules, schedule: &Schedule, unmet: &[Unmet], go_on: &(dyn Fn() -> bool + Sync)) -> Vec<Mends> {
    let mut found = vec![Mends::default(); unmet.len()];
    let Some(before) = worth(school, rules, schedule, None) else { return found };
    let unlocked = school.unlocked();
    let view = View::new(school, rules, schedule, unlocked.as_ref());
    let finder = Finder::new(&view, rules, before);
    let mut order: Vec<usize> = (0..unmet.len()).collect();
    let urgency = |&at: &usize| {
        let request = school.requests().get(unmet[at].request);
        request.map(|request| (request.priority, request.rank, unmet[at].request))
    };
    order.sort_by_key(urgency);
    let size = school.requests().len() + school.sections().len() + school.students().len();
    let most = (MOST_WORK / size.max(1)).max(FEWEST);
    order.truncate(most);
    let look = |&at: &usize| {
        let known = school.requests().get(unmet[at].request).is_some();
        (go_on() && known).then(|| finder.mends(unmet[at].request, &unmet[at].reason))
    };
    for (&at, mends) in order.iter().zip(in_chunks(&order, 1, &look)) {
        found[at] = mends.unwrap_or_default();
    }
    found
}

/// Requests looked at times the size of the school.
const MOST_WORK: usize = 80_000_000;
/// So many requests are looked at in any school.
const FEWEST: usize = 20;
