use super::TeacherClash;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

#[test]
fn rows() {
    // Two patterns and one section of each course keep the rows few; t2 can only have one section.
    let mut raw = tiny();
    raw.courses[0].patterns = "P1;P2".to_owned();
    raw.courses[1].patterns = "M1;T1".to_owned();
    raw.courses[1].sections = Some(1);
    assert_snapshot!(rows_of(&School::try_from(raw).unwrap(), &TeacherClash, Mode::Hard), @r"
    teacher t1, section ART-1: -teach[ART-1,t1] + (place[ART-1,P1] & teach[ART-1,t1]) + (place[ART-1,P2] & teach[ART-1,t1]) = 0 (implied)
    teacher t1, section BIO-1: -teach[BIO-1,t1] + (place[BIO-1,M1] & teach[BIO-1,t1]) + (place[BIO-1,T1] & teach[BIO-1,t1]) = 0 (implied)
    teacher t1: (place[ART-1,P1] & teach[ART-1,t1]) + (place[BIO-1,M1] & teach[BIO-1,t1]) <= 1
    teacher t1: (place[ART-1,P1] & teach[ART-1,t1]) + (place[BIO-1,T1] & teach[BIO-1,t1]) <= 1
    ");
}

#[test]
fn good() {
    let school = School::try_from(tiny()).unwrap();
    let placed = [("ART-1", "P1", "t1", ""), ("BIO-1", "P1", "t2", ""), ("BIO-2", "P2", "t1", "")];
    assert_eq!(TeacherClash.check(&school, &schedule(&school, &placed, &[]).unwrap()), []);
}

#[test]
fn bad() {
    let school = School::try_from(tiny()).unwrap();
    let placed = [("ART-1", "P1", "t1", ""), ("BIO-1", "P1", "t2", ""), ("BIO-2", "M1", "t1", "")];
    let findings = TeacherClash.check(&school, &schedule(&school, &placed, &[]).unwrap());
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(TeacherClash.explain(&school, finding).sentence, TeacherClash.card().says);
}
