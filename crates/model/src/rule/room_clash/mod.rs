//! # Room clash
//!
//! **Rule.** A room holds at most one section at a time.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a time of the cycle at which a room holds one section too many.
//!
//! **Reads.** rooms, patterns, bell.
//!
//! **Rows.** `hold[r,s,p] := house[s,r] ∧ place[s,p]`; `Σ hold[r,s,p] ≤ 1` over the sections s and the
//! patterns p that hold atom a, for each room and atom; of equal rows one is stated. `Σ_p hold[r,s,p] =
//! house[s,r]` follows from one-pattern and is stated because the relaxation is far stronger with it. A
//! room that only one section may take needs no rows.
//!
//! **Size.** At most |R|·|atoms| + |S|·|R| rows; one auxiliary column for each section, room and pattern.
//!
//! **Says.** "Room R1 holds sections BIO-1 and BIO-2 at the same time: 1(Mon)."

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

/// A room holds at most one section at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoomClash;

static CARD: Card = Card {
    slug: "room-clash",
    sentence: "A room holds at most one section at a time.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a time of the cycle at which a room holds one section too many"),
    reads: &["rooms", "patterns", "bell"],
    rows: "hold[r,s,p] := house[s,r] ∧ place[s,p];  Σ hold[r,s,p] ≤ 1  for each room and atom a ∈ p;  Σ_p hold[r,s,p] = house[s,r]",
    size: "|R|·|atoms| + |S|·|R| rows, |S|·|R|·|P| columns",
    says: "Room R1 holds sections BIO-1 and BIO-2 at the same time: 1(Mon).",
    source: "definition of a room",
    called: &[("everyday speech", "Double-booked"), ("XHSTT", "AvoidClashes")],
};

impl Rule for RoomClash {
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
