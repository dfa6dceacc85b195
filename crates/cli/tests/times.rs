//! A course asked for twice in a year, from requests to graduation, from outside.

mod common;

use common::{File, Place, give_plan, run, solve, summary, verify};

use std::fs;
use std::path::PathBuf;

/// Two terms of two periods, and PE of one term in two sections, asked for twice by the only student.
fn school(place: &Place, plan: &str, files: &[File<'_>]) -> PathBuf {
    let own = [
        ("settings.toml", "year = 2026"),
        ("terms.csv", "term|S1|S2"),
        ("bell.csv", "day,slot,start,end|D,1,08:00,08:50|D,2,09:00,09:50"),
        ("patterns.csv", "pattern,group,cells|A1,half,S1:1(*)|A2,half,S1:2(*)|B1,half,S2:1(*)|B2,half,S2:2(*)"),
        ("courses.csv", "course,credits,max_seats,sections,patterns|PE,5,30,2,half|ART,5,30,1,half"),
        ("catalogue.csv", "course,completions|PE,8"),
        ("students.csv", "student,grade|s1,12"),
        ("requests.csv", "student,course,times|s1,PE,2|s1,ART,"),
    ];
    let folder = place.lines("school", &own, files);
    if !plan.is_empty() {
        give_plan(&folder, plan);
    }
    folder
}

fn credits(credits: u32) -> String {
    format!("[[require]]\ncredits = {credits}\nfrom = [{{ course = [\"PE\"] }}]\n")
}

#[test]
fn solved_verified_and_counted_for_graduation() {
    let place = Place::new();
    let folder = school(&place, &credits(10), &[]);
    let out = place.path("out");
    let ran = solve(&folder, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let rosters = fs::read_to_string(out.join("rosters.csv")).unwrap();
    assert!(["PE-1,s1", "PE-2,s1", "ART-1,s1"].iter().all(|row| rosters.contains(row)), "{rosters}");
    let found = summary(&out);
    assert_eq!(
        (&found["requests"]["total"], &found["requests"]["met"], &found["requests"]["placeable"]),
        (&3.into(), &3.into(), &3.into())
    );
    // Graduation hangs on both times.
    assert_eq!(found["by_priority"]["critical"], serde_json::json!({ "total": 2, "met": 2 }));
    let ran = verify(&folder, &out, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let reach = |credits_asked: u32| {
        give_plan(&folder, &credits(credits_asked));
        run(&["reach".as_ref(), folder.as_os_str(), out.as_os_str(), "--format".as_ref(), "json".as_ref()]).code
    };
    assert_eq!((reach(10), reach(15)), (Some(0), Some(1)));
}

#[test]
fn as_many_requests_are_critical_as_are_needed() {
    for (asked, critical) in [(5, 1), (10, 2)] {
        let place = Place::new();
        let folder = school(&place, &credits(asked), &[]);
        let out = place.path("out");
        assert_eq!(solve(&folder, &out, &[]).code, Some(0));
        assert_eq!(summary(&out)["by_priority"]["critical"]["total"], critical, "{asked} credits");
        // What is claimed is found again, although the school that is read has no critical requests of its own.
        let ran = verify(&folder, &out, &[]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn both_sections_in_one_term_are_found() {
    let place = Place::new();
    let folder = school(&place, "", &[]);
    let placed = |second: &str| format!("section,course,pattern\nPE-1,PE,A1\nPE-2,PE,{second}\nART-1,ART,B2\n");
    let rosters = ("rosters.csv", "section,student\nPE-2,s1\nPE-1,s1\n");
    let good = place.school("good", &[("sections.csv", &placed("B1")), rosters, ("meetings.csv", "team,term,day,slot\n")]);
    assert_eq!(verify(&folder, &good, &[]).code, Some(0));
    let bad = place.school("bad", &[("sections.csv", &placed("A2")), rosters, ("meetings.csv", "team,term,day,slot\n")]);
    let ran = verify(&folder, &bad, &["--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    let violations = ran.json()["violations"].clone();
    assert_eq!(violations.as_array().map(Vec::len), Some(1), "{violations}");
    assert_eq!(violations[0]["rule"], "one-section");
    assert_eq!(violations[0]["sentence"], "Student s1 asks for PE more than once, and is in PE-1 and PE-2, which both meet in term S1.");
}

#[test]
fn what_is_met_once_of_two_times_is_told() {
    let place = Place::new();
    let one = "course,credits,max_seats,sections,patterns|PE,5,30,1,half|ART,5,30,1,half";
    let folder = school(&place, "", &[("courses.csv", one)]);
    let out = place.path("out");
    assert_eq!(solve(&folder, &out, &[]).code, Some(0));
    let found = summary(&out);
    assert_eq!(
        (&found["requests"]["total"], &found["requests"]["met"], &found["requests"]["placeable"]),
        (&3.into(), &2.into(), &2.into())
    );
    assert_eq!((&found["status"], &found["students"]["complete"]), (&"optimal".into(), &0.into()));
    let unmet = fs::read_to_string(out.join("unmet.csv")).unwrap();
    let sentence = "Student s1 can't have PE (1 of 2 times met): it has no other section that could meet in other terms.";
    assert!(unmet.lines().count() == 2 && unmet.contains(sentence), "{unmet}");
    assert_eq!(verify(&folder, &out, &[]).code, Some(0));
}

#[test]
fn demand_counts_the_times() {
    let place = Place::new();
    let tight = "course,credits,max_seats,sections,patterns|PE,5,1,2,half|ART,5,30,1,half";
    let files =
        [("courses.csv", tight), ("students.csv", "student,grade|s1,12|s2,12"), ("requests.csv", "student,course,times|s1,PE,2|s2,PE,2")];
    let folder = school(&place, "", &files);
    let ran = run(&["audit".as_ref(), folder.as_os_str()]);
    assert!(ran.out.contains("2 students ask, 4 times in all, and its 2 sections have 2 seats: 2 short"), "{}{}", ran.out, ran.err);
}

#[test]
fn times_out_of_range_are_faults() {
    for (row, cause) in [
        ("s1,PE,0", "a request for 0 times asks for nothing"),
        ("s1,PE,9", "the student asks for PE 9 times, and it may be passed for credit 8 times"),
        ("s1,ART,2", "the student asks for ART 2 times, and it may be passed for credit once"),
        ("s1,PE,x", "the cell is not a whole number"),
    ] {
        let place = Place::new();
        let folder = school(&place, "", &[]);
        fs::write(folder.join("requests.csv"), format!("student,course,times\n{row}\n")).unwrap();
        let ran = solve(&folder, &place.path("out"), &[]);
        assert_eq!(ran.code, Some(3), "{row}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("requests.csv line 2, times") && ran.err.contains(cause), "{row}: {}", ran.err);
    }
}

#[test]
fn a_roster_made_elsewhere_shows_how_often_a_student_asks() {
    let place = Place::new();
    let schedule = place.school(
        "schedule",
        &[("sections.csv", "section,course,pattern\nPE-1,PE,A1\nPE-2,PE,B1\n"), ("rosters.csv", "section,student\nPE-1,s1\nPE-2,s1\n")],
    );
    for (requests, completions, code) in [
        ("student,course", "course,completions|PE,8", 0),
        ("student,course|s1,PE", "course,completions|PE,8", 0),
        ("student,course,times|s1,PE,2", "course,completions|PE,8", 0),
        // A course that may be passed once is no two takes.
        ("student,course", "course,completions|PE,1", 3),
    ] {
        let place = Place::new();
        let folder = school(&place, &credits(10), &[("requests.csv", requests), ("catalogue.csv", completions)]);
        let ran = run(&["reach".as_ref(), folder.as_os_str(), schedule.as_os_str()]);
        assert_eq!(ran.code, Some(code), "{requests}: {}{}", ran.out, ran.err);
    }
}
