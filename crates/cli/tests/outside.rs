//! Credit from outside the school's own sections, as a registrar asks about it.

mod common;

use common::{Place, give_plan, told};
use serde_json::Value;
use std::path::Path;

/// A school of one period, where ALG1 and ENG are both asked for and one of them is taught: the JSON for one student.
fn ask(outside: &str, plan: &str, scheduled: bool) -> (Option<i32>, Value, String) {
    let place = Place::new();
    let transcripts = "student,course,grade,mark\nsenior,PE,11,A\njunior,PE,10,A\n";
    let folder = place.school(
        "school",
        &[
            ("settings.toml", "year = 2026\n"),
            ("bell.csv", "day,slot,start,end\nD,1,08:00,08:50\n"),
            ("terms.csv", "term\nS1\nS2\n"),
            ("patterns.csv", "pattern,group,cells\nP1,year,1(*)\n"),
            ("courses.csv", "course,credits,max_seats,sections,patterns\nALG1,10,30,1,year\nENG,10,30,1,year\n"),
            ("catalogue.csv", "course,credits\nPE,10\nART,5\n"),
            ("students.csv", "student,grade\nsenior,12\njunior,11\n"),
            ("requests.csv", "student,course\n"),
            ("transcripts.csv", transcripts),
            ("student_groups.csv", "student,group\nsenior,evening\n"),
            ("outside.csv", outside),
        ],
    );
    give_plan(&folder, plan);
    let schedule = place.school(
        "schedule",
        &[("sections.csv", "section,course,pattern\nALG1-1,ALG1,P1\nENG-1,ENG,P1\n"), ("rosters.csv", "section,student\nENG-1,senior\n")],
    );
    let folders: &[&Path] = if scheduled { &[&folder, &schedule] } else { &[&folder] };
    let text = common::ask("reach", folders, &["--student", "senior"]).out;
    let (code, json) = told("reach", folders, &["--student", "senior"]);
    (code, json, text)
}

const BOTH: &str =
    "[[require]]\ncredits = 10\nfrom = [{ course = [\"ALG1\"] }]\n[[require]]\ncredits = 10\nfrom = [{ course = [\"ENG\"] }]\n";

fn state(json: &Value) -> (&str, &str) {
    let plan = json["plans"].get(0).unwrap_or_else(|| panic!("{json}"));
    (plan["verdict"].as_str().unwrap(), plan["graduates"].as_str().unwrap())
}

#[test]
fn one_course_from_outside_is_named_with_its_cost() {
    for scheduled in [false, true] {
        let outside = "outside,when,most_credits,cost\nonline,year,10,150\nnight,S2,10,200\n";
        let (code, json, text) = ask(outside, BOTH, scheduled);
        assert_eq!((code, state(&json)), (Some(1), ("blocked", "with-outside")), "{json}");
        let needed = &json["plans"][0]["outside_needed"];
        assert_eq!((needed["credits"].as_u64(), needed["cost"].as_u64(), needed["least"].as_bool()), (Some(10), Some(150), Some(true)));
        assert_eq!(needed["needs"][0]["outside"], "online");
        assert!(text.contains("by online, this year (10 credits, at a cost of 150); no less of it does (proven)."), "{text}");
    }
}

#[test]
fn what_comes_too_late_or_is_for_others_does_not_help() {
    // A summer after the last year comes too late; other kinds are for other courses, groups, grades or too small.
    for outside in [
        "outside,when,most_credits\nsummer,summer,10\n",
        "outside,courses,most_credits\nonline,PE,10\n",
        "outside,tags,most_credits,highest_grade\nonline,,10,11\n",
        "outside,most_credits\nonline,5\n",
    ] {
        let (code, json, _) = ask(outside, BOTH, true);
        let (verdict, graduates) = state(&json);
        assert_eq!((code, verdict), (Some(1), "blocked"), "{json}");
        assert!(["not-at-all", "not-at-school"].contains(&graduates), "{outside}: {graduates}");
    }
    let (_, json, _) = ask("outside,most_credits,groups\nonline,10,evening\n", BOTH, true);
    assert_eq!(state(&json), ("blocked", "with-outside"));
}

#[test]
fn the_most_a_year_is_kept() {
    let plan = BOTH.to_owned() + "[[require]]\ncredits = 5\nfrom = [{ course = [\"ART\"] }]\n";
    let (_, json, _) = ask("outside,most_credits\nonline,10\n", &plan, true);
    assert_eq!(state(&json), ("blocked", "not-at-all"), "{json}");
    let (_, json, text) = ask("outside,most_credits\nonline,15\n", &plan, true);
    assert_eq!(state(&json), ("blocked", "with-outside"), "{json}");
    assert_eq!(json["plans"][0]["outside_needed"]["needs"].as_array().map(Vec::len), Some(2), "{text}");
}

#[test]
fn where_the_school_does_nothing_is_needed() {
    let plan = "[[require]]\ncredits = 10\nfrom = [{ course = [\"ENG\"] }]\n";
    let (code, json, _) = ask("outside,most_credits\nonline,10\n", plan, true);
    assert_eq!((code, state(&json)), (Some(0), ("reachable", "at-school")), "{json}");
    assert!(json["plans"][0]["outside"].is_null());
}
