//! What is said of a school is said under the rules in force, whoever chose them: the settings of the school or the caller.

use mortarboard_checker::{audit, bound, counts, empty_time, own_week, placeable, seat_bound, this_year};
use mortarboard_model::keeper::{Different, Keeping};
use mortarboard_model::program::Program;
use mortarboard_model::raw::{RawLock, RawRuleMode, RawSchool};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules, refused, standard};
use mortarboard_model::testing::{self, draws, random_raw, random_schedule};
use mortarboard_model::{CourseId, IdVec, Schedule, School};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};
use std::sync::Arc;

/// Everything that hangs on modes of rules, as text.
fn said(school: &School, rules: &Rules, schedule: &Schedule) -> String {
    let needed: IdVec<_, Vec<CourseId>> = IdVec::filled(school.students().len(), school.courses().ids().collect());
    let year = this_year(school, rules, schedule, &needed);
    format!(
        "{:#?}",
        (
            audit(school, rules),
            (placeable(school, rules), bound(school, rules), own_week(school, rules), seat_bound(school, rules)),
            (counts(school, rules, schedule), empty_time(school, rules, schedule), year),
        )
    )
}

fn mode(mode: RawRuleMode) -> Option<Mode> {
    match mode {
        RawRuleMode::Hard => Some(Mode::Hard),
        RawRuleMode::Soft { weight, level } => Some(Mode::soft_on(level, weight)),
        RawRuleMode::Report => Some(Mode::Report),
        RawRuleMode::Off => None,
    }
}

/// The same school twice: once its settings state a mode, once the caller does.
fn agree(raw: &RawSchool, draw: &mut dyn FnMut(u32) -> u32) -> Result<u32, String> {
    let mut raw = raw.clone();
    raw.settings.rules.clear();
    let plain = School::try_from(&raw).map_err(|faults| faults.to_string())?;
    let before = said(&plain, &Rules::of(&plain), &Schedule::empty(&plain));
    let mut told = 0;
    for rule in standard() {
        let slug = rule.card().slug;
        for asked in [RawRuleMode::Hard, RawRuleMode::soft(2), RawRuleMode::Report, RawRuleMode::Off] {
            if refused(slug, asked).is_some() {
                continue;
            }
            let mut stated = raw.clone();
            stated.settings.rules.insert(slug.to_owned(), asked);
            let stated = School::try_from(&stated).map_err(|faults| faults.to_string())?;
            let rules = Rules::of(&plain).without(slug);
            let rules = match mode(asked) {
                Some(mode) => rules.with(rule.clone(), mode),
                None => rules,
            };
            let schedule = random_schedule(&plain, draw);
            let (by_settings, by_caller) = (said(&stated, &Rules::of(&stated), &schedule), said(&plain, &rules, &schedule));
            if by_settings != by_caller {
                return Err(format!("{slug} as {asked:?}: by the settings {by_settings}\nby the caller {by_caller}"));
            }
            told += u32::from(said(&plain, &rules, &Schedule::empty(&plain)) != before);
        }
    }
    Ok(told)
}

#[test]
fn rules_of_the_caller_say_what_settings_would() {
    let config = ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let told = std::cell::Cell::new(0);
    let result = runner.run(&proptest::collection::vec(any::<u32>(), 0..300), |numbers| {
        let mut draw = draws(&numbers);
        let raw = random_raw(&mut draw);
        told.set(told.get() + agree(&raw, &mut draw).map_err(TestCaseError::fail)?);
        Ok(())
    });
    match result {
        Ok(()) => assert!(told.get() >= 24, "only {} modes told", told.get()),
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(failure) => panic!("{failure}"),
    }
}

/// Nobody teaches in two buildings: courses that begin with A are held in one, all others in the other.
struct OneBuilding;

static CARD: Card = Card {
    slug: "one-building",
    sentence: "Nobody teaches in two buildings.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a building too many for a teacher"),
    reads: &["courses"],
    rows: "none",
    size: "none",
    says: "",
    source: "the walk between the buildings",
    called: &[],
};

impl Rule for OneBuilding {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn rows(&self, _: &School, _: &mut Program) {}
    fn search(&self, school: &School) -> Keeping {
        let building = |course: CourseId| u32::from(school.courses()[course].id.starts_with('A'));
        let things: Arc<[_]> = school.sections().iter().map(|(id, section)| (id, building(section.course))).collect();
        Keeping::of(school.teachers().ids().map(|teacher| Different { teacher, what: "buildings", things: things.clone(), most: 1 }))
    }
    fn check(&self, _: &School, _: &Schedule) -> Vec<Finding> {
        Vec::new()
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: String::new(), mends: Vec::new() }
    }
}

/// What locks ask of a teacher against what a rule says in keepers, whose rule it may be.
#[test]
fn the_audit_asks_rules_of_other_crates_too() {
    let mut raw = testing::tiny();
    let lock = |section: &str| RawLock { section: section.to_owned(), kind: "teacher".to_owned(), value: "t1".to_owned() };
    raw.locks = vec![lock("ART-1"), lock("BIO-1")];
    let school = School::try_from(&raw).unwrap();
    let said = |rules: &Rules| audit(&school, rules).into_iter().find(|fault| fault.slug == "locked-load").map(|fault| fault.cause);
    let rules = Rules::of(&school);
    assert_eq!(said(&rules), None);
    let with = |mode| said(&rules.clone().with(Arc::new(OneBuilding), mode));
    let cause = "the sections locked to the teacher are of 2 different buildings, and the teacher may have 1";
    assert_eq!(with(Mode::Hard).as_deref(), Some(cause));
    assert_eq!(with(Mode::soft(1)), None);
}
