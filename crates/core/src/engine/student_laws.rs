//! The exact subproblem of one student against plain enumeration.

use super::clock::Clock;
use super::dice::Dice;
use super::keep::Answers;
use super::problem::{NONE, Problem};
use super::state::State;
use super::student::{Ask, Scratch};
use mortarboard_model::{PatternId, RequestId, School};
use mortarboard_model::graduation::raw::{RawListing, RawPrerequisite};
use mortarboard_model::program::Domains;
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent, RawTerm};
use mortarboard_model::rule::Rules;
use mortarboard_model::testing::draws;
use proptest::prelude::*;

/// One student, up to seven requests, patterns of one to three of six slots.
fn school(numbers: &[u32]) -> School {
    let mut draw = draws(numbers);
    let mut raw = RawSchool::default();
    let slots = 3 + draw(4);
    for slot in 1..=slots {
        let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
        raw.bell.push(RawBell { day: "Mon".into(), slot: slot.to_string(), start, end });
    }
    // A year in two terms, so that courses can be asked for twice; or in one.
    let halves = draw(2) == 0;
    if halves {
        raw.terms = ["S1", "S2"].map(|term| RawTerm { term: term.into() }).to_vec();
    }
    for n in 0..2 + draw(8) {
        let mut own: Vec<u32> = (0..1 + draw(3)).map(|_| 1 + draw(slots)).collect();
        own.sort_unstable();
        own.dedup();
        let term = if halves { ["", "S1:", "S2:"][draw(3) as usize] } else { "" };
        let cells: Vec<String> = own.iter().map(|slot| format!("{term}{slot}(*)")).collect();
        if raw.patterns.iter().all(|have| have.cells != cells.join(" ")) {
            raw.patterns.push(RawPattern { pattern: format!("P{n}"), group: "all".into(), cells: cells.join(" ") });
        }
    }
    let unavailable = if draw(4) == 0 { "1(*)".to_owned() } else { String::new() };
    raw.students.push(RawStudent { student: "s".into(), unavailable, ..Default::default() });
    let courses = 1 + draw(if halves { 5 } else { 7 });
    for n in 0..courses {
        let (course, sections) = (format!("C{n}"), Some(1 + draw(3)));
        raw.courses.push(RawCourse { course: course.clone(), sections, max_seats: 1, patterns: "all".into(), ..Default::default() });
        let priority = ["required", "primary", "primary", "alternate", "alternate"][draw(5) as usize];
        let alternate = priority == "alternate" && draw(2) == 0 && n > 0;
        let instead_of = if alternate { format!("C{}", draw(n)) } else { String::new() };
        let instead_of =
            raw.requests.iter().find(|r| r.course == instead_of && r.priority != "alternate").map_or(String::new(), |r| r.course.clone());
        let weight = Some(1 + draw(3));
        // No more than seven requests in all: each choice of all of them is tried.
        let most = 7 - raw.requests.iter().map(|r| r.times.unwrap_or(1)).sum::<u32>().min(7);
        let times = (halves && draw(3) == 0 && most > courses - n).then(|| (2 + draw(4) / 3).min(most - (courses - n - 1)));
        raw.catalogue.push(RawListing { course: course.clone(), completions: times, ..Default::default() });
        let priority = priority.into();
        raw.requests.push(RawRequest { student: "s".into(), course, priority, instead_of, weight, times, ..Default::default() });
    }
    // What comes before or with what, each course after one listed before it.
    for n in 1..courses {
        if halves && draw(3) == 0 {
            let (first, more) = (draw(n), if n > 1 && draw(2) == 0 { format!(";C{}", draw(n)) } else { String::new() });
            let kind = ["before", "with", "same"][draw(3) as usize].to_owned();
            let (course, any_of) = (format!("C{n}"), format!("C{first}{more}"));
            raw.prerequisites.push(RawPrerequisite { course, kind, any_of, ..Default::default() });
        }
    }
    School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The best of all choices that are allowed, and the best of the requests that are no alternates.
fn enumerate(problem: &Problem<u64>, state: &State<u64>, scale: i64, price: &dyn Fn(u32) -> Option<i64>) -> (i64, i64) {
    let mut best = (0, 0);
    let mut chosen = vec![NONE; problem.requests.len()];
    let options: Vec<Vec<u32>> = problem
        .requests
        .iter()
        .map(|request| {
            let own = problem.courses[request.course as usize].iter().copied();
            own.filter(|&s| state.mask(problem, s) != 0 && price(s).is_some()).chain([NONE]).collect()
        })
        .collect();
    let total: usize = options.iter().map(Vec::len).product();
    for mut number in 0..total {
        for (choice, own) in chosen.iter_mut().zip(&options) {
            (*choice, number) = (own[number % own.len()], number / own.len());
        }
        if let Some(worth) = worth(problem, state, scale, price, &chosen) {
            best.0 = best.0.max(worth);
            if (0..chosen.len()).all(|r| chosen[r] == NONE || !problem.requests[r].is_alternate()) {
                best.1 = best.1.max(worth);
            }
        }
    }
    best
}

/// What a choice is worth; none where it is not allowed.
fn worth(problem: &Problem<u64>, state: &State<u64>, scale: i64, price: &dyn Fn(u32) -> Option<i64>, chosen: &[u32]) -> Option<i64> {
    let (mut busy, mut worth, mut places) = (problem.students[0], 0, 0);
    let mut stood_for: Vec<u32> = Vec::new();
    for (request, &section) in problem.requests.iter().zip(chosen) {
        if section == NONE {
            places += i32::from(!request.is_alternate());
            continue;
        }
        let mask = state.mask(problem, section);
        if mask & busy != 0 {
            return None;
        }
        busy |= mask;
        worth += request.worth * scale - price(section)?;
        if request.is_alternate() {
            places -= 1;
            if request.instead_of != NONE {
                stood_for.push(request.instead_of);
            }
        }
    }
    for &place in &stood_for {
        let course = problem.requests[place as usize].course;
        let own = problem.requests.iter().zip(chosen).filter(|(request, _)| request.course == course && !request.is_alternate());
        if own.filter(|(_, section)| **section == NONE).count() < stood_for.iter().filter(|&&other| other == place).count() {
            return None;
        }
    }
    // Requests for one course have sections of their own, and no term in common.
    let mut met: Vec<(u32, u128)> = Vec::new();
    for (request, &section) in problem.requests.iter().zip(chosen).filter(|(_, section)| **section != NONE) {
        let terms = problem.terms[state.pattern[section as usize] as usize];
        if met.iter().any(|&(course, other)| course == request.course && other & terms != 0) {
            return None;
        }
        met.push((request.course, terms));
    }
    for order in &problem.held.orders {
        let pattern = |id: RequestId| {
            let r = problem.requests.iter().position(|request| request.id == id.0).expect("the request is the student's");
            (chosen[r] != NONE).then(|| PatternId(state.pattern[chosen[r] as usize]))
        };
        let (first, second) = (order.0.iter().filter_map(|&id| pattern(id)).collect::<Vec<_>>(), pattern(order.1));
        if second.is_some_and(|second| !first.is_empty() && !first.iter().any(|&first| order.2.allows(first, second))) {
            return None;
        }
    }
    // Alternates take the places of requests given up, wherever in the list those stand.
    (places >= 0).then_some(worth)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_best_week_is_that_of_enumeration(
        numbers in proptest::collection::vec(any::<u32>(), 0..80), seed in any::<u64>(), dear in 1i64..200
    ) {
        let school = school(&numbers);
        let rules = Rules::of(&school);
        let problem = Problem::<u64>::new(&school, &Answers::of(&school, &rules), &Domains::new(&school, &rules));
        let clock = Clock::new(&school);
        let none = vec![NONE; problem.sections.len()];
        let mut state = State::new(&problem, &clock, &none, vec![i64::MAX], None);
        let mut dice = Dice::new(seed);
        state.build(&problem, &clock, &mut dice);
        let prices: Vec<Option<i64>> =
            problem.sections.iter().map(|_| (dice.below(6) > 0).then(|| dice.below(dear as usize) as i64)).collect();
        let mut scratch = Scratch::default();
        for (scale, priced) in [(1, false), (64, true)] {
            let price = |section: u32| prices[section as usize].map(|price| if priced { price } else { 0 });
            let (all, firm) = enumerate(&problem, &state, scale, &price);
            let whole = Ask { scale, whole: true, ..Ask::above(-1) };
            let found = scratch.solve_priced(&problem, &state, 0, whole, |section, _| price(section));
            prop_assert_eq!(found, Some(all));
            prop_assert_eq!(worth(&problem, &state, scale, &price, scratch.found()), found);
            // Alternates aside: the best of the others is had, and what alternates add is allowed.
            let found = scratch.solve_priced(&problem, &state, 0, Ask { scale, ..Ask::above(-1) }, |section, _| price(section));
            let alternate = |k: usize| problem.requests[k].is_alternate();
            let own: Vec<u32> = scratch.found().iter().enumerate().map(|(k, &s)| if alternate(k) { NONE } else { s }).collect();
            prop_assert_eq!(worth(&problem, &state, scale, &price, &own), Some(firm));
            prop_assert_eq!(worth(&problem, &state, scale, &price, scratch.found()), found);
            prop_assert!(found >= Some(firm));
            // Nothing is found above the best, and just below it something is.
            let above = |floor| Ask { scale, whole: true, ..Ask::above(floor) };
            prop_assert_eq!(scratch.solve_priced(&problem, &state, 0, above(all), |section, _| price(section)), None);
            if all > 0 {
                prop_assert_eq!(scratch.solve_priced(&problem, &state, 0, above(all - 1), |section, _| price(section)), Some(all));
            }
        }
    }
}
