use super::SeatCap;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    School::try_from(tiny()).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &SeatCap, Mode::Hard), @"section ART-1: seat[s7,ART-1] + seat[s8,ART-1] + seat[s9,ART-1] <= 2");
}

#[test]
fn good() {
    let school = school();
    assert_eq!(SeatCap.check(&school, &schedule(&school, &[], &[("ART-1", "s7"), ("ART-1", "s9")]).unwrap()), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[], &[("ART-1", "s7"), ("ART-1", "s8"), ("ART-1", "s9")]).unwrap();
    let findings = SeatCap.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(SeatCap.explain(&school, finding).sentence, SeatCap.card().says);
    assert_eq!((finding.units, finding.always_hard), (1, false));
}
