//! Routes in which one course stands in for another.

use super::order::Gate;
use super::state::{State, Taken};
use super::times::bits;

/// Most courses that are tried in the place of one.
const MOST: usize = 3;

/// A few routes for a settled state that take another course in the place of one of the first year: one that counts for all
/// that this one counts for, and opens what it opens. Whether they stand is to be asked.
pub(super) fn swaps(state: &State<'_>, route: &[Taken], course: usize) -> Vec<Vec<Taken>> {
    let standing = state.standing;
    let (needs, offers) = (standing.tables.needs, &standing.tables.times.offers);
    let mut own = route.iter().filter(|take| take.course == course);
    let (Some(&old), None) = (own.next(), own.next()) else { return Vec::new() };
    let mut room = standing.room.clone();
    let steps = |take: &Taken| take.year * standing.terms..(take.year + 1) * standing.terms;
    let fill = |take: &Taken| &offers[take.course].spans[take.span].fill;
    for take in route.iter().filter(|take| **take != old) {
        room[steps(take)].iter_mut().zip(fill(take)).for_each(|(room, fill)| *room = room.saturating_sub(*fill));
    }
    let gates = || standing.gates.iter().map(|&gate| &standing.tables.order.gates[gate]);
    let opened: Vec<&Gate> =
        gates().filter(|gate| gate.takes.contains(&course) && route.iter().any(|take| take.course == gate.course)).collect();
    let wanted = needs.take(standing.years_after(old.year), course);
    let serves = |other: usize, year: usize| wanted & !needs.take(standing.years_after(year), other) == 0;
    let like = |other: &usize| {
        let other = *other;
        other != course
            && needs.pieces(other) >= needs.pieces(course)
            && wanted & !needs.may(other) == 0
            && opened.iter().all(|gate| gate.takes.contains(&other))
            && route.iter().all(|take| take.course != other)
            && gates().all(|gate| gate.course != other)
    };
    let others: Vec<usize> = state.alive.iter().copied().filter(like).collect();
    let places = (0..standing.years).flat_map(|year| others.iter().map(move |&other| (year, other)));
    let takes = places
        .filter(|&(year, other)| serves(other, year))
        .flat_map(|(year, course)| bits(state.spans(year, course)).map(move |span| Taken { year, course, span }))
        .filter(|take| room[steps(take)].iter().zip(fill(take)).all(|(room, fill)| fill <= room));
    let with = |new: Taken| {
        let mut takes: Vec<Taken> = route.iter().copied().filter(|take| *take != old).chain([new]).collect();
        takes.sort_unstable();
        takes
    };
    takes.take(MOST).map(with).collect()
}
