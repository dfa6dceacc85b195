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
//! **Hard or soft.** Always hard: never only reported.
//!
//! **Reads.** courses.shape, shapes, bell, settings.passing_minutes.
//!
//! **Rows.** `used[s,c] := ∨ place[s,p]` over the patterns p ∋ c; `met[s,m] := ∨ used[s,c]` over the cells
//! of term m; `starts[s,c] := used[s,c] ∧ ¬used[s,before]`. For each section and term: `(minutes −
//! tolerance)·met ≤ Σ minutes(c)·used[s,c] ≤ minutes + tolerance`; `fewest·met ≤ Σ starts ≤ most`; `Σ
//! starts ≤ 1` on each day; `Σ_run used − used[before] − used[after] ≤ |run| − 1` for each run of adjoining
//! cells that is too short; `Σ_run used ≤ |run| − 1` for each shortest run that is too long. A row is left
//! out when no single pattern open to the section breaks it: then nothing can. Where patterns are derived
//! from the shape as they should be, that leaves none.
//!
//! **Size.** At most |S|·(4·|terms| + |terms|·|days| + |cells|·(cells of a longest block)) rows and
//! 2·|S|·|cells| auxiliary columns; none where every open pattern has the shape.
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
use crate::program::Program;
use crate::schedule::Schedule;
use crate::school::School;

/// A section of a course with a shape meets, in each term it meets at all, for the shape's minutes, in as many blocks as the shape allows, at most one a day, each of an allowed length.
#[derive(Clone, Copy, Debug)]
pub struct BlockLengths;

static CARD: Card = Card {
    slug: "block-lengths",
    sentence: "A section of a course with a shape meets, in each term it meets at all, for the shape's minutes, in as many blocks as the shape allows, at most one a day, each of an allowed length.",
    default: Mode::Hard,
    may_be_soft: false,
    unit: None,
    reads: &["courses.shape", "shapes", "bell", "settings.passing_minutes"],
    rows: "least·met ≤ Σ_c minutes(c)·used[s,c] ≤ most;  fewest·met ≤ Σ starts ≤ most;  Σ_day starts ≤ 1;  Σ_run used − used[before] − used[after] ≤ |run| − 1  for short runs;  Σ_run used ≤ |run| − 1  for long runs",
    size: "0 where every open pattern has the shape; else up to |S|·|cells|·(cells of a longest block) rows, 2·|S|·|cells| columns",
    says: "Section ART-1 meets in a block of 45 minutes at 1(Mon), and shape long asks for blocks of 60 to 120.",
    source: "flexible block lengths: longer periods for laboratories, shorter ones for practice",
};

impl Rule for BlockLengths {
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
