//! Three singletons, two periods: the exact solve and plain enumeration give the same answer.
//!
//! A school offers AP Biology, AP Literature and Band, one section each, in a day of two periods.
//! Teacher t1 teaches both AP courses, so these two never meet at the same time, and Band shares its
//! period with one of them. Whoever wants that one and Band loses a course:
//!
//! | student | wants |
//! |---|---|
//! | s1 | AP Literature (required), Band (weight 2: a senior's last year in the band) |
//! | s2 | AP Biology, Band |
//! | s3 | AP Literature, AP Biology |
//! | s4 | AP Literature (required), AP Biology, and Band as an alternate |
//!
//! If Band meets with AP Literature, s1 loses Band, of weight 2; if it meets with AP Biology, s2 loses a
//! course of weight 1. The second is better: weight 6 of the 7 that were wanted as primary requests.
//!
//! HiGHS proves this through the rows of the integer program. The oracle, a part of the workspace's tests, looks at every schedule and
//! asks each rule's own check; it knows no rows. Here both must agree, and the checker must accept.
//!
//! Run it with `cargo run --example exact_against_brute_force`.

use mortarboard::raw::RawSchool;
use mortarboard::rule::Rules;
use mortarboard::{Options, Outcome, Schedule, School, solve_exact};
use mortarboard_testkit::{brute_force, check_outcome};

const SCHOOL: &str = r#"{
    "settings": {"default_patterns": ["P1", "P2"]},
    "bell": [
        {"day": "Mon", "slot": "1", "start": "08:00", "end": "08:45"},
        {"day": "Mon", "slot": "2", "start": "08:50", "end": "09:35"}
    ],
    "patterns": [{"pattern": "P1", "cells": "1(*)"}, {"pattern": "P2", "cells": "2(*)"}],
    "courses": [
        {"course": "APBIO", "sections": 1, "max_seats": 4},
        {"course": "APLIT", "sections": 1, "max_seats": 4},
        {"course": "BAND", "sections": 1, "max_seats": 4}
    ],
    "teachers": [{"teacher": "t1"}, {"teacher": "t2"}],
    "qualifications": [
        {"teacher": "t1", "course": "APBIO"},
        {"teacher": "t1", "course": "APLIT"},
        {"teacher": "t2", "course": "BAND"}
    ],
    "students": [{"student": "s1"}, {"student": "s2"}, {"student": "s3"}, {"student": "s4"}],
    "requests": [
        {"student": "s1", "course": "APLIT", "priority": "required"},
        {"student": "s1", "course": "BAND", "priority": "primary", "weight": 2},
        {"student": "s2", "course": "APBIO", "priority": "primary"},
        {"student": "s2", "course": "BAND", "priority": "primary"},
        {"student": "s3", "course": "APLIT", "priority": "primary"},
        {"student": "s3", "course": "APBIO", "priority": "primary"},
        {"student": "s4", "course": "APLIT", "priority": "required"},
        {"student": "s4", "course": "APBIO", "priority": "primary"},
        {"student": "s4", "course": "BAND", "priority": "alternate"}
    ]
}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let raw: RawSchool = serde_json::from_str(SCHOOL)?;
    let school = School::try_from(&raw)?;
    let rules = Rules::of(&school);

    let options = Options::default().without_time().with_work(1_000);
    let (schedule, score) = match solve_exact(&school, &rules, &options, &|_| {})?.into_outcome() {
        Outcome::Optimal(solved, _) => (solved.schedule, solved.score),
        other => return Err(format!("expected a best schedule, not {other:?}").into()),
    };
    print(&school, &schedule);
    println!("exact: required {}, primary {}, alternate {}", score.required, score.primary, score.alternate);

    let best = brute_force(&school, &rules).ok_or("the oracle found no schedule")?;
    println!("every schedule looked at: required {}, primary {}, alternate {}", best.required, best.primary, best.alternate);

    assert_eq!(score, best);
    assert_eq!((score.required, score.primary, score.alternate), (2, 6, 0));
    check_outcome(&school, &rules, &schedule, score)?;
    let pattern = |course: &str| school.find_section(&format!("{course}-1")).and_then(|section| schedule.placements[section].pattern);
    assert_eq!(pattern("BAND"), pattern("APBIO"), "Band meets with AP Biology");
    Ok(())
}

fn print(school: &School, schedule: &Schedule) {
    for row in schedule.to_raw(school).sections {
        println!("{} meets in {} with {}", row.section, row.pattern, row.teacher);
    }
}
