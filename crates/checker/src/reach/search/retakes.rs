//! Failures that are made good by taking the same courses again, told without a search.

use super::cover::Cover;
use super::needs::{Bits, NONE};
use super::order::Gate;
use super::solve::Search;
use super::standing::Standing;
use super::state::{State, Taken};
use super::times::{Span, bits};
use mortarboard_model::graduation::{Asks, Node, Repeats, When};
use mortarboard_model::{Id, NodeId};

/// A course of the given year that can be taken again in the place of the pass that it would have been.
struct Again<'a> {
    /// Position among the courses of the year.
    at: usize,
    /// Years and terms in which it can be, the first ones first.
    places: Vec<(usize, &'a Span)>,
    /// What its failure costs each average that is asked.
    costs: Vec<i128>,
}

/// What later years hold beside a route.
struct Beside<'s> {
    standing: &'s Standing<'s>,
    route: Vec<Taken>,
    /// Cells left, by step.
    room: Vec<u32>,
    /// Each average that is asked, and by how much it is exceeded.
    averages: Vec<(NodeId, i128)>,
}

impl Search {
    /// Notes sets of failures that a route for a year that is passed bears, if what is failed is taken again beside it.
    ///
    /// `base` has the whole year passed, `lost` has it failed; `now` are the courses of the year, by position. A course is
    /// taken again only where its pass and its retake are worth the same and nothing else hangs on it:
    ///
    /// - it has no other record, and the retake is one take that the same filters admit, of the same credit: a flow that uses
    ///   the pass can use the retake, under the same limits;
    /// - records open it; what it opens of the route comes after the retake, and of the given year it opens nothing that records
    ///   don't open;
    /// - no condition looks at when it is taken, no validation speaks of it, participation in a term is not asked of it;
    /// - the averages asked stay high enough with what the failure costs them. A retake counts in its place where marks replace
    ///   one another.
    ///
    /// So where the retakes of a set fit into the cells that the route leaves, the route with them is one for the student
    /// who failed the set.
    pub(super) fn borne_by_retakes(
        &mut self,
        (base, lost): (&Standing<'_>, &Standing<'_>),
        now: &[Option<usize>],
        routes: &mut Vec<Vec<Taken>>,
        cover: &mut Cover,
    ) {
        let Some(beside) = self.beside_one(base, routes) else { return };
        let again = |at: usize| {
            let course = now[at]?;
            let once = now.iter().filter(|other| **other == Some(course)).count() == 1;
            let free = once && beside.route.iter().all(|take| take.course != course);
            free.then(|| beside.again(lost, now, at)).flatten()
        };
        let mut again: Vec<Again<'_>> = (0..now.len()).filter_map(again).collect();
        // Who can wait longest is placed last.
        again.sort_by_key(|one| one.places.iter().map(|&(year, span)| (year, span.last)).max());
        // A smaller set fits where a larger one does.
        again.iter().for_each(|one| cover.set_steady(one.at, true));
        let all: Vec<&Again<'_>> = again.iter().collect();
        if beside.holds(&all) {
            return cover.add(&positions(&all));
        }
        for set in cover.open(super::survival::MOST_FAILED.min(now.len())) {
            let own: Vec<&Again<'_>> = again.iter().filter(|one| set.contains(&one.at)).collect();
            if own.len() == set.len() && beside.holds(&own) {
                cover.add(&set);
            }
        }
    }

    /// What the first of some routes leaves, or else one that is found now and joins them. With its takes as late as they can
    /// be, a route leaves the cells that come first.
    fn beside_one<'s>(&mut self, base: &'s Standing<'s>, routes: &mut Vec<Vec<Taken>>) -> Option<Beside<'s>> {
        let route = routes.first()?;
        let known = self.beside(base, &put_off(base, route)).or_else(|| self.beside(base, route));
        if known.is_some() || !self.glance(&State::root(base), routes, &[]) {
            return known;
        }
        let found = routes.last()?;
        self.beside(base, &put_off(base, found)).or_else(|| self.beside(base, found))
    }

