//! What `solve` prints as JSON: the summary, and what differs from run to run.

use crate::unmet::Explained;
use mortarboard_checker::{Clash, Counts, Mend, Violation};
use mortarboard_io::InputFaults;
use mortarboard_model::score::Score;
use mortarboard_run::summary::{Asked, Bound, Hindrance, Passed, Proved, Reasons, Soft, Summary};
use serde::Serialize;

/// The keys of a summary that the envelope does not have, in the same order, and what is no part of the file. A test compares them with
/// `summary.json`, so that none is forgotten.
#[derive(Serialize)]
pub(crate) struct Printed<'a> {
    seed: u64,
    stopped: Option<&'static str>,
    work: u64,
    options: Asked,
    note: Option<&'a str>,
    proof: Option<Proved>,
    #[serde(flatten)]
    counts: &'a Counts,
    score: Score,
    bound: Option<&'a Bound>,
    violations: &'a [Violation],
    soft: &'a [Soft],
    reasons: &'a [Reasons],
    critical_unmet: &'a [String],
    critical_unfinished: bool,
    unexamined: Option<Passed>,
    clashes: &'a [Clash],
    unstaffed: &'a [String],
    hindrances: &'a [Hindrance],
    /// Those of the summary, with file and line.
    faults: InputFaults,
    conflict: Option<&'a str>,
    minimal: bool,
    seconds: f64,
    /// How many `audit_warnings` there are.
    warnings: u64,
    audit_warnings: &'a InputFaults,
    out: Option<&'a str>,
    /// Changes that would help most.
    changes: &'a [&'a Mend],
    unmet: &'a [Explained],
}

/// What a run adds to its summary.
pub(crate) struct Run<'a> {
    /// Wall time.
    pub(crate) seconds: f64,
    /// What the audit warns of.
    pub(crate) warnings: &'a InputFaults,
    /// What the audit found that no schedule can mend, with file and line.
    pub(crate) faults: InputFaults,
    /// The folder written.
    pub(crate) out: Option<&'a str>,
    /// Changes that would help most.
    pub(crate) changes: &'a [&'a Mend],
    /// Every unmet request.
    pub(crate) unmet: &'a [Explained],
}

impl<'a> Printed<'a> {
    pub(crate) fn new(summary: &'a Summary, run: Run<'a>) -> Self {
        Printed {
            seed: summary.seed,
            stopped: summary.stopped,
            work: summary.work,
            options: summary.options,
            note: summary.note.as_deref(),
            proof: summary.proof,
            counts: &summary.counts,
            score: summary.score,
            bound: summary.bound.as_ref(),
            violations: &summary.violations,
            soft: &summary.soft,
            reasons: &summary.reasons,
            critical_unmet: &summary.critical_unmet,
            critical_unfinished: summary.critical_unfinished,
            unexamined: summary.unexamined,
            clashes: &summary.clashes,
            unstaffed: &summary.unstaffed,
            hindrances: &summary.hindrances,
            faults: run.faults,
            conflict: summary.conflict.as_deref(),
            minimal: summary.minimal,
            seconds: run.seconds,
            warnings: run.warnings.0.len() as u64,
            audit_warnings: run.warnings,
            out: run.out,
            changes: run.changes,
            unmet: run.unmet,
        }
    }
}
