//! Time: terms, cycle days, slots with bell minutes, cells, blocks and atoms.
//!
//! Time is never a bare period number. A *cell* is one term, day and slot; a *pattern* is a set of
//! cells; a *block* is a run of cells of one day between which nobody has to leave; an *atom* is a
//! set of cells that no pattern separates, so that a week fits into a small bit mask.

use crate::ids::{CellId, DayId, Id, IdVec, SlotId, TermId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Minutes after midnight, or a length in minutes.
pub type Minutes = u32;

/// One term, day and slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Term.
    pub term: TermId,
    /// Cycle day.
    pub day: DayId,
    /// Slot label.
    pub slot: SlotId,
    /// Start of the slot on that day, in minutes after midnight.
    pub start: Minutes,
    /// End of the slot on that day, in minutes after midnight; later than the start.
    pub end: Minutes,
}

impl Cell {
    /// Length in minutes.
    ///
    /// ```
    /// use mortarboard_model::{time::Cell, DayId, SlotId, TermId};
    /// let cell = Cell { term: TermId(0), day: DayId(0), slot: SlotId(0), start: 510, end: 555 };
    /// assert_eq!(cell.minutes(), 45);
    /// ```
    pub fn minutes(&self) -> Minutes {
        self.end.saturating_sub(self.start)
    }
}

/// The terms, cycle days and slots of a school, and the cells they make.
///
/// Cells are numbered by term, then day, then start, so that sorted cell ids are in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub(crate) terms: IdVec<TermId, String>,
    pub(crate) days: IdVec<DayId, String>,
    pub(crate) slots: IdVec<SlotId, String>,
    pub(crate) cells: IdVec<CellId, Cell>,
    pub(crate) passing: Minutes,
    /// Terms in which credit from outside is had and the school teaches nothing.
    pub(crate) outside: BTreeSet<TermId>,
}

impl Calendar {
    /// Ids of the terms.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.terms().as_slice(), ["year"]);
    /// ```
    pub fn terms(&self) -> &IdVec<TermId, String> {
        &self.terms
    }

    /// Whether a term is one in which only credit from outside is had: none is, but in what
    /// [`School::beyond`](crate::School::beyond) makes.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School, TermId};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(!school.calendar().is_outside(TermId(0)));
    /// ```
    pub fn is_outside(&self, term: TermId) -> bool {
        self.outside.contains(&term)
    }

