//! Proofs without cases: why nothing can come of a state.

use super::cut::Bound;
use super::needs::Bits;
use super::sections::Day;
use super::state::{Required, State};
use super::times::{bits, wide};
use super::tree::Tree;
use mortarboard_model::graduation::Asks;
use mortarboard_model::{Id, NodeId};

impl State<'_> {
    /// A proof without cases, from the requirements that are required. The wide search looks at bounds for
    /// stretches of steps as well.
    pub(super) fn closed(&self, required: &Required, bound: &mut Bound, wide_search: bool) -> Option<Tree> {
        let needs = self.standing.tables.needs;
        for &node in &required.others {
            if self.standing.fails[node.index()] || self.uncovered(node).is_some() {
                return Some(Tree::Missed(node));
            }
        }
        for pool in &needs.pools {
            let leaves =
                wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & pool != 0).fold(0, |all: Bits, leaf| all | 1 << leaf);
            if let Some(tree) = bound.find(self, leaves, wide_search) {
                return Some(tree);
            }
        }
        required.others.iter().find(|node| self.average_lost(**node)).map(|&node| Tree::Average(node))
    }

    /// Whether nothing is lacking in a state in which all possible takes are assumed: the bound is then exact.
    pub(super) fn stands(&self, required: &Required, bound: &mut Bound) -> bool {
        let needs = self.standing.tables.needs;
        let lost = |&node: &NodeId| self.standing.fails[node.index()] || self.uncovered(node).is_some() || self.average_lost(node);
        let fed = |pool: &Bits| {
            let asked = wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & pool != 0 && self.standing.demand[leaf] > 0);
            let leaves = asked.fold(0, |all: Bits, leaf| all | 1 << leaf);
            leaves == 0 || !bound.short(self, leaves, 0)
        };
        !required.others.iter().any(lost) && needs.pools.iter().all(fed)
    }

    /// A step of participation that no possible take covers.
    pub(super) fn uncovered(&self, node: NodeId) -> Option<usize> {
        let (missing, covered) = (self.standing.cover[node.index()], self.covering(node, false));
        wide(missing & !covered).next()
    }

    /// The steps of participation that possible takes cover, or only those assumed.
    pub(super) fn covering(&self, node: NodeId, assumed: bool) -> u128 {
        let standing = self.standing;
        let needs = standing.tables.needs;
        let Some(bit) = needs.watch[node.index()] else { return 0 };
        let missing = standing.cover[node.index()];
        if missing == 0 {
            return 0;
        }
        let mut covered = 0;
        for year in 0..standing.years {
            if missing >> (year * standing.terms) == 0 {
                break;
            }
            for &course in self.alive.iter().filter(|&&course| needs.may(course) >> bit & 1 == 1 && self.spans(year, course) != 0) {
                if assumed && !self.is_decided(year, course) {
                    continue;
                }
                if self.take_bits(year, course).0 >> bit & 1 == 1 {
                    for span in bits(self.spans(year, course)) {
                        covered |= self.span(course, span).steps << (year * standing.terms);
                    }
                }
            }
        }
        covered
    }

    /// Whether an average stays too low whatever is still taken.
    pub(super) fn average_lost(&self, node: NodeId) -> bool {
        self.average(node).is_some_and(|best| best < 0)
    }

    /// By how much an average, times its weights, may still exceed what it must be; none if it is no average.
    pub(super) fn average(&self, node: NodeId) -> Option<i128> {
        let standing = self.standing;
        let needs = standing.tables.needs;
        let Asks::Average { least, .. } = needs.plan.nodes.get(node)?.asks else { return None };
        let bit = needs.watch[node.index()]?;
        let mut sum = 0;
        let over = |points: u32| i128::from(points) - i128::from(least);
        // A failed mark of a course that may still be taken is weighed with the course.
        let failed = |listing: usize| {
            let own =
                standing.graded.iter().filter(move |graded| graded.failed && graded.listing == listing && graded.bits >> bit & 1 == 1);
            own.map(|graded| over(graded.points)).sum::<i128>()
        };
        let weight = |listing: usize| i128::from(standing.listing(listing).credits);
        let open = |listing: usize| listing < standing.courses && (0..standing.years).any(|year| self.spans(year, listing) != 0);
        for graded in standing.graded.iter().filter(|graded| graded.bits >> bit & 1 == 1) {
            if !graded.failed || !open(graded.listing) {
                sum += weight(graded.listing) * over(graded.points);
            }
        }
        for &course in self.alive.iter().filter(|&&course| needs.may(course) >> bit & 1 == 1) {
            if standing.left[course] == 0 || !open(course) {
                continue;
            }
            let (mut sure, mut most, mut other, mut assumed) = (0, 0, false, false);
            for year in (0..standing.years).filter(|&year| self.spans(year, course) != 0) {
                let taken = self.is_decided(year, course);
                assumed |= taken;
                if self.take_bits(year, course).0 >> bit & 1 == 1 {
                    most += 1;
                    sure += i128::from(taken);
                } else {
                    other = true;
                }
            }
            let each = over(needs.top);
            let most = i128::from(standing.left[course]).min(most);
            let fewest = if other { sure } else { sure.max(1) };
            let mut best = if fewest <= most { Some((most * each).max(fewest * each)) } else { None };
            if !assumed {
                best = best.max(Some(failed(course)));
            }
            sum += weight(course) * best.unwrap_or(0);
        }
        Some(sum)
    }

    /// A smallest set of courses assumed in year 0 whose sections can't be chosen without a clash.
    pub(super) fn clash(&self, day: &mut Day) -> Option<Tree> {
        if !self.standing.tables.times.scheduled || self.standing.fixed {
            return None;
        }
        let mut courses: Vec<(usize, usize)> =
            self.takes.iter().filter(|take| take.year == 0).map(|take| (take.course, take.span)).collect();
        if courses.len() < 2 || day.choose(self.standing, &courses).is_some() {
            return None;
        }
        let mut at = 0;
        while at < courses.len() {
            let one = courses.remove(at);
            if day.choose(self.standing, &courses).is_some() {
                courses.insert(at, one);
                at += 1;
            }
        }
        Some(Tree::Clash(courses.into_iter().map(|(course, _)| course).collect()))
    }
}
