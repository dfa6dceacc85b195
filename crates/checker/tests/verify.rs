//! A valid schedule, broken in every way there is; and summaries that claim too much.

use mortarboard_checker::{Claims, Report, verify, verify_claims};
use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::program::{Meaning, Program};
use mortarboard_model::raw::{RawLock, RawRow, RawRuleMode, RawSchool, RawShape, RawTeam};
use mortarboard_model::rule::{Rules, standard};
use mortarboard_model::score::Score;
use mortarboard_model::{ColumnId, Schedule, School, testing};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;

/// All requests met, every rule kept.
fn valid(school: &School) -> Schedule {
    let placements = [("ART-1", "P1", "t1", ""), ("BIO-1", "P2", "t1", "R1"), ("BIO-2", "P3", "t2", "R1")];
    let seats = [("ART-1", "s7"), ("BIO-1", "s7"), ("BIO-2", "s8"), ("ART-1", "s9")];
    testing::schedule(school, &placements, &seats).unwrap()
}

fn place(school: &School, schedule: &mut Schedule, section: &str, pattern: &str) {
    schedule.placements[school.find_section(section).unwrap()].pattern = school.find_pattern(pattern);
}

fn seat(school: &School, schedule: &mut Schedule, student: &str, course: &str, section: Option<&str>) {
    let student = &school.students()[school.find_student(student).unwrap()];
    let course = school.find_course(course).unwrap();
    let request = student.requests.iter().copied().find(|&id| school.requests()[id].course == course).unwrap();
    schedule.seats[request] = section.map(|id| school.find_section(id).unwrap());
}

type Spoil = (fn(&mut RawSchool), fn(&School, &mut Schedule));
const KEEP_INPUT: fn(&mut RawSchool) = |_| {};
const KEEP_SCHEDULE: fn(&School, &mut Schedule) = |_, _| {};

