//! Sections that have nobody yet are scheduled and listed, and prices are of what a person would name.

mod common;

use common::{Place, run};
#[cfg(feature = "highs")]
use {
    common::{solve, summary, verify},
    serde_json::json,
    std::fs,
};

const BELL: (&str, &str) = ("bell.csv", "day,slot,start,end\nD,1,08:00,09:00\nD,2,09:05,10:05\n");
const PATTERNS: (&str, &str) = ("patterns.csv", "pattern,group,cells\nP1,p,1(*)\nP2,p,2(*)\n");

/// Nobody is qualified for B.
fn partly_staffed(courses: &'static str) -> [(&'static str, &'static str); 8] {
    [
        BELL,
        PATTERNS,
        ("courses.csv", courses),
        ("teachers.csv", "teacher\nt1\n"),
        ("qualifications.csv", "teacher,course\nt1,A\n"),
        ("students.csv", "student\ns1\n"),
        ("requests.csv", "student,course\ns1,A\ns1,B\n"),
        ("settings.toml", "default_patterns = [\"p\"]\n"),
    ]
}

/// It asks for an exact solve.
#[cfg(feature = "highs")]
#[test]
fn a_section_that_has_nobody_yet_is_scheduled_and_listed() {
    let place = Place::new();
    let school = place.school("school", &partly_staffed("course,max_seats,sections,unstaffed\nA,10,1,\nB,10,1,1\n"));
    let audit = run(&["audit", school.to_str().unwrap()]);
    assert!(audit.code == Some(0) && !audit.out.contains("nobody-qualified"), "{}{}", audit.out, audit.err);
    for flags in [&["--work", "40"][..], &["--exact"]] {
        let out = place.path(flags[0]);
        let ran = solve(&school, &out, flags);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        let sections = fs::read_to_string(out.join("sections.csv")).unwrap();
        let rows: Vec<Vec<&str>> = sections.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!((rows[1][0], rows[1][3], rows[2][0], rows[2][3]), ("A-1", "t1", "B-1", ""));
        assert!(rows[2][2] == "P1" || rows[2][2] == "P2", "{sections}");
        let said = summary(&out);
        assert_eq!((&said["unstaffed"], &said["requests"]["met"]), (&json!(["B-1"]), &json!(2)));
        let text = fs::read_to_string(out.join("summary.txt")).unwrap();
        assert!(text.contains("1 section has nobody yet: B-1.") && ran.out.contains(&text), "{text}");
        let checked = verify(&school, &out, &[]);
        assert!(checked.code == Some(0) && checked.out.contains("1 section has nobody yet: B-1."), "{}{}", checked.out, checked.err);
        assert_eq!(verify(&school, &out, &["--format", "json"]).json()["unstaffed"], json!(["B-1"]));
        // A teacher whom the school does not state.
        let path = out.join("sections.csv");
        fs::write(&path, sections.replace("B-1,B,P1,,", "B-1,B,P1,t1,").replace("B-1,B,P2,,", "B-1,B,P2,t1,")).unwrap();
        let checked = verify(&school, &out, &[]);
        let sentence = "Section B-1 is taught by teacher t1, though the school states that it has nobody yet.";
        assert!(checked.code == Some(1) && checked.out.contains(sentence), "{}{}", checked.out, checked.err);
    }
}

#[test]
fn a_course_that_nobody_may_teach_is_told_this_way_out() {
    let place = Place::new();
    let school = place.school("school", &partly_staffed("course,max_seats,sections\nA,10,1\nB,10,1\n"));
    let audit = run(&["audit", school.to_str().unwrap()]);
    assert!(audit.code == Some(1) && audit.out.contains("state its sections as `unstaffed` if they have nobody yet"), "{}", audit.out);
    let school = place.school("more", &partly_staffed("course,max_seats,sections,unstaffed\nA,10,1,\nB,10,1,2\n"));
    let audit = run(&["audit", school.to_str().unwrap()]);
    assert!(audit.code == Some(3) && audit.err.contains("error[contradiction] courses.csv line 3, unstaffed (B)"), "{}", audit.err);
}

/// It asks for an exact solve.
#[cfg(feature = "highs")]
#[test]
fn one_section_over_the_load_costs_its_weight() {
    let place = Place::new();
    let mut files = partly_staffed("course,max_seats,sections\nA,10,2\n");
    files[3].1 = "teacher,max_sections\nt1,1\n";
    files[6].1 = "student,course\ns1,A\n";
    files[7].1 = "default_patterns = [\"p\"]\n[rules]\nteacher-load = { mode = \"soft\", weight = 20 }\n";
    let school = place.school("school", &files);
    for flags in [&["--work", "40"][..], &["--exact"]] {
        let out = place.path(flags[0]);
        let ran = solve(&school, &out, flags);
        assert!(ran.code == Some(0) && ran.out.contains("teacher-load: 1 time, at a price of 20\n"), "{}{}", ran.out, ran.err);
        let said = summary(&out);
        assert_eq!(said["soft"], json!([{ "rule": "teacher-load", "findings": 1, "units": 1, "level": "preference", "price": 20 }]));
        assert_eq!(said["score"]["preference"], json!(-20));
        assert_eq!(verify(&school, &out, &[]).code, Some(0));
    }
}
