//! Where one student stands before the first step that is still open.

use super::needs::{Bits, MOST_YEARS, Mark, NONE, Needs, Pass};
use super::order::Order;
use super::past::{Past, When};
use super::times::{Placed, Times};
use crate::reach::{Scene, Take, Who};
use mortarboard_model::graduation::{Asks, CLASSROOM, Ending, Points};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Id, ListingId, NodeId, PlanId, School, TermId};

/// What stays the same for every student of a plan.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) school: &'a School,
    pub(super) needs: &'a Needs<'a>,
    pub(super) order: &'a Order,
    pub(super) times: &'a Times,
    pub(super) plan: PlanId,
}

/// A pass that counts: a record, or a take of a year that is given.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) pieces: u32,
    pub(super) bits: Bits,
    pub(super) group: u32,
    pub(super) low: u32,
    pub(super) when: When,
}

/// A mark that counts in averages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Graded {
    pub(super) listing: usize,
    pub(super) points: Points,
    pub(super) bits: Bits,
    pub(super) failed: bool,
}

/// What records say about a lower course of validations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LowNow {
    /// What admits it with the attributes of some higher course on record.
    pub(super) may: Bits,
    /// What does with those of each of them.
    pub(super) must: Bits,
    /// Whether there is one.
    pub(super) any: bool,
    /// Whether a pass of the lower course itself counts.
    pub(super) passed: bool,
}

/// Takes of a year 0 that is given.
#[derive(Clone, Debug, Default)]
pub(super) struct Fixed {
    pub(super) passed: Vec<(CourseId, Vec<TermId>)>,
    pub(super) failed: Vec<(CourseId, Vec<TermId>)>,
}

/// One student in one scene.
pub(super) struct Standing<'a> {
    pub(super) tables: Tables<'a>,
    /// Years left, the school's own included.
    pub(super) years: usize,
    pub(super) terms: usize,
    pub(super) courses: usize,
    pub(super) grade: u32,
    /// Cells that can be filled, by step.
    pub(super) room: Vec<u32>,
    /// How often each course may still be taken.
    pub(super) left: Vec<u32>,
    /// Pieces that the last of these takes is worth.
    pub(super) last: Vec<u32>,
    pub(super) items: Vec<Item>,
    pub(super) graded: Vec<Graded>,
    pub(super) lows: Vec<LowNow>,
    /// Gates that no record opens.
    pub(super) gates: Vec<usize>,
    /// Requirements waived, with all below them.
    pub(super) waived: Vec<bool>,
    /// Requirements of which nothing is asked of the search: waived, or exams and items that are there or can
    /// still be had, or made of such parts.
    pub(super) holds: Vec<bool>,
    /// Requirements that can't be met any more.
    pub(super) fails: Vec<bool>,
    /// By node, the open steps in which participation is still missing.
    pub(super) cover: Vec<u128>,
    /// Pieces asked by each leaf.
    pub(super) demand: Vec<u32>,
    /// Whether year 0 is given.
    pub(super) fixed: bool,
    /// Sections that the scene allows in year 0, by course.
    pub(super) sections: Vec<(usize, Placed)>,
    pub(super) without: Vec<CourseId>,
    pub(super) past: Past,
}

impl<'a> Standing<'a> {
    /// None when there are more years, steps, filters or spans than the search supports.
    pub(super) fn new(tables: Tables<'a>, who: Who<'_>, scene: Scene<'_>) -> Option<Self> {
        let given = scene.fixed.is_some();
        let passed = readable(tables.school, scene.fixed.unwrap_or_default());
        let failed = readable(tables.school, scene.failed.iter().filter(|_| given));
        Self::given(tables, who, scene, Fixed { passed, failed })
    }

    /// The same with other takes given than those the scene names.
    pub(super) fn given(tables: Tables<'a>, who: Who<'_>, scene: Scene<'_>, fixed: Fixed) -> Option<Self> {
        let (needs, times) = (tables.needs, tables.times);
        let years = needs.last_grade.checked_sub(who.grade).map_or(0, |left| left as usize + 1);
        if years > MOST_YEARS || years * times.terms > 128 || needs.too_many || times.too_many {
            return None;
        }
        let courses = times.offers.len().min(needs.listings);
        let mut standing = Standing {
            tables,
            years,
            terms: times.terms,
            courses,
            grade: who.grade,
            room: times.room.repeat(years),
            left: Vec::new(),
            last: Vec::new(),
            items: Vec::new(),
            graded: Vec::new(),
            lows: vec![LowNow::default(); needs.lows.len()],
            gates: Vec::new(),
            waived: Vec::new(),
            holds: Vec::new(),
            fails: Vec::new(),
            cover: Vec::new(),
            demand: Vec::new(),
            fixed: scene.fixed.is_some(),
            sections: Vec::new(),
            without: scene.without.to_vec(),
            past: Past::default(),
        };
        standing.year_zero(who, scene);
        standing.records(who, if years > 0 { fixed } else { Fixed::default() });
        standing.requirements(who);
        Some(standing)
    }

