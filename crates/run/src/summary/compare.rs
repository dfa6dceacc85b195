//! What a summary says of a schedule, compared with what the checker finds.

use super::{Proved, SCHEMA, Summary};
use crate::proof::bounded;
use mortarboard_checker::{self as checker, BoundClaims, Claims, Report, Unmet};
use mortarboard_core::Proof;
use mortarboard_model::School;
use mortarboard_model::fault::{Fault, Faults};
use mortarboard_model::rule::Rules;
use serde::Serialize;
use serde_json::Value;

/// Something that a summary claims and that is not so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Where it is claimed, as a path such as `requests.met`; `.length` at its end where a list has more or fewer entries.
    pub claim: String,
    /// What is claimed there; of texts only that there is one, but for the words of a status.
    pub claimed: Value,
    /// What the school and the schedule say; null where nothing can be said.
    pub found: Value,
    /// One sentence.
    pub sentence: String,
}

/// What came of the claims of a summary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What is not so.
    pub claims: Vec<Claim>,
    /// Paths of what was not compared: how the search went, a proof that is none of the checker's, what nobody knows, and
    /// other words where another version wrote them.
    pub not_compared: Vec<String>,
    /// Whether the school or its settings are others than those of which the summary speaks; none where it does not say.
    pub school_changed: Option<bool>,
}

/// What is found anew from the school and the schedule. The last four tell of a schedule that does not exist, so there is
/// nothing of them beside one that does.
const FOUND: [&str; 18] = [
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
    "unexamined",
    "clashes",
    "unstaffed",
    "hindrances",
    "faults",
    "conflict",
    "minimal",
];

/// What hangs on the priorities of requests.
const BY_PRIORITY: [&str; 8] = ["status", "proof", "bound", "by_priority", "score", "critical_unmet", "reasons", "clashes"];

/// Compares everything that a summary says and that can be found anew: each number, word and entry of a list. What is left out
/// is not claimed; what is there and is not compared is named.
///
/// `report` and `unmet` are what [`verify`](mortarboard_checker::verify) and [`reasons`](mortarboard_checker::reasons()) find of the
/// schedule in this school under these rules, with requests as [`prioritised`](crate::prioritised) has them where the schedule was made so.
/// `digest` is that of the school as it was read (`mortarboard_io::digest`). A bound is a certificate of one school: where the summary was
/// written of another one, or under other settings, it is refused (claim `bound`), also if its numbers happened to be true here.
///
/// The time is that of summing the report up and of adding each claimed bound up from its prices.
///
/// # Errors
/// As [`well_formed`].
///
/// ```
/// use mortarboard::{Schedule, School};
/// use mortarboard::rule::Rules;
/// use mortarboard_checker as checker;
/// use mortarboard_run::summary::verify_summary;
/// let raw = mortarboard::files::seven_period_day();
/// let school = School::try_from(&raw)?;
/// let schedule = Schedule::empty(&school);
/// let rules = Rules::of(&school);
/// let (report, unmet) = (checker::verify(&school, &rules, &schedule), checker::reasons(&school, &rules, &schedule));
/// let summary = serde_json::from_str(r#"{"requests": {"met": 7}, "seed": 1}"#).unwrap();
/// let compared = verify_summary(&school, &rules, &mortarboard_io::digest(&raw), &report, &unmet, &summary)?;
/// assert_eq!(compared.claims[0].sentence, "The summary claims 7 for requests.met; the schedule has 0.");
/// assert_eq!(compared.not_compared, ["seed"]);
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn verify_summary(
    school: &School,
    rules: &Rules,
    digest: &str,
    report: &Report,
    unmet: &[Unmet],
    summary: &Value,
) -> Result<Compared, Faults> {
    well_formed(summary)?;
    let mut compared = Compared::default();
    let Some(claimed) = summary.as_object() else { return Ok(compared) };
    compared.school_changed = claimed.get("digest").and_then(Value::as_str).map(|known| known != digest);
    let found = serde_json::to_value(Summary::of_schedule(school, report, unmet)).unwrap_or_default();
    // Another version may say the same in other words.
    let same_words = claimed.get("version") == found.get("version");
    // Where not all critical requests were found in time, priorities were others, and who claims so claims nothing of them.
    let unfinished = claimed.get("critical_unfinished") == Some(&Value::Bool(true)) && could_be_unfinished(school, summary);
    for (key, value) in claimed {
        match key.as_str() {
            "digest" | "schema" => {}
            "critical_unfinished" if !unfinished => compared.walk(key, value, &Value::Bool(false), same_words),
            key if unfinished && BY_PRIORITY.contains(&key) => compared.not_compared.push(key.to_owned()),
            "bound" => compared.bound(value, school, rules, report),
            "status" => compared.status(value, school, rules, report),
            "proof" => compared.proof(value, school, rules, report),
            key if FOUND.contains(&key) => compared.walk(key, value, &found[key], same_words),
            _ if says_nothing(value) => {}
            _ => compared.not_compared.push(key.to_owned()),
        }
    }
    Ok(compared)
}

/// Whether a solve could have ended before all students were looked at: it had a limit of time or was stopped by hand, and there was something to
/// look at.
fn could_be_unfinished(school: &School, summary: &Value) -> bool {
    let limited = summary.pointer("/options/time").is_some_and(|time| !time.is_null());
    let stopped = summary.get("stopped").and_then(Value::as_str) == Some("asked");
    !school.graduation().plans.is_empty() && (limited || stopped)
}

