//! A quick way to a route: which courses are worth taking, narrow requirements first.

use super::asked::Required;
use super::cut::Bound;
use super::needs::Bits;
use super::pool::Pool;
use super::sections::Day;
use super::state::{Choices, State, Taken};
use super::times::{bits, wide};
use mortarboard_model::Id;
use mortarboard_model::NodeId;

/// A course chosen, before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    pub(super) course: usize,
    /// The year it was chosen for.
    pub(super) year: usize,
    /// Years in which it feeds what it was chosen for, as a bit set.
    pub(super) years: u32,
    /// Latest step at which it may begin so that all that hangs on it still fits.
    pub(super) latest: i64,
    /// Steps needed after it by those that hang on it.
    pub(super) tail: i64,
}

/// Buffers for quick searches.
#[derive(Clone, Debug, Default)]
pub(super) struct Dive {
    pub(super) pools: Vec<Pool>,
    /// By year, then course: the feeding filters that admit it, and the limits it falls under.
    pub(super) admits: Vec<(Bits, Bits)>,
    /// By course: how many takes are chosen.
    pub(super) chosen: Vec<u32>,
    /// By course: the filters that admit it in some year.
    pub(super) ever: Vec<Bits>,
    pub(super) gated: Vec<bool>,
    /// By course: whether another take of it was found to help nothing.
    pub(super) useless: Vec<bool>,
    /// By course: the pieces that records and takes share, and the limits that all of them fall under.
    pub(super) shared: Vec<Option<(u32, Bits)>>,
    /// By leaf: pieces that courses not yet chosen could give.
    supply: Vec<i64>,
    pub(super) picks: Vec<Pick>,
    /// By pool: what would help it.
    pub(super) useful: Vec<Bits>,
}

/// How often the quick search starts again without the courses that it could not place.
const ATTEMPTS: usize = 6;
/// The same where it need not succeed: below other cases, or for a question that is asked again in parts.
pub(super) const FEW_ATTEMPTS: usize = 2;

impl Dive {
    /// A route, if a quick search finds one.
    pub(super) fn route(&mut self, state: &State<'_>, bound: &mut Bound, day: &mut Day) -> Option<(Vec<Taken>, Choices)> {
        self.route_within(if state.takes.is_empty() { ATTEMPTS } else { FEW_ATTEMPTS }, state, bound, day)
    }

    /// The same with so many attempts at the most.
    pub(super) fn route_within(
        &mut self,
        attempts: usize,
        state: &State<'_>,
        bound: &mut Bound,
        day: &mut Day,
    ) -> Option<(Vec<Taken>, Choices)> {
        let standing = state.standing;
        let mut banned = vec![false; standing.courses];
        let mut lean = false;
        for _ in 0..attempts {
            let mut trial = state.clone();
            for &course in state.alive.iter().filter(|&&course| banned[course]) {
                (0..standing.years).filter(|&year| !state.is_decided(year, course)).for_each(|year| trial.refuse(year, course));
            }
            let mut required = trial.required();
            if !trial.guess(&mut required) {
                return None;
            }
            let lost = self.attempt(&mut trial, &required, &banned, lean, bound, day);
            if self.complete(&trial, &required, bound, day) {
                let mut takes = trial.takes;
                takes.sort_unstable();
                return Some((takes, trial.choices));
            }
            if lost.is_empty() {
                return None;
            }
            // The second attempt goes without courses that later ones have made needless; others go without the lost.
            if lean {
                lost.into_iter().for_each(|course| banned[course] = true);
            }
            lean = true;
        }
        None
    }

    /// Whether the takes assumed are a route.
    pub(super) fn complete(&self, trial: &State<'_>, required: &Required, bound: &mut Bound, day: &mut Day) -> bool {
        let mut exact = State::exactly(trial.standing, &trial.takes, trial.choices.clone());
        exact.settle().is_ok() && exact.clash(day).is_none() && exact.stands(required, bound)
    }

