//! Staffing: who teaches which section, before any time is decided.
//!
//! A local search over "give the section to another teacher" and "exchange two sections", on the hard
//! counts alone: load, preparations, fewest and most sections of a course. It needs milliseconds where
//! the mixed-integer program needs a second, but proves nothing: when it fails, the exact staffing
//! program decides (feature `highs`).

use super::bits::Bits;
use super::dice::Dice;
use super::problem::{NONE, Problem};
use std::collections::BTreeMap;

/// Counts of one assignment.
pub(crate) struct Staff<'a, M> {
    problem: &'a Problem<M>,
    /// By section.
    pub(crate) teacher: Vec<u32>,
    /// By teacher: the sections.
    sections: Vec<Vec<u32>>,
    load: Vec<u64>,
    /// By teacher: course -> sections.
    courses: Vec<BTreeMap<u32, u32>>,
    /// Atoms that a teacher's sections use at least, and those the teacher has.
    atoms: Vec<u32>,
    open: Vec<u32>,
    shortest: Vec<u32>,
    /// By teacher: most load and most preparations.
    most: Vec<(u32, u32)>,
    /// By teacher: whether the sections of some course are limited. For most they are not.
    limited: Vec<bool>,
}

impl<'a, M: Bits> Staff<'a, M> {
    pub(crate) fn new(problem: &'a Problem<M>) -> Self {
        let shortest =
            problem.sections.iter().map(|s| s.patterns.iter().map(|&p| problem.pattern_atoms[p as usize].len() as u32).min().unwrap_or(0));
        let open = problem.teachers.iter().map(|t| (0..problem.atoms).filter(|&a| !t.away.meets(atom::<M>(a))).count() as u32);
        let mut limited = vec![false; problem.teachers.len()];
        for section in &problem.sections {
            for &teacher in section.teachers.iter().filter(|&&t| problem.limit(section.course, t).1 != u32::MAX) {
                limited[teacher as usize] = true;
            }
        }
        Staff {
            problem,
            limited,
            teacher: vec![NONE; problem.sections.len()],
            sections: vec![Vec::new(); problem.teachers.len()],
            load: vec![0; problem.teachers.len()],
            courses: vec![BTreeMap::new(); problem.teachers.len()],
            atoms: vec![0; problem.teachers.len()],
            open: open.collect(),
            shortest: shortest.collect(),
            most: problem.teachers.iter().map(|t| (t.max_load, t.max_preps)).collect(),
        }
    }

    /// The same with limits that are only priced kept like hard ones.
    pub(crate) fn keeping_priced(mut self) -> Self {
        let priced = &self.problem.priced;
        for (t, most) in self.most.iter_mut().enumerate() {
            most.0 = most.0.min(priced.load.as_ref().map_or(u32::MAX, |(load, _)| load[t]));
            most.1 = most.1.min(priced.preps.as_ref().map_or(u32::MAX, |(preps, _)| preps[t]));
        }
        self
    }

    /// Units of hard violation of one teacher.
    fn broken_by(&self, teacher: u32) -> i64 {
        let t = teacher as usize;
        let (most_load, most_preps) = self.most[t];
        let load = (self.load[t].saturating_sub(u64::from(most_load))).div_ceil(1000) as i64;
        let preps = (self.courses[t].len() as u32).saturating_sub(most_preps);
        let atoms = self.atoms[t].saturating_sub(self.open[t]);
        let beyond = |(&course, &count): (&u32, &u32)| count.saturating_sub(self.problem.limit(course, teacher).1);
        let most: u32 = if self.limited[t] { self.courses[t].iter().map(beyond).sum() } else { 0 };
        load + i64::from(preps) + i64::from(atoms) + i64::from(most)
    }

    fn fewest_missing(&self) -> i64 {
        let missing = |entry: &((u32, u32), (u32, u32))| {
            let ((course, teacher), (least, _)) = *entry;
            i64::from(least.saturating_sub(self.courses[teacher as usize].get(&course).copied().unwrap_or(0)))
        };
        self.problem.limits.iter().filter(|entry| entry.1.0 > 0).map(missing).sum()
    }

    /// Units of hard violation in all, sections without a teacher included.
    pub(crate) fn broken(&self) -> i64 {
        let without = self.problem.sections.iter().zip(&self.teacher).filter(|(s, t)| !s.teachers.is_empty() && **t == NONE).count();
        (0..self.problem.teachers.len() as u32).map(|t| self.broken_by(t)).sum::<i64>() + self.fewest_missing() + without as i64
    }

    fn worth(&self, section: u32, teacher: u32) -> i64 {
        self.problem.priced.preference(self.problem.sections[section as usize].course, teacher)
    }

    pub(crate) fn set(&mut self, section: u32, teacher: u32) {
        let s = section as usize;
        let (course, load) = (self.problem.sections[s].course, u64::from(self.problem.sections[s].load));
        let old = std::mem::replace(&mut self.teacher[s], teacher);
        if old != NONE {
            let o = old as usize;
            if let Some(at) = self.sections[o].iter().position(|&x| x == section) {
                self.sections[o].swap_remove(at);
            }
            self.load[o] -= load;
            self.atoms[o] -= self.shortest[s];
            if let Some(count) = self.courses[o].get_mut(&course) {
                *count -= 1;
                if *count == 0 {
                    self.courses[o].remove(&course);
                }
            }
        }
        if teacher != NONE {
            let t = teacher as usize;
            self.sections[t].push(section);
            self.load[t] += load;
            self.atoms[t] += self.shortest[s];
            *self.courses[t].entry(course).or_default() += 1;
        }
    }

    fn missing_for(&self, section: u32, teachers: &[u32]) -> i64 {
        let course = self.problem.sections[section as usize].course;
        let missing = |&teacher: &u32| {
            let (least, _) = self.problem.limit(course, teacher);
            let have = self.courses[teacher as usize].get(&course).copied().unwrap_or(0);
            i64::from(least.saturating_sub(have))
        };
        teachers.iter().filter(|&&t| t != NONE).map(missing).sum()
    }

    /// Searches from a greedy start; returns units of hard violation left. Ends early when `halt` says so. Deterministic otherwise.
    pub(crate) fn search(&mut self, dice: &mut Dice, moves: u64, halt: &dyn Fn() -> bool) -> i64 {
        let mut order: Vec<u32> =
            (0..self.problem.sections.len() as u32).filter(|&s| !self.problem.sections[s as usize].teachers.is_empty()).collect();
        order.sort_by_key(|&s| (self.problem.sections[s as usize].teachers.len(), self.problem.sections[s as usize].course, s));
        for &section in &order {
            let teachers = &self.problem.sections[section as usize].teachers;
            let cost = |staff: &mut Self, teacher: u32| {
                let before = staff.broken_by(teacher) + staff.missing_for(section, &[teacher]);
                staff.set(section, teacher);
                let after = staff.broken_by(teacher) + staff.missing_for(section, &[teacher]);
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
        let any_preference = !self.problem.priced.preference.is_empty();
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
            let count = |staff: &Self| {
                let mut sum = staff.broken_by(to) + staff.missing_for(section, &[from, to]);
                sum += if from == NONE { 0 } else { staff.broken_by(from) };
                if let Some(other) = partner
                    && staff.problem.sections[other as usize].course != staff.problem.sections[section as usize].course
                {
                    sum += staff.missing_for(other, &[from, to]);
                }
                sum
            };
            let (before, worth_before) = (count(self), self.pair_worth(section, partner));
            self.set(section, to);
            if let Some(other) = partner {
                self.set(other, from);
            }
            let delta = count(self) - before;
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
