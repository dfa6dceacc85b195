//! The bound that counts seats against every schedule of tiny schools.

use mortarboard_checker::{Measure, Prices, most_by, seat_bound};
use mortarboard_model::raw::{RawObjective, RawRuleMode, RawSchool};
use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::testing::{draws, random_raw};
use mortarboard_model::{CourseId, School};
use mortarboard_testkit::{Brute, brute_force_within, leave_sections, lock, numbers};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use std::cell::Cell;

/// Looks at a schedule for one school.
const BUDGET: u64 = 8_000;

/// The same cases in every run, so that the counts asserted below can't fail by chance.
fn over_numbers(cases: u32, test: impl Fn(&[u32]) -> Result<(), TestCaseError>) {
    let config = Config { cases, max_shrink_iters: 300, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    match runner.run(&numbers(), |numbers| test(&numbers)) {
        Ok(()) => {}
        Err(TestError::Fail(why, numbers)) => panic!("{why}\nnumbers: {numbers:?}"),
        Err(failure) => panic!("{failure}"),
    }
}

/// A school of three students, three sections with few seats and two rooms, in which rules that the bound reads are in
/// any of their modes. What only takes schedules away (teachers, teams) is left out, so that most of the cases have one.
fn crowded(draw: &mut dyn FnMut(u32) -> u32) -> Option<RawSchool> {
    let mut raw = random_raw(draw);
    let locks: Vec<_> = std::mem::take(&mut raw.locks).into_iter().filter(|lock| lock.kind != "teacher").collect();
    (raw.teachers, raw.qualifications, raw.teams) = Default::default();
    leave_sections(&mut raw, 3);
    raw.courses.iter_mut().for_each(|course| course.max_seats = 1 + draw(4) / 3);
    raw.sections.retain(|section| section.max_seats.is_none());
    raw.rooms.truncate(2);
    raw.students.truncate(3);
    raw.requests.retain(|row| raw.students.iter().any(|student| student.student == row.student));
    for (slug, modes) in [("seat-cap", 4), ("room-fit", 2), ("availability", 2), ("locks", 2)] {
        if draw(3) == 0 {
            let mode = [RawRuleMode::Hard, RawRuleMode::Off, RawRuleMode::Report, RawRuleMode::soft(1)][draw(modes) as usize];
            raw.settings.rules.insert(slug.to_owned(), mode);
        }
    }
    School::try_from(&raw).ok()?;
    lock(&mut raw, locks);
    Some(raw)
}

fn best(school: &School) -> Option<Score> {
    match brute_force_within(school, &Rules::of(school), BUDGET) {
        Brute::Best { score, .. } => Some(score),
        Brute::Nothing | Brute::TooLarge => None,
    }
}

fn levels(score: Score) -> [i64; 3] {
    [score.critical, score.required, score.primary]
}

/// The school with its requests all alike, so that the best schedule is one that meets most of them.
fn alike(raw: &RawSchool) -> RawSchool {
    let mut raw = raw.clone();
    raw.settings.objective = RawObjective::Lexicographic;
    raw.requests.retain(|request| request.priority != "alternate");
    for request in &mut raw.requests {
        (request.priority, request.weight) = ("primary".to_owned(), None);
    }
    raw
}

fn school(raw: &RawSchool) -> Result<School, TestCaseError> {
    School::try_from(raw).map_err(|faults| TestCaseError::fail(faults.to_string()))
}

/// Prices by chance, some of them absurd.
fn any_prices(school: &School, draw: &mut dyn FnMut(u32) -> u32) -> Prices {
    let mut part = |part: u32| match draw(part) {
        6 => i64::MIN,
        7 => i64::MAX,
        small => i64::from(small) - 2,
    };
    (0..=school.courses().len() as u32).map(|id| (CourseId(id), [part(6), part(7), part(8)])).collect()
}

#[test]
fn no_schedule_exceeds_the_bound_whatever_the_prices() {
    let (found, reached, seats) = (Cell::new(0), Cell::new(0), Cell::new(0));
    over_numbers(400, |numbers| {
        let mut draw = draws(numbers);
        let Some(mut raw) = crowded(&mut draw) else { return Ok(()) };
        raw.settings.objective = RawObjective::Lexicographic;
        let by_level = school(&raw)?;
        let bound = seat_bound(&by_level, &Rules::of(&by_level));
        let worth = bound.worth.clone().expect("weights are small");
        if let Some(score) = best(&by_level) {
            prop_assert!(levels(score) <= worth.worth, "{:?} {:?}", score, bound);
            prop_assert!(most_by(&by_level, &Rules::of(&by_level), Measure::Levels, &worth.prices) == Some(worth.worth));
            for _ in 0..4 {
                let prices = any_prices(&by_level, &mut draw);
                let most = most_by(&by_level, &Rules::of(&by_level), Measure::Levels, &prices).expect("weights are small");
                prop_assert!(levels(score) <= most, "{:?} {:?} {:?}", score, prices, most);
            }
            let proven = bound.proven(&by_level, &score);
            prop_assert_eq!(proven == 3, levels(score) == worth.worth);
            found.set(found.get() + 1);
            reached.set(reached.get() + u32::from(proven == 3));
            seats.set(seats.get() + u32::from(proven == 3 && !worth.prices.is_empty()));
        }
        let count = alike(&raw);
        let count = school(&count)?;
        if let Some(score) = best(&count) {
            prop_assert!(score.primary <= bound.requests.worth[0], "{:?} {:?}", score, bound);
            let prices = any_prices(&by_level, &mut draw);
            let most = most_by(&by_level, &Rules::of(&by_level), Measure::Requests, &prices).expect("ones are small");
            prop_assert!([score.primary, 0, 0] <= most, "{:?} {:?} {:?}", score, prices, most);
        }
        raw.settings.objective = RawObjective::Ratio { critical: Some(7), required: 5, primary: 2, alternate: 1, preference: 1 };
        let by_sum = school(&raw)?;
        let bound = seat_bound(&by_sum, &Rules::of(&by_sum));
        let worth = bound.worth.expect("weights are small");
        // The best sum may have fewer requests in it for the sake of preferences, so this is asked of the best by level too.
        for score in best(&by_sum).into_iter().chain(best(&by_level)) {
            let sum = 7 * score.critical + 5 * score.required + 2 * score.primary;
            prop_assert!(worth.measure == Measure::Sum && sum <= worth.worth[0], "{:?} {:?}", score, worth);
        }
        Ok(())
    });
    assert!(found.get() > 100 && reached.get() > 80 && seats.get() > 15, "{found:?} {reached:?} {seats:?}");
}
