//! A plan as bit sets: every filter has a number, and every course and grade the set of filters that admit it.

use mortarboard_model::graduation::{Asks, Conditions, Filter, Graduation, Plan, Points, TOTAL};
use mortarboard_model::{Id, ListingId, NodeId};
use std::collections::BTreeMap;

/// A set of filters of the plan.
pub(super) type Bits = u128;

/// Most filters of a plan, each requirement's substitutes counted apart.
const MOST: usize = 128;
/// Most years that a student may have left.
pub(super) const MOST_YEARS: usize = 16;
/// No group.
pub(super) const NONE: u32 = u32::MAX;

/// A requirement that asks for credit.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) node: NodeId,
    pub(super) pieces: u32,
    pub(super) pool: usize,
    /// The filters that feed it.
    pub(super) feeds: Bits,
    pub(super) same_group: bool,
}

/// A filter that feeds a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feed {
    pub(super) leaf: usize,
    /// Most pieces, of a substitute.
    pub(super) most: Option<u32>,
}

/// How a pass came about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pass<'a> {
    pub(super) grade: Option<u32>,
    pub(super) mark: Mark,
    pub(super) method: &'a str,
}

/// The mark of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Whatever is needed.
    Any,
    /// One without points.
    Plain,
    /// Points.
    Points(Points),
}

impl Mark {
    /// Whether it is at least so many points. Marks without points are.
    pub(super) fn reaches(self, least: Option<Points>) -> bool {
        match (self, least) {
            (Mark::Points(points), Some(least)) => points >= least,
            _ => true,
        }
    }
}

/// A lower course of validations and the higher ones that stand in for it.
#[derive(Clone, Debug)]
pub(super) struct Low {
    pub(super) listing: ListingId,
    pub(super) highers: Vec<(ListingId, Option<Points>)>,
}

/// Conditions that admit a listing if it ends before others begin.
pub(super) type Timed<'a> = Vec<(usize, &'a [ListingId])>;

/// The plan, compiled.
#[derive(Clone, Debug)]
pub(super) struct Needs<'a> {
    pub(super) plan: &'a Plan,
    pub(super) listings: usize,
    pub(super) last_grade: u32,
    pub(super) top: Points,
    pub(super) leaves: Vec<Leaf>,
    /// By filter; those of leaves come first.
    pub(super) feeds: Vec<Feed>,
    pub(super) leaf_of: Vec<Option<usize>>,
    /// By node, the leaves at it or below it.
    pub(super) below: Vec<Bits>,
    /// The feeding filters of each pool.
    pub(super) pools: Vec<Bits>,
    pub(super) total: Option<usize>,
    filters: Vec<&'a Filter>,
    /// By listing, the pieces of one pass.
    pieces: Vec<u32>,
    /// The filters that name a listing at all.
    named: Vec<Bits>,
    /// By node, the filter of a requirement of terms or of an average.
    pub(super) watch: Vec<Option<usize>>,
    /// Filter and most pieces of each cap.
    pub(super) caps: Vec<(usize, u32)>,
    /// Filter and leaves of each either-or.
    pub(super) eithers: Vec<(usize, Vec<usize>)>,
    /// By years left after the year, then listing: what admits a take whatever else is taken.
    takes: Vec<Bits>,
    /// What admits a take if it ends before other courses begin.
    timed: BTreeMap<(usize, ListingId), Timed<'a>>,
    pub(super) any_timed: bool,
    /// By listing: whether such conditions concern it.
    timed_listings: Vec<bool>,
    pub(super) lows: Vec<Low>,
    pub(super) low_of: Vec<u32>,
    /// By listing: whether it stands in for a lower course.
    lends: Vec<bool>,
    /// The feeding filters of validated leaves.
    pub(super) validated: Bits,
    /// By listing, the group.
    pub(super) group: Vec<u32>,
    pub(super) groups: Vec<String>,
    /// Whether the plan has more filters than are supported.
    pub(super) too_many: bool,
}

