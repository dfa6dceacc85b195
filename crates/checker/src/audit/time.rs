//! Minutes of preparation and common planning against the times that are left.

use super::fixed::sure_teacher;
use super::{fault, row};
use crate::times::{Kept, Known, open_patterns};
use mortarboard_model::fault::Fault;
use mortarboard_model::time::Minutes;
use mortarboard_model::{CellId, Id, IdVec, School, TeacherId};
use std::collections::BTreeSet;

pub(super) fn look(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let taken = taken(school, kept);
    for (id, teacher) in school.teachers().iter().filter(|(_, teacher)| teacher.prep_minutes > 0) {
        if let Some((term, have)) = too_little(school, &taken[id], teacher.prep_block, teacher.prep_minutes) {
            let text = format!(
                "the teacher needs {} minutes of preparation in term {term}, and has at most {have} in blocks of at least {}",
                teacher.prep_minutes, teacher.prep_block
            );
            let fault = fault("teacher-no-prep", "teachers", kept.hard(Known::Preparation)).at(row(id), "prep_minutes").of(&teacher.id);
            faults.push(fault.because(text).mend("lower the minutes or the block, or change locks and absences"));
        }
    }
    for (id, team) in school.teams().iter() {
        let mut members: BTreeSet<TeacherId> = team.members.iter().copied().collect();
        let sections = team.courses.iter().flat_map(|&course| &school.courses()[course].sections);
        members.extend(sections.filter_map(|&section| sure_teacher(school, kept, section)));
        let busy: BTreeSet<CellId> = members.iter().flat_map(|&member| taken[member].iter().copied()).collect();
        if let Some((term, have)) = too_little(school, &busy, team.min_block, team.minutes) {
            let text = format!(
                "the team needs {} minutes in term {term}, and its members are free together for at most {have}, in blocks of at least {}",
                team.minutes, team.min_block
            );
            let fault = fault("team-no-time", "teams", kept.hard(Known::Planning)).at(row(id), "minutes").of(&team.id);
            faults.push(fault.because(text).mend("lower the minutes or the block, or change locks and absences of the members"));
        }
    }
}

/// Cells in which each teacher is away, or teaches whatever the schedule.
fn taken(school: &School, kept: Kept) -> IdVec<TeacherId, BTreeSet<CellId>> {
    let away = |cells: &[CellId]| cells.iter().copied().filter(|_| kept.hard(Known::Availability)).collect();
    let mut taken: IdVec<TeacherId, BTreeSet<CellId>> = school.teachers().values().map(|teacher| away(&teacher.unavailable)).collect();
    for section in school.sections().ids().filter(|_| kept.hard(Known::OnePattern)) {
        if let (Some(teacher), [pattern]) = (sure_teacher(school, kept, section), &open_patterns(school, kept, section)[..]) {
            taken[teacher].extend(&school.patterns()[*pattern].cells);
        }
    }
    taken
}

/// The first term in which the cells not taken leave too few minutes in long enough blocks, and how many.
fn too_little<'s>(school: &'s School, taken: &BTreeSet<CellId>, block: Minutes, needed: Minutes) -> Option<(&'s str, Minutes)> {
    let calendar = school.calendar();
    let free: Vec<CellId> = calendar.cells().ids().filter(|cell| !taken.contains(cell)).collect();
    let mut have: Vec<Minutes> = vec![0; calendar.terms().len()];
    for cells in calendar.blocks(&free) {
        let minutes = calendar.minutes(&cells);
        if let Some(&first) = cells.first().filter(|_| minutes >= block) {
            have[calendar.cells()[first].term.index()] += minutes;
        }
    }
    let short = calendar.terms().iter().find(|(term, _)| have[term.index()] < needed)?;
    Some((short.1.as_str(), have[short.0.index()]))
}
