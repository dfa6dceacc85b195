//! What becomes of rosters when something changes: seats are given anew to whom the change concerns, with all else as it is.

use super::week::{Ask, Chair, Value, best};
use crate::reasons::View;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, PatternId, Priority, RequestId, SectionId, StudentId};
use std::collections::{BTreeMap, BTreeSet};

/// Rounds in which seats that became free are offered to those who wait for them.
const ROUNDS: usize = 2;

/// What all trials share.
pub(super) struct Rosters<'v, 'a> {
    pub(super) view: &'v View<'a>,
    /// Students who may sit in each section; none where any number may.
    pub(super) limits: IdVec<SectionId, Option<u32>>,
    of: IdVec<SectionId, Vec<RequestId>>,
    /// Unmet requests other than alternates, most urgent first.
    waiting: Vec<RequestId>,
}

impl<'v, 'a> Rosters<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>) -> Self {
        let school = view.school;
        let asked = |&id: &RequestId| school.requests()[id].priority != Priority::Alternate;
        let mut waiting: Vec<RequestId> = school.requests().ids().filter(asked).filter(|&id| !view.is_met(id)).collect();
        waiting.sort_by_key(|&id| (school.requests()[id].priority, school.requests()[id].rank, id));
        let limits = school.sections().ids().map(|section| view.limit(section)).collect();
        Rosters { view, limits, of: view.schedule.rosters(school), waiting }
    }

    /// Who sits in a section now.
    pub(super) fn students(&self, section: SectionId) -> impl Iterator<Item = StudentId> + '_ {
        self.of[section].iter().map(|&id| self.view.school.requests()[id].student)
    }

    /// What a request is worth to the objective.
    fn value(&self, id: RequestId) -> Value {
        let request = &self.view.school.requests()[id];
        let level = request.priority.level() as usize;
        let weight = i64::from(request.weight);
        match self.view.school.objective().factors() {
            None => std::array::from_fn(|at| if at == level { weight } else { 0 }),
            Some(factors) => [factors[level].saturating_mul(weight), 0, 0, 0],
        }
    }
}

/// A section that there is not yet.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    pub(super) course: CourseId,
    pub(super) pattern: PatternId,
    pub(super) limit: Option<u32>,
}

/// A change, and the seats as they are given under it.
pub(super) struct Trial<'r, 'v, 'a> {
    rosters: &'r Rosters<'v, 'a>,
    moved: Vec<(SectionId, PatternId)>,
    opened: Option<Opened>,
    limits: BTreeMap<SectionId, Option<u32>>,
    /// How many sit in each section; the new one comes last.
    taken: Vec<u32>,
    pub(super) seats: BTreeMap<RequestId, Option<SectionId>>,
    /// Courses in which seats have become free.
    touched: BTreeSet<CourseId>,
}

impl<'r, 'v, 'a> Trial<'r, 'v, 'a> {
    pub(super) fn new(rosters: &'r Rosters<'v, 'a>) -> Self {
        let mut taken = rosters.view.taken.as_slice().to_vec();
        taken.push(0);
        let (limits, seats, touched) = Default::default();
        Trial { rosters, moved: Vec::new(), opened: None, limits, taken, seats, touched }
    }

    /// A section meets in another pattern.
    pub(super) fn move_to(&mut self, section: SectionId, pattern: PatternId) {
        self.moved.push((section, pattern));
        self.touched.insert(self.course(section));
    }

    /// So many students may sit in a section.
    pub(super) fn limit(&mut self, section: SectionId, limit: Option<u32>) {
        self.limits.insert(section, limit);
        self.touched.insert(self.course(section));
    }

    /// There is one more section.
    pub(super) fn open(&mut self, opened: Opened) {
        self.opened = Some(opened);
        self.touched.insert(opened.course);
    }

    /// The id that the new section will have.
    fn new_section(&self) -> SectionId {
        SectionId(u32::try_from(self.taken.len() - 1).unwrap_or(u32::MAX))
    }

    fn course(&self, section: SectionId) -> CourseId {
        self.rosters.view.school.sections()[section].course
    }

    pub(super) fn seat(&self, id: RequestId) -> Option<SectionId> {
        self.seats.get(&id).copied().unwrap_or_else(|| self.rosters.view.schedule.seats[id])
    }

