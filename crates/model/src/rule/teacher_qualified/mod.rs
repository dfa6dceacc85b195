//! # Teacher qualified
//!
//! **Rule.** Every section has exactly one teacher, who is qualified for its course, and everyone
//! teaches as many sections of a course as the qualification says; a section that has nobody yet has none.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a section that has not its one qualified teacher, or is beyond the number for one. A school that lists no teachers is scheduled without, and the rule
//! then says nothing.
//!
//! **Reads.** teachers, qualifications.min_sections, qualifications.max_sections,
//! qualifications.preference, courses.unstaffed, sections.unstaffed.
//!
//! **Rows.** Only teachers qualified for the course of section s have a column `teach[s,t]`.
//! `Σ_t teach[s,t] = 1` for each section s; one that has nobody yet has no such column and no row; `min[t,c] ≤ Σ teach[s,t] ≤ max[t,c]` over the sections s of
//! course c, for each qualification that states the number. Each `teach[s,t]` gains the preference of the
//! qualification.
//!
//! **Size.** One row for each section and at most two for each qualification; one column for each
//! section and qualified teacher.
//!
//! **Says.** "Section ART-1 is taught by teacher t2, who is not qualified for course ART."

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

/// Every section has exactly one teacher, who is qualified for its course, and everyone teaches as many sections of a course as the
/// qualification says; a section that has nobody yet has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeacherQualified;

static CARD: Card = Card {
    slug: "teacher-qualified",
    sentence: "Every section has exactly one teacher, who is qualified for its course, and everyone teaches as many sections of a course as the qualification says; a section that has nobody yet has none.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section that has not its one qualified teacher, or is beyond the number for one"),
    reads: &[
        "teachers",
        "qualifications.min_sections",
        "qualifications.max_sections",
        "qualifications.preference",
        "courses.unstaffed",
        "sections.unstaffed",
    ],
    rows: "Σ_t teach[s,t] = 1  for each section s that does not have nobody yet;  min[t,c] ≤ Σ_{s of c} teach[s,t] ≤ max[t,c]  for each qualification",
    size: "|S| + 2·|qualifications| rows, |S|·|T_c| columns",
    says: "Section ART-1 is taught by teacher t2, who is not qualified for course ART.",
    source: "credential rules and staffing plans",
    called: &[("PowerScheduler", "Sections Assigned"), ("PowerScheduler", "Required Assignment"), ("Aspen", "Dynamic teacher assignment"), ("eSchoolPlus", "Staff qualification"), ("contracts and law", "Misassignment"), ("contracts and law", "Credential"), ("XHSTT", "AssignResource"), ("XHSTT", "PreferResources")],
};

impl Rule for TeacherQualified {
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
    fn preference(&self, school: &School, schedule: &Schedule) -> i64 {
        check::preference(school, schedule)
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
