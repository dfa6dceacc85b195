//! Verifies a schedule against every rule and recomputes its worth from the input.

use crate::counts::{Counts, counts, met};
use mortarboard_model::rule::{Amount, Finding, Mode, Rule, Rules, Subject, standard};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{Priority, Schedule, School};
use serde::Serialize;

/// What the checker found. Everything in it is recomputed from the school and the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Findings that no usable schedule may have, by rule.
    pub violations: Vec<Violation>,
    /// Findings of soft rules, each with its price.
    pub priced: Vec<Violation>,
    /// Findings of rules that are only reported.
    pub notes: Vec<Violation>,
    /// The rules that were checked, in order.
    pub checked: Vec<Checked>,
    /// Rules of the library that were not checked because they are off.
    pub off: Vec<&'static str>,
    /// Worth of the schedule on each level.
    pub score: Score,
    /// What a load run counts.
    pub counts: Counts,
}

impl Report {
    /// Whether the schedule keeps every hard rule.
    ///
    /// ```
    /// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
    /// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
    /// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
    /// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
    /// #                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
    /// #     "students": [{"student": "s1"}],
    /// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
    /// # }"#).unwrap();
    /// # let school = mortarboard_model::School::try_from(&raw).unwrap();
    /// use mortarboard_model::{rule::Rules, Schedule};
    /// let report = mortarboard_checker::verify(&school, &Rules::of(&school), &Schedule::empty(&school));
    /// assert!(!report.accepted(), "no section has a pattern yet");
    /// ```
    pub fn accepted(&self) -> bool {
        self.violations.is_empty()
    }
}

/// One rule that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Checked {
    /// Slug.
    pub rule: &'static str,
    /// How strictly it is kept.
    #[serde(flatten)]
    pub mode: Mode,
    /// Places where the schedule breaks it.
    pub findings: u64,
    /// Units of violation in all.
    pub units: i64,
    /// What the level of a soft rule loses by it, in all.
    pub price: i64,
    /// What the preference level gains by it.
    pub preference: i64,
}

/// One place where a schedule breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// Slug of the rule; `fits` when the schedule was made for another school.
    pub rule: &'static str,
    /// How strictly the rule is kept.
    #[serde(flatten)]
    pub mode: Mode,
    /// Whether no mode makes this good.
    pub always_hard: bool,
    /// Who or what it is about, in the order of the sentence.
    pub subjects: Vec<Involved>,
    /// What there is and what there should be, each with its name and unit.
    pub amounts: Vec<Amount>,
    /// One sentence.
    pub sentence: String,
    /// What would mend it.
    pub mends: Vec<String>,
    /// Units of violation.
    pub units: i64,
    /// What the level of a soft rule loses: weight times units; 0 for another rule.
    pub price: i64,
    /// The row of the rule's own table that is broken; none where the rule has no such table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<BrokenRow>,
}

/// A row of a rule's own table that a schedule breaks.
///
/// ```
/// let row = mortarboard_checker::BrokenRow { table: "at_one_time", row: 2, source: String::new() };
/// assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"table":"at_one_time","row":2}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrokenRow {
    /// The table.
    pub table: &'static str,
    /// Position in it, from 0.
    pub row: usize,
    /// Where the office has it from; blank if the row does not tell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A subject of a violation: what it is there, what it is, and its id.
///
/// ```
/// use mortarboard_model::{Schedule, School, rule::Rules, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let report = mortarboard_checker::verify(&school, &Rules::of(&school), &Schedule::empty(&school));
/// let involved = &report.violations[0].subjects[0];
/// assert_eq!((involved.role, involved.kind, involved.id.as_str()), ("section", "section", "ART-1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Involved {
    /// What it is in the rule's sentence, such as `section`, `other section` or `away`.
    pub role: &'static str,
    /// The kind in one word, such as `section`.
    pub kind: &'static str,
    /// The office's own id: see [`Subject::id`].
    pub id: String,
}

impl Involved {
    fn new(school: &School, role: &'static str, subject: impl Into<Subject>) -> Self {
        let subject = subject.into();
        Involved { role, kind: subject.kind(), id: subject.id(school) }
    }
}

/// Verifies a schedule: whether it belongs to the school, then every rule in turn. The score is summed from
/// the input: requests met by weight, preferences gained, less the price of soft findings, each on its level.
///
/// Findings come in the order of the rules, and within a rule in the order of its check. The time is that of
/// the checks; the rest is O(requests + sections + findings).
///
/// ```
/// use mortarboard_checker::verify;
/// use mortarboard_model::{Schedule, School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// let report = verify(&school, &Rules::of(&school), &Schedule::empty(&school));
/// assert!(!report.accepted());
/// assert_eq!(report.violations[0].sentence, "Section ART-1 has no meeting pattern.");
/// ```
pub fn verify(school: &School, rules: &Rules, schedule: &Schedule) -> Report {
    let off = standard().iter().map(|rule| rule.card().slug).filter(|slug| rules.get(slug).is_none()).collect();
    let mut report = Report {
        violations: Vec::new(),
        priced: Vec::new(),
        notes: Vec::new(),
        checked: Vec::new(),
        off,
        score: Score::default(),
        counts: Counts::default(),
    };
    if !schedule.fits(school) {
        report.violations.push(foreign());
        report.counts = counts(school, rules, &Schedule::empty(school));
        return report;
    }
    if rules.get("one-section").is_none() {
        report.violations.extend(misplaced(school, schedule));
    }
    for (rule, mode) in rules.iter() {
        report.check(school, schedule, rule, mode);
    }
    for (_, request) in school.requests().iter().filter(|&(id, request)| met(school, schedule, id, request)) {
        report.score.add(level(request.priority), i64::from(request.weight));
    }
    report.counts = counts(school, rules, schedule);
    report
}

