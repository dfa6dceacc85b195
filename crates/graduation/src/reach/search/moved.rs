//! Proofs of one state that hold in another.

use super::asked::Required;
use super::solve::Search;
use super::state::{Choices, State, Taken};
use super::times::bits;
use super::tree::Tree;
use mortarboard_model::{Id, NodeId};

/// Largest proof that is tried again in another state.
const MOST_MOVED: usize = 64;

impl Search {
    /// The proof, if it holds in another state that is settled; parts that do not matter there are dropped.
    pub(super) fn moved(&mut self, state: &State<'_>, tree: &Tree) -> Option<Tree> {
        (tree.size() <= MOST_MOVED).then(|| self.holds(state, &state.required(), tree)).flatten()
    }

    fn holds(&mut self, state: &State<'_>, required: &Required, tree: &Tree) -> Option<Tree> {
        let standing = state.standing;
        match tree {
            Tree::Missed(node) => {
                let missed = standing.fails[node.index()] || state.uncovered(*node).is_some();
                (required.others.contains(node) && missed).then(|| tree.clone())
            }
            Tree::Average(node) => (required.others.contains(node) && state.average_lost(*node)).then(|| tree.clone()),
            Tree::Cut { asked, steps, retakes, .. } => {
                let asked = state.still_asked(asked, required)?;
                self.bound.again(state, &asked, *steps, !retakes.is_empty())
            }
            Tree::Impossible { .. } | Tree::Clash(_) => None,
            Tree::Branch { course, year, not, at } => {
                let spans = state.spans(*year, *course);
                if spans == 0 {
                    return self.holds(state, required, not);
                }
                if state.is_decided(*year, *course) {
                    let (_, tree) = at.iter().find(|(span, _)| spans >> span & 1 == 1)?;
                    return self.holds(state, required, tree);
                }
                let mut cases = Vec::new();
                for span in bits(spans) {
                    let (_, tree) = at.iter().find(|(known, _)| *known == span)?;
                    let mut next = state.clone();
                    next.assume(Taken { year: *year, course: *course, span });
                    cases.push((span, self.after(next, tree)?));
                }
                let mut next = state.clone();
                next.refuse(*year, *course);
                let not = Box::new(self.after(next, not)?);
                Some(Tree::Branch { course: *course, year: *year, not, at: cases })
            }
            Tree::Pick(node, cases) => {
                let (needed, open) = state.open_parts(*node);
                let is_chosen = |part: &NodeId| state.choices.chosen.contains(part) || (needed == open.len() && open.contains(part));
                if let Some((_, tree)) = cases.iter().find(|(part, _)| is_chosen(part)) {
                    return self.holds(state, required, tree);
                }
                if !required.open.contains(node) {
                    return None;
                }
                let mut cases: Vec<&(NodeId, Tree)> = cases.iter().filter(|(part, _)| open.contains(part)).collect();
                let asked = (open.len() + 1).saturating_sub(needed);
                if cases.len() < asked {
                    return None;
                }
                cases.truncate(asked);
                let (mut next, mut moved) = (state.clone(), Vec::new());
                for (part, tree) in cases {
                    next.choices.chosen.push(*part);
                    moved.push((*part, self.after(next.clone(), tree)?));
                    next.choices.chosen.pop();
                    next.choices.left_out.push(*part);
                }
                Some(Tree::Pick(*node, moved))
            }
            Tree::Group(leaf, cases) => {
                if let Some((_, group)) = state.choices.groups.iter().find(|(known, _)| known == leaf) {
                    let (_, tree) = cases.iter().find(|(known, _)| known == group)?;
                    return self.holds(state, required, tree);
                }
                if required.leaves >> leaf & 1 == 0 {
                    return None;
                }
                let made = |choices: &mut Choices, group: &u32| choices.groups.push((*leaf, *group));
                Some(Tree::Group(*leaf, self.all(state, cases, made)?))
            }
            Tree::Either(either, cases) => {
                if let Some((_, leaf)) = state.choices.eithers.iter().find(|(known, _)| known == either) {
                    let (_, tree) = cases.iter().find(|(known, _)| known == leaf)?;
                    return self.holds(state, required, tree);
                }
                let made = |choices: &mut Choices, leaf: &usize| choices.eithers.push((*either, *leaf));
                Some(Tree::Either(*either, self.all(state, cases, made)?))
            }
        }
    }

    /// Moves the proof of every case of a choice.
    fn all<C: Clone>(&mut self, state: &State<'_>, cases: &[(C, Tree)], make: impl Fn(&mut Choices, &C)) -> Option<Vec<(C, Tree)>> {
        let mut moved = Vec::new();
        for (case, tree) in cases {
            let mut next = state.clone();
            make(&mut next.choices, case);
            moved.push((case.clone(), self.after(next, tree)?));
        }
        Some(moved)
    }

    /// Moves a proof to a state that is not settled yet.
    fn after(&mut self, mut state: State<'_>, tree: &Tree) -> Option<Tree> {
        match self.settled(&mut state) {
            Some(tree) => Some(tree),
            None => {
                let required = state.required();
                self.holds(&state, &required, tree)
            }
        }
    }
}
