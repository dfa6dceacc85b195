//! Where one student stands before the first step that is still open.

use super::had::Had;
use super::needs::{Bits, MOST_YEARS, Needs};
use super::order::Order;
use super::past::{Past, When};
use super::records::readable;
use super::times::{Placed, Times};
use crate::reach::{Scene, Who};
use mortarboard_model::graduation::{Asks, Points};
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

/// A pass: a record, or a take of a year that is given.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) listing: usize,
    pub(super) credits: u32,
    /// Whole pieces of it.
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
    /// Points in averages.
    pub(super) points: Option<Points>,
    /// Credits attempted.
    pub(super) weight: u32,
    pub(super) bits: Bits,
    pub(super) failed: bool,
    pub(super) end: (bool, Option<u32>, usize),
}

/// What records say about a lower course of validations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LowNow {
    /// What admits it with the attributes of some higher course on record.
    pub(super) may: Bits,
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
    /// By course; records before takes.
    pub(super) items: Vec<Item>,
    /// By course; those that passed first, then in the order of the input.
    pub(super) graded: Vec<Graded>,
    /// By course: what passes take of its room, and what they give beyond its credits.
    pub(super) had: Vec<Had>,
    /// By course: whether to take it again would gain nothing.
    pub(super) idle: Vec<bool>,
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
    /// By course: whether it can't be taken in year 0.
    pub(super) without: Vec<bool>,
    /// By course, where year 0 is given: the sets of terms outside the school's own that are possible beside it.
    pub(super) beside: Vec<u64>,
    /// Courses that can be taken at most so often in year 0.
    pub(super) most: Vec<(CourseId, u32)>,
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
        let years = who.years(tables.school) as usize;
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
            items: Vec::new(),
            graded: Vec::new(),
            had: Vec::new(),
            idle: Vec::new(),
            lows: vec![LowNow::default(); needs.lows.len()],
            gates: Vec::new(),
            waived: Vec::new(),
            holds: Vec::new(),
            fails: Vec::new(),
            cover: Vec::new(),
            demand: Vec::new(),
            fixed: scene.fixed.is_some(),
            sections: Vec::new(),
            without: vec![false; courses],
            beside: Vec::new(),
            most: scene.most.to_vec(),
            past: Past::default(),
        };
        for course in scene.without.iter().filter(|course| course.index() < courses) {
            standing.without[course.index()] = true;
        }
        standing.year_zero(who, scene);
        standing.records(who, if years > 0 { fixed } else { Fixed::default() });
        standing.requirements(who);
        let watched = standing.watched();
        standing.idle = vec![false; courses];
        // What is not on record gains something.
        let idle = standing.items.chunk_by(|a, b| a.listing == b.listing).map(|own| own[0].listing);
        for course in idle.filter(|&course| standing.gains_nothing(course, watched)).collect::<Vec<_>>() {
            standing.idle[course] = true;
        }
        Some(standing)
    }

    /// Room and sections of the school's own year.
    fn year_zero(&mut self, who: Who<'_>, scene: Scene<'_>) {
        if self.years == 0 {
            return;
        }
        let school = self.tables.school;
        if self.fixed {
            // The school's own terms are full of what is given.
            school.calendar().own_terms().for_each(|term| self.room[term.index()] = 0);
            return;
        }
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
            if self.without.get(course).copied().unwrap_or(false) {
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
        for (demand, _) in self.demand.iter_mut().zip(&needs.leaves).filter(|(_, leaf)| Some(leaf.pool) == total) {
            *demand = demand.saturating_sub(u32::try_from(shrink).unwrap_or(u32::MAX));
        }
        for (demand, leaf) in self.demand.iter().zip(&needs.leaves) {
            holds[leaf.node.index()] |= *demand == 0;
        }
        self.fails = vec![false; plan.nodes.len()];
        self.cover = vec![0; plan.nodes.len()];
        for (id, node) in plan.nodes.iter().filter(|(id, _)| !holds[id.index()]).collect::<Vec<_>>() {
            let at = id.index();
            let (there, by_grade) = match &node.asks {
                Asks::Exam { exam, score, by_grade } => (who.progress.scores.get(exam).is_some_and(|have| have.best >= *score), by_grade),
                Asks::Item { item, amount, by_grade, .. } => {
                    (who.progress.scores.get(item).is_some_and(|have| have.sum >= *amount), by_grade)
                }
                Asks::EachTerm { lowest, highest, .. } => {
                    self.participation(at, *lowest, *highest);
                    continue;
                }
                _ => continue,
            };
            // What is not there yet is open while there is time, and then it is as good as met; a status is there or not.
            let status = matches!(node.asks, Asks::Item { status: true, .. });
            let open = !status && by_grade.unwrap_or(needs.last_grade) >= who.grade;
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

    /// The first year in which the student is in the same grade as in a year: a student may stay in the last grade.
    pub(super) fn first_alike(&self, year: usize) -> usize {
        let last = self.tables.needs.last_grade.max(self.grade);
        year.min(last.saturating_sub(self.grade) as usize)
    }

    fn participation(&mut self, node: usize, lowest: u32, highest: u32) {
        let needs = self.tables.needs;
        let Some(bit) = needs.watch[node] else { return };
        let mut missing = highest > needs.last_grade && lowest <= highest;
        for grade in lowest..=highest.min(needs.last_grade) {
            for term in self.tables.school.calendar().own_terms().map(Id::index) {
                let there = self.items.iter().any(|item| item.bits >> bit & 1 == 1 && item.when.covers(grade, TermId::from_index(term)));
                match grade.checked_sub(self.grade) {
                    _ if there => {}
                    Some(year) if (year as usize) < self.years => self.cover[node] |= 1u128 << (year as usize * self.terms + term),
                    _ => missing = true,
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

    /// How many grades come after that of a year.
    pub(super) fn years_after(&self, year: usize) -> usize {
        let grade = self.grade_in(year);
        self.tables.needs.last_grade.saturating_sub(grade) as usize
    }

    /// The grade in a year.
    pub(super) fn grade_in(&self, year: usize) -> u32 {
        let grade = self.grade.saturating_add(u32::try_from(year).unwrap_or(u32::MAX));
        grade.min(self.tables.needs.last_grade.max(self.grade))
    }

    /// The passes of a course.
    pub(super) fn items_of(&self, course: usize) -> &[Item] {
        let from = self.items.partition_point(|item| item.listing < course);
        let to = self.items.partition_point(|item| item.listing <= course);
        &self.items[from..to]
    }
}
