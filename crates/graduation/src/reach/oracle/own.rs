//! What is granted to one student, read from the plan of the school and not from the student's own form of it.

use crate::reach::Who;
use mortarboard_model::graduation::{Allowance, AllowanceKind, Asks, Clause, Credits, Plan};
use mortarboard_model::{ListingId, NodeId, PlanId, School};
use std::collections::BTreeSet;

/// A student under a plan of the school.
#[derive(Clone, Copy)]
pub(super) struct Own<'a> {
    school: &'a School,
    pub(super) plan: &'a Plan,
    who: Who<'a>,
    /// The plan of the school whose form is asked about; none where the plan is asked as it stands.
    of: Option<PlanId>,
}

impl<'a> Own<'a> {
    pub(super) fn new(school: &'a School, asked: &'a Plan, who: Who<'a>) -> Self {
        let plan = asked.form_of.map_or(asked, |of| &school.graduation().plans[of]);
        Own { school, plan, who, of: asked.form_of }
    }

    fn above(&self, node: NodeId) -> Vec<NodeId> {
        let mut all = vec![node];
        while let Some(parent) = self.plan.nodes[all[all.len() - 1]].parent {
            all.push(parent);
        }
        all
    }

    /// Whether a requirement is asked of the student.
    fn means(&self, node: NodeId) -> bool {
        if self.of.is_none() {
            return true;
        }
        let node = &self.plan.nodes[node];
        let graduation = self.school.graduation();
        // With all years left that there are, the student enters now.
        let years = self.who.progress.years_left.unwrap_or((graduation.last_grade + 1).saturating_sub(self.who.grade));
        let ago = i64::from(graduation.last_grade + 1 - graduation.first_grade) - i64::from(years);
        let entered = graduation.year.map(|year| i64::from(year) - ago);
        if entered
            .is_some_and(|at| node.entered_from.is_some_and(|from| at < from.into()) || node.entered_to.is_some_and(|to| at > to.into()))
        {
            return false;
        }
        let groups = &self.school.graduation().groups;
        let own: Vec<&String> = self.who.progress.groups.iter().map(|&group| &groups[group]).collect();
        let asked = node.groups.is_empty() || own.iter().any(|group| node.groups.contains(group));
        asked && !own.iter().any(|group| node.not_groups.contains(group))
    }

    /// Whether a requirement, or one above it, is not asked of the student.
    pub(super) fn is_gone(&self, node: NodeId) -> bool {
        self.above(node).into_iter().any(|at| !self.means(at))
    }

    /// The parts that mean the student.
    pub(super) fn asked(&self, parts: &[NodeId]) -> Vec<NodeId> {
        parts.iter().copied().filter(|&part| self.means(part)).collect()
    }

    fn allowances(&self) -> impl Iterator<Item = &'a Allowance> + '_ {
        self.who.progress.allowances.iter().filter(|one| self.of == Some(one.plan))
    }

    fn credits(&self, node: NodeId) -> &'a Credits {
        match &self.plan.nodes[node].asks {
            Asks::Credits(credits) => credits,
            _ => panic!("an allowance is of credits"),
        }
    }

    /// Pieces that a requirement asks less, whole waivers apart.
    pub(super) fn less(&self, node: NodeId) -> u32 {
        let mut less: u32 = self.allowances().filter(|one| one.node == node).map(|one| one.pieces).sum();
        if self.credits(node).pool == "total" {
            let names =
                |credits: &Credits| -> BTreeSet<ListingId> { credits.from.any.iter().flat_map(|any| any.listings.clone()).collect() };
            for one in self.allowances().filter(|one| self.credits(one.node).pool != "total") {
                let gone = self.above(one.node).into_iter().any(|at| {
                    let whole = self.who.progress.waivers.iter().any(|waiver| Some(waiver.plan) == self.of && waiver.node == at);
                    whole || !self.means(at)
                });
                let counts = match one.kind {
                    AllowanceKind::Agreement => names(self.credits(one.node)).is_subset(&names(self.credits(node))),
                    AllowanceKind::Waiver => !one.keep_total && !gone,
                };
                less += if counts { one.pieces } else { 0 };
            }
        }
        less
    }

    /// The courses as which a pass of one counts for a requirement.
    pub(super) fn names(&self, node: NodeId, listing: ListingId) -> Vec<ListingId> {
        let above = self.above(node);
        let within = self.substitutions().filter(|one| one.node.is_none_or(|only| above.contains(&only)));
        std::iter::once(listing).chain(within.filter(|one| one.by == listing).map(|one| one.course)).collect()
    }

    fn substitutions(&self) -> impl Iterator<Item = &'a mortarboard_model::graduation::Substitution> + '_ {
        let own = self.who.progress.substitutions.iter();
        own.filter(|one| self.of.is_some() && (one.plan.is_none() || one.plan == self.of))
    }

    /// Whether a course does what a clause asks for.
    pub(super) fn opens(&self, clause: &Clause, listing: ListingId) -> bool {
        let everywhere = self.substitutions().filter(|one| one.plan.is_none() && one.node.is_none());
        clause.any_of.contains(&listing) || everywhere.filter(|one| one.by == listing).any(|one| clause.any_of.contains(&one.course))
    }

    /// The group of a course.
    pub(super) fn group(&self, listing: ListingId) -> Option<&'a String> {
        let listings = &self.school.graduation().listings;
        let mut courses: Vec<ListingId> = self.substitutions().filter(|one| one.by == listing).map(|one| one.course).collect();
        courses.sort();
        listings[listing].group.as_ref().or_else(|| courses.into_iter().find_map(|course| listings[course].group.as_ref()))
    }
}
