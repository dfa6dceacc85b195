//! Requirements by brute force: every choice of parts.

mod admits;
mod pieces;

pub(super) use admits::ordered_filters;

use super::Given;
use super::own::Own;
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Ending, Plan, Repeats};
use mortarboard_model::{Id, IdVec, ListingId, NodeId, School};
use std::rc::Rc;

/// Something that was taken.
#[derive(Clone, Debug)]
pub(super) struct Had {
    pub(super) listing: ListingId,
    pub(super) grade: Option<u32>,
    pub(super) terms: Rc<[usize]>,
    /// `u32::MAX` for whatever is needed.
    pub(super) points: Option<u32>,
    pub(super) method: Rc<str>,
    /// Points in averages.
    pub(super) average: Option<u32>,
    pub(super) credits: u32,
    pub(super) attempted: u32,
    /// None for a record.
    pub(super) year: Option<u32>,
    /// First and last term, of takes of a course in one year together.
    pub(super) span: (usize, usize),
    pub(super) ending: Ending,
    /// Taken in the wrong order, so that it counts nowhere.
    pub(super) void: bool,
}

impl Had {
    fn passed(&self) -> bool {
        !self.void && matches!(self.ending, Ending::Passed | Ending::InProgress)
    }
}

/// Requirements that are waived, with those below them.
pub(super) fn waived(school: &School, plan: &Plan, who: Who<'_>) -> IdVec<NodeId, bool> {
    let mut waived = IdVec::filled(plan.nodes.len(), false);
    for id in plan.nodes.ids() {
        let mut at = Some(id);
        while let Some(node) = at {
            let here = |waiver: &&mortarboard_model::graduation::Waiver| {
                school.graduation().plans[waiver.plan].id == plan.id && waiver.node == node
            };
            if who.progress.waivers.iter().any(|waiver| here(&waiver)) {
                waived[id] = true;
            }
            at = plan.nodes[node].parent;
        }
    }
    waived
}

fn amount(own: &Own<'_>, plan: &Plan, node: NodeId) -> u32 {
    match &plan.nodes[node].asks {
        Asks::Credits(asked) if asked.pool != "total" => asked.pieces.saturating_sub(own.less(node)),
        Asks::All(parts) => own.asked(parts).iter().map(|&part| amount(own, plan, part)).sum(),
        Asks::Some(least, parts) => {
            let subsets = subsets(&own.asked(parts), *least as usize);
            subsets.iter().map(|parts| parts.iter().map(|&part| amount(own, plan, part)).sum()).min().unwrap_or(0)
        }
        _ => 0,
    }
}

fn subsets(parts: &[NodeId], size: usize) -> Vec<Vec<NodeId>> {
    let mut found: Vec<Vec<NodeId>> = vec![Vec::new()];
    for &part in parts {
        let with: Vec<Vec<NodeId>> = found.iter().map(|set| [set.clone(), vec![part]].concat()).collect();
        found.extend(with);
    }
    found.retain(|set| set.len() == size);
    found
}

struct Reading<'a> {
    school: &'a School,
    plan: &'a Plan,
    who: Who<'a>,
    had: &'a [Had],
    passes: Vec<&'a Had>,
    waived: &'a IdVec<NodeId, bool>,
    shrinks: u32,
    given: &'a Given,
    own: Own<'a>,
}

/// Pieces missing, and then other requirements missed, of a whole plan, at the least.
pub(super) fn least_missing(
    school: &School,
    own: Own<'_>,
    who: Who<'_>,
    had: &[Had],
    waived: &IdVec<NodeId, bool>,
    given: &Given,
) -> (u32, u32) {
    let plan = own.plan;
    let passes = had.iter().filter(|had| had.passed()).collect();
    let shrinks = who.progress.waivers.iter().filter(|waiver| {
        let above = plan.nodes.get(waiver.node).and_then(|node| node.parent);
        school.graduation().plans[waiver.plan].id == plan.id
            && !waiver.keep_total
            && !above.is_some_and(|above| waived[above])
            && !own.is_gone(waiver.node)
    });
    let shrinks = shrinks.map(|waiver| amount(&own, plan, waiver.node)).sum();
    let reading = Reading { school, plan, who, had, passes, waived, shrinks, given, own };
    let each = reading.alternatives(NodeId(0)).into_iter().map(|(nodes, missed)| (reading.missing(&nodes), missed));
    // Where no choice of parts is left, nothing will do.
    each.min().unwrap_or((1, 0))
}

