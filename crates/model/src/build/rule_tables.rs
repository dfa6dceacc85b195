//! Tables that rules declare: each cell is read as its column says, in ids of the school.

use super::time::Patterns;
use super::{list, resolve};
use crate::fault::Fault;
use crate::ids::{GroupId, IdVec, PatternId, TermId};
use crate::near::nearest;
use crate::raw::{RawCell, RawRow, RawRuleMode, RawSchool};
use crate::rule::{Instance, LEVEL, MODE, Rule, SOURCE, Value, WEIGHT};
use crate::school::{Course, Index};
use crate::score::Level;
use crate::table::{Column, Kind, Table, Thing};
use crate::time::Calendar;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the cells of rows are looked up in.
pub(super) struct Known<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) patterns: &'a Patterns,
    pub(super) courses: &'a IdVec<crate::ids::CourseId, Course>,
    pub(super) groups: &'a IdVec<GroupId, String>,
    pub(super) ids: &'a Index,
}

/// The rows of all tables of some rules, by table.
pub(super) fn rule_tables(
    raw: &RawSchool,
    rules: &[Arc<dyn Rule>],
    known: &Known<'_>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<&'static str, Vec<Instance>> {
    let tables: BTreeMap<&str, &'static Table> = rules.iter().flat_map(|rule| rule.tables()).map(|table| (table.name, *table)).collect();
    let mut read = BTreeMap::new();
    for (name, rows) in &raw.rule_tables {
        let Some(table) = tables.get(name.as_str()) else {
            let fix = match nearest(name, tables.keys().copied()) {
                Some(near) => format!("perhaps `{near}` is meant"),
                None => "leave the table out, or read the school together with the rule that declares it".to_owned(),
            };
            faults.push(Fault::error("unknown-table", "rule_tables").of(name).because("no rule has a table of this name").mend(fix));
            continue;
        };
        let mut instances = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            instances.push(instance(table, at, row, known, faults));
        }
        read.insert(table.name, instances);
    }
    read
}

/// The text by which faults name a row: its first cell.
fn name(table: &Table, row: &RawRow) -> String {
    table.columns.first().map(|column| row.text(column.name)).unwrap_or_default()
}

fn instance(table: &'static Table, at: usize, row: &RawRow, known: &Known<'_>, faults: &mut Vec<Fault>) -> Instance {
    let fault = |slug, column| Fault::error(slug, table.name).at(at, column).of(name(table, row));
    for column in row.cells.keys().filter(|column| table.position(column).is_none()) {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let fix = match nearest(column, names.iter().copied()) {
            Some(near) => format!("perhaps `{near}` is meant"),
            None => format!("delete it; the table has {}", names.join(", ")),
        };
        faults.push(fault("unknown-column", "").because(format!("the table has no column `{column}`")).mend(fix));
    }
    let mut values = BTreeMap::new();
    for column in table.columns {
        match row.cells.get(column.name).filter(|cell| !cell.is_blank()) {
            None if column.required => {
                let cause = "this cell must not be blank";
                faults.push(fault("blank", column.name).because(cause).mend(format!("fill it in: {}", column.meaning)));
            }
            None => {}
            Some(cell) => {
                let value = value(table, at, column, cell, known, faults).unwrap_or_else(|(slug, cause, fix)| {
                    faults.push(fault(slug, column.name).because(cause).mend(fix));
                    None
                });
                values.extend(value.map(|value| (column.name, value)));
            }
        }
    }
    let word = |column: &Column| if let Some(Value::Word(word)) = values.get(column.name) { Some(*word) } else { None };
    let weight = if let Some(Value::Number(weight)) = values.get(WEIGHT.name) { Some(*weight) } else { None };
    let level = word(&LEVEL).and_then(|word| Level::ALL.into_iter().find(|level| level.name() == word));
    let mode = match word(&MODE) {
        Some("hard") => Some(RawRuleMode::Hard),
        Some("soft") => Some(RawRuleMode::Soft { weight: weight.unwrap_or(1), level: level.unwrap_or(Level::Preference) }),
        Some("report") => Some(RawRuleMode::Report),
        Some("off") => Some(RawRuleMode::Off),
        _ => None,
    };
    if !matches!(mode, Some(RawRuleMode::Soft { .. })) {
        for (column, _) in [(WEIGHT.name, weight.is_some()), (LEVEL.name, level.is_some())].into_iter().filter(|(_, given)| *given) {
            let cause = "the row has a price, but its `mode` is not `soft`";
            faults.push(fault("not-soft", column).because(cause).mend("write `soft` as its mode, or leave the cell blank"));
        }
    }
    let source = if let Some(Value::Text(text)) = values.get(SOURCE.name) { text.clone() } else { String::new() };
    Instance { mode, source, values }
}

