//! The assignment of rooms against a maximum matching by petgraph.

use super::{Answers, Hosts};
use mortarboard_model::program::Domains;
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRoom, RawSchool, RawStudent};
use mortarboard_model::rule::Rules;
use mortarboard_model::testing::draws;
use mortarboard_model::{Id, PatternId, Schedule, School, SectionId};
use petgraph::algo::maximum_matching;
use petgraph::graph::{NodeIndex, UnGraph};
use proptest::prelude::*;

/// A few periods, sections that need a room, and rooms of different sizes.
fn school(draw: &mut dyn FnMut(u32) -> u32) -> School {
    let mut raw = RawSchool::default();
    for slot in 1..=1 + draw(2) {
        let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
        raw.bell.push(RawBell { day: "Mon".into(), slot: slot.to_string(), start, end });
        raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: "one".into(), cells: format!("{slot}(*)") });
    }
    for n in 0..1 + draw(7) {
        let (course, room_type) = (format!("C{n}"), "any".to_owned());
        raw.courses.push(RawCourse { course, room_type, sections: Some(1), max_seats: 9, patterns: "one".into(), ..Default::default() });
    }
    for n in 0..1 + draw(6) {
        let unavailable = if draw(5) == 0 { "1(*)".to_owned() } else { String::new() };
        raw.rooms.push(RawRoom { room: format!("R{n}"), kind: "any".into(), seats: 9 + draw(3), unavailable });
    }
    raw.students.push(RawStudent { student: "s".into(), ..Default::default() });
    School::try_from(&raw).expect("the school is sound")
}

/// How many sections of one pattern can have a room each.
fn most(school: &School, domains: &Domains, schedule: &Schedule, pattern: PatternId) -> usize {
    let here = school.sections().ids().filter(|&s| schedule.placements[s].pattern == Some(pattern)).collect::<Vec<_>>();
    let (mut graph, count) = (UnGraph::<(), ()>::new_undirected(), here.len());
    for _ in 0..count + school.rooms().len() {
        graph.add_node(());
    }
    let shut = |room| school.rooms()[room].unavailable.iter().any(|cell| school.patterns()[pattern].cells.contains(cell));
    for (at, &section) in here.iter().enumerate() {
        for &room in domains.rooms[section].iter().filter(|&&room| !shut(room)) {
            graph.add_edge(NodeIndex::new(at), NodeIndex::new(count + room.index()), ());
        }
    }
    maximum_matching(&graph).len()
}

proptest! {
    #[test]
    fn where_patterns_are_disjoint_as_many_sections_find_a_room_as_can(numbers in proptest::collection::vec(any::<u32>(), 0..120)) {
        let mut draw = draws(&numbers);
        let school = school(&mut draw);
        let rules = Rules::of(&school);
        let mut domains = Domains::new(&school, &rules);
        let hosts = Hosts::new(&school, &domains, &Answers::of(&school, &rules));
        let mut schedule = Schedule::empty(&school);
        for section in school.sections().ids() {
            domains.rooms[section].retain(|_| draw(2) == 0);
            let pattern = PatternId::from_index(draw(school.patterns().len() as u32) as usize);
            schedule.placements[section].pattern = Some(pattern);
        }
        let roomless = hosts.assign(&school, &domains, &mut schedule);
        for pattern in school.patterns().ids() {
            let here = |s: &SectionId| schedule.placements[*s].pattern == Some(pattern);
            let rooms = school.sections().ids().filter(here).filter_map(|s| schedule.placements[s].room).collect::<Vec<_>>();
            prop_assert_eq!(rooms.len(), most(&school, &domains, &schedule, pattern));
            prop_assert_eq!(rooms.iter().collect::<std::collections::BTreeSet<_>>().len(), rooms.len(), "one section to a room");
            prop_assert_eq!(school.sections().ids().filter(here).count() - rooms.len(), roomless.iter().filter(|&s| here(s)).count());
        }
    }
}