/// For each rule: how to break it, whom the finding must name, and which other rules break with it.
const CASES: &[(&str, Spoil, &str, &[&str])] = &[
    ("one-pattern", (KEEP_INPUT, |school, schedule| place(school, schedule, "ART-1", "")), "section ART-1", &[]),
    (
        "student-clash",
        (KEEP_INPUT, |school, schedule| {
            place(school, schedule, "BIO-2", "P1");
            seat(school, schedule, "s7", "BIO", Some("BIO-2"));
        }),
        "student s7",
        &[],
    ),
    (
        "sequence",
        (
            |raw| {
                let (course, any_of) = ("ART".to_owned(), "BIO".to_owned());
                raw.prerequisites.push(RawPrerequisite { course, any_of, ..RawPrerequisite::default() });
            },
            KEEP_SCHEDULE,
        ),
        "student s7",
        &[],
    ),
    (
        "at-one-time",
        (
            |raw| {
                let row = RawRow::default().with("cells", "1(*)").with("most", 0);
                raw.rule_tables.insert("at_one_time".to_owned(), vec![row]);
            },
            KEEP_SCHEDULE,
        ),
        "section ART-1",
        &[],
    ),
    ("availability", (|raw| raw.teachers[0].unavailable = "1(Mon)".into(), KEEP_SCHEDULE), "teacher t1", &[]),
    ("preps", (|raw| raw.teachers[0].max_preps = Some(1), KEEP_SCHEDULE), "teacher t1", &[]),
    (
        "teacher-clash",
        (KEEP_INPUT, |school, schedule| {
            place(school, schedule, "BIO-1", "P1");
            seat(school, schedule, "s7", "BIO", Some("BIO-2"));
        }),
        "teacher t1",
        &[],
    ),
    ("teacher-load", (|raw| raw.teachers[0].max_sections = Some(1), KEEP_SCHEDULE), "teacher t1", &[]),
    (
        "teacher-qualified",
        (KEEP_INPUT, |school, schedule| {
            schedule.placements[school.find_section("BIO-2").unwrap()].teacher = None;
        }),
        "section BIO-2",
        &[],
    ),
    (
        "one-section",
        (KEEP_INPUT, |school, schedule| {
            seat(school, schedule, "s9", "ART", None);
            seat(school, schedule, "s8", "ART", Some("ART-1"));
        }),
        "student s8",
        &[],
    ),
    ("seat-cap", (|raw| raw.courses[0].max_seats = 1, KEEP_SCHEDULE), "section ART-1", &[]),
    (
        "room-fit",
        (KEEP_INPUT, |school, schedule| {
            schedule.placements[school.find_section("BIO-1").unwrap()].room = None;
        }),
        "section BIO-1",
        &[],
    ),
    ("room-clash", (KEEP_INPUT, |school, schedule| place(school, schedule, "BIO-2", "P2")), "room R1", &[]),
    (
        "locks",
        (|raw| raw.locks.push(RawLock { section: "ART-1".into(), kind: "pattern".into(), value: "P3".into() }), KEEP_SCHEDULE),
        "section ART-1",
        &[],
    ),
    (
        "planning",
        (
            |raw| {
                raw.teams.push(RawTeam { team: "x".into(), members: "t1;t2".into(), minutes: 45, min_block: 45, ..Default::default() });
            },
            KEEP_SCHEDULE,
        ),
        "team x",
        &[],
    ),
    ("preparation", (|raw| raw.teachers[0].prep_minutes = Some(91), KEEP_SCHEDULE), "teacher t1", &[]),
    (
        "block-lengths",
        (
            |raw| {
                let shape = RawShape {
                    shape: "long".into(),
                    minutes: 180,
                    shortest: 90,
                    longest: 90,
                    fewest_meetings: 2,
                    most_meetings: 2,
                    ..Default::default()
                };
                raw.shapes.push(shape);
                raw.courses[0].shape = "long".into();
            },
            KEEP_SCHEDULE,
        ),
        "section ART-1",
        &["one-pattern"],
    ),
    (
        "balance",
        (
            |raw| {
                raw.settings.balance_tolerance = 0;
                raw.settings.rules.insert("balance".into(), RawRuleMode::Hard);
            },
            |school, schedule| seat(school, schedule, "s7", "BIO", Some("BIO-2")),
        ),
        "section BIO-2",
        &[],
    ),
];

fn report(raw: &RawSchool, spoil: fn(&School, &mut Schedule)) -> Report {
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
    let mut schedule = valid(&school);
    spoil(&school, &mut schedule);
    verify(&school, &Rules::of(&school), &schedule)
}

#[test]
fn the_valid_schedule_is_accepted() {
    let report = report(&testing::tiny(), KEEP_SCHEDULE);
    assert!(report.accepted(), "{:#?}", report.violations);
    assert_eq!(report.score, Score { required: 1, primary: 3, ..Score::default() });
    assert_eq!((report.priced.len(), report.notes.len(), report.off.len()), (0, 0, 0));
    let text = serde_json::to_value(&report.counts).unwrap();
    let expected = json!({
        "requests": {"total": 4, "placeable": 4, "met": 4},
        "placeable_exact": true,
        "students": {"total": 3, "complete": 3, "unmet": {"0": 3, "1": 0, "2": 0, "3+": 0}},
        "by_priority": {
            "critical": {"total": 0, "met": 0}, "required": {"total": 1, "met": 1},
            "primary": {"total": 3, "met": 3}, "alternate": {"total": 1, "met": 0},
        },
        "by_grade": {"unknown": {"requests": {"total": 4, "met": 4}, "students": {"total": 3, "complete": 3}}},
        "sections": {
            "total": 3, "placed": 3, "singletons": 1, "seats": 6, "taken": 4,
            "size_per_section_tenths": 13, "size_per_seat_tenths": 15,
        },
    });
    assert_eq!(text, expected);
}

