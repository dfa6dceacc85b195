//! Typical students.

use super::plans::Found;
use super::{Known, Place, progress};
use crate::build::{list, register};
use crate::fault::Fault;
use crate::graduation::raw::RawPersona;
use crate::graduation::{CLASSROOM, Ending, Listing, Persona, Progress, Record};
use crate::ids::{Id, IdVec, ListingId, PersonaId, PlanId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn personas(
    known: &Known<'_>,
    listings: &IdVec<ListingId, Listing>,
    found: &Found,
    faults: &mut Vec<Fault>,
) -> IdVec<PersonaId, Persona> {
    let tags: BTreeSet<&str> = listings.values().flat_map(|listing| &listing.tags).map(String::as_str).collect();
    let mut personas: IdVec<PersonaId, Persona> = IdVec::new();
    let mut index = BTreeMap::new();
    for (row, given) in known.raw.personas.iter().enumerate() {
        if !register("personas", row, "persona", &given.persona, &mut index, PersonaId::from_index(personas.len()), faults) {
            continue;
        }
        let place = Place { table: "personas", row, column: "persona", of: &given.persona };
        let settings = &known.raw.settings;
        if given.grade < settings.first_grade || given.grade > settings.last_grade {
            let cause = format!("the school has grades {} to {}", settings.first_grade, settings.last_grade);
            faults.push(place.column("grade").fault("out-of-range", cause, "give one of its grades"));
        }
        let own: BTreeSet<PlanId> =
            list(&given.plans).filter_map(|plan| place.column("plans").find("plan", "the plans", plan, &found.plans, faults)).collect();
        let named = list(&given.plans).next().is_some();
        let mut needs: Vec<String> = Vec::new();
        for (at, tag) in list(&given.needs).enumerate() {
            if !tags.contains(tag) {
                let cause = format!("no course carries tag {} of the list", at + 1);
                let fix = "add the tag to courses in the catalogue, or take it out here";
                faults.push(place.column("needs").fault("unknown-tag", cause, fix).not_known("tag", tag));
            }
            if !needs.iter().any(|known| known == tag) {
                needs.push(tag.to_owned());
            }
        }
        personas.push(Persona {
            id: given.persona.clone(),
            title: if given.title.trim().is_empty() { given.persona.clone() } else { given.title.clone() },
            grade: given.grade,
            progress: Progress {
                records: records(place.column("passed"), given, known, listings, faults),
                plans: if named {
                    own.into_iter().collect()
                } else {
                    progress::everyone(found, progress::entry_by_grade(known, given.grade))
                },
                ..Progress::default()
            },
            needs,
        });
    }
    personas
}

/// Courses passed with the highest mark, each in the grade before or in that which is given.
fn records(
    place: Place<'_>,
    given: &RawPersona,
    known: &Known<'_>,
    listings: &IdVec<ListingId, Listing>,
    faults: &mut Vec<Fault>,
) -> Vec<Record> {
    let mut records = Vec::new();
    for (at, text) in list(&given.passed).enumerate().map(|(at, text)| (at + 1, text)) {
        // An id may itself hold the sign that sets off the grade.
        let (course, grade) = match text.rsplit_once('@') {
            Some((course, grade)) if !known.listings.contains_key(text) => (course, Some(grade.trim())),
            _ => (text, None),
        };
        let grade = match grade.map(str::parse::<u32>) {
            None => given.grade.checked_sub(1),
            Some(Ok(grade)) => Some(grade),
            Some(Err(_)) => {
                let cause = format!("what follows the @ of entry {at} is not a grade");
                faults.push(place.fault("bad-value", cause, "write COURSE or COURSE@GRADE, such as ALG1@9"));
                None
            }
        };
        if grade.is_some_and(|grade| grade >= given.grade) {
            let cause = format!("entry {at} is said to be passed in a grade that is not over yet");
            faults.push(place.fault("out-of-range", cause, format!("give a grade below {}", given.grade)));
        }
        let Some(listing) = place.listing(course, known, faults) else { continue };
        records.push(Record {
            listing,
            grade,
            term: None,
            points: Some(known.marks.top).filter(|_| known.marks.any),
            average: Some(listings[listing].weighted(known.marks.top_points)).filter(|_| known.marks.any),
            ending: Ending::Passed,
            credits: listings[listing].credits,
            attempted: listings[listing].credits,
            method: CLASSROOM.to_owned(),
        });
    }
    records
}
