//! Rooms: limits that keep a placement roomable, and the final assignment.

use super::super::problem::atoms_meeting;
use super::Answers;
use mortarboard_model::keeper::{Host, Of};
use mortarboard_model::program::Domains;
use mortarboard_model::{CellId, Id, IdVec, Placement, RequestId, RoomId, Schedule, School, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// Most sets of rooms that are counted.
const MOST_SETS: usize = 64;

/// What restricts rooms.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    /// Whether a room holds one section at a time.
    exclusive: Firmness,
    /// Whether a section's students find a seat in its room.
    seats: Firmness,
    /// By room: cells in which it can't be used, and in which that has a price.
    shut: IdVec<RoomId, Vec<CellId>>,
    shut_at_a_price: IdVec<RoomId, Vec<(CellId, i64)>>,
    /// By section: rooms that some priced rule would rather not have.
    disliked: IdVec<SectionId, Vec<(RoomId, i64)>>,
    /// Sets of sections with the most of them that may meet in each atom.
    limits: Vec<(Of, Vec<u16>)>,
    /// By section: students that its rooms can seat.
    cap: Vec<u32>,
    /// Whether the limits are all there is: what keeps them has rooms.
    exact: bool,
}

/// How firmly something is asked of rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Firmness {
    /// Always.
    Hard,
    /// Where it can be, and at a price otherwise.
    Priced(i64),
    /// Not at all.
    #[default]
    Free,
}

impl Firmness {
    fn with(self, price: Option<i64>) -> Self {
        match (self, price) {
            (Firmness::Hard, _) | (_, None) => Firmness::Hard,
            (Firmness::Priced(known), Some(price)) => Firmness::Priced(known + price),
            (Firmness::Free, Some(price)) => Firmness::Priced(price),
        }
    }
}

impl Hosts {
    /// What the rules say, and the limits on what meets at one time that follow from it.
    pub(crate) fn new(school: &School, domains: &Domains, answers: &Answers) -> Self {
        let rooms = school.rooms().len();
        let mut hosts = Hosts {
            shut: IdVec::filled(rooms, Vec::new()),
            shut_at_a_price: IdVec::filled(rooms, Vec::new()),
            disliked: IdVec::filled(school.sections().len(), Vec::new()),
            ..Hosts::default()
        };
        // Prices of all levels are compared as the search does it.
        for (host, price) in &answers.hosts {
            let price = price.map(|price| price.energy);
            match (host, price) {
                (Host::Exclusive, price) => hosts.exclusive = hosts.exclusive.with(price),
                (Host::Seats, price) => hosts.seats = hosts.seats.with(price),
                (Host::Shut(room, cells), None) => hosts.shut[*room].extend(cells),
                (Host::Shut(room, cells), Some(price)) => {
                    hosts.shut_at_a_price[*room].extend(cells.iter().map(|&cell| (cell, price)));
                }
                // Where the rule is hard, the section has no other choice; elsewhere all other rooms are disliked.
                _ => {}
            }
        }
        for &(section, room, price) in &answers.disliked {
            hosts.disliked[section].push((room, price.energy));
        }
        hosts.count(school, domains);
        hosts
    }

    /// Sets of sections with the most of them that may meet in each atom.
    pub(crate) fn limits(&self) -> impl Iterator<Item = (&Of, &[u16])> {
        self.limits.iter().map(|(of, limit)| (of, &limit[..]))
    }

