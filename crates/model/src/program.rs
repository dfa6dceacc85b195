//! The integer program: columns with a meaning, rows with an origin.
//!
//! Rows are the one language of the engine. A *choice* is a column the scheduler decides; an auxiliary
//! column is *defined* as all, any, none or at least so many of other columns, so that its value
//! follows from any [`Schedule`]. The same rows therefore serve an exact solver, a local search and a
//! test that has no solver at all.

mod columns;
mod domains;
mod rows;

pub use domains::Domains;

use crate::ids::{CellId, ColumnId, IdVec, PatternId, RequestId, RoomId, SectionId, TeacherId, TeamId};
use crate::rule::{Mode, Price, Subject};
use crate::schedule::Schedule;
use crate::score::Level;
use std::collections::BTreeMap;

/// Something the scheduler decides: yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// The section takes the pattern.
    Place(SectionId, PatternId),
    /// The teacher teaches the section.
    Teach(SectionId, TeacherId),
    /// The section is in the room.
    House(SectionId, RoomId),
    /// The section meets the request.
    Seat(RequestId, SectionId),
    /// The team meets in the cell.
    Meet(TeamId, CellId),
}

impl Choice {
    /// Whether the schedule says yes.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::program::Choice;
    /// let schedule = testing::schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap();
    /// let (section, pattern) = (school.find_section("ART-1").unwrap(), school.find_pattern("P1").unwrap());
    /// assert!(Choice::Place(section, pattern).holds(&schedule));
    /// ```
    pub fn holds(self, schedule: &Schedule) -> bool {
        match self {
            Choice::Place(section, pattern) => schedule.placements[section].pattern == Some(pattern),
            Choice::Teach(section, teacher) => schedule.placements[section].teacher == Some(teacher),
            Choice::House(section, room) => schedule.placements[section].room == Some(room),
            Choice::Seat(request, section) => schedule.seats[request] == Some(section),
            Choice::Meet(team, cell) => schedule.meetings[team].binary_search(&cell).is_ok(),
        }
    }
}

/// What a column means. Definitions name only columns that come before them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A decision.
    Choice(Choice),
    /// 1 when every one of the columns is 1.
    All(Vec<ColumnId>),
    /// 1 when at least one of the columns is 1.
    Any(Vec<ColumnId>),
    /// 1 when no column is 1.
    None(Vec<ColumnId>),
    /// 1 when at least so many of the columns are 1.
    AtLeast(u32, Vec<ColumnId>),
}

/// How a row compares its sum with its right-hand side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// At most.
    Le,
    /// At least.
    Ge,
    /// Exactly.
    Eq,
}

/// Why a row is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Who or what it is about.
    pub about: Vec<Subject>,
}

/// A linear row over 0/1 columns, in integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Why it is there.
    pub origin: Origin,
    /// Coefficients, by ascending column, none of them 0.
    pub terms: Vec<(ColumnId, i64)>,
    /// Comparison.
    pub sense: Sense,
    /// Right-hand side.
    pub bound: i64,
    /// Price of one unit of violation; none for a hard row.
    pub price: Option<Price>,
    /// How much of the sum is one unit of violation, at least 1; a part of a unit counts as a whole one.
    pub unit: i64,
    /// Whether the row follows from the other hard rows. It only makes the relaxation stronger: a
    /// conflict never needs it, and no finding belongs to it.
    pub implied: bool,
}

impl Row {
    /// Units by which the values break the row: 0 when they keep it.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules, Schedule};
    /// let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// let section = school.find_section("ART-1").unwrap();
    /// let places: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).collect();
    /// program.hard(Vec::new(), places.into_iter().map(|place| (place, 1)), Sense::Eq, 1);
    /// // No pattern where one is due.
    /// let values = program.values(&Schedule::empty(&school));
    /// assert_eq!(program.rows()[0].violation(&values), 1);
    /// ```
    pub fn violation(&self, values: &IdVec<ColumnId, bool>) -> i64 {
        let sum: i64 = self.terms.iter().filter(|(column, _)| values[*column]).map(|(_, factor)| factor).sum();
        self.units(match self.sense {
            Sense::Le => sum - self.bound,
            Sense::Ge => self.bound - sum,
            Sense::Eq => (sum - self.bound).abs(),
        })
    }

    /// Units of violation in an excess of the sum over the bound: a part of a unit counts as a whole one, and what is no excess
    /// is none.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// use mortarboard_model::{program::{Domains, Program, Sense}, rule::Rules};
    /// let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// let section = school.find_section("ART-1").unwrap();
    /// let teach = program.teach(section, school.find_teacher("t1").unwrap()).unwrap();
    /// program.row_in_units(Vec::new(), [(teach, 1500)], Sense::Le, 0, 1000);
    /// assert_eq!([-1, 0, 1, 1000, 1500].map(|excess| program.rows()[0].units(excess)), [0, 0, 1, 1, 2]);
    /// ```
    pub fn units(&self, excess: i64) -> i64 {
        let unit = self.unit.max(1);
        let excess = excess.max(0);
        excess / unit + i64::from(excess % unit > 0)
    }
}

/// Columns, rows and objective of one school under one set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    columns: IdVec<ColumnId, Meaning>,
    rows: Vec<Row>,
    gains: Vec<(Level, ColumnId, i64)>,
    choices: BTreeMap<Choice, ColumnId>,
    defined: BTreeMap<Meaning, ColumnId>,
    domains: Domains,
    rule: &'static str,
    mode: Mode,
}
