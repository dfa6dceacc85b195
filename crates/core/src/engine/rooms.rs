//! Rooms: counters that keep a placement roomable, and the final assignment.

use super::problem::RoomBound;
use mortarboard_model::program::Domains;
use mortarboard_model::{Id, IdVec, Placement, RoomId, Schedule, School, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// Most sets of rooms that are counted.
const MOST_SETS: usize = 64;

/// Room bounds of a school.
pub(crate) struct RoomBounds {
    pub(crate) bounds: Vec<RoomBound>,
    /// By section: the bounds it counts against.
    pub(crate) of_section: Vec<Vec<u32>>,
    /// By section: seats that its rooms can give it.
    pub(crate) cap: Vec<u32>,
}

/// Hall's condition for rooms: for a set of rooms, no more sections that need one of them may meet in an
/// atom than rooms of the set are open. Exact for patterns of one atom when the counted sets are closed
/// under union (Lach and Luebbecke 2012); a strong filter otherwise, before the final assignment.
pub(crate) fn room_bounds(school: &School, domains: &Domains, counted: bool) -> RoomBounds {
    let sections = school.sections();
    let seats = |room: &RoomId| school.rooms()[*room].seats;
    let most = |s: SectionId| domains.rooms[s].iter().map(seats).max().unwrap_or(u32::MAX);
    let cap: IdVec<SectionId, u32> =
        sections.ids().map(|s| if school.needs_room(s) { sections[s].max_seats.min(most(s)) } else { u32::MAX }).collect();
    let mut need = cap.clone();
    // Sections ask for rooms that hold all their seats; where those rooms are too few, the largest
    // demands are lowered to the next smaller room, and the section then holds fewer students.
    for _ in 0..MOST_SETS {
        let sets = sets(school, domains, &need);
        let families = closure(&sets);
        let Some(short) = families.iter().find(|family| demand(school, domains, &sets, family) > supply(school, family)) else { break };
        let largest = sections.ids().filter(|s| sets[*s].as_ref().is_some_and(|set| set.is_subset(short))).map(|s| need[s]).max();
        let Some(largest) = largest else { break };
        let mut lowered = false;
        for s in sections.ids().filter(|s| sets[*s].as_ref().is_some_and(|set| set.is_subset(short))).collect::<Vec<_>>() {
            let next = domains.rooms[s].iter().map(seats).filter(|&seats| seats < need[s]).max();
            if let (true, Some(next)) = (need[s] == largest, next) {
                need[s] = next;
                lowered = true;
            }
        }
        if !lowered {
            break;
        }
    }
    let sets = sets(school, domains, &need);
    let families = if counted { closure(&sets) } else { Vec::new() };
    let bounds = families
        .iter()
        .map(|family| {
            let mut open = vec![0u16; school.atoms()];
            for &room in family {
                let shut = super::problem::atoms_meeting(school, &school.rooms()[room].unavailable);
                let shut: BTreeSet<usize> = shut.iter().collect();
                (0..school.atoms()).filter(|atom| !shut.contains(atom)).for_each(|atom| open[atom] += 1);
            }
            RoomBound { open }
        })
        .collect();
    let of_section = sections
        .ids()
        .map(|s| match &sets[s] {
            Some(set) => (0..families.len()).filter(|&f| set.is_subset(&families[f])).map(|f| f as u32).collect(),
            None => Vec::new(),
        })
        .collect();
    RoomBounds { bounds, of_section, cap: need.as_slice().to_vec() }
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

fn supply(school: &School, family: &BTreeSet<RoomId>) -> u64 {
    let open = |room: RoomId| {
        let shut = super::problem::atoms_meeting(school, &school.rooms()[room].unavailable).len();
        (school.atoms() as u64).saturating_sub(u64::from(shut))
    };
    family.iter().map(|&room| open(room)).sum()
}

/// Sections that found no room.
pub(crate) type Roomless = Vec<SectionId>;

/// Gives each section a room that is open, large enough for its roster and not taken, if possible the one
/// its teacher uses already. Augmenting chains: where all patterns are equal or disjoint this is a maximum
/// matching of each pattern (Kuhn 1955), so a section without a room then proves that there is none.
pub(crate) fn assign(school: &School, domains: &Domains, schedule: &mut Schedule) -> Roomless {
    let rosters = schedule.rosters(school);
    let mut order: Vec<SectionId> = school.sections().ids().filter(|&s| school.needs_room(s)).collect();
    order.sort_by_key(|&s| (domains.rooms[s].len(), std::cmp::Reverse((schedule.cells(school, s).len(), rosters[s].len())), s));
    let cells = school.calendar().cells().len();
    let mut book = Book {
        school,
        domains,
        taken: vec![vec![None; cells]; school.rooms().len()],
        size: rosters.values().map(|roster| roster.len() as u32).collect(),
        home: BTreeMap::new(),
    };
    for (room, data) in school.rooms().iter() {
        // A shut room is taken by no section: it can't be freed.
        data.unavailable.iter().for_each(|cell| book.taken[room.index()][cell.index()] = Some(None));
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

struct Book<'a> {
    school: &'a School,
    domains: &'a Domains,
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
        cells.iter().for_each(|&c| self.taken[room.index()][c] = Some(Some(section)));
        schedule.placements[section].room = Some(room);
        if let Some(teacher) = schedule.placements[section].teacher {
            self.home.entry(teacher).or_insert(room);
        }
    }
}
