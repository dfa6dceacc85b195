//! Courses of one kind: a quick search looks at a few of each.

use super::needs::{MOST_YEARS, Needs};
use super::order::Order;
use super::state::State;
use super::times::Times;
use mortarboard_model::graduation::Graduation;
use mortarboard_model::{Id, ListingId};
use std::rc::Rc;

/// Most courses of one kind that a quick search looks at: more than a route takes of one, with some to spare.
const MOST: usize = 12;

/// Courses of which it makes no difference to a plan which is taken: the same requirements admit them in each year, they give
/// as much, can be taken at the same times, open nothing and need nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Alike {
    /// By course: the kind, where there are more courses of it than are looked at.
    kinds: Vec<Option<u32>>,
}

impl Alike {
    pub(super) fn new(graduation: &Graduation, needs: &Needs<'_>, order: &Order, times: &Times) -> Self {
        let courses = times.offers.len().min(needs.listings);
        let mut hangs = vec![false; needs.listings];
        for gate in &order.gates {
            gate.takes.iter().chain([&gate.course]).for_each(|&course| hangs[course] = true);
        }
        for low in &needs.lows {
            low.highers.iter().map(|(higher, _)| higher).chain([&low.listing]).for_each(|listing| hangs[listing.index()] = true);
        }
        let listing = |course: usize| &graduation.listings[ListingId::from_index(course)];
        let is_like = |a: usize, b: usize| {
            let (own, other) = (listing(a), listing(b));
            needs.group[a] == needs.group[b]
                && (own.credits, own.completions, own.lowest_grade, own.highest_grade)
                    == (other.credits, other.completions, other.lowest_grade, other.highest_grade)
                && own.weighted(graduation.top_points) == other.weighted(graduation.top_points)
                && (0..MOST_YEARS).all(|left| needs.take(left, a) == needs.take(left, b))
                && times.offers[a].is_like(&times.offers[b])
        };
        let mut kinds = vec![None; courses];
        let mut known: Vec<(usize, u32)> = Vec::new();
        for course in (0..courses).filter(|&course| !hangs[course] && !needs.is_timed(course)) {
            let kind = known.iter().position(|&(first, _)| is_like(first, course)).unwrap_or(known.len());
            if kind == known.len() {
                known.push((course, 0));
            }
            known[kind].1 += 1;
            kinds[course] = Some(kind);
        }
        let many = |kind: usize| u32::try_from(kind).ok().filter(|_| known[kind].1 as usize > MOST);
        Alike { kinds: kinds.into_iter().map(|kind| kind.and_then(many)).collect() }
    }

    /// The courses of a state less those of which enough of the same kind, possible in the same terms of each year, come before. Those
    /// that are on record or taken stay.
    pub(super) fn few(&self, state: &State<'_>) -> Rc<[usize]> {
        let standing = state.standing;
        let mut known: Vec<(u32, usize, usize)> = Vec::new();
        let same = |a: usize, b: usize| {
            (0..standing.years)
                .all(|year| state.spans(year, a) == state.spans(year, b) && state.is_decided(year, a) == state.is_decided(year, b))
        };
        let stays = |course: usize| {
            let Some(kind) = self.kinds.get(course).copied().flatten() else { return true };
            if standing.is_on_record(course) || state.takes.iter().any(|take| take.course == course) {
                return true;
            }
            match known.iter_mut().find(|(other, first, _)| *other == kind && same(*first, course)) {
                Some((.., count)) => {
                    *count += 1;
                    *count <= MOST
                }
                None => {
                    known.push((kind, course, 1));
                    true
                }
            }
        };
        let mut stays = stays;
        state.alive.iter().copied().filter(|&course| stays(course)).collect()
    }
}
