//! Courses as graduation sees them, and when they are offered in later years.

use super::{Known, Place, yes};
use crate::build::{list, register};
use crate::fault::Fault;
use crate::graduation::Listing;
use crate::graduation::raw::RawListing;
use crate::ids::{CourseId, Id, IdVec, ListingId, TermId};
use crate::raw::RawSchool;
use crate::school::Course;
use std::collections::{BTreeMap, BTreeSet};

/// The courses of the school, then those of the catalogue alone.
pub(super) fn listings(
    raw: &RawSchool,
    courses: &IdVec<CourseId, Course>,
    faults: &mut Vec<Fault>,
) -> (IdVec<ListingId, Listing>, BTreeMap<String, ListingId>) {
    let mut listings: IdVec<ListingId, Listing> = courses
        .iter()
        .map(|(id, course)| Listing {
            title: course.title.clone(),
            subject: course.subject.clone(),
            credits: course.credits,
            course: Some(id),
            ..blank(&course.id)
        })
        .collect();
    let mut index: BTreeMap<String, ListingId> = listings.iter().map(|(id, listing)| (listing.id.clone(), id)).collect();
    let mut rows = BTreeMap::new();
    for (row, given) in raw.catalogue.iter().enumerate() {
        let place = Place { table: "catalogue", row, column: "course", of: &given.course };
        if !register("catalogue", row, "course", &given.course, &mut rows, ListingId(0), faults) {
            continue;
        }
        let listing = match index.get(&given.course) {
            Some(&id) => id,
            None => {
                if given.credits.is_none() {
                    let cause = "the course is not in the courses table, so that nothing says what credits it earns";
                    faults.push(place.column("credits").fault("blank", cause, "fill in the credits; 0 if it earns none"));
                }
                let id = listings.push(blank(&given.course));
                index.insert(given.course.clone(), id);
                id
            }
        };
        state(place, given, &mut listings[listing], faults);
    }
    (listings, index)
}

/// A course of which nothing is known but its id.
fn blank(id: &str) -> Listing {
    Listing {
        id: id.to_owned(),
        title: String::new(),
        subject: String::new(),
        credits: 0,
        tags: Vec::new(),
        code: String::new(),
        group: None,
        lowest_grade: 0,
        highest_grade: u32::MAX,
        completions: 1,
        added_points: 0,
        content: true,
        prerequisites: Vec::new(),
        course: None,
        offered: BTreeMap::new(),
    }
}

/// Adds what a row of the catalogue states.
fn state(place: Place<'_>, given: &RawListing, listing: &mut Listing, faults: &mut Vec<Fault>) {
    if !given.title.trim().is_empty() {
        listing.title.clone_from(&given.title);
    }
    if !given.subject.trim().is_empty() {
        listing.subject.clone_from(&given.subject);
    }
    listing.credits = given.credits.unwrap_or(listing.credits);
    listing.tags = list(&given.tags).map(str::to_owned).collect::<BTreeSet<String>>().into_iter().collect();
    listing.code = given.code.trim().to_owned();
    listing.group = Some(given.group.trim()).filter(|group| !group.is_empty()).map(str::to_owned);
    listing.lowest_grade = given.lowest_grade.unwrap_or(0);
    listing.highest_grade = given.highest_grade.unwrap_or(u32::MAX);
    if listing.lowest_grade > listing.highest_grade {
        let cause = format!("the lowest grade, {}, is above the highest one, {}", listing.lowest_grade, listing.highest_grade);
        faults.push(place.column("lowest_grade").fault("out-of-range", cause, "correct one of the two, or leave it blank"));
    }
    listing.completions = given.completions.unwrap_or(1);
    if listing.completions == 0 {
        let cause = "a course that may be passed 0 times for credit could never be taken";
        faults.push(place.column("completions").fault(
            "out-of-range",
            cause,
            "give a number of at least 1; for no credit, set credits to 0",
        ));
    }
    listing.added_points = given.added_points.unwrap_or(0);
    listing.content = yes(place.column("content"), &given.content, faults);
}

/// Later years in which a course is offered otherwise.
pub(super) fn offerings(known: &Known<'_>, listings: &mut IdVec<ListingId, Listing>, faults: &mut Vec<Fault>) {
    for (row, given) in known.raw.offerings.iter().enumerate() {
        let place = Place { table: "offerings", row, column: "course", of: &given.course };
        let course = place.find("course", "the courses table", &given.course, &known.ids.courses, faults);
        let terms = terms(place.column("terms"), &given.terms, known, faults);
        let offset = match known.raw.settings.year {
            None => {
                let cause = "the settings do not say which year the school's own is";
                faults.push(place.column("year").fault("missing-year", cause, "set `year` in the settings"));
                None
            }
            Some(own) if given.year <= own => {
                let cause = format!("{} is not later than the school's own year, {own}", given.year);
                faults.push(place.column("year").fault(
                    "out-of-range",
                    cause,
                    "name a later year; this year's sections say what is offered now",
                ));
                None
            }
            Some(own) => Some(given.year - own),
        };
        // Courses of the school have the same position as listings.
        let (Some(course), Some(offset), Some(terms)) = (course, offset, terms) else { continue };
        if listings[ListingId::from_index(course.index())].offered.insert(offset, terms).is_some() {
            let cause = format!("an earlier row says when the course is offered in {}", given.year);
            faults.push(place.column("year").fault("duplicate", cause, "keep one of the rows"));
        }
    }
}

fn terms(place: Place<'_>, text: &str, known: &Known<'_>, faults: &mut Vec<Fault>) -> Option<Vec<TermId>> {
    match text.trim() {
        "all" => Some(known.terms.values().copied().collect::<BTreeSet<TermId>>().into_iter().collect()),
        "none" => Some(Vec::new()),
        "" => {
            faults.push(place.fault("blank", "the row does not say when the course is offered", "write all, none, or ids of terms"));
            None
        }
        _ => Some(
            list(text)
                .filter_map(|id| place.find("term", "the terms table", id, &known.terms, faults))
                .collect::<BTreeSet<TermId>>()
                .into_iter()
                .collect(),
        ),
    }
}
