//! What is on record of each course, and what further takes can add to it.

use super::needs::Bits;
use super::standing::{Item, Standing};
use super::state::{State, Taken};
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Listing, When};
use mortarboard_model::{CourseId, Id, TermId};

/// What is on record of a course.
#[derive(Clone, Debug, Default)]
pub(super) struct Had {
    /// What the passes take of the room.
    used: u32,
    /// What they give beyond the credits of the course, each.
    more: Vec<u32>,
    /// The same in all, as far as it counts.
    beyond: u32,
    credits: Vec<u32>,
}

impl Had {
    pub(super) fn add(&mut self, listing: &Listing, credits: u32) {
        self.used = self.used.saturating_add(listing.uses(credits));
        self.more.extend(Some(credits - listing.uses(credits)).filter(|&more| more > 0));
        self.credits.push(credits);
    }

    /// Sums up when all passes are there.
    pub(super) fn close(&mut self, listing: &Listing) {
        self.more.sort_unstable_by(|a, b| b.cmp(a));
        self.beyond = self.more.iter().take(listing.completions as usize).fold(0, |sum, &more| sum.saturating_add(more));
    }
}

impl Standing<'_> {
    /// Whether a course was passed, or is in progress.
    fn is_on_record(&self, course: usize) -> bool {
        !self.had[course].credits.is_empty()
    }

    /// Whether the records of a course leave nothing of its credit.
    pub(super) fn is_full(&self, course: usize) -> bool {
        self.had[course].used >= self.listing(course).room()
    }

    /// The pieces that the records and so many takes of a course count for together.
    pub(super) fn total(&self, course: usize, takes: u32) -> u32 {
        let (had, known) = (&self.had[course], self.listing(course));
        let used = had.used.saturating_add(takes.saturating_mul(known.credits));
        used.min(known.room()).saturating_add(had.beyond) / self.tables.needs.plan.unit.max(1)
    }

    /// What so many takes of a course add to the pieces on record.
    pub(super) fn adds(&self, course: usize, takes: u32) -> u32 {
        self.total(course, takes) - self.total(course, 0)
    }

    /// Whether the records and so many takes of a course share its credit.
    pub(super) fn shares(&self, course: usize, takes: u32) -> bool {
        let (had, known) = (&self.had[course], self.listing(course));
        had.used.saturating_add(takes.saturating_mul(known.credits)) > known.room() || self.is_ragged(course, takes)
    }

    /// Whether some record of a course, or a take, is no whole number of pieces.
    pub(super) fn is_ragged(&self, course: usize, takes: u32) -> bool {
        let unit = self.tables.needs.plan.unit.max(1);
        self.had[course].credits.iter().any(|credits| !credits.is_multiple_of(unit))
            || (takes > 0 && !self.listing(course).credits.is_multiple_of(unit))
    }

    /// Which takes of a year that is given count: those in whose year no course that must come before them, or with them, is
    /// taken at the wrong time while nothing else opens the gate. What was failed, or does not count itself, comes before
    /// nothing, but may be beside another.
    pub(super) fn in_order(&self, who: Who<'_>, given: &[(CourseId, Vec<TermId>)], failed: &[(CourseId, Vec<TermId>)]) -> Vec<bool> {
        let order = self.tables.order;
        let mut counts = vec![true; given.len()];
        // A pass must come before each pass that it opens, so that as many rounds as there are takes settle it.
        for _ in 0..given.len() {
            let before = counts.clone();
            for (at, (course, terms)) in given.iter().enumerate() {
                let (from, to) = order.range(course.index());
                let shut = order.gates[from..to].iter().any(|gate| {
                    let named = |other: &CourseId| gate.takes.contains(&other.index());
                    let beside = |theirs: &[TermId]| match gate.when {
                        When::Before => false,
                        When::With => theirs.first() <= terms.first(),
                        When::Same => theirs == terms.as_slice(),
                    };
                    let mut fell = failed.iter().filter(|(other, _)| named(other)).peekable();
                    let mut others = given.iter().zip(&before).filter(|((other, _), _)| named(other)).peekable();
                    (fell.peek().is_some() || others.peek().is_some())
                        && !gate.opened_by(&who.progress.records)
                        && !fell.any(|(_, theirs)| beside(theirs))
                        && !others.any(|((_, theirs), counts)| beside(theirs) || (*counts && theirs.last() < terms.first()))
                });
                counts[at] = before[at] && !shut;
            }
            if counts == before {
                break;
            }
        }
        counts
    }

    /// The filters of terms that are not covered yet, and of averages that are too low.
    pub(super) fn watched(&self) -> Bits {
        let needs = self.tables.needs;
        let open = needs.plan.nodes.iter().filter(|(node, known)| match known.asks {
            Asks::EachTerm { .. } => self.cover[node.index()] != 0,
            Asks::Average { .. } => self.average_on_record(*node).is_some_and(|sum| sum < 0),
            _ => false,
        });
        open.filter_map(|(node, _)| needs.watch[node.index()]).fold(0, |all, bit| all | 1 << bit)
    }

    /// Whether to take a course again would gain nothing, because all it could give is on record.
    ///
    /// Why it holds: the records that are admitted wherever a take would be give as many pieces as the course counts for, so
    /// that any flow through a take goes through them as well; and nothing else hangs on a take, by the rest of the list.
    /// `watched` are the filters that are [watched](Standing::watched).
    pub(super) fn gains_nothing(&self, course: usize, watched: Bits) -> bool {
        let (needs, order) = (self.tables.needs, self.tables.order);
        if course >= self.courses || !self.is_full(course) || self.items_of(course).is_empty() {
            return false;
        }
        let may = needs.may(course);
        let told_apart = needs.caps.iter().map(|(bit, _)| *bit).chain(needs.eithers.iter().map(|(bit, _)| *bit));
        let opens = self.gates.iter().any(|&gate| order.gates[gate].takes.contains(&course));
        if opens || needs.lends(course) || needs.is_timed(course) || told_apart.into_iter().any(|bit| may >> bit & 1 == 1) {
            return false;
        }
        let takes = (0..self.years).fold(0, |all, year| all | needs.take(self.years_after(year), course));
        let wide = self.items_of(course).iter().filter(|item| takes & !item.bits == 0);
        may & watched == 0 && wide.map(|item| item.pieces).sum::<u32>() >= self.total(course, u32::try_from(self.years).unwrap_or(u32::MAX))
    }
}

