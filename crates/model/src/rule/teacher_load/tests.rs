use super::TeacherLoad;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

const PLACED: [(&str, &str, &str, &str); 3] = [("ART-1", "", "t1", ""), ("BIO-1", "", "t1", ""), ("BIO-2", "", "t1", "")];

#[test]
fn rows() {
    let mut raw = tiny();
    raw.courses[0].load = Some(500);
    let school = School::try_from(raw).unwrap();
    assert_snapshot!(rows_of(&school, &TeacherLoad, Mode::Hard), @"teacher t1: 500 teach[ART-1,t1] + 1000 teach[BIO-1,t1] + 1000 teach[BIO-2,t1] <= 2000");
    assert_snapshot!(rows_of(&school, &TeacherLoad, Mode::soft(7)), @"teacher t1: 500 teach[ART-1,t1] + 1000 teach[BIO-1,t1] + 1000 teach[BIO-2,t1] <= 2000 or 7 for each unit of 1000");
}

#[test]
fn good() {
    let school = School::try_from(tiny()).unwrap();
    assert_eq!(TeacherLoad.check(&school, &schedule(&school, &PLACED[..2], &[]).unwrap()), []);
}

#[test]
fn bad() {
    let school = School::try_from(tiny()).unwrap();
    let findings = TeacherLoad.check(&school, &schedule(&school, &PLACED, &[]).unwrap());
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.units, finding.always_hard), (1, false));
    assert_eq!(TeacherLoad.explain(&school, finding).sentence, TeacherLoad.card().says);
}

#[test]
fn parts_of_a_section() {
    let mut raw = tiny();
    raw.courses[0].load = Some(1250);
    raw.teachers[0].max_sections = None;
    raw.teachers[0].fte = Some(500);
    let school = School::try_from(raw).unwrap();
    let findings = TeacherLoad.check(&school, &schedule(&school, &PLACED, &[]).unwrap());
    assert_eq!(findings[0].units, 1, "a part of a section over the load counts as a whole one");
    assert_eq!(
        TeacherLoad.explain(&school, &findings[0]).sentence,
        "Teacher t1 has a load of 3.25 sections, 0.75 more than the most of 2.5."
    );
}
