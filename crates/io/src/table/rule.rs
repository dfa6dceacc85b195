//! The tables that rules declare, whose rows have no struct of their own.

use super::cell::{BadCell, Cell};
use super::{Column, Kind, Row, Table};
use mortarboard_model::raw::{RawCell, RawRow, RawSchool};
use mortarboard_model::rule::standard;
use std::sync::LazyLock;

/// The tables of the library's rules, in the order of the rules.
///
/// ```
/// assert!(mortarboard_io::table::RULES.iter().any(|table| table.file == "at_one_time.csv"));
/// ```
pub static RULES: LazyLock<Vec<&'static Table>> = LazyLock::new(|| standard().iter().flat_map(|rule| rule.tables()).copied().collect());

/// One row of such a table, a cell for each column.
#[derive(Clone, Debug)]
pub(crate) struct RuleRow {
    table: &'static Table,
    cells: Vec<Option<RawCell>>,
}

impl RuleRow {
    /// A row whose cells are all blank.
    pub(crate) fn new(table: &'static Table) -> Self {
        RuleRow { table, cells: vec![None; table.columns.len()] }
    }

    /// The cells of a row of the school, as far as the table has their columns.
    pub(crate) fn of(table: &'static Table, raw: &RawRow) -> Self {
        RuleRow { table, cells: table.columns.iter().map(|column| raw.cells.get(column.name).cloned()).collect() }
    }

    /// The row of the school: cells that are not blank.
    pub(crate) fn raw(self) -> RawRow {
        let cells = self.table.columns.iter().zip(self.cells);
        RawRow { cells: cells.filter_map(|(column, cell)| Some((column.name.to_owned(), cell?))).collect() }
    }
}

impl Row for RuleRow {
    fn cells_mut(&mut self) -> Vec<&mut dyn Cell> {
        self.cells.iter_mut().map(|cell| cell as &mut dyn Cell).collect()
    }

    fn cells(&self) -> Vec<&dyn Cell> {
        self.cells.iter().map(|cell| cell as &dyn Cell).collect()
    }
}

impl Cell for Option<RawCell> {
    fn read(&mut self, column: &Column, text: &str) -> Result<(), BadCell> {
        if column.kind.is_number() {
            let mut number: Option<u32> = None;
            number.read(column, text)?;
            *self = number.map(RawCell::Number);
        } else {
            *self = (!text.is_empty()).then(|| RawCell::Text(text.to_owned()));
        }
        Ok(())
    }

    fn write(&self, column: &Column) -> String {
        match self {
            None => String::new(),
            Some(RawCell::Number(number)) if column.kind == Kind::Decimal => number.write(column),
            Some(cell) => cell.text(),
        }
    }
}

/// The tables of rules that a school has rows of, each with its text.
pub(crate) fn texts(raw: &RawSchool) -> Vec<(&'static Table, String)> {
    let own = |table: &&'static Table| raw.rule_tables.get(table.name).filter(|rows| !rows.is_empty()).map(|rows| (*table, rows));
    let text = |(table, rows): (&'static Table, &Vec<RawRow>)| {
        let rows: Vec<RuleRow> = rows.iter().map(|row| RuleRow::of(table, row)).collect();
        (table, super::write::write_rows(table, &rows))
    };
    RULES.iter().filter_map(own).map(text).collect()
}
