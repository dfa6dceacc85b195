//! What is said of a schedule that can't be read.

use crate::fault::Fault;

pub(super) fn unknown(table: &'static str, row: usize, column: &'static str, id: &str) -> Fault {
    Fault::error("unknown-id", table)
        .at(row, column)
        .of(id)
        .not_known(column, id)
        .because(format!("the school has no {column} with this id"))
        .mend("use the schedule with the school it was made for")
}

pub(super) fn repeated(table: &'static str, (row, first): (usize, usize), column: &'static str, id: &str) -> Fault {
    let fault = Fault::error("duplicate", table).at(row, column).of(id).beside(first);
    fault.because(format!("this row repeats row {}", first + 1)).mend("keep one of the rows")
}
