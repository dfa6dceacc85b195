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
        // Cells when the teacher is there, each with its column "free".
        let mut free: BTreeMap<CellId, ColumnId> = BTreeMap::new();
        for cell in school.calendar().cells().ids() {
            if data.unavailable.binary_search(&cell).is_err() {
                let duties = [&teaching, &meeting].into_iter().filter_map(|at| at[teacher].get(&cell)).flatten().copied();
                let column = program.none(duties.collect::<Vec<_>>());
                free.insert(cell, column);
            }
        }
        for term in school.calendar().terms().ids() {
            let terms = counted(school, program, data, term, &free);
            program.row(vec![Subject::Teacher(teacher)], terms, Sense::Ge, i64::from(data.prep_minutes));
        }
    }
}

/// The minutes of the cells of a term, each with the column "lies in a free run that is long enough".
fn counted(school: &School, program: &mut Program, teacher: &Teacher, term: TermId, free: &BTreeMap<CellId, ColumnId>) -> Vec<(ColumnId, i64)> {
    let calendar = school.calendar();
    let cells: Vec<CellId> = free.keys().copied().filter(|&cell| calendar.cells()[cell].term == term).collect();
    let mut terms = Vec::new();
    for stretch in calendar.blocks(&cells) {
        let long_enough = |from: usize, to: usize| calendar.minutes(&stretch[from..=to]) >= teacher.prep_block;
        for (at, &cell) in stretch.iter().enumerate() {
            let mut runs = Vec::new();
            for from in 0..=at {
                let Some(to) = (at..stretch.len()).find(|&to| long_enough(from, to)) else { continue };
                // A run that stays long enough without its first cell, and still holds this one, says
                // nothing that the shorter run does not say.
                if from == at || !long_enough(from + 1, to) {
                    runs.push(program.all(stretch[from..=to].iter().map(|cell| free[cell])));
                }
            }
            if !runs.is_empty() {
                terms.push((program.any(runs), i64::from(calendar.cells()[cell].minutes())));
            }
        }
    }
    terms
}
