//! The statement itself, without a solver: it accepts exactly the schedules that keep the hard rows, and
//! no defined column can have another value than its definition.

use crate::any_rows::AnyRows;
use crate::exact::linear::Stated;
use mortarboard_model::program::{Domains, Meaning, Program, Sense};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules};
use mortarboard_model::score::Level;
use mortarboard_model::testing::draws;
use mortarboard_model::{PatternId, RequestId, Schedule, School, SectionId};
use mortarboard_testkit::{numbers, two_singletons};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every schedule of the school with two periods, two sections and four requests.
fn schedules(school: &School) -> Vec<Schedule> {
    let patterns = [None, Some(PatternId(0)), Some(PatternId(1))];
    let mut all = Vec::new();
    for way in 0..9 * 16 {
        let mut schedule = Schedule::empty(school);
        schedule.placements[SectionId(0)].pattern = patterns[way % 3];
        schedule.placements[SectionId(1)].pattern = patterns[way / 3 % 3];
        for request in 0..4 {
            if ((way / 9) >> request) & 1 == 1 {
                let request = RequestId(request);
                let course = school.requests()[request].course;
                schedule.seats[request] = school.courses()[course].sections.first().copied();
            }
        }
        all.push(schedule);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_statement_says_what_the_program_says(numbers in numbers()) {
        let school = two_singletons();
        let rules = Rules::of(&school);
        let mut draw = draws(&numbers);
        let mut program = Program::choices_only(&school, Domains::new(&school, &rules));
        for mode in [Mode::Hard, Mode::soft(1 + draw(3))] {
            program.add(&school, &AnyRows::new((0..60).map(|_| draw(u32::MAX)).collect(), false), mode);
        }
        let stated = Stated::new(&program, &|_| true);
        let defined: BTreeSet<usize> = program
            .columns()
            .iter()
            .filter(|(_, meaning)| !matches!(meaning, Meaning::Choice(_)))
            .filter_map(|(id, _)| stated.place[id])
            .collect();
        let objective = stated.objective(&program, Level::Preference);
        for schedule in schedules(&school) {
            let values = program.values(&schedule);
            let mut point = stated.point(&program, &values);
            let kept = program.rows().iter().all(|row| row.price.is_some() || row.violation(&values) == 0);
            prop_assert_eq!(stated.linear.holds(&point), kept, "{:?}", schedule);
            let worth: i64 = objective.iter().map(|&(column, worth)| point[column] * worth).sum();
            let gained: i64 = program.gains().iter().filter(|(_, column, _)| values[*column]).map(|(_, _, worth)| worth).sum();
            let lost: i64 = program.rows().iter().filter_map(|row| Some(row.price?.of(row.violation(&values)))).sum();
            prop_assert_eq!(worth, gained - lost);
            for &column in &defined {
                point[column] = 1 - point[column];
                prop_assert!(!stated.linear.holds(&point), "column {} of {:?}", column, schedule);
                point[column] = 1 - point[column];
            }
        }
    }
}

/// Two choices, at most one of them at a price, and a gain for having any.
struct OnePaysForTwo;

impl Rule for OnePaysForTwo {
    fn card(&self) -> &'static Card {
        &super::NEVER
    }
    fn rows(&self, _: &School, program: &mut Program) {
        let pair: Vec<_> = [0, 1].into_iter().filter_map(|request| program.seat(RequestId(request), SectionId(request))).collect();
        program.row(Vec::new(), pair.iter().map(|&seat| (seat, 1)), Sense::Le, 1);
        let any = program.any(pair);
        program.gain(Level::Preference, any, 1);
    }
    fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
        Vec::new()
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: String::new(), mends: Vec::new() }
    }
}

/// A row that may be broken at a price excludes nothing, so no definition may lean on it.
#[test]
fn a_priced_row_is_not_taken_for_certain() {
    let school = two_singletons();
    for (mode, both) in [(Mode::soft(5), true), (Mode::Hard, false)] {
        let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
        program.add(&school, &OnePaysForTwo, mode);
        let stated = Stated::new(&program, &|_| true);
        let mut schedule = Schedule::empty(&school);
        schedule.seats[RequestId(0)] = Some(SectionId(0));
        schedule.seats[RequestId(1)] = Some(SectionId(1));
        assert_eq!(stated.linear.holds(&stated.point(&program, &program.values(&schedule))), both, "{mode:?}");
        schedule.seats[RequestId(1)] = None;
        assert!(stated.linear.holds(&stated.point(&program, &program.values(&schedule))));
    }
}
