//! Prices against every flow of small networks, and what of a school counts as seats.

use super::flow::{Asker, minus, prices};
use super::{Measure, Worth, cut, most_by, seat_bound};
use crate::day::add;
use mortarboard_model::program::Program;
use mortarboard_model::raw::{RawLock, RawRoom, RawRuleMode, RawSchool};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules, standard};
use mortarboard_model::score::Score;
use mortarboard_model::{Schedule, School};
use proptest::prelude::*;

/// Whether a student can hold the requests of a set.
fn holds(asker: &Asker, set: u32) -> bool {
    (0..3).all(|level| {
        let held = asker.asks.iter().enumerate().filter(|(at, (_, own, _))| set >> at & 1 == 1 && *own <= level).count() as u64;
        held <= asker.most[level] || asker.asks.iter().all(|&(_, own, _)| own != level)
    })
}

fn worth(asker: &Asker, set: u32, prices: Option<&[Worth]>) -> Worth {
    let own = asker.asks.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
    own.fold([0; 3], |sum, (_, &(place, _, worth))| {
        let price = prices.zip(place).map_or([0; 3], |(prices, place)| prices[place]);
        add(sum, minus(worth, price))
    })
}

/// The greatest worth of any seating, by trying all.
fn best_seating(askers: &[Asker], seats: &mut [u64]) -> Worth {
    let Some((asker, rest)) = askers.split_first() else { return [0; 3] };
    let mut best = [0; 3];
    for set in (0..1_u32 << asker.asks.len()).filter(|&set| holds(asker, set)) {
        let taken: Vec<usize> = (0..asker.asks.len()).filter(|at| set >> at & 1 == 1).filter_map(|at| asker.asks[at].0).collect();
        let mut left = seats.to_vec();
        if taken.iter().all(|&place| left[place].checked_sub(1).map(|less| left[place] = less).is_some()) {
            best = best.max(add(worth(asker, set, None), best_seating(rest, &mut left)));
        }
    }
    best
}

/// What prices prove of a network: each student's best requests at these prices, and what all seats cost.
fn proved(askers: &[Asker], seats: &[u64], prices: &[Worth]) -> Worth {
    let own = askers.iter().map(|asker| {
        let sets = (0..1_u32 << asker.asks.len()).filter(|&set| holds(asker, set));
        sets.map(|set| worth(asker, set, Some(prices))).max().unwrap_or([0; 3])
    });
    let paid = seats.iter().zip(prices).map(|(&seats, price)| price.map(|part| part * seats as i64));
    own.chain(paid).fold([0; 3], add)
}

fn networks() -> impl Strategy<Value = (Vec<Asker>, Vec<u64>)> {
    let ask = (0usize..4, 0usize..3, 1i64..4);
    let asker = (proptest::collection::vec(ask, 0..5), 0u64..3, 0u64..2, 0u64..2);
    (proptest::collection::vec(asker, 0..5), proptest::collection::vec(0u64..3, 3)).prop_map(|(askers, seats)| {
        let askers = askers.into_iter().map(|(asks, a, b, c)| Asker {
            most: [a, a + b, a + b + c],
            asks: asks
                .into_iter()
                .map(|(place, level, weight)| {
                    ((place < 3).then_some(place), level, std::array::from_fn(|at| if at == level { weight } else { 0 }))
                })
                .collect(),
        });
        (askers.collect(), seats)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Strong duality: the flow is the best seating, and its prices prove that.
    #[test]
    fn the_flow_is_the_best_seating_and_its_prices_prove_it((askers, seats) in networks()) {
        let best = best_seating(&askers, &mut seats.clone());
        let (found, flow) = prices(&askers, &seats);
        prop_assert_eq!(flow, best);
        prop_assert!(found.iter().all(|&price| price >= [0; 3]));
        prop_assert_eq!(proved(&askers, &seats, &found), best);
    }

    /// A sum is rounded up where it has parts below zero or beyond an integer, never down.
    #[test]
    fn a_rounded_sum_is_not_below(parts in proptest::collection::vec((any::<[i64; 3]>(), 0u64..9), 0..4), truth in any::<[u32; 3]>()) {
        let mut sum = cut::Sum::default();
        parts.iter().for_each(|&(worth, times)| sum.add(worth, times));
        let mut other = cut::Sum::default();
        other.add(truth.map(i64::from), 1);
        prop_assert!(other > sum || truth.map(i64::from) <= sum.worth(), "{:?} {:?} {:?}", sum, truth, sum.worth());
        prop_assert!(sum.worth().iter().all(|&part| part >= 0));
    }
}

/// Three students who ask for one course with one section.
fn one_course(seats: u32) -> RawSchool {
    serde_json::from_value(serde_json::json!({
        "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
        "patterns": [{"pattern": "P1", "cells": "1(*)"}],
        "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": seats}],
        "students": [{"student": "s1"}, {"student": "s2"}, {"student": "s3"}],
        "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}, {"student": "s3", "course": "ART"}]
    }))
    .unwrap()
}

