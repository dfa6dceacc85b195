//! What the program says when it can't do what was asked, and with which exit code.

mod common;

use common::{ODD_RING, Place, TINY, run, solve, tiny_but, verify};
use std::fs;

#[test]
fn a_missing_school_is_an_input_fault() {
    let place = Place::new();
    let ran = solve(&place.path("nowhere"), &place.path("out"), &[]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    assert!(ran.out.is_empty() && ran.err.contains("missing-folder"), "{}", ran.err);
    assert!(!place.path("out").exists());
}

#[test]
fn all_faults_are_listed_at_once_with_file_and_line() {
    let place = Place::new();
    let text = "student,course,priority\ns1,ART,required\ns9,ART,required\ns1,MUS,wanted\n";
    let school = place.school("school", &tiny_but("requests.csv", text));
    let ran = solve(&school, &place.path("out"), &[]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    let place_of = |slug: &str| ran.err.lines().find(|line| line.contains(slug)).map(str::to_owned);
    assert!(ran.err.contains("error[unknown-id] requests.csv line 3, student (s9): there is no student with this id"), "{}", ran.err);
    assert!(ran.err.contains("error[unknown-id] requests.csv line 4, course (MUS)"), "{}", ran.err);
    assert!(place_of("the cell is not one of critical, required, primary and alternate").is_some(), "{}", ran.err);
}

#[test]
fn faults_are_data_in_json() {
    let place = Place::new();
    let school = place.school("school", &tiny_but("courses.csv", "course,max_seats,sections\nART,many,1\nBIO,20,1\n"));
    let ran = solve(&school, &place.path("out"), &["--format", "json"]);
    assert_eq!(ran.code, Some(3));
    let json = ran.json();
    assert_eq!((json["status"].as_str(), json["error"].as_str()), (Some("error"), Some("input")));
    assert_eq!(json["faults"][0]["file"], "courses.csv");
    assert_eq!(json["faults"][0]["line"], 2);
    assert_eq!(json["faults"][0]["column"], "max_seats");
}

#[test]
fn an_existing_output_is_refused_before_any_work() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    fs::create_dir(&out).unwrap();
    fs::write(out.join("kept.txt"), "kept").unwrap();
    for command in ["solve", "generate", "import"] {
        let args: Vec<&std::ffi::OsStr> = match command {
            "solve" => vec!["solve".as_ref(), school.as_os_str()],
            "generate" => vec!["generate".as_ref(), "--students".as_ref(), "150".as_ref()],
            _ => vec!["import".as_ref(), school.as_os_str(), school.as_os_str()],
        };
        let ran = run(&[args, vec!["--out".as_ref(), out.as_os_str()]].concat());
        assert_eq!(ran.code, Some(4), "{command}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("exists already; nothing is ever written over"), "{command}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(out.join("kept.txt")).unwrap(), "kept");
}

#[test]
fn an_output_without_a_place_is_refused_before_any_work() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let ran = solve(&school, &place.path("no/such/place"), &[]);
    assert_eq!(ran.code, Some(4), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("is not a folder"), "{}", ran.err);
    let ran = solve(&school, &school.join("bell.csv").join("out"), &["--format", "json"]);
    assert_eq!((ran.code, ran.json()["error"].as_str()), (Some(4), Some("output")));
}

/// A place that is there and takes no folder, whoever asks.
#[cfg(target_os = "linux")]
#[test]
fn an_output_where_nothing_can_be_written_is_refused_before_any_work() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let ran = solve(&school, "/proc/schedule".as_ref(), &["--format", "json"]);
    assert_eq!((ran.code, ran.json()["error"].as_str()), (Some(4), Some("output")));
}

#[test]
fn a_search_that_finds_nothing_within_its_limit_says_what_it_could_not_keep() {
    let place = Place::new();
    let (school, out) = (place.school("school", &ODD_RING), place.path("out"));
    let ran = solve(&school, &out, &[]);
    assert_eq!(ran.code, Some(5), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("No schedule was found before the work limit"), "{}", ran.out);
    assert!(!out.exists(), "nothing is written");
    let json = solve(&school, &out, &["--format", "json"]).json();
    assert_eq!((json["status"].as_str(), json["stopped"].as_str()), (Some("unknown"), Some("work")));
    assert_ne!(json["hindrances"], serde_json::json!([]));
}

