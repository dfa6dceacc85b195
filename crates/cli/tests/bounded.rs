//! Plans that leave many alternatives, and limits of time: what `reach` and `solve` say then, from outside.

mod common;

use common::{Place, give_plan, run, told};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A school of so many students in grades 9 to 12 and sixteen courses for a year in a day of so many slots. Each
/// student has passed as many courses as `passed` says for the student's number and grade, not the same for all.
fn school(place: &Place, students: usize, slots: usize, plan: &str, passed: fn(usize, usize) -> usize) -> PathBuf {
    let (mut bell, mut patterns) = ("day,slot,start,end\n".to_owned(), "pattern,group,cells\n".to_owned());
    for slot in 1..=slots {
        let _ = writeln!(bell, "D,{slot},{:02}:00,{:02}:50", 7 + slot, 7 + slot);
        let _ = writeln!(patterns, "P{slot},year,{slot}(*)");
    }
    let mut courses = "course,credits,max_seats,sections,patterns\n".to_owned();
    (1..=16).for_each(|at| courses += &format!("C{at},10,60,1,year\n"));
    let mut people = "student,grade\n".to_owned();
    let mut transcripts = "student,course,grade,mark\n".to_owned();
    let mut requests = "student,course\n".to_owned();
    for student in 1..=students {
        let grade = 9 + student % 4;
        let _ = writeln!(people, "s{student},{grade}");
        let had = passed(student, grade);
        let course = |at: usize| (student * 5 + at * 7) % 16 + 1;
        (0..had).for_each(|at| transcripts += &format!("s{student},C{},{},B\n", course(at), 9 + at % (grade - 9).max(1)));
        (had..had + 4).for_each(|at| requests += &format!("s{student},C{}\n", course(at)));
    }
    let files = [
        ("settings.toml", "year = 2026\n"),
        ("bell.csv", &bell),
        ("patterns.csv", &patterns),
        ("courses.csv", &courses),
        ("students.csv", &people),
        ("transcripts.csv", &transcripts),
        ("requests.csv", &requests),
    ];
    let folder = place.school("school", &files);
    give_plan(&folder, plan);
    folder
}

/// So many of sixteen named courses.
fn of_sixteen(least: usize) -> String {
    let parts: Vec<String> = (1..=16).map(|at| format!("{{ id = \"p{at}\", course = [\"C{at}\"] }}")).collect();
    format!("[[require]]\nid = \"choice\"\nsome = [{}]\nat_least = {least}\n", parts.join(", "))
}

/// Pairs of parts that ask for credit of the same three courses, so that they compete.
fn competing() -> String {
    let part = |at: usize| {
        let course = |step: usize| format!("\"C{}\"", (at + step) % 16 + 1);
        format!("{{ id = \"p{at}\", credits = 20, from = [{{ course = [{}, {}, {}] }}] }}", course(0), course(1), course(5))
    };
    let parts: Vec<String> = (1..=16).map(part).collect();
    format!("[[require]]\nid = \"choice\"\nsome = [{}]\nat_least = 8\n", parts.join(", "))
}

fn reach(folder: &Path, more: &[&str]) -> (Option<i32>, Value) {
    told("reach", &[folder], more)
}

/// Students who can graduate on time, who can't, and who are unknown.
fn counts(json: &Value) -> [u64; 3] {
    ["on_time", "blocked", "unknown"].map(|state| json["plans"][0]["all"][state].as_u64().unwrap_or_else(|| panic!("{json}")))
}

#[test]
fn eight_of_sixteen_is_told_for_every_student() {
    let place = Place::new();
    // Three courses a year, but every seventh student has passed none; a day holds six.
    let passed = |student: usize, grade: usize| if student.is_multiple_of(7) { 0 } else { (grade - 9) * 3 };
    let folder = school(&place, 30, 6, &of_sixteen(8), passed);
    let late = (1..=30).filter(|&student| passed(student, 9 + student % 4) + 6 * (4 - student % 4) < 8).count() as u64;
    assert_eq!(late, 1, "student 7 of grade 12");
    let (code, json) = reach(&folder, &["--full"]);
    assert_eq!((code, counts(&json)), (Some(1), [30 - late, late, 0]), "{json}");
    assert_eq!((&json["status"], &json["stopped"]), (&Value::from("blocked"), &Value::from(false)));
    // One step says it all: eight courses don't fit in a year of six slots, whichever they are.
    let (_, one) = reach(&folder, &["--student", "s7"]);
    let proof = &one["plans"][0]["proof"];
    assert_eq!((&proof["proof"], &proof["nodes"]), (&Value::from("cut"), &serde_json::json!(["choice"])), "{one}");
}

#[test]
fn parts_out_of_reach_are_struck() {
    let place = Place::new();
    // Nine of the sixteen courses ask for C1 first, which takes this last year; with C1 itself seven are left, but for the last.
    let folder = school(&place, 12, 10, &of_sixteen(8), |_, _| 0);
    let waiting: Vec<String> = (2..=10).map(|at| format!("C{at},C1\n")).collect();
    fs::write(folder.join("prerequisites.csv"), format!("course,any_of\n{}", waiting.concat())).unwrap();
    let (_, one) = reach(&folder, &["--student", "s3"]);
    assert_eq!(one["plans"][0]["verdict"], "blocked", "{one}");
    let proof = &one["plans"][0]["proof"];
    // Seven courses feed seven parts: a count of credit for the choice as a whole says it.
    assert_eq!((&proof["proof"], &proof["nodes"]), (&Value::from("cut"), &serde_json::json!(["choice"])), "{proof}");
    // A year more, and nobody is late.
    let (_, one) = reach(&folder, &["--student", "s2"]);
    assert_eq!(one["plans"][0]["verdict"], "reachable", "{one}");
}

