//! From a proof that holds whatever the schedule to its cause: time, order, or offer.

use super::Cause;
use super::world::World;
use crate::reach::{Proof, Reacher, Scene, Who};
use mortarboard_model::graduation::{Asks, Clause, Ending, Filter, Node, Plan, Points, When};
use mortarboard_model::{IdVec, ListingId, NodeId, School};
use std::collections::BTreeSet;

mod amount;
mod relaxed;

use amount::amount;
use relaxed::relaxed;

/// The cause that a proof names. A requirement that is over, or an average, settles it. Otherwise a count against
/// the time left anywhere in the proof makes it one of capacity; without any, it is one of order or offer.
pub(super) fn structural(school: &School, reacher: &Reacher<'_>, who: Who<'_>, proof: &Proof) -> Option<Cause> {
    let plan = reacher.plan()?;
    let mut ends = Vec::new();
    gather(proof, &mut ends);
    let title = |id: &String| plan.nodes.values().find(|node| node.id == *id).map_or_else(|| id.clone(), |node| node.title.clone());
    for end in &ends {
        match end {
            Proof::Missed { node } => return Some(Left { school, plan, who }.missed(node, title(node))),
            Proof::Average { node } => return Some(Cause::Average { requirement: title(node) }),
            _ => {}
        }
    }
    let cuts = || ends.iter().filter_map(|end| if let Proof::Cut { nodes, steps, .. } = end { Some((nodes, steps)) } else { None });
    if let Some((nodes, _)) = cuts().find(|(_, steps)| !steps.is_empty()) {
        let slack = reacher.slack(who, Scene::default()).map_or(0, |slack| slack.credits);
        return Some(Cause::CreditCapacity { requirements: nodes.iter().map(title).collect(), short: slack.min(0).unsigned_abs() });
    }
    let left = Left { school, plan, who };
    let nodes = &match cuts().next() {
        Some((nodes, _)) => nodes.clone(),
        None => left.alone()?,
    };
    let requirements: Vec<String> = nodes.iter().map(title).collect();
    if let Some(cause) = relaxed(&left, nodes, &requirements) {
        return Some(cause);
    }
    let chain = left.chain(nodes);
    let amount = amount(&left, nodes);
    if amount.is_short || chain.is_empty() {
        return Some(amount.cause(requirements));
    }
    let id = |listing: ListingId| school.graduation().listings[listing].id.clone();
    let late = chain.iter().find_map(|&listing| left.gaps(listing).map(|offered| (id(listing), offered)));
    Some(match late {
        Some((course, offered)) => Cause::OfferedTooLate { requirements, course, offered },
        // What nothing must come before is no chain, and neither is what is in time for all its courses.
        None if chain.last().is_none_or(|&end| left.is_free(end) || left.first(end, &mut BTreeSet::new()).is_some()) => {
            amount.cause(requirements)
        }
        None => Cause::PrerequisiteChain { requirements, chain: chain.into_iter().map(id).collect() },
    })
}

/// What a student has not passed yet.
struct Left<'a> {
    school: &'a School,
    plan: &'a Plan,
    who: Who<'a>,
}

