//! The pages under `docs/` say what the code does.

use mortarboard_io::fault::SLUGS;
use mortarboard_io::plan_file::SECTIONS;
use mortarboard_io::settings::SETTINGS;
use mortarboard_io::table::{Kind, SCHEDULE, SCHOOL, Table};
use mortarboard_io::{import, page};
use mortarboard_model::rule::standard;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

fn compare(name: &str, generated: &str) {
    let path = docs(name);
    if std::env::var_os("MORTARBOARD_BLESS").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = committed.lines().zip(generated.lines()).position(|(a, b)| a != b);
    assert!(
        committed == generated,
        "docs/{name} is not what the declarations give (first difference at line {}); \
         run MORTARBOARD_BLESS=1 cargo test -p mortarboard-io --test pages",
        differs.map_or(committed.lines().count().min(generated.lines().count()), |at| at) + 1
    );
}

#[test]
fn the_page_on_the_school_folder_is_up_to_date() {
    compare("school-folder.md", &page::school_folder());
}

#[test]
fn the_page_on_the_schedule_folder_is_up_to_date() {
    compare("schedule-folder.md", &page::schedule_folder());
}

#[test]
fn the_page_on_plans_is_up_to_date() {
    compare("plans.md", &page::plans());
}

/// A rule that is gone leaves no page behind.
#[test]
fn the_pages_on_rules_are_up_to_date() {
    let files = page::rules_folder();
    fs::create_dir_all(docs("rules")).unwrap();
    for (name, text) in &files {
        compare(&format!("rules/{name}"), text);
    }
    let there = fs::read_dir(docs("rules")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(there.collect::<BTreeSet<_>>(), files.into_iter().map(|(name, _)| name).collect());
}

/// Pages link what a rule reads.
#[test]
fn what_a_rule_reads_is_declared() {
    let declared = |place: &str| match place.split_once('.') {
        Some(("settings", key)) => SETTINGS.iter().any(|setting| setting.name == key),
        Some((table, column)) => SCHOOL.iter().any(|of| of.name == table && of.columns.iter().any(|of| of.name == column)),
        None => SCHOOL.iter().any(|table| table.name == place),
    };
    for rule in standard() {
        let card = rule.card();
        let unknown: Vec<&&str> = card.reads.iter().filter(|place| !declared(place)).collect();
        assert_eq!(unknown, Vec::<&&str>::new(), "{}", card.slug);
    }
}

#[test]
fn every_key_of_a_plan_is_described() {
    for section in SECTIONS {
        for key in section.keys {
            assert!(key.meaning.ends_with('.') || key.meaning.contains("..."), "{}.{}", section.name, key.name);
            assert!(!key.kind.is_empty() && !key.example.is_empty(), "{}.{}", section.name, key.name);
            assert!(key.unit.is_empty() || key.kind.contains("number"), "{}.{}", section.name, key.name);
        }
    }
}

#[test]
fn every_table_and_column_is_described() {
    let whole = |text: &str| text.ends_with('.') && text.len() > 4;
    for table in SCHOOL.iter().chain(&SCHEDULE) {
        let Table { name, file, columns, meaning, .. } = **table;
        assert!(whole(meaning) && file.ends_with(".csv"), "{name}");
        for column in columns {
            assert!(whole(column.meaning), "{name}.{}", column.name);
            assert!(!column.example.is_empty(), "{name}.{}", column.name);
            assert_eq!(column.required, column.blank.is_empty(), "{name}.{}", column.name);
            let number = matches!(column.kind, Kind::Number | Kind::Decimal);
            assert!(number || column.unit.is_empty(), "{name}.{}", column.name);
        }
    }
}

#[test]
fn the_maps_shown_in_the_page_on_import_are_maps() {
    let text = fs::read_to_string(docs("import.md")).unwrap();
    let maps: Vec<&str> = text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(maps.len() >= 3);
    let place = tempfile::tempdir().unwrap();
    for map in maps {
        let path = place.path().join("map.toml");
        fs::write(&path, map).unwrap();
        // The files are not there: that may be the only fault.
        if let Err(faults) = import::run(&path, place.path(), &[]) {
            assert!(faults.0.iter().all(|found| found.fault.slug == "missing-table"), "{map}\n{faults}");
        }
    }
}

#[test]
fn the_page_names_every_kind_of_fault_and_no_other() {
    let mut sources = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("generate") {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                sources.push_str(fs::read_to_string(path).unwrap().split("#[cfg(test)]\nmod tests").next().unwrap());
            }
        }
    }
    let named = |slug: &str| SLUGS.iter().any(|(known, _)| *known == slug);
    for text in sources.split("Fault::error(\"").skip(1) {
        let slug = text.split('"').next().unwrap();
        assert!(named(slug), "{slug} is not listed in SLUGS");
    }
    for (slug, _) in SLUGS {
        assert!(sources.matches(&format!("\"{slug}\"")).count() > 1, "{slug} is listed but never used");
    }
}
