//! Compares what a summary claims with what the input says.

use crate::bound::{Measure, Prices, measure, most_by, reached};
use crate::own_week::own_week;
use crate::verify::Report;
use mortarboard_model::rule::Rules;
use mortarboard_model::{Priority, Request, School};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Numbers somebody claims of a schedule: the JSON summary of a solve reads straight into it. Whatever is
/// absent is not claimed; other fields are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claims {
    /// Claims on requests other than alternates.
    pub requests: RequestClaims,
    /// Claims on students.
    pub students: StudentClaims,
    /// Requests of each priority, by its name.
    pub by_priority: BTreeMap<String, TallyClaim>,
    /// Requests and students of each grade, by its number or `unknown`.
    pub by_grade: BTreeMap<String, GradeClaim>,
    /// Worth on each level.
    pub score: ScoreClaims,
    /// What no schedule exceeds.
    pub bound: Option<BoundClaims>,
    /// Violations of hard rules, of which only the number is compared.
    pub violations: Option<Vec<Anything>>,
}

/// Claims on requests other than alternates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestClaims {
    /// All of them.
    pub total: Option<i64>,
    /// The most that any schedule could meet.
    pub placeable: Option<i64>,
    /// Those met.
    pub met: Option<i64>,
}

/// Claims on students.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StudentClaims {
    /// All of them.
    pub total: Option<i64>,
    /// Those with every request other than alternates met.
    pub complete: Option<i64>,
}

/// A claimed number and how many of them are met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TallyClaim {
    /// All of them.
    pub total: Option<i64>,
    /// Those met.
    pub met: Option<i64>,
}

/// Claims on the worth on each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreClaims {
    /// Weight of critical requests met.
    pub critical: Option<i64>,
    /// Weight of required requests met.
    pub required: Option<i64>,
    /// Weight of primary requests met.
    pub primary: Option<i64>,
    /// Weight of alternates met.
    pub alternate: Option<i64>,
    /// Preferences gained, less the price of soft rules broken.
    pub preference: Option<i64>,
}

/// Claims on one grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GradeClaim {
    /// Requests of its students other than alternates.
    pub requests: TallyClaim,
    /// Its students.
    pub students: StudentClaims,
}

/// Claims on what no schedule exceeds, each with the prices of seats, by course, that prove it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoundClaims {
    /// The number of requests other than alternates.
    pub requests: Option<MostClaim>,
    /// Their weight by level, where the objective compares levels.
    pub levels: Option<LevelClaims>,
    /// Their worth in one sum, where the objective is one.
    pub sum: Option<MostClaim>,
    /// Requests for courses without a section.
    pub not_offered: Option<i64>,
    /// Further requests that the students' own weeks can't hold, by cause.
    pub own_week: OwnWeekClaims,
    /// Further requests for which there are no seats.
    pub seats: Option<i64>,
}

/// Claims on what students' own weeks can't hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnWeekClaims {
    /// Held only while the student is elsewhere.
    pub elsewhere: Option<i64>,
    /// More than the day has time for.
    pub too_many: Option<i64>,
    /// Never to be held together with the student's others.
    pub never_together: Option<i64>,
    /// Kept apart from others by locks.
    pub locked_apart: Option<i64>,
    /// Kept apart from others by the order that a rule asks.
    pub out_of_order: Option<i64>,
}

/// A claimed bound on one number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MostClaim {
    /// No schedule has more.
    pub most: Option<i64>,
    /// What this schedule has.
    pub met: Option<i64>,
    /// Whether that is the most.
    pub proven: Option<bool>,
    /// The price of a seat, by course.
    pub prices: BTreeMap<String, i64>,
}

/// Claimed bounds by level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LevelClaims {
    /// Critical weight.
    pub critical: MostClaim,
    /// Required weight, where the critical weight is at its bound.
    pub required: MostClaim,
    /// Primary weight, where both are at their bounds.
    pub primary: MostClaim,
    /// The price of a seat, by course: critical, required and primary weight.
    pub prices: BTreeMap<String, [i64; 3]>,
}

/// A value of which only the presence counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Anything)
    }
}

/// A claim that the input does not bear out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimFault {
    /// Which number, as a path such as `requests.met`.
    pub claim: String,
    /// What is claimed.
    pub claimed: i64,
    /// What the input says.
    pub found: i64,
    /// One sentence.
    pub sentence: String,
}

