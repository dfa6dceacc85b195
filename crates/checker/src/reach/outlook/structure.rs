//! From a proof that holds whatever the schedule to its cause: time, order, or offer.

use super::Cause;
use crate::reach::{Proof, Who};
use mortarboard_model::graduation::{Asks, Ending, Filter, Plan, When};
use mortarboard_model::{ListingId, School};
use std::collections::BTreeSet;

/// The cause that a proof names. A requirement that is over, or an average, settles it. Otherwise a count against
/// the time left anywhere in the proof makes it one of capacity; without any, it is one of order or offer.
pub(super) fn structural(school: &School, plan: &Plan, who: Who<'_>, proof: &Proof) -> Option<Cause> {
    let mut ends = Vec::new();
    gather(proof, &mut ends);
    let title = |id: &String| plan.nodes.values().find(|node| node.id == *id).map_or_else(|| id.clone(), |node| node.title.clone());
    for end in &ends {
        match end {
            Proof::Missed { node } => return Some(Cause::Missed { requirement: title(node) }),
            Proof::Average { node } => return Some(Cause::Average { requirement: title(node) }),
            _ => {}
        }
    }
    let cuts = || ends.iter().filter_map(|end| if let Proof::Cut { nodes, steps, .. } = end { Some((nodes, steps)) } else { None });
    if let Some((nodes, _)) = cuts().find(|(_, steps)| !steps.is_empty()) {
        return Some(Cause::CreditCapacity { requirements: nodes.iter().map(title).collect() });
    }
    let (nodes, _) = cuts().next()?;
    let requirements = nodes.iter().map(title).collect();
    let left = Left { school, plan, who };
    let chain = left.chain(nodes);
    let id = |listing: ListingId| school.graduation().listings[listing].id.clone();
    let late = chain.iter().find_map(|&listing| left.gaps(listing).map(|offered| (id(listing), offered)));
    Some(match late {
        Some((course, offered)) => Cause::OfferedTooLate { requirements, course, offered },
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
    /// The shortest chain of courses not yet passed that ends in a course which the requirements admit.
    fn chain(&self, nodes: &[String]) -> Vec<ListingId> {
        let mut ends: BTreeSet<ListingId> = BTreeSet::new();
        for node in self.plan.nodes.values().filter(|node| nodes.contains(&node.id)) {
            if let Asks::Credits(credits) = &node.asks {
                ends.extend(admitted(&credits.from));
            }
        }
        let listings = &self.school.graduation().listings;
        let taught = |end: &ListingId| listings.get(*end).is_some_and(|listing| listing.course.is_some());
        let chains = ends.into_iter().filter(|&end| !self.passed(end)).filter(taught).map(|end| self.leading_to(end, &mut BTreeSet::new()));
        chains.min_by_key(Vec::len).unwrap_or_default()
    }

    /// Courses still to be passed before one, and it: of several clauses the longest, of each clause the
    /// shortest way.
    fn leading_to(&self, end: ListingId, above: &mut BTreeSet<ListingId>) -> Vec<ListingId> {
        let mut longest: Vec<ListingId> = Vec::new();
        if above.insert(end) {
            let clauses = self.school.graduation().listings[end].prerequisites.iter().filter(|clause| clause.when == When::Before);
            for clause in clauses.filter(|clause| !clause.any_of.iter().any(|&other| self.passed(other))) {
                let ways: Vec<ListingId> = clause.any_of.iter().copied().filter(|other| !above.contains(other)).collect();
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

    fn passed(&self, listing: ListingId) -> bool {
        let done = |ending: Ending| matches!(ending, Ending::Passed | Ending::InProgress);
        self.who.progress.records.iter().any(|record| record.listing == listing && done(record.ending))
    }

    /// The years left in which a listing is offered, when there are years in which it is not.
    fn gaps(&self, listing: ListingId) -> Option<Vec<u32>> {
        let graduation = self.school.graduation();
        let data = &graduation.listings[listing];
        let now = data.course.is_some_and(|course| !self.school.courses()[course].sections.is_empty());
        let years = graduation.last_grade.saturating_sub(self.who.grade);
        let offered = |year: &u32| if *year == 0 { now } else { data.offered.get(year).map_or(now, |terms| !terms.is_empty()) };
        let open: Vec<u32> = (0..=years).filter(offered).collect();
        (open.len() <= years as usize).then_some(open)
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
        Proof::Pick { cases, .. } => cases.iter().for_each(|(_, proof)| gather(proof, ends)),
        Proof::Group { cases, .. } | Proof::Either { cases, .. } => cases.iter().for_each(|(_, proof)| gather(proof, ends)),
        end => ends.push(end),
    }
}

/// The courses of the first clash in a proof.
pub(super) fn first_clash(proof: &Proof) -> Option<Vec<String>> {
    let mut ends = Vec::new();
    gather(proof, &mut ends);
    ends.into_iter().find_map(|end| if let Proof::Clash { courses } = end { Some(courses.clone()) } else { None })
}
