//! The form that a plan has for some students: less what is not asked of them, and open to what they take in place of
//! other courses.

use crate::graduation::{AllowanceKind, Asks, Conditions, Credits, Filter, Listing, Node, Plan, Progress, Stands, TOTAL};
use crate::ids::{GroupId, IdVec, ListingId, NodeId, PlanId};
use std::collections::{BTreeMap, BTreeSet};

/// What makes a form differ from the plan of the school.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Difference {
    /// Requirements that are not asked, by the student's groups and year of entry.
    unasked: Vec<NodeId>,
    /// Requirement, pieces, and whether these are an agreement, or shrink sums over everything.
    allowances: Vec<(NodeId, u32, Allowed)>,
    /// Course taken, course in whose place, and the requirement in which alone this holds.
    substitutions: Vec<(ListingId, ListingId, Option<NodeId>)>,
    /// What opens courses in place of others.
    opens: Vec<(ListingId, ListingId)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Allowed {
    Waived,
    WaivedWithTotal,
    Agreed,
}

/// The plans of a school, and the forms of them that students need, each once.
pub(super) struct Forms<'a> {
    listings: &'a IdVec<ListingId, Listing>,
    groups: &'a IdVec<GroupId, String>,
    /// By plan of the school, the requirements that are asked of some students only.
    conditional: IdVec<PlanId, Vec<NodeId>>,
    plans: IdVec<PlanId, Plan>,
    known: BTreeMap<(PlanId, Difference), PlanId>,
}

impl<'a> Forms<'a> {
    pub(super) fn new(listings: &'a IdVec<ListingId, Listing>, groups: &'a IdVec<GroupId, String>, plans: IdVec<PlanId, Plan>) -> Self {
        let conditional = |plan: &Plan| plan.nodes.iter().filter(|(_, node)| node.is_conditional()).map(|(id, _)| id).collect();
        Forms { listings, groups, conditional: plans.values().map(conditional).collect(), plans, known: BTreeMap::new() }
    }

    /// Gives a student, who entered in some school year, the forms of all plans.
    pub(super) fn give(&mut self, progress: &mut Progress, entered: Option<i64>) {
        let groups: Vec<&str> = progress.groups.iter().map(|&group| self.groups[group].as_str()).collect();
        for (id, conditional) in self.conditional.iter() {
            if conditional.is_empty() && progress.allowances.is_empty() && progress.substitutions.is_empty() {
                continue;
            }
            let difference = difference(&self.plans[id], id, progress, conditional, (&groups, entered));
            if difference == Difference::default() {
                continue;
            }
            let form = match self.known.get(&(id, difference.clone())) {
                Some(&form) => form,
                None => {
                    let form = self.plans.push(form(&self.plans[id], id, &difference, self.listings));
                    self.known.insert((id, difference), form);
                    form
                }
            };
            progress.forms.insert(id, form);
        }
        progress.plans = progress.plans.iter().map(|&plan| progress.form(plan)).collect();
    }

    /// First the plans of the school, then the forms.
    pub(super) fn plans(self) -> IdVec<PlanId, Plan> {
        self.plans
    }
}

fn difference(
    plan: &Plan,
    id: PlanId,
    progress: &Progress,
    conditional: &[NodeId],
    (groups, entered): (&[&str], Option<i64>),
) -> Difference {
    let unasked: Vec<NodeId> = conditional.iter().copied().filter(|&node| !plan.nodes[node].is_asked_of(groups, entered)).collect();
    let gone = |node: NodeId| {
        let waived = |at: NodeId| progress.waivers.iter().any(|waiver| (waiver.plan, waiver.node) == (id, at));
        std::iter::successors(Some(node), |&at| plan.nodes[at].parent).any(|at| waived(at) || unasked.contains(&at))
    };
    let allowances = progress.allowances.iter().filter(|one| one.plan == id).map(|one| {
        let allowed = match one.kind {
            AllowanceKind::Agreement => Allowed::Agreed,
            // What is excused with a requirement above it is no part of any sum by itself.
            AllowanceKind::Waiver if one.keep_total || gone(one.node) => Allowed::Waived,
            AllowanceKind::Waiver => Allowed::WaivedWithTotal,
        };
        (one.node, one.pieces, allowed)
    });
    let mut substitutions: Vec<_> = progress
        .substitutions
        .iter()
        .filter(|one| one.plan.is_none_or(|only| only == id))
        .map(|one| (one.by, one.course, one.node))
        .collect();
    substitutions.sort_unstable();
    Difference { allowances: allowances.collect(), substitutions, opens: progress.stands().pairs, unasked }
}

