use super::OnePattern;
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
    assert_snapshot!(rows_of(&school, &OnePattern, Mode::Hard), @r"
    section ART-1: place[ART-1,P1] + place[ART-1,P2] + place[ART-1,P3] = 1
    section BIO-1: place[BIO-1,P1] + place[BIO-1,P2] + place[BIO-1,P3] = 1
    section BIO-2: place[BIO-2,P1] + place[BIO-2,P2] + place[BIO-2,P3] = 1
    ");
}

#[test]
fn good() {
    let school = school();
    let schedule = schedule(&school, &[("ART-1", "P1", "", ""), ("BIO-1", "P1", "", ""), ("BIO-2", "P3", "", "")], &[]).unwrap();
    assert_eq!(OnePattern.check(&school, &schedule), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[("BIO-1", "D", "", ""), ("BIO-2", "P3", "", "")], &[]).unwrap();
    let findings = OnePattern.check(&school, &schedule);
    let [missing, wrong] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(OnePattern.explain(&school, missing).sentence, OnePattern.card().says);
    assert_eq!(OnePattern.explain(&school, wrong).sentence, "Section BIO-1 meets in pattern D, which course BIO does not allow.");
}
