use super::SeatCap;
use crate::program::{Domains, Program};
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{rows_text, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    School::try_from(tiny()).unwrap()
}

#[test]
fn rows() {
    let school = school();
    let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    program.add(&school, &SeatCap, Mode::Hard);
    assert_snapshot!(rows_text(&school, &program), @"section ART-1: seat[s7,ART-1] + seat[s8,ART-1] + seat[s9,ART-1] <= 2");
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
