//! The school flattened for the search: plain arrays over plain numbers.

use super::bits::Bits;
use super::meetings::{self, Meeting};
use mortarboard_model::program::Domains;
use mortarboard_model::raw::RawObjective;
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, Held, Id, Priority, School, TermId};

/// No section, no teacher, no pattern.
pub(crate) const NONE: u32 = u32::MAX;

/// Energy of the search for one unit of weight of an alternate, a primary, a required and a critical
/// request. A required request is worth four primary ones: in a day of single periods losing one never
/// gains more than one other, so a small factor already orders the levels, and a search with a small factor
/// finds better schedules than one that can't trade at all. A move of a section trades between students,
/// though, and a critical request must not go for a handful of required ones: its factor is larger. The
/// best schedule is chosen by the true objective, not by this energy.
const ALTERNATE: i64 = 1;
const PRIMARY: i64 = 4;
const REQUIRED: i64 = 16;
const CRITICAL: i64 = 256;
/// Energy of one unit of a broken hard rule: four requests of the highest level that the school has, at
/// weight 1.
const HARD: [i64; 2] = [4 * REQUIRED, 4 * CRITICAL];
/// Energy of keeping a locked seat, above its own worth, in units of a broken hard rule.
const LOCKED: i64 = 4;
/// Most energy of one request: a million of them, times the scale of prices, still fit an integer.
const MOST_WORTH: i64 = 1 << 36;

/// Levels of requests: critical, required, primary, alternate.
pub(crate) const LEVELS: usize = 4;

#[derive(Debug)]
pub(crate) struct Problem<M> {
    pub(crate) atoms: usize,
    pub(crate) patterns: Vec<M>,
    /// Atoms of each pattern, ascending.
    pub(crate) pattern_atoms: Vec<Vec<u16>>,
    pub(crate) sections: Vec<Sec>,
    pub(crate) courses: Vec<Vec<u32>>,
    /// Requests of student i are `first[i]..first[i + 1]`, most urgent first.
    pub(crate) first: Vec<u32>,
    pub(crate) requests: Vec<Req>,
    pub(crate) students: Vec<M>,
    pub(crate) teachers: Vec<Tea<M>>,
    /// Qualification limits: (course, teacher) -> least, most; sorted.
    pub(crate) limits: Vec<((u32, u32), (u32, u32))>,
    pub(crate) hall: Vec<Hall>,
    pub(crate) teams: Vec<TeamTerm>,
    pub(crate) objective: RawObjective,
    /// Energy of one unit of a broken hard rule.
    pub(crate) hard: i64,
    pub(crate) locked_seats: i64,
    pub(crate) balance: Vec<u32>,
}

/// A section.
#[derive(Debug)]
pub(crate) struct Sec {
    pub(crate) course: u32,
    pub(crate) cap: u32,
    pub(crate) patterns: Vec<u32>,
    pub(crate) teachers: Vec<u32>,
    pub(crate) load: u32,
    /// Room bounds this section counts against.
    pub(crate) halls: Vec<u32>,
}

/// A request.
#[derive(Debug)]
pub(crate) struct Req {
    pub(crate) student: u32,
    pub(crate) course: u32,
    /// 0 critical, 1 required, 2 primary, 3 alternate.
    pub(crate) level: u8,
    /// Energy gained when it is met.
    pub(crate) worth: i64,
    pub(crate) weight: i64,
    /// The request of the same student that this alternate stands in for.
    pub(crate) instead_of: u32,
    /// The only section that may meet it.
    pub(crate) locked: u32,
    /// Position in the school.
    pub(crate) id: u32,
}

