//! What a solve says of its schedule, as data: `summary.json` of a schedule folder.
//!
//! [`Summary`] is what is written, and [`verify_summary`] holds all that it says against what the checker finds anew.

mod bound;
mod compare;
mod meaning;
mod proof;

pub use bound::{Bound, Levels, OfLevel, Reached};
pub use compare::{Claim, Compared, verify_summary, well_formed};
pub use meaning::meaning;
pub use proof::Proved;

use crate::{Answer, ReachOptions, UnexaminedCause};
use mortarboard_checker::{self as checker, Checked, Clash, Counts, Report, Unmet, Violation};
use mortarboard_core::{Outcome, Stopped};
use mortarboard_model::fault::Fault;
use mortarboard_model::rule::Rules;
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{Priority, Schedule, School};
use proof::stopped;
use serde::Serialize;
use std::collections::BTreeMap;

/// The form of a summary and its number, which goes up when a key goes away or changes its meaning.
pub const SCHEMA: &str = "mortarboard/summary/1";

/// How a solve ended, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
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
#[non_exhaustive]
pub struct Summary {
    /// Form of this object: [`SCHEMA`].
    pub schema: &'static str,
    /// How the solve ended.
    pub status: Status,
    /// Version of the program.
    pub version: &'static str,
    /// Label of the school.
    pub school: String,
    /// SHA-256 of the school and its settings.
    pub digest: String,
    /// Seed of every random choice.
    pub seed: u64,
    /// What ended the search.
    pub stopped: Option<&'static str>,
    /// Units of work done.
    pub work: u64,
    /// What was asked.
    pub options: Asked,
    /// Why an exact solve proved nothing; none when it did, or none was asked for.
    pub note: Option<String>,
    /// What shows that nothing better exists, or nothing at all; none where that is not proven.
    pub proof: Option<Proved>,
    /// What a load run counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// Worth on the five levels of the objective.
    pub score: Score,
    /// What no schedule exceeds, with its proof; none without a schedule.
    pub bound: Option<Bound>,
    /// Findings that no usable schedule may have: always empty for a schedule that is written.
    pub violations: Vec<Violation>,
    /// Soft rules broken, by rule.
    pub soft: Vec<Soft>,
    /// Unmet requests by reason, most frequent first.
    pub reasons: Vec<Reasons>,
    /// Why each critical request that is not met is not: sentences.
    pub critical_unmet: Vec<String>,
    /// Whether time was up before all students were looked at for requests that graduation hangs on: those found by then are critical.
    pub critical_unfinished: bool,
    /// Students of whom nobody can say whether graduation hangs on a request; none where the school states no plan.
    pub unexamined: Option<Passed>,
    /// The courses that keep one another out, those of most students first.
    pub clashes: Vec<Clash>,
    /// Sections that have nobody yet, by id: the school states them, and they are scheduled without a teacher.
    pub unstaffed: Vec<String>,
    /// Why there is no schedule.
    pub hindrances: Vec<Hindrance>,
    /// What the audit found that no schedule can mend; nothing is searched then.
    pub faults: Vec<Fault>,
    /// The same in one sentence, if there is one.
    pub conflict: Option<String>,
    /// Whether the hindrances are minimal: dropping any one of them would make the rest possible.
    pub minimal: bool,
}

/// What was asked of the solve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Limit of wall time in seconds.
    pub time: Option<u64>,
    /// Limit of work in units.
    pub work: Option<u64>,
    /// Whether the exact solver was asked for.
    pub exact: bool,
}

/// A soft rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Soft {
    /// Slug.
    pub rule: &'static str,
    /// Places where it is broken.
    pub findings: u64,
    /// Units of violation.
    pub units: i64,
    /// The level of the objective that pays.
    pub level: Level,
    /// What that level loses.
    pub price: i64,
}

/// Unmet requests of one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reasons {
    /// Stable code.
    pub reason: &'static str,
    /// What the code means.
    pub meaning: &'static str,
    /// Requests other than alternates.
    pub requests: u64,
}

/// How many students are not examined, by cause. The numbers tell nothing of how anybody stands, so small ones are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Passed {
    /// Students of a grade of the school who follow no plan.
    pub no_plan: u64,
    /// Students whose grade is blank.
    pub grade_blank: u64,
    /// Students whose grade is none of the school's.
    pub grade_outside: u64,
}

/// A rule and who or what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hindrance {
    /// Slug of the rule.
    pub rule: &'static str,
    /// Kind and office id, as in `section ALG1-2`.
    pub subjects: Vec<String>,
}

