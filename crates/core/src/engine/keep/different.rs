//! Different things that a teacher's sections stand for.

use super::super::problem::NONE;
use super::tally::{Stance, Tally};
use mortarboard_model::keeper::Different;
use mortarboard_model::{Id, School};
use std::collections::BTreeMap;

/// Limits on how many different things a teacher's sections stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Things {
    rows: Vec<Row>,
    of_teacher: Vec<Vec<u32>>,
    /// By table and section: what it stands for.
    tables: Vec<Vec<u32>>,
    known: BTreeMap<usize, u32>,
}

#[derive(Clone, Debug)]
struct Row {
    table: u32,
    most: i64,
    stance: Stance,
}

/// What the sections of each teacher stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stood {
    /// By row: each thing with how many sections stand for it.
    counts: Vec<Vec<(u32, u32)>>,
}

impl Things {
    pub(crate) fn new(school: &School) -> Self {
        Things { of_teacher: vec![Vec::new(); school.teachers().len()], ..Things::default() }
    }

    /// Adds what a rule says.
    pub(crate) fn add(&mut self, school: &School, keeper: &Different, stance: Stance) {
        let table = *self.known.entry(keeper.things.as_ptr() as usize).or_insert_with(|| {
            let mut things = vec![NONE; school.sections().len()];
            keeper.things.iter().for_each(|&(section, thing)| things[section.index()] = thing);
            self.tables.push(things);
            self.tables.len() as u32 - 1
        });
        self.of_teacher[keeper.teacher.index()].push(self.rows.len() as u32);
        self.rows.push(Row { table, most: i64::from(keeper.most), stance });
    }

    /// The same with prices kept like hard rules.
    pub(crate) fn strict(mut self) -> Self {
        self.rows.iter_mut().for_each(|row| row.stance = Stance::Hard);
        self
    }

    pub(crate) fn any_last(&self) -> bool {
        self.rows.iter().any(|row| row.stance.has_price())
    }

    /// Nobody teaches anything yet.
    pub(crate) fn nothing(&self) -> Stood {
        Stood { counts: vec![Vec::new(); self.rows.len()] }
    }

    fn thing(&self, row: u32, section: u32) -> u32 {
        self.tables[self.rows[row as usize].table as usize][section as usize]
    }
}

impl Stood {
    /// A teacher teaches a section, or no longer does.
    #[inline]
    pub(crate) fn teach(&mut self, things: &Things, tally: &mut Tally, section: u32, teacher: u32, on: bool) {
        for &row in &things.of_teacher[teacher as usize] {
            let thing = things.thing(row, section);
            if thing == NONE {
                continue;
            }
            let Row { most, stance, .. } = things.rows[row as usize];
            let counts = &mut self.counts[row as usize];
            let at = counts.iter().position(|(known, _)| *known == thing);
            match (at, on) {
                (Some(at), true) => counts[at].1 += 1,
                (None, true) => {
                    counts.push((thing, 1));
                    tally.add(stance, i64::from(counts.len() as i64 > most));
                }
                (Some(at), false) if counts[at].1 > 1 => counts[at].1 -= 1,
                (Some(at), false) => {
                    tally.add(stance, -i64::from(counts.len() as i64 > most));
                    counts.swap_remove(at);
                }
                (None, false) => {}
            }
        }
    }

    /// Whether a teacher who gives one section and takes another stays as far within hard limits as now.
    pub(crate) fn admits(&self, things: &Things, teacher: u32, gives: Option<u32>, takes: Option<u32>) -> bool {
        things.of_teacher[teacher as usize].iter().filter(|&&row| things.rows[row as usize].stance == Stance::Hard).all(|&row| {
            let counts = &self.counts[row as usize];
            let thing = |section: Option<u32>| section.map(|section| things.thing(row, section)).filter(|&thing| thing != NONE);
            let have = |thing: u32| counts.iter().find(|(known, _)| *known == thing).map_or(0, |(_, count)| *count);
            let (lost, gained) = (thing(gives), thing(takes));
            if lost == gained {
                return true;
            }
            let fewer = i64::from(lost.is_some_and(|thing| have(thing) == 1));
            let more = i64::from(gained.is_some_and(|thing| have(thing) == 0));
            more <= fewer || counts.len() as i64 - fewer + more <= things.rows[row as usize].most
        })
    }
}