fn most(raw: &RawSchool) -> [i64; 3] {
    let school = School::try_from(raw).unwrap();
    let bound = seat_bound(&school, &Rules::of(&school));
    let worth = bound.worth.unwrap();
    assert_eq!(most_by(&school, &Rules::of(&school), worth.measure, &worth.prices), Some(worth.worth));
    assert_eq!(most_by(&school, &Rules::of(&school), Measure::Requests, &bound.requests.prices), Some(bound.requests.worth));
    worth.worth
}

fn with(mut raw: RawSchool, rule: &str, mode: RawRuleMode) -> RawSchool {
    raw.settings.rules.insert(rule.to_owned(), mode);
    raw
}

#[test]
fn three_requests_and_one_seat() {
    let raw = one_course(1);
    assert_eq!(most(&raw), [0, 0, 1]);
    let school = School::try_from(&raw).unwrap();
    let bound = seat_bound(&school, &Rules::of(&school));
    assert_eq!((bound.placeable, bound.requests.worth, bound.not_offered), (3, [1, 0, 0], 0));
    // Who meets one meets all that can be met.
    assert_eq!(bound.proven(&school, &Score { primary: 1, ..Score::default() }), 3);
    assert!(bound.proves(&school, &Score { primary: 1, ..Score::default() }));
    assert!(!bound.proves(&school, &Score { primary: 1, preference: -1, ..Score::default() }));
}

#[test]
fn seats_count_only_where_the_rule_is_hard() {
    for mode in [RawRuleMode::soft(1), RawRuleMode::Report, RawRuleMode::Off] {
        assert_eq!(most(&with(one_course(1), "seat-cap", mode)), [0, 0, 3]);
    }
}

#[test]
fn the_largest_room_that_fits_counts() {
    let mut raw = one_course(9);
    raw.courses[0].room_type = "lab".into();
    let room = |room: &str, kind: &str, seats| RawRoom { room: room.into(), kind: kind.into(), seats, unavailable: String::new() };
    raw.rooms = vec![room("R1", "lab", 1), room("R2", "lab", 2), room("R3", "hall", 9)];
    assert_eq!(most(&raw), [0, 0, 2]);
    assert_eq!(most(&with(raw.clone(), "room-fit", RawRuleMode::Off)), [0, 0, 3]);
    // The room counts also where seats are not capped.
    assert_eq!(most(&with(raw.clone(), "seat-cap", RawRuleMode::Off)), [0, 0, 2]);
    // A lock leaves one room, while locks are kept.
    raw.locks = vec![RawLock { section: "ART-1".into(), kind: "room".into(), value: "R1".into() }];
    assert_eq!(most(&raw), [0, 0, 1]);
    assert_eq!(most(&with(raw.clone(), "locks", RawRuleMode::Off)), [0, 0, 2]);
    // A section that needs no room may sit anywhere.
    (raw.courses[0].room_type, raw.locks) = (String::new(), Vec::new());
    assert_eq!(most(&raw), [0, 0, 3]);
}

#[test]
fn a_better_level_comes_first() {
    let mut raw = one_course(2);
    raw.requests[0].weight = Some(5);
    (raw.requests[1].priority, raw.requests[2].priority) = ("required".into(), "critical".into());
    assert_eq!(most(&raw), [1, 1, 0]);
    // By one sum the five of the first request and the hundred times seven of the critical one.
    raw.settings.objective =
        mortarboard_model::raw::RawObjective::Ratio { critical: None, required: 7, primary: 2, alternate: 1, preference: 1 };
    assert_eq!(most(&raw), [710, 0, 0]);
}

#[test]
fn the_bound_is_that_of_the_rules_in_force() {
    // Three ask for a course of one seat.
    let school = School::try_from(one_course(1)).unwrap();
    let (rules, most) = (Rules::of(&school), |rules: &Rules| seat_bound(&school, rules).requests.worth[0]);
    assert_eq!((most(&rules), most(&rules.clone().without("seat-cap"))), (1, 3));
    // A rule of somebody else's that bears the name of the library's is not that rule.
    assert_eq!(most(&rules.without("seat-cap").with(std::sync::Arc::new(Namesake), Mode::Hard)), 3);
}

/// A rule that asks for nothing.
struct Namesake;

impl Rule for Namesake {
    fn card(&self) -> &'static Card {
        static CARD: std::sync::LazyLock<Card> = std::sync::LazyLock::new(|| {
            let library = standard().into_iter().find(|rule| rule.card().slug == "seat-cap");
            library.map(|rule| rule.card().clone()).unwrap()
        });
        &CARD
    }
    fn rows(&self, _: &School, _: &mut Program) {}
    fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
        Vec::new()
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: String::new(), mends: Vec::new() }
    }
}

#[test]
fn a_weight_that_is_too_large_to_sum_has_no_bound() {
    let mut raw = one_course(1);
    raw.requests[0].weight = Some(u32::MAX);
    assert_eq!(most(&raw), [0, 0, i64::from(u32::MAX)]);
    let factor = u32::MAX;
    raw.settings.objective =
        mortarboard_model::raw::RawObjective::Ratio { critical: None, required: factor, primary: factor, alternate: 1, preference: 1 };
    let school = School::try_from(&raw).unwrap();
    let bound = seat_bound(&school, &Rules::of(&school));
    assert_eq!((bound.worth.clone(), bound.requests.worth[0], bound.proven(&school, &Score::default())), (None, 1, 0));
}
