//! Routes made without a search, against searches.

use super::plan_id;
use crate::reach::oracle::cases::{Case, numbers, random_case, random_outside, random_takes};
use crate::reach::oracle::is_route;
use crate::reach::search::cover::Cover;
use crate::reach::search::put_off::put_off;
use crate::reach::search::reacher::{Reacher, written};
use crate::reach::search::solve::Outcome;
use crate::reach::search::standing::Standing;
use crate::reach::search::state::State;
use crate::reach::search::swap::swaps;
use crate::reach::{Scene, Take};
use mortarboard_model::Id;
use mortarboard_model::testing::draws;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;

/// Draws so many cases for a law that says how often it had something to say, and holds that against the least.
fn often_enough(cases: u32, least: u32, law: impl Fn(&[u32]) -> Result<u32, TestCaseError>) {
    let said = Cell::new(0);
    let config = ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(cases) };
    let held = TestRunner::new(config).run(&numbers(), |numbers| {
        said.set(said.get() + law(&numbers)?);
        Ok(())
    });
    held.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(said.get() >= least, "{} of {cases} cases", said.get());
}

/// A random student, every other one of a school with credit from outside.
fn any_case(numbers: &[u32]) -> Case {
    if numbers.len().is_multiple_of(2) { random_case(numbers) } else { random_outside(numbers) }
}

/// A year of a random student, with what is failed in any case.
fn year(case: &Case, numbers: &[u32]) -> Vec<Take> {
    let turned: Vec<u32> = numbers.iter().rev().copied().collect();
    let mut now: Vec<Take> = random_takes(case, 5, &mut draws(&turned)).into_iter().map(|take| Take { year: 0, ..take }).collect();
    now.dedup_by(|a, b| a.course == b.course);
    now
}

#[test]
fn failures_that_retakes_bear_leave_a_route() {
    often_enough(20_000, 1_500, |numbers| {
        let case = any_case(numbers);
        let now = year(&case, numbers);
        let reacher = Reacher::new(&case.school, plan_id(&case), None);
        let failed: Vec<Take> = case.scene().failed.iter().chain(&now).cloned().collect();
        let passed = Scene { fixed: Some(&now), failed: case.scene().failed, ..Scene::default() };
        let lost = Scene { fixed: Some(&[]), failed: &failed, ..Scene::default() };
        let standing = |scene| Standing::new(reacher.tables()?, case.who(), scene);
        let (Some(base), Some(lost)) = (standing(passed), standing(lost)) else { return Ok(0) };
        let mut search = reacher.search();
        let Outcome::Route(route) = search.run(&base) else { return Ok(0) };
        let ids: Vec<Option<usize>> = now.iter().map(|take| case.school.find_course(&take.course).map(Id::index)).collect();
        let mut cover = Cover::new(now.len());
        let later = route.into_iter().filter(|take| take.year > 0).collect();
        search.borne_by_retakes((&base, &lost), &ids, &mut vec![later], &mut cover);
        let mut said = 0;
        for set in 1u32..1 << now.len() {
            let at: Vec<usize> = (0..now.len()).filter(|at| set >> at & 1 == 1).collect();
            if cover.covers(&at) {
                let kept: Vec<Take> = (0..now.len()).filter(|other| !at.contains(other)).map(|other| now[other].clone()).collect();
                let failed: Vec<Take> = case.scene().failed.iter().cloned().chain(at.iter().map(|&at| now[at].clone())).collect();
                let left = reacher.reachable(case.who(), Scene { fixed: Some(&kept), failed: &failed, ..Scene::default() });
                prop_assert_eq!(left, Some(true), "{:?} of {:?}", at, now);
                said += 1;
            }
        }
        Ok(said)
    });
}

#[test]
fn what_is_put_off_or_swapped_and_complete_is_a_route() {
    often_enough(2_000, 150, |numbers| {
        let case = any_case(numbers);
        let scene = Scene { fixed: None, failed: &[], schedule: None, seats: None, ..case.scene() };
        let reacher = Reacher::new(&case.school, plan_id(&case), None);
        let Some(standing) = reacher.tables().and_then(|tables| Standing::new(tables, case.who(), scene)) else { return Ok(0) };
        let mut search = reacher.search();
        let Outcome::Route(route) = search.run(&standing) else { return Ok(0) };
        let mut state = State::root(&standing);
        prop_assert!(state.settle().is_ok());
        let mut required = state.required();
        if !state.guess(&mut required) {
            return Ok(0);
        }
        let mut made = vec![put_off(&state, &route, &[])];
        let now: Vec<usize> = route.iter().filter(|take| take.year == 0).map(|take| take.course).collect();
        made.extend(now.into_iter().flat_map(|course| swaps(&state, &route, course)));
        let mut said = 0;
        for takes in made.into_iter().filter(|made| *made != route) {
            state.takes.clone_from(&takes);
            let mut search = reacher.search();
            if search.dive.complete(&state, &required, &mut search.bound, &mut search.day) {
                let route = written(&standing, &mut search, &takes, scene);
                prop_assert!(is_route(&case.school, case.plan(), case.who(), scene, &route), "{:?}", route);
                said += 1;
            }
        }
        Ok(said)
    });
}
