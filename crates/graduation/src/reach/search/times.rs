//! When each course can be taken: sets of terms, the cells they fill, and sections where a schedule places them.

use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, CourseId, Id, Schedule, School, SectionId, TermId};

/// Most sets of terms of one course: they are kept in one machine word.
const MOST_SPANS: usize = 64;

/// A way to take a course in a year: mostly one set of terms, or several that have no term in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Sorted terms of all takes; never empty.
    pub(super) terms: Vec<TermId>,
    /// The single takes that it consists of, by position; empty where it is one itself.
    pub(super) parts: Vec<usize>,
    /// First term.
    pub(super) first: usize,
    /// Last term.
    pub(super) last: usize,
    /// Cells filled, by term.
    pub(super) fill: Vec<u32>,
    /// Cells filled in all terms.
    pub(super) cells: u32,
    /// The terms as a bit set.
    pub(super) steps: u128,
}

impl Span {
    fn together(spans: &[Span], parts: &[usize]) -> Span {
        let own = || parts.iter().map(|&part| &spans[part]);
        let mut terms: Vec<TermId> = own().flat_map(|span| span.terms.iter().copied()).collect();
        terms.sort_unstable();
        let mut fill = spans[parts[0]].fill.clone();
        own().skip(1).for_each(|span| fill.iter_mut().zip(&span.fill).for_each(|(all, one)| *all += one));
        Span {
            terms,
            parts: parts.to_vec(),
            first: own().map(|span| span.first).min().unwrap_or(0),
            last: own().map(|span| span.last).max().unwrap_or(0),
            cells: fill.iter().sum(),
            fill,
            steps: own().fold(0, |steps, span| steps | span.steps),
        }
    }

    /// How many takes it is.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.parts.len()).unwrap_or(u32::MAX).max(1)
    }
}

/// A section that a schedule places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) section: SectionId,
    /// Position among the spans of its course.
    pub(super) span: usize,
    pub(super) atoms: AtomSet,
}

/// How a course can be taken; spans are named by bits of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Offer {
    pub(super) spans: Vec<Span>,
    /// Spans possible in the school's own year.
    now: u64,
    /// Spans possible in later years.
    later: u64,
    /// Spans possible in particular later years, by offset.
    years: Vec<(u32, u64)>,
    /// Spans outside the school's own terms that are possible in its own year.
    pub(super) outside: u64,
    /// Placed sections.
    pub(super) sections: Vec<Placed>,
}

impl Offer {
    /// The spans possible in a year.
    pub(super) fn mask(&self, year: usize) -> u64 {
        if year == 0 {
            return self.now;
        }
        self.years.iter().find(|(offset, _)| *offset as usize == year).map_or(self.later, |&(_, mask)| mask)
    }
}

/// All courses of a school, with or without a schedule for its own year.
#[derive(Clone, Debug)]
pub(super) struct Times {
    pub(super) terms: usize,
    pub(super) offers: Vec<Offer>,
    /// Cells of each term in which some pattern meets.
    pub(super) room: Vec<u32>,
    /// Whether a schedule says when sections meet.
    pub(super) scheduled: bool,
    /// Cells of each atom, by term.
    atom_cells: Vec<Vec<u32>>,
    /// Whether some course has more spans than are supported.
    pub(super) too_many: bool,
}

impl Times {
    pub(super) fn new(school: &School, schedule: Option<&Schedule>) -> Self {
        let terms = school.calendar().terms().len();
        let mut atom_cells = vec![vec![0; terms]; school.atoms()];
        let mut room = vec![0; terms];
        for (id, cell) in school.calendar().cells().iter() {
            if let Some(atom) = school.atom(id) {
                room[cell.term.index()] += 1;
                atom_cells[atom][cell.term.index()] += 1;
            }
        }
        let mut times =
            Times { terms, offers: Vec::new(), room, scheduled: schedule.is_some(), atom_cells, too_many: terms > 128 || terms == 0 };
        // A schedule made for another school places nothing here.
        let schedule = schedule.map(|schedule| schedule.fits(school).then_some(schedule));
        for course in school.courses().ids() {
            let offer = times.offer(school, course, schedule);
            times.offers.push(offer);
        }
        times
    }

