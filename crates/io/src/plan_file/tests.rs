//! What plan files hold is read, written and judged.

use super::{SECTIONS, read, write};
use crate::folder;
use crate::json;
use mortarboard_model::graduation::raw::RawPlan;
use mortarboard_model::testing::{draws, graduation, random_graduation};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

const LONG: &str = r#"
title = "Long"
unit = 5

[[require]]
id = "math"
credits = 30
from = [{ subject = ["math"] }]
validated = true

[[require]]
some = [
  { credits = 10, from = [{ tag = ["arts"] }] },
  { exam = "algebra" },
]
at_least = 3

[[require]]
id = "breadth"
[[require.any]]
credits = 12
[[require.any]]
id = "second"
credits = 10
from = [
  { tag = ["art"] },
]

[[caps]]
from = [{ method = ["online"] }]
most = 5

[[caps]]
from = [{ tag = ["arts"] }]
most = 7
"#;

/// A school folder in a place that goes away with the test, with an empty folder for plans.
fn without_plans() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("school");
    let mut raw = graduation();
    raw.plans.clear();
    folder::write(&raw, &at).unwrap();
    fs::create_dir(at.join("plans")).unwrap();
    (place, at)
}

/// The faults of a school folder with this plan file.
fn faults_of(text: &str) -> Vec<(String, Option<u64>, &'static str, String)> {
    let (_place, at) = without_plans();
    fs::write(at.join("plans/long.toml"), text).unwrap();
    fs::write(at.join("plans/notes.txt"), "not a plan").unwrap();
    let found = folder::load(&at).err().map(|faults| faults.0).unwrap_or_default();
    found.into_iter().map(|found| (found.file, found.line, found.fault.slug, found.fault.id)).collect()
}

#[test]
fn faults_of_a_plan_have_their_lines() {
    let found = faults_of(LONG);
    let file = "plans/long.toml";
    let expected = [
        (file, Some(16), "out-of-range", "plan.2"),
        (file, Some(21), "bad-amount", "breadth.1"),
        (file, Some(25), "unknown-tag", "second"),
        (file, Some(33), "bad-amount", "caps.2"),
    ];
    let found: Vec<_> = found.iter().map(|(file, line, slug, id)| (file.as_str(), *line, *slug, id.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn faults_of_the_text_of_a_plan_are_all_found() {
    let text = "unit = \"5\"\ntitel = \"x\"\nentered_from = -1\n\n[[require]]\ncredits = 10\nfrom = { tag = [\"arts\"] }\n[[require]]\nany = [\n  { credits = 5, from = [{ tags = [\"arts\"] }] },\n  7,\n]\n";
    let found: Vec<_> = faults_of(text).into_iter().map(|(_, line, slug, _)| (line.unwrap_or(0), slug)).collect();
    let expected = [(1, "bad-value"), (2, "unknown-column"), (3, "bad-value"), (7, "bad-value"), (10, "unknown-column"), (11, "bad-value")];
    assert_eq!(found, expected);
    assert_eq!(faults_of("require = [\n")[0].2, "bad-toml");
}

#[test]
fn faults_of_plans_in_json_are_all_found() {
    let text = r#"{"plans": [{"plan": "a", "unit": "5", "require": [{"any": [{"credit": 5}, 7], "from": [{"tag": "x"}]}]}, 3]}"#;
    let found = json::read_school(text).unwrap_err();
    let found: Vec<_> =
        found.0.iter().map(|found| (found.fault.slug, found.fault.row, found.fault.column, found.fault.cause.as_str())).collect();
    assert_eq!(
        found,
        [
            (
                "unknown-column",
                Some(0),
                "require",
                "require[0].any[0].credit: the requirement has no key `credit`; perhaps `credits` is meant"
            ),
            ("bad-value", Some(0), "require", "require[0].any[1]: the value is not an object"),
            ("bad-value", Some(0), "require", "require[0].from[0].tag: the value is of the wrong kind"),
            ("bad-value", Some(0), "unit", "unit: the value is of the wrong kind"),
            ("bad-value", Some(1), "", "the value is not an object"),
        ]
    );
}

#[test]
fn the_name_of_the_file_is_the_id_unless_the_file_says_otherwise() {
    let (_place, at) = without_plans();
    for (name, text) in [("b.toml", "require = [{ credits = 5 }]"), ("a.TOML", "plan = \"z\"\nrequire = [{ credits = 5 }]")] {
        fs::write(at.join("plans").join(name), text).unwrap();
    }
    let (raw, _) = folder::load(&at).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(raw.plans.iter().map(|plan| plan.plan.as_str()).collect::<Vec<_>>(), ["z", "b"]);
}

#[test]
fn a_plan_without_a_plain_name_is_not_written() {
    for id in ["", ".", "a/b", "../a", "a:b", "NUL", "com1", "a\nb", "what?"] {
        let place = tempfile::tempdir().unwrap();
        let mut raw = graduation();
        raw.plans[0].plan = id.to_owned();
        let error = folder::write(&raw, &place.path().join("school")).unwrap_err();
        assert!(error.to_string().contains("plain file name"), "{error}");
        assert!(fs::read_dir(place.path()).unwrap().next().is_none());
    }
    let place = tempfile::tempdir().unwrap();
    let mut raw = graduation();
    raw.plans.push(RawPlan { plan: "Diploma".to_owned(), ..RawPlan::default() });
    assert!(folder::write(&raw, &place.path().join("school")).is_err());
}

#[test]
fn examples_of_keys_are_what_they_say() {
    for section in SECTIONS {
        for key in section.keys {
            let entry = format!("{} = {}", key.name, key.example);
            let text = match section.name {
                "plan" => entry,
                "requirement" => format!("require = [{{ {entry} }}]"),
                "filter" => format!("require = [{{ from = [{{ {entry} }}] }}]"),
                "substitute" => format!("require = [{{ substitutes = [{{ {entry} }}] }}]"),
                "cap" => format!("caps = [{{ {entry} }}]"),
                "either-or" => format!("either = [{{ {entry} }}]"),
                _ => format!("validations = [{{ {entry} }}]"),
            };
            let plan = read(&text).unwrap_or_else(|faults| panic!("{text}\n{faults}"));
            // The example is no default: the key is written again.
            assert!(write(&plan).contains(&format!("{} = ", key.name)), "{text}");
            assert_eq!(read(&write(&plan)).unwrap(), plan, "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn written_plans_of_random_schools_read_back(numbers in prop::collection::vec(any::<u32>(), 0..40)) {
        for plan in random_graduation(&mut draws(&numbers)).plans {
            let text = write(&plan);
            prop_assert_eq!(read(&text).map_err(|faults| TestCaseError::fail(format!("{text}\n{faults}")))?, plan);
        }
    }
}
