//! What a summary says of a schedule, compared with what the checker finds.

use crate::summary::Summary;
use mortarboard::School;
use mortarboard::checker::{self, Claims, Report, Unmet};
use serde::Serialize;
use serde_json::Value;

/// Something that a summary claims and that is not so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Claim {
    /// Where it is claimed, as a path such as `requests.met`.
    pub(crate) claim: String,
    claimed: Value,
    found: Value,
    pub(crate) sentence: String,
}

/// What came of the claims of a summary.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Compared {
    /// What is not so.
    pub(crate) claims: Vec<Claim>,
    /// What was not compared: how the search went, and a proof that is none of the checker's.
    pub(crate) not_compared: Vec<String>,
    /// Whether the school or its settings are others than those of which the summary speaks; none where it does not say.
    pub(crate) school_changed: Option<bool>,
}

/// What the checker finds anew from the school and the schedule.
const FOUND: [&str; 12] = [
    "requests",
    "placeable_exact",
    "students",
    "by_priority",
    "by_grade",
    "sections",
    "score",
    "violations",
    "soft",
    "reasons",
    "critical_unmet",
    "clashes",
];

/// Compares everything that a summary says and that can be found anew.
pub(crate) fn compare(summary: &Value, school: &School, digest: &str, report: &Report, unmet: &[Unmet]) -> Compared {
    let mut compared = Compared::default();
    let Some(claimed) = summary.as_object() else { return compared };
    compared.school_changed = claimed.get("digest").and_then(Value::as_str).map(|known| known != digest);
    let found = serde_json::to_value(Summary::of_schedule(school, report, unmet)).unwrap_or_default();
    // Another version may say the same in other words.
    let same_words = claimed.get("version") == found.get("version");
    for (key, value) in claimed {
        match key.as_str() {
            "digest" => {}
            "bound" => compared.bound(value, school, report),
            "status" => compared.status(value, school, report),
            key if FOUND.contains(&key) => compared.walk(key, value, &found[key], same_words),
            _ if says_nothing(value) => {}
            _ => compared.not_compared.push(key.to_owned()),
        }
    }
    compared
}

/// Whether a value claims nothing.
fn says_nothing(value: &Value) -> bool {
    value.is_null() || *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

impl Compared {
    /// Adds a certificate up.
    fn bound(&mut self, value: &Value, school: &School, report: &Report) {
        if value.is_null() {
            return;
        }
        let Ok(bound) = serde_json::from_value(value.clone()) else { return self.not_compared.push("bound".to_owned()) };
        let faults = checker::verify_claims(school, report, &Claims { bound: Some(bound), ..Claims::default() });
        self.claims.extend(faults.into_iter().map(|fault| Claim {
            claim: fault.claim,
            claimed: fault.claimed.into(),
            found: fault.found.into(),
            sentence: fault.sentence,
        }));
    }

    /// A schedule that keeps every hard rule is none that does not exist; that none is worth more is compared where the bound says it.
    fn status(&mut self, value: &Value, school: &School, report: &Report) {
        let proven = || {
            let rules = mortarboard::Rules::of(school);
            checker::seat_bound(school, &rules).is_some_and(|bound| bound.proves(school, &report.score))
        };
        match value.as_str() {
            Some("feasible" | "stopped") if report.accepted() => {}
            Some("optimal") if report.accepted() => {
                if !proven() {
                    self.not_compared.push("status".to_owned());
                }
            }
            _ => {
                let found = if report.accepted() { "feasible" } else { "violations" };
                self.fault("status", value, &Value::from(found));
            }
        }
    }

    fn walk(&mut self, path: &str, claimed: &Value, found: &Value, same_words: bool) {
        match (claimed, found) {
            (Value::Object(claimed), Value::Object(found)) => {
                for (key, value) in claimed.iter().filter(|(key, _)| same_words || *key != "meaning") {
                    self.walk(&format!("{path}.{key}"), value, found.get(key).unwrap_or(&Value::Null), same_words);
                }
            }
            (Value::Object(claimed), Value::Null) => {
                // Nothing is there: numbers that say so are true.
                claimed.iter().for_each(|(key, value)| self.walk(&format!("{path}.{key}"), value, found, same_words));
            }
            (Value::Array(claimed), Value::Array(found)) if claimed.len() == found.len() => {
                for (at, (claimed, found)) in claimed.iter().zip(found).enumerate() {
                    self.walk(&format!("{path}.{at}"), claimed, found, same_words);
                }
            }
            (Value::Array(claimed), Value::Array(found)) => {
                self.fault(&format!("{path}.length"), &claimed.len().into(), &found.len().into())
            }
            (Value::Number(number), Value::Null) if number.as_i64() == Some(0) => {}
            (Value::String(_), Value::String(_)) if !same_words => {}
            _ if claimed == found => {}
            _ => self.fault(path, claimed, found),
        }
    }

    fn fault(&mut self, claim: &str, claimed: &Value, found: &Value) {
        let word = |value: &Value| match value {
            Value::Null => "nothing".to_owned(),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let sentence = format!("The summary claims {} for {claim}; the schedule has {}.", word(claimed), word(found));
        self.claims.push(Claim { claim: claim.to_owned(), claimed: claimed.clone(), found: found.clone(), sentence });
    }
}