    /// Room and sections of the school's own year.
    fn year_zero(&mut self, who: Who<'_>, scene: Scene<'_>) {
        if self.years == 0 || self.fixed {
            return;
        }
        let school = self.tables.school;
        let away = who.away.iter().filter_map(|&cell| Some((cell, school.atom(cell)?)));
        let now = &mut self.room[..self.terms];
        if !self.tables.times.scheduled {
            let mut cells: Vec<_> = away.map(|(cell, _)| cell).collect();
            cells.sort_unstable();
            cells.dedup();
            for cell in cells {
                let room = &mut now[school.calendar().cells()[cell].term.index()];
                *room = room.saturating_sub(1);
            }
            return;
        }
        let away = away.fold(AtomSet::default(), |all, (_, atom)| all | AtomSet::of(atom));
        let mut met = AtomSet::default();
        for (course, offer) in self.tables.times.offers.iter().enumerate() {
            if self.without.contains(&CourseId::from_index(course)) {
                continue;
            }
            for &placed in &offer.sections {
                let seat = scene.seats.is_none_or(|seats| seats.get(placed.section.index()).copied().unwrap_or(false));
                if seat && !placed.atoms.meets(away) {
                    met |= placed.atoms;
                    self.sections.push((course, placed));
                }
            }
        }
        now.fill(0);
        self.tables.times.cells_of(met, now);
    }

