use crate::ids::{CellId, ColumnId, TermId};
use crate::program::{Program, Sense};
use crate::rule::{Subject, presence};
use crate::school::{School, Teacher};
use std::collections::BTreeMap;

pub(super) fn rows(school: &School, program: &mut Program) {
    let asked = |teacher| school.teachers()[teacher].prep_minutes > 0;
    let teaching = presence::teaching(school, program, &asked);
    let meeting = presence::meeting(school, program, &asked);
    for (teacher, data) in school.teachers().iter().filter(|(teacher, _)| asked(*teacher)) {
        // Cells when the teacher is there, each with its column "free"; none where no duty can fall.
        let mut free: BTreeMap<CellId, Option<ColumnId>> = BTreeMap::new();
        for cell in school.calendar().cells().ids() {
            if data.unavailable.binary_search(&cell).is_err() {
                let duties = [&teaching, &meeting].into_iter().filter_map(|at| at[teacher].get(&cell)).flatten().copied();
                let duties: Vec<ColumnId> = duties.collect();
                free.insert(cell, if duties.is_empty() { None } else { Some(program.none(duties)) });
            }
        }
        for term in school.calendar().terms().ids() {
            let (sure, terms) = counted(school, program, data, term, &free);
            program.row(vec![Subject::Teacher(teacher)], terms, Sense::Ge, i64::from(data.prep_minutes) - sure);
        }
    }
}

/// The minutes of a term that count whatever the schedule, and the minutes of its other cells, each with
/// the column "lies in a free run that is long enough".
fn counted(
    school: &School,
    program: &mut Program,
    teacher: &Teacher,
    term: TermId,
    free: &BTreeMap<CellId, Option<ColumnId>>,
) -> (i64, Vec<(ColumnId, i64)>) {
    let calendar = school.calendar();
    let cells: Vec<CellId> = free.keys().copied().filter(|&cell| calendar.cells()[cell].term == term).collect();
    let (mut sure, mut terms) = (0, Vec::new());
    for stretch in calendar.blocks(&cells) {
        let long_enough = |from: usize, to: usize| calendar.minutes(&stretch[from..=to]) >= teacher.prep_block;
        for (at, &cell) in stretch.iter().enumerate() {
            let minutes = i64::from(calendar.cells()[cell].minutes());
            let mut runs: Vec<Vec<ColumnId>> = Vec::new();
            for from in 0..=at {
                let Some(to) = (at..stretch.len()).find(|&to| long_enough(from, to)) else { continue };
                // A run that stays long enough without its first cell, and still holds this one, says
                // nothing that the shorter run does not say.
                if from == at || !long_enough(from + 1, to) {
                    runs.push(stretch[from..=to].iter().filter_map(|cell| free[cell]).collect());
                }
            }
            if runs.iter().any(Vec::is_empty) {
                sure += minutes;
            } else if !runs.is_empty() {
                let runs: Vec<ColumnId> = runs.into_iter().map(|run| program.all(run)).collect();
                terms.push((program.any(runs), minutes));
            }
        }
    }
    (sure, terms)
}
