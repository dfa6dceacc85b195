//! # A room that fits
//!
//! **Rule.** A section that needs a room is in exactly one, of the type its course names, with a seat for
//! every student of the section.
//!
//! A section needs a room when its course names a type of room or when a room is locked for it.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a section without its room, or a student without a seat in it.
//!
//! **Reads.** courses.room_type, rooms, locks, requests.
//!
//! **Rows.** `Σ_r house[s,r] = 1`; `Σ_i seat[i,s] + Σ_r (N − seats[r])·house[s,r] ≤ N`, with the number N of requests that could fill
//! the section, for each section s that needs a room, the second only where more requests than some allowed room has seats could fill the section. It
//! needs no product of the two choices because the section is in one room. Rooms of another type are
//! excluded.
//!
//! **Size.** At most two rows for each section that needs a room; no auxiliary columns.
//!
//! **Says.** "Section BIO-1 has no room, and course BIO needs one of its room type."

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

/// A section that needs a room is in exactly one, of the type its course names, with a seat for every student of the section.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoomFit;

static CARD: Card = Card {
    slug: "room-fit",
    sentence: "A section that needs a room is in exactly one, of the type its course names, with a seat for every student of the section.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section without its room, or a student without a seat in it"),
    reads: &["courses.room_type", "rooms", "locks", "requests"],
    rows: "Σ_r house[s,r] = 1;  Σ_i seat[i,s] + Σ_r (N − seats[r])·house[s,r] ≤ N  for each section s that needs a room",
    size: "2·|S| rows, |requests|·|S_c| + |S|·|R| nonzeros",
    says: "Section BIO-1 has no room, and course BIO needs one of its room type.",
    source: "courses.room_type: laboratories, gymnasiums, shops",
    called: &[("PowerScheduler", "Room Type"), ("PowerScheduler", "Facilities"), ("PowerScheduler", "Minimum Room Capacity"), ("Synergy", "Category room"), ("Timely", "Course-room"), ("XHSTT", "AssignResource"), ("XHSTT", "PreferResources"), ("ITC 2019 and UniTime", "Room capacity")],
};

impl Rule for RoomFit {
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
