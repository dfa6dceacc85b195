//! `mortarboard rules`: the list, the pages, and an example of every rule that `verify` is tried on.

mod common;

use common::{Place, run, verify};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Rules that no schedule can break alone, what is broken with them, and why.
const NEVER_ALONE: [(&str, &str, &str); 1] = [(
    "block-lengths",
    "one-pattern",
    "a course with a shape allows the patterns derived from it and no others, and each of these has the shape",
)];

fn listed() -> Vec<Value> {
    let ran = run(&["rules", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran.json()["rules"].as_array().unwrap().clone()
}

fn slug(rule: &Value) -> &str {
    rule["slug"].as_str().unwrap()
}

fn example(slug: &str, out: &Path) -> common::Ran {
    run(&["rules".as_ref(), slug.as_ref(), "--out".as_ref(), out.as_os_str()])
}

#[test]
fn every_rule_has_an_example_that_verify_tells_apart() {
    let (place, rules) = (Place::new(), listed());
    assert!(rules.len() >= 16, "{}", rules.len());
    for rule in &rules {
        let (slug, out) = (slug(rule), place.path(slug(rule)));
        let ran = example(slug, &out);
        assert_eq!(ran.code, Some(0), "{slug}: {}{}", ran.out, ran.err);
        let parts: BTreeSet<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(parts, BTreeSet::from(["school", "kept", "broken"].map(str::to_owned)), "{slug}");
        let school = out.join("school");

        let ran = verify(&school, &out.join("kept"), &["--format", "json"]);
        assert_eq!(ran.code, Some(0), "{slug}: {}{}", ran.out, ran.err);
        let json = ran.json();
        for list in ["violations", "priced", "notes", "off"] {
            assert_eq!(json[list], Value::Array(Vec::new()), "{slug}: {list}");
        }

        let broken = verify(&school, &out.join("broken"), &[]);
        assert_eq!(broken.code, Some(1), "{slug}: {}{}", broken.out, broken.err);
        assert!(broken.out.contains(&format!("violation[{slug}] ")), "{slug}: {}", broken.out);
        let json = verify(&school, &out.join("broken"), &["--format", "json"]).json();
        let found: BTreeSet<&str> = json["violations"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap()).collect();
        let with = NEVER_ALONE.iter().filter(|(alone, ..)| *alone == slug).map(|(_, with, _)| *with);
        assert_eq!(found, with.chain([slug]).collect(), "{slug}");
        assert_eq!((&json["priced"], &json["notes"]), (&Value::Array(Vec::new()), &Value::Array(Vec::new())), "{slug}");

        // The page shows what is found, line by line.
        let page = run(&["rules", slug]).out;
        for line in broken.out.lines().filter(|line| line.starts_with("violation[")) {
            assert!(page.contains(&format!("\n{line}\n")), "{slug}: {line}");
        }
    }
}

#[test]
fn the_list_says_what_a_rule_is() {
    let text = run(&["rules"]);
    assert_eq!(text.code, Some(0), "{}", text.err);
    let expected = "preps\n  No teacher prepares more different courses than the office allows.\n    \
                    mode   hard; or soft, report, off\n    price  for a course too many for a teacher\n    reads  teachers.max_preps\n";
    assert!(text.out.contains(expected), "{}", text.out);
    assert!(text.out.contains("    mode   soft, weight 1; or hard, report, off\n"), "{}", text.out);
    assert!(text.out.contains("    mode   hard; always\n"), "{}", text.out);
    for rule in listed() {
        assert!(text.out.contains(&format!("{}\n  {}\n", slug(&rule), rule["sentence"].as_str().unwrap())), "{rule}");
        // Whatever may be soft has a price, and nothing else has.
        let soft = rule["modes"].as_array().unwrap().contains(&"soft".into());
        assert_eq!(soft, rule["unit"].is_string(), "{rule}");
    }
}

#[test]
fn a_page_is_the_one_in_the_documentation() {
    for rule in listed() {
        let slug = slug(&rule);
        let printed = run(&["rules", slug]).out;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../docs/rules/{slug}.md"));
        let kept = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let own: Vec<&str> = kept.split("\n\n").filter(|part| !part.starts_with("<!--")).collect();
        assert_eq!(printed, own.join("\n\n"), "{slug}");
        assert_eq!(run(&["rules", slug, "--format", "json"]).json()["page"].as_str(), Some(printed.as_str()), "{slug}");
    }
}

#[test]
fn an_example_is_never_written_over_anything() {
    let place = Place::new();
    let out = place.path("example");
    fs::create_dir(&out).unwrap();
    let ran = example("preps", &out);
    assert_eq!(ran.code, Some(4), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("exists already"), "{}", ran.err);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
    assert_eq!(example("preps", &place.path("no/such/place")).code, Some(4));
    // Nothing else was left behind either.
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 1);

    // A name that is wrong is told before anything is written.
    let ran = example("perps", &place.path("other"));
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    assert!(!place.path("other").exists());
    assert_eq!(run(&["rules", "--out", "x"]).code, Some(2), "an example of which rule?");
}

#[test]
fn an_unknown_rule_is_told_with_what_is_near() {
    let all: Vec<Value> = listed();
    let list = all.iter().map(slug).collect::<Vec<_>>().join(", ");
    let cases = [
        ("perps", "no rule is called `perps`; did you mean preps?"),
        ("room_clash", "no rule is called `room_clash`; did you mean room-clash?"),
        ("room", "no rule is called `room`; did you mean room-fit or room-clash?"),
        ("teacher free", "no rule is called `teacher free`; as a word of PowerScheduler it leads to availability"),
        ("lock", "no rule is called `lock`; did you mean locks?"),
        ("weather", "no rule is called `weather`"),
    ];
    for (name, said) in cases {
        let ran = run(&["rules", name]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        assert_eq!(ran.err, format!("error: {said}\n  the rules are {list}\n"), "{name}");
        let json = run(&["rules", name, "--format", "json"]).json();
        assert_eq!((&json["status"], &json["error"]), (&"error".into(), &"usage".into()), "{name}");
        assert!(json["message"].as_str().unwrap().starts_with(said), "{name}");
    }
}
