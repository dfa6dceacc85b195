//! `mortarboard reach`, from the outside.

mod common;

use common::{Place, TINY, solve, verify};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const PLAN: &str = r#"
title = "Both courses"
everyone = true

[[require]]
id = "art"
course = ["ART"]

[[require]]
id = "bio"
course = ["BIO"]
"#;

/// The tiny school with a plan that asks for both courses; s2 is in the last grade, the others are in the one before.
fn school(place: &Place, requests: bool) -> PathBuf {
    let mut files: Vec<(&str, &str)> = TINY.iter().copied().filter(|(name, _)| requests || *name != "requests.csv").collect();
    files.retain(|(name, _)| !["settings.toml", "courses.csv", "students.csv"].contains(name));
    files.push(("students.csv", "student,grade\ns1,9\ns2,10\ns3,9\n"));
    files.push(("settings.toml", "name = \"tiny\"\ndefault_patterns = [\"period\"]\nlast_grade = 10\n"));
    files.push(("courses.csv", "course,max_seats,sections,credits\nART,20,1,10\nBIO,20,1,10\n"));
    let folder = place.school("school", &files);
    fs::create_dir(folder.join("plans")).unwrap();
    fs::write(folder.join("plans/both.toml"), PLAN).unwrap();
    folder
}

/// A schedule of another program, without a table of meetings: both courses meet at once.
fn clashing(place: &Place) -> PathBuf {
    let sections = "section,course,pattern,teacher,room\nART-1,ART,P1,,\nBIO-1,BIO,P1,,\n";
    place.school("schedule", &[("sections.csv", sections), ("rosters.csv", "section,student\nART-1,s1\nART-1,s2\n")])
}

fn ask(school: &Path, more: &[&str]) -> common::Ran {
    common::ask("reach", &[school], more)
}