impl Summary {
    /// Sums up an answer. `digest` is that of the school as it was read (`mortarboard_io::digest`), `unmet` what
    /// [`checker::reasons`](mortarboard_checker::reasons()) says of the schedule, `seed` and `asked` what the caller asked for.
    ///
    /// ```
    /// use mortarboard_run::summary::{Asked, Status, Summary};
    /// let raw = mortarboard::files::seven_period_day();
    /// let school = mortarboard::School::try_from(&raw).unwrap();
    /// let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// let rules = mortarboard::rule::Rules::of(&school);
    /// let unmet = answer.schedule().map(|schedule| mortarboard::check::reasons(&school, &rules, schedule)).unwrap_or_default();
    /// let asked = Asked { work: options.work, ..Asked::default() };
    /// let summary = Summary::new(&school, mortarboard_io::digest(&raw), &answer, &unmet, options.seed, asked);
    /// assert!(matches!(summary.status, Status::Optimal | Status::Feasible));
    /// assert_eq!(Some(&summary.counts), answer.report().map(|report| &report.counts));
    /// ```
    pub fn new(school: &School, digest: String, answer: &Answer, unmet: &[Unmet], seed: u64, asked: Asked) -> Self {
        let note = answer.note().map(str::to_owned);
        let proof = match answer.outcome() {
            Outcome::Optimal(_, proof) => Some(Proved::from(*proof)),
            Outcome::Infeasible(_, refutation) => Some(Proved::from(*refutation)),
            _ => None,
        };
        let mut summary = Summary { seed, digest, options: asked, note, proof, ..Summary::blank(school) };
        match answer.outcome() {
            Outcome::Optimal(solved, _) | Outcome::Feasible(solved) => {
                summary.stopped = Some(stopped(solved.stopped));
                summary.work = solved.work;
                summary.status = match (answer.outcome(), solved.stopped) {
                    (Outcome::Optimal(..), _) => Status::Optimal,
                    (_, Stopped::Asked) => Status::Stopped,
                    _ => Status::Feasible,
                };
            }
            Outcome::Infeasible(conflict, _) => {
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
                summary.report(report, unmet);
                summary.bound = answer.bound().map(|bound| Bound::new(school, answer.rules(), bound, report));
            }
            None => summary.counts = checker::counts(school, answer.rules(), &Schedule::empty(school)),
        }
        summary
    }

    /// The answer where the audit finds that there is no schedule.
    ///
    /// ```
    /// use mortarboard_run::summary::{Asked, Status, Summary};
    /// let raw = mortarboard::files::seven_period_day();
    /// let school = mortarboard::School::try_from(&raw).unwrap();
    /// let faults = vec![mortarboard::Fault::error("too-small", "courses")];
    /// let summary = Summary::impossible(&school, &mortarboard::rule::Rules::of(&school), String::new(), faults, 1, Asked::default());
    /// assert_eq!(summary.status, Status::Infeasible);
    /// assert_eq!(summary.conflict.as_deref(), Some("The audit found 1 fault that no schedule can mend."));
    /// ```
    pub fn impossible(school: &School, rules: &Rules, digest: String, faults: Vec<Fault>, seed: u64, asked: Asked) -> Self {
        let many = if faults.len() == 1 { "fault" } else { "faults" };
        Summary {
            status: Status::Infeasible,
            digest,
            seed,
            options: asked,
            proof: Some(Proved::AUDIT),
            counts: checker::counts(school, rules, &Schedule::empty(school)),
            conflict: Some(format!("The audit found {} {many} that no schedule can mend.", faults.len())),
            faults,
            ..Summary::blank(school)
        }
    }

    /// What the checker finds of a schedule by itself, whoever made it: `report` and `unmet` are its own. Nothing is said of
    /// the search.
    ///
    /// ```
    /// use mortarboard::{Schedule, School};
    /// use mortarboard::rule::Rules;
    /// use mortarboard_checker as checker;
    /// use mortarboard_run::summary::Summary;
    /// let school = School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// let schedule = Schedule::empty(&school);
    /// let rules = Rules::of(&school);
    /// let report = checker::verify(&school, &rules, &schedule);
    /// let summary = Summary::of_schedule(&school, &report, &checker::reasons(&school, &rules, &schedule));
    /// assert_eq!(summary.reasons[0].reason, "not-placed");
    /// ```
    pub fn of_schedule(school: &School, report: &Report, unmet: &[Unmet]) -> Self {
        let mut summary = Summary::blank(school);
        summary.report(report, unmet);
        summary
    }

