//! Can one student hold a set of requests, given where sections meet now? Depth first over the requests,
//! fewest choices first, remembering which pairs of request and occupied time have failed.

use crate::orders::{Order, Ties};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, PatternId, RequestId, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// A section in which a request could be met, as far as time goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chair {
    pub(crate) request: RequestId,
    pub(crate) section: SectionId,
    /// When the section meets.
    pub(crate) atoms: AtomSet,
    pub(crate) pattern: PatternId,
    /// Where the student asks for the course more than once: the course, and the terms of the section, no two of which
    /// may be the same.
    pub(crate) apart: Option<(CourseId, u128)>,
    /// Whether the student sits there now.
    pub(crate) own: bool,
    /// Whether it has a free seat, or the student sits there now.
    pub(crate) open: bool,
}

/// The search gave up: too many arrangements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GaveUp;

/// Arrangements looked at before giving up. Real weeks need a few dozen.
const MOST_STEPS: usize = 200_000;

/// One of the requests that are to be arranged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) request: RequestId,
    pub(crate) chairs: &'a [Chair],
    /// Whether it may be left out.
    pub(crate) optional: bool,
}

/// One chair for each request so that no two overlap and all orders are kept, among the chairs that `usable` admits; none when
/// there is no such arrangement. Chairs listed first are preferred, and what is optional is had where it can be. At most
/// [`MOST_STEPS`] chairs are tried.
pub(crate) fn arrange<'o>(
    asks: &[Ask<'_>],
    orders: impl IntoIterator<Item = &'o Order>,
    usable: impl Fn(&Chair) -> bool,
) -> Result<Option<Vec<Option<SectionId>>>, GaveUp> {
    let mut order: Vec<(usize, bool, Vec<Chair>)> = Vec::with_capacity(asks.len());
    let all = Ties::new(orders, asks.iter().map(|ask| &ask.request));
    for (at, ask) in asks.iter().enumerate() {
        let mut distinct: Vec<Chair> = Vec::new();
        for chair in ask.chairs.iter().filter(|chair| usable(chair)) {
            // Of two sections at one time the first will do, unless an order could tell them apart.
            let same = |have: &Chair| have.atoms == chair.atoms && (have.pattern == chair.pattern || !all.tell(at));
            if !distinct.iter().any(same) {
                distinct.push(*chair);
            }
        }
        order.push((at, ask.optional, distinct));
    }
    order.sort_by_key(|(_, _, chairs)| chairs.len());
    let ties = all.sorted(&order.iter().map(|&(at, ..)| at).collect::<Vec<_>>());
    let mut search = Search { order: &order, ties: &ties, chosen: Vec::new(), taken: BTreeMap::new(), failed: BTreeSet::new(), steps: 0 };
    if !search.descend(AtomSet::default())? {
        return Ok(None);
    }
    let mut sections: Vec<(usize, Option<SectionId>)> =
        order.iter().map(|(at, ..)| *at).zip(search.chosen.iter().map(|chair| chair.map(|chair| chair.section))).collect();
    sections.sort_unstable();
    Ok(Some(sections.into_iter().map(|(_, section)| section).collect()))
}

struct Search<'a> {
    order: &'a [(usize, bool, Vec<Chair>)],
    ties: &'a Ties<'a>,
    chosen: Vec<Option<Chair>>,
    /// Terms taken by courses that are asked for more than once.
    taken: BTreeMap<CourseId, u128>,
    failed: BTreeSet<Failed>,
    steps: usize,
}

/// How many requests are decided on, the time that is occupied, the terms that are taken, and the patterns of those that are
/// tied to others.
type Failed = (usize, AtomSet, Vec<(CourseId, u128)>, Vec<Option<PatternId>>);

impl Search<'_> {
    fn descend(&mut self, used: AtomSet) -> Result<bool, GaveUp> {
        let depth = self.chosen.len();
        let Some((_, optional, chairs)) = self.order.get(depth) else { return Ok(true) };
        let taken = self.taken.iter().map(|(&course, &terms)| (course, terms)).collect();
        let state = (depth, used, taken, self.ties.open(depth, |at| self.chosen[at].map(|chair| chair.pattern)));
        if self.failed.contains(&state) {
            return Ok(false);
        }
        for chair in chairs.iter().filter(|chair| !chair.atoms.meets(used)) {
            let taken = chair.apart.map_or(0, |(course, _)| self.taken.get(&course).copied().unwrap_or(0));
            if chair.apart.is_some_and(|(_, terms)| terms & taken != 0) {
                continue;
            }
            if let Some((course, terms)) = chair.apart {
                self.taken.insert(course, taken | terms);
            }
            if self.choose(Some(*chair), used | chair.atoms)? {
                return Ok(true);
            }
            if let Some((course, _)) = chair.apart {
                self.taken.insert(course, taken);
            }
        }
        if *optional && self.choose(None, used)? {
            return Ok(true);
        }
        self.failed.insert(state);
        Ok(false)
    }

    /// Goes on with a choice, if it keeps the orders.
    fn choose(&mut self, chair: Option<Chair>, used: AtomSet) -> Result<bool, GaveUp> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(GaveUp);
        }
        self.chosen.push(chair);
        let kept = self.ties.are_kept(self.chosen.len() - 1, |at| self.chosen[at].map(|chair| chair.pattern));
        if kept && self.descend(used)? {
            return Ok(true);
        }
        self.chosen.pop();
        Ok(false)
    }
}