#[test]
fn exams_and_items_never_multiply() {
    let place = Place::new();
    // Two of twelve seals, one of them by grade 9, in several lists: 66 choices each, and 66 to the fifth together.
    let seals = |list: usize, by: u32| {
        let seal = |at: usize| format!("{{ id = \"l{list}s{at}\", item = \"seal-{list}-{at}\", by_grade = {by} }}");
        let all: Vec<String> = (1..=12).map(seal).collect();
        format!("[[require]]\nid = \"seals-{list}\"\nsome = [{}]\nat_least = 2\n", all.join(", "))
    };
    let lists: String = (1..=5).map(|list| seals(list, if list == 5 { 9 } else { 12 })).collect();
    let folder = school(&place, 40, 6, &lists, |_, _| 0);
    // Who is in grade 9 has time for all; of the others only those who have two of the fifth list.
    fs::write(folder.join("achievements.csv"), "student,item\ns1,seal-5-3\ns1,seal-5-9\ns2,seal-5-3\n").unwrap();
    let (code, json) = reach(&folder, &["--full"]);
    assert_eq!((code, counts(&json)), (Some(1), [11, 29, 0]), "{json}");
    let (_, one) = reach(&folder, &["--student", "s2"]);
    let proof = &one["plans"][0]["proof"];
    assert_eq!((proof["proof"].as_str(), proof["node"].as_str()), (Some("pick"), Some("seals-5")), "{one}");
    // One seal is there; of the eleven others each is missed.
    assert_eq!(proof["cases"].as_array().map(Vec::len), Some(11), "{proof}");
}

#[test]
fn a_limit_of_time_leaves_an_answer_of_the_same_form() {
    let place = Place::new();
    let passed = |student: usize, grade: usize| (grade - 9) * (1 + student % 3);
    let folder = school(&place, 400, 5, &(competing() + &competing().replace("\"p", "\"q").replace("choice", "other")), passed);
    let (code, json) = reach(&folder, &["--time", "1", "--no-failures"]);
    assert_eq!(counts(&json).iter().sum::<u64>(), 400, "{json}");
    let status = json["status"].as_str().unwrap();
    assert_eq!(code, Some(if status == "ok" { 0 } else { 1 }));
    if json["stopped"] == true {
        assert_ne!(status, "ok");
        assert_eq!(json["critical"], serde_json::json!({ "total": null, "met": null }));
    }
    let text = run(&["reach", folder.to_str().unwrap(), "--time", "1"]);
    assert!(text.out.contains("examined  "), "{}{}", text.out, text.err);
    // No time at all is a misuse, not an answer.
    assert_eq!(run(&["reach", folder.to_str().unwrap(), "--time", "0"]).code, Some(2));
}

/// Starts a look at a school, sends the signal of Ctrl-C as soon as the program listens to it, and gives exit code and answer.
#[cfg(target_os = "linux")]
fn interrupted(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("mortarboard"))
        .args(["reach".as_ref(), folder.as_os_str()])
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The second bit of the signals caught is that of Ctrl-C.
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let listens = || {
        let status = fs::read_to_string(&status).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).map(|mask| u64::from_str_radix(mask.trim(), 16));
        caught.is_some_and(|mask| mask.unwrap() & 2 != 0)
    };
    while !listens() {
        assert!(child.try_wait().unwrap().is_none(), "the program ended by itself");
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_leaves_an_answer_of_the_form_that_was_asked_for() {
    let place = Place::new();
    let plan = competing() + &competing().replace("\"p", "\"q").replace("choice", "other");
    let folder = school(&place, 3000, 5, &plan, |student, grade| (grade - 9) * (1 + student % 3));
    let (code, text) = interrupted(&folder, &["--format", "json"]);
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|cause| panic!("{cause}: {text}"));
    let [on_time, blocked, unknown] = counts(&json);
    assert_eq!((code, on_time + blocked + unknown), (Some(1), 3000), "{json}");
    assert!(unknown > 0, "{json}");
    assert_eq!((json["status"].as_str(), &json["stopped"]), (Some(if blocked > 0 { "blocked" } else { "unknown" }), &Value::from(true)));
    assert_eq!(json["critical"], serde_json::json!({ "total": null, "met": null }));
    let (code, text) = interrupted(&folder, &[]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("examined  ") && text.contains("unknown"), "{text}");
}

#[test]
fn a_solve_keeps_its_schedule_whatever_graduation_takes() {
    let place = Place::new();
    let folder = school(&place, 60, 6, &competing(), |student, grade| (grade - 9) * (1 + student % 3));
    let out = place.path("out");
    let (code, json) = told("solve", &[&folder], &["--out", out.to_str().unwrap(), "--time", "2"]);
    assert_eq!(code, Some(0), "{json}");
    let checked = run(&["verify", folder.to_str().unwrap(), out.to_str().unwrap()]);
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
}
