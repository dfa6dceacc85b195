//! The school flattened for the search: plain arrays over plain numbers.

use super::bits::Bits;
use super::compact;
use super::keep::{Answers, Hosts, Kept, Students};
use super::ordered::Orders;
use mortarboard_model::program::Domains;
use mortarboard_model::raw::RawObjective;
use mortarboard_model::score::{Level, Score};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, Id, School};

/// No section, no teacher, no pattern.
pub(crate) const NONE: u32 = u32::MAX;

/// A set of terms. Terms beyond those that fit share the last place: what is kept apart then still is, and nothing is
/// claimed to be the best.
pub(crate) type Terms = u128;

/// Levels of requests: critical, required, primary, alternate.
pub(crate) const LEVELS: usize = 4;

#[derive(Debug)]
pub(crate) struct Problem<M> {
    pub(crate) atoms: usize,
    pub(crate) patterns: Vec<M>,
    /// Terms of each pattern.
    pub(crate) terms: Vec<Terms>,
    /// Whether [`terms`](Self::terms) tells all terms apart.
    pub(crate) all_terms: bool,
    /// Atoms of each pattern, ascending.
    pub(crate) pattern_atoms: Vec<Vec<u16>>,
    pub(crate) sections: Vec<Section>,
    pub(crate) courses: Vec<Vec<u32>>,
    /// Requests of student i are `first[i]..first[i + 1]`, most urgent first.
    pub(crate) first: Vec<u32>,
    pub(crate) requests: Vec<Request>,
    pub(crate) students: Vec<M>,
    pub(crate) teachers: Vec<Teacher<M>>,
    /// What the rules say of sections and teachers, to be counted.
    pub(crate) kept: Kept<M>,
    /// What they say of single students.
    pub(crate) held: Students,
    pub(crate) orders: Orders,
    /// What they say of rooms.
    pub(crate) hosts: Hosts,
    pub(crate) objective: RawObjective,
    /// Energy of one unit of weight on each level.
    pub(crate) factors: [i64; 5],
    /// Energy of one unit of a broken hard rule.
    pub(crate) hard: i64,
    pub(crate) locked_seats: i64,
    /// Whether some alternate is worth as much as another request, so that the two must be weighed together.
    pub(crate) dear_alternates: bool,
    /// The period of each pattern where every pattern is one atom; else empty. See [`super::periods`].
    pub(crate) periods: Vec<u8>,
}

/// A section.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) course: u32,
    pub(crate) cap: u32,
    pub(crate) patterns: Vec<u32>,
    /// Those of the patterns that cut across the fewest others.
    pub(crate) compact: Vec<u32>,
    pub(crate) teachers: Vec<u32>,
    pub(crate) load: u32,
}

/// A request.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) student: u32,
    pub(crate) course: u32,
    /// 0 critical, 1 required, 2 primary, 3 alternate.
    pub(crate) level: u8,
    /// Energy gained when it is met.
    pub(crate) worth: i64,
    pub(crate) weight: i64,
    /// The first request of the same student for the course that this alternate stands in for.
    pub(crate) instead_of: u32,
    /// The only section that may meet it.
    pub(crate) locked: u32,
    /// Position in the school.
    pub(crate) id: u32,
    /// Whether the student asks for the course more than once.
    pub(crate) several: bool,
    /// Whether it comes before or after another one of the student.
    pub(crate) ordered: bool,
    /// Whether a hard rule counts its seat otherwise than each section its own.
    pub(crate) counted: bool,
}

/// A teacher.
#[derive(Debug)]
pub(crate) struct Teacher<M> {
    /// Atoms in which they never teach.
    pub(crate) away: M,
    /// Whether they are in one section at a time.
    pub(crate) alone: bool,
}

impl Request {
    /// Whether it only stands in for others.
    #[inline]
    pub(crate) fn is_alternate(&self) -> bool {
        usize::from(self.level) == LEVELS - 1
    }
}

impl<M: Bits> Problem<M> {
    /// What prices on levels are in the energy of the search.
    pub(crate) fn energy(&self, paid: Score) -> i64 {
        let on = |(level, factor): (Level, i64)| paid.on(level).saturating_mul(factor);
        Level::ALL.into_iter().zip(self.factors).map(on).fold(0, i64::saturating_add)
    }

    pub(crate) fn new(school: &School, answers: &Answers, domains: &Domains) -> Self {
        let hosts = Hosts::new(school, domains, answers);
        let kept: Kept<M> = Kept::new(school, domains, answers, &hosts);
        let mut sections: Vec<Section> = school
            .sections()
            .iter()
            .map(|(id, section)| Section {
                course: section.course.0,
                cap: hosts.cap(id.index()).min(kept.amounts.cap(id.index())),
                patterns: domains.patterns[id].iter().map(|p| p.0).collect(),
                compact: Vec::new(),
                // Whoever has nobody yet gets nobody, also where no rule asks who teaches.
                teachers: domains.teachers[id].iter().filter(|_| !school.sections()[id].unstaffed).map(|t| t.0).collect(),
                load: school.courses()[section.course].load,
            })
            .collect();
        let masks: Vec<M> = school.patterns().ids().map(|id| M::from_atoms(school.patterns()[id].atoms)).collect();
        compact::choose(&mut sections, &masks);
        let alone = |(t, &away): (usize, &M)| Teacher { away, alone: kept.times.one_at_a_time(t) };
        let teachers = kept.away.iter().enumerate().map(alone).collect();
        Problem { teachers, ..Problem::of_students(school, Students::new(school, answers), kept, hosts, sections) }
    }

    /// The requests for a course, alternates apart, of which `first` is the first: the places in which alternates that name the
    /// course stand in.
    pub(crate) fn places(&self, first: u32) -> impl Iterator<Item = usize> + '_ {
        let own = &self.requests[first as usize];
        let all = self.requests_of(own.student);
        all.filter(move |&r| self.requests[r].course == own.course && !self.requests[r].is_alternate())
    }

    pub(crate) fn requests_of(&self, student: u32) -> std::ops::Range<usize> {
        self.first[student as usize] as usize..self.first[student as usize + 1] as usize
    }
}

/// The atoms that hold one of the cells.
pub(crate) fn atoms_meeting(school: &School, cells: &[CellId]) -> AtomSet {
    cells.iter().filter_map(|&cell| school.atom(cell)).fold(AtomSet::default(), |set, atom| set | AtomSet::of(atom))
}
