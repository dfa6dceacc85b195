//! Running totals of everything that is counted, so that the energy of a state is a few additions.

/// How a count is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stance {
    /// Each unit breaks a hard rule.
    Hard,
    /// Each unit has a price, which the search weighs against requests.
    Priced(i64),
    /// Each unit has a price that is looked after when times and seats are settled.
    Last(i64),
}

/// What the keepers of a state come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Units by which hard rules are broken.
    pub(crate) hard: i64,
    /// Price that the search weighs at every move.
    pub(crate) priced: i64,
    /// Price that is looked after last; what is gained is taken off.
    pub(crate) last: i64,
}

impl Tally {
    /// So many units more, or less.
    #[inline]
    pub(crate) fn add(&mut self, stance: Stance, units: i64) {
        match stance {
            Stance::Hard => self.hard += units,
            Stance::Priced(price) => self.priced = self.priced.saturating_add(price.saturating_mul(units)),
            Stance::Last(price) => self.last = self.last.saturating_add(price.saturating_mul(units)),
        }
    }
}
