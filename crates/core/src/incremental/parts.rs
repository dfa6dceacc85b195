//! Columns and rows as the book keeps them.

use mortarboard_model::program::Sense;
use mortarboard_model::rule::Price;
use mortarboard_model::score::Score;

/// A column of the book. Every definition is a count compared with a threshold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) value: bool,
    /// How many of the columns that define it are 1.
    pub(super) ones: i64,
    /// It is 1 when at least so many are (or fewer than so many, when `negated`).
    pub(super) least: i64,
    pub(super) negated: bool,
}

/// A row with its sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// Position in the program's rows.
    pub(super) index: usize,
    pub(super) sense: Sense,
    pub(super) bound: i64,
    pub(super) price: Option<Price>,
    pub(super) unit: i64,
    pub(super) sum: i64,
    /// Whether a seat turns some column of it, by itself or through definitions.
    pub(super) by_seats: bool,
}

impl Kept {
    /// Units by which it is broken.
    pub(super) fn violation(&self) -> i64 {
        let excess = match self.sense {
            Sense::Le => (self.sum - self.bound).max(0),
            Sense::Ge => (self.bound - self.sum).max(0),
            Sense::Eq => (self.sum - self.bound).abs(),
        };
        excess / self.unit + i64::from(excess % self.unit > 0)
    }
}

/// What the rows come to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    /// Units by which hard rows are broken.
    pub(super) broken: i64,
    /// Price of the priced rows, on each level.
    pub(super) cost: Score,
    /// The part of both that seats may mend.
    pub(super) mendable: (i64, Score),
}

impl Totals {
    /// So many units of a row more, or less.
    #[inline]
    pub(super) fn count(&mut self, row: &Kept, units: i64) {
        match row.price {
            None => {
                self.broken += units;
                self.mendable.0 += if row.by_seats { units } else { 0 };
            }
            Some(price) => {
                self.cost.add(price.level, price.of(units));
                if row.by_seats {
                    self.mendable.1.add(price.level, price.of(units));
                }
            }
        }
    }
}
