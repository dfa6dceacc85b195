//! The exact subproblem of one student: the best choice of sections with a free seat.

use super::bits::Bits;
use super::problem::{NONE, Problem};
use super::state::State;

/// Partial assignments looked at before the best one so far is taken. Real students need tens.
const MOST_NODES: u32 = 20_000;

/// Room to work in, kept between calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch<M> {
    options: Vec<Choice<M>>,
    range: Vec<(u32, u32)>,
    order: Vec<u32>,
    chosen: Vec<u32>,
    best: Vec<u32>,
    best_worth: i64,
    nodes: u32,
    scale: i64,
    /// Worth of the requests from a position of the order on, alternates left out.
    rest: Vec<i64>,
    /// All atoms that some option uses, and the fewest atoms an option uses.
    reach: M,
    fewest: u32,
    /// The two smallest worths of a request, and how many of the smallest come from a position on.
    cheapest: i64,
    second: i64,
    cheap: Vec<u32>,
    /// Requests from a position of the order on that have options, alternates left out.
    possible: Vec<u32>,
    /// What alternates can add at most, given how many requests were given up.
    alternates: i64,
    alternates_matter: bool,
    dearest_alternate: i64,
}

#[derive(Clone, Copy, Debug)]
struct Choice<M> {
    mask: M,
    section: u32,
    price: i64,
}

impl<M: Bits> Scratch<M> {
    /// Finds the best assignment of a student's requests to sections: those in which the student sits
    /// and those that `open` leaves open. Returns its worth if it is above `floor`; the sections are
    /// then in [`found`](Self::found), one for each request.
    pub(crate) fn solve(
        &mut self,
        problem: &Problem<M>,
        state: &State<M>,
        student: u32,
        floor: i64,
        open: impl Fn(u32) -> bool,
    ) -> Option<i64> {
        self.solve_priced(problem, state, student, floor, 1, |section, held| (held || open(section)).then_some(0))
    }

    /// The same at prices: worth is multiplied by `scale`, and each section costs what `price` says; a
    /// section without a price is closed. `price` is told whether the student sits there.
    pub(crate) fn solve_priced(
        &mut self,
        problem: &Problem<M>,
        state: &State<M>,
        student: u32,
        floor: i64,
        scale: i64,
        price: impl Fn(u32, bool) -> Option<i64>,
    ) -> Option<i64> {
        self.scale = scale;
        let requests = problem.requests_of(student);
        let away = problem.students[student as usize];
        self.options.clear();
        self.range.clear();
        self.order.clear();
        for r in requests.clone() {
            let request = &problem.requests[r];
            let from = self.options.len();
            let held = state.seat[r];
            let mut consider = |section: u32, held: bool| {
                let pattern = state.pattern[section as usize];
                let (false, Some(price)) = (pattern == NONE, price(section, held)) else { return };
                let mask = problem.patterns[pattern as usize];
                if mask.meets(away) {
                    return;
                }
                match self.options[from..].iter_mut().find(|o| o.mask == mask) {
                    Some(same) if same.price <= price => {}
                    Some(same) => *same = Choice { mask, section, price },
                    None => self.options.push(Choice { mask, section, price }),
                }
            };
            if held != NONE {
                consider(held, true);
            }
            if request.locked != NONE {
                // A locked seat is the student's own, full or not.
                consider(request.locked, true);
            } else {
                problem.courses[request.course as usize].iter().for_each(|&section| consider(section, false));
            }
            // The cheapest first: the first complete choice is then often the best, and ends the search.
            self.options[from..].sort_by_key(|option| option.price);
            self.range.push((from as u32, self.options.len() as u32));
        }
        self.prepare(problem, requests.start, requests.len());
        self.best_worth = floor;
        self.descend(problem, requests.start, 0, away, 0, 0);
        (self.best_worth > floor).then_some(self.best_worth)
    }

    /// The most a student could have alone in the school: every section open, in any pattern its course
    /// allows. An upper bound where the search is cut off.
    pub(crate) fn potential(&mut self, problem: &Problem<M>, student: u32, patterns: &[Vec<u32>]) -> i64 {
        self.scale = 1;
        let requests = problem.requests_of(student);
        let away = problem.students[student as usize];
        self.options.clear();
        self.range.clear();
        self.order.clear();
        for r in requests.clone() {
            let request = &problem.requests[r];
            let from = self.options.len();
            let own = match request.locked {
                NONE => &patterns[request.course as usize],
                locked => &problem.sections[locked as usize].patterns,
            };
            for &pattern in own {
                let mask = problem.patterns[pattern as usize];
                if !mask.meets(away) {
                    self.options.push(Choice { mask, section: pattern, price: 0 });
                }
            }
            self.range.push((from as u32, self.options.len() as u32));
        }
        self.prepare(problem, requests.start, requests.len());
        self.best_worth = -1;
        let bound = self.bound(0, away, 0, 0);
        self.descend(problem, requests.start, 0, away, 0, 0);
        if self.nodes >= MOST_NODES { bound } else { self.best_worth }
    }

