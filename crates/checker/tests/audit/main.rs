//! Every kind of fault once, and never an error where a schedule exists.

mod cases;

use cases::CASES;
use mortarboard_checker::{audit, fault_kinds, verify};
use mortarboard_model::fault::{Fault, Severity};
use mortarboard_model::raw::{RawQualification, RawRuleMode, RawSchool};
use mortarboard_model::rule::{Rules, refused, standard};
use mortarboard_model::{School, testing};
use proptest::prelude::*;
use std::cell::Cell;

fn of(raw: &RawSchool) -> Vec<Fault> {
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
    audit(&school, &Rules::of(&school))
}

#[test]
fn the_tiny_school_has_no_fault() {
    assert_eq!(of(&testing::tiny()), []);
}

#[test]
fn every_kind_is_found_and_named() {
    for kind in fault_kinds() {
        let (_, spoil, id, cause) = CASES.iter().find(|case| case.0 == kind.slug).unwrap_or_else(|| panic!("no case for {}", kind.slug));
        let mut raw = testing::tiny();
        spoil(&mut raw);
        let faults = of(&raw);
        let found: Vec<&Fault> = faults.iter().filter(|fault| fault.slug == kind.slug && fault.id == *id).collect();
        let [fault] = found[..] else { panic!("{}: {faults:#?}", kind.slug) };
        assert_eq!((fault.severity, fault.table), (kind.severity, kind.table), "{}", kind.slug);
        assert!(fault.cause.contains(cause), "{}: {}", kind.slug, fault.cause);
        assert!(!fault.fix.is_empty() && !fault.cause.ends_with('.'), "{}", kind.slug);
    }
    assert_eq!(CASES.len(), fault_kinds().len());
}

/// With every rule off that can be, only what the others forbid is impossible.
#[test]
fn a_rule_that_is_off_makes_no_error() {
    for (slug, spoil, ..) in CASES {
        let mut raw = testing::tiny();
        spoil(&mut raw);
        for rule in standard().iter().filter(|rule| refused(rule.card().slug, RawRuleMode::Off).is_none()) {
            raw.settings.rules.insert(rule.card().slug.to_owned(), RawRuleMode::Off);
        }
        let kept = ["fixed-student-clash", "fixed-room-clash", "no-room-open", "teachers-short", "rooms-short"];
        let errors = of(&raw).into_iter().filter(|fault| fault.severity == Severity::Error);
        errors.for_each(|fault| assert!(kept.contains(&fault.slug), "{slug}: {fault}"));
    }
}

/// Three courses share two teachers; one more has a teacher of its own and is not named.
#[test]
fn the_set_of_courses_that_share_too_few_teachers_is_named() {
    let mut raw = testing::tiny();
    raw.qualifications.clear();
    raw.courses[1].room_type.clear();
    for (teacher, course) in [("t1", "ART"), ("t2", "BIO")] {
        raw.qualifications.push(RawQualification { teacher: teacher.into(), course: course.into(), ..Default::default() });
    }
    raw.courses[1].sections = Some(3);
    let faults = of(&raw);
    let short = faults.iter().find(|fault| fault.slug == "teachers-short").unwrap();
    assert_eq!(short.cause, "BIO has a load of 3 sections, and the 1 teacher who may teach it can carry 2 of it");
}

/// Sections that have nobody yet ask for nobody.
#[test]
fn sections_that_have_nobody_yet_are_left_out() {
    let slugs = |raw: &RawSchool| of(raw).iter().map(|fault| fault.slug).collect::<Vec<_>>();
    let mut raw = testing::tiny();
    raw.qualifications.retain(|row| row.course != "ART");
    assert_eq!(slugs(&raw), ["nobody-qualified"]);
    assert!(of(&raw)[0].fix.contains("`unstaffed`"));
    raw.courses[0].unstaffed = Some(1);
    assert_eq!(slugs(&raw), Vec::<&str>::new());
    // One more than the two teachers can carry.
    let mut raw = testing::tiny();
    (raw.courses[1].sections, raw.courses[1].room_type) = (Some(4), String::new());
    assert_eq!(slugs(&raw), ["teachers-short"]);
    raw.courses[1].unstaffed = Some(1);
    assert_eq!(slugs(&raw), Vec::<&str>::new());
    // Nobody but t2, who is away, may teach the two sections; one has nobody yet.
    let mut raw = testing::tiny();
    raw.qualifications.retain(|row| (row.teacher.as_str(), row.course.as_str()) != ("t1", "BIO"));
    raw.teachers[1].unavailable = "1(Mon) 2(Mon) 3(Tue)".into();
    raw.courses[1].unstaffed = Some(1);
    let faults = of(&raw);
    let absent = faults.iter().find(|fault| fault.slug == "nobody-present").unwrap();
    assert!(absent.cause.starts_with("whenever section BIO-1 could meet"), "{}", absent.cause);
    raw.courses[1].unstaffed = Some(2);
    assert!(!slugs(&raw).contains(&"nobody-present"));
    // Sections that need a teacher are told apart from the others.
    let mut raw = testing::tiny();
    raw.qualifications[2].min_sections = Some(2);
    raw.courses[1].unstaffed = Some(1);
    let faults = of(&raw);
    let least = faults.iter().find(|fault| fault.slug == "course-minimum").unwrap();
    assert_eq!(least.cause, "teachers must get at least 2 sections of the course, and it has 1, those that have nobody yet left out");
}

#[test]
fn an_error_is_never_raised_where_a_schedule_exists() {
    let accepted = Cell::new(0);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) };
    proptest::test_runner::TestRunner::new(config)
        .run(&proptest::collection::vec(any::<u32>(), 0..250), |numbers| {
            let (school, schedule) = testing::random_case(&mut testing::draws(&numbers));
            if verify(&school, &Rules::of(&school), &schedule).accepted() {
                accepted.set(accepted.get() + 1);
                let errors: Vec<Fault> =
                    audit(&school, &Rules::of(&school)).into_iter().filter(|fault| fault.severity == Severity::Error).collect();
                prop_assert!(errors.is_empty(), "{errors:#?}");
            }
            Ok(())
        })
        .unwrap();
    assert!(accepted.get() > 0, "no random schedule was accepted");
}

/// The documentation lists what the code knows. To renew it, paste the table that the failure prints.
#[test]
fn the_documentation_lists_every_kind() {
    let text = include_str!("../../../../docs/audit.md");
    let mut table = String::from("| slug | table | severity | meaning |\n|---|---|---|---|\n");
    for kind in fault_kinds() {
        let severity = format!("{:?}", kind.severity).to_lowercase();
        table += &format!("| `{}` | {} | {severity} | {} |\n", kind.slug, kind.table, kind.meaning);
    }
    assert!(text.contains(&table), "docs/audit.md should hold:\n{table}");
}
