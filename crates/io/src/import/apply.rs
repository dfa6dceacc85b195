//! Filling our tables from theirs.

use super::Imported;
use super::map::{Block, How, Map, Mapped, Source};
use super::report::{Dropped, Report, Taken};
use super::source::{self, Theirs};
use crate::fault::Reading;
use crate::table::{RULES, Row, Rows, RuleRow, SCHOOL, Table};
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::raw::RawPlan;
use mortarboard_model::raw::{RawRow, RawSchool, RawSettings};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// One row of ours before its cells are read: a text for each column that is filled.
struct Filled {
    file: Arc<str>,
    line: u64,
    cells: Vec<Option<String>>,
}

type Tables = BTreeMap<&'static str, Vec<Filled>>;

pub(super) fn apply(map: Map, map_file: &str, from: &Path, without: &[&str], plans: Vec<RawPlan>, reading: &mut Reading) -> Imported {
    let (out, blocks): (Vec<Block>, Vec<Block>) = map.blocks.into_iter().partition(|block| without.contains(&block.table.name));
    let wanted: BTreeSet<String> = blocks
        .iter()
        .filter_map(|block| match &block.source {
            Source::File { file, .. } => Some(file.clone()),
            Source::Inline(_) => None,
        })
        .collect();
    let mut files = source::read(&wanted, from, map.delimiter, reading);
    let mut tables = Tables::new();
    let mut report = Report { left_out: out.iter().map(|block| block.table.name).collect(), ..Report::default() };
    report.left_out.dedup();
    let map_name: Arc<str> = map_file.into();
    for block in blocks {
        let rows = tables.entry(block.table.name).or_default();
        let before = rows.len();
        let (file, read) = match block.source {
            Source::Inline(inline) => {
                let count = inline.len();
                rows.extend(inline.into_iter().map(|(line, cells)| Filled { file: map_name.clone(), line, cells }));
                (map_file.to_owned(), count)
            }
            Source::File { file, columns, distinct, skip } => {
                // A file that can't be read has been reported.
                let Some(theirs) = files.get_mut(&file) else { continue };
                let block = FileBlock { table: block.table, line: block.line, columns, distinct, skip, map_file };
                let read = theirs.rows.len();
                block.fill(theirs, rows, reading);
                (file, read)
            }
        };
        report.taken.push(Taken { table: block.table.name, file, read, kept: rows.len() - before });
    }
    report.taken.sort_by_key(|taken| SCHOOL.iter().position(|table| table.name == taken.table));
    for (file, theirs) in &files {
        let unused = (0..theirs.header.len()).filter(|at| !theirs.used.contains(at));
        let columns: Vec<String> = unused.map(|at| theirs.header[at].clone()).collect();
        if !columns.is_empty() {
            report.dropped.push(Dropped { file: file.clone(), columns });
        }
    }
    report.unread = unread(from, &wanted);
    Imported { raw: school(map.settings, tables, plans, map_file, reading), report }
}

/// CSV files of the folder that no block reads.
fn unread(from: &Path, wanted: &BTreeSet<String>) -> Vec<String> {
    let names = std::fs::read_dir(from).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.to_ascii_lowercase().ends_with(".csv") && !wanted.contains(name)).collect();
    names.sort_unstable();
    names
}

struct FileBlock<'a> {
    table: &'static crate::table::Table,
    line: u64,
    columns: Vec<Mapped>,
    distinct: bool,
    skip: Vec<(String, u64, Vec<String>)>,
    map_file: &'a str,
}

