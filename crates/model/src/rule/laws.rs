//! Laws that every rule in the list obeys. A new rule is tested here without a line being added.

use super::{Amount, Explanation, Finding, Rule, Rules, standard};
use crate::ids::{Id, IdVec, RequestId};
use crate::raw::{RawLock, RawQualification, RawSchool};
use crate::schedule::{Placement, Schedule};
use crate::school::{Request, School};
use crate::testing::{Law, draws, implied_rows_hold, random_raw, random_schedule, tiny};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The cases are the same in every run, so that "both outcomes occurred" can't fail by chance.
#[test]
fn rows_and_check_agree() {
    let config = ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcomes: RefCell<BTreeMap<&str, (u32, u32)>> = RefCell::default();
    let kept_all = RefCell::new(0);
    let rules = standard();
    let result = runner.run(&proptest::collection::vec(any::<u32>(), 0..300), |numbers| {
        let mut draw = draws(&numbers);
        let raw = random_raw(&mut draw);
        let school = School::try_from(&raw).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        let laws: Vec<Law> = rules.iter().map(|rule| Law::new(rule.as_ref(), &school)).collect();
        for _ in 0..4 {
            let schedule = random_schedule(&school, &mut draw);
            let fail = |why: String| TestCaseError::fail(format!("{why}\nschool: {raw:?}\nschedule: {:?}", schedule.to_raw(&school)));
            for (rule, law) in rules.iter().zip(&laws) {
                let broken = law.test(&schedule).map_err(fail)?;
                let mut outcomes = outcomes.borrow_mut();
                let counts = outcomes.entry(rule.card().slug).or_default();
                *(if broken { &mut counts.1 } else { &mut counts.0 }) += 1;
            }
            let all_kept = implied_rows_hold(&Rules::of(&school), &school, &schedule).map_err(fail)?;
            *kept_all.borrow_mut() += u32::from(all_kept);
        }
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(failure) => panic!("{failure}"),
    }
    let kept_all = kept_all.into_inner();
    assert!(kept_all >= 20, "only {kept_all} schedules kept every hard rule");
    for (slug, (kept, broken)) in outcomes.into_inner() {
        assert!(kept >= 20 && broken >= 20, "{slug}: kept {kept} times, broken {broken} times");
    }
}

/// Whoever gives a rule a weight can read what the weight is the price of.
#[test]
fn what_may_be_priced_has_a_unit() {
    for rule in standard() {
        let card = rule.card();
        assert_eq!(card.may_be_soft, card.unit.is_some(), "{}", card.slug);
        assert!(card.unit.is_none_or(|unit| unit.starts_with("a ")), "{}", card.slug);
    }
}

/// A school with little enough to decide that every schedule of it can be tested.
fn smallest() -> RawSchool {
    let mut raw = tiny();
    raw.bell.retain(|bell| bell.day == "Mon" && bell.slot != "3");
    raw.patterns.retain(|pattern| ["P1", "P2"].contains(&pattern.pattern.as_str()));
    raw.courses[1].sections = Some(1);
    raw.teachers[0].unavailable = "1(Mon)".to_owned();
    raw.teachers[1].max_sections = Some(1);
    raw.teachers[1].prep_minutes = Some(45);
    raw.qualifications[0].preference = Some(2);
    raw.qualifications.push(RawQualification { teacher: "t2".to_owned(), course: "ART".to_owned(), ..RawQualification::default() });
    raw.rooms.retain(|room| room.room == "R1");
    raw.students.retain(|student| student.student != "s9");
    raw.requests.retain(|request| request.student != "s9");
    raw.locks.push(RawLock { section: "BIO-1".to_owned(), kind: "pattern".to_owned(), value: "P2".to_owned() });
    raw
}

/// Nothing and each of the ids.
fn options<I: Id>(count: usize) -> Vec<Option<I>> {
    [None].into_iter().chain((0..count).map(|at| Some(I::from_index(at)))).collect()
}

#[test]
fn rows_and_check_agree_on_every_schedule_of_the_smallest_school() {
    let school = School::try_from(smallest()).unwrap();
    let rules = standard();
    let laws: Vec<Law> = rules.iter().map(|rule| Law::new(rule.as_ref(), &school)).collect();
    let mut placements = Vec::new();
    for pattern in options(school.patterns().len()) {
        for teacher in options(school.teachers().len()) {
            placements.extend(options(school.rooms().len()).into_iter().map(|room| Placement { pattern, teacher, room }));
        }
    }
    let mut tested = 0;
    for &art in &placements {
        for &bio in &placements {
            for seats in 0..1 << school.requests().len() {
                let seat = |(id, request): (RequestId, &Request)| {
                    (seats >> id.index() & 1 == 1).then(|| school.courses()[request.course].sections[0])
                };
                let seats = school.requests().iter().map(seat).collect();
                let schedule = Schedule { placements: vec![art, bio].into(), seats, meetings: IdVec::new() };
                for law in &laws {
                    if let Err(why) = law.test(&schedule) {
                        panic!("{why}\nschedule: {:?}", schedule.to_raw(&school));
                    }
                }
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 18 * 18 * 16);
}

/// What whoever reads a finding relies on, whatever the rule: amounts have names and known units, and what lacks is no panic.
fn reads_by_name(rule: &dyn Rule, school: &School, finding: &Finding) -> Result<(), String> {
    let slug = rule.card().slug;
    for (at, amount) in finding.amounts.iter().enumerate() {
        if amount.name.is_empty() || finding.amounts[..at].iter().any(|other| other.name == amount.name) {
            return Err(format!("{slug}: an amount has no name of its own: {finding:?}"));
        }
        if !Amount::UNITS.contains(&amount.unit) {
            return Err(format!("{slug}: the unit of {amount:?} is not on the list"));
        }
    }
    if finding.subjects.is_empty() || finding.subjects.iter().any(|named| named.role.is_empty()) {
        return Err(format!("{slug}: nobody is named, or without a role: {finding:?}"));
    }
    // Without each subset that a reader could think of: one subject, one amount, all amounts, all of both.
    let mut lacking = vec![Finding::new(finding.rule), Finding { amounts: Vec::new(), ..finding.clone() }];
    lacking.extend((0..finding.amounts.len()).map(|at| {
        let mut lacking = finding.clone();
        lacking.amounts.remove(at);
        lacking
    }));
    lacking.extend((0..finding.subjects.len()).map(|at| {
        let mut lacking = finding.clone();
        lacking.subjects.remove(at);
        lacking
    }));
    let full = |said: &Explanation| said.sentence.ends_with('.');
    match lacking.iter().find(|lacking| !full(&rule.explain(school, lacking))) {
        Some(lacking) => Err(format!("{slug}: no sentence is said of {lacking:?}")),
        None => Ok(()),
    }
}

#[test]
fn findings_are_read_by_name() {
    let rules = standard();
    let mut read: BTreeMap<&str, u32> = BTreeMap::new();
    let mut units = BTreeSet::new();
    let mut all = |school: &School, schedule: &Schedule| {
        for rule in &rules {
            for finding in rule.check(school, schedule) {
                reads_by_name(rule.as_ref(), school, &finding).unwrap_or_else(|why| panic!("{why}"));
                units.extend(finding.amounts.iter().map(|amount| amount.unit));
                *read.entry(rule.card().slug).or_default() += 1;
            }
        }
    };
    for rule in standard() {
        let example = rule.example().unwrap();
        let school = School::try_from(&example.school).unwrap();
        all(&school, &Schedule::from_raw(&school, &example.broken).unwrap());
    }
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for _ in 0..200 {
        let numbers: Vec<u32> = (0..300).map(|_| rng.next_u32()).collect();
        let mut draw = draws(&numbers);
        let school = School::try_from(random_raw(&mut draw)).unwrap_or_else(|faults| panic!("{faults}"));
        for _ in 0..4 {
            all(&school, &random_schedule(&school, &mut draw));
        }
    }
    for rule in &rules {
        assert!(read[rule.card().slug] >= 20, "{}: {read:?}", rule.card().slug);
    }
    assert_eq!(units.into_iter().collect::<Vec<_>>(), Amount::UNITS, "the list has no unit that no rule counts in");
}

fn source(slug: &str, file: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/rule").join(slug.replace('-', "_")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_folder_opens_with_its_card() {
    for rule in standard() {
        let card = rule.card();
        let text: Vec<String> =
            source(card.slug, "mod.rs").lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.trim().to_owned()).collect();
        let text = text.join(" ");
        let mut from = 0;
        for heading in ["**Rule.**", "**Hard or soft.**", "**Reads.**", "**Rows.**", "**Size.**", "**Says.**"] {
            let at = text[from..].find(heading).unwrap_or_else(|| panic!("{}: no {heading} in its place", card.slug));
            from += at + heading.len();
        }
        assert!(text.contains(&format!("**Rule.** {}", card.sentence)), "{}: the sentence differs", card.slug);
        assert!(text.contains(&format!("**Says.** \"{}\"", card.says)), "{}: what it says differs", card.slug);
        let plain: String = text.split('`').step_by(2).collect();
        assert!(!plain.contains('['), "{}: maths outside of backticks is read as a link", card.slug);
        for fact in card.reads.iter().chain([&card.rows, &card.size, &card.source]) {
            assert!(!fact.trim().is_empty(), "{}: a blank on the card", card.slug);
        }
    }
}

#[test]
fn check_and_explanation_know_nothing_of_the_engine() {
    for rule in standard() {
        let slug = rule.card().slug;
        for file in ["check.rs", "explain.rs"] {
            let text = source(slug, file);
            for word in ["program", "Program", "Row", "rows", "Column"] {
                assert!(!text.contains(word), "{slug}/{file} names {word}");
            }
        }
        let (rows, check) = (source(slug, "rows.rs"), source(slug, "check.rs"));
        assert!(!rows.contains("super::check") && !check.contains("super::"), "{slug}: rows and check share code");
    }
}

#[test]
fn every_folder_tests_what_it_says() {
    for rule in standard() {
        let slug = rule.card().slug;
        let text = source(slug, "tests.rs");
        assert!(text.contains(".says"), "{slug}: no test compares what the rule says with its card");
        assert!(["rows_of(", "rows_text("].iter().any(|shows| text.contains(shows)), "{slug}: no test shows its rows");
    }
}

#[test]
fn slugs_are_distinct() {
    let slugs: BTreeSet<&str> = standard().iter().map(|rule| rule.card().slug).collect();
    assert_eq!(slugs.len(), standard().len());
}

/// The page beside each rule says which modes it refuses.
#[test]
fn each_rule_says_which_modes_it_refuses() {
    use crate::raw::RawRuleMode;
    for rule in super::standard() {
        let slug = rule.card().slug;
        let path = format!("{}/src/rule/{}/mod.rs", env!("CARGO_MANIFEST_DIR"), slug.replace('-', "_"));
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.contains("never off"), super::refused(slug, RawRuleMode::Off).is_some(), "{slug}");
        assert_eq!(text.contains("never only reported"), super::refused(slug, RawRuleMode::Report).is_some(), "{slug}");
    }
}