    fn pattern(&self, section: SectionId) -> Option<PatternId> {
        if let Some(&(_, pattern)) = self.moved.iter().find(|(moved, _)| *moved == section) {
            return Some(pattern);
        }
        match self.opened {
            Some(opened) if section == self.new_section() => Some(opened.pattern),
            _ => self.rosters.view.schedule.placements[section].pattern,
        }
    }

    fn atoms(&self, section: SectionId) -> Option<AtomSet> {
        self.pattern(section).map(|pattern| self.rosters.view.school.patterns()[pattern].atoms)
    }

    fn full(&self, section: SectionId) -> bool {
        let limit = match (self.limits.get(&section), self.opened) {
            (Some(limit), _) => *limit,
            (_, Some(opened)) if section == self.new_section() => opened.limit,
            _ => self.rosters.limits[section],
        };
        limit.is_some_and(|limit| self.taken[section.0 as usize] >= limit)
    }

    /// Gives seats anew: first to one student, who must have a request met if one is named; then to the rosters of sections
    /// that moved; then what is free to those who wait for it. False when the student can't have the request.
    pub(super) fn settle(&mut self, student: StudentId, must: Option<RequestId>) -> bool {
        let Some(week) = self.week(student, must, None) else { return false };
        self.apply(&week);
        let mut movers = vec![student];
        for at in 0..self.moved.len() {
            let (section, pattern) = self.moved[at];
            let roster: Vec<StudentId> = self.rosters.students(section).collect();
            for &other in roster.iter().filter(|&&other| other != student) {
                if self.conflicts(other, section, pattern) {
                    let week = self.week(other, None, None).unwrap_or_default();
                    self.apply(&week);
                }
            }
            movers.extend(roster);
        }
        for _ in 0..ROUNDS {
            if !self.offer(&movers, must) {
                break;
            }
        }
        true
    }

    /// Offers free seats to those who wait for one; whether anybody took one.
    fn offer(&mut self, movers: &[StudentId], must: Option<RequestId>) -> bool {
        let rosters = self.rosters;
        let lost = self.seats.iter().filter(|&(&id, seat)| seat.is_none() && rosters.view.schedule.seats[id].is_some()).map(|(&id, _)| id);
        let lost: Vec<RequestId> = lost.collect();
        let mut took = false;
        for &id in rosters.waiting.iter().chain(&lost) {
            let request = &rosters.view.school.requests()[id];
            if self.seat(id).is_some() || !(self.touched.contains(&request.course) || movers.contains(&request.student)) {
                continue;
            }
            let data = &rosters.view.school.students()[request.student];
            if self.chairs(id, rosters.view.weeks.alone.away(data)).is_empty() {
                continue;
            }
            let own = must.filter(|&must| rosters.view.school.requests()[must].student == request.student);
            let now = data.requests.iter().filter(|&&own| self.seat(own).is_some()).fold([0; 4], |sum: Value, &own| {
                let value = rosters.value(own);
                std::array::from_fn(|level| sum[level].saturating_add(value[level]))
            });
            if let Some(week) = self.week(request.student, own, Some(now)) {
                self.apply(&week);
                took = true;
            }
        }
        took
    }

    /// Whether a student sits where a moved section now keeps the student from being, or in sections that go together no more.
    fn conflicts(&self, student: StudentId, section: SectionId, pattern: PatternId) -> bool {
        let view = self.rosters.view;
        let atoms = view.school.patterns()[pattern].atoms;
        let in_pattern = |id: RequestId| self.seat(id).and_then(|section| self.pattern(section));
        if view.orders.of(student).iter().any(|order| !order.is_kept(in_pattern)) {
            return true;
        }
        let data = &view.school.students()[student];
        let own = data.requests.iter().find(|&&id| self.seat(id) == Some(section));
        let clashes = |&&id: &&RequestId| {
            self.seat(id).filter(|&other| other != section).and_then(|other| self.atoms(other)).is_some_and(|other| {
                let twice = || view.weeks.alone.terms(other) & view.weeks.alone.terms(atoms) != 0;
                other.meets(atoms) || (view.school.requests()[id].course == self.course(section) && twice())
            })
        };
        own.is_some() && (atoms.meets(view.weeks.alone.away(data)) || data.requests.iter().any(|id| clashes(&id)))
    }

