//! Rooms: limits that keep a placement roomable, and the final assignment.

use super::super::problem::atoms_meeting;
use super::Answers;
use mortarboard_model::keeper::{Host, Keeper, Of};
use mortarboard_model::program::Domains;
use mortarboard_model::{CellId, Id, IdVec, Placement, RequestId, RoomId, Schedule, School, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// Most sets of rooms that are counted.
const MOST_SETS: usize = 64;

/// What restricts rooms.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    /// Whether a room holds one section at a time.
    exclusive: bool,
    /// Whether a section's students must find a seat in its room.
    seats: bool,
    /// By room: cells in which it can't be used.
    shut: IdVec<RoomId, Vec<CellId>>,
    /// Sets of sections with the most of them that may meet in each atom.
    limits: Vec<(Of, Vec<u16>)>,
    /// By section: students that its rooms can seat.
    cap: Vec<u32>,
}

impl Hosts {
    /// What the hard rules say, and the limits on what meets at one time that follow from it.
    pub(crate) fn new(school: &School, domains: &Domains, answers: &Answers) -> Self {
        let mut hosts = Hosts { shut: IdVec::filled(school.rooms().len(), Vec::new()), ..Hosts::default() };
        for (keeper, _) in answers.keepers() {
            match keeper {
                Keeper::Host(Host::Exclusive) => hosts.exclusive = true,
                Keeper::Host(Host::Seats) => hosts.seats = true,
                Keeper::Host(Host::Shut(room, cells)) => hosts.shut[*room].extend(cells),
                _ => {}
            }
        }
        hosts.count(school, domains);
        hosts
    }

    /// Sets of sections with the most of them that may meet in each atom.
    pub(crate) fn limits(&self) -> impl Iterator<Item = (&Of, &[u16])> {
        self.limits.iter().map(|(of, limit)| (of, &limit[..]))
    }

    /// Students that a section's rooms can seat.
    pub(crate) fn cap(&self, section: usize) -> u32 {
        self.cap.get(section).copied().unwrap_or(u32::MAX)
    }

    /// Hall's condition for rooms: for a set of rooms, no more sections that need one of them may meet in an
    /// atom than rooms of the set are open. Exact for patterns of one atom when the counted sets are closed
    /// under union (Lach and Luebbecke 2012); a strong filter otherwise, before the final assignment.
    fn count(&mut self, school: &School, domains: &Domains) {
        let sections = school.sections();
        let seats = |room: &RoomId| school.rooms()[*room].seats;
        let most = |s: SectionId| domains.rooms[s].iter().map(seats).max().unwrap_or(u32::MAX);
        // Sections ask for rooms that hold all their seats, or for any, where nobody must find a seat.
        let mut need: IdVec<SectionId, u32> = match self.seats {
            true => sections.ids().map(|s| if school.needs_room(s) { sections[s].max_seats.min(most(s)) } else { u32::MAX }).collect(),
            false => IdVec::filled(sections.len(), 0),
        };
        if self.exclusive {
            self.lower(school, domains, &mut need);
            let sets = sets(school, domains, &need);
            let families = closure(&sets);
            for family in &families {
                let inside = sections.ids().filter(|&s| sets[s].as_ref().is_some_and(|set| set.is_subset(family)));
                let open = |atom| family.iter().filter(|&&room| !self.shut_in(school, room).contains(&atom)).count() as u16;
                self.limits.push((Of::Sections(inside.collect()), (0..school.atoms()).map(open).collect()));
            }
        }
        if self.seats {
            self.cap = need.as_slice().to_vec();
        }
    }

    /// Where the rooms that sections ask for are too few, the largest demands are lowered to the next smaller room; the
    /// section then holds fewer students.
    fn lower(&self, school: &School, domains: &Domains, need: &mut IdVec<SectionId, u32>) {
        for _ in 0..MOST_SETS {
            let sets = sets(school, domains, need);
            let inside = |s: &SectionId, short: &BTreeSet<RoomId>| sets[*s].as_ref().is_some_and(|set| set.is_subset(short));
            let families = closure(&sets);
            let Some(short) = families.iter().find(|family| demand(school, domains, &sets, family) > self.supply(school, family)) else {
                return;
            };
            let short: Vec<SectionId> = school.sections().ids().filter(|s| inside(s, short)).collect();
            let Some(largest) = short.iter().map(|&s| need[s]).max() else { return };
            let mut lowered = false;
            for s in short {
                let next = domains.rooms[s].iter().map(|&room| school.rooms()[room].seats).filter(|&seats| seats < need[s]).max();
                if let (true, Some(next)) = (need[s] == largest, next) {
                    need[s] = next;
                    lowered = true;
                }
            }
            if !lowered {
                return;
            }
        }
    }

    /// Atoms in which a room can't be used.
    fn shut_in(&self, school: &School, room: RoomId) -> BTreeSet<usize> {
        atoms_meeting(school, &self.shut[room]).iter().collect()
    }

    fn supply(&self, school: &School, family: &BTreeSet<RoomId>) -> u64 {
        family.iter().map(|&room| school.atoms().saturating_sub(self.shut_in(school, room).len()) as u64).sum()
    }