#[test]
fn without_a_schedule_everything_offered_is_open() {
    let place = Place::new();
    let ran = ask(&school(&place, false), &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Every student can graduate on time; each has a route, checked anew."), "{}", ran.out);
    // Three follow the plan, too few to be shown.
    assert!(ran.out.contains("examined      too few to be shown") && !ran.out.contains("of 3"), "{}", ran.out);
    let ran = ask(&school(&Place::new(), false), &["--full"]);
    assert!(ran.out.contains("examined      3 of 3, 100.0 %"), "{}", ran.out);
}

#[test]
fn a_schedule_made_elsewhere_is_audited_without_requests() {
    let place = Place::new();
    let (school, schedule) = (school(&place, false), clashing(&place));
    fs::write(school.join("personas.csv"), "persona,title,grade\nlast,Enters in the last grade,10\n").unwrap();
    let ran = common::ask("reach", &[&school, &schedule], &["--format", "json", "--full"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let json = ran.json();
    assert_eq!(json["status"], "blocked");
    let plan = &json["plans"][0];
    // s1 has another year for BIO, and s3 for both; s2 has not.
    assert_eq!((&plan["all"]["on_time"], &plan["all"]["blocked"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(json["blocked"][0]["student"], "s2");
    assert_eq!(json["causes"][0]["cause"], "time-conflict");
    let names = |of: &Value| [&of["courses"], &of["patterns"], &of["sections"]].map(Value::clone);
    let named = [serde_json::json!(["ART", "BIO"]), serde_json::json!(["P1"]), serde_json::json!(["ART-1", "BIO-1"])];
    assert_eq!(names(&json["causes"][0]), named);
    let persona = &json["personas"][0];
    assert_eq!((&persona["because_of_schedule"], &persona["cause"]), (&Value::from(true), &Value::from("time-conflict")));
    assert_eq!(names(persona), named);
    // In short no student is named.
    let ran = common::ask("reach", &[&school, &schedule], &["--format", "json"]);
    assert!(!ran.out.contains("s2"), "{}", ran.out);
    let ran = common::ask("reach", &[&school, &schedule], &[]);
    let shut = "  Enters in the last grade, both: shut out by this year's schedule; 0 credits to spare\n    \
                ART and BIO are needed this year and can't be held together: their sections meet only in P1.\n";
    assert!(ran.out.contains(shut), "{}", ran.out);
}

#[test]
fn one_student_is_shown_with_audit_route_or_proof() {
    let place = Place::new();
    let (school, schedule) = (school(&place, false), clashing(&place));
    let folders = [school.as_path(), &schedule];
    let ran = common::ask("reach", &folders, &["--student", "s1"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("this year: ART") && ran.out.contains("year 2: BIO"), "{}", ran.out);
    assert!(ran.out.contains("\n  Assumes that in the next year BIO is offered, as this year.\n"), "{}", ran.out);
    let assumed = serde_json::json!([
        { "course": "BIO", "years": [1], "offered": "at-least", "terms": ["year"], "basis": "as-this-year" }
    ]);
    assert_eq!(common::ask("reach", &folders, &["--student", "s1", "--format", "json"]).json()["plans"][0]["assumptions"], assumed);
    let ran = common::ask("reach", &folders, &["--student", "s2", "--format", "json"]);
    let json = ran.json();
    assert_eq!((ran.code, &json["plans"][0]["verdict"]), (Some(1), &Value::from("blocked")));
    assert!(json["plans"][0]["proof"].is_object(), "{json:#}");
    // This is the last year of s2.
    assert_eq!(json["plans"][0]["assumptions"], serde_json::json!([]));
    assert!(common::ask("reach", &folders, &["--student", "s2"]).out.contains("The proof assumes nothing about later years."));
    assert_eq!(json["plans"][0]["audit"]["nodes"][2]["node"], "bio");
}

#[test]
fn what_does_not_exist_is_refused_with_what_does() {
    let place = Place::new();
    let folder = school(&place, true);
    let ran = ask(&folder, &["--plan", "nope"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("the school has no plan `nope`; it has both"), "{}", ran.err);
    assert_eq!(ask(&folder, &["--student", "s9"]).code, Some(2));
    let bare = place.school("bare", &TINY);
    let ran = ask(&bare, &[]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("error[no-plan] plans: the school states no graduation plan"), "{}", ran.err);
}

#[test]
fn solve_puts_critical_requests_first_and_says_so() {
    let place = Place::new();
    let (folder, out) = (school(&place, true), place.path("out"));
    let ran = solve(&folder, &out, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let json = ran.json();
    // s1 and s3 have time; s2 needs both courses this year.
    assert_eq!(json["by_priority"]["critical"], serde_json::json!({"total": 2, "met": 2}));
    assert_eq!(json["critical_unmet"], serde_json::json!([]));
    let verified = verify(&folder, &out, &[]);
    assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
    assert!(verified.out.contains("Everything that its summary says of the schedule is true."), "{}", verified.out);
    assert!(fs::read_to_string(out.join("summary.txt")).unwrap().contains("Every critical request is met"));
    assert_eq!(common::ask("reach", &[&folder, &out], &[]).code, Some(0));
}

#[test]
fn every_course_has_its_factors_and_those_out_of_reach_are_named() {
    let place = Place::new();
    let folder = school(&place, false);
    let courses: String = (1..=14).map(|at| format!("C{at:02},20,1,10\n")).collect();
    fs::write(folder.join("courses.csv"), format!("course,max_seats,sections,credits\nART,20,1,10\nBIO,20,1,10\n{courses}")).unwrap();
    // Each of a chain of fourteen courses waits for the one before: two grades have no time for it.
    let chain: String = (2..=14).map(|at| format!("C{at:02},C{:02}\n", at - 1)).collect();
    fs::write(folder.join("prerequisites.csv"), format!("course,any_of\n{chain}")).unwrap();
    let json = ask(&folder, &["--format", "json"]).json();
    assert_eq!(json["factors"].as_array().unwrap().len(), 16);
    assert!(json["out_of_reach"].as_array().unwrap().iter().any(|course| course["course"] == "C14"), "{json:#}");
    let text = ask(&folder, &[]).out;
    let (_, factors) = text.split_once("Courses on which most hangs:\n").unwrap();
    assert_eq!(factors.lines().position(|line| line == "  and 4 more"), Some(10), "{text}");
    assert!(
        text.contains("Courses that nobody can reach who starts from scratch:\n") && text.contains("  C14: whoever enters in grade"),
        "{text}"
    );
}

#[test]
fn without_requests_none_is_critical() {
    let place = Place::new();
    let ran = ask(&school(&place, false), &[]);
    assert!(ran.out.contains("No requests are given, so none can be critical.") && !ran.out.contains("0 critical"), "{}", ran.out);
    assert!(!ask(&school(&Place::new(), true), &[]).out.contains("No requests are given"));
}

#[test]
fn followers_of_a_plan_that_is_not_shown_leave_no_trace() {
    let place = Place::new();
    let (school, schedule) = (school(&place, true), clashing(&place));
    let folders = [school.as_path(), &schedule];
    let json = common::ask("reach", &folders, &["--format", "json"]).json();
    for list in ["causes", "clashes", "unseated"] {
        assert_eq!(json[list], serde_json::json!([]), "{list}");
    }
    assert_eq!(json["critical"], serde_json::json!({ "total": 0, "met": 0 }));
    let json = common::ask("reach", &folders, &["--format", "json", "--full"]).json();
    assert_eq!((&json["causes"][0]["students"], &json["clashes"].as_array().unwrap().is_empty()), (&Value::from(1), &false));
}

#[test]
fn few_students_with_one_cause_are_not_counted_but_the_cause_stays() {
    let place = Place::new();
    let (school, schedule) = (school(&place, false), clashing(&place));
    let more: String = (1..=12).map(|at| format!("x{at},9\n")).collect();
    fs::write(school.join("students.csv"), format!("student,grade\ns1,9\ns2,10\ns3,10\n{more}")).unwrap();
    let folders = [school.as_path(), &schedule];
    let ran = common::ask("reach", &folders, &[]);
    assert!(ran.out.contains("  A few students: ART and BIO are needed"), "{}", ran.out);
    let json = common::ask("reach", &folders, &["--format", "json"]).json();
    assert_eq!((&json["causes"][0]["cause"], &json["causes"][0]["students"]), (&Value::from("time-conflict"), &Value::Null));
    assert_eq!(json["plans"][0]["causes"][0]["students"], Value::Null);
    assert!(common::ask("reach", &folders, &["--full"]).out.contains("  2 students: ART and BIO are needed"));
}