    fn prepare(&mut self, problem: &Problem<M>, base: usize, len: usize) {
        let requests = base..base + len;
        let n = len as u32;
        self.reach = self.options.iter().fold(M::default(), |all, o| all.with(o.mask));
        self.fewest = self.options.iter().map(|o| o.mask.count_outside(M::default())).min().unwrap_or(1).max(1);
        let range = &self.range;
        self.order.extend(0..n);
        self.order.sort_by_key(|&k| {
            let (from, to) = range[k as usize];
            (problem.requests[requests.start + k as usize].is_alternate(), to - from, k)
        });
        self.rest.clear();
        self.rest.resize(n as usize + 1, 0);
        self.possible.clear();
        self.possible.resize(n as usize + 1, 0);
        self.alternates = 0;
        let (mut dearest_alternate, mut cheapest) = (0, i64::MAX);
        for (at, &k) in self.order.iter().enumerate().rev() {
            let request = &problem.requests[requests.start + k as usize];
            let possible = self.range[k as usize].0 < self.range[k as usize].1;
            let worth = if possible { request.worth * self.scale } else { 0 };
            if request.is_alternate() {
                self.alternates += worth;
                dearest_alternate = dearest_alternate.max(worth);
                self.rest[at] = self.rest[at + 1];
                self.possible[at] = self.possible[at + 1];
            } else {
                cheapest = if possible { cheapest.min(request.worth * self.scale) } else { cheapest };
                self.rest[at] = self.rest[at + 1] + worth;
                self.possible[at] = self.possible[at + 1] + u32::from(possible);
            }
        }
        let own = |k: &&u32| {
            let request = &problem.requests[requests.start + **k as usize];
            !request.is_alternate() && self.range[**k as usize].0 < self.range[**k as usize].1 && request.worth * self.scale > cheapest
        };
        let second = self.order.iter().filter(own).map(|&k| problem.requests[requests.start + k as usize].worth * self.scale).min();
        self.cheap.clear();
        self.cheap.resize(n as usize + 1, 0);
        for (at, &k) in self.order.iter().enumerate().rev() {
            let request = &problem.requests[requests.start + k as usize];
            let possible = self.range[k as usize].0 < self.range[k as usize].1;
            let counts = possible && !request.is_alternate() && request.worth * self.scale == cheapest;
            self.cheap[at] = self.cheap[at + 1] + u32::from(counts);
        }
        self.second = second.unwrap_or(cheapest.min(i64::MAX / 4));
        // Giving up a request never pays through alternates unless some alternate is worth more.
        self.alternates_matter = dearest_alternate > cheapest;
        self.dearest_alternate = dearest_alternate;
        self.cheapest = if cheapest == i64::MAX { 0 } else { cheapest };
        self.second = self.second.max(self.cheapest);
        self.chosen.clear();
        self.chosen.resize(n as usize, NONE);
        self.best.clear();
        self.best.resize(n as usize, NONE);
        self.nodes = 0;
    }

    /// No completion is worth more: what is left, less the requests for which no time is left.
    #[inline]
    fn bound(&self, at: usize, busy: M, worth: i64, given_up: u32) -> i64 {
        let room = self.reach.count_outside(busy) / self.fewest;
        let over = self.possible[at].saturating_sub(room);
        let cheap = over.min(self.cheap[at]);
        let lost = i64::from(cheap) * self.cheapest + i64::from(over - cheap) * self.second;
        let extra =
            if self.alternates_matter { self.alternates } else { self.alternates.min(i64::from(given_up + over) * self.dearest_alternate) };
        worth + self.rest[at] - lost + extra
    }

    /// The sections found, one for each request of the student.
    pub(crate) fn found(&self) -> &[u32] {
        &self.best
    }

    fn descend(&mut self, problem: &Problem<M>, base: usize, at: usize, busy: M, worth: i64, given_up: u32) {
        if at == self.order.len() {
            if worth > self.best_worth {
                self.best_worth = worth;
                self.best.copy_from_slice(&self.chosen);
            }
            return;
        }
        if self.bound(at, busy, worth, given_up) <= self.best_worth || self.nodes >= MOST_NODES {
            return;
        }
        self.nodes += 1;
        let k = self.order[at];
        let request = &problem.requests[base + k as usize];
        let (from, to) = self.range[k as usize];
        let allowed = !request.is_alternate()
            || (given_up > 0 && (request.instead_of == NONE || self.chosen[request.instead_of as usize - base] == NONE));
        if allowed {
            // An alternate uses up the place of one request that was given up; two alternates for the
            // same request are kept apart because the second finds its place taken.
            let left = if request.is_alternate() { given_up - 1 } else { given_up };
            let rival = request.is_alternate() && request.instead_of != NONE && self.stand_in_taken(problem, base, request.instead_of);
            for option in from..to {
                let option = self.options[option as usize];
                if !rival && !option.mask.meets(busy) {
                    self.chosen[k as usize] = option.section;
                    self.descend(problem, base, at + 1, busy.with(option.mask), worth + request.worth * self.scale - option.price, left);
                    self.chosen[k as usize] = NONE;
                }
            }
        }
        let given_up = if request.is_alternate() { given_up } else { given_up + 1 };
        self.descend(problem, base, at + 1, busy, worth, given_up);
    }

    fn stand_in_taken(&self, problem: &Problem<M>, base: usize, instead_of: u32) -> bool {
        self.chosen.iter().enumerate().any(|(k, &section)| {
            let request = &problem.requests[base + k];
            section != NONE && request.is_alternate() && request.instead_of == instead_of
        })
    }
}
