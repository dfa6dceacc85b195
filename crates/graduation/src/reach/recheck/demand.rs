//! What requirements ask of one pool at the least, choices between parts among them.

use super::assumed::Assumed;
use super::possible::Question;
use crate::audit::{Network, Point};
use mortarboard_model::NodeId;
use mortarboard_model::graduation::Asks;
use std::collections::BTreeMap;

/// What a requirement asks, and what its parts do.
pub(super) enum Demand {
    /// A requirement of credit.
    Leaf(NodeId, u64),
    /// Several parts: the least that a choice of so many of them asks.
    Parts(u64, Vec<Demand>),
}

impl Demand {
    fn of(question: &Question<'_>, node: NodeId) -> Demand {
        match question.plan.nodes.get(node).map(|node| &node.asks) {
            _ if question.waived.is(node) => Demand::Parts(0, Vec::new()),
            Some(Asks::Credits(_)) => match question.waived.pieces(question.plan, node) {
                0 => Demand::Parts(0, Vec::new()),
                pieces => Demand::Leaf(node, pieces),
            },
            Some(Asks::All(_) | Asks::Some(..)) => {
                let (needed, parts) = question.waived.parts(question.plan, node);
                // A part above its whole would be no tree.
                Demand::cheapest(question, needed, parts.into_iter().filter(|&part| part > node))
            }
            _ => Demand::Parts(0, Vec::new()),
        }
    }

    fn cheapest(question: &Question<'_>, needed: usize, parts: impl Iterator<Item = NodeId>) -> Demand {
        let mut parts: Vec<Demand> = parts.map(|part| Demand::of(question, part)).collect();
        let mut each: Vec<u64> = parts.iter().map(Demand::pieces).collect();
        each.sort_unstable();
        parts.retain(|part| part.pieces() > 0);
        Demand::Parts(each.into_iter().take(needed).sum(), parts)
    }

    /// Pieces asked at the least.
    pub(super) fn pieces(&self) -> u64 {
        match self {
            Demand::Leaf(_, pieces) | Demand::Parts(pieces, _) => *pieces,
        }
    }

    /// The requirements of credit in it.
    pub(super) fn leaves(&self) -> Vec<NodeId> {
        match self {
            Demand::Leaf(node, _) => vec![*node],
            Demand::Parts(_, parts) => parts.iter().flat_map(Demand::leaves).collect(),
        }
    }

    /// A point from which pieces come to the parts, to each at most what it asks.
    pub(super) fn point(&self, net: &mut Network, leaves: &BTreeMap<NodeId, Point>) -> Point {
        match self {
            Demand::Leaf(node, _) => leaves.get(node).copied().unwrap_or_else(|| net.point()),
            Demand::Parts(_, parts) => {
                let own = net.point();
                for part in parts {
                    let below = part.point(net, leaves);
                    net.edge(own, below, part.pieces());
                }
                own
            }
        }
    }
}

/// What a required requirement of credit asks, or a required choice that is still open; none for any other.
pub(super) fn demand_of(question: &Question<'_>, assumed: &Assumed, node: NodeId) -> Option<Demand> {
    match question.plan.nodes.get(node).map(|node| &node.asks)? {
        Asks::Credits(_) => Some(Demand::Leaf(node, question.waived.pieces(question.plan, node))),
        Asks::Some(..) => {
            let (needed, open) = assumed.open_parts(question, node);
            (needed < open.len()).then(|| Demand::cheapest(question, needed, open.into_iter()))
        }
        _ => None,
    }
}
