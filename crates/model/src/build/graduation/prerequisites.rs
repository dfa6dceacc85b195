//! What must be taken before or with a course.

use super::{Known, Place};
use crate::build::list;
use crate::fault::Fault;
use crate::graduation::{Clause, Listing, When};
use crate::ids::{IdVec, ListingId};
use std::collections::BTreeSet;

pub(super) fn prerequisites(known: &Known<'_>, listings: &mut IdVec<ListingId, Listing>, faults: &mut Vec<Fault>) {
    let mut rows: IdVec<ListingId, Vec<usize>> = IdVec::filled(listings.len(), Vec::new());
    for (row, given) in known.raw.prerequisites.iter().enumerate() {
        let place = Place { table: "prerequisites", row, column: "course", of: &given.course };
        let course = place.listing(&given.course, known, faults);
        let when = match given.kind.trim() {
            "" | "before" => Some(When::Before),
            "with" => Some(When::With),
            "same" => Some(When::Same),
            _ => {
                let cause = "the cell is not one of before, with and same";
                faults.push(place.column("kind").fault("bad-value", cause, "write before, with or same"));
                None
            }
        };
        let min_points = known.marks.least(place.column("min_mark"), &given.min_mark, faults);
        let place = place.column("any_of");
        let mut any_of = place.listings(list(&given.any_of), known, faults);
        if list(&given.any_of).next().is_none() {
            faults.push(place.fault("blank", "the row names no course that would do", "name courses separated by `;`, or delete the row"));
        }
        let (Some(course), Some(when)) = (course, when) else { continue };
        if any_of.contains(&course) {
            faults.push(place.fault("bad-value", "a course can't be its own prerequisite", "take the course out of the list"));
            any_of.retain(|&other| other != course);
        }
        if !any_of.is_empty() {
            listings[course].prerequisites.push(Clause { when, any_of, min_points });
            rows[course].push(row);
        }
    }
    cycles(listings, &rows, faults);
}

/// Courses that wait for one another.
///
/// What can be had is found in rounds: in each, those courses are added whose clauses are met by courses had
/// before, or, where a clause says `with` or `same`, by courses of the same round. What is left waits for itself.
fn cycles(listings: &IdVec<ListingId, Listing>, rows: &IdVec<ListingId, Vec<usize>>, faults: &mut Vec<Fault>) {
    // What the school does not offer may come from elsewhere.
    let mut had: BTreeSet<ListingId> = listings.iter().filter(|(_, listing)| listing.course.is_none()).map(|(id, _)| id).collect();
    loop {
        let met = |clause: &Clause, round: &BTreeSet<ListingId>| {
            clause.any_of.iter().any(|other| had.contains(other) || (clause.when != When::Before && round.contains(other)))
        };
        let mut round: BTreeSet<ListingId> = listings.ids().filter(|id| !had.contains(id)).collect();
        loop {
            let fits = |id: &ListingId| listings[*id].prerequisites.iter().all(|clause| met(clause, &round));
            let kept: BTreeSet<ListingId> = round.iter().copied().filter(fits).collect();
            if kept.len() == round.len() {
                break;
            }
            round = kept;
        }
        if round.is_empty() {
            break;
        }
        had.extend(round);
    }
    tell(listings, rows, &had, faults);
}

/// Reports each set of courses that wait for courses of the set alone; what waits for such a set is no fault of its own.
fn tell(listings: &IdVec<ListingId, Listing>, rows: &IdVec<ListingId, Vec<usize>>, had: &BTreeSet<ListingId>, faults: &mut Vec<Fault>) {
    let waits = |clause: &Clause| clause.any_of.iter().all(|other| !had.contains(other));
    // All that a course waits for, at any remove.
    let behind = |course: ListingId| {
        let mut found: BTreeSet<ListingId> = BTreeSet::new();
        let mut open = vec![course];
        while let Some(at) = open.pop() {
            let next = listings[at].prerequisites.iter().filter(|clause| waits(clause)).flat_map(|clause| &clause.any_of);
            open.extend(next.copied().filter(|&other| found.insert(other)));
        }
        found
    };
    let mut told: BTreeSet<ListingId> = BTreeSet::new();
    for start in listings.ids().filter(|id| !had.contains(id)) {
        if told.contains(&start) {
            continue;
        }
        let circle = behind(start);
        if !circle.contains(&start) || circle.iter().any(|&other| behind(other) != circle) {
            continue;
        }
        let names: Vec<&str> = circle.iter().map(|&id| listings[id].id.as_str()).collect();
        let clauses = circle.iter().flat_map(|&id| listings[id].prerequisites.iter().zip(&rows[id]));
        let row = clauses.filter(|(clause, _)| waits(clause)).map(|(_, &row)| row).min().unwrap_or(0);
        let place = Place { table: "prerequisites", row, column: "any_of", of: &listings[start].id };
        let cause = format!("these courses wait for one another, so that none can ever be taken: {}", names.join(", "));
        faults.push(place.fault("cycle", cause, "take one of them out of a list, or name another course that will do as well"));
        told.extend(circle);
    }
}
