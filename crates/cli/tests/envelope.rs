//! Every object begins in one way, and says how the program ended; `docs/commands.md` is the page of it.

mod common;

use common::{ODD_RING, Place, Ran, TINY, run, solve, summary, tiny_but, verify};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../../docs/commands.md");
const KEYS: [&str; 6] = ["schema", "status", "exit", "version", "school", "digest"];

/// Exit code, status and kind of error, as the page lists them, with the commands they are of.
fn listed() -> Vec<[String; 4]> {
    let (_, part) = PAGE.split_once("\n## Status words\n").expect("the page has the words");
    let part = part.split("\n## ").next().unwrap();
    let rows = part.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let cells: Vec<String> = row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect();
        [0, 1, 2, 3].map(|at| cells[at].clone())
    })
    .collect()
}

/// The keys of the object in the order in which they are printed.
fn keys(text: &str) -> Vec<&str> {
    let own = text.lines().filter_map(|line| line.strip_prefix("  \""));
    own.filter_map(|rest| rest.split_once("\": ").map(|(key, _)| key)).collect()
}

fn json<A: AsRef<OsStr>>(args: &[A]) -> Ran {
    let mut all: Vec<&OsStr> = args.iter().map(AsRef::as_ref).collect();
    all.extend([OsStr::new("--format"), OsStr::new("json")]);
    run(&all)
}

/// Looks at one object by all that holds of every object, and gives it.
fn object(ran: &Ran, verb: &str, schema: &str) -> Value {
    let (value, own) = (ran.json(), keys(&ran.out));
    assert!(ran.err.is_empty(), "{}", ran.err);
    assert_eq!(own[..KEYS.len()], KEYS, "{}", ran.out);
    assert_eq!(own.len(), own.iter().collect::<BTreeSet<_>>().len(), "a key is there twice: {own:?}");
    assert_eq!(value["schema"], format!("mortarboard/{schema}/1"));
    assert_eq!((value["exit"].as_i64(), &value["version"]), (ran.code.map(i64::from), &env!("CARGO_PKG_VERSION").into()));
    assert_eq!(value["school"].is_null(), value["digest"].is_null(), "{}", ran.out);
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let found = [value["exit"].to_string(), word("status"), word("error")];
    let row = listed().into_iter().find(|row| row[..3] == found).unwrap_or_else(|| panic!("{found:?} is not on the page"));
    let of = match row[3].as_str() {
        "all" => true,
        "all but solve" => verb != "solve",
        "those with --out" => ["import", "solve", "generate", "rules"].contains(&verb),
        some => some.split(", ").any(|known| known == verb),
    };
    assert!(of, "the page says that {found:?} is of {}, not of {verb}", row[3]);
    if schema == "error" {
        let faults = value["faults"].as_array().unwrap();
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault["cause"] != "" && fault["fix"] != ""), "{}", ran.out);
    }
    value
}

#[test]
fn every_answer_begins_in_one_way() {
    let place = Place::new();
    let (school, out) = (place.school("school", &TINY), place.path("out"));
    let audited = object(&json(&["audit".as_ref(), school.as_os_str()]), "audit", "audit");
    assert_eq!((&audited["school"], audited["digest"].as_str().map(str::len)), (&"tiny".into(), Some(64)));
    let solved = object(&solve(&school, &out, &["--format", "json"]), "solve", "solve");
    let verified = object(&verify(&school, &out, &["--format", "json"]), "verify", "verify");
    // The same school has the same digest under every command, and in the folder.
    let summary = summary(&out);
    for other in [&solved, &verified, &summary] {
        assert_eq!((&other["digest"], &other["school"]), (&audited["digest"], &audited["school"]));
    }
    object(&json(&["rules"]), "rules", "rules");
    object(&json(&["rules", "preps"]), "rules", "rules");

    fs::write(out.join("rosters.csv"), "section,student\n").unwrap();
    assert_eq!(object(&verify(&school, &out, &["--format", "json"]), "verify", "verify")["status"], "violations");
    let ring = place.school("ring", &ODD_RING);
    assert_eq!(object(&solve(&ring, &place.path("none"), &["--format", "json"]), "solve", "solve")["exit"], 5);
    let locks = "section,kind,value\nART-1,pattern,P1\nBIO-1,pattern,P1\nART-1,student,s1\nBIO-1,student,s1\n";
    let locked = place.school("locked", &[&TINY[..], &[("locks.csv", locks)]].concat());
    let impossible = object(&solve(&locked, &place.path("none"), &["--format", "json"]), "solve", "solve");
    assert_eq!((&impossible["status"], &impossible["faults"][0]["file"]), (&"infeasible".into(), &"locks.csv".into()));
    let audited = object(&json(&["audit".as_ref(), locked.as_os_str()]), "audit", "audit");
    let of = |severity: &str| audited["faults"].as_array().unwrap().iter().filter(|fault| fault["severity"] == severity).cloned().collect();
    assert_eq!((&impossible["faults"], &impossible["audit_warnings"]), (&Value::Array(of("error")), &Value::Array(of("warning"))));
}

