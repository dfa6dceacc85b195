//! Every arrangement of one student's week, tried one by one.

use mortarboard_model::keeper::{Keeper, Keeping, Student};
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::{CellId, Held, RequestId, Schedule, School, SectionId};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) fn locked(school: &School, id: RequestId) -> Option<SectionId> {
    school.locks().iter().find(|lock| lock.held == Held::Seat(id)).map(|lock| lock.section)
}

/// The sections in which a request could be met where sections meet now, the student's other times aside.
pub(crate) fn sections(school: &School, schedule: &Schedule, id: RequestId) -> Vec<SectionId> {
    let request = &school.requests()[id];
    let away = &school.students()[request.student].unavailable;
    let own = school.courses()[request.course].sections.iter().copied();
    own.filter(|&section| locked(school, id).is_none_or(|locked| locked == section))
        .filter(|&section| schedule.placements[section].pattern.is_some())
        .filter(|&section| !schedule.cells(school, section).iter().any(|cell| away.contains(cell)))
        .collect()
}

/// Tries every arrangement.
pub(crate) fn holdable(school: &School, schedule: &Schedule, requests: &[RequestId], open: &dyn Fn(RequestId, SectionId) -> bool) -> bool {
    fn descend(
        school: &School,
        schedule: &Schedule,
        requests: &[RequestId],
        open: &dyn Fn(RequestId, SectionId) -> bool,
        taken: &[CellId],
    ) -> bool {
        let Some((&first, rest)) = requests.split_first() else { return true };
        sections(school, schedule, first).into_iter().filter(|&section| open(first, section)).any(|section| {
            let cells = schedule.cells(school, section);
            let free = !cells.iter().any(|cell| taken.contains(cell));
            free && descend(school, schedule, rest, open, &[taken, cells].concat())
        })
    }
    descend(school, schedule, requests, open, &[])
}

/// The hard rules that ask courses of one student to go together.
pub(crate) fn on_order(rules: &Rules, school: &School) -> Vec<Arc<dyn Rule>> {
    let orders = |rule: &dyn Rule| match rule.search(school) {
        Keeping::Keepers(keepers) => keepers.iter().any(|keeper| matches!(keeper, Keeper::Student(Student::Order { .. }))),
        Keeping::Rows => false,
    };
    let hard = |rule: &Arc<dyn Rule>| rules.get(rule.card().slug).is_some_and(|(_, mode)| mode == Mode::Hard);
    let all = mortarboard_model::rule::standard();
    all.into_iter().filter(|rule| hard(rule) && orders(rule.as_ref())).collect()
}

/// Whether a student in these sections, alone in the school, breaks none of the rules.
pub(crate) fn in_order(school: &School, schedule: &Schedule, orders: &[Arc<dyn Rule>], seats: &[(RequestId, SectionId)]) -> bool {
    let mut own = Schedule { seats: vec![None; schedule.seats.len()].into(), ..schedule.clone() };
    seats.iter().for_each(|&(id, section)| own.seats[id] = Some(section));
    orders.iter().all(|rule| rule.check(school, &own).is_empty())
}

/// One student's week with what rules say on its order.
pub(crate) struct Ordered<'a> {
    pub(crate) school: &'a School,
    pub(crate) schedule: &'a Schedule,
    pub(crate) orders: Vec<Arc<dyn Rule>>,
    pub(crate) held: Vec<RequestId>,
    /// Alternates that are met: they stay where they are, or are given up.
    pub(crate) spare: Vec<RequestId>,
}

