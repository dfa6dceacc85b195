use super::any_keepers::AnyKeepers;
use super::walk;
use mortarboard_model::School;
use mortarboard_model::rule::{Mode, standard};
use mortarboard_model::testing::{draws, random_raw};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The cases are the same in every run, so that "it was broken, too" can't fail by chance.
#[test]
fn every_rule_is_counted_as_its_check_finds_it() {
    let config = ProptestConfig { cases: 400, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let seen: RefCell<BTreeMap<&str, (u32, u32)>> = RefCell::default();
    let result = runner.run(&proptest::collection::vec(any::<u32>(), 0..300), |numbers| {
        let raw = random_raw(&mut draws(&numbers));
        let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        for rule in standard() {
            let card = rule.card();
            let soft = card.may_be_soft.then_some(Mode::Soft { weight: 3 });
            for mode in [Some(Mode::Hard), soft].into_iter().flatten() {
                let walked = walk(&school, rule.clone(), mode, numbers.len() as u64, 24);
                let walked = walked.map_err(|why| TestCaseError::fail(format!("{why}\nschool: {raw:?}")))?;
                let mut seen = seen.borrow_mut();
                let known = seen.entry(card.slug).or_default();
                *known = (known.0 + walked.kept, known.1 + walked.broken);
            }
        }
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(failure) => panic!("{failure}"),
    }
    for (slug, (kept, broken)) in seen.into_inner() {
        assert!(kept > 100, "{slug} was kept {kept} times");
        // These the search keeps at every step, and no mode lets it do otherwise.
        let held = ["one-pattern", "one-section", "student-clash"].contains(&slug);
        assert_eq!(broken == 0, held, "{slug} was broken {broken} times");
    }
}

#[test]
fn every_kind_of_keeper_is_counted_as_it_says() {
    let config = ProptestConfig { cases: 3_000, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let seen: RefCell<[u32; 2]> = RefCell::default();
    let numbers = || proptest::collection::vec(any::<u32>(), 0..200);
    let result = runner.run(&(numbers(), numbers()), |(of_school, of_rule)| {
        let raw = random_raw(&mut draws(&of_school));
        let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        if school.sections().is_empty() {
            return Ok(());
        }
        for mode in [Mode::Hard, Mode::Soft { weight: 3 }] {
            let walked = walk(&school, Arc::new(AnyKeepers(of_rule.clone())), mode, of_rule.len() as u64, 16);
            let walked = walked.map_err(|why| TestCaseError::fail(format!("{why}\nschool: {raw:?}")))?;
            let mut seen = seen.borrow_mut();
            *seen = [seen[0] + walked.kept, seen[1] + walked.broken];
        }
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(failure) => panic!("{failure}"),
    }
    assert!(seen.borrow().iter().all(|&count| count > 10_000), "kept and broken: {seen:?}");
}
