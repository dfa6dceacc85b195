//! Every set of takes that fits side by side.

use super::{Choice, Oracle, ways};
use mortarboard_model::NodeId;

/// Sets of takes beyond which the oracle does not answer, and the same times the choices of parts that a plan leaves.
const MOST: usize = 10_000;
const MOST_WAYS: usize = 40_000;

impl Oracle<'_> {
    /// Shows all sets of takes that fit side by side, until one is the last; nothing when there are too many.
    pub(super) fn each_set(&self, is_last: &mut dyn FnMut(&[Choice]) -> bool) -> Option<bool> {
        let mut left = MOST.min(MOST_WAYS / ways::ways(self.asked, NodeId(0)).max(1));
        self.with(&self.all_choices(), &mut self.fixed.clone(), &mut left, is_last)
    }

    /// By year and course: each way to take it, or not to.
    fn all_choices(&self) -> Vec<Vec<Vec<Choice>>> {
        let courses = (0..self.years()).flat_map(|year| self.school.courses().ids().map(move |course| (course, year)));
        let choices = courses.map(|(course, year)| {
            let mut ways = self.several(course, year);
            match self.given.courses.get(&(course, year)) {
                None => ways.push(Vec::new()),
                Some(None) => ways = vec![Vec::new()],
                Some(Some(terms)) => ways.retain(|way| way.iter().map(|one| &*one.terms).eq(terms.iter().map(Vec::as_slice))),
            }
            ways
        });
        choices.collect()
    }

    /// Goes on with each choice that fits beside those before it.
    fn with(
        &self,
        choices: &[Vec<Vec<Choice>>],
        set: &mut Vec<Choice>,
        left: &mut usize,
        is_last: &mut dyn FnMut(&[Choice]) -> bool,
    ) -> Option<bool> {
        let [ways, rest @ ..] = choices else {
            *left = left.checked_sub(1)?;
            return Some(is_last(set));
        };
        let before = set.len();
        for way in ways {
            set.extend_from_slice(way);
            let ended = (way.is_empty() || self.fits(set)) && self.with(rest, set, left, is_last)?;
            set.truncate(before);
            if ended {
                return Some(true);
            }
        }
        Some(false)
    }
}
