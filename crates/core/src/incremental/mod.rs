//! Rows kept up to date move by move, for a local search.
//!
//! A [`RowBook`] is built once from a [`Program`] that may hold the rows of only some rules. It keeps
//! the value of every column, the sum of every row and three totals: units by which hard rows are
//! broken, the price of the priced rows, and the worth gained. Turning one choice on or off costs time
//! in proportion to the rows and definitions that the choice reaches. A choice that no row, definition
//! or gain names is not stored, and turning it costs one lookup. Rows that only follow from others are
//! left out: in a local search they would count the same fault twice.

mod lookup;
mod parts;
#[cfg(test)]
mod tests;

use crate::reached::reached;
use lookup::{Lists, Lookup};
use mortarboard_model::program::{Choice, Meaning, Program};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::{ColumnId, IdVec, Schedule};
use parts::{Column, Kept, Totals};

/// A place on the trail of a [`RowBook`], to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(usize);

/// The rows of a program with their sums, kept up to date choice by choice.
///
/// The book starts with every choice off. Choices are independent bits here: that a section has one pattern is a row.
///
/// ```
/// use mortarboard_core::incremental::RowBook;
/// use mortarboard_model::program::{Choice, Program};
/// use mortarboard_model::{rule::Rules, PatternId, SectionId};
/// let school = mortarboard_testkit::two_singletons();
/// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
/// let before = book.broken();
/// book.set(Choice::Place(SectionId(0), PatternId(0)), true);
/// assert!(book.broken() < before, "a section that had no pattern has one now");
/// ```
#[derive(Clone, Debug)]
pub struct RowBook {
    lookup: Lookup,
    columns: Vec<Column>,
    /// Rows in which a column stands, with its factor.
    uses: Lists<(u32, i64)>,
    /// Defined columns that name a column.
    defines: Lists<u32>,
    gains: Lists<(Level, i64)>,
    rows: Vec<Kept>,
    totals: Totals,
    gained: Score,
    /// Choices turned since the last `keep`, oldest first.
    trail: Vec<u32>,
    /// Columns that have just turned and whose effect is still to be counted.
    pending: Vec<(u32, bool)>,
}

