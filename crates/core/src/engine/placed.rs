//! Loading for a placement that stays as it is: only students, and sections of one pattern each.

use super::bits::Bits;
use super::clock::Clock;
use super::keep::{Answers, Hosts, Kept, Students};
use super::moves::Proposal;
use super::problem::{NONE, Problem, Section};
use super::state::State;
use mortarboard_model::program::Domains;
use mortarboard_model::rule::Rules;
use mortarboard_model::time::{AtomSet, MOST_ATOMS};
use mortarboard_model::{Id, Schedule, School};

/// Loads students into a placement; see [`crate::load`].
pub(crate) fn load(school: &School, rules: &Rules, placed: &Schedule) -> Schedule {
    let atoms = school.atoms();
    if !placed.fits(school) {
        placed.clone()
    } else if atoms <= u64::WIDTH {
        loaded::<u64>(school, rules, placed)
    } else if atoms <= u128::WIDTH {
        loaded::<u128>(school, rules, placed)
    } else {
        debug_assert!(atoms <= MOST_ATOMS);
        loaded::<AtomSet>(school, rules, placed)
    }
}

fn loaded<M: Bits>(school: &School, rules: &Rules, placed: &Schedule) -> Schedule {
    let answers = Answers::of(school, rules);
    let kept = Kept::of_seats(school, &answers);
    let sections = sections(school, rules, &answers, &kept, placed);
    let problem = Problem::<M>::of_students(school, Students::new(school, &answers), kept, Hosts::default(), sections);
    let clock = Clock::new(school);
    let none = vec![NONE; problem.sections.len()];
    let everything = vec![i64::MAX; problem.students.len()];
    let mut state = State::new(&problem, &clock, &none, everything, None);
    for (section, placement) in placed.placements.iter() {
        state.place(&problem, &clock, section.0, placement.pattern.map_or(NONE, |p| p.0), NONE);
    }
    state.settle(&problem);
    let mut proposal = Proposal::default();
    state.load(&problem, &mut proposal, &|| false);
    state.weigh_alternates(&problem);
    state.even_out(&problem);
    let mut schedule = Schedule { seats: state.schedule(&problem, school).seats, ..placed.clone() };
    schedule.arrange(school);
    schedule
}

/// The sections, each with its one pattern and the seats that it and its room have.
fn sections<M: Bits>(school: &School, rules: &Rules, answers: &Answers, kept: &Kept<M>, placed: &Schedule) -> Vec<Section> {
    let homeless = placed.placements.iter().any(|(section, placement)| placement.room.is_none() && school.needs_room(section));
    // A section without a room is filled only as far as some choice of rooms for all of them allows. To know
    // that takes longer than the loading, so it is asked only where a room is missing.
    let hosts = if homeless { Hosts::new(school, &Domains::new(school, rules), answers) } else { Hosts::default() };
    let placements = placed.placements.iter().map(|(id, placement)| {
        let section = &school.sections()[id];
        let own = kept.amounts.cap(id.index()).min(if school.needs_room(id) { section.max_seats } else { u32::MAX });
        let room = match placement.room {
            Some(room) => school.rooms()[room].seats,
            None => hosts.cap(id.index()),
        };
        Section {
            course: section.course.0,
            cap: own.min(room),
            patterns: placement.pattern.iter().map(|p| p.0).collect(),
            compact: Vec::new(),
            teachers: Vec::new(),
            load: 0,
        }
    });
    placements.collect()
}
