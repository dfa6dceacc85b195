//! What is read of a student's records and of takes that are given.

use super::had::Had;
use super::needs::{Bits, Mark, NONE, Pass};
use super::past::{Past, When, is_one};
use super::standing::{Fixed, Graded, Item, Standing};
use crate::reach::{Take, Who};
use mortarboard_model::graduation::{CLASSROOM, Ending, Points, Record};
use mortarboard_model::{CourseId, Id, ListingId, School, TermId};

impl Standing<'_> {
    /// Reads what was passed and failed, and what it admits to.
    pub(super) fn records(&mut self, who: Who<'_>, Fixed { passed: fixed, failed }: Fixed) {
        let needs = self.tables.needs;
        let graduation = self.tables.school.graduation();
        // What goes on is the same take as the one that is given.
        let goes_on =
            |record: &Record| record.ending == Ending::InProgress && fixed.iter().chain(&failed).any(|take| is_one(who, record, take));
        let records: Vec<&Record> =
            who.progress.records.iter().filter(|record| record.listing.index() < needs.listings && !goes_on(record)).collect();
        let counts = self.in_order(who, &fixed, &failed);
        if needs.any_timed {
            self.past = Past::new(&records, &fixed);
        }
        if self.fixed && self.tables.times.offers.iter().any(|offer| offer.outside != 0) {
            let counted: Vec<&(CourseId, Vec<TermId>)> =
                fixed.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(take, _)| take).collect();
            let given = |course: CourseId| fixed.iter().chain(&failed).any(|take| take.0 == course);
            self.beside = self.beside(&records, &counted, &given);
        }
        let mut marks: Vec<Option<Points>> = vec![None; needs.listings];
        let all = &graduation.listings;
        let known = |listing: usize| &all[ListingId::from_index(listing)];
        let top = |listing: usize| Some(known(listing).weighted(graduation.top_points));
        let mut passes: Vec<Read<'_>> = Vec::with_capacity(records.len() + fixed.len());
        for record in &records {
            let listing = record.listing.index();
            let (mark, points) = match (record.ending, record.points) {
                (Ending::InProgress, _) => (Mark::Any, top(listing)),
                (Ending::Passed, Some(points)) => (Mark::Points(points), record.average),
                (Ending::Passed, None) => (Mark::Plain, record.average),
                _ => continue,
            };
            passes.push((listing, mark, When::record(record), &record.method, record.credits, points, record.attempted));
        }
        for (course, terms) in fixed.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(take, _)| take) {
            let credits = known(course.index()).credits;
            let when = When::fixed(who.grade, terms, &fixed, *course);
            passes.push((course.index(), Mark::Points(needs.top), when, CLASSROOM, credits, top(course.index()), credits));
        }
        let unit = needs.plan.unit.max(1);
        let mut had = vec![Had::default(); needs.listings];
        let (mut items, mut graded) = (Vec::with_capacity(passes.len()), Vec::new());
        for (listing, mark, when, method, credits, points, weight) in passes {
            let reached = if let Mark::Points(points) = mark { points } else { Points::MAX };
            marks[listing] = marks[listing].max(Some(reached));
            let bits = self.admitted(listing, listing, when, mark, method);
            let low = needs.low_of[listing];
            items.push(Item { listing, credits, pieces: credits / unit, bits, group: needs.group[listing], low, when });
            graded.push(Graded { listing, points, weight, bits, failed: false, end: when.end(self.terms) });
            had[listing].add(known(listing), credits);
            for (low, known) in needs.lows.iter().enumerate() {
                let stands = known.highers.iter().any(|&(higher, least)| higher.index() == listing && mark.reaches(least));
                if stands {
                    let bits = self.admitted(known.listing.index(), known.listing.index(), when, mark, method);
                    let now = &mut self.lows[low];
                    now.may |= bits;
                    now.any = true;
                }
            }
            if low != NONE {
                self.lows[low as usize].passed = true;
            }
        }
        for record in records.iter().filter(|record| record.ending == Ending::Failed) {
            let (listing, when) = (record.listing.index(), When::record(record));
            let mark = record.points.map_or(Mark::Plain, Mark::Points);
            let bits = self.admitted(listing, listing, when, mark, &record.method);
            let (points, weight) = (record.average, record.attempted);
            graded.push(Graded { listing, points, weight, bits, failed: true, end: when.end(self.terms) });
        }
        for (course, terms) in &failed {
            let (listing, when) = (course.index(), When::fixed(who.grade, terms, &[], *course));
            let bits = self.admitted(listing, listing, when, Mark::Points(0), CLASSROOM);
            graded.push(Graded {
                listing,
                points: Some(0),
                weight: self.listing(listing).credits,
                bits,
                failed: true,
                end: when.end(self.terms),
            });
        }
        items.sort_by_key(|item| item.listing);
        for own in items.chunk_by(|a, b| a.listing == b.listing) {
            had[own[0].listing].close(known(own[0].listing));
        }
        graded.sort_by_key(|graded| (graded.listing, graded.failed));
        (self.items, self.graded, self.had) = (items, graded, had);
        let gates = self.tables.order.gates.iter().enumerate().filter(|(_, gate)| !gate.met(&marks));
        self.gates = gates.map(|(at, _)| at).collect();
    }

    /// The filters that admit a pass that can't change any more.
    fn admitted(&self, listing: usize, own: usize, when: When, mark: Mark, method: &str) -> Bits {
        let pass = Pass { grade: when.grade, mark, method };
        let (mut bits, timed) = self.tables.needs.admits(ListingId::from_index(listing), pass);
        for (bit, before) in timed {
            if self.past.ends_before(when, before.iter().copied().filter(|other| other.index() != own)) {
                bits |= 1 << bit;
            }
        }
        bits
    }
}

/// What is read of a pass: listing, mark, when, method, credits, points in averages and their weight.
type Read<'a> = (usize, Mark, When, &'a str, u32, Option<Points>, u32);

/// Takes of year 0 that can be understood: a course of the school, and terms in calendar order.
pub(super) fn readable<'t>(school: &School, takes: impl IntoIterator<Item = &'t Take>) -> Vec<(CourseId, Vec<TermId>)> {
    let term = |name: &String| school.calendar().terms().iter().find(|(_, known)| *known == name).map(|(id, _)| id);
    let read = takes.into_iter().filter(|take| take.year == 0).filter_map(|take| {
        let terms: Vec<TermId> = take.terms.iter().map(term).collect::<Option<_>>()?;
        let sorted = !terms.is_empty() && terms.windows(2).all(|pair| pair[0] < pair[1]);
        Some((school.find_course(&take.course)?, terms)).filter(|_| sorted)
    });
    read.collect()
}
