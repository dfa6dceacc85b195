//! Faults of files: the model's faults with the file and the line in which they are.

use crate::leans;
pub use crate::places::Places;
use mortarboard_model::fault::{Also, Fault, Faults, Severity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many faults of one kind in one column are printed in full before the rest are listed by line.
const IN_FULL: usize = 5;
/// Longest part of a fault, in characters, that is printed.
const LONGEST: usize = 1000;
/// How many more lines are listed.
const LINES_LISTED: usize = 20;

/// The kinds of fault that reading can find, with what each means. The model has more of its own.
///
/// ```
/// assert!(mortarboard_io::fault::SLUGS.iter().any(|(slug, _)| *slug == "missing-table"));
/// ```
pub const SLUGS: [(&str, &str); 21] = [
    ("wrong-folder", "the folder or file is of another kind than is needed, such as a schedule in the place of a school"),
    ("missing-folder", "the folder does not exist or can't be opened"),
    ("missing-table", "a file that must be there is not"),
    ("unreadable", "a file is there but can't be read"),
    ("misnamed-table", "a file has almost the name of a table that is not there"),
    ("missing-header", "a file has no header line, or none of its names belongs to the table"),
    ("unknown-column", "the header, the settings or the JSON names a column that the table does not have"),
    ("repeated-column", "the header names a column twice"),
    ("missing-column", "a required column is not in the header"),
    ("field-count", "a row has more or fewer cells than the header"),
    ("bad-utf8", "a cell or a file is not UTF-8 text"),
    ("unclosed-quote", "a quoted cell is never closed"),
    ("stray-quote", "text follows a closing quote"),
    ("blank", "a required number is blank"),
    ("bad-number", "a number is not written as the column's kind asks"),
    ("negative", "a number is below zero"),
    ("out-of-range", "a number is too large"),
    ("bad-value", "a value is of the wrong kind"),
    ("bad-toml", "a file is not TOML"),
    ("bad-json", "a text is not JSON"),
    ("bad-map", "a column map names something that is not there, or contradicts itself"),
];

/// One fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct InputFault {
    /// File inside the folder, such as `courses.csv`; blank when the input is not a file.
    pub file: String,
    /// Line in that file, counted from 1; for a row over several lines, the first of them.
    pub line: Option<u64>,
    /// The fault itself.
    #[serde(flatten)]
    pub fault: Fault,
    /// Where the same fault stands besides, such as all other rows that name one unknown id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Place>,
}

/// Where a row is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// File inside the folder; blank when the input is not a file.
    pub file: String,
    /// Line in that file, counted from 1.
    pub line: Option<u64>,
    /// Table.
    pub table: &'static str,
    /// Position in the table, counted from 0.
    pub row: usize,
}

impl InputFault {
    /// A fault in a file, at a line counted from 1 where it is in one.
    ///
    /// ```
    /// use mortarboard_io::InputFault;
    /// use mortarboard_model::fault::Fault;
    /// let fault = InputFault::new("rooms.csv", Some(4), Fault::error("negative", "rooms").because("seats is -1"));
    /// assert!(fault.to_string().starts_with("error[negative] rooms.csv line 4"));
    /// ```
    pub fn new(file: impl Into<String>, line: Option<u64>, mut fault: Fault) -> Self {
        let place = |also: Also| Place { file: String::new(), line: None, table: also.table, row: also.row };
        let also = std::mem::take(&mut fault.also).into_iter().map(place).collect();
        InputFault { file: file.into(), line, fault, also }
    }
}

/// Says where else a fault stands: file by file, the first few lines of each.
fn besides(f: &mut fmt::Formatter<'_>, found: &InputFault) -> fmt::Result {
    let mut files: Vec<(&str, bool, Vec<u64>)> = Vec::new();
    for place in &found.also {
        let file = if place.file.is_empty() { place.table } else { &place.file };
        let at = files.iter().position(|(known, ..)| *known == file).unwrap_or_else(|| {
            files.push((file, place.line.is_some(), Vec::new()));
            files.len() - 1
        });
        files[at].2.push(place.line.unwrap_or(place.row as u64 + 1));
    }
    let own = if found.file.is_empty() { found.fault.table } else { &found.file };
    for (at, (file, by_line, places)) in files.iter().enumerate() {
        let named = if *file == own { String::new() } else { format!("{} ", printable(file)) };
        let word = match (by_line, places.len()) {
            (true, 1) => "line",
            (true, _) => "lines",
            (false, 1) => "row",
            (false, _) => "rows",
        };
        let listed: Vec<String> = places.iter().take(LINES_LISTED).map(u64::to_string).collect();
        write!(f, "{}{named}{word} {}", if at == 0 { "; so too in " } else { "; " }, listed.join(", "))?;
        if places.len() > listed.len() {
            write!(f, " and {} others", places.len() - listed.len())?;
        }
    }
    Ok(())
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = &self.fault;
        let kind = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = if self.file.is_empty() { fault.table } else { &self.file };
        write!(f, "{kind}[{}] {}", fault.slug, printable(place))?;
        match (self.line, fault.row) {
            (Some(line), _) => write!(f, " line {line}")?,
            (None, Some(row)) => write!(f, " row {}", row + 1)?,
            (None, None) => {}
        }
        if !fault.column.is_empty() {
            write!(f, ", {}", fault.column)?;
        }
        if !fault.id.is_empty() {
            write!(f, " ({})", printable(&fault.id))?;
        }
        write!(f, ": {}", printable(&fault.cause))?;
        // What names a whole table counts the rows itself.
        if fault.row.is_some() {
            besides(f, self)?;
        }
        if !fault.fix.is_empty() {
            write!(f, "\n  fix: {}", printable(&fault.fix))?;
        }
        Ok(())
    }
}

