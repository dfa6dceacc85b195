//! A conflict is sufficient, and minimal where it says so.

use crate::any_rows::AnyRows;
use crate::exact::conflict::{Group, Question};
use crate::exact::{Clock, Exact, ExactOptions, solve};
use crate::outcome::Conflict;
use mortarboard_model::program::{Choice, Meaning, Program};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::testing::draws;
use mortarboard_model::{ColumnId, Schedule, School};
use mortarboard_testkit::{Brute, brute_force_within, numbers, trimmed_school};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rules that a conflict names, and no other.
fn only(rules: &Rules, conflict: &Conflict) -> Rules {
    let slugs: Vec<&'static str> = rules.iter().map(|(rule, _)| rule.card().slug).collect();
    let unnamed = slugs.iter().filter(|slug| conflict.reasons.iter().all(|reason| reason.rule != **slug));
    unnamed.fold(rules.clone(), |rules, slug| rules.without(slug))
}

fn conflict(school: &School, rules: &Rules) -> Option<Conflict> {
    match solve(school, rules, &ExactOptions::default().within(None)) {
        Exact::Infeasible(conflict) => Some(conflict),
        _ => None,
    }
}

/// Whether some schedule keeps the hard rows of the kept groups, by trying all values of the choices
/// that they name; none when these are too many.
fn some_schedule(school: &School, program: &Program, kept: &BTreeSet<Group>) -> Option<bool> {
    let rows = program
        .rows()
        .iter()
        .filter(|row| row.price.is_none() && !row.implied && kept.contains(&(row.origin.rule, row.origin.about.clone())));
    let rows: Vec<_> = rows.collect();
    let mut open: Vec<ColumnId> = rows.iter().flat_map(|row| row.terms.iter().map(|(column, _)| *column)).collect();
    let mut owned: BTreeMap<(u8, u32, u32), BTreeSet<Choice>> = BTreeMap::new();
    while let Some(column) = open.pop() {
        match &program.columns()[column] {
            Meaning::All(of) | Meaning::Any(of) | Meaning::None(of) | Meaning::AtLeast(_, of) => open.extend(of),
            Meaning::Choice(choice) => {
                let owner = match *choice {
                    Choice::Place(section, _) => (0, section.0, 0),
                    Choice::Teach(section, _) => (1, section.0, 0),
                    Choice::House(section, _) => (2, section.0, 0),
                    Choice::Seat(request, _) => (3, request.0, 0),
                    Choice::Meet(team, cell) => (4, team.0, cell.0),
                };
                owned.entry(owner).or_default().insert(*choice);
            }
        }
    }
    let owned: Vec<Vec<Choice>> = owned.into_values().map(|choices| choices.into_iter().collect()).collect();
    let ways = owned.iter().try_fold(1_usize, |ways, choices| ways.checked_mul(choices.len() + 1)).filter(|ways| *ways <= 4_000)?;
    Some((0..ways).any(|mut way| {
        let mut schedule = Schedule::empty(school);
        for choices in &owned {
            match choices.get(way % (choices.len() + 1)).copied() {
                Some(Choice::Place(section, pattern)) => schedule.placements[section].pattern = Some(pattern),
                Some(Choice::Teach(section, teacher)) => schedule.placements[section].teacher = Some(teacher),
                Some(Choice::House(section, room)) => schedule.placements[section].room = Some(room),
                Some(Choice::Seat(request, section)) => schedule.seats[request] = Some(section),
                Some(Choice::Meet(team, cell)) => schedule.meetings[team].push(cell),
                None => {}
            }
            way /= choices.len() + 1;
        }
        let values = program.values(&schedule);
        rows.iter().all(|row| row.violation(&values) == 0)
    }))
}

/// What was decided, over all cases.
#[derive(Default)]
struct Tally {
    rules_enough: Cell<u32>,
    rules_needed: Cell<u32>,
    parts_enough: Cell<u32>,
    parts_needed: Cell<u32>,
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get() + 1);
}

