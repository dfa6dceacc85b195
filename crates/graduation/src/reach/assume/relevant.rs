//! Courses that a proof seems to speak of: a first guess at what it assumes, which is then tried.

use crate::reach::Proof;
use mortarboard_model::graduation::{Asks, Filter, Plan};
use mortarboard_model::{CourseId, Id, IdVec, ListingId, NodeId, School};
use std::collections::BTreeSet;

/// The courses that the proof's requirements admit or its steps name, those that validate them, and what must come
/// before them.
pub(super) fn relevant(school: &School, plan: &Plan, proof: &Proof) -> BTreeSet<ListingId> {
    let (mut nodes, mut courses): (BTreeSet<&String>, BTreeSet<&String>) = Default::default();
    for step in proof.steps() {
        match step {
            Proof::Cut { nodes: asked, .. } => nodes.extend(asked),
            Proof::Missed { node } | Proof::Average { node } => nodes.extend([node]),
            Proof::Branch { course, .. } | Proof::Impossible { course, .. } => courses.extend([course]),
            Proof::Clash { .. } | Proof::Pick { .. } | Proof::Group { .. } | Proof::Either { .. } => {}
        }
    }
    let listing = |course: CourseId| ListingId::from_index(course.index());
    let mut found: BTreeSet<ListingId> = courses.into_iter().filter_map(|id| school.find_course(id)).map(listing).collect();
    // Each requirement comes before those below it, and a choice speaks of all its parts.
    let mut asked: IdVec<NodeId, bool> = IdVec::filled(plan.nodes.len(), false);
    for (id, node) in plan.nodes.iter() {
        asked[id] = nodes.contains(&node.id) || node.parent.is_some_and(|parent| asked[parent]);
        if !asked[id] {
            continue;
        }
        let filters: Vec<&Filter> = match &node.asks {
            Asks::Credits(credits) => std::iter::once(&credits.from).chain(credits.substitutes.iter().map(|cap| &cap.from)).collect(),
            Asks::EachTerm { from, .. } | Asks::Average { from, .. } => vec![from],
            _ => Vec::new(),
        };
        found.extend(filters.into_iter().flat_map(|filter| &filter.any).flat_map(|conditions| &conditions.listings));
    }
    for validation in &plan.validations {
        if validation.lower.iter().any(|lower| found.contains(lower)) {
            found.extend(&validation.higher);
        }
    }
    let mut left: Vec<ListingId> = found.iter().copied().collect();
    while let Some(next) = left.pop() {
        let clauses = school.graduation().listings.get(next).map_or([].as_slice(), |listing| &listing.prerequisites);
        for other in clauses.iter().flat_map(|clause| plan.stands.openers(clause)) {
            if found.insert(other) {
                left.push(other);
            }
        }
    }
    found
}
