//! Laws of the engine on random tiny schools: what it returns is verified, never better than the best
//! there is, the same on any number of threads.

use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::keep::Answers;
use super::moves::Proposal;
use super::problem::{NONE, Problem};
use super::staffing::Staff;
use super::state::State;
use crate::{Options, Outcome, Progress, Proof, load, solve};
use mortarboard_model::program::Domains;
use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};
use mortarboard_testkit::{Brute, brute_force_within, is_feasible, numbers, random_school, score};
use proptest::prelude::*;

fn options(work: u64, threads: usize) -> Options {
    let mut options = Options::default();
    (options.work, options.time, options.threads, options.seed) = (Some(work), None, threads, 7);
    options
}

fn quiet(_: Progress) {}

fn search(school: &School, work: u64, threads: usize) -> Outcome {
    solve(school, &Rules::of(school), &options(work, threads), &quiet)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_returned_keeps_every_rule(numbers in numbers()) {
        let school = random_school(&numbers);
        let rules = Rules::of(&school);
        if let Some(solved) = search(&school, 2_000, 1).solved() {
            prop_assert!(is_feasible(&school, &rules, &solved.schedule));
            prop_assert_eq!(score(&school, &rules, &solved.schedule), solved.score);
        }
    }

    #[test]
    fn nothing_is_claimed_that_brute_force_refutes(numbers in numbers()) {
        let school = random_school(&numbers);
        let rules = Rules::of(&school);
        let best = match brute_force_within(&school, &rules, 20_000) {
            Brute::TooLarge => return Ok(()),
            Brute::Nothing => None,
            Brute::Best { score, .. } => Some(score.key(school.objective())),
        };
        match search(&school, 2_000, 1) {
            Outcome::Optimal(solved, _) => prop_assert_eq!(Some(solved.score.key(school.objective())), best),
            Outcome::Feasible(solved) => prop_assert!(Some(solved.score.key(school.objective())) <= best),
            Outcome::Infeasible(..) => prop_assert_eq!(None, best),
            Outcome::Unknown { .. } => {}
        }
    }

    #[test]
    fn threads_change_nothing(numbers in numbers()) {
        let school = random_school(&numbers);
        let one = search(&school, 600, 1);
        let two = search(&school, 600, 2);
        prop_assert_eq!(one.solved().map(|s| s.schedule.clone()), two.solved().map(|s| s.schedule.clone()));
    }

    #[test]
    fn lists_and_sums_are_what_the_state_says(numbers in numbers(), moves in 0u64..200) {
        let school = random_school(&numbers);
        counters(&school, moves)?;
    }

    #[test]
    fn loading_keeps_placement_and_seats_rules(numbers in numbers()) {
        let school = random_school(&numbers);
        let rules = Rules::of(&school);
        if let Some(solved) = search(&school, 600, 1).solved() {
            let mut bare = solved.schedule.clone();
            bare.seats = Schedule::empty(&school).seats;
            let loaded = load(&school, &rules, &bare);
            prop_assert_eq!(&loaded.placements, &solved.schedule.placements);
            prop_assert!(is_feasible(&school, &rules, &loaded));
        }
    }
}

/// After any walk of the search, its lists and sums are what the state says. What it counts for the rules has a
/// [law](crate::law) of its own.
fn counters(school: &School, moves: u64) -> Result<(), TestCaseError> {
    let rules = Rules::of(school);
    let domains = Domains::new(school, &rules);
    if domains.patterns.values().any(Vec::is_empty) {
        return Ok(());
    }
    prop_assume!(school.atoms() <= u64::WIDTH);
    let problem = Problem::<u64>::new(school, &Answers::of(school, &rules), &domains);
    let clock = Clock::new(school);
    let mut dice = Dice::new(moves);
    let mut staff = Staff::new(&problem);
    staff.search(&mut dice, 200, &|| false);
    let potential = vec![i64::MAX; problem.students.len()];
    let mut state = State::new(&problem, &clock, &staff.teacher, potential, None);
    state.build(&problem, &clock, &mut dice);
    let mut proposal = Proposal::default();
    state.load(&problem, &mut proposal, &|| false);
    for _ in 0..moves {
        let whole = |state: &State<u64>| (state.pattern.clone(), state.teacher.clone(), state.seat.clone(), state.sums, state.counts.tally);
        let before = whole(&state);
        if state.propose(&problem, &mut dice, &mut proposal) && !state.attempt(&problem, &clock, &mut proposal, dice.below(60) as i64) {
            prop_assert_eq!(before, whole(&state), "a refused move leaves a trace");
        }
        state.keep();
    }
    for (course, wanting) in state.wanting.iter().enumerate() {
        let mut wanting = wanting.clone();
        wanting.sort_unstable();
        let unmet = |r: &u32| state.seat[*r as usize] == NONE && problem.requests[*r as usize].course as usize == course;
        let all = (0..problem.requests.len() as u32).filter(|&r| unmet(&r) && !problem.requests[r as usize].is_alternate());
        prop_assert_eq!(wanting, all.collect::<Vec<_>>());
    }
    let schedule = state.schedule(&problem, school);
    let met = schedule.met(school);
    let count: i64 = met.iter().map(|(_, &n)| i64::from(n)).sum();
    if school.requests().values().all(|r| r.weight == 1) {
        prop_assert_eq!(state.sums.weight.iter().sum::<i64>(), count);
    }
    Ok(())
}