/// Slug, cause and fix.
type Bad = (&'static str, String, String);

/// What a cell holds. Ids that are not known are faults already.
fn value(
    table: &'static Table,
    at: usize,
    column: &Column,
    cell: &RawCell,
    known: &Known<'_>,
    faults: &mut Vec<Fault>,
) -> Result<Option<Value>, Bad> {
    let text = cell.text();
    match column.kind {
        Kind::Number | Kind::Decimal => match cell {
            RawCell::Number(number) => Ok(Some(Value::Number(*number))),
            RawCell::Text(_) => Err(bad("bad-number", "the cell is not a number", "write digits only, such as 3")),
        },
        Kind::Word => match column.words.iter().find(|word| **word == text.trim()) {
            Some(word) => Ok(Some(Value::Word(word))),
            None => {
                let words = column.words.join(", ");
                Err(("bad-value", format!("the cell is none of {words}"), format!("use one of {words}")))
            }
        },
        Kind::Cells => match known.calendar.parse(&text) {
            Ok(cells) => Ok(Some(Value::Cells(cells))),
            Err(cause) => Err(("bad-cells", cause, "write cells as SLOT(DAY,DAY) or TERM:SLOT(*), separated by blanks".to_owned())),
        },
        Kind::Id | Kind::Ids => Ok(column.of.map(|thing| ids(table, at, (column.name, thing), &text, known, faults))),
        Kind::Text | Kind::Time => Ok(Some(Value::Text(text))),
    }
}

fn bad(slug: &'static str, cause: &str, fix: &str) -> Bad {
    (slug, cause.to_owned(), fix.to_owned())
}

/// The ids in a cell, separated by `;`.
fn ids(
    table: &'static Table,
    at: usize,
    (column, thing): (&'static str, Thing),
    text: &str,
    known: &Known<'_>,
    faults: &mut Vec<Fault>,
) -> Value {
    let name = (column, thing.word());
    macro_rules! all {
        ($kind:ident, $index:expr) => {
            Value::$kind(list(text).filter_map(|id| resolve(table.name, at, name, id, $index, faults)).collect())
        };
    }
    match thing {
        Thing::Section => all!(Sections, &known.ids.sections),
        Thing::Course => all!(Courses, &known.ids.courses),
        Thing::Teacher => all!(Teachers, &known.ids.teachers),
        Thing::Room => all!(Rooms, &known.ids.rooms),
        Thing::Group => {
            let groups: BTreeMap<String, GroupId> = known.groups.iter().map(|(id, name)| (name.clone(), id)).collect();
            all!(Groups, &groups)
        }
        Thing::Term => {
            let terms: BTreeMap<String, TermId> = known.calendar.terms().iter().map(|(id, name)| (name.clone(), id)).collect();
            all!(Terms, &terms)
        }
        Thing::Pattern => {
            let named = list(text).filter_map(|id| {
                let found = known.patterns.named.get(id).cloned();
                if found.is_none() {
                    faults.push(unknown(table, at, name, id));
                }
                found
            });
            let mut patterns: Vec<PatternId> = named.flatten().collect();
            patterns.sort_unstable();
            patterns.dedup();
            Value::Patterns(patterns)
        }
        Thing::Department => {
            let subjects = || known.courses.values().map(|course| course.subject.as_str());
            let (found, not): (Vec<&str>, Vec<&str>) = list(text).partition(|id| subjects().any(|known| known == *id));
            faults.extend(not.into_iter().map(|id| {
                let near = nearest(id, subjects()).map(|near| format!("; perhaps `{near}` is meant")).unwrap_or_default();
                let fault = unknown(table, at, name, id).because("no course has this `subject`");
                fault.mend(format!("correct it, or give some course this `subject`{near}"))
            }));
            Value::Departments(found.into_iter().map(str::to_owned).collect())
        }
        Thing::Grade => {
            let (found, not): (Vec<_>, Vec<_>) = list(text).map(|id| (id, id.parse::<u32>().ok())).partition(|(_, grade)| grade.is_some());
            faults.extend(not.into_iter().map(|(id, _)| {
                Fault::error("bad-number", table.name)
                    .at(at, column)
                    .of(id)
                    .because("a grade is a whole number")
                    .mend("write digits only, such as 9")
            }));
            Value::Grades(found.into_iter().filter_map(|(_, grade)| grade).collect())
        }
    }
}

fn unknown(table: &'static Table, at: usize, (column, what): (&'static str, &'static str), id: &str) -> Fault {
    Fault::error("unknown-id", table.name)
        .at(at, column)
        .of(id)
        .not_known(what, id)
        .because(format!("there is no {what} with this id"))
        .mend("correct the id, or add the missing row")
}
