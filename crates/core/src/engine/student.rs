//! The subproblem of one student: the best choice of sections with a free seat, exact up to a number of partial choices,
//! and in alternates where that is asked for.

use super::ask::MOST_NODES;
use super::bits::Bits;
use super::ordered::Ordered;
use super::problem::{NONE, Problem};
use super::several::{Several, stands_in};
use super::state::State;

pub(crate) use super::ask::Ask;

/// Room to work in, kept between calls.
#[derive(Clone, Debug)]
pub(crate) struct Scratch<M> {
    options: Vec<Choice<M>>,
    range: Vec<(u32, u32)>,
    /// Requests by position, alternates last; those before them change places in the search.
    order: Vec<u32>,
    /// How many of the order are no alternates.
    firm: usize,
    /// By request: what it is worth, times the scale.
    worth: Vec<i64>,
    chosen: Vec<u32>,
    best: Vec<u32>,
    best_worth: i64,
    /// With the alternates.
    total: i64,
    /// No choice is worth more, or none need be.
    most: i64,
    nodes: u32,
    ask: Ask,
    /// What the requests still open can gain, while a bound is taken.
    gains: Vec<i64>,
    /// What alternates can add at most, given how many requests were given up.
    alternates: i64,
    alternates_matter: bool,
    dearest_alternate: i64,
    several: Several,
    ordered: Ordered,
}

impl<M> Default for Scratch<M> {
    fn default() -> Self {
        Scratch {
            options: Vec::new(),
            range: Vec::new(),
            order: Vec::new(),
            firm: 0,
            worth: Vec::new(),
            chosen: Vec::new(),
            best: Vec::new(),
            best_worth: -1,
            total: -1,
            most: i64::MAX,
            nodes: 0,
            ask: Ask::above(-1),
            gains: Vec::new(),
            alternates: 0,
            alternates_matter: false,
            dearest_alternate: 0,
            several: Several::default(),
            ordered: Ordered::default(),
        }
    }
}

/// What is left to be had at one point of the search.
struct Ahead {
    /// The most that a completion is worth.
    bound: i64,
    /// Requests without an option left; they stand first in the order from here on.
    dead: usize,
    /// Position of the request with the fewest options left.
    next: usize,
}

#[derive(Clone, Copy, Debug)]
struct Choice<M> {
    mask: M,
    /// Atoms of the mask.
    width: u32,
    section: u32,
    price: i64,
}

impl<M: Bits> Scratch<M> {
    /// Finds the best assignment of a student's requests to sections: those in which the student sits
    /// and those that `open` leaves open to a request, by position. Returns its worth, alternates included, if there is an answer; the sections
    /// are then in [`found`](Self::found), one for each request.
    pub(crate) fn solve(
        &mut self,
        problem: &Problem<M>,
        state: &State<M>,
        student: u32,
        ask: Ask,
        open: impl Fn(u32, usize) -> bool,
    ) -> Option<i64> {
        self.solve_priced(problem, state, student, ask, |section, r, held| (held || open(section, r)).then_some(0))
    }