/// Compares claims with a report, which [`verify`](crate::verify) has recomputed from the input. A claimed bound is added up
/// from the school and the claimed prices, as [`most_by`] does it; a bound without prices is that of the students' own weeks.
///
/// O(claims), and the cost of [`most_by`] for each claimed bound.
///
/// ```
/// use mortarboard_checker::{Claims, verify, verify_claims};
/// use mortarboard_model::{Schedule, School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// let rules = Rules::of(&school);
/// let report = verify(&school, &rules, &Schedule::empty(&school));
/// let claims: Claims = serde_json::from_str(r#"{"requests": {"total": 1, "met": 1}}"#).unwrap();
/// let faults = verify_claims(&school, &rules, &report, &claims);
/// assert_eq!(faults[0].sentence, "The summary claims 1 for requests.met; the schedule has 0.");
/// ```
pub fn verify_claims(school: &School, rules: &Rules, report: &Report, claims: &Claims) -> Vec<ClaimFault> {
    let counts = &report.counts;
    let mut found = Comparison(Vec::new());
    found.compare("requests.total", claims.requests.total, counts.requests.total);
    found.compare("requests.placeable", claims.requests.placeable, counts.requests.placeable);
    found.compare("requests.met", claims.requests.met, counts.requests.met);
    found.compare("students.total", claims.students.total, counts.students.total);
    found.compare("students.complete", claims.students.complete, counts.students.complete);
    let by_priority: BTreeMap<String, _> =
        counts.by_priority.iter().map(|(priority, tally)| (format!("{priority:?}").to_lowercase(), *tally)).collect();
    for (name, claim) in &claims.by_priority {
        let tally = by_priority.get(name).copied().unwrap_or_default();
        found.compare(&format!("by_priority.{name}.total"), claim.total, tally.total);
        found.compare(&format!("by_priority.{name}.met"), claim.met, tally.met);
    }
    let by_grade: BTreeMap<String, _> = counts.by_grade.iter().map(|(grade, have)| (grade.to_string(), *have)).collect();
    for (name, claim) in &claims.by_grade {
        let have = by_grade.get(name).copied().unwrap_or_default();
        found.compare(&format!("by_grade.{name}.requests.total"), claim.requests.total, have.requests.total);
        found.compare(&format!("by_grade.{name}.requests.met"), claim.requests.met, have.requests.met);
        found.compare(&format!("by_grade.{name}.students.total"), claim.students.total, have.students.total);
        found.compare(&format!("by_grade.{name}.students.complete"), claim.students.complete, have.students.complete);
    }
    found.compare("score.critical", claims.score.critical, report.score.critical);
    found.compare("score.required", claims.score.required, report.score.required);
    found.compare("score.primary", claims.score.primary, report.score.primary);
    found.compare("score.alternate", claims.score.alternate, report.score.alternate);
    found.compare("score.preference", claims.score.preference, report.score.preference);
    if let Some(bound) = &claims.bound {
        found.bound(school, rules, report, bound);
    }
    if let Some(violations) = &claims.violations {
        found.compare("violations", i64::try_from(violations.len()).ok(), report.violations.len());
    }
    found.0
}

struct Comparison(Vec<ClaimFault>);

impl Comparison {
    fn bound(&mut self, school: &School, rules: &Rules, report: &Report, claims: &BoundClaims) {
        let priced = |measure, prices: Vec<(&String, [i64; 3])>| -> [i64; 3] {
            // A course that the school does not have has no seats to be priced.
            let prices: Prices = prices.into_iter().filter_map(|(id, price)| Some((school.find_course(id)?, price))).collect();
            most_by(school, rules, measure, &prices).unwrap_or([i64::MAX; 3])
        };
        let one = |prices: &'_ BTreeMap<String, i64>, measure| {
            priced(measure, prices.iter().map(|(id, &price)| (id, [price, 0, 0])).collect())[0]
        };
        let score = &report.score;
        if let Some(claim) = &claims.requests {
            let most = one(&claim.prices, Measure::Requests);
            let met = report.counts.requests.met;
            self.most("bound.requests", claim, most, i128::from(met), true);
            let requests = report.counts.requests;
            let offered = |request: &&Request| !school.courses()[request.course].sections.is_empty();
            let asked = school.requests().values().filter(|request| request.priority != Priority::Alternate);
            let not_offered = asked.filter(|request| !offered(request)).count() as u64;
            self.compare("bound.not_offered", claims.not_offered, not_offered);
            let (claim, week) = (claims.own_week, own_week(school, rules));
            self.compare("bound.own_week.elsewhere", claim.elsewhere, week.elsewhere);
            self.compare("bound.own_week.too_many", claim.too_many, week.too_many);
            self.compare("bound.own_week.never_together", claim.never_together, week.never_together);
            self.compare("bound.own_week.locked_apart", claim.locked_apart, week.locked_apart);
            self.compare("bound.own_week.out_of_order", claim.out_of_order, week.out_of_order);
            let placeable = i64::try_from(requests.placeable).unwrap_or(i64::MAX);
            self.compare("bound.seats", claims.seats, placeable.saturating_sub(most));
        }
        let own = measure(school);
        if let Some(claim) = &claims.levels {
            let prices = claim.prices.iter().map(|(id, &price)| (id, price)).collect();
            let most = if own == Measure::Levels { priced(Measure::Levels, prices) } else { [i64::MAX; 3] };
            let mut before = true;
            let levels = [(&claim.critical, "critical"), (&claim.required, "required"), (&claim.primary, "primary")];
            for (((claim, name), most), have) in levels.into_iter().zip(most).zip([score.critical, score.required, score.primary]) {
                before = self.most(&format!("bound.levels.{name}"), claim, most, i128::from(have), before);
            }
        }
        if let Some(claim) = &claims.sum {
            let most = if own == Measure::Sum { one(&claim.prices, Measure::Sum) } else { i64::MAX };
            self.most("bound.sum", claim, most, reached(school, Measure::Sum, score)[0], true);
        }
    }

    /// Compares one bound; whether it is reached, and all before it are.
    fn most(&mut self, name: &str, claim: &MostClaim, most: i64, have: i128, before: bool) -> bool {
        let proven = before && have >= i128::from(most);
        self.compare(&format!("{name}.most"), claim.most, most);
        self.compare(&format!("{name}.met"), claim.met, have);
        self.compare(&format!("{name}.proven"), claim.proven.map(i64::from), i64::from(proven));
        proven
    }

    fn compare(&mut self, claim: &str, claimed: Option<i64>, found: impl TryInto<i64>) {
        let found = found.try_into().unwrap_or(i64::MAX);
        let Some(claimed) = claimed.filter(|&claimed| claimed != found) else { return };
        self.0.push(ClaimFault {
            claim: claim.to_owned(),
            claimed,
            found,
            sentence: format!("The summary claims {claimed} for {claim}; the schedule has {found}."),
        });
    }
}
