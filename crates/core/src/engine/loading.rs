//! Loading: students into sections whose times are fixed, by negotiated congestion.
//!
//! Each student in turn takes an exact best set of sections at current prices; a section that is
//! over-full gets dearer, now and for good, until the demand has spread (PathFinder: McMurchie and
//! Ebeling 1995, there for wires on a chip). Thousands of students take milliseconds.

use super::bits::Bits;
use super::moves::Proposal;
use super::problem::{NONE, Problem};
use super::state::State;
use super::student::Ask;

/// Rounds after which what is still over-full is cut down to its seats.
const ROUNDS: u32 = 40;
/// Partial weeks of one student looked at: prices move on before the best choice at any of them matters.
const NODES: u32 = 400;
/// Worth is multiplied by this, so that prices can be small beside it.
const SCALE: i64 = 64;

impl<M: Bits> State<M> {
    /// Seats every student, sections of `cap` seats at most. Starts from the seats held now; ends early, with what there is
    /// by then, when `halt` says so.
    pub(crate) fn load(&mut self, problem: &Problem<M>, proposal: &mut Proposal, halt: &dyn Fn() -> bool) {
        let mut history = vec![0i64; problem.sections.len()];
        let together = problem.kept.amounts.any_seats();
        let mut scratch = std::mem::take(&mut self.scratch);
        let ask = Ask { scale: SCALE, nodes: NODES, whole: problem.dear_alternates, ..Ask::above(-1) };
        for round in 0..ROUNDS {
            for student in 0..problem.students.len() as u32 {
                if student % 64 == 0 && halt() {
                    break;
                }
                // After the first round only students of crowded sections, and lacking ones, think again.
                let crowded = |r: usize| {
                    let s = self.seat[r];
                    let over = || together && self.counts.is_over(&problem.kept, s, problem.requests[r].id);
                    s != NONE && (self.fill[s as usize] > problem.sections[s as usize].cap || over())
                };
                let again = round == 0
                    || self.worth[student as usize] < self.potential[student as usize]
                    || problem.requests_of(student).any(crowded);
                if !again {
                    continue;
                }
                let price = |section: u32, r: usize, held: bool| {
                    let s = section as usize;
                    let others = i64::from(self.fill[s]) - i64::from(held);
                    let cap = i64::from(problem.sections[s].cap);
                    // One too many for a rule that counts seats together is as dear as one too many for the section.
                    let shut = together && !held && !self.counts.admits_seat(&problem.kept, section, problem.requests[r].id);
                    let over = (others + 1 - cap).max(i64::from(shut));
                    // A slight pull away from sections that are nearly full, so that later students find seats;
                    // none at all below that, because equal prices end a student's search soonest.
                    let crowd = if cap == 0 { 1 } else { (others.min(cap) * 4 - cap * 3).max(0) * 8 / cap };
                    Some(crowd + history[s] + over * i64::from(8 + 4 * round))
                };
                if scratch.solve_priced(problem, self, student, ask, price).is_some() {
                    self.adopt(problem, student, scratch.found());
                }
            }
            let mut any = false;
            for (s, section) in problem.sections.iter().enumerate() {
                let over = i64::from(self.fill[s]) - i64::from(section.cap);
                if over > 0 {
                    any = true;
                    history[s] += (over * 4).min(SCALE);
                }
            }
            if !any || halt() {
                break;
            }
        }
        self.scratch = scratch;
        self.cut(problem);
        // What was cut, and what prices kept away from free seats, gets an exact try at no price.
        for student in 0..problem.students.len() as u32 {
            if student % 64 == 0 && halt() {
                return self.keep();
            }
            if self.worth[student as usize] < self.potential[student as usize] {
                self.refit(problem, student, proposal);
            }
        }
        self.retry_all(problem, proposal, halt);
    }

    /// Gives every student who has less than they could another exact try: alone, then with somebody
    /// making way. Nobody loses by it. Ends early when `halt` says so.
    pub(crate) fn retry_all(&mut self, problem: &Problem<M>, proposal: &mut Proposal, halt: &dyn Fn() -> bool) {
        for (n, student) in self.lacking.clone().into_iter().enumerate() {
            if n % 16 == 0 && halt() {
                break;
            }
            // A rule of the caller's own may speak of seats: it is not broken for a request more.
            let (mark, broken) = (self.mark(), self.broken());
            self.refit(problem, student, proposal);
            self.make_way(problem, student, proposal);
            if self.broken() > broken {
                self.take_back(problem, mark);
            }
        }
        self.keep();
    }

