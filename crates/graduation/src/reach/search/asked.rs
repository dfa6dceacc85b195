//! What is asked under the choices made: requirements, choices that are still open, and what these ask at the least.

use super::needs::Bits;
use super::state::State;
use super::times::wide;
use mortarboard_model::graduation::Asks;
use mortarboard_model::{Id, NodeId};

/// The requirements required under some choices.
#[derive(Clone, Debug, Default)]
pub(super) struct Required {
    /// Leaves.
    pub(super) leaves: Bits,
    /// Exams, items, terms and averages.
    pub(super) others: Vec<NodeId>,
    /// Requirements of which parts are still to be chosen.
    pub(super) open: Vec<NodeId>,
}

/// What one pool is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    pub(super) leaves: Bits,
    /// Requirements of which parts are still to be chosen, of leaves of the pool.
    pub(super) choices: Vec<NodeId>,
}

/// A part of what one pool is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    Leaf(usize),
    Choice(NodeId),
}

impl Asked {
    pub(super) fn leaves(leaves: Bits) -> Self {
        Asked { leaves, choices: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.leaves == 0 && self.choices.is_empty()
    }

    pub(super) fn tops(&self) -> Vec<Top> {
        wide(self.leaves).map(Top::Leaf).chain(self.choices.iter().map(|&node| Top::Choice(node))).collect()
    }

    pub(super) fn of(tops: impl Iterator<Item = Top>) -> Self {
        let mut asked = Asked::default();
        for top in tops {
            match top {
                Top::Leaf(leaf) => asked.leaves |= 1 << leaf,
                Top::Choice(node) => asked.choices.push(node),
            }
        }
        asked
    }

    pub(super) fn without(&self, top: Top) -> Self {
        Asked::of(self.tops().into_iter().filter(|other| *other != top))
    }
}

impl State<'_> {
    /// How many parts of a requirement are still to be chosen, and those that may be. Parts of which nothing is asked are as
    /// good as chosen: whoever meets enough parts meets as many with these among them.
    pub(super) fn open_parts(&self, node: NodeId) -> (usize, Vec<NodeId>) {
        let standing = self.standing;
        let Some(Asks::Some(count, parts)) = standing.tables.needs.plan.nodes.get(node).map(|node| &node.asks) else {
            return (0, Vec::new());
        };
        let (mut needed, mut open) = (*count as usize, Vec::with_capacity(parts.len()));
        for &part in parts {
            if standing.holds[part.index()] || self.choices.chosen.contains(&part) {
                needed = needed.saturating_sub(1);
            } else if !self.choices.left_out.contains(&part) {
                open.push(part);
            }
        }
        (needed, open)
    }

    /// Pieces that a requirement asks for at the least, whatever is chosen.
    pub(super) fn least(&self, node: NodeId) -> u64 {
        let standing = self.standing;
        let needs = standing.tables.needs;
        if standing.holds[node.index()] {
            return 0;
        }
        match &needs.plan.nodes[node].asks {
            Asks::Credits(_) => needs.leaf_of[node.index()].map_or(0, |leaf| u64::from(standing.demand[leaf])),
            Asks::All(parts) => parts.iter().map(|&part| self.least(part)).sum(),
            Asks::Some(..) => {
                let (needed, open) = self.open_parts(node);
                let mut each: Vec<u64> = open.into_iter().map(|part| self.least(part)).collect();
                each.sort_unstable();
                each.into_iter().take(needed).sum()
            }
            _ => 0,
        }
    }

    /// The parts that a requirement may need, as far as they ask for credit.
    pub(super) fn asking(&self, node: NodeId) -> Vec<NodeId> {
        let mut parts = match &self.standing.tables.needs.plan.nodes[node].asks {
            Asks::All(parts) => parts.clone(),
            Asks::Some(..) => self.open_parts(node).1,
            _ => Vec::new(),
        };
        parts.retain(|&part| self.least(part) > 0);
        parts
    }

    /// What a pool is asked for.
    pub(super) fn asked(&self, required: &Required, pool: Bits) -> Asked {
        let needs = self.standing.tables.needs;
        let of_pool = |leaf: usize| needs.leaves[leaf].feeds & pool != 0;
        let leaves = wide(required.leaves).filter(|&leaf| of_pool(leaf) && self.standing.demand[leaf] > 0);
        let own = |node: &&NodeId| {
            let below = needs.below[node.index()];
            below != 0 && wide(below).all(of_pool) && self.least(**node) > 0
        };
        Asked { leaves: leaves.fold(0, |all: Bits, leaf| all | 1 << leaf), choices: required.open.iter().filter(own).copied().collect() }
    }

    /// The same under other choices; none where some of it is asked no more.
    pub(super) fn still_asked(&self, asked: &Asked, required: &Required) -> Option<Asked> {
        let mut still = Asked::leaves(asked.leaves);
        for &node in &asked.choices {
            if required.open.contains(&node) {
                still.choices.push(node);
            } else {
                still.leaves |= self.standing.tables.needs.below[node.index()] & required.leaves;
            }
        }
        (still.leaves & !required.leaves == 0 && !still.is_empty()).then_some(still)
    }

    /// The filters that feed what is asked.
    pub(super) fn feeds_of(&self, asked: &Asked) -> Bits {
        let needs = self.standing.tables.needs;
        let below = asked.choices.iter().fold(asked.leaves, |all, &node| all | self.leaves_under(node));
        wide(below).fold(0, |feeds, leaf| feeds | needs.leaves[leaf].feeds)
    }

    fn leaves_under(&self, node: NodeId) -> Bits {
        let own = self.standing.tables.needs.leaf_of[node.index()].map_or(0, |leaf| 1 << leaf);
        self.asking(node).into_iter().fold(own, |all, part| all | self.leaves_under(part))
    }

    /// The requirements that are required: leaves as a set, and nodes of other kinds.
    pub(super) fn required(&self) -> Required {
        let mut required = Required::default();
        let needs = self.standing.tables.needs;
        let mut waiting: Vec<NodeId> = needs.plan.nodes.ids().take(1).collect();
        while let Some(node) = waiting.pop() {
            let at = node.index();
            if self.standing.holds.get(at).copied().unwrap_or(true) {
                continue;
            }
            match &needs.plan.nodes[node].asks {
                Asks::All(parts) => waiting.extend(parts.iter().rev()),
                Asks::Some(_, parts) => {
                    let (needed, open) = self.open_parts(node);
                    let all = needed == open.len();
                    waiting.extend(parts.iter().rev().filter(|part| self.choices.chosen.contains(part) || all && open.contains(part)));
                    if needed > 0 && !all {
                        required.open.push(node);
                    }
                }
                Asks::Credits(_) => required.leaves |= needs.leaf_of[at].map_or(0, |leaf| 1 << leaf),
                _ => required.others.push(node),
            }
        }
        required
    }
}
