//! What a proof assumes, and the takes and requirements that are left under it.

use super::clash::beside;
use super::possible::{Possible, Question};
use crate::audit::Begun;
use mortarboard_model::graduation::Asks;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{IdVec, ListingId, NodeId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Assumptions.
#[derive(Clone, Debug)]
pub(super) struct Assumed {
    /// Courses in years: the take by position, or none when not taken.
    pub(super) courses: BTreeMap<(ListingId, u32), Option<usize>>,
    /// Parts of a `Some`: whether they are chosen, or left out.
    pub(super) picks: BTreeMap<NodeId, bool>,
    /// The group of a requirement of one group.
    pub(super) groups: BTreeMap<NodeId, String>,
    /// The requirement that has an either-or.
    pub(super) either: BTreeMap<usize, NodeId>,
    /// By take of the question: whether it is still possible.
    possible: Vec<bool>,
    /// By take of the question: whether takes assumed leave it no time in a year 0 with a schedule.
    pub(super) late: Vec<bool>,
    /// The sets of time that takes assumed in a year 0 with a schedule may occupy; none when they are too many
    /// to tell.
    busy: Option<Rc<BTreeSet<AtomSet>>>,
}

impl Assumed {
    /// No assumption.
    pub(super) fn nothing(question: &Question<'_>) -> Self {
        let (courses, picks, groups, either) = Default::default();
        let busy = Some(Rc::new(BTreeSet::from([AtomSet::default()])));
        let mut assumed = Assumed {
            courses,
            picks,
            groups,
            either,
            possible: vec![true; question.takes.len()],
            late: vec![false; question.takes.len()],
            busy,
        };
        assumed.settle(question);
        assumed
    }

    /// The same, with a course in a year taken as said, or not taken.
    pub(super) fn with(&self, question: &Question<'_>, listing: ListingId, year: u32, take: Option<usize>) -> Self {
        let mut assumed = self.clone();
        assumed.courses.insert((listing, year), take);
        for (at, other) in question.takes.iter().enumerate() {
            assumed.possible[at] &= Some(at) == take || (other.listing, other.year) != (listing, year);
        }
        if let (Some(take), 0, true) = (take.and_then(|at| question.takes.get(at)), year, question.seats.is_some()) {
            assumed.busy = self.busy.as_ref().and_then(|busy| beside(busy, &take.times)).map(Rc::new);
            if let Some(busy) = &assumed.busy {
                let late = |other: &Possible| other.times.iter().all(|time| busy.iter().all(|busy| time.meets(*busy)));
                for (at, other) in question.takes.iter().enumerate().filter(|(_, other)| other.year == 0) {
                    let is_assumed = assumed.courses.get(&(other.listing, 0)) == Some(&Some(at));
                    if !is_assumed && late(other) {
                        (assumed.possible[at], assumed.late[at]) = (false, true);
                    }
                }
            }
        }
        assumed.settle(question);
        assumed
    }

    /// Possible takes, with their positions.
    pub(super) fn possible<'q>(&self, question: &'q Question<'_>) -> impl Iterator<Item = (usize, &'q Possible)> {
        question.takes.iter().enumerate().zip(&self.possible).filter(|(_, possible)| **possible).map(|(take, _)| take)
    }

    /// Takes assumed.
    pub(super) fn taken<'q>(&self, question: &'q Question<'_>) -> impl Iterator<Item = (usize, &'q Possible)> {
        self.courses.values().filter_map(|take| take.and_then(|at| Some((at, question.takes.get(at)?))))
    }

    /// Takes of one course.
    pub(super) fn of<'q>(&self, question: &'q Question<'_>, listing: ListingId) -> impl Iterator<Item = &'q Possible> {
        let from = question.takes.partition_point(|take| take.listing < listing);
        let to = question.takes.partition_point(|take| take.listing <= listing);
        question.takes[from..to].iter().zip(&self.possible[from..to]).filter(|(_, possible)| **possible).map(|(take, _)| take)
    }

    /// Takes away what is no longer possible, until nothing changes.
    fn settle(&mut self, question: &Question<'_>) {
        let mut filled: BTreeMap<(u32, usize), u32> = BTreeMap::new();
        for (_, take) in self.taken(question) {
            for (&term, &cells) in &take.cells {
                *filled.entry((take.year, term)).or_default() += cells;
            }
        }
        loop {
            let gone: Vec<usize> =
                self.possible(question).filter(|(at, take)| !self.stays(question, *at, take, &filled)).map(|(at, _)| at).collect();
            if gone.is_empty() {
                return;
            }
            gone.into_iter().for_each(|at| self.possible[at] = false);
        }
    }

    fn stays(&self, question: &Question<'_>, at: usize, take: &Possible, filled: &BTreeMap<(u32, usize), u32>) -> bool {
        let (listing, year) = (take.listing, take.year);
        let assumed = self.courses.get(&(listing, year)) == Some(&Some(at));
        let fits = take.cells.iter().all(|(&term, &cells)| {
            let others = filled.get(&(year, term)).map_or(0, |filled| if assumed { filled - cells } else { *filled });
            others.saturating_add(cells) <= question.room(year, term)
        });
        let fulfilled = || {
            let by = |clause, other, part| {
                self.of(question, other).flat_map(|other| &other.parts).any(|other| question.fulfils(clause, other, part))
            };
            let (clauses, stands) = (question.clauses(listing), &question.plan.stands);
            take.parts
                .iter()
                .all(|part| clauses.iter().all(|clause| stands.openers(clause).into_iter().any(|other| by(clause, other, part))))
        };
        fits && fulfilled()
    }

    /// Whether all that is still possible of a course is assumed.
    pub(super) fn is_decided(&self, question: &Question<'_>, listing: ListingId) -> bool {
        self.of(question, listing).all(|take| matches!(self.courses.get(&(listing, take.year)), Some(Some(_))))
    }

    /// What the student has begun for sure; with all that may be begun if `possibly`.
    pub(super) fn begun(&self, question: &Question<'_>, possibly: bool) -> Begun {
        let mut begun = question.history.begun.clone();
        self.taken(question).for_each(|(_, take)| begun.add(take.listing, take.span()));
        if possibly {
            self.possible(question).for_each(|(_, take)| begun.add(take.listing, take.span()));
        }
        begun
    }

    /// How many parts of a `Some` are still to be chosen, and those that are open.
    pub(super) fn open_parts(&self, question: &Question<'_>, some: NodeId) -> (usize, Vec<NodeId>) {
        let (needed, mut parts) = question.waived.parts(question.plan, some);
        let chosen = parts.iter().filter(|part| self.picks.get(part) == Some(&true)).count();
        parts.retain(|part| !self.picks.contains_key(part));
        (needed.saturating_sub(chosen), parts)
    }

    /// Requirements that are asked for.
    pub(super) fn required(&self, question: &Question<'_>) -> IdVec<NodeId, bool> {
        let plan = question.plan;
        let mut required = IdVec::filled(plan.nodes.len(), false);
        // Each requirement comes before those below it.
        for (id, node) in plan.nodes.iter().filter(|(id, _)| !question.waived.is(*id)) {
            // A requirement that does not mean the student is no part of the one above it.
            let is_all =
                |parent| plan.nodes.get(parent).is_some_and(|parent| matches!(&parent.asks, Asks::All(parts) if parts.contains(&id)));
            let follows = |parent| required[parent] && (is_all(parent) || self.picks.get(&id) == Some(&true));
            required[id] = required[id] || node.parent.is_none_or(follows);
            if matches!(node.asks, Asks::Some(..)) && required[id] {
                let (needed, open) = self.open_parts(question, id);
                if open.len() <= needed {
                    open.into_iter().for_each(|part| required[part] = true);
                }
            }
        }
        required
    }
}
