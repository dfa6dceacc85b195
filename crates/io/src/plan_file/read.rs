//! Reading plan files.

use super::field::{Bad, Keyed, Lines, judge, unknown};
use super::places::places;
use super::{FOLDER, Key, PLAN};
use crate::fault::{InputFaults, Reading};
use crate::settings::{line_of, parse};
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::raw::RawPlan;
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use toml::de::DeTable;

/// One file that is being read.
pub(super) struct Walk<'a, 't> {
    text: &'t str,
    file: &'a str,
    row: usize,
    reading: &'a mut Reading,
}

impl Walk<'_, '_> {
    fn fault(&mut self, at: usize, fault: Fault) {
        let fault = fault.in_row(self.row);
        self.reading.broken(self.file, Some(line_of(self.text, at)), fault);
    }

    pub(super) fn bad_value(&mut self, key: &Key, at: usize, cause: &str) {
        let fault = Fault::error("bad-value", FOLDER).in_column(key.name);
        self.fault(at, fault.because(cause).mend(format!("write it as `{} = {}`", key.name, key.example)));
    }

    /// Reads a table and gives the lines of its keys.
    pub(super) fn table<T: Keyed>(&mut self, table: DeTable<'_>, at: usize, into: &mut T) -> Lines {
        // A TOML table is sorted by key; faults follow the lines.
        let mut entries: Vec<_> = table.into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        // A table of the form `[[name]]` begins where its name stands.
        let mut lines = Lines { at: line_of(self.text, at), keys: Vec::new() };
        let mut fields = into.fields_mut();
        for (key, value) in entries {
            let at = key.span().start;
            let name = key.into_inner();
            match T::SECTION.keys.iter().position(|known| known.name == name) {
                Some(position) => {
                    let key = &T::SECTION.keys[position];
                    let below = fields[position].read(key, value, self);
                    lines.keys.push((key.name, line_of(self.text, at), below));
                }
                None => {
                    let names: Vec<&str> = T::SECTION.keys.iter().map(|known| known.name).collect();
                    let fault = Fault::error("unknown-column", FOLDER).because(unknown(T::SECTION, &name));
                    self.fault(at, fault.mend(format!("delete it, or use one of {}", names.join(", "))));
                }
            }
        }
        lines
    }
}

/// Reads one plan. Its id is blank when the text does not give one.
///
/// # Errors
/// Every fault of the text, at once. Nothing is judged but the text: what it names may not exist.
///
/// ```
/// use mortarboard_io::plan_file;
/// let plan = plan_file::read("plan = \"diploma\"\nrequire = [{ credits = 220 }]\n").unwrap();
/// assert_eq!(plan.require[0].credits, Some(220));
/// let faults = plan_file::read("require = [{ credit = 220 }]\n").unwrap_err();
/// assert!(faults.to_string().contains("perhaps `credits` is meant"));
/// ```
pub fn read(text: &str) -> Result<RawPlan, InputFaults> {
    let mut reading = Reading::default();
    let plan = one(text.as_bytes(), "", "", 0, &mut reading);
    reading.finish(plan)
}

/// Reads the next plan, out of a file of this name.
pub(crate) fn file(bytes: &[u8], name: &str, row: usize, reading: &mut Reading) -> RawPlan {
    let shown: Arc<str> = name.into();
    let stem = Path::new(name).file_stem().and_then(OsStr::to_str).unwrap_or_default();
    reading.places.row(FOLDER, &shown, 1);
    one(bytes, name, stem, row, reading)
}

/// Reads one plan of a file; its id is by default the name of the file.
fn one(bytes: &[u8], file: &str, stem: &str, row: usize, reading: &mut Reading) -> RawPlan {
    let mut plan = RawPlan::default();
    let lines = match parse(bytes, file, FOLDER, reading) {
        Some(parsed) => Walk { text: parsed.text, file, row, reading }.table(parsed.root, 0, &mut plan),
        None => Lines::default(),
    };
    if plan.plan.is_empty() {
        stem.clone_into(&mut plan.plan);
    }
    reading.places.inside(FOLDER, row, places(&plan, &lines));
    plan
}

/// The plans of a school folder, in the order of their files.
pub(crate) fn folder(school: &Path, reading: &mut Reading) -> Vec<RawPlan> {
    reading.places.file(FOLDER, FOLDER);
    let unreadable = |error: &io::Error| {
        let fault = Fault::error("unreadable", FOLDER).because(format!("it can't be read: {error}"));
        fault.mend("make `plans` a folder with one TOML file for each plan, or leave it out")
    };
    let entries = match fs::read_dir(school.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                reading.broken(FOLDER, None, unreadable(&error));
            }
            return Vec::new();
        }
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries.flatten() {
        match entry.file_name().into_string() {
            Ok(name) => names.push(name),
            Err(name) if name.to_string_lossy().to_ascii_lowercase().ends_with(".toml") => {
                let fault = Fault::error("unreadable", FOLDER).because("the name of a plan file is not UTF-8 text");
                reading.broken(FOLDER, None, fault.mend("give the file a name of plain letters, digits and hyphens"));
            }
            Err(_) => {}
        }
    }
    let mut files: Vec<(String, String)> = names
        .into_iter()
        .filter_map(|name| {
            let (stem, kind) = name.rsplit_once('.')?;
            let plan = kind.eq_ignore_ascii_case("toml") && !stem.is_empty() && !stem.starts_with('.');
            plan.then(|| (stem.to_owned(), name.clone()))
        })
        .collect();
    files.sort_unstable();
    let mut plans = Vec::new();
    for (_, name) in files {
        let shown = format!("{FOLDER}/{name}");
        match fs::read(school.join(FOLDER).join(&name)) {
            Ok(bytes) => plans.push(file(&bytes, &shown, plans.len(), reading)),
            Err(error) => reading.broken(&shown, None, unreadable(&error)),
        }
    }
    plans
}

/// Notes what is wrong with the plans of a JSON text.
pub(crate) fn json(value: &Value, reading: &mut Reading) {
    let Some(list) = value.as_array() else {
        let fault = Fault::error("bad-value", FOLDER).because("the plans are not an array").mend("write an array of objects");
        reading.broken("", None, fault);
        return;
    };
    for (row, plan) in list.iter().enumerate() {
        let mut faults = Vec::new();
        judge::<RawPlan>("", plan, &mut faults);
        let id = plan.get("plan").and_then(Value::as_str).unwrap_or_default();
        for Bad { path, slug, cause } in faults {
            let top = path.split(['.', '[']).next().unwrap_or_default();
            let column = PLAN.keys.iter().map(|key| key.name).find(|name| *name == top).unwrap_or("");
            let fault =
                Fault::error(slug, FOLDER).at(row, column).of(id).because(if path.is_empty() { cause } else { format!("{path}: {cause}") });
            reading.broken("", None, fault.mend("write it as docs/plans.md describes"));
        }
    }
}
