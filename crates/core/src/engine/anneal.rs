//! The placement search: simulated annealing in cycles, the best usable state kept.

use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::moves::Proposal;
use super::problem::Problem;
use super::state::State;
use crate::incremental::RowBook;
use mortarboard_model::score::{Level, Score};

/// What is kept of the best state.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    pub(crate) broken: i64,
    /// Whether every student had all they could have alone, or all had what is enough, and no price was paid.
    pub(crate) whole: bool,
    pub(crate) key: [i128; 5],
    pub(crate) pattern: Vec<u32>,
    pub(crate) teacher: Vec<u32>,
    pub(crate) seat: Vec<u32>,
}

/// One search: a state with its own dice.
pub(crate) struct Search<M> {
    pub(crate) state: State<M>,
    pub(crate) dice: Dice,
    pub(crate) proposal: Proposal,
    pub(crate) best: Best,
    pub(crate) work: u64,
    step: u64,
    cycle: Cycle,
    enough: Option<Score>,
}

/// One annealing from hot to cold.
#[derive(Clone, Copy, Debug)]
struct Cycle {
    hot: f64,
    cold: f64,
    length: Length,
}

/// How long a cycle is.
#[derive(Clone, Copy, Debug)]
enum Length {
    /// A number of moves.
    Moves(u64),
    /// From one share of the whole budget to another, so that the search is cold when the time is over,
    /// however fast the machine.
    Budget(f64, f64),
}

/// Moves of the first cycle for each section: it makes a good schedule soon.
const FIRST_CYCLE: u64 = 60;
/// Moves for each section above which a budget is cut into several long cycles.
const LONG_CYCLE: f64 = 30_000.0;
/// How much longer each cycle is than the one before, until it is a long one: whoever ends a search by hand has
/// a good schedule by then.
const GROWTH: f64 = 5.0;
/// A cycle gets all that is left of the budget where that is less than so many times its length.
const LAST: f64 = 4.0;
/// Moves for each section from which a cycle can afford to begin at full heat.
const FULL_HEAT: f64 = 1_500.0;
/// Temperatures, in energy: four is one primary request. Few long cycles from HOT that stay above COLD find far better
/// schedules of small schools than many short or cooler ones, which fall back to where they began.
const HOT: f64 = 8.0;
const WARM: f64 = 2.0;
const COLD: f64 = 1.0;
const FROZEN: f64 = 0.25;

impl<M: Bits> Search<M> {
    pub(crate) fn new(problem: &Problem<M>, state: State<M>, dice: Dice, enough: Option<Score>) -> Self {
        let best = Best { broken: i64::MAX, whole: false, key: [i128::MIN; 5], pattern: Vec::new(), teacher: Vec::new(), seat: Vec::new() };
        let length = Length::Moves((problem.sections.len() as u64 * FIRST_CYCLE).max(2_000));
        Search {
            state,
            dice,
            proposal: Proposal::default(),
            best,
            work: 0,
            step: 0,
            cycle: Cycle { hot: HOT, cold: FROZEN, length },
            enough,
        }
    }

    /// Notes the current state if it is the best so far and `usable`.
    pub(crate) fn note(&mut self, problem: &Problem<M>, usable: &dyn Fn(&State<M>) -> bool) {
        let broken = self.state.broken();
        if broken > self.best.broken {
            return;
        }
        let score = score(&self.state);
        let key = score.key(problem.objective);
        if (broken < self.best.broken || key > self.best.key) && (broken > 0 || usable(&self.state)) {
            let whole = broken == 0
                && self.state.counts.tally.paid == Score::default()
                && self.state.custom.as_ref().is_none_or(|book| book.cost() == Score::default())
                && (self.state.lacking.is_empty() || self.enough.is_some_and(|enough| requests(score) >= requests(enough)));
            let Best { broken: b, whole: w, key: k, pattern, teacher, seat } = &mut self.best;
            (*b, *w, *k) = (broken, whole, key);
            pattern.clone_from(&self.state.pattern);
            teacher.clone_from(&self.state.teacher);
            seat.clone_from(&self.state.seat);
        }
    }

    /// Whether nothing is missing from the best state kept: one that has no rooms or meetings is not kept.
    pub(crate) fn perfect(&self) -> bool {
        self.best.whole
    }

