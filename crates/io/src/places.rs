//! Where rows are: the lines of files, which a reader knows, and not positions in tables.

use crate::fault::InputFault;
use mortarboard_model::fault::Fault;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The lines of the parts of a row, by the id and the column that faults name.
type Lines = BTreeMap<(String, &'static str), u64>;

/// The file of each table and the line of each of its rows.
///
/// ```
/// use mortarboard_io::Places;
/// use mortarboard_model::fault::Fault;
/// let fault = Places::default().found(Fault::warning("seats-below-demand", "courses").at(3, "max_seats"));
/// assert_eq!((fault.line, fault.fault.row), (None, Some(3)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Places {
    files: BTreeMap<&'static str, String>,
    inside: BTreeMap<(&'static str, usize), Lines>,
    rows: BTreeMap<&'static str, Vec<(Arc<str>, u64)>>,
}

impl Places {
    /// Names the file that a table as a whole comes from.
    pub(crate) fn file(&mut self, table: &'static str, file: &str) {
        self.files.insert(table, file.to_owned());
    }

    /// Takes over what is known of other tables.
    pub(crate) fn join(&mut self, other: Places) {
        self.files.extend(other.files);
        self.inside.extend(other.inside);
        self.rows.extend(other.rows);
    }

    /// Notes where the next row of a table is.
    pub(crate) fn row(&mut self, table: &'static str, file: &Arc<str>, line: u64) {
        self.rows.entry(table).or_default().push((file.clone(), line));
    }

    /// Notes where the parts of a row that has a file of its own are: by the id and the column that faults name.
    pub(crate) fn inside(&mut self, table: &'static str, row: usize, parts: Vec<(String, &'static str, u64)>) {
        self.inside.insert((table, row), parts.into_iter().map(|(id, column, line)| ((id, column), line)).collect());
    }

    fn line_inside(&self, fault: &Fault) -> Option<u64> {
        let parts = self.inside.get(&(fault.table, fault.row?))?;
        let at = |column: &'static str| parts.get(&(fault.id.clone(), column));
        at(fault.column).or_else(|| at("")).copied()
    }

    /// The fault with the file and the line of its row. O(further rows).
    ///
    /// ```
    /// # use mortarboard_io::Places;
    /// # use mortarboard_model::fault::Fault;
    /// assert!(Places::default().found(Fault::warning("no-grade", "students")).file.is_empty());
    /// ```
    pub fn found(&self, fault: Fault) -> InputFault {
        let row = |table: &str, row: usize| self.rows.get(table)?.get(row);
        let mut fault = fault;
        if let Some(other) = fault.other
            && let Some((_, line)) = row(fault.table, other)
        {
            // The reader knows lines of the file, and no positions in a table.
            fault.cause = fault.cause.replacen(&format!("row {}", other + 1), &format!("line {line}"), 1);
        }
        let mut found = match fault.row.and_then(|at| row(fault.table, at)) {
            Some((file, line)) => InputFault::new(&**file, Some(self.line_inside(&fault).unwrap_or(*line)), fault),
            None => InputFault::new(self.files.get(fault.table).cloned().unwrap_or_default(), None, fault),
        };
        for place in &mut found.also {
            if let Some((file, line)) = row(place.table, place.row) {
                (place.file, place.line) = (file.to_string(), Some(*line));
            }
        }
        found
    }
}
