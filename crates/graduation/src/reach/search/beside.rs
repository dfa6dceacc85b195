//! Credit from outside beside a year that is given.

use super::standing::Standing;
use super::times::bits;
use mortarboard_model::graduation::{Record, When};
use mortarboard_model::{CourseId, Id, TermId};

impl Standing<'_> {
    /// By course, the sets of terms outside the school's own in which it may be taken beside what is given. What opens it
    /// lies behind the student or is given at the right time, so that no gate has to be looked at again.
    pub(super) fn beside(&self, records: &[&Record], counted: &[&(CourseId, Vec<TermId>)], given: &dyn Fn(CourseId) -> bool) -> Vec<u64> {
        let offers = self.tables.times.offers.iter().take(self.courses).enumerate();
        let own = offers.map(|(course, offer)| {
            if offer.outside == 0 || given(CourseId::from_index(course)) || self.is_timed(course) {
                return 0;
            }
            let single = bits(offer.outside).filter(|&at| offer.spans[at].parts.is_empty());
            let open = single.filter(|&at| self.is_open_beside(course, &offer.spans[at].terms, records, counted));
            let open = open.fold(0, |all, at| all | 1u64 << at);
            let possible = |at: &usize| offer.spans[*at].parts.iter().all(|&part| open >> part & 1 == 1);
            bits(offer.outside).filter(|&at| !offer.spans[at].parts.is_empty()).filter(possible).fold(open, |all, at| all | 1u64 << at)
        });
        own.collect()
    }

    /// Whether a condition of order of the plan concerns a course, or one that it validates.
    fn is_timed(&self, course: usize) -> bool {
        let needs = self.tables.needs;
        let lends = |low: &super::needs::Low| low.highers.iter().any(|(higher, _)| higher.index() == course);
        needs.is_timed(course) || needs.lows.iter().any(|low| lends(low) && needs.is_timed(low.listing.index()))
    }

    fn is_open_beside(&self, course: usize, terms: &[TermId], records: &[&Record], counted: &[&(CourseId, Vec<TermId>)]) -> bool {
        let order = self.tables.order;
        let (from, to) = order.range(course);
        order.gates[from..to].iter().all(|gate| {
            let timely = |theirs: &[TermId]| {
                let before = theirs.last() < terms.first();
                match gate.when {
                    When::Before => before,
                    When::With => before || theirs.first() <= terms.first(),
                    When::Same => before || theirs == terms,
                }
            };
            gate.opened_by(records.iter().copied())
                || counted.iter().any(|(other, theirs)| gate.takes.contains(&other.index()) && timely(theirs))
        })
    }
}
