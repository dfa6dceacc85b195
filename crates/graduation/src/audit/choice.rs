//! The choices that a plan leaves open, made so that least is missing: branch and bound over exact flows.
//!
//! What is missing of some requirements together is never less than what is missing of parts of them, each
//! by itself, added up: any credit that feeds all of them feeds the parts. That is the bound.
//!
//! Parts that ask for no credit compete for nothing: what is missing of them is the same whatever else is chosen. Among
//! them, those of which least is missing are chosen, and their number alone is left to choose.

use super::feed::{Fed, Feeder, Short};
use super::items::Items;
use super::tree::{Standing, Waived};
use mortarboard_model::graduation::{Asks, Credits, Plan};
use mortarboard_model::{IdVec, NodeId, School};
use std::collections::BTreeMap;

/// Flows after which the search gives up; real plans need a few dozen.
const MOST_FLOWS: u32 = 1 << 14;

fn plus(a: Short, b: Short) -> Short {
    std::array::from_fn(|at| a[at].saturating_add(b[at]))
}

/// Whether it counts as met for the question of graduation on time.
fn enough(short: Short) -> bool {
    short[0] == 0 && short[1] == 0
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
    feeder: Feeder<'p>,
    plan: &'p Plan,
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
        let feeder = Feeder { school, plan, items, waived };
        Search { feeder, plan, waived, standing, pools, alone, any, best: None, flows: 0 }
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
                    if parts.iter().any(|&part| self.asks_credit(part)) {
                        choices.pending.push((parts, needed));
                    } else {
                        parts.into_iter().take(needed).for_each(|part| self.ask(choices, part));
                    }
                }
            }
            _ => choices.others = plus(choices.others, self.other(node)),
        }
    }

    /// Whether a requirement, or one below it, asks for credit.
    fn asks_credit(&self, node: NodeId) -> bool {
        match self.plan.nodes.get(node).map(|node| &node.asks) {
            Some(Asks::Credits(_)) => true,
            // A part above its whole would be no tree.
            Some(Asks::All(parts) | Asks::Some(_, parts)) => parts.iter().any(|&part| part > node && self.asks_credit(part)),
            _ => false,
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
        let free = !self.asks_credit(part);
        let mut with = choices.clone();
        with.pending.push((parts.clone(), needed - 1));
        let before = with.credits.len();
        self.ask(&mut with, part);
        let new = with.credits.split_off(before);
        with.credits.extend(&new);
        self.feed(&mut with, &new);
        self.descend(with);
        if free && self.alone(part) == Short::default() {
            // Whoever meets enough parts meets as many with this one among them.
            return;
        }
        // Of other parts without credit less is never missing.
        parts.retain(|&other| !free || self.asks_credit(other));
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
        let listings =
            self.feeder.items.ways.get(node).into_iter().flatten().filter_map(|&(at, _)| Some(self.feeder.items.items.get(at)?.listing));
        let mut groups: Vec<&str> = listings.filter_map(|listing| self.feeder.group(listing)).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
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

    fn flow(
        &mut self,
        nodes: &[NodeId],
        groups: &BTreeMap<NodeId, &'p str>,
        either: &[Option<NodeId>],
        fed: Option<&mut Vec<Fed>>,
    ) -> Short {
        self.flows = self.flows.saturating_add(1);
        self.feeder.flow(nodes, groups, either, fed)
    }
}
