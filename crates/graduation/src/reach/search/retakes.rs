//! Failures that are made good by taking the same courses again, told without a search.

use super::asked::Required;
use super::cover::Cover;
use super::needs::{Bits, NONE};
use super::put_off::{opens, put_off};
use super::solve::Search;
use super::standing::Standing;
use super::state::{State, Taken};
use super::times::{Span, bits};
use mortarboard_model::graduation::{Asks, Node, Repeats};
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
        let root = State::root(base);
        let mut state = root.clone();
        state.settle().ok()?;
        let mut required = state.required();
        if !state.guess(&mut required) {
            return None;
        }
        let known = routes.first().and_then(|route| self.beside(&state, &required, route));
        if known.is_some() || !self.glance(&root, routes, &[]) {
            return known;
        }
        routes.last().and_then(|route| self.beside(&state, &required, route))
    }

    /// What a route leaves; none where it is no route.
    fn beside<'s>(&mut self, state: &State<'s>, required: &Required, route: &[Taken]) -> Option<Beside<'s>> {
        let base = state.standing;
        for route in [put_off(state, route, &[]), route.to_vec()] {
            if route.iter().any(|take| state.spans(take.year, take.course) >> take.span & 1 == 0) {
                continue;
            }
            let mut exact = State::exactly(base, &route, state.choices.clone());
            if exact.settle().is_ok() && exact.clash(&mut self.day).is_none() && exact.stands(required, &mut self.bound) {
                let room = base.room.iter().zip(&exact.used).map(|(room, used)| room.saturating_sub(*used)).collect();
                let asked = required.others.iter().filter_map(|&node| Some((node, exact.average(node)?)));
                return Some(Beside { standing: base, room, averages: asked.collect(), route });
            }
        }
        None
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
        let plain = standing.graded_of(course).len() == 1 && lost.graded_of(course).len() == 1 && lost.items_of(course).is_empty();
        if !plain || needs.lends(course) || needs.is_timed(course) || needs.low_of[course] != NONE || standing.is_ragged(course, 1) {
            return None;
        }
        let watched = |node: NodeId| needs.watch[node.index()].is_some_and(|bit| needs.may(course) >> bit & 1 == 1);
        let present = |(node, known): (NodeId, &Node)| matches!(known.asks, Asks::EachTerm { .. }) && watched(node);
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
        let fits =
            |room: &[u32], &(year, span): &(usize, &Span)| span.fill.iter().zip(&room[from(year)..]).all(|(fill, room)| fill <= room);
        let Some(&(year, span)) = one.places.iter().find(|place| fits(room, place)) else { return false };
        room[from(year)..].iter_mut().zip(&span.fill).for_each(|(room, fill)| *room -= fill);
        true
    }
}
