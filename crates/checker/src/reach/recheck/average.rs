//! An average that stays too low, whatever is still taken.

use super::assumed::{Assumed, pass};
use super::possible::Question;
use super::proof::required;
use super::{Wrong, wrong};
use crate::graduation::{Begun, Mark, Pass, admits};
use mortarboard_model::ListingId;
use mortarboard_model::graduation::{Asks, Filter};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(question: &Question<'_>, assumed: &Assumed, node: &str) -> Result<(), Wrong> {
    let (_, Asks::Average { from, least }) = required(question, assumed, node)? else {
        return wrong(format!("the requirement {node} is no average"));
    };
    let history = &question.history;
    let listings: BTreeSet<ListingId> = history
        .counted
        .iter()
        .chain(&history.failed)
        .map(|pass| pass.listing)
        .chain(assumed.possible(question).map(|(_, take)| take.taken.listing))
        .collect();
    let begun = assumed.begun(question, false);
    let best: i128 = listings.into_iter().map(|listing| most(question, assumed, (from, *least), listing, &begun)).sum();
    if best < 0 { Ok(()) } else { wrong(format!("the average {node} can still be reached")) }
}

/// The most that a course adds to the sum of points above the least average, weighted by credits.
fn most(question: &Question<'_>, assumed: &Assumed, (from, least): (&Filter, u32), listing: ListingId, begun: &Begun) -> i128 {
    let (graduation, history) = (question.school.graduation(), &question.history);
    let weight = graduation.listings.get(listing).map_or(0, |found| i128::from(found.credits));
    let worth = |pass: &Pass<'_>| match pass.mark {
        Mark::Blank => 0,
        Mark::Points(points) => weight * (i128::from(points) - i128::from(least)),
        Mark::Open => weight * (i128::from(graduation.top_mark) - i128::from(least)),
    };
    let of = |passes: &[Pass<'_>]| -> i128 {
        passes.iter().filter(|pass| pass.listing == listing && admits(from, pass, begun)).map(worth).sum()
    };
    let counted = of(&history.counted);
    let passed = history.counted.iter().any(|pass| pass.listing == listing);
    let untaken = if passed { counted } else { counted + of(&history.failed) };
    // By year: whether a take that the filter admits is possible, and one that it does not.
    let mut years: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
    for (_, take) in assumed.possible(question).filter(|(_, take)| take.taken.listing == listing) {
        let admitted = admits(from, &pass(question, take), begun);
        let year = years.entry(take.taken.year).or_default();
        *year = (year.0 || admitted, year.1 || !admitted);
    }
    let is_taken = |year: u32| matches!(assumed.courses.get(&(listing, year)), Some(Some(_)));
    let must = years.iter().filter(|(year, admitted)| is_taken(**year) && !admitted.1).count();
    let can = years.values().filter(|admitted| admitted.0).count().min(question.history.left(question.school, listing) as usize);
    let others = years.values().any(|admitted| admitted.1);
    let taken = (must..=can).filter(|&count| count > 0 || others).map(|count| {
        let count = i128::try_from(count).unwrap_or(0);
        counted + count * weight * (i128::from(graduation.top_mark) - i128::from(least))
    });
    let stays = (!years.keys().any(|&year| is_taken(year))).then_some(untaken);
    taken.chain(stays).max().unwrap_or(untaken)
}
