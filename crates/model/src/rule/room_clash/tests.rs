use super::RoomClash;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// Two patterns keep the rows few.
fn school() -> School {
    let mut raw = tiny();
    raw.patterns.retain(|pattern| ["P1", "P2", "M1"].contains(&pattern.pattern.as_str()));
    raw.courses[1].patterns = "P1;M1".to_owned();
    School::try_from(raw).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &RoomClash, Mode::Hard), @r"
    room R1, section BIO-1: -house[BIO-1,R1] + (place[BIO-1,P1] & house[BIO-1,R1]) + (place[BIO-1,M1] & house[BIO-1,R1]) = 0 (implied)
    room R1, section BIO-2: -house[BIO-2,R1] + (place[BIO-2,P1] & house[BIO-2,R1]) + (place[BIO-2,M1] & house[BIO-2,R1]) = 0 (implied)
    room R1: (place[BIO-1,P1] & house[BIO-1,R1]) + (place[BIO-1,M1] & house[BIO-1,R1]) + (place[BIO-2,P1] & house[BIO-2,R1]) + (place[BIO-2,M1] & house[BIO-2,R1]) <= 1
    room R1: (place[BIO-1,P1] & house[BIO-1,R1]) + (place[BIO-2,P1] & house[BIO-2,R1]) <= 1
    ");
}

#[test]
fn good() {
    let school = school();
    let placed = [("ART-1", "P1", "", ""), ("BIO-1", "P1", "", "R1"), ("BIO-2", "P2", "", "R1")];
    assert_eq!(RoomClash.check(&school, &schedule(&school, &placed, &[]).unwrap()), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[("BIO-1", "P1", "", "R1"), ("BIO-2", "M1", "", "R1")], &[]).unwrap();
    let findings = RoomClash.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(RoomClash.explain(&school, finding).sentence, RoomClash.card().says);
}

#[test]
fn every_section_of_a_full_room_is_named() {
    let school = school();
    let placed = ["ART-1", "BIO-1", "BIO-2"].map(|section| (section, "P1", "", "R2"));
    let findings = RoomClash.check(&school, &schedule(&school, &placed, &[]).unwrap());
    for section in school.sections().ids() {
        assert!(findings.iter().any(|finding| finding.subjects.iter().any(|named| named.subject == section.into())));
    }
}