#[test]
fn graduation_and_made_up_schools_begin_so_too() {
    let place = Place::new();
    let (school, out) = (place.path("school"), place.path("out"));
    let made = json(&["generate", "--students", "150", "--graduation", "--out", school.to_str().unwrap()]);
    let made = object(&made, "generate", "generate");
    let reached = object(&json(&["reach".as_ref(), school.as_os_str(), OsStr::new("--no-failures")]), "reach", "reach");
    // What was made is what is read.
    assert_eq!((&made["digest"], &made["school"]), (&reached["digest"], &reached["school"]));
    assert_eq!(solve(&school, &out, &["--work", "500"]).code, Some(0));
    let student = fs::read_to_string(school.join("students.csv")).unwrap();
    let student = student.lines().nth(1).and_then(|line| line.split(',').next()).unwrap();
    let one = [OsStr::new("reach"), school.as_os_str(), out.as_os_str(), OsStr::new("--student"), OsStr::new(student)];
    // What a schedule adds to the school is no part of the digest.
    assert_eq!(object(&json(&one), "reach", "reach-student")["digest"], made["digest"]);

    // A school that was read is named also where there is no answer about it.
    for (option, slug) in [("--plan", "unknown-plan"), ("--student", "unknown-student")] {
        let failed = json(&[OsStr::new("reach"), school.as_os_str(), OsStr::new(option), OsStr::new("nobody")]);
        let failed = object(&failed, "reach", "error");
        assert_eq!((&failed["digest"], &failed["faults"][0]["slug"]), (&made["digest"], &slug.into()));
        assert_eq!((&failed["faults"][0]["id"], &failed["faults"][0]["table"]), (&"nobody".into(), &"command line".into()));
    }
}

