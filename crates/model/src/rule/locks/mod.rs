//! # Locks
//!
//! **Rule.** Every lock holds: the section meets in the pattern, has the teacher, is in the room or seats
//! the student that it locks.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a lock that does not hold.
//!
//! **Reads.** locks.
//!
//! **Rows.** `place[s,p] = 1`, `teach[s,t] = 1`, `house[s,r] = 1` or `seat[i,s] = 1`, for each lock. The
//! other patterns, teachers and rooms of the section, and the other sections of the request, are excluded.
//!
//! **Size.** One row of one nonzero for each lock.
//!
//! **Says.** "Section ART-1 is locked in pattern P1, but meets in P2."

mod check;
mod example;
mod explain;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use super::{Card, Explanation, Finding, Mode, Rule};
use crate::keeper::Keeping;
use crate::program::{Choice, Program};
use crate::schedule::Schedule;
use crate::school::School;

/// Every lock holds: the section meets in the pattern, has the teacher, is in the room or seats the student that it locks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Locks;

static CARD: Card = Card {
    slug: "locks",
    sentence: "Every lock holds: the section meets in the pattern, has the teacher, is in the room or seats the student that it locks.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a lock that does not hold"),
    reads: &["locks"],
    rows: "place[s,p] = 1 | teach[s,t] = 1 | house[s,r] = 1 | seat[i,s] = 1  for each lock",
    size: "|locks| rows, |locks| nonzeros",
    says: "Section ART-1 is locked in pattern P1, but meets in P2.",
    source: "decisions of the office",
    called: &[("PowerScheduler", "Pre-Schedule"), ("PowerScheduler", "LockedSection"), ("PowerScheduler", "LoadLock"), ("Infinite Campus", "Lock"), ("Aspen", "Lock"), ("eSchoolPlus", "Lock"), ("Focus", "Lock"), ("Aeries", "PermanentLockCode")],
};

impl Rule for Locks {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn example(&self) -> Option<super::Example> {
        Some(example::example())
    }
    fn allows(&self, school: &School, choice: Choice) -> bool {
        rows::allows(school, choice)
    }
    fn rows(&self, school: &School, program: &mut Program) {
        rows::rows(school, program);
    }
    fn search(&self, school: &School) -> Keeping {
        search::search(school)
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        check::check(school, schedule)
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