#[test]
fn every_rule_broken_is_named_with_its_subject() {
    for rule in standard() {
        let slug = rule.card().slug;
        let (_, (input, schedule), subject, others) =
            CASES.iter().find(|case| case.0 == slug).unwrap_or_else(|| panic!("no case for {slug}"));
        let mut raw = testing::tiny();
        input(&mut raw);
        let report = report(&raw, *schedule);
        let broken: BTreeSet<&str> = report.violations.iter().map(|violation| violation.rule).collect();
        let expected: BTreeSet<&str> = others.iter().copied().chain([slug]).collect();
        assert_eq!(broken, expected, "{:#?}", report.violations);
        let own: Vec<_> = report.violations.iter().filter(|violation| violation.rule == slug).collect();
        assert!(
            own.iter().any(|violation| violation.subjects.iter().any(|one| format!("{} {}", one.kind, one.id) == *subject)),
            "{own:#?}"
        );
        assert!(own.iter().all(|violation| violation.sentence.ends_with('.') && !violation.mends.is_empty()), "{own:#?}");
        assert!(!report.accepted());
    }
}

#[test]
fn a_soft_rule_is_priced_a_reported_one_is_noted_an_absent_one_is_named() {
    let with = |mode: RawRuleMode| {
        let mut raw = testing::tiny();
        raw.courses[0].max_seats = 1;
        raw.settings.rules.insert("preps".into(), mode);
        raw.teachers[0].max_preps = Some(0);
        raw.courses[0].max_seats = 2;
        report(&raw, KEEP_SCHEDULE)
    };
    let soft = with(RawRuleMode::soft(7));
    assert!(soft.accepted());
    // Two courses where none is allowed: two units.
    assert_eq!((soft.priced.len(), soft.priced[0].units, soft.priced[0].price, soft.score.preference), (1, 2, 14, -14));
    let noted = with(RawRuleMode::Report);
    assert!(noted.accepted());
    assert_eq!((noted.notes.len(), noted.notes[0].price, noted.score.preference), (1, 0, 0));
    let off = with(RawRuleMode::Off);
    assert_eq!((off.notes.len(), off.off), (0, vec!["preps"]));
    assert!(!with(RawRuleMode::Hard).accepted());
}

#[test]
fn a_schedule_of_another_school_is_rejected() {
    let school = School::try_from(testing::tiny()).unwrap();
    let mut schedule = valid(&school);
    schedule.seats = Vec::new().into();
    let report = verify(&school, &Rules::of(&school), &schedule);
    assert_eq!((report.violations[0].rule, report.counts.requests.met, report.score), ("fits", 0, Score::default()));
}

#[test]
fn a_seat_in_another_course_meets_nothing_even_without_rules() {
    let school = School::try_from(testing::tiny()).unwrap();
    let mut schedule = valid(&school);
    seat(&school, &mut schedule, "s8", "BIO", Some("ART-1"));
    let report = verify(&school, &Rules::of(&school).without("one-section"), &schedule);
    assert!(report.violations.iter().any(|violation| violation.rule == "fits" && violation.subjects[1].id == "ART-1"));
    assert_eq!(report.counts.requests.met, 3);
}

fn claims(value: &Value) -> Claims {
    serde_json::from_value(value.clone()).unwrap()
}

/// What a solve prints is what a claim reads; each number changed by one is caught and named.
#[test]
fn each_corrupted_claim_is_caught() {
    let (school, report) = (School::try_from(testing::tiny()).unwrap(), report(&testing::tiny(), KEEP_SCHEDULE));
    let counts = serde_json::to_value(&report.counts).unwrap();
    let summary = json!({
        "status": "optimal", "seed": 1, "seconds": 0.5,
        "requests": counts["requests"], "students": {"total": 3, "complete": 3},
        "by_priority": counts["by_priority"], "by_grade": counts["by_grade"],
        "score": report.score, "violations": [],
    });
    assert_eq!(verify_claims(&school, &Rules::of(&school), &report, &claims(&summary)), []);
    let mut seen = 0;
    for path in numbers(&summary, "").into_iter().filter(|path| path != "/seed") {
        for step in [-1, 1] {
            let mut forged = summary.clone();
            let number = forged.pointer_mut(&path).unwrap();
            *number = json!(number.as_i64().unwrap() + step);
            let faults = verify_claims(&school, &Rules::of(&school), &report, &claims(&forged));
            let [fault] = &faults[..] else { panic!("{path}: {faults:?}") };
            assert_eq!(fault.claim, path[1..].replace('/', "."));
            assert_eq!(fault.claimed - fault.found, step);
            seen += 1;
        }
    }
    assert_eq!(seen, 2 * (3 + 2 + 8 + 4 + 5));
    let mut forged = summary;
    forged["violations"] = json!([{"rule": "seat-cap"}]);
    forged["by_grade"]["12"] = json!({"requests": {"met": 5}});
    let faults = verify_claims(&school, &Rules::of(&school), &report, &claims(&forged));
    assert_eq!(faults.iter().map(|fault| fault.claim.as_str()).collect::<Vec<_>>(), ["by_grade.12.requests.met", "violations"]);
}

