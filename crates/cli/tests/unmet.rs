//! Reasons of unmet requests, and what would mend them, as the program prints and writes them.

mod common;

use common::{Place, run, solve, tiny_but, verify};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn unmet(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("unmet.json")).unwrap()).unwrap()
}

#[test]
fn a_course_without_a_section_is_called_that() {
    let place = Place::new();
    let mut files = tiny_but("courses.csv", "course,max_seats,sections\nART,20,1\nBIO,20,1\nGONE,20,0\n");
    files.retain(|(name, _)| *name != "requests.csv");
    files.push(("requests.csv", "student,course\ns1,ART\ns1,GONE\n"));
    let (school, out) = (place.school("school", &files), place.path("out"));
    let ran = solve(&school, &out, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let printed = ran.json();
    assert_eq!((&printed["reasons"][0]["reason"], &printed["bound"]["not_offered"]), (&json!("not-offered"), &json!(1)));
    // The same in the folder as on the screen.
    assert_eq!(printed["unmet"], unmet(&out));
    let mend = &printed["unmet"][0]["mends"][0];
    assert_eq!(
        (&mend["steps"][0]["step"], &mend["steps"][0]["course"], &mend["gives"]["primary"]),
        (&json!("open"), &json!("GONE"), &json!(1))
    );
    let text = fs::read_to_string(out.join("summary.txt")).unwrap();
    assert!(text.contains("No schedule meets more than 1 of 2: 1 request asks for a course without a section.\n"), "{text}");
    assert_eq!(verify(&school, &out, &[]).code, Some(0));
}

#[test]
fn courses_that_locks_keep_apart_are_called_that() {
    let place = Place::new();
    let mut files = tiny_but("requests.csv", "student,course\ns1,ART\ns1,BIO\n");
    files.push(("locks.csv", "section,kind,value\nART-1,pattern,P1\nBIO-1,pattern,P1\n"));
    let (school, out) = (place.school("school", &files), place.path("out"));
    let audited = run(&["audit", school.to_str().unwrap()]);
    assert!(audited.out.contains("warning[locked-apart]"), "{}", audited.out);
    let ran = solve(&school, &out, &["--format", "json"]).json();
    assert_eq!(ran["reasons"][0]["reason"], "locked-apart");
    assert_eq!(ran["bound"]["own_week"], json!({"elsewhere": 0, "too_many": 0, "never_together": 0, "locked_apart": 1, "out_of_order": 0}));
    let steps = &ran["unmet"][0]["mends"][0]["steps"];
    assert_eq!((&steps[0]["step"], &steps[1]["step"]), (&json!("unlock"), &json!("move")));
}

#[test]
fn a_course_without_seats_is_mended_by_seats() {
    let place = Place::new();
    let files = tiny_but("courses.csv", "course,max_seats,sections\nART,20,1\nBIO,0,1\n");
    let (school, out) = (place.school("school", &files), place.path("out"));
    let audited = run(&["audit", school.to_str().unwrap()]);
    assert!(audited.out.contains("3 students ask, and its section has no seats: 3 short") && audited.out.contains("fix: give it 3 seats"));
    let ran = solve(&school, &out, &["--format", "json"]).json();
    assert_eq!(ran["reasons"], json!([{"reason": "no-seat", "meaning": "all seats of the course are taken", "requests": 3}]));
    assert_eq!(ran["unmet"][0]["mends"][0]["steps"], json!([{"step": "seats", "section": "BIO-1", "max_seats": 1}]));
}

#[test]
fn where_nothing_helps_that_is_said() {
    let place = Place::new();
    let (school, out) = (place.school("school", &common::one_period()), place.path("out"));
    let ran = solve(&school, &out, &["--format", "json"]).json();
    let first = &ran["unmet"][0];
    assert_eq!((&first["reason"], &first["mends"], &first["searched"]), (&json!("too-many"), &json!([]), &json!(true)));
    let note = first["note"].as_str().unwrap();
    assert!(note.starts_with("Nothing that was tried would mend this: "), "{note}");
    let table = fs::read_to_string(out.join("unmet.csv")).unwrap();
    assert!(table.contains(note), "{table}");
}
