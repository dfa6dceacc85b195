//! What stands in the way of requirements, found by asking them alone, each time with one thing given up.

use super::super::world::{World, clauses, listings};
use super::Left;
use crate::reach::Cause;
use mortarboard_model::graduation::{Ending, When};
use mortarboard_model::text::and;
use mortarboard_model::{Change, ListingId, NodeId};
use std::collections::BTreeSet;

/// A mark, what must be taken together, or what must come first: none where it is neither by itself.
pub(super) fn relaxed(left: &Left<'_>, nodes: &[String], requirements: &[String]) -> Option<Cause> {
    let asked: Vec<NodeId> = left.plan.nodes.iter().filter(|(_, node)| nodes.contains(&node.id)).map(|(id, _)| id).collect();
    let works =
        |world: World| World { only: Some(asked.clone()), ..world }.all_reach((left.school, left.plan), std::iter::once(left.who), None);
    if left.who.progress.records.iter().any(|record| record.ending == Ending::Passed) {
        let changes = clauses(left.school, |_| true).into_iter().filter(|(.., clause)| clause.min_points.is_some());
        let changes = changes.map(|(listing, at, _)| Change::AnyMark(listing, at)).collect();
        let courses = too_low(left, nodes, &asked);
        if !courses.is_empty() && works(World { changes, any_mark: true, ..World::default() }) {
            return Some(Cause::Mark { requirements: requirements.to_vec(), courses });
        }
    }
    let id = |listing: ListingId| left.school.graduation().listings.get(listing).map_or(String::new(), |listing| listing.id.clone());
    let free = |of: &[(ListingId, usize)]| of.iter().map(|&(listing, at)| Change::Free(listing, at)).collect::<Vec<_>>();
    let together = clauses(left.school, |when| when != When::Before);
    let all: Vec<(ListingId, usize)> = together.iter().map(|&(listing, at, _)| (listing, at)).collect();
    if !all.is_empty() && works(World { changes: free(&all), ..World::default() }) {
        // The first that would do by itself.
        let alone = together.iter().find(|&&(listing, at, _)| works(World { changes: free(&[(listing, at)]), ..World::default() }));
        let courses = alone
            .map_or(Vec::new(), |&(listing, _, clause)| std::iter::once(listing).chain(clause.any_of.iter().copied()).map(id).collect());
        return Some(Cause::Corequisite { requirements: requirements.to_vec(), courses });
    }
    let before: Vec<(ListingId, usize)> =
        clauses(left.school, |when| when == When::Before).iter().map(|&(listing, at, _)| (listing, at)).collect();
    if before.is_empty() || !works(World { changes: free(&before), ..World::default() }) {
        return None;
    }
    let chain = left.chain(nodes);
    let end = *chain.last()?;
    if chain.len() < 2 {
        return None;
    }
    if let Some((course, offered)) = chain.iter().find_map(|&listing| left.gaps(listing).map(|offered| (id(listing), offered))) {
        return Some(Cause::OfferedTooLate { requirements: requirements.to_vec(), course, offered });
    }
    let ids = chain.iter().map(|&listing| id(listing)).collect();
    // Whole years would do; so it is the terms within them.
    Some(if left.first(end, &mut BTreeSet::new()).is_some() {
        let held = chain.iter().map(|&listing| held(left, listing)).collect();
        Cause::ChainInTheYear { requirements: requirements.to_vec(), chain: ids, held }
    } else {
        Cause::PrerequisiteChain { requirements: requirements.to_vec(), chain: ids }
    })
}

/// Courses passed with a mark that is too low for what some requirements ask, or for what must come before their courses.
fn too_low(left: &Left<'_>, nodes: &[String], asked: &[NodeId]) -> Vec<String> {
    let mut courses = BTreeSet::new();
    let admitted: BTreeSet<ListingId> = asked.iter().flat_map(|&id| listings(left.plan, id)).collect();
    let known = &left.school.graduation().listings;
    let mut note = |listing: ListingId, enough: bool| {
        if left.passed(listing, None) && !enough {
            courses.extend(known.get(listing).map(|listing| listing.id.clone()));
        }
    };
    let mut open: Vec<ListingId> = admitted.iter().copied().collect();
    let mut seen = admitted.clone();
    for &listing in &admitted {
        note(listing, left.passed(listing, left.least_mark(nodes, listing)));
    }
    while let Some(listing) = open.pop() {
        for clause in known.get(listing).map_or(&[][..], |listing| &listing.prerequisites) {
            for &other in &clause.any_of {
                note(other, left.passed(other, clause.min_points));
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
    }
    courses.into_iter().collect()
}

/// The sets of terms in which a course is held, in words.
fn held(left: &Left<'_>, listing: ListingId) -> Vec<String> {
    let school = left.school;
    let course = school.graduation().listings.get(listing).and_then(|data| school.courses().get(data.course?));
    let patterns = course.into_iter().flat_map(|course| course.patterns.iter());
    let sets: BTreeSet<Vec<_>> = patterns
        .map(|&pattern| {
            let terms: BTreeSet<_> = school.patterns()[pattern].cells.iter().map(|&cell| school.calendar().cells()[cell].term).collect();
            terms.into_iter().collect()
        })
        .collect();
    let words = |terms: Vec<mortarboard_model::TermId>| {
        let names: Vec<String> = terms.into_iter().map(|term| school.calendar().terms()[term].clone()).collect();
        and(&names)
    };
    sets.into_iter().map(words).collect()
}
