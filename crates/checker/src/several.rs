//! Several requests of one student for one course: which of them the student could have at once if alone in the school.
//! Each needs a section of its own, in terms that have none in common with those of the others.

use crate::day::{Group, Worth, add, within};
use crate::times::{Kept, locked_pattern, open_patterns};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Id, PatternId, RequestId, School, SectionId};
use std::collections::BTreeMap;

/// Ways looked at for one student and course, after which nothing but a bound is said.
const MOST_WAYS: usize = 20_000;
/// Ways among which those are dropped that occupy more for less; the search is quadratic.
const COMPARED: usize = 512;

/// The terms in which each atom lies.
pub(crate) struct Terms {
    atoms: Vec<u128>,
    /// Whether there are few enough terms to tell all apart.
    all: bool,
}

impl Terms {
    pub(crate) fn new(school: &School) -> Self {
        let mut atoms = vec![0; school.atoms()];
        for (id, cell) in school.calendar().cells().iter() {
            if let Some(terms) = school.atom(id).and_then(|atom| atoms.get_mut(atom)) {
                *terms |= 1 << cell.term.index().min(127);
            }
        }
        Terms { atoms, all: school.calendar().terms().len() <= 128 }
    }

    pub(crate) fn of(&self, time: AtomSet) -> u128 {
        time.iter().filter_map(|atom| self.atoms.get(atom)).fold(0, |all, terms| all | terms)
    }
}

/// What a student asks for more than once.
pub(crate) struct Asked<'a> {
    pub(crate) school: &'a School,
    pub(crate) kept: Kept,
    pub(crate) terms: &'a Terms,
    pub(crate) course: CourseId,
    /// The requests with the sections in which they are held, and what each is worth.
    pub(crate) requests: Vec<(RequestId, Option<SectionId>, Worth)>,
    /// When the student is elsewhere.
    pub(crate) away: AtomSet,
}

impl Asked<'_> {
    /// All ways to have some of the requests.
    pub(crate) fn group(&self) -> Group {
        let (held, open): (Vec<_>, Vec<_>) = self.requests.iter().partition(|(_, section, _)| section.is_some());
        let mut worths: Vec<Worth> = open.iter().map(|&&(.., worth)| worth).collect();
        worths.sort_unstable_by_key(|&worth| std::cmp::Reverse(worth));
        let taken: Vec<SectionId> = held.iter().filter_map(|(_, section, _)| *section).collect();
        let sections = self.school.courses()[self.course].sections.iter().copied().filter(|section| !taken.contains(section));
        let (fixed, free): (Vec<SectionId>, Vec<SectionId>) =
            sections.partition(|&section| locked_pattern(self.school, self.kept, section).is_some());
        let fixed: Vec<AtomSet> =
            fixed.into_iter().flat_map(|section| self.times(&open_patterns(self.school, self.kept, section))).collect();
        let mut times = if free.is_empty() { Vec::new() } else { self.times(&self.school.courses()[self.course].patterns) };
        times.extend(&fixed);
        times.sort_unstable();
        times.dedup();
        let held: Vec<(Vec<AtomSet>, Worth)> = held
            .iter()
            .filter_map(|&&(_, section, worth)| Some((self.times(&open_patterns(self.school, self.kept, section?)), worth)))
            .collect();
        let mut search = Search { terms: self.terms, held, times, fixed, free: free.len(), worths, ways: BTreeMap::new(), steps: 0 };
        search.hold(0, Way::default());
        if search.steps > MOST_WAYS || !self.terms.all {
            return Group { ways: Vec::new(), most: self.loose(), all: false };
        }
        search.ways.remove(&AtomSet::default());
        let mut ways: Vec<(AtomSet, Worth)> = search.ways.into_iter().collect();
        ways.sort_unstable_by_key(|&(time, worth)| (std::cmp::Reverse(worth), time.len(), time));
        if ways.len() <= COMPARED {
            let mut kept: Vec<(AtomSet, Worth)> = Vec::new();
            for (time, worth) in ways {
                if !kept.iter().any(|&(small, _)| within(small, time)) {
                    kept.push((time, worth));
                }
            }
            ways = kept;
        }
        let most = ways.iter().map(|&(_, worth)| worth).max().unwrap_or([0; 3]);
        Group { ways, most, all: true }
    }

    /// The worth of as many of the requests, the best ones, as there are sections: a bound that times have no part in.
    pub(crate) fn loose(&self) -> Worth {
        let mut worths: Vec<Worth> = self.requests.iter().map(|&(.., worth)| worth).collect();
        worths.sort_unstable_by_key(|&worth| std::cmp::Reverse(worth));
        worths.into_iter().take(self.school.courses()[self.course].sections.len()).fold([0; 3], add)
    }

    fn times(&self, patterns: &[PatternId]) -> Vec<AtomSet> {
        patterns.iter().map(|&pattern| self.school.patterns()[pattern].atoms).filter(|time| !time.meets(self.away)).collect()
    }
}

/// A part of the requests, had at some times.
#[derive(Clone, Copy, Default)]
struct Way {
    time: AtomSet,
    terms: u128,
    worth: Worth,
    /// How many of those that no section is held for, and how many of these need a section without a pattern of its own.
    open: usize,
    free: usize,
}

struct Search<'a> {
    terms: &'a Terms,
    /// Times of the sections in which requests are held.
    held: Vec<(Vec<AtomSet>, Worth)>,
    /// Times of the other sections.
    times: Vec<AtomSet>,
    /// Times of those that have only one.
    fixed: Vec<AtomSet>,
    /// How many there are of the rest.
    free: usize,
    /// What the requests are worth for which no section is held, best first.
    worths: Vec<Worth>,
    ways: BTreeMap<AtomSet, Worth>,
    steps: usize,
}

impl Search<'_> {
    /// Decides on the requests that are held somewhere, from a position on.
    fn hold(&mut self, at: usize, way: Way) {
        let Some((times, worth)) = self.held.get(at).cloned() else { return self.choose(0, way) };
        self.steps += 1;
        if self.steps > MOST_WAYS {
            return;
        }
        self.hold(at + 1, way);
        for time in times {
            if let Some(more) = self.with(way, time, worth) {
                self.hold(at + 1, more);
            }
        }
    }

    /// Adds times from a position on for the other requests.
    fn choose(&mut self, from: usize, way: Way) {
        self.steps += 1;
        if self.steps > MOST_WAYS {
            return;
        }
        let best = self.ways.entry(way.time).or_insert(way.worth);
        *best = way.worth.max(*best);
        let Some(&worth) = self.worths.get(way.open) else { return };
        for at in from..self.times.len() {
            let time = self.times[at];
            // A section that has only this time serves it first: no other time could use it.
            let free = way.free + usize::from(!self.fixed.contains(&time));
            if let Some(more) = self.with(way, time, worth).filter(|_| free <= self.free) {
                self.choose(at + 1, Way { open: way.open + 1, free, ..more });
            }
        }
    }

    fn with(&self, way: Way, time: AtomSet, worth: Worth) -> Option<Way> {
        let terms = self.terms.of(time);
        let apart = terms & way.terms == 0;
        apart.then(|| Way { time: way.time | time, terms: way.terms | terms, worth: add(way.worth, worth), ..way })
    }
}
