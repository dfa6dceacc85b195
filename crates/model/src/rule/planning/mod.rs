//! # Collaborative planning
//!
//! **Rule.** A team has its minutes of common planning in each term, in blocks that are long enough, and
//! every member is free in them.
//!
//! Members are the teachers the team lists and whoever teaches a section of one of its courses. The blocks
//! of a team are the longest runs of cells in which it meets with no gap longer than the passing time;
//! every one must have at least `min_block` minutes, and passing time between the cells of a block counts
//! for nothing. A member is free in a cell who teaches no section and is in no other team's meeting then;
//! that no team meets while a member is away is for the rule availability. A team may meet for longer than
//! its minutes. In a school that lists no teachers a team has no members, and only its minutes and blocks
//! are looked at.
//!
//! **Hard or soft.** Hard; the minutes may be priced by the minute missing. Length of blocks and freedom of
//! members stay hard: a meeting that breaks them is no meeting.
//!
//! **Reads.** teams, patterns, bell, settings.passing_minutes.
//!
//! **Rows.** For each team and term, `Σ minutes(c)·meet[k,c] ≥ minutes[k]`. For each team and each run of
//! adjoining cells shorter than the block, `Σ_run meet[k,c] − meet[k,before] − meet[k,after] ≤ |run| − 1`:
//! the run may not be a whole block. For each teacher and cell, `busy[t,c] + Σ_k attend[k,t,c] ≤ 1`, where
//! `work[s,t,p] := teach[s,t] ∧ place[s,p]`, `busy[t,c] := ∨ work[s,t,p]` over c ∈ p, `member[k,t] := ∨
//! teach[s,t]` over the sections of the team's courses and `attend[k,t,c] := member[k,t] ∧ meet[k,c]`
//! (`meet[k,c]` itself for a listed member). It follows, and is stated because the relaxation is far
//! stronger with it, that `meet[k,c] + Σ work[s,t,p] ≤ 1` over the teachers t and the patterns p ∋ c, for
//! each section s of the team's courses. Cells that no block of the bell schedule could hold are excluded.
//!
//! **Size.** |teams|·|terms| + |teams|·|cells|·(cells in a short run) + |members|·|cells| + |sections of
//! teams|·|cells| rows; |teams|·|members|·|cells| auxiliary columns besides work.
//!
//! **Says.** "Team SCI has 45 of its 90 minutes of common planning in term year."

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

/// A team has its minutes of common planning in each term, in blocks that are long enough, and every member is free in them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planning;

static CARD: Card = Card {
    slug: "planning",
    sentence: "A team has its minutes of common planning in each term, in blocks that are long enough, and every member is free in them.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a minute of common planning missing in a term"),
    reads: &["teams", "patterns", "bell", "settings.passing_minutes"],
    rows: "Σ_c minutes(c)·meet[k,c] ≥ minutes[k]  for each team and term;  Σ_run meet − meet[before] − meet[after] ≤ |run| − 1  for each short run;  busy[t,c] + Σ_k attend[k,t,c] ≤ 1  for each teacher and cell;  meet[k,c] + Σ_{t,p ∋ c} work[s,t,p] ≤ 1  for each section of the team",
    size: "|members|·|cells| + |sections of teams|·|cells| rows, |teams|·|members|·|cells| columns",
    says: "Team SCI has 45 of its 90 minutes of common planning in term year.",
    source: "collaborative planning time of teacher teams, as teachers' contracts and school design ask for it",
    called: &[("Timely", "Common planning"), ("Cardonex", "Common planning period"), ("contracts and law", "CPT"), ("contracts and law", "PLC time")],
};

impl Rule for Planning {
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