    fn offer(&mut self, school: &School, id: CourseId, schedule: Option<Option<&Schedule>>) -> Offer {
        let course = &school.courses()[id];
        let mut offer = Offer::default();
        for &pattern in &course.patterns {
            let span = self.span(school, &school.patterns()[pattern].cells);
            self.add(&mut offer.spans, 0, span);
        }
        let completions = school.graduation().listings.values().as_slice().get(id.index()).map_or(1, |listing| listing.completions);
        self.several(&mut offer.spans, 0, completions);
        let meets = !course.sections.is_empty();
        let listing = school.graduation().listings.values().as_slice().get(id.index());
        let outside = |span: &Span| span.terms.iter().all(|&term| school.calendar().is_outside(term));
        let now = |span: &Span| {
            let offered = |term: &TermId| listing.and_then(|listing| listing.offered.get(&0)).is_some_and(|terms| terms.contains(term));
            let own = |term: &TermId| meets && !school.calendar().is_outside(*term);
            span.terms.iter().all(|term| own(term) || offered(term))
        };
        let those = |which: &dyn Fn(&Span) -> bool| {
            offer.spans.iter().enumerate().filter(|(_, span)| which(span)).fold(0, |mask, (at, _)| mask | word(at, at + 1))
        };
        (offer.now, offer.outside) = (those(&now), those(&|span| now(span) && outside(span)));
        offer.later = if meets { word(0, offer.spans.len()) } else { 0 };
        if let Some(listing) = listing {
            for (&year, offered) in &listing.offered {
                let within = |span: &Span| span.terms.iter().all(|term| offered.contains(term));
                // Of several takes all lie within the terms exactly when each does.
                let mask = offer.spans.iter().enumerate().filter(|(_, span)| within(span)).fold(0, |mask, (at, _)| mask | word(at, at + 1));
                offer.years.push((year, mask));
            }
        }
        if let Some(schedule) = schedule {
            let from = offer.spans.len();
            for &section in &course.sections {
                let pattern = schedule.and_then(|schedule| schedule.placements.get(section)).and_then(|placed| placed.pattern);
                let Some(pattern) = pattern.and_then(|pattern| school.patterns().get(pattern)) else { continue };
                let span = self.span(school, &pattern.cells);
                let span = self.add(&mut offer.spans, from, span);
                offer.sections.push(Placed { section, span, atoms: pattern.atoms });
            }
            self.several(&mut offer.spans, from, completions);
            offer.now = word(from, offer.spans.len());
        }
        offer
    }

    fn span(&self, school: &School, cells: &[CellId]) -> Span {
        let mut fill = vec![0; self.terms];
        for &cell in cells {
            if let Some(count) = fill.get_mut(school.calendar().cells()[cell].term.index()) {
                *count += 1;
            }
        }
        let terms: Vec<TermId> =
            fill.iter().enumerate().filter(|(_, cells)| **cells > 0).map(|(term, _)| TermId::from_index(term)).collect();
        let steps = terms.iter().filter(|term| term.index() < 128).fold(0, |steps, term| steps | 1 << term.index());
        let end = |term: Option<&TermId>| term.map_or(0, |term| term.index());
        Span { first: end(terms.first()), last: end(terms.last()), cells: fill.iter().sum(), terms, parts: Vec::new(), fill, steps }
    }

    /// Adds a span, or lowers the cells of the one with the same terms; gives its position.
    fn add(&mut self, spans: &mut Vec<Span>, from: usize, span: Span) -> usize {
        if let Some(at) = (from..spans.len()).find(|&at| spans[at].terms == span.terms) {
            let known = &mut spans[at];
            for (have, new) in known.fill.iter_mut().zip(span.fill) {
                *have = new.min(*have);
            }
            known.cells = known.fill.iter().sum();
            return at;
        }
        self.too_many |= spans.len() >= MOST_SPANS;
        spans.push(span);
        spans.len() - 1
    }

    /// Adds the ways to take a course several times in a year, behind the single takes from one position on.
    fn several(&mut self, spans: &mut Vec<Span>, from: usize, completions: u32) {
        let singles = from..spans.len();
        let mut open: Vec<Vec<usize>> = singles.clone().map(|at| vec![at]).collect();
        for _ in 1..completions.min(u32::try_from(self.terms).unwrap_or(u32::MAX)) {
            let mut next = Vec::new();
            for parts in open {
                let steps = parts.iter().fold(0, |steps, &part| steps | spans[part].steps);
                let later = parts.last().map_or(from, |last| last + 1)..singles.end;
                for part in later.filter(|&part| spans[part].steps & steps == 0).collect::<Vec<_>>() {
                    if spans.len() >= MOST_SPANS {
                        self.too_many = true;
                        return;
                    }
                    let parts = [parts.as_slice(), &[part]].concat();
                    spans.push(Span::together(spans, &parts));
                    next.push(parts);
                }
            }
            open = next;
        }
    }

    /// Adds the cells of some atoms to the room of each term.
    pub(super) fn cells_of(&self, atoms: AtomSet, room: &mut [u32]) {
        for atom in atoms.iter() {
            for (room, cells) in room.iter_mut().zip(self.atom_cells.get(atom).into_iter().flatten()) {
                *room += cells;
            }
        }
    }
}

/// The bits from one position up to another, not including it.
fn word(from: usize, to: usize) -> u64 {
    (from..to.min(MOST_SPANS)).fold(0, |word, at| word | 1 << at)
}

/// The set bits of a word, lowest first.
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}

/// The set bits of a wide word, lowest first.
pub(super) fn wide(mut word: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}
