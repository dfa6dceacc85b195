//! What an import took and what it left.

use serde::Serialize;
use std::fmt;

/// What an import took and what it left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Rows taken, by table.
    pub taken: Vec<Taken>,
    /// Columns that no part of the map uses, by file.
    pub dropped: Vec<Dropped>,
    /// CSV files of the folder that the map does not read.
    pub unread: Vec<String>,
    /// Tables of the map that were left out on request.
    pub left_out: Vec<&'static str>,
}

/// Rows that one block of the map took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Taken {
    /// Our table.
    pub table: &'static str,
    /// Their file, or the map itself.
    pub file: String,
    /// Rows the file has.
    pub read: usize,
    /// Rows our table got from them.
    pub kept: usize,
}

/// Columns of one file that were not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Dropped {
    /// Their file.
    pub file: String,
    /// Their columns.
    pub columns: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for taken in &self.taken {
            writeln!(f, "{}: {} of {} rows of {}", taken.table, taken.kept, taken.read, taken.file)?;
        }
        for dropped in &self.dropped {
            writeln!(f, "not imported from {}: {}", dropped.file, dropped.columns.join(", "))?;
        }
        if !self.unread.is_empty() {
            writeln!(f, "files not read: {}", self.unread.join(", "))?;
        }
        if !self.left_out.is_empty() {
            writeln!(f, "tables left out: {}", self.left_out.join(", "))?;
        }
        Ok(())
    }
}
