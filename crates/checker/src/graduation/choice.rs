//! The choices that a plan leaves open, made so that least is missing: branch and bound over exact flows.
//!
//! What is missing of some requirements together is never less than what is missing of parts of them, each
//! by itself, added up: any credit that feeds all of them feeds the parts. That is the bound.

use super::flow::{END, Network, Point};
use super::items::{Items, Way};
use super::tree::{Standing, Waived};
use mortarboard_model::graduation::{Asks, Credits, Plan};
use mortarboard_model::{IdVec, ListingId, NodeId, School};
use std::collections::BTreeMap;

/// What is missing, compared in this order: pieces; other requirements missed; exams and items still open;
/// pieces and other requirements not yet earned.
pub(crate) type Short = [u64; 4];

/// Flows after which the search gives up. A school admits no plan that needs so many; real ones need a few dozen.
const MOST_FLOWS: u32 = 1 << 18;

fn plus(a: Short, b: Short) -> Short {
    std::array::from_fn(|at| a[at].saturating_add(b[at]))
}

/// Whether it counts as met for the question of graduation on time.
fn enough(short: Short) -> bool {
    short[0] == 0 && short[1] == 0
}

/// Credit that a requirement takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fed {
    pub(crate) node: NodeId,
    pub(crate) item: usize,
    pub(crate) way: Way,
    pub(crate) pieces: u64,
}

/// Which requirements are asked for, and what may feed them.
#[derive(Clone, Debug)]
pub(crate) struct Choices<'p> {
    /// Requirements that are asked for.
    pub(crate) required: IdVec<NodeId, bool>,
    /// The group of each requirement of one group, where decided.
    pub(crate) groups: BTreeMap<NodeId, &'p str>,
    /// The requirement that has each either-or, where decided.
    either: Vec<Option<NodeId>>,
    /// Requirements of credit that are asked for.
    credits: Vec<NodeId>,
    /// Choices not yet made: parts, the least missing first, and how many of them to choose.
    pending: Vec<(Vec<NodeId>, usize)>,
    /// What is missing of other requirements.
    others: Short,
    /// What is missing of credit, by pool.
    credit: Vec<Short>,
}

impl Choices<'_> {
    /// What is missing of all that is asked for.
    fn missing(&self) -> Short {
        self.credit.iter().fold(self.others, |sum, &pool| plus(sum, pool))
    }
}

/// The search.
pub(crate) struct Search<'p> {
    school: &'p School,
    plan: &'p Plan,
    items: &'p Items<'p>,
    waived: &'p Waived,
    standing: &'p IdVec<NodeId, Option<Standing>>,
    /// Pools, sorted.
    pools: Vec<&'p str>,
    /// What is missing of each requirement by itself, once known.
    alone: IdVec<NodeId, Option<Short>>,
    /// Whether any choice will do for which nothing is missing but open exams and items.
    any: bool,
    best: Option<(Short, Choices<'p>)>,
    flows: u32,
}

impl<'p> Search<'p> {
    pub(crate) fn new(
        school: &'p School,
        plan: &'p Plan,
        items: &'p Items<'p>,
        waived: &'p Waived,
        standing: &'p IdVec<NodeId, Option<Standing>>,
        any: bool,
    ) -> Self {
        let alone = IdVec::filled(plan.nodes.len(), None);
        let pools = plan.nodes.values().filter_map(|node| match &node.asks {
            Asks::Credits(asked) => Some(asked.pool.as_str()),
            _ => None,
        });
        let mut pools: Vec<&str> = pools.collect();
        pools.sort_unstable();
        pools.dedup();
        Search { school, plan, items, waived, standing, pools, alone, any, best: None, flows: 0 }
    }

    /// The choices for which least is missing, what that is (everything, when no choice was found that will
    /// do), and whether the search came to its end.
    pub(crate) fn run(&mut self) -> (Short, Choices<'p>, bool) {
        let mut start = Choices {
            required: IdVec::filled(self.plan.nodes.len(), false),
            groups: BTreeMap::new(),
            either: vec![None; self.plan.either.len()],
            credits: Vec::new(),
            pending: Vec::new(),
            others: Short::default(),
            credit: vec![Short::default(); self.pools.len()],
        };
        if let Some(root) = self.plan.nodes.ids().next() {
            self.ask(&mut start, root);
        }
        let all = start.credits.clone();
        self.feed(&mut start, &all);
        self.descend(start.clone());
        let ended = self.flows < MOST_FLOWS;
        let (short, choices) = self.best.take().unwrap_or(([u64::MAX; 4], start));
        (short, choices, ended)
    }

