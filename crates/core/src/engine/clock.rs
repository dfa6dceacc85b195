//! Minutes of a teacher's week, for own preparation, without looking at the school again.

use mortarboard_model::{Id, School, TermId};

#[derive(Debug)]
pub(crate) struct Clock {
    /// By term: the cells in order of time.
    terms: Vec<Vec<Tick>>,
    /// By teacher: cells away that belong to no atom.
    away: Vec<Vec<bool>>,
}

#[derive(Debug)]
struct Tick {
    cell: usize,
    minutes: u32,
    atom: Option<usize>,
    /// Whether one can stay on from the tick before.
    joins: bool,
}

impl Clock {
    pub(crate) fn new(school: &School) -> Self {
        let calendar = school.calendar();
        let mut terms: Vec<Vec<Tick>> = calendar.terms().ids().map(|_| Vec::new()).collect();
        for (id, cell) in calendar.cells().iter() {
            let before = id.index().checked_sub(1).map(mortarboard_model::CellId::from_index);
            terms[cell.term.index()].push(Tick {
                cell: id.index(),
                minutes: cell.minutes(),
                atom: school.atom(id),
                joins: before.is_some_and(|before| calendar.adjoin(before, id)),
            });
        }
        let away = school.teachers().values().map(|teacher| {
            let mut away = vec![false; calendar.cells().len()];
            teacher.unavailable.iter().for_each(|cell| away[cell.index()] = true);
            away
        });
        Clock { terms, away: away.collect() }
    }

    /// Minutes that a teacher's free blocks fall short of `minutes` and what the term's meetings take.
    pub(crate) fn missing(&self, teacher: u32, week: &[u8], minutes: u32, block: u32, meetings: impl Fn(TermId) -> u32) -> u32 {
        let mut missing = 0;
        for (term, ticks) in self.terms.iter().enumerate() {
            let (mut counted, mut run) = (0u32, 0u32);
            for tick in ticks {
                let free = tick.atom.is_none_or(|atom| week[atom] == 0) && !self.away[teacher as usize][tick.cell];
                if !(free && tick.joins) {
                    counted += if run >= block { run } else { 0 };
                    run = 0;
                }
                run += if free { tick.minutes } else { 0 };
            }
            counted += if run >= block { run } else { 0 };
            let needed = minutes.saturating_add(meetings(TermId::from_index(term)));
            missing += needed.saturating_sub(counted);
        }
        missing
    }
}
