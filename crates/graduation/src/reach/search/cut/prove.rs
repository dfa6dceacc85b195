//! From flows that fall short to proofs.

use super::{Bound, Limits, Row};
use crate::reach::search::asked::{Asked, Top};
use crate::reach::search::flow::SINK;
use crate::reach::search::needs::Bits;
use crate::reach::search::state::State;
use crate::reach::search::times::wide;
use crate::reach::search::tree::Tree;
use mortarboard_model::graduation::Asks;
use mortarboard_model::{Id, NodeId};

impl Bound {
    /// Puts what is asked into the network; gives how many pieces that is.
    pub(super) fn ask(&mut self, state: &State<'_>, asked: &Asked) -> u64 {
        let standing = state.standing;
        self.feeds.clear();
        self.feeds.resize(standing.tables.needs.feeds.len(), SINK);
        self.tops.clear();
        let mut demand = 0;
        for top in asked.tops() {
            let (pieces, node, arc) = match top {
                Top::Leaf(leaf) => self.leaf(state, leaf, SINK),
                Top::Choice(choice) => self.part(state, choice, SINK),
            };
            demand += pieces;
            self.tops.push((top, node, arc));
        }
        demand
    }

    /// A leaf: pieces asked, node, and the arc that holds what flows on.
    fn leaf(&mut self, state: &State<'_>, leaf: usize, to: usize) -> (u64, usize, usize) {
        let needs = state.standing.tables.needs;
        let asked = state.standing.demand[leaf];
        let node = self.net.node();
        let arc = self.net.arc(node, to, asked);
        for feed in wide(needs.leaves[leaf].feeds) {
            self.feeds[feed] = match needs.feeds[feed].most {
                None => node,
                Some(most) => {
                    let limit = self.net.node();
                    self.net.arc(limit, node, most);
                    limit
                }
            };
        }
        (u64::from(asked), node, arc)
    }

    /// A requirement with all below it that may be needed: what it asks at the least, its node, and the arc that holds what
    /// flows on.
    fn part(&mut self, state: &State<'_>, part: NodeId, to: usize) -> (u64, usize, usize) {
        let needs = state.standing.tables.needs;
        if let (Asks::Credits(_), Some(leaf)) = (&needs.plan.nodes[part].asks, needs.leaf_of[part.index()]) {
            return self.leaf(state, leaf, to);
        }
        let least = state.least(part);
        let node = self.net.node();
        let arc = self.net.arc(node, to, u32::try_from(least).unwrap_or(u32::MAX));
        for below in state.asking(part) {
            self.part(state, below, node);
        }
        (least, node, arc)
    }

    /// What falls short together, after a flow that did.
    fn culprits(&mut self) -> Asked {
        let Some(&(_, node, _)) = self.tops.iter().find(|(.., arc)| self.net.left(*arc) > 0) else { return Asked::default() };
        self.net.reaching(node, &mut self.marked);
        Asked::of(self.tops.iter().filter(|(_, node, _)| self.marked[*node]).map(|(top, ..)| *top))
    }

    /// Whether the leaves fall short when courses are bounded by their number alone, all of it looked up afresh.
    pub(in super::super) fn short(&mut self, state: &State<'_>, leaves: Bits) -> bool {
        self.short_within(state, &Asked::leaves(leaves), Limits { steps: 0, retakes: false })
    }

    fn short_within(&mut self, state: &State<'_>, asked: &Asked, limits: Limits) -> bool {
        self.caps(state);
        self.list(state, state.feeds_of(asked));
        self.falls_short(state, asked, limits)
    }

    /// The proof that what is asked falls short for these steps, if it does.
    pub(in super::super) fn again(&mut self, state: &State<'_>, asked: &Asked, steps: u128, retakes: bool) -> Option<Tree> {
        let limits = Limits { steps, retakes };
        self.short_within(state, asked, limits).then(|| self.written(state, asked.clone(), limits))
    }