impl<'a> Needs<'a> {
    pub(super) fn new(graduation: &'a Graduation, plan: &'a Plan) -> Self {
        let listings = graduation.listings.len();
        let mut names: Vec<&str> = graduation.listings.values().filter_map(|listing| listing.group.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        let group = graduation.listings.ids().map(|id| {
            let at = plan.group_of(graduation, id).map(String::as_str).and_then(|name| names.binary_search(&name).ok());
            at.and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE)
        });
        let mut needs = Needs {
            plan,
            listings,
            last_grade: graduation.last_grade,
            top: graduation.top_mark,
            leaves: Vec::new(),
            feeds: Vec::new(),
            leaf_of: vec![None; plan.nodes.len()],
            below: vec![0; plan.nodes.len()],
            pools: Vec::new(),
            total: None,
            filters: Vec::new(),
            pieces: graduation.listings.values().map(|listing| listing.credits / plan.unit.max(1)).collect(),
            named: vec![0; listings],
            watch: vec![None; plan.nodes.len()],
            caps: Vec::new(),
            eithers: Vec::new(),
            takes: Vec::new(),
            timed: BTreeMap::new(),
            any_timed: false,
            timed_listings: vec![false; listings],
            lows: Vec::new(),
            low_of: vec![NONE; listings],
            lends: vec![false; listings],
            validated: 0,
            group: group.collect(),
            groups: names.into_iter().map(str::to_owned).collect(),
            too_many: false,
        };
        needs.leaves();
        needs.others();
        needs.validations();
        needs.admit();
        needs
    }

    fn filter(&mut self, filter: &'a Filter) -> usize {
        let bit = self.filters.len();
        if bit >= MOST {
            self.too_many = true;
            return 0;
        }
        for listing in filter.any.iter().flat_map(|conditions| &conditions.listings) {
            if let Some(named) = self.named.get_mut(listing.index()) {
                *named |= 1 << bit;
            }
        }
        for conditions in filter.any.iter().filter(|conditions| !conditions.before.is_empty()) {
            self.any_timed = true;
            for listing in conditions.listings.iter().chain(&conditions.before) {
                if let Some(timed) = self.timed_listings.get_mut(listing.index()) {
                    *timed = true;
                }
            }
        }
        self.filters.push(filter);
        bit
    }

    fn leaves(&mut self) {
        let plan = self.plan;
        let mut pools: Vec<&str> = Vec::new();
        for (id, node) in plan.nodes.iter() {
            let Asks::Credits(credits) = &node.asks else { continue };
            let leaf = self.leaves.len();
            let mut feeds = 0;
            let substitutes = credits.substitutes.iter().map(|cap| (&cap.from, Some(cap.most)));
            for (filter, most) in [(&credits.from, None)].into_iter().chain(substitutes) {
                let bit = self.filter(filter);
                if self.too_many {
                    return;
                }
                feeds |= 1 << bit;
                self.feeds.push(Feed { leaf, most });
            }
            let pool = pools.iter().position(|pool| *pool == credits.pool).unwrap_or_else(|| {
                pools.push(&credits.pool);
                self.pools.push(0);
                pools.len() - 1
            });
            self.pools[pool] |= feeds;
            if credits.validated {
                self.validated |= feeds;
            }
            self.leaf_of[id.index()] = Some(leaf);
            self.leaves.push(Leaf { node: id, pieces: credits.pieces, pool, feeds, same_group: credits.same_group });
        }
        self.total = pools.iter().position(|pool| *pool == TOTAL);
        // What lies below a requirement comes after it.
        for (id, node) in plan.nodes.iter().rev() {
            self.below[id.index()] = match &node.asks {
                Asks::All(parts) | Asks::Some(_, parts) => parts.iter().fold(0, |all, part| all | self.below[part.index()]),
                _ => self.leaf_of[id.index()].map_or(0, |leaf| 1 << leaf),
            };
        }
    }

    fn others(&mut self) {
        let plan = self.plan;
        for (id, node) in plan.nodes.iter() {
            if let Asks::EachTerm { from, .. } | Asks::Average { from, .. } = &node.asks {
                let bit = self.filter(from);
                self.watch[id.index()] = Some(bit);
            }
        }
        for cap in &plan.caps {
            let bit = self.filter(&cap.from);
            self.caps.push((bit, cap.most));
        }
        for either in &plan.either {
            let bit = self.filter(&either.from);
            let leaves = either.nodes.iter().filter_map(|node| self.leaf_of.get(node.index()).copied().flatten());
            let leaves = leaves.collect();
            self.eithers.push((bit, leaves));
        }
    }

    fn validations(&mut self) {
        for validation in &self.plan.validations {
            for &listing in validation.lower.iter().filter(|listing| listing.index() < self.listings) {
                let low = match self.low_of[listing.index()] {
                    NONE => {
                        self.low_of[listing.index()] = u32::try_from(self.lows.len()).unwrap_or(NONE);
                        self.lows.push(Low { listing, highers: Vec::new() });
                        self.lows.len() - 1
                    }
                    low => low as usize,
                };
                self.lows[low].highers.extend(validation.higher.iter().map(|&higher| (higher, validation.min_points)));
                for higher in &validation.higher {
                    if let Some(lends) = self.lends.get_mut(higher.index()) {
                        *lends = true;
                    }
                }
            }
        }
    }