fn form(plan: &Plan, id: PlanId, difference: &Difference, listings: &IdVec<ListingId, Listing>) -> Plan {
    let mut form = plan.clone();
    form.form_of = Some(id);
    form.stands = Stands { pairs: difference.opens.clone() };
    for &(by, course, only) in &difference.substitutions {
        if let (None, Some(group)) = (&listings[by].group, &listings[course].group) {
            form.lent_groups.entry(by).or_insert_with(|| group.clone());
        }
        for at in plan.nodes.ids() {
            let within = only.is_none_or(|only| std::iter::successors(Some(at), |&at| plan.nodes[at].parent).any(|above| above == only));
            let from: (&mut Filter, &Filter) = match (&mut form.nodes[at].asks, &plan.nodes[at].asks) {
                (Asks::Credits(own), Asks::Credits(stated)) => (&mut own.from, &stated.from),
                (Asks::EachTerm { from: own, .. }, Asks::EachTerm { from: stated, .. }) => (own, stated),
                _ => continue,
            };
            let (own, stated) = from;
            for (own, stated) in own.any.iter_mut().zip(&stated.any).filter(|_| within) {
                admit(own, stated, by, course);
            }
        }
    }
    for &(node, pieces, allowed) in &difference.allowances {
        let Asks::Credits(stated) = &plan.nodes[node].asks else { continue };
        shrink(&mut form.nodes[node], pieces);
        let counts = |total: &Credits| match allowed {
            Allowed::Waived => false,
            Allowed::WaivedWithTotal => true,
            Allowed::Agreed => courses(stated).is_subset(&courses(total)),
        };
        if stated.pool != TOTAL {
            for (at, total) in plan.nodes.iter() {
                if matches!(&total.asks, Asks::Credits(total) if total.pool == TOTAL && counts(total)) {
                    shrink(&mut form.nodes[at], pieces);
                }
            }
        }
    }
    // Nothing is asked by what is left out, nor by what lies below it.
    let mut gone: BTreeSet<NodeId> = BTreeSet::new();
    for at in plan.nodes.ids() {
        if difference.unasked.contains(&at) || plan.nodes[at].parent.is_some_and(|parent| gone.contains(&parent)) {
            gone.insert(at);
            match &mut form.nodes[at].asks {
                Asks::Credits(credits) => credits.pieces = 0,
                asks => *asks = Asks::All(Vec::new()),
            }
        }
    }
    // Each requirement comes before those below it, so that those below are settled first.
    for at in form.nodes.ids().collect::<Vec<_>>().into_iter().rev() {
        let asked = |part: &NodeId| !difference.unasked.contains(part);
        match &mut form.nodes[at].asks {
            Asks::All(parts) => parts.retain(asked),
            Asks::Some(least, parts) => {
                parts.retain(asked);
                if (*least as usize) > parts.len() {
                    // Fewer are open to the student than are asked: as a status that nobody has.
                    form.nodes[at].asks = Asks::Item { item: String::new(), amount: 1, by_grade: None, status: true };
                }
            }
            _ => {}
        }
    }
    form
}

/// Asks for so many pieces less.
fn shrink(node: &mut Node, pieces: u32) {
    if let Asks::Credits(credits) = &mut node.asks {
        credits.pieces = credits.pieces.saturating_sub(pieces);
    }
}

fn admit(own: &mut Conditions, stated: &Conditions, by: ListingId, course: ListingId) {
    if stated.listings.binary_search(&course).is_ok()
        && let Err(at) = own.listings.binary_search(&by)
    {
        own.listings.insert(at, by);
    }
}

/// Courses that a requirement admits, whatever it asks of grade, mark, method and time.
fn courses(credits: &Credits) -> BTreeSet<ListingId> {
    credits.from.any.iter().flat_map(|any| &any.listings).copied().collect()
}
