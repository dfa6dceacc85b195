//! What a solve says of its schedule: printed, and written into the schedule folder.

use crate::args::Solve;
use crate::bound::Bound;
use crate::print::count;
use crate::unexamined::Passed;
use crate::unmet;
use mortarboard::checker::{self, Clash, Counts, Report, Unmet, Violation};
use mortarboard::model::Priority;
use mortarboard::model::score::Score;
use mortarboard::{Answer, Fault, Outcome, ReachOptions, Schedule, School, Stopped};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a solve ended, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// No schedule is worth more.
    Optimal,
    /// A schedule that keeps every hard rule; a better one may exist.
    Feasible,
    /// The same, and the search was ended by hand.
    Stopped,
    /// No schedule keeps every hard rule.
    Infeasible,
    /// Neither a schedule nor a proof that there is none.
    Unknown,
}

/// What `summary.json` holds. It says nothing of the clock or of threads: the same school, seed and work
/// give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Summary {
    /// How the solve ended.
    pub(crate) status: Status,
    /// Version of the program.
    pub(crate) version: &'static str,
    /// Label of the school.
    pub(crate) school: String,
    /// SHA-256 of the school and its settings.
    pub(crate) digest: String,
    /// Seed of every random choice.
    pub(crate) seed: u64,
    /// What ended the search.
    pub(crate) stopped: Option<&'static str>,
    /// Units of work done.
    pub(crate) work: u64,
    /// What was asked.
    pub(crate) options: Asked,
    /// Why an exact solve proved nothing; none when it did, or none was asked for.
    pub(crate) note: Option<String>,
    /// What a load run counts.
    #[serde(flatten)]
    pub(crate) counts: Counts,
    /// Worth on the five levels of the objective.
    pub(crate) score: Score,
    /// What no schedule exceeds, with its proof; none without a schedule.
    pub(crate) bound: Option<Bound>,
    /// Findings that no usable schedule may have: always empty for a schedule that is written.
    pub(crate) violations: Vec<Violation>,
    /// Soft rules broken, by rule.
    pub(crate) soft: Vec<Soft>,
    /// Unmet requests by reason, most frequent first.
    pub(crate) reasons: Vec<Reasons>,
    /// Why each critical request that is not met is not: sentences.
    pub(crate) critical_unmet: Vec<String>,
    /// Students of whom nobody can say whether graduation hangs on a request; none where the school states no plan.
    pub(crate) unexamined: Option<Passed>,
    /// The courses that keep one another out, those of most students first.
    pub(crate) clashes: Vec<Clash>,
    /// Why there is no schedule.
    pub(crate) hindrances: Vec<Hindrance>,
    /// What the audit found that no schedule can mend; nothing is searched then.
    pub(crate) faults: Vec<Fault>,
    /// The same in one sentence, if there is one.
    pub(crate) conflict: Option<String>,
    /// Whether the hindrances are minimal: dropping any one of them would make the rest possible.
    pub(crate) minimal: bool,
}

/// What was asked of the solve.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Asked {
    /// Limit of wall time in seconds.
    pub(crate) time: Option<u64>,
    /// Limit of work in units.
    pub(crate) work: Option<u64>,
    /// Whether the exact solver was asked for.
    pub(crate) exact: bool,
}

/// A soft rule that is broken.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Soft {
    /// Slug.
    pub(crate) rule: &'static str,
    /// Places where it is broken.
    pub(crate) findings: u64,
    /// Units of violation.
    pub(crate) units: i64,
    /// What the preference level loses.
    pub(crate) price: i64,
}

/// Unmet requests of one reason.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reasons {
    /// Stable code.
    pub(crate) reason: &'static str,
    /// What the code means.
    pub(crate) meaning: &'static str,
    /// Requests other than alternates.
    pub(crate) requests: u64,
}

/// A rule and who or what it is about.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Hindrance {
    /// Slug of the rule.
    pub(crate) rule: &'static str,
    /// Kind and office id, as in `section ALG1-2`.
    pub(crate) subjects: Vec<String>,
}

