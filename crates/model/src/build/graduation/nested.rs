//! Limits that lie in one another or apart: what a flow can keep.

use super::Place;
use crate::fault::Fault;
use crate::graduation::{Asks, CLASSROOM, Cap, Conditions, Filter, Plan};
use crate::ids::ListingId;
use std::collections::BTreeSet;

/// Reports limits of which neither holds the other although some credit falls under both.
pub(super) fn check(place: Place<'_>, plan: &Plan, faults: &mut Vec<Fault>) {
    let methods = methods(plan);
    let fix = "make one of them hold everything that the other does, or keep them apart";
    for (first, second) in crossing(&plan.caps, &methods) {
        let of = format!("caps.{}", second + 1);
        let cause = format!("some credit falls under this cap and under caps.{}, and neither of them holds the other", first + 1);
        faults.push(Place { column: "caps", of: &of, ..place }.fault("crossing", cause, fix));
    }
    for node in plan.nodes.values() {
        let Asks::Credits(credits) = &node.asks else { continue };
        for (first, second) in crossing(&credits.substitutes, &methods) {
            let cause =
                format!("some credit falls under substitutes {} and {}, and neither of them holds the other", first + 1, second + 1);
            faults.push(Place { column: "substitutes", of: &node.id, ..place }.fault("crossing", cause, fix));
        }
    }
}

/// All methods that the plan names, the school's own courses, and one that stands for every other.
fn methods(plan: &Plan) -> BTreeSet<String> {
    let from = |node: &Asks| match node {
        Asks::Credits(credits) => [&credits.from].into_iter().chain(credits.substitutes.iter().map(|cap| &cap.from)).cloned().collect(),
        _ => Vec::new(),
    };
    let mut filters: Vec<Filter> = plan.nodes.values().flat_map(|node| from(&node.asks)).collect();
    filters.extend(plan.caps.iter().map(|cap| cap.from.clone()));
    let all = filters.iter().flat_map(|filter| &filter.any).flat_map(|any| any.methods.iter().chain(&any.not_methods));
    all.cloned().chain([CLASSROOM.to_owned(), String::new()]).collect()
}

fn crossing(caps: &[Cap], methods: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (second, b) in caps.iter().enumerate() {
        for (first, a) in caps.iter().enumerate().take(second) {
            let (a, b) = (&a.from, &b.from);
            if meet(a, b, methods) && !holds(a, b, methods) && !holds(b, a, methods) {
                found.push((first, second));
            }
        }
    }
    found
}

fn admits(any: &Conditions, method: &String) -> bool {
    (any.methods.is_empty() || any.methods.contains(method)) && !any.not_methods.contains(method)
}

/// Whether some credit may fall under both. Marks and orders may always agree; grades may not.
fn meet(a: &Filter, b: &Filter, methods: &BTreeSet<String>) -> bool {
    let from = |any: &Conditions| any.from_grade.unwrap_or(0);
    let to = |any: &Conditions| any.to_grade.unwrap_or(u32::MAX);
    a.any.iter().any(|a| {
        b.any.iter().any(|b| {
            from(a).max(from(b)) <= to(a).min(to(b))
                && methods.iter().any(|method| admits(a, method) && admits(b, method))
                && a.listings.iter().any(|id| b.listings.binary_search(id).is_ok())
        })
    })
}

/// Whether all that `inner` admits is plainly admitted by `outer`.
fn holds(outer: &Filter, inner: &Filter, methods: &BTreeSet<String>) -> bool {
    inner.any.iter().all(|inner| {
        let wider: Vec<&Conditions> = outer.any.iter().filter(|outer| weaker(outer, inner)).collect();
        let within =
            |id: &ListingId, method: &String| wider.iter().any(|any| admits(any, method) && any.listings.binary_search(id).is_ok());
        methods.iter().filter(|method| admits(inner, method)).all(|method| inner.listings.iter().all(|id| within(id, method)))
    })
}

/// Whether what is asked beside course and method is asked by the stricter one too.
fn weaker(weak: &Conditions, strict: &Conditions) -> bool {
    weak.from_grade.is_none_or(|from| strict.from_grade.is_some_and(|own| own >= from))
        && weak.to_grade.is_none_or(|to| strict.to_grade.is_some_and(|own| own <= to))
        && weak.min_points.is_none_or(|least| strict.min_points.is_some_and(|own| own >= least))
        && (!weak.letter || strict.letter)
        && weak.before.iter().all(|id| strict.before.contains(id))
}
