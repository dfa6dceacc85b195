//! # Teacher load
//!
//! **Rule.** No teacher teaches more than the most load that the office allows.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a section over the
//! load; a part of one counts as a whole, by teacher.
//!
//! **Reads.** teachers.max_sections, teachers.fte, settings.full_load, courses.load.
//!
//! **Rows.** `Σ load[c]·teach[s,t] ≤ max[t]` over the sections s, c the course of s, for each teacher who
//! could exceed it; loads are in thousandths of a section, and a unit of violation is 1000.
//!
//! **Size.** At most one row for each teacher.
//!
//! **Says.** "Teacher t1 has a load of 3 sections, 1 more than the most of 2."

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

/// No teacher teaches more than the most load that the office allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeacherLoad;

static CARD: Card = Card {
    slug: "teacher-load",
    sentence: "No teacher teaches more than the most load that the office allows.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section over the load of a teacher; a part of one counts as a whole"),
    reads: &["teachers.max_sections", "teachers.fte", "settings.full_load", "courses.load"],
    rows: "Σ_s load[c(s)]·teach[s,t] ≤ max[t]  for each teacher t",
    size: "|T| rows, |S|·|T_c| nonzeros",
    says: "Teacher t1 has a load of 3 sections, 1 more than the most of 2.",
    source: "labour agreements and staffing plans",
    called: &[("Timely", "Load"), ("contracts and law", "FTE"), ("XHSTT", "LimitWorkload")],
};

impl Rule for TeacherLoad {
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