/// Whether a value has the form of a summary: an object whose numbers are numbers, of a form that is known where it names one. [`verify_summary`] asks for it as well; asked before,
/// the answer can be told beside the faults of other files.
///
/// # Errors
/// When it has another form, or a bound that can't be understood; with the slug `bad-value`.
///
/// ```
/// use mortarboard_run::summary::well_formed;
/// assert!(well_formed(&serde_json::json!({"requests": {"met": 7}})).is_ok());
/// assert_eq!(well_formed(&serde_json::json!({"requests": 7})).unwrap_err().0[0].slug, "bad-value");
/// assert!(well_formed(&serde_json::json!({"schema": "mortarboard/summary/99"})).is_err());
/// ```
pub fn well_formed(summary: &Value) -> Result<(), Faults> {
    let cause = match summary.as_object() {
        None => "the summary is not an object".to_owned(),
        // Its keys may mean something else.
        Some(object) if object.get("schema").is_some_and(|schema| schema != SCHEMA) => {
            "the summary has a form that this version does not know".to_owned()
        }
        Some(_) => match serde_json::from_value::<Claims>(summary.clone()) {
            Ok(_) => return Ok(()),
            // What stands there is not repeated.
            Err(cause) => match cause.to_string().rsplit_once("expected ") {
                Some((_, expected)) => {
                    format!("a value of the summary is no {}", expected.trim_start_matches("a ").trim_start_matches("an "))
                }
                None => "a value of the summary has another form".to_owned(),
            },
        },
    };
    let fix = "use the file as it was written, or delete it to verify the schedule without its claims";
    Err(Faults(vec![Fault::error("bad-value", "summary").because(cause).mend(fix)]))
}

/// A claimed value as it may be repeated: numbers, and the words for how a solve ended and what proves it. Any other text could hold anything.
fn shown(claimed: &Value) -> Value {
    match claimed {
        Value::String(text) if STATUSES.contains(&text.as_str()) || PROOFS.contains(&text.as_str()) => claimed.clone(),
        Value::String(_) => Value::from("other text"),
        Value::Array(values) => values.iter().map(shown).collect(),
        Value::Object(values) => values.iter().map(|(key, value)| (key.clone(), shown(value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => claimed.clone(),
    }
}

/// How a proof and its measure are called, as a summary says it.
const PROOFS: [&str; 5] = ["own-weeks", "bound", "exact", "levels", "sum"];

/// How a solve can end, as a summary says it.
const STATUSES: [&str; 5] = ["optimal", "feasible", "stopped", "infeasible", "unknown"];

/// Whether a value claims nothing.
fn says_nothing(value: &Value) -> bool {
    value.is_null() || *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

impl Compared {
    /// Adds a certificate up, or refuses one of another school.
    fn bound(&mut self, value: &Value, school: &School, rules: &Rules, report: &Report) {
        if value.is_null() {
            return;
        }
        if self.school_changed == Some(true) {
            let sentence = "The bound of the summary was proven of another school, or of other settings, and says nothing of this one.";
            return self.claims.push(Claim {
                claim: "bound".to_owned(),
                claimed: shown(value),
                found: Value::Null,
                sentence: sentence.to_owned(),
            });
        }
        // Nothing else comes here: the form was looked at before.
        let Ok(bound) = serde_json::from_value::<BoundClaims>(value.clone()) else { return self.not_compared.push("bound".to_owned()) };
        let known = serde_json::to_value(&bound).unwrap_or_default();
        self.unknown("bound", value, &known);
        let faults = checker::verify_claims(school, rules, report, &Claims { bound: Some(bound), ..Claims::default() });
        self.claims.extend(faults.into_iter().map(|fault| Claim {
            claim: fault.claim,
            claimed: fault.claimed.into(),
            found: fault.found.into(),
            sentence: fault.sentence,
        }));
    }

    /// Names what a bound says beyond what a bound is.
    fn unknown(&mut self, path: &str, claimed: &Value, known: &Value) {
        for (key, value) in claimed.as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            match known.get(key) {
                None => self.not_compared.push(path),
                Some(known) => self.unknown(&path, value, known),
            }
        }
    }

    /// A schedule that keeps every hard rule is none that does not exist; that none is worth more is compared where the bound says it.
    fn status(&mut self, value: &Value, school: &School, rules: &Rules, report: &Report) {
        let proven = || checker::seat_bound(school, rules).proves(school, &report.score);
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

    /// A proof by the bound is found anew, or is none. Where the bound shows nothing there may be one that needs more than a report, or that
    /// nobody can find anew.
    fn proof(&mut self, value: &Value, school: &School, rules: &Rules, report: &Report) {
        if value.is_null() {
            return;
        }
        let data = |proof: Option<Proof>| serde_json::to_value(proof.map(Proved::from)).unwrap_or_default();
        let found = data(bounded(school, report, &checker::seat_bound(school, rules)));
        let other = || [Proof::OwnWeeks, Proof::Exact].iter().any(|&proof| *value == data(Some(proof)));
        if found.is_null() && report.accepted() && other() {
            self.not_compared.push("proof".to_owned());
        } else {
            self.walk("proof", value, &found, true);
        }
    }

    fn walk(&mut self, path: &str, claimed: &Value, found: &Value, same_words: bool) {
        match (claimed, found) {
            (Value::Object(claimed), Value::Object(found)) => {
                for (key, value) in claimed {
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
            _ if claimed == found => {}
            (Value::String(_), Value::String(_)) if !same_words => self.not_compared.push(path.to_owned()),
            _ => self.fault(path, claimed, found),
        }
    }

    fn fault(&mut self, claim: &str, claimed: &Value, found: &Value) {
        let word = |value: &Value| match value {
            Value::Null => "nothing".to_owned(),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let claimed = shown(claimed);
        let sentence = format!("The summary claims {} for {claim}; the schedule has {}.", word(&claimed), word(found));
        self.claims.push(Claim { claim: claim.to_owned(), claimed, found: found.clone(), sentence });
    }
}
