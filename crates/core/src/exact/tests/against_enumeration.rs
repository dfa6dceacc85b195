//! Feasibility and worth equal those of the oracle, which knows neither rows nor HiGHS.

use crate::any_rows::AnyRows;
use crate::exact::{Exact, ExactOptions, solve};
use mortarboard_model::raw::{RawLock, RawObjective, RawRequest, RawSchool};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::testing::{draws, halves};
use mortarboard_model::{Request, Schedule, School};
use mortarboard_testkit::{Brute, brute_force_within, check_outcome, numbers, trimmed_raw, trimmed_school};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};
use std::cell::Cell;
use std::sync::Arc;

/// Looks at a schedule that the oracle may spend on one school.
const BUDGET: u64 = 6_000;

/// What became of the schools that were tried.
#[derive(Default)]
struct Tally {
    feasible: Cell<u32>,
    infeasible: Cell<u32>,
    /// Feasible ones whose best schedule meets a critical request.
    critical: Cell<u32>,
    /// Feasible ones in whose best schedule a student has a course twice.
    twice: Cell<u32>,
}

/// The same cases in every run, so that the counts asserted below can't fail by chance.
fn over_numbers(cases: u32, test: impl Fn(&[u32]) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    match runner.run(&numbers(), |numbers| test(&numbers)) {
        Ok(()) => {}
        Err(TestError::Fail(why, numbers)) => panic!("{why}\nnumbers: {numbers:?}"),
        Err(failure) => panic!("{failure}"),
    }
}

fn agree(school: &School, rules: &Rules, tally: &Tally) -> Result<Option<Schedule>, TestCaseError> {
    agree_within(school, rules, tally, BUDGET)
}

fn agree_within(school: &School, rules: &Rules, tally: &Tally, budget: u64) -> Result<Option<Schedule>, TestCaseError> {
    let oracle = brute_force_within(school, rules, budget);
    if oracle == Brute::TooLarge {
        return Ok(None);
    }
    let options = ExactOptions { explain: false, ..ExactOptions::default() }.within(None);
    match (solve(school, rules, &options), oracle) {
        (Exact::Optimal { schedule, score }, Brute::Best { score: best, .. }) => {
            check_outcome(school, rules, &schedule, score).map_err(TestCaseError::fail)?;
            prop_assert_eq!(score.key(school.objective()), best.key(school.objective()));
            tally.feasible.set(tally.feasible.get() + 1);
            tally.critical.set(tally.critical.get() + u32::from(score.critical > 0));
            let second = |(id, request): (_, &Request)| request.time > 1 && schedule.seats[id].is_some();
            tally.twice.set(tally.twice.get() + u32::from(school.requests().iter().any(second)));
            Ok(Some(schedule))
        }
        (Exact::Infeasible(_), Brute::Nothing) => {
            tally.infeasible.set(tally.infeasible.get() + 1);
            Ok(None)
        }
        (exact, oracle) => Err(TestCaseError::fail(format!("exact: {exact:?}\noracle: {oracle:?}"))),
    }
}

fn objectives() -> [RawObjective; 2] {
    [RawObjective::Lexicographic, RawObjective::Ratio { critical: None, required: 5, primary: 3, alternate: 1, preference: 2 }]
}

#[test]
fn standard_rules_agree_in_both_objectives() {
    let tally = Tally::default();
    over_numbers(250, |numbers| {
        let Some(mut raw) = trimmed_raw(numbers) else { return Ok(()) };
        for objective in objectives() {
            raw.settings.objective = objective;
            let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            agree(&school, &Rules::of(&school), &tally)?;
        }
        Ok(())
    });
    assert!(tally.critical.get() >= 5, "{} with a critical request met", tally.critical.get());
    let (feasible, infeasible) = (tally.feasible.get(), tally.infeasible.get());
    assert!(feasible >= 15 && infeasible >= 15, "{feasible} feasible, {infeasible} infeasible");
}

