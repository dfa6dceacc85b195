//! What counts: filters resolved to courses.

use super::{HIGHEST_GRADE, Known, Place};
use crate::fault::Fault;
use crate::graduation::raw::RawFilter;
use crate::graduation::{Conditions, Filter, Listing};
use crate::ids::{IdVec, ListingId};
use std::collections::BTreeSet;

/// What a plan is read against.
pub(super) struct Reader<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) listings: &'a IdVec<ListingId, Listing>,
    tags: BTreeSet<&'a str>,
    subjects: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
    /// Groups of students.
    pub(super) student_groups: BTreeSet<&'a str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(known: &'a Known<'a>, listings: &'a IdVec<ListingId, Listing>) -> Self {
        Reader {
            known,
            listings,
            tags: listings.values().flat_map(|listing| &listing.tags).map(String::as_str).collect(),
            subjects: listings.values().map(|listing| listing.subject.trim()).filter(|subject| !subject.is_empty()).collect(),
            groups: listings.values().filter_map(|listing| listing.group.as_deref()).collect(),
            student_groups: known.raw.student_groups.iter().map(|row| row.group.as_str()).collect(),
        }
    }

    /// What any one of the filters admits, narrowed to some courses if these are given.
    pub(super) fn filter(&self, place: Place<'_>, given: &[RawFilter], among: Option<&[ListingId]>, faults: &mut Vec<Fault>) -> Filter {
        if given.is_empty() {
            let listings = among.map_or_else(|| self.listings.ids().collect(), <[ListingId]>::to_vec);
            return Filter { any: vec![Conditions { listings, ..Conditions::default() }] };
        }
        Filter { any: given.iter().map(|given| self.conditions(place, given, among, faults)).collect() }
    }

    /// Courses by id, and all that carry a tag where an entry is `tag:NAME`; sorted.
    pub(super) fn named(&self, place: Place<'_>, given: &[String], faults: &mut Vec<Fault>) -> Vec<ListingId> {
        let mut found: BTreeSet<ListingId> = BTreeSet::new();
        for (at, id) in given.iter().map(|id| id.trim()).enumerate() {
            // An id may itself begin like that.
            match id.strip_prefix("tag:").map(str::trim) {
                Some(tag) if !self.known.listings.contains_key(id) => {
                    self.unknown_tag(place, tag, at + 1, faults);
                    found.extend(self.listings.iter().filter(|(_, own)| own.tags.iter().any(|own| own == tag)).map(|(id, _)| id));
                }
                _ => found.extend(place.listing(id, self.known, faults)),
            }
        }
        found.into_iter().collect()
    }

    fn unknown_tag(&self, place: Place<'_>, tag: &str, at: usize, faults: &mut Vec<Fault>) {
        if !self.tags.contains(tag) {
            let cause = format!("no course carries tag {at} of the list");
            let fix = "add the tag to courses in the catalogue, where courses that are not offered now may be listed too, or take it out of the plan";
            faults.push(place.fault("unknown-tag", cause, fix).not_known("tag", tag));
        }
    }

    fn conditions(&self, place: Place<'_>, given: &RawFilter, among: Option<&[ListingId]>, faults: &mut Vec<Fault>) -> Conditions {
        let before = faults.len();
        let words = |list: &[String]| list.iter().map(|word| word.trim().to_owned()).collect::<BTreeSet<String>>();
        let (subject, tag, group, code) = (words(&given.subject), words(&given.tag), words(&given.group), words(&given.code));
        let (not_tag, methods, not_methods) = (words(&given.not_tag), words(&given.method), words(&given.not_method));
        let ids = |list: &'_ [String], faults: &mut Vec<Fault>| place.listings(list.iter().map(String::as_str), self.known, faults);
        let course = ids(&given.course, faults);
        let not_course = ids(&given.not_course, faults);
        let bears = |listing: &Listing, prefix: &str| !prefix.is_empty() && listing.code.starts_with(prefix);
        let at = |list: &[String], word: &str| list.iter().position(|known| known.trim() == word).map_or(0, |at| at + 1);
        tag.iter().for_each(|tag| self.unknown_tag(place, tag, at(&given.tag, tag), faults));
        for subject in subject.iter().filter(|subject| !self.subjects.contains(subject.as_str())) {
            let cause = format!("no course has subject {} of the list", at(&given.subject, subject));
            let fix = "write a subject as the courses table or the catalogue does";
            faults.push(place.fault("unknown-subject", cause, fix).not_known("subject", subject));
        }
        for group in group.iter().filter(|group| !self.groups.contains(group.as_str())) {
            let cause = format!("no course belongs to group {} of the list", at(&given.group, group));
            faults.push(place.fault("unknown-group", cause, "write a group as the catalogue does").not_known("course group", group));
        }
        for code in code.iter().filter(|code| !self.listings.values().any(|listing| bears(listing, code))) {
            let cause = format!("no course has a code that begins with code {} of the list", at(&given.code, code));
            faults.push(place.fault("unknown-code", cause, "write the beginning of a code of the catalogue").not_known("code", code));
        }
        if let (Some(from), Some(to)) = (given.from_grade, given.to_grade)
            && from > to
        {
            let cause = format!("no grade is both at least {from} and at most {to}");
            faults.push(place.fault("out-of-range", cause, "correct from_grade or to_grade"));
        }
        if methods.iter().any(|method| not_methods.contains(method)) || (!methods.is_empty() && methods.contains("")) {
            let cause = "the filter names a blank method, or one method as both admitted and not";
            faults.push(place.fault("bad-value", cause, "correct method or not_method"));
        }
        let min_points = self.known.marks.least(place, &given.min_mark, faults);
        let begun = self.named(place, &given.before, faults);
        let admits = |id: ListingId| {
            let listing = &self.listings[id];
            among.is_none_or(|among| among.contains(&id))
                && (given.course.is_empty() || course.binary_search(&id).is_ok())
                && (subject.is_empty() || subject.contains(listing.subject.trim()))
                && (tag.is_empty() || listing.tags.iter().any(|own| tag.contains(own)))
                && (group.is_empty() || listing.group.as_ref().is_some_and(|own| group.contains(own)))
                && (code.is_empty() || code.iter().any(|prefix| bears(listing, prefix)))
                && not_course.binary_search(&id).is_err()
                && !listing.tags.iter().any(|own| not_tag.contains(own))
        };
        let listings: Vec<ListingId> = self.listings.ids().filter(|&id| admits(id)).collect();
        if listings.is_empty() && faults.len() == before && among.is_none_or(|among| !among.is_empty()) {
            let cause = "no course passes all conditions of the filter, so that nothing could ever count";
            faults.push(place.fault("empty-filter", cause, "relax the filter, or add what it asks for to the catalogue"));
        }
        Conditions {
            listings,
            methods: methods.into_iter().collect(),
            not_methods: not_methods.into_iter().collect(),
            from_grade: given.from_grade.map(|grade| grade.min(HIGHEST_GRADE + 1)),
            to_grade: given.to_grade,
            min_points,
            letter: given.letter,
            before: begun,
        }
    }
}