    /// What a route leaves; none where it is no route.
    fn beside<'s>(&mut self, base: &'s Standing<'s>, route: &[Taken]) -> Option<Beside<'s>> {
        let mut state = State::root(base);
        state.settle().ok()?;
        let mut required = state.required();
        if !state.guess(&mut required) || route.iter().any(|take| state.spans(take.year, take.course) >> take.span & 1 == 0) {
            return None;
        }
        let mut exact = State::exactly(base, route, state.choices);
        if exact.settle().is_err() || exact.clash(&mut self.day).is_some() || !exact.stands(&required, &mut self.bound) {
            return None;
        }
        let room = base.room.iter().zip(&exact.used).map(|(room, used)| room.saturating_sub(*used)).collect();
        let asked = required.others.iter().filter_map(|&node| Some((node, exact.average(node)?)));
        Some(Beside { standing: base, route: route.to_vec(), room, averages: asked.collect() })
    }
}

fn positions(all: &[&Again<'_>]) -> Vec<usize> {
    all.iter().map(|one| one.at).collect()
}

impl<'s> Beside<'s> {
    /// How a course of the year can be taken again; none where that is not the same as its pass.
    fn again(&self, lost: &Standing<'_>, now: &[Option<usize>], at: usize) -> Option<Again<'s>> {
        let (standing, course) = (self.standing, now[at]?);
        let needs = standing.tables.needs;
        let [pass] = standing.items_of(course) else { return None };
        let lends = needs.lows.iter().any(|low| low.highers.iter().any(|(higher, _)| higher.index() == course));
        let plain = standing.graded_of(course).len() == 1 && lost.graded_of(course).len() == 1 && lost.items_of(course).is_empty();
        if !plain || lends || needs.is_timed(course) || needs.low_of[course] != NONE || standing.is_ragged(course, 1) {
            return None;
        }
        let watched = |node: NodeId| needs.watch[node.index()].is_some_and(|bit| needs.may(course) >> bit & 1 == 1);
        let present = |(node, known): (NodeId, &Node)| {
            matches!(known.asks, Asks::EachTerm { .. }) && watched(node)
        };
        if needs.plan.nodes.iter().any(present) {
            return None;
        }
        let mut places = self.places(course, pass.bits, pass.pieces);
        for gate in lost.gates.iter().map(|&gate| &standing.tables.order.gates[gate]) {
            if gate.course == course || (gate.takes.contains(&course) && now.contains(&Some(gate.course))) {
                return None;
            }
            if gate.takes.contains(&course) {
                let opened = self.route.iter().filter(|take| take.course == gate.course);
                opened.for_each(|take| places.retain(|&place| opens(standing, gate, place, *take)));
            }
        }
        let costs = self.averages.iter().map(|&(node, _)| if watched(node) { self.cost(node, course) } else { 0 }).collect();
        (!places.is_empty()).then_some(Again { at, places, costs })
    }

    /// Where a course can be in later years with the same worth.
    fn places(&self, course: usize, admitted: Bits, pieces: u32) -> Vec<(usize, &'s Span)> {
        let standing = self.standing;
        let (needs, listing) = (standing.tables.needs, standing.listing(course));
        let Some(offer) = standing.tables.times.offers.get(course).filter(|_| needs.pieces(course) == pieces) else { return Vec::new() };
        let years = (1..standing.years).filter(|&year| {
            (listing.lowest_grade..=listing.highest_grade).contains(&standing.grade_in(year))
                && needs.take(standing.years_after(year), course) == admitted
        });
        years
            .flat_map(|year| bits(offer.mask(year)).map(move |span| (year, &offer.spans[span])))
            .filter(|(_, span)| span.parts.is_empty())
            .collect()
    }

    /// What an average loses where a course is failed and taken again, at the most.
    fn cost(&self, node: NodeId, course: usize) -> i128 {
        let known = self.standing.listing(course);
        match self.standing.tables.needs.plan.nodes[node].asks {
            Asks::Average { least, repeats, .. } if known.completions > 1 || repeats == Repeats::All => {
                i128::from(known.credits) * i128::from(least)
            }
            _ => 0,
        }
    }

    /// Whether some courses can all be taken again in the cells that are left.
    fn holds(&self, set: &[&Again<'_>]) -> bool {
        let borne = |(at, (_, left)): (usize, &(NodeId, i128))| set.iter().map(|one| one.costs[at]).sum::<i128>() <= *left;
        let mut room = self.room.clone();
        self.averages.iter().enumerate().all(borne) && set.iter().all(|one| self.fill(&mut room, one))
    }

    /// Fills the first place of a course that has room.
    fn fill(&self, room: &mut [u32], one: &Again<'_>) -> bool {
        let from = |year: usize| year * self.standing.terms;
        let fits = |room: &[u32], &(year, span): &(usize, &Span)| span.fill.iter().zip(&room[from(year)..]).all(|(fill, room)| fill <= room);
        let Some(&(year, span)) = one.places.iter().find(|place| fits(room, place)) else { return false };
        room[from(year)..].iter_mut().zip(&span.fill).for_each(|(room, fill)| *room -= fill);
        true
    }
}

/// Whether a take in a place opens a gate of another take, whatever terms these are.
fn opens(standing: &Standing<'_>, gate: &Gate, (year, span): (usize, &Span), other: Taken) -> bool {
    let first = other.year * standing.terms + standing.tables.times.offers[other.course].spans[other.span].first;
    let from = year * standing.terms;
    match gate.when {
        When::With => from + span.first <= first,
        When::Before | When::Same => from + span.last < first,
    }
}

/// A route with each take as late as there is room and what it opens allows, the last ones first.
fn put_off(standing: &Standing<'_>, route: &[Taken]) -> Vec<Taken> {
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
    takes.sort_unstable_by_key(|take| std::cmp::Reverse((take.year, offers[take.course].spans[take.span].first, take.course)));
    for at in 0..takes.len() {
        let old = takes[at];
        let listing = standing.listing(old.course);
        let own = || gates.iter().filter(|gate| gate.takes.contains(&old.course) || gate.course == old.course);
        if !offers[old.course].spans[old.span].parts.is_empty() || own().any(|gate| gate.when == When::Same) {
            continue;
        }
        room[steps(&old)].iter_mut().zip(fill(&old)).for_each(|(room, fill)| *room += fill);
        let places = (old.year + 1..standing.years).rev().filter(|&year| {
            (listing.lowest_grade..=listing.highest_grade).contains(&standing.grade_in(year))
                && needs.take(standing.years_after(year), old.course) == needs.take(standing.years_after(old.year), old.course)
        });
        let places = places.flat_map(|year| bits(offers[old.course].mask(year)).map(move |span| Taken { year, span, ..old }));
        let singles = places.filter(|place| offers[place.course].spans[place.span].parts.is_empty());
        for place in singles.chain([old]) {
            takes[at] = place;
            let fits = room[steps(&place)].iter().zip(fill(&place)).all(|(room, fill)| fill <= room);
            let opened = |gate: &&&Gate| {
                let span = |take: &Taken| (take.year, &offers[take.course].spans[take.span]);
                let openers = || takes.iter().filter(|take| gate.takes.contains(&take.course));
                takes.iter().filter(|take| take.course == gate.course).all(|take| openers().any(|by| opens(standing, gate, span(by), *take)))
            };
            if fits && gates.iter().filter(|gate| gate.takes.contains(&old.course)).all(|gate| opened(&gate)) {
                break;
            }
        }
        let place = takes[at];
        room[steps(&place)].iter_mut().zip(fill(&place)).for_each(|(room, fill)| *room = room.saturating_sub(*fill));
    }
    takes.sort_unstable();
    takes
}
