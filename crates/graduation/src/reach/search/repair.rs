//! A route made of one that is known from a like question.

use super::cut::Bound;
use super::dive::Dive;
use super::sections::Day;
use super::state::{State, Taken};
use super::times::bits;

impl Dive {
    /// A route that keeps what is still possible of a known one. The rest of it and some more courses go to later years,
    /// or else single courses make up for it. The state must be settled.
    pub(super) fn repair(
        &mut self,
        state: &State<'_>,
        known: &[Taken],
        more: &[usize],
        bound: &mut Bound,
        day: &mut Day,
    ) -> Option<Vec<Taken>> {
        let mut kept = state.clone();
        let mut required = kept.required();
        if !kept.guess(&mut required) {
            return None;
        }
        let mut waiting: Vec<Taken> = known.to_vec();
        // A course may open another in the list that comes before it there.
        settle_down(&mut waiting, |take| {
            let keeps = may(&kept, take) && self.fits(&kept, take, day);
            if keeps {
                kept.assume(take);
            }
            keeps
        });
        let mut lost: Vec<usize> = more.iter().copied().chain(waiting.iter().map(|take| take.course)).collect();
        let mut trial = kept.clone();
        settle_down(&mut lost, |course| self.earliest(&trial, course, day).map(|take| trial.assume(take)).is_some());
        if self.complete(&trial, &required, bound, day) {
            return Some(sorted(trial.takes));
        }
        let banned = vec![false; kept.standing.courses];
        self.prepare(&kept, &required, &banned, bound);
        self.patch(&mut kept, &required, &banned, day);
        self.complete(&kept, &required, bound, day).then(|| sorted(kept.takes))
    }

    /// The first place for a course beside the takes assumed.
    fn earliest(&self, work: &State<'_>, course: usize, day: &mut Day) -> Option<Taken> {
        let mut takes = (0..work.standing.years)
            .filter(|&year| !work.is_decided(year, course))
            .flat_map(|year| bits(work.spans(year, course)).map(move |span| Taken { year, course, span }));
        takes.find(|&take| may(work, take) && self.fits(work, take, day))
    }
}

/// Whether a take is possible and counts.
fn may(work: &State<'_>, take: Taken) -> bool {
    work.spans(take.year, take.course) >> take.span & 1 == 1
}

fn sorted(mut takes: Vec<Taken>) -> Vec<Taken> {
    takes.sort_unstable();
    takes
}

/// Does what can be done, again and again until nothing changes; keeps the rest.
fn settle_down<T: Copy>(waiting: &mut Vec<T>, mut done: impl FnMut(T) -> bool) {
    loop {
        let before = waiting.len();
        waiting.retain(|&one| !done(one));
        if waiting.len() == before || waiting.is_empty() {
            return;
        }
    }
}