    /// The terms of the school's own year, in order.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School, TermId};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(school.calendar().own_terms().collect::<Vec<_>>(), [TermId(0)]);
    /// ```
    pub fn own_terms(&self) -> impl Iterator<Item = TermId> + '_ {
        self.terms.ids().filter(|&term| !self.is_outside(term))
    }

    /// Ids of the cycle days.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.days().as_slice(), ["Mon", "Tue"]);
    /// ```
    pub fn days(&self) -> &IdVec<DayId, String> {
        &self.days
    }

    /// Slot labels.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.slots().as_slice(), ["1", "2", "3"]);
    /// ```
    pub fn slots(&self) -> &IdVec<SlotId, String> {
        &self.slots
    }

    /// All cells, by term, day and start.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.cells().as_slice()[0].start, 510);
    /// ```
    pub fn cells(&self) -> &IdVec<CellId, Cell> {
        &self.cells
    }

    /// The cell of a term, day and slot, if the day has that slot. O(log cells).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// use mortarboard_model::{DayId, SlotId, TermId};
    /// assert_eq!(calendar.cell(TermId(0), DayId(1), SlotId(0)), Some(calendar.parse("1(Tue)").unwrap()[0]));
    /// assert_eq!(calendar.cell(TermId(0), DayId(1), SlotId(9)), None);
    /// ```
    pub fn cell(&self, term: TermId, day: DayId, slot: SlotId) -> Option<CellId> {
        // Within a day cells are ordered by start, so the slot is found by looking through one day.
        let from = self.cells.as_slice().partition_point(|c| (c.term, c.day) < (term, day));
        self.cells.as_slice()[from..]
            .iter()
            .take_while(|c| (c.term, c.day) == (term, day))
            .position(|c| c.slot == slot)
            .map(|offset| CellId::from_index(from + offset))
    }

    /// Splits sorted cells into blocks: runs of cells of one day with no gap longer than the passing
    /// time and no cell of the bell schedule between them.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// // Two periods on end, and one on another day.
    /// let cells = calendar.parse("1(Mon) 2(Mon) 1(Tue)").unwrap();
    /// assert_eq!(calendar.blocks(&cells), [&cells[..2], &cells[2..]]);
    /// ```
    pub fn blocks(&self, cells: &[CellId]) -> Vec<Vec<CellId>> {
        let mut blocks: Vec<Vec<CellId>> = Vec::new();
        for &id in cells {
            match blocks.last_mut() {
                Some(block) if block.last().is_some_and(|&before| self.adjoin(before, id)) => block.push(id),
                _ => blocks.push(vec![id]),
            }
        }
        blocks
    }

    /// Whether the second cell follows the first without leaving: same term and day, next in the bell
    /// schedule, and a gap of at most the passing time.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// let cells = calendar.parse("1(Mon) 2(Mon) 3(Mon)").unwrap();
    /// assert!(calendar.adjoin(cells[0], cells[1]) && !calendar.adjoin(cells[0], cells[2]));
    /// ```
    pub fn adjoin(&self, first: CellId, second: CellId) -> bool {
        if second.index() != first.index() + 1 {
            return false;
        }
        let (Some(a), Some(b)) = (self.cells.get(first), self.cells.get(second)) else { return false };
        a.term == b.term && a.day == b.day && b.start.saturating_sub(a.end) <= self.passing
    }

    /// The first of some cells at whose time, in real minutes, one of the others takes place. O(product
    /// of the two lengths).
    ///
    /// ```
    /// use mortarboard_model::{testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let calendar = school.calendar();
    /// let (monday, all_week) = (calendar.parse("1(Mon)").unwrap(), calendar.parse("1(*) 2(*)").unwrap());
    /// assert_eq!(calendar.clash(&all_week, &monday), Some(monday[0]));
    /// assert_eq!(calendar.clash(&monday, &calendar.parse("1(Tue)").unwrap()), None);
    /// ```
    pub fn clash(&self, cells: &[CellId], others: &[CellId]) -> Option<CellId> {
        let together = |a: &Cell, b: &Cell| (a.term, a.day) == (b.term, b.day) && a.start < b.end && b.start < a.end;
        cells.iter().copied().find(|&x| others.iter().any(|&y| together(&self.cells[x], &self.cells[y])))
    }

    /// Minutes of instruction in a set of cells; passing time between them is not counted.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.minutes(&calendar.parse("1(*)").unwrap()), 90);
    /// ```
    pub fn minutes(&self, cells: &[CellId]) -> Minutes {
        cells.iter().map(|&id| self.cells[id].minutes()).sum()
    }

    /// Reads cells written as `SLOT(DAY,DAY)` or `TERM:SLOT(*)`, several separated by blanks or `+`.
    /// The result is sorted and without repeats; a blank text is no cell.
    ///
    /// # Errors
    /// Says which word is not understood, by its place: what a cell holds is not repeated.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// assert_eq!(calendar.parse("1(*)").unwrap().len(), 2);
    /// assert_eq!(calendar.parse("9(*)").unwrap_err(), "word 1 names no slot of the bell schedule");
    /// ```
    pub fn parse(&self, text: &str) -> Result<Vec<CellId>, String> {
        let mut cells = Vec::new();
        let words = text.split(|c: char| c.is_whitespace() || c == '+').filter(|word| !word.is_empty());
        for (at, word) in words.enumerate().map(|(at, word)| (at + 1, word)) {
            let (term, rest) = match word.split_once(':') {
                Some((term, rest)) => (Some(position(&self.terms, term).ok_or_else(|| format!("word {at} names no term"))?), rest),
                None => (None, word),
            };
            let (slot, days) = rest
                .split_once('(')
                .and_then(|(slot, days)| Some((slot, days.strip_suffix(')')?)))
                .ok_or_else(|| format!("word {at} is not of the form SLOT(DAY,DAY)"))?;
            let slot_id = position(&self.slots, slot).ok_or_else(|| format!("word {at} names no slot of the bell schedule"))?;
            let found: Vec<DayId> = if days == "*" {
                self.days.ids().collect()
            } else {
                days.split(',')
                    .map(|day| position(&self.days, day).ok_or_else(|| format!("word {at} names a day that is no cycle day")))
                    .collect::<Result<_, _>>()?
            };
            for term_id in self.terms.ids().filter(|&id| term.is_none_or(|only| only == id)) {
                for &day in &found {
                    match self.cell(term_id, day, slot_id) {
                        Some(cell) => cells.push(cell),
                        None if days == "*" => {}
                        None => return Err(format!("word {at} names a slot that does not exist on one of its days")),
                    }
                }
            }
        }
        cells.sort_unstable();
        cells.dedup();
        Ok(cells)
    }

    /// Writes sorted cells in the form that [`parse`](Self::parse) reads, words joined by `joint`.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let calendar = school.calendar();
    /// let cells = calendar.parse("2(Tue) 1(Mon,Tue)").unwrap();
    /// assert_eq!(calendar.write(&cells, " "), "1(*) 2(Tue)");
    /// ```
    pub fn write(&self, cells: &[CellId], joint: &str) -> String {
        // term -> slot -> days; equal terms are then said once, without their name.
        let mut by_term: BTreeMap<TermId, BTreeMap<SlotId, Vec<DayId>>> = BTreeMap::new();
        for &id in cells {
            let cell = &self.cells[id];
            by_term.entry(cell.term).or_default().entry(cell.slot).or_default().push(cell.day);
        }
        let same = by_term.len() == self.terms.len() && by_term.values().all(|slots| by_term.values().next() == Some(slots));
        let mut text = String::new();
        for (term, slots) in by_term.iter().take(if same { 1 } else { usize::MAX }) {
            for (slot, days) in slots {
                if !text.is_empty() {
                    text.push_str(joint);
                }
                if !same {
                    let _ = write!(text, "{}:", self.terms[*term]);
                }
                let all = self.days.ids().filter(|&day| self.cell(*term, day, *slot).is_some()).eq(days.iter().copied());
                let days: Vec<&str> = days.iter().map(|&day| self.days[day].as_str()).collect();
                let _ = write!(text, "{}({})", self.slots[*slot], if all { "*".to_owned() } else { days.join(",") });
            }
        }
        text
    }
}

