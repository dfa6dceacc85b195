//! A school out of another system's CSV files, by a column map.
//!
//! The map is a TOML file that says, for each of our tables, which file its rows come from and which of
//! that file's columns fill ours. `docs/import.md` describes it; `examples/maps` holds whole maps.

mod apply;
mod map;
mod report;
mod source;

pub use report::{Dropped, Report, Taken};

use crate::fault::{InputFaults, Reading};
use crate::plan_file;
use crate::table::SCHOOL;
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::raw::RawPlan;
use mortarboard_model::raw::RawSchool;
use mortarboard_model::{School, read_beside};
use std::fs;
use std::path::Path;

/// A school that was imported, and what was done with the files.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The school.
    pub raw: RawSchool,
    /// Which rows were taken and which columns were dropped.
    pub report: Report,
}

/// Imports the files of the folder `from` by a column map, leaving out the tables named in `without`.
/// Nothing is judged but the text.
///
/// # Errors
/// Every fault of the map and of the files, at once. O(bytes · log rows).
///
/// ```
/// use mortarboard_io::import;
/// # let place = tempfile::tempdir().unwrap();
/// # let (map, from) = (place.path().join("map.toml"), place.path().join("files"));
/// # std::fs::create_dir(&from).unwrap();
/// std::fs::write(from.join("list.csv"), "code,size,notes\nART,24,old\n").unwrap();
/// std::fs::write(&map, r#"
///     [[courses]]
///     from = "list.csv"
///     columns = { course = "code", max_seats = "size" }
/// "#).unwrap();
/// let imported = import::run(&map, &from, &[]).unwrap();
/// assert_eq!(imported.raw.courses[0].max_seats, 24);
/// assert_eq!(imported.report.dropped[0].columns, ["notes"]);
/// ```
pub fn run(map: &Path, from: &Path, without: &[&str]) -> Result<Imported, InputFaults> {
    let (imported, reading) = import(map, from, without);
    reading.finish(imported)
}

/// Imports and checks the school.
///
/// # Errors
/// Every fault of the map, of the files and of the school, at once, in the way of
/// [`folder::load`](crate::folder::load); faults of the school name the imported file and its line.
///
/// ```
/// use mortarboard_io::import;
/// # let place = tempfile::tempdir().unwrap();
/// # let map = place.path().join("map.toml");
/// std::fs::write(&map, "[[students]]\nrows = [{ student = \"s1\" }]\n").unwrap();
/// let faults = import::load(&map, place.path(), &[]).unwrap_err();
/// assert_eq!(faults.0.iter().map(|found| found.fault.table).collect::<Vec<_>>(), ["bell", "courses"]);
/// ```
pub fn load(map: &Path, from: &Path, without: &[&str]) -> Result<(Imported, School), InputFaults> {
    let (imported, reading) = import(map, from, without);
    reading.check(imported, |imported, text| read_beside(&imported.raw, text))
}

fn import(path: &Path, from: &Path, without: &[&str]) -> (Imported, Reading) {
    let mut reading = Reading::default();
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for name in without {
        if !SCHOOL.iter().any(|table| table.name == *name) {
            let names: Vec<&str> = SCHOOL.iter().map(|table| table.name).collect();
            let fault = Fault::error("bad-map", "import").because(format!("`{name}` is to be left out, but is not a table"));
            reading.broken("", None, fault.mend(format!("name one of {}", names.join(", "))));
        }
    }
    let map = match fs::read(path) {
        Ok(bytes) => map::read(&bytes, &file, &mut reading),
        Err(error) => {
            let fault = Fault::error("unreadable", "import").because(format!("the column map can't be read: {error}"));
            reading.broken(&file, None, fault.mend("name a column map that exists and may be read"));
            map::Map::default()
        }
    };
    let plans = plans(&map.plans, path, &file, &mut reading);
    let imported = apply::apply(map, &file, from, without, plans, &mut reading);
    (imported, reading)
}

/// The plans that a map names: files beside it.
fn plans(named: &[(String, u64)], map: &Path, file: &str, reading: &mut Reading) -> Vec<RawPlan> {
    let mut plans = Vec::new();
    for (name, line) in named {
        let fault = |cause: String| Fault::error("bad-map", "import").because(cause);
        if name.contains(['/', '\\']) {
            let fault = fault("the plan file is not beside the map".to_owned()).mend("give the name of a file in the same folder");
            reading.broken(file, Some(*line), fault);
            continue;
        }
        match fs::read(map.with_file_name(name)) {
            Ok(bytes) => plans.push(plan_file::file(&bytes, name, plans.len(), reading)),
            Err(error) => {
                let fault = fault(format!("the plan file {name} can't be read: {error}"));
                reading.broken(file, Some(*line), fault.mend("name a file beside the map that exists and may be read"));
            }
        }
    }
    plans
}
