//! Laws of reading and writing, over random schools and damaged files.

mod any;

use crate::{InputFaults, folder, import, json, schedule};
use any::{awkward, rows, school};
use mortarboard_model::raw::{RawSchedule, RawSchool};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// A school without faults that uses every table.
fn sound() -> RawSchool {
    let text = r#"{
        "settings": {"name": "Sound", "default_patterns": ["period"], "year": 2026, "rules": {"student-clash": {"mode": "hard"}}},
        "terms": [{"term": "S1"}, {"term": "S2"}],
        "bell": [
            {"day": "Mon", "slot": "1", "start": "08:00", "end": "08:45"}, {"day": "Mon", "slot": "2", "start": "08:50", "end": "09:35"},
            {"day": "Tue", "slot": "1", "start": "08:00", "end": "08:45"}, {"day": "Tue", "slot": "2", "start": "08:50", "end": "09:35"}
        ],
        "patterns": [{"pattern": "P1", "group": "period", "cells": "1(*)"}, {"pattern": "P2", "group": "period", "cells": "2(Mon,Tue)"}],
        "shapes": [{"shape": "lab", "minutes": 90, "shortest": 45, "longest": 90, "fewest_meetings": 1, "most_meetings": 2, "anchor": "free"}],
        "courses": [
            {"course": "ALG", "title": "Algebra, \"one\"\nand more", "max_seats": 30, "sections": 2, "load": 1000, "room_type": "room", "unstaffed": 1},
            {"course": "LAB", "title": "Läb", "max_seats": 24, "shape": "lab", "load": 500}
        ],
        "sections": [{"section": "LAB-x", "course": "LAB", "max_seats": 20, "unstaffed": "yes"}],
        "teachers": [{"teacher": "t1", "fte": 800}, {"teacher": "t2", "unavailable": "2(Mon)"}],
        "qualifications": [{"teacher": "t1", "course": "ALG"}, {"teacher": "t2", "course": "LAB", "max_sections": 1}],
        "rooms": [{"room": "r1", "type": "room", "seats": 30}],
        "students": [{"student": "s1", "grade": 9}, {"student": "s2"}],
        "requests": [
            {"student": "s1", "course": "ALG", "priority": "required"}, {"student": "s2", "course": "ALG", "priority": "primary"},
            {"student": "s2", "course": "LAB", "priority": "alternate", "instead_of": "ALG"}
        ],
        "locks": [{"section": "ALG-1", "kind": "teacher", "value": "t1"}],
        "teams": [{"team": "m", "courses": "ALG;LAB", "minutes": 45, "min_block": 45}],
        "catalogue": [{"course": "ALG", "tags": "math;core", "completions": 2}, {"course": "GEO", "credits": 10, "tags": "math", "group": "g"}],
        "prerequisites": [{"course": "GEO", "any_of": "ALG", "min_mark": "C"}],
        "offerings": [{"course": "ALG", "year": 2027, "terms": "S1"}],
        "plans": [{"plan": "own", "require": [{"credits": 10}]}, {"plan": "standard", "everyone": true, "source": "a \"b\"\n# c", "require": [
            {"id": "math", "credits": 10, "from": [{"tag": ["math"]}, {"course": ["ALG"], "min_mark": "C"}]},
            {"any": [{"exam": "x"}, {"item": "y", "amount": 3}, {"item": "z", "status": true, "groups": ["house"], "not_groups": ["h, \"i\""]}]}
        ]}],
        "student_plans": [{"student": "s1", "plan": "own"}],
        "transcripts": [{"student": "s1", "course": "ALG", "grade": 9, "term": "S1", "mark": "B"}],
        "achievements": [{"student": "s1", "item": "x", "value": 4}],
        "waivers": [{"student": "s1", "plan": "standard", "requirement": "math", "reason": "a, b"},
            {"group": "house", "plan": "standard", "requirement": "math", "kind": "agreement", "credits": 5}],
        "substitutions": [{"student": "s1", "course": "GEO", "by": "LAB", "reason": "\"c\""}],
        "student_groups": [{"student": "s1", "group": "house"}],
        "outside": [{"outside": "summer", "when": "summer", "most_credits": 10}],
        "personas": [{"persona": "p", "grade": 10, "passed": "ALG@9", "needs": "math"}]
    }"#;
    json::load_school(text).map(|(raw, _)| raw).unwrap_or_else(|faults| panic!("{faults}"))
}