    /// Assumes takes until nothing lacks or nothing helps; gives the courses that found no place.
    fn attempt(
        &mut self,
        work: &mut State<'_>,
        required: &Required,
        banned: &[bool],
        lean: bool,
        bound: &mut Bound,
        day: &mut Day,
    ) -> Vec<usize> {
        self.prepare(work, required, banned, bound);
        self.attend(work, required, banned, day);
        self.select(work, banned);
        if lean {
            self.prune(work, required, bound);
        }
        let lost = self.place(work, day);
        // What the places chosen give may differ from what was hoped for.
        self.refill(work, required, bound);
        self.patch(work, required, banned, day);
        lost
    }

    pub(super) fn prepare(&mut self, work: &State<'_>, required: &Required, banned: &[bool], bound: &mut Bound) {
        let standing = work.standing;
        let needs = standing.tables.needs;
        // What was there before is written over as far as it is read: for courses that are alive.
        self.admits.resize(standing.years * standing.courses, (0, 0));
        self.supply.clear();
        self.supply.resize(needs.leaves.len(), 0);
        self.gated.clear();
        self.gated.resize(standing.courses, false);
        for &gate in &standing.gates {
            self.gated[standing.tables.order.gates[gate].course] = true;
        }
        self.useless.clear();
        self.useless.resize(standing.courses, false);
        self.chosen.clear();
        self.chosen.resize(standing.courses, 0);
        for take in &work.takes {
            self.chosen[take.course] += work.span(take.course, take.span).count();
        }
        let mut shared = std::mem::take(&mut self.shared);
        work.shared_credit(&mut shared);
        self.shared = shared;
        for year in 0..standing.years {
            for &course in &*work.alive {
                let possible = (work.spans(year, course) != 0 && !banned[course]) || work.is_decided(year, course);
                self.admits[year * standing.courses + course] = if possible { work.take_bits(year, course) } else { (0, 0) };
            }
        }
        self.ever.clear();
        self.ever.resize(standing.courses, 0);
        for &course in work.alive.iter().filter(|&&course| !banned[course]) {
            let mut once: Bits = 0;
            let mut years = 0u32;
            for year in 0..standing.years {
                let (may, _) = self.admits[year * standing.courses + course];
                once |= may;
                years += u32::from(may != 0);
            }
            self.ever[course] = once;
            let pieces = i64::from(standing.adds(course, years).max(u32::from(once != 0) * needs.pieces(course)));
            for leaf in needs.leaves_of(once & required_feeds(work, required)) {
                self.supply[leaf] += pieces;
            }
        }
        self.picks.clear();
        self.refill(work, required, bound);
    }

    /// Fills the pools with what counts and with the takes assumed.
    pub(super) fn refill(&mut self, work: &State<'_>, required: &Required, bound: &mut Bound) {
        let standing = work.standing;
        let needs = standing.tables.needs;
        let caps = bound.limits(work);
        self.pools.resize_with(needs.pools.len(), Pool::default);
        for (pool, feeds) in self.pools.iter_mut().zip(&needs.pools) {
            let leaves =
                wide(required.leaves).filter(|&leaf| needs.leaves[leaf].feeds & feeds != 0).fold(0, |all: Bits, leaf| all | 1 << leaf);
            let takes = work.takes.iter().map(|take| {
                let (admits, limits) = self.admits[take.year * standing.courses + take.course];
                (take.course, admits, limits, work.pieces(*take))
            });
            pool.fill(work, leaves, &caps, &self.shared, takes);
        }
    }

    /// Lets the take of a course that was chosen last feed the pools, in a year.
    pub(super) fn count(&mut self, work: &State<'_>, year: usize, course: usize) -> bool {
        let standing = work.standing;
        let (admits, limits) = self.admits[year * standing.courses + course];
        let pieces = standing.tables.needs.pieces(course);
        let mut helped = false;
        for pool in &mut self.pools {
            helped |= pool.add(course, &self.shared, admits, limits, pieces) > 0;
        }
        helped
    }

