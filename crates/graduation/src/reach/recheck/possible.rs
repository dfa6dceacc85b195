//! The takes that the question allows by themselves, and the cells that its steps have.

use super::later::Later;
use super::{MOST_YEARS, Wrong, wrong};
use crate::audit::{History, Origin, Pass, Span, Taken, Waived, in_order, is_timely, listing_of, may_fulfil};
use crate::reach::{Scene, Take, Who};
use mortarboard_model::graduation::{Clause, Listing, Plan};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, CourseId, Id, IdVec, ListingId, PatternId, School, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// Ways to take one course in one year beyond which no more are looked at: the search gives up long before.
const MOST_WAYS: usize = 1 << 12;

/// The cells that something fills, by term.
pub(super) type Cells = BTreeMap<usize, u32>;

/// A way to take a course in a year that the question allows by itself.
#[derive(Clone, Debug)]
pub(super) struct Possible {
    pub(super) listing: ListingId,
    pub(super) year: u32,
    /// The takes, no two with a term in common, by their terms; mostly one.
    pub(super) parts: Vec<Taken>,
    /// The cells it fills at least, by term.
    pub(super) cells: Cells,
    /// When it may meet, where the year has a schedule: the times of the sections open to the student.
    pub(super) times: BTreeSet<AtomSet>,
}

/// A section of year 0 in which the student could sit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) section: SectionId,
    pub(super) course: CourseId,
    pub(super) pattern: PatternId,
}

/// A question, read.
pub(super) struct Question<'a> {
    pub(super) school: &'a School,
    pub(super) plan: &'a Plan,
    pub(super) who: Who<'a>,
    pub(super) scene: Scene<'a>,
    /// Years, the school's own among them.
    pub(super) years: u32,
    /// Takes of year 0 that are as good as passed.
    pub(super) fixed: Vec<Taken>,
    /// Takes of year 0 that are as good as failed.
    pub(super) failed: Vec<Taken>,
    /// Records and fixed takes.
    pub(super) history: History<'a>,
    pub(super) waived: Waived,
    /// What is offered in later years.
    later_offers: Later,
    /// Sections of year 0 in which the student could sit; none where the scene names no schedule.
    pub(super) seats: Option<Vec<Seat>>,
    /// Takes by course, year and terms.
    pub(super) takes: Vec<Possible>,
    /// By course: clauses of prerequisites that no record or fixed take fulfils.
    pub(super) open: IdVec<CourseId, Vec<&'a Clause>>,
    /// Cells of year 0 that takes may fill, by term.
    now: Vec<u32>,
    /// The same for each later year.
    later: Vec<u32>,
    /// Says when to read no further.
    pub(super) until: Until<'a>,
}

/// Until when a question is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Until<'a>(pub(super) Option<&'a dyn Fn() -> bool>);

impl Until<'_> {
    /// Whether it is over.
    pub(super) fn is_over(self) -> bool {
        self.0.is_some_and(|over| over())
    }
}

impl<'a> Question<'a> {
    /// Reads a question with later years as the school has them; takes of some courses in some years only, where others do not
    /// matter.
    pub(super) fn new(
        school: &'a School,
        plan: &'a Plan,
        who: Who<'a>,
        scene: Scene<'a>,
        only: Option<&BTreeSet<(CourseId, u32)>>,
    ) -> Result<Self, Wrong> {
        Self::with(school, plan, who, scene, only, Later::as_the_school_says())
    }

