//! What is assumed, and the takes that are then still possible.

use super::needs::Bits;
use super::sections::fillings;
use super::standing::Standing;
use super::times::{Span, bits};
use mortarboard_model::graduation::When;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Id, NodeId};
use std::rc::Rc;

/// A course in a year, in one of its sets of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taken {
    pub(super) year: usize,
    pub(super) course: usize,
    pub(super) span: usize,
}

/// A take assumed is no longer possible: its course and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) course: usize,
    pub(super) year: usize,
}

/// Choices between requirements.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Choices {
    /// Parts chosen of requirements that ask for some of theirs.
    pub(super) chosen: Vec<NodeId>,
    /// Parts left out of them.
    pub(super) left_out: Vec<NodeId>,
    /// Group of leaves that take credit of one group only.
    pub(super) groups: Vec<(usize, u32)>,
    /// Leaf of each either-or.
    pub(super) eithers: Vec<(usize, usize)>,
}

/// A set of assumptions and what follows from them.
#[derive(Clone)]
pub(super) struct State<'s> {
    pub(super) standing: &'s Standing<'s>,
    /// The courses that had a possible span at first, in order: no other has one now.
    pub(super) alive: Rc<[usize]>,
    /// By year, then course: possible spans.
    possible: Vec<u64>,
    /// By year, then course: whether it is decided.
    decided: Vec<bool>,
    /// Takes assumed, in the order in which they were.
    pub(super) takes: Vec<Taken>,
    /// Cells filled by takes assumed, by step.
    pub(super) used: Vec<u32>,
    pub(super) choices: Choices,
    /// By course: first step at which a possible take begins, and first after which one has ended.
    begin: Vec<usize>,
    end: Vec<usize>,
    /// What higher courses may lend to lower ones.
    pub(super) lows: Vec<Lent>,
}

/// What validations may do for a lower course.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lent {
    /// Filters that admit it with the attributes of some higher course on record or possible.
    pub(super) may: Bits,
    /// Filters that surely admit it with those of one at the least, if it is given at all.
    pub(super) must: Bits,
    /// Whether there is one.
    pub(super) any: bool,
}

/// No step.
pub(super) const NEVER: usize = usize::MAX;

impl<'s> State<'s> {
    /// The state without assumptions.
    pub(super) fn root(standing: &'s Standing<'s>) -> Self {
        let mut state = State::empty(standing);
        let grades: Vec<u32> = (0..standing.years).map(|year| standing.grade_in(year)).collect();
        for course in (0..standing.courses).filter(|&course| !standing.idle[course]) {
            let (listing, offer) = (standing.listing(course), &standing.tables.times.offers[course]);
            for (year, grade) in grades.iter().enumerate() {
                if (listing.lowest_grade..=listing.highest_grade).contains(grade) {
                    state.possible[year * standing.courses + course] = match year {
                        0 if standing.without[course] => 0,
                        0 if standing.fixed => standing.beside.get(course).copied().unwrap_or(0),
                        0 if standing.tables.times.scheduled => 0,
                        _ => offer.mask(year),
                    };
                }
            }
        }
        if standing.years > 0 && !standing.fixed {
            for &(course, placed) in standing.sections.iter().filter(|(course, _)| *course < standing.courses) {
                let listing = standing.listing(course);
                if !standing.idle[course] && (listing.lowest_grade..=listing.highest_grade).contains(&standing.grade) {
                    state.possible[course] |= 1 << placed.span.min(63);
                }
            }
            for course in (0..standing.courses).filter(|_| standing.tables.times.scheduled) {
                // Several takes are possible where each is: their sections have no term in common.
                let single = state.possible[course];
                let spans = standing.tables.times.offers[course].spans.iter().enumerate();
                let possible = spans.filter(|(_, span)| !span.parts.is_empty() && span.parts.iter().all(|part| single >> part & 1 == 1));
                state.possible[course] |= possible.fold(0, |all, (at, _)| all | 1 << at);
            }
        }
        for &(course, most) in standing.most.iter().filter(|(course, _)| standing.years > 0 && course.index() < standing.courses) {
            let spans = standing.tables.times.offers[course.index()].spans.iter().enumerate();
            let few = spans.filter(|(_, span)| span.count() <= most).fold(0, |few, (at, _)| few | 1 << at.min(63));
            state.possible[course.index()] &= few;
        }
        state.alive = (0..standing.courses).filter(|&course| (0..standing.years).any(|year| state.spans(year, course) != 0)).collect();
        state
    }

