//! Pieces of credit, and which requirements admit them.

use super::credit::{Begun, History, Origin, Pass, admits};
use mortarboard_model::graduation::{Asks, Credits, Plan};
use mortarboard_model::{IdVec, ListingId, NodeId, School};
use std::cmp::Reverse;

/// Pieces of credit that come from one place.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) listing: ListingId,
    pub(crate) pieces: u64,
    /// The pass, or nothing where only validations give the credit.
    pub(crate) pass: Option<Pass<'a>>,
    /// Passes of higher courses, read as passes of this one.
    pub(crate) variants: Vec<Pass<'a>>,
    /// The limits it falls under, the widest first.
    pub(crate) caps: Vec<usize>,
    /// Whether it is earned already.
    pub(crate) earned: bool,
}

/// How a requirement takes an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// As one of its own courses.
    Own,
    /// As a substitute, by position.
    Substitute(usize),
}

/// All pieces of a student, and what a plan admits of them.
#[derive(Clone, Debug)]
pub(crate) struct Items<'a> {
    /// Records in input order, then takes, then what validations give.
    pub(crate) items: Vec<Item<'a>>,
    /// By requirement: items it admits and how. An item that is its own is not listed as a substitute.
    pub(crate) ways: IdVec<NodeId, Vec<(usize, Way)>>,
    /// By either-or: items that it is about.
    pub(crate) either: Vec<Vec<bool>>,
}

impl<'a> Items<'a> {
    pub(crate) fn new(school: &School, plan: &Plan, history: &History<'a>) -> Self {
        let unit = plan.unit.max(1);
        let is_earned = |pass: &Pass<'_>| matches!(pass.origin, Origin::Earned(_));
        let mut items = Vec::with_capacity(history.counted.len());
        for pass in &history.counted {
            let (listing, pieces, earned) = (pass.listing, u64::from(pass.worth / unit), is_earned(pass));
            let variants = variants(plan, &history.counted, listing);
            items.push(Item { listing, pieces, pass: Some(pass.clone()), variants, caps: Vec::new(), earned });
        }
        for listing in validated(plan) {
            let variants = variants(plan, &history.counted, listing);
            if !variants.is_empty() && history.counted.iter().all(|pass| pass.listing != listing) {
                let credits = school.graduation().listings.get(listing).map_or(0, |found| found.credits);
                let earned = variants.iter().any(is_earned);
                items.push(Item { listing, pieces: u64::from(credits / unit), pass: None, variants, caps: Vec::new(), earned });
            }
        }
        items.retain(|item| item.pieces > 0);
        let begun = &history.begun;
        let covers = |item: &Item<'_>, from| item.pass.as_ref().is_some_and(|pass| admits(from, pass, begun));
        let caps: Vec<Vec<bool>> = plan.caps.iter().map(|cap| items.iter().map(|item| covers(item, &cap.from)).collect()).collect();
        for cap in widest_first(&caps) {
            for (item, _) in items.iter_mut().zip(&caps[cap]).filter(|(_, covered)| **covered) {
                item.caps.push(cap);
            }
        }
        let ways = plan.nodes.values().map(|node| match &node.asks {
            Asks::Credits(asked) => ways(asked, &items, begun),
            _ => Vec::new(),
        });
        let ways = ways.collect();
        let either = plan.either.iter().map(|either| {
            let about = |item: &Item<'_>| match &item.pass {
                Some(pass) => admits(&either.from, pass, begun),
                None => item.variants.iter().any(|pass| admits(&either.from, pass, begun)),
            };
            items.iter().map(about).collect()
        });
        let either = either.collect();
        Items { items, ways, either }
    }
}

/// Courses that validations may give, each once.
pub(crate) fn validated(plan: &Plan) -> Vec<ListingId> {
    let mut lower: Vec<ListingId> = plan.validations.iter().flat_map(|validation| &validation.lower).copied().collect();
    lower.sort_unstable();
    lower.dedup();
    lower
}

/// Passes of higher courses, read as passes of a lower one.
pub(crate) fn variants<'a, 'p>(plan: &Plan, passes: impl IntoIterator<Item = &'p Pass<'a>> + Clone, lower: ListingId) -> Vec<Pass<'a>>
where
    'a: 'p,
{
    let mut found = Vec::new();
    for validation in plan.validations.iter().filter(|validation| validation.lower.contains(&lower)) {
        let higher = |pass: &&Pass<'_>| validation.higher.contains(&pass.listing) && pass.mark.reaches(validation.min_points);
        found.extend(passes.clone().into_iter().filter(higher).map(|pass| Pass { listing: lower, ..pass.clone() }));
    }
    found
}

/// Positions of sets of which any two are nested or have nothing in common, so that each comes before
/// those that it holds.
pub(crate) fn widest_first(sets: &[Vec<bool>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sets.len()).collect();
    order.sort_by_key(|&at| Reverse(sets[at].iter().filter(|covered| **covered).count()));
    order
}

/// How a requirement takes a pass as it is.
fn plain(asked: &Credits, pass: &Pass<'_>, begun: &Begun) -> (bool, Vec<usize>) {
    if admits(&asked.from, pass, begun) {
        return (true, Vec::new());
    }
    let substitutes = asked.substitutes.iter().enumerate().filter(|(_, cap)| admits(&cap.from, pass, begun));
    (false, substitutes.map(|(at, _)| at).collect())
}

/// Whether a requirement takes a pass as it is, in any way.
pub(crate) fn takes(asked: &Credits, pass: &Pass<'_>, begun: &Begun) -> bool {
    admits(&asked.from, pass, begun) || asked.substitutes.iter().any(|cap| admits(&cap.from, pass, begun))
}

fn ways(asked: &Credits, items: &[Item<'_>], begun: &Begun) -> Vec<(usize, Way)> {
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let variants = item.variants.iter().filter(|_| asked.validated);
        let mut substitutes = Vec::new();
        let mut own = false;
        for pass in item.pass.iter().chain(variants) {
            let (direct, others) = plain(asked, pass, begun);
            own |= direct;
            substitutes.extend(others);
        }
        if own {
            found.push((at, Way::Own));
        } else {
            substitutes.sort_unstable();
            substitutes.dedup();
            found.extend(substitutes.into_iter().map(|substitute| (at, Way::Substitute(substitute))));
        }
    }
    found
}