    /// The same with other offerings of later years.
    pub(super) fn with(
        school: &'a School,
        plan: &'a Plan,
        who: Who<'a>,
        scene: Scene<'a>,
        only: Option<&BTreeSet<(CourseId, u32)>>,
        later_offers: Later,
    ) -> Result<Self, Wrong> {
        let years = who.years(school);
        if years > MOST_YEARS {
            return wrong(format!("{years} years left are too many to be checked"));
        }
        let read = |takes: &[Take]| -> Vec<Taken> {
            takes.iter().filter(|take| take.year == 0).filter_map(|take| Taken::read(school, take)).collect()
        };
        let fixed = scene.fixed.map(read).unwrap_or_default();
        let failed = if scene.fixed.is_some() { read(scene.failed) } else { Vec::new() };
        let history = History::new(school, &plan.stands, who, &fixed, &[], &failed);
        let waived = Waived::new(school, plan, who);
        let seats = scene.schedule.filter(|_| scene.fixed.is_none()).map(|_| seats(school, who, scene));
        let (takes, open, now, later) = (Vec::new(), IdVec::new(), Vec::new(), Vec::new());
        let mut question = Question {
            school,
            plan,
            who,
            scene,
            years,
            fixed,
            failed,
            history,
            waived,
            later_offers,
            seats,
            takes,
            open,
            now,
            later,
            until: Until::default(),
        };
        let any_year = |course: &CourseId| only.is_none_or(|only| only.range((*course, 0)..=(*course, u32::MAX)).next().is_some());
        let asked = school.courses().ids().filter(any_year);
        question.takes = asked.flat_map(|course| question.takes_of(course, only)).collect();
        question.open = school.courses().ids().map(|course| question.open(course)).collect();
        question.now = question.rooms(true);
        question.later = question.rooms(false);
        Ok(question)
    }

    /// A course of the school by the office's id, as a listing.
    pub(super) fn listing(&self, course: &str) -> Result<ListingId, Wrong> {
        let found = self.school.find_course(course).and_then(|course| listing_of(self.school, course));
        found.ok_or_else(|| Wrong(format!("the school has no course {course}")))
    }

    /// A term by the office's id.
    pub(super) fn term(&self, term: &str) -> Result<usize, Wrong> {
        let found = self.school.calendar().terms().iter().find(|(_, have)| *have == term);
        found.map(|(id, _)| id.index()).ok_or_else(|| Wrong(format!("the calendar has no term {term}")))
    }

    /// A year that the student has left.
    pub(super) fn year(&self, year: u32) -> Result<u32, Wrong> {
        if year < self.years { Ok(year) } else { wrong(format!("year {year} is none of the {} years left", self.years)) }
    }

    /// The cells of a step that takes may fill.
    pub(super) fn room(&self, year: u32, term: usize) -> u32 {
        let rooms = if year == 0 { &self.now } else { &self.later };
        rooms.get(term).copied().unwrap_or(0)
    }

    fn rooms(&self, now: bool) -> Vec<u32> {
        let mut rooms = vec![0; self.school.calendar().terms().len()];
        let outside =
            |cell: CellId| self.school.calendar().cells().get(cell).is_some_and(|cell| self.school.calendar().is_outside(cell.term));
        let fills = |cell: CellId| match &self.seats {
            _ if !now => self.school.atom(cell).is_some(),
            _ if self.scene.fixed.is_some() => outside(cell),
            Some(seats) => seats.iter().any(|seat| self.school.patterns()[seat.pattern].cells.contains(&cell)),
            None => self.school.atom(cell).is_some() && !self.who.away.contains(&cell),
        };
        for (_, cell) in self.school.calendar().cells().iter().filter(|(id, _)| fills(*id)) {
            if let Some(room) = rooms.get_mut(cell.term.index()) {
                *room += 1;
            }
        }
        rooms
    }

