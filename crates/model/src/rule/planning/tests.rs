use super::Planning;
use crate::ids::TeamId;
use crate::raw::RawTeam;
use crate::program::Domains;
use crate::rule::{Mode, Rule, Rules};
use crate::schedule::Schedule;
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn team(team: &str, courses: &str, members: &str, min_block: u32) -> RawTeam {
    RawTeam { team: team.to_owned(), courses: courses.to_owned(), members: members.to_owned(), minutes: 90, min_block }
}

/// Team SCI: whoever teaches BIO; team ALL: t1 and t2.
fn school(min_block: u32) -> School {
    let mut raw = tiny();
    raw.teams = vec![team("SCI", "BIO", "", min_block), team("ALL", "", "t1;t2", 45)];
    raw.teams[1].minutes = 45;
    School::try_from(raw).unwrap()
}

/// A schedule in which the teams meet in these cells.
fn meeting(school: &School, placed: &[(&str, &str, &str, &str)], sci: &str, all: &str) -> Schedule {
    let mut schedule = schedule(school, placed, &[]).unwrap();
    schedule.meetings[TeamId(0)] = school.calendar().parse(sci).unwrap();
    schedule.meetings[TeamId(1)] = school.calendar().parse(all).unwrap();
    schedule
}

fn said(school: &School, schedule: &Schedule) -> Vec<String> {
    Planning.check(school, schedule).iter().map(|finding| Planning.explain(school, finding).sentence).collect()
}

#[test]
fn rows() {
    // One day, two slots and one section keep the rows few.
    let mut raw = tiny();
    raw.bell.retain(|bell| bell.day == "Mon" && bell.slot != "3");
    raw.patterns.retain(|pattern| ["P1", "P2"].contains(&pattern.pattern.as_str()));
    raw.courses[1].sections = Some(1);
    raw.teams = vec![team("SCI", "BIO", "t1", 60)];
    let school = School::try_from(raw).unwrap();
    assert_snapshot!(rows_of(&school, &Planning, Mode::soft(2)), @r"
    team SCI: 45 meet[SCI,1(*)] + 45 meet[SCI,2(*)] >= 90 or 2 for each unit
    team SCI, 1(*): meet[SCI,1(*)] - meet[SCI,2(*)] <= 0
    team SCI, 2(*): -meet[SCI,1(*)] + meet[SCI,2(*)] <= 0
    team SCI, section BIO-1, 1(*): meet[SCI,1(*)] + (place[BIO-1,P1] & teach[BIO-1,t1]) + (place[BIO-1,P1] & teach[BIO-1,t2]) <= 1 (implied)
    team SCI, section BIO-1, 2(*): meet[SCI,2(*)] + (place[BIO-1,P2] & teach[BIO-1,t1]) + (place[BIO-1,P2] & teach[BIO-1,t2]) <= 1 (implied)
    teacher t1, 1(*): meet[SCI,1(*)] + ((place[BIO-1,P1] & teach[BIO-1,t1]) | (place[ART-1,P1] & teach[ART-1,t1])) <= 1
    teacher t1, 2(*): meet[SCI,2(*)] + ((place[BIO-1,P2] & teach[BIO-1,t1]) | (place[ART-1,P2] & teach[ART-1,t1])) <= 1
    teacher t2, 1(*): (place[BIO-1,P1] & teach[BIO-1,t2]) + (teach[BIO-1,t2] & meet[SCI,1(*)]) <= 1
    teacher t2, 2(*): (place[BIO-1,P2] & teach[BIO-1,t2]) + (teach[BIO-1,t2] & meet[SCI,2(*)]) <= 1
    ");
}

#[test]
fn meetings_are_excluded_where_no_block_is_long_enough() {
    let mut raw = tiny();
    // On Tuesday slot 3 begins half an hour late.
    (raw.bell[5].start, raw.bell[5].end) = ("10:40".to_owned(), "11:25".to_owned());
    raw.teams = vec![team("SCI", "BIO", "", 60)];
    let school = School::try_from(raw).unwrap();
    let domains = Domains::new(&school, &Rules::of(&school));
    assert_eq!(school.calendar().write(&domains.meetings[TeamId(0)], " "), "1(*) 2(*) 3(Mon)");
}

#[test]
fn good() {
    let school = school(60);
    let placed = [("ART-1", "P1", "t1", ""), ("BIO-1", "P1", "t2", "")];
    assert_eq!(said(&school, &meeting(&school, &placed, "2(Mon) 3(Mon)", "2(Tue)")), [""; 0]);
    // Nobody teaches BIO yet: the team has no members who could be busy.
    assert_eq!(said(&school, &meeting(&school, &placed[..1], "1(Mon) 2(Mon)", "2(Tue)")), [""; 0]);
}

#[test]
fn bad() {
    let school = school(60);
    let placed = [("ART-1", "P1", "t1", ""), ("BIO-1", "P2", "t2", "")];
    let said = said(&school, &meeting(&school, &placed, "3(Tue)", "1(Mon) 3(Tue)"));
    assert_eq!(said[0], Planning.card().says);
    assert_snapshot!(said.join("\n"), @r"
    Team SCI has 45 of its 90 minutes of common planning in term year.
    Team SCI meets for 45 minutes at 3(Tue), and a block counts from 60 minutes.
    Team ALL meets at 1(Mon), when member t1 teaches section ART-1.
    Teams ALL and SCI both meet at 3(Tue), and t2 is a member of both.
    ");
}

#[test]
fn without_teachers_only_minutes_and_blocks_count() {
    let mut raw = tiny();
    raw.teachers.clear();
    raw.qualifications.clear();
    raw.teams = vec![team("SCI", "BIO", "", 45)];
    let school = School::try_from(raw).unwrap();
    let mut schedule = schedule(&school, &[("BIO-1", "P1", "", "")], &[]).unwrap();
    schedule.meetings[TeamId(0)] = school.calendar().parse("1(*)").unwrap();
    assert_eq!(said(&school, &schedule), [""; 0]);
}
