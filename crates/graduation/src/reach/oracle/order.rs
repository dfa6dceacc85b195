//! What may be taken when: prerequisites, and what counts of a year that is given.

use super::{Choice, Oracle, needs, unplaced};
use mortarboard_model::graduation::{Clause, Ending, Record, When};
use mortarboard_model::{CourseId, Id, ListingId};

impl Oracle<'_> {
    /// Whether something fulfils a clause of what is taken.
    pub(super) fn clause(&self, clause: &Clause, take: &Choice, takes: &[Choice]) -> bool {
        let own = ListingId(take.course.0);
        let reaches = |points: Option<u32>| clause.min_points.is_none_or(|least| points.is_none_or(|points| points >= least));
        let record = self.who.progress.records.iter().any(|record| {
            let passed = match record.ending {
                Ending::Passed => reaches(record.points),
                Ending::InProgress => !self.goes_on(record),
                _ => false,
            };
            passed && record.listing != own && self.own.opens(clause, record.listing)
        });
        let counts = |other: &Choice| !self.is_given(other) || self.ordered.contains(&unplaced(other));
        record
            || takes.iter().any(|other| {
                other.course != take.course
                    && self.own.opens(clause, ListingId(other.course.0))
                    && reaches(Some(self.school.graduation().top_mark))
                    && timely(clause.when, other, take)
                    && counts(other)
            })
    }

    /// Whether a record still going on is a take of the year that is given.
    pub(super) fn goes_on(&self, record: &Record) -> bool {
        let failed = self.failed.iter().filter(|_| self.scene.fixed.is_some());
        let mut all = self.fixed.iter().chain(failed);
        record.ending == Ending::InProgress
            && all.any(|take| {
                ListingId(take.course.0) == record.listing
                    && (record.grade.is_none() || record.grade == Some(self.who.grade))
                    && (record.term.is_none() || record.term.is_some_and(|term| take.terms.contains(&term.index())))
            })
    }

    /// Whether a course may be had outside in some terms beside the year that is given.
    pub(super) fn beside(&self, course: CourseId, terms: &[usize]) -> bool {
        let take = Choice { course, year: 0, terms: terms.into(), section: None };
        let given = self.fixed.iter().chain(&self.failed).any(|take| take.course == course);
        let open = |clause: &Clause| {
            let named = |listing: ListingId| listing.0 != course.0 && self.own.opens(clause, listing);
            let record = self.who.progress.records.iter().any(|record| {
                let passed = match record.ending {
                    Ending::Passed => record.points.is_none_or(|points| clause.min_points.is_none_or(|least| points >= least)),
                    Ending::InProgress => !self.goes_on(record),
                    _ => false,
                };
                passed && named(record.listing)
            });
            let high = clause.min_points.is_none_or(|least| self.school.graduation().top_mark >= least);
            record || self.ordered.iter().any(|other| high && named(ListingId(other.course.0)) && timely(clause.when, other, &take))
        };
        let own = ListingId(course.0);
        let mut concerned = vec![own];
        for validation in self.asked.validations.iter().filter(|validation| validation.higher.contains(&own)) {
            concerned.extend(&validation.lower);
        }
        let order = needs::ordered_filters(self.asked)
            .into_iter()
            .any(|conditions| concerned.iter().any(|listing| conditions.before.contains(listing) || conditions.listings.contains(listing)));
        !given && !order && self.school.graduation().listings[own].prerequisites.iter().all(open)
    }

    /// The takes of a given year that count.
    pub(super) fn find_ordered(&self) -> Vec<Choice> {
        let (all, failed) = (&self.fixed, &self.failed);
        let mut counted = all.clone();
        loop {
            let right = |take: &Choice| {
                self.school.graduation().listings[ListingId(take.course.0)].prerequisites.iter().all(|clause| {
                    let named = |other: &&Choice| {
                        let high = clause.min_points.is_none_or(|least| self.school.graduation().top_mark >= least);
                        other.course != take.course && self.own.opens(clause, ListingId(other.course.0)) && high
                    };
                    let none = !all.iter().chain(failed).any(|other| named(&other));
                    // What was failed was begun, but never comes before anything.
                    let beside = |other: &Choice| match clause.when {
                        When::Before => false,
                        When::With => other.terms.iter().min() <= take.terms.iter().min(),
                        When::Same => other.terms == take.terms,
                    };
                    none || all.iter().chain(failed).filter(named).any(beside)
                        || self.on_record(clause, take)
                        || counted.iter().filter(named).any(|other| timely(When::Before, other, take))
                })
            };
            let kept: Vec<Choice> = counted.iter().filter(|take| right(take)).cloned().collect();
            if kept.len() == counted.len() {
                return kept;
            }
            counted = kept;
        }
    }

    /// Whether a record fulfils a clause of a take of the year that is given.
    fn on_record(&self, clause: &Clause, take: &Choice) -> bool {
        let own = ListingId(take.course.0);
        self.who.progress.records.iter().any(|record| {
            let passed = match record.ending {
                Ending::Passed => record.points.is_none_or(|points| clause.min_points.is_none_or(|least| points >= least)),
                Ending::InProgress => true,
                _ => false,
            };
            passed && record.listing != own && self.own.opens(clause, record.listing)
        })
    }
}

/// Whether a take comes at the right time for another one.
fn timely(when: When, other: &Choice, take: &Choice) -> bool {
    let first = |take: &Choice| (take.year, *take.terms.iter().min().unwrap());
    let last = |take: &Choice| (take.year, *take.terms.iter().max().unwrap());
    let right = match when {
        When::Before => false,
        When::With => first(other) <= first(take),
        When::Same => other.year == take.year && other.terms == take.terms,
    };
    right || last(other) < first(take)
}
