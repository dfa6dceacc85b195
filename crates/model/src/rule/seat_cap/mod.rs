//! # Seats of a section
//!
//! **Rule.** No section has more students than seats.
//!
//! **Hard or soft.** Hard; may be priced by the student too many.
//!
//! **Reads.** courses.max_seats, sections.max_seats, requests.
//!
//! **Rows.** `Σ_i seat[i,s] ≤ max_seats[s]` for each section s that more requests could fill.
//!
//! **Size.** At most |S| rows and one nonzero for each request and section; no auxiliary columns.
//!
//! **Says.** "Section ART-1 has 3 students and 2 seats."

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

/// No section has more students than seats.
#[derive(Clone, Copy, Debug, Default)]
pub struct SeatCap;

static CARD: Card = Card {
    slug: "seat-cap",
    sentence: "No section has more students than seats.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a student too many in a section"),
    reads: &["courses.max_seats", "sections.max_seats", "requests"],
    rows: "Σ_i seat[i,s] ≤ max_seats[s]  for each section s",
    size: "|S| rows, |requests|·|S_c| nonzeros",
    says: "Section ART-1 has 3 students and 2 seats.",
    source: "class size limits of contracts and law",
    called: &[("PowerScheduler", "Close at max"), ("PowerScheduler", "Maximum Enrollment"), ("Infinite Campus", "Max students"), ("Aspen", "Class-size definition"), ("Focus", "Seat size"), ("Aeries", "MaxStudents"), ("Skyward Qmlativ", "Maximum student count"), ("contracts and law", "Class size"), ("everyday speech", "Full"), ("ITC 2019 and UniTime", "Section limit")],
};

impl Rule for SeatCap {
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
