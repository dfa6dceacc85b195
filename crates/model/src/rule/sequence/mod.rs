//! # Sequence in the year
//!
//! **Rule.** A student who takes a course and, in the same year, one that is to come before or with it has them in that order, unless a course passed earlier will do.
//!
//! What is to come before or with a course is what its prerequisites name, or what a student may take in its place. `before`:
//! it ends in an earlier term than that in which the course begins; `with`: it begins in no later term; `same`: it meets in
//! the very same terms, or ends in an earlier one. Where a prerequisite names several courses and the student takes more than one of
//! them, one in order is enough. A pass of an earlier year frees the student, if its mark is as high as the prerequisite asks;
//! so does a course that is still going on when the year begins. Who takes only one of two courses this year is not touched:
//! whoever put the student into it knows why.
//!
//! **Hard or soft.** Hard unless the settings price it: who can't have both in order gets one. The unit is a course of a
//! student that is out of order.
//!
//! **Reads.** prerequisites, transcripts, requests, terms, patterns.
//!
//! **Rows.** `sit[r,k] := ∨ seat[i,s] ∧ place[s,p]` over the sections s of request r and the patterns p of class k, all that
//! begin and end in the same terms; `first := ∨ sit[r',k']` over the requests r' that come first; `good[k] := ∨ sit[r',k']`
//! over those classes k' that go with k; `sit[r,k] + first − good[k] ≤ 1` for each request r that comes second and each class k.
//!
//! **Size.** At most |classes| rows for each student and prerequisite that concern each other; |S_c|·|classes| auxiliary columns
//! for each request in one.
//!
//! **Says.** "Student s7 takes BIO in section BIO-1, and ART, which has to come before it, in section ART-1 no earlier."

mod check;
mod example;
mod explain;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use super::{Card, Example, Explanation, Finding, Mode, Rule};
use crate::keeper::Keeping;
use crate::program::Program;
use crate::schedule::Schedule;
use crate::school::School;

/// A student who takes a course and, in the same year, one that is to come before or with it has them in that order, unless a
/// course passed earlier will do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sequence;

static CARD: Card = Card {
    slug: "sequence",
    sentence: "A student who takes a course and, in the same year, one that is to come before or with it has them in that order, unless a course passed earlier will do.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a course of a student that is out of order"),
    reads: &["prerequisites", "transcripts", "requests", "terms", "patterns"],
    rows: "sit[r,k] + first − good[k] ≤ 1  for each request r after or with others of its student, and each class k of patterns",
    size: "|classes| rows for each student and prerequisite that concern each other, |S_c|·|classes| columns for each request in one",
    says: "Student s7 takes BIO in section BIO-1, and ART, which has to come before it, in section ART-1 no earlier.",
    source: "prerequisites and corequisites of the course catalogue",
    called: &[],
};

impl Rule for Sequence {
    fn card(&self) -> &'static Card {
        &CARD
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
    fn example(&self) -> Option<Example> {
        Some(example::example())
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