impl FileBlock<'_> {
    fn fill(&self, theirs: &mut Theirs, rows: &mut Vec<Filled>, reading: &mut Reading) {
        let mut place = |column: &str, line: u64| {
            let at = theirs.position(column);
            if at.is_none() {
                let cause = format!("{} has no column `{column}`", theirs.name);
                let fault = Fault::error("bad-map", "import").because(cause).mend(format!("use one of its columns: {}", theirs.names()));
                reading.broken(self.map_file, Some(line), fault);
            }
            at
        };
        let sources: Vec<Option<usize>> = self
            .columns
            .iter()
            .map(|mapped| match &mapped.how {
                How::Always(_) => None,
                How::From(column) => place(&column.from, mapped.line),
            })
            .collect();
        let skips: Vec<(Option<usize>, &[String])> =
            self.skip.iter().map(|(column, line, values)| (place(column, *line), values.as_slice())).collect();
        if theirs.header.is_empty() {
            reading.broken(
                self.map_file,
                Some(self.line),
                Fault::error("bad-map", "import").because("the file has no columns").mend("name another file"),
            );
        }
        let mut seen = BTreeSet::new();
        for (line, cells) in &theirs.rows {
            if skips.iter().any(|&(at, values)| at.is_some_and(|at| values.contains(&cells[at]))) {
                continue;
            }
            let mut ours = vec![None; self.table.columns.len()];
            let mut unmapped = Vec::new();
            for (mapped, at) in self.columns.iter().zip(&sources) {
                let text = match (&mapped.how, at) {
                    (How::Always(text), _) => Some(text.clone()),
                    (How::From(column), Some(at)) => translate(column, &cells[*at]),
                    (How::From(_), None) => Some(String::new()),
                };
                if text.is_none() {
                    unmapped.push(mapped);
                }
                ours[mapped.column] = text;
            }
            if self.distinct && !seen.insert(ours.clone()) {
                continue;
            }
            for mapped in unmapped {
                let column = self.table.columns[mapped.column].name;
                let id = ours[0].clone().unwrap_or_default();
                let fault = Fault::error("bad-value", self.table.name).at(rows.len(), column).of(id);
                let fault = fault.because("the column map gives no value for what this cell holds");
                let fix = format!("add the value to `values` in line {} of {}, or give `otherwise`", mapped.line, self.map_file);
                reading.fault(&theirs.name, Some(*line), fault.mend(fix));
            }
            rows.push(Filled { file: theirs.name.clone(), line: *line, cells: ours });
        }
    }
}

/// What our cell holds; none when the map does not say.
fn translate(column: &super::map::Column, cell: &str) -> Option<String> {
    if cell.is_empty()
        && let Some(default) = &column.default
    {
        return Some(default.clone());
    }
    let Some(values) = &column.values else { return Some(cell.to_owned()) };
    // A blank cell that the map does not mention stays blank.
    let blank = cell.is_empty().then(String::new);
    values.get(cell).or(column.otherwise.as_ref()).cloned().or(blank)
}

fn school(settings: RawSettings, mut tables: Tables, plans: Vec<RawPlan>, map_file: &str, reading: &mut Reading) -> RawSchool {
    for table in SCHOOL.iter() {
        reading.places.file(table.name, map_file);
    }
    reading.places.file("settings", map_file);
    let (from, into) = (&mut tables, reading);
    RawSchool {
        settings,
        terms: build(from, into),
        bell: build(from, into),
        patterns: build(from, into),
        shapes: build(from, into),
        courses: build(from, into),
        sections: build(from, into),
        teachers: build(from, into),
        qualifications: build(from, into),
        rooms: build(from, into),
        students: build(from, into),
        requests: build(from, into),
        locks: build(from, into),
        teams: build(from, into),
        catalogue: build(from, into),
        prerequisites: build(from, into),
        offerings: build(from, into),
        plans,
        student_plans: build(from, into),
        transcripts: build(from, into),
        achievements: build(from, into),
        waivers: build(from, into),
        substitutions: build(from, into),
        student_groups: build(from, into),
        outside: build(from, into),
        personas: build(from, into),
        rule_tables: rule_tables(from, into),
    }
}

fn build<R: Rows>(tables: &mut Tables, reading: &mut Reading) -> Vec<R> {
    build_rows(R::TABLE, &R::default, tables, reading)
}

/// The rows of the tables that rules declare.
fn rule_tables(tables: &mut Tables, reading: &mut Reading) -> BTreeMap<String, Vec<RawRow>> {
    let mut found = BTreeMap::new();
    for &table in RULES.iter() {
        let rows = build_rows(table, &|| RuleRow::new(table), tables, reading);
        if !rows.is_empty() {
            found.insert(table.name.to_owned(), rows.into_iter().map(RuleRow::raw).collect());
        }
    }
    found
}

fn build_rows<R: Row>(table: &'static Table, blank: &dyn Fn() -> R, tables: &mut Tables, reading: &mut Reading) -> Vec<R> {
    let filled = tables.remove(table.name).unwrap_or_default();
    let mut rows = Vec::with_capacity(filled.len());
    for given in filled {
        let at = rows.len();
        reading.places.row(table.name, &given.file, given.line);
        let mut row = blank();
        for ((cell, column), text) in row.cells_mut().into_iter().zip(table.columns).zip(&given.cells) {
            if let Some(text) = text
                && let Err(bad) = cell.read(column, text)
            {
                let (slug, cause, fix) = bad.words();
                let id = given.cells[0].clone().unwrap_or_default();
                let fault = Fault::error(slug, table.name).at(at, column.name).of(id).because(cause).mend(fix);
                reading.fault(&given.file, Some(given.line), fault);
            }
        }
        rows.push(row);
    }
    rows
}