    /// Takes courses where participation is missing.
    fn attend(&mut self, work: &mut State<'_>, required: &Required, banned: &[bool], day: &mut Day) {
        let standing = work.standing;
        for &node in &required.others {
            let Some(bit) = standing.tables.needs.watch[node.index()] else { continue };
            for step in wide(standing.cover[node.index()]) {
                if work.covering(node, true) >> step & 1 == 1 {
                    continue;
                }
                let (year, term) = (step / standing.terms, step % standing.terms);
                let mut best: Option<((usize, u32, usize), Taken)> = None;
                for &course in work.alive.iter().filter(|&&course| !banned[course]) {
                    if self.admits[year * standing.courses + course].0 >> bit & 1 == 0 {
                        continue;
                    }
                    for span in bits(work.spans(year, course)) {
                        let take = Taken { year, course, span };
                        let known = work.span(course, span);
                        if known.steps >> term & 1 == 0 || !self.fits(work, take, day) {
                            continue;
                        }
                        let may = self.admits[year * standing.courses + course].0;
                        let helps = self.pools.iter_mut().map(|pool| usize::from(may & pool.useful() != 0)).sum::<usize>();
                        let key = (usize::MAX - helps, known.cells, course);
                        if best.is_none_or(|(known, _)| key < known) {
                            best = Some((key, take));
                        }
                    }
                }
                let Some((_, take)) = best else { return };
                self.take(work, take);
            }
        }
    }

    pub(super) fn take(&mut self, work: &mut State<'_>, take: Taken) {
        work.assume(take);
        for _ in 0..work.span(take.course, take.span).count() {
            self.chosen[take.course] += 1;
            self.count(work, take.year, take.course);
        }
    }

    /// Whether one more take of a course gains nothing: one that is chosen has all its credit, or it was tried.
    pub(super) fn is_needless(&self, work: &State<'_>, course: usize) -> bool {
        let (standing, chosen) = (work.standing, self.chosen[course]);
        self.useless[course] || (chosen > 0 && standing.adds(course, chosen + 1) <= standing.adds(course, chosen))
    }

    /// Whether some leaf lacks pieces.
    pub(super) fn lacks(&self) -> bool {
        self.pools.iter().any(|pool| pool.lacking().next().is_some())
    }

    /// One take of a course fewer is chosen.
    pub(super) fn forget(&mut self, course: usize) {
        self.chosen[course] = self.chosen[course].saturating_sub(1);
    }

    /// The leaf that lacks pieces and has least to spare, with what it lacks.
    fn tightest(&self) -> Option<(usize, usize, u32)> {
        let lacking = self.pools.iter().enumerate().flat_map(|(pool, known)| known.lacking().map(move |(leaf, lack)| (pool, leaf, lack)));
        lacking.min_by_key(|&(_, leaf, lack)| (self.supply[leaf] - i64::from(lack), leaf))
    }

    /// Chooses courses until nothing lacks, the requirement with least to spare first.
    fn select(&mut self, work: &State<'_>, banned: &[bool]) {
        while let Some((pool, leaf, lack)) = self.tightest() {
            let helping = self.pools[pool].helping(leaf);
            let Some((year, course, chain)) = self.cheapest(work, banned, pool, helping, lack) else { return };
            for &first in &chain {
                let year = (0..work.standing.years).find(|&year| work.spans(year, first) != 0).unwrap_or(0);
                self.choose(work, year, first);
            }
            if !self.choose(work, year, course) {
                // It may share all its credit with what is there.
                self.picks.pop();
                self.forget(course);
                self.useless[course] = true;
            }
        }
    }

    fn choose(&mut self, work: &State<'_>, year: usize, course: usize) -> bool {
        let standing = work.standing;
        let useful = self.pools.iter_mut().fold(0, |all, pool| all | pool.useful());
        let wanted = self.admits[year * standing.courses + course].0 & useful;
        let years = (0..standing.years).filter(|&other| {
            let at = other * standing.courses + course;
            work.spans(other, course) != 0 && !work.is_decided(other, course) && self.admits[at].0 & wanted == wanted
        });
        let years = years.fold(0, |all, year| all | 1 << year);
        let pieces = i64::from(standing.tables.needs.pieces(course));
        self.chosen[course] += 1;
        for leaf in standing.tables.needs.leaves_of(self.admits[year * standing.courses + course].0) {
            self.supply[leaf] -= pieces;
        }
        self.picks.push(Pick { course, year, years, latest: 0, tail: 0 });
        self.count(work, year, course)
    }

