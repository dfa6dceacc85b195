//! How credit chosen so far feeds the requirements of one pool.

use super::flow::{Net, SINK, SOURCE};
use super::needs::Bits;
use super::state::State;
use super::times::wide;

/// A pool's network, to which credit is added piece by piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    net: Net,
    /// Leaf, node and the arc that holds its demand.
    leaves: Vec<(usize, usize, usize)>,
    /// Feeding filter and node.
    feeds: Vec<(usize, usize)>,
    /// Node of each limit of the plan: filter and node, wider ones first.
    caps: Vec<(usize, usize)>,
    /// Feeding filters of its leaves.
    pub(super) all: Bits,
    limits: Bits,
    /// Courses whose records and takes share their credit, with the node that bounds it.
    courses: Vec<(usize, usize)>,
    useful: Option<Bits>,
    marked: Vec<bool>,
}

impl Pool {
    /// Fills the network with everything that counts already, and with takes: what admits each, the limits it falls
    /// under, and its pieces.
    pub(super) fn fill(
        &mut self,
        state: &State<'_>,
        leaves: Bits,
        caps: &[(usize, u32, Option<usize>)],
        shared: &[Option<(u32, Bits)>],
        takes: impl Iterator<Item = (usize, Bits, Bits, u32)>,
    ) {
        let standing = state.standing;
        let needs = standing.tables.needs;
        self.net.clear();
        self.leaves.clear();
        self.feeds.clear();
        self.caps.clear();
        (self.all, self.useful) = (0, None);
        for leaf in wide(leaves).filter(|&leaf| standing.demand[leaf] > 0) {
            let node = self.net.node();
            let arc = self.net.arc(node, SINK, standing.demand[leaf]);
            self.leaves.push((leaf, node, arc));
            self.all |= needs.leaves[leaf].feeds;
            for feed in wide(needs.leaves[leaf].feeds) {
                let at = match needs.feeds[feed].most {
                    None => node,
                    Some(most) => {
                        let limit = self.net.node();
                        self.net.arc(limit, node, most);
                        limit
                    }
                };
                self.feeds.push((feed, at));
            }
        }
        for &(bit, most, around) in caps {
            let node = self.net.node();
            self.net.arc(around.map_or(SOURCE, |at| self.caps[at].1), node, most);
            self.caps.push((bit, node));
        }
        self.limits = self.caps.iter().fold(0, |all, (bit, _)| all | 1 << bit);
        self.courses.clear();
        for item in standing.items.iter().filter(|item| item.pieces > 0) {
            self.share(item.listing, shared);
            self.hang(item.listing, state.item_bits(item), item.bits, item.pieces);
        }
        for (pieces, admits) in state.validated().filter(|(pieces, _)| *pieces > 0) {
            self.hang(usize::MAX, admits, 0, pieces);
        }
        for (course, admits, limits, pieces) in takes {
            if admits & self.all != 0 && pieces > 0 {
                self.share(course, shared);
                self.hang(course, admits, limits, pieces);
            }
        }
        self.net.push();
    }

    fn under(&self, limits: Bits) -> usize {
        self.caps.iter().rev().find(|(bit, _)| limits >> bit & 1 == 1).map_or(SOURCE, |&(_, node)| node)
    }

    /// Bounds what a course gives in all, where its records and takes share it.
    fn share(&mut self, course: usize, shared: &[Option<(u32, Bits)>]) {
        if let Some(&Some((pieces, limits))) = shared.get(course)
            && !self.courses.iter().any(|(known, _)| *known == course)
        {
            let node = self.net.node();
            self.net.arc(self.under(limits), node, pieces);
            self.courses.push((course, node));
        }
    }

    fn hang(&mut self, course: usize, admits: Bits, limits: Bits, pieces: u32) -> (usize, usize) {
        let node = self.net.node();
        let above = self.courses.iter().find(|(known, _)| *known == course).map(|&(_, node)| node);
        let arc = self.net.arc(above.unwrap_or_else(|| self.under(limits)), node, pieces);
        for at in 0..self.feeds.len() {
            let (feed, to) = self.feeds[at];
            if admits >> feed & 1 == 1 {
                self.net.arc(node, to, pieces);
            }
        }
        (node, arc)
    }

    /// Adds credit; gives how many pieces of it help.
    pub(super) fn add(&mut self, course: usize, shared: &[Option<(u32, Bits)>], admits: Bits, limits: Bits, pieces: u32) -> u64 {
        if admits & self.all == 0 || pieces == 0 {
            return 0;
        }
        self.share(course, shared);
        let (node, arc) = self.hang(course, admits, limits, pieces);
        self.useful = None;
        let alone = !self.courses.iter().any(|(known, _)| *known == course);
        if alone && limits & self.limits == 0 {
            // Nothing but the new credit can help.
            return u64::from(self.net.push_through(arc, node, pieces));
        }
        self.net.push()
    }

    /// Leaves that still lack pieces, with their number.
    pub(super) fn lacking(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.leaves.iter().map(|&(leaf, _, arc)| (leaf, self.net.left(arc))).filter(|(_, lack)| *lack > 0)
    }

    /// The feeding filters through which new credit would help some leaf.
    pub(super) fn useful(&mut self) -> Bits {
        if let Some(known) = self.useful {
            return known;
        }
        let useful = self.through(SINK);
        self.useful = Some(useful);
        useful
    }

    /// The feeding filters through which new credit would help this leaf.
    pub(super) fn helping(&mut self, leaf: usize) -> Bits {
        match self.leaves.iter().find(|(known, ..)| *known == leaf) {
            Some(&(_, node, _)) => self.through(node),
            None => 0,
        }
    }

    fn through(&mut self, node: usize) -> Bits {
        self.net.reaching(node, &mut self.marked);
        self.feeds.iter().filter(|(_, at)| self.marked[*at]).fold(0, |all, (feed, _)| all | 1 << feed)
    }

    /// The limits of the plan that are used up.
    pub(super) fn exhausted(&mut self) -> Bits {
        if self.caps.is_empty() {
            return 0;
        }
        self.net.reached(&mut self.marked);
        self.caps.iter().filter(|(_, node)| !self.marked[*node]).fold(0, |all, (bit, _)| all | 1 << bit)
    }
}
