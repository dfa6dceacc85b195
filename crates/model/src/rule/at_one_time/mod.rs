//! # Sections at one time
//!
//! **Rule.** Of the sections that a row names, no more and no fewer meet at one time than it says.
//!
//! A row holds in each cell of the cycle that it names, or in every one. Sections are named by themselves, by their course or by
//! their department, and a row of one course spreads its sections over the periods: with four sections and at most one at a time,
//! a student who can't have one period has three others.
//!
//! **Hard or soft.** Hard unless the settings or the row say otherwise. The unit is a section too many or too few in one cell: a
//! period that meets on five days costs five times as much as one day.
//!
//! **Reads.** at_one_time, patterns, bell.
//!
//! **Rows.** `Σ place[s,p] ≤ most` and `Σ place[s,p] ≥ fewest` over the sections s in scope and their patterns p ∋ c, for each row of
//! the table and each set of cells c that no pattern of these sections tells apart.
//!
//! **Size.** At most 2·|atoms| rows for each row of the table, with |sections|·|patterns| entries in all.
//!
//! **Says.** "At 1(*) 2 of the sections in row 1 of at_one_time meet (BIO-1 and BIO-2), and at most 1 may."

mod check;
mod example;
mod explain;
mod faults;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use super::{COURSE, Card, DEPARTMENT, Explanation, Finding, LEVEL, MODE, Mode, Selected, Rule, SECTION, SOURCE, TERM, WEIGHT};
use crate::fault::Fault;
use crate::keeper::Keeping;
use crate::program::Program;
use crate::schedule::Schedule;
use crate::school::School;
use crate::table::{Column, Kind, Table};
use std::sync::Arc;

/// Of the sections that a row names, no more and no fewer meet at one time than it says.
#[derive(Clone, Debug, Default)]
pub struct AtOneTime {
    selected: Selected,
}

static TABLE: Table = Table::new(
    "at_one_time",
    "at_one_time.csv",
    "How many of some sections meet at one time: at most so many of a department, so that its rooms and equipment suffice, or of a \
     course, so that its sections are spread over the day; or at least so many, so that students find something in each period.",
    &[
        DEPARTMENT,
        COURSE,
        SECTION,
        TERM,
        Column::new("cells", Kind::Cells, "Cells of the cycle in which the row holds.").blank("every cell").example("1(*) 2(Mon)"),
        Column::new("most", Kind::Number, "Most of the sections that meet in a cell.").unit("sections").blank("no limit").example("3"),
        Column::new("fewest", Kind::Number, "Fewest of the sections that meet in a cell.").unit("sections").blank("0").example("1"),
        MODE,
        WEIGHT,
        LEVEL,
        SOURCE,
    ],
);

static TABLES: [&Table; 1] = [&TABLE];

static CARD: Card = Card {
    slug: "at-one-time",
    sentence: "Of the sections that a row names, no more and no fewer meet at one time than it says.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section too many or too few in one cell"),
    reads: &["at_one_time", "patterns", "bell"],
    rows: "Σ place[s,p] ≤ most  and  Σ place[s,p] ≥ fewest  over s in scope and p ∋ c, for each row and each set of cells c alike",
    size: "at most 2·|atoms| rows for each row of the table, |sections|·|patterns| entries in all",
    says: "At 1(*) 2 of the sections in row 1 of at_one_time meet (BIO-1 and BIO-2), and at most 1 may.",
    source: "limits of shared rooms and equipment, and the spread of a course over the day, as scheduling offices state them",
    called: &[("everyday speech", "spread of sections over the day")],
};

impl Rule for AtOneTime {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn tables(&self) -> &'static [&'static Table] {
        &TABLES
    }
    fn faults(&self, school: &School) -> Vec<Fault> {
        faults::faults(school)
    }
    fn only(&self, selected: Selected) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(AtOneTime { selected }))
    }
    fn rows(&self, school: &School, program: &mut Program) {
        rows::rows(school, &self.selected, program);
    }
    fn search(&self, school: &School) -> Keeping {
        search::search(school, &self.selected)
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        check::check(school, schedule, self.selected.of(school, TABLE.name))
    }
    fn example(&self) -> Option<super::Example> {
        Some(example::example())
    }
    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        explain::explain(school, finding)
    }
}