    /// Adds single courses that fit where something still lacks.
    pub(super) fn patch(&mut self, work: &mut State<'_>, required: &Required, banned: &[bool], day: &mut Day) {
        let standing = work.standing;
        while let Some((pool, leaf, lack)) = self.tightest() {
            let helping = self.pools[pool].helping(leaf);
            let exhausted = self.pools[pool].exhausted();
            let Some(take) = self.fitting(work, banned, day, helping, exhausted, lack) else { return };
            self.take(work, take);
            // A course taken again may share all its credit with what is there.
            if self.pools[pool].lacking().any(|known| known == (leaf, lack)) {
                self.useless[take.course] = true;
            }
        }
        for &node in &required.others {
            let Some(bit) = standing.tables.needs.watch[node.index()] else { continue };
            while self.too_low(work, node) {
                let Some(take) = self.raising(work, banned, day, node, bit) else { return };
                self.take(work, take);
            }
        }
    }

    /// The take that raises an average most of those that fit.
    fn raising(&self, work: &State<'_>, banned: &[bool], day: &mut Day, node: NodeId, bit: usize) -> Option<Taken> {
        let standing = work.standing;
        let now = State::exactly(standing, &work.takes, work.choices.clone()).average(node)?;
        let mut best: Option<((i128, usize, usize), Taken)> = None;
        for year in 0..standing.years {
            for &course in work.alive.iter().filter(|&&course| !banned[course]) {
                if self.admits[year * standing.courses + course].0 >> bit & 1 == 0 || work.is_decided(year, course) {
                    continue;
                }
                for span in bits(work.spans(year, course)) {
                    let take = Taken { year, course, span };
                    let mut takes = work.takes.clone();
                    takes.push(take);
                    let Some(then) = State::exactly(standing, &takes, work.choices.clone()).average(node) else { continue };
                    let key = (now - then, year, course);
                    if then > now && best.is_none_or(|(known, _)| key < known) && self.fits(work, take, day) {
                        best = Some((key, take));
                    }
                }
            }
        }
        best.map(|(_, take)| take)
    }

    fn too_low(&self, work: &State<'_>, node: NodeId) -> bool {
        let exact = State::exactly(work.standing, &work.takes, work.choices.clone());
        exact.average_lost(node)
    }

    /// A take that one of the filters admits and that fits as things are.
    fn fitting(&mut self, work: &State<'_>, banned: &[bool], day: &mut Day, filters: Bits, exhausted: Bits, lack: u32) -> Option<Taken> {
        let standing = work.standing;
        let useful: Vec<Bits> = self.pools.iter_mut().map(Pool::useful).collect();
        let mut best: Option<((usize, u64, usize, usize), Taken)> = None;
        for year in 0..standing.years {
            for &course in work.alive.iter().filter(|&&course| !banned[course]) {
                let (may, limits) = self.admits[year * standing.courses + course];
                if may & filters == 0 || limits & exhausted != 0 || self.is_needless(work, course) {
                    continue;
                }
                for span in bits(work.spans(year, course)) {
                    let take = Taken { year, course, span };
                    let pieces = work.pieces(take);
                    let helps = useful.iter().filter(|useful| *useful & may != 0).count();
                    let worth = u64::from(work.span(course, span).cells) * 1024 / u64::from(pieces.min(lack).max(1));
                    let key = (usize::MAX - helps, worth, year, course);
                    if best.is_none_or(|(known, _)| key < known) && pieces > 0 && self.fits(work, take, day) {
                        best = Some((key, take));
                    }
                }
            }
        }
        best.map(|(_, take)| take)
    }
}

/// The feeding filters of all leaves required.
fn required_feeds(work: &State<'_>, required: &Required) -> Bits {
    wide(required.leaves).fold(0, |feeds, leaf| feeds | work.standing.tables.needs.leaves[leaf].feeds)
}
