//! Why students can't graduate on time, what would mend it, and what they have to spare: from outside, in schools of a few lines.

mod common;

use common::{File, Place, ask, give_plan, run, slots, told};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A school folder of so many slots, with one plan that everyone follows.
fn school(place: &Place, name: &str, count: usize, plan: &str, files: &[File<'_>]) -> PathBuf {
    let time = slots(count);
    let mut own: Vec<File<'_>> = time.iter().map(|(name, lines)| (*name, lines.as_str())).collect();
    own.extend([("settings.toml", "year = 2026"), ("students.csv", "student,grade|s1,12"), ("requests.csv", "student,course")]);
    let folder = place.lines(name, &own, files);
    give_plan(&folder, plan);
    folder
}

fn schedule(place: &Place, name: &str, sections: &str, rosters: &str) -> PathBuf {
    let (sections, rosters) = (format!("section,course,pattern|{sections}"), format!("section,student|{rosters}"));
    place.lines(name, &[("sections.csv", sections.as_str()), ("rosters.csv", rosters.as_str())], &[])
}

/// What `reach` says, as JSON and as text.
fn reach(folder: &Path, schedule: Option<&Path>, more: &[&str]) -> (Value, String) {
    let folders: Vec<&Path> = [folder].into_iter().chain(schedule).collect();
    (told("reach", &folders, more).1, ask("reach", &folders, more).out)
}

/// The one plan of the student `s1`.
fn one(folder: &Path, schedule: Option<&Path>) -> Value {
    reach(folder, schedule, &["--student", "s1"]).0["plans"][0].clone()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn spare_credits_and_failures_borne_are_the_same_with_a_full_roster_and_without() {
    let place = Place::new();
    let plan = "[[require]]\nid = \"total\"\ncredits = 30\npool = \"total\"\n";
    let rows: Vec<String> = (1..=6).map(|at| format!("E{at},10,30,1,P{at}")).collect();
    let courses = format!("course,credits,max_seats,sections,patterns|{}", rows.join("|"));
    let courses: &'static str = courses.leak();
    let folder = school(&place, "school", 6, plan, &[("courses.csv", courses)]);
    let (sections, rosters): (Vec<String>, Vec<String>) = (1..=6).map(|at| (format!("E{at}-1,E{at},P{at}"), format!("E{at}-1,s1"))).unzip();
    let full = schedule(&place, "full", &sections.join("|"), &rosters.join("|"));
    for schedule in [None, Some(full.as_path())] {
        let found = one(&folder, schedule);
        assert_eq!((&found["slack"], &found["survival"]["survives"]), (&30.into(), &3.into()), "{found:#}");
        assert_eq!(found["survival"]["year"].as_array().unwrap().len(), 6, "{found:#}");
    }
    // A roster of four has 10 to spare and bears 1.
    let four = schedule(&place, "four", &sections.join("|"), &rosters[..4].join("|"));
    let found = one(&folder, Some(&four));
    assert_eq!((&found["slack"], &found["survival"]["survives"]), (&10.into(), &1.into()), "{found:#}");
}

const B: &str = "[[require]]\nid = \"b\"\ncourse = [\"B\"]\n";

#[test]
fn a_chain_within_the_year_is_told_and_turned() {
    let place = Place::new();
    let before = ("prerequisites.csv", "course,any_of|B,A");
    let wrong = ("courses.csv", "course,credits,max_seats,sections,patterns|A,5,30,1,S2|B,5,30,1,S1");
    let folder = school(&place, "wrong", 2, B, &[wrong, before]);
    let found = one(&folder, None);
    assert_eq!((found["cause"].as_str(), texts(&found["courses"])), (Some("chain-in-the-year"), vec!["A", "B"]), "{found:#}");
    let turned = "hold A in S1-P1 and B in S2-P1 as well";
    assert!(texts(&found["mends"]).contains(&turned), "{found:#}");
    let right = ("courses.csv", "course,credits,max_seats,sections,patterns|A,5,30,1,S2;S1-P1|B,5,30,1,S1;S2-P1");
    assert_eq!(one(&school(&place, "right", 2, B, &[right, before]), None)["verdict"], "reachable");
    // Whole years are a chain of another kind.
    let years = ("courses.csv", "course,credits,max_seats,sections,patterns|A,5,30,1,year|B,5,30,1,year");
    assert_eq!(one(&school(&place, "years", 2, B, &[years, before]), None)["cause"], "prerequisite-chain");
}

#[test]
fn a_corequisite_out_of_reach_is_told() {
    let place = Place::new();
    let with = ("prerequisites.csv", "course,kind,any_of|B,same,A");
    let apart = ("courses.csv", "course,credits,max_seats,sections,patterns|A,5,30,1,S2|B,5,30,1,S1");
    let found = one(&school(&place, "apart", 2, B, &[apart, with]), None);
    assert_eq!((found["cause"].as_str(), texts(&found["courses"])), (Some("corequisite"), vec!["B", "A"]), "{found:#}");
    let mends = texts(&found["mends"]);
    assert!(mends.contains(&"hold A in S1-P1 as well") || mends.contains(&"hold B in S2-P1 as well"), "{found:#}");
    let beside = ("courses.csv", "course,credits,max_seats,sections,patterns|A,5,30,1,S2;S1-P1|B,5,30,1,S1");
    assert_eq!(one(&school(&place, "beside", 2, B, &[beside, with]), None)["verdict"], "reachable");
}

#[test]
fn a_mark_that_is_too_low_is_told_where_the_course_is_not_held_again() {
    let place = Place::new();
    let d = ("transcripts.csv", "student,course,grade,mark|s1,ALG1,9,D");
    let plan = "[[require]]\nid = \"c\"\ncredits = 10\nfrom = [{ course = [\"ALG1\"], min_mark = \"C\" }]\n";
    let not = ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,10,30,0,year|X,10,30,1,year");
    let found = one(&school(&place, "not", 3, plan, &[not, d]), None);
    assert_eq!((found["cause"].as_str(), texts(&found["courses"])), (Some("mark"), vec!["ALG1"]), "{found:#}");
    assert!(texts(&found["mends"]).contains(&"hold ALG1 in P1 as well"), "{found:#}");
    let held = ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,10,30,1,P1|X,10,30,1,year");
    assert_eq!(one(&school(&place, "held", 3, plan, &[held, d]), None)["verdict"], "reachable");
    // The same where the mark is asked before another course.
    let two = ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,10,30,0,year|B,10,30,1,year");
    let asks = ("prerequisites.csv", "course,any_of,min_mark|B,ALG1,C");
    let found = one(&school(&place, "before", 3, B, &[two, d, asks]), None);
    assert_eq!((found["cause"].as_str(), texts(&found["courses"])), (Some("mark"), vec!["ALG1"]), "{found:#}");
}

#[test]
fn seats_are_told_where_they_are_short_and_only_there() {
    let place = Place::new();
    let files = |seats: &'static str| {
        [
            ("courses.csv", "course,credits,max_seats,patterns|B,5,9,year|X,5,9,year"),
            ("sections.csv", seats),
            ("students.csv", "student,grade|s1,12|s2,9"),
        ]
    };
    let one_seat = school(&place, "one", 2, B, &files("section,course,max_seats|B-1,B,1|X-1,X,9"));
    let placed = schedule(&place, "placed", "B-1,B,P1|X-1,X,P1", "B-1,s2|X-1,s1");
    let found = one(&one_seat, Some(&placed));
    assert_eq!(found["cause"], "no-seat", "{found:#}");
    assert_eq!(texts(&found["mends"]), ["add a seat in B-1"], "{found:#}");
    let two_seats = school(&place, "two", 2, B, &files("section,course,max_seats|B-1,B,2|X-1,X,9"));
    let found = one(&two_seats, Some(&placed));
    assert_eq!(found["cause"], "not-requested", "{found:#}");
    assert_eq!(texts(&found["mends"]), ["seat the student in B-1, in place of X-1"], "{found:#}");
    let seated = schedule(&place, "seated", "B-1,B,P1|X-1,X,P1", "B-1,s2|B-1,s1");
    assert_eq!(one(&two_seats, Some(&seated))["verdict"], "reachable");
}

#[test]
fn no_mend_is_told_that_does_nothing() {
    let place = Place::new();
    let plan = "[[require]]\nid = \"b\"\ncredits = 20\nfrom = [{ course = [\"B\"] }]\n";
    let courses = ("courses.csv", "course,credits,max_seats,sections,patterns|B,5,30,1,P1");
    let folder = school(&place, "school", 2, plan, &[courses]);
    let found = one(&folder, None);
    assert_eq!(found["cause"], "too-little-offered", "{found:#}");
    // It counts once, so that to let it count twice, or to hold it twice, is not enough.
    assert_eq!(
        texts(&found["mends"]),
        ["have 15 credits for b earned outside of the day (summer, recovery, college)", "waive it: b"],
        "{found:#}"
    );
    let (_, text) = reach(&folder, None, &["--full"]);
    assert!(text.contains("fix: waive it: b") && !text.contains("two periods"), "{text}");
}

#[test]
fn an_order_on_rosters_that_does_not_count_is_told_of_the_school_and_of_one_student() {
    let place = Place::new();
    let plan = "[[require]]\nid = \"any\"\ncredits = 5\n";
    let files = [
        ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,5,40,1,S1;S2|ALG2,5,40,1,S1;S2|ART,5,40,1,S1;S2"),
        ("students.csv", "student,grade|s1,9|s2,9|s3,9|s4,9|s5,9|s6,9|s7,9|s8,9|s9,9|s10,9|s11,9|s12,9"),
        ("prerequisites.csv", "course,kind,any_of|ALG2,before,ALG1"),
        ("requests.csv", "student,course|s1,ALG1|s1,ALG2|s2,ALG1|s2,ALG2|s3,ART"),
        ("locks.csv", "section,kind,value|ALG1-1,pattern,S2-P1|ALG2-1,pattern,S1-P1"),
    ];
    let folder = school(&place, "school", 3, plan, &files);
    let rosters = "ALG1-1,s1|ALG2-1,s1|ALG1-1,s2|ALG2-1,s2|ALG2-1,s3";
    let wrong = schedule(&place, "wrong", "ALG1-1,ALG1,S2-P1|ALG2-1,ALG2,S1-P1", rosters);
    let (json, text) = reach(&folder, Some(&wrong), &["--full"]);
    let order = &json["wrong_order"][0];
    assert_eq!((order["course"].as_str(), texts(&order["after"]), &order["students"]), (Some("ALG2"), vec!["ALG1"], &2.into()), "{json:#}");
    assert_eq!(texts(&order["who"]), ["s1", "s2"]);
    assert!(text.contains("ALG1 must be over before it begins, and is taken at another time. (s1, s2)"), "{text}");
    let (json, text) = reach(&folder, Some(&wrong), &[]);
    assert!(json["wrong_order"][0]["students"].is_null() && texts(&json["wrong_order"][0]["who"]).is_empty(), "{json:#}");
    assert!(text.contains("A few students have ALG2"), "{text}");
    let (json, text) = reach(&folder, Some(&wrong), &["--student", "s1"]);
    assert_eq!(json["wrong_order"][0]["course"], "ALG2", "{json:#}");
    assert!(text.contains("ALG2 does not count this year: it needs ALG1 passed before it begins, and has it later."), "{text}");
    let right = schedule(&place, "right", "ALG1-1,ALG1,S1-P1|ALG2-1,ALG2,S2-P1", rosters);
    assert_eq!(reach(&folder, Some(&right), &["--full"]).0["wrong_order"].as_array().map(Vec::len), Some(0));
    // The audit tells it before any schedule, of the two who ask for both.
    let audit = |folder: &Path| run(&["audit".as_ref(), folder.as_os_str(), "--format".as_ref(), "json".as_ref()]).json();
    let found = audit(&folder);
    let fault =
        found["faults"].as_array().unwrap().iter().find(|fault| fault["slug"] == "order-impossible").unwrap_or_else(|| panic!("{found:#}"));
    assert_eq!(fault["id"], "ALG2");
    assert!(fault["cause"].as_str().unwrap().starts_with("2 students ask for it and for ALG1"), "{fault}");
    let mut free = files;
    free[4] = ("locks.csv", "section,kind,value|ALG1-1,pattern,S1-P1");
    let found = audit(&school(&place, "free", 3, plan, &free));
    assert!(found["faults"].as_array().unwrap().iter().all(|fault| fault["slug"] != "order-impossible"), "{found:#}");
    // Whoever has passed it may take it again later.
    let passed = [&files[..], &[("transcripts.csv", "student,course,grade,mark|s1,ALG1,8,B|s2,ALG1,8,B")]].concat();
    let found = audit(&school(&place, "passed", 3, plan, &passed));
    assert!(found["faults"].as_array().unwrap().iter().all(|fault| fault["slug"] != "order-impossible"), "{found:#}");
}
