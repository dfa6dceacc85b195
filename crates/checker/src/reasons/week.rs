//! One student's week: what is held, where each request could be met, and why one is not.

use super::search::{Chair, GaveUp, arrange};
use super::{Move, Reason, View};
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
}

impl<'v, 'a> Week<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, student: StudentId) -> Self {
        let data = &view.school.students()[student];
        let mut week = Week { view, student, away: view.alone.away(data), held: Vec::new(), chairs: BTreeMap::new() };
        for &id in &data.requests {
            if view.school.requests()[id].priority == Priority::Alternate && view.locked[id].is_none() {
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
                let atoms = view.atoms(section).filter(|atoms| !atoms.meets(self.away))?;
                let own = own == Some(section);
                Some(Chair { request: id, section, atoms, apart: view.apart(id, atoms), own, open: own || !view.is_full(section) })
            })
            .collect();
        chairs.sort_by_key(|chair| (!chair.own, !chair.open));
        chairs
    }

    fn fits(&self, requests: &[RequestId], usable: impl Fn(&Chair) -> bool) -> Result<Option<Vec<SectionId>>, GaveUp> {
        let chairs: Vec<&[Chair]> = requests.iter().map(|id| self.chairs[id].as_slice()).collect();
        arrange(&chairs, usable)
    }

    pub(super) fn explain(&self, request: RequestId) -> (Reason, Vec<String>) {
        let reason = self.inevitable(request).unwrap_or_else(|| match self.at_present(request) {
            Ok(reason) => reason,
            Err(GaveUp) => self.unsettled(request),
        });
        let mends = self.mends(request, &reason);
        (reason, mends)
    }

    /// Reasons that hold wherever sections meet, and those that need no search.
    fn inevitable(&self, request: RequestId) -> Option<Reason> {
        let view = self.view;
        let course = &view.school.courses()[view.school.requests()[request].course];
        if course.sections.is_empty() {
            return Some(Reason::NotOffered);
        }
        if view.alone.times(request, self.away).is_empty() {
            return Some(Reason::Away { always: true });
        }
        let beside = |held: &[RequestId]| {
            let mut all = held.to_vec();
            all.push(request);
            view.alone.together(&all, self.away)
        };
        if beside(&self.held) == Some(false) {
            let with = minimal(&self.held, |held| Ok(beside(held) == Some(false))).unwrap_or_else(|GaveUp| self.held.clone());
            let data = &view.school.students()[self.student];
            let asked = data.requests.iter().filter(|&&id| view.school.requests()[id].priority != Priority::Alternate);
            return Some(Reason::TooMany { requests: asked.count() as u64, fit: view.alone.most(data), with: self.courses(&with) });
        }
        if self.chairs[&request].is_empty() {
            let placed = course.sections.iter().any(|&section| view.atoms(section).is_some());
            return Some(if placed { Reason::Away { always: false } } else { Reason::NotPlaced });
        }
        None
    }

    /// Reasons that follow from where sections meet and who sits in them now.
    fn at_present(&self, request: RequestId) -> Result<Reason, GaveUp> {
        let mut all = self.held.clone();
        all.push(request);
        if self.fits(&all, |_| true)?.is_none() {
            let clash = |held: &[RequestId]| {
                let mut some = held.to_vec();
                some.push(request);
                Ok(self.fits(&some, |_| true)?.is_none())
            };
            return Ok(Reason::TimeClash { with: self.courses(&minimal(&self.held, clash)?) });
        }
        if self.fits(&all, |chair| chair.open)?.is_some() {
            return self.movable(request, &all);
        }
        let course = &self.view.school.courses()[self.view.school.requests()[request].course];
        let mut full = Vec::new();
        for &section in &course.sections {
            if self.view.is_full(section) && self.fits(&all, |chair| chair.open || chair.section == section)?.is_some() {
                full.push(section);
            }
        }
        if !full.is_empty() {
            return Ok(Reason::Full { sections: self.sections(&full) });
        }
        let shut: Vec<SectionId> =
            all.iter().flat_map(|id| &self.chairs[id]).filter(|chair| !chair.open).map(|chair| chair.section).collect();
        let needed = minimal(&shut, |some| Ok(self.fits(&all, |chair| chair.open || some.contains(&chair.section))?.is_some()))?;
        Ok(Reason::SeatsElsewhere { sections: self.sections(&needed) })
    }

    /// The change of this student's own sections, by as few moves as a deletion filter leaves.
    fn movable(&self, request: RequestId, all: &[RequestId]) -> Result<Reason, GaveUp> {
        let view = self.view;
        let change = |moving: &[RequestId]| {
            self.fits(all, |chair| chair.open && (chair.own || chair.request == request || moving.contains(&chair.request)))
        };
        let moving = minimal(&self.held, |moving| Ok(change(moving)?.is_some()))?;
        // The sections are those of the held requests, then that of the request itself.
        let sections = change(&moving)?.unwrap_or_default();
        let mut moves = Vec::new();
        for (&id, &to) in self.held.iter().zip(&sections) {
            match view.schedule.seats[id] {
                Some(from) if from != to => moves.push(Move { from: view.section_id(from), to: view.section_id(to) }),
                _ => {}
            }
        }
        let taken = sections.iter().filter_map(|&section| view.atoms(section)).fold(AtomSet::default(), |all, atoms| all | atoms);
        let others = view.school.students()[self.student].requests.iter().filter(|id| !self.held.contains(id));
        let gives_up = others
            .filter_map(|&id| view.schedule.seats[id])
            .filter(|&section| view.atoms(section).is_some_and(|atoms| atoms.meets(taken)))
            .map(|section| view.section_id(section))
            .collect();
        let to = sections.last().map(|&section| view.section_id(section)).unwrap_or_default();
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
