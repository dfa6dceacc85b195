//! Sections that meet at one time: of a teacher, or of a set.

use super::tally::{Stance, Tally};
use mortarboard_model::keeper::{AtOnce, Of};
use mortarboard_model::{Id, School};
use std::collections::BTreeMap;

/// No limit.
const FREE: u8 = u8::MAX;

/// Limits on what meets at one time.
#[derive(Debug, Default)]
pub(crate) struct Times {
    atoms: usize,
    /// By teacher and atom: the most sections by all hard rules together. Where that is none, whatever keeps them away counts
    /// as one, so that a teacher is busy exactly where the count is not 0.
    limit: Vec<u8>,
    away: Vec<u8>,
    /// Limits on sets of sections, and priced ones on teachers.
    rows: Vec<Row>,
    of_teacher: Vec<Vec<u32>>,
    of_section: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Row {
    /// By atom: the most sections.
    limit: Vec<u16>,
    /// By atom: units of one section too many.
    units: Vec<i64>,
    stance: Stance,
}

/// What meets when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    /// By teacher and atom: sections taught then, and one where a hard rule lets them teach nothing.
    taught: Vec<u8>,
    /// By row and atom.
    count: Vec<u16>,
}

impl Times {
    pub(crate) fn new(school: &School) -> Self {
        Times {
            atoms: school.atoms(),
            limit: vec![FREE; school.teachers().len() * school.atoms()],
            away: vec![0; school.teachers().len() * school.atoms()],
            rows: Vec::new(),
            of_teacher: vec![Vec::new(); school.teachers().len()],
            of_section: vec![Vec::new(); school.sections().len()],
        }
    }

    /// Adds what a rule says. Cells in which nothing can meet say nothing. A hard limit holds in each atom; a price is paid in
    /// each cell.
    pub(crate) fn add(&mut self, school: &School, keeper: &AtOnce, stance: Stance) {
        let at = keeper.most.iter().filter_map(|&(cell, most)| Some((school.atom(cell)?, most)));
        if let (Of::Teacher(teacher), Stance::Hard) = (&keeper.of, stance) {
            for (atom, most) in at {
                let at = teacher.index() * self.atoms + atom;
                self.away[at] = self.away[at].max(u8::from(most == 0));
                self.limit[at] = self.limit[at].min(u8::try_from(most.max(1)).unwrap_or(FREE));
            }
            return;
        }
        // Cells of one atom can have different limits, each then in a row of its own.
        let mut cells: BTreeMap<(usize, u16), i64> = BTreeMap::new();
        for (atom, most) in at {
            *cells.entry((atom, u16::try_from(most).unwrap_or(u16::MAX))).or_default() += 1;
        }
        let mut rows: Vec<Row> = Vec::new();
        for ((atom, most), cells) in cells {
            let place = rows.iter().position(|row| row.limit[atom] == u16::MAX);
            let place = place.unwrap_or_else(|| {
                rows.push(Row { limit: vec![u16::MAX; self.atoms], units: vec![0; self.atoms], stance });
                rows.len() - 1
            });
            rows[place].limit[atom] = most;
            rows[place].units[atom] = if stance == Stance::Hard { 1 } else { cells };
        }
        rows.into_iter().for_each(|row| self.push(&keeper.of, row));
    }

    /// Adds a hard limit on a set of sections, by atom.
    pub(crate) fn limit(&mut self, sections: &Of, limit: Vec<u16>) {
        let units = vec![1; self.atoms];
        self.push(sections, Row { limit, units, stance: Stance::Hard });
    }

    fn push(&mut self, of: &Of, row: Row) {
        let id = self.rows.len() as u32;
        match of {
            Of::Teacher(teacher) => self.of_teacher[teacher.index()].push(id),
            Of::Sections(sections) => sections.iter().for_each(|section| self.of_section[section.index()].push(id)),
        }
        self.rows.push(row);
    }

    /// Whether some hard rule keeps a teacher from being in two sections at any time.
    pub(crate) fn one_at_a_time(&self, teacher: usize) -> bool {
        self.limit[teacher * self.atoms..(teacher + 1) * self.atoms].iter().all(|&limit| limit <= 1)
    }

    /// Atoms in which a hard rule lets a teacher teach nothing.
    pub(crate) fn never(&self, teacher: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.atoms).filter(move |atom| self.away[teacher * self.atoms + atom] > 0)
    }

    /// Nothing meets yet.
    pub(crate) fn nothing(&self) -> Meeting {
        Meeting { taught: self.away.clone(), count: vec![0; self.rows.len() * self.atoms] }
    }
}

impl Meeting {
    /// Sections that a teacher teaches, by atom, and one where they are away.
    #[inline]
    pub(crate) fn taught(&self, times: &Times, teacher: u32) -> &[u8] {
        let from = teacher as usize * times.atoms;
        &self.taught[from..from + times.atoms]
    }

    /// A teacher teaches in these atoms, or no longer does.
    #[inline]
    pub(crate) fn teach(&mut self, times: &Times, tally: &mut Tally, teacher: u32, atoms: &[u16], on: bool) {
        let base = teacher as usize * times.atoms;
        for &atom in atoms {
            let at = base + usize::from(atom);
            let count = &mut self.taught[at];
            if on {
                tally.hard += i64::from(*count >= times.limit[at]);
                *count = count.saturating_add(1);
            } else {
                *count = count.saturating_sub(1);
                tally.hard -= i64::from(*count >= times.limit[at]);
            }
        }
        for &row in &times.of_teacher[teacher as usize] {
            self.turn(times, tally, row, atoms, on);
        }
    }

    /// A section meets in these atoms, or no longer does.
    #[inline]
    pub(crate) fn place(&mut self, times: &Times, tally: &mut Tally, section: u32, atoms: &[u16], on: bool) {
        for &row in &times.of_section[section as usize] {
            self.turn(times, tally, row, atoms, on);
        }
    }

    #[inline]
    fn turn(&mut self, times: &Times, tally: &mut Tally, row: u32, atoms: &[u16], on: bool) {
        let data = &times.rows[row as usize];
        for &atom in atoms {
            let atom = usize::from(atom);
            let count = &mut self.count[row as usize * times.atoms + atom];
            if on {
                tally.add(data.stance, data.units[atom] * i64::from(*count >= data.limit[atom]));
                *count += 1;
            } else {
                *count -= 1;
                tally.add(data.stance, -data.units[atom] * i64::from(*count >= data.limit[atom]));
            }
        }
    }
}