impl Left<'_> {
    /// A requirement that is over; or participation, all of it still to come, that nothing offered gives in some term.
    fn missed(&self, node: &str, title: String) -> Cause {
        let (from, lowest, highest) = match self.plan.nodes.values().find(|known| known.id == node).map(|node| &node.asks) {
            Some(Asks::EachTerm { from, lowest, highest }) => (from, lowest, highest),
            Some(Asks::Item { status: true, .. }) => return Cause::Status { requirement: title },
            _ => return Cause::Missed { requirement: title },
        };
        let last = self.years().last().and_then(|year| self.who.grade_in(self.school, year));
        if *lowest < self.who.grade || last.is_none_or(|last| last < (*highest).min(self.school.graduation().last_grade)) {
            return Cause::Missed { requirement: title };
        }
        let offered = |listing: &ListingId| self.years().any(|year| self.is_offered(*listing, year));
        let courses = admitted(from).filter(offered).map(|listing| self.school.graduation().listings[listing].id.clone());
        let courses: BTreeSet<String> = courses.collect();
        Cause::TooLittleOffered { requirements: vec![title], asked: 0, possible: None, courses: courses.into_iter().collect() }
    }

    /// The requirements named, and those below them: a choice between parts speaks of all of them.
    fn spoken_of(&self, nodes: &[String]) -> Vec<(NodeId, &Node)> {
        let mut spoken: IdVec<NodeId, bool> = IdVec::filled(self.plan.nodes.len(), false);
        // Each requirement comes before those below it.
        for (id, node) in self.plan.nodes.iter() {
            spoken[id] = nodes.contains(&node.id) || node.parent.is_some_and(|parent| spoken[parent]);
        }
        self.plan.nodes.iter().filter(|(id, _)| spoken[*id]).collect()
    }

    /// Pieces that a requirement asks for at the least.
    fn least(&self, node: NodeId) -> u64 {
        match self.plan.nodes.get(node).map(|node| &node.asks) {
            Some(Asks::Credits(credits)) => u64::from(credits.pieces),
            Some(Asks::All(parts)) => parts.iter().map(|&part| self.least(part)).sum(),
            Some(Asks::Some(count, parts)) => {
                let mut each: Vec<u64> = parts.iter().map(|&part| self.least(part)).collect();
                each.sort_unstable();
                each.into_iter().take(*count as usize).sum()
            }
            _ => 0,
        }
    }

    /// The first requirement of credit without a choice above it that can't be met even if nothing else is asked.
    fn alone(&self) -> Option<Vec<String>> {
        let nodes = &self.plan.nodes;
        let sure = |id: NodeId| {
            let mut above = nodes[id].parent;
            while let Some(parent) = above.and_then(|parent| nodes.get(parent)) {
                if matches!(parent.asks, Asks::Some(..)) {
                    return false;
                }
                above = parent.parent;
            }
            true
        };
        let blocked = |id: NodeId| {
            let world = World { only: Some(vec![id]), ..World::default() };
            !world.all_reach((self.school, self.plan), std::iter::once(self.who), None)
        };
        let credits = nodes.iter().filter(|(_, node)| matches!(node.asks, Asks::Credits(_))).map(|(id, _)| id);
        credits.filter(|&id| sure(id)).find(|&id| blocked(id)).map(|id| vec![nodes[id].id.clone()])
    }

    /// A chain of courses not yet passed that ends in a course which the requirements admit: the shortest of those
    /// whose end can't be taken in the time left, or else the shortest of all.
    fn chain(&self, nodes: &[String]) -> Vec<ListingId> {
        let mut ends: BTreeSet<ListingId> = BTreeSet::new();
        for (_, node) in self.spoken_of(nodes) {
            if let Asks::Credits(credits) = &node.asks {
                ends.extend(admitted(&credits.from));
            }
        }
        let listings = &self.school.graduation().listings;
        let taught = |end: &ListingId| listings.get(*end).is_some_and(|listing| listing.course.is_some());
        let least = |end: ListingId| self.least_mark(nodes, end);
        let ends = ends.into_iter().filter(|&end| !self.passed(end, least(end))).filter(taught);
        let chains = ends.map(|end| {
            let in_time = self.first(end, &mut BTreeSet::new()).is_some();
            (in_time, self.leading_to(end, &mut BTreeSet::new()))
        });
        chains.min_by_key(|(in_time, chain)| (*in_time, chain.len())).map(|(_, chain)| chain).unwrap_or_default()
    }

    /// Courses that do what a clause asks for.
    fn openers(&self, clause: &Clause) -> Vec<ListingId> {
        self.plan.stands.openers(clause)
    }

    /// Whether nothing that is not passed yet must be passed before a course.
    fn is_free(&self, listing: ListingId) -> bool {
        let data = self.school.graduation().listings.get(listing);
        data.is_none_or(|data| {
            let mut before = data.prerequisites.iter().filter(|clause| clause.when == When::Before);
            before.all(|clause| self.openers(clause).iter().any(|&other| self.passed(other, clause.min_points)))
        })
    }

    /// The first year in which a course could be taken as far as offers, grades and what comes before it go.
    fn first(&self, listing: ListingId, above: &mut BTreeSet<ListingId>) -> Option<u32> {
        let graduation = self.school.graduation();
        let data = graduation.listings.get(listing)?;
        if !above.insert(listing) {
            return None;
        }
        let before: Vec<Option<(u32, bool)>> = data
            .prerequisites
            .iter()
            .filter(|clause| {
                clause.when == When::Before && !self.openers(clause).iter().any(|&other| self.passed(other, clause.min_points))
            })
            .map(|clause| {
                let first = self.openers(clause).into_iter().filter_map(|other| Some((self.first(other, above)?, !self.is_short(other))));
                first.min()
            })
            .collect();
        above.remove(&listing);
        let ready = |year: u32| {
            before.iter().all(|first| match first {
                // Two courses of half a year can follow one another in one.
                Some((done, long)) => *done < year || (*done == year && !long && self.is_short(listing)),
                None => false,
            })
        };
        let fits =
            |year: u32| self.who.grade_in(self.school, year).is_some_and(|grade| (data.lowest_grade..=data.highest_grade).contains(&grade));
        self.years().find(|&year| self.is_offered(listing, year) && fits(year) && ready(year))
    }

    /// Whether a course can be had in less than all terms of a year.
    fn is_short(&self, listing: ListingId) -> bool {
        let calendar = self.school.calendar();
        let course = self.school.graduation().listings.get(listing).and_then(|data| self.school.courses().get(data.course?));
        course.is_some_and(|course| {
            course.patterns.iter().any(|&pattern| {
                let terms: BTreeSet<_> = self.school.patterns()[pattern].cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
                terms.len() < calendar.terms().len()
            })
        })
    }

    /// Courses still to be passed before one, and it: of several clauses the longest, of each clause the
    /// shortest way.
    fn leading_to(&self, end: ListingId, above: &mut BTreeSet<ListingId>) -> Vec<ListingId> {
        let mut longest: Vec<ListingId> = Vec::new();
        if above.insert(end) {
            let clauses = self.school.graduation().listings[end].prerequisites.iter().filter(|clause| clause.when == When::Before);
            for clause in clauses.filter(|clause| !self.openers(clause).iter().any(|&other| self.passed(other, clause.min_points))) {
                let ways: Vec<ListingId> = self.openers(clause).into_iter().filter(|other| !above.contains(other)).collect();
                let shortest = ways.into_iter().map(|other| self.leading_to(other, above)).min_by_key(Vec::len).unwrap_or_default();
                if shortest.len() > longest.len() {
                    longest = shortest;
                }
            }
            above.remove(&end);
        }
        longest.push(end);
        longest
    }

    /// Whether a course is on record with a mark that is high enough.
    fn passed(&self, listing: ListingId, least: Option<Points>) -> bool {
        let reaches = |points: Option<Points>| least.is_none_or(|least| points.is_none_or(|points| points >= least));
        self.who.progress.records.iter().any(|record| {
            record.listing == listing
                && match record.ending {
                    Ending::Passed => reaches(record.points),
                    ending => ending == Ending::InProgress,
                }
        })
    }

    /// The lowest mark with which a course counts for any of some requirements.
    fn least_mark(&self, nodes: &[String], listing: ListingId) -> Option<Points> {
        let asked = self.plan.nodes.values().filter(|node| nodes.contains(&node.id));
        let conditions = asked.filter_map(|node| if let Asks::Credits(credits) = &node.asks { Some(&credits.from.any) } else { None });
        let least = conditions.flatten().filter(|any| any.listings.contains(&listing)).map(|any| any.min_points);
        least.min().flatten()
    }

    fn years(&self) -> std::ops::Range<u32> {
        0..self.who.years(self.school)
    }

    fn is_offered(&self, listing: ListingId, year: u32) -> bool {
        let Some(data) = self.school.graduation().listings.get(listing) else { return false };
        let now = data.course.and_then(|course| self.school.courses().get(course)).is_some_and(|course| !course.sections.is_empty());
        if year == 0 { now } else { data.offered.get(&year).map_or(now, |terms| !terms.is_empty()) }
    }

    /// The years left in which a listing is offered, when there are years in which it is not.
    fn gaps(&self, listing: ListingId) -> Option<Vec<u32>> {
        let open: Vec<u32> = self.years().filter(|&year| self.is_offered(listing, year)).collect();
        (open.len() < self.years().count()).then_some(open)
    }
}

fn admitted(filter: &Filter) -> impl Iterator<Item = ListingId> + '_ {
    filter.any.iter().flat_map(|conditions| conditions.listings.iter().copied())
}

/// The ends of all cases of a proof.
fn gather<'p>(proof: &'p Proof, ends: &mut Vec<&'p Proof>) {
    match proof {
        Proof::Branch { not, at, .. } => {
            gather(not, ends);
            at.iter().for_each(|(_, proof)| gather(proof, ends));
        }
        Proof::Pick { cases, .. } | Proof::Group { cases, .. } | Proof::Either { cases, .. } => {
            cases.iter().for_each(|(_, proof)| gather(proof, ends));
        }
        end => ends.push(end),
    }
}

/// The courses of the first clash in a proof.
pub(super) fn first_clash(proof: &Proof) -> Option<Vec<String>> {
    let mut ends = Vec::new();
    gather(proof, &mut ends);
    ends.into_iter().find_map(|end| if let Proof::Clash { courses } = end { Some(courses.clone()) } else { None })
}