impl RowBook {
    /// The book of a program, with every choice off. O(size of the program).
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// use mortarboard_model::program::{Domains, Program};
    /// use mortarboard_model::rule::Rules;
    /// let school = mortarboard_testkit::two_singletons();
    /// let program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    /// assert_eq!(RowBook::new(&program).broken(), 0, "without rows nothing can be broken");
    /// ```
    pub fn new(program: &Program) -> Self {
        let reached = reached(program, &|index| !program.rows()[index].implied);
        let mut place: IdVec<ColumnId, Option<u32>> = IdVec::filled(program.columns().len(), None);
        let mut columns = Vec::new();
        let (mut uses, mut defines, mut gains, mut choices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut by_seats: Vec<bool> = Vec::new();
        for (id, meaning) in program.columns().iter().filter(|(id, _)| reached[*id]) {
            let at = columns.len() as u32;
            place[id] = Some(at);
            let (of, least, negated): (&[ColumnId], usize, bool) = match meaning {
                Meaning::Choice(choice) => {
                    choices.push((*choice, at));
                    (&[], 1, false)
                }
                Meaning::All(of) => (of, of.len(), false),
                Meaning::Any(of) => (of, 1, false),
                Meaning::None(of) => (of, 1, true),
                Meaning::AtLeast(least, of) => (of, *least as usize, false),
            };
            // Definitions name earlier columns, which have their place and starting value already.
            let of: Vec<u32> = of.iter().filter_map(|&column| place[column]).collect();
            let ones = of.iter().filter(|&&column| columns.get(column as usize).is_some_and(|c: &Column| c.value)).count() as i64;
            let least = least as i64;
            let own = matches!(meaning, Meaning::Choice(Choice::Seat(..)));
            by_seats.push(own || of.iter().any(|&column| by_seats.get(column as usize).copied().unwrap_or(false)));
            columns.push(Column { value: (ones >= least) != negated, ones, least, negated });
            defines.extend(of.into_iter().map(|column| (column, at)));
        }
        let mut rows = Vec::new();
        for (index, row) in program.rows().iter().enumerate().filter(|(_, row)| !row.implied) {
            let (mut sum, mut seats) = (0, false);
            for &(column, factor) in &row.terms {
                if let Some(at) = place[column] {
                    seats |= by_seats[at as usize] && factor != 0;
                    uses.push((at, (rows.len() as u32, factor)));
                    sum += if columns[at as usize].value { factor } else { 0 };
                }
            }
            rows.push(Kept { index, sense: row.sense, bound: row.bound, price: row.price, unit: row.unit, sum, by_seats: seats });
        }
        let mut gained = Score::default();
        for &(level, column, worth) in program.gains() {
            if let Some(at) = place[column] {
                gains.push((at, (level, worth)));
                if columns[at as usize].value {
                    gained.add(level, worth);
                }
            }
        }
        let count = columns.len();
        let mut book = RowBook {
            lookup: Lookup::new(choices),
            columns,
            uses: Lists::new(count, uses),
            defines: Lists::new(count, defines),
            gains: Lists::new(count, gains),
            totals: Totals::default(),
            gained,
            rows,
            trail: Vec::new(),
            pending: Vec::new(),
        };
        for row in &book.rows {
            book.totals.count(row, row.violation());
        }
        book
    }

    /// Turns a choice on or off. A choice the book does not store changes nothing. O(log of the choices
    /// of one section, request or team + rows and definitions reached).
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::program::{Choice, Program};
    /// # use mortarboard_model::{rule::Rules, PatternId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// book.set(Choice::Place(SectionId(0), PatternId(0)), true);
    /// assert!(book.holds(Choice::Place(SectionId(0), PatternId(0))));
    /// ```
    pub fn set(&mut self, choice: Choice, on: bool) {
        if let Some(column) = self.lookup.find(choice)
            && self.columns[column as usize].value != on
        {
            self.trail.push(column);
            self.turn(column);
        }
    }

    /// Turns several choices, in order.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::program::{Choice, Program};
    /// # use mortarboard_model::{rule::Rules, PatternId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// book.apply(&[(Choice::Place(SectionId(0), PatternId(0)), true), (Choice::Place(SectionId(0), PatternId(0)), false)]);
    /// assert!(!book.holds(Choice::Place(SectionId(0), PatternId(0))));
    /// ```
    pub fn apply(&mut self, turns: &[(Choice, bool)]) {
        for &(choice, on) in turns {
            self.set(choice, on);
        }
    }

    /// Sets every choice as a schedule has it, and forgets the trail. O(size of the book).
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules, Schedule};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let program = Program::new(&school, &Rules::of(&school));
    /// let (fresh, mut book) = (RowBook::new(&program), RowBook::new(&program));
    /// book.load(&Schedule::empty(&school));
    /// assert_eq!(book.broken(), fresh.broken());
    /// ```
    pub fn load(&mut self, schedule: &Schedule) {
        let wrong: Vec<u32> = self
            .lookup
            .iter()
            .filter(|(choice, column)| holds(*choice, schedule) != self.columns[*column as usize].value)
            .map(|(_, column)| column)
            .collect();
        for column in wrong {
            self.turn(column);
        }
        self.trail.clear();
    }

    /// Where the trail is now.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::program::{Choice, Program};
    /// # use mortarboard_model::{rule::Rules, PatternId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// let (mark, before) = (book.mark(), book.broken());
    /// book.set(Choice::Place(SectionId(0), PatternId(0)), true);
    /// book.undo(mark);
    /// assert_eq!(book.broken(), before);
    /// ```
    pub fn mark(&self) -> Mark {
        Mark(self.trail.len())
    }

    /// Takes back everything since the mark. A mark from before the last [`keep`](Self::keep) or
    /// [`load`](Self::load) takes back what is left of the trail.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// let mark = book.mark();
    /// book.undo(mark);
    /// assert_eq!(book.mark(), mark);
    /// ```
    pub fn undo(&mut self, mark: Mark) {
        while self.trail.len() > mark.0 {
            if let Some(column) = self.trail.pop() {
                self.turn(column);
            }
        }
    }

    /// Accepts everything done so far: the trail is forgotten.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::program::{Choice, Program};
    /// # use mortarboard_model::{rule::Rules, PatternId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// let mark = book.mark();
    /// book.set(Choice::Place(SectionId(0), PatternId(0)), true);
    /// book.keep();
    /// book.undo(mark);
    /// assert!(book.holds(Choice::Place(SectionId(0), PatternId(0))));
    /// ```
    pub fn keep(&mut self) {
        self.trail.clear();
    }

