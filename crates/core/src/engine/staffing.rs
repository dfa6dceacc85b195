//! Staffing: who teaches which section, before any time is decided.
//!
//! A local search over "give the section to another teacher" and "exchange two sections", on the hard
//! counts alone: load, preparations, fewest and most sections of a course. It needs milliseconds where
//! the mixed-integer program needs a second, but proves nothing: when it fails, the exact staffing
//! program decides (feature `highs`).

use super::bits::Bits;
use super::dice::Dice;
use super::keep::{Taught, Teaching};
use super::problem::{NONE, Problem};
use std::collections::BTreeMap;

/// Which part of an even share a teacher may have beyond it.
const SPARE: u64 = 8;

/// One assignment, with what it comes to.
pub(crate) struct Staff<'a, M> {
    problem: &'a Problem<M>,
    laws: Teaching<'a>,
    counts: Taught,
    /// By section.
    pub(crate) teacher: Vec<u32>,
    /// By teacher: the sections.
    sections: Vec<Vec<u32>>,
    /// By teacher: load, and sections of each course. They only break ties.
    load: Vec<u64>,
    courses: Vec<BTreeMap<u32, u32>>,
    /// Atoms that a teacher's sections use at least, and those the teacher has for them.
    atoms: Vec<u32>,
    open: Vec<u32>,
    shortest: Vec<u32>,
    /// Atoms that are missing, over all teachers.
    crowded: i64,
    /// Sections that could have a teacher and have none.
    without: i64,
}

impl<'a, M: Bits> Staff<'a, M> {
    pub(crate) fn new(problem: &'a Problem<M>) -> Self {
        Staff::with(problem, Teaching::new(&problem.kept))
    }

    /// The same with limits that are only priced kept like hard ones.
    pub(crate) fn keeping_priced(problem: &'a Problem<M>) -> Self {
        let mut staff = Staff::with(problem, Teaching::new(&problem.kept).strict());
        if !problem.kept.limits_staff() {
            staff.share_evenly();
        }
        staff
    }

    /// Leaves each teacher time for preparation, and little more for sections than an even share of the time that all have. Where no rule limits what
    /// teachers teach, some would otherwise get as many sections as there are times, and no placement would do.
    fn share_evenly(&mut self) {
        for (open, reserved) in self.open.iter_mut().zip(&self.problem.kept.weeks.reserved) {
            *open = open.saturating_sub(*reserved);
        }
        let asked: u64 = self.shortest.iter().map(|&atoms| u64::from(atoms)).sum();
        let there: u64 = self.open.iter().map(|&atoms| u64::from(atoms)).sum();
        for open in &mut self.open {
            let share = (u64::from(*open) * asked * (SPARE + 1)).div_ceil((there * SPARE).max(1));
            *open = (*open).min(u32::try_from(share).unwrap_or(u32::MAX));
        }
    }

    fn with(problem: &'a Problem<M>, laws: Teaching<'a>) -> Self {
        let shortest =
            problem.sections.iter().map(|s| s.patterns.iter().map(|&p| problem.pattern_atoms[p as usize].len() as u32).min().unwrap_or(0));
        let open = problem.teachers.iter().map(|t| (0..problem.atoms).filter(|&a| !t.away.meets(atom::<M>(a))).count() as u32);
        Staff {
            problem,
            counts: laws.nothing(),
            laws,
            teacher: vec![NONE; problem.sections.len()],
            sections: vec![Vec::new(); problem.teachers.len()],
            load: vec![0; problem.teachers.len()],
            courses: vec![BTreeMap::new(); problem.teachers.len()],
            atoms: vec![0; problem.teachers.len()],
            open: open.collect(),
            shortest: shortest.collect(),
            crowded: 0,
            without: problem.sections.iter().filter(|s| !s.teachers.is_empty()).count() as i64,
        }
    }

    /// Units of hard violation in all, atoms that are missing and sections without a teacher included. O(1).
    pub(crate) fn broken(&self) -> i64 {
        self.counts.broken() + self.crowded + self.without
    }

    fn worth(&self, section: u32, teacher: u32) -> i64 {
        self.laws.worth.of(section, teacher)
    }

    /// Counts a section among a teacher's, or no longer.
    fn turn(&mut self, section: u32, teacher: u32, on: bool) {
        let (s, t) = (section as usize, teacher as usize);
        let (course, load) = (self.problem.sections[s].course, u64::from(self.problem.sections[s].load));
        self.counts.teach(&self.laws, section, teacher, on);
        let missing = |staff: &Self| i64::from(staff.atoms[t].saturating_sub(staff.open[t]));
        let before = missing(self);
        let count = self.courses[t].entry(course).or_default();
        if on {
            self.sections[t].push(section);
            self.load[t] += load;
            self.atoms[t] += self.shortest[s];
            *count += 1;
        } else {
            if let Some(at) = self.sections[t].iter().position(|&x| x == section) {
                self.sections[t].swap_remove(at);
            }
            self.load[t] -= load;
            self.atoms[t] -= self.shortest[s];
            *count -= 1;
            if *count == 0 {
                self.courses[t].remove(&course);
            }
        }
        self.crowded += missing(self) - before;
    }