    /// The best week of a student, in the seats that are free; none that is not worth more than `floor`.
    fn week(&self, student: StudentId, must: Option<RequestId>, floor: Option<Value>) -> Option<Vec<(RequestId, Option<SectionId>)>> {
        let view = self.rosters.view;
        let data = &view.school.students()[student];
        let away = view.weeks.alone.away(data);
        let asks: Vec<Ask> = data
            .requests
            .iter()
            .map(|&id| {
                let request = &view.school.requests()[id];
                let must = must == Some(id) || view.locked[id].is_some();
                let (alternate, apart) = (request.priority == Priority::Alternate, request.times > 1);
                let (course, value, chairs) = (request.course, self.rosters.value(id), self.chairs(id, away));
                Ask { id, course, value, alternate, instead_of: request.instead_of, must, apart, chairs }
            })
            .collect();
        let week = best(&asks, view.orders.of(student), floor)?;
        Some(asks.iter().map(|ask| ask.id).zip(week).collect())
    }

    /// Where a request could be met: the student's own section first, then those with most seats left; one for each time.
    fn chairs(&self, id: RequestId, away: AtomSet) -> Vec<Chair> {
        let view = self.rosters.view;
        let (course, apart) = (view.school.requests()[id].course, view.school.requests()[id].times > 1);
        let seat = self.seat(id);
        let tied = view.orders.of(view.school.requests()[id].student).iter().any(|order| order.names(id));
        let sections = view.school.courses()[course].sections.iter().copied();
        let new = self.opened.filter(|opened| opened.course == course).map(|_| self.new_section());
        let sections = sections.chain(new).filter(|&section| view.locked[id].is_none_or(|locked| locked == section));
        let mut chairs: Vec<(bool, u32, Chair)> = sections
            .filter_map(|section| {
                let pattern = self.pattern(section)?;
                let atoms = view.school.patterns()[pattern].atoms;
                if atoms.meets(away) {
                    return None;
                }
                let own = seat == Some(section);
                // Only what is asked for more than once needs its terms, and they cost time.
                let terms = if apart { view.weeks.alone.terms(atoms) } else { 0 };
                let chair = Chair { section, atoms, pattern, terms, own };
                (own || !self.full(section)).then(|| (!own, self.taken[section.0 as usize], chair))
            })
            .collect();
        chairs.sort_by_key(|&(other, taken, chair)| (other, taken, chair.section));
        let mut distinct: Vec<Chair> = Vec::new();
        for (_, _, chair) in chairs {
            if !distinct.iter().any(|have| have.atoms == chair.atoms && (have.pattern == chair.pattern || !tied)) {
                distinct.push(chair);
            }
        }
        distinct
    }

    fn gain(&self, week: &[(RequestId, Option<SectionId>)]) -> Value {
        let worth = |id: RequestId, seat: Option<SectionId>| if seat.is_some() { self.rosters.value(id) } else { [0; 4] };
        week.iter().fold([0; 4], |sum, &(id, seat)| {
            let (after, before) = (worth(id, seat), worth(id, self.seat(id)));
            std::array::from_fn(|level| sum[level].saturating_add(after[level].saturating_sub(before[level])))
        })
    }

    fn apply(&mut self, week: &[(RequestId, Option<SectionId>)]) {
        for &(id, seat) in week {
            let before = self.seat(id);
            if before == seat {
                continue;
            }
            if let Some(left) = before {
                self.taken[left.0 as usize] = self.taken[left.0 as usize].saturating_sub(1);
                self.touched.insert(self.rosters.view.school.requests()[id].course);
            }
            if let Some(entered) = seat {
                self.taken[entered.0 as usize] += 1;
            }
            self.seats.insert(id, seat);
        }
    }

    /// What the change is worth on the levels of the objective, alternates included.
    pub(super) fn worth(&self) -> Value {
        let changed: Vec<(RequestId, Option<SectionId>)> =
            self.seats.keys().map(|&id| (id, self.rosters.view.schedule.seats[id])).collect();
        self.gain(&changed).map(i64::saturating_neg)
    }
}
