//! Proofs without cases: why nothing can come of a state.

use super::asked::Required;
use super::cut::Bound;
use super::needs::Bits;
use super::sections::Day;
use super::state::State;
use super::times::{bits, wide};
use super::tree::Tree;
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
            if let Some(tree) = bound.find(self, &self.asked(required, *pool), wide_search) {
                return Some(tree);
            }
        }
        required.others.iter().find(|node| self.average_lost(**node)).map(|&node| Tree::Average(node))
    }

    /// Whether there is such a proof, without bounds for stretches of steps.
    pub(super) fn is_closed(&self, required: &Required, bound: &mut Bound) -> bool {
        let needs = self.standing.tables.needs;
        required.others.iter().any(|&node| self.standing.fails[node.index()] || self.uncovered(node).is_some() || self.average_lost(node))
            || needs.pools.iter().any(|&pool| bound.finds(self, &self.asked(required, pool)))
    }

    /// Whether nothing is lacking in a state in which all possible takes are assumed: the bound is then exact.
    pub(super) fn stands(&self, required: &Required, bound: &mut Bound) -> bool {
        let needs = self.standing.tables.needs;
        let lost = |&node: &NodeId| self.standing.fails[node.index()] || self.uncovered(node).is_some() || self.average_lost(node);
        let fed = |pool: &Bits| {
            let asked = wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & pool != 0 && self.standing.demand[leaf] > 0);
            let leaves = asked.fold(0, |all: Bits, leaf| all | 1 << leaf);
            leaves == 0 || !bound.short(self, leaves)
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
            if missing >> (standing.first_alike(year) * standing.terms) == 0 {
                break;
            }
            for &course in self.alive.iter().filter(|&&course| needs.may(course) >> bit & 1 == 1 && self.spans(year, course) != 0) {
                if assumed && !self.is_decided(year, course) {
                    continue;
                }
                if self.take_bits(year, course).0 >> bit & 1 == 1 {
                    for span in bits(self.spans(year, course)) {
                        covered |= self.span(course, span).steps << (standing.first_alike(year) * standing.terms);
                    }
                }
            }
        }
        covered
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
