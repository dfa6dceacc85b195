//! Pieces of credit, and which requirements admit them.

use super::credit::{Begun, History, Origin, Pass, admits};
use mortarboard_model::graduation::{Asks, Credits, Filter, Plan};
use mortarboard_model::{IdVec, ListingId, NodeId, School};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Pieces of credit that come from one place.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) listing: ListingId,
    pub(crate) pieces: u64,
    /// The pass; several, where pieces are put together from parts of one course: what admits all of them admits these
    /// pieces. Nothing where only validations give the credit.
    pub(crate) own: Vec<Pass<'a>>,
    /// Passes of higher courses, read as passes of this one.
    pub(crate) variants: Vec<Pass<'a>>,
    /// The limits it falls under, the widest first.
    pub(crate) caps: Vec<usize>,
    /// The course that it shares its credit with, by position.
    pub(crate) shared: Option<usize>,
    /// Whether it is earned already.
    pub(crate) earned: bool,
}

/// The credit of a course whose passes share it.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) pieces: u64,
    /// The limits it falls under, the widest first: those under which all its passes do.
    pub(crate) caps: Vec<usize>,
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
    /// Records in input order, then takes, then what is put together from parts, then what validations give.
    pub(crate) items: Vec<Item<'a>>,
    pub(crate) shared: Vec<Shared>,
    /// By requirement: items it admits and how. An item that is its own is not listed as a substitute.
    pub(crate) ways: IdVec<NodeId, Vec<(usize, Way)>>,
    /// By either-or: items that it is about.
    pub(crate) either: Vec<Vec<bool>>,
}

impl<'a> Items<'a> {
    pub(crate) fn new(school: &School, plan: &Plan, history: &History<'a>) -> Self {
        let unit = plan.unit.max(1);
        let begun = &history.begun;
        let (mut items, mut put_together) = (Vec::with_capacity(history.passes.len()), Vec::new());
        let mut shared: Vec<Shared> = Vec::new();
        let mut sharing: BTreeMap<ListingId, Option<usize>> = BTreeMap::new();
        for pass in &history.passes {
            let variants = || variants(plan, &history.passes, pass.listing);
            let course = *sharing.entry(pass.listing).or_insert_with(|| {
                let own: Vec<&Pass<'a>> = history.passes.iter().filter(|other| other.listing == pass.listing).collect();
                let pieces = shared_pieces(school, unit, pass.listing, &own)?;
                let caps = (0..plan.caps.len()).filter(|&cap| own.iter().all(|pass| admits(&plan.caps[cap].from, pass, begun)));
                shared.push(Shared { pieces, caps: caps.collect() });
                for (pieces, own) in parts(unit, &own) {
                    let earned = own.iter().all(is_earned);
                    let item = Item { listing: pass.listing, pieces, own, variants: variants(), caps: Vec::new(), shared: None, earned };
                    put_together.push(Item { shared: Some(shared.len() - 1), ..item });
                }
                Some(shared.len() - 1)
            });
            let pieces = u64::from(pass.credits / unit);
            let (own, earned) = (vec![pass.clone()], is_earned(pass));
            items.push(Item { listing: pass.listing, pieces, own, variants: variants(), caps: Vec::new(), shared: course, earned });
        }
        items.append(&mut put_together);
        for listing in validated(plan) {
            let variants = variants(plan, &history.passes, listing);
            if !variants.is_empty() && history.passes.iter().all(|pass| pass.listing != listing) {
                let credits = school.graduation().listings.get(listing).map_or(0, |found| found.credits);
                let (earned, own) = (variants.iter().any(is_earned), Vec::new());
                items.push(Item { listing, pieces: u64::from(credits / unit), own, variants, caps: Vec::new(), shared: None, earned });
            }
        }
        items.retain(|item| item.pieces > 0);
        let covers = |item: &Item<'_>, from| item.shared.is_none() && !item.own.is_empty() && all_admitted(from, &item.own, begun);
        let caps: Vec<Vec<bool>> = plan.caps.iter().map(|cap| items.iter().map(|item| covers(item, &cap.from)).collect()).collect();
        // How wide a limit is shows over all passes, those of shared courses among them.
        let reach = |cap: &usize| history.passes.iter().filter(|pass| admits(&plan.caps[*cap].from, pass, begun)).count();
        let mut order: Vec<usize> = (0..plan.caps.len()).collect();
        order.sort_by_key(|cap| Reverse(reach(cap)));
        for &cap in &order {
            for (item, _) in items.iter_mut().zip(&caps[cap]).filter(|(_, covered)| **covered) {
                item.caps.push(cap);
            }
        }
        for course in &mut shared {
            course.caps = order.iter().copied().filter(|cap| course.caps.contains(cap)).collect();
        }
        let ways = plan.nodes.values().map(|node| match &node.asks {
            Asks::Credits(asked) => ways(asked, &items, begun),
            _ => Vec::new(),
        });
        let ways = ways.collect();
        let either = plan.either.iter().map(|either| {
            let about = |item: &Item<'_>| match item.own.as_slice() {
                [] => item.variants.iter().any(|pass| admits(&either.from, pass, begun)),
                own => all_admitted(&either.from, own, begun),
            };
            items.iter().map(about).collect()
        });
        let either = either.collect();
        Items { items, shared, ways, either }
    }
}

