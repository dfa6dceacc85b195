//! What no schedule exceeds, in a summary.

use mortarboard_checker::{Measure, Most, OwnWeek, Report, SeatBound, own_week};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;
use serde::Serialize;
use std::collections::BTreeMap;

/// What no schedule exceeds, and what this one has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// Number of requests other than alternates.
    pub requests: Reached,
    /// Their weight by level; none where the objective is one sum.
    pub levels: Option<Levels>,
    /// Their worth in one sum; none where the objective compares levels, or where it is too large to be summed exactly.
    pub sum: Option<Reached>,
    /// Requests for courses without a section.
    pub not_offered: u64,
    /// Further requests that the students' own weeks can't hold, by cause.
    pub own_week: OwnWeek,
    /// Further requests for which there are no seats.
    pub seats: u64,
    /// How many levels are proven, from the first on.
    #[serde(skip)]
    pub proven: usize,
}

/// A bound on one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// No schedule has more.
    pub most: i64,
    /// What this schedule has.
    pub met: i64,
    /// Whether that is the most.
    pub proven: bool,
    /// The price of a seat, by course.
    pub prices: BTreeMap<String, i64>,
}

/// Bounds on the levels in turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Levels {
    /// Critical weight.
    pub critical: OfLevel,
    /// Required weight, where the critical weight is at its bound.
    pub required: OfLevel,
    /// Primary weight, where both are at their bounds.
    pub primary: OfLevel,
    /// The price of a seat, by course.
    pub prices: BTreeMap<String, [i64; 3]>,
}

/// A bound on one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OfLevel {
    /// No schedule has more.
    pub most: i64,
    /// What this schedule has.
    pub met: i64,
    /// Whether that is the most.
    pub proven: bool,
}

impl Bound {
    /// A bound in the office's ids, and what the schedule of a report has of it.
    ///
    /// ```
    /// use mortarboard::{Schedule, School};
    /// use mortarboard::rule::Rules;
    /// use mortarboard_checker as checker;
    /// use mortarboard_run::summary::Bound;
    /// let school = School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// let rules = Rules::of(&school);
    /// let report = checker::verify(&school, &rules, &Schedule::empty(&school));
    /// let bound = Bound::new(&school, &rules, &checker::seat_bound(&school, &rules), &report);
    /// assert!(bound.requests.met == 0 && bound.requests.most > 0 && !bound.requests.proven);
    /// ```
    pub fn new(school: &School, rules: &Rules, bound: &SeatBound, report: &Report) -> Self {
        let (score, requests) = (&report.score, report.counts.requests);
        let proven = bound.proven(school, score);
        let prices = |most: &Most| -> BTreeMap<String, [i64; 3]> {
            most.prices.iter().map(|(&course, &price)| (school.courses()[course].id.clone(), price)).collect()
        };
        let reached = |most: &Most, met: i64| {
            let prices = prices(most).into_iter().map(|(course, [price, ..])| (course, price)).collect();
            Reached { most: most.worth[0], met, proven: met >= most.worth[0], prices }
        };
        let levels = bound.worth.as_ref().filter(|most| most.measure == Measure::Levels).map(|most| {
            let level = |at: usize, met| OfLevel { most: most.worth[at], met, proven: at < proven };
            Levels {
                critical: level(0, score.critical),
                required: level(1, score.required),
                primary: level(2, score.primary),
                prices: prices(most),
            }
        });
        let factors = school.objective().factors();
        let sum = bound.worth.as_ref().filter(|most| most.measure == Measure::Sum).zip(factors);
        let sum = sum.map(|(most, [critical, required, primary, ..])| {
            reached(most, score.critical * critical + score.required * required + score.primary * primary)
        });
        let most = u64::try_from(bound.requests.worth[0]).unwrap_or(0);
        Bound {
            requests: reached(&bound.requests, i64::try_from(requests.met).unwrap_or(i64::MAX)),
            levels,
            sum,
            not_offered: bound.not_offered,
            own_week: own_week(school, rules),
            seats: bound.placeable.saturating_sub(most),
            proven,
        }
    }
}
