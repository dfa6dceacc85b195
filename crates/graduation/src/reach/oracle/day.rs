//! What can be taken: by itself, and side by side.

use super::{Choice, Oracle};
use mortarboard_model::{CellId, CourseId, Id, ListingId, SectionId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The cells that takes fill, and those that there are.
#[derive(Default)]
pub(super) struct Fills {
    /// By course and set of terms: the least number in each of these terms.
    takes: Vec<BTreeMap<Rc<[usize]>, Vec<usize>>>,
    /// By term, in this year and in each later one.
    room: [Vec<usize>; 2],
}

impl Oracle<'_> {
    /// Whether this year is as a schedule says.
    fn now(&self) -> bool {
        self.scene.schedule.is_some() && self.scene.fixed.is_none()
    }

    /// Sections open to the student, with their cells.
    pub(super) fn find_seats(&self) -> Vec<(SectionId, CourseId, Vec<CellId>)> {
        let Some(schedule) = self.scene.schedule.filter(|schedule| schedule.fits(self.school)) else { return Vec::new() };
        let mut seats = Vec::new();
        for (section, found) in self.school.sections().iter() {
            let Some(pattern) = schedule.placements[section].pattern else { continue };
            let cells = self.school.patterns()[pattern].cells.clone();
            let seat = self.scene.seats.is_none_or(|seats| seats.get(section.index()) == Some(&true));
            if seat && !self.scene.without.contains(&found.course) && !cells.iter().any(|cell| self.who.away.contains(cell)) {
                seats.push((section, found.course, cells));
            }
        }
        seats
    }

    /// All takes of a course in a year that are possible by themselves, prerequisites apart.
    pub(super) fn find_options(&self, course: CourseId, year: u32) -> Vec<Choice> {
        let listing = &self.school.graduation().listings[ListingId::from_index(course.index())];
        let grade = self.grade_in(year);
        let found = &self.school.courses()[course];
        if grade < listing.lowest_grade || grade > listing.highest_grade || (year == 0 && self.scene.without.contains(&course)) {
            return Vec::new();
        }
        if year == 0 && self.now() {
            let seats = self.seats.iter().filter(|seat| seat.1 == course);
            return seats
                .map(|&(section, _, ref cells)| Choice { course, year, terms: self.terms_of(cells), section: Some(section) })
                .collect();
        }
        let mut sets = BTreeSet::new();
        for &pattern in &found.patterns {
            let terms = self.terms_of(&self.school.patterns()[pattern].cells);
            let outside = self.outside(&terms);
            if year == 0 && self.scene.fixed.is_some() && !(outside && self.beside(course, &terms)) {
                continue;
            }
            let offered = match listing.offered.get(&year).filter(|_| year > 0 || outside) {
                _ if year == 0 && outside && !listing.offered.contains_key(&0) => false,
                Some(offered) => terms.iter().all(|&term| offered.iter().any(|own| own.index() == term)),
                None => !found.sections.is_empty(),
            };
            if offered {
                sets.insert(terms);
            }
        }
        sets.into_iter().map(|terms| Choice { course, year, terms, section: None }).collect()
    }

    /// The takes of a course in a year: one, or as many as its completions with no term in common, by their terms.
    pub(super) fn several(&self, course: CourseId, year: u32) -> Vec<Vec<Choice>> {
        let mut single = self.options.get(&(course, year)).cloned().unwrap_or_default();
        single.sort_by(|a, b| a.terms.cmp(&b.terms));
        let most = self.school.graduation().listings[ListingId::from_index(course.index())].completions as usize;
        let mut all: Vec<Vec<Choice>> = vec![Vec::new()];
        for one in single {
            let apart =
                |set: &&Vec<Choice>| set.len() < most && set.iter().all(|other| !other.terms.iter().any(|term| one.terms.contains(term)));
            let with: Vec<Vec<Choice>> =
                all.iter().filter(apart).map(|set| [set.as_slice(), std::slice::from_ref(&one)].concat()).collect();
            all.extend(with);
        }
        all.retain(|set| !set.is_empty());
        all
    }

    /// The cells that takes fill, and those that there are.
    pub(super) fn find_fills(&self) -> Fills {
        let calendar = self.school.calendar();
        let of_term = |cells: &[CellId], term: usize| cells.iter().filter(|&&cell| calendar.cells()[cell].term.index() == term).count();
        let takes = self.school.courses().values().map(|course| {
            let mut takes: BTreeMap<Rc<[usize]>, Vec<usize>> = BTreeMap::new();
            for &pattern in &course.patterns {
                let cells = &self.school.patterns()[pattern].cells;
                let terms = self.terms_of(cells);
                let own: Vec<usize> = terms.iter().map(|&term| of_term(cells, term)).collect();
                let least = takes.entry(terms).or_insert_with(|| own.clone());
                least.iter_mut().zip(own).for_each(|(least, own)| *least = own.min(*least));
            }
            takes
        });
        let met = |cell: &CellId| self.school.patterns().values().any(|pattern| pattern.cells.contains(cell));
        let later: Vec<CellId> = calendar.cells().ids().filter(met).collect();
        let now: Vec<CellId> = later.iter().copied().filter(|cell| !self.who.away.contains(cell)).collect();
        let room = [now, later].map(|cells| (0..calendar.terms().len()).map(|term| of_term(&cells, term)).collect());
        Fills { takes: takes.collect(), room }
    }

    /// Whether takes fit side by side.
    pub(super) fn fits(&self, takes: &[Choice]) -> bool {
        let mut filled = vec![vec![0; self.school.calendar().terms().len()]; self.years() as usize];
        let mut busy: Vec<CellId> = Vec::new();
        for take in takes.iter().filter(|take| !self.is_given(take)) {
            let most = self.school.graduation().listings[ListingId::from_index(take.course.index())].completions as usize;
            let own = || takes.iter().filter(|other| (other.course, other.year) == (take.course, take.year));
            let allowed =
                self.scene.most.iter().all(|&(course, most)| (take.course, take.year) != (course, 0) || own().count() <= most as usize);
            if !allowed
                || own().count() > most
                || take.terms.iter().any(|term| own().filter(|other| other.terms.contains(term)).count() > 1)
            {
                return false;
            }
            if take.year == 0 && self.now() {
                let Some(seat) = self.seats.iter().find(|seat| Some(seat.0) == take.section) else { return false };
                if seat.2.iter().any(|cell| busy.contains(cell)) {
                    return false;
                }
                busy.extend(&seat.2);
                continue;
            }
            let (Some(year), Some(cells)) = (filled.get_mut(take.year as usize), self.fills.takes[take.course.index()].get(&take.terms))
            else {
                return false;
            };
            take.terms.iter().zip(cells).for_each(|(&term, cells)| year[term] += cells);
        }
        let full =
            |(year, filled): (usize, &Vec<usize>)| filled.iter().zip(&self.fills.room[year.min(1)]).any(|(filled, room)| filled > room);
        !filled.iter().enumerate().any(full)
    }
}