    /// Whether a choice is on. A choice the book does not store counts as off.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::program::{Choice, Program};
    /// # use mortarboard_model::{rule::Rules, PatternId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// assert!(!book.holds(Choice::Place(SectionId(9), PatternId(9))));
    /// ```
    pub fn holds(&self, choice: Choice) -> bool {
        self.lookup.find(choice).is_some_and(|column| self.columns[column as usize].value)
    }

    /// Units by which hard rows are broken, in all.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// assert!(book.broken() >= 2, "neither section has a pattern yet");
    /// ```
    pub fn broken(&self) -> i64 {
        self.totals.broken
    }

    /// Price of the priced rows that are broken, on each level.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules};
    /// # let school = mortarboard_testkit::two_singletons();
    /// assert!(RowBook::new(&Program::new(&school, &Rules::of(&school))).cost().preference >= 0);
    /// ```
    pub fn cost(&self) -> Score {
        self.totals.cost
    }

    /// Of [`broken`](Self::broken) and [`cost`](Self::cost), what turning seats alone may take away at the most: the part of
    /// the rows in which a seat counts, by itself or through definitions. O(1).
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// // Both sections have no pattern yet, and no seat gives them one.
    /// assert!(book.mendable().0 + 2 <= book.broken());
    /// ```
    pub fn mendable(&self) -> (i64, Score) {
        self.totals.mendable
    }

    /// Worth gained by the columns that are 1, before the price of broken rows.
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// use mortarboard_model::program::{Choice, Program};
    /// use mortarboard_model::{rule::Rules, RequestId, SectionId};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let mut book = RowBook::new(&Program::new(&school, &Rules::of(&school)));
    /// book.set(Choice::Seat(RequestId(0), SectionId(0)), true);
    /// assert_eq!(book.gained().primary, 1);
    /// ```
    pub fn gained(&self) -> Score {
        self.gained
    }

    /// Rows that are broken, as positions in the program's rows, with the units; hard and priced ones
    /// alike, in order. O(rows).
    ///
    /// ```
    /// # use mortarboard_core::incremental::RowBook;
    /// # use mortarboard_model::{program::Program, rule::Rules};
    /// # let school = mortarboard_testkit::two_singletons();
    /// let program = Program::new(&school, &Rules::of(&school));
    /// let book = RowBook::new(&program);
    /// let (row, units) = book.violations().next().unwrap();
    /// assert_eq!((program.rows()[row].origin.rule, units), ("one-pattern", 1));
    /// ```
    pub fn violations(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.rows.iter().map(|row| (row.index, row.violation())).filter(|(_, units)| *units > 0)
    }

    /// Turns one column and everything that follows from it.
    fn turn(&mut self, column: u32) {
        let value = !self.columns[column as usize].value;
        self.columns[column as usize].value = value;
        self.pending.push((column, value));
        // The effects of turns add up, so their order does not matter: a defined column that turns
        // twice on the way ends where its count says.
        while let Some((column, value)) = self.pending.pop() {
            let step = if value { 1 } else { -1 };
            for &(row, factor) in self.uses.of(column) {
                let row = &mut self.rows[row as usize];
                let before = row.violation();
                row.sum += step * factor;
                let change = row.violation() - before;
                self.totals.count(row, change);
            }
            for &(level, worth) in self.gains.of(column) {
                self.gained.add(level, step * worth);
            }
            for &defined in self.defines.of(column) {
                let target = &mut self.columns[defined as usize];
                target.ones += step;
                let now = (target.ones >= target.least) != target.negated;
                if now != target.value {
                    target.value = now;
                    self.pending.push((defined, now));
                }
            }
        }
    }
}

/// Whether a schedule says yes; a schedule of another school says no.
fn holds(choice: Choice, schedule: &Schedule) -> bool {
    let known = match choice {
        Choice::Place(section, _) | Choice::Teach(section, _) | Choice::House(section, _) => schedule.placements.get(section).is_some(),
        Choice::Seat(request, _) => schedule.seats.get(request).is_some(),
        Choice::Meet(team, _) => schedule.meetings.get(team).is_some(),
    };
    known && choice.holds(schedule)
}
