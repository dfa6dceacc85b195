//! What a student may gain from a course that was passed before.

use super::recorded;
use crate::audit::{History, Origin, Pass, Standing, Taken, Waived, admits, measure};
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Ending, Filter, Listing, Plan};
use mortarboard_model::{ListingId, School};

/// Whether a student may gain anything from taking a course this year: credit, or a pass that counts where those there
/// are do not. Courses that earn no credit are not taken for it, and are always of use.
pub(super) fn any(school: &School, who: Who<'_>, grade: Option<u32>, id: ListingId) -> bool {
    let graduation = school.graduation();
    let Some(listing) = graduation.listings.get(id) else { return true };
    let passed = who.progress.records.iter().filter(|record| record.listing == id && record.ending == Ending::Passed);
    let mut credits: Vec<u32> = passed.map(|record| record.credits).collect();
    if listing.credits == 0 || credits.is_empty() {
        return true;
    }
    let full = listing.total(&credits);
    credits.push(listing.credits);
    if listing.total(&credits) > full || opens(school, who, id) {
        return true;
    }
    let history = History::new(school, &who.progress.stands(), who, &[], &[], &[]).earned();
    let terms = (0..school.calendar().terms().len()).collect();
    let take = Pass { grade, ..Taken { listing: id, year: 0, terms }.pass(school, who, Origin::Planned(0)) };
    let case = Case { school, who, listing, history, take };
    who.progress.plans.iter().filter_map(|&plan| graduation.plans.get(plan)).any(|plan| case.counts(plan))
}

/// Whether a course asks a mark in this one that the student has not had, nor anything else that does as well.
fn opens(school: &School, who: Who<'_>, id: ListingId) -> bool {
    let top = school.graduation().top_mark;
    let passed = |id: ListingId| who.progress.records.iter().any(|record| record.listing == id && record.ending == Ending::Passed);
    school.graduation().listings.iter().filter(|(other, _)| *other != id && !passed(*other)).any(|(other, listing)| {
        let asks = listing.prerequisites.iter().filter(|clause| clause.any_of.contains(&id));
        asks.filter(|clause| clause.min_points.is_some_and(|least| least <= top)).any(|clause| !recorded(who, other, clause))
    })
}

/// A take of a course whose credit is all there.
struct Case<'a> {
    school: &'a School,
    who: Who<'a>,
    listing: &'a Listing,
    /// What was passed and failed.
    history: History<'a>,
    take: Pass<'a>,
}

impl Case<'_> {
    /// Whether some requirement of a plan may count the take and does not count all that is there.
    fn counts(&self, plan: &Plan) -> bool {
        let waived = Waived::new(self.school, plan, self.who);
        plan.nodes.iter().filter(|(id, _)| !waived.is(*id)).any(|(_, node)| match &node.asks {
            Asks::Credits(credits) => {
                let filters = std::iter::once(&credits.from).chain(credits.substitutes.iter().map(|cap| &cap.from));
                filters.into_iter().any(|filter| self.more(plan, filter, credits.validated))
            }
            Asks::EachTerm { from, lowest, highest } => {
                self.take.grade.is_some_and(|grade| (*lowest..=*highest).contains(&grade)) && self.admits(from, &self.take)
            }
            Asks::Average { from, .. } => {
                let now = measure(self.school, self.who, &node.asks, &self.history, &self.history);
                self.admits(from, &self.take) && now.is_none_or(|now| now.standing != Standing::Met)
            }
            _ => false,
        })
    }

    /// Whether a filter admits the take, and less of the passes that are there than the course counts for.
    fn more(&self, plan: &Plan, filter: &Filter, validated: bool) -> bool {
        let own = || self.history.passes.iter().filter(|pass| pass.listing == self.take.listing);
        let counts = |pass: &&Pass<'_>| self.admits(filter, pass) || (validated && self.validated(plan, filter, pass));
        let credits: Vec<u32> = own().filter(counts).map(|pass| pass.credits).collect();
        let all: Vec<u32> = own().map(|pass| pass.credits).collect();
        self.admits(filter, &self.take) && self.listing.total(&credits) < self.listing.total(&all)
    }

    /// Whether a filter admits a pass with what a higher course gives it.
    fn validated(&self, plan: &Plan, filter: &Filter, pass: &Pass<'_>) -> bool {
        plan.validations.iter().filter(|validation| validation.lower.contains(&pass.listing)).any(|validation| {
            let higher = self.history.passes.iter().filter(|higher| validation.higher.contains(&higher.listing));
            higher.filter(|higher| higher.mark.reaches(validation.min_points)).any(|higher| {
                let (credits, average) = (pass.credits, pass.average);
                self.admits(filter, &Pass { listing: pass.listing, credits, average, ..higher.clone() })
            })
        })
    }

    fn admits(&self, filter: &Filter, pass: &Pass<'_>) -> bool {
        admits(filter, pass, &self.history.begun)
    }
}
