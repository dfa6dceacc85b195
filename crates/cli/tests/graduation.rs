//! Students as registrars meet them, each in a school of a few lines: what `reach` and `solve` say of them, from outside.

mod common;

use common::{File, Place, give_plan, run, slots, told};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A school folder with one plan that everyone follows.
fn school(place: &Place, count: usize, plan: &str, files: &[File<'_>]) -> PathBuf {
    let time = slots(count);
    let mut own: Vec<File<'_>> = time.iter().map(|(name, lines)| (*name, lines.as_str())).collect();
    own.extend([("settings.toml", "year = 2026"), ("requests.csv", "student,course")]);
    let folder = place.lines("school", &own, files);
    if !plan.is_empty() {
        give_plan(&folder, plan);
    }
    folder
}

/// The exit code and the answer for one student, with what was printed.
fn answer(folder: &Path, schedule: Option<&Path>, student: &str) -> (Option<i32>, Value) {
    let folders: Vec<&Path> = [folder].into_iter().chain(schedule).collect();
    told("reach", &folders, &["--student", student])
}

/// Whether a student can graduate on time.
fn reaches(plan: &str, slots: usize, files: &[File<'_>], student: &str) -> bool {
    let place = Place::new();
    let (code, json) = answer(&school(&place, slots, plan, files), None, student);
    let verdict = json["plans"][0]["verdict"].as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
    assert_eq!(code, Some(if verdict == "reachable" { 0 } else { 1 }), "{json}");
    match verdict.as_str() {
        "reachable" => true,
        "blocked" => false,
        other => panic!("{other}: {json}"),
    }
}

const ALGEBRA: File<'_> = ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,10,30,1,year|X,10,30,1,year");

#[test]
fn a_pass_that_does_not_count_never_bars_a_retake() {
    let passed = |row: &'static str| [ALGEBRA, ("students.csv", "student,grade|s1,10"), ("transcripts.csv", row)];
    let plan = |filter: &str| format!("[[require]]\nid = \"c\"\ncredits = 10\nfrom = [{{ course = [\"ALG1\"], {filter} }}]\n");
    let d = passed("student,course,grade,mark,method|s1,ALG1,9,D,online");
    assert!(reaches(&plan("min_mark = \"C\""), 3, &d, "s1"));
    assert!(reaches(&plan("method = [\"classroom\"]"), 3, &d, "s1"));
    assert!(reaches(&plan("from_grade = 11"), 3, &d, "s1"));
    assert!(reaches("[[require]]\naverage = 400\n", 3, &d, "s1"));
    let p = passed("student,course,grade,mark|s1,ALG1,9,P");
    assert!(reaches(&plan("letter = true"), 3, &p, "s1"));
    // The D feeds what is due by grade 9, and the retake what asks a C, but together they earn one course's credit.
    let both = plan("to_grade = 9")
        + &plan("min_mark = \"C\"").replace("\"c\"", "\"d\"").replace("credits = 10", "credits = 10\npool = \"marks\"");
    assert!(reaches(&both, 3, &d, "s1"));
    let sum = |credits: u32| format!("[[require]]\ncredits = {credits}\nfrom = [{{ course = [\"ALG1\"] }}]\n");
    assert!(reaches(&sum(10), 3, &d, "s1"));
    assert!(!reaches(&sum(15), 3, &d, "s1"));
}

#[test]
fn a_retake_opens_what_asks_its_mark_and_only_from_then_on() {
    let files = |patterns: &'static str| {
        [
            ("courses.csv", patterns),
            ("students.csv", "student,grade|s1,12"),
            ("transcripts.csv", "student,course,grade,mark|s1,ALG1,9,D"),
            ("prerequisites.csv", "course,any_of,min_mark|ALG2,ALG1,C"),
        ]
    };
    let plan = "[[require]]\ncourse = [\"ALG2\"]\n";
    assert!(reaches(plan, 2, &files("course,credits,max_seats,sections,patterns|ALG1,5,30,1,S1|ALG2,5,30,1,S2"), "s1"));
    assert!(!reaches(plan, 2, &files("course,credits,max_seats,sections,patterns|ALG1,5,30,1,S2|ALG2,5,30,1,S1"), "s1"));
}

#[test]
fn requests_for_a_retake_can_be_critical() {
    let place = Place::new();
    let plan = "[[require]]\ncredits = 10\nfrom = [{ course = [\"ALG1\"], min_mark = \"C\" }]\n";
    let files = [
        ALGEBRA,
        ("students.csv", "student,grade|s1,12"),
        ("transcripts.csv", "student,course,grade,mark|s1,ALG1,9,D"),
        ("requests.csv", "student,course,priority,weight|s1,ALG1,primary,1|s1,X,primary,2"),
    ];
    // One period: either of the two requests can be met.
    let folder = school(&place, 1, plan, &files);
    let out = place.path("out");
    let ran = run(&["solve".as_ref(), folder.as_os_str(), "--out".as_ref(), out.as_os_str(), "--time".as_ref(), "2".as_ref()]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let rosters = fs::read_to_string(out.join("rosters.csv")).unwrap();
    assert!(rosters.contains("ALG1-1,s1") && !rosters.contains("X-1,s1"), "{rosters}");
}

const PE: [File<'_>; 3] = [
    ("courses.csv", "course,credits,max_seats,sections,patterns|PE,5,30,2,S1;S2"),
    ("catalogue.csv", "course,credits,completions|PE,5,8"),
    ("students.csv", "student,grade|s1,12"),
];

#[test]
fn a_course_may_be_taken_in_two_terms_of_a_year() {
    let plan = |credits: u32| format!("[[require]]\ncredits = {credits}\nfrom = [{{ course = [\"PE\"] }}]\n");
    assert!(reaches(&plan(10), 7, &PE, "s1"));
    assert!(!reaches(&plan(15), 7, &PE, "s1"));
    let once = [PE[0], ("catalogue.csv", "course,credits,completions|PE,5,1"), PE[2]];
    assert!(!reaches(&plan(10), 7, &once, "s1"));
    // A roster with both is read as two takes.
    let place = Place::new();
    let folder = school(&place, 7, &plan(10), &PE);
    let schedule = place.school(
        "schedule",
        &[
            ("sections.csv", "section,course,pattern\nPE-1,PE,S1-P1\nPE-2,PE,S2-P1\n"),
            ("rosters.csv", "section,student\nPE-1,s1\nPE-2,s1\n"),
        ],
    );
    let (code, json) = answer(&folder, Some(schedule.as_path()), "s1");
    assert_eq!((code, json["plans"][0]["verdict"].as_str()), (Some(0), Some("reachable")), "{json}");
}

#[test]
fn credit_in_parts_is_summed_by_course() {
    let plan = "[[require]]\ncredits = 10\nfrom = [{ course = [\"USH\"] }]\n";
    let files = |rows: &'static str, sections: &'static str| {
        [("courses.csv", sections), ("students.csv", "student,grade|s,12"), ("transcripts.csv", rows)]
    };
    let (taught, not) =
        ("course,credits,max_seats,sections,patterns|USH,10,30,1,year", "course,credits,max_seats,sections,patterns|USH,10,30,0,year");
    let three = "student,course,grade,term,mark,credits,method|s,USH,11,S1,B,3,transfer";
    assert!(reaches(plan, 6, &files(three, taught), "s"));
    assert!(!reaches(plan, 6, &files(three, not), "s"));
    let parts = "student,course,grade,term,mark,credits,method|s,USH,11,S1,B,6,transfer|s,USH,11,S2,B,4,transfer";
    assert!(reaches(plan, 6, &files(parts, not), "s"));
}

#[test]
fn equal_rows_of_a_transcript_count_once_unless_a_course_may_be_passed_again() {
    let plan = "[[require]]\ncredits = 20\nfrom = [{ not_course = [\"X\"] }]\n";
    let files = |completions: &'static str, rows: &'static str| {
        [
            ("courses.csv", "course,credits,max_seats,sections,patterns|X,10,30,1,year"),
            ("catalogue.csv", completions),
            ("students.csv", "student,grade|s1,12"),
            ("transcripts.csv", rows),
        ]
    };
    let (once, four) = ("course,credits,completions|BAND,10,1", "course,credits,completions|BAND,10,4");
    let year = "student,course,grade,mark|s1,BAND,9,B|s1,BAND,9,B";
    let term = "student,course,grade,term,mark|s1,BAND,9,S1,B|s1,BAND,9,S1,B";
    assert!(!reaches(plan, 2, &files(once, year), "s1"));
    assert!(reaches(plan, 2, &files(four, year), "s1"));
    assert!(!reaches(plan, 2, &files(four, term), "s1"));
}

#[test]
fn a_course_in_progress_on_this_years_roster_is_one_take() {
    let place = Place::new();
    let plan = "[[require]]\ncredits = 20\nfrom = [{ course = [\"BAND\"] }]\n";
    let files = [
        ("courses.csv", "course,credits,max_seats,sections,patterns|BAND,10,30,1,year"),
        ("catalogue.csv", "course,credits,completions|BAND,10,4"),
        ("students.csv", "student,grade|s1,12"),
        ("transcripts.csv", "student,course,grade,mark|s1,BAND,12,"),
    ];
    let folder = school(&place, 2, plan, &files);
    let schedule = place.school(
        "schedule",
        &[("sections.csv", "section,course,pattern\nBAND-1,BAND,P1\n"), ("rosters.csv", "section,student\nBAND-1,s1\n")],
    );
    let (code, json) = answer(&folder, Some(schedule.as_path()), "s1");
    assert_eq!((code, json["plans"][0]["verdict"].as_str()), (Some(1), Some("blocked")), "{json}");
}

#[test]
fn averages_weigh_by_credits_attempted() {
    let average = |least: u32, more: &str| format!("[[require]]\naverage = {least}\n{more}from = [{{ not_course = [\"X\"] }}]\n");
    let files = |rows: &'static str| {
        [
            ("courses.csv", "course,credits,max_seats,sections,patterns|X,10,30,1,year"),
            ("catalogue.csv", "course,credits,completions|M,10,|E,10,|PE,10,4"),
            ("students.csv", "student,grade|s1,12"),
            ("transcripts.csv", rows),
        ]
    };
    // Of a course that may be passed four times all marks count: A and F are 2.00.
    let repeatable = files("student,course,grade,mark|s1,PE,9,A|s1,PE,10,F");
    assert!(reaches(&average(200, ""), 1, &repeatable, "s1"));
    assert!(!reaches(&average(201, ""), 1, &repeatable, "s1"));
    // Halves with A and C and a year with C are 2.50.
    let halves = files("student,course,grade,term,mark,credits|s1,M,9,S1,A,5|s1,M,9,S2,C,5|s1,E,10,,C,");
    assert!(reaches(&average(250, ""), 1, &halves, "s1"));
    assert!(!reaches(&average(251, ""), 1, &halves, "s1"));
    // F, then B, then C in a course that counts once: 3.00, 2.00 or 1.66.
    let again = files("student,course,grade,mark|s1,M,9,F|s1,M,10,B|s1,M,11,C");
    for (least, repeats, met) in
        [(300, "best", true), (301, "best", false), (200, "latest", true), (201, "latest", false), (166, "all", true), (167, "all", false)]
    {
        assert_eq!(reaches(&average(least, &format!("repeats = \"{repeats}\"\n")), 1, &again, "s1"), met, "{repeats} {least}");
    }
    // A failed half weighs a half: B for 10 and F for 5 are 2.00.
    let half = files("student,course,grade,term,mark,attempted|s1,E,9,,B,|s1,M,10,S1,F,5");
    assert!(reaches(&average(200, ""), 1, &half, "s1"));
    assert!(!reaches(&average(201, ""), 1, &half, "s1"));
}

#[test]
fn weighted_points_are_apart_from_the_order_of_marks() {
    let plan = "[[require]]\ncredits = 10\nfrom = [{ course = [\"CALC\"], min_mark = \"C\" }]\n[[require]]\naverage = 250\n";
    let marks =
        "marks = { A = 400, B = 300, C = 200, D = 100, F = 0, \"A*\" = 500, \"B*\" = 400, \"C*\" = 300, \"D*\" = 200 }\nyear = 2026";
    let stated = "marks = { A = 400, B = 300, C = 200, D = 100, F = 0, AH = 500, BH = 400, CH = 300, DH = 200 }\nyear = 2026\nmark_order = [\"A;AH\", \"B;BH\", \"C;CH\", \"D;DH\", \"F\"]";
    for (settings, rows) in [
        (marks, "student,course,grade,mark|d,CALC,11,D*|d,ENG,11,B|c,CALC,11,C*|c,ENG,11,C"),
        (stated, "student,course,grade,mark|d,CALC,11,DH|d,ENG,11,B|c,CALC,11,CH|c,ENG,11,C"),
    ] {
        let files = [
            ("settings.toml", settings),
            ("courses.csv", "course,credits,max_seats,sections,patterns|ART,10,30,1,year"),
            ("catalogue.csv", "course,credits|CALC,10|ENG,10"),
            ("students.csv", "student,grade|d,12|c,12"),
            ("transcripts.csv", rows),
        ];
        assert!(!reaches(plan, 4, &files, "d"));
        assert!(reaches(plan, 4, &files, "c"));
    }
    // A course that adds a point counts so in averages: C and B, of which C counts as B.
    let files = [
        ("courses.csv", "course,credits,max_seats,sections,patterns|ART,10,30,0,year"),
        ("catalogue.csv", "course,credits,added_points|CALC,10,100|ENG,10,"),
        ("students.csv", "student,grade|s,12"),
        ("transcripts.csv", "student,course,grade,mark|s,CALC,11,C|s,ENG,11,B"),
    ];
    assert!(reaches("[[require]]\naverage = 300\n", 4, &files, "s"));
    assert!(!reaches("[[require]]\naverage = 301\n", 4, &files, "s"));
}

#[test]
fn a_roster_in_the_wrong_order_counts_no_route() {
    let plan = "[[require]]\ncourse = [\"ALG2\"]\n";
    let files = [
        ("courses.csv", "course,credits,max_seats,sections,patterns|ALG1,5,30,2,S1;S2|ALG2,5,30,2,S1;S2"),
        ("students.csv", "student,grade|s1,12"),
        ("prerequisites.csv", "course,any_of,min_mark|ALG2,ALG1,C"),
        ("transcripts.csv", "student,course,grade,mark|s1,ALG1,9,D"),
    ];
    let rosters = |first: &str, second: &str| {
        let place = Place::new();
        let folder = school(&place, 2, plan, &files);
        let sections = format!("section,course,pattern\nALG1-1,ALG1,{first}\nALG2-1,ALG2,{second}\n");
        let schedule =
            place.school("schedule", &[("sections.csv", sections.as_str()), ("rosters.csv", "section,student\nALG1-1,s1\nALG2-1,s1\n")]);
        let (_, json) = answer(&folder, Some(schedule.as_path()), "s1");
        json["plans"][0]["verdict"].as_str().map(str::to_owned)
    };
    assert_eq!(rosters("S1-P1", "S2-P1").as_deref(), Some("reachable"));
    assert_eq!(rosters("S2-P1", "S1-P1").as_deref(), Some("blocked"));
    assert_eq!(rosters("S1-P1", "S1-P2").as_deref(), Some("blocked"));
}
