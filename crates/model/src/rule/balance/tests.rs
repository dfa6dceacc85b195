use super::Balance;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// BIO: two sections with three seats, two primary requests and an alternate.
fn school() -> School {
    let mut raw = tiny();
    raw.settings.balance_tolerance = 1;
    raw.courses[1].max_seats = 3;
    let mut alternate = raw.requests[3].clone();
    (alternate.student, alternate.course, alternate.instead_of) = ("s9".to_owned(), "BIO".to_owned(), String::new());
    raw.requests.push(alternate);
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &Balance, Mode::soft(1)), @r"
    section BIO-1: seat[s7,BIO-1] + seat[s8,BIO-1] + seat[s9,BIO-1] <= 2 or 1 for each unit
    section BIO-2: seat[s7,BIO-2] + seat[s8,BIO-2] + seat[s9,BIO-2] <= 2 or 1 for each unit
    ");
}

#[test]
fn good() {
    let school = school();
    // ART has one section, which holds everyone who asks for it.
    let seats = [("BIO-1", "s7"), ("BIO-1", "s8"), ("ART-1", "s7"), ("ART-1", "s8"), ("ART-1", "s9")];
    assert_eq!(Balance.check(&school, &schedule(&school, &[], &seats).unwrap()), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[], &["s7", "s8", "s9"].map(|student| ("BIO-1", student))).unwrap();
    let findings = Balance.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(Balance.explain(&school, finding).sentence, Balance.card().says);
    assert_eq!((finding.units, finding.always_hard), (1, false));
}