    fn empty(standing: &'s Standing<'s>) -> Self {
        let cells = standing.years * standing.courses;
        State {
            standing,
            alive: Rc::new([]),
            possible: vec![0; cells],
            decided: vec![false; cells],
            takes: Vec::new(),
            used: vec![0; standing.years * standing.terms],
            choices: Choices::default(),
            begin: vec![NEVER; standing.courses],
            end: vec![NEVER; standing.courses],
            lows: vec![Lent::default(); standing.lows.len()],
        }
    }

    /// The state in which exactly these takes are assumed and nothing else is possible.
    pub(super) fn exactly(standing: &'s Standing<'s>, takes: &[Taken], choices: Choices) -> Self {
        let mut state = State::empty(standing);
        state.choices = choices;
        for &take in takes {
            state.possible[take.year * standing.courses + take.course] = 1 << take.span;
            state.assume(take);
        }
        let mut alive: Vec<usize> = takes.iter().map(|take| take.course).collect();
        alive.sort_unstable();
        alive.dedup();
        state.alive = alive.into();
        state
    }

    pub(super) fn span(&self, course: usize, span: usize) -> &'s Span {
        &self.standing.tables.times.offers[course].spans[span]
    }

    /// The possible spans of a course in a year.
    pub(super) fn spans(&self, year: usize, course: usize) -> u64 {
        self.possible[year * self.standing.courses + course]
    }

    pub(super) fn is_decided(&self, year: usize, course: usize) -> bool {
        self.decided[year * self.standing.courses + course]
    }

    /// Assumes that a course is taken.
    pub(super) fn assume(&mut self, take: Taken) {
        let at = take.year * self.standing.courses + take.course;
        self.possible[at] &= 1 << take.span;
        self.decided[at] = true;
        let from = take.year * self.standing.terms;
        let span = self.span(take.course, take.span);
        for (used, fill) in self.used[from..].iter_mut().zip(&span.fill) {
            *used = used.saturating_add(*fill);
        }
        self.takes.push(take);
    }

    /// Assumes that a course is not taken in a year.
    pub(super) fn refuse(&mut self, year: usize, course: usize) {
        let at = year * self.standing.courses + course;
        self.possible[at] = 0;
        self.decided[at] = true;
    }

    /// Rules a course out in a year, as though it were not offered then.
    pub(super) fn rule_out(&mut self, year: usize, course: usize) {
        if course < self.standing.courses && year < self.standing.years {
            self.possible[year * self.standing.courses + course] = 0;
        }
    }

    /// Rules out what the assumptions rule out, again and again.
    pub(super) fn settle(&mut self) -> Result<(), Gone> {
        let standing = self.standing;
        let gone = |take: &Taken| Gone { course: take.course, year: take.year };
        for take in &self.takes {
            let full = self.over(take.year, self.span(take.course, take.span), false);
            if full || self.spans(take.year, take.course) == 0 {
                return Err(gone(take));
            }
        }
        let alive = Rc::clone(&self.alive);
        for year in 0..standing.years {
            for &course in &*alive {
                let at = year * standing.courses + course;
                if self.possible[at] == 0 || self.decided[at] {
                    continue;
                }
                for span in bits(self.possible[at]) {
                    if self.over(year, self.span(course, span), true) {
                        self.possible[at] &= !(1 << span);
                    }
                }
            }
        }
        self.clear_day();
        for &course in &*alive {
            self.time(course);
        }
        while self.close_gates()? {}
        self.lend();
        Ok(())
    }

    /// Rules out takes of year 0 that have no section beside those of the takes assumed.
    fn clear_day(&mut self) {
        let standing = self.standing;
        if !standing.tables.times.scheduled || standing.fixed || !self.takes.iter().any(|take| take.year == 0) {
            return;
        }
        let today = self.takes.iter().filter(|take| take.year == 0).map(|take| (take.course, take.span));
        let Some(sets) = fillings(standing, today) else { return };
        let mut fits = 0;
        let mut last = usize::MAX;
        for &(course, placed) in standing.sections.iter().filter(|(course, _)| *course < standing.courses) {
            if course != last {
                self.keep_now(last, fits, &sets);
                (last, fits) = (course, 0);
            }
            let bit = 1u64 << placed.span;
            if self.possible[course] & bit & !fits != 0 && sets.iter().any(|set| !set.meets(placed.atoms)) {
                fits |= bit;
            }
        }
        self.keep_now(last, fits, &sets);
    }

    /// Keeps only some single takes of a course in year 0, unless it is decided, and several where they go together beside
    /// what may be filled.
    fn keep_now(&mut self, course: usize, mut spans: u64, sets: &[AtomSet]) {
        if course >= self.standing.courses || self.decided[course] {
            return;
        }
        let standing = self.standing;
        for span in bits(self.possible[course]) {
            let parts = &self.span(course, span).parts;
            let fits =
                |set: &AtomSet, part: usize| standing.sections_of(course).any(|placed| placed.span == part && !set.meets(placed.atoms));
            if !parts.is_empty() && sets.iter().any(|set| parts.iter().all(|&part| fits(set, part))) {
                spans |= 1 << span;
            }
        }
        self.possible[course] &= spans;
    }

    /// Whether the takes assumed overfill a step of the span, with it or as they are.
    fn over(&self, year: usize, span: &Span, with: bool) -> bool {
        let from = year * self.standing.terms;
        let steps = span.fill.iter().zip(&self.used[from..]).zip(&self.standing.room[from..]);
        steps.into_iter().any(|((&fill, &used), &room)| fill > 0 && used.saturating_add(if with { fill } else { 0 }) > room)
    }

    /// Finds when a course can begin and end.
    fn time(&mut self, course: usize) {
        let (mut begin, mut end) = (NEVER, NEVER);
        for year in 0..self.standing.years {
            for span in bits(self.possible[year * self.standing.courses + course]) {
                for single in self.singles(course, span) {
                    begin = begin.min(year * self.standing.terms + single.first);
                    end = end.min(year * self.standing.terms + single.last);
                }
            }
            if end != NEVER {
                break;
            }
        }
        (self.begin[course], self.end[course]) = (begin, end);
    }

    /// Rules out takes with a gate that nothing can open any more; whether there were any.
    fn close_gates(&mut self) -> Result<bool, Gone> {
        let standing = self.standing;
        let mut changed = false;
        for &gate in &standing.gates {
            let gate = &standing.tables.order.gates[gate];
            let mut lost = false;
            for year in 0..standing.years {
                let at = year * standing.courses + gate.course;
                for span in bits(self.possible[at]) {
                    if !self.open(gate.when, &gate.takes, year, gate.course, span) {
                        if self.decided[at] {
                            return Err(Gone { course: gate.course, year });
                        }
                        self.possible[at] &= !(1 << span);
                        lost = true;
                    }
                }
            }
            if lost {
                self.time(gate.course);
                changed = true;
            }
        }
        Ok(changed)
    }

    /// Whether some possible take of the others comes at the right time.
    ///
    /// Of several takes in a year the first is what others must come before; each of them must have one in its own terms
    /// where these must be the same.
    fn open(&self, when: When, others: &[usize], year: usize, course: usize, span: usize) -> bool {
        let first = year * self.standing.terms + self.span(course, span).first;
        let in_time = others.iter().any(|&other| match when {
            When::Before | When::Same => self.end[other] < first,
            When::With => self.begin[other] <= first,
        });
        in_time
            || when == When::Same
                && self.singles(course, span).all(|single| {
                    let from = year * self.standing.terms + single.first;
                    others.iter().any(|&other| {
                        let same = |at: usize| self.singles(other, at).any(|theirs| theirs.terms == single.terms);
                        self.end[other] < from || bits(self.spans(year, other)).any(same)
                    })
                })
    }

    /// The single takes of a way to take a course.
    pub(super) fn singles(&self, course: usize, span: usize) -> impl Iterator<Item = &'s Span> + '_ {
        let own = self.span(course, span);
        let alone = own.parts.is_empty().then_some(own);
        alone.into_iter().chain(own.parts.iter().map(move |&part| self.span(course, part)))
    }

    /// A gate of a take that no take assumed opens.
    pub(super) fn shut_gate(&self, take: Taken) -> Option<&'s super::order::Gate> {
        let standing = self.standing;
        let opened = |gate: &super::order::Gate, single: &Span| {
            let first = take.year * standing.terms + single.first;
            self.takes.iter().filter(|other| gate.takes.contains(&other.course)).any(|other| {
                self.singles(other.course, other.span).any(|have| {
                    let (begin, end) = (other.year * standing.terms + have.first, other.year * standing.terms + have.last);
                    match gate.when {
                        When::Before => end < first,
                        When::With => begin <= first,
                        When::Same => end < first || (other.year == take.year && have.terms == single.terms),
                    }
                })
            })
        };
        standing.gates_of(take.course).find(|gate| !self.singles(take.course, take.span).all(|single| opened(gate, single)))
    }

    /// First step at which a possible take of a course begins; none when there is none.
    pub(super) fn begins(&self, course: usize) -> Option<usize> {
        self.begin.get(course).copied().filter(|&step| step != NEVER)
    }

    /// First step after which a possible take of a course has ended.
    pub(super) fn ends(&self, course: usize) -> Option<usize> {
        self.end.get(course).copied().filter(|&step| step != NEVER)
    }
}