/// A year in halves with PE once or twice, or more often than there are terms or sections, alternates for it, locks and few
/// seats.
fn halves_raw(draw: &mut dyn FnMut(u32) -> u32) -> RawSchool {
    let mut raw = halves();
    raw.courses[0].sections = Some(1 + draw(2));
    for course in &mut raw.courses {
        course.max_seats = 1 + draw(2);
        course.patterns = ["half", "half", "A1;B1", "A1;A2", "A2;B1;B2"][draw(5) as usize].to_owned();
    }
    for request in &mut raw.requests {
        request.priority = ["critical", "required", "primary", ""][draw(4) as usize].to_owned();
        request.weight = Some(1 + draw(3));
        if request.course == "PE" {
            request.times = Some(1 + draw(4).div_ceil(2));
        }
    }
    if draw(2) == 0 {
        let instead_of = ["PE", ""][draw(2) as usize].to_owned();
        raw.requests[1] = RawRequest { priority: "alternate".to_owned(), instead_of, ..raw.requests[1].clone() };
    }
    if draw(3) == 0 {
        raw.requests.truncate(2);
        raw.students.truncate(1);
    }
    if draw(3) == 0 {
        raw.students[0].unavailable = ["S1:1(*)", "1(*)", "S2:2(*)"][draw(3) as usize].to_owned();
    }
    for _ in 0..draw(3) {
        let (kind, value) = if draw(2) == 0 { ("student", "s1") } else { ("pattern", ["A1", "B1"][draw(2) as usize]) };
        let section = format!("PE-{}", 1 + draw(2));
        raw.locks.push(RawLock { section, kind: kind.to_owned(), value: value.to_owned() });
        if School::try_from(&raw).is_err() {
            raw.locks.pop();
        }
    }
    raw
}

/// What is asked for twice: the exact solve and the search against enumeration.
#[test]
fn a_course_asked_for_twice_agrees() {
    let (tally, proven) = (Tally::default(), Cell::new(0));
    over_numbers(150, |numbers| {
        let school = School::try_from(halves_raw(&mut draws(numbers))).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        let rules = Rules::of(&school);
        let Some(best) = agree_within(&school, &rules, &tally, 400_000)? else { return Ok(()) };
        let score = mortarboard_testkit::score(&school, &rules, &best);
        let mut options = crate::Options::default();
        (options.work, options.time, options.threads, options.seed) = (Some(3_000), None, 1, 7);
        let outcome = crate::solve(&school, &rules, &options, &|_| {});
        if let Some(solved) = outcome.solved() {
            check_outcome(&school, &rules, &solved.schedule, solved.score).map_err(TestCaseError::fail)?;
            let key = solved.score.key(school.objective());
            prop_assert!(key <= score.key(school.objective()));
            if matches!(outcome, crate::Outcome::Optimal(..)) {
                prop_assert_eq!(key, score.key(school.objective()));
                proven.set(proven.get() + 1);
            }
        }
        Ok(())
    });
    let (twice, proven) = (tally.twice.get(), proven.get());
    assert!(twice >= 20 && proven >= 20, "{twice} with a course twice, {proven} proven by the search");
}

/// Random rows reach every kind of definition, sense and price.
#[test]
fn random_rows_agree_in_both_objectives() {
    let tally = Tally::default();
    over_numbers(250, |numbers| {
        let Some(mut raw) = trimmed_raw(numbers) else { return Ok(()) };
        let mut draw = draws(numbers);
        let mode = if draw(3) == 0 { Mode::Hard } else { Mode::soft(draw(4)) };
        let drawn: Vec<u32> = (0..60).map(|_| draw(u32::MAX)).collect();
        for objective in objectives() {
            raw.settings.objective = objective;
            let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            let rules = Rules::of(&school).with(Arc::new(AnyRows::new(drawn.clone(), false)), mode);
            agree(&school, &rules, &tally)?;
        }
        Ok(())
    });
    let (feasible, infeasible) = (tally.feasible.get(), tally.infeasible.get());
    assert!(feasible >= 15 && infeasible >= 15, "{feasible} feasible, {infeasible} infeasible");
}

/// Starting from the best schedule, or from one without seats, changes nothing about the worth.
#[test]
fn a_start_does_not_change_the_worth() {
    let started = Cell::new(0);
    over_numbers(220, |numbers| {
        let Some(school) = trimmed_school(numbers) else { return Ok(()) };
        let rules = Rules::of(&school);
        let plain = ExactOptions { explain: false, ..ExactOptions::default() }.within(None);
        let Exact::Optimal { schedule: best, score } = solve(&school, &rules, &plain) else { return Ok(()) };
        check_outcome(&school, &rules, &best, score).map_err(TestCaseError::fail)?;
        let bare = Schedule { seats: Schedule::empty(&school).seats, ..best.clone() };
        for start in [&best, &bare] {
            let warm = solve(&school, &rules, &plain.clone().from(start));
            prop_assert!(matches!(warm, Exact::Optimal { .. }), "{:?}", warm);
            prop_assert_eq!(warm.score().map(|warm| warm.key(school.objective())), Some(score.key(school.objective())));
        }
        started.set(started.get() + 1);
        Ok(())
    });
    assert!(started.get() >= 10, "{} started", started.get());
}