    /// Takes students out of over-full sections: alternates first, then what is worth least; locked seats
    /// stay.
    fn cut(&mut self, problem: &Problem<M>) {
        for s in 0..problem.sections.len() {
            if problem.kept.amounts.any_seats() {
                self.cut_counted(problem, s);
            }
            let over = (self.fill[s]).saturating_sub(problem.sections[s].cap);
            if over == 0 {
                continue;
            }
            let mut roster: Vec<u32> = self.roster[s].iter().copied().filter(|&r| problem.requests[r as usize].locked == NONE).collect();
            roster.sort_by_key(|&r| (problem.requests[r as usize].worth, r));
            for &r in roster.iter().take(over as usize) {
                self.sit(problem, r, NONE);
                if problem.requests[r as usize].ordered {
                    self.put_in_order(problem, problem.requests[r as usize].student);
                }
            }
        }
    }

    /// Takes students out of a section while they are too many for some rule that counts seats together.
    fn cut_counted(&mut self, problem: &Problem<M>, s: usize) {
        let mut roster: Vec<u32> = self.roster[s].iter().copied().filter(|&r| problem.requests[r as usize].locked == NONE).collect();
        roster.sort_by_key(|&r| (problem.requests[r as usize].worth, r));
        for r in roster {
            let request = &problem.requests[r as usize];
            if self.seat[r as usize] == s as u32 && self.counts.is_over(&problem.kept, s as u32, request.id) {
                self.sit(problem, r, NONE);
                self.put_in_order(problem, request.student);
            }
        }
    }

    /// Tries to meet one more request of a student by moving somebody else, who loses nothing, out of a
    /// full section. Returns whether the student gained.
    pub(crate) fn make_way(&mut self, problem: &Problem<M>, student: u32, proposal: &mut Proposal) -> bool {
        let before = (self.worth[student as usize], self.sums.met);
        let mark = self.mark();
        let mut scratch = std::mem::take(&mut self.scratch);
        // Full sections are open at a price that never outweighs a request; then each one used must find somebody to
        // leave it.
        let price = |section: u32, r: usize, held: bool| {
            let id = problem.requests[r].id;
            let admitted = held || self.counts.admits_seat(&problem.kept, section, id);
            admitted.then(|| if held || self.open(problem, section) { 0 } else { SCALE / 16 })
        };
        let held = self.above_held(problem, student);
        let ask = Ask { floor: held.floor * SCALE, scale: SCALE, nodes: NODES, ..held };
        let found = scratch.solve_priced(problem, self, student, ask, price).is_some();
        if found {
            self.adopt(problem, student, scratch.found());
        }
        let mut good = found && self.worth[student as usize] > before.0;
        if good {
            let used: Vec<u32> = problem.requests_of(student).map(|r| self.seat[r]).filter(|&s| s != NONE).collect();
            for section in used {
                while good && self.fill[section as usize] > problem.sections[section as usize].cap {
                    good = self.free_seat(problem, &mut scratch, section, student);
                }
            }
        }
        self.scratch = scratch;
        if good && self.sums.met > before.1 {
            return true;
        }
        self.take_back(problem, mark);
        let _ = proposal;
        false
    }

    /// Moves one student other than `but` out of a section without loss to that student.
    fn free_seat(&mut self, problem: &Problem<M>, scratch: &mut super::student::Scratch<M>, section: u32, but: u32) -> bool {
        for at in 0..self.roster[section as usize].len() {
            let r = self.roster[section as usize][at];
            let (other, locked) = (problem.requests[r as usize].student, problem.requests[r as usize].locked);
            if other == but || locked != NONE {
                continue;
            }
            let held = self.above_held(problem, other);
            let price = |s: u32, r: usize, held: bool| (s != section && (held || self.open_to(problem, s, r))).then_some(0);
            let ask = Ask { floor: held.floor - 1, enough: held.floor, nodes: NODES, ..held };
            if scratch.solve_priced(problem, self, other, ask, price).is_some_and(|worth| worth >= self.worth[other as usize]) {
                self.adopt(problem, other, scratch.found());
                return true;
            }
        }
        false
    }
}
