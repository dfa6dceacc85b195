//! The tree of requirements for one student: what is waived, what each asks, and how those stand that ask
//! for no credit.

use super::average::average;
use super::credit::{History, Pass, admits};
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Filter, Plan, TOTAL};
use mortarboard_model::{Id, IdVec, NodeId, School, TermId};
use std::collections::BTreeSet;

/// What is waived, and what that does to sums over everything.
#[derive(Clone, Debug)]
pub(crate) struct Waived {
    /// Requirements that are waived, or below such.
    pub(crate) nodes: IdVec<NodeId, bool>,
    /// Pieces by which each requirement of the pool of totals shrinks.
    pub(crate) shrinks: u64,
}

impl Waived {
    pub(crate) fn new(school: &School, plan: &Plan, who: Who<'_>) -> Self {
        let graduation = school.graduation();
        let mut waived = Waived { nodes: IdVec::filled(plan.nodes.len(), false), shrinks: 0 };
        let here: Vec<_> = who.progress.waivers.iter().filter(|w| graduation.plans.get(w.plan).is_some_and(|p| p.id == plan.id)).collect();
        if here.is_empty() {
            return waived;
        }
        // Each requirement comes before those below it.
        for (id, node) in plan.nodes.iter() {
            let above = node.parent.and_then(|parent| waived.nodes.get(parent)).is_some_and(|waived| *waived);
            let own = here.iter().any(|waiver| waiver.node == id);
            if own && !above && here.iter().any(|waiver| waiver.node == id && !waiver.keep_total) {
                waived.shrinks = waived.shrinks.saturating_add(amount(plan, id));
            }
            waived.nodes[id] = above || own;
        }
        waived
    }

    pub(crate) fn is(&self, node: NodeId) -> bool {
        self.nodes.get(node).is_some_and(|waived| *waived)
    }

    /// Pieces that a requirement asks for; 0 when it asks for none, or is waived.
    pub(crate) fn pieces(&self, plan: &Plan, node: NodeId) -> u64 {
        match plan.nodes.get(node).map(|node| &node.asks) {
            Some(Asks::Credits(asked)) if !self.is(node) => {
                u64::from(asked.pieces).saturating_sub(if asked.pool == TOTAL { self.shrinks } else { 0 })
            }
            _ => 0,
        }
    }

    /// How many of the parts that are not waived must hold, and these parts, in plan order.
    pub(crate) fn parts(&self, plan: &Plan, node: NodeId) -> (usize, Vec<NodeId>) {
        let (needed, all) = match plan.nodes.get(node).map(|node| &node.asks) {
            Some(Asks::All(parts)) => (parts.len(), parts.as_slice()),
            Some(Asks::Some(least, parts)) => (*least as usize, parts.as_slice()),
            _ => (0, [].as_slice()),
        };
        let left: Vec<NodeId> = all.iter().copied().filter(|&part| !self.is(part)).collect();
        (needed.saturating_sub(all.len() - left.len()), left)
    }
}

/// Pieces that a requirement asks for outside the pool of totals: of a choice, the least.
fn amount(plan: &Plan, node: NodeId) -> u64 {
    let below = |parts: &[NodeId]| -> Vec<u64> {
        // Parts come later in the plan, so that this ends whatever the plan.
        parts.iter().filter(|&&part| part > node).map(|&part| amount(plan, part)).collect()
    };
    match plan.nodes.get(node).map(|node| &node.asks) {
        Some(Asks::Credits(asked)) if asked.pool != TOTAL => u64::from(asked.pieces),
        Some(Asks::All(parts)) => below(parts).iter().fold(0, |sum, &part| sum.saturating_add(part)),
        Some(Asks::Some(least, parts)) => {
            let mut each = below(parts);
            each.sort_unstable();
            each.iter().take(*least as usize).fold(0, |sum, &part| sum.saturating_add(part))
        }
        _ => 0,
    }
}

/// How a requirement stands that asks for no credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Met by what is there.
    Met,
    /// Met once all that is in progress or planned is passed.
    InPlan,
    /// An exam or item that is not there yet, with time left.
    Open,
    /// Not met.
    Missed,
}

/// How much there is of what a requirement asks that asks for no credit, and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) has: u64,
    pub(crate) asks: u64,
    pub(crate) standing: Standing,
}

/// Measures an exam, item, participation or average; none for other requirements. `earned` is the history
/// without what is in progress or planned.
pub(crate) fn measure(school: &School, who: Who<'_>, asks: &Asks, all: &History<'_>, earned: &History<'_>) -> Option<Measure> {
    let due = |by_grade: Option<u32>| by_grade.unwrap_or(school.graduation().last_grade) >= who.grade;
    let dated = |has: u32, least: u32, by_grade, status: bool| {
        let standing = match (has >= least, due(by_grade) && !status) {
            (true, _) => Standing::Met,
            (false, true) => Standing::Open,
            (false, false) => Standing::Missed,
        };
        Measure { has: u64::from(has), asks: u64::from(least), standing }
    };
    let score = |name: &String| who.progress.scores.get(name).copied().unwrap_or_default();
    let both = |now: (bool, u64), then: (bool, u64), asks| {
        let standing = match (now.0, then.0) {
            (_, false) => Standing::Missed,
            (true, true) => Standing::Met,
            (false, true) => Standing::InPlan,
        };
        Measure { has: then.1, asks, standing }
    };
    match asks {
        Asks::Exam { exam, score: least, by_grade } => Some(dated(score(exam).best, *least, *by_grade, false)),
        Asks::Item { item, amount, by_grade, status } => Some(dated(score(item).sum, *amount, *by_grade, *status)),
        Asks::EachTerm { from, lowest, highest } => {
            let terms = school.calendar().own_terms().count() as u64;
            let asked = (u64::from(*highest) + 1).saturating_sub(u64::from(*lowest)) * terms;
            let covered = |history: &History<'_>| {
                let covered = terms_covered(school, from, history);
                let own = |term: &usize| !school.calendar().is_outside(TermId::from_index(*term));
                let covered = covered.iter().filter(|(grade, term)| (lowest..=highest).contains(&grade) && own(term)).count() as u64;
                (covered >= asked, covered)
            };
            Some(both(covered(earned), covered(all), asked))
        }
        Asks::Average { from, least, repeats } => {
            let average = |history: &History<'_>| {
                let (points, weight) = average(school, from, *repeats, history);
                let has = points.checked_div(weight).map_or(0, |has| u64::try_from(has).unwrap_or(u64::MAX));
                (points >= u128::from(*least) * weight, has)
            };
            Some(both(average(earned), average(all), u64::from(*least)))
        }
        _ => None,
    }
}

/// Grades and terms that what a filter admits covers.
fn terms_covered(school: &School, from: &Filter, history: &History<'_>) -> BTreeSet<(u32, usize)> {
    let admitted = history.passes.iter().filter(|pass| admits(from, pass, &history.begun));
    let terms = |pass: &Pass<'_>| match &pass.terms {
        Some(terms) => terms.clone(),
        None => (0..school.calendar().terms().len()).collect(),
    };
    admitted.flat_map(|pass| pass.grade.into_iter().flat_map(|grade| terms(pass).into_iter().map(move |term| (grade, term)))).collect()
}
