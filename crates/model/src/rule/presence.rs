//! Columns that say where teachers are, for the rows of the rules that ask.
//!
//! Definitions are kept once by the program, so that rules that ask for the same column share it.
//! Checks have no part in this: they look at the schedule.

use crate::ids::{CellId, ColumnId, IdVec, PatternId, SectionId, TeacherId, TeamId};
use crate::program::Program;
use crate::school::School;
use std::collections::BTreeMap;

/// For each teacher, the columns that put the teacher to one thing in one cell.
pub(super) type ByCell = IdVec<TeacherId, BTreeMap<CellId, Vec<ColumnId>>>;

/// For each teacher and cell, "teaches the section and the section takes the pattern" for the sections
/// and patterns that hold the cell. Only for the teachers asked for.
pub(super) fn teaching(school: &School, program: &mut Program, asked: &dyn Fn(TeacherId) -> bool) -> ByCell {
    let domains = program.domains().clone();
    let mut at: ByCell = IdVec::filled(school.teachers().len(), BTreeMap::new());
    for section in school.sections().ids() {
        for &teacher in domains.teachers[section].iter().filter(|&&teacher| asked(teacher)) {
            for (pattern, work) in work(program, &domains.patterns[section], section, teacher) {
                for &cell in &school.patterns()[pattern].cells {
                    at[teacher].entry(cell).or_default().push(work);
                }
            }
        }
    }
    at
}

/// The columns "the teacher teaches the section and the section takes the pattern".
pub(super) fn work(program: &mut Program, patterns: &[PatternId], section: SectionId, teacher: TeacherId) -> Vec<(PatternId, ColumnId)> {
    let Some(teach) = program.teach(section, teacher) else { return Vec::new() };
    let places: Vec<_> = patterns.iter().filter_map(|&pattern| Some((pattern, program.place(section, pattern)?))).collect();
    places.into_iter().map(|(pattern, place)| (pattern, program.all([teach, place]))).collect()
}

/// For each teacher and cell, "is a member of the team and the team meets" for the teams that the
/// teacher may be a member of. Only for the teachers asked for.
pub(super) fn meeting(school: &School, program: &mut Program, asked: &dyn Fn(TeacherId) -> bool) -> ByCell {
    let domains = program.domains().clone();
    let mut at: ByCell = IdVec::filled(school.teachers().len(), BTreeMap::new());
    for team in school.teams().ids() {
        for (teacher, member) in members(school, program, team) {
            for &cell in domains.meetings[team].iter().filter(|_| asked(teacher)) {
                let Some(meet) = program.meet(team, cell) else { continue };
                let attend = member.map_or(meet, |member| program.all([member, meet]));
                at[teacher].entry(cell).or_default().push(attend);
            }
        }
    }
    at
}

/// Everyone who may be a member of a team: without a column when listed, else with the column "teaches
/// one of its sections".
fn members(school: &School, program: &mut Program, team: TeamId) -> BTreeMap<TeacherId, Option<ColumnId>> {
    let mut teaches: BTreeMap<TeacherId, Vec<ColumnId>> = BTreeMap::new();
    for &section in school.teams()[team].courses.iter().flat_map(|&course| &school.courses()[course].sections) {
        for &teacher in &program.domains().teachers[section] {
            teaches.entry(teacher).or_default().extend(program.teach(section, teacher));
        }
    }
    let mut members: BTreeMap<_, _> = teaches.into_iter().map(|(teacher, columns)| (teacher, Some(program.any(columns)))).collect();
    members.extend(school.teams()[team].members.iter().map(|&teacher| (teacher, None)));
    members
}