#[test]
fn a_stop_before_the_start_still_answers() {
    let school = mortarboard_testkit::two_singletons();
    let mut options = options(1_000_000, 1);
    options.stop = Some(std::sync::Arc::new(true.into()));
    let outcome = solve(&school, &Rules::of(&school), &options, &quiet);
    assert!(outcome.solved().is_some(), "the first loading is a schedule already");
}

/// Three students for a section of five seats, in a laboratory of two seats or of three.
#[test]
fn loading_fills_a_section_as_far_as_its_room_or_some_room_allows() {
    use mortarboard_model::testing::{schedule, tiny};
    let mut raw = tiny();
    raw.courses[1].sections = Some(1);
    raw.courses[1].max_seats = 5;
    raw.rooms[1].kind = "lab".into();
    raw.requests.retain(|row| row.course == "BIO");
    raw.requests.push(mortarboard_model::raw::RawRequest { student: "s9".into(), course: "BIO".into(), ..Default::default() });
    let school = School::try_from(&raw).unwrap();
    for (room, seats) in [("R1", 2), ("R2", 3), ("", 3)] {
        let placed = schedule(&school, &[("BIO-1", "P1", "t2", room)], &[]).unwrap();
        let loaded = load(&school, &Rules::of(&school), &placed);
        assert_eq!(loaded.seats.values().flatten().count(), seats, "room `{room}`");
        assert_eq!(loaded.placements, placed.placements);
    }
    // Without the larger room no section may take more than two.
    raw.rooms.pop();
    let school = School::try_from(&raw).unwrap();
    let placed = schedule(&school, &[("BIO-1", "P1", "t2", "")], &[]).unwrap();
    assert_eq!(load(&school, &Rules::of(&school), &placed).seats.values().flatten().count(), 2);
}

/// A course that fills the day against five of the next level: a small factor between the levels would prefer
/// the five, the objective the one.
#[test]
fn optimal_is_claimed_by_the_true_objective_only() {
    for [urgent, other] in [["critical", "required"], ["critical", "primary"], ["required", "primary"]] {
        let school = one_against_five(urgent, other);
        let outcome = search(&school, 2_000, 1);
        let score = outcome.solved().unwrap().score;
        assert_eq!((score.critical + score.required, score.primary), (1, 0), "{urgent} against {other}");
        assert!(matches!(outcome, Outcome::Optimal(_, Proof::OwnWeeks)), "nothing better exists, and each student alone shows it");
    }
}

fn one_against_five(urgent: &str, other: &str) -> School {
    use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent};
    let mut raw = RawSchool::default();
    for slot in 1..=5 {
        let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
        raw.bell.push(RawBell { day: "Mon".into(), slot: slot.to_string(), start, end });
        raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: "one".into(), cells: format!("{slot}(*)") });
    }
    raw.patterns.push(RawPattern { pattern: "ALL".into(), group: String::new(), cells: "1(*) 2(*) 3(*) 4(*) 5(*)".into() });
    raw.students.push(RawStudent { student: "s1".into(), ..Default::default() });
    for n in 0..=5 {
        let (patterns, priority) = if n == 0 { ("ALL", urgent) } else { ("one", other) };
        let course = format!("C{n}");
        raw.courses.push(RawCourse {
            course: course.clone(),
            max_seats: 9,
            sections: Some(1),
            patterns: patterns.into(),
            ..Default::default()
        });
        raw.requests.push(RawRequest { student: "s1".into(), course, priority: priority.into(), ..Default::default() });
    }
    School::try_from(&raw).unwrap()
}

/// Four courses and two laboratories, each course in any two of four slots: at no time are there more than two of them in most
/// placements, and yet the rooms are enough only where two and two share out the day.
#[test]
fn a_search_is_over_only_with_rooms() {
    use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawRoom, RawSchool, RawStudent};
    let mut raw = RawSchool::default();
    for slot in 1..=4 {
        let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
        raw.bell.push(RawBell { day: "Mon".into(), slot: slot.to_string(), start, end });
    }
    for (a, b) in [(1, 2), (2, 3), (3, 4), (1, 3), (2, 4), (1, 4)] {
        raw.patterns.push(RawPattern { pattern: format!("P{a}{b}"), group: "two".into(), cells: format!("{a}(*) {b}(*)") });
    }
    for n in 1..=4 {
        let (course, room_type) = (format!("C{n}"), "lab".to_owned());
        let sections = Some(1);
        raw.courses.push(RawCourse {
            course: course.clone(),
            sections,
            room_type,
            max_seats: 9,
            patterns: "two".into(),
            ..Default::default()
        });
        raw.students.push(RawStudent { student: format!("s{n}"), ..Default::default() });
        raw.requests.push(RawRequest { student: format!("s{n}"), course, ..Default::default() });
    }
    for n in 1..=2 {
        raw.rooms.push(RawRoom { room: format!("L{n}"), kind: "lab".into(), seats: 9, ..Default::default() });
    }
    let school = School::try_from(&raw).unwrap();
    for seed in 1..=40 {
        let options = Options { seed, ..options(20_000, 1) };
        let outcome = solve(&school, &Rules::of(&school), &options, &quiet);
        assert!(matches!(outcome, Outcome::Optimal(_, Proof::OwnWeeks)), "seed {seed}: {outcome:?}");
    }
}
