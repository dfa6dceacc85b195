//! # One section for each request
//!
//! **Rule.** Each request is met by at most one section, of the course it asks for; what is asked for several times is
//! met by sections that have no term in common; and alternates only stand in for critical, required or primary requests
//! that are not met.
//!
//! In detail: a student has no more alternates met than other requests not met; alternates that name a course stand in
//! only for requests for it that are not met, and for each of these at most one. Together these say that every
//! alternate met can be given a request not met of its own, and that one that names a course gets a request for it.
//! No student sits in one section for two requests, whether it has a pattern or not.
//!
//! **Hard or soft.** Always hard: never only reported.
//!
//! **Reads.** requests, sections, patterns.
//!
//! **Rows.** `Σ_s seat[i,s] ≤ 1` for each request i; `Σ seat[i,s] ≤ wanted` over all requests of a student,
//! of which `wanted` are no alternates, for each student with alternates; `Σ_s seat[m,s] + Σ_a Σ_s
//! seat[a,s] ≤ n` over the n requests m for a course and the alternates a that name it. Of the requests i
//! of a student for one course, where there are several: `Σ_i seat[i,s] ≤ 1` for each section s, and with
//! `sit[i,s,p] := seat[i,s] ∧ place[s,p]` `Σ sit[i,s,p] ≤ 1` over all i, s and p that meet in a term, for each term. Sections
//! of other courses are excluded.
//!
//! **Size.** |requests| + |students| + |courses named by alternates| rows; of what is asked for several times |sections| +
//! |terms| rows and |sections| · |patterns| auxiliary columns for each request, shared with `student-clash`.
//!
//! **Says.** "Student s8 has the alternate ART instead of BIO, and BIO too."

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

/// Each request is met by at most one section, several for one course by sections apart, and alternates only stand in.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneSection;

static CARD: Card = Card {
    slug: "one-section",
    sentence: "Each request is met by at most one section, of the course it asks for; what is asked for several times is met by sections that have no term in common; and alternates only stand in for critical, required or primary requests that are not met.",
    default: Mode::Hard,
    may_be_soft: false,
    unit: None,
    reads: &["requests", "sections", "patterns"],
    rows: "Σ_s seat[i,s] ≤ 1  for each request;  Σ seat[i,s] ≤ requests other than alternates  for each student with alternates;  Σ_m Σ_s seat[m,s] + Σ_a Σ_s seat[a,s] ≤ n  over the n requests m for a course and the alternates a instead of it;  Σ_i seat[i,s] ≤ 1  for each section and Σ sit[i,s,p] ≤ 1  for each term, over several requests i for one course",
    size: "|requests| + |students| + |courses named by alternates| rows; |sections| + |terms| rows for each course asked for several times by a student",
    says: "Student s8 has the alternate ART instead of BIO, and BIO too.",
    source: "definition of a request and of an alternate",
    called: &[("PowerScheduler", "Global substitute"), ("Aspen", "Direct, general or global alternate"), ("Aeries", "AlternateTag"), ("Skyward Qmlativ", "AlternateRank")],
};

impl Rule for OneSection {
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