    /// Looks for requirements of one pool that fall short for some of the sets of steps, and proves it.
    pub(in super::super) fn find(&mut self, state: &State<'_>, asked: &Asked, wide_search: bool) -> Option<Tree> {
        let limits = self.limits_short(state, asked, wide_search)?;
        let culprits = self.culprits();
        Some(self.shrink(state, culprits, limits, all_steps(state)))
    }

    /// Whether it would find some.
    pub(in super::super) fn finds(&mut self, state: &State<'_>, asked: &Asked) -> bool {
        self.limits_short(state, asked, false).is_some()
    }

    /// Limits within which what is asked falls short.
    fn limits_short(&mut self, state: &State<'_>, asked: &Asked, wide_search: bool) -> Option<Limits> {
        if asked.is_empty() {
            return None;
        }
        self.caps(state);
        self.list(state, state.feeds_of(asked));
        let again = self.rows.iter().any(|row| row.full && row.free && row.pieces > 0);
        for steps in [0, all_steps(state)].into_iter().chain(if wide_search { self.intervals() } else { Vec::new() }) {
            for retakes in [false, true] {
                // Courses taken again fill cells as well, but then share no credit with their records.
                let limits = Limits { steps, retakes };
                if (!retakes || (again && steps != 0)) && self.falls_short(state, asked, limits) {
                    return Some(limits);
                }
            }
        }
        None
    }

    /// The spans of steps between the first of some course and the last of another.
    fn intervals(&self) -> Vec<u128> {
        let mut from: Vec<u32> = self.rows.iter().map(|row| row.window.trailing_zeros()).collect();
        let mut to: Vec<u32> = self.rows.iter().map(|row| 128 - row.window.leading_zeros()).collect();
        for list in [&mut from, &mut to] {
            list.sort_unstable();
            list.dedup();
        }
        let below = |step: u32| if step >= 128 { u128::MAX } else { (1 << step) - 1 };
        let mut all: Vec<(u32, u32)> =
            from.iter().flat_map(|&from| to.iter().filter(move |&&to| to > from).map(move |&to| (from, to))).collect();
        all.sort_by_key(|&(from, to)| (to - from, from));
        all.into_iter().map(|(from, to)| below(to) & !below(from)).collect()
    }

    /// Leaves out what the proof can do without.
    fn shrink(&mut self, state: &State<'_>, mut asked: Asked, mut limits: Limits, all: u128) -> Tree {
        for top in asked.tops() {
            let fewer = asked.without(top);
            if !fewer.is_empty() && self.short_within(state, &fewer, limits) {
                asked = fewer;
            }
        }
        if !self.short_within(state, &asked, limits) {
            // A flow never falls short of more than its own culprits; this is for safety alone.
            return self.written(state, asked, limits);
        }
        // A long list of courses says less than that there are too few periods.
        if limits.steps == 0 && self.rows.len() > 6 && self.falls_short(state, &asked, Limits { steps: all, ..limits }) {
            limits.steps = all;
        }
        self.written(state, asked, limits)
    }

    fn written(&mut self, state: &State<'_>, asked: Asked, limits: Limits) -> Tree {
        let within = |row: &&Row| !Self::joint(row, limits);
        // What is full counts as listed by itself.
        let mut supply: Vec<usize> = self.rows.iter().filter(within).filter(|row| !row.full).map(|row| row.course).collect();
        if limits.steps != 0 {
            // Courses that feed nothing here but are assumed take cells away.
            let idle = state.takes.iter().map(|take| take.course).filter(|course| !self.rows.iter().any(|row| row.course == *course));
            supply.extend(idle.filter(|&course| !state.standing.is_full(course)));
            supply.sort_unstable();
            supply.dedup();
        }
        let retakes = self.rows.iter().filter(|row| row.full && Self::joint(row, limits)).map(|row| row.course).collect();
        Tree::Cut { asked, supply, steps: limits.steps, retakes }
    }
}

fn all_steps(state: &State<'_>) -> u128 {
    let steps = state.standing.years * state.standing.terms;
    if steps >= 128 { u128::MAX } else { (1 << steps) - 1 }
}
