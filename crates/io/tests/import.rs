//! Column maps: the committed ones on the data they are for, and every fault of a map.

use mortarboard_io::{folder, import};
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