/// The text on one line: ids and names come from files, which may hold anything a terminal obeys.
fn printable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (at, sign) in text.chars().enumerate() {
        if at == LONGEST {
            line.push('…');
            break;
        }
        if sign.is_control() {
            line.extend(sign.escape_default());
        } else {
            line.push(sign);
        }
    }
    line
}

/// Every fault of one input, in the order of the folder's tables and of their rows.
///
/// `{}` prints many faults of one kind in short: the first few in full, the others by line. `{:#}` prints
/// all of them in full, and serialising gives all of them as data.
///
/// ```
/// let faults = mortarboard_io::json::read_school("{").unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "bad-json");
/// assert!(faults.to_string().starts_with("error[bad-json]"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct InputFaults(pub Vec<InputFault>);

impl InputFaults {
    /// Whether any of them stops the work.
    ///
    /// ```
    /// assert!(!mortarboard_io::InputFaults::default().any_error());
    /// ```
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|found| found.fault.severity == Severity::Error)
    }
}

impl From<Faults> for InputFaults {
    /// The model's faults of an input that came from no file.
    fn from(faults: Faults) -> Self {
        InputFaults(faults.0.into_iter().map(|fault| InputFault::new("", None, fault)).collect())
    }
}

impl fmt::Display for InputFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<_, Vec<&InputFault>> = BTreeMap::new();
        for found in &self.0 {
            kinds.entry((found.fault.slug, &found.file, found.fault.table, found.fault.column)).or_default().push(found);
        }
        let mut shown: BTreeMap<_, usize> = BTreeMap::new();
        let mut first = true;
        for found in &self.0 {
            let key = (found.fault.slug, &found.file, found.fault.table, found.fault.column);
            let count = shown.entry(key).or_default();
            *count += 1;
            let all = &kinds[&key];
            if !f.alternate() && *count > IN_FULL + 1 {
                continue;
            }
            if !std::mem::take(&mut first) {
                writeln!(f)?;
            }
            if !f.alternate() && *count > IN_FULL && all.len() > *count {
                more(f, &all[IN_FULL..])?;
            } else {
                write!(f, "{found}")?;
            }
        }
        Ok(())
    }
}

/// The faults beyond the first few of their kind, by line.
fn more(f: &mut fmt::Formatter<'_>, rest: &[&InputFault]) -> fmt::Result {
    let fault = &rest[0].fault;
    let place = if rest[0].file.is_empty() { fault.table } else { &rest[0].file };
    let comma = if fault.column.is_empty() { "" } else { ", " };
    write!(f, "and {} more like it [{}] in {place}{comma}{}", rest.len(), fault.slug, fault.column)?;
    let by_line = rest.iter().any(|found| found.line.is_some());
    let at = |found: &&InputFault| found.line.or(found.fault.row.map(|row| row as u64 + 1));
    let places: Vec<String> = rest.iter().filter_map(at).take(LINES_LISTED).map(|line| line.to_string()).collect();
    if !places.is_empty() {
        write!(f, ", {} {}", if by_line { "lines" } else { "rows" }, places.join(", "))?;
    }
    if rest.len() > places.len() && !places.is_empty() {
        write!(f, " and {} others", rest.len() - places.len())?;
    }
    Ok(())
}

impl std::error::Error for InputFaults {}

/// What reading has found so far.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) faults: Vec<InputFault>,
    pub(crate) places: Places,
    /// Tables that could not be read, so that what leans on their rows can't be judged.
    pub(crate) broken: BTreeSet<&'static str>,
    /// Tables that need not be there and are not.
    pub(crate) absent: BTreeSet<&'static str>,
}

