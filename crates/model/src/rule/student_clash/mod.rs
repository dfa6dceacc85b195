//! # Student clash
//!
//! **Rule.** A student is in at most one section at a time.
//!
//! **Hard or soft.** Always hard: never only reported, and never off.
//!
//! **Reads.** requests, patterns, bell.
//!
//! **Rows.** `sit[i,s,p] := seat[i,s] ∧ place[s,p]`; `Σ sit[i,s,p] ≤ 1` over the student's requests i, their
//! sections s and the patterns p that hold atom a, for each student and atom; of equal rows one is stated.
//! `Σ_p sit[i,s,p] = seat[i,s]` follows from one-pattern and is stated because the relaxation is far
//! stronger with it.
//!
//! **Size.** At most |students|·|atoms| rows; one auxiliary column for each request, section and pattern.
//!
//! **Says.** "Student s7 is in sections ART-1 and BIO-2 at the same time: 1(Mon)."

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

/// A student is in at most one section at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct StudentClash;

static CARD: Card = Card {
    slug: "student-clash",
    sentence: "A student is in at most one section at a time.",
    default: Mode::Hard,
    may_be_soft: false,
    unit: None,
    reads: &["requests", "patterns", "bell"],
    rows: "sit[i,s,p] := seat[i,s] ∧ place[s,p];  Σ sit[i,s,p] ≤ 1  for each student and atom a ∈ p;  Σ_p sit[i,s,p] = seat[i,s]",
    size: "|students|·|atoms| + |requests|·|S_c| rows, |requests|·|S_c|·|P| columns",
    says: "Student s7 is in sections ART-1 and BIO-2 at the same time: 1(Mon).",
    source: "definition of attendance",
    called: &[("everyday speech", "Conflict"), ("everyday speech", "Double-booked"), ("XHSTT", "AvoidClashes")],
};

impl Rule for StudentClash {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn example(&self) -> Option<super::Example> {
        Some(example::example())
    }
    fn rows(&self, school: &School, program: &mut Program) {
        rows::rows(school, program);
    }
    fn search(&self, _: &School) -> Keeping {
        search::search()
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        check::check(school, schedule)
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