    pub(crate) fn set(&mut self, section: u32, teacher: u32) {
        let s = section as usize;
        let old = std::mem::replace(&mut self.teacher[s], teacher);
        if old != NONE {
            self.turn(section, old, false);
        }
        if teacher != NONE {
            self.turn(section, teacher, true);
        }
        let some = |teacher: u32| i64::from(teacher != NONE);
        if !self.problem.sections[s].teachers.is_empty() {
            self.without += some(old) - some(teacher);
        }
    }

    /// Searches from a greedy start; returns units of hard violation left. Ends early when `halt` says so. Deterministic otherwise.
    pub(crate) fn search(&mut self, dice: &mut Dice, moves: u64, halt: &dyn Fn() -> bool) -> i64 {
        let mut order: Vec<u32> =
            (0..self.problem.sections.len() as u32).filter(|&s| !self.problem.sections[s as usize].teachers.is_empty()).collect();
        order.sort_by_key(|&s| (self.problem.sections[s as usize].teachers.len(), self.problem.sections[s as usize].course, s));
        for &section in &order {
            let teachers = &self.problem.sections[section as usize].teachers;
            let cost = |staff: &mut Self, teacher: u32| {
                let before = staff.broken();
                staff.set(section, teacher);
                let after = staff.broken();
                let key =
                    (after - before, -staff.worth(section, teacher), staff.courses[teacher as usize].len(), staff.load[teacher as usize]);
                staff.set(section, NONE);
                key
            };
            let mut best: Option<((i64, i64, usize, u64), u32)> = None;
            for &teacher in teachers {
                let key = cost(self, teacher);
                if best.is_none_or(|b| (key, teacher) < b) {
                    best = Some((key, teacher));
                }
            }
            if let Some((_, teacher)) = best {
                self.set(section, teacher);
            }
        }
        let movable: Vec<u32> = order.iter().copied().filter(|&s| self.problem.sections[s as usize].teachers.len() > 1).collect();
        let mut broken = self.broken();
        let mut best = (broken, self.teacher.clone());
        let any_preference = !self.laws.worth.is_empty();
        let mut gained = self.gained();
        let mut best_gained = gained;
        for step in 0..moves {
            if best.0 == 0 && (!any_preference || step > moves / 4) || step % 256 == 0 && halt() {
                break;
            }
            let heat = 1.5 * (1.0 - step as f64 / moves as f64) + 0.05;
            let Some(&section) = dice.pick(&movable) else { break };
            let from = self.teacher[section as usize];
            let Some(&to) = dice.pick(&self.problem.sections[section as usize].teachers) else { break };
            if from == to {
                continue;
            }
            // An exchange keeps loads; a plain move mends them.
            let partner = if dice.below(3) == 0 {
                None
            } else {
                let theirs = &self.sections[to as usize];
                dice.pick(theirs).copied().filter(|&other| {
                    let teachers = &self.problem.sections[other as usize].teachers;
                    other != section && teachers.len() > 1 && teachers.contains(&from)
                })
            };
            let (before, worth_before) = (self.broken(), self.pair_worth(section, partner));
            self.set(section, to);
            if let Some(other) = partner {
                self.set(other, from);
            }
            let delta = self.broken() - before;
            let worth = self.pair_worth(section, partner) - worth_before;
            let cost = delta as f64 * 4.0 - worth as f64 / 16.0;
            if cost <= 0.0 || dice.unit() < (-cost / heat).exp() {
                broken += delta;
                gained += worth;
                if (broken, -gained) < (best.0, -best_gained) {
                    best = (broken, self.teacher.clone());
                    best_gained = gained;
                }
            } else {
                if let Some(other) = partner {
                    self.set(other, to);
                }
                self.set(section, from);
            }
        }
        for section in order {
            self.set(section, best.1[section as usize]);
        }
        best.0
    }

    fn pair_worth(&self, section: u32, partner: Option<u32>) -> i64 {
        let of = |s: u32| if self.teacher[s as usize] == NONE { 0 } else { self.worth(s, self.teacher[s as usize]) };
        of(section) + partner.map_or(0, of)
    }

    fn gained(&self) -> i64 {
        (0..self.teacher.len() as u32).map(|s| self.pair_worth(s, None)).sum()
    }
}

fn atom<M: Bits>(atom: usize) -> M {
    M::from_atoms(mortarboard_model::time::AtomSet::of(atom))
}
