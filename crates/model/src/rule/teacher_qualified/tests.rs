use super::TeacherQualified;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    let mut raw = tiny();
    raw.qualifications[0].preference = Some(4);
    raw.qualifications[1].max_sections = Some(1);
    raw.qualifications[1].preference = Some(1);
    raw.qualifications[2].min_sections = Some(1);
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    assert_snapshot!(rows_of(&school(), &TeacherQualified, Mode::Hard), @r"
    section ART-1: teach[ART-1,t1] = 1
    section BIO-1: teach[BIO-1,t1] + teach[BIO-1,t2] = 1
    section BIO-2: teach[BIO-2,t1] + teach[BIO-2,t2] = 1
    teacher t1, course BIO: teach[BIO-1,t1] + teach[BIO-2,t1] <= 1
    teacher t2, course BIO: teach[BIO-1,t2] + teach[BIO-2,t2] >= 1
    ");
}

#[test]
fn good() {
    let school = school();
    let schedule = schedule(&school, &[("ART-1", "", "t1", ""), ("BIO-1", "", "t1", ""), ("BIO-2", "", "t2", "")], &[]).unwrap();
    assert_eq!(TeacherQualified.check(&school, &schedule), []);
    assert_eq!(TeacherQualified.preference(&school, &schedule), 5);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[("ART-1", "", "t2", ""), ("BIO-1", "", "t1", ""), ("BIO-2", "", "t1", "")], &[]).unwrap();
    let findings = TeacherQualified.check(&school, &schedule);
    let said: Vec<String> = findings.iter().map(|finding| TeacherQualified.explain(&school, finding).sentence).collect();
    assert_eq!(said[0], TeacherQualified.card().says);
    assert_eq!(
        said[1..],
        [
            "Teacher t1 teaches 2 sections of course BIO, but the most allowed is 1.",
            "Teacher t2 teaches 0 sections of course BIO, but the fewest allowed is 1.",
        ]
    );
    assert_eq!(TeacherQualified.preference(&school, &schedule), 2);
}

#[test]
fn a_section_without_a_teacher() {
    let school = school();
    let schedule = schedule(&school, &[("BIO-1", "", "t2", ""), ("BIO-2", "", "t2", "")], &[]).unwrap();
    let findings = TeacherQualified.check(&school, &schedule);
    assert_eq!(findings.len(), 1);
    assert_eq!(TeacherQualified.explain(&school, &findings[0]).sentence, "Section ART-1 has no teacher.");
}

#[test]
fn a_section_that_has_nobody_yet() {
    let mut raw = tiny();
    raw.courses[1].unstaffed = Some(1);
    let school = School::try_from(raw).unwrap();
    assert_snapshot!(rows_of(&school, &TeacherQualified, Mode::Hard), @r"
    section ART-1: teach[ART-1,t1] = 1
    section BIO-1: teach[BIO-1,t1] + teach[BIO-1,t2] = 1
    ");
    let placed = [("ART-1", "", "t1", ""), ("BIO-1", "", "t2", "")];
    assert_eq!(TeacherQualified.check(&school, &schedule(&school, &placed, &[]).unwrap()), []);
    let taught = schedule(&school, &[placed[0], placed[1], ("BIO-2", "", "t1", "")], &[]).unwrap();
    let findings = TeacherQualified.check(&school, &taught);
    assert_eq!(findings.len(), 1);
    let said = TeacherQualified.explain(&school, &findings[0]);
    assert_eq!(said.sentence, "Section BIO-2 is taught by teacher t1, though the school states that it has nobody yet.");
    assert_eq!(said.mends[0], "take the teacher off the section");
}

#[test]
fn a_lock_does_not_qualify() {
    let mut raw = tiny();
    raw.locks.push(crate::raw::RawLock { section: "ART-1".to_owned(), kind: "teacher".to_owned(), value: "t2".to_owned() });
    let school = School::try_from(raw).unwrap();
    let schedule = schedule(&school, &[("ART-1", "", "t2", ""), ("BIO-1", "", "t1", ""), ("BIO-2", "", "t1", "")], &[]).unwrap();
    let findings = TeacherQualified.check(&school, &schedule);
    assert_eq!(findings.len(), 1);
    let mends = TeacherQualified.explain(&school, &findings[0]).mends;
    assert!(mends[0].starts_with("take the lock off the section"), "{mends:?}");
}

#[test]
fn a_school_without_teachers_has_nothing_to_keep() {
    let mut raw = tiny();
    raw.teachers.clear();
    raw.qualifications.clear();
    let school = School::try_from(raw).unwrap();
    assert_eq!(rows_of(&school, &TeacherQualified, Mode::Hard), "");
    assert_eq!(TeacherQualified.check(&school, &schedule(&school, &[], &[]).unwrap()), []);
}
