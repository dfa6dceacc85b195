//! Flexible block lengths: patterns derived from a shape and the bell schedule.

use super::list;
use crate::fault::Fault;
use crate::ids::{CellId, DayId, SlotId, TermId};
use crate::raw::RawShape;
use crate::time::{Calendar, Minutes};
use std::collections::BTreeSet;

/// Most patterns one shape may stand for.
const MOST_PATTERNS: usize = 4096;
/// Most partial patterns looked at before a shape counts as too wide.
const MOST_STEPS: usize = 2_000_000;
/// Most patterns that all shapes of a school may stand for together.
const MOST_IN_ALL: usize = 4 * MOST_PATTERNS;
/// Most partial patterns looked at for all shapes of a school together.
const MOST_STEPS_IN_ALL: usize = 2 * MOST_STEPS;

/// What the shapes of a school have taken so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    patterns: usize,
    steps: usize,
    /// Whether that is too much, so that no more shapes are looked at.
    pub(super) over: bool,
}

/// All patterns of a shape, sorted: at most one block a day, each of allowed length, as many meetings
/// and minutes as the shape asks for. With `same-slot`, all blocks share a slot label.
///
/// The limits are on work, not on time, so that a school is judged the same on every machine.
pub(super) fn derive(row: usize, shape: &RawShape, calendar: &Calendar, spent: &mut Spent, faults: &mut Vec<Fault>) -> Vec<Vec<CellId>> {
    let before = faults.len();
    let mut fault = |column, cause: String, fix: &str| {
        faults.push(Fault::error("bad-shape", "shapes").at(row, column).of(&shape.shape).because(cause).mend(fix));
    };
    if shape.minutes == 0 {
        fault("minutes", "the shape has no minutes".into(), "give the minutes that a section meets in a cycle");
    }
    if shape.shortest == 0 || shape.longest < shape.shortest {
        fault(
            "longest",
            format!("blocks of {} to {} minutes do not exist", shape.shortest, shape.longest),
            "give a shortest block of at least 1 minute and a longest one that is not shorter",
        );
    }
    if shape.fewest_meetings == 0 || shape.most_meetings < shape.fewest_meetings {
        fault(
            "most_meetings",
            format!("{} to {} meetings do not exist", shape.fewest_meetings, shape.most_meetings),
            "give at least 1 meeting and a largest number that is not smaller",
        );
    }
    let same_slot = match shape.anchor.as_str() {
        "" | "same-slot" => true,
        "free" => false,
        _ => {
            fault("anchor", "the cell is neither same-slot nor free".to_owned(), "use same-slot or free");
            true
        }
    };
    let terms = match terms(shape, calendar) {
        Ok(terms) => terms,
        Err(at) => {
            fault("terms", format!("word {at} is not a term"), "use all, one, or ids of terms separated by `;`");
            Vec::new()
        }
    };
    if faults.len() > before || calendar.cells.is_empty() || spent.over {
        return Vec::new();
    }
    let mut search = Search { shape, chosen: Vec::new(), found: BTreeSet::new(), steps: 0 };
    let anchors: Vec<Option<SlotId>> = if same_slot { calendar.slots.ids().map(Some).collect() } else { vec![None] };
    for anchor in anchors {
        search.days(&blocks_by_day(shape, calendar, anchor), 0, 0);
    }
    let count = search.found.len() * terms.len();
    spent.patterns += count;
    spent.steps += search.steps;
    let narrow = "narrow it: same-slot, fewer lengths of block, or list the patterns";
    let in_all = if spent.patterns > MOST_IN_ALL {
        Some(format!("stand for more than {MOST_IN_ALL} patterns in all"))
    } else if spent.steps > MOST_STEPS_IN_ALL {
        Some(format!("take more than {MOST_STEPS_IN_ALL} steps in all to find their patterns"))
    } else {
        None
    };
    spent.over = in_all.is_some();
    let problem = if let Some(what) = in_all {
        Some((
            format!("this shape and those above it {what}; those below it are not looked at"),
            "state fewer shapes, or narrow them: same-slot, fewer lengths of block, or listed patterns",
        ))
    } else if count > MOST_PATTERNS {
        Some((format!("the shape stands for more than {MOST_PATTERNS} patterns"), narrow))
    } else if search.steps >= MOST_STEPS {
        Some((format!("finding the patterns of the shape takes more than {MOST_STEPS} steps"), narrow))
    } else if search.found.is_empty() {
        Some((
            "no pattern of the bell schedule has this shape".to_owned(),
            "check minutes, tolerance, block lengths and meetings against the bell schedule",
        ))
    } else {
        None
    };
    if let Some((cause, fix)) = problem {
        faults.push(Fault::error("bad-shape", "shapes").at(row, "shape").of(&shape.shape).because(cause).mend(fix));
        return Vec::new();
    }
    let per_term = calendar.cells.len() / calendar.terms.len();
    let mut patterns = Vec::new();
    for set in &terms {
        for base in &search.found {
            let cells = set.iter().flat_map(|term| base.iter().map(move |cell| CellId(cell.0 + term.0 * per_term as u32)));
            patterns.push(cells.collect());
        }
    }
    patterns
}