    /// What can be said without a schedule.
    fn blank(school: &School) -> Self {
        Summary {
            schema: SCHEMA,
            status: Status::Unknown,
            version: env!("CARGO_PKG_VERSION"),
            school: school.name().to_owned(),
            digest: String::new(),
            seed: 0,
            stopped: None,
            work: 0,
            options: Asked::default(),
            note: None,
            proof: None,
            counts: Counts::default(),
            score: Score::default(),
            bound: None,
            violations: Vec::new(),
            soft: Vec::new(),
            reasons: Vec::new(),
            critical_unmet: Vec::new(),
            critical_unfinished: false,
            unexamined: unexamined(school),
            clashes: Vec::new(),
            unstaffed: unstaffed(school),
            hindrances: Vec::new(),
            faults: Vec::new(),
            conflict: None,
            minimal: false,
        }
    }

    fn report(&mut self, report: &Report, unmet: &[Unmet]) {
        self.counts = report.counts.clone();
        self.score = report.score;
        self.violations = report.violations.clone();
        let broken = report.checked.iter().filter(|checked| checked.price != 0);
        let soft = |checked: &Checked| {
            let level = checked.mode.price()?.level;
            Some(Soft { rule: checked.rule, findings: checked.findings, units: checked.units, level, price: checked.price })
        };
        self.soft = broken.filter_map(soft).collect();
        let mut groups: BTreeMap<(&'static str, &'static str), u64> = BTreeMap::new();
        for item in unmet {
            *groups.entry(meaning(&item.reason)).or_default() += 1;
        }
        self.reasons = groups.into_iter().map(|((reason, meaning), requests)| Reasons { reason, meaning, requests }).collect();
        self.reasons.sort_by_key(|reasons| std::cmp::Reverse(reasons.requests));
        self.critical_unmet = unmet.iter().filter(|item| item.priority == Priority::Critical).map(|item| item.sentence.clone()).collect();
        self.clashes = checker::clashes(unmet);
    }
}

/// The sections of a school that have nobody yet, by id, in the order of the school.
///
/// ```
/// let mut raw = mortarboard::files::seven_period_day();
/// raw.courses[0].unstaffed = Some(1);
/// let school = mortarboard::School::try_from(&raw).unwrap();
/// assert_eq!(mortarboard_run::summary::unstaffed(&school).len(), 1);
/// ```
pub fn unstaffed(school: &School) -> Vec<String> {
    school.sections().values().filter(|section| section.unstaffed).map(|section| section.id.clone()).collect()
}

fn unexamined(school: &School) -> Option<Passed> {
    if school.graduation().plans.is_empty() {
        return None;
    }
    let found = crate::unexamined(school, &ReachOptions::default());
    let count = |cause: UnexaminedCause| found.iter().filter(|one| one.cause == cause).count() as u64;
    Some(Passed {
        no_plan: count(UnexaminedCause::NoPlan),
        grade_blank: count(UnexaminedCause::GradeBlank),
        grade_outside: count(UnexaminedCause::GradeOutside),
    })
}

fn hindrances(school: &School, reasons: &[mortarboard_core::Reason]) -> Vec<Hindrance> {
    let about = |reason: &mortarboard_core::Reason| reason.about.iter().map(|subject| subject.text(school)).collect();
    reasons.iter().map(|reason| Hindrance { rule: reason.rule, subjects: about(reason) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_checker::Reason;

    #[test]
    fn codes_are_those_of_the_checker() {
        let none = Vec::new;
        let reasons = [
            Reason::NotOffered,
            Reason::NotPlaced,
            Reason::Away { always: true },
            Reason::LockedApart { with: none(), locks: none() },
            Reason::TooMany { requests: 2, fit: 1, with: none() },
            Reason::NeverTogether { with: none() },
            Reason::NoSeat { seats: 1, asked: 2 },
            Reason::TimeClash { with: none() },
            Reason::OutOfOrder { orders: Vec::new(), with: none(), sections: none(), full: none() },
            Reason::Full { sections: none() },
            Reason::SeatsElsewhere { sections: none() },
            Reason::Movable { to: String::new(), moves: Vec::new(), gives_up: none() },
            Reason::Unsettled { behind: none() },
        ];
        for reason in reasons {
            assert_eq!(serde_json::to_value(&reason).unwrap()["reason"], meaning(&reason).0);
        }
    }
}
