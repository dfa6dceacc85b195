//! Where ids of each kind are listed.

use super::list;
use crate::raw::RawSchool;

/// A kind of id: what faults call it, and the table that lists it with the column of the ids.
pub(super) struct Home {
    pub(super) kind: &'static str,
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    /// Whether a school can't be without rows in that table.
    pub(super) needed: bool,
}

/// All kinds. Patterns may also come from shapes, and courses from the catalogue.
pub(super) const HOMES: [Home; 13] = [
    Home { kind: "term", table: "terms", column: "term", needed: false },
    Home { kind: "pattern", table: "patterns", column: "pattern", needed: false },
    Home { kind: "shape", table: "shapes", column: "shape", needed: false },
    Home { kind: "course", table: "courses", column: "course", needed: true },
    Home { kind: "section", table: "sections", column: "section", needed: true },
    Home { kind: "teacher", table: "teachers", column: "teacher", needed: false },
    Home { kind: "room", table: "rooms", column: "room", needed: false },
    Home { kind: "student", table: "students", column: "student", needed: true },
    Home { kind: "team", table: "teams", column: "team", needed: false },
    Home { kind: "plan", table: "plans", column: "plan", needed: false },
    Home { kind: "group", table: "student_groups", column: "group", needed: false },
    Home { kind: "tag", table: "catalogue", column: "tags", needed: false },
    Home { kind: "persona", table: "personas", column: "persona", needed: false },
];

/// The id in each row of a table, in the table's order.
pub(super) fn column<'a>(raw: &'a RawSchool, table: &str) -> Vec<&'a str> {
    macro_rules! ids {
        ($($table:ident $id:ident;)*) => {
            match table {
                $(stringify!($table) => raw.$table.iter().map(|row| row.$id.as_str()).collect(),)*
                _ => Vec::new(),
            }
        };
    }
    ids! {
        terms term;
        patterns pattern;
        shapes shape;
        courses course;
        sections section;
        teachers teacher;
        rooms room;
        students student;
        teams team;
        catalogue course;
        plans plan;
        student_groups group;
        outside outside;
        personas persona;
    }
}

/// The ids of a kind that rows name, whether or not these rows have faults.
pub(super) fn listed<'a>(raw: &'a RawSchool, kind: &str) -> Vec<&'a str> {
    match kind {
        "tag" => raw.catalogue.iter().flat_map(|row| list(&row.tags)).collect(),
        "pattern" => column(raw, "patterns").into_iter().chain(raw.patterns.iter().flat_map(|row| list(&row.group))).collect(),
        "course" => column(raw, "courses").into_iter().chain(column(raw, "catalogue")).collect(),
        _ => HOMES.iter().find(|home| home.kind == kind).map(|home| column(raw, home.table)).unwrap_or_default(),
    }
}

/// The first row of a table that says the same as a later one: what may be said once.
pub(super) fn same_as(raw: &RawSchool, table: &str, row: usize) -> Option<usize> {
    macro_rules! first {
        ($($table:ident $($key:ident)+;)*) => {
            match table {
                $(stringify!($table) => {
                    let own = raw.$table.get(row)?;
                    raw.$table[..row].iter().position(|other| $(other.$key == own.$key)&&+)
                })*
                _ => None,
            }
        };
    }
    first! {
        qualifications teacher course;
        offerings course year;
        student_plans student plan;
        student_groups student group;
        waivers student group plan requirement;
        substitutions student course by plan requirement;
    }
}
