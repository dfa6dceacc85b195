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

    pub(super) fn graded_of(&self, listing: usize) -> &[Graded] {
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
    ///
    /// Takes that are not assumed fill the cells that those assumed leave, those first that bring most for each cell.
    pub(super) fn average(&self, node: NodeId) -> Option<i128> {
        let standing = self.standing;
        let (bit, ..) = standing.asked(node)?;
        let mut sum = standing.average_on_record(node)?;
        if sum >= 0 && self.takes.is_empty() {
            // Takes to come need not be taken, and so never lower what may be.
            return Some(sum);
        }
        let needs = standing.tables.needs;
        let mut gains: Vec<(i128, u64)> = Vec::new();
        for &course in self.alive.iter().filter(|&&course| needs.may(course) >> bit & 1 == 1) {
            sum += self.brought(node, course, &mut gains)?;
        }
        gains.sort_by(|a, b| (b.0 * i128::from(a.1)).cmp(&(a.0 * i128::from(b.1))).then(a.1.cmp(&b.1)));
        let room: u64 = standing.room.iter().map(|&room| u64::from(room)).sum();
        let mut open = room.saturating_sub(self.used.iter().map(|&used| u64::from(used)).sum());
        for (most, cells) in gains {
            let part = cells.min(open);
            sum += if part == cells { most } else { (most * i128::from(part) + i128::from(cells) - 1) / i128::from(cells.max(1)) };
            open -= part;
        }
        Some(sum)
    }

    /// What the takes assumed of a course add to what is on record, and what others may bring beyond, each with its cells.
    fn brought(&self, node: NodeId, course: usize, gains: &mut Vec<(i128, u64)>) -> Option<i128> {
        let standing = self.standing;
        let (bit, least, repeats) = standing.asked(node)?;
        let (mut fixed, mut last, mut open) = (0u32, 0, Vec::new());
        for year in (0..standing.years).filter(|&year| self.spans(year, course) != 0) {
            if self.take_bits(year, course).0 >> bit & 1 == 0 {
                continue;
            }
            let spans = || bits(self.spans(year, course)).map(|span| self.span(course, span));
            let most = spans().map(|span| span.count()).max().unwrap_or(0);
            last = year;
            if self.is_decided(year, course) {
                fixed += most;
            } else {
                let each = spans().map(|span| u64::from(span.cells) / u64::from(span.count())).min().unwrap_or(0);
                open.extend(std::iter::repeat_n(each, most as usize));
            }
        }
        let known = standing.listing(course);
        let points = known.weighted(standing.tables.school.graduation().top_points);
        let own = marks(standing.graded_of(course), bit);
        let with = |count: u32| {
            let mut all = own.clone();
            let take = (Some(points), known.credits, true, (true, u32::try_from(last).ok(), usize::MAX));
            // Behind the passes and before the failures, as in the records.
            let passed = all.iter().take_while(|mark| mark.2).count();
            all.splice(passed..passed, std::iter::repeat_n(take, count as usize));
            standing.over(course, (least, repeats), all)
        };
        let base = with(fixed);
        let each = with(fixed + 1) - base;
        if each > 0 {
            // Where marks replace one another, one take brings all there is to gain.
            if known.completions <= 1 && repeats != Repeats::All {
                open = open.into_iter().min().into_iter().collect();
            }
            gains.extend(open.into_iter().map(|cells| (each, cells)));
        }
        Some(base - standing.over(course, (least, repeats), own))
    }
}
