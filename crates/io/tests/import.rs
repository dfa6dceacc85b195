//! Column maps: the committed ones on the data they are for, and every fault of a map.

use mortarboard_io::{folder, import};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A data set that may lie beside the project.
fn data(name: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/data").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {name} is not beside the project");
    None
}

fn map(name: &str) -> PathBuf {
    root().join("examples/maps").join(name)
}

#[test]
fn mountain_view_is_imported_whole() {
    let Some(from) = data("mountain-view") else { return };
    let (imported, school) = import::load(&map("mountain-view.toml"), &from, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((school.students().len(), school.requests().len(), school.sections().len()), (2200, 14608, 607));
    assert_eq!((school.teachers().len(), school.rooms().len(), school.courses().len()), (134, 102, 218));
    assert_eq!((school.teams().len(), school.patterns().len(), school.atoms()), (6, 7, 7));
    assert!(school.teachers().values().all(|teacher| (teacher.fte, teacher.prep_minutes, teacher.prep_block) == (1000, 225, 45)));
    assert_eq!(imported.report.dropped, []);
    assert_eq!(imported.report.unread, ["conflict_pairs.csv"]);

    let (without, school) = import::load(&map("mountain-view.toml"), &from, &["teams"]).unwrap();
    assert!(school.teams().is_empty());
    assert_eq!(without.report.left_out, ["teams"]);
    assert_eq!(without.report.unread, ["conflict_pairs.csv", "teams.csv"]);

    let place = tempfile::tempdir().unwrap();
    let copy = place.path().join("school");
    folder::write(&imported.raw, &copy).unwrap();
    assert_eq!(folder::load(&copy).unwrap().0, imported.raw);
}

#[test]
fn small_hard_is_imported_whole() {
    let Some(from) = data("small-hard") else { return };
    let (imported, school) = import::load(&map("small-hard.toml"), &from, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((school.students().len(), school.requests().len(), school.sections().len()), (300, 2700, 104));
    assert_eq!((school.courses().len(), school.teachers().len(), school.rooms().len(), school.locks().len()), (57, 25, 25, 208));
    let text = imported.report.to_string();
    assert!(text.contains("teachers: 25 of 104 rows of sections.csv\n"), "{text}");
    assert_eq!(imported.report.dropped, []);
}

const LIST: &str = "Code,Size,Type,Teacher,Notes\nART,24,core,t1,x\nBIO,,elective,t1,\n\nCHE,30,Honors,,\"a\nb\"\nDAN,-2,core,t2,\n";

/// Runs a map on `list.csv`, and gives the import or what a person reads, without the advice.
fn try_map(map: &str, list: &[u8], without: &[&str]) -> Result<import::Imported, Vec<String>> {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("map.toml");
    fs::write(&path, map).unwrap();
    fs::write(place.path().join("list.csv"), list).unwrap();
    import::run(&path, place.path(), without).map_err(|faults| {
        let text = format!("{faults:#}");
        text.lines().filter(|line| !line.starts_with("  fix: ")).map(str::to_owned).collect()
    })
}

#[test]
fn cells_are_translated_and_rows_chosen() {
    let map = r#"
        delimiter = ","
        [[courses]]
        from = "list.csv"
        skip = { Code = ["DAN"] }
        [courses.columns]
        course = "Code"
        max_seats = { from = "Size", default = "20" }
        subject = { from = "Type", values = { core = "Core" }, otherwise = "Other" }
        load = { always = "0.5" }
        [[teachers]]
        from = "list.csv"
        distinct = true
        skip = { Teacher = [""] }
        columns = { teacher = "Teacher", fte = { always = "1.0" } }
        [[bell]]
        rows = [{ day = "A", slot = 1, start = "8:00", end = "9:00" }, { day = "A", slot = "2", start = "9:00", end = "10:00" }]
    "#;
    let imported = try_map(map, LIST.as_bytes(), &[]).unwrap();
    let courses: Vec<_> = imported.raw.courses.iter().map(|c| (c.course.as_str(), c.max_seats, c.subject.as_str(), c.load)).collect();
    assert_eq!(courses, [("ART", 24, "Core", Some(500)), ("BIO", 20, "Other", Some(500)), ("CHE", 30, "Other", Some(500))]);
    let teachers: Vec<_> = imported.raw.teachers.iter().map(|t| (t.teacher.as_str(), t.fte)).collect();
    assert_eq!(teachers, [("t1", Some(1000)), ("t2", Some(1000))]);
    assert_eq!(imported.raw.bell[0].slot, "1");
    assert_eq!(
        imported.report.to_string(),
        "bell: 2 of 2 rows of map.toml\ncourses: 3 of 4 rows of list.csv\nteachers: 2 of 4 rows of list.csv\nnot imported from list.csv: Notes\n"
    );
    let without = try_map(map, LIST.as_bytes(), &["teachers", "courses"]).unwrap();
    assert!(without.raw.courses.is_empty());
    assert_eq!(without.report.unread, ["list.csv"]);
}

#[test]
fn faults_of_their_rows_have_the_line_of_their_file() {
    let map = r#"
[[courses]]
from = "list.csv"
[courses.columns]
course = "Code"
max_seats = "Size"
subject = { from = "Type", values = { core = "Core", elective = "Elective" } }
"#;
    assert_eq!(
        try_map(map, LIST.as_bytes(), &[]).unwrap_err(),
        [
            "error[bad-value] list.csv line 5, subject (CHE): the column map gives no value for what this cell holds",
            "error[blank] list.csv line 3, max_seats (BIO): a number is needed here, but the cell is blank",
            "error[negative] list.csv line 7, max_seats (DAN): the number is below zero",
        ]
    );
    assert_eq!(
        try_map(map, b"Code,Size,Type\nART,24\nB\xffO,20,core\n", &[]).unwrap_err()[..2],
        [
            "error[field-count] list.csv line 2: the row has 2 cells, the header has 3",
            "error[bad-utf8] list.csv line 3: the cell is not UTF-8 text",
        ]
    );
}

#[test]
fn faults_of_a_map_are_reported_together_with_their_lines() {
    let map = r#"delimiter = ",,"
corses = 1
[settings]
full_lod = 5
[[courses]]
from = "list.csv"
[courses.columns]
course = "Kode"
max_seat = "Size"
title = { form = "x" }
[[rooms]]
from = "../list.csv"
columns = { room = "Code", seats = "Size" }
[[teams]]
from = "nowhere.csv"
columns = { team = "Team", minutes = { always = "45" }, min_block = { always = 45 } }
[[terms]]
rows = [{ term = 1.5 }, { trem = "S1" }]
[[locks]]
sort = true
"#;
    let lines = try_map(map, LIST.as_bytes(), &["team"]).unwrap_err();
    let expected = [
        "error[bad-map] import: `team` is to be left out, but is not a table",
        "error[bad-map] map.toml line 1: the delimiter is not a single plain character",
        "error[bad-map] map.toml line 2: a column map has no `corses`",
        "error[unknown-column] map.toml line 4: there is no setting `full_lod`",
        "error[unknown-column] map.toml line 9: the table has no column `max_seat`",
        "error[bad-map] map.toml line 10: unknown field `form`, expected one of `from`, `default`, `values`, `otherwise`",
        "error[bad-map] map.toml line 7: nothing fills max_seats of courses",
        "error[bad-map] map.toml line 12: the file is not inside the folder that is imported",
        "error[bad-map] map.toml line 16: `always` is a text and stands alone",
        "error[bad-map] map.toml line 16: nothing fills min_block of teams",
        "error[bad-map] map.toml line 18: a cell is a text or a whole number",
        "error[bad-map] map.toml line 18: the row of terms does not give term",
        "error[unknown-column] map.toml line 18: the table has no column `trem`",
        "error[bad-map] map.toml line 18: the row of terms does not give term",
        "error[bad-map] map.toml line 20: a block has no `sort`",
        "error[bad-map] map.toml line 19: the block names no rows",
        "error[missing-table] nowhere.csv: the file is not there",
        "error[bad-map] map.toml line 8: list.csv has no column `Kode`",
    ];
    assert_eq!(lines, expected, "{lines:#?}");
}

#[test]
fn a_column_that_is_not_there_is_answered_with_those_that_are() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("map.toml");
    fs::write(&path, "[[terms]]\nfrom = \"list.csv\"\ncolumns = { term = \"Term\" }\n").unwrap();
    fs::write(place.path().join("list.csv"), "Code,Size\n").unwrap();
    let faults = import::run(&path, place.path(), &[]).unwrap_err();
    assert_eq!(faults.0[0].fault.fix, "use one of its columns: `Code`, `Size`");
    let faults = import::run(&place.path().join("no.toml"), place.path(), &[]).unwrap_err();
    assert_eq!((faults.0.len(), faults.0[0].fault.slug), (1, "unreadable"));
}

#[test]
fn plan_files_lie_beside_the_map() {
    let place = tempfile::tempdir().unwrap();
    let (path, from) = (place.path().join("map.toml"), place.path().join("files"));
    fs::create_dir(&from).unwrap();
    fs::write(place.path().join("own.toml"), "require = [\n  { credits = 10 },\n]\n").unwrap();
    fs::write(place.path().join("bad.toml"), "require = [\n  { credit = 10 },\n]\n").unwrap();
    fs::write(&path, "plans = [\"own.toml\"]\n").unwrap();
    let imported = import::run(&path, &from, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!((imported.raw.plans[0].plan.as_str(), imported.raw.plans[0].require[0].credits), ("own", Some(10)));
    fs::write(&path, "plans = [\"own.toml\",\n\"bad.toml\",\n\"none.toml\",\n\"../own.toml\",\n5]\n").unwrap();
    let faults = import::run(&path, &from, &[]).unwrap_err();
    let found: Vec<_> = faults.0.iter().map(|found| (found.file.as_str(), found.line, found.fault.slug)).collect();
    let expected = [
        ("map.toml", Some(5), "bad-map"),
        ("bad.toml", Some(2), "unknown-column"),
        ("map.toml", Some(3), "bad-map"),
        ("map.toml", Some(4), "bad-map"),
    ];
    assert_eq!(found, expected);
}
