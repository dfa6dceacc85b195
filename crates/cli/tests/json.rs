//! The objects of `--format json` are those that docs/json.md shows.

mod common;

use common::{Place, TINY, one_period, run, solve, tiny_but, verify};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const PAGE: &str = include_str!("../../../docs/json.md");

/// The example under each heading of the page.
fn examples() -> BTreeMap<&'static str, Value> {
    let mut examples = BTreeMap::new();
    for part in PAGE.split("\n## ").skip(1) {
        let heading = part.lines().next().unwrap();
        let Some((_, rest)) = part.split_once("```json\n") else { continue };
        let (text, _) = rest.split_once("```").expect("the example ends");
        examples.insert(heading, serde_json::from_str(text).unwrap_or_else(|cause| panic!("{heading}: {cause}")));
    }
    examples
}

/// Maps whose keys are grades, groups or numbers.
const KEYED: [&str; 4] = ["by_grade", "by_group", ".survive", ".slack"];

/// Values whose keys differ from cause to cause, and from mend to mend.
const OF_MANY_FORMS: [&str; 2] = ["why", "mend"];

/// All paths of keys in a value. Grades are keys of their own, so their names do not count; neither does
/// what is inside a value that may be null, or has a form for each kind.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let key = if KEYED.iter().any(|map| at.ends_with(map)) { "*" } else { key.as_str() };
                let path = format!("{at}.{key}");
                found.insert(path.clone());
                if !OF_MANY_FORMS.contains(&key) {
                    paths(inner, &path, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), found)),
        _ => {}
    }
}

/// The paths of one value that another lacks, apart from those inside of lists that are empty there.
fn missing(from: &Value, of: &Value) -> Vec<String> {
    let (mut have, mut want) = (BTreeSet::new(), BTreeSet::new());
    paths(from, "", &mut have);
    paths(of, "", &mut want);
    let within_list = |path: &String| {
        let empty = |list: &str| have.contains(list) && !have.iter().any(|other| other.starts_with(&format!("{list}[]")));
        path.match_indices("[]").any(|(at, _)| empty(&path[..at]))
    };
    want.iter().filter(|path| !have.contains(*path) && !within_list(path)).cloned().collect()
}

fn same_shape(heading: &str, found: &Value) {
    let examples = examples();
    let shown = examples.get(heading).unwrap_or_else(|| panic!("docs/json.md has no example under {heading}"));
    assert_eq!(missing(found, shown), Vec::<String>::new(), "{heading}: shown, but not printed: {found:#}");
    assert_eq!(missing(shown, found), Vec::<String>::new(), "{heading}: printed, but not shown: {found:#}");
}

#[test]
fn a_solve_is_as_shown() {
    let place = Place::new();
    let school = place.school("school", &one_period());
    let ran = solve(&school, &place.path("out"), &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    same_shape("solve", &ran.json());
}

#[test]
fn a_verification_is_as_shown() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    same_shape("verify", &verify(&school, &out, &["--format", "json"]).json());

    // With a violation and a false claim the lists are not empty.
    let sections = fs::read_to_string(out.join("sections.csv")).unwrap();
    fs::write(out.join("sections.csv"), sections.replace("P2", "P1")).unwrap();
    let rosters = fs::read_to_string(out.join("rosters.csv")).unwrap();
    let fewer: Vec<&str> = rosters.lines().filter(|line| !line.ends_with(",s3")).collect();
    fs::write(out.join("rosters.csv"), fewer.join("\n")).unwrap();
    let json = verify(&school, &out, &["--format", "json"]).json();
    assert!(!json["violations"].as_array().unwrap().is_empty() && !json["claims"].as_array().unwrap().is_empty());
    same_shape("verify", &json);
}

#[test]
fn an_audit_is_as_shown() {
    let place = Place::new();
    let school = place.school("school", &one_period());
    let ran = run(&["audit".as_ref(), school.as_os_str(), "--format".as_ref(), "json".as_ref()]);
    same_shape("audit", &ran.json());
}

#[test]
fn a_made_up_school_and_its_import_are_as_shown() {
    let place = Place::new();
    let out = place.path("made");
    let ran = run(&["generate", "--students", "150", "--format", "json", "--out", out.to_str().unwrap()]);
    same_shape("generate", &ran.json());

    let (map, school) = (place.path("map.toml"), place.path("school"));
    let from = place.school("export", &[("list.csv", "Code,Size,Notes\nART,24,old\n"), ("other.csv", "a\n1\n")]);
    let text = r#"
        settings = { default_patterns = ["P1"] }
        bell = [{ rows = [{ day = "Mon", slot = 1, start = "08:00", end = "08:50" }] }]
        patterns = [{ rows = [{ pattern = "P1", cells = "1(*)" }] }]
        courses = [{ from = "list.csv", columns = { course = "Code", max_seats = "Size", sections = { always = "1" } } }]
        students = [{ rows = [{ student = "s1" }] }]
        requests = [{ rows = [{ student = "s1", course = "ART" }] }]
    "#;
    fs::write(&map, text).unwrap();
    let args = ["import".as_ref(), map.as_os_str(), from.as_os_str(), "--out".as_ref(), school.as_os_str()];
    let ran = run(&[&args[..], &["--format".as_ref(), "json".as_ref()]].concat());
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    same_shape("import", &ran.json());
}

#[test]
fn an_error_is_as_shown() {
    let place = Place::new();
    let school = place.school("school", &tiny_but("courses.csv", "course,max_seats,sections\nART,many,1\nBIO,20,1\n"));
    let ran = solve(&school, &place.path("out"), &["--format", "json"]);
    assert_eq!(ran.code, Some(3));
    same_shape("errors", &ran.json());
}

#[test]
fn graduation_is_as_shown() {
    let place = Place::new();
    let (made, out) = (place.path("made"), place.path("out"));
    let ran = run(&["generate", "--students", "400", "--graduation", "--out", made.to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(solve(&made, &out, &["--work", "2000"]).code, Some(0));
    let whole = ["reach".as_ref(), made.as_os_str(), out.as_os_str(), "--full".as_ref(), "--format".as_ref(), "json".as_ref()];
    let json = run(&whole).json();
    same_shape("reach", &json);
    let student = fs::read_to_string(made.join("students.csv")).unwrap().lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let one = ["reach".as_ref(), made.as_os_str(), "--student".as_ref(), student.as_ref(), "--format".as_ref(), "json".as_ref()];
    same_shape("reach --student", &run(&one).json());
}

#[test]
fn a_rule_is_as_shown() {
    let place = Place::new();
    let out = place.path("example");
    let ran = run(&["rules", "preps", "--out", out.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let (json, shown) = (ran.json(), examples());
    same_shape("rules", &json);
    assert_eq!(json["rules"], shown["rules"]["rules"]);
    assert!(json["page"].as_str().unwrap().starts_with(shown["rules"]["page"].as_str().unwrap()));
    let list = run(&["rules", "--format", "json"]).json();
    assert_eq!((&list["page"], &list["out"]), (&Value::Null, &Value::Null));
}
