//! What part of a course one of its terms is, where a transcript does not say it.

use crate::graduation::Listing;
use crate::ids::{CourseId, Id, IdVec, PatternId, TermId};
use crate::raw::RawSchool;
use crate::school::{Course, Pattern};
use crate::time::Calendar;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Shares<'a> {
    /// By course of the school: the sets of terms in which it may meet.
    terms: Vec<BTreeSet<BTreeSet<TermId>>>,
    /// The least credits that a student has for a term of a course.
    parts: BTreeMap<(&'a str, &'a str), u32>,
}

impl<'a> Shares<'a> {
    pub(super) fn new(
        raw: &'a RawSchool,
        (calendar, patterns): (&Calendar, &IdVec<PatternId, Pattern>),
        courses: &IdVec<CourseId, Course>,
    ) -> Self {
        let met = |&pattern: &PatternId| -> BTreeSet<TermId> {
            let cells = patterns.get(pattern).map_or([].as_slice(), |pattern| &pattern.cells);
            cells.iter().filter_map(|&cell| Some(calendar.cells().get(cell)?.term)).collect()
        };
        let mut parts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for row in raw.transcripts.iter().filter(|row| !row.term.trim().is_empty()) {
            if let Some(credits) = row.attempted.or(row.credits).filter(|&credits| credits > 0) {
                let least = parts.entry((row.student.trim(), row.course.trim())).or_insert(credits);
                *least = credits.min(*least);
            }
        }
        Shares { terms: courses.values().map(|course| course.patterns.iter().map(met).collect()).collect(), parts }
    }

    /// The credits attempted in one term of a course of which nothing was earned: what the student has for another term
    /// of it; or else, where it only meets in several terms, its credits divided by the fewest of these.
    pub(super) fn of_term(&self, (student, course): (&str, &str), listing: &Listing, term: TermId) -> u32 {
        if let Some(&part) = self.parts.get(&(student.trim(), course.trim())) {
            return part.min(listing.credits);
        }
        let sets = listing.course.and_then(|course| self.terms.get(course.index()));
        let fewest = sets.into_iter().flatten().filter(|terms| terms.contains(&term)).map(BTreeSet::len).min();
        listing.credits / fewest.and_then(|fewest| u32::try_from(fewest).ok()).unwrap_or(1).max(1)
    }
}
