//! Requests that aren't valid: prerequisites at the right time, and what may still be gained from a course passed before.

use mortarboard_checker::audit;
use mortarboard_model::graduation::raw::{RawFilter, RawListing, RawPlan, RawPrerequisite, RawRecord, RawRequirement, RawValidation};
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent, RawTerm};
use mortarboard_model::rule::Rules;
use mortarboard_model::{School, testing};
use proptest::prelude::*;

/// Two terms, three periods; ALG1 and ALG2 in either term, GEO in the year, ART in the first term only, OLD without a section;
/// a student in grade 10.
fn school() -> RawSchool {
    let mut raw = RawSchool { terms: ["S1", "S2"].map(|term| RawTerm { term: term.into() }).into(), ..RawSchool::default() };
    for slot in ["1", "2", "3"] {
        raw.bell.push(RawBell { day: "D".into(), slot: slot.into(), start: format!("0{slot}:00"), end: format!("0{slot}:50") });
        for (group, cells) in [("year", format!("{slot}(*)")), ("S1", format!("S1:{slot}(*)")), ("S2", format!("S2:{slot}(*)"))] {
            raw.patterns.push(RawPattern { pattern: format!("{group}{slot}"), group: group.into(), cells });
        }
    }
    for (course, patterns, sections) in
        [("ALG1", "S1;S2", 1), ("ALG2", "S1;S2", 1), ("GEO", "year", 1), ("ART", "S1", 1), ("OLD", "year", 0)]
    {
        let (course, patterns, sections) = (course.into(), patterns.into(), Some(sections));
        raw.courses.push(RawCourse { course, patterns, sections, credits: 10, max_seats: 9, ..RawCourse::default() });
    }
    raw.students.push(RawStudent { student: "s".into(), grade: Some(10), ..RawStudent::default() });
    raw
}

fn asks(raw: &mut RawSchool, courses: &[&str]) {
    raw.requests =
        courses.iter().map(|&course| RawRequest { student: "s".into(), course: course.into(), ..RawRequest::default() }).collect();
}

fn passed(raw: &mut RawSchool, course: &str, mark: &str) {
    let (student, course, mark) = ("s".into(), course.into(), mark.into());
    raw.transcripts.push(RawRecord { student, course, mark, grade: Some(9), ..RawRecord::default() });
}

fn needs(raw: &mut RawSchool, course: &str, kind: &str, any_of: &str, min_mark: &str) {
    let (course, kind, any_of, min_mark) = (course.into(), kind.into(), any_of.into(), min_mark.into());
    raw.prerequisites.push(RawPrerequisite { course, kind, any_of, min_mark });
}

fn follows(raw: &mut RawSchool, require: RawRequirement) {
    raw.plans.push(RawPlan { plan: "p".into(), unit: Some(5), everyone: true, require: vec![require], ..RawPlan::default() });
}

/// What is said of a kind of request: everything behind the colon.
fn said(raw: &RawSchool, slug: &str) -> Option<String> {
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
    let found: Vec<_> = audit(&school, &Rules::of(&school)).into_iter().filter(|fault| fault.slug == slug).collect();
    assert!(found.len() <= 1, "{found:?}");
    found.first().map(|fault| fault.cause.split_once(": ").unwrap().1.to_owned())
}

fn missing(change: impl FnOnce(&mut RawSchool)) -> Option<String> {
    let mut raw = school();
    change(&mut raw);
    said(&raw, "prerequisite-missing")
}

#[test]
fn what_must_come_first_may_be_asked_for_in_an_earlier_term() {
    let pair = |kind: &'static str, first: &'static str, then: &'static str| {
        missing(|raw| {
            needs(raw, then, kind, first, "");
            asks(raw, &[first, then]);
        })
    };
    assert_eq!(pair("before", "ALG1", "ALG2"), None);
    assert_eq!(pair("before", "ART", "ALG1"), None);
    assert_eq!(pair("before", "ALG1", "ART").as_deref(), Some("s: ART without ALG1"));
    assert_eq!(pair("before", "GEO", "ALG1").as_deref(), Some("s: ALG1 without GEO"));
    assert_eq!(pair("with", "GEO", "ALG1"), None);
    assert_eq!(pair("with", "ALG1", "ART"), None);
    assert_eq!(pair("same", "ALG1", "ART"), None);
    assert_eq!(pair("same", "GEO", "ALG1").as_deref(), Some("s: ALG1 without GEO"));
    assert_eq!(pair("with", "OLD", "ALG1").as_deref(), Some("s: ALG1 without OLD"));
}

#[test]
fn records_fulfil_prerequisites_with_the_mark_asked() {
    let with = |mark: &'static str| {
        missing(|raw| {
            needs(raw, "GEO", "before", "ALG1;ART", "C");
            asks(raw, &["GEO"]);
            passed(raw, "ALG1", mark);
        })
    };
    assert_eq!((with("B"), with("P"), with("")), (None, None, None));
    assert_eq!(with("D").as_deref(), Some("s: GEO without ALG1 or ART with the mark asked"));
    assert_eq!(with("F").as_deref(), Some("s: GEO without ALG1 or ART"));
}