fn put(folder: &Path, files: &[(String, Vec<u8>)]) {
    fs::create_dir(folder).unwrap();
    fs::create_dir(folder.join("plans")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// One kind of damage.
#[derive(Clone, Debug)]
enum Damage {
    Flip(usize, u8),
    Truncate(usize),
    Insert(usize, String),
    DropFile,
    DropColumn(usize),
    RepeatLine(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        any::<usize>().prop_map(Damage::Truncate),
        (any::<usize>(), awkward()).prop_map(|(at, text)| Damage::Insert(at, text)),
        Just(Damage::DropFile),
        any::<usize>().prop_map(Damage::DropColumn),
        any::<usize>().prop_map(Damage::RepeatLine),
    ]
}

fn hurt(bytes: &mut Vec<u8>, damage: &Damage) {
    let len = bytes.len().max(1);
    match damage {
        Damage::Flip(at, byte) => {
            if let Some(old) = bytes.get_mut(at % len) {
                *old ^= byte;
            }
        }
        Damage::Truncate(at) => bytes.truncate(at % len),
        Damage::Insert(at, text) => drop(bytes.splice((at % len).min(bytes.len())..(at % len).min(bytes.len()), text.bytes())),
        Damage::DropFile => {}
        Damage::DropColumn(column) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let cut = |line: &str| {
                let cells: Vec<&str> = line.split(',').collect();
                let gone = column % cells.len();
                cells.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, cell)| *cell).collect::<Vec<_>>().join(",")
            };
            *bytes = text.lines().map(cut).collect::<Vec<_>>().join("\n").into_bytes();
        }
        Damage::RepeatLine(at) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let lines: Vec<&str> = text.lines().collect();
            if let Some(line) = lines.get(at % lines.len().max(1)) {
                bytes.extend_from_slice(format!("{line}\n").as_bytes());
            }
        }
    }
}

