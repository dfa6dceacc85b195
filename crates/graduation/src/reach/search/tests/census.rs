//! What the students are like who are held against plain enumeration.

use crate::reach::oracle::cases::Case;
use mortarboard_model::ListingId;
use mortarboard_model::graduation::{Asks, Ending, Repeats};
use std::collections::{BTreeMap, BTreeSet};

/// Students drawn, and of those whom enumeration answered what there is to get wrong about them.
#[derive(Default)]
pub(super) struct Census {
    pub(super) drawn: u32,
    pub(super) answered: u32,
    with: BTreeMap<&'static str, u32>,
}

impl Census {
    /// One more student whom enumeration answered.
    pub(super) fn answered(&mut self, case: &Case, reachable: bool) {
        self.answered += 1;
        for what in features(case, reachable) {
            *self.with.entry(what).or_default() += 1;
        }
    }

    /// Nine in ten were answered, and everything occurs in many of them.
    pub(super) fn is_wide(&self, least: u32, outside: bool) {
        assert!(self.answered * 10 >= self.drawn * 9, "{} of {} answered", self.answered, self.drawn);
        assert!(self.answered >= least, "{} of {} answered", self.answered, self.drawn);
        let of_both = [
            "a route",
            "no route",
            "retakes",
            "repeatable courses",
            "several terms",
            "order",
            "average of the best",
            "average of the latest",
            "average of all",
            "substitutions",
            "waivers",
            "a given year",
        ];
        for what in of_both.into_iter().chain(outside.then_some("credit from outside")) {
            let count = self.with.get(what).copied().unwrap_or(0);
            assert!(count * 50 >= self.answered, "{what}: {count} of {} students", self.answered);
        }
    }
}

fn features(case: &Case, reachable: bool) -> BTreeSet<&'static str> {
    let (graduation, progress) = (case.school.graduation(), case.who().progress);
    let mut found = BTreeSet::from([if reachable { "a route" } else { "no route" }]);
    let mut note = |is: bool, what: &'static str| found.extend(is.then_some(what));
    let courses = case.school.courses().len();
    let known = |listing: ListingId| (listing.0 as usize) < courses;
    let begun = |ending| matches!(ending, Ending::Passed | Ending::Failed);
    note(progress.records.iter().any(|record| known(record.listing) && begun(record.ending)), "retakes");
    note(graduation.listings.values().any(|listing| listing.completions > 1), "repeatable courses");
    note(case.school.calendar().own_terms().count() > 1, "several terms");
    note(graduation.listings.values().any(|listing| !listing.prerequisites.is_empty()), "order");
    note(!progress.substitutions.is_empty(), "substitutions");
    note(!progress.waivers.is_empty() || !progress.allowances.is_empty(), "waivers");
    note(case.scene().fixed.is_some(), "a given year");
    let terms = 0..case.school.calendar().terms().len() as u32;
    let outside = terms.into_iter().any(|term| case.school.calendar().is_outside(mortarboard_model::TermId(term)));
    note(outside, "credit from outside");
    for node in case.plan().nodes.values() {
        if let Asks::Average { repeats, .. } = &node.asks {
            note(
                true,
                match repeats {
                    Repeats::Best => "average of the best",
                    Repeats::Latest => "average of the latest",
                    Repeats::All => "average of all",
                },
            );
        }
    }
    found
}
