//! The tables of a school folder and of a schedule folder, declared once.
//!
//! Parsing, writing, the JSON reader's faults, column maps and the pages under `docs/` all read these
//! declarations; a column that is not declared here can't be read or written.

mod cell;
mod graduation;
mod read;
mod schedule;
mod school;
mod write;

pub(crate) use cell::Cell;
pub use graduation::{
    ACHIEVEMENTS, CATALOGUE, OFFERINGS, OUTSIDE, PERSONAS, PREREQUISITES, STUDENT_GROUPS, STUDENT_PLANS, SUBSTITUTIONS, TRANSCRIPTS,
    WAIVERS,
};
pub(crate) use read::{bad_text, bad_utf8, field_count, read, unknown_column};
pub use schedule::{MEETINGS, PLACEMENTS, SCHEDULE, SEATS};
pub use school::{BELL, COURSES, LOCKS, PATTERNS, QUALIFICATIONS, REQUESTS, ROOMS, SECTIONS, SHAPES, STUDENTS, TEACHERS, TEAMS, TERMS};
pub(crate) use write::write;

/// The tables of a school folder, in the order in which they are written and reported.
///
/// ```
/// assert!(mortarboard_io::table::SCHOOL.iter().any(|table| table.file == "courses.csv"));
/// ```
pub const SCHOOL: [&Table; 24] = [
    &TERMS,
    &BELL,
    &PATTERNS,
    &SHAPES,
    &COURSES,
    &SECTIONS,
    &TEACHERS,
    &QUALIFICATIONS,
    &ROOMS,
    &STUDENTS,
    &REQUESTS,
    &LOCKS,
    &TEAMS,
    &CATALOGUE,
    &PREREQUISITES,
    &OFFERINGS,
    &STUDENT_PLANS,
    &TRANSCRIPTS,
    &ACHIEVEMENTS,
    &WAIVERS,
    &SUBSTITUTIONS,
    &STUDENT_GROUPS,
    &OUTSIDE,
    &PERSONAS,
];

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The office's own id of a thing.
    Id,
    /// Any text.
    Text,
    /// One of a few words, named in the column's meaning.
    Word,
    /// Ids separated by `;`.
    Ids,
    /// Cells of the cycle, such as `1(Mon,Wed) S1:2(*)`.
    Cells,
    /// `HH:MM` on a 24-hour clock.
    Time,
    /// A whole number of at least 0.
    Number,
    /// A decimal of at least 0 with at most three places, kept as thousandths.
    Decimal,
}

impl Kind {
    /// The kind in one word, as the pages under `docs/` print it.
    ///
    /// ```
    /// assert_eq!(mortarboard_io::table::Kind::Decimal.word(), "decimal");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Kind::Id => "id",
            Kind::Text => "text",
            Kind::Word => "word",
            Kind::Ids => "ids",
            Kind::Cells => "cells",
            Kind::Time => "time",
            Kind::Number => "number",
            Kind::Decimal => "decimal",
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Name in the header line and in JSON.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether the column must be there; a required number must not be blank either.
    pub required: bool,
    /// Unit of the number, or blank.
    pub unit: &'static str,
    /// What a blank cell, or a missing column, means; blank for a required column.
    pub blank: &'static str,
    /// A sample cell.
    pub example: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Name used in faults, in JSON and in column maps.
    pub name: &'static str,
    /// File inside the folder.
    pub file: &'static str,
    /// Whether the file must be there.
    pub required: bool,
    /// One or two sentences.
    pub meaning: &'static str,
    /// Columns in the order in which they are written. The first one is the id in faults.
    pub columns: &'static [Column],
}

impl Table {
    /// The position of a column.
    ///
    /// ```
    /// assert_eq!(mortarboard_io::table::ROOMS.position("seats"), Some(2));
    /// ```
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The column names, separated by commas.
    pub(crate) fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(", ")
    }
}

/// A raw struct whose fields are the columns of a table, in the table's order.
pub(crate) trait Row: Default {
    /// The table.
    const TABLE: &'static Table;
    /// The fields, to be read into.
    fn cells_mut(&mut self) -> Vec<&mut dyn Cell>;
    /// The fields, to be written.
    fn cells(&self) -> Vec<&dyn Cell>;
}

/// Declares a table and ties its columns to the fields of a raw struct.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $name:ident = $row:ty, $table:literal, $file:literal, $need:ident, $meaning:literal;
        $($field:ident $column:literal $kind:ident $must:ident $unit:literal $blank:literal $example:literal $says:literal;)*
    ) => {
        $(#[$doc])*
        pub const $name: Table = Table {
            name: $table,
            file: $file,
            required: $crate::table::table!(@ $need),
            meaning: $meaning,
            columns: &[$(Column {
                name: $column,
                kind: Kind::$kind,
                required: $crate::table::table!(@ $must),
                unit: $unit,
                blank: $blank,
                example: $example,
                meaning: $says,
            }),*],
        };

        impl Row for $row {
            const TABLE: &'static Table = &$name;

            fn cells_mut(&mut self) -> Vec<&mut dyn Cell> {
                // Taking the struct apart keeps the declaration complete: a new field does not compile.
                let Self { $($field),* } = self;
                vec![$($field),*]
            }

            fn cells(&self) -> Vec<&dyn Cell> {
                let Self { $($field),* } = self;
                vec![$($field),*]
            }
        }
    };
    (@ required) => { true };
    (@ optional) => { false };
}
pub(crate) use table;
