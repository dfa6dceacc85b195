//! What is had: records, takes that are given, and others.

use super::needs::{Had, least_missing};
use super::{Choice, Oracle};
use mortarboard_model::graduation::Ending;
use mortarboard_model::{Id, ListingId};
use std::rc::Rc;

impl Oracle<'_> {
    /// What is on record.
    pub(super) fn find_records(&self) -> Vec<Had> {
        let graduation = self.school.graduation();
        let records = self.who.progress.records.iter().filter(|record| !self.goes_on(record)).map(|record| {
            let terms: Rc<[usize]> = match record.term {
                Some(term) => [term.index()].into(),
                None => (0..self.school.calendar().terms().len()).collect(),
            };
            let points = if record.ending == Ending::InProgress { Some(u32::MAX) } else { record.points };
            let (listing, grade, method) = (record.listing, record.grade, record.method.as_str().into());
            let known = &graduation.listings[listing];
            let average =
                if record.ending == Ending::InProgress { Some(graduation.top_points + known.added_points) } else { record.average };
            let (credits, attempted, ending) = (record.credits, record.attempted, record.ending);
            let span = (*terms.first().unwrap(), *terms.last().unwrap());
            Had { listing, grade, terms, points, method, average, credits, attempted, year: None, span, ending, void: false }
        });
        records.collect()
    }

    /// Pieces missing, and then other requirements missed, with some takes.
    pub(super) fn missing(&self, takes: &[Choice]) -> (u32, u32) {
        let graduation = self.school.graduation();
        let mut had = self.records.clone();
        let mut add = |take: &Choice, ending, void| {
            let listing = ListingId(take.course.0);
            let known = &graduation.listings[listing];
            let failed = ending == Ending::Failed;
            let points = Some(if failed { 0 } else { graduation.top_mark });
            let average = Some(if failed { 0 } else { graduation.top_points + known.added_points });
            let (grade, terms, method) = (Some(self.grade_in(take.year)), Rc::clone(&take.terms), Rc::clone(&self.method));
            let (credits, attempted, year) = (known.credits, known.credits, Some(take.year));
            let span = (*terms.first().unwrap(), *terms.last().unwrap());
            had.push(Had { listing, grade, terms, points, method, average, credits, attempted, year, span, ending, void });
        };
        // Fixed takes come first, in the order of the scene.
        self.fixed.iter().for_each(|take| add(take, Ending::Passed, !self.ordered.contains(take)));
        let later = takes.iter().filter(|take| !self.is_given(take));
        later.for_each(|take| add(take, Ending::Passed, false));
        if self.scene.fixed.is_some() {
            self.failed.iter().for_each(|take| add(take, Ending::Failed, false));
        }
        let together = had.clone();
        for one in had.iter_mut().filter(|one| one.year.is_some() && one.ending != Ending::Failed) {
            let own =
                together.iter().filter(|other| (other.listing, other.year) == (one.listing, one.year) && other.ending != Ending::Failed);
            one.span = own.fold(one.span, |(first, last), other| (first.min(other.span.0), last.max(other.span.1)));
        }
        least_missing(self.school, self.own, self.who, &had, &self.waived, self.given)
    }
}
