//! Random schedules, from careful to careless.

use super::{chance, pick, random_raw};
use crate::ids::{CellId, RequestId, RoomId, SectionId, TeacherId};
use crate::schedule::Schedule;
use crate::school::{Held, Priority, School};
use crate::time::Minutes;

type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

/// A random school, and a random schedule of it.
///
/// # Panics
/// If the school has faults: [`random_raw`] makes none.
///
/// ```
/// use mortarboard_model::testing;
/// let (school, schedule) = testing::random_case(&mut testing::draws(&[3, 1, 4]));
/// assert!(schedule.fits(&school));
/// ```
pub fn random_case(mut draw: &mut dyn FnMut(u32) -> u32) -> (School, Schedule) {
    let school = School::try_from(&random_raw(&mut draw)).unwrap_or_else(|faults| panic!("{faults}"));
    let schedule = random_schedule(&school, &mut draw);
    (school, schedule)
}

/// A random schedule of a school.
///
/// Some are careful: they follow locks, qualifications, rooms, loads, seats and clashes wherever
/// a choice that does so is left. Some are careless in part or throughout. Over many draws every rule is
/// both kept and broken. The result always [`fits`](Schedule::fits) the school.
///
/// ```
/// use mortarboard_model::{testing, School};
/// let mut draw = testing::draws(&[3, 1, 4]);
/// let school = School::try_from(testing::random_raw(&mut draw)).unwrap();
/// assert!(testing::random_schedule(&school, &mut draw).fits(&school));
/// ```
pub fn random_schedule(school: &School, draw: &mut dyn FnMut(u32) -> u32) -> Schedule {
    let slips = [0, 0, 1, 8][draw(4) as usize % 4];
    let mut schedule = Schedule::empty(school);
    for section in school.sections().ids() {
        place(school, &mut schedule, section, slips, draw);
    }
    for request in school.requests().ids() {
        schedule.seats[request] = seat(school, &schedule, request, slips, draw);
    }
    for team in school.teams().ids() {
        let members = schedule.members(school, team);
        let free = |cell: CellId| {
            members.iter().all(|&teacher| {
                !school.teachers()[teacher].unavailable.contains(&cell)
                    && schedule.placements.iter().all(|(s, p)| p.teacher != Some(teacher) || !schedule.cells(school, s).contains(&cell))
            })
        };
        let mut cells: Vec<CellId> = Vec::new();
        for (cell, data) in school.calendar().cells().iter() {
            let so_far: Minutes = cells
                .iter()
                .map(|&id| &school.calendar().cells()[id])
                .filter(|other| other.term == data.term)
                .map(|other| other.minutes())
                .sum();
            let wanted = so_far < school.teams()[team].minutes && free(cell);
            if if chance(slips, 10, draw) { chance(1, 3, draw) } else { wanted } {
                cells.push(cell);
            }
        }
        schedule.meetings[team] = cells;
    }
    schedule
}

fn place(school: &School, schedule: &mut Schedule, section: SectionId, slips: u32, draw: Draw) {
    let course = school.sections()[section].course;
    let held = |find: &dyn Fn(Held) -> bool| school.locks_of(section).iter().all(|lock| find(lock.held));
    let careful = |draw: Draw| !chance(slips, 10, draw);

    let patterns: Vec<_> = school.patterns().ids().collect();
    let good = |p: &_| school.courses()[course].patterns.contains(p) && held(&|h| !matches!(h, Held::Pattern(only) if only != *p));
    schedule.placements[section].pattern = choose(&patterns, careful(draw), &good, &[&|_| true], draw);

    let cells = schedule.cells(school, section).to_vec();
    let others: Vec<(SectionId, _)> = schedule.placements.iter().filter(|(other, _)| *other != section).map(|(s, p)| (s, *p)).collect();
    let meets = |other: SectionId| schedule.cells(school, other).iter().any(|cell| cells.contains(cell));
    let teachers: Vec<TeacherId> = school.teachers().ids().collect();
    let good = |t: &TeacherId| {
        held(&|h| !matches!(h, Held::Teacher(only) if only != *t))
            && (school.qualification(*t, course).is_some() || school.locks_of(section).iter().any(|lock| lock.held == Held::Teacher(*t)))
    };
    let idle = |t: &TeacherId| {
        !others.iter().any(|&(s, p)| p.teacher == Some(*t) && meets(s))
            && !school.teachers()[*t].unavailable.iter().any(|cell| cells.contains(cell))
    };
    let spare = |t: &TeacherId| {
        let own = others.iter().filter(|(_, p)| p.teacher == Some(*t)).map(|&(s, _)| school.sections()[s].course);
        let load: u32 = own.clone().map(|c| school.courses()[c].load).sum();
        let same = own.clone().filter(|&c| c == course).count() as u32;
        let mut preps: Vec<_> = own.chain([course]).collect();
        preps.sort_unstable();
        preps.dedup();
        let teacher = &school.teachers()[*t];
        load + school.courses()[course].load <= teacher.max_load
            && teacher.max_preps.is_none_or(|most| preps.len() <= most as usize)
            && school.qualification(*t, course).and_then(|q| q.max_sections).is_none_or(|most| same < most)
    };
    let nobody = school.sections()[section].unstaffed && careful(draw);
    let teacher = if nobody { None } else { choose(&teachers, careful(draw), &good, &[&idle, &spare], draw) };

    let rooms: Vec<RoomId> = school.rooms().ids().collect();
    let kind = school.courses()[course].room_type.as_deref();
    let good =
        |r: &RoomId| held(&|h| !matches!(h, Held::Room(only) if only != *r)) && kind.is_none_or(|kind| school.rooms()[*r].kind == kind);
    let empty = |r: &RoomId| {
        !others.iter().any(|&(s, p)| p.room == Some(*r) && meets(s))
            && !school.rooms()[*r].unavailable.iter().any(|cell| cells.contains(cell))
    };
    let careful_room = careful(draw);
    let room = if careful_room && !school.needs_room(section) { None } else { choose(&rooms, careful_room, &good, &[&empty], draw) };
    schedule.placements[section].teacher = teacher;
    schedule.placements[section].room = room;
}