    /// Asks for a requirement and all that follows from it without a choice.
    fn ask(&mut self, choices: &mut Choices<'p>, node: NodeId) {
        let Some(found) = self.plan.nodes.get(node).filter(|_| !self.waived.is(node) && !choices.required[node]) else { return };
        choices.required[node] = true;
        match &found.asks {
            Asks::Credits(_) => choices.credits.push(node),
            Asks::All(_) | Asks::Some(..) => {
                let (needed, mut parts) = self.waived.parts(self.plan, node);
                if needed >= parts.len() {
                    parts.into_iter().for_each(|part| self.ask(choices, part));
                } else if needed > 0 {
                    parts.sort_by_cached_key(|&part| self.alone(part));
                    choices.pending.push((parts, needed));
                }
            }
            _ => choices.others = plus(choices.others, self.other(node)),
        }
    }

    /// What is missing of a requirement that asks for no credit.
    pub(crate) fn other(&self, node: NodeId) -> Short {
        match self.standing.get(node).copied().flatten() {
            None | Some(Standing::Met) => [0, 0, 0, 0],
            Some(Standing::InPlan) => [0, 0, 0, 1],
            Some(Standing::Open) => [0, 0, 1, 1],
            Some(Standing::Missed) => [0, 1, 0, 1],
        }
    }

    /// What is missing of a requirement by itself.
    pub(crate) fn alone(&mut self, node: NodeId) -> Short {
        if let Some(known) = self.alone.get(node).copied().flatten() {
            return known;
        }
        let Some(found) = self.plan.nodes.get(node).filter(|_| !self.waived.is(node)) else { return Short::default() };
        let short = match &found.asks {
            Asks::Credits(_) => {
                let free = vec![None; self.plan.either.len()];
                let groups = self.groups(node);
                let each = groups.iter().map(|&group| self.flow(&[node], &BTreeMap::from([(node, group)]), &free, None));
                each.min().unwrap_or_else(|| self.flow(&[node], &BTreeMap::new(), &free, None))
            }
            Asks::All(_) | Asks::Some(..) => {
                let (needed, parts) = self.waived.parts(self.plan, node);
                // A part above its whole would be no tree.
                let mut each: Vec<Short> = parts.into_iter().filter(|&part| part > node).map(|part| self.alone(part)).collect();
                each.sort_unstable();
                each.into_iter().take(needed).fold(Short::default(), plus)
            }
            _ => self.other(node),
        };
        self.alone[node] = Some(short);
        short
    }

    /// No choice that follows from these leaves less missing.
    fn bound(&mut self, choices: &Choices<'p>) -> Short {
        let mut sum = choices.missing();
        for (parts, needed) in &choices.pending {
            for &part in parts.iter().take(*needed) {
                sum = plus(sum, self.alone(part));
            }
        }
        sum
    }

    fn worse(&mut self, choices: &Choices<'p>) -> bool {
        let bound = self.bound(choices);
        (self.any && !enough(bound)) || self.best.as_ref().is_some_and(|(best, _)| bound >= *best)
    }

    fn descend(&mut self, mut choices: Choices<'p>) {
        let done = self.best.as_ref().is_some_and(|(best, _)| if self.any { enough(*best) } else { *best == Short::default() });
        if done || self.flows >= MOST_FLOWS || self.worse(&choices) {
            return;
        }
        let Some((mut parts, needed)) = choices.pending.pop() else { return self.restrict(choices) };
        if needed == 0 || parts.is_empty() {
            return self.descend(choices);
        }
        let part = parts.remove(0);
        let mut with = choices.clone();
        with.pending.push((parts.clone(), needed - 1));
        let before = with.credits.len();
        self.ask(&mut with, part);
        let new = with.credits.split_off(before);
        with.credits.extend(&new);
        self.feed(&mut with, &new);
        self.descend(with);
        if parts.len() >= needed {
            choices.pending.push((parts, needed));
            self.descend(choices);
        }
    }

