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

/// ALG1 is locked into the second term and ALG2, which it has to come before, into the first.
const WRONG_WAY: [(&str, &str); 7] = [
    ("terms.csv", "term\nS1\nS2\n"),
    ("bell.csv", "day,slot,start,end\nD,1,08:00,08:50\nD,2,08:55,09:45\n"),
    ("patterns.csv", "pattern,group,cells\nS1-P1,half,S1:1(*)\nS1-P2,half,S1:2(*)\nS2-P1,half,S2:1(*)\nS2-P2,half,S2:2(*)\n"),
    ("courses.csv", "course,credits,max_seats,sections,patterns\nALG1,5,4,1,half\nALG2,5,4,1,half\nART,5,4,1,half\n"),
    ("students.csv", "student,grade\ns0,9\ns1,9\n"),
    ("prerequisites.csv", "course,kind,any_of\nALG2,before,ALG1\n"),
    ("locks.csv", "section,kind,value\nALG1-1,pattern,S2-P1\nALG2-1,pattern,S1-P1\n"),
];

#[test]
fn courses_that_are_held_the_wrong_way_round_are_called_that() {
    let place = Place::new();
    let requests = (
        "requests.csv",
        "student,course,priority\ns0,ALG1,critical\ns0,ALG2,required\ns0,ART,primary\ns1,ALG1,critical\ns1,ALG2,required\n",
    );
    let (school, out) = (place.school("school", &[&WRONG_WAY[..], &[requests]].concat()), place.path("out"));
    let ran = solve(&school, &out, &["--format", "json"]).json();
    let meaning = "the sections are not in the order that a rule asks of the student's courses";
    assert_eq!(ran["reasons"], json!([{"reason": "out-of-order", "meaning": meaning, "requests": 2}]));
    let first = &ran["unmet"][0];
    assert_eq!(
        (&first["course"], &first["with"], &first["sections"], &first["full"]),
        (&json!("ALG2"), &json!(["ALG1"]), &json!(["ALG1-1"]), &json!([]))
    );
    let slug = first["orders"][0]["rule"].as_str().unwrap();
    assert_eq!(first["orders"], json!([{"rule": slug, "first": ["ALG1"], "second": "ALG2"}]));
    let steps = first["mends"][0]["steps"].as_array().unwrap();
    let kinds: Vec<&Value> = steps.iter().map(|step| &step["step"]).collect();
    assert_eq!(kinds, ["unlock", "unlock", "move", "move"]);
    assert_eq!(first["mends"][0]["gives"]["required"], 2);
    let table = fs::read_to_string(out.join("unmet.csv")).unwrap();
    assert!(
        table.contains(&format!("s1,ALG2,required,out-of-order,\"Student s1 can't have ALG2: by the rule {slug} it has to go with ALG1,")),
        "{table}"
    );
    // No schedule could do better, and the summary says why.
    assert_eq!((&ran["requests"]["placeable"], &ran["bound"]["requests"]["most"]), (&json!(3), &json!(3)));
    assert_eq!(ran["bound"]["own_week"]["out_of_order"], 2);
    let text = fs::read_to_string(out.join("summary.txt")).unwrap();
    let most = "No schedule meets more than 3 of 5: 2 requests can't be had in the order that a rule asks of the students' courses.\n";
    assert!(text.contains(most), "{text}");
    assert_eq!(verify(&school, &out, &[]).code, Some(0));
}
