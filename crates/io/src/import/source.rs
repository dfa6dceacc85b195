//! The files that are imported.

use crate::fault::Reading;
use crate::folder::file;
use crate::scan::{Record, scan};
use crate::table::{bad_text, bad_utf8, field_count};
use mortarboard_model::fault::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The name faults use for a table that is not ours.
const TABLE: &str = "import";

/// One file of theirs.
pub(super) struct Theirs {
    pub(super) name: Arc<str>,
    /// Names of the columns, trimmed.
    pub(super) header: Vec<String>,
    /// Line and trimmed cells of each row, as many as the header has.
    pub(super) rows: Vec<(u64, Vec<String>)>,
    /// Columns that the map has used.
    pub(super) used: BTreeSet<usize>,
}

impl Theirs {
    /// The position of a column.
    pub(super) fn position(&mut self, column: &str) -> Option<usize> {
        let at = self.header.iter().position(|name| name == column)?;
        self.used.insert(at);
        Some(at)
    }

    /// What the file has, for a fault about a column that it has not.
    pub(super) fn names(&self) -> String {
        self.header.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }
}

/// Reads the files once each, however many blocks use them.
pub(super) fn read(names: &BTreeSet<String>, from: &Path, delimiter: u8, reading: &mut Reading) -> BTreeMap<String, Theirs> {
    let mut files = BTreeMap::new();
    for name in names {
        let Some(bytes) = file(from, name, TABLE, true, reading) else { continue };
        let (records, bad) = scan(&bytes, delimiter);
        bad_text(TABLE, name, &bad, reading);
        match records.split_first() {
            Some((first, rest)) => drop(files.insert(name.clone(), theirs(name, first, rest, reading))),
            None if bad.is_empty() => {
                let fault = Fault::error("missing-header", TABLE).because("the file is empty");
                reading.broken(name, None, fault.mend("begin the file with a line that names its columns"));
            }
            None => {}
        }
    }
    files
}

fn theirs(name: &str, first: &Record<'_>, rest: &[Record<'_>], reading: &mut Reading) -> Theirs {
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    let header: Vec<String> = first.cells.iter().map(|cell| text(cell)).collect();
    let mut rows = Vec::with_capacity(rest.len());
    for record in rest {
        if record.cells.len() != header.len() {
            reading.broken(name, Some(record.line), field_count(Fault::error("field-count", TABLE), record.cells.len(), header.len()));
        }
        if record.cells.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            reading.broken(name, Some(record.line), bad_utf8(Fault::error("bad-utf8", TABLE)));
        }
        let mut cells: Vec<String> = record.cells.iter().map(|cell| text(cell)).collect();
        cells.resize(header.len(), String::new());
        rows.push((record.line, cells));
    }
    Theirs { name: name.into(), header, rows, used: BTreeSet::new() }
}
