//! An average that stays too low, whatever is still taken.

use super::assumed::Assumed;
use super::possible::Question;
use super::proof::required;
use super::{Wrong, wrong};
use crate::graduation::{Begun, Pass, admits, average_of};
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
    let best = listings.into_iter().fold(0i128, |sum, listing| sum.saturating_add(ask.most(question, assumed, listing)));
    if best < 0 { Ok(()) } else { wrong(format!("the average {node} can still be reached")) }
}

/// What an average asks.
struct Ask<'a> {
    from: &'a Filter,
    least: i128,
    repeats: Repeats,
    begun: &'a Begun,
}

impl Ask<'_> {
    /// The most that a course adds to the sum of points above the least average, weighted by credits attempted.
    fn most(&self, question: &Question<'_>, assumed: &Assumed, listing: ListingId) -> i128 {
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
        // By year: the fewest and the most takes that the filter admits.
        let mut years: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        let mut takes: Vec<Pass<'_>> = Vec::new();
        for take in assumed.of(question, listing) {
            let passes = take.passes(question);
            let admitted = passes.iter().filter(|pass| admits(self.from, pass, self.begun)).count();
            let year = years.entry(take.year).or_insert((usize::MAX, 0));
            *year = (year.0.min(admitted), year.1.max(admitted));
            takes.extend(passes);
        }
        let is_taken = |year: &u32| matches!(assumed.courses.get(&(listing, *year)), Some(Some(_)));
        let fewest: usize = years.iter().filter(|(year, _)| is_taken(year)).map(|(_, count)| count.0).sum();
        let most: usize = years.values().map(|count| count.1).sum();
        // Takes all bring the same mark and weight, so that their number decides, and past the first only whether more
        // or fewer are better.
        let take = takes.iter().max_by_key(|pass| pass.span.year);
        let counts = [fewest, fewest.max(1), most];
        let sums = counts.into_iter().filter(|count| (fewest..=most).contains(count)).map(|count| {
            let mut all = marks.clone();
            all.extend(take.into_iter().flat_map(|take| std::iter::repeat_n((take, true), count)));
            let (points, weight) = average_of(known, self.repeats, &all);
            i128::try_from(points).unwrap_or(i128::MAX).saturating_sub(i128::try_from(weight).unwrap_or(i128::MAX).saturating_mul(self.least))
        });
        sums.max().unwrap_or(0)
    }
}
