//! Every rule in every mode: a school is solved into a schedule that the checker accepts, or the setting is refused.

use mortarboard_checker as checker;
use mortarboard_core::Options;
use mortarboard_io::generate::examples;
use mortarboard_model::School;
use mortarboard_model::raw::RawRuleMode;
use mortarboard_model::raw::RawSchool;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::rule::{refused, standard};
use mortarboard_model::score::Level;
use mortarboard_run::solve_with;
use mortarboard_run::summary::{Asked, Status, Summary};

#[test]
fn every_mode_is_solved_or_refused() {
    let schools = [examples::seven_period_day(), examples::ab_days(), examples::four_by_four()];
    let modes = [RawRuleMode::Hard, RawRuleMode::soft(3), RawRuleMode::Report, RawRuleMode::Off];
    let (mut solved, mut not) = (0, 0);
    for raw in &schools {
        for rule in standard() {
            let slug = rule.card().slug;
            for mode in modes {
                let mut raw = raw.clone();
                raw.settings.rules.insert(slug.to_owned(), mode);
                let Ok(school) = School::try_from(&raw) else {
                    assert!(refused(slug, mode).is_some(), "{slug} {mode:?}");
                    not += 1;
                    continue;
                };
                let mut options = Options::default();
                (options.time, options.work, options.threads) = (None, Some(100), 1);
                let rules = Rules::of(&school);
                let answer = solve_with(&school, &rules, &options, &|_| {}).unwrap_or_else(|error| panic!("{slug} {mode:?}: {error}"));
                let schedule = answer.schedule().unwrap_or_else(|| panic!("{}: {slug} {mode:?}: no schedule", raw.settings.name));
                assert!(checker::verify(&school, &rules, schedule).accepted(), "{slug} {mode:?}");
                solved += 1;
            }
        }
    }
    assert!(solved > 150 && not == schools.len() * 8, "{solved} solved, {not} refused");
}

#[test]
fn two_rules_of_one_slug_are_refused() {
    let school = School::try_from(examples::seven_period_day()).unwrap();
    let preps = standard().into_iter().find(|rule| rule.card().slug == "preps").unwrap();
    let rules = Rules::of(&school).with(preps, Mode::Hard);
    let error = solve_with(&school, &rules, &Options::default(), &|_| {}).unwrap_err();
    assert!(error.is_input());
    assert_eq!((error.faults()[0].fault.slug, error.faults()[0].fault.id.as_str()), ("slug-twice", "preps"));
}

/// Students who are at lunch in the second period, and an elective that meets only then.
fn lunch(weight: u32, level: Level) -> School {
    let raw = r#"{"bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"},
                          {"day": "Mon", "slot": "2", "start": "12:00", "end": "12:40"}],
        "patterns": [{"pattern": "P1", "cells": "1(*)"}, {"pattern": "P2", "cells": "2(*)"}],
        "courses": [{"course": "BIO", "sections": 1, "max_seats": 9, "patterns": "P1"},
                    {"course": "ART", "sections": 1, "max_seats": 9, "patterns": "P2"}],
        "students": [{"student": "s1", "unavailable": "2(Mon)"}, {"student": "s2"}],
        "requests": [{"student": "s1", "course": "BIO", "priority": "required"}, {"student": "s1", "course": "ART"},
                     {"student": "s2", "course": "BIO", "priority": "required"}, {"student": "s2", "course": "ART"}]}"#;
    let mut raw: mortarboard_model::raw::RawSchool = serde_json::from_str(raw).unwrap();
    raw.settings.rules.insert("availability".to_owned(), RawRuleMode::Soft { weight, level });
    School::try_from(raw).unwrap()
}

#[test]
fn a_price_counts_on_its_level() {
    // The level, whether the elective is worth more than the lunch, and what the schedule is then worth.
    let cases = [
        (1, Level::Preference, 4, [2, 2, -1]),
        (50, Level::Preference, 4, [2, 2, -50]),
        (2, Level::Primary, 3, [2, 1, 0]),
        (1, Level::Required, 3, [2, 1, 0]),
        (1, Level::Critical, 3, [2, 1, 0]),
    ];
    for (weight, level, met, worth) in cases {
        let school = lunch(weight, level);
        let mut options = Options::default();
        (options.time, options.work, options.threads) = (None, Some(400), 1);
        let answer = solve_with(&school, &Rules::of(&school), &options, &|_| {}).unwrap();
        let report = answer.report().unwrap();
        let score = report.score;
        assert_eq!((report.counts.requests.met, [score.required, score.primary, score.preference]), (met, worth), "{weight} {level:?}");
        let exact = mortarboard_testkit::brute_force(&school, &Rules::of(&school)).unwrap();
        assert_eq!(exact, score, "{weight} {level:?}");
    }
}

/// The bound that a solve proves by, and what its summary counts, are those of the rules that it was asked for.
#[test]
fn a_solve_under_rules_of_ones_own_is_bounded_by_them() {
    let raw: RawSchool = serde_json::from_str(
        r#"{"bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
            "patterns": [{"pattern": "P1", "cells": "1(*)"}],
            "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 1}],
            "students": [{"student": "s1"}, {"student": "s2"}, {"student": "s3"}],
            "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}, {"student": "s3", "course": "ART"}]}"#,
    )
    .unwrap();
    let school = School::try_from(raw).unwrap();
    let mut options = Options::default();
    (options.time, options.work) = (None, Some(1_000));
    let met = |rules: &Rules| {
        let answer = mortarboard_run::solve_with(&school, rules, &options, &|_| {}).unwrap();
        let summary = Summary::new(&school, String::new(), &answer, &[], 1, Asked::default());
        let requests = summary.bound.unwrap().requests;
        (requests.met, requests.most, summary.status)
    };
    let rules = Rules::of(&school);
    assert_eq!(met(&rules), (1, 1, Status::Optimal));
    assert_eq!(met(&rules.without("seat-cap")), (3, 3, Status::Optimal));
}
