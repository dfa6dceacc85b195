//! # One section for each request
//!
//! **Rule.** Each request is met by at most one section, of the course it asks for, and alternates only
//! stand in for critical, required or primary requests that are not met.
//!
//! In detail: a student has no more alternates met than other requests not met; an
//! alternate that names a course stands in only when the student's request for that course is not met,
//! and at most one alternate stands in for it. Together these three say that every alternate met can be
//! given a request not met of its own, and that one that names a course gets the request it names.
//!
//! **Hard or soft.** Always hard.
//!
//! **Reads.** requests, sections.
//!
//! **Rows.** `Σ_s seat[i,s] ≤ 1` for each request i; `Σ seat[i,s] ≤ wanted` over all requests of a student,
//! of which `wanted` are no alternates, for each student with alternates; `Σ_s seat[m,s] + Σ_a Σ_s
//! seat[a,s] ≤ 1` over the alternates a that name the course of request m. Sections of other courses are
//! excluded.
//!
//! **Size.** |requests| + |students| + |courses named by alternates| rows; no auxiliary columns.
//!
//! **Says.** "Student s8 has the alternate ART instead of BIO, and BIO too."

mod check;
mod explain;
mod rows;
#[cfg(test)]
mod tests;

use super::{Card, Explanation, Finding, Mode, Rule};
use crate::program::{Choice, Program};
use crate::schedule::Schedule;
use crate::school::School;

/// Each request is met by at most one section, and alternates only stand in.
#[derive(Clone, Copy, Debug)]
pub struct OneSection;

static CARD: Card = Card {
    slug: "one-section",
    sentence: "Each request is met by at most one section, of the course it asks for, and alternates only stand in for critical, required or primary requests that are not met.",
    default: Mode::Hard,
    may_be_soft: false,
    reads: &["requests", "sections"],
    rows: "Σ_s seat[i,s] ≤ 1  for each request;  Σ seat[i,s] ≤ requests other than alternates  for each student with alternates;  Σ_s seat[m,s] + Σ_a Σ_s seat[a,s] ≤ 1  over the alternates a instead of request m",
    size: "|requests| + |students| + |requests named by alternates| rows",
    says: "Student s8 has the alternate ART instead of BIO, and BIO too.",
    source: "definition of a request and of an alternate",
};

impl Rule for OneSection {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn allows(&self, school: &School, choice: Choice) -> bool {
        rows::allows(school, choice)
    }
    fn rows(&self, school: &School, program: &mut Program) {
        rows::rows(school, program);
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        check::check(school, schedule)
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