    /// Tries so many moves, or fewer when `halt` says so. `spent` is the share of the budget that is gone
    /// after so much work of this search; none when there is no budget.
    pub(crate) fn run(
        &mut self,
        problem: &Problem<M>,
        clock: &Clock,
        moves: u64,
        usable: &dyn Fn(&State<M>) -> bool,
        halt: &dyn Fn() -> bool,
        spent: &dyn Fn(u64) -> Option<f64>,
    ) {
        let mut known = self.state.energy(problem);
        let mut along = self.along(spent);
        for n in 0..moves {
            if n % 64 == 0 && halt() {
                return;
            }
            if n % 32 == 0 {
                along = self.along(spent);
                if along >= 1.0 {
                    self.turn(problem, clock, spent);
                    along = 0.0;
                    known = self.state.energy(problem);
                }
            }
            let heat = self.cycle.hot * (self.cycle.cold / self.cycle.hot).powf(along);
            self.step += 1;
            self.work += 1;
            let slack = (-heat * self.dice.unit().ln()) as i64;
            if n % 16 == 0 && !self.state.lacking.is_empty() {
                let at = self.dice.below(self.state.lacking.len());
                let student = self.state.lacking[at];
                self.state.make_way(problem, student, &mut self.proposal);
            } else {
                let mut proposal = std::mem::take(&mut self.proposal);
                if self.state.propose(problem, &mut self.dice, &mut proposal) {
                    self.state.attempt(problem, clock, &mut proposal, slack);
                }
                self.proposal = proposal;
            }
            self.state.keep();
            let energy = self.state.energy(problem);
            if energy != known {
                known = energy;
                self.note(problem, usable);
            }
            if self.perfect() {
                return;
            }
        }
    }

    /// How far the current cycle has come, 0 to 1 and beyond.
    fn along(&self, spent: &dyn Fn(u64) -> Option<f64>) -> f64 {
        match self.cycle.length {
            Length::Moves(moves) => self.step as f64 / moves.max(1) as f64,
            Length::Budget(from, to) => spent(self.work).map_or(1.0, |now| (now - from) / (to - from).max(f64::EPSILON)),
        }
    }

    /// Begins the next cycle from the best state.
    fn turn(&mut self, problem: &Problem<M>, clock: &Clock, spent: &dyn Fn(u64) -> Option<f64>) {
        let sections = problem.sections.len().max(1) as f64;
        self.cycle = match spent(self.work) {
            Some(now) if now < 1.0 => {
                // Moves that the rest of the budget allows, at the pace so far.
                let left = self.work as f64 / now.max(1e-9) * (1.0 - now) / sections;
                let length = (self.step as f64 / sections * GROWTH).min(LONG_CYCLE);
                let length = if left < length * LAST { left / (left / LONG_CYCLE).round().max(1.0) } else { length };
                let share = if left > 0.0 { (length / left).min(1.0) } else { 1.0 };
                let hot = WARM + (HOT - WARM) * (length / FULL_HEAT).min(1.0);
                let cold = if hot < HOT { FROZEN } else { COLD };
                Cycle { hot, cold, length: Length::Budget(now, now + (1.0 - now) * share) }
            }
            _ => {
                let before = match self.cycle.length {
                    Length::Moves(moves) => moves,
                    Length::Budget(..) => self.step,
                };
                let longest = (sections * LONG_CYCLE) as u64;
                Cycle { hot: HOT, cold: COLD, length: Length::Moves((before * 2).min(longest.max(4_000))) }
            }
        };
        self.step = 0;
        if !self.best.pattern.is_empty() {
            let best = self.best.clone();
            self.restore(problem, clock, &best);
        }
    }

    /// Makes a kept state the current one.
    pub(crate) fn restore(&mut self, problem: &Problem<M>, clock: &Clock, best: &Best) {
        for r in 0..best.seat.len() as u32 {
            if self.state.seat[r as usize] != best.seat[r as usize] {
                self.state.sit(problem, r, best.seat[r as usize]);
            }
        }
        for s in 0..best.pattern.len() as u32 {
            self.state.place(problem, clock, s, best.pattern[s as usize], best.teacher[s as usize]);
        }
        self.state.keep();
    }
}

/// The levels of requests, most urgent first.
fn requests(score: Score) -> [i64; 4] {
    [score.critical, score.required, score.primary, score.alternate]
}

/// What a state is worth as far as the search knows it.
pub(crate) fn score<M: Bits>(state: &State<M>) -> Score {
    let [critical, required, primary, alternate] = state.sums.weight;
    let gained = state.custom.as_ref().map_or(0, |book| book.gained().preference);
    let paid = [Some(state.counts.tally.paid), state.custom.as_ref().map(RowBook::cost)];
    let mut score = Score { critical, required, primary, alternate, preference: gained };
    for paid in paid.into_iter().flatten() {
        Level::ALL.into_iter().for_each(|level| score.add(level, -paid.on(level)));
    }
    score
}
