//! Students whom nobody can say anything about, the year of first entry, and what `audit` says of requests and transcripts.

mod common;

use common::{File, Place, Ran, solve};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A school of three periods and two courses of a year, with files in place of its own. Plans lie in `plans/`.
fn school(place: &Place, files: &[File<'_>]) -> PathBuf {
    let own = [
        ("settings.toml", "year = 2026"),
        ("bell.csv", "day,slot,start,end|D,1,08:00,08:50|D,2,09:00,09:50|D,3,10:00,10:50"),
        ("patterns.csv", "pattern,group,cells|P1,all,1(*)|P2,all,2(*)|P3,all,3(*)"),
        ("courses.csv", "course,credits,max_seats,sections,patterns|X,10,30,1,all|Y,10,30,1,all"),
        ("requests.csv", "student,course"),
    ];
    place.lines("school", &own, files)
}

/// A plan of ten credits that everyone follows.
const EVERYONE: File<'_> = ("plans/p.toml", "unit = 5|everyone = true|[[require]]|id = \"t\"|credits = 10");
/// The same for those who are named.
const NAMED: File<'_> = ("plans/p.toml", "unit = 5|[[require]]|id = \"t\"|credits = 10");

fn ask(command: &str, school: &Path, more: &[&str]) -> Ran {
    common::ask(command, &[school], more)
}

fn reach(school: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let ran = ask("reach", school, &[more, &["--format", "json"]].concat());
    assert_eq!(ran.err, "", "{}", ran.out);
    (ran.code, ran.json())
}

fn students(rows: impl Iterator<Item = String>) -> String {
    format!("student,grade|{}", rows.collect::<Vec<_>>().join("|"))
}

#[test]
fn nobody_who_follows_no_plan_is_passed_over() {
    let place = Place::new();
    let folder = school(&place, &[NAMED, ("students.csv", &students((0..20).map(|at| format!("s{at},12"))))]);
    let (code, found) = reach(&folder, &[]);
    assert_eq!((code, &found["status"]), (Some(1), &json!("incomplete")));
    assert_eq!(found["unexamined"], json!({ "no_plan": 20, "grade_blank": 0, "grade_outside": 0 }));
    let ran = ask("reach", &folder, &[]);
    assert_eq!(ran.code, Some(1));
    let sentence = "20 students are not examined, so nothing is said of them: 20 follow no plan.\n";
    assert!(ran.out.contains(sentence), "{}", ran.out);
    assert!(!ran.out.to_lowercase().contains("every student") && !ran.out.contains("all students"), "{}", ran.out);
    assert!(!ran.out.contains("can graduate") && !ran.out.contains("s19"), "{}", ran.out);
    let (_, full) = reach(&folder, &["--full"]);
    assert_eq!(full["unexamined"]["students"][19], json!({ "student": "s19", "cause": "no_plan" }));
    assert!(ask("reach", &folder, &["--full"]).out.contains("\nStudents not examined:\n  s0 follows no plan\n"));
    // A plan that is named is everybody's.
    let (code, found) = reach(&folder, &["--plan", "p"]);
    assert_eq!((code, &found["status"], &found["unexamined"]["no_plan"]), (Some(0), &json!("ok"), &json!(0)));
    assert!(ask("reach", &folder, &["--plan", "p"]).out.contains("Every student can graduate on time"));
}

#[test]
fn grades_that_are_blank_or_none_of_the_schools_are_told_apart() {
    let place = Place::new();
    let rows = "student,grade|in,12|blank,|above,13|below,8|none,";
    let folder = school(&place, &[EVERYONE, ("students.csv", rows)]);
    let (code, found) = reach(&folder, &[]);
    assert_eq!((code, &found["status"]), (Some(1), &json!("incomplete")));
    assert_eq!(found["unexamined"], json!({ "no_plan": 0, "grade_blank": 2, "grade_outside": 2 }));
    let text = ask("reach", &folder, &[]).out;
    let said =
        "4 students are not examined, so nothing is said of them: 2 have no grade given, 2 are in none of the school's grades 9 to 12.";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("The students who were examined can graduate on time; each of them has a route"), "{text}");
    assert!(!text.contains("Every student"), "{text}");
    // Naming a plan gives nobody a grade.
    assert_eq!(reach(&folder, &["--plan", "p"]).1["unexamined"], found["unexamined"]);
    for (student, cause, words) in [
        ("blank", "grade_blank", "1 has no grade given"),
        ("above", "grade_outside", "1 is in none of the school's grades 9 to 12"),
        ("below", "grade_outside", "1 is in none of the school's grades 9 to 12"),
    ] {
        let (code, found) = reach(&folder, &["--student", student]);
        assert_eq!((code, &found["status"], &found["plans"]), (Some(1), &json!("incomplete"), &json!([])), "{student}");
        assert_eq!(found["unexamined"][cause], json!(1), "{student}");
        let ran = ask("reach", &folder, &["--student", student]);
        assert!(ran.code == Some(1) && ran.out.contains(&format!("so nothing is said of this student: {words}.")), "{}", ran.out);
    }
    let (code, found) = reach(&folder, &["--student", "in"]);
    assert_eq!((code, &found["status"]), (Some(0), &json!("ok")));
}