/// Faults say where and why, in both forms.
fn well_formed(faults: &InputFaults) -> Result<(), TestCaseError> {
    prop_assert!(faults.any_error());
    for found in &faults.0 {
        prop_assert!(!found.fault.cause.is_empty() && !found.fault.fix.is_empty(), "{found:?}");
        prop_assert!(found.line != Some(0));
    }
    let json = serde_json::to_value(faults).unwrap();
    prop_assert_eq!(json.as_array().map(Vec::len), Some(faults.0.len()));
    prop_assert!(!faults.to_string().is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_written_school_reads_back(raw in school()) {
        let place = tempfile::tempdir().unwrap();
        let at = place.path().join("school");
        folder::write(&raw, &at).unwrap();
        prop_assert_eq!(&folder::read(&at).unwrap(), &raw);
        prop_assert_eq!(&json::read_school(&json::write_school(&raw)).unwrap(), &raw);
    }

    #[test]
    fn a_written_schedule_reads_back(sections in rows(), rosters in rows(), meetings in rows()) {
        let raw = RawSchedule { sections, rosters, meetings };
        let place = tempfile::tempdir().unwrap();
        let at = place.path().join("schedule");
        schedule::write(&at, &raw, &[("summary.json", "{}")]).unwrap();
        prop_assert_eq!(schedule::read(&at).unwrap(), raw);
    }

    #[test]
    fn a_damaged_folder_is_read_or_refused(damages in prop::collection::vec((any::<usize>(), damage()), 1..4)) {
        let mut files: Vec<(String, Vec<u8>)> =
            folder::files(&sound()).into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        for (file, damage) in &damages {
            let file = file % files.len();
            if matches!(damage, Damage::DropFile) && files.len() > 1 {
                files.remove(file);
            } else {
                hurt(&mut files[file].1, damage);
            }
        }
        let place = tempfile::tempdir().unwrap();
        let at = place.path().join("school");
        put(&at, &files);
        if let Err(faults) = folder::load(&at) {
            well_formed(&faults)?;
        }
    }

    #[test]
    fn rows_and_columns_may_come_in_any_order(seed in any::<[u32; 8]>()) {
        let raw = sound();
        let place = tempfile::tempdir().unwrap();
        let at = place.path().join("school");
        let mut files = Vec::new();
        for (name, text) in folder::files(&raw) {
            if !name.ends_with(".csv") {
                files.push((name, text.into_bytes()));
                continue;
            }
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let mut lines: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            let turn = seed[name.len() % 8] as usize;
            let width = lines[0].len();
            lines.iter_mut().for_each(|line| line.rotate_left(turn % width));
            let body = lines.len() - 1;
            if body > 0 {
                lines[1..].rotate_left(turn % body);
            }
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
            lines.iter().for_each(|line| writer.write_record(line).unwrap());
            files.push((name, writer.into_inner().unwrap()));
        }
        put(&at, &files);
        let (read, _) = folder::load(&at).unwrap_or_else(|faults| panic!("{faults}"));
        prop_assert_eq!(&read.settings, &raw.settings);
        let sorted = |raw: &RawSchool| {
            let mut rows: Vec<String> = raw.courses.iter().map(|row| format!("{row:?}")).collect();
            rows.extend(raw.requests.iter().map(|row| format!("{row:?}")));
            rows.extend(raw.bell.iter().map(|row| format!("{row:?}")));
            rows.extend(raw.teachers.iter().map(|row| format!("{row:?}")));
            rows.sort();
            rows
        };
        prop_assert_eq!(sorted(&read), sorted(&raw));
    }

    #[test]
    fn damaged_json_is_read_or_refused(damages in prop::collection::vec(damage(), 1..4)) {
        let mut bytes = json::write_school(&sound()).into_bytes();
        damages.iter().for_each(|damage| hurt(&mut bytes, damage));
        if let Err(faults) = json::load_school(&String::from_utf8_lossy(&bytes)) {
            well_formed(&faults)?;
        }
    }

    #[test]
    fn a_damaged_import_is_read_or_refused(in_map in prop::collection::vec(damage(), 0..3), in_file in prop::collection::vec(damage(), 0..3)) {
        let mut map = MAP.as_bytes().to_vec();
        in_map.iter().for_each(|damage| hurt(&mut map, damage));
        let mut file = b"code,size,kind,who\nART,24,core,t1\nBIO,30,elective,t1\n".to_vec();
        in_file.iter().for_each(|damage| hurt(&mut file, damage));
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("map.toml"), &map).unwrap();
        fs::write(place.path().join("list.csv"), &file).unwrap();
        if let Err(faults) = import::load(&place.path().join("map.toml"), place.path(), &[]) {
            well_formed(&faults)?;
        }
    }
}

const MAP: &str = r#"
[settings]
default_patterns = ["P"]
[[bell]]
rows = [{ day = "A", slot = 1, start = "8:00", end = "9:00" }]
[[patterns]]
rows = [{ pattern = "P", cells = "1(*)" }]
[[courses]]
from = "list.csv"
columns = { course = "code", max_seats = { from = "size", default = "20" }, sections = { always = "1" } }
[[students]]
rows = [{ student = "s1" }]
[[requests]]
from = "list.csv"
skip = { code = ["BIO"] }
columns = { student = { always = "s1" }, course = "code", priority = { from = "kind", values = { core = "required" }, otherwise = "primary" } }
[[teachers]]
from = "list.csv"
distinct = true
columns = { teacher = "who" }
"#;

#[test]
fn the_undamaged_inputs_are_sound() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("map.toml"), MAP).unwrap();
    fs::write(place.path().join("list.csv"), "code,size,kind,who\nART,24,core,t1\nBIO,,elective,t1\n").unwrap();
    let (imported, school) = import::load(&place.path().join("map.toml"), place.path(), &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((school.courses().len(), school.requests().len(), school.teachers().len()), (2, 1, 1));
    assert_eq!(imported.raw.courses[1].max_seats, 20);
    assert_eq!(imported.raw.requests[0].priority, "required");
    assert_eq!(sound().sections.len(), 1);
}
