use super::any_keepers::AnyKeepers;
use super::walk;
use crate::{Options, solve};
use mortarboard_model::keeper::{
    Amount, AtOnce, Counted, Different, Facet, Host, Keeper, Keeping, Link, Needs, Of, Pairs, Relation, Student, Sum, Week, Worth,
};
use mortarboard_model::program::Program;
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules, standard};
use mortarboard_model::score::Level;
use mortarboard_model::testing::{draws, halves, random_raw, tiny};
use mortarboard_model::{CellId, PatternId, RequestId, RoomId, Schedule, School, SectionId, StudentId, TeacherId, TeamId};
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
            let soft = card.may_be_soft.then_some([Mode::soft(3), Mode::soft_on(Level::Primary, 2)]);
            for mode in [Mode::Hard].into_iter().chain(soft.into_iter().flatten()) {
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

/// Keepers that name what the school does not have, or not as they should: the rule is kept by its rows (here there are none).
struct Foreign(Keeper);

impl Rule for Foreign {
    fn card(&self) -> &'static Card {
        AnyKeepers(Vec::new()).card()
    }
    fn rows(&self, _: &School, _: &mut Program) {}
    fn search(&self, _: &School) -> Keeping {
        Keeping::Keepers(vec![self.0.clone()])
    }
    fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
        Vec::new()
    }
    fn explain(&self, _: &School, finding: &Finding) -> Explanation {
        Explanation { sentence: format!("{finding:?}"), mends: Vec::new() }
    }
}

#[test]
fn keepers_of_another_school_are_passed_over() {
    let school = School::try_from(tiny()).unwrap();
    let pairs = || Arc::new(Pairs::new(&School::try_from(halves()).unwrap(), |_| (), |_, _| false));
    assert!(pairs().class(PatternId(school.patterns().len() as u32 - 1)).is_none(), "they are of a school of fewer patterns");
    let (far, s) = (SectionId(99), SectionId(0));
    let cells = |id| -> Arc<[(CellId, u32)]> { [(CellId(id), 0)].into() };
    let amount = |sum| Amount::at_most(sum, 0);
    let order = |first, second| Student::Order { first: vec![RequestId(first)], second: RequestId(second), pairs: pairs() };
    let keepers: Vec<Keeper> = vec![
        Needs { facet: Facet::Room, sections: vec![far] }.into(),
        AtOnce { of: Of::Teacher(TeacherId(9)), most: cells(0) }.into(),
        AtOnce { of: Of::Sections(vec![far]), most: cells(0) }.into(),
        AtOnce { of: Of::Sections(vec![s]), most: cells(999) }.into(),
        amount(Sum::Placed(vec![(far, PatternId(0), 1)])).into(),
        amount(Sum::Placed(vec![(s, PatternId(0), i64::MAX), (s, PatternId(1), i64::MIN)])).into(),
        amount(Sum::Taught(TeacherId(0), [(SectionId(1), 1), (s, 1)].into())).into(),
        amount(Sum::Taught(TeacherId(9), [(s, 1)].into())).into(),
        amount(Sum::Seated(vec![far], Counted::All)).into(),
        amount(Sum::Seated(vec![s], Counted::Some([(RequestId(99), 1)].into()))).into(),
        Different { teacher: TeacherId(9), what: "", things: [].into(), most: 0 }.into(),
        Different { teacher: TeacherId(0), what: "", things: [(far, 1)].into(), most: 0 }.into(),
        Week::Free { teacher: TeacherId(9), minutes: 1, block: 1 }.into(),
        Week::Meets(TeamId(9)).into(),
        Link { sections: [s, far], relation: Relation::SameTeacher }.into(),
        Student::Away(StudentId(99), vec![CellId(0)]).into(),
        Student::Away(StudentId(0), vec![CellId(999)]).into(),
        Student::Fixed(RequestId(99), s).into(),
        Student::Fixed(RequestId(0), far).into(),
        order(0, 0).into(),
        order(0, 99).into(),
        order(0, 4).into(),
        Host::Shut(RoomId(9), vec![CellId(0)]).into(),
        Worth { teacher: TeacherId(9), sections: [(s, 1)].into() }.into(),
        Worth { teacher: TeacherId(0), sections: [(far, 1)].into() }.into(),
    ];
    for keeper in keepers {
        let rule = Arc::new(Foreign(keeper.clone()));
        for mode in [Mode::Hard, Mode::soft(2), Mode::soft_on(Level::Required, 2)] {
            let rules = Rules::of(&school).with(rule.clone(), mode);
            let mut options = Options::default();
            (options.time, options.work, options.threads) = (None, Some(200), 1);
            assert!(solve(&school, &rules, &options, &|_| {}).solved().is_some(), "{keeper:?}");
            walk(&school, rule.clone(), mode, 1, 20).unwrap_or_else(|why| panic!("{keeper:?}: {why}"));
        }
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
        for mode in [Mode::Hard, Mode::soft(3), Mode::soft_on(Level::Alternate, 3)] {
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
