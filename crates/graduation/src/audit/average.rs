//! Averages: which marks count, and how much.

use super::credit::{History, Pass, Span, admits};
use mortarboard_model::graduation::{Filter, Listing, Repeats};
use mortarboard_model::{ListingId, School};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The sum of points by credits attempted, and of these credits, over what a filter admits.
pub(super) fn average(school: &School, from: &Filter, repeats: Repeats, history: &History<'_>) -> (u128, u128) {
    let mut marks: BTreeMap<ListingId, Vec<(&Pass<'_>, bool)>> = BTreeMap::new();
    for (passes, passed) in [(&history.passes, true), (&history.failed, false)] {
        for pass in passes.iter().filter(|pass| admits(from, pass, &history.begun)) {
            marks.entry(pass.listing).or_default().push((pass, passed));
        }
    }
    marks.into_iter().fold((0, 0), |sums, (listing, marks)| {
        let own = school.graduation().listings.get(listing).map_or((0, 0), |known| average_of(known, repeats, &marks));
        (sums.0 + own.0, sums.1 + own.1)
    })
}

/// The same over the marks of one course, each with whether it passed: see [`Repeats`].
pub(crate) fn average_of(listing: &Listing, repeats: Repeats, marks: &[(&Pass<'_>, bool)]) -> (u128, u128) {
    let once = listing.completions <= 1;
    let mut order: Vec<(&Pass<'_>, bool)> = marks.to_vec();
    match repeats {
        Repeats::Best if once => order.sort_by_key(|(pass, passed)| Reverse((*passed, pass.average))),
        Repeats::Latest if once => {
            // Of two at the same time the later row comes first.
            order.reverse();
            order.sort_by_key(|(pass, _)| Reverse(moment(pass.span)));
        }
        _ => {}
    }
    let every = !once || repeats == Repeats::All;
    let (mut left, mut sums) = (listing.credits, (0, 0));
    for (pass, _) in order {
        let weight = if every { pass.attempted } else { pass.attempted.min(left) };
        left = left.saturating_sub(weight);
        if let Some(points) = pass.average {
            sums.0 += u128::from(points) * u128::from(weight);
            sums.1 += u128::from(weight);
        }
    }
    sums
}

/// When something ended: records by grade, those without one first, then takes.
fn moment(span: Span) -> (bool, Option<u32>, usize) {
    (!span.past, span.year, span.last)
}