/// A teacher.
#[derive(Debug)]
pub(crate) struct Tea<M> {
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
pub(crate) struct Hall {
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

impl Req {
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
        let halls = super::rooms::halls(school, domains, mode("room-clash").is_some());
        let seat_caps = mode("seat-cap") == Some(Mode::Hard);
        let sections = school
            .sections()
            .iter()
            .map(|(id, section)| Sec {
                course: section.course.0,
                cap: halls.cap[id.index()].min(if seat_caps { section.max_seats } else { u32::MAX }),
                patterns: domains.patterns[id].iter().map(|p| p.0).collect(),
                teachers: domains.teachers[id].iter().map(|t| t.0).collect(),
                load: school.courses()[section.course].load,
                halls: halls.of_section[id.index()].clone(),
            })
            .collect();
        let worth = match school.objective().factors() {
            Some([critical, required, primary, alternate, _]) => [critical, required, primary, alternate],
            None => energies(school),
        };
        let critical = school.requests().values().any(|request| request.priority == Priority::Critical);
        let hard = HARD[usize::from(critical)];
        let mut locked = vec![NONE; school.requests().len()];
        for lock in school.locks() {
            if let Held::Seat(request) = lock.held {
                locked[request.index()] = lock.section.0;
            }
        }
        let mut first = vec![0];
        let mut requests: Vec<Req> = Vec::new();
        for (student, data) in school.students().iter() {
            let from = requests.len();
            // Locked seats first: they are never given up for another request.
            let (held, open): (Vec<_>, Vec<_>) = data.requests.iter().copied().partition(|id| locked[id.index()] != NONE);
            for id in held.into_iter().chain(open) {
                let request = &school.requests()[id];
                let level = match request.priority {
                    Priority::Critical => 0,
                    Priority::Required => 1,
                    Priority::Primary => 2,
                    Priority::Alternate => 3,
                };
                let own = worth[usize::from(level)].max(1).saturating_mul(i64::from(request.weight)).min(MOST_WORTH);
                requests.push(Req {
                    student: student.0,
                    course: request.course.0,
                    level,
                    worth: own + if locked[id.index()] == NONE { 0 } else { LOCKED * hard },
                    instead_of: NONE,
                    weight: i64::from(request.weight),
                    locked: locked[id.index()],
                    id: id.0,
                });
            }
            for at in from..requests.len() {
                let course = school.requests()[mortarboard_model::RequestId(requests[at].id)].instead_of;
                let place = course.and_then(|course| requests[from..].iter().position(|r| r.course == course.0));
                requests[at].instead_of = place.map_or(NONE, |place| (from + place) as u32);
            }
            first.push(requests.len() as u32);
        }
        let loads = mode("teacher-load") == Some(Mode::Hard);
        let preps = mode("preps") == Some(Mode::Hard);
        let preparation = mode("preparation").is_some_and(|m| m != Mode::Report);
        let available = mode("availability") == Some(Mode::Hard);
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
            .map(|(id, teacher)| Tea {
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
        let mut demand = vec![0u32; school.courses().len()];
        for request in school.requests().values().filter(|r| r.priority != Priority::Alternate) {
            demand[request.course.index()] += 1;
        }
        let balance = school
            .sections()
            .values()
            .map(|section| {
                let sections = school.courses()[section.course].sections.len().max(1) as u32;
                demand[section.course.index()].div_ceil(sections).saturating_add(school.balance_tolerance())
            })
            .collect();
        Problem {
            atoms: school.atoms(),
            patterns: school.patterns().values().map(|p| M::from_atoms(p.atoms)).collect(),
            pattern_atoms: school.patterns().values().map(|p| p.atoms.iter().map(|a| a as u16).collect()).collect(),
            sections,
            courses: school.courses().values().map(|c| c.sections.iter().map(|s| s.0).collect()).collect(),
            first,
            requests,
            students: school.students().values().map(|s| if available { mask(&s.unavailable) } else { M::default() }).collect(),
            teachers,
            limits,
            hall: halls.bounds,
            teams,
            objective: school.objective(),
            hard,
            locked_seats: locked.iter().filter(|&&section| section != NONE).count() as i64,
            balance,
        }
    }

    pub(crate) fn limit(&self, course: u32, teacher: u32) -> (u32, u32) {
        self.limits.binary_search_by_key(&(course, teacher), |entry| entry.0).map_or((0, 0), |at| self.limits[at].1)
    }

    pub(crate) fn requests_of(&self, student: u32) -> std::ops::Range<usize> {
        self.first[student as usize] as usize..self.first[student as usize + 1] as usize
    }
}

/// Worths of the levels. Where every pattern is one atom and every weight 1 the small factors order the
/// levels; elsewhere one request can stand in the way of many of the next level, and its worth exceeds all
/// of theirs. Bounded, so that sums of worths stay far from the end of the integers.
fn energies(school: &School) -> [i64; LEVELS] {
    let uniform = school.patterns().values().all(|p| p.atoms.len() == 1) && school.requests().values().all(|r| r.weight == 1);
    if uniform {
        return [CRITICAL, REQUIRED, PRIMARY, ALTERNATE];
    }
    let most = |priority: Priority| {
        let own = |ids: &[mortarboard_model::RequestId]| -> i64 {
            let requests = ids.iter().map(|&id| &school.requests()[id]).filter(|r| r.priority == priority);
            requests.map(|r| i64::from(r.weight)).sum()
        };
        school.students().values().map(|s| own(&s.requests)).max().unwrap_or(0).min(1 << 10)
    };
    let primary = PRIMARY.max(most(Priority::Alternate) + 1);
    let required = REQUIRED.max(primary * (most(Priority::Primary) + 1));
    let critical = CRITICAL.max(required * (most(Priority::Required) + 1));
    [critical, required, primary, ALTERNATE]
}

/// The atoms that hold one of the cells.
pub(crate) fn atoms_meeting(school: &School, cells: &[CellId]) -> AtomSet {
    cells.iter().filter_map(|&cell| school.atom(cell)).fold(AtomSet::default(), |set, atom| set | AtomSet::of(atom))
}
