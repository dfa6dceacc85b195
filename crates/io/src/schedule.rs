//! A schedule folder: where and when each section meets, who sits where, when each team meets, and
//! whatever reports the caller adds.

use crate::fault::{InputFaults, Reading};
use crate::folder::{file, rows};
use crate::looks::{self, Kind};
use crate::new_folder::{self, WriteError};
use crate::table::{self, SCHEDULE};
use mortarboard_model::fault::Fault;
use mortarboard_model::raw::RawSchedule;
use mortarboard_model::{Schedule, School};
use std::path::Path;

/// Name of the file that holds what the program claimed about the schedule.
pub(crate) const SUMMARY: &str = "summary.json";

/// Writes a schedule into a new folder, which appears whole or not at all; `extra` files (name and text,
/// such as `unmet.csv` or `summary.json`) are put beside the tables.
///
/// # Errors
/// When something of that name exists, when an extra file has the name of a table or is not a plain file
/// name, or when the place can't be written to.
///
/// ```
/// use mortarboard_model::raw::RawSchedule;
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("schedule");
/// mortarboard_io::schedule::write(&folder, &RawSchedule::default(), &[("summary.txt", "Nothing to place.\n")]).unwrap();
/// assert_eq!(mortarboard_io::schedule::read(&folder).unwrap(), RawSchedule::default());
/// ```
pub fn write(folder: &Path, raw: &RawSchedule, extra: &[(&str, &str)]) -> Result<(), WriteError> {
    let tables = files(raw);
    let tables = tables.iter().map(|(name, text)| (*name, text.as_str()));
    let files: Vec<(&str, &str)> = tables.chain(extra.iter().copied()).collect();
    new_folder::write(folder, &files)
}

/// The tables of a schedule folder: name and text.
///
/// ```
/// let files = mortarboard_io::schedule::files(&Default::default());
/// assert_eq!(files[1], ("rosters.csv", "section,student\n".to_owned()));
/// ```
pub fn files(raw: &RawSchedule) -> Vec<(&'static str, String)> {
    let RawSchedule { sections, rosters, meetings } = raw;
    vec![
        (table::PLACEMENTS.file, table::write(sections)),
        (table::SEATS.file, table::write(rosters)),
        (table::MEETINGS.file, table::write(meetings)),
    ]
}

/// Reads a schedule folder. Nothing is judged but the text. O(bytes).
///
/// # Errors
/// Every fault of the text of every table, at once.
///
/// ```
/// let faults = mortarboard_io::schedule::read(std::path::Path::new("no/such/folder")).unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "missing-folder");
/// ```
pub fn read(folder: &Path) -> Result<RawSchedule, InputFaults> {
    let (raw, reading) = read_all(folder);
    reading.finish(raw)
}

/// Reads the schedule folder of one school.
///
/// # Errors
/// Every fault of the text, and every id that the school does not have, at once, in the way of
/// [`folder::load`](crate::folder::load). Whether the schedule keeps the rules is for the checker.
///
/// ```
/// # let raw = mortarboard_model::raw::RawSchool {
/// #     bell: vec![mortarboard_model::raw::RawBell { day: "A".into(), slot: "1".into(), start: "8:00".into(), end: "9:00".into() }],
/// #     patterns: vec![mortarboard_model::raw::RawPattern { pattern: "P1".into(), cells: "1(A)".into(), ..Default::default() }],
/// #     courses: vec![mortarboard_model::raw::RawCourse { course: "ART".into(), patterns: "P1".into(), ..Default::default() }],
/// #     students: vec![mortarboard_model::raw::RawStudent { student: "s1".into(), ..Default::default() }],
/// #     ..Default::default()
/// # };
/// # let school = mortarboard_model::School::try_from(&raw).unwrap();
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("schedule");
/// mortarboard_io::schedule::write(&folder, &Default::default(), &[]).unwrap();
/// let (_, schedule) = mortarboard_io::schedule::load(&folder, &school).unwrap();
/// assert!(schedule.fits(&school));
/// ```
pub fn load(folder: &Path, school: &School) -> Result<(RawSchedule, Schedule), InputFaults> {
    let (raw, reading) = read_all(folder);
    reading.check(raw, |raw, _| Schedule::from_raw(school, raw))
}

/// Reads `summary.json` of a schedule folder: what was claimed when the schedule was written. None if the
/// folder has no such file.
///
/// # Errors
/// When the file can't be read or is not JSON.
///
/// ```
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("schedule");
/// mortarboard_io::schedule::write(&folder, &Default::default(), &[("summary.json", "{\"met\": 3}")]).unwrap();
/// assert_eq!(mortarboard_io::schedule::summary(&folder).unwrap().unwrap()["met"], 3);
/// ```
pub fn summary(folder: &Path) -> Result<Option<serde_json::Value>, InputFaults> {
    let mut reading = Reading::default();
    let bytes = file(folder, SUMMARY, "summary", false, &mut reading);
    let value = bytes.and_then(|bytes| match serde_json::from_slice(&bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let fault = Fault::error("bad-json", "summary").because("the file is not JSON").mend("use the file as it was written");
            reading.broken(SUMMARY, Some(error.line() as u64), fault);
            None
        }
    });
    reading.finish(value)
}

pub(crate) fn read_all(folder: &Path) -> (RawSchedule, Reading) {
    let mut reading = Reading::default();
    let known: Vec<&str> = SCHEDULE.iter().map(|table| table.file).collect();
    if !looks::check(folder, &known, Kind::Schedule, &mut reading) {
        return (RawSchedule::default(), reading);
    }
    let from = &mut reading;
    let raw = RawSchedule { sections: rows(folder, from), rosters: rows(folder, from), meetings: rows(folder, from) };
    (raw, reading)
}
