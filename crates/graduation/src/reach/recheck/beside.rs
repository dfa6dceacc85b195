//! Credit from outside the school's own terms in year 0, and beside a year that is given.

use super::possible::{Cells, Question};
use crate::audit::{Taken, is_timely, may_fulfil};
use mortarboard_model::graduation::{Asks, Clause, Conditions, Filter};
use mortarboard_model::{CourseId, Id, ListingId, TermId};

impl Question<'_> {
    /// Whether cells lie outside the school's own terms.
    pub(super) fn is_outside(&self, cells: &Cells) -> bool {
        cells.keys().all(|&term| self.school.calendar().is_outside(TermId::from_index(term)))
    }

    /// Whether a course is had outside in these terms of year 0.
    pub(super) fn is_offered_outside(&self, course: CourseId, cells: &Cells) -> bool {
        let listing = self.school.graduation().listings.get(ListingId::from_index(course.index()));
        let terms = listing.and_then(|listing| listing.offered.get(&0));
        terms.is_some_and(|terms| cells.keys().all(|&term| terms.contains(&TermId::from_index(term))))
    }

    /// Whether a course may be had so beside the year that is given.
    pub(super) fn is_beside(&self, course: CourseId, cells: &Cells) -> bool {
        let listing = ListingId::from_index(course.index());
        let given = self.fixed.iter().chain(&self.failed).any(|take| take.listing == listing);
        if given || !self.is_outside(cells) || !self.is_offered_outside(course, cells) || self.is_timed(listing) {
            return false;
        }
        let take = Taken { listing, year: 0, terms: cells.keys().copied().collect() };
        let clauses = self.school.graduation().listings.get(listing).map_or([].as_slice(), |found| &found.prerequisites);
        clauses.iter().all(|clause| self.recorded(clause, listing) || self.counted().any(|given| self.opens(clause, given, &take)))
    }

    fn opens(&self, clause: &Clause, given: &Taken, take: &Taken) -> bool {
        may_fulfil(self.school, &self.plan.stands, clause, given, take) && is_timely(clause.when, given, take)
    }

    /// Whether a record fulfils a clause of a listing.
    fn recorded(&self, clause: &Clause, own: ListingId) -> bool {
        let past = self.history.passes.iter().filter(|pass| pass.span.past && pass.listing != own);
        past.filter(|pass| self.plan.stands.opens(clause, pass.listing)).any(|pass| pass.mark.reaches(clause.min_points))
    }

    /// Whether a condition of order of the plan concerns a listing, or one that it validates.
    fn is_timed(&self, listing: ListingId) -> bool {
        let lower = self.plan.validations.iter().filter(|found| found.higher.contains(&listing)).flat_map(|found| &found.lower);
        lower.chain([&listing]).any(|listing| self.filters().flat_map(|filter| &filter.any).any(|one| concerns(one, *listing)))
    }

    fn filters(&self) -> impl Iterator<Item = &Filter> {
        let nodes = self.plan.nodes.values().flat_map(|node| filters_of(&node.asks));
        nodes.chain(self.plan.caps.iter().map(|cap| &cap.from)).chain(self.plan.either.iter().map(|either| &either.from))
    }
}

fn filters_of(asks: &Asks) -> Vec<&Filter> {
    match asks {
        Asks::Credits(credits) => credits.substitutes.iter().map(|cap| &cap.from).chain([&credits.from]).collect(),
        Asks::EachTerm { from, .. } | Asks::Average { from, .. } => vec![from],
        _ => Vec::new(),
    }
}

fn concerns(conditions: &Conditions, listing: ListingId) -> bool {
    !conditions.before.is_empty() && (conditions.before.contains(&listing) || conditions.listings.contains(&listing))
}
