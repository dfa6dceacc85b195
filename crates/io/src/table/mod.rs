//! The tables of a school folder and of a schedule folder, declared once.
//!
//! Parsing, writing, the JSON reader's faults, column maps and the pages under `docs/` all read these
//! declarations; a column that is not declared here can't be read or written.

mod cell;
mod graduation;
mod read;
mod rule;
mod schedule;
mod school;
mod write;

pub(crate) use cell::Cell;
pub use graduation::{
    ACHIEVEMENTS, CATALOGUE, OFFERINGS, OUTSIDE, PERSONAS, PREREQUISITES, STUDENT_GROUPS, STUDENT_PLANS, SUBSTITUTIONS, TRANSCRIPTS,
    WAIVERS,
};
pub use mortarboard_model::table::{Column, Kind, Table};
pub(crate) use read::{bad_text, bad_utf8, field_count, read, read_rows, unknown_column};
pub use rule::RULES;
pub(crate) use rule::{RuleRow, texts};
pub use schedule::{MEETINGS, PLACEMENTS, SCHEDULE, SEATS};
pub use school::{BELL, COURSES, LOCKS, PATTERNS, QUALIFICATIONS, REQUESTS, ROOMS, SECTIONS, SHAPES, STUDENTS, TEACHERS, TEAMS, TERMS};
use std::sync::LazyLock;
pub(crate) use write::write;

/// The tables of a school folder, in the order in which they are written and reported; those of rules come last.
///
/// ```
/// assert!(mortarboard_io::table::SCHOOL.iter().any(|table| table.file == "courses.csv"));
/// ```
pub static SCHOOL: LazyLock<Vec<&'static Table>> = LazyLock::new(|| CORE.into_iter().chain(RULES.iter().copied()).collect());

/// The tables whose rows have structs.
pub(crate) const CORE: [&Table; 24] = [
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

/// The column names of a table, separated by commas.
pub(crate) fn names(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    names.join(", ")
}

/// A row whose fields are the columns of a table, in the table's order.
pub(crate) trait Row {
    /// The fields, to be read into.
    fn cells_mut(&mut self) -> Vec<&mut dyn Cell>;
    /// The fields, to be written.
    fn cells(&self) -> Vec<&dyn Cell>;
}

/// A raw struct for the rows of a table.
pub(crate) trait Rows: Row + Default {
    /// The table.
    const TABLE: &'static Table;
}

/// Declares a table and ties its columns to the fields of a raw struct.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $name:ident = $row:ty, $table:literal, $file:literal, $need:ident, $meaning:literal;
        $($field:ident $column:literal $kind:ident $must:ident $unit:literal $blank:literal $example:literal $says:literal;)*
    ) => {
        $(#[$doc])*
        pub const $name: Table = $crate::table::table!(@ $need Table::new($table, $file, $meaning, &[$(
            $crate::table::table!(@ $must Column::new($column, Kind::$kind, $says).unit($unit).blank($blank).example($example))
        ),*]));

        impl Rows for $row {
            const TABLE: &'static Table = &$name;
        }

        impl Row for $row {
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
    (@ required $one:expr) => { $one.required() };
    (@ optional $one:expr) => { $one };
}
pub(crate) use table;
