//! What a student's own week can't hold, whoever else is in the school, told apart by cause.

use crate::alone::Alone;
use mortarboard_model::rule::Rules;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, Priority, RequestId, School, Student};
use serde::{Deserialize, Serialize};

/// Requests other than alternates that no schedule meets because of the student's own week, by cause. Each counts once, under
/// the first cause that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWeek {
    /// Whenever the course could meet, the student is elsewhere.
    pub elsewhere: u64,
    /// The day is too short: the shortest times of the courses add up to more than it.
    pub too_many: u64,
    /// The day would be long enough, and still the courses can't be had together, wherever their sections meet.
    pub never_together: u64,
    /// Locks hold the courses apart; without them the day could hold them.
    pub locked_apart: u64,
    /// There is time for the courses, and still they can't be had in the order that a hard rule asks.
    pub out_of_order: u64,
}

impl OwnWeek {
    /// All of them.
    ///
    /// ```
    /// use mortarboard_checker::OwnWeek;
    /// assert_eq!(OwnWeek { too_many: 2, locked_apart: 1, ..OwnWeek::default() }.total(), 3);
    /// ```
    pub fn total(&self) -> u64 {
        self.elsewhere + self.too_many + self.never_together + self.locked_apart + self.out_of_order
    }

    pub(crate) fn add(&mut self, other: OwnWeek) {
        self.elsewhere += other.elsewhere;
        self.too_many += other.too_many;
        self.never_together += other.never_together;
        self.locked_apart += other.locked_apart;
        self.out_of_order += other.out_of_order;
    }
}

/// What no schedule under these rules meets because of students' own weeks, summed over the students. With locks, twice the cost of
/// [`placeable`](crate::placeable); without, the same.
///
/// ```
/// # use mortarboard_model::{School, rule::Rules};
/// let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
///     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
///     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
///     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
///                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
///     "students": [{"student": "s1"}],
///     "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
/// }"#).unwrap();
/// let school = School::try_from(&raw).unwrap();
/// // Two courses, and a day of one period.
/// let beyond = mortarboard_checker::own_week(&school, &Rules::of(&school));
/// assert_eq!((beyond.too_many, beyond.total()), (1, 1));
/// ```
pub fn own_week(school: &School, rules: &Rules) -> OwnWeek {
    let unlocked = school.unlocked();
    let weeks = Weeks::new(school, rules, unlocked.as_ref());
    let mut sum = OwnWeek::default();
    school.students().values().for_each(|student| sum.add(weeks.beyond(student)));
    sum
}

/// What all students' weeks share.
pub(crate) struct Weeks<'s> {
    school: &'s School,
    /// As locks have it.
    pub(crate) alone: Alone<'s>,
    /// Without the locks, where there are any.
    free: Option<Alone<'s>>,
    /// All times at which any course may meet, locks aside.
    day: AtomSet,
    /// How many cells each atom holds: atoms are of different lengths.
    cells: Vec<u32>,
    /// The shortest time of each course, in cells; none where it has no section.
    shortest: IdVec<CourseId, Option<u32>>,
}

impl<'s> Weeks<'s> {
    /// `unlocked` is [`School::unlocked`].
    pub(crate) fn new(school: &'s School, rules: &'s Rules, unlocked: Option<&'s School>) -> Self {
        let offered = |course: &&mortarboard_model::Course| !course.sections.is_empty();
        let times = |course: &mortarboard_model::Course| -> Vec<AtomSet> {
            course.patterns.iter().map(|&pattern| school.patterns()[pattern].atoms).collect()
        };
        let all = school.courses().values().filter(offered).flat_map(times);
        let mut cells = vec![0; school.atoms()];
        for atom in school.calendar().cells().ids().filter_map(|cell| school.atom(cell)) {
            cells[atom] += 1;
        }
        let shortest = school.courses().values();
        let shortest =
            shortest.map(|course| offered(&course).then(|| times(course).iter().map(|&time| length(&cells, time)).min().unwrap_or(0)));
        Weeks {
            school,
            alone: Alone::new(school, rules),
            free: unlocked.map(|school| Alone::new(school, rules)),
            day: all.fold(AtomSet::default(), |day, time| day | time),
            shortest: shortest.collect(),
            cells,
        }
    }

    /// The weeks as they would be without locks.
    pub(crate) fn free(&self) -> &Alone<'s> {
        self.free.as_ref().unwrap_or(&self.alone)
    }

    /// How many cells there are for a student.
    fn room(&self, away: AtomSet) -> u32 {
        let here = self.day.iter().filter(|&atom| !away.meets(AtomSet::of(atom)));
        here.filter_map(|atom| self.cells.get(atom)).sum()
    }

    /// Whether some requests need more time than there is, at the shortest.
    pub(crate) fn too_long(&self, requests: &[RequestId], away: AtomSet) -> bool {
        let needed = requests.iter().filter_map(|&id| self.shortest[self.school.requests()[id].course]);
        self.alone.timed() && needed.fold(0, u32::saturating_add) > self.room(away)
    }

    /// How many of the courses with such shortest times there is time for.
    fn fitting(&self, mut lengths: Vec<u32>, away: AtomSet) -> u64 {
        if !self.alone.timed() {
            return lengths.len() as u64;
        }
        lengths.sort_unstable();
        let mut room = self.room(away);
        let fits = lengths.iter().take_while(|&&length| {
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        });
        fits.count() as u64
    }

    /// How many of a student's requests the day has time for.
    pub(crate) fn most_by_length(&self, student: &Student) -> u64 {
        let lengths = self.asked(student).filter_map(|id| self.shortest[self.school.requests()[id].course]);
        self.fitting(lengths.collect(), self.alone.away(student))
    }

    fn asked<'a>(&'a self, student: &'a Student) -> impl Iterator<Item = RequestId> + 'a {
        student.requests.iter().copied().filter(|&id| self.school.requests()[id].priority != Priority::Alternate)
    }

    /// What the student's own week can't hold.
    pub(crate) fn beyond(&self, student: &Student) -> OwnWeek {
        let away = self.alone.away(student);
        let offered = |id: &RequestId| self.shortest[self.school.requests()[*id].course];
        let (mut elsewhere, mut lengths) = (0, Vec::new());
        for length in self.asked(student).filter_map(|id| offered(&id).map(|length| (id, length))) {
            match length {
                (id, _) if self.alone.timed() && self.free().times(id, away).is_empty() => elsewhere += 1,
                (_, length) => lengths.push(length),
            }
        }
        let here = lengths.len() as u64;
        let by_length = self.fitting(lengths, away);
        let had = self.alone.most(student);
        // Each may be an upper bound only; what is proven for less is not taken back.
        let unlocked = self.free.as_ref().map_or(had, |free| free.most(student)).max(had);
        let (by_length, unlocked) = (by_length.max(had), unlocked.min(by_length.max(had)));
        OwnWeek {
            elsewhere,
            too_many: here.saturating_sub(by_length),
            never_together: by_length.min(here).saturating_sub(unlocked),
            locked_apart: unlocked.saturating_sub(had),
            out_of_order: had.saturating_sub(self.alone.most_in_order(student)),
        }
    }
}

/// How many cells a time holds.
fn length(cells: &[u32], time: AtomSet) -> u32 {
    time.iter().filter_map(|atom| cells.get(atom)).sum()
}
