//! Sets of columns of which at most one is 1 in every schedule that keeps the hard rows.

use mortarboard_model::program::{Choice, Meaning, Program, Sense};
use mortarboard_model::{ColumnId, IdVec};
use std::collections::BTreeMap;

/// The sets that are known.
#[derive(Clone, Debug)]
pub(super) struct Exclusive {
    shape: Vec<Vec<ColumnId>>,
    /// Sorted positions of the sets that hold a column.
    sets: IdVec<ColumnId, Vec<u32>>,
}

impl Exclusive {
    /// From the shape of a schedule (a section has one pattern) and the kept hard rows Σc ≤ 1 or Σc = 1.
    pub(super) fn new(program: &Program, keep: &dyn Fn(usize) -> bool) -> Self {
        let mut owned: BTreeMap<(u8, u32), Vec<ColumnId>> = BTreeMap::new();
        for (id, meaning) in program.columns().iter() {
            let owner = match meaning {
                Meaning::Choice(Choice::Place(section, _)) => (0, section.0),
                Meaning::Choice(Choice::Teach(section, _)) => (1, section.0),
                Meaning::Choice(Choice::House(section, _)) => (2, section.0),
                Meaning::Choice(Choice::Seat(request, _)) => (3, request.0),
                _ => continue,
            };
            owned.entry(owner).or_default().push(id);
        }
        let shape: Vec<Vec<ColumnId>> = owned.into_values().collect();
        let mut sets: IdVec<ColumnId, Vec<u32>> = IdVec::filled(program.columns().len(), Vec::new());
        let mut count = 0;
        for set in &shape {
            set.iter().for_each(|&column| sets[column].push(count));
            count += 1;
        }
        for (_, row) in program.rows().iter().enumerate().filter(|(index, _)| keep(*index)) {
            let at_most_one = row.price.is_none() && row.sense != Sense::Ge && row.bound == 1;
            if at_most_one && row.terms.len() > 1 && row.terms.iter().all(|(_, factor)| *factor == 1) {
                row.terms.iter().for_each(|&(column, _)| sets[column].push(count));
                count += 1;
            }
        }
        Exclusive { shape, sets }
    }

    /// The sets that come from the shape of a schedule.
    pub(super) fn by_shape(&self) -> impl Iterator<Item = &[ColumnId]> {
        self.shape.iter().map(Vec::as_slice)
    }

    /// Whether one set holds all of the columns.
    pub(super) fn covers(&self, of: &[ColumnId]) -> bool {
        let Some((&first, rest)) = of.split_first() else { return true };
        self.sets[first].iter().any(|set| rest.iter().all(|&column| self.sets[column].binary_search(set).is_ok()))
    }
}
