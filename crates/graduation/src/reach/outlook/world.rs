//! The question asked again with something changed.

use super::Cause;
use super::structure::structural;
use crate::reach::{Reacher, Scene, Stop, Verdict, Who};
use mortarboard_model::graduation::{Asks, Clause, Plan, Progress, TOTAL, Waiver, When};
use mortarboard_model::{Change, ListingId, NodeId, PlanId, School};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is changed.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// In what the school offers.
    pub(super) changes: Vec<Change>,
    /// Courses passed before the year, with the top mark.
    pub(super) passed: Vec<ListingId>,
    /// Requirements waived.
    pub(super) waived: Vec<NodeId>,
    /// Credit that counts for requirements, and for sums over everything.
    pub(super) credits: Option<(Vec<NodeId>, u64)>,
    /// Marks do not matter to any requirement.
    pub(super) any_mark: bool,
    /// Nothing is asked but these requirements; all of the plan where it is none.
    pub(super) only: Option<Vec<NodeId>>,
}

impl World {
    /// Whether each of some students could graduate on time, everything offered; none of them in doubt. What is asked when it
    /// is over is in doubt.
    pub(super) fn all_reach<'w>(&self, asked: (&School, &Plan), students: impl Iterator<Item = Who<'w>>, over: Option<&Stop>) -> bool {
        self.all(asked, students, over, |_, reacher, who| reacher.reachable(who, Scene::default()) == Some(true))
    }

    /// Whether another cause, or none, is named of each of some students.
    pub(super) fn all_differ<'w>(
        &self,
        asked: (&School, &Plan),
        students: impl Iterator<Item = Who<'w>>,
        cause: &Cause,
        over: Option<&Stop>,
    ) -> bool {
        self.all(asked, students, over, |school, reacher, who| match reacher.reach(who, Scene::default()) {
            Verdict::Reachable { .. } => true,
            Verdict::Unknown { .. } => false,
            Verdict::Blocked { proof } => structural(school, reacher, who, &proof)
                .is_some_and(|next| next.slug() != cause.slug() || next.requirements() != cause.requirements()),
        })
    }

    fn all<'w>(
        &self,
        (school, plan): (&School, &Plan),
        mut students: impl Iterator<Item = Who<'w>>,
        over: Option<&Stop>,
        ask: impl Fn(&School, &Reacher<'_>, Who<'_>) -> bool,
    ) -> bool {
        let is_over = || over.is_some_and(|over| over());
        if is_over() {
            return false;
        }
        let school = school.otherwise(&self.changes);
        let known = school.graduation().plans.iter().find(|(_, known)| known.id == plan.id).map_or(PlanId(u32::MAX), |(id, _)| id);
        let mut waived = self.waived.clone();
        let plan = self.plan(plan, &mut waived);
        let reacher = until(Reacher::with_plan(&school, &plan, None), over);
        // A cause that was looked for when it was over may be another.
        students.all(|who| {
            let progress = self.progress(&school, known, who, &waived);
            ask(&school, &reacher, Who { progress: &progress, ..who }) && !is_over()
        })
    }

    fn plan(&self, plan: &Plan, waived: &mut Vec<NodeId>) -> Plan {
        let mut plan = plan.clone();
        if let Some((nodes, credits)) = &self.credits {
            reduce(&mut plan, nodes, *credits, waived);
        }
        if let Some(only) = &self.only {
            waived.extend(beside(&plan, only));
        }
        let ids: Vec<NodeId> = plan.nodes.ids().filter(|_| self.any_mark).collect();
        for id in ids {
            if let Asks::Credits(credits) = &mut plan.nodes[id].asks {
                for any in &mut credits.from.any {
                    (any.min_points, any.letter) = (None, false);
                }
            }
        }
        plan
    }

    fn progress(&self, school: &School, plan: PlanId, who: Who<'_>, waived: &[NodeId]) -> Progress {
        let mut progress = who.progress.clone();
        for &listing in &self.passed {
            progress.pass(school.graduation(), listing, who.grade.saturating_sub(1));
        }
        progress.waivers.extend(waived.iter().map(|&node| Waiver { plan, node, keep_total: true, reason: String::new() }));
        progress
    }
}

/// A reacher that answers until it is over.
pub(super) fn until<'a>(reacher: Reacher<'a>, over: Option<&Stop>) -> Reacher<'a> {
    match over {
        Some(over) => reacher.until(Arc::clone(over)),
        None => reacher,
    }
}

/// Takes credit off what requirements ask, each in turn; what asks nothing any more is waived. Sums over everything ask
/// so much less.
fn reduce(plan: &mut Plan, nodes: &[NodeId], credits: u64, waived: &mut Vec<NodeId>) {
    let unit = u64::from(plan.unit.max(1));
    let pieces = u32::try_from(credits / unit).unwrap_or(u32::MAX);
    let mut left = pieces;
    let mut less = |plan: &mut Plan, id: NodeId, left: &mut u32| {
        let Asks::Credits(credits) = &mut plan.nodes[id].asks else { return };
        let off = credits.pieces.min(*left);
        *left -= off;
        if off == credits.pieces { waived.push(id) } else { credits.pieces -= off }
    };
    nodes.iter().for_each(|&id| less(plan, id, &mut left));
    let own: BTreeSet<ListingId> = nodes.iter().flat_map(|&id| listings(plan, id)).collect();
    let sums: Vec<NodeId> = plan
        .nodes
        .iter()
        .filter(|(id, node)| !nodes.contains(id) && matches!(&node.asks, Asks::Credits(credits) if credits.pool == TOTAL))
        .filter(|(id, _)| own.is_subset(&listings(plan, *id).collect()))
        .map(|(id, _)| id)
        .collect();
    for id in sums {
        less(plan, id, &mut pieces.clone());
    }
}

/// Courses that a requirement of credit admits, other conditions apart.
pub(super) fn listings(plan: &Plan, id: NodeId) -> impl Iterator<Item = ListingId> + '_ {
    let filter = match plan.nodes.get(id).map(|node| &node.asks) {
        Some(Asks::Credits(credits)) => Some(&credits.from),
        Some(Asks::EachTerm { from, .. } | Asks::Average { from, .. }) => Some(from),
        _ => None,
    };
    filter.into_iter().flat_map(|filter| &filter.any).flat_map(|any| any.listings.iter().copied())
}

/// Requirements that are neither above, among, nor below some.
fn beside(plan: &Plan, nodes: &[NodeId]) -> Vec<NodeId> {
    let above = |mut id: NodeId| {
        let mut way = vec![id];
        while let Some(parent) = plan.nodes.get(id).and_then(|node| node.parent) {
            way.push(parent);
            id = parent;
        }
        way
    };
    let kept: BTreeSet<NodeId> = nodes.iter().flat_map(|&id| above(id)).collect();
    plan.nodes.ids().filter(|&id| !kept.contains(&id) && !above(id).iter().any(|up| nodes.contains(up))).collect()
}

/// All clauses of some kinds, by position.
pub(super) fn clauses(school: &School, keep: impl Fn(When) -> bool) -> Vec<(ListingId, usize, &Clause)> {
    let all = school.graduation().listings.iter();
    let each = all.flat_map(|(id, listing)| listing.prerequisites.iter().enumerate().map(move |(at, clause)| (id, at, clause)));
    each.filter(|(.., clause)| keep(clause.when)).collect()
}