impl<'a> Reading<'a> {
    /// Sets of requirements of credit that would do for a requirement, each with the other requirements that
    /// are missed with it.
    fn alternatives(&self, node: NodeId) -> Vec<(Vec<NodeId>, u32)> {
        if self.waived[node] {
            return vec![Default::default()];
        }
        let product = |parts: &[NodeId]| {
            let mut sets: Vec<(Vec<NodeId>, u32)> = vec![Default::default()];
            for &part in parts {
                let own = self.alternatives(part);
                let with = |(set, missed): &(Vec<NodeId>, u32)| {
                    own.iter().map(|(more, also)| ([set.as_slice(), more].concat(), missed + also)).collect::<Vec<_>>()
                };
                sets = sets.iter().flat_map(with).collect();
            }
            sets
        };
        match &self.plan.nodes[node].asks {
            Asks::All(parts) => product(&self.own.asked(parts)),
            Asks::Some(least, parts) => {
                // Waived parts hold, and are chosen before any other.
                let (waived, others): (Vec<NodeId>, Vec<NodeId>) = self.own.asked(parts).into_iter().partition(|part| self.waived[*part]);
                let as_given = |chosen: &&Vec<NodeId>| {
                    others.iter().all(|part| self.given.picks.get(part).is_none_or(|given| *given == chosen.contains(part)))
                };
                let choices = subsets(&others, (*least as usize).saturating_sub(waived.len()));
                // Where fewer parts mean the student than are asked, it is missed.
                let missed = choices.is_empty().then(|| (Vec::new(), 1));
                choices.iter().filter(as_given).flat_map(|parts| product(parts)).chain(missed).collect()
            }
            Asks::Credits(_) => vec![(vec![node], 0)],
            other => vec![(Vec::new(), u32::from(!self.other(node, other)))],
        }
    }

    fn other(&self, node: NodeId, asks: &Asks) -> bool {
        let scores = &self.who.progress.scores;
        let due = |by_grade: &Option<u32>| by_grade.unwrap_or(self.school.graduation().last_grade) >= self.who.grade;
        match asks {
            Asks::Exam { exam, score, by_grade } => scores.get(exam).is_some_and(|have| have.best >= *score) || due(by_grade),
            Asks::Item { item, amount, by_grade, status } => {
                scores.get(item).is_some_and(|have| have.sum >= *amount) || (!status && due(by_grade))
            }
            Asks::EachTerm { from, lowest, highest } => (*lowest..=*highest).all(|grade| {
                self.school.calendar().own_terms().map(Id::index).all(|term| {
                    self.passes.iter().any(|had| had.grade == Some(grade) && had.terms.contains(&term) && self.admits_for(node, from, had))
                })
            }),
            Asks::Average { from, least, repeats } => {
                let mut sum: i64 = 0;
                for (listing, known) in self.school.graduation().listings.iter() {
                    let failed = self.had.iter().filter(|had| had.ending == Ending::Failed);
                    let mut marks: Vec<&Had> = self.passes.iter().copied().chain(failed).collect();
                    marks.retain(|had| had.listing == listing && self.admits(from, had));
                    let mut left = if known.completions == 1 && *repeats != Repeats::All { known.credits } else { u32::MAX };
                    while !marks.is_empty() {
                        // The next mark to count, the first of those that no other comes before.
                        let comes_before = |a: &Had, b: &Had| match repeats {
                            Repeats::Best => (a.passed(), a.average) > (b.passed(), b.average),
                            Repeats::Latest => {
                                (a.year.is_some(), a.year.or(a.grade), a.span.1) > (b.year.is_some(), b.year.or(b.grade), b.span.1)
                            }
                            Repeats::All => false,
                        };
                        let first = |at: &usize| !marks.iter().any(|other| comes_before(other, marks[*at]));
                        let mut next = (0..marks.len()).filter(first);
                        let at = if *repeats == Repeats::Latest { next.next_back() } else { next.next() };
                        let mark = marks.remove(at.unwrap());
                        let weight = mark.attempted.min(left);
                        left -= weight;
                        if let Some(points) = mark.average {
                            sum += i64::from(weight) * (i64::from(points) - i64::from(*least));
                        }
                    }
                }
                sum >= 0
            }
            _ => unreachable!("only leaves come here"),
        }
    }
}