    /// The same at prices: each section costs what `price` says; a section without a price is closed. `price` is told
    /// for which request, and whether the student sits there.
    pub(crate) fn solve_priced(
        &mut self,
        problem: &Problem<M>,
        state: &State<M>,
        student: u32,
        ask: Ask,
        price: impl Fn(u32, usize, bool) -> Option<i64>,
    ) -> Option<i64> {
        self.ask = ask;
        let requests = problem.requests_of(student);
        let away = problem.students[student as usize];
        self.options.clear();
        self.range.clear();
        self.order.clear();
        self.several.begin(problem, requests.clone());
        self.ordered.begin(problem, student, requests.clone());
        for r in requests.clone() {
            let request = &problem.requests[r];
            let from = self.options.len();
            let held = state.seat[r];
            let mut consider = |section: u32, held: bool| {
                let pattern = state.pattern[section as usize];
                let (false, Some(price)) = (pattern == NONE, price(section, r, held)) else { return };
                let mask = problem.patterns[pattern as usize];
                if mask.meets(away) {
                    return;
                }
                match self.options[from..].iter_mut().find(|o| o.mask == mask) {
                    Some(same) if same.price <= price => {}
                    Some(same) => *same = Choice { section, price, ..*same },
                    None => self.options.push(Choice { mask, width: mask.count_outside(M::default()), section, price }),
                }
            };
            if held != NONE {
                consider(held, true);
            }
            if request.several && request.locked == NONE {
                // A seat that the student has in the course is good for each of the requests for it.
                let same = |&x: &usize| problem.requests[x].course == request.course && state.seat[x] != NONE;
                requests.clone().filter(same).for_each(|x| consider(state.seat[x], true));
            }
            if request.locked != NONE {
                // A locked seat is the student's own, full or not.
                consider(request.locked, true);
            } else {
                problem.courses[request.course as usize].iter().for_each(|&section| consider(section, false));
            }
            // The cheapest first: the first complete choice is then often the best, and ends the search.
            self.options[from..].sort_by_key(|option| option.price);
            let terms = |option: &Choice<M>| problem.terms[state.pattern[option.section as usize] as usize];
            self.several.options(self.options[from..].iter().map(terms));
            self.ordered.options(self.options[from..].iter().map(|option| state.pattern[option.section as usize]));
            self.range.push((from as u32, self.options.len() as u32));
        }
        self.prepare(problem, requests.start, requests.len());
        self.search(problem, requests.start, away);
        (self.best_worth > ask.floor).then_some(self.total)
    }

