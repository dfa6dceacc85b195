//! Courses that come too late for anybody: what must be passed before them takes too many terms.

use super::{fault, row};
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::{Ending, Graduation, Listing, When};
use mortarboard_model::text::and;
use mortarboard_model::{Id, IdVec, ListingId, School};

pub(super) fn look(school: &School, faults: &mut Vec<Fault>) {
    let graduation = school.graduation();
    if graduation.listings.values().all(|listing| listing.prerequisites.is_empty()) {
        return;
    }
    let entry = Entry::new(school, graduation);
    for (id, course) in school.courses().iter().filter(|(_, course)| !course.sections.is_empty()) {
        let listing = ListingId::from_index(id.index());
        let Some(data) = graduation.listings.get(listing).filter(|_| entry.first[listing].is_none()) else { continue };
        let late = data.prerequisites.iter().filter(|clause| clause.when == When::Before);
        let late = late.filter(|clause| clause.any_of.iter().all(|&other| entry.after(other).is_none_or(|step| step >= entry.steps)));
        let names: Vec<&str> =
            late.flat_map(|clause| &clause.any_of).filter_map(|&other| graduation.listings.get(other)).map(|l| l.id.as_str()).collect();
        let cause = match names.as_slice() {
            [] => format!("whoever enters in grade {} has no time for what must come before it", graduation.first_grade),
            _ => format!("whoever enters in grade {} can't pass {} early enough, or at all", graduation.first_grade, and(&names)),
        };
        let fix = "offer what comes before it earlier, or change its prerequisites or grades";
        faults.push(fault("course-out-of-reach", "courses", true).at(row(id), "course").of(&course.id).because(cause).mend(fix));
    }
}

/// The earliest step (year and term, from entry) in which each listing can be begun by someone who enters
/// with no credit; none when there is no such step before the last grade ends.
struct Entry<'a> {
    school: &'a School,
    graduation: &'a Graduation,
    steps: usize,
    first: IdVec<ListingId, Option<usize>>,
    /// Some student has passed it elsewhere or earlier, though it is not offered.
    known: IdVec<ListingId, bool>,
}

impl<'a> Entry<'a> {
    fn new(school: &'a School, graduation: &'a Graduation) -> Self {
        let terms = school.calendar().terms().len();
        let years = graduation.last_grade.saturating_sub(graduation.first_grade) as usize + 1;
        let count = graduation.listings.len();
        let mut entry =
            Entry { school, graduation, steps: years * terms, first: IdVec::filled(count, None), known: IdVec::filled(count, false) };
        for record in graduation.students.values().flat_map(|student| &student.records) {
            if matches!(record.ending, Ending::Passed | Ending::InProgress) && record.listing.index() < count {
                entry.known[record.listing] = true;
            }
        }
        let mut more = true;
        while more {
            more = false;
            for (id, listing) in graduation.listings.iter() {
                let next = entry.begin(listing);
                // Steps only ever grow earlier, so this comes to an end.
                if next.is_some_and(|step| entry.first[id].is_none_or(|now| step < now)) {
                    entry.first[id] = next;
                    more = true;
                }
            }
        }
        entry
    }

    /// Terms that a course takes, at the least.
    fn length(&self, listing: &Listing) -> Option<usize> {
        let course = self.school.courses().get(listing.course?)?;
        let spans = course.patterns.iter().filter_map(|&pattern| self.school.patterns().get(pattern)).map(|pattern| {
            let mut terms: Vec<usize> = pattern.cells.iter().map(|&cell| self.school.calendar().cells()[cell].term.index()).collect();
            terms.sort_unstable();
            terms.dedup();
            terms.len()
        });
        spans.min().filter(|_| !course.sections.is_empty() || !listing.offered.is_empty())
    }

    /// The step after which a listing may be passed.
    fn after(&self, id: ListingId) -> Option<usize> {
        let listing = self.graduation.listings.get(id)?;
        match (self.first.get(id).copied().flatten(), self.length(listing)) {
            (Some(first), Some(length)) => Some(first + length),
            (_, None) if self.known.get(id) == Some(&true) => Some(0),
            _ => None,
        }
    }

    fn begin(&self, listing: &Listing) -> Option<usize> {
        let length = self.length(listing)?;
        let terms = self.school.calendar().terms().len();
        let mut step = listing.lowest_grade.saturating_sub(self.graduation.first_grade) as usize * terms;
        for clause in listing.prerequisites.iter().filter(|clause| clause.when == When::Before) {
            step = step.max(clause.any_of.iter().filter_map(|&other| self.after(other)).min()?);
        }
        // A course of a whole year begins with the year.
        if length == terms {
            step = step.div_ceil(terms) * terms;
        }
        let grade = self.graduation.first_grade as usize + step / terms.max(1);
        (step + length <= self.steps && grade <= listing.highest_grade as usize).then_some(step)
    }
}