impl Ordered<'_> {
    /// Tries every arrangement of some requests, with any of the others that are held.
    pub(crate) fn holdable(&self, requests: &[RequestId], open: &dyn Fn(RequestId, SectionId) -> bool) -> bool {
        let others = self.held.iter().filter(|id| !requests.contains(id)).chain(&self.spare);
        let all: Vec<(RequestId, bool)> = requests.iter().map(|&id| (id, true)).chain(others.map(|&id| (id, false))).collect();
        self.descend(&all, open, &mut Vec::new())
    }

    fn descend(
        &self,
        rest: &[(RequestId, bool)],
        open: &dyn Fn(RequestId, SectionId) -> bool,
        had: &mut Vec<(RequestId, SectionId)>,
    ) -> bool {
        let Some((&(id, must), rest)) = rest.split_first() else { return in_order(self.school, self.schedule, &self.orders, had) };
        let cells = |section: SectionId| self.schedule.cells(self.school, section);
        for section in sections(self.school, self.schedule, id) {
            let stays = !self.spare.contains(&id) || self.schedule.seats[id] == Some(section);
            let free = !had.iter().any(|&(_, other)| cells(other).iter().any(|cell| cells(section).contains(cell)));
            if open(id, section) && free && stays {
                had.push((id, section));
                if self.descend(rest, open, had) {
                    return true;
                }
                had.pop();
            }
        }
        !must && self.descend(rest, open, had)
    }
}

/// Tries every choice of allowed patterns, with locks or without.
pub(crate) fn holdable_alone(school: &School, requests: &[RequestId], locks: bool) -> bool {
    fn descend(school: &School, requests: &[RequestId], locks: bool, taken: &[CellId]) -> bool {
        let Some((&id, rest)) = requests.split_first() else { return true };
        let request = &school.requests()[id];
        let away = &school.students()[request.student].unavailable;
        let course = &school.courses()[request.course];
        let mut times = Vec::new();
        for &section in course.sections.iter().filter(|&&section| !locks || locked(school, id).is_none_or(|locked| locked == section)) {
            let fixed = school.locks_of(section).iter().filter(|_| locks).find_map(|lock| match lock.held {
                Held::Pattern(pattern) => Some(pattern),
                _ => None,
            });
            times.extend(fixed.map_or_else(|| course.patterns.clone(), |pattern| vec![pattern]));
        }
        times.into_iter().map(|pattern| &school.patterns()[pattern].cells).any(|cells| {
            !cells.iter().any(|cell| away.contains(cell) || taken.contains(cell)) && descend(school, rest, locks, &[taken, cells].concat())
        })
    }
    descend(school, requests, locks, &[])
}

/// Whether the day has time for the requests at their shortest, by cells.
pub(crate) fn day_is_long_enough(school: &School, requests: &[RequestId]) -> bool {
    let patterns =
        |course: &mortarboard_model::Course| course.patterns.iter().map(|&pattern| &school.patterns()[pattern]).collect::<Vec<_>>();
    let offered = school.courses().values().filter(|course| !course.sections.is_empty());
    let day: BTreeSet<CellId> = offered.flat_map(patterns).flat_map(|pattern| pattern.cells.iter().copied()).collect();
    let away = &school.students()[school.requests()[requests[0]].student].unavailable;
    let away: Vec<usize> = away.iter().filter_map(|&cell| school.atom(cell)).collect();
    let shortest = |&id: &RequestId| {
        patterns(&school.courses()[school.requests()[id].course]).iter().map(|pattern| pattern.cells.len()).min().unwrap()
    };
    let here = day.iter().filter(|&&cell| school.atom(cell).is_some_and(|atom| !away.contains(&atom)));
    requests.iter().map(shortest).sum::<usize>() <= here.count()
}

pub(crate) fn is_met(school: &School, schedule: &Schedule, id: RequestId) -> bool {
    schedule.seats[id].is_some_and(|section| school.sections()[section].course == school.requests()[id].course)
}

pub(crate) fn is_full(school: &School, schedule: &Schedule, section: SectionId) -> bool {
    let taken = schedule.seats.values().filter(|seat| **seat == Some(section)).count() as u32;
    let room = schedule.placements[section].room.filter(|_| school.needs_room(section)).map(|room| school.rooms()[room].seats);
    let cap = matches!(
        school.mode("seat-cap"),
        None | Some(mortarboard_model::raw::RawRuleMode::Hard | mortarboard_model::raw::RawRuleMode::Soft { .. })
    );
    (cap && taken >= school.sections()[section].max_seats) || room.is_some_and(|seats| taken >= seats)
}