fn seat(school: &School, schedule: &Schedule, request: RequestId, slips: u32, draw: Draw) -> Option<SectionId> {
    let data = &school.requests()[request];
    let own = school.students()[data.student].requests.clone();
    let careful = !chance(slips, 10, draw);
    // An alternate waits for the request it stands in for; a careful schedule seats it only after a loss.
    let lost = own.iter().any(|&other| {
        let wanted = &school.requests()[other];
        other < request
            && wanted.priority != Priority::Alternate
            && schedule.seats[other].is_none()
            && data.instead_of.is_none_or(|course| course == wanted.course)
    });
    if careful && data.priority == Priority::Alternate && !lost {
        return None;
    }
    let sections: Vec<SectionId> = school.sections().ids().collect();
    let good = |s: &SectionId| {
        school.sections()[*s].course == data.course
            && !school.locks().iter().any(|lock| lock.held == Held::Seat(request) && lock.section != *s)
    };
    let free = |s: &SectionId| {
        let cells = schedule.cells(school, *s);
        !own.iter().filter_map(|&other| schedule.seats[other]).any(|other| schedule.cells(school, other).iter().any(|c| cells.contains(c)))
            && !school.students()[data.student].unavailable.iter().any(|cell| cells.contains(cell))
    };
    // Another request for the same course is met in other terms.
    let apart = |s: &SectionId| {
        let term = |cell: &CellId| school.calendar().cells()[*cell].term;
        let terms: Vec<_> = schedule.cells(school, *s).iter().map(term).collect();
        let same = own.iter().filter(|&&other| school.requests()[other].course == data.course);
        same.filter_map(|&other| schedule.seats[other])
            .all(|other| other != *s && !schedule.cells(school, other).iter().any(|cell| terms.contains(&term(cell))))
    };
    let open = |s: &SectionId| {
        let room = schedule.placements[*s].room.map_or(u32::MAX, |room| school.rooms()[room].seats);
        let most = school.sections()[*s].max_seats.min(room) as usize;
        schedule.seats.values().filter(|seat| **seat == Some(*s)).count() < most
    };
    if careful {
        // A careful schedule drops the request rather than break a rule for it.
        let kept: Vec<SectionId> = sections.into_iter().filter(|s| good(s) && free(s) && open(s) && apart(s)).collect();
        return pick(&kept, draw).copied();
    }
    choose(&sections, chance(3, 4, draw), &good, &[], draw)
}

/// Any item, or none, when careless; else a good one that pleases as many of the wishes, in order, as
/// some good one does.
fn choose<T: Copy>(items: &[T], careful: bool, good: &dyn Fn(&T) -> bool, wishes: &[&dyn Fn(&T) -> bool], draw: Draw) -> Option<T> {
    if !careful {
        return if chance(1, 4, draw) { None } else { pick(items, draw).copied() };
    }
    let mut left: Vec<T> = items.iter().copied().filter(|item| good(item)).collect();
    for wish in wishes {
        let pleased: Vec<T> = left.iter().copied().filter(|item| wish(item)).collect();
        if !pleased.is_empty() {
            left = pleased;
        }
    }
    pick(&left, draw).copied()
}
