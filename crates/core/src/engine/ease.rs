//! Seats that cost more than they are worth, by rules that are only priced.
//!
//! The subproblem of one student meets as many requests as it can, and knows no prices of rules. What a seat costs by a
//! soft rule is weighed by the moves of the search, and once more here, seat by seat, when the search is over: a seat is
//! given up, exchanged for another section, or for another request, where the objective gains by it.

use super::anneal::score;
use super::bits::Bits;
use super::problem::{NONE, Problem};
use super::state::State;
use crate::incremental::RowBook;
use mortarboard_model::score::{Level, Score};

/// Passes over all seats.
const PASSES: usize = 3;

impl<M: Bits> State<M> {
    /// Changes seats as long as the objective gains by it and no hard rule is broken for it. Ends early when `halt` says so.
    /// O(requests · sections of a course) counts for each pass, where any price is paid.
    pub(crate) fn ease(&mut self, problem: &Problem<M>, halt: &dyn Fn() -> bool) {
        for _ in 0..PASSES {
            let mut changed = false;
            for r in 0..self.seat.len() {
                if self.paid() == [0; 5] || r % 64 == 0 && halt() {
                    return;
                }
                changed |= self.seat[r] != NONE && problem.requests[r].locked == NONE && self.ease_one(problem, r);
            }
            if !changed {
                return;
            }
        }
    }

    /// Looks at one seat; says whether it has changed.
    fn ease_one(&mut self, problem: &Problem<M>, r: usize) -> bool {
        let (held, paid) = (self.seat[r], self.paid());
        let before = self.standing(problem);
        let mark = self.mark();
        self.sit(problem, r as u32, NONE);
        // What costs nothing is not looked at any further.
        if self.paid() == paid {
            self.take_back(problem, mark);
            return false;
        }
        let mut best: Option<([i128; 5], usize, u32)> = None;
        let student = problem.requests[r].student;
        // Without the seat, what comes after another course may be left with one that does not go with it.
        let mut note = |state: &Self, other: usize, section: u32| {
            let now = state.standing(problem);
            let better = best.as_ref().is_none_or(|known| now.1 > known.0);
            if now.0 <= before.0 && now.1 > before.1 && better && state.in_order(problem, student) {
                best = Some((now.1, other, section));
            }
        };
        note(self, r, NONE);
        let own: Vec<usize> = problem.requests_of(student).filter(|&x| self.seat[x] == NONE).collect();
        for other in own.into_iter().filter(|&x| problem.requests[x].locked == NONE) {
            for section in problem.courses[problem.requests[other].course as usize].clone() {
                if (other, section) != (r, held) && self.takes(problem, other, section) {
                    let seated = self.mark();
                    self.sit(problem, other as u32, section);
                    if self.alternates_valid(problem, student) {
                        note(self, other, section);
                    }
                    self.take_back(problem, seated);
                }
            }
        }
        let Some((_, other, section)) = best else {
            self.take_back(problem, mark);
            return false;
        };
        self.sit(problem, other as u32, section);
        self.keep();
        true
    }

    /// Whether a student without a seat for a request could sit in a section beside all else that they have.
    fn takes(&self, problem: &Problem<M>, r: usize, section: u32) -> bool {
        let student = problem.requests[r].student;
        let mask = self.mask(problem, section);
        let held = problem.requests_of(student).filter(|&x| self.seat[x] != NONE);
        let busy = held.fold(problem.students[student as usize], |all, x| all.with(self.mask(problem, self.seat[x])));
        let free = mask != M::default() && !mask.meets(busy) && self.open_to(problem, section, r);
        free && self.apart(problem, r, section, usize::MAX) && self.goes(problem, r, section, usize::MAX)
    }

    /// What is broken, and what the state is worth.
    fn standing(&self, problem: &Problem<M>) -> (i64, [i128; 5]) {
        (self.broken(), score(self).key(problem.objective))
    }

    /// Prices paid, on each level.
    fn paid(&self) -> [i64; 5] {
        let rows = self.custom.as_ref().map_or(Score::default(), RowBook::cost);
        Level::ALL.map(|level| self.counts.tally.paid.on(level) + rows.on(level))
    }
}
