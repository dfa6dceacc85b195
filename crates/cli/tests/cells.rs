//! What a cell holds is never repeated, but for ids: a marker is planted in each column of each table in turn, and looked for in all
//! that each command prints and writes.

mod common;

use common::{Place, Ran, files, run, solve, verify};
use mortarboard_io::table::{Kind, SCHEDULE, SCHOOL};
use mortarboard_io::{folder, generate};
use mortarboard_testkit::{MARKER, NO_IDS, every_table, marked};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A folder with the school that has a row in every table, and its files.
fn school(place: &Path) -> Vec<(String, String)> {
    let files = folder::files(&every_table(generate::examples::seven_period_day()));
    fs::create_dir_all(place.join("plans")).unwrap();
    files.iter().for_each(|(name, text)| fs::write(place.join(name), text).unwrap());
    files
}

fn silent(ran: &Ran, what: &str) {
    assert!(!ran.out.contains(MARKER) && !ran.err.contains(MARKER), "{what}: {}{}", ran.out, ran.err);
    assert!(ran.code.is_some_and(|code| code != 70 && code != 101), "{what}: {:?} {}", ran.code, ran.err);
}

fn silent_folder(folder: &Path, what: &str) {
    for (name, bytes) in files(folder) {
        assert!(!String::from_utf8_lossy(&bytes).contains(MARKER), "{what}: {name}");
    }
}

#[test]
fn no_command_repeats_a_cell_of_a_school() {
    let place = Place::new();
    let at = place.path("school");
    let files = school(&at);
    let whole = place.path("whole");
    let ran = solve(&at, &whole, &["--work", "300"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let (path, mut read, mut faulty) = (at.to_str().unwrap(), 0, 0);
    for (name, text) in &files {
        let Some(table) = SCHOOL.iter().find(|table| table.file == name.as_str()) else { continue };
        for (column, spec) in table.columns.iter().enumerate() {
            if matches!(spec.kind, Kind::Id | Kind::Ids) && !NO_IDS.contains(&(table.name, spec.name)) {
                continue;
            }
            fs::write(at.join(name), marked(text, column, MARKER).unwrap()).unwrap();
            let what = format!("{} {}", table.name, spec.name);
            let audited = run(&["audit", path]);
            silent(&audited, &what);
            let out = place.path("out");
            silent(&solve(&at, &out, &["--work", "300", "--format", "json"]), &what);
            silent(&verify(&at, &whole, &[]), &what);
            silent(&run(&["reach", path, whole.to_str().unwrap(), "--full"]), &what);
            if audited.code == Some(3) {
                faulty += 1;
                continue;
            }
            read += 1;
            silent(&run(&["audit", path, "--format", "json"]), &what);
            if out.exists() {
                silent_folder(&out, &what);
                silent(&verify(&at, &out, &["--format", "json"]), &what);
                fs::remove_dir_all(&out).unwrap();
            }
            silent(&run(&["reach", path, "--full", "--format", "json"]), &what);
        }
        fs::write(at.join(name), text).unwrap();
    }
    assert!(read >= 10 && faulty >= 40, "{read} read and {faulty} faulty: the marker is to be seen by both");
}

#[test]
fn verify_and_reach_repeat_no_cell_of_a_schedule() {
    let place = Place::new();
    let (at, out) = (place.path("school"), place.path("out"));
    school(&at);
    assert_eq!(solve(&at, &out, &["--work", "300"]).code, Some(0));
    let mut looked = 0;
    for table in SCHEDULE {
        let path = out.join(table.file);
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (column, spec) in table.columns.iter().enumerate() {
            // A cell of a day is no id of a course, a section, a pattern, a room or a person.
            let day = ["term", "day", "slot"].contains(&spec.name) || (table.name, spec.name) == ("schedule sections", "course");
            if matches!(spec.kind, Kind::Id) && !day {
                continue;
            }
            let Some(text) = marked(&text, column, MARKER) else { continue };
            fs::write(&path, text).unwrap();
            let what = format!("{} {}", table.name, spec.name);
            for format in ["text", "json"] {
                silent(&verify(&at, &out, &["--format", format]), &what);
                silent(&run(&["reach", at.to_str().unwrap(), out.to_str().unwrap(), "--format", format]), &what);
                looked += 1;
            }
        }
        fs::write(&path, text).unwrap();
    }
    assert!(looked >= 4, "{looked}");
    // Numbers and words of a summary that is held against the schedule.
    let path = out.join("summary.json");
    let summary = fs::read_to_string(&path).unwrap();
    let whole: Value = serde_json::from_str(&summary).unwrap();
    let mut seen = BTreeSet::new();
    for pointer in leaves(&whole, "") {
        // One leaf of each kind: positions in lists, and ids that are keys, tell nothing new.
        if !seen.insert(pointer.split('/').filter(|part| part.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect::<String>()) {
            continue;
        }
        let mut damaged = whole.clone();
        *damaged.pointer_mut(&pointer).unwrap() = Value::from(MARKER);
        fs::write(&path, damaged.to_string()).unwrap();
        for format in ["text", "json"] {
            silent(&verify(&at, &out, &["--format", format]), &pointer);
        }
    }
    assert!(seen.len() > 40, "{}", seen.len());
}

/// Paths of all values that are no lists or objects.
fn leaves(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().enumerate().flat_map(|(at, value)| leaves(value, &format!("{path}/{at}"))).collect(),
        Value::Object(values) => values.iter().flat_map(|(key, value)| leaves(value, &format!("{path}/{key}"))).collect(),
        _ => vec![path.to_owned()],
    }
}

#[test]
fn import_repeats_no_cell() {
    let place = Place::new();
    let (map, from) = (place.path("map.toml"), place.path("from"));
    fs::create_dir(&from).unwrap();
    let columns = "{ course = \"code\", max_seats = \"size\", room_type = { from = \"room\", values = { a = \"b\" } } }";
    fs::write(&map, format!("[[courses]]\nfrom = \"list.csv\"\ncolumns = {columns}\n")).unwrap();
    for row in [format!("ART,{MARKER},a,x"), format!("ART,24,{MARKER},x"), format!("ART,24,a,{MARKER}"), format!("ART,24,a,x,{MARKER}")] {
        fs::write(from.join("list.csv"), format!("code,size,room,notes\n{row}\n")).unwrap();
        for format in ["text", "json"] {
            let out = place.path("imported");
            let args = ["import", map.to_str().unwrap(), from.to_str().unwrap(), "--out", out.to_str().unwrap(), "--format", format];
            silent(&run(&args), &row.replace(MARKER, "_"));
            if out.exists() {
                silent_folder(&out, "imported");
                fs::remove_dir_all(&out).unwrap();
            }
        }
    }
}
