//! An average that stays too low, whatever is still taken.

use super::assumed::Assumed;
use super::possible::Question;
use super::proof::required;
use super::{Wrong, wrong};
use crate::audit::{Begun, Pass, admits, average_of};
use mortarboard_model::ListingId;
use mortarboard_model::graduation::{Asks, Filter, Repeats};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(question: &Question<'_>, assumed: &Assumed, node: &str) -> Result<(), Wrong> {
    let (_, Asks::Average { from, least, repeats }) = required(question, assumed, node)? else {
        return wrong(format!("the requirement {node} is no average"));
    };
    let history = &question.history;
    let known = history.passes.iter().chain(&history.failed).map(|pass| pass.listing);
    let listings: BTreeSet<ListingId> = known.chain(assumed.possible(question).map(|(_, take)| take.listing)).collect();
    let begun = assumed.begun(question, false);
    let ask = Ask { from, least: i128::from(*least), repeats: *repeats, begun: &begun };
    let mut sum = 0i128;
    let mut gains: Vec<Gain> = Vec::new();
    for listing in listings {
        sum = sum.saturating_add(ask.course(question, assumed, listing, &mut gains));
    }
    // Takes that are not assumed fill the cells that those assumed leave, those first that bring most for each cell.
    gains.sort_by(|a, b| (b.most * i128::from(a.cells)).cmp(&(a.most * i128::from(b.cells))).then(a.cells.cmp(&b.cells)));
    let terms = 0..question.school.calendar().terms().len();
    let all = (0..question.years).flat_map(|year| terms.clone().map(move |term| (year, term)));
    let room: u64 = all.map(|(year, term)| u64::from(question.room(year, term))).sum();
    let filled: u64 = assumed.taken(question).flat_map(|(_, take)| take.cells.values()).map(|&cells| u64::from(cells)).sum();
    let mut open = room.saturating_sub(filled);
    for Gain { most, cells } in gains {
        let part = cells.min(open);
        // A part of a take brings no more than its share, rounded up.
        let brings = if part == cells { most } else { (most * i128::from(part) + i128::from(cells) - 1) / i128::from(cells.max(1)) };
        sum = sum.saturating_add(brings);
        open -= part;
    }
    if sum < 0 { Ok(()) } else { wrong(format!("the average {node} can still be reached")) }
}

/// What takes of a course bring at most, and the cells that they fill at least.
struct Gain {
    most: i128,
    cells: u64,
}

/// What an average asks.
struct Ask<'a> {
    from: &'a Filter,
    least: i128,
    repeats: Repeats,
    begun: &'a Begun,
}

impl Ask<'_> {
    /// What a course adds to the sum of points above the least average, weighted by credits attempted, by what is on record
    /// and assumed; and what takes that are not assumed may bring beyond that.
    fn course(&self, question: &Question<'_>, assumed: &Assumed, listing: ListingId, gains: &mut Vec<Gain>) -> i128 {
        let history = &question.history;
        let Some(known) = question.school.graduation().listings.get(listing) else { return 0 };
        let own = |pass: &&Pass<'_>| pass.listing == listing && admits(self.from, pass, self.begun);
        let marks: Vec<(&Pass<'_>, bool)> = history
            .passes
            .iter()
            .filter(own)
            .map(|pass| (pass, true))
            .chain(history.failed.iter().filter(own).map(|pass| (pass, false)))
            .collect();
        // By year: the most takes that the filter admits, and the fewest cells for each of them.
        let mut years: BTreeMap<u32, (usize, u64)> = BTreeMap::new();
        let (mut fixed, mut some) = (0, None);
        for take in assumed.of(question, listing) {
            let passes = take.passes(question);
            let admitted = passes.iter().filter(|pass| admits(self.from, pass, self.begun)).count();
            let cells: u64 = take.cells.values().map(|&cells| u64::from(cells)).sum();
            if matches!(assumed.courses.get(&(listing, take.year)), Some(Some(_))) {
                fixed += admitted;
            } else if let Some(each) = cells.checked_div(admitted as u64) {
                let year = years.entry(take.year).or_insert((0, u64::MAX));
                *year = (year.0.max(admitted), year.1.min(each));
            }
            some = passes.into_iter().max_by_key(|pass| pass.span.year).into_iter().chain(some).max_by_key(|pass| pass.span.year);
        }
        // Takes all bring the same mark and weight, so that only their number decides.
        let over = |count: usize| -> i128 {
            let mut all = marks.clone();
            all.extend(some.iter().flat_map(|take| std::iter::repeat_n((take, true), count)));
            let (points, weight) = average_of(known, self.repeats, &all);
            let weight = i128::try_from(weight).unwrap_or(i128::MAX);
            i128::try_from(points).unwrap_or(i128::MAX).saturating_sub(weight.saturating_mul(self.least))
        };
        let base = over(fixed);
        let once = known.completions <= 1 && self.repeats != Repeats::All;
        let each = over(fixed + 1).saturating_sub(base);
        if each > 0 {
            // Where marks replace one another, one take brings all there is to gain.
            let cheapest = years.values().map(|(_, cells)| *cells).min();
            let takes = years.values().flat_map(|&(count, cells)| std::iter::repeat_n(cells, count));
            let takes: Vec<u64> = if once { cheapest.into_iter().collect() } else { takes.collect() };
            gains.extend(takes.into_iter().map(|cells| Gain { most: each, cells }));
        }
        base
    }
}
