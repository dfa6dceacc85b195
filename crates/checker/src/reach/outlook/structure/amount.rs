//! How much credit the courses that are left add up to, whatever their order.

use super::{Left, admitted};
use crate::graduation::audit_plan;
use crate::reach::Cause;
use mortarboard_model::ListingId;
use mortarboard_model::graduation::{Asks, Ending};
use std::collections::{BTreeMap, BTreeSet};

/// Credit asked, and what there is of it.
pub(super) struct Amount {
    asked: u64,
    possible: u64,
    courses: Vec<String>,
    /// Whether all courses together would be too little even if none had to wait for another.
    pub(super) is_short: bool,
}

impl Amount {
    pub(super) fn cause(self, requirements: Vec<String>) -> Cause {
        let possible = Some(self.possible).filter(|&possible| possible < self.asked);
        Cause::TooLittleOffered { requirements, asked: self.asked, possible, courses: self.courses }
    }
}

/// Adds up what the requirements ask, what the transcript has of it, and what the courses not yet used up give.
pub(super) fn amount(left: &Left<'_>, nodes: &[String]) -> Amount {
    let graduation = left.school.graduation();
    let (mut listings, mut asked, mut validated) = (BTreeSet::new(), 0_u64, false);
    for node in left.plan.nodes.values().filter(|node| nodes.contains(&node.id)) {
        let Asks::Credits(credits) = &node.asks else { continue };
        asked += u64::from(credits.pieces);
        validated |= credits.validated;
        listings.extend(admitted(&credits.from));
        listings.extend(credits.substitutes.iter().flat_map(|cap| admitted(&cap.from)));
    }
    let audit = audit_plan(left.school, left.plan, left.who, &[]);
    let has: u64 = audit.nodes.iter().filter(|node| nodes.contains(&node.node)).map(|node| node.has).sum();
    let unit = left.plan.unit.max(1);
    let mut used: BTreeMap<ListingId, u32> = BTreeMap::new();
    for record in left.who.progress.records.iter().filter(|record| matches!(record.ending, Ending::Passed | Ending::InProgress)) {
        let uses = graduation.listings.get(record.listing).map_or(0, |listing| listing.uses(record.credits));
        let used = used.entry(record.listing).or_default();
        *used = used.saturating_add(uses);
    }
    let (mut possible, mut whole, mut courses) = (has, has, Vec::new());
    for listing in listings {
        let Some(data) = graduation.listings.get(listing).filter(|data| data.course.is_some()) else { continue };
        let used = used.get(&listing).copied().unwrap_or(0);
        let open = data.left(used);
        let fits = |year: &u32| (data.lowest_grade..=data.highest_grade).contains(&left.who.grade.saturating_add(*year));
        // All passes but the last one are worth the whole course.
        let worth = |years: usize| match open.checked_sub(1) {
            Some(before) if years > before as usize => {
                u64::from(before) * u64::from(data.credits / unit) + u64::from(data.last(used) / unit)
            }
            _ => (years as u64).saturating_mul(u64::from(data.credits / unit)).min(if open == 0 { 0 } else { u64::MAX }),
        };
        whole = whole.saturating_add(worth(left.years().filter(fits).count()));
        let Some(first) = left.first(listing, &mut BTreeSet::new()) else { continue };
        let offered = left.years().filter(|year| *year >= first && left.is_offered(listing, *year)).filter(fits).count();
        let gives = worth(offered);
        if gives > 0 {
            possible = possible.saturating_add(gives);
            courses.push(data.id.clone());
        }
    }
    courses.sort();
    let credits = |pieces: u64| pieces.saturating_mul(u64::from(unit));
    // A course passed may give credit of another: such credit is not added up here.
    Amount { asked: credits(asked), possible: credits(possible), courses, is_short: whole < asked && !validated }
}