impl Reading {
    /// Notes a fault of one row or cell.
    pub(crate) fn fault(&mut self, file: &str, line: Option<u64>, fault: Fault) {
        self.faults.push(InputFault::new(file, line, fault));
    }

    /// Takes over what was found elsewhere.
    pub(crate) fn join(&mut self, other: Reading) {
        self.faults.extend(other.faults);
        self.places.join(other.places);
        self.broken.extend(other.broken);
        self.absent.extend(other.absent);
    }

    /// Notes a fault that keeps a whole table or the settings from being read.
    pub(crate) fn broken(&mut self, file: &str, line: Option<u64>, fault: Fault) {
        self.broken.insert(fault.table);
        self.fault(file, line, fault);
    }

    /// The value, if nothing is wrong with the text.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, InputFaults> {
        if self.faults.is_empty() { Ok(value) } else { Err(InputFaults(self.faults)) }
    }

    /// The value with what the model made of it, if nothing is wrong with either.
    ///
    /// The model judges the rows even when some cells could not be read, so that one run shows as much as
    /// possible. Two kinds of follow-on noise are left out: faults of a row that has a fault of its own
    /// text, and what may be a fault only because a table is missing or broken (each id it holds would be unknown).
    pub(crate) fn check<T, U>(self, value: T, judge: impl FnOnce(&T, &[Fault]) -> Result<U, Faults>) -> Result<(T, U), InputFaults> {
        self.check_placed(value, judge).map(|(value, judged, _)| (value, judged))
    }

    /// As [`check`](Self::check), with the places of what was read.
    pub(crate) fn check_placed<T, U>(
        self,
        value: T,
        judge: impl FnOnce(&T, &[Fault]) -> Result<U, Faults>,
    ) -> Result<(T, U, Places), InputFaults> {
        if !leans::any_left(&self.broken) {
            return Err(InputFaults(self.faults));
        }
        let Reading { mut faults, places, broken, absent } = self;
        let text: Vec<Fault> = faults.iter().map(|found| found.fault.clone()).collect();
        let judged = match judge(&value, &text) {
            Ok(judged) if faults.is_empty() => return Ok((value, judged, places)),
            Ok(_) => Vec::new(),
            Err(found) => found.0,
        };
        let bad_rows: BTreeSet<_> = faults.iter().map(|found| (found.fault.table, found.fault.row)).collect();
        // Sections are made from the course's number: without it, locks on them would look unknown.
        let no_count = faults.iter().any(|found| found.fault.table == "courses" && found.fault.column == "sections");
        let noise = |fault: &Fault| {
            (fault.row.is_some() && bad_rows.contains(&(fault.table, fault.row)))
                || leans::in_doubt(fault, &broken)
                || (no_count && fault.table == "locks" && fault.column == "section" && fault.slug == "unknown-id")
        };
        let judged = judged.into_iter().filter(|fault| !noise(fault)).collect();
        faults.extend(crate::absent::say_once(judged, &absent).into_iter().map(|fault| places.found(fault)));
        faults.sort_by_key(|found| (order(found.fault.table), found.fault.table != crate::plan_file::FOLDER, found.fault.row));
        Err(InputFaults(faults))
    }
}

/// Tables in the order of the folder, the settings first.
fn order(table: &str) -> Option<usize> {
    // Plans come before what names them.
    let table = if table == crate::plan_file::FOLDER { crate::table::STUDENT_PLANS.name } else { table };
    let all = crate::table::SCHOOL.iter().chain(&crate::table::SCHEDULE);
    all.map(|known| known.name).position(|name| name == table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(count: usize) -> InputFaults {
        let one = |row: usize| {
            let fault = Fault::error("bad-number", "students").at(row, "grade").because("the cell is not a whole number");
            InputFault::new("students.csv", Some(row as u64 + 2), fault)
        };
        InputFaults((0..count).map(one).collect())
    }

    #[test]
    fn many_faults_of_one_kind_are_shortened_but_none_is_lost() {
        assert_eq!(many(6).to_string().lines().count(), 6);
        let text = many(40).to_string();
        assert_eq!(text.lines().count(), 6);
        assert_eq!(
            text.lines().last().unwrap(),
            "and 35 more like it [bad-number] in students.csv, grade, lines 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, \
             22, 23, 24, 25, 26 and 15 others"
        );
        assert_eq!(format!("{:#}", many(40)).lines().count(), 40);
        assert_eq!(serde_json::to_value(many(40)).unwrap().as_array().unwrap().len(), 40);
    }

    #[test]
    fn data_is_flat() {
        let json = serde_json::to_value(&many(1).0[0]).unwrap();
        assert_eq!(json["file"], "students.csv");
        assert_eq!(json["line"], 2);
        assert_eq!(json["slug"], "bad-number");
    }
}
