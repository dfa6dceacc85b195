//! `mortarboard verify`: a schedule against every rule, and a summary against the schedule.

use crate::args::{Format, Verify};
use crate::end::End;
use crate::envelope::{self, Form, Known};
use crate::failure::Failure;
use crate::print::{self, count, number, percent};
use crate::text;
use mortarboard_checker as checker;
use mortarboard_checker::{Counts, Violation};
use mortarboard_io::{InputFaults, schedule};
use mortarboard_model::rule::Rules;
use mortarboard_model::score::{Level, Score};
use mortarboard_run::summary::{Compared, unstaffed, verify_summary, well_formed};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Serialize)]
struct Verified {
    #[serde(flatten)]
    counts: Counts,
    score: Score,
    rules: u64,
    off: Vec<&'static str>,
    violations: Vec<Violation>,
    priced: Vec<Violation>,
    notes: Vec<Violation>,
    unstaffed: Vec<String>,
    summary: bool,
    #[serde(flatten)]
    compared: Compared,
}

/// Verifies a schedule folder.
pub(crate) fn run(args: &Verify, format: Format) -> Result<End, Failure> {
    let claimed = claims(&args.schedule);
    // Whatever is wrong with the text of the schedule is said also when the school is at fault.
    let with = |mut faults: InputFaults, more: Option<InputFaults>| {
        faults.0.extend(more.into_iter().chain(claimed.as_ref().err().cloned()).flat_map(|more| more.0));
        faults
    };
    let (school, known) = match mortarboard_io::folder::load(&args.school) {
        Ok((raw, school)) => {
            let known = Known::new(&school, mortarboard_io::digest(&raw));
            (school, known)
        }
        Err(faults) => {
            let faults = with(faults, schedule::read(&args.schedule).err());
            return Err(Failure::input(format!("the school folder {} can't be used", args.school.display()), faults));
        }
    };
    // As solve does it, so that the counts of a summary can be compared.
    let school = mortarboard_run::prioritised(&school);
    let unusable = |what: &str, faults| Failure::input(format!("the {what} {} can't be used", args.schedule.display()), faults).of(&known);
    let (_, schedule) = schedule::load(&args.schedule, &school).map_err(|faults| unusable("schedule folder", with(faults, None)))?;
    let rules = Rules::of(&school);
    let report = checker::verify(&school, &rules, &schedule);
    let claimed = claimed.map_err(|faults| unusable("summary in", faults))?;
    let compared = match &claimed {
        Some(claimed) => {
            let unmet = checker::reasons(&school, &rules, &schedule);
            let compared = verify_summary(&school, &rules, known.digest(), &report, &unmet, claimed);
            compared.map_err(|faults| unusable("summary in", faults.into()))?
        }
        None => Compared::default(),
    };
    let good = report.accepted() && compared.claims.is_empty();
    let end = if good { End::Ok } else { End::Violations };
    let verified = Verified {
        counts: report.counts,
        score: report.score,
        // A rule some rows of whose table have another mode is checked in parts.
        rules: report.checked.iter().map(|checked| checked.rule).collect::<BTreeSet<_>>().len() as u64,
        off: report.off,
        violations: report.violations,
        priced: report.priced,
        notes: report.notes,
        unstaffed: unstaffed(&school),
        summary: claimed.is_some(),
        compared,
    };
    match format {
        Format::Json => print::json(&envelope::begin(Form::Verify, end, Some(&known)).with(&verified)),
        Format::Text => print::out(&written(&verified)),
    }
    Ok(end)
}

/// What the summary of the folder claims; nothing when it has none. One that can't be understood is a fault of the file.
fn claims(folder: &Path) -> Result<Option<Value>, InputFaults> {
    let summary = schedule::summary(folder)?;
    summary.iter().try_for_each(well_formed)?;
    Ok(summary)
}

fn written(verified: &Verified) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = write(&mut text, verified);
    text
}

fn write(text: &mut String, verified: &Verified) -> std::fmt::Result {
    for violation in &verified.violations {
        writeln!(text, "violation[{}] {}", violation.rule, violation.sentence)?;
        if let Some(row) = violation.row.as_ref().filter(|row| !row.source.is_empty()) {
            writeln!(text, "  source: {}", row.source)?;
        }
        mends(text, &violation.mends)?;
    }
    for claim in &verified.compared.claims {
        writeln!(text, "claim[{}] {}", claim.claim, claim.sentence)?;
    }
    let rules = count(verified.rules, "rule", "rules");
    match verified.violations.len() as u64 {
        0 => writeln!(text, "The schedule keeps every hard rule ({rules} checked).")?,
        n => writeln!(text, "The schedule breaks hard rules in {} ({rules} checked).", count(n, "place", "places"))?,
    }
    if let Some(sentence) = text::unstaffed(&verified.unstaffed) {
        writeln!(text, "{sentence}")?;
    }
    if !verified.off.is_empty() {
        writeln!(text, "Switched off by the settings and not checked: {}.", verified.off.join(", "))?;
    }
    match (verified.summary, verified.compared.claims.len() as u64) {
        (false, _) => writeln!(text, "There is no summary.json whose claims could be checked.")?,
        (true, 0) => writeln!(text, "Everything that its summary says of the schedule is true.")?,
        (true, n) => writeln!(text, "Its summary is wrong in {}.", count(n, "place", "places"))?,
    }
    if !verified.compared.not_compared.is_empty() {
        writeln!(text, "Not compared, as the schedule does not tell: {}.", verified.compared.not_compared.join(", "))?;
    }
    if verified.compared.school_changed == Some(true) {
        writeln!(text, "The school or its settings have changed since the summary was written.")?;
    }
    for (list, one, many) in [(&verified.priced, "wish is not kept", "wishes are not kept"), (&verified.notes, "note", "notes")] {
        if !list.is_empty() {
            writeln!(text, "{}{}.", count(list.len() as u64, one, many), paid(list))?;
        }
    }
    let requests = verified.counts.requests;
    let share = percent(requests.met, requests.total);
    writeln!(text, "Requests scheduled: {} of {}, {share}.", number(requests.met), number(requests.total))
}

/// What findings cost, level by level; nothing where they cost nothing.
fn paid(list: &[Violation]) -> String {
    let mut score = Score::default();
    for finding in list {
        if let Some(price) = finding.mode.price() {
            score.add(price.level, finding.price);
        }
    }
    let levels = Level::ALL.into_iter().filter(|&level| score.on(level) > 0);
    let prices: Vec<String> = levels
        .map(|level| {
            let on = if level == Level::Preference { String::new() } else { format!(" on the {} level", level.name()) };
            format!("{}{on}", number(score.on(level).unsigned_abs()))
        })
        .collect();
    if prices.is_empty() { String::new() } else { format!(", at a price of {}", prices.join(" and ")) }
}

/// What would mend a finding, on lines of its own.
fn mends(text: &mut String, mends: &[String]) -> std::fmt::Result {
    if mends.is_empty() { Ok(()) } else { writeln!(text, "  fix: {}", mends.join("; or ")) }
}
