//! The exact search: cases, closed by proofs or by a route.

use super::asked::Required;
use super::choices::Choice;
use super::cut::Bound;
use super::dive::Dive;
use super::sections::Day;
use super::standing::Standing;
use super::state::{State, Taken};
use super::times::{bits, wide};
use super::tree::Tree;
use mortarboard_model::{Id, NodeId};
use std::sync::Arc;

/// What comes of a state.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Route(Vec<Taken>),
    Dead(Tree),
    /// The limit was hit.
    Cut,
}

/// Deepest nesting of cases: far beyond what any real student needs.
const DEEPEST: usize = 256;
/// Cases looked at ahead before one is chosen.
const AHEAD: usize = 12;
/// Most takes that may feed a leaf for them to be looked at one by one.
const FEW: usize = 2;

/// One search.
#[derive(Default)]
pub(super) struct Search {
    pub(super) bound: Bound,
    pub(super) day: Day,
    pub(super) dive: Dive,
    pub(super) cases: u64,
    pub(super) limit: u64,
    /// Says when it is over whatever the limit.
    pub(super) over: Option<Over>,
}

/// Whether to look no further.
pub(super) type Over = Arc<dyn Fn() -> bool + Send + Sync>;

impl Search {
    /// A route for the standing, or a proof that there is none.
    pub(super) fn run(&mut self, standing: &Standing<'_>) -> Outcome {
        self.run_from(State::root(standing))
    }

    /// The same from a state without assumptions.
    pub(super) fn run_from(&mut self, root: State<'_>) -> Outcome {
        self.cases = 0;
        self.solve(root, 0)
    }

    /// Whether the caller wants no more.
    pub(super) fn is_over(&self) -> bool {
        self.over.as_ref().is_some_and(|over| over())
    }

    fn solve(&mut self, mut state: State<'_>, depth: usize) -> Outcome {
        self.cases += 1;
        if self.cases > self.limit || depth > DEEPEST || self.is_over() {
            return Outcome::Cut;
        }
        if let Some(tree) = self.settled(&mut state) {
            return Outcome::Dead(tree);
        }
        let required = state.required();
        // Most students have a route that a quick search finds; bounds cost more than it does.
        if let Some((route, _)) = self.dive.route(&state, &mut self.bound, &mut self.day) {
            return Outcome::Route(route);
        }
        if let Some(tree) = state.closed(&required, &mut self.bound, true) {
            return Outcome::Dead(tree);
        }
        let open = state.open_choices(&required);
        // A choice with one case left, or a take that can't be left out, multiplies nothing: these come first.
        let choice = self.narrowest(&state, open);
        let take = match &choice {
            Some((alive, _)) if *alive <= 1 => None,
            Some(_) => self.needed(&state, &required),
            None => self.branching(&state, &required),
        };
        match (take, choice) {
            (Some(take), _) => self.branch(&state, take, depth),
            (None, Some((_, choice))) => self.choose(&state, choice, depth),
            (None, None) => Outcome::Cut,
        }
    }

    /// Settles a state; a proof when an assumption can't hold.
    pub(super) fn settled(&mut self, state: &mut State<'_>) -> Option<Tree> {
        if let Err(gone) = state.settle() {
            return Some(Tree::Impossible { course: gone.course, year: gone.year });
        }
        state.clash(&mut self.day)
    }

    /// The open choice with fewest cases that are not closed at once.
    fn narrowest(&mut self, state: &State<'_>, open: Vec<Choice>) -> Option<(usize, Choice)> {
        let mut best: Option<(usize, Choice)> = None;
        for choice in open {
            if let Choice::Pick(node, parts) = choice {
                let (alive, choice) = self.parts_to_try(state, node, parts);
                if best.as_ref().is_none_or(|(known, _)| alive < *known) {
                    best = Some((alive, choice));
                }
                if alive <= 1 {
                    break;
                }
                continue;
            }
            if choice.cases() > AHEAD {
                let cases = choice.cases();
                if best.as_ref().is_none_or(|(known, _)| cases < *known) {
                    best = Some((cases, choice));
                }
                continue;
            }
            let alive = (0..choice.cases()).filter(|&case| self.lives(state, &choice, case)).count();
            if best.as_ref().is_none_or(|(known, _)| alive < *known) {
                best = Some((alive, choice));
            }
            if alive <= 1 {
                break;
            }
        }
        best
    }