/// Nobody asks for it: a small school is told by itself that it has no schedule, and why.
#[cfg(feature = "highs")]
#[test]
fn a_small_school_without_a_schedule_is_told_so() {
    let place = Place::new();
    let (school, out) = (place.school("school", &ODD_RING), place.path("out"));
    let school = school.to_str().unwrap();
    let ran = run(&["solve", school, "--out", out.to_str().unwrap(), "--time", "600", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let json = ran.json();
    assert_eq!((json["status"].as_str(), &json["minimal"]), (Some("infeasible"), &true.into()), "{}", ran.out);
    let named: std::collections::BTreeSet<&str> =
        json["hindrances"].as_array().unwrap().iter().filter_map(|hindrance| hindrance["rule"].as_str()).collect();
    assert!(named.contains("student-clash") && named.contains("locks"), "{named:?}");
    assert!(!out.exists(), "nothing is written");
}

#[test]
fn a_schedule_of_another_school_is_an_input_fault() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    fs::create_dir(&out).unwrap();
    fs::write(out.join("sections.csv"), "section,course,pattern\nMUS-1,MUS,P1\n").unwrap();
    fs::write(out.join("rosters.csv"), "section,student\nART-1,s3\n").unwrap();
    let ran = verify(&school, &out, &[]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("error[unknown-id] sections.csv line 2, section (MUS-1)"), "{}", ran.err);
    assert!(ran.err.contains("error[seat-without-request] rosters.csv line 2, student (s3)"), "{}", ran.err);
}

#[test]
fn faults_of_a_school_and_of_its_schedule_are_listed_at_once() {
    let place = Place::new();
    let school = place.school("school", &tiny_but("courses.csv", "course,max_seats,sections\nART,many,1\nBIO,20,1\n"));
    let schedule = place.school("schedule", &[("sections.csv", "section,pattern\n"), ("summary.json", "{,")]);
    let ran = verify(&school, &schedule, &["--format", "json"]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    let json = ran.json();
    let faults = json["faults"].as_array().unwrap().iter().map(|fault| fault["file"].as_str().unwrap());
    assert_eq!(faults.collect::<Vec<_>>(), ["courses.csv", "rosters.csv", "summary.json"]);
}

#[test]
fn a_summary_that_is_no_summary_is_an_input_fault() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    assert_eq!(solve(&school, &out, &[]).code, Some(0));
    for (text, slug) in [("{", "bad-json"), (r#"{"requests": 7}"#, "bad-value"), (r#"{"schema": "mortarboard/summary/2"}"#, "bad-value")] {
        fs::write(out.join("summary.json"), text).unwrap();
        let ran = verify(&school, &out, &[]);
        assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
        assert!(ran.err.contains(slug), "{}", ran.err);
    }
}

#[test]
fn a_wrong_command_line_is_told_so() {
    let ran = run(&["solve"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.is_empty() && ran.err.contains("--out"), "{}", ran.err);
    let ran = run(&["solve", "--format", "json"]);
    assert_eq!((ran.code, ran.json()["error"].as_str()), (Some(2), Some("usage")));
    let ran = run(&["generate", "--students", "0", "--out", "x"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("150..=8000"), "{}", ran.err);
}

#[test]
fn help_lists_every_exit_code() {
    for args in [vec!["--help"], vec!["solve", "--help"], vec!["verify", "--help"]] {
        let ran = run(&args);
        assert_eq!(ran.code, Some(0));
        for code in ["0", "1", "2", "3", "4", "5", "6", "130"] {
            assert!(ran.out.lines().any(|line| line.trim_start().starts_with(&format!("{code}  "))), "{code} in {args:?}: {}", ran.out);
        }
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_no_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bad = OsStr::from_bytes(b"\xff\xfe");
    let ran = run(&[OsStr::new("audit"), bad]);
    assert_eq!(ran.code, Some(3), "{}{}", ran.out, ran.err);
    let ran = run(&[OsStr::new("generate"), OsStr::new("--students"), bad]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    let ran = run(&[OsStr::new("audit"), bad, OsStr::new("--format"), OsStr::new("json")]);
    assert_eq!((ran.code, ran.json()["status"].as_str()), (Some(3), Some("error")));
}

#[cfg(not(feature = "highs"))]
#[test]
fn an_exact_solve_without_highs_says_what_is_missing() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let ran = solve(&school, &place.path("out"), &["--exact"]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("needs HiGHS"), "{}", ran.err);
}

#[cfg(feature = "highs")]
#[test]
fn an_exact_solve_proves_its_answer() {
    let place = Place::new();
    let school = place.school("school", &common::one_period());
    let ran = solve(&school, &place.path("out"), &["--exact", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(ran.json()["status"], "optimal");
}

#[test]
fn a_missing_optional_table_is_said_once() {
    let place = Place::new();
    let mut files: Vec<(&str, &str)> =
        TINY.iter().copied().filter(|(name, _)| !["teachers.csv", "qualifications.csv"].contains(name)).collect();
    files.push(("qualifications.csv", "teacher,course\nT1,ART\nT2,ART\nT3,BIO\n"));
    let ran = solve(&place.school("school", &files), &place.path("out"), &[]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("error[missing-table] teachers.csv: the file is not there"), "{}", ran.err);
    assert!(!ran.err.contains("unknown-id"), "{}", ran.err);
}

/// That there is no schedule is an answer, whoever finds it.
#[test]
fn what_the_audit_finds_impossible_is_infeasible() {
    let place = Place::new();
    let locks = "section,kind,value\nART-1,pattern,P1\nBIO-1,pattern,P1\nART-1,student,s1\nBIO-1,student,s1\n";
    let school = place.school("school", &[&TINY[..], &[("locks.csv", locks)]].concat());
    let out = place.path("out");
    let ran = solve(&school, &out, &["--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let json = ran.json();
    assert_eq!((json["status"].as_str(), json["out"].is_null()), (Some("infeasible"), true));
    assert_eq!(json["conflict"], "The audit found 1 fault that no schedule can mend.");
    assert_eq!(json["faults"][0]["slug"], "fixed-student-clash");
    assert!(!out.exists());
    let ran = solve(&school, &out, &[]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let text = "No schedule keeps every hard rule.\nThe audit found 1 fault that no schedule can mend.\nerror[fixed-student-clash]";
    assert!(ran.out.starts_with(text) && !out.exists(), "{}{}", ran.out, ran.err);
}
