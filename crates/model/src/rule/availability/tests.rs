use super::Availability;
use crate::raw::{RawSchool, RawTeam};
use crate::program::Domains;
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// Everyone is away at some time, and team `bio` has `t1` as a member and the teachers of BIO besides.
fn away() -> RawSchool {
    let mut raw = tiny();
    raw.teachers[0].unavailable = "1(Mon)".to_owned();
    raw.teachers[1].unavailable = "2(Tue)".to_owned();
    raw.rooms[0].unavailable = "3(*)".to_owned();
    raw.students[0].unavailable = "2(Mon)".to_owned();
    raw.teams.push(RawTeam { team: "bio".to_owned(), courses: "BIO".to_owned(), members: "t1".to_owned(), minutes: 45, min_block: 45 });
    raw
}

#[test]
fn rows() {
    let mut raw = away();
    raw.courses[1].sections = Some(1);
    assert_snapshot!(rows_of(&School::try_from(raw).unwrap(), &Availability, Mode::Hard), @r"
    section ART-1, teacher t1: place[ART-1,P1] + teach[ART-1,t1] <= 1
    section BIO-1, teacher t1: place[BIO-1,P1] + teach[BIO-1,t1] <= 1
    section BIO-1, teacher t2: place[BIO-1,P2] + teach[BIO-1,t2] <= 1
    section BIO-1, room R1: place[BIO-1,P3] + house[BIO-1,R1] <= 1
    section ART-1, student s7: place[ART-1,P2] + seat[s7,ART-1] <= 1
    section BIO-1, student s7: place[BIO-1,P2] + seat[s7,BIO-1] <= 1
    team bio, teacher t2, 2(Tue): teach[BIO-1,t2] + meet[bio,2(Tue)] <= 1
    ");
}

#[test]
fn good() {
    let school = School::try_from(away()).unwrap();
    let placed = [("ART-1", "P3", "t1", ""), ("BIO-1", "P1", "t2", "R1"), ("BIO-2", "P2", "t1", "R1")];
    let mut schedule = schedule(&school, &placed, &[("ART-1", "s7"), ("BIO-1", "s7"), ("BIO-2", "s8")]).unwrap();
    schedule.meetings[crate::ids::TeamId(0)] = school.calendar().parse("3(*)").unwrap();
    assert_eq!(Availability.check(&school, &schedule), []);
}

#[test]
fn bad() {
    let school = School::try_from(away()).unwrap();
    let placed = [("ART-1", "P1", "t1", ""), ("BIO-1", "P2", "t2", ""), ("BIO-2", "P3", "t1", "R1")];
    let mut schedule = schedule(&school, &placed, &[("BIO-1", "s7")]).unwrap();
    schedule.meetings[crate::ids::TeamId(0)] = school.calendar().parse("1(Mon) 2(Tue)").unwrap();
    let findings = Availability.check(&school, &schedule);
    let said: Vec<String> = findings.iter().map(|finding| Availability.explain(&school, finding).sentence).collect();
    assert_eq!(said[0], Availability.card().says);
    assert_eq!(
        said[1..],
        [
            "Section BIO-1 meets at 2(Tue), when teacher t2 is away.",
            "Section BIO-1 meets at 2(Mon), when student s7 is away.",
            "Section BIO-2 meets at 3(Mon), when room R1 can't be used.",
            "Team bio meets at 1(Mon), when teacher t1 is away.",
            "Team bio meets at 2(Tue), when teacher t2 is away.",
        ]
    );
}

#[test]
fn a_listed_member_excludes_the_cell() {
    let school = School::try_from(away()).unwrap();
    let domains = Domains::new(&school, &Rules::of(&school));
    let excluded = school.calendar().parse("1(Mon)").unwrap();
    assert!(domains.meetings.values().all(|cells| !cells.contains(&excluded[0])));
}