impl Summary {
    /// Sums up an answer.
    pub(crate) fn new(school: &School, digest: String, answer: &Answer, args: &Solve, time: Option<u64>) -> Self {
        let mut summary = Summary {
            seed: args.seed,
            digest,
            options: Asked { time, work: args.work, exact: args.exact },
            note: answer.note().map(str::to_owned),
            ..Summary::blank(school)
        };
        match answer.outcome() {
            Outcome::Optimal(solved) | Outcome::Feasible(solved) => {
                summary.stopped = Some(stopped(solved.stopped));
                summary.work = solved.work;
                summary.status = match (answer.outcome(), solved.stopped) {
                    (Outcome::Optimal(_), _) => Status::Optimal,
                    (_, Stopped::Asked) => Status::Stopped,
                    _ => Status::Feasible,
                };
            }
            Outcome::Infeasible(conflict) => {
                summary.status = Status::Infeasible;
                summary.conflict = Some(conflict.sentence.clone());
                summary.minimal = conflict.minimal;
                summary.hindrances = hindrances(school, &conflict.reasons);
            }
            Outcome::Unknown { stopped: why, work, hindrances: named, .. } => {
                summary.stopped = Some(stopped(*why));
                summary.work = *work;
                summary.hindrances = hindrances(school, named);
            }
            _ => {}
        }
        match answer.report() {
            Some(report) => {
                summary.report(report);
                summary.bound = answer.bound().map(|bound| Bound::new(school, bound, report));
            }
            None => summary.counts = checker::counts(school, &Schedule::empty(school)),
        }
        summary
    }

    /// The answer where the audit finds that there is no schedule.
    pub(crate) fn impossible(school: &School, digest: String, faults: Vec<Fault>, args: &Solve, time: Option<u64>) -> Self {
        let found = count(faults.len() as u64, "fault", "faults");
        Summary {
            status: Status::Infeasible,
            digest,
            seed: args.seed,
            options: Asked { time, work: args.work, exact: args.exact },
            counts: checker::counts(school, &Schedule::empty(school)),
            conflict: Some(format!("The audit found {found} that no schedule can mend.")),
            faults,
            ..Summary::blank(school)
        }
    }

    /// What can be said without a schedule.
    fn blank(school: &School) -> Self {
        Summary {
            status: Status::Unknown,
            version: env!("CARGO_PKG_VERSION"),
            school: school.name().to_owned(),
            digest: String::new(),
            seed: 0,
            stopped: None,
            work: 0,
            options: Asked { time: None, work: None, exact: false },
            note: None,
            counts: Counts::default(),
            score: Score::default(),
            bound: None,
            violations: Vec::new(),
            soft: Vec::new(),
            reasons: Vec::new(),
            critical_unmet: Vec::new(),
            unexamined: unexamined(school),
            clashes: Vec::new(),
            hindrances: Vec::new(),
            faults: Vec::new(),
            conflict: None,
            minimal: false,
        }
    }

    /// What the checker finds of a schedule by itself, whoever made it.
    pub(crate) fn of_schedule(school: &School, report: &Report, unmet: &[Unmet]) -> Self {
        let mut summary = Summary::blank(school);
        summary.report(report);
        summary.explain(unmet);
        summary
    }

    fn report(&mut self, report: &Report) {
        self.counts = report.counts.clone();
        self.score = report.score;
        self.violations = report.violations.clone();
        let broken = report.checked.iter().filter(|checked| checked.price != 0);
        self.soft = broken
            .map(|checked| Soft { rule: checked.rule, findings: checked.findings, units: checked.units, price: checked.price })
            .collect();
    }

    /// Groups the reasons of unmet requests.
    pub(crate) fn explain(&mut self, found: &[Unmet]) {
        let mut groups: BTreeMap<(&'static str, &'static str), u64> = BTreeMap::new();
        for item in found {
            *groups.entry(unmet::meaning(&item.reason)).or_default() += 1;
        }
        self.reasons = groups.into_iter().map(|((reason, meaning), requests)| Reasons { reason, meaning, requests }).collect();
        self.reasons.sort_by_key(|reasons| std::cmp::Reverse(reasons.requests));
        self.critical_unmet = found.iter().filter(|item| item.priority == Priority::Critical).map(|item| item.sentence.clone()).collect();
        self.clashes = checker::clashes(found);
    }
}

fn unexamined(school: &School) -> Option<Passed> {
    let found = || mortarboard::unexamined(school, &ReachOptions::default());
    (!school.graduation().plans.is_empty()).then(|| Passed::new(school, &found(), false))
}

fn stopped(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Proven => "proven",
        Stopped::Time => "time",
        Stopped::Work => "work",
        Stopped::Asked => "asked",
        _ => "other",
    }
}

fn hindrances(school: &School, reasons: &[mortarboard::Reason]) -> Vec<Hindrance> {
    let about = |reason: &mortarboard::Reason| reason.about.iter().map(|subject| subject.text(school)).collect();
    reasons.iter().map(|reason| Hindrance { rule: reason.rule, subjects: about(reason) }).collect()
}