    /// Counts the passes, the best first, and what they admit to.
    fn records(&mut self, who: Who<'_>, Fixed { passed: fixed, failed }: Fixed) {
        let needs = self.tables.needs;
        let records = &who.progress.records;
        let mut passes = vec![0u32; needs.listings];
        let mut marks: Vec<Option<Points>> = vec![None; needs.listings];
        // Rank of a pass: best marks first, then more credits, then the order of the input.
        let mut ranks: Vec<(usize, (u8, Points, u32), usize)> = Vec::with_capacity(records.len() + fixed.len());
        for (at, record) in records.iter().enumerate() {
            let listing = record.listing.index();
            let (kind, points) = match (record.ending, record.points) {
                (Ending::InProgress, _) => (2, Points::MAX),
                (Ending::Passed, Some(points)) => (1, points),
                (Ending::Passed, None) => (0, 0),
                _ => continue,
            };
            let Some(count) = passes.get_mut(listing) else { continue };
            *count = count.saturating_add(self.listing(listing).uses(record.credits));
            let reached = if kind == 1 { points } else { Points::MAX };
            marks[listing] = marks[listing].max(Some(reached));
            ranks.push((listing, (kind, points, record.credits), at));
        }
        // Takes for which records leave something count after them.
        let mut after = vec![false; records.len() + fixed.len()];
        for (at, (course, _)) in fixed.iter().enumerate().filter(|(_, (course, _))| course.index() < needs.listings) {
            let known = self.listing(course.index());
            after[records.len() + at] = passes[course.index()] < known.room();
            passes[course.index()] = passes[course.index()].saturating_add(known.whole());
            marks[course.index()] = marks[course.index()].max(Some(needs.top));
            ranks.push((course.index(), (1, needs.top, known.credits), records.len() + at));
        }
        let all = &self.tables.school.graduation().listings;
        let of = |listing: usize| &all[ListingId::from_index(listing)];
        let unit = needs.plan.unit.max(1);
        self.left = (0..self.courses).map(|course| of(course).left(passes[course])).collect();
        self.last = (0..self.courses).map(|course| of(course).last(passes[course]) / unit).collect();
        if ranks.iter().any(|&(listing, ..)| passes[listing] > of(listing).room()) {
            ranks.sort_unstable_by_key(|&(listing, (kind, points, credits), at)| {
                (listing, after[at], std::cmp::Reverse((kind.min(1), points, credits)), at)
            });
            let mut seen = vec![0u32; needs.listings];
            ranks.retain_mut(|(listing, (.., credits), _)| {
                let (known, used) = (of(*listing), seen[*listing]);
                seen[*listing] = used.saturating_add(known.uses(*credits));
                *credits = known.worth(*credits, used);
                used < known.room()
            });
            ranks.sort_unstable_by_key(|&(_, _, at)| at);
        }
        if needs.any_timed {
            self.past = Past::new(records, &fixed);
        }
        let mut counted = vec![false; needs.listings];
        for &(listing, (kind, points, credits), at) in &ranks {
            counted[listing] = true;
            let mark = [Mark::Plain, Mark::Points(points), Mark::Any][usize::from(kind.min(2))];
            let (when, method) = match records.get(at) {
                Some(record) => (When::record(record), record.method.as_str()),
                None => (When::fixed(who.grade, &fixed[at - records.len()].1), CLASSROOM),
            };
            let bits = self.admitted(listing, listing, when, mark, method);
            let low = needs.low_of[listing];
            self.items.push(Item { pieces: credits / unit, bits, group: needs.group[listing], low, when });
            if mark != Mark::Plain {
                let points = if mark == Mark::Any { needs.top } else { points };
                self.graded.push(Graded { listing, points, bits, failed: false });
            }
            for (low, known) in needs.lows.iter().enumerate() {
                let stands = known.highers.iter().any(|&(higher, least)| higher.index() == listing && mark.reaches(least));
                if stands {
                    let bits = self.admitted(known.listing.index(), known.listing.index(), when, mark, method);
                    let now = &mut self.lows[low];
                    now.must = if now.any { now.must & bits } else { bits };
                    now.may |= bits;
                    now.any = true;
                }
            }
            if low != NONE {
                self.lows[low as usize].passed = true;
            }
        }
        let failures = records.iter().filter(|record| record.ending == Ending::Failed && record.listing.index() < needs.listings);
        for record in failures.filter(|record| !counted[record.listing.index()]) {
            if let Some(points) = record.points {
                let listing = record.listing.index();
                let bits = self.admitted(listing, listing, When::record(record), Mark::Points(points), &record.method);
                self.graded.push(Graded { listing, points, bits, failed: true });
            }
        }
        for (course, terms) in failed.iter().filter(|(course, _)| course.index() < needs.listings && !counted[course.index()]) {
            let when = When::fixed(who.grade, terms);
            let bits = self.admitted(course.index(), course.index(), when, Mark::Points(0), CLASSROOM);
            self.graded.push(Graded { listing: course.index(), points: 0, bits, failed: true });
        }
        let gates = self.tables.order.gates.iter().enumerate().filter(|(_, gate)| !gate.met(&marks));
        self.gates = gates.map(|(at, _)| at).collect();
    }

    /// The filters that admit a pass that can't change any more.
    fn admitted(&self, listing: usize, own: usize, when: When, mark: Mark, method: &str) -> Bits {
        let pass = Pass { grade: when.grade, mark, method };
        let (mut bits, timed) = self.tables.needs.admits(ListingId::from_index(listing), pass);
        for (bit, before) in timed {
            if self.past.ends_before(when, before.iter().copied().filter(|other| other.index() != own)) {
                bits |= 1 << bit;
            }
        }
        bits
    }

