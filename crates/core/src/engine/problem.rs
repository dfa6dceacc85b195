//! The school flattened for the search: plain arrays over plain numbers.

use super::bits::Bits;
use super::compact;
use super::demand::keeps_away;
use super::meetings::{self, Meeting};
use super::polish::Priced;
use mortarboard_model::program::Domains;
use mortarboard_model::raw::RawObjective;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, Id, School, TermId};

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
    /// Each atom by itself.
    pub(crate) atom: Vec<M>,
    /// Atoms of each pattern, ascending.
    pub(crate) pattern_atoms: Vec<Vec<u16>>,
    pub(crate) sections: Vec<Section>,
    pub(crate) courses: Vec<Vec<u32>>,
    /// Requests of student i are `first[i]..first[i + 1]`, most urgent first.
    pub(crate) first: Vec<u32>,
    pub(crate) requests: Vec<Request>,
    pub(crate) students: Vec<M>,
    pub(crate) teachers: Vec<Teacher<M>>,
    /// Qualification limits: (course, teacher) -> least, most; sorted.
    pub(crate) limits: Vec<((u32, u32), (u32, u32))>,
    pub(crate) room_bounds: Vec<RoomBound>,
    pub(crate) teams: Vec<TeamTerm>,
    /// By entry of the teams: the atoms of each of its plans.
    pub(crate) plans: Vec<Vec<M>>,
    pub(crate) objective: RawObjective,
    /// Energy of one unit of a broken hard rule.
    pub(crate) hard: i64,
    pub(crate) locked_seats: i64,
    pub(crate) balance: Vec<u32>,
    /// Whether some alternate is worth as much as another request, so that the two must be weighed together.
    pub(crate) dear_alternates: bool,
    /// The period of each pattern where every pattern is one atom; else empty. See [`super::periods`].
    pub(crate) periods: Vec<u8>,
    pub(crate) priced: Priced,
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
    /// Room bounds this section counts against.
    pub(crate) room_bounds: Vec<u32>,
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
}

/// A teacher.
#[derive(Debug)]
pub(crate) struct Teacher<M> {
    pub(crate) away: M,
    pub(crate) max_load: u32,
    pub(crate) max_preps: u32,
    pub(crate) prep: Option<Prep>,
    /// Entries of teams that this teacher is in, or would be in by teaching some section.
    pub(crate) teams: Vec<u32>,
}

/// Own preparation in each term.
#[derive(Debug)]
pub(crate) struct Prep {
    pub(crate) minutes: u32,
    pub(crate) block: u32,
}

/// A bound on rooms: sections whose rooms all lie in one set, against the rooms of that set.
#[derive(Debug)]
pub(crate) struct RoomBound {
    /// Rooms of the set that are open, for each atom.
    pub(crate) open: Vec<u16>,
}

/// A team in one term, with the meetings it may choose from.
#[derive(Debug)]
pub(crate) struct TeamTerm {
    pub(crate) team: u32,
    pub(crate) term: TermId,
    pub(crate) minutes: u32,
    pub(crate) listed: Vec<u32>,
    /// Courses whose teachers are members.
    pub(crate) courses: Vec<u32>,
    pub(crate) plans: Vec<Meeting>,
    /// Whether the meeting must be, and what each member who can't come costs when it need not.
    pub(crate) hard: bool,
    pub(crate) weight: i64,
}

impl Request {
    /// Whether it only stands in for others.
    #[inline]
    pub(crate) fn is_alternate(&self) -> bool {
        usize::from(self.level) == LEVELS - 1
    }
}

impl<M: Bits> Problem<M> {
    pub(crate) fn new(school: &School, rules: &Rules, domains: &Domains) -> Self {
        let mask = |cells: &[CellId]| M::from_atoms(atoms_meeting(school, cells));
        let mode = |slug: &str| rules.get(slug).map(|(_, mode)| mode);
        let room_bounds = super::rooms::room_bounds(school, domains, mode("room-clash").is_some());
        let seat_caps = mode("seat-cap") == Some(Mode::Hard);
        let mut sections: Vec<Section> = school
            .sections()
            .iter()
            .map(|(id, section)| Section {
                course: section.course.0,
                cap: room_bounds.cap[id.index()].min(if seat_caps { section.max_seats } else { u32::MAX }),
                patterns: domains.patterns[id].iter().map(|p| p.0).collect(),
                compact: Vec::new(),
                // Whoever has nobody yet gets nobody, also where no rule asks who teaches.
                teachers: domains.teachers[id].iter().filter(|_| !school.sections()[id].unstaffed).map(|t| t.0).collect(),
                load: school.courses()[section.course].load,
                room_bounds: room_bounds.of_section[id.index()].clone(),
            })
            .collect();
        let masks: Vec<M> = school.patterns().ids().map(|id| M::from_atoms(school.patterns()[id].atoms)).collect();
        compact::choose(&mut sections, &masks);
        let loads = mode("teacher-load") == Some(Mode::Hard);
        let preps = mode("preps") == Some(Mode::Hard);
        let preparation = mode("preparation").is_some_and(|m| m != Mode::Report);
        let available = keeps_away(rules);
        let teams = meetings::terms(school, domains, mode("planning"));
        let may_be_in = |t: u32, team: &TeamTerm| {
            let teaches = |&c: &u32| {
                school.courses()[mortarboard_model::CourseId(c)].sections.iter().any(|&s| domains.teachers[s].iter().any(|x| x.0 == t))
            };
            team.listed.contains(&t) || team.courses.iter().any(teaches)
        };
        let teachers = school
            .teachers()
            .iter()
            .map(|(id, teacher)| Teacher {
                teams: (0..teams.len() as u32).filter(|&entry| may_be_in(id.0, &teams[entry as usize])).collect(),
                away: if available { mask(&teacher.unavailable) } else { M::default() },
                max_load: if loads { teacher.max_load } else { u32::MAX },
                max_preps: teacher.max_preps.filter(|_| preps).unwrap_or(u32::MAX),
                prep: (preparation && teacher.prep_minutes > 0)
                    .then_some(Prep { minutes: teacher.prep_minutes, block: teacher.prep_block }),
            })
            .collect();
        let mut limits: Vec<((u32, u32), (u32, u32))> = school
            .qualifications()
            .iter()
            .map(|q| ((q.course.0, q.teacher.0), (q.min_sections, q.max_sections.unwrap_or(u32::MAX))))
            .collect();
        limits.sort_unstable();
        let priced = Priced::new(school, rules);
        let set = |atoms: &[u16]| M::from_atoms(atoms.iter().fold(AtomSet::default(), |all, &a| all | AtomSet::of(usize::from(a))));
        let plans = teams.iter().map(|team| team.plans.iter().map(|plan| set(&plan.atoms)).collect()).collect();
        Problem { teachers, limits, priced, plans, room_bounds: room_bounds.bounds, teams, ..Problem::of_students(school, rules, sections) }
    }

    pub(crate) fn limit(&self, course: u32, teacher: u32) -> (u32, u32) {
        self.limits.binary_search_by_key(&(course, teacher), |entry| entry.0).map_or((0, 0), |at| self.limits[at].1)
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