/// The sets of terms in which a pattern of the shape may meet.
///
/// # Errors
/// Which word names no term, counted from 1.
fn terms(shape: &RawShape, calendar: &Calendar) -> Result<Vec<Vec<TermId>>, usize> {
    match shape.terms.as_str() {
        "" | "all" => Ok(vec![calendar.terms.ids().collect()]),
        "one" => Ok(calendar.terms.ids().map(|term| vec![term]).collect()),
        ids => {
            let find = |(at, id)| calendar.terms.iter().find(|(_, have)| *have == id).map(|(term, _)| term).ok_or(at + 1);
            let mut set = list(ids).enumerate().map(find).collect::<Result<Vec<_>, _>>()?;
            set.sort_unstable();
            set.dedup();
            Ok(vec![set])
        }
    }
}

/// For each day of the first term, the blocks of allowed length that hold the anchor.
fn blocks_by_day(shape: &RawShape, calendar: &Calendar, anchor: Option<SlotId>) -> Vec<Vec<(Minutes, Vec<CellId>)>> {
    let first = |day: DayId| -> Vec<CellId> {
        calendar.cells.iter().filter(|(_, cell)| cell.term == TermId(0) && cell.day == day).map(|(id, _)| id).collect()
    };
    let mut days = Vec::new();
    for day in calendar.days.ids() {
        let mut blocks = Vec::new();
        for run in calendar.blocks(&first(day)) {
            for from in 0..run.len() {
                for to in from..run.len() {
                    let block = &run[from..=to];
                    let minutes = calendar.minutes(block);
                    let anchored = anchor.is_none_or(|slot| block.iter().any(|&cell| calendar.cells[cell].slot == slot));
                    if anchored && (shape.shortest..=shape.longest).contains(&minutes) {
                        blocks.push((minutes, block.to_vec()));
                    }
                }
            }
        }
        days.push(blocks);
    }
    days
}

struct Search<'a> {
    shape: &'a RawShape,
    chosen: Vec<(Minutes, Vec<CellId>)>,
    found: BTreeSet<Vec<CellId>>,
    steps: usize,
}

impl Search<'_> {
    fn days(&mut self, days: &[Vec<(Minutes, Vec<CellId>)>], day: usize, minutes: Minutes) {
        let shape = self.shape;
        if self.steps >= MOST_STEPS || self.found.len() > MOST_PATTERNS {
            return;
        }
        self.steps += 1;
        let meetings = self.chosen.len() as u32;
        if minutes > shape.minutes.saturating_add(shape.tolerance) || meetings > shape.most_meetings {
            return;
        }
        if day == days.len() {
            if meetings >= shape.fewest_meetings && minutes.saturating_add(shape.tolerance) >= shape.minutes {
                self.found.insert(self.chosen.iter().flat_map(|(_, cells)| cells.iter().copied()).collect());
            }
            return;
        }
        self.days(days, day + 1, minutes);
        for block in &days[day] {
            self.chosen.push(block.clone());
            self.days(days, day + 1, minutes + block.0);
            self.chosen.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::raw::RawShape;
    use crate::{School, testing};

    /// The limit is on all shapes together, is said at the shape that passes it, and what lies below is not looked at.
    #[test]
    fn shapes_have_a_limit_in_all() {
        let mut raw = testing::tiny();
        // Nine free periods a day, of which any may be taken on any of five days: far more than a shape may stand for.
        raw.bell = (0..5)
            .flat_map(|day| (0..9).map(move |slot| (day, slot)))
            .map(|(day, slot)| crate::raw::RawBell {
                day: format!("D{day}"),
                slot: slot.to_string(),
                start: format!("{}:00", 8 + slot),
                end: format!("{}:50", 8 + slot),
            })
            .collect();
        raw.patterns.iter_mut().for_each(|pattern| pattern.cells = "1(*)".into());
        let wide = |n: usize| RawShape {
            shape: format!("w{n}"),
            minutes: 250,
            tolerance: 100,
            shortest: 50,
            longest: 50,
            fewest_meetings: 1,
            most_meetings: 5,
            terms: "all".into(),
            anchor: "free".into(),
        };
        raw.shapes = (0..300).map(wide).collect();
        let faults = School::try_from(&raw).unwrap_err().0;
        let shapes: Vec<_> = faults.iter().filter(|fault| fault.table == "shapes").collect();
        assert!((2..6).contains(&shapes.len()), "{}", shapes.len());
        let (last, before) = shapes.split_last().unwrap();
        assert!(before.iter().all(|fault| fault.cause == "the shape stands for more than 4096 patterns"), "{before:?}");
        assert!(last.cause.starts_with("this shape and those above it stand for more than 16384 patterns in all"), "{}", last.cause);
    }
}
