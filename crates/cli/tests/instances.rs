//! Rows of a rule's own table: each in its mode, with its price and its source, as text and as JSON.

mod common;

use common::{Place, run, solve, verify};
use serde_json::{Value, json};

const SETTINGS: &str = "default_patterns = [\"period\"]\n";
const BELL: &str = "day,slot,start,end\nMon,1,08:00,08:50\nMon,2,09:00,09:50\n";
const PATTERNS: &str = "pattern,group,cells\nP1,period,1(*)\nP2,period,2(*)\n";
const COURSES: &str = "course,subject,sections,max_seats\nA,Science,1,9\nB,Science,1,9\nC,Science,1,9\n";
const STUDENTS: &str = "student\ns1\n";
const REQUESTS: &str = "student,course\ns1,A\n";

/// Three sections of one department for two times, so that two of them meet at one time.
fn school(place: &Place, name: &str, rows: &str) -> std::path::PathBuf {
    let files = [
        ("settings.toml", SETTINGS),
        ("bell.csv", BELL),
        ("patterns.csv", PATTERNS),
        ("courses.csv", COURSES),
        ("students.csv", STUDENTS),
        ("requests.csv", REQUESTS),
        ("at_one_time.csv", rows),
    ];
    let at = place.path(name);
    std::fs::create_dir(&at).unwrap();
    files.iter().for_each(|(name, text)| std::fs::write(at.join(name), text).unwrap());
    at
}

#[test]
fn each_row_has_its_mode_its_price_and_its_source() {
    let place = Place::new();
    let rows = "department,most,mode,weight,level,source\nScience,1,soft,3,primary,contract 12.3\nScience,2,,,,\n";
    let at = school(&place, "school", rows);
    let out = place.path("out");
    let ran = solve(&at, &out, &["--work", "300"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("at-one-time: 1 time, at a price of 3 on the primary level"), "{}", ran.out);
    let said = verify(&at, &out, &[]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    assert!(
        said.out.contains("(18 rules checked)") && said.out.contains("1 wish is not kept, at a price of 3 on the primary level."),
        "{}",
        said.out
    );
    let found: Value = serde_json::from_str(&verify(&at, &out, &["--format", "json"]).out).unwrap();
    assert_eq!(found["priced"][0]["row"], json!({ "table": "at_one_time", "row": 0, "source": "contract 12.3" }));
    assert_eq!((&found["priced"][0]["level"], &found["priced"][0]["price"]), (&json!("primary"), &json!(3)));
    assert_eq!(found["score"]["primary"], json!(1 - 3));
    // The same schedule where the office keeps to its contract.
    let strict = school(&place, "strict", "department,most,source\nScience,1,contract 12.3\n");
    let said = verify(&strict, &out, &[]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert!(said.out.contains("violation[at-one-time]") && said.out.contains("\n  source: contract 12.3\n  fix: "), "{}", said.out);
}

#[test]
fn a_row_that_means_nothing_is_told_by_file_and_line() {
    let place = Place::new();
    let at = school(&place, "school", "department,most,fewest,mode,weight\nScience,,,,\nArts,1,,,\nScience,1,2,,5\n");
    let ran = run(&["audit", at.to_str().unwrap()]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    let text = format!("{}{}", ran.out, ran.err);
    for (line, fault) in [(2, "no-limit"), (3, "unknown-id"), (4, "not-soft")] {
        assert!(text.contains(&format!("error[{fault}] at_one_time.csv line {line}, ")), "{line} {fault}: {text}");
    }
}
