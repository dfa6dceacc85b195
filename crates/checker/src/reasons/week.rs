//! One student's week: what is held, where each request could be met, and why one is not.

use super::search::{Ask, Chair, GaveUp, arrange};
use super::{InOrder, Move, Reason, View};
use crate::orders::Order;
use crate::times::locked_pattern;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Priority, RequestId, SectionId, StudentId};
use std::collections::BTreeMap;

/// One student's week.
pub(super) struct Week<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) student: StudentId,
    pub(super) away: AtomSet,
    /// Requests that stay met, those with many sections first.
    pub(super) held: Vec<RequestId>,
    /// Where each request of the student could be met; the student's own section first, then open ones.
    pub(super) chairs: BTreeMap<RequestId, Vec<Chair>>,
    /// What hard rules want to go together.
    orders: Vec<&'v Order>,
    /// Alternates in an order that are met and that no lock holds: each keeps its section, or is given up.
    spare: Vec<RequestId>,
}

/// Who wants nothing to go together.
const FREELY: &[&Order] = &[];

impl<'v, 'a> Week<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, student: StudentId) -> Self {
        let data = &view.school.students()[student];
        let (away, orders) = (view.weeks.alone.away(data), view.orders.of(student).iter().collect());
        let mut week = Week { view, student, away, held: Vec::new(), chairs: BTreeMap::new(), orders, spare: Vec::new() };
        for &id in &data.requests {
            if view.school.requests()[id].priority == Priority::Alternate && view.locked[id].is_none() {
                if view.is_met(id) && week.orders.iter().any(|order| order.names(id)) {
                    week.spare.push(id);
                    week.chairs.insert(id, week.chairs_of(id).into_iter().filter(|chair| chair.own).collect());
                }
                continue;
            }
            if view.is_met(id) {
                week.held.push(id);
            }
            week.chairs.insert(id, week.chairs_of(id));
        }
        // A deletion filter keeps what it tries last: courses with few sections make the better explanation.
        week.held.sort_by_key(|&id| std::cmp::Reverse(week.chairs[&id].len()));
        week
    }

    fn chairs_of(&self, id: RequestId) -> Vec<Chair> {
        let view = self.view;
        let own = view.schedule.seats[id];
        let sections = match &view.locked[id] {
            Some(section) => std::slice::from_ref(section),
            None => &view.school.courses()[view.school.requests()[id].course].sections[..],
        };
        let mut chairs: Vec<Chair> = sections
            .iter()
            .filter_map(|&section| {
                let pattern = view.schedule.placements[section].pattern?;
                let atoms = view.atoms(section).filter(|atoms| !atoms.meets(self.away))?;
                let (own, apart) = (own == Some(section), view.apart(id, atoms));
                Some(Chair { request: id, section, atoms, pattern, apart, own, open: own || !view.is_full(section) })
            })
            .collect();
        chairs.sort_by_key(|chair| (!chair.own, !chair.open));
        chairs
    }

    /// Sections for all of some requests, and then for what need not be met; none where there are none.
    fn fits(
        &self,
        requests: &[RequestId],
        orders: &[&Order],
        usable: impl Fn(&Chair) -> bool,
    ) -> Result<Option<Vec<Option<SectionId>>>, GaveUp> {
        let ask = |&request: &RequestId, optional| Ask { request, chairs: &self.chairs[&request], optional };
        let mut asks: Vec<Ask<'_>> = requests.iter().map(|id| ask(id, false)).collect();
        if !orders.is_empty() {
            // Of several that could come first one is enough: what is not asked about here may still be that one.
            let helps = |id: &&RequestId| orders.iter().any(|order| order.first.len() > 1 && order.first.contains(id));
            let others = self.held.iter().filter(|id| !requests.contains(id)).filter(helps);
            asks.extend(others.chain(&self.spare).map(|id| ask(id, true)));
        }
        arrange(&asks, orders.iter().copied(), usable)
    }

    pub(super) fn explain(&self, request: RequestId) -> Reason {
        self.inevitable(request).unwrap_or_else(|| match self.at_present(request) {
            Ok(reason) => reason,
            Err(GaveUp) => self.unsettled(request),
        })
    }

    /// Reasons that hold wherever sections meet, and those that need no search.
    fn inevitable(&self, request: RequestId) -> Option<Reason> {
        let view = self.view;
        let course_id = view.school.requests()[request].course;
        let course = &view.school.courses()[course_id];
        if course.sections.is_empty() {
            return Some(Reason::NotOffered);
        }
        let weeks = &view.weeks;
        if weeks.alone.times(request, self.away).is_empty() {
            let locked = !weeks.free().times(request, self.away).is_empty();
            return Some(if locked { self.locked_apart(request, &[]) } else { Reason::Away { always: true } });
        }
        if weeks.alone.together(&self.beside(&self.held, request), self.away) == Some(false) {
            return Some(self.own_week(request));
        }
        if self.chairs[&request].is_empty() && course.sections.iter().all(|&section| view.atoms(section).is_none()) {
            return Some(Reason::NotPlaced);
        }
        let taken: u64 = course.sections.iter().map(|&section| u64::from(view.taken[section])).sum();
        if let Some(seats) = view.seats[course_id].filter(|&seats| taken >= seats) {
            return Some(Reason::NoSeat { seats, asked: u64::from(view.demand[course_id]) });
        }
        self.chairs[&request].is_empty().then_some(Reason::Away { always: false })
    }

    fn beside(&self, held: &[RequestId], request: RequestId) -> Vec<RequestId> {
        [held, &[request]].concat()
    }

    /// Why the student, alone in the school, could not have a request beside what is held: the day, the courses, or locks.
    fn own_week(&self, request: RequestId) -> Reason {
        let weeks = &self.view.weeks;
        let least = |no: &dyn Fn(&[RequestId]) -> bool| {
            minimal(&self.held, |held| Ok(no(&self.beside(held, request)))).unwrap_or_else(|GaveUp| self.held.clone())
        };
        let too_long = |all: &[RequestId]| weeks.too_long(all, self.away);
        if too_long(&self.beside(&self.held, request)) {
            let data = &self.view.school.students()[self.student];
            let asked = data
                .requests
                .iter()
                .map(|&id| &self.view.school.requests()[id])
                .filter(|asked| asked.priority != Priority::Alternate && !self.view.school.courses()[asked.course].sections.is_empty());
            let with = self.courses(&least(&too_long));
            return Reason::TooMany { requests: asked.count() as u64, fit: weeks.most_by_length(data), with };
        }
        let apart = least(&|all| weeks.alone.together(all, self.away) == Some(false));
        // Only what is proven counts: an answer that was cut short is no reason to blame a lock.
        if weeks.free().together(&self.beside(&apart, request), self.away) == Some(true) {
            return self.locked_apart(request, &apart);
        }
        Reason::NeverTogether { with: self.courses(&apart) }
    }

    fn locked_apart(&self, request: RequestId, with: &[RequestId]) -> Reason {
        let view = self.view;
        let mut locks = Vec::new();
        for id in self.beside(with, request) {
            match view.locked[id] {
                Some(section) => locks.push(section),
                None => {
                    let sections = &view.school.courses()[view.school.requests()[id].course].sections;
                    locks.extend(sections.iter().copied().filter(|&section| locked_pattern(view.school, view.kept, section).is_some()));
                }
            }
        }
        locks.sort_unstable();
        locks.dedup();
        Reason::LockedApart { with: self.courses(with), locks: self.sections(&locks) }
    }

    /// Reasons that follow from where sections meet and who sits in them now.
    fn at_present(&self, request: RequestId) -> Result<Reason, GaveUp> {
        let all = self.beside(&self.held, request);
        if self.fits(&all, FREELY, |_| true)?.is_none() {
            let clash = |held: &[RequestId]| Ok(self.fits(&self.beside(held, request), FREELY, |_| true)?.is_none());
            return Ok(Reason::TimeClash { with: self.courses(&minimal(&self.held, clash)?) });
        }
        let orders = &self.orders[..];
        if self.fits(&all, orders, |chair| chair.open)?.is_some() {
            return self.movable(request, &all);
        }
        if !orders.is_empty() {
            let never = self.fits(&all, orders, |_| true)?.is_none();
            if never || self.fits(&all, FREELY, |chair| chair.open)?.is_some() {
                return self.out_of_order(request, &all, never);
            }
        }
        let course = &self.view.school.courses()[self.view.school.requests()[request].course];
        let mut full = Vec::new();
        for &section in &course.sections {
            if self.view.is_full(section) && self.fits(&all, orders, |chair| chair.open || chair.section == section)?.is_some() {
                full.push(section);
            }
        }
        if !full.is_empty() {
            return Ok(Reason::Full { sections: self.sections(&full) });
        }
        Ok(Reason::SeatsElsewhere { sections: self.sections(&self.shut(&all)?) })
    }

    /// The fewest full sections in which a seat each would make room for all of some requests.
    fn shut(&self, all: &[RequestId]) -> Result<Vec<SectionId>, GaveUp> {
        let shut: Vec<SectionId> =
            all.iter().flat_map(|id| &self.chairs[id]).filter(|chair| !chair.open).map(|chair| chair.section).collect();
        minimal(&shut, |some| Ok(self.fits(all, &self.orders, |chair| chair.open || some.contains(&chair.section))?.is_some()))
    }

    /// What keeps a request out for which there is time: in any seats where `never` says so, otherwise in those that are free.
    fn out_of_order(&self, request: RequestId, all: &[RequestId], never: bool) -> Result<Reason, GaveUp> {
        let usable = |chair: &Chair| never || chair.open;
        let apart = |held: &[RequestId]| Ok(self.fits(&self.beside(held, request), &self.orders, usable)?.is_none());
        let with = minimal(&self.held, apart)?;
        let few = self.beside(&with, request);
        let broken = minimal(&self.orders, |orders| Ok(self.fits(&few, orders, usable)?.is_none()))?;
        let here = |id: &RequestId| *id == request || self.held.contains(id) || self.spare.contains(id);
        let (mut orders, mut sections) = (Vec::new(), Vec::new());
        for order in broken {
            let first: Vec<RequestId> = order.first.iter().copied().filter(here).collect();
            let others = first.iter().chain([&order.second]).filter(|&&id| id != request);
            sections.extend(others.filter_map(|&id| self.view.schedule.seats[id]));
            let (rule, mut first, second) = (order.rule.to_owned(), self.courses(&first), self.view.course_id(order.second).to_owned());
            first.dedup();
            orders.push(InOrder { rule, first, second });
        }
        orders.sort_unstable();
        orders.dedup();
        sections.sort_unstable();
        sections.dedup();
        let full = if never { Vec::new() } else { self.sections(&self.shut(all)?) };
        Ok(Reason::OutOfOrder { orders, with: self.courses(&with), sections: self.sections(&sections), full })
    }

    /// The change of this student's own sections, by as few moves as a deletion filter leaves.
    fn movable(&self, request: RequestId, all: &[RequestId]) -> Result<Reason, GaveUp> {
        let view = self.view;
        let change = |moving: &[RequestId]| {
            let stays = |id: &RequestId| *id != request && !moving.contains(id);
            self.fits(all, &self.orders, |chair| chair.open && (chair.own || !stays(&chair.request)))
        };
        let moving = minimal(&self.held, |moving| Ok(change(moving)?.is_some()))?;
        // The sections are those of the held requests, then that of the request itself, then those of alternates.
        let sections = change(&moving)?.unwrap_or_default();
        let mut moves = Vec::new();
        for (&id, &to) in self.held.iter().zip(&sections) {
            match (view.schedule.seats[id], to) {
                (Some(from), Some(to)) if from != to => moves.push(Move { from: view.section_id(from), to: view.section_id(to) }),
                _ => {}
            }
        }
        let (asked, alternates) = sections.split_at(all.len().min(sections.len()));
        let taken = asked.iter().flatten().filter_map(|&section| view.atoms(section)).fold(AtomSet::default(), |all, atoms| all | atoms);
        let left = |id: &RequestId| self.spare.iter().zip(alternates).any(|(spare, to)| spare == id && to.is_none());
        let others = view.school.students()[self.student].requests.iter().filter(|id| !self.held.contains(id));
        let gives_up = others
            .filter_map(|&id| Some((id, view.schedule.seats[id]?)))
            .filter(|&(id, section)| left(&id) || view.atoms(section).is_some_and(|atoms| atoms.meets(taken)))
            .map(|(_, section)| view.section_id(section))
            .collect();
        let to = asked.last().copied().flatten().map(|section| view.section_id(section)).unwrap_or_default();
        Ok(Reason::Movable { to, moves, gives_up })
    }

    fn unsettled(&self, request: RequestId) -> Reason {
        let view = self.view;
        let meets = |section: SectionId| {
            view.atoms(section).is_some_and(|atoms| self.chairs[&request].iter().any(|chair| chair.atoms.meets(atoms)))
        };
        let held = self.held.iter().filter_map(|&id| view.schedule.seats[id]);
        Reason::Unsettled { behind: self.sections(&held.filter(|&section| meets(section)).collect::<Vec<_>>()) }
    }

    fn courses(&self, requests: &[RequestId]) -> Vec<String> {
        let mut requests = requests.to_vec();
        requests.sort_unstable();
        requests.iter().map(|&id| self.view.course_id(id).to_owned()).collect()
    }

    fn sections(&self, sections: &[SectionId]) -> Vec<String> {
        let mut sections = sections.to_vec();
        sections.sort_unstable();
        sections.into_iter().map(|id| self.view.section_id(id)).collect()
    }
}

/// A smallest-by-deletion part of the items that still has the property, given that all of them have it and
/// that more items never lose it. One question for each item.
fn minimal<T: Copy>(items: &[T], mut has: impl FnMut(&[T]) -> Result<bool, GaveUp>) -> Result<Vec<T>, GaveUp> {
    let mut kept = items.to_vec();
    let mut at = 0;
    while at < kept.len() {
        let mut fewer = kept.clone();
        fewer.remove(at);
        if has(&fewer)? {
            kept = fewer;
        } else {
            at += 1;
        }
    }
    Ok(kept)
}
