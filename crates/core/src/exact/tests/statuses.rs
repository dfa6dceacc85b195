//! Each answer for what it is.

use super::Never;
use crate::exact::{Exact, ExactOptions, Why, solve};
use mortarboard_model::raw::{RawObjective, RawSchool};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::score::Score;
use mortarboard_model::{Schedule, School};
use mortarboard_testkit::{two_singletons, two_singletons_raw};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

#[test]
fn infeasible_is_an_answer() {
    let school = two_singletons();
    let rules = Rules::of(&school).with(Arc::new(Never), Mode::Hard);
    let Exact::Infeasible(conflict) = solve(&school, &rules, &ExactOptions::default()) else { panic!() };
    assert!(conflict.minimal);
    assert_eq!(conflict.sentence, "No schedule keeps \"There is no schedule\" for section ART-1.");
}

#[test]
fn a_price_makes_it_feasible() {
    let school = two_singletons();
    let rules = Rules::of(&school).with(Arc::new(Never), Mode::soft(7));
    let Exact::Optimal { score, .. } = solve(&school, &rules, &ExactOptions::default()) else { panic!() };
    assert_eq!(score, Score { primary: 4, preference: -7, ..Score::default() });
}

#[test]
fn no_time_is_unknown_without_a_start_and_feasible_with_one() {
    let school = two_singletons();
    let rules = Rules::of(&school);
    let none = ExactOptions::default().within(Some(Duration::ZERO));
    assert!(matches!(solve(&school, &rules, &none), Exact::Unknown { why: Why::Time }));
    let Exact::Optimal { schedule, score } = solve(&school, &rules, &ExactOptions::default()) else { panic!() };
    let half = Schedule { seats: Schedule::empty(&school).seats, ..schedule.clone() };
    let Exact::Feasible { schedule: kept, score: less, why } = solve(&school, &rules, &none.clone().from(&half)) else { panic!() };
    assert_eq!((kept, why), (half, Why::Time));
    assert!(less < score);
    // A start that gains all there is needs no solver and no time.
    assert!(matches!(solve(&school, &rules, &none.from(&schedule)), Exact::Optimal { .. }));
}

#[test]
fn the_stop_flag_is_heard() {
    let school = two_singletons();
    let options = ExactOptions::default().until(Arc::new(AtomicBool::new(true)));
    assert!(matches!(solve(&school, &Rules::of(&school), &options), Exact::Unknown { why: Why::Asked }));
}

#[test]
fn a_start_that_breaks_a_rule_or_fits_another_school_is_not_used() {
    let school = two_singletons();
    let rules = Rules::of(&school);
    let broken = Schedule::empty(&school);
    let foreign = Schedule::empty(&School::try_from(mortarboard_model::testing::tiny()).unwrap());
    for start in [&broken, &foreign] {
        let none = ExactOptions::default().within(Some(Duration::ZERO)).from(start);
        assert!(matches!(solve(&school, &rules, &none), Exact::Unknown { why: Why::Time }));
        let some = ExactOptions::default().from(start);
        assert!(matches!(solve(&school, &rules, &some), Exact::Optimal { .. }));
    }
}

#[test]
fn too_many_columns_are_refused_at_once() {
    let school = two_singletons();
    let answer = solve(&school, &Rules::of(&school), &ExactOptions::default().up_to(3));
    assert!(matches!(answer, Exact::TooLarge { columns } if columns > 3));
    // Eight choices (two patterns for each section, four seats), but more columns with the definitions.
    let answer = solve(&school, &Rules::of(&school), &ExactOptions::default().up_to(8));
    assert!(matches!(answer, Exact::TooLarge { columns } if columns > 8));
}

#[test]
fn a_program_without_columns_has_an_answer() {
    let mut raw: RawSchool = two_singletons_raw();
    raw.requests.clear();
    for course in &mut raw.courses {
        course.sections = Some(0);
    }
    let school = School::try_from(raw).unwrap();
    let rules = Rules::of(&school);
    let Exact::Optimal { schedule, score } = solve(&school, &rules, &ExactOptions::default()) else { panic!() };
    assert_eq!((schedule, score), (Schedule::empty(&school), Score::default()));
    let never = rules.with(Arc::new(Never), Mode::Hard);
    assert!(matches!(solve(&school, &never, &ExactOptions::default()), Exact::Infeasible(_)));
}

#[test]
fn numbers_too_large_for_floating_point_are_not_decided() {
    let mut raw = two_singletons_raw();
    for request in &mut raw.requests {
        request.weight = Some(u32::MAX);
    }
    let most = u32::MAX;
    raw.settings.objective = RawObjective::Ratio { critical: None, required: most, primary: most, alternate: most, preference: most };
    let school = School::try_from(raw).unwrap();
    let answer = solve(&school, &Rules::of(&school), &ExactOptions::default());
    assert!(matches!(answer, Exact::Unknown { why: Why::Numbers }), "{answer:?}");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let school = School::try_from(mortarboard_model::testing::tiny()).unwrap();
    let rules = Rules::of(&school);
    let options = ExactOptions::default().within(None);
    let answers: Vec<_> = (0..3).map(|_| solve(&school, &rules, &options).schedule().cloned()).collect();
    assert!(answers[0].is_some());
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}
