use super::RoomFit;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// One seat less than students in the only room of the type.
fn school() -> School {
    let mut raw = tiny();
    raw.rooms[0].seats = 1;
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &RoomFit, Mode::Hard), @r"
    section BIO-1: house[BIO-1,R1] = 1
    section BIO-1: house[BIO-1,R1] + seat[s7,BIO-1] + seat[s8,BIO-1] <= 2
    section BIO-2: house[BIO-2,R1] = 1
    section BIO-2: house[BIO-2,R1] + seat[s7,BIO-2] + seat[s8,BIO-2] <= 2
    ");
}

#[test]
fn good() {
    let school = school();
    let schedule = schedule(&school, &[("BIO-1", "P1", "", "R1"), ("BIO-2", "P2", "", "R1")], &[("BIO-1", "s7")]).unwrap();
    assert_eq!(RoomFit.check(&school, &schedule), []);
}

#[test]
fn bad() {
    let school = school();
    let seats = [("BIO-2", "s7"), ("BIO-2", "s8")];
    let findings = RoomFit.check(&school, &schedule(&school, &[("BIO-2", "P1", "", "R1")], &seats).unwrap());
    let [missing, small] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(RoomFit.explain(&school, missing).sentence, RoomFit.card().says);
    assert_snapshot!(RoomFit.explain(&school, small).sentence, @"Section BIO-2 has 2 students, and room R1 has 1 seat.");

    let findings = RoomFit.check(&school, &schedule(&school, &[("BIO-1", "", "", "R2"), ("BIO-2", "", "", "R1")], &[]).unwrap());
    let [wrong] = &findings[..] else { panic!("{findings:?}") };
    assert_snapshot!(RoomFit.explain(&school, wrong).sentence, @"Section BIO-1 is in room R2, and course BIO needs a room of its room type.");
}

#[test]
fn a_locked_room_is_a_need() {
    let mut raw = tiny();
    raw.courses[1].room_type.clear();
    let lock = |section: &str| crate::raw::RawLock { section: section.to_owned(), kind: "room".to_owned(), value: "R2".to_owned() };
    raw.locks.push(lock("ART-1"));
    let school = School::try_from(raw).unwrap();
    let findings = RoomFit.check(&school, &crate::schedule::Schedule::empty(&school));
    let [missing] = &findings[..] else { panic!("{findings:?}") };
    assert_snapshot!(RoomFit.explain(&school, missing).sentence, @"Section ART-1 has no room, though one is locked for it.");
}