    /// Decides groups and either-ors; then all is decided.
    fn restrict(&mut self, choices: Choices<'p>) {
        let changed: Vec<NodeId>;
        let group = choices.credits.iter().copied().find(|node| !choices.groups.contains_key(node) && self.groups(*node).len() > 1);
        let mut cases: Vec<Choices<'p>> = Vec::new();
        if let Some(node) = group {
            changed = vec![node];
            for group in self.groups(node) {
                let mut case = choices.clone();
                case.groups.insert(node, group);
                cases.push(case);
            }
        } else {
            let shared = |either: &&usize| choices.either[**either].is_none() && self.rivals(&choices, **either).len() > 1;
            let all: Vec<usize> = (0..choices.either.len()).collect();
            let Some(&either) = all.iter().find(shared) else {
                let short = choices.missing();
                if self.best.as_ref().is_none_or(|(best, _)| short < *best) {
                    self.best = Some((short, choices));
                }
                return;
            };
            changed = self.rivals(&choices, either);
            for &node in &changed {
                let mut case = choices.clone();
                case.either[either] = Some(node);
                cases.push(case);
            }
        }
        for case in &mut cases {
            self.feed(case, &changed);
        }
        cases.sort_by_key(Choices::missing);
        cases.into_iter().for_each(|case| self.descend(case));
    }

    /// Requirements asked for that an either-or is about.
    fn rivals(&self, choices: &Choices<'p>, either: usize) -> Vec<NodeId> {
        let nodes = self.plan.either.get(either).map_or([].as_slice(), |either| &either.nodes);
        choices.credits.iter().copied().filter(|node| nodes.contains(node)).collect()
    }

    /// Groups of what a requirement of one group admits, sorted.
    fn groups(&self, node: NodeId) -> Vec<&'p str> {
        let Some(Asks::Credits(Credits { same_group: true, .. })) = self.plan.nodes.get(node).map(|node| &node.asks) else {
            return Vec::new();
        };
        let listings = self.items.ways.get(node).into_iter().flatten().filter_map(|&(at, _)| Some(self.items.items.get(at)?.listing));
        let mut groups: Vec<&str> = listings.filter_map(|listing| self.group(listing)).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    fn group(&self, listing: ListingId) -> Option<&'p str> {
        self.school.graduation().listings.get(listing)?.group.as_deref()
    }

    /// Finds what is missing of credit in the pools of some requirements.
    fn feed(&mut self, choices: &mut Choices<'p>, changed: &[NodeId]) {
        for pool in 0..self.pools.len() {
            if changed.iter().any(|&node| self.pool(node) == Some(pool)) {
                choices.credit[pool] = self.flow(&self.nodes(choices, pool), &choices.groups, &choices.either, None);
            }
        }
    }

    /// What feeds what, under the choices made.
    pub(crate) fn feeds(&mut self, choices: &Choices<'p>) -> Vec<Fed> {
        let mut fed = Vec::new();
        for pool in 0..self.pools.len() {
            self.flow(&self.nodes(choices, pool), &choices.groups, &choices.either, Some(&mut fed));
        }
        fed.sort_by_key(|fed| (fed.node, fed.item, fed.way));
        fed
    }

    fn pool(&self, node: NodeId) -> Option<usize> {
        match self.plan.nodes.get(node).map(|node| &node.asks) {
            Some(Asks::Credits(asked)) => self.pools.binary_search(&asked.pool.as_str()).ok(),
            _ => None,
        }
    }

    /// Requirements of credit of one pool that are asked for, in plan order.
    fn nodes(&self, choices: &Choices<'p>, pool: usize) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = choices.credits.iter().copied().filter(|&node| self.pool(node) == Some(pool)).collect();
        nodes.sort_unstable();
        nodes
    }

    /// Feeds requirements of one pool in their order, first from what is earned, then from all.
    fn flow(
        &mut self,
        nodes: &[NodeId],
        groups: &BTreeMap<NodeId, &'p str>,
        either: &[Option<NodeId>],
        fed: Option<&mut Vec<Fed>>,
    ) -> Short {
        self.flows = self.flows.saturating_add(1);
        let mut net = Network::new();
        let mut points: Vec<Option<Point>> = vec![None; self.items.items.len()];
        let mut caps: BTreeMap<usize, Point> = BTreeMap::new();
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
                    let up = cap_chain(self.plan, &item.caps, &mut caps, &mut net);
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
