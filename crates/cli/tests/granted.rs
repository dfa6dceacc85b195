//! What is granted to one student, from outside: what `reach` makes of it and tells of it.

mod common;

use common::{File, Place, ask, give_plan, told};
use serde_json::Value;
use std::path::PathBuf;

/// A school of two terms and two periods, with one plan that everyone follows.
fn school(place: &Place, plan: &str, files: &[File<'_>]) -> PathBuf {
    let own = [
        ("bell.csv", "day,slot,start,end|D,1,08:00,08:50|D,2,09:00,09:50"),
        ("patterns.csv", "pattern,group,cells|P1,year,1(*)|P2,year,2(*)"),
        ("terms.csv", "term|S1|S2"),
        ("settings.toml", "year = 2026"),
        ("requests.csv", "student,course"),
        ("students.csv", "student,grade|s1,12|s2,12"),
        ("courses.csv", "course,credits,max_seats,sections,patterns|ENG,10,30,1,year|SPAN1,10,30,1,year|ASL1,10,30,1,year|X,10,30,1,year"),
    ];
    let folder = place.lines("school", &own, files);
    give_plan(&folder, plan);
    folder
}

/// What is said of a student: the exit code, the part of the JSON about the plan, and the text.
fn answer(plan: &str, files: &[File<'_>], student: &str) -> (Option<i32>, Value, String) {
    let place = Place::new();
    let folder = school(&place, plan, files);
    let asked = ["--student", student];
    let (code, json) = told("reach", &[&folder], &asked);
    let text = ask("reach", &[&folder], &asked);
    assert_eq!(code, text.code);
    (code, json["plans"][0].clone(), text.out)
}

fn verdict(plan: &str, files: &[File<'_>], student: &str) -> String {
    let (code, json, _) = answer(plan, files, student);
    let verdict = json["verdict"].as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
    assert_eq!(code, Some(i32::from(verdict != "reachable")));
    verdict
}

/// Three years' worth of credit where one is left.
const THIRTY: &str = "[[require]]\nid = \"any\"\ncredits = 30\n\n[[require]]\nid = \"total\"\ncredits = 30\npool = \"total\"\n";

#[test]
fn a_requirement_is_waived_in_part_with_the_total_or_without_it() {
    assert_eq!(verdict(THIRTY, &[], "s1"), "blocked");
    let waivers = |row: &'static str| [("waivers.csv", row)];
    let kept = waivers("student,plan,requirement,credits,keep_total,reason|s1,p,any,10,yes,illness");
    assert_eq!(verdict(THIRTY, &kept, "s1"), "blocked");
    let less = waivers("student,plan,requirement,credits,keep_total,reason|s1,p,any,10,no,illness");
    let (code, json, text) = answer(THIRTY, &less, "s1");
    assert_eq!((code, json["verdict"].as_str()), (Some(0), Some("reachable")));
    let expected = serde_json::json!([{ "requirement": "any", "credits": 10, "keep_total": false, "reason": "illness" }]);
    assert_eq!(json["granted"]["waivers"], expected);
    assert!(text.contains("Waived: 10 credits of any (illness)."), "{text}");
    // Nobody else's.
    assert_eq!(verdict(THIRTY, &less, "s2"), "blocked");
}

#[test]
fn credits_by_agreement_count_in_the_requirement_and_in_the_total() {
    let agreed = [("waivers.csv", "student,plan,requirement,kind,credits,reason|s1,p,any,agreement,10,work abroad")];
    let (code, json, text) = answer(THIRTY, &agreed, "s1");
    assert_eq!((code, json["verdict"].as_str()), (Some(0), Some("reachable")));
    let expected = serde_json::json!([{ "requirement": "any", "credits": 10, "reason": "work abroad" }]);
    assert_eq!(json["granted"]["agreements"], expected);
    assert!(text.contains("By agreement: 10 credits of any count as had (work abroad)."), "{text}");
}

#[test]
fn a_waiver_for_a_group_is_one_for_each_student_in_it() {
    let files = [
        ("student_groups.csv", "student,group|s2,newcomers"),
        ("waivers.csv", "group,plan,requirement,credits,keep_total|newcomers,p,any,10,no"),
    ];
    assert_eq!(verdict(THIRTY, &files, "s2"), "reachable");
    assert_eq!(verdict(THIRTY, &files, "s1"), "blocked");
}

#[test]
fn credits_that_are_no_multiple_of_the_unit_are_a_fault() {
    let place = Place::new();
    let folder = school(&place, THIRTY, &[("waivers.csv", "student,plan,requirement,credits|s1,p,any,7")]);
    let ran = ask("reach", &[&folder], &[]);
    assert_ne!(ran.code, Some(0));
    assert!(ran.err.contains("7 credits are no multiple of the plan's unit, 5"), "{}", ran.err);
}

const SPANISH: &str = "[[require]]\nid = \"language\"\ncredits = 10\nfrom = [{ course = [\"SPAN1\"] }]\n";

#[test]
fn a_course_in_place_of_another_is_named_where_the_route_makes_use_of_it() {
    let passed = ("transcripts.csv", "student,course,grade,mark|s1,ASL1,11,B");
    let gone = ("courses.csv", "course,credits,max_seats,sections,patterns|ENG,10,30,1,year|SPAN1,10,30,0,year|ASL1,10,30,1,year");
    assert_eq!(verdict(SPANISH, &[passed, gone], "s1"), "blocked");
    let instead = ("substitutions.csv", "student,course,by,reason|s1,SPAN1,ASL1,board policy");
    let (code, json, text) = answer(SPANISH, &[passed, gone, instead], "s1");
    assert_eq!((code, json["verdict"].as_str()), (Some(0), Some("reachable")));
    let one = &json["granted"]["substitutions"][0];
    assert_eq!((one["course"].as_str(), one["by"].as_str(), one["used"].as_bool()), (Some("SPAN1"), Some("ASL1"), Some(true)));
    assert_eq!((&one["feeds"], one["reason"].as_str()), (&serde_json::json!(["language"]), Some("board policy")));
    assert!(text.contains("In place of SPAN1: ASL1 (board policy); it feeds language."), "{text}");
    // Without a pass of it, the route takes it.
    let (_, json, _) = answer(SPANISH, &[gone, instead], "s1");
    assert_eq!(json["route"][0]["course"].as_str(), Some("ASL1"), "{json}");
    // Nobody else's, and one credit feeds one requirement.
    assert_eq!(verdict(SPANISH, &[gone, instead], "s2"), "blocked");
    let both = format!("{SPANISH}\n[[require]]\nid = \"signs\"\ncredits = 10\nfrom = [{{ course = [\"ASL1\"] }}]\n");
    assert_eq!(verdict(&both, &[gone, instead], "s1"), "blocked");
}

#[test]
fn a_course_in_place_of_another_opens_what_waits_for_it() {
    let plan = "[[require]]\nid = \"english\"\ncourse = [\"ENG\"]\n";
    let files = [("transcripts.csv", "student,course,grade,mark|s1,ASL1,11,B"), ("prerequisites.csv", "course,any_of|ENG,SPAN1")];
    assert_eq!(verdict(plan, &files, "s1"), "blocked");
    let instead = ("substitutions.csv", "student,course,by|s1,SPAN1,ASL1");
    let (code, json, _) = answer(plan, &[files[0], files[1], instead], "s1");
    assert_eq!((code, &json["granted"]["substitutions"][0]["opens"]), (Some(0), &serde_json::json!(["ENG"])), "{json}");
    // Within one plan it opens nothing.
    let within = ("substitutions.csv", "student,course,by,plan|s1,SPAN1,ASL1,p");
    assert_eq!(verdict(plan, &[files[0], files[1], within], "s1"), "blocked");
}

#[test]
fn requirements_are_asked_of_a_group_or_of_all_others() {
    let plan = "[[require]]\nid = \"hard\"\ncredits = 30\nGROUPS\n";
    let files = [("student_groups.csv", "student,group|s1,academy")];
    let of = |key: &str, student: &str| verdict(&plan.replace("GROUPS", key), &files, student);
    assert_eq!((of("groups = [\"academy\"]", "s1"), of("groups = [\"academy\"]", "s2")), ("blocked".to_owned(), "reachable".to_owned()));
    assert_eq!(
        (of("not_groups = [\"academy\"]", "s1"), of("not_groups = [\"academy\"]", "s2")),
        ("reachable".to_owned(), "blocked".to_owned())
    );
    // Grade 12 of 2026 entered in 2023.
    assert_eq!((of("entered_from = 2024", "s1"), of("entered_from = 2023", "s1")), ("reachable".to_owned(), "blocked".to_owned()));
    let (_, json, _) = answer(&plan.replace("GROUPS", "groups = [\"academy\"]"), &files, "s2");
    assert_eq!(json["granted"]["not_asked"], serde_json::json!(["hard"]));
}

#[test]
fn exams_and_items_that_are_open_are_taken_for_granted_and_a_status_is_not() {
    let plan = "[[require]]\nid = \"algebra\"\nexam = \"algebra-1\"\nscore = 65\n
        [[require]]\nid = \"service\"\nitem = \"hours\"\namount = 20\n
        [[require]]\nid = \"citizen\"\nitem = \"citizen\"\nstatus = true\n";
    let some = ("achievements.csv", "student,item,value|s1,hours,5|s1,citizen,1|s2,hours,20");
    let (code, json, text) = answer(plan, &[some], "s1");
    assert_eq!((code, json["verdict"].as_str()), (Some(0), Some("reachable")));
    let exam = serde_json::json!([{ "requirement": "algebra", "name": "algebra-1", "asks": 65, "has": 0, "by_grade": 12 }]);
    let item = serde_json::json!([{ "requirement": "service", "name": "hours", "asks": 20, "has": 5, "by_grade": 12 }]);
    assert_eq!((&json["taken_for_granted"]["exams"], &json["taken_for_granted"]["items"]), (&exam, &item));
    assert_eq!(json["granted"]["statuses"], serde_json::json!([{ "requirement": "citizen", "item": "citizen" }]));
    assert!(text.contains("It takes for granted the exam algebra-1 (at least 65, 0 so far), by the end of grade 12."), "{text}");
    assert!(text.contains("It takes for granted the item hours (at least 20, 5 so far), by the end of grade 12."), "{text}");
    let (code, json, text) = answer(plan, &[some], "s2");
    assert_eq!((code, json["cause"].as_str()), (Some(1), Some("status")), "{json}");
    assert_eq!(json["taken_for_granted"]["exams"], serde_json::json!([]));
    assert!(text.contains("not recorded of the student"), "{text}");
}

#[test]
fn a_school_counts_students_by_its_own_plans() {
    let place = Place::new();
    let waivers = ("waivers.csv", "student,plan,requirement,credits,keep_total|s1,p,any,10,no");
    let folder = school(&place, THIRTY, &[waivers]);
    let (_, json) = told("reach", &[&folder], &["--full"]);
    let plans = json["plans"].as_array().unwrap();
    assert_eq!(plans.len(), 1, "{json}");
    assert_eq!((plans[0]["all"]["students"].as_u64(), plans[0]["all"]["on_time"].as_u64()), (Some(2), Some(1)), "{json}");
    // The same where the plan is named.
    assert_eq!(ask("reach", &[&folder], &["--plan", "p", "--student", "s1"]).code, Some(0));
}
