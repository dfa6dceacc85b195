use super::Preparation;
use crate::ids::TeamId;
use crate::raw::RawTeam;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// Teacher t1 needs 90 minutes, and is in a team that may meet.
fn school(prep_block: u32) -> School {
    let mut raw = tiny();
    raw.teachers[0].prep_minutes = Some(90);
    raw.teachers[0].prep_block = Some(prep_block);
    raw.teachers[0].unavailable = "3(Tue)".to_owned();
    raw.teams = vec![RawTeam { team: "ALL".to_owned(), members: "t1".to_owned(), minutes: 45, min_block: 45, ..RawTeam::default() }];
    School::try_from(raw).unwrap()
}

fn said(school: &School, pattern: &str, meeting: &str) -> Vec<String> {
    let mut schedule = schedule(school, &[("ART-1", pattern, "t1", "")], &[]).unwrap();
    schedule.meetings[TeamId(0)] = school.calendar().parse(meeting).unwrap();
    Preparation.check(school, &schedule).iter().map(|finding| Preparation.explain(school, finding).sentence).collect()
}

#[test]
fn rows() {
    // One day and one section keep the rows few.
    let mut raw = tiny();
    raw.bell.retain(|bell| bell.day == "Mon");
    raw.patterns.retain(|pattern| ["P1", "P2"].contains(&pattern.pattern.as_str()));
    raw.courses[1].sections = Some(0);
    raw.teachers[0].prep_minutes = Some(90);
    raw.teachers[0].prep_block = Some(60);
    raw.requests.retain(|request| request.course == "ART" && request.instead_of.is_empty());
    let school = School::try_from(raw).unwrap();
    assert_snapshot!(rows_of(&school, &Preparation, Mode::Hard), @"teacher t1: 45 none((place[ART-1,P2] & teach[ART-1,t1])) + 45 (none((place[ART-1,P1] & teach[ART-1,t1])) & none((place[ART-1,P2] & teach[ART-1,t1]))) + 45 (none((place[ART-1,P2] & teach[ART-1,t1])) | (none((place[ART-1,P1] & teach[ART-1,t1])) & none((place[ART-1,P2] & teach[ART-1,t1])))) >= 90");
}

#[test]
fn good() {
    assert_eq!(said(&school(1), "P2", ""), [""; 0]);
    assert_eq!(said(&school(90), "P3", ""), [""; 0]);
    assert_eq!(said(&school(90), "M1", "1(Tue)"), [""; 0]);
}

#[test]
fn bad() {
    assert_eq!(said(&school(1), "D", ""), [Preparation.card().says]);
    // The slots on either side of slot 2 do not adjoin; and a team meeting is no own preparation.
    assert_snapshot!(said(&school(90), "P2", "").join("\n"), @"Teacher t1 has 0 of 90 minutes of own preparation in blocks of at least 90 in term year.");
    assert_snapshot!(said(&school(90), "P3", "1(Mon) 2(Tue)").join("\n"), @"Teacher t1 has 0 of 90 minutes of own preparation in blocks of at least 90 in term year.");
}

#[test]
fn a_unit_is_a_minute() {
    let school = school(1);
    let schedule = schedule(&school, &[("ART-1", "D", "t1", "")], &[]).unwrap();
    assert_eq!(Preparation.check(&school, &schedule)[0].units, 45);
}
