//! Routes whose takes are as late as they can be: the cells that come first are then free.

use super::order::Gate;
use super::standing::Standing;
use super::state::{State, Taken};
use super::times::{Span, bits};
use mortarboard_model::graduation::When;
use std::cmp::Reverse;

/// A route for a settled state with each take as late as there is room and what it opens allows: those of later years first,
/// and of one year those of some courses `before` the others. What asks for a grade may admit a take no longer, so that it may be no
/// route any more where terms of a year matter to some requirement.
pub(super) fn put_off(state: &State<'_>, route: &[Taken], before: &[usize]) -> Vec<Taken> {
    let standing = state.standing;
    let (needs, offers) = (standing.tables.needs, &standing.tables.times.offers);
    let mut room = standing.room.clone();
    let steps = |take: &Taken| take.year * standing.terms..(take.year + 1) * standing.terms;
    let fill = |take: &Taken| &offers[take.course].spans[take.span].fill;
    for take in route {
        room[steps(take)].iter_mut().zip(fill(take)).for_each(|(room, fill)| *room = room.saturating_sub(*fill));
    }
    let is_of = |course: usize| route.iter().any(|take| take.course == course);
    let gates: Vec<&Gate> =
        standing.gates.iter().map(|&gate| &standing.tables.order.gates[gate]).filter(|gate| is_of(gate.course)).collect();
    let mut takes = route.to_vec();
    takes.sort_by_key(|take| (Reverse(take.year), !before.contains(&take.course), Reverse(offers[take.course].spans[take.span].first)));
    for at in 0..takes.len() {
        let old = takes[at];
        let tied = |gate: &&&Gate| gate.when == When::Same && (gate.takes.contains(&old.course) || gate.course == old.course);
        if !offers[old.course].spans[old.span].parts.is_empty() || gates.iter().any(|gate| tied(&gate)) {
            continue;
        }
        room[steps(&old)].iter_mut().zip(fill(&old)).for_each(|(room, fill)| *room += fill);
        let admits = |year: usize| needs.take(standing.years_after(year), old.course);
        let again = |year: usize| route.iter().chain(&takes).any(|take| take.course == old.course && take.year == year);
        let years = (old.year + 1..standing.years).rev().filter(|&year| admits(year) == admits(old.year) && !again(year));
        let places: Vec<Taken> = years
            .flat_map(|year| bits(state.spans(year, old.course)).map(move |span| Taken { year, span, ..old }))
            .filter(|place| offers[place.course].spans[place.span].parts.is_empty())
            .collect();
        for place in places.into_iter().chain([old]) {
            takes[at] = place;
            let fits = room[steps(&place)].iter().zip(fill(&place)).all(|(room, fill)| fill <= room);
            if fits && gates.iter().filter(|gate| gate.takes.contains(&old.course)).all(|gate| is_opened(standing, gate, &takes)) {
                break;
            }
        }
        let place = takes[at];
        room[steps(&place)].iter_mut().zip(fill(&place)).for_each(|(room, fill)| *room = room.saturating_sub(*fill));
    }
    takes.sort_unstable();
    takes
}

/// Whether some take opens a gate of each take of its course.
fn is_opened(standing: &Standing<'_>, gate: &Gate, takes: &[Taken]) -> bool {
    let span = |take: &Taken| (take.year, &standing.tables.times.offers[take.course].spans[take.span]);
    let openers = || takes.iter().filter(|take| gate.takes.contains(&take.course));
    takes.iter().filter(|take| take.course == gate.course).all(|take| openers().any(|by| opens(standing, gate, span(by), *take)))
}

/// Whether a take in a place opens a gate of another take, whatever terms these are.
pub(super) fn opens(standing: &Standing<'_>, gate: &Gate, (year, span): (usize, &Span), other: Taken) -> bool {
    let first = other.year * standing.terms + standing.tables.times.offers[other.course].spans[other.span].first;
    let from = year * standing.terms;
    match gate.when {
        When::With => from + span.first <= first,
        When::Before | When::Same => from + span.last < first,
    }
}
