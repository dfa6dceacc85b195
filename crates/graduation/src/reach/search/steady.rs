//! Courses of this year that never do harm when they are passed instead of failed.

use super::needs::NONE;
use super::standing::Standing;
use mortarboard_model::Id;

impl Standing<'_> {
    /// Whether passing a course of the given year instead of failing it never takes a route away, whatever else is
    /// failed. This standing has the course passed, once. False in doubt.
    ///
    /// Why it holds: take a route under which the course is failed. All its takes stay when it is passed, and everything that
    /// is asked still holds:
    ///
    /// - *Order.* A pass opens every gate that is open without it; what must come before or with another is taken in
    ///   both cases.
    /// - *Credit.* The pass is one more source, which a flow need not use. Where it makes the passes of the course share
    ///   their credit, these have together no less than without it, under no more limits. Rests that are put together
    ///   in another way could make it less, and so could credit that a validation gives while the course is not passed.
    /// - *Validations.* As a higher course it lends more; only an either-or may then be about what it was not about before.
    /// - *Before.* Nothing must end before the course begins, and the course itself before no other.
    /// - *Terms.* It covers more.
    /// - *Averages.* The top mark stands where a failed one did.
    pub(super) fn is_steady(&self, course: usize) -> bool {
        let needs = self.tables.needs;
        if course >= self.courses || needs.is_timed(course) || needs.low_of[course] != NONE || self.is_ragged(course, 1) {
            return false;
        }
        let lends = needs.lows.iter().filter(|low| low.highers.iter().any(|(higher, _)| higher.index() == course));
        let mut lends = lends.map(|low| low.listing.index()).peekable();
        lends.peek().is_none() || (needs.eithers.is_empty() && lends.all(|low| !needs.is_timed(low)))
    }
}
