//! What may feed which requirement, as far as the assumptions tell.

use super::needs::{Bits, NONE};
use super::standing::Item;
use super::state::{Lent, NEVER, State, Taken};
use super::times::bits;
use mortarboard_model::{Id, ListingId};

impl State<'_> {
    /// Finds what possible higher courses may lend to lower ones.
    pub(super) fn lend(&mut self) {
        for low in 0..self.lows.len() {
            let (now, known) = (&self.standing.lows[low], &self.standing.tables.needs.lows[low]);
            let mut lent = Lent { may: now.may, must: 0, any: now.any };
            // What is on record or assumed is there for sure; of what is merely possible, one at the least.
            let (mut there, mut each) = (now.any.then_some(now.may), Bits::MAX);
            for &(higher, least) in &known.highers {
                let course = higher.index();
                if course >= self.standing.courses || least.is_some_and(|least| self.standing.tables.needs.top < least) {
                    continue;
                }
                for year in (0..self.standing.years).filter(|&year| self.spans(year, course) != 0) {
                    let (may, must) = self.admits(known.listing.index(), year, course);
                    if self.is_decided(year, course) {
                        there = Some(there.unwrap_or(0) | must);
                    }
                    each &= must;
                    lent.may |= may;
                    lent.any = true;
                }
            }
            lent.must = there.unwrap_or(each);
            self.lows[low] = lent;
        }
    }

    /// What may admit and what surely admits a listing, if it is had when a course is taken in a year.
    pub(super) fn admits(&self, listing: usize, year: usize, course: usize) -> (Bits, Bits) {
        let needs = self.standing.tables.needs;
        let left = self.standing.years_after(year);
        let mut may = needs.take(left, listing);
        let mut sure = may;
        for &(bit, before) in needs.take_timed(left, ListingId::from_index(listing)) {
            let others = || before.iter().filter(|other| other.index() != listing);
            if others().any(|&other| self.standing.past.begun(other)) {
                continue;
            }
            let from = year * self.standing.terms;
            let ends = || bits(self.spans(year, course)).map(|span| from + self.span(course, span).last);
            let (Some(soon), Some(late)) = (ends().min(), ends().max()) else { continue };
            let begins = |take: &Taken| take.year * self.standing.terms + self.span(take.course, take.span).first;
            let assumed = |other: usize| self.takes.iter().filter(move |take| take.course == other).map(begins).min().unwrap_or(NEVER);
            if others().all(|other| soon < assumed(other.index())) {
                may |= 1 << bit;
            }
            if others().all(|other| self.begins(other.index()).is_none_or(|begin| late < begin)) {
                sure |= 1 << bit;
            }
        }
        (may, sure)
    }

    /// The feeding filters that may admit a course in a year, and the limits that it surely falls under.
    pub(super) fn take_bits(&self, year: usize, course: usize) -> (Bits, Bits) {
        let needs = self.standing.tables.needs;
        if !needs.any_timed && needs.low_of[course] == NONE && self.choices.groups.is_empty() && self.choices.eithers.is_empty() {
            let admits = needs.take(self.standing.years_after(year), course);
            return (admits, admits);
        }
        let (may, sure) = self.admits(course, year, course);
        (self.chosen(may | self.lent(needs.low_of[course]), sure, needs.group[course]), sure)
    }

    /// The feeding filters that admit a pass that counts.
    pub(super) fn item_bits(&self, item: &Item) -> Bits {
        self.chosen(item.bits | self.lent(item.low), item.bits, item.group)
    }

    pub(super) fn lent(&self, low: u32) -> Bits {
        self.lows.get(low as usize).map_or(0, |lent| lent.may & self.standing.tables.needs.validated)
    }

    /// The credit that validations alone give, by lower course: its pieces and the filters that admit it.
    pub(super) fn validated(&self) -> impl Iterator<Item = (u32, Bits)> + '_ {
        let needs = self.standing.tables.needs;
        self.lows.iter().zip(&needs.lows).zip(&self.standing.lows).filter_map(move |((lent, low), now)| {
            let listing = low.listing.index();
            let taken = now.passed || self.takes.iter().any(|take| take.course == listing);
            let pieces = needs.pieces(listing);
            let bits = self.chosen(lent.may & needs.validated, lent.must, needs.group[listing]);
            (lent.any && !taken && pieces > 0).then_some((pieces, bits))
        })
    }

    /// Drops the filters that the choices made close to credit of a group.
    pub(super) fn chosen(&self, mut may: Bits, sure: Bits, group: u32) -> Bits {
        let needs = self.standing.tables.needs;
        for &(leaf, only) in &self.choices.groups {
            if group != only {
                may &= !needs.leaves[leaf].feeds;
            }
        }
        for &(either, leaf) in &self.choices.eithers {
            let (bit, leaves) = &needs.eithers[either];
            if sure >> bit & 1 == 1 {
                for &other in leaves.iter().filter(|other| **other != leaf) {
                    may &= !needs.leaves[other].feeds;
                }
            }
        }
        may
    }
}