fn is_earned(pass: &Pass<'_>) -> bool {
    matches!(pass.origin, Origin::Earned(_))
}

fn all_admitted(from: &Filter, own: &[Pass<'_>], begun: &Begun) -> bool {
    own.iter().all(|pass| admits(from, pass, begun))
}

/// The pieces that passes of one course count for together, where they share its credit: where they take more than the
/// room of the course, or some of them is no whole number of pieces.
pub(crate) fn shared_pieces(school: &School, unit: u32, listing: ListingId, own: &[&Pass<'_>]) -> Option<u64> {
    let known = school.graduation().listings.get(listing)?;
    let credits: Vec<u32> = own.iter().map(|pass| pass.credits).collect();
    let used = credits.iter().fold(0u32, |used, &credits| used.saturating_add(known.uses(credits)));
    let shares = used > known.room() || credits.iter().any(|credits| !credits.is_multiple_of(unit));
    shares.then(|| u64::from(known.total(&credits) / unit))
}

/// What is left over beyond the whole pieces of each pass of a course, put together into pieces in the order given: each
/// with the passes that it is made of.
pub(crate) fn parts<'a>(unit: u32, own: &[&Pass<'a>]) -> Vec<(u64, Vec<Pass<'a>>)> {
    let mut made: Vec<(u64, Vec<Pass<'a>>)> = Vec::new();
    let (mut have, mut open) = (0, Vec::new());
    for pass in own.iter().filter(|pass| !pass.credits.is_multiple_of(unit)) {
        have += pass.credits % unit;
        open.push((*pass).clone());
        if have >= unit {
            made.push((1, std::mem::take(&mut open)));
            have -= unit;
            // What is left of this pass begins the next piece.
            open.extend((have > 0).then(|| (*pass).clone()));
        }
    }
    made
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

/// Whether a requirement takes a pass as it is, in any way.
pub(crate) fn takes(asked: &Credits, pass: &Pass<'_>, begun: &Begun) -> bool {
    admits(&asked.from, pass, begun) || asked.substitutes.iter().any(|cap| admits(&cap.from, pass, begun))
}

fn ways(asked: &Credits, items: &[Item<'_>], begun: &Begun) -> Vec<(usize, Way)> {
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        // Each reading of the credit by itself: as it is, and as each higher course lends it.
        let variants = item.variants.iter().filter(|_| asked.validated).map(std::slice::from_ref);
        let readings: Vec<&[Pass<'_>]> = (!item.own.is_empty()).then_some(item.own.as_slice()).into_iter().chain(variants).collect();
        let admitted = |from: &Filter| readings.iter().any(|passes| all_admitted(from, passes, begun));
        if admitted(&asked.from) {
            found.push((at, Way::Own));
        } else {
            let substitutes = asked.substitutes.iter().enumerate().filter(|(_, cap)| admitted(&cap.from));
            found.extend(substitutes.map(|(substitute, _)| (at, Way::Substitute(substitute))));
        }
    }
    found
}
