//! Credit that may be had from outside.

use super::filter::Reader;
use super::{Known, Place};
use crate::build::{list, register};
use crate::fault::Fault;
use crate::graduation::raw::{RawFilter, RawOutside};
use crate::graduation::{Listing, MOST_PARTS, Outside, OutsideWhen};
use crate::ids::{GroupId, IdVec, ListingId};
use std::collections::BTreeMap;

pub(super) fn outside(
    known: &Known<'_>,
    listings: &IdVec<ListingId, Listing>,
    groups: &IdVec<GroupId, String>,
    faults: &mut Vec<Fault>,
) -> Vec<Outside> {
    let reader = Reader::new(known, listings);
    let mut ids = BTreeMap::new();
    let mut all = Vec::new();
    for (row, given) in known.raw.outside.iter().enumerate() {
        let place = Place { table: "outside", row, column: "outside", of: &given.outside };
        if register("outside", row, "outside", &given.outside, &mut ids, GroupId(0), faults) {
            all.extend(one(&reader, place, given, groups, faults));
        }
    }
    all
}

fn one(
    reader: &Reader<'_>,
    place: Place<'_>,
    given: &RawOutside,
    groups: &IdVec<GroupId, String>,
    faults: &mut Vec<Fault>,
) -> Option<Outside> {
    let when = match given.when.trim() {
        "" | "year" => OutsideWhen::Year,
        "summer" => OutsideWhen::Summer,
        term => OutsideWhen::Term(place.column("when").find("term", "the terms table", term, &reader.known.terms, faults)?),
    };
    if let (Some(lowest), Some(highest)) = (given.lowest_grade, given.highest_grade)
        && lowest > highest
    {
        let cause = format!("the lowest grade, {lowest}, is above the highest one, {highest}");
        faults.push(place.column("lowest_grade").fault("out-of-range", cause, "correct one of the two, or leave it blank"));
    }
    let index: BTreeMap<&str, GroupId> = groups.iter().map(|(id, name)| (name.as_str(), id)).collect();
    let found = list(&given.groups).filter_map(|group| place.column("groups").find("group", "the student groups", group, &index, faults));
    let groups = found.collect();
    let words = |text: &str| list(text).map(str::to_owned).collect::<Vec<String>>();
    let filter =
        RawFilter { course: words(&given.courses), subject: words(&given.subjects), tag: words(&given.tags), ..RawFilter::default() };
    let conditions = reader.filter(place.column("courses"), &[filter], None, faults).any.pop()?;
    let Some(most) = given.most_credits.filter(|&most| most > 0) else {
        let cause = "the row does not say how many credits a student may have in a year";
        faults.push(place.column("most_credits").fault("blank", cause, "fill in the most credits a year"));
        return None;
    };
    let credits = |id: &ListingId| reader.listings[*id].credits;
    let all = conditions.listings.len();
    let listings: Vec<ListingId> = conditions.listings.into_iter().filter(|id| credits(id) <= most).collect();
    if listings.is_empty() && all > 0 {
        let cause = format!("no course that may be had has as few as {most} credits");
        faults.push(place.column("most_credits").fault("out-of-range", cause, "raise the most credits a year, or name smaller courses"));
    }
    let outside = Outside {
        id: given.outside.clone(),
        title: if given.title.trim().is_empty() { given.outside.clone() } else { given.title.clone() },
        part: listings.iter().map(credits).filter(|&credits| credits > 0).fold(most, gcd),
        listings,
        when,
        most,
        lowest_grade: given.lowest_grade.unwrap_or(0),
        highest_grade: given.highest_grade.unwrap_or(u32::MAX),
        groups,
        cost: given.cost.unwrap_or(0),
    };
    if outside.most / outside.part > MOST_PARTS {
        let cause = format!("{most} is more than {MOST_PARTS} times {}, of which all credits are multiples", outside.part);
        faults.push(place.column("most_credits").fault("out-of-range", cause, "lower the most credits a year"));
    }
    Some(outside)
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
