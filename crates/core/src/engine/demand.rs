//! Students and their requests as plain arrays, with the energies of the search.

use super::bits::Bits;
use super::keep::{Hosts, Kept, Students};
use super::ordered::Orders;
use super::problem::{LEVELS, NONE, Problem, Request, Section, Terms, atoms_meeting};
use mortarboard_model::keeper::Pairs;
use mortarboard_model::{CellId, Id, Priority, RequestId, School};
use std::sync::Arc;

/// Energy of the search for one unit of price or of weight of an alternate, a primary, a required and a critical
/// request. A required request is worth four primary ones: in a day of single periods losing one never
/// gains more than one other, so a small factor already orders the levels, and a search with a small factor
/// finds better schedules than one that can't trade at all. A move of a section trades between students,
/// though, and a critical request must not go for a handful of required ones: its factor is larger. The
/// best schedule is chosen by the true objective, not by this energy.
const PREFERENCE: i64 = 1;
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

impl<M: Bits> Problem<M> {
    /// The students and what they ask for, with the sections given: no teachers.
    pub(crate) fn of_students(school: &School, held: Students, kept: Kept<M>, hosts: Hosts, sections: Vec<Section>) -> Self {
        let worth = factors(school);
        let critical = school.requests().values().any(|request| request.priority == Priority::Critical);
        let hard = HARD[usize::from(critical)];
        let locked = &held.fixed;
        let mut first = vec![0];
        let mut requests: Vec<Request> = Vec::new();
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
                let own = &school.courses()[request.course].sections;
                let gains = worth[usize::from(level)].saturating_mul(i64::from(request.weight)).min(MOST_WORTH);
                requests.push(Request {
                    student: student.0,
                    course: request.course.0,
                    level,
                    worth: gains + if locked[id.index()] == NONE { 0 } else { LOCKED * hard },
                    instead_of: NONE,
                    weight: i64::from(request.weight),
                    locked: locked[id.index()],
                    id: id.0,
                    several: request.times > 1,
                    ordered: false,
                    counted: kept.amounts.any_seats() && own.iter().any(|section| kept.amounts.counts(section.index(), id.0)),
                });
            }
            for at in from..requests.len() {
                let course = school.requests()[mortarboard_model::RequestId(requests[at].id)].instead_of;
                let place = course.and_then(|course| requests[from..].iter().position(|r| r.course == course.0));
                requests[at].instead_of = place.map_or(NONE, |place| (from + place) as u32);
            }
            first.push(requests.len() as u32);
        }
        let orders = orders(school, &held, &requests);
        orders.requests().for_each(|r| requests[r as usize].ordered = true);
        let worths = |alternate: bool| requests.iter().filter(move |r| r.is_alternate() == alternate).map(|r| r.worth);
        let dear_alternates = worths(true).max().unwrap_or(0) >= worths(false).min().unwrap_or(i64::MAX);
        let mut problem = Problem {
            atoms: school.atoms(),
            dear_alternates,
            patterns: school.patterns().values().map(|p| M::from_atoms(p.atoms)).collect(),
            pattern_atoms: school.patterns().values().map(|p| p.atoms.iter().map(|a| a as u16).collect()).collect(),
            terms: school.patterns().values().map(|p| terms(school, &p.cells)).collect(),
            all_terms: school.calendar().terms().len() <= Terms::BITS as usize,
            sections,
            courses: school.courses().values().map(|c| c.sections.iter().map(|s| s.0).collect()).collect(),
            first,
            requests,
            students: held.away.iter().map(|cells| M::from_atoms(atoms_meeting(school, cells))).collect(),
            teachers: Vec::new(),
            objective: school.objective(),
            factors: worth,
            hard,
            locked_seats: locked.iter().filter(|&&section| section != NONE).count() as i64,
            periods: Vec::new(),
            orders,
            held,
            kept,
            hosts,
        };
        problem.periods = super::periods::periods(&problem);
        problem
    }
}

/// Energy of one unit of weight on each level.
pub(crate) fn factors(school: &School) -> [i64; 5] {
    let factors = school.objective().factors().unwrap_or_else(|| {
        let [critical, required, primary, alternate] = energies(school);
        [critical, required, primary, alternate, PREFERENCE]
    });
    factors.map(|factor| factor.max(1))
}

/// The terms of some cells.
fn terms(school: &School, cells: &[CellId]) -> Terms {
    let place = |cell: &CellId| (school.calendar().cells()[*cell].term.index() as u32).min(Terms::BITS - 1);
    cells.iter().fold(0, |terms, cell| terms | 1 << place(cell))
}

/// The orders of requests, by position.
fn orders(school: &School, held: &Students, requests: &[Request]) -> Orders {
    let mut position = vec![NONE; requests.len()];
    requests.iter().enumerate().for_each(|(r, request)| position[request.id as usize] = r as u32);
    let at = |id: &RequestId| position.get(id.index()).copied();
    let order = |(first, second, pairs): &'_ (Vec<RequestId>, RequestId, Arc<Pairs>)| {
        let (first, second): (Option<Vec<u32>>, u32) = (first.iter().map(at).collect(), at(second)?);
        Some((requests[second as usize].student, first?, second, pairs.clone()))
    };
    let all: Vec<_> = held.orders.iter().filter_map(order).collect();
    Orders::new(school.students().len(), school.patterns().len(), all)
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
