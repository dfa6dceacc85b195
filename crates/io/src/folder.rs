//! A school folder: `settings.toml`, one CSV file for each table, and one file for each graduation plan.

use crate::fault::{InputFaults, Places, Reading};
use crate::looks::{self, Kind};
use crate::new_folder::{self, WriteError};
use crate::plan_file;
use crate::settings;
use crate::table::{self, RULES, Rows, RuleRow, SCHOOL};
use mortarboard_model::fault::Fault;
use mortarboard_model::raw::{RawRow, RawSchool};
use mortarboard_model::{School, read_beside};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;

/// Reads a school folder. Nothing is judged but the text: ids may be unknown, times may overlap.
///
/// # Errors
/// Every fault of the text of every file, at once. O(bytes).
///
/// ```
/// let faults = mortarboard_io::folder::read(std::path::Path::new("no/such/folder")).unwrap_err();
/// assert_eq!(faults.0[0].fault.slug, "missing-folder");
/// ```
pub fn read(folder: &Path) -> Result<RawSchool, InputFaults> {
    let (raw, reading) = read_all(folder);
    reading.finish(raw)
}

/// Reads a school folder and checks the school.
///
/// # Errors
/// Every fault of the text and of the school, at once. A row whose text has a fault is not judged further,
/// and while a file, a header or the settings can't be read at all, what leans on it is not judged: every id in that
/// file would look unknown.
///
/// ```
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("school");
/// mortarboard_io::folder::write(&Default::default(), &folder).unwrap();
/// let faults = mortarboard_io::folder::load(&folder).unwrap_err();
/// assert!(faults.0.iter().all(|found| found.fault.slug == "empty-table"));
/// ```
pub fn load(folder: &Path) -> Result<(RawSchool, School), InputFaults> {
    let (raw, reading) = read_all(folder);
    reading.check(raw, read_beside)
}

/// As [`load`], with the places of all rows, so that what is found of the school later can be told by file and line.
///
/// # Errors
/// As [`load`].
///
/// ```
/// use mortarboard_model::fault::Fault;
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("school");
/// mortarboard_io::folder::write(&mortarboard_io::generate::examples::ab_days(), &folder).unwrap();
/// let (_, _, places) = mortarboard_io::folder::load_placed(&folder).unwrap();
/// let found = places.found(Fault::warning("nobody-asks", "courses").at(1, "sections"));
/// assert_eq!((found.file.as_str(), found.line), ("courses.csv", Some(3)));
/// ```
pub fn load_placed(folder: &Path) -> Result<(RawSchool, School, Places), InputFaults> {
    let (raw, reading) = read_all(folder);
    reading.check_placed(raw, read_beside)
}

/// Writes a school into a new folder, which appears whole or not at all.
///
/// Reading the folder gives the same school again, byte for byte of every text; plans come in the order of their ids.
///
/// # Errors
/// When something of that name exists, even an empty folder, when the place can't be written to, or when the
/// id of a plan is no plain name of a file, or differs from another only in small and capital letters.
///
/// ```
/// use mortarboard_model::raw::{RawRow, RawSchool};
/// # let place = tempfile::tempdir().unwrap();
/// # let folder = place.path().join("school");
/// mortarboard_io::folder::write(&RawSchool::default(), &folder).unwrap();
/// assert_eq!(mortarboard_io::folder::read(&folder).unwrap(), RawSchool::default());
/// assert!(mortarboard_io::folder::write(&RawSchool::default(), &folder).unwrap_err().already_exists());
/// ```
pub fn write(raw: &RawSchool, folder: &Path) -> Result<(), WriteError> {
    let files = files(raw);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    new_folder::write(folder, &files)
}

/// The files of a school folder: name and text. Optional tables without rows are left out.
///
/// ```
/// let files = mortarboard_io::folder::files(&Default::default());
/// assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [
///     "settings.toml", "bell.csv", "courses.csv", "students.csv", "requests.csv",
/// ]);
/// ```
pub fn files(raw: &RawSchool) -> Vec<(String, String)> {
    fn put<R: Rows>(files: &mut Vec<(String, String)>, rows: &[R]) {
        if R::TABLE.required || !rows.is_empty() {
            files.push((R::TABLE.file.to_owned(), table::write(rows)));
        }
    }
    let RawSchool {
        settings,
        terms,
        bell,
        patterns,
        shapes,
        courses,
        sections,
        teachers,
        qualifications,
        rooms,
        students,
        requests,
        locks,
        teams,
        catalogue,
        prerequisites,
        offerings,
        plans,
        student_plans,
        transcripts,
        achievements,
        waivers,
        substitutions,
        student_groups,
        outside,
        personas,
        rule_tables: _,
    } = raw;
    let mut files = vec![(settings::FILE.to_owned(), settings::write(settings))];
    put(&mut files, terms);
    put(&mut files, bell);
    put(&mut files, patterns);
    put(&mut files, shapes);
    put(&mut files, courses);
    put(&mut files, sections);
    put(&mut files, teachers);
    put(&mut files, qualifications);
    put(&mut files, rooms);
    put(&mut files, students);
    put(&mut files, requests);
    put(&mut files, locks);
    put(&mut files, teams);
    put(&mut files, catalogue);
    put(&mut files, prerequisites);
    put(&mut files, offerings);
    files.extend(plans.iter().map(|plan| (format!("{}/{}.toml", plan_file::FOLDER, plan.plan), plan_file::write(plan))));
    put(&mut files, student_plans);
    put(&mut files, transcripts);
    put(&mut files, achievements);
    put(&mut files, waivers);
    put(&mut files, substitutions);
    put(&mut files, student_groups);
    put(&mut files, outside);
    put(&mut files, personas);
    files.extend(table::texts(raw).into_iter().map(|(table, text)| (table.file.to_owned(), text)));
    files
}

