//! Feeds requirements with credit when all choices are made: one flow for each pool.

use super::flow::{END, Network, Point};
use super::items::{Items, Way};
use super::tree::Waived;
use mortarboard_model::graduation::{Asks, Credits, Plan};
use mortarboard_model::{ListingId, NodeId, School};
use std::collections::BTreeMap;

/// What is missing, compared in this order: pieces; other requirements missed; exams and items still open;
/// pieces and other requirements not yet earned.
pub(crate) type Short = [u64; 4];

/// Credit that a requirement takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fed {
    pub(crate) node: NodeId,
    pub(crate) item: usize,
    pub(crate) way: Way,
    pub(crate) pieces: u64,
}

/// What credit there is, and what asks for it.
pub(super) struct Feeder<'p> {
    pub(super) school: &'p School,
    pub(super) plan: &'p Plan,
    pub(super) items: &'p Items<'p>,
    pub(super) waived: &'p Waived,
}

impl<'p> Feeder<'p> {
    /// The group of a course.
    pub(super) fn group(&self, listing: ListingId) -> Option<&'p str> {
        self.plan.group_of(self.school.graduation(), listing).map(String::as_str)
    }

    /// Feeds requirements of one pool in their order, first from what is earned, then from all.
    pub(super) fn flow(
        &self,
        nodes: &[NodeId],
        groups: &BTreeMap<NodeId, &'p str>,
        either: &[Option<NodeId>],
        fed: Option<&mut Vec<Fed>>,
    ) -> Short {
        let mut net = Network::new();
        let mut points: Vec<Option<Point>> = vec![None; self.items.items.len()];
        let mut caps: BTreeMap<usize, Point> = BTreeMap::new();
        let mut shared: BTreeMap<usize, Point> = BTreeMap::new();
        let mut open = Vec::new();
        let mut asked = Vec::with_capacity(nodes.len());
        let mut edges = Vec::new();
        for &node in nodes {
            let Some(Asks::Credits(credits)) = self.plan.nodes.get(node).map(|node| &node.asks) else { continue };
            let here = net.point();
            asked.push((here, self.waived.pieces(self.plan, node)));
            let substitutes: Vec<Point> = credits.substitutes.iter().map(|_| net.point()).collect();
            for (cap, &point) in credits.substitutes.iter().zip(&substitutes) {
                net.edge(here, point, u64::from(cap.most));
            }
            for &(at, way) in self.items.ways.get(node).into_iter().flatten() {
                let Some(item) = self.items.items.get(at).filter(|item| self.may_feed(credits, node, item.listing, at, groups, either))
                else {
                    continue;
                };
                let point = *points[at].get_or_insert_with(|| {
                    let point = net.point();
                    let up = match item.shared.and_then(|course| Some((course, self.items.shared.get(course)?))) {
                        None => cap_chain(self.plan, &item.caps, &mut caps, &mut net),
                        Some((course, found)) => *shared.entry(course).or_insert_with(|| {
                            let point = net.point();
                            let up = cap_chain(self.plan, &found.caps, &mut caps, &mut net);
                            net.edge(point, up, found.pieces);
                            point
                        }),
                    };
                    let edge = net.edge(point, up, if item.earned { item.pieces } else { 0 });
                    if !item.earned {
                        open.push((edge, item.pieces));
                    }
                    point
                });
                let from = match way {
                    Way::Own => Some(here),
                    Way::Substitute(substitute) => substitutes.get(substitute).copied(),
                };
                if let Some(from) = from {
                    edges.push((net.edge(from, point, item.pieces), node, at, way));
                }
            }
        }
        let mut missing: Vec<u64> = asked.iter().map(|&(point, pieces)| pieces - net.send(point, pieces)).collect();
        let unearned = missing.iter().sum();
        for (edge, pieces) in open {
            net.widen(edge, pieces);
        }
        for (missing, &(point, _)) in missing.iter_mut().zip(&asked) {
            *missing -= net.send(point, *missing);
        }
        if let Some(fed) = fed {
            let carried = edges.into_iter().map(|(edge, node, item, way)| Fed { node, item, way, pieces: net.carried(edge) });
            fed.extend(carried.filter(|fed| fed.pieces > 0));
        }
        [missing.iter().sum(), 0, 0, unearned]
    }

    /// Whether groups and either-ors let an item feed a requirement.
    fn may_feed(
        &self,
        credits: &Credits,
        node: NodeId,
        listing: ListingId,
        item: usize,
        groups: &BTreeMap<NodeId, &'p str>,
        either: &[Option<NodeId>],
    ) -> bool {
        let grouped = || match (self.group(listing), groups.get(&node)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(group), Some(only)) => group == *only,
        };
        let elsewhere = |at: usize, chosen: NodeId| {
            chosen != node
                && self.plan.either.get(at).is_some_and(|either| either.nodes.contains(&node))
                && self.items.either.get(at).and_then(|about| about.get(item)).is_some_and(|about| *about)
        };
        (!credits.same_group || grouped())
            && !either.iter().enumerate().any(|(at, chosen)| chosen.is_some_and(|chosen| elsewhere(at, chosen)))
    }
}

/// The point that stands for the narrowest of some limits, which are given widest first.
fn cap_chain(plan: &Plan, chain: &[usize], caps: &mut BTreeMap<usize, Point>, net: &mut Network) -> Point {
    let mut up = END;
    for &cap in chain {
        up = *caps.entry(cap).or_insert_with(|| {
            let point = net.point();
            net.edge(point, up, plan.caps.get(cap).map_or(0, |cap| u64::from(cap.most)));
            point
        });
    }
    up
}