/// The oracle, which knows nothing of rows, finds no schedule that keeps the named rules alone, and does
/// find one when any one of the rules is dropped as well.
fn named_rules(school: &School, named: &Rules, conflict: &Conflict, tally: &Tally) -> Result<(), TestCaseError> {
    match brute_force_within(school, named, 10_000) {
        Brute::Best { schedule, .. } => {
            return Err(TestCaseError::fail(format!("{conflict:?}\nis kept by {:?}", schedule.to_raw(school))));
        }
        Brute::Nothing => count(&tally.rules_enough),
        Brute::TooLarge => return Ok(()),
    }
    for (rule, _) in named.iter() {
        match brute_force_within(school, &named.clone().without(rule.card().slug), 10_000) {
            Brute::Best { .. } => count(&tally.rules_needed),
            Brute::Nothing => return Err(TestCaseError::fail(format!("{conflict:?}\ndoes not need {}", rule.card().slug))),
            Brute::TooLarge => {}
        }
    }
    Ok(())
}

/// The named parts of the rules can't be kept, and can without any one of them: by trying everything.
fn named_parts(school: &School, named: &Rules, conflict: &Conflict, tally: &Tally) -> Result<(), TestCaseError> {
    let groups: BTreeSet<Group> = conflict.reasons.iter().map(|reason| (reason.rule, reason.about.clone())).collect();
    let clock = Clock::new(None, None);
    let question = Question { school, columns: usize::MAX, clock: &clock };
    let possible = |kept: &BTreeSet<Group>| {
        let program = question.part(named, &|group| kept.contains(group))?;
        some_schedule(school, &program, kept)
    };
    match possible(&groups) {
        Some(true) => return Err(TestCaseError::fail(format!("{conflict:?} can be kept"))),
        Some(false) => count(&tally.parts_enough),
        None => return Ok(()),
    }
    for group in &groups {
        let rest: BTreeSet<Group> = groups.iter().filter(|other| *other != group).cloned().collect();
        match possible(&rest) {
            Some(true) => count(&tally.parts_needed),
            Some(false) => return Err(TestCaseError::fail(format!("{conflict:?} does not need {group:?}"))),
            None => {}
        }
    }
    Ok(())
}

#[test]
fn a_conflict_is_enough_and_all_of_it_is_needed() {
    let tally = Tally::default();
    let config = ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&numbers(), |numbers| {
        let Some(school) = trimmed_school(&numbers) else { return Ok(()) };
        let mut draw = draws(&numbers);
        let mut rules = Rules::of(&school);
        if draw(2) == 0 {
            rules = rules.with(Arc::new(AnyRows::new((0..60).map(|_| draw(u32::MAX)).collect(), false)), Mode::Hard);
        }
        let Some(conflict) = conflict(&school, &rules) else { return Ok(()) };
        prop_assert!(!conflict.reasons.is_empty() && conflict.minimal, "{:?}", conflict);
        let named = only(&rules, &conflict);
        named_rules(&school, &named, &conflict, &tally)?;
        named_parts(&school, &named, &conflict, &tally)
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let counts = [&tally.rules_enough, &tally.rules_needed, &tally.parts_enough, &tally.parts_needed].map(Cell::get);
    assert!(counts.iter().all(|&count| count >= 5), "{counts:?}");
}

/// One teacher, two courses, one period: what a person reads.
#[test]
fn the_sentence_names_rules_and_subjects() {
    let mut raw = mortarboard_testkit::two_singletons_raw();
    raw.patterns.truncate(1);
    raw.settings.default_patterns.truncate(1);
    raw.teachers.push(mortarboard_model::raw::RawTeacher { teacher: "t1".to_owned(), ..Default::default() });
    for course in ["ART", "BIO"] {
        raw.qualifications.push(mortarboard_model::raw::RawQualification {
            teacher: "t1".to_owned(),
            course: course.to_owned(),
            ..Default::default()
        });
    }
    let school = School::try_from(raw).unwrap();
    let conflict = conflict(&school, &Rules::of(&school)).unwrap();
    assert!(conflict.minimal);
    let asked = |slug| Rules::of(&school).get(slug).unwrap().0.card().sentence.trim_end_matches('.');
    let expected = format!(
        "No schedule keeps all of these, though one could without any one of them: \
         \"{}\" for section ART-1, section BIO-1; \"{}\" for teacher t1; \"{}\" for section ART-1, section BIO-1.",
        asked("one-pattern"),
        asked("teacher-clash"),
        asked("teacher-qualified"),
    );
    assert_eq!(conflict.sentence, expected);
}
