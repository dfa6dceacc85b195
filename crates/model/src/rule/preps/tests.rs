use super::Preps;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

const PLACED: [(&str, &str, &str, &str); 3] = [("ART-1", "", "t1", ""), ("BIO-1", "", "t1", ""), ("BIO-2", "", "t1", "")];

fn school() -> School {
    let mut raw = tiny();
    raw.teachers[0].max_preps = Some(1);
    raw.teachers[1].max_preps = Some(1);
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    // t2 is qualified for one course only and needs no row.
    assert_snapshot!(rows_of(&school(), &Preps, Mode::Hard), @"teacher t1: teach[ART-1,t1] + (teach[BIO-1,t1] | teach[BIO-2,t1]) <= 1");
    assert_snapshot!(rows_of(&school(), &Preps, Mode::soft(7)), @"teacher t1: teach[ART-1,t1] + (teach[BIO-1,t1] | teach[BIO-2,t1]) <= 1 or 7 for each unit");
}

#[test]
fn good() {
    let school = school();
    assert_eq!(Preps.check(&school, &schedule(&school, &PLACED[1..], &[]).unwrap()), []);
}

#[test]
fn bad() {
    let school = school();
    let findings = Preps.check(&school, &schedule(&school, &PLACED, &[]).unwrap());
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.units, finding.always_hard), (1, false));
    assert_eq!(Preps.explain(&school, finding).sentence, Preps.card().says);
}
