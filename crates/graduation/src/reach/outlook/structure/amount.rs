//! How much credit the courses that are left add up to, whatever their order.

use super::{Left, admitted};
use crate::audit::{NodeAudit, audit_plan};
use crate::reach::Cause;
use mortarboard_model::ListingId;
use mortarboard_model::graduation::{Asks, Ending};
use std::collections::{BTreeMap, BTreeSet};

/// Takes of one course beyond which no more are added up.
const MOST_TAKES: usize = 256;

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
    let spoken = left.spoken_of(nodes);
    for (id, node) in &spoken {
        if nodes.contains(&node.id) {
            asked += left.least(*id);
        }
        let Asks::Credits(credits) = &node.asks else { continue };
        validated |= credits.validated;
        listings.extend(admitted(&credits.from));
        listings.extend(credits.substitutes.iter().flat_map(|cap| admitted(&cap.from)));
    }
    let audit = audit_plan(left.school, left.plan, left.who, &[]);
    let is_fed = |node: &&NodeAudit| spoken.iter().any(|(_, known)| known.id == node.node && matches!(known.asks, Asks::Credits(_)));
    let has: u64 = audit.nodes.iter().filter(is_fed).map(|node| node.has).sum();
    let unit = left.plan.unit.max(1);
    let mut passes: BTreeMap<ListingId, Vec<u32>> = BTreeMap::new();
    for record in left.who.progress.records.iter().filter(|record| matches!(record.ending, Ending::Passed | Ending::InProgress)) {
        passes.entry(record.listing).or_default().push(record.credits);
    }
    let (mut possible, mut whole, mut courses) = (has, has, Vec::new());
    for listing in listings {
        let Some(data) = graduation.listings.get(listing).filter(|data| data.course.is_some()) else { continue };
        let had = passes.remove(&listing).unwrap_or_default();
        let fits = |year: &u32| {
            left.who.grade_in(left.school, *year).is_some_and(|grade| (data.lowest_grade..=data.highest_grade).contains(&grade))
        };
        // What further takes add; credit that is there and does not count here may be had once more.
        let worth = |years: usize| -> u64 {
            let takes = years.saturating_mul(data.completions as usize).min(MOST_TAKES);
            let all: Vec<u32> = had.iter().copied().chain(std::iter::repeat_n(data.credits, takes)).collect();
            let adds = u64::from((data.total(&all) / unit).saturating_sub(data.total(&had) / unit));
            if years > 0 && !had.is_empty() { adds.max(u64::from(data.credits / unit)) } else { adds }
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
