//! What a place looks like before it is read: a school, a schedule, or something else; and files that are almost a table.

use crate::fault::Reading;
use crate::plan_file;
use crate::settings;
use crate::table::{SCHEDULE, SCHOOL};
use mortarboard_model::fault::Fault;
use mortarboard_model::near::nearest;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What kind of folder is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    School,
    Schedule,
}

impl Kind {
    /// What faults call it.
    fn name(self) -> &'static str {
        match self {
            Kind::School => "school",
            Kind::Schedule => "schedule",
        }
    }

    /// Files that only such a folder has.
    fn own(self) -> &'static [&'static str] {
        match self {
            Kind::School => &["bell.csv", "courses.csv", "students.csv", "requests.csv", "patterns.csv", settings::FILE],
            Kind::Schedule => &["rosters.csv", "meetings.csv", "unmet.csv", crate::schedule::SUMMARY],
        }
    }

    fn other(self) -> Self {
        match self {
            Kind::School => Kind::Schedule,
            Kind::Schedule => Kind::School,
        }
    }
}

/// Whether the folder can be opened and is of the kind that is needed. A file that is almost a table is a fault: it would
/// be passed over in silence.
pub(crate) fn check(folder: &Path, known: &[&str], kind: Kind, reading: &mut Reading) -> bool {
    let wrong = |cause: String, fix: String| Fault::error("wrong-folder", kind.name()).because(cause).mend(fix);
    if folder.is_file() {
        let (cause, fix) = file(folder, kind);
        reading.broken("", None, wrong(cause, fix));
        return false;
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let cause = format!("the folder can't be opened: {error}");
            let fault = Fault::error("missing-folder", kind.name());
            reading.broken("", None, fault.because(cause).mend("name a folder that exists and may be read"));
            return false;
        }
    };
    let entries = entries.flatten().filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path().is_dir())));
    let names: BTreeMap<String, bool> = entries.collect();
    let has = |kind: Kind| kind.own().iter().any(|file| names.contains_key(*file));
    if has(kind.other()) && !has(kind) {
        let (other, needed) = (kind.other().name(), kind.name());
        let cause = format!("this is a {other} folder, and a {needed} folder is needed here");
        reading.broken("", None, wrong(cause, format!("name the folder of the {needed}; `--help` shows in which order folders are named")));
        return false;
    }
    for (name, &is_folder) in names.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        let missing = known.iter().copied().filter(|known| !names.contains_key(*known) && may_be(name, is_folder, known));
        let stems: Vec<(&str, &str)> = missing.map(|known| (stem(known), known)).collect();
        let same = stems.iter().find(|(known, _)| *known == stem(name)).map(|&(_, known)| known);
        let near = || nearest(stem(name), stems.iter().map(|&(stem, _)| stem));
        if let Some(known) = same.or_else(|| near().and_then(|near| stems.iter().find(|(stem, _)| *stem == near).map(|&(_, known)| known)))
        {
            let fault = Fault::error("misnamed-table", kind.name())
                .because(format!("there is no {known}, but this file has almost its name and would be passed over"))
                .mend(format!("rename it to {known}, or give it quite another name"));
            reading.fault(name, None, fault);
            // What leans on the table that is meant can't be judged.
            let tables = SCHOOL.iter().chain(&SCHEDULE).map(|table| (table.file, table.name));
            let all = tables.chain([(settings::FILE, "settings"), (plan_file::FOLDER, plan_file::FOLDER)]);
            reading.broken.extend(all.filter(|(file, _)| *file == known).map(|(_, name)| name));
        }
    }
    true
}

/// What is said of a file in the place of a folder.
fn file(path: &Path, kind: Kind) -> (String, String) {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let needed = kind.name();
    let (is, fix) = match ending.as_str() {
        "json" => ("a JSON file", format!("name the folder of the {needed}; a school in JSON is read by programs that embed the library")),
        "toml" => ("a TOML file", format!("name the folder of the {needed}; `import` takes a column map and makes a school folder")),
        _ => ("a file", format!("name the folder of the {needed}, and not a file in it")),
    };
    (format!("this is {is}, and a {needed} folder is needed here"), fix)
}

/// Whether a file can be meant to be a known one, by what it is: `rooms.xlsx` for `rooms.csv`, but no TOML file.
fn may_be(name: &str, is_folder: bool, known: &str) -> bool {
    let is = |name: &str, ending: &str| name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending));
    if is_folder || known == plan_file::FOLDER {
        return is_folder && known == plan_file::FOLDER;
    }
    is(name, "toml") == is(known, "toml") && !is(name, "json")
}

/// The name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
