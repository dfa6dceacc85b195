//! What a cell holds is never repeated, but for ids: a marker is planted in each column of each table in turn, and no fault of
//! any kind names it.

use mortarboard_checker::audit;
use mortarboard_io::generate;
use mortarboard_io::table::{Kind, SCHEDULE, SCHOOL, Table};
use mortarboard_io::{InputFaults, folder, import, json, schedule};
use mortarboard_model::raw::{RawMeeting, RawPlacement, RawSchedule, RawSchool, RawSeat};
use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};
use mortarboard_testkit::{MARKER, NO_IDS, every_table, marked};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn may_be_named(table: &Table, column: &str, kind: Kind) -> bool {
    matches!(kind, Kind::Id | Kind::Ids) && !NO_IDS.contains(&(table.name, column))
}

fn school() -> RawSchool {
    every_table(generate::examples::seven_period_day())
}

fn put(place: &Path, files: &[(String, String)]) {
    fs::create_dir_all(place.join("plans")).unwrap();
    for (name, text) in files {
        fs::write(place.join(name), text).unwrap();
    }
}

fn said(faults: &InputFaults) -> String {
    format!("{faults}\n{faults:#}\n{}", serde_json::to_string(faults).unwrap())
}

#[test]
fn no_cell_of_a_school_is_repeated() {
    let files = folder::files(&school());
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &files);
    folder::load(place.path()).unwrap_or_else(|faults| panic!("{faults}"));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut judged = 0;
    for (name, text) in &files {
        let Some(table) = SCHOOL.iter().find(|table| table.file == name.as_str()) else { continue };
        seen.insert(table.name);
        for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| !may_be_named(table, column.name, column.kind)) {
            for cell in [MARKER.to_owned(), format!("1({MARKER})"), format!("{MARKER};{MARKER}x"), format!(" {MARKER} ")] {
                fs::write(place.path().join(name), marked(text, at, &cell).unwrap()).unwrap();
                let said = match folder::load(place.path()) {
                    Ok((_, school)) => audit(&school, &Rules::of(&school)).iter().map(ToString::to_string).collect(),
                    Err(faults) => said(&faults),
                };
                judged += usize::from(!said.is_empty());
                assert!(!said.contains(MARKER), "{} {}: {said}", table.name, column.name);
            }
        }
        fs::write(place.path().join(name), text).unwrap();
    }
    assert_eq!(seen.len(), SCHOOL.len(), "a table without a row shows nothing");
    assert!(judged > 150, "{judged}");
}

#[test]
fn no_value_of_json_settings_or_plans_is_repeated() {
    let text = json::write_school(&school());
    for key in ["max_seats", "grade", "full_load", "credits", "year", "year", "marks", "require", "fte"] {
        let value = format!("\"{key}\": \"{MARKER}\", \"{key}x\": ");
        let found = json::load_school(&text.replacen(&format!("\"{key}\": "), &value, 1)).unwrap_err();
        assert!(!said(&found).contains(MARKER), "{key}: {found}");
    }
    let place = tempfile::tempdir().unwrap();
    put(place.path(), &folder::files(&school()));
    for setting in mortarboard_io::settings::SETTINGS.iter().filter(|setting| setting.name != "name" && setting.name != "default_patterns")
    {
        for value in [
            format!("\"{MARKER}\""),
            format!("[\"{MARKER}\"]"),
            format!("{{ mode = \"{MARKER}\" }}"),
            MARKER.to_owned(),
            format!("{{ x = {{ mode = \"{MARKER}\" }} }}"),
        ] {
            fs::write(
                place.path().join("settings.toml"),
                format!("default_patterns = [\"P1\"]\nyear = 2026\n{} = {value}\n", setting.name).replacen("year = 2026\nyear", "year", 1),
            )
            .unwrap();
            if let Err(faults) = folder::load(place.path()) {
                assert!(!said(&faults).contains(MARKER), "{} = {value}: {faults}", setting.name);
            }
        }
    }
    put(place.path(), &folder::files(&school()));
    for key in ["credits", "course", "from", "at_least", "pool", "repeats", "exam", "score", "groups", "each_term", "average"] {
        let from =
            ["tag", "subject", "code", "group", "method", "min_mark", "from_grade"].map(|key| format!("[{{ {key} = [\"{MARKER}\"] }}]"));
        for value in
            [format!("\"{MARKER}\""), format!("[\"{MARKER}\"]"), MARKER.to_owned()].iter().chain(from.iter().filter(|_| key == "from"))
        {
            let own = if key == "credits" { "" } else { "credits = 10, " };
            fs::write(place.path().join("plans").join("diploma.toml"), format!("require = [{{ {own}{key} = {value} }}]\n")).unwrap();
            if let Err(faults) = folder::load(place.path()) {
                assert!(key == "course" || !said(&faults).contains(MARKER), "{key} = {value}: {faults}");
            }
        }
    }
}

#[test]
fn no_cell_of_a_schedule_is_repeated() {
    let raw = school();
    let checked = School::try_from(&raw).unwrap();
    let placement = RawPlacement {
        section: "ENG-a".into(),
        course: "ENG".into(),
        pattern: checked.patterns().values().next().unwrap().id.clone(),
        ..Default::default()
    };
    let seat = RawSeat { section: "ENG-a".into(), student: raw.students[0].student.clone() };
    let meeting = RawMeeting { team: "core".into(), term: "S1".into(), day: raw.bell[0].day.clone(), slot: raw.bell[0].slot.clone() };
    let sound = RawSchedule { sections: vec![placement], rosters: vec![seat], meetings: vec![meeting] };
    Schedule::from_raw(&checked, &sound).unwrap_or_else(|faults| panic!("{faults}"));
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("schedule");
    schedule::write(&at, &sound, &[]).unwrap();
    for (name, text) in schedule::files(&sound) {
        let table = SCHEDULE.iter().find(|table| table.file == name).unwrap();
        for (column, spec) in table.columns.iter().enumerate() {
            // The cells of a meeting are no ids of courses, sections, patterns, rooms or people.
            let named = matches!(spec.kind, Kind::Id)
                && !["term", "day", "slot"].contains(&spec.name)
                && (table.name, spec.name) != ("schedule sections", "course");
            fs::write(at.join(name), marked(&text, column, MARKER).unwrap()).unwrap();
            let faults = schedule::load(&at, &checked).unwrap_err();
            assert!(named || !said(&faults).contains(MARKER), "{name} {}: {faults}", spec.name);
        }
        fs::write(at.join(name), text).unwrap();
    }
}

#[test]
fn no_cell_that_is_imported_is_repeated() {
    let place = tempfile::tempdir().unwrap();
    let (map, from) = (place.path().join("map.toml"), place.path().join("files"));
    fs::create_dir(&from).unwrap();
    fs::write(&map, "[[courses]]\nfrom = \"list.csv\"\ncolumns = { course = \"code\", max_seats = \"size\", room_type = { from = \"room\", values = { a = \"b\" } } }\n").unwrap();
    for row in [format!("ART,{MARKER},a,x"), format!("ART,24,{MARKER},x"), format!("ART,24,a,{MARKER}"), format!("ART,24,a,x,{MARKER}")] {
        fs::write(from.join("list.csv"), format!("code,size,room,notes\n{row}\n")).unwrap();
        let text = match import::load(&map, &from, &[]) {
            Ok((imported, _)) => imported.report.to_string(),
            Err(faults) => said(&faults),
        };
        assert!(!text.is_empty() && !text.contains(MARKER), "{row}: {text}");
    }
}