#[test]
fn blocked_students_come_before_those_not_examined() {
    let place = Place::new();
    let plan = ("plans/p.toml", "unit = 5|everyone = true|[[require]]|id = \"t\"|credits = 200");
    let folder = school(&place, &[plan, ("students.csv", "student,grade|in,12|blank,")]);
    let (code, found) = reach(&folder, &[]);
    assert_eq!((code, &found["status"]), (Some(1), &json!("blocked")));
    assert_eq!(found["unexamined"]["grade_blank"], json!(1));
}

#[test]
fn solve_says_for_whom_nothing_is_critical() {
    let place = Place::new();
    let requests = ("requests.csv", "student,course|in,X|blank,X");
    let plan = ("plans/p.toml", "unit = 5|everyone = true|[[require]]|course = [\"X\"]");
    let folder = school(&place, &[plan, requests, ("students.csv", "student,grade|in,12|blank,")]);
    let out = place.path("out");
    let ran = solve(&folder, &out, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(ran.json()["unexamined"], json!({ "no_plan": 0, "grade_blank": 1, "grade_outside": 0 }));
    let text = fs::read_to_string(out.join("summary.txt")).unwrap();
    assert!(text.contains("Every critical request is met: nothing is lost that a student who was examined asked for"), "{text}");
    assert!(text.contains("Graduation on time: 1 student is not examined, so nothing is said of this student: 1 has no grade given."));
    assert_eq!(ask("verify", &folder, &[out.to_str().unwrap()]).code, Some(0));
}

/// Two plans by year of entry: English alone for those who entered by 2023, and personal finance besides for others.
fn cohorts(place: &Place, rows: &str) -> PathBuf {
    let english = "[[require]]|id = \"english\"|credits = 40|from = [{ tag = [\"english\"] }]";
    let old = format!("unit = 10|everyone = true|entered_to = 2023|{english}");
    let new = format!("unit = 10|everyone = true|entered_from = 2024|{english}|[[require]]|id = \"pfl\"|course = [\"PFL\"]");
    let courses =
        "course,credits,max_seats,sections,patterns|ENG9,10,30,1,all|ENG10,10,30,1,all|ENG11,10,30,1,all|ENG12,10,30,1,all|PFL,10,30,1,all";
    let catalogue = "course,tags|ENG9,english|ENG10,english|ENG11,english|ENG12,english";
    let taken = "student,course,grade,mark|h,ENG9,9,F|h,ENG9,9,C|h,ENG10,10,C|n,ENG9,9,B|n,ENG10,10,B";
    school(
        place,
        &[
            ("plans/old.toml", &old),
            ("plans/new.toml", &new),
            ("courses.csv", courses),
            ("catalogue.csv", catalogue),
            ("transcripts.csv", taken),
            ("students.csv", rows),
        ],
    )
}

#[test]
fn the_year_of_entry_and_not_the_grade_chooses_plan_and_last_year() {
    let last = |rows: &str, student: &str| {
        let place = Place::new();
        let (code, found) = reach(&cohorts(&place, rows), &["--student", student]);
        let plans: Vec<String> = found["plans"].as_array().unwrap().iter().map(|plan| plan["plan"].as_str().unwrap().to_owned()).collect();
        let route = found["plans"][0]["route"].as_array().unwrap().iter().filter_map(|take| take["year"].as_u64()).max();
        (code, plans.join(" "), route)
    };
    // Held back: in grade 11 for the second time, under the older plan, and with this year as the last.
    let rows = "student,grade,entered|h,11,2023|n,11,";
    assert_eq!(last(rows, "h"), (Some(0), "old".to_owned(), Some(0)));
    let by_grade = last(rows, "n");
    assert_eq!((by_grade.0, by_grade.1.as_str()), (Some(0), "new"));
    // Four years of English in one year of three periods are too many; in the fifth year there is one year all the same.
    assert_eq!(last("student,grade,entered|h,11,|n,11,|z,12,2022", "z"), (Some(1), "old".to_owned(), None));
    assert_eq!(last("student,grade,entered|h,11,|n,11,2022", "n"), (Some(0), "old".to_owned(), Some(0)));
    // A label that follows credits: grade 9 by credits, but two of four years are over.
    let late = last("student,grade,entered|h,11,|n,11,|z,9,2024", "z");
    assert_eq!((late.0, late.1.as_str()), (Some(0), "new"));
    assert!(late.2.is_some_and(|year| year <= 1), "{late:?}");
    // Without the column all goes by the grade.
    assert_eq!(last("student,grade|h,11|n,11", "h").1, "new");
}

#[test]
fn a_year_of_entry_at_fault_is_named_with_its_place() {
    let place = Place::new();
    let folder = cohorts(&place, "student,grade,entered|h,11,2023|n,11,2027");
    let ran = ask("reach", &folder, &[]);
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.err.contains("error[out-of-range] students.csv line 3, entered (n): 2027 is later than the school's own year, 2026"),
        "{}",
        ran.err
    );
    fs::write(folder.join("settings.toml"), "").unwrap();
    fs::remove_dir_all(folder.join("plans")).unwrap();
    let ran = ask("audit", &folder, &[]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("error[missing-year] students.csv line 2, entered (h): "), "{}", ran.err);
    assert!(ran.err.contains("set `year` in the settings, or leave the column blank"), "{}", ran.err);
}