    /// Gives each section a room that can be used, is large enough for its roster and not taken, if possible the one
    /// its teacher uses already. Augmenting chains: where all patterns are equal or disjoint this is a maximum
    /// matching of each pattern (Kuhn 1955), so a section without a room then proves that there is none.
    pub(crate) fn assign(&self, school: &School, domains: &Domains, schedule: &mut Schedule) -> Roomless {
        let rosters = schedule.rosters(school);
        let mut order: Vec<SectionId> = school.sections().ids().filter(|&s| school.needs_room(s)).collect();
        order.sort_by_key(|&s| (domains.rooms[s].len(), std::cmp::Reverse((schedule.cells(school, s).len(), rosters[s].len())), s));
        let cells = school.calendar().cells().len();
        let size = |roster: &Vec<RequestId>| if self.seats { roster.len() as u32 } else { 0 };
        let mut book = Book {
            school,
            domains,
            exclusive: self.exclusive,
            taken: vec![vec![None; cells]; school.rooms().len()],
            size: rosters.values().map(size).collect(),
            home: BTreeMap::new(),
        };
        for (room, shut) in self.shut.iter() {
            // A shut room is taken by no section: it can't be freed.
            shut.iter().for_each(|cell| book.taken[room.index()][cell.index()] = Some(None));
        }
        schedule.placements = school.sections().ids().map(|s| Placement { room: None, ..schedule.placements[s] }).collect();
        let mut roomless = Vec::new();
        for section in order {
            let mut visited = BTreeSet::new();
            if !book.seat(schedule, section, &mut visited, 0) {
                roomless.push(section);
            }
        }
        roomless
    }
}

/// The rooms each section asks for; none when it needs no room.
fn sets(school: &School, domains: &Domains, need: &IdVec<SectionId, u32>) -> IdVec<SectionId, Option<BTreeSet<RoomId>>> {
    let fits = |s: SectionId| domains.rooms[s].iter().copied().filter(|&r| school.rooms()[r].seats >= need[s]).collect();
    school.sections().ids().map(|s| school.needs_room(s).then(|| fits(s))).collect()
}

/// The distinct sets, and the unions of sets that overlap, up to a number.
fn closure(sets: &IdVec<SectionId, Option<BTreeSet<RoomId>>>) -> Vec<BTreeSet<RoomId>> {
    let distinct: BTreeSet<BTreeSet<RoomId>> = sets.values().flatten().filter(|set| !set.is_empty()).cloned().collect();
    let mut families: Vec<BTreeSet<RoomId>> = distinct.iter().cloned().collect();
    let mut known = distinct;
    let mut at = 0;
    while at < families.len() && families.len() < MOST_SETS.max(known.len()) {
        for other in 0..at {
            let (a, b) = (&families[at], &families[other]);
            if a.is_disjoint(b) || a.is_subset(b) || b.is_subset(a) {
                continue;
            }
            let union: BTreeSet<RoomId> = a.union(b).copied().collect();
            if known.len() < MOST_SETS && known.insert(union.clone()) {
                families.push(union);
            }
        }
        at += 1;
    }
    families
}

fn demand(school: &School, domains: &Domains, sets: &IdVec<SectionId, Option<BTreeSet<RoomId>>>, family: &BTreeSet<RoomId>) -> u64 {
    let inside = school.sections().ids().filter(|&s| sets[s].as_ref().is_some_and(|set| set.is_subset(family)));
    inside.map(|s| domains.patterns[s].iter().map(|&p| u64::from(school.patterns()[p].atoms.len())).min().unwrap_or(0)).sum()
}

/// Sections that found no room.
pub(crate) type Roomless = Vec<SectionId>;

struct Book<'a> {
    school: &'a School,
    domains: &'a Domains,
    /// Whether a room holds one section at a time.
    exclusive: bool,
    /// By room and cell: free, shut, or the section inside.
    taken: Vec<Vec<Option<Option<SectionId>>>>,
    size: Vec<u32>,
    /// The room a teacher was given first.
    home: BTreeMap<mortarboard_model::TeacherId, RoomId>,
}

impl Book<'_> {
    fn seat(&mut self, schedule: &mut Schedule, section: SectionId, visited: &mut BTreeSet<(RoomId, SectionId)>, depth: u32) -> bool {
        let cells: Vec<usize> = schedule.cells(self.school, section).iter().map(|c| c.index()).collect();
        let teacher = schedule.placements[section].teacher;
        let home = teacher.and_then(|t| self.home.get(&t).copied());
        let mut rooms: Vec<RoomId> =
            self.domains.rooms[section].iter().copied().filter(|&r| self.school.rooms()[r].seats >= self.size[section.index()]).collect();
        rooms.sort_by_key(|&r| (Some(r) != home, self.school.rooms()[r].seats, r));
        for &room in &rooms {
            if cells.iter().all(|&c| self.taken[room.index()][c].is_none()) {
                self.put(schedule, section, room, &cells);
                return true;
            }
        }
        if depth >= 64 {
            return false;
        }
        for &room in &rooms {
            let inside: BTreeSet<Option<SectionId>> = cells.iter().filter_map(|&c| self.taken[room.index()][c]).collect();
            let [Some(other)] = inside.into_iter().collect::<Vec<_>>()[..] else { continue };
            if !visited.insert((room, other)) {
                continue;
            }
            let theirs: Vec<usize> = schedule.cells(self.school, other).iter().map(|c| c.index()).collect();
            theirs.iter().for_each(|&c| self.taken[room.index()][c] = None);
            self.put(schedule, section, room, &cells);
            if self.seat(schedule, other, visited, depth + 1) {
                return true;
            }
            cells.iter().for_each(|&c| self.taken[room.index()][c] = None);
            schedule.placements[section].room = None;
            self.put(schedule, other, room, &theirs);
        }
        false
    }

    fn put(&mut self, schedule: &mut Schedule, section: SectionId, room: RoomId, cells: &[usize]) {
        if self.exclusive {
            cells.iter().for_each(|&c| self.taken[room.index()][c] = Some(Some(section)));
        }
        schedule.placements[section].room = Some(room);
        if let Some(teacher) = schedule.placements[section].teacher {
            self.home.entry(teacher).or_insert(room);
        }
    }
}
