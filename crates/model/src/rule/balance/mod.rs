//! # Balance of sections
//!
//! **Rule.** No section of a course with several sections has more students than the course's even share
//! and the tolerance together.
//!
//! The even share of a course is the number of its requests other than alternates divided by the number of
//! its sections, rounded up; the tolerance is the school's `balance_tolerance`. Alternates do not raise the
//! share, but who sits in a section by an alternate is one of its students. The unit is one student too
//! many. Even caps at the share cost next to no requests in large schools, so that this rule may well be
//! set to hard.
//!
//! **Hard or soft.** Priced by default, at 1 for each student too many; may be hard.
//!
//! **Reads.** requests, sections, settings.balance_tolerance.
//!
//! **Rows.** `Σ_i seat[i,s] ≤ ⌈requests[c] / |S_c|⌉ + tolerance` for each section s of a course c with
//! several sections that more requests could fill.
//!
//! **Size.** At most |S| rows and one nonzero for each request and section; no auxiliary columns.
//!
//! **Says.** "Section BIO-1 has 3 students, and the even share of course BIO is 1, with a tolerance of 1."

mod check;
mod example;
mod explain;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use super::{Card, Explanation, Finding, Mode, Rule};
use crate::keeper::Keeping;
use crate::program::Program;
use crate::schedule::Schedule;
use crate::school::School;

/// No section of a course with several sections has more students than the course's even share and the tolerance together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Balance;

static CARD: Card = Card {
    slug: "balance",
    sentence: "No section of a course with several sections has more students than the course's even share and the tolerance together.",
    default: Mode::soft(1),
    may_be_soft: true,
    unit: Some("a student too many in a section"),
    reads: &["requests", "sections", "settings.balance_tolerance"],
    rows: "Σ_i seat[i,s] ≤ ⌈requests[c] / |S_c|⌉ + tolerance  for each section s of a course with |S_c| > 1",
    size: "|S| rows, |requests|·|S_c| nonzeros",
    says: "Section BIO-1 has 3 students, and the even share of course BIO is 1, with a tolerance of 1.",
    source: "even class sizes within a course",
    called: &[("PowerScheduler", "Balance Priority"), ("Infinite Campus", "Numeric balance")],
};

impl Rule for Balance {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn example(&self) -> Option<super::Example> {
        Some(example::example())
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
