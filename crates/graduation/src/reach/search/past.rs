//! What lies behind a student, as far as the order of courses matters.

use crate::reach::Who;
use mortarboard_model::graduation::{Ending, Record};
use mortarboard_model::{CourseId, Id, ListingId, TermId};
use std::collections::BTreeMap;

/// When a pass that can't change any more was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) grade: Option<u32>,
    /// First and last term; none for a whole year.
    terms: Option<(TermId, TermId)>,
    /// The terms, of a take of the year that is given.
    mask: u128,
    /// Whether it is a take of the year that is given, later than every record.
    fixed: bool,
}

impl When {
    pub(super) fn record(record: &Record) -> Self {
        When { grade: record.grade, terms: record.term.map(|term| (term, term)), mask: 0, fixed: false }
    }

    /// A take of the year that is given, beside the others of it: those of one course are one where order matters.
    pub(super) fn fixed(grade: u32, terms: &[TermId], all: &[(CourseId, Vec<TermId>)], course: CourseId) -> Self {
        let mask = terms.iter().filter(|term| term.index() < 128).fold(0, |mask, term| mask | 1u128 << term.index());
        let own = all.iter().filter(|(other, _)| *other == course).flat_map(|(_, terms)| terms).chain(terms);
        let ends = own.clone().min().copied().zip(own.max().copied());
        When { grade: Some(grade), terms: ends, mask, fixed: true }
    }

    /// When it ended: records before takes, those without a grade first.
    pub(super) fn end(&self, terms: usize) -> (bool, Option<u32>, usize) {
        let last = self.terms.map_or(terms.saturating_sub(1), |(_, last)| last.index());
        (self.fixed, if self.fixed { Some(0) } else { self.grade }, last)
    }

    /// Whether it covers a term of a grade.
    pub(super) fn covers(&self, grade: u32, term: TermId) -> bool {
        let when = if self.fixed { self.mask >> term.index() & 1 == 1 } else { self.terms.is_none_or(|(only, _)| only == term) };
        self.grade == Some(grade) && when
    }
}

/// When the courses on record began.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    begun: BTreeMap<ListingId, Vec<When>>,
}

impl Past {
    pub(super) fn new(records: &[&Record], fixed: &[(CourseId, Vec<TermId>)]) -> Self {
        let mut past = Past::default();
        for record in records.iter().filter(|record| record.ending != Ending::Withdrawn) {
            past.begun.entry(record.listing).or_default().push(When::record(record));
        }
        for (course, terms) in fixed {
            past.begun.entry(ListingId::from_index(course.index())).or_default().push(When::fixed(0, terms, fixed, *course));
        }
        past
    }

    /// Whether any of the listings was begun before the first step that is open.
    pub(super) fn begun(&self, listing: ListingId) -> bool {
        self.begun.contains_key(&listing)
    }

    /// Whether a pass ended before each of these listings was begun, as far as they were. In doubt it did not.
    pub(super) fn ends_before(&self, pass: When, mut others: impl Iterator<Item = ListingId>) -> bool {
        let end = |when: &When| when.terms.map_or(usize::MAX, |(_, last)| last.index());
        let begin = |when: &When| when.terms.map_or(0, |(first, _)| first.index());
        others.all(|other| {
            self.begun.get(&other).into_iter().flatten().all(|other| match (pass.fixed, other.fixed) {
                (false, true) => true,
                (true, false) => false,
                (true, true) => end(&pass) < begin(other),
                (false, false) => match (pass.grade, other.grade) {
                    (Some(here), Some(there)) => (here, end(&pass)) < (there, begin(other)),
                    _ => false,
                },
            })
        })
    }
}

/// Whether a record in progress goes on as a take of this year.
pub(super) fn is_one(who: Who<'_>, record: &Record, (course, terms): &(CourseId, Vec<TermId>)) -> bool {
    record.listing.index() == course.index()
        && record.grade.is_none_or(|grade| grade == who.grade)
        && record.term.is_none_or(|term| terms.contains(&term))
}
