//! From the text of a table to rows, with every fault of the text.

use super::{Row, Rows, Table, names};
use crate::fault::Reading;
use crate::scan::{BadText, Record, scan};
use mortarboard_model::fault::Fault;
use mortarboard_model::near::nearest;
use std::sync::Arc;

/// Reads one table of a folder.
pub(crate) fn read<R: Rows>(bytes: &[u8], reading: &mut Reading) -> Vec<R> {
    read_rows(R::TABLE, bytes, &R::default, reading)
}

/// Reads the rows of a table into what `blank` makes.
pub(crate) fn read_rows<R: Row>(table: &'static Table, bytes: &[u8], blank: &dyn Fn() -> R, reading: &mut Reading) -> Vec<R> {
    let (records, bad) = scan(bytes, b',');
    bad_text(table.name, table.file, &bad, reading);
    let Some((first, rest)) = records.split_first() else {
        if bad.is_empty() {
            reading.broken(table.file, None, no_header(table, "the file is empty"));
        }
        return Vec::new();
    };
    let header = own_header(table, first, reading);
    let file: Arc<str> = table.file.into();
    let mut rows = Vec::with_capacity(rest.len());
    for record in rest {
        reading.places.row(table.name, &file, record.line);
        let id = header.text(record, 0).map(|text| text.into_owned()).unwrap_or_default();
        let at = rows.len();
        if record.cells.len() != first.cells.len() {
            let fault = Fault::error("field-count", table.name).at(at, "").of(&id);
            reading.fault(table.file, Some(record.line), field_count(fault, record.cells.len(), first.cells.len()));
        }
        let mut row = blank();
        for (column, cell) in row.cells_mut().into_iter().enumerate() {
            let Some(cell_at) = header.cell_of[column].filter(|&cell_at| cell_at < record.cells.len()) else { continue };
            let spec = &table.columns[column];
            let bytes = &record.cells[cell_at];
            let fault = |slug| Fault::error(slug, table.name).at(at, spec.name).of(&id);
            let text = String::from_utf8_lossy(bytes);
            if std::str::from_utf8(bytes).is_err() {
                reading.fault(table.file, Some(record.line), bad_utf8(fault("bad-utf8")));
            }
            if let Err(bad) = cell.read(spec, &text) {
                let (slug, cause, fix) = bad.words();
                reading.fault(table.file, Some(record.line), fault(slug).because(cause).mend(fix));
            }
        }
        rows.push(row);
    }
    rows
}

/// Which cell of a record each column of the table is in.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) cell_of: Vec<Option<usize>>,
}

impl Header {
    fn text<'r>(&self, record: &'r Record<'_>, column: usize) -> Option<std::borrow::Cow<'r, str>> {
        Some(String::from_utf8_lossy(record.cells.get((*self.cell_of.get(column)?)?)?))
    }
}

fn own_header(table: &'static Table, first: &Record<'_>, reading: &mut Reading) -> Header {
    let mut header = Header { cell_of: vec![None; table.columns.len()] };
    let names: Vec<_> = first.cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
    let line = Some(first.line);
    if names.iter().all(|name| table.position(name.trim()).is_none()) {
        // The first line may be a row of data: its cells are not repeated.
        reading.broken(table.file, line, no_header(table, "no name in the first line is a column of this table"));
        return header;
    }
    for (cell, name) in names.iter().enumerate() {
        let name = name.trim();
        match table.position(name) {
            Some(column) if header.cell_of[column].is_none() => header.cell_of[column] = Some(cell),
            Some(column) => reading.broken(
                table.file,
                line,
                Fault::error("repeated-column", table.name)
                    .in_column(table.columns[column].name)
                    .because("the header names this column twice")
                    .mend("delete one of the two columns"),
            ),
            None => reading.broken(table.file, line, unknown_column(table, name)),
        }
    }
    // A column that is there under almost its name is not missing besides.
    let meant: Vec<&str> = names.iter().filter_map(|name| near_column(table, name.trim())).collect();
    for (column, found) in table.columns.iter().zip(&header.cell_of) {
        if column.required && found.is_none() && !meant.contains(&column.name) {
            let fault = Fault::error("missing-column", table.name).in_column(column.name);
            let fault =
                fault.because("this column must be there, but the header does not name it").mend(format!("add it: {}", column.meaning));
            reading.broken(table.file, line, fault);
        }
    }
    header
}

/// The column that is probably meant by a name that is none.
fn near_column(table: &Table, name: &str) -> Option<&'static str> {
    let near = || nearest(name, table.columns.iter().map(|column| column.name));
    if table.position(name).is_some() { None } else { near() }
}

/// A name that is not a column of the table.
pub(crate) fn unknown_column(table: &Table, name: &str) -> Fault {
    let fault = Fault::error("unknown-column", table.name);
    if name.is_empty() {
        return fault.because("the header has a column without a name").mend("name the column, or delete it with its cells");
    }
    let fault = fault.because(format!("the table has no column `{name}`"));
    match near_column(table, name) {
        Some(known) => fault.mend(format!("perhaps `{known}` is meant; otherwise delete the column")),
        None => fault.mend(format!("delete the column; the table has {}", names(table))),
    }
}

/// A row with the wrong number of cells.
pub(crate) fn field_count(fault: Fault, have: usize, want: usize) -> Fault {
    fault
        .because(format!("the row has {have} {}, the header has {want}", if have == 1 { "cell" } else { "cells" }))
        .mend("quote cells that hold a comma, and give each column one cell, even if it is blank")
}

/// A cell that is not UTF-8.
pub(crate) fn bad_utf8(fault: Fault) -> Fault {
    fault.because("the cell is not UTF-8 text").mend("save the file again as CSV UTF-8")
}

fn no_header(table: &Table, cause: &str) -> Fault {
    Fault::error("missing-header", table.name)
        .because(cause)
        .mend(format!("begin the file with a line that names its columns: {}", names(table)))
}

/// Notes what is wrong with the text of a file as such.
pub(crate) fn bad_text(table: &'static str, file: &str, bad: &[BadText], reading: &mut Reading) {
    for bad in bad {
        match *bad {
            BadText::UnclosedQuote(line) => reading.broken(
                file,
                Some(line),
                Fault::error("unclosed-quote", table)
                    .because("a quote opened in this row is never closed, so the rest of the file can't be read")
                    .mend("close the quote; write a quote inside a quoted cell twice"),
            ),
            BadText::StrayQuote(line) => reading.broken(
                file,
                Some(line),
                Fault::error("stray-quote", table)
                    .because("text follows the closing quote of a cell")
                    .mend("write a quote inside a quoted cell twice"),
            ),
            BadText::Utf16 => reading.broken(
                file,
                None,
                Fault::error("bad-utf8", table).because("the file is UTF-16 text").mend("save the file again as CSV UTF-8"),
            ),
        }
    }
}