fn position<I: Id>(labels: &IdVec<I, String>, label: &str) -> Option<I> {
    labels.iter().find(|(_, have)| *have == label).map(|(id, _)| id)
}

/// Most atoms a school may have.
pub const MOST_ATOMS: usize = 256;

/// A set of atoms: a week as a bit mask.
///
/// ```
/// use mortarboard_model::time::AtomSet;
/// let first = AtomSet::of(0);
/// let both = first | AtomSet::of(200);
/// assert!(both.meets(first) && !first.meets(AtomSet::of(200)));
/// assert_eq!(both.iter().collect::<Vec<_>>(), [0, 200]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AtomSet(pub [u64; MOST_ATOMS / 64]);

impl AtomSet {
    /// The set of one atom, or the empty set when the number is too large.
    ///
    /// ```
    /// # use mortarboard_model::time::AtomSet;
    /// assert_eq!(AtomSet::of(3).len(), 1);
    /// ```
    pub fn of(atom: usize) -> Self {
        let mut set = AtomSet::default();
        if let Some(word) = set.0.get_mut(atom / 64) {
            *word = 1 << (atom % 64);
        }
        set
    }

    /// Whether the two sets share an atom.
    ///
    /// ```
    /// # use mortarboard_model::time::AtomSet;
    /// assert!(AtomSet::of(3).meets(AtomSet::of(3)));
    /// ```
    pub fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    /// How many atoms are in the set.
    ///
    /// ```
    /// # use mortarboard_model::time::AtomSet;
    /// assert_eq!((AtomSet::of(3) | AtomSet::of(4)).len(), 2);
    /// ```
    pub fn len(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether the set is empty.
    ///
    /// ```
    /// # use mortarboard_model::time::AtomSet;
    /// assert!(AtomSet::default().is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.0 == [0; MOST_ATOMS / 64]
    }

    /// The atoms in ascending order.
    ///
    /// ```
    /// # use mortarboard_model::time::AtomSet;
    /// assert_eq!(AtomSet::of(70).iter().next(), Some(70));
    /// ```
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MOST_ATOMS).filter(move |&atom| self.0[atom / 64] >> (atom % 64) & 1 == 1)
    }
}

impl std::ops::BitOr for AtomSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        AtomSet(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }
}

impl std::ops::BitOrAssign for AtomSet {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