    /// Parts of which one must be chosen, with how many of them are not closed at once: those that are come first, so that
    /// the others can do without them.
    fn parts_to_try(&mut self, state: &State<'_>, node: NodeId, parts: Vec<NodeId>) -> (usize, Choice) {
        let (needed, count) = (state.open_parts(node).0, parts.len());
        let asked = (count + 1).saturating_sub(needed);
        let (mut dead, mut alive) = (Vec::new(), Vec::new());
        for part in parts {
            self.cases += 1;
            let lives = dead.len() < asked && (self.is_over() || self.lives(state, &Choice::Pick(node, vec![part]), 0));
            (if lives { &mut alive } else { &mut dead }).push(part);
        }
        dead.truncate(asked);
        alive.truncate(asked - dead.len());
        (alive.len(), Choice::Pick(node, [dead, alive].concat()))
    }

    fn lives(&mut self, state: &State<'_>, choice: &Choice, case: usize) -> bool {
        let mut next = state.clone();
        choice.make(case, &mut next.choices);
        next.closed(&next.required(), &mut self.bound, false).is_none()
    }

    fn choose(&mut self, state: &State<'_>, choice: Choice, depth: usize) -> Outcome {
        let mut trees: Vec<Tree> = Vec::new();
        for case in 0..choice.cases() {
            let mut next = state.clone();
            choice.make(case, &mut next.choices);
            match self.learned(&next, &trees) {
                Some(tree) => trees.push(tree),
                None => match self.solve(next, depth + 1) {
                    Outcome::Dead(tree) => {
                        if let Some(tree) = self.moved(state, &tree) {
                            return Outcome::Dead(tree);
                        }
                        trees.push(tree);
                    }
                    other => return other,
                },
            }
        }
        Outcome::Dead(match choice {
            Choice::Pick(node, cases) => Tree::Pick(node, cases.into_iter().zip(trees).collect()),
            Choice::Group(leaf, cases) => Tree::Group(leaf, cases.into_iter().zip(trees).collect()),
            Choice::Either(either, cases) => Tree::Either(either, cases.into_iter().zip(trees).collect()),
        })
    }

    /// A proof of a sibling that holds here as well.
    fn learned(&mut self, state: &State<'_>, trees: &[Tree]) -> Option<Tree> {
        let mut here = state.clone();
        if self.settled(&mut here).is_some() {
            return None;
        }
        trees.iter().rev().take(3).find_map(|tree| self.moved(&here, tree))
    }

    fn branch(&mut self, state: &State<'_>, (year, course): (usize, usize), depth: usize) -> Outcome {
        let mut at = Vec::new();
        let mut trees: Vec<Tree> = Vec::new();
        let spans = state.spans(year, course);
        for case in bits(spans).map(Some).chain([None]) {
            let mut next = state.clone();
            match case {
                Some(span) => next.assume(Taken { year, course, span }),
                None => next.refuse(year, course),
            }
            let tree = match self.learned(&next, &trees) {
                Some(tree) => tree,
                None => match self.solve(next, depth + 1) {
                    Outcome::Dead(tree) => tree,
                    other => return other,
                },
            };
            if let Some(tree) = self.moved(state, &tree) {
                return Outcome::Dead(tree);
            }
            trees.push(tree.clone());
            match case {
                Some(span) => at.push((span, tree)),
                None => return Outcome::Dead(Tree::Branch { course, year, not: Box::new(tree), at }),
            }
        }
        Outcome::Cut
    }