/// What a schedule is worth, if it keeps every hard rule: the score of [`verify`], which stops at the first violation.
///
/// `part` is the same schedule without the seats of students of whom it is known that they break no rule: of the library's own rules that
/// look at one student at a time, where they are hard, nothing else has to be asked.
pub(crate) fn worth(school: &School, rules: &Rules, schedule: &Schedule, part: Option<&Schedule>) -> Option<Score> {
    let library = standard();
    let alone = |rule: &dyn Rule, mode: Mode| {
        let known = library.iter().any(|known| std::ptr::eq(known.card(), rule.card()));
        known && mode == Mode::Hard && ["availability", "one-section", "student-clash"].contains(&rule.card().slug)
    };
    if !schedule.fits(school) || (rules.get("one-section").is_none() && !misplaced(school, schedule).is_empty()) {
        return None;
    }
    let mut score = Score::default();
    for (rule, mode) in rules.iter() {
        let looked_at = part.filter(|_| alone(rule, mode)).unwrap_or(schedule);
        for finding in rule.check(school, looked_at) {
            match (mode, mode.charge(&finding)) {
                (_, Some((level, price))) => score.add(level, price.saturating_neg()),
                (Mode::Report, None) if !finding.always_hard => {}
                _ => return None,
            }
        }
        if mode != Mode::Report {
            score.add(Level::Preference, rule.preference(school, schedule));
        }
    }
    for (_, request) in school.requests().iter().filter(|&(id, request)| met(school, schedule, id, request)) {
        score.add(level(request.priority), i64::from(request.weight));
    }
    Some(score)
}

impl Report {
    fn check(&mut self, school: &School, schedule: &Schedule, rule: &dyn Rule, mode: Mode) {
        let mut checked = Checked { rule: rule.card().slug, mode, findings: 0, units: 0, price: 0, preference: 0 };
        for finding in rule.check(school, schedule) {
            let violation = violation(school, rule, mode, &finding);
            checked.findings += 1;
            checked.units = checked.units.saturating_add(violation.units);
            checked.price = checked.price.saturating_add(violation.price);
            let list = match mode {
                _ if violation.always_hard => &mut self.violations,
                Mode::Hard => &mut self.violations,
                Mode::Soft { .. } => &mut self.priced,
                Mode::Report => &mut self.notes,
            };
            list.push(violation);
        }
        // A rule that is only reported adds nothing to the objective, so it adds nothing here.
        if mode != Mode::Report {
            checked.preference = rule.preference(school, schedule);
            self.score.add(Level::Preference, checked.preference);
        }
        if let Some(price) = mode.price() {
            self.score.add(price.level, checked.price.saturating_neg());
        }
        self.checked.push(checked);
    }
}

/// The level on which a request counts.
pub(crate) fn level(priority: Priority) -> Level {
    match priority {
        Priority::Critical => Level::Critical,
        Priority::Required => Level::Required,
        Priority::Primary => Level::Primary,
        Priority::Alternate => Level::Alternate,
    }
}

fn violation(school: &School, rule: &dyn Rule, mode: Mode, finding: &Finding) -> Violation {
    let explanation = rule.explain(school, finding);
    let price = mode.charge(finding).map_or(0, |(_, price)| price);
    Violation {
        rule: rule.card().slug,
        mode,
        always_hard: finding.always_hard,
        subjects: finding.subjects.iter().map(|named| Involved::new(school, named.role, named.subject)).collect(),
        amounts: finding.amounts.clone(),
        sentence: explanation.sentence,
        mends: explanation.mends,
        units: finding.units,
        price,
        row: finding.row.map(|(table, row)| {
            let source = school.rule_rows(table).get(row).map(|row| row.source.clone()).unwrap_or_default();
            BrokenRow { table, row, source }
        }),
    }
}

fn foreign() -> Violation {
    Violation {
        rule: "fits",
        mode: Mode::Hard,
        always_hard: true,
        subjects: Vec::new(),
        amounts: Vec::new(),
        sentence: "The schedule was made for another school: it has other sections, requests or teams, or names something this \
                   school does not have."
            .to_owned(),
        mends: vec!["verify the schedule with the school it was made for".to_owned()],
        units: 1,
        price: 0,
        row: None,
    }
}

/// Seats in a section of a course that was not requested. Such a seat has no meaning whatever the rules are,
/// so this is looked at even when no rule is checked.
fn misplaced(school: &School, schedule: &Schedule) -> Vec<Violation> {
    let wrong = schedule.seats.iter().filter_map(|(id, seat)| {
        let request = &school.requests()[id];
        let section = seat.filter(|&section| school.sections()[section].course != request.course)?;
        Some(Violation {
            rule: "fits",
            mode: Mode::Hard,
            always_hard: true,
            subjects: vec![Involved::new(school, "request", id), Involved::new(school, "section", section)],
            amounts: Vec::new(),
            sentence: format!(
                "Student {} sits in section {} for a request for course {}, of which it is not a section.",
                school.students()[request.student].id,
                school.sections()[section].id,
                school.courses()[request.course].id,
            ),
            mends: vec![format!("seat the student in a section of {}", school.courses()[request.course].id)],
            units: 1,
            price: 0,
            row: None,
        })
    });
    wrong.collect()
}
