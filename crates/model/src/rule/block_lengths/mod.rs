//! # Block lengths
//!
//! **Rule.** A section of a course with a shape meets, in each term it meets at all, for the shape's
//! minutes, in as many blocks as the shape allows, at most one a day, each of an allowed length.
//!
//! The blocks of a section are the longest runs of cells of its pattern with no gap longer than the passing
//! time; the minutes of the cells count, passing time between them does not. The minutes of a term may miss
//! those of the shape by its tolerance. Which terms a pattern spans and whether its blocks share a slot is
//! for the derivation of patterns alone.
//!
//! **Hard or soft.** Hard unless the settings price it. The unit is a thing in which a section's meetings miss the shape.
//!
//! **Reads.** courses.shape, shapes, bell, settings.passing_minutes.
//!
//! **Rows.** A pattern that breaks the shape is no choice for the section. Where the rule is priced: `Σ faults[p]·place[s,p] ≤ 0`,
//! with how many things are wrong with pattern p, for each section s.
//!
//! **Size.** None where the rule is hard; else one row for each section of a course with a shape.
//!
//! **Says.** "Section ART-1 meets in a block of 45 minutes at 1(Mon), and shape long asks for blocks of 60
//! to 120."

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

/// A section of a course with a shape meets, in each term it meets at all, for the shape's minutes, in as many blocks as the shape allows, at most one a day, each of an allowed length.
#[derive(Clone, Copy, Debug, Default)]
pub struct BlockLengths;

static CARD: Card = Card {
    slug: "block-lengths",
    sentence: "A section of a course with a shape meets, in each term it meets at all, for the shape's minutes, in as many blocks as the shape allows, at most one a day, each of an allowed length.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a thing in which a section's meetings miss the shape"),
    reads: &["courses.shape", "shapes", "bell", "settings.passing_minutes"],
    rows: "Σ_p faults[p]·place[s,p] ≤ 0  for each section s of a course with a shape; patterns that break it are no choice where the rule is hard",
    size: "|S| rows where the rule is priced, else none",
    says: "Section ART-1 meets in a block of 45 minutes at 1(Mon), and shape long asks for blocks of 60 to 120.",
    source: "flexible block lengths: longer periods for laboratories, shorter ones for practice",
    called: &[("PowerScheduler", "Periods Per Meeting"), ("PowerScheduler", "Consecutive Periods"), ("Aspen", "Consecutive blocks"), ("Aeries", "PeriodBlock"), ("Skyward Qmlativ", "Meet requirement"), ("Skyward Qmlativ", "ForceConsecutivePeriods"), ("XHSTT", "SplitEvents")],
};

impl Rule for BlockLengths {
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