pub(crate) fn read_all(folder: &Path) -> (RawSchool, Reading) {
    let mut reading = Reading::default();
    let known: Vec<&str> = SCHOOL.iter().map(|table| table.file).chain([settings::FILE, plan_file::FOLDER]).collect();
    if !looks::check(folder, &known, Kind::School, &mut reading) {
        return (RawSchool::default(), reading);
    }
    let settings = match file(folder, settings::FILE, "settings", false, &mut reading) {
        Some(bytes) => settings::read(&bytes, &mut reading),
        None => Default::default(),
    };
    // The largest tables by far are read beside the others.
    let raw = thread::scope(|scope| {
        let requests = scope.spawn(|| aside(folder));
        let transcripts = scope.spawn(|| aside(folder));
        let from = &mut reading;
        RawSchool {
            settings,
            terms: rows(folder, from),
            bell: rows(folder, from),
            patterns: rows(folder, from),
            shapes: rows(folder, from),
            courses: rows(folder, from),
            sections: rows(folder, from),
            teachers: rows(folder, from),
            qualifications: rows(folder, from),
            rooms: rows(folder, from),
            students: rows(folder, from),
            requests: joined(requests, from),
            locks: rows(folder, from),
            teams: rows(folder, from),
            catalogue: rows(folder, from),
            prerequisites: rows(folder, from),
            offerings: rows(folder, from),
            plans: plan_file::folder(folder, from),
            student_plans: rows(folder, from),
            transcripts: joined(transcripts, from),
            achievements: rows(folder, from),
            waivers: rows(folder, from),
            substitutions: rows(folder, from),
            student_groups: rows(folder, from),
            outside: rows(folder, from),
            personas: rows(folder, from),
            rule_tables: rule_tables(folder, from),
        }
    });
    reading.places.file("settings", settings::FILE);
    (raw, reading)
}

/// The rows of one table of a folder.
pub(crate) fn rows<R: Rows>(folder: &Path, reading: &mut Reading) -> Vec<R> {
    let table = R::TABLE;
    reading.places.file(table.name, table.file);
    match file(folder, table.file, table.name, table.required, reading) {
        Some(bytes) => table::read(&bytes, reading),
        None => Vec::new(),
    }
}

/// The rows of the tables that rules declare.
fn rule_tables(folder: &Path, reading: &mut Reading) -> BTreeMap<String, Vec<RawRow>> {
    let mut found = BTreeMap::new();
    for &table in RULES.iter() {
        reading.places.file(table.name, table.file);
        if let Some(bytes) = file(folder, table.file, table.name, table.required, reading) {
            let rows = table::read_rows(table, &bytes, &|| RuleRow::new(table), reading);
            if !rows.is_empty() {
                found.insert(table.name.to_owned(), rows.into_iter().map(RuleRow::raw).collect());
            }
        }
    }
    found
}

/// The same by itself, on a thread of its own.
fn aside<R: Rows>(folder: &Path) -> (Vec<R>, Reading) {
    let mut reading = Reading::default();
    (rows(folder, &mut reading), reading)
}

/// What was read aside, with what was found then noted where it would have been.
fn joined<R>(aside: thread::ScopedJoinHandle<'_, (Vec<R>, Reading)>, reading: &mut Reading) -> Vec<R> {
    // What goes wrong on another thread goes wrong here, as it would without it.
    let (rows, found) = aside.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause));
    reading.join(found);
    rows
}

/// The bytes of one file, if it is there and can be read.
pub(crate) fn file(folder: &Path, name: &str, table: &'static str, required: bool, reading: &mut Reading) -> Option<Vec<u8>> {
    match fs::read(folder.join(name)) {
        Ok(bytes) => return Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if required {
                let fault = Fault::error("missing-table", table)
                    .because("the file is not there")
                    .mend("add the file; it must be there, if only with a header");
                reading.broken(name, None, fault);
            } else {
                reading.absent.insert(table);
            }
        }
        Err(error) => {
            let fault = Fault::error("unreadable", table)
                .because(format!("the file can't be read: {error}"))
                .mend("make it a file that may be read");
            reading.broken(name, None, fault);
        }
    }
    None
}