/// The causes of the warnings of an audit, by slug.
fn warnings(place: &Place, files: &[File<'_>]) -> Value {
    let ran = ask("audit", &school(place, files), &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let faults = ran.json()["faults"].as_array().unwrap().clone();
    faults.iter().map(|fault| (fault["slug"].as_str().unwrap().to_owned(), fault["cause"].clone())).collect()
}

const COURSES: File<'_> =
    ("courses.csv", "course,credits,max_seats,sections,patterns|ALG2,10,1,1,all|SENIOR,10,1,1,all|ENG9,10,1,1,all|ART,10,1,1,all");
const CATALOGUE: File<'_> = ("catalogue.csv", "course,credits,lowest_grade,highest_grade|ALG2,10,,|ALG1,10,,|SENIOR,10,12,|ENG9,10,,9");

#[test]
fn requests_that_are_not_valid_are_counted_by_kind() {
    let found = warnings(
        &Place::new(),
        &[
            COURSES,
            CATALOGUE,
            ("students.csv", "student,grade|lacks,10|has,10"),
            ("prerequisites.csv", "course,any_of|ALG2,ALG1"),
            ("transcripts.csv", "student,course,grade,mark|has,ALG1,9,B|lacks,ENG9,9,B"),
            ("requests.csv", "student,course,priority|lacks,ALG2,required|lacks,SENIOR,required|lacks,ENG9,required|has,ALG2,required"),
        ],
    );
    let says = |slug: &str, end: &str| {
        let cause = found[slug].as_str().unwrap_or_else(|| panic!("{slug}: {found}"));
        assert!(cause.starts_with("1 request of 1 student where ") && cause.ends_with(end), "{cause}");
    };
    says("prerequisite-missing", ": lacks: ALG2 without ALG1");
    says("wrong-grade", ": lacks: SENIOR in grade 10");
    says("passed-already", ": lacks: ENG9");
}

#[test]
fn rows_of_transcripts_that_look_like_slips_are_warned_of() {
    let plan = ("plans/p.toml", "unit = 5|everyone = true|[[require]]|id = \"t\"|credits = 20|from = [{ not_course = [\"X\"] }]");
    let found = warnings(
        &Place::new(),
        &[
            plan,
            ("students.csv", "student,grade|s1,12|s2,12"),
            ("catalogue.csv", "course,credits,completions|BAND,10,4|M,10,"),
            ("transcripts.csv", "student,course,grade,mark,credits|s1,BAND,9,B,|s1,BAND,9,B,|s2,M,9,B,|s2,M,9,B,|s2,BAND,10,B,3"),
        ],
    );
    let says = |slug: &str, end: &str| {
        let cause = found[slug].as_str().unwrap_or_else(|| panic!("{slug}: {found}"));
        assert!(cause.starts_with("1 row ") && cause.ends_with(end), "{cause}");
    };
    says("equal-rows-counted", "of 1 student: s1: BAND");
    says("equal-rows-ignored", "of 1 student: s2: M");
    says("credits-in-parts", "of 1 student: s2: BAND with 3, unit 5");
}