impl State<'_> {
    /// Whole pieces of a take by itself.
    pub(super) fn pieces(&self, take: Taken) -> u32 {
        self.standing.tables.needs.pieces(take.course).saturating_mul(self.span(take.course, take.span).count())
    }

    /// The most takes of a course that are still possible, those assumed among them.
    pub(super) fn most_takes(&self, course: usize) -> u32 {
        let most = |year| super::times::bits(self.spans(year, course)).map(|span| self.span(course, span).count()).max().unwrap_or(0);
        (0..self.standing.years).map(most).sum()
    }

    /// By course: the pieces that records and possible takes share, and the limits that all of them fall under.
    pub(super) fn shared_credit(&self, shared: &mut Vec<Option<(u32, Bits)>>) {
        let standing = self.standing;
        let needs = standing.tables.needs;
        let mask = needs.caps.iter().fold(0, |mask, (bit, _)| mask | 1 << bit);
        shared.clear();
        shared.resize(needs.listings, None);
        let mut note = |course: usize, own: &[Item]| {
            let takes = if course < standing.courses { self.most_takes(course) } else { 0 };
            if (own.is_empty() && takes == 0) || !standing.shares(course, takes) {
                return;
            }
            let years = (0..standing.years).filter(|&year| takes > 0 && self.spans(year, course) != 0);
            let limits = years.fold(mask, |all, year| all & self.take_bits(year, course).1);
            shared[course] = Some((standing.total(course, takes), own.iter().fold(limits, |all, item| all & item.bits)));
        };
        for own in standing.items.chunk_by(|a, b| a.listing == b.listing) {
            note(own[0].listing, own);
        }
        for &course in self.alive.iter().filter(|&&course| !standing.is_on_record(course)) {
            note(course, &[]);
        }
    }

    /// Whether all that is still possible of a course is assumed.
    pub(super) fn is_settled(&self, course: usize) -> bool {
        (0..self.standing.years).all(|year| self.spans(year, course) == 0 || self.is_decided(year, course))
    }

    /// The pieces put together from what is left over of each record and take assumed of a course, one by one: the filters
    /// that admit all of which it is made.
    pub(super) fn put_together(&self, course: usize) -> Vec<Bits> {
        let standing = self.standing;
        let unit = standing.tables.needs.plan.unit.max(1);
        let mut passes: Vec<(u32, Bits, Bits)> =
            standing.items_of(course).iter().map(|item| (item.credits, item.bits, item.bits)).collect();
        let credits = standing.listing(course).credits;
        for year in (0..standing.years).filter(|&year| course < standing.courses && self.spans(year, course) != 0) {
            let (may, sure) = self.admits(course, year, course);
            let own = self.takes.iter().filter(|take| (take.year, take.course) == (year, course));
            let count: u32 = own.map(|take| self.span(course, take.span).count()).sum();
            passes.extend(std::iter::repeat_n((credits, may, sure), count as usize));
        }
        let needs = standing.tables.needs;
        let all = (Bits::MAX, Bits::MAX);
        let (mut made, mut have, mut open) = (Vec::new(), 0, all);
        for (credits, may, sure) in passes.into_iter().filter(|(credits, ..)| !credits.is_multiple_of(unit)) {
            have += credits % unit;
            open = (open.0 & may, open.1 & sure);
            if have >= unit {
                made.push(self.chosen(open.0 | self.lent(needs.low_of[course]), open.1, needs.group[course]));
                have -= unit;
                open = if have > 0 { (may, sure) } else { all };
            }
        }
        made
    }
}
