//! Averages: what is on record, and what takes to come can make of it.

use super::standing::{Graded, Standing};
use super::state::State;
use super::times::bits;
use mortarboard_model::graduation::{Asks, Points, Repeats};
use mortarboard_model::{Id, NodeId};
use std::cmp::Reverse;

/// A mark that counts: points, credits attempted, whether it passed, and when it ended.
type Mark = (Option<Points>, u32, bool, (bool, Option<u32>, usize));

impl Standing<'_> {
    /// By how much what is on record exceeds a least average, times its weights; none if it is no average.
    pub(super) fn average_on_record(&self, node: NodeId) -> Option<i128> {
        let (bit, least, repeats) = self.asked(node)?;
        let mut sum = 0;
        for own in self.graded.chunk_by(|a, b| a.listing == b.listing) {
            sum += self.over(own[0].listing, (least, repeats), marks(own, bit));
        }
        Some(sum)
    }

    fn asked(&self, node: NodeId) -> Option<(usize, Points, Repeats)> {
        let needs = self.tables.needs;
        let Asks::Average { least, repeats, .. } = needs.plan.nodes.get(node)?.asks else { return None };
        Some((needs.watch[node.index()]?, least, repeats))
    }

    /// By how much the marks of one course exceed it, as far as they count.
    fn over(&self, listing: usize, (least, repeats): (Points, Repeats), mut marks: Vec<Mark>) -> i128 {
        let known = self.listing(listing);
        let once = known.completions <= 1 && repeats != Repeats::All;
        match repeats {
            Repeats::Best if once => marks.sort_by_key(|&(points, _, passed, _)| Reverse((passed, points))),
            Repeats::Latest if once => {
                marks.reverse();
                marks.sort_by_key(|&(.., end)| Reverse(end));
            }
            _ => {}
        }
        let mut left = if once { known.credits } else { u32::MAX };
        let mut sum = 0;
        for (points, weight, ..) in marks {
            let weight = weight.min(left);
            left = if once { left - weight } else { left };
            sum += points.map_or(0, |points| i128::from(weight) * (i128::from(points) - i128::from(least)));
        }
        sum
    }

    fn graded_of(&self, listing: usize) -> &[Graded] {
        let from = self.graded.partition_point(|graded| graded.listing < listing);
        let to = self.graded.partition_point(|graded| graded.listing <= listing);
        &self.graded[from..to]
    }
}

/// Marks on record that a filter admits.
fn marks(own: &[Graded], bit: usize) -> Vec<Mark> {
    let own = own.iter().filter(|graded| graded.bits >> bit & 1 == 1);
    own.map(|graded| (graded.points, graded.weight, !graded.failed, graded.end)).collect()
}

impl State<'_> {
    /// Whether an average stays too low whatever is still taken.
    pub(super) fn average_lost(&self, node: NodeId) -> bool {
        self.average(node).is_some_and(|best| best < 0)
    }

    /// By how much an average, times its weights, may still exceed what it must be; none if it is no average.
    pub(super) fn average(&self, node: NodeId) -> Option<i128> {
        let standing = self.standing;
        let (bit, ..) = standing.asked(node)?;
        let mut sum = standing.average_on_record(node)?;
        if sum >= 0 && self.takes.is_empty() {
            // Takes to come need not be taken, and so never lower what may be.
            return Some(sum);
        }
        let needs = standing.tables.needs;
        for &course in self.alive.iter().filter(|&&course| needs.may(course) >> bit & 1 == 1) {
            sum += self.most_of(node, course)?;
        }
        Some(sum)
    }

    /// The most that takes of a course may still add to what is on record of an average; none if it is no average.
    pub(super) fn most_of(&self, node: NodeId, course: usize) -> Option<i128> {
        let standing = self.standing;
        let (bit, least, repeats) = standing.asked(node)?;
        let (mut fewest, mut most, mut last) = (0u32, 0u32, 0);
        for year in (0..standing.years).filter(|&year| self.spans(year, course) != 0) {
            if self.take_bits(year, course).0 >> bit & 1 == 0 {
                continue;
            }
            let counts = || bits(self.spans(year, course)).map(|span| self.span(course, span).count());
            last = year;
            most += counts().max().unwrap_or(0);
            fewest += if self.is_decided(year, course) { counts().min().unwrap_or(0) } else { 0 };
        }
        let known = standing.listing(course);
        let points = known.weighted(standing.tables.school.graduation().top_points);
        let own = || marks(standing.graded_of(course), bit);
        let with = |count: u32| {
            let mut all = own();
            let take = (Some(points), known.credits, true, (true, u32::try_from(last).ok(), usize::MAX));
            // Behind the passes and before the failures, as in the records.
            let passed = all.iter().take_while(|mark| mark.2).count();
            all.splice(passed..passed, std::iter::repeat_n(take, count as usize));
            standing.over(course, (least, repeats), all)
        };
        let now = standing.over(course, (least, repeats), own());
        let counts = [fewest, fewest.max(1), most].into_iter().filter(|count| (fewest..=most).contains(count));
        Some(counts.map(with).max().unwrap_or(now) - now)
    }
}