    /// Whether something is asked of rooms at a price.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn any_price(&self) -> bool {
        let priced = |asked: Firmness| matches!(asked, Firmness::Priced(_));
        let listed = !self.disliked.values().all(Vec::is_empty) || !self.shut_at_a_price.values().all(Vec::is_empty);
        priced(self.exclusive) || priced(self.seats) || listed
    }

    /// Whether rooms need not be looked for in a state that breaks no limit: there are always some, or none are asked for.
    pub(crate) fn sure(&self) -> bool {
        self.exact || self.exclusive != Firmness::Hard
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
            Firmness::Hard => {
                sections.ids().map(|s| if school.needs_room(s) { sections[s].max_seats.min(most(s)) } else { u32::MAX }).collect()
            }
            Firmness::Priced(_) | Firmness::Free => IdVec::filled(sections.len(), 0),
        };
        if self.exclusive == Firmness::Hard {
            self.lower(school, domains, &mut need);
            let sets = sets(school, domains, &need);
            let families = closure(&sets);
            // With one atom for each pattern the sections of an atom are matched to rooms, and Hall's condition on the unions
            // of their sets is enough; it is on all of them unless there are too many.
            let single = |s: SectionId| domains.patterns[s].iter().all(|&p| school.patterns()[p].atoms.len() == 1);
            self.exact = families.len() < MOST_SETS && sections.ids().all(|s| sets[s].is_none() || single(s));
            for family in &families {
                let inside = sections.ids().filter(|&s| sets[s].as_ref().is_some_and(|set| set.is_subset(family)));
                let open = |atom| family.iter().filter(|&&room| !self.shut_in(school, room).contains(&atom)).count() as u16;
                self.limits.push((Of::Sections(inside.collect()), (0..school.atoms()).map(open).collect()));
            }
        }
        if self.seats == Firmness::Hard {
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
    ///
    /// By hand and not by petgraph, for what comes out: where patterns overlap in part, a section takes cells of several
    /// patterns and the graph is not bipartite; and of all maximum matchings the order in which rooms are tried (the teacher's
    /// own, then the smallest) picks one that suits. A test compares its size with that of petgraph's matching.
    pub(crate) fn assign(&self, school: &School, domains: &Domains, schedule: &mut Schedule) -> Roomless {
        let rosters = schedule.rosters(school);
        let mut order: Vec<SectionId> = school.sections().ids().filter(|&s| school.needs_room(s)).collect();
        order.sort_by_key(|&s| (domains.rooms[s].len(), std::cmp::Reverse((schedule.cells(school, s).len(), rosters[s].len())), s));
        let cells = school.calendar().cells().len();
        let size = |roster: &Vec<RequestId>| if self.seats == Firmness::Free { 0 } else { roster.len() as u32 };
        let mut book = Book {
            school,
            domains,
            hosts: self,
            exclusive: self.exclusive != Firmness::Free,
            taken: vec![vec![None; cells]; school.rooms().len()],
            size: rosters.values().map(size).collect(),
            home: BTreeMap::new(),
        };
        for (room, shut) in self.shut.iter() {
            // A shut room is taken by no section: it can't be freed.
            let priced = self.shut_at_a_price[room].iter().map(|(cell, _)| cell);
            shut.iter().chain(priced).for_each(|cell| book.taken[room.index()][cell.index()] = Some(None));
        }
        schedule.placements = school.sections().ids().map(|s| Placement { room: None, ..schedule.placements[s] }).collect();
        let mut roomless = Vec::new();
        for section in order {
            let mut visited = BTreeSet::new();
            if !book.seat(schedule, section, &mut visited, 0) {
                roomless.push(section);
            }
        }
        // Whoever found no room takes the one that costs least, where some price may be paid.
        roomless.retain(|&section| {
            let cheapest = domains.rooms[section].iter().filter_map(|&room| Some((book.price(schedule, section, room)?, room))).min();
            if let Some((_, room)) = cheapest {
                schedule.placements[section].room = Some(room);
            }
            cheapest.is_none()
        });
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
    hosts: &'a Hosts,
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
        let mut rooms: Vec<RoomId> = self.domains.rooms[section].iter().copied().filter(|&r| self.fits(section, r)).collect();
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

    /// Whether a section may have a room without a price, the time apart.
    fn fits(&self, section: SectionId, room: RoomId) -> bool {
        let disliked = &self.hosts.disliked[section];
        self.school.rooms()[room].seats >= self.size[section.index()] && disliked.iter().all(|(other, _)| *other != room)
    }

    /// What a section in a room costs, beside those that are there; none where a hard rule has it otherwise.
    fn price(&self, schedule: &Schedule, section: SectionId, room: RoomId) -> Option<i64> {
        let cells = schedule.cells(self.school, section);
        let mut price: i64 = self.hosts.disliked[section].iter().filter(|(other, _)| *other == room).map(|(_, price)| price).sum();
        let lacking = i64::from(self.size[section.index()].saturating_sub(self.school.rooms()[room].seats));
        match self.hosts.seats {
            Firmness::Hard if lacking > 0 => return None,
            Firmness::Priced(each) => price += each * lacking,
            Firmness::Hard | Firmness::Free => {}
        }
        if cells.iter().any(|cell| self.hosts.shut[room].contains(cell)) {
            return None;
        }
        price += self.hosts.shut_at_a_price[room].iter().filter(|(cell, _)| cells.contains(cell)).map(|(_, price)| price).sum::<i64>();
        let inside = |cell: &&CellId| {
            schedule.placements.iter().any(|(s, p)| s != section && p.room == Some(room) && schedule.cells(self.school, s).contains(cell))
        };
        match self.hosts.exclusive {
            Firmness::Hard if cells.iter().any(|cell| inside(&cell)) => return None,
            Firmness::Priced(each) => price += each * cells.iter().filter(inside).count() as i64,
            Firmness::Hard | Firmness::Free => {}
        }
        Some(price)
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