    /// The course and year to look at next: one that some lack depends on, if possible one that can't be left out.
    fn branching(&mut self, state: &State<'_>, required: &Required) -> Option<(usize, usize)> {
        let standing = state.standing;
        let free = |year: usize, course: usize| !state.is_decided(year, course) && state.spans(year, course) != 0;
        let mut candidates: Vec<(usize, usize)> = Vec::new();
        let gather = |admits: &dyn Fn(usize, usize) -> bool, candidates: &mut Vec<(usize, usize)>| {
            candidates.clear();
            for year in 0..standing.years {
                candidates.extend(
                    (0..standing.courses).filter(|&course| free(year, course) && admits(year, course)).map(|course| (year, course)),
                );
            }
        };
        // What a course assumed still waits for.
        for &take in &state.takes {
            if let Some(gate) = state.shut_gate(take) {
                gather(&|_, course| gate.takes.contains(&course), &mut candidates);
                if !candidates.is_empty() {
                    return self.forced(state, candidates);
                }
            }
        }
        for &node in &required.others {
            let Some(bit) = standing.tables.needs.watch[node.index()] else { continue };
            if let Some(step) = wide(standing.cover[node.index()] & !state.covering(node, true)).next() {
                let (now, term) = (step / standing.terms, step % standing.terms);
                let covers = |year: usize, course: usize| {
                    year == now
                        && state.take_bits(year, course).0 >> bit & 1 == 1
                        && bits(state.spans(year, course)).any(|span| state.span(course, span).steps >> term & 1 == 1)
                };
                gather(&covers, &mut candidates);
                if !candidates.is_empty() {
                    return self.forced(state, candidates);
                }
            }
        }
        let needs = standing.tables.needs;
        let exact = State::exactly(standing, &state.takes, state.choices.clone());
        let mut best: Option<Vec<(usize, usize)>> = None;
        for leaf in wide(required.leaves).filter(|&leaf| standing.demand[leaf] > 0) {
            if !self.bound.short(&exact, 1 << leaf) {
                continue;
            }
            gather(&|year, course| state.take_bits(year, course).0 & needs.leaves[leaf].feeds != 0, &mut candidates);
            if !candidates.is_empty() && best.as_ref().is_none_or(|known| candidates.len() < known.len()) {
                best = Some(candidates.clone());
            }
        }
        if best.is_none() {
            // Each leaf alone could be fed by what is assumed, but not all of them.
            gather(
                &|year, course| state.take_bits(year, course).0 & needs.pools.iter().fold(0, |all, pool| all | pool) != 0,
                &mut candidates,
            );
            if candidates.is_empty() {
                gather(&|_, _| true, &mut candidates);
            }
            best = Some(candidates);
        }
        self.forced(state, best?)
    }

    /// A take without which some leaf falls short at once.
    fn needed(&mut self, state: &State<'_>, required: &Required) -> Option<(usize, usize)> {
        let standing = state.standing;
        let needs = standing.tables.needs;
        for leaf in wide(required.leaves).filter(|&leaf| standing.demand[leaf] > 0) {
            let mut candidates: Vec<(usize, usize)> = Vec::new();
            for year in 0..standing.years {
                let free = |course: &usize| {
                    !state.is_decided(year, *course)
                        && state.spans(year, *course) != 0
                        && state.take_bits(year, *course).0 & needs.leaves[leaf].feeds != 0
                };
                candidates
                    .extend((0..standing.courses).filter(free).map(|course| (year, course)).take(FEW + 1 - candidates.len().min(FEW + 1)));
            }
            if candidates.len() > FEW {
                continue;
            }
            for (year, course) in candidates {
                let mut next = state.clone();
                next.refuse(year, course);
                if next.settle().is_err() || next.closed(&next.required(), &mut self.bound, false).is_some() {
                    return Some((year, course));
                }
            }
        }
        None
    }

    /// The first candidate that can't be left out, or else the one with fewest possibilities.
    fn forced(&mut self, state: &State<'_>, mut candidates: Vec<(usize, usize)>) -> Option<(usize, usize)> {
        let standing = state.standing;
        let ways = |course: usize| (0..standing.years).map(|year| state.spans(year, course).count_ones()).sum::<u32>();
        candidates.sort_by_key(|&(year, course)| (ways(course), year, course));
        for &(year, course) in candidates.iter().take(AHEAD).filter(|_| candidates.len() > 1) {
            let mut next = state.clone();
            next.refuse(year, course);
            if self.settled(&mut next).is_some() || next.closed(&next.required(), &mut self.bound, false).is_some() {
                return Some((year, course));
            }
        }
        candidates.first().copied()
    }
}
