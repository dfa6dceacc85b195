//! # Own preparation
//!
//! **Rule.** A teacher has the due minutes of own preparation in each term, in blocks that are long enough,
//! when neither teaching nor meeting with a team nor away.
//!
//! A cell of the bell schedule is free for a teacher who teaches no section, meets with no team and is not
//! away then. The free blocks are the longest runs of free cells with no gap longer than the passing time;
//! the minutes of the cells of those that have at least `prep_block` minutes count. Meetings of a team do
//! not count as own preparation. A slot of the bell schedule that may not serve for it, such as lunch,
//! belongs under `unavailable`.
//!
//! **Hard or soft.** Hard; may be priced by the minute missing.
//!
//! **Reads.** teachers.prep_minutes, teachers.prep_block, teachers.unavailable, teams, patterns, bell.
//!
//! **Rows.** `free[t,c] := ¬∨ work[s,t,p] ∧ ¬∨ attend[k,t,c]` over c ∈ p; `count[t,c] := ∨_run ∧
//! free[t,c']` over the shortest runs of adjoining cells that hold c and have `prep_block` minutes, and the
//! cells c' of the run; `Σ minutes(c)·count[t,c] ≥ prep_minutes[t]`, for each teacher and term. A cell when
//! the teacher is away is in no run; one in which the teacher can have no duty is free without a column.
//! work and attend are as in planning.
//!
//! **Size.** |teachers|·|terms| rows; at most three auxiliary columns for each teacher and cell when blocks
//! span at most two cells, besides work and attend.
//!
//! **Says.** "Teacher t1 has 45 of 90 minutes of own preparation in term year."

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

/// A teacher has the due minutes of own preparation in each term, in blocks that are long enough, when neither teaching nor meeting with a team nor away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preparation;

static CARD: Card = Card {
    slug: "preparation",
    sentence: "A teacher has the due minutes of own preparation in each term, in blocks that are long enough, when neither teaching nor meeting with a team nor away.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a minute of own preparation missing in a term"),
    reads: &["teachers.prep_minutes", "teachers.prep_block", "teachers.unavailable", "teams", "patterns", "bell"],
    rows: "free[t,c] := ¬∨ work[s,t,p] ∧ ¬∨ attend[k,t,c];  count[t,c] := ∨_run ∧ free[t,c'];  Σ_c minutes(c)·count[t,c] ≥ prep_minutes[t]  for each teacher and term",
    size: "|teachers|·|terms| rows, 3·|teachers|·|cells| columns",
    says: "Teacher t1 has 45 of 90 minutes of own preparation in term year.",
    source: "Texas Education Code 21.404; contracts: planning time is the teacher's own and is no common planning",
    called: &[("Cardonex", "Conference period"), ("contracts and law", "Planning period")],
};

impl Rule for Preparation {
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
