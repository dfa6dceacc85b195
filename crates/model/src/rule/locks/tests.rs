use super::Locks;
use crate::program::Domains;
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    let mut raw = tiny();
    for (section, kind, value) in
        [("ART-1", "pattern", "P1"), ("ART-1", "teacher", "t1"), ("BIO-1", "room", "R1"), ("BIO-2", "student", "s7")]
    {
        raw.locks.push(crate::raw::RawLock { section: section.to_owned(), kind: kind.to_owned(), value: value.to_owned() });
    }
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &Locks, Mode::Hard), @r"
    section ART-1, pattern P1: place[ART-1,P1] = 1
    section ART-1, teacher t1: teach[ART-1,t1] = 1
    section BIO-1, room R1: house[BIO-1,R1] = 1
    section BIO-2, request of student s7 for BIO: seat[s7,BIO-2] = 1
    ");
}

#[test]
fn other_choices_are_excluded() {
    let school = school();
    let domains = Domains::new(&school, &Rules::of(&school));
    let section = |id: &str| school.find_section(id).unwrap();
    assert_eq!(domains.patterns[section("ART-1")], [school.find_pattern("P1").unwrap()]);
    assert_eq!(domains.teachers[section("ART-1")], [school.find_teacher("t1").unwrap()]);
    assert_eq!(domains.rooms[section("BIO-1")], [school.find_room("R1").unwrap()]);
    assert_eq!(domains.seats[crate::ids::RequestId(1)], [section("BIO-2")]);
    assert_eq!(domains.seats[crate::ids::RequestId(2)].len(), 2);
}

#[test]
fn good() {
    let school = school();
    let schedule = schedule(&school, &[("ART-1", "P1", "t1", ""), ("BIO-1", "", "", "R1")], &[("BIO-2", "s7")]).unwrap();
    assert_eq!(Locks.check(&school, &schedule), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[("ART-1", "P2", "t2", ""), ("BIO-1", "", "", "R2")], &[("BIO-1", "s7")]).unwrap();
    let said: Vec<String> = Locks.check(&school, &schedule).iter().map(|finding| Locks.explain(&school, finding).sentence).collect();
    assert_eq!(said[0], Locks.card().says);
    assert_snapshot!(said.join("\n"), @r"
    Section ART-1 is locked in pattern P1, but meets in P2.
    Section ART-1 is locked for teacher t1, but t2 teaches it.
    Section BIO-1 is locked in room R1, but is in R2.
    Student s7 is locked into section BIO-2, but is in BIO-1.
    ");
}

#[test]
fn nothing_decided() {
    let school = school();
    let findings = Locks.check(&school, &crate::schedule::Schedule::empty(&school));
    let said: Vec<String> = findings.iter().map(|finding| Locks.explain(&school, finding).sentence).collect();
    assert_snapshot!(said.join("\n"), @r"
    Section ART-1 is locked in pattern P1, but has none.
    Section ART-1 is locked for teacher t1, but has none.
    Section BIO-1 is locked in room R1, but has none.
    Student s7 is locked into section BIO-2, but is in no section of its course.
    ");
}