#[test]
fn an_import_begins_so_too() {
    let place = Place::new();
    let from = place.school("export", &[("list.csv", "Code\nART\n")]);
    let (map, out) = (place.path("map.toml"), place.path("school"));
    let text = r#"
        settings = { name = "north", default_patterns = ["P1"] }
        bell = [{ rows = [{ day = "Mon", slot = 1, start = "08:00", end = "08:50" }] }]
        patterns = [{ rows = [{ pattern = "P1", cells = "1(*)" }] }]
        courses = [{ from = "list.csv", columns = { course = "Code", max_seats = { always = "9" }, sections = { always = "1" } } }]
        students = [{ rows = [{ student = "s1" }] }]
        requests = [{ rows = [{ student = "s1", course = "ART" }] }]
    "#;
    fs::write(&map, text).unwrap();
    let args = |out: &Path| json(&["import".as_ref(), map.as_os_str(), from.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    let imported = object(&args(&out), "import", "import");
    let audited = object(&json(&["audit".as_ref(), out.as_os_str()]), "audit", "audit");
    assert_eq!((&imported["digest"], &imported["size"]), (&audited["digest"], &audited["size"]));
    assert_eq!(imported["school"], "north");
    object(&args(&out), "import", "error");
    fs::write(&map, "courses = 7").unwrap();
    assert_eq!(object(&args(&place.path("other")), "import", "error")["error"], "input");
}

#[test]
fn what_is_no_answer_begins_so_too() {
    let place = Place::new();
    let school = place.school("school", &TINY);
    let out = place.path("out");
    fs::create_dir(&out).unwrap();
    let taken = object(&solve(&school, &out, &["--format", "json"]), "solve", "error");
    assert_eq!((&taken["error"], &taken["faults"][0]["slug"]), (&"output".into(), &"output-exists".into()));
    assert_eq!(taken["faults"][0]["file"].as_str(), out.to_str());
    let nowhere = object(&solve(&school, &place.path("no/such/place"), &["--format", "json"]), "solve", "error");
    assert_eq!(nowhere["faults"][0]["slug"], "output-unwritable");

    let bad = place.school("bad", &tiny_but("courses.csv", "course,max_seats,sections\nART,many,1\nBIO,20,1\n"));
    let never = place.path("never");
    for verb in ["audit", "solve", "verify", "reach"] {
        let mut args = vec![OsStr::new(verb), bad.as_os_str()];
        match verb {
            "solve" => args.extend([OsStr::new("--out"), never.as_os_str()]),
            "verify" => args.push(out.as_os_str()),
            _ => {}
        }
        let failed = object(&json(&args), verb, "error");
        assert_eq!((&failed["error"], &failed["faults"][0]["slug"]), (&"input".into(), &"bad-number".into()), "{verb}");
    }
    // A school without a plan was read.
    let failed = object(&json(&["reach".as_ref(), school.as_os_str()]), "reach", "error");
    assert_eq!((&failed["school"], &failed["faults"][0]["slug"]), (&"tiny".into(), &"no-plan".into()));

    let lines: [(&[&str], &str, &str); 6] = [
        (&[], "missing-command", ""),
        (&["solv"], "unknown-command", "solv"),
        (&["solve"], "missing-argument", "--out <DIR>"),
        (&["audit", "x", "--frobnicate"], "unknown-argument", "--frobnicate"),
        (&["generate", "--students", "0", "--out", "x"], "bad-argument", "--students <N>"),
        (&["rules", "perps"], "unknown-rule", "perps"),
    ];
    for (args, slug, id) in lines {
        let failed = object(&json(args), args.first().copied().unwrap_or_default(), "error");
        assert_eq!(failed["faults"][0]["slug"], slug, "{args:?}");
        assert!(failed["faults"][0]["id"].as_str().unwrap().contains(id), "{args:?}: {failed:#}");
        assert!(!failed["message"].as_str().unwrap().starts_with("error"), "{failed:#}");
    }
}

#[test]
fn what_text_sums_up_is_data() {
    let place = Place::new();
    let (school, out) = (place.path("school"), place.path("out"));
    let made = run(&["generate", "--students", "150", "--seed", "2", "--out", school.to_str().unwrap()]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let ran = solve(&school, &out, &["--work", "3000", "--format", "json"]).json();
    let text = fs::read_to_string(out.join("summary.txt")).unwrap();
    let (_, listed) = text.split_once("\nChanges that would help most").expect("some changes help");
    let listed: Vec<&str> = listed.lines().skip(1).take_while(|line| line.starts_with("  ")).map(str::trim).collect();
    let changes: Vec<&str> = ran["changes"].as_array().unwrap().iter().map(|change| change["text"].as_str().unwrap()).collect();
    assert_eq!(listed, changes);
    assert!(ran["changes"].as_array().unwrap().iter().all(|change| !change["steps"].as_array().unwrap().is_empty()));

    let audited = json(&["audit".as_ref(), school.as_os_str()]).json();
    assert_eq!((&ran["audit_warnings"], &ran["warnings"]), (&audited["faults"], &audited["warnings"]));
    assert_ne!(audited["faults"], Value::Array(Vec::new()), "nothing is compared");
}

#[test]
fn an_older_form_of_the_command_line_still_works() {
    let place = Place::new();
    for (option, name) in [("--out", "new"), ("--example", "old")] {
        let out = place.path(name);
        let ran = json(&["rules", "preps", option, out.to_str().unwrap()]);
        assert_eq!((ran.code, ran.json()["out"].as_str()), (Some(0), out.to_str()));
        assert!(out.join("school").is_dir(), "{option}");
    }
}