#[test]
fn what_cannot_be_had_itself_opens_nothing() {
    let chain = |grade: Option<u32>| {
        missing(|raw| {
            needs(raw, "ALG2", "before", "ALG1", "");
            needs(raw, "ALG1", "with", "OLD", "");
            asks(raw, &["ALG1", "ALG2"]);
            raw.students[0].grade = grade;
        })
    };
    assert_eq!(chain(Some(10)).as_deref(), Some("s: ALG1 without OLD and s: ALG2 without ALG1"));
    let higher = |grade: u32| {
        missing(|raw| {
            needs(raw, "ALG2", "before", "ALG1", "");
            raw.catalogue.push(RawListing { course: "ALG1".into(), lowest_grade: Some(11), ..RawListing::default() });
            asks(raw, &["ALG1", "ALG2"]);
            raw.students[0].grade = Some(grade);
        })
    };
    assert_eq!((higher(10).as_deref(), higher(11)), (Some("s: ALG2 without ALG1"), None));
    // Each with the other is possible.
    let mutual = missing(|raw| {
        needs(raw, "ALG1", "with", "ALG2", "");
        needs(raw, "ALG2", "with", "ALG1", "");
        asks(raw, &["ALG1", "ALG2"]);
    });
    assert_eq!(mutual, None);
}

/// Whether a request for GEO, passed in grade 9 with a mark, is said to be in vain.
fn in_vain(mark: &str, change: impl FnOnce(&mut RawSchool)) -> bool {
    let mut raw = school();
    passed(&mut raw, "GEO", mark);
    asks(&mut raw, &["GEO"]);
    change(&mut raw);
    said(&raw, "passed-already").is_some()
}

fn credits(from: RawFilter) -> RawRequirement {
    RawRequirement { credits: Some(10), from: vec![RawFilter { course: vec!["GEO".into()], ..from }], ..RawRequirement::default() }
}

#[test]
fn a_course_is_asked_for_in_vain_only_where_no_credit_is_left() {
    assert!(in_vain("D", |_| {}));
    assert!(!in_vain("F", |_| {}) && !in_vain("", |_| {}));
    assert!(!in_vain("D", |raw| raw.transcripts[0].credits = Some(5)));
    let twice =
        |raw: &mut RawSchool| raw.catalogue.push(RawListing { course: "GEO".into(), completions: Some(2), ..RawListing::default() });
    assert!(!in_vain("D", twice));
    assert!(in_vain("D", |raw| {
        twice(raw);
        raw.transcripts.push(RawRecord { grade: Some(8), ..raw.transcripts[0].clone() });
    }));
    // A course that earns nothing is not taken for its credit.
    assert!(!in_vain("D", |raw| raw.courses[2].credits = 0));
}

#[test]
fn a_retake_that_counts_where_the_pass_does_not_is_not_in_vain() {
    let asks = |mark: &str, from: RawFilter| in_vain(mark, |raw| follows(raw, credits(from)));
    let least = || RawFilter { min_mark: "C".into(), ..RawFilter::default() };
    assert!(!asks("D", least()));
    assert!(asks("C", least()) && asks("D", RawFilter::default()));
    assert!(!asks("P", RawFilter { letter: true, ..RawFilter::default() }));
    assert!(!asks("C", RawFilter { from_grade: Some(10), ..RawFilter::default() }));
    // The retake would count no more than the pass, or could not count this year.
    assert!(asks("C", RawFilter { from_grade: Some(11), ..RawFilter::default() }));
    let average = |mark: &str| in_vain(mark, |raw| follows(raw, RawRequirement { average: Some(300), ..RawRequirement::default() }));
    assert!(!average("C") && average("B"));
    // A higher course that is passed with the mark lends it to the lower one where validations count.
    let validated = |counts: bool| {
        in_vain("D", |raw| {
            passed(raw, "ALG2", "B");
            follows(raw, RawRequirement { validated: counts, ..credits(least()) });
            let (higher, lower) = (vec!["ALG2".into()], vec!["GEO".into()]);
            raw.plans[0].validations.push(RawValidation { higher, lower, ..RawValidation::default() });
        })
    };
    assert!(validated(true) && !validated(false));
}

#[test]
fn a_retake_for_the_mark_of_a_prerequisite_is_not_in_vain() {
    let opens = |mark: &str, more: &[(&str, &str)]| {
        in_vain(mark, |raw| {
            needs(raw, "ALG2", "before", "GEO;ALG1", "C");
            more.iter().for_each(|(course, mark)| passed(raw, course, mark));
        })
    };
    assert!(!opens("D", &[]));
    assert!(opens("C", &[]) && opens("D", &[("ALG1", "C")]) && opens("D", &[("ALG2", "D")]));
}

#[test]
fn nothing_is_said_of_grades_that_are_not_known() {
    let mut raw = school();
    raw.catalogue.push(RawListing { course: "GEO".into(), lowest_grade: Some(11), ..RawListing::default() });
    asks(&mut raw, &["GEO"]);
    assert_eq!(said(&raw, "wrong-grade").as_deref(), Some("s: GEO in grade 10"));
    raw.students[0].grade = None;
    assert_eq!(said(&raw, "wrong-grade"), None);
}

#[test]
fn any_school_can_be_audited() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) };
    let mut seen = std::collections::BTreeSet::new();
    let seen_in = std::cell::RefCell::new(&mut seen);
    proptest::test_runner::TestRunner::new(config)
        .run(&proptest::collection::vec(any::<u32>(), 0..300), |numbers| {
            let school = School::try_from(&testing::random_graduation(&mut testing::draws(&numbers))).unwrap();
            seen_in.borrow_mut().extend(audit(&school, &Rules::of(&school)).into_iter().map(|fault| fault.slug));
            Ok(())
        })
        .unwrap();
    for slug in ["prerequisite-missing", "wrong-grade", "passed-already", "equal-rows-ignored", "equal-rows-counted", "credits-in-parts"] {
        assert!(seen.contains(slug), "{slug}: {seen:?}");
    }
}
