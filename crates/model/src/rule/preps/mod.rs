//! # Preps
//!
//! **Rule.** No teacher prepares more different courses than the office allows.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a course too many.
//!
//! **Reads.** teachers.max_preps.
//!
//! **Rows.** `prep[t,c] := ∨ teach[s,t]` over the sections s of course c; `Σ_c prep[t,c] ≤ max[t]` for each
//! teacher with a number who is qualified for more courses than that.
//!
//! **Size.** At most one row for each teacher; one auxiliary column for each teacher and course with
//! several sections.
//!
//! **Says.** "Teacher t1 prepares 2 different courses (ART and BIO), 1 more than the most of 1."

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

/// No teacher prepares more different courses than the office allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preps;

static CARD: Card = Card {
    slug: "preps",
    sentence: "No teacher prepares more different courses than the office allows.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a course too many for a teacher"),
    reads: &["teachers.max_preps"],
    rows: "prep[t,c] := ∨_{s of c} teach[s,t];  Σ_c prep[t,c] ≤ max[t]  for each teacher t with a number",
    size: "|T| rows, |qualifications| columns",
    says: "Teacher t1 prepares 2 different courses (ART and BIO), 1 more than the most of 1.",
    source: "labour agreements; a preparation is a different course",
    called: &[("Timely", "Distinct preps"), ("contracts and law", "Preparations")],
};

impl Rule for Preps {
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
