//! # One pattern
//!
//! **Rule.** Every section meets in exactly one of the patterns its course allows.
//!
//! **Hard or soft.** Always hard: never only reported, and never off.
//!
//! **Reads.** courses.patterns, courses.shape, patterns.
//!
//! **Rows.** `Σ place[s,p] = 1` over the patterns p of the course, for each section s.
//!
//! **Size.** One row for each section; one column for each section and allowed pattern.
//!
//! **Says.** "Section ART-1 has no meeting pattern."

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

/// Every section meets in exactly one of the patterns its course allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnePattern;

static CARD: Card = Card {
    slug: "one-pattern",
    sentence: "Every section meets in exactly one of the patterns its course allows.",
    default: Mode::Hard,
    may_be_soft: false,
    unit: None,
    reads: &["courses.patterns", "courses.shape", "patterns"],
    rows: "Σ_p place[s,p] = 1  for each section s",
    size: "|S| rows, |S|·|P| nonzeros",
    says: "Section ART-1 has no meeting pattern.",
    source: "definition of a section",
    called: &[("PowerScheduler", "Restricted meeting times"), ("PowerScheduler", "Valid Start Periods"), ("PowerScheduler", "Valid Day Combinations"), ("Aspen", "Section shape"), ("XHSTT", "AssignTime"), ("XHSTT", "PreferTimes")],
};

impl Rule for OnePattern {
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
