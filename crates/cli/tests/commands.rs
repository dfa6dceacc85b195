//! Each command on a school that is sound.

mod common;

use common::{Place, TINY, files, one_period, run, solve, summary, verify};
use std::fs;

#[test]
fn solve_writes_a_schedule_that_verifies() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    let ran = solve(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Requests scheduled: 5 of 5, 100.0 %."), "{}", ran.out);
    let names: Vec<String> = files(&out).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["meetings.csv", "rosters.csv", "sections.csv", "summary.json", "summary.txt", "unmet.csv", "unmet.json"]);
    assert_eq!(fs::read_to_string(out.join("unmet.csv")).unwrap(), "student,course,priority,reason,sentence,mends,note\n");

    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("The schedule keeps every hard rule"), "{}", ran.out);
    assert!(ran.out.contains("Everything that its summary says of the schedule is true."), "{}", ran.out);
}

#[test]
fn what_is_not_met_has_a_reason() {
    let place = Place::new();
    let (school, out) = (place.school("school", &one_period()), place.path("out"));
    let ran = solve(&school, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let unmet = fs::read_to_string(out.join("unmet.csv")).unwrap();
    // Required requests go first, so ART is kept.
    assert_eq!(unmet.lines().count(), 3, "{unmet}");
    assert!(unmet.contains("s1,BIO,primary,too-many,"), "{unmet}");
    assert!(ran.out.contains("[too-many]"), "{}", ran.out);
    assert!(
        ran.out.contains("No schedule meets more than 3 of 5: 2 requests are more than the students' days have time for.\n"),
        "{}",
        ran.out
    );
}

#[test]
fn critical_requests_go_before_required_ones() {
    let place = Place::new();
    let mut school = one_period();
    school.retain(|(name, _)| *name != "requests.csv");
    school.push(("requests.csv", "student,course,priority\ns1,ART,required\ns1,BIO,critical\ns2,ART,critical\ns2,BIO,required\n"));
    let ran = solve(&place.school("school", &school), &place.path("out"), &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let unmet = fs::read_to_string(place.path("out").join("unmet.csv")).unwrap();
    assert!(unmet.contains("s1,ART,required,") && unmet.contains("s2,BIO,required,"), "{unmet}");
    assert!(ran.out.contains("critical   2 of 2"), "{}", ran.out);
    let summary = summary(&place.path("out"));
    assert_eq!(summary["by_priority"]["critical"], serde_json::json!({"total": 2, "met": 2}));
    assert_eq!((&summary["score"]["critical"], &summary["score"]["required"]), (&2.into(), &0.into()));
}

#[test]
fn json_prints_one_object_and_nothing_else() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    let ran = solve(&school, &out, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let json = ran.json();
    assert_eq!(json["requests"], serde_json::json!({"total": 5, "placeable": 5, "met": 5}));
    assert_eq!(json["students"]["complete"], 3);
    assert_eq!(json["violations"], serde_json::json!([]));
    assert!(json["seconds"].is_number() && json["seed"] == 1);

    // The file says the same, apart from what differs from run to run.
    let written = summary(&out);
    for (key, value) in written.as_object().unwrap().iter().filter(|(key, _)| *key != "schema") {
        assert_eq!(&json[key], value, "{key}");
    }
    for key in ["seconds", "out", "warnings", "audit_warnings", "changes", "unmet", "exit"] {
        assert!(written.get(key).is_none(), "{key} has no place in a file that is the same for every run");
    }

    let ran = verify(&school, &out, &["--format", "json"]);
    assert_eq!((ran.code, ran.json()["status"].as_str()), (Some(0), Some("ok")));
}

#[test]
fn a_schedule_that_breaks_a_rule_is_refused() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    let sections = fs::read_to_string(out.join("sections.csv")).unwrap();
    fs::write(out.join("sections.csv"), sections.replace("P2", "P1")).unwrap();
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("violation[student-clash] Student s1 is in sections ART-1 and BIO-1 at the same time"), "{}", ran.out);
    assert!(ran.out.contains("The schedule breaks hard rules in 2 places"), "{}", ran.out);
    let json = verify(&school, &out, &["--format", "json"]).json();
    assert_eq!(json["violations"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_claim_that_is_not_true_is_found() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    let rosters = fs::read_to_string(out.join("rosters.csv")).unwrap();
    let fewer: Vec<&str> = rosters.lines().filter(|line| !line.ends_with(",s3")).collect();
    fs::write(out.join("rosters.csv"), fewer.join("\n")).unwrap();
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("claim[requests.met] The summary claims 5 for requests.met; the schedule has 4."), "{}", ran.out);
    // Without the summary there is nothing to compare with, and the schedule itself is sound.
    fs::remove_file(out.join("summary.json")).unwrap();
    assert_eq!(verify(&school, &out, &[]).code, Some(0));
}

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    let school = place.path("school");
    let made = run(&["generate", "--students", "150", "--seed", "3", "--out", school.to_str().unwrap()]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let (one, two) = (place.path("one"), place.path("two"));
    assert_eq!(solve(&school, &one, &["--threads", "1", "--work", "4000"]).code, Some(0));
    assert_eq!(solve(&school, &two, &["--threads", "2", "--work", "4000"]).code, Some(0));
    assert_eq!(files(&one), files(&two));
}

#[test]
fn audit_says_how_large_the_school_is() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let ran = run(&["audit".as_ref(), school.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("3 students, 5 requests, 2 courses, 2 sections, 0 teachers, 0 rooms."), "{}", ran.out);
}

#[test]
fn generate_makes_the_same_school_again() {
    let place = Place::new();
    for name in ["one", "two"] {
        let out = place.path(name);
        let ran = run(&["generate", "--students", "160", "--time-structure", "semesters", "--seed", "5", "--out", out.to_str().unwrap()]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        assert!(ran.out.contains("160 students"), "{}", ran.out);
    }
    assert_eq!(files(&place.path("one")), files(&place.path("two")));
}

#[test]
fn import_makes_a_school_folder() {
    let place = Place::new();
    let from = place.school("export", &[("list.csv", "Code,Size,Notes\nART,24,old\n"), ("asked.csv", "Who,What\n7,ART\n")]);
    let map = place.path("map.toml");
    let text = r#"
        [settings]
        default_patterns = ["P1"]
        [[bell]]
        rows = [{ day = "Mon", slot = 1, start = "08:00", end = "08:50" }]
        [[patterns]]
        rows = [{ pattern = "P1", cells = "1(*)" }]
        [[courses]]
        from = "list.csv"
        columns = { course = "Code", max_seats = "Size", sections = { always = "1" } }
        [[students]]
        from = "asked.csv"
        columns = { student = "Who" }
        [[requests]]
        from = "asked.csv"
        columns = { student = "Who", course = "What" }
    "#;
    fs::write(&map, text).unwrap();
    let school = place.path("school");
    let ran = run(&["import".as_ref(), map.as_os_str(), from.as_os_str(), "--out".as_ref(), school.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("not imported from list.csv: Notes"), "{}", ran.out);
    let ran = run(&["audit".as_ref(), school.as_os_str()]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}
