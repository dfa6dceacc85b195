//! A route made of one that is known from a like question.

use super::cut::Bound;
use super::dive::Dive;
use super::sections::Day;
use super::state::{State, Taken};

impl Dive {
    /// A route that keeps what is still possible of a known one, if single courses can make up for the rest. The state
    /// must be settled.
    pub(super) fn repair(&mut self, state: &State<'_>, known: &[Taken], bound: &mut Bound, day: &mut Day) -> Option<Vec<Taken>> {
        let standing = state.standing;
        let mut trial = state.clone();
        let mut required = trial.required();
        if !trial.guess(&mut required) {
            return None;
        }
        let mut waiting: Vec<Taken> = known.to_vec();
        // A course may open another in the list that comes before it there.
        loop {
            let before = waiting.len();
            waiting.retain(|&take| {
                let possible = trial.spans(take.year, take.course) >> take.span & 1 == 1;
                let keeps = possible && trial.count(take.course) < standing.left[take.course] && self.fits(&trial, take, day);
                if keeps {
                    trial.assume(take);
                }
                !keeps
            });
            if waiting.len() == before || waiting.is_empty() {
                break;
            }
        }
        let banned = vec![false; standing.courses];
        self.prepare(&trial, &required, &banned, bound);
        self.patch(&mut trial, &required, &banned, day);
        self.complete(&trial, &required, bound, day).then(|| {
            let mut takes = trial.takes;
            takes.sort_unstable();
            takes
        })
    }
}
