//! Unmet requests, with a reason for each and what would mend it.

use crate::failure::{Failure, UNWRITABLE};
use mortarboard_checker as checker;
use mortarboard_checker::{Mend, Mends, Unmet};
use mortarboard_model::raw::RawObjective;
use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};
use mortarboard_run::summary::meaning;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Columns of `unmet.csv`.
const COLUMNS: [&str; 7] = ["student", "course", "priority", "reason", "sentence", "mends", "note"];

/// One request that is not met.
#[derive(Debug, Serialize)]
pub(crate) struct Explained {
    #[serde(flatten)]
    unmet: Unmet,
    #[serde(flatten)]
    mends: Mends,
}

/// Looks for what would mend each unmet request, as long as `go_on` says so.
pub(crate) fn explain(
    school: &School,
    rules: &Rules,
    schedule: &Schedule,
    unmet: &[Unmet],
    go_on: &(dyn Fn() -> bool + Sync),
) -> Vec<Explained> {
    let mends = checker::mends(school, rules, schedule, unmet, go_on);
    unmet.iter().cloned().zip(mends).map(|(unmet, mends)| Explained { unmet, mends }).collect()
}

/// The text of `unmet.csv`: one line for each critical, required or primary request that is not met, by student.
/// What would mend it, if anything, is joined by `; or `.
pub(crate) fn table(explained: &[Explained]) -> Result<String, Failure> {
    rows(explained).map_err(|cause| Failure::output(UNWRITABLE, Path::new("unmet.csv"), cause, "check that the place has room"))
}

fn rows(explained: &[Explained]) -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for Explained { unmet, mends } in explained {
        let priority = format!("{:?}", unmet.priority).to_lowercase();
        let phrases: Vec<&str> = mends.mends.iter().map(|mend| mend.text.as_str()).collect();
        let (code, _) = meaning(&unmet.reason);
        let note = if mends.searched { &mends.note } else { "What would mend it was not looked for: there are too many unmet requests." };
        table.write_record([&unmet.student, &unmet.course, &priority, code, &unmet.sentence, &phrases.join("; or "), note])?;
    }
    let bytes = table.into_inner().map_err(|cause| cause.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Changes of sections that give most to the whole school, best first: each only once, however many requests it is a mend of.
pub(crate) fn best(explained: &[Explained], objective: RawObjective, most: usize) -> Vec<&Mend> {
    let mut all: Vec<&Mend> = explained.iter().flat_map(|one| &one.mends.mends).filter(|mend| !mend.steps.is_empty()).collect();
    all.sort_by(|a, b| b.worth.key(objective).cmp(&a.worth.key(objective)).then_with(|| a.text.cmp(&b.text)));
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|mend| seen.insert(&mend.steps)).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_checker::{Levels, reasons};
    use mortarboard_model::raw::RawSchool;
    use mortarboard_model::rule::Rules;
    use mortarboard_model::score::Score;
    use mortarboard_model::{Schedule, School};
    use serde_json::json;

    #[test]
    fn cells_with_commas_are_quoted() {
        let raw: RawSchool = serde_json::from_str(
            r#"{
                "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
                "patterns": [{"pattern": "P1", "cells": "1(*)"}],
                "courses": [{"course": "ART", "sections": 0, "max_seats": 9, "patterns": "P1"}],
                "students": [{"student": "s1"}],
                "requests": [{"student": "s1", "course": "ART", "priority": "required"}]
            }"#,
        )
        .unwrap();
        let school = School::try_from(&raw).unwrap();
        let mut unmet = reasons(&school, &Rules::of(&school), &Schedule::empty(&school)).remove(0);
        unmet.sentence = "Student s1 can't have ART, as it has no section.".to_owned();
        let mut mends = Mends::default();
        mends.searched = true;
        for text in ["one way", "another"] {
            let (none, worth) = (Levels::default(), Score::default());
            let mend = json!({"text": text, "steps": [], "seats": [], "gives": none, "costs": none, "worth": worth});
            mends.mends.push(serde_json::from_value(mend).unwrap());
        }
        assert_eq!(
            rows(&[Explained { unmet, mends }]).unwrap(),
            "student,course,priority,reason,sentence,mends,note\n\
             s1,ART,required,not-offered,\"Student s1 can't have ART, as it has no section.\",one way; or another,\n"
        );
    }
}
