//! Which columns of a program matter.

use mortarboard_model::program::{Meaning, Program};
use mortarboard_model::{ColumnId, Id, IdVec};

/// Columns that a kept row or a gain names, directly or through definitions.
pub(crate) fn reached(program: &Program, keep: &dyn Fn(usize) -> bool) -> IdVec<ColumnId, bool> {
    let mut reached = IdVec::filled(program.columns().len(), false);
    let rows = program.rows().iter().enumerate().filter(|(index, _)| keep(*index));
    let named = rows.flat_map(|(_, row)| row.terms.iter().map(|(column, _)| *column));
    for column in named.chain(program.gains().iter().map(|(_, column, _)| *column)) {
        reached[column] = true;
    }
    // Definitions name earlier columns only: one pass from the end reaches everything.
    for index in (0..program.columns().len()).rev() {
        let id = ColumnId::from_index(index);
        if let (true, Meaning::All(of) | Meaning::Any(of) | Meaning::None(of) | Meaning::AtLeast(_, of)) =
            (reached[id], &program.columns()[id])
        {
            for &column in of {
                reached[column] = true;
            }
        }
    }
    reached
}