    /// Clauses of a course that no record or fixed take fulfils. A course is never its own prerequisite.
    fn open(&self, course: CourseId) -> Vec<&'a Clause> {
        let Some(listing) = listing_of(self.school, course) else { return Vec::new() };
        let passes = || self.history.passes.iter().filter(|pass| pass.listing != listing);
        let fulfils =
            |clause: &Clause| passes().any(|pass| self.plan.stands.opens(clause, pass.listing) && pass.mark.reaches(clause.min_points));
        let clauses = self.school.graduation().listings.get(listing).map_or([].as_slice(), |found| &found.prerequisites);
        clauses.iter().filter(|clause| !fulfils(clause)).collect()
    }

    /// Whether one take fulfils a clause of another.
    pub(super) fn fulfils(&self, clause: &Clause, other: &Taken, take: &Taken) -> bool {
        may_fulfil(self.school, &self.plan.stands, clause, other, take) && is_timely(clause.when, other, take)
    }

    /// Takes of the year that is given which count as passed.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Taken> {
        let counts = in_order(self.school, &self.plan.stands, self.who, &self.fixed, &self.failed);
        self.fixed.iter().zip(counts).filter(|(_, counts)| *counts).map(|(take, _)| take)
    }

    /// Clauses of a course that no record or fixed take fulfils.
    pub(super) fn clauses(&self, listing: ListingId) -> &[&'a Clause] {
        self.open.get(CourseId::from_index(listing.index())).map_or(&[], Vec::as_slice)
    }

    /// All ways to take a course, by year and terms.
    fn takes_of(&self, course: CourseId, only: Option<&BTreeSet<(CourseId, u32)>>) -> Vec<Possible> {
        let Some((listing, found)) = listing_of(self.school, course).and_then(|id| Some((id, self.school.graduation().listings.get(id)?)))
        else {
            return Vec::new();
        };
        let patterns = fills(self.school, &self.school.courses()[course].patterns);
        let mut takes = Vec::new();
        let asked = |year: &u32| only.is_none_or(|only| only.contains(&(course, *year)));
        for year in (0..self.years).filter(asked).filter(|year| in_grade(found, self.who.grade_in(self.school, *year))) {
            let sets = match year {
                0 => self.now(course, &patterns),
                _ => match self.later_offers.terms(self.school, course, year) {
                    None => patterns.clone(),
                    Some(terms) => patterns.iter().filter(|cells| cells.keys().all(|term| terms.contains(term))).cloned().collect(),
                },
            };
            let times = |terms: &[usize]| -> BTreeSet<AtomSet> {
                let own = self.seats.iter().flatten().filter(|seat| year == 0 && seat.course == course);
                own.filter(|seat| *terms == self.terms(seat.pattern)).map(|seat| atoms(self.school, seat.pattern)).collect()
            };
            let limits = self.scene.most.iter().filter(|(own, _)| year == 0 && *own == course).map(|&(_, most)| most);
            let most = limits.fold(found.completions, u32::min);
            for chosen in apart(&sets, most as usize).into_iter().filter(|_| most > 0) {
                let terms: Vec<Vec<usize>> = chosen.iter().map(|cells| cells.keys().copied().collect()).collect();
                let mut all = BTreeSet::from([AtomSet::default()]);
                for terms in &terms {
                    let own = times(terms);
                    all = all.iter().flat_map(|&busy| own.iter().map(move |&time| busy | time)).collect();
                }
                takes.push(Possible {
                    listing,
                    year,
                    times: if all == BTreeSet::from([AtomSet::default()]) { BTreeSet::new() } else { all },
                    parts: terms.into_iter().map(|terms| Taken { listing, year, terms }).collect(),
                    cells: chosen.into_iter().flatten().map(|(&term, &cells)| (term, cells)).collect(),
                });
            }
        }
        takes
    }

    /// The terms in which a pattern meets.
    pub(super) fn terms(&self, pattern: PatternId) -> Vec<usize> {
        let cells = self.school.patterns().get(pattern).map_or([].as_slice(), |pattern| &pattern.cells);
        let terms = cells.iter().filter_map(|&cell| Some(self.school.calendar().cells().get(cell)?.term.index()));
        terms.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// What a course fills in year 0.
    fn now(&self, course: CourseId, patterns: &[Cells]) -> Vec<Cells> {
        if self.scene.without.contains(&course) {
            return Vec::new();
        }
        if self.scene.fixed.is_some() {
            return patterns.iter().filter(|cells| self.is_beside(course, cells)).cloned().collect();
        }
        let meets = !self.school.courses()[course].sections.is_empty();
        let (Some(schedule), Some(seats)) = (self.scene.schedule, &self.seats) else {
            return patterns
                .iter()
                .filter(|cells| if self.is_outside(cells) { self.is_offered_outside(course, cells) } else { meets })
                .cloned()
                .collect();
        };
        let open = seats.iter().filter(|seat| seat.course == course).map(|seat| seat.pattern);
        let open: Vec<Cells> = fills(self.school, &open.collect::<Vec<PatternId>>());
        let placed = self.school.courses()[course].sections.iter().filter_map(|&section| schedule.placements.get(section)?.pattern);
        let all = fills(self.school, &placed.collect::<Vec<PatternId>>());
        all.into_iter().filter(|cells| open.iter().any(|open| open.keys().eq(cells.keys()))).collect()
    }
}

