//! A rule for tests whose rows are drawn at random, with definitions upon definitions.

use mortarboard_model::program::{Domains, Meaning, Program, Sense};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules, Subject};
use mortarboard_model::score::Level;
use mortarboard_model::testing::draws;
use mortarboard_model::{ColumnId, Schedule, School};
use std::sync::OnceLock;

/// Rows drawn from numbers. Its check evaluates them on a schedule, in integers.
pub(crate) struct AnyRows {
    numbers: Vec<u32>,
    /// Whether some rows are marked as implied, which at random they are not.
    implied: bool,
    program: OnceLock<Program>,
}

impl AnyRows {
    pub(crate) fn new(numbers: Vec<u32>, implied: bool) -> Self {
        AnyRows { numbers, implied, program: OnceLock::new() }
    }

    /// The rows by themselves, over the choices that the rules of the school leave.
    fn alone(&self, school: &School) -> &Program {
        self.program.get_or_init(|| {
            let mut program = Program::choices_only(school, Domains::new(school, &Rules::of(school)));
            program.add(school, self, Mode::soft(1));
            program
        })
    }
}

static CARD: Card = Card {
    slug: "any-rows",
    sentence: "The rows drawn for this test hold.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a unit by which a row is broken"),
    reads: &[],
    rows: "",
    size: "",
    says: "",
    source: "",
    called: &[],
};

impl Rule for AnyRows {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn rows(&self, school: &School, program: &mut Program) {
        let mut draw = draws(&self.numbers);
        let about = |section| school.sections().ids().skip(section as usize).take(1).map(Subject::Section).collect();
        // Only choices and columns of its own, so that the rows do not depend on other rules.
        let choices = program.columns().iter().filter(|(_, meaning)| matches!(meaning, Meaning::Choice(_)));
        let mut columns: Vec<ColumnId> = choices.map(|(id, _)| id).collect();
        for _ in 0..draw(12) {
            let of: Vec<ColumnId> = (0..draw(6)).filter_map(|_| columns.get(draw(columns.len() as u32) as usize).copied()).collect();
            columns.push(match draw(5) {
                0 => program.all(of),
                1 => program.any(of),
                2 => program.none(of),
                _ => program.at_least(draw(4), of),
            });
        }
        for _ in 0..draw(10) {
            let mut terms = Vec::new();
            for _ in 0..draw(6) {
                // The later half more often: definitions are what is being tested.
                let from = if draw(2) == 0 { columns.len() / 2 } else { 0 };
                let column = columns.get(from + draw((columns.len() - from) as u32) as usize).copied();
                terms.extend(column.map(|column| (column, i64::from(draw(7)) - 3)));
            }
            let sense = [Sense::Le, Sense::Ge, Sense::Eq][draw(3) as usize];
            let bound = i64::from(draw(5)) - 2;
            match draw(8) {
                0 => program.hard(about(draw(2)), terms, sense, bound),
                1 if self.implied => program.implied(Vec::new(), terms, sense, bound),
                _ => program.row(about(draw(2)), terms, sense, bound),
            }
        }
        for _ in 0..draw(8) {
            let column = columns.len().saturating_sub(1 + draw(12) as usize);
            if let Some(&column) = columns.get(column) {
                program.gain(Level::Preference, column, i64::from(draw(5)) - 2);
            }
        }
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let program = self.alone(school);
        let values = program.values(schedule);
        let rows = program.rows().iter().filter(|row| !row.implied && row.violation(&values) > 0);
        let found = rows.map(|row| {
            let finding = Finding::new("any-rows").about_each("subject", row.origin.about.iter().copied()).units(row.violation(&values));
            if row.price.is_none() { finding.always_hard() } else { finding }
        });
        found.collect()
    }
    fn preference(&self, school: &School, schedule: &Schedule) -> i64 {
        let program = self.alone(school);
        let values = program.values(schedule);
        program.gains().iter().filter(|(_, column, _)| values[*column]).map(|(_, _, worth)| worth).sum()
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: "A row drawn for this test is broken.".to_owned(), mends: Vec::new() }
    }
}
