//! Courses of this year that never do harm when they are passed instead of failed.

use super::needs::NONE;
use super::standing::Standing;
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Ending};
use mortarboard_model::{Id, ListingId};

impl Standing<'_> {
    /// Whether passing a course of the given year instead of failing it never takes a route away, whatever else is
    /// failed. This standing has the course passed, once. False in doubt.
    ///
    /// Why it holds: take a route under which the course is failed. If its takes of the course are still within the
    /// completions when it is passed, they all stay; otherwise the first of them is dropped, and the pass of this year
    /// counts in its place. Then everything that is asked still holds:
    ///
    /// - *Order.* A pass opens every gate that a later take opens, and earlier; nothing else is opened by less.
    /// - *Day.* A take dropped leaves cells free.
    /// - *Completions.* All passes of the course count, so no pass is pushed out by this one.
    /// - *Credit.* The pass is worth as many pieces as the take dropped and as the credit that a validation gives
    ///   while the course is not passed, and the same filters admit it, so that the same flow is possible. A pass that
    ///   replaces nothing is one more source, which a flow need not use. Only caps and either-ors tell a validation's
    ///   credit from a pass of the course; they must not concern it.
    /// - *Validations.* As a higher course it lends in its own year what it lends in later ones.
    /// - *Before.* Nothing must end before the course begins, and the course itself before no other.
    /// - *Terms.* No requirement of participation hangs on the course.
    /// - *Averages.* The top mark, at least what is asked, replaces failed marks that are no better than that.
    pub(super) fn is_steady(&self, who: Who<'_>, course: usize) -> bool {
        let needs = self.tables.needs;
        let same = |listing: usize| {
            let now = needs.take(self.years_after(0), listing);
            (1..self.years).all(|year| needs.take(self.years_after(year), listing) == now)
        };
        if course >= self.courses || !same(course) || needs.is_timed(course) {
            return false;
        }
        let records = || who.progress.records.iter().filter(|record| record.listing.index() == course);
        let passes = records().filter(|record| matches!(record.ending, Ending::InProgress | Ending::Passed)).count();
        // With the pass of this year.
        if passes + 1 > self.listing(course).completions as usize {
            return false;
        }
        // Where a part of it is on record, a take may be worth less than this year's pass.
        let parts = |credits| self.listing(course).uses(credits) < self.listing(course).credits;
        if records().any(|record| matches!(record.ending, Ending::InProgress | Ending::Passed) && parts(record.credits)) {
            return false;
        }
        let may = needs.may(course);
        let mut told_apart = needs.caps.iter().map(|(bit, _)| *bit).chain(needs.eithers.iter().map(|(bit, _)| *bit));
        if needs.low_of[course] != NONE && told_apart.any(|bit| may >> bit & 1 == 1) {
            return false;
        }
        let id = ListingId::from_index(course);
        let lends = needs.lows.iter().filter(|low| low.highers.iter().any(|(higher, _)| *higher == id));
        if !lends.map(|low| low.listing.index()).all(|low| same(low) && !needs.is_timed(low)) {
            return false;
        }
        needs.plan.nodes.iter().all(|(node, known)| {
            let admitted = needs.watch[node.index()].is_some_and(|bit| may >> bit & 1 == 1);
            match &known.asks {
                Asks::EachTerm { .. } => !admitted,
                Asks::Average { least, .. } => {
                    let failed = records().filter(|record| record.ending == Ending::Failed);
                    !admitted || needs.top >= *least && failed.filter_map(|record| record.points).all(|points| points <= *least)
                }
                _ => true,
            }
        })
    }
}