    /// The most a student could have alone in the school: every section open, in any pattern its course
    /// allows. An upper bound where the search is cut off.
    pub(crate) fn potential(&mut self, problem: &Problem<M>, student: u32, patterns: &[Vec<u32>]) -> i64 {
        self.ask = Ask { whole: true, ..Ask::above(-1) };
        let requests = problem.requests_of(student);
        let away = problem.students[student as usize];
        self.options.clear();
        self.range.clear();
        self.order.clear();
        self.several.begin(problem, requests.clone());
        self.ordered.begin(problem, student, requests.clone());
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
                    self.options.push(Choice { mask, width: mask.count_outside(M::default()), section: pattern, price: 0 });
                }
            }
            self.several.options(self.options[from..].iter().map(|option| problem.terms[option.section as usize]));
            self.ordered.options(self.options[from..].iter().map(|option| option.section));
            self.range.push((from as u32, self.options.len() as u32));
        }
        self.prepare(problem, requests.start, requests.len());
        self.search(problem, requests.start, away);
        if self.nodes >= MOST_NODES { self.most } else { self.best_worth }
    }

    fn prepare(&mut self, problem: &Problem<M>, base: usize, len: usize) {
        let n = len as u32;
        let request = |k: u32| &problem.requests[base + k as usize];
        self.worth.clear();
        self.worth.extend((0..n).map(|k| request(k).worth * self.ask.scale));
        self.order.extend(0..n);
        let range = &self.range;
        self.order.sort_by_key(|&k| {
            let (from, to) = range[k as usize];
            (request(k).is_alternate(), to - from, k)
        });
        self.firm = self.order.iter().filter(|&&k| !request(k).is_alternate()).count();
        let possible = |k: &&u32| self.range[**k as usize].0 < self.range[**k as usize].1;
        let (firm, alternates) = self.order.split_at(self.firm);
        let alternates = || alternates.iter().filter(possible).map(|&k| self.worth[k as usize]);
        let cheapest = firm.iter().filter(possible).map(|&k| self.worth[k as usize]).min().unwrap_or(i64::MAX);
        (self.alternates, self.dearest_alternate) = (alternates().sum(), alternates().max().unwrap_or(0));
        // Giving up a request never pays through alternates unless some alternate is worth more.
        self.alternates_matter = self.dearest_alternate > cheapest;
        self.chosen.clear();
        self.chosen.resize(len, NONE);
        self.best.clear();
        self.best.resize(len, NONE);
        self.nodes = 0;
    }

    fn search(&mut self, problem: &Problem<M>, base: usize, away: M) {
        (self.best_worth, self.total) = (self.ask.floor, self.ask.floor);
        self.most = self.ask.enough;
        self.most = self.most.min(self.look_ahead(problem, 0, away, 0, 0).bound);
        self.descend(problem, base, 0, away, 0, 0);
    }

    /// Looks at what each request still open could gain: what is left of all that, less the requests for which no time
    /// is left.
    fn look_ahead(&mut self, problem: &Problem<M>, at: usize, busy: M, worth: i64, given_up: u32) -> Ahead {
        let (mut dead, mut live, mut total) = (0, 0u32, 0i64);
        let (mut reach, mut need, mut narrowest, mut widest) = (M::default(), 0u32, u32::MAX, 1u32);
        let mut next = (u32::MAX, NONE);
        self.gains.clear();
        self.several.count();
        for position in at..self.firm {
            let k = self.order[position];
            let (from, to) = self.range[k as usize];
            let (mut count, mut low, mut width) = (0u32, i64::MAX, u32::MAX);
            let shut = self.several.shut(k);
            let plain = shut == 0 && !self.ordered.any();
            for (option, place) in self.options[from as usize..to as usize].iter().zip(from..) {
                if !option.mask.meets(busy) && (plain || self.several.allows(shut, place) && self.ordered.allows(problem, k, place)) {
                    count += 1;
                    low = low.min(option.price);
                    width = width.min(option.width);
                    reach = reach.with(option.mask);
                }
            }
            if count == 0 {
                self.order.swap(position, at + dead);
                dead += 1;
                continue;
            }
            next = next.min((count, k));
            live += 1;
            (need, narrowest, widest) = (need + width, narrowest.min(width), widest.max(width));
            // An alternate may take the place of what is dearer than it is worth.
            let gain = (self.worth[k as usize] - low).max(if self.ask.whole { self.dearest_alternate } else { 0 });
            total += gain;
            self.gains.push(gain);
            self.several.gain(k, gain);
        }
        let excess = if self.several.none() { 0 } else { self.excess(busy, &mut total) };
        // What is too many for its course needs no room, however much it would take.
        (live, need) = (live - excess, need.saturating_sub(excess * widest));
        let room = reach.count_outside(M::default());
        let over = live.saturating_sub(room / narrowest.max(1)).max(need.saturating_sub(room).div_ceil(widest));
        if over > 0 {
            self.gains.sort_unstable();
            total -= self.gains.iter().take(over as usize).sum::<i64>();
        }
        let spare = i64::from(given_up + over + excess) + dead as i64;
        let extra = match self.ask.whole {
            false => 0,
            true if self.alternates_matter => self.alternates,
            true => self.alternates.min(spare * self.dearest_alternate),
        };
        let next = self.order[at..self.firm].iter().position(|&k| k == next.1).map_or(self.firm, |offset| at + offset);
        Ahead { bound: worth + total + extra, dead, next }
    }

    /// How many requests are too many for the courses that are asked for more than once; what they could gain goes off
    /// the total.
    fn excess(&mut self, busy: M, total: &mut i64) -> u32 {
        let mut several = std::mem::take(&mut self.several);
        let mut gains = std::mem::take(&mut self.gains);
        let open = |k: u32, several: &Several| {
            let (from, to) = self.range[k as usize];
            several.open(from..to, several.shut(k), |option| !self.options[option as usize].mask.meets(busy))
        };
        let (over, lost) = several.excess(open, &mut gains);
        *total -= lost;
        (self.several, self.gains) = (several, gains);
        over
    }

    /// The sections found, one for each request of the student.
    pub(crate) fn found(&self) -> &[u32] {
        &self.best
    }

    fn descend(&mut self, problem: &Problem<M>, base: usize, at: usize, busy: M, worth: i64, given_up: u32) {
        // Nothing beats a choice that has all there is.
        if self.best_worth >= self.most || self.nodes >= self.ask.nodes {
            return;
        }
        if at >= self.firm {
            return self.leaf(problem, base, (busy, worth, given_up));
        }
        let Ahead { bound, dead, next } = self.look_ahead(problem, at, busy, worth, given_up);
        if bound <= self.best_worth {
            return;
        }
        let (at, given_up) = (at + dead, given_up + dead as u32);
        if at >= self.firm {
            return self.leaf(problem, base, (busy, worth, given_up));
        }
        self.nodes += 1;
        self.order.swap(at, next);
        let k = self.order[at] as usize;
        let (from, to) = self.range[k];
        let shut = self.several.shut(k as u32);
        for option in from..to {
            let Choice { mask, section, price, .. } = self.options[option as usize];
            if !mask.meets(busy) && self.several.allows(shut, option) && self.ordered.allows(problem, k as u32, option) {
                self.chosen[k] = section;
                let before = self.several.take(k as u32, Some(option));
                self.ordered.take(k as u32, Some(option));
                self.descend(problem, base, at + 1, busy.with(mask), worth + self.worth[k] - price, given_up);
                self.ordered.take(k as u32, None);
                self.several.undo(k as u32, before);
            }
        }
        self.chosen[k] = NONE;
        let before = self.several.take(k as u32, None);
        self.descend(problem, base, at + 1, busy, worth, given_up + 1);
        self.several.undo(k as u32, before);
    }

    /// A choice for all requests but the alternates.
    fn leaf(&mut self, problem: &Problem<M>, base: usize, left: (M, i64, u32)) {
        if self.ask.whole {
            self.fill_in(problem, base, self.firm, left, self.alternates);
            self.best_worth = self.total;
        } else if left.1 > self.best_worth && self.ordered.kept(problem) {
            (self.best_worth, self.total) = (left.1, left.1 - 1);
            self.fill_in(problem, base, self.firm, left, self.alternates);
        }
    }

    /// The alternates from a position on, of which those left are worth so much: each uses up the place of one request
    /// that was given up; two for the same request are kept apart because the second finds its place taken.
    fn fill_in(&mut self, problem: &Problem<M>, base: usize, at: usize, (busy, worth, given_up): (M, i64, u32), left: i64) {
        if worth > self.total && self.ordered.kept(problem) {
            self.total = worth;
            self.best.copy_from_slice(&self.chosen);
        }
        let Some(&k) = self.order.get(at).filter(|_| given_up > 0) else { return };
        if worth + left.min(i64::from(given_up) * self.dearest_alternate) <= self.total || self.nodes >= self.ask.nodes {
            return;
        }
        self.nodes += 1;
        let place = problem.requests[base + k as usize].instead_of;
        let allowed = place == NONE || stands_in(problem, &self.chosen, base, place);
        let shut = self.several.shut(k);
        let (from, to) = self.range[k as usize];
        let (own, left) = (self.worth[k as usize], if from < to { left - self.worth[k as usize] } else { left });
        for option in (from..to).filter(|_| allowed) {
            let Choice { mask, section, price, .. } = self.options[option as usize];
            if !mask.meets(busy) && self.several.allows(shut, option) && self.ordered.allows(problem, k, option) {
                self.chosen[k as usize] = section;
                let before = self.several.take(k, Some(option));
                self.ordered.take(k, Some(option));
                self.fill_in(problem, base, at + 1, (busy.with(mask), worth + own - price, given_up - 1), left);
                self.ordered.take(k, None);
                self.several.undo(k, before);
                self.chosen[k as usize] = NONE;
            }
        }
        self.fill_in(problem, base, at + 1, (busy, worth, given_up), left);
    }
}
