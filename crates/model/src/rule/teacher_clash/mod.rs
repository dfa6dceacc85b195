//! # Teacher clash
//!
//! **Rule.** A teacher is in at most one section at a time.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a time of the cycle at which a teacher is in one section too many.
//!
//! **Reads.** teachers, patterns, bell.
//!
//! **Rows.** `give[t,s,p] := teach[s,t] ∧ place[s,p]`; `Σ give[t,s,p] ≤ 1` over the sections s and the
//! patterns p that hold atom a, for each teacher and atom; of equal rows one is stated.
//! `Σ_p give[t,s,p] = teach[s,t]` follows from one-pattern and is stated because the relaxation is far
//! stronger with it. A teacher who can only have one section needs no rows.
//!
//! **Size.** At most |T|·|atoms| + |S|·|T| rows; one auxiliary column for each section, qualified
//! teacher and pattern.
//!
//! **Says.** "Teacher t1 teaches sections ART-1 and BIO-2 at the same time: 1(Mon)."

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

/// A teacher is in at most one section at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeacherClash;

static CARD: Card = Card {
    slug: "teacher-clash",
    sentence: "A teacher is in at most one section at a time.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a time of the cycle at which a teacher is in one section too many"),
    reads: &["teachers", "patterns", "bell"],
    rows: "give[t,s,p] := teach[s,t] ∧ place[s,p];  Σ give[t,s,p] ≤ 1  for each teacher and atom a ∈ p;  Σ_p give[t,s,p] = teach[s,t]",
    size: "|T|·|atoms| + |S|·|T_c| rows, |S|·|T_c|·|P| columns",
    says: "Teacher t1 teaches sections ART-1 and BIO-2 at the same time: 1(Mon).",
    source: "definition of teaching",
    called: &[("everyday speech", "Double-booked"), ("XHSTT", "AvoidClashes")],
};

impl Rule for TeacherClash {
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