/// A summary written before a level or a key was there claims nothing of it.
#[test]
fn what_is_absent_is_not_claimed() {
    let mut raw = testing::tiny();
    raw.requests[0].priority = "critical".into();
    let (school, report) = (School::try_from(&raw).unwrap(), report(&raw, KEEP_SCHEDULE));
    assert_eq!((report.score.critical, report.score.required), (1, 0));
    assert_eq!(
        verify_claims(&school, &Rules::of(&school), &report, &claims(&json!({"score": {"required": 0, "primary": 3}, "by_priority": {}}))),
        []
    );
    let faults = verify_claims(
        &school,
        &Rules::of(&school),
        &report,
        &claims(&json!({"by_priority": {"critical": {"met": 0}}, "score": {"critical": 2}})),
    );
    assert_eq!(faults.iter().map(|fault| fault.claim.as_str()).collect::<Vec<_>>(), ["by_priority.critical.met", "score.critical"]);
}

/// How many choices a schedule makes.
fn decided(schedule: &Schedule) -> usize {
    let placed = schedule.placements.values().map(|placement| {
        usize::from(placement.pattern.is_some()) + usize::from(placement.teacher.is_some()) + usize::from(placement.room.is_some())
    });
    placed.sum::<usize>() + schedule.seats.values().flatten().count() + schedule.meetings.values().map(Vec::len).sum::<usize>()
}

/// Paths of all whole numbers in a value.
fn numbers(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Object(map) => map.iter().flat_map(|(key, inner)| numbers(inner, &format!("{path}/{key}"))).collect(),
        Value::Number(number) if number.is_i64() => vec![path.to_owned()],
        _ => Vec::new(),
    }
}

/// The score of the checker, summed from the input, against the objective of the integer program.
#[test]
fn the_score_is_the_objective_of_the_program() {
    let accepted = Cell::new(0);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) };
    proptest::test_runner::TestRunner::new(config)
        .run(&proptest::collection::vec(any::<u32>(), 0..250), |numbers| {
            let (school, schedule) = testing::random_case(&mut testing::draws(&numbers));
            let rules = Rules::of(&school);
            let report = verify(&school, &rules, &schedule);
            let program = Program::new(&school, &rules);
            let values = program.values(&schedule);
            // A choice that the program leaves out, such as a room for a section that needs none, has no price in it.
            let made = |(column, meaning): (ColumnId, &Meaning)| matches!(meaning, Meaning::Choice(_)) && values[column];
            let columns = program.columns().iter().filter(|&choice| made(choice)).count();
            if report.accepted() && columns == decided(&schedule) {
                accepted.set(accepted.get() + 1);
                let mut score = Score::default();
                for &(level, column, worth) in program.gains() {
                    score.add(level, if values[column] { worth } else { 0 });
                }
                for row in program.rows() {
                    if let Some(price) = row.price {
                        score.add(price.level, -price.of(row.violation(&values)));
                    }
                }
                prop_assert_eq!(report.score, score);
            }
            Ok(())
        })
        .unwrap();
    assert!(accepted.get() > 10, "no random schedule was accepted");
}