    /// Fills the tables of takes, for each number of years left after the year.
    fn admit(&mut self) {
        for left in 0..=MOST_YEARS as u32 {
            let grade = self.last_grade.checked_sub(left);
            let pass = Pass { grade, mark: Mark::Points(self.top), method: mortarboard_model::graduation::CLASSROOM };
            for listing in 0..self.listings {
                let id = ListingId::from_index(listing);
                let (sure, timed) = self.admits(id, pass);
                self.takes.push(sure);
                if !timed.is_empty() {
                    self.timed.insert((left as usize, id), timed);
                }
            }
        }
    }

    /// The filters that admit a pass whatever else is taken, and those that do if it ends before others begin.
    pub(super) fn admits(&self, listing: ListingId, pass: Pass<'_>) -> (Bits, Timed<'a>) {
        let mut sure = 0;
        let mut timed = Vec::new();
        for bit in super::times::wide(self.named.get(listing.index()).copied().unwrap_or(0)) {
            for conditions in self.filters[bit].any.iter().filter(|conditions| meets(conditions, listing, pass)) {
                if conditions.before.is_empty() || conditions.before == [listing] {
                    sure |= 1 << bit;
                } else {
                    timed.push((bit, conditions.before.as_slice()));
                }
            }
        }
        timed.retain(|(bit, _)| sure >> bit & 1 == 0);
        (sure, timed)
    }

    /// Whether some filter that names a listing asks what begins later, or whether one asks that of others about it.
    pub(super) fn is_timed(&self, listing: usize) -> bool {
        self.any_timed && self.timed_listings.get(listing).copied().unwrap_or(true)
    }

    /// Whether a listing stands in for a lower one in some validation.
    pub(super) fn lends(&self, listing: usize) -> bool {
        self.lends.get(listing).copied().unwrap_or(false)
    }

    /// The filters that may ever admit a listing: those that name it.
    pub(super) fn may(&self, listing: usize) -> Bits {
        self.named.get(listing).copied().unwrap_or(0)
    }

    /// What a pass of a listing is worth in pieces, if it earns what the listing says.
    pub(super) fn pieces(&self, listing: usize) -> u32 {
        self.pieces.get(listing).copied().unwrap_or(0)
    }

    /// What admits a take of a listing for sure, so many years before the last one.
    pub(super) fn take(&self, left: usize, listing: usize) -> Bits {
        self.takes.get(left * self.listings + listing).copied().unwrap_or(0)
    }

    /// What admits it if it ends before others begin.
    pub(super) fn take_timed(&self, left: usize, listing: ListingId) -> &[(usize, &'a [ListingId])] {
        if !self.any_timed {
            return &[];
        }
        self.timed.get(&(left, listing)).map_or(&[], Vec::as_slice)
    }
}

/// Whether the conditions hold, but for what must begin later.
fn meets(conditions: &Conditions, listing: ListingId, pass: Pass<'_>) -> bool {
    let method = |list: &[String]| list.iter().any(|method| method == pass.method);
    conditions.listings.binary_search(&listing).is_ok()
        && (conditions.methods.is_empty() || method(&conditions.methods))
        && !method(&conditions.not_methods)
        && conditions.from_grade.is_none_or(|from| pass.grade.is_some_and(|grade| grade >= from))
        && conditions.to_grade.is_none_or(|to| pass.grade.is_some_and(|grade| grade <= to))
        && pass.mark.reaches(conditions.min_points)
        && !(conditions.letter && pass.mark == Mark::Plain)
}

impl Needs<'_> {
    /// The leaves that some of the filters feed.
    pub(super) fn leaves_of(&self, feeds: Bits) -> impl Iterator<Item = usize> + '_ {
        let mut last = usize::MAX;
        let leaves = super::times::wide(feeds).filter_map(|feed| self.feeds.get(feed)).map(|feed| feed.leaf);
        // The filters of a leaf follow one another.
        leaves.filter(move |&leaf| std::mem::replace(&mut last, leaf) != leaf)
    }

    /// Pieces that a waived requirement asked for outside the pool of sums.
    pub(super) fn amount(&self, node: NodeId) -> u64 {
        let Some(known) = self.plan.nodes.get(node) else { return 0 };
        match &known.asks {
            Asks::Credits(credits) if credits.pool != TOTAL => u64::from(credits.pieces),
            Asks::All(parts) => parts.iter().map(|&part| self.amount(part)).sum(),
            Asks::Some(count, parts) => {
                let mut amounts: Vec<u64> = parts.iter().map(|&part| self.amount(part)).collect();
                amounts.sort_unstable();
                amounts.iter().take(*count as usize).sum()
            }
            _ => 0,
        }
    }
}
