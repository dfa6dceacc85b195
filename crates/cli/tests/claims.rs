//! Everything that a summary says of a schedule is compared; what is not is named.

mod common;

use common::{Place, TINY, run, solve, verify};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Paths of all numbers, truth values and words in a value.
fn leaves(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Object(map) => map.iter().flat_map(|(key, value)| leaves(value, &format!("{path}/{key}"))).collect(),
        Value::Array(list) => list.iter().enumerate().flat_map(|(at, value)| leaves(value, &format!("{path}/{at}"))).collect(),
        Value::Null => Vec::new(),
        _ => vec![path.to_owned()],
    }
}

fn forged(value: &Value) -> Value {
    match value {
        Value::Bool(is) => json!(!is),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        other => json!(format!("{}x", other.as_str().unwrap_or_default())),
    }
}

fn check(school: &Path, schedule: &Path) -> (Option<i32>, Value) {
    let ran = verify(school, schedule, &["--format", "json"]);
    (ran.code, ran.json())
}

#[test]
fn each_number_and_word_of_a_summary_is_compared() {
    let place = Place::new();
    let (school, out) = (place.path("school"), place.path("out"));
    run(&["generate", "--students", "150", "--out", school.to_str().unwrap()]);
    let ran = solve(&school, &out, &["--work", "40"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let file = out.join("summary.json");
    let summary: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let (code, found) = check(&school, &out);
    assert_eq!((code, &found["claims"], &found["school_changed"]), (Some(0), &json!([]), &json!(false)));
    let search = ["options", "school", "seed", "stopped", "version", "work"];
    assert_eq!(found["not_compared"], json!(search));
    let compared = |path: &String| {
        let key = path[1..].split('/').next().unwrap_or_default();
        // Another digest is another school, and another form is refused.
        !search.contains(&key) && !["digest", "minimal", "schema"].contains(&key)
    };
    let paths: Vec<String> = leaves(&summary, "").into_iter().filter(compared).collect();
    assert!(paths.len() > 60, "{}", paths.len());
    for path in paths {
        let mut other = summary.clone();
        let leaf = other.pointer_mut(&path).unwrap();
        *leaf = forged(leaf);
        fs::write(&file, other.to_string()).unwrap();
        let (code, found) = check(&school, &out);
        assert_eq!(code, Some(1), "{path}");
        assert!(!found["claims"].as_array().unwrap().is_empty(), "{path}");
    }
    // Rows left out or added are found as well.
    for key in ["soft", "reasons", "clashes", "critical_unmet", "violations"] {
        let mut other = summary.clone();
        let list = other[key].as_array_mut().unwrap();
        if list.pop().is_none() {
            list.push(json!("x"));
        }
        fs::write(&file, other.to_string()).unwrap();
        let (code, found) = check(&school, &out);
        assert_eq!((code, found["claims"][0]["claim"].as_str()), (Some(1), Some(format!("{key}.length").as_str())));
    }
}

#[test]
fn a_school_that_has_changed_since_is_said() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    let ran = verify(&school, &out, &[]);
    assert!(ran.code == Some(0) && !ran.out.contains("changed"), "{}", ran.out);
    let path = school.join("settings.toml");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, format!("{before}\n[rules.preps]\nmode = \"off\"\n")).unwrap();
    let ran = verify(&school, &out, &[]);
    assert!(ran.out.contains("The school or its settings have changed since the summary was written."), "{}{}", ran.out, ran.err);
}

/// A certificate speaks of one school: it is refused with another, also where its numbers would be true of both.
#[test]
fn a_bound_of_another_school_is_refused() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    let path = school.join("settings.toml");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, format!("{before}\n[rules.preps]\nmode = \"off\"\n")).unwrap();
    let (code, found) = check(&school, &out);
    assert_eq!((code, &found["school_changed"], &found["violations"]), (Some(1), &json!(true), &json!([])));
    let claims = found["claims"].as_array().unwrap();
    let sentence = "The bound of the summary was proven of another school, or of other settings, and says nothing of this one.";
    assert_eq!((claims.len(), &claims[0]["claim"], &claims[0]["sentence"]), (1, &json!("bound"), &json!(sentence)));
    // Without a certificate nothing is refused: what is counted is true of the new school as well.
    let file = out.join("summary.json");
    let mut summary: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    summary["bound"] = Value::Null;
    fs::write(&file, summary.to_string()).unwrap();
    let (code, found) = check(&school, &out);
    assert_eq!((code, &found["claims"], &found["school_changed"]), (Some(0), &json!([]), &json!(true)));
}

#[test]
fn a_schedule_is_none_that_does_not_exist() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    let file = out.join("summary.json");
    let mut summary: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    summary["status"] = json!("infeasible");
    fs::write(&file, summary.to_string()).unwrap();
    let ran = verify(&school, &out, &[]);
    let sentence = "claim[status] The summary claims infeasible for status; the schedule has feasible.";
    assert!(ran.code == Some(1) && ran.out.contains(sentence), "{}", ran.out);
}

#[test]
fn a_meeting_that_is_listed_twice_is_a_fault() {
    let place = Place::new();
    let school = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/schools/riverbend");
    let out = place.path("out");
    assert_eq!(solve(&school, &out, &["--work", "40"]).code, Some(0));
    let file = out.join("meetings.csv");
    let mut text = fs::read_to_string(&file).unwrap();
    let last = text.lines().last().unwrap().to_owned();
    let line = text.lines().count() + 1;
    text.push_str(&last);
    fs::write(&file, text).unwrap();
    let ran = verify(&school, &out, &[]);
    assert!(line > 2 && ran.code == Some(3), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains(&format!("error[duplicate] meetings.csv line {line}, team")), "{}", ran.err);
}
