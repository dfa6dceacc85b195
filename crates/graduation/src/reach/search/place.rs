//! Places for courses chosen: those first that can wait least.

use super::asked::Required;
use super::cut::Bound;
use super::dive::{Dive, Pick};
use super::sections::Day;
use super::state::{State, Taken};
use super::times::bits;
use mortarboard_model::graduation::When;

impl Dive {
    /// Whether a take fits beside those assumed: cells, prerequisites, sections.
    pub(super) fn fits(&self, work: &State<'_>, take: Taken, day: &mut Day) -> bool {
        let standing = work.standing;
        let from = take.year * standing.terms;
        let span = work.span(take.course, take.span);
        let full = span
            .fill
            .iter()
            .zip(&work.used[from..])
            .zip(&standing.room[from..])
            .any(|((&fill, &used), &room)| fill > 0 && used + fill > room);
        if full || work.is_decided(take.year, take.course) || work.shut_gate(take).is_some() {
            return false;
        }
        if take.year > 0 || !standing.tables.times.scheduled {
            return true;
        }
        let today = work.takes.iter().filter(|other| other.year == 0).chain([&take]);
        let today: Vec<(usize, usize)> = today.map(|take| (take.course, take.span)).collect();
        day.choose(standing, &today).is_some()
    }

    /// Drops courses chosen that the others make needless, the last chosen first.
    pub(super) fn prune(&mut self, work: &State<'_>, required: &Required, bound: &mut Bound) {
        if self.lacks() {
            return;
        }
        for at in (0..self.picks.len()).rev() {
            let course = self.picks[at].course;
            let opens = |other: &Pick| work.standing.gates_of(other.course).any(|gate| gate.takes.contains(&course));
            if self.picks.iter().any(opens) {
                continue;
            }
            let dropped = self.picks.remove(at);
            self.refill(work, required, bound);
            for at in 0..self.picks.len() {
                self.count(work, self.picks[at].year, self.picks[at].course);
            }
            if self.lacks() {
                self.picks.insert(at, dropped);
            } else {
                self.forget(course);
            }
        }
    }

    /// Gives each course chosen a year and a set of terms; returns those that found none.
    pub(super) fn place(&mut self, work: &mut State<'_>, day: &mut Day) -> Vec<usize> {
        self.urgency(work);
        let mut picks = std::mem::take(&mut self.picks);
        picks.sort_by_key(|pick| (pick.latest, -pick.tail));
        let mut waiting: Vec<bool> = vec![true; picks.len()];
        for year in 0..work.standing.years {
            let mut again = true;
            while again {
                again = false;
                for at in 0..picks.len() {
                    let pick = &picks[at];
                    if !waiting[at] || pick.years >> year & 1 == 0 {
                        continue;
                    }
                    let same = |other: &usize| waiting[*other] && picks[*other].course == pick.course;
                    let own: Vec<usize> = (at..picks.len()).filter(same).collect();
                    // Where years are fewer than takes, several go into one.
                    let left = (pick.years >> year).count_ones().max(1) as usize;
                    let several = u32::try_from(own.len().div_ceil(left)).unwrap_or(1);
                    if let Some(span) = self.span_for(work, year, pick.course, (pick.tail > 0, several), day) {
                        work.assume(Taken { year, course: pick.course, span });
                        own.into_iter().take(work.span(pick.course, span).count() as usize).for_each(|at| waiting[at] = false);
                        again = true;
                    }
                }
            }
        }
        let lost: Vec<usize> = picks.iter().zip(&waiting).filter(|(_, waits)| **waits).map(|(pick, _)| pick.course).collect();
        for &course in &lost {
            self.forget(course);
        }
        self.picks = picks;
        lost
    }

    /// The terms for a course in a year, for at most so many takes, as many as fit: early where others wait for it, else where most cells are left.
    fn span_for(&self, work: &State<'_>, year: usize, course: usize, (early, several): (bool, u32), day: &mut Day) -> Option<usize> {
        let from = year * work.standing.terms;
        let spare = |span: usize| {
            let span = work.span(course, span);
            span.fill
                .iter()
                .enumerate()
                .filter(|(_, fill)| **fill > 0)
                .map(|(term, fill)| i64::from(work.standing.room[from + term]) - i64::from(work.used[from + term]) - i64::from(*fill))
                .min()
                .unwrap_or(0)
        };
        let few = |span: &usize| work.span(course, *span).count() <= several;
        let open = bits(work.spans(year, course)).filter(few).filter(|&span| self.fits(work, Taken { year, course, span }, day));
        open.min_by_key(|&span| {
            let known = work.span(course, span);
            (u32::MAX - known.count(), if early { known.last } else { 0 }, known.cells, -spare(span), known.last)
        })
    }

    /// Finds how long each course chosen can wait.
    fn urgency(&mut self, work: &State<'_>) {
        let standing = work.standing;
        let terms = standing.terms as i64;
        let length = |course: usize| {
            let spans = (0..standing.years).flat_map(|year| bits(work.spans(year, course)));
            spans.map(|span| work.span(course, span)).map(|span| (span.last - span.first) as i64 + 1).min().unwrap_or(1)
        };
        let lengths: Vec<i64> = self.picks.iter().map(|pick| length(pick.course)).collect();
        // Tails grow along prerequisites; as many rounds as there are courses settle them.
        for _ in 0..self.picks.len() {
            let mut grown = false;
            for (at, length) in lengths.iter().enumerate() {
                let course = self.picks[at].course;
                for gate in standing.gates_of(course) {
                    let tail = self.picks[at].tail + if gate.when == When::Before { *length } else { 0 };
                    for first in self.picks.iter_mut().filter(|pick| gate.takes.contains(&pick.course)) {
                        grown |= first.tail < tail;
                        first.tail = first.tail.max(tail);
                    }
                }
            }
            if !grown {
                break;
            }
        }
        for (pick, length) in self.picks.iter_mut().zip(lengths) {
            let last = i64::from(31 - pick.years.leading_zeros().min(31)) + 1;
            pick.latest = last * terms - pick.tail - length;
        }
    }
}
