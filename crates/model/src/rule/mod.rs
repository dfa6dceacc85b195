//! Rules: one folder each, one line in the list below.
//!
//! A rule says the same thing five times, each written from its sentence: which choices it excludes and
//! the rows it adds (for an exact solve), what is counted for it (for the search), what breaks it (for the
//! checker), and what a person reads. `check.rs` and `explain.rs` never name rows or keepers.

use crate::fault::Fault;
use crate::keeper::Keeping;
use crate::program::{Choice, Program};
use crate::raw::RawRuleMode;
use crate::schedule::Schedule;
use crate::school::School;
use crate::table::Table;
use std::sync::Arc;

mod example;
mod finding;
mod instance;
#[cfg(test)]
mod laws;
mod mode;
mod modes;
mod presence;
mod set;
mod subject;

pub use example::Example;
pub use finding::{Amount, Finding, Named};
pub(crate) use instance::Value;
pub use instance::{COURSE, DEPARTMENT, GRADE, GROUP, Instance, LEVEL, MODE, SECTION, SOURCE, Selected, TERM, WEIGHT};
pub use mode::{Mode, Price};
pub use modes::{allowed, refused};
pub use set::Rules;
pub use subject::Subject;

macro_rules! rules {
    ($($name:ident => $rule:ident),* $(,)?) => {
        $(pub mod $name;)*

        /// The rules that come with the library, in the order in which they are reported.
        ///
        /// ```
        /// let rules = mortarboard_model::rule::standard();
        /// assert!(rules.iter().any(|rule| rule.card().slug == "student-clash"));
        /// ```
        pub fn standard() -> Vec<Arc<dyn Rule>> {
            vec![$(Arc::new($name::$rule::default())),*]
        }
    };
}

rules! {
    one_pattern => OnePattern,
    teacher_qualified => TeacherQualified,
    teacher_clash => TeacherClash,
    teacher_load => TeacherLoad,
    preps => Preps,
    availability => Availability,
    student_clash => StudentClash,
    one_section => OneSection,
    seat_cap => SeatCap,
    room_fit => RoomFit,
    room_clash => RoomClash,
    locks => Locks,
    block_lengths => BlockLengths,
    balance => Balance,
    planning => Planning,
    preparation => Preparation,
    sequence => Sequence,
    at_one_time => AtOneTime,
}

/// What a rule is, in words. Every rule folder's documentation opens with the same facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Stable public name.
    pub slug: &'static str,
    /// The rule in one sentence.
    pub sentence: &'static str,
    /// How strictly it is kept unless the settings say otherwise.
    pub default: Mode,
    /// Whether the settings may price it instead.
    pub may_be_soft: bool,
    /// What a price is paid for, in the singular: the price of a finding is the weight times so many of these. None where the rule
    /// can't be priced.
    pub unit: Option<&'static str>,
    /// Tables and columns it reads.
    pub reads: &'static [&'static str],
    /// The rows in text maths.
    pub rows: &'static str,
    /// Rows, columns and nonzeros in terms of the input.
    pub size: &'static str,
    /// A sample of what it says when broken; a test compares it.
    pub says: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// What other programs, standards and contracts call what it is about: whose word it is, and the word as it is written there. It need
    /// not mean quite the same: it is where to look.
    pub called: &'static [(&'static str, &'static str)],
}

/// What a person reads about a finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// One sentence, with the office's ids.
    pub sentence: String,
    /// What would mend it, each a phrase that could follow "to mend this,".
    pub mends: Vec<String>,
}

/// A rule of scheduling. Implement it to add a rule of your own.
pub trait Rule: Send + Sync {
    /// What the rule is.
    fn card(&self) -> &'static Card;

    /// Tables that the rule has for itself. A school read with the rule takes their rows ([`School::rule_rows`]); files, JSON, column
    /// maps and documentation follow from the declaration. All rows end with [`MODE`], [`WEIGHT`], [`LEVEL`] and [`SOURCE`], and what
    /// they are about is said in [`SECTION`], [`COURSE`], [`DEPARTMENT`], [`GRADE`], [`GROUP`] and [`TERM`], as far as it makes sense.
    fn tables(&self) -> &'static [&'static Table] {
        &[]
    }

    /// What is wrong with the rows of its tables beyond single cells, such as a range that is empty.
    fn faults(&self, school: &School) -> Vec<Fault> {
        let _ = school;
        Vec::new()
    }

    /// How many rows of its table there are, and how strictly each is kept; empty for a rule without instances.
    fn instances(&self, school: &School) -> Vec<Option<RawRuleMode>> {
        let [table] = self.tables() else { return Vec::new() };
        school.rule_rows(table.name).iter().map(|row| row.mode).collect()
    }

    /// The same rule for some rows of its table alone; none for a rule without instances.
    fn only(&self, rows: Selected) -> Option<Arc<dyn Rule>> {
        let _ = rows;
        None
    }

    /// Whether the rule, when hard, leaves a choice open. Excluded choices become no columns.
    fn allows(&self, school: &School, choice: Choice) -> bool {
        let _ = (school, choice);
        true
    }

    /// Adds the rows of the rule.
    ///
    /// Rows over places, teachers and seats steer the search of a scheduler as they steer an exact solve. Rooms and
    /// meetings are chosen when the search is over, so rows over these are kept by an exact solve, by
    /// [`allows`](Self::allows) and by the check only: a hard one can leave a search without a schedule.
    fn rows(&self, school: &School, program: &mut Program);

    /// How a search keeps the rule: by [keepers](crate::keeper), which cost next to nothing, or by its rows.
    ///
    /// Keepers count the same units as the check; the mode of the rule is not theirs to know. O(size of what is returned).
    fn search(&self, school: &School) -> Keeping {
        let _ = school;
        Keeping::Rows
    }

    /// Finds every place where a schedule breaks the rule, from its sentence, without rows.
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding>;

    /// Worth that the schedule gains on the preference level by this rule.
    fn preference(&self, school: &School, schedule: &Schedule) -> i64 {
        let _ = (school, schedule);
        0
    }

    /// Says what a finding means to a person.
    fn explain(&self, school: &School, finding: &Finding) -> Explanation;

    /// A tiny school with a schedule that keeps the rule and one that breaks it; none where the rule has no example.
    fn example(&self) -> Option<Example> {
        None
    }
}
