//! Can one student hold a set of requests, given where sections meet now? Depth first over the requests,
//! fewest choices first, remembering which pairs of request and occupied time have failed.

use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, RequestId, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// A section in which a request could be met, as far as time goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chair {
    pub(crate) request: RequestId,
    pub(crate) section: SectionId,
    /// When the section meets.
    pub(crate) atoms: AtomSet,
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

/// One chair for each request so that no two overlap, among the chairs that `usable` admits; none when
/// there is no such arrangement. Chairs listed first are preferred. At most [`MOST_STEPS`] chairs are tried.
pub(crate) fn arrange(requests: &[&[Chair]], usable: impl Fn(&Chair) -> bool) -> Result<Option<Vec<SectionId>>, GaveUp> {
    let mut order: Vec<(usize, Vec<Chair>)> = Vec::with_capacity(requests.len());
    for (at, chairs) in requests.iter().enumerate() {
        let mut distinct: Vec<Chair> = Vec::new();
        for chair in chairs.iter().filter(|chair| usable(chair)) {
            if !distinct.iter().any(|have| have.atoms == chair.atoms) {
                distinct.push(*chair);
            }
        }
        order.push((at, distinct));
    }
    order.sort_by_key(|(_, chairs)| chairs.len());
    let mut search = Search { order: &order, chosen: Vec::new(), taken: BTreeMap::new(), failed: BTreeSet::new(), steps: 0 };
    if !search.descend(AtomSet::default())? {
        return Ok(None);
    }
    let mut sections: Vec<(usize, SectionId)> = order.iter().map(|(at, _)| *at).zip(search.chosen).collect();
    sections.sort_unstable();
    Ok(Some(sections.into_iter().map(|(_, section)| section).collect()))
}

struct Search<'a> {
    order: &'a [(usize, Vec<Chair>)],
    chosen: Vec<SectionId>,
    /// Terms taken by courses that are asked for more than once.
    taken: BTreeMap<CourseId, u128>,
    failed: BTreeSet<Failed>,
    steps: usize,
}

/// How many requests have a chair, the time that is occupied, and the terms that are taken.
type Failed = (usize, AtomSet, Vec<(CourseId, u128)>);

impl Search<'_> {
    fn descend(&mut self, used: AtomSet) -> Result<bool, GaveUp> {
        let depth = self.chosen.len();
        let Some((_, chairs)) = self.order.get(depth) else { return Ok(true) };
        let state = (depth, used, self.taken.iter().map(|(&course, &terms)| (course, terms)).collect());
        if self.failed.contains(&state) {
            return Ok(false);
        }
        for chair in chairs.iter().filter(|chair| !chair.atoms.meets(used)) {
            let taken = chair.apart.map_or(0, |(course, _)| self.taken.get(&course).copied().unwrap_or(0));
            if chair.apart.is_some_and(|(_, terms)| terms & taken != 0) {
                continue;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(GaveUp);
            }
            self.chosen.push(chair.section);
            if let Some((course, terms)) = chair.apart {
                self.taken.insert(course, taken | terms);
            }
            if self.descend(used | chair.atoms)? {
                return Ok(true);
            }
            if let Some((course, _)) = chair.apart {
                self.taken.insert(course, taken);
            }
            self.chosen.pop();
        }
        self.failed.insert(state);
        Ok(false)
    }
}
