//! What no schedule exceeds, in a summary and in words.

use crate::print::number;
use mortarboard::School;
use mortarboard::checker::{Measure, Most, Report, SeatBound};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many courses are named.
const NAMED: usize = 6;

/// What no schedule exceeds, and what this one has.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bound {
    /// Number of requests other than alternates.
    pub(crate) requests: Reached,
    /// Their weight by level; none where the objective is one sum.
    pub(crate) levels: Option<Levels>,
    /// Their worth in one sum; none where the objective compares levels, or where it is too large to be summed exactly.
    pub(crate) sum: Option<Reached>,
    /// Requests for courses without a section.
    pub(crate) not_offered: u64,
    /// Further requests that don't fit into the students' own weeks.
    pub(crate) own_week: u64,
    /// Further requests for which there are no seats.
    pub(crate) seats: u64,
    /// How many levels are proven, from the first on.
    #[serde(skip)]
    pub(crate) proven: usize,
}

/// A bound on one number.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reached {
    most: i64,
    met: i64,
    proven: bool,
    /// The price of a seat, by course.
    prices: BTreeMap<String, i64>,
}

/// Bounds on the levels in turn.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Levels {
    critical: OfLevel,
    required: OfLevel,
    primary: OfLevel,
    /// The price of a seat, by course.
    prices: BTreeMap<String, [i64; 3]>,
}

/// A bound on one level.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct OfLevel {
    most: i64,
    met: i64,
    proven: bool,
}

impl Bound {
    pub(crate) fn new(school: &School, bound: &SeatBound, report: &Report) -> Self {
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
            own_week: requests.total.saturating_sub(bound.placeable).saturating_sub(bound.not_offered),
            seats: bound.placeable.saturating_sub(most),
            proven,
        }
    }

    /// The bound on the number of requests and why there are no more, in a sentence; none where all can be met.
    pub(crate) fn sentence(&self, total: u64) -> Option<String> {
        let each =
            |count: u64, one: &str, many: &str| (count > 0).then(|| format!("{} {}", number(count), if count == 1 { one } else { many }));
        let courses: Vec<&str> = self.requests.prices.keys().map(String::as_str).collect();
        let named = match courses.len().saturating_sub(NAMED) {
            0 => courses.join(", "),
            more => format!("{} and {} other courses", courses[..NAMED].join(", "), number(more as u64)),
        };
        let causes = [
            each(self.not_offered, "asks for a course without a section", "ask for a course without a section"),
            each(self.own_week, "asks for more than a student's own week holds", "ask for more than a student's own week holds"),
            each(self.seats, "finds no seat", "find no seat").map(|text| format!("{text} in {named}")),
        ];
        let causes: Vec<String> = causes.into_iter().flatten().collect();
        let most = number(u64::try_from(self.requests.most).unwrap_or(0));
        (!causes.is_empty()).then(|| format!("No schedule meets more than {most} of {}: {}.", number(total), causes.join(", ")))
    }
}