fn in_grade(listing: &Listing, grade: Option<u32>) -> bool {
    grade.is_some_and(|grade| (listing.lowest_grade..=listing.highest_grade).contains(&grade))
}

/// Each choice of at least one of some sets of terms and at most so many, no two of which have a term in common. What
/// comes later in such a choice is later among the sets.
fn apart(sets: &[Cells], most: usize) -> Vec<Vec<&Cells>> {
    let mut all: Vec<Vec<&Cells>> = Vec::new();
    for set in sets {
        let fits =
            |chosen: &&Vec<&Cells>| chosen.len() < most && chosen.iter().all(|other| !other.keys().any(|term| set.contains_key(term)));
        let with: Vec<Vec<&Cells>> = all.iter().filter(fits).map(|chosen| [chosen.as_slice(), &[set]].concat()).collect();
        all.push(vec![set]);
        all.extend(with);
        if all.len() > MOST_WAYS {
            break;
        }
    }
    all
}

/// The sets of terms in which some patterns meet, each with the least number of cells in each term, sorted.
fn fills(school: &School, patterns: &[PatternId]) -> Vec<Cells> {
    let mut found: BTreeMap<Vec<usize>, Cells> = BTreeMap::new();
    for pattern in patterns.iter().filter_map(|&pattern| school.patterns().get(pattern)) {
        let mut cells = Cells::new();
        for cell in pattern.cells.iter().filter_map(|&cell| school.calendar().cells().get(cell)) {
            *cells.entry(cell.term.index()).or_default() += 1;
        }
        let least = found.entry(cells.keys().copied().collect()).or_insert_with(|| cells.clone());
        for (term, count) in least {
            *count = cells.get(term).map_or(*count, |own| (*count).min(*own));
        }
    }
    found.into_values().collect()
}

/// Sections that the scene's schedule allows the student.
fn seats(school: &School, who: Who<'_>, scene: Scene<'_>) -> Vec<Seat> {
    let Some(schedule) = scene.schedule.filter(|schedule| schedule.fits(school)) else { return Vec::new() };
    let open = |section: SectionId| scene.seats.is_none_or(|seats| seats.get(section.index()).is_some_and(|seat| *seat));
    let seat = |(section, found): (SectionId, &mortarboard_model::Section)| {
        let pattern = schedule.placements[section].pattern?;
        let away = school.patterns()[pattern].cells.iter().any(|cell| who.away.contains(cell));
        let allowed = open(section) && !away && !scene.without.contains(&found.course);
        allowed.then_some(Seat { section, course: found.course, pattern })
    };
    school.sections().iter().filter_map(seat).collect()
}

/// The atoms of a pattern.
pub(super) fn atoms(school: &School, pattern: PatternId) -> AtomSet {
    school.patterns().get(pattern).map_or_else(AtomSet::default, |pattern| pattern.atoms)
}

impl Possible {
    /// First and last term of all its takes.
    pub(super) fn span(&self) -> Span {
        let own = self.parts.iter().map(Taken::span);
        own.reduce(|span, own| Span { first: span.first.min(own.first), last: span.last.max(own.last), ..span }).unwrap_or(Span {
            past: false,
            year: Some(self.year),
            first: 0,
            last: 0,
        })
    }

    /// The takes as passes.
    pub(super) fn passes<'a>(&self, question: &Question<'a>) -> Vec<Pass<'a>> {
        let pass = |part: &Taken| part.pass(question.school, question.who, Origin::Planned(0));
        self.parts.iter().map(|part| Pass { span: self.span(), ..pass(part) }).collect()
    }
}
