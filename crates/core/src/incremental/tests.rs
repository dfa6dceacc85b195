//! The book agrees with a full recomputation after any sequence of turns.

use super::RowBook;
use crate::any_rows::AnyRows;
use mortarboard_model::program::{Choice, Domains, Meaning, Program};
use mortarboard_model::rule::{Mode, Rules, standard};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::testing::draws;
use mortarboard_model::{ColumnId, Id, IdVec, School, SectionId};
use mortarboard_testkit::{numbers, random_case, random_school};
use proptest::prelude::*;

/// A program of the choices of a school, the rows of some of its rules, and random rows.
fn program(school: &School, numbers: &[u32]) -> Program {
    let mut draw = draws(numbers);
    let mut program = Program::choices_only(school, Domains::new(school, &Rules::of(school)));
    for rule in standard() {
        if draw(2) == 0 {
            program.add(school, rule.as_ref(), if draw(3) == 0 { Mode::soft(1 + draw(3)) } else { Mode::Hard });
        }
    }
    for _ in 0..2 {
        let mode = if draw(2) == 0 { Mode::soft_on(Level::ALL[draw(5) as usize], draw(4)) } else { Mode::Hard };
        program.add(school, &AnyRows::new((0..60).map(|_| draw(u32::MAX)).collect(), true), mode);
    }
    program
}

/// Everything the book says, computed from scratch.
fn recomputed(program: &Program, values: &IdVec<ColumnId, bool>) -> (i64, Score, Score, Vec<(usize, i64)>) {
    let (mut broken, mut cost, mut gained, mut violations) = (0, Score::default(), Score::default(), Vec::new());
    for (index, row) in program.rows().iter().enumerate().filter(|(_, row)| !row.implied) {
        let units = row.violation(values);
        match row.price {
            None => broken += units,
            Some(price) => cost.add(price.level, units * price.weight),
        }
        if units > 0 {
            violations.push((index, units));
        }
    }
    for &(level, _, worth) in program.gains().iter().filter(|(_, column, _)| values[*column]) {
        gained.add(level, worth);
    }
    (broken, cost, gained, violations)
}

fn told(book: &RowBook) -> (i64, Score, Score, Vec<(usize, i64)>) {
    (book.broken(), book.cost(), book.gained(), book.violations().collect())
}

/// The value of every column when the choices are independent bits.
fn values(program: &Program, on: &IdVec<ColumnId, bool>) -> IdVec<ColumnId, bool> {
    let mut values: IdVec<ColumnId, bool> = IdVec::filled(program.columns().len(), false);
    for (id, meaning) in program.columns().iter() {
        let ones = |of: &[ColumnId]| of.iter().filter(|&&column| values[column]).count();
        values[id] = match meaning {
            Meaning::Choice(_) => on[id],
            Meaning::All(of) => ones(of) == of.len(),
            Meaning::Any(of) => ones(of) > 0,
            Meaning::None(of) => ones(of) == 0,
            Meaning::AtLeast(least, of) => ones(of) >= *least as usize,
        };
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Set, apply, undo and keep in any order end where a recomputation ends.
    #[test]
    fn any_sequence_of_turns_equals_a_recomputation(numbers in numbers(), moves in proptest::collection::vec(any::<u32>(), 1..80)) {
        let school = random_school(&numbers);
        let program = program(&school, &numbers);
        let choices: Vec<(ColumnId, Choice)> = program
            .columns()
            .iter()
            .filter_map(|(id, meaning)| if let Meaning::Choice(choice) = meaning { Some((id, *choice)) } else { None })
            .collect();
        prop_assume!(!choices.is_empty());
        let mut book = RowBook::new(&program);
        let mut on: IdVec<ColumnId, bool> = IdVec::filled(program.columns().len(), false);
        prop_assert_eq!(told(&book), recomputed(&program, &values(&program, &on)));
        let mut saved = (book.mark(), on.clone());
        for number in moves {
            let (id, choice) = choices[(number >> 8) as usize % choices.len()];
            let (other, second) = choices[(number >> 16) as usize % choices.len()];
            match number % 8 {
                0 => saved = (book.mark(), on.clone()),
                1 => {
                    book.undo(saved.0);
                    on = saved.1.clone();
                }
                2 => {
                    book.keep();
                    saved = (book.mark(), on.clone());
                }
                3 => {
                    book.apply(&[(choice, true), (second, false)]);
                    on[id] = true;
                    on[other] = false;
                }
                _ => {
                    let value = number >> 30 & 1 == 1;
                    book.set(choice, value);
                    on[id] = value;
                }
            }
            prop_assert_eq!(told(&book), recomputed(&program, &values(&program, &on)));
        }
    }

    /// Whatever is broken beyond what seats may mend stays so when seats alone are turned.
    #[test]
    fn seats_mend_no_more_than_is_said(numbers in numbers(), moves in proptest::collection::vec(any::<u32>(), 1..60)) {
        let school = random_school(&numbers);
        let program = program(&school, &numbers);
        let choices: Vec<Choice> =
            program.columns().values().filter_map(|meaning| if let Meaning::Choice(choice) = meaning { Some(*choice) } else { None }).collect();
        let (seats, others): (Vec<Choice>, Vec<Choice>) = choices.into_iter().partition(|choice| matches!(choice, Choice::Seat(..)));
        prop_assume!(!seats.is_empty() && !others.is_empty());
        let mut book = RowBook::new(&program);
        let paid = |cost: Score| Level::ALL.map(|level| cost.on(level));
        let beyond = |book: &RowBook| {
            let ((units, mendable), cost) = (book.mendable(), book.cost());
            (book.broken() - units, Level::ALL.map(|level| cost.on(level) - mendable.on(level)))
        };
        for number in moves {
            let on = number >> 31 == 1;
            if number % 4 == 0 {
                book.set(others[(number >> 8) as usize % others.len()], on);
            } else {
                let before = beyond(&book);
                book.set(seats[(number >> 8) as usize % seats.len()], on);
                prop_assert_eq!(beyond(&book), before);
            }
            prop_assert!(book.mendable().0 >= 0 && paid(book.mendable().1).iter().all(|&cost| cost >= 0));
        }
    }

    /// A book loaded with a schedule says what the rows say of it.
    #[test]
    fn a_loaded_schedule_is_judged_like_its_rows(numbers in numbers()) {
        let (school, schedule) = random_case(&numbers);
        let program = program(&school, &numbers);
        let mut book = RowBook::new(&program);
        book.set(Choice::Place(SectionId(0), mortarboard_model::PatternId(0)), true);
        book.load(&schedule);
        prop_assert_eq!(told(&book), recomputed(&program, &program.values(&schedule)));
    }
}

#[test]
fn unknown_choices_change_nothing() {
    let school = mortarboard_testkit::two_singletons();
    let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    let before = told(&book);
    let far = u32::MAX - 1;
    for choice in [
        Choice::Place(SectionId(far), mortarboard_model::PatternId(0)),
        Choice::Teach(SectionId(0), mortarboard_model::TeacherId(far)),
        Choice::Meet(mortarboard_model::TeamId(far), mortarboard_model::CellId(far)),
        Choice::Seat(mortarboard_model::RequestId(0), SectionId::from_index(9)),
    ] {
        book.set(choice, true);
    }
    assert_eq!(told(&book), before);
}