    pub(super) fn listing(&self, listing: usize) -> &'a mortarboard_model::graduation::Listing {
        &self.tables.school.graduation().listings[ListingId::from_index(listing)]
    }

    /// What each requirement asks of this student.
    fn requirements(&mut self, who: Who<'_>) {
        let needs = self.tables.needs;
        let plan = needs.plan;
        let waivers: Vec<_> = who.progress.waivers.iter().filter(|waiver| waiver.plan == self.tables.plan).collect();
        let mut holds = vec![false; plan.nodes.len()];
        let mut shrink: u64 = 0;
        for (id, node) in plan.nodes.iter() {
            let above = node.parent.is_some_and(|parent| holds[parent.index()]);
            let own = waivers.iter().filter(|waiver| waiver.node == id);
            holds[id.index()] = above || own.clone().next().is_some();
            if !above && own.clone().any(|waiver| !waiver.keep_total) {
                shrink += needs.amount(id);
            }
        }
        self.demand = needs.leaves.iter().map(|leaf| if holds[leaf.node.index()] { 0 } else { leaf.pieces }).collect();
        self.waived = holds.clone();
        let total = needs.total;
        for (demand, leaf) in self.demand.iter_mut().zip(&needs.leaves).filter(|(_, leaf)| Some(leaf.pool) == total) {
            *demand = demand.saturating_sub(u32::try_from(shrink).unwrap_or(u32::MAX));
            holds[leaf.node.index()] |= *demand == 0;
        }
        self.fails = vec![false; plan.nodes.len()];
        self.cover = vec![0; plan.nodes.len()];
        for (id, node) in plan.nodes.iter().filter(|(id, _)| !holds[id.index()]).collect::<Vec<_>>() {
            let at = id.index();
            let (there, by_grade) = match &node.asks {
                Asks::Exam { exam, score, by_grade } => (who.progress.scores.get(exam).is_some_and(|have| have.best >= *score), by_grade),
                Asks::Item { item, amount, by_grade } => (who.progress.scores.get(item).is_some_and(|have| have.sum >= *amount), by_grade),
                Asks::EachTerm { lowest, highest, .. } => {
                    self.participation(at, *lowest, *highest);
                    continue;
                }
                _ => continue,
            };
            // What is not there yet is open while there is time, and then it is as good as met.
            let open = by_grade.unwrap_or(needs.last_grade) >= who.grade;
            holds[at] = there || open;
            self.fails[at] = !there && !open;
        }
        for (id, node) in plan.nodes.iter().rev() {
            let met = |parts: &[NodeId]| parts.iter().filter(|part| holds.get(part.index()).copied().unwrap_or(true)).count();
            holds[id.index()] |= match &node.asks {
                Asks::All(parts) => met(parts) == parts.len(),
                Asks::Some(count, parts) => met(parts) >= *count as usize,
                _ => false,
            };
        }
        self.holds = holds;
    }

    fn participation(&mut self, node: usize, lowest: u32, highest: u32) {
        let needs = self.tables.needs;
        let Some(bit) = needs.watch[node] else { return };
        let mut missing = highest > needs.last_grade && lowest <= highest;
        for grade in lowest..=highest.min(needs.last_grade) {
            for term in 0..self.terms {
                let there = self.items.iter().any(|item| item.bits >> bit & 1 == 1 && item.when.covers(grade, TermId::from_index(term)));
                match grade.checked_sub(self.grade) {
                    _ if there => {}
                    Some(year) => self.cover[node] |= 1u128 << (year as usize * self.terms + term),
                    None => missing = true,
                }
            }
            if missing {
                break;
            }
        }
        self.fails[node] = missing;
    }

    /// The sections of a course that the scene allows in year 0.
    pub(super) fn sections_of(&self, course: usize) -> impl Iterator<Item = &Placed> + '_ {
        let from = self.sections.partition_point(|(known, _)| *known < course);
        self.sections[from..].iter().take_while(move |(known, _)| *known == course).map(|(_, placed)| placed)
    }

    /// The gates of a course that no record opens.
    pub(super) fn gates_of(&self, course: usize) -> impl Iterator<Item = &'a super::order::Gate> + '_ {
        let all = &self.tables.order.gates;
        let (from, to) = self.tables.order.range(course);
        let from = self.gates.partition_point(|&gate| gate < from);
        self.gates[from..].iter().take_while(move |&&gate| gate < to).map(move |&gate| &all[gate])
    }

    /// How many years are left after a year.
    pub(super) fn years_after(&self, year: usize) -> usize {
        self.years.saturating_sub(year + 1)
    }
}

/// Takes of year 0 that can be understood: a course of the school, and terms in calendar order.
pub(super) fn readable<'t>(school: &School, takes: impl IntoIterator<Item = &'t Take>) -> Vec<(CourseId, Vec<TermId>)> {
    let term = |name: &String| school.calendar().terms().iter().find(|(_, known)| *known == name).map(|(id, _)| id);
    let read = takes.into_iter().filter(|take| take.year == 0).filter_map(|take| {
        let terms: Vec<TermId> = take.terms.iter().map(term).collect::<Option<_>>()?;
        let sorted = !terms.is_empty() && terms.windows(2).all(|pair| pair[0] < pair[1]);
        Some((school.find_course(&take.course)?, terms)).filter(|_| sorted)
    });
    read.collect()
}
