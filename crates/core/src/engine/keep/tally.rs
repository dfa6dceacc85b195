//! Running totals of everything that is counted, so that the energy of a state is a few additions.

use mortarboard_model::score::{Level, Score};

/// What a unit costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Price {
    /// On its level.
    pub(crate) weight: i64,
    pub(crate) level: Level,
    /// In the energy of the search, where all levels are one sum.
    pub(crate) energy: i64,
}

impl Price {
    /// Of so many units at once.
    pub(crate) fn times(self, units: i64) -> Price {
        Price { weight: self.weight.saturating_mul(units), energy: self.energy.saturating_mul(units), ..self }
    }

    /// Whether it ranks below every request.
    pub(crate) fn is_last(self) -> bool {
        self.level == Level::Preference
    }
}

/// How a count is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stance {
    /// Each unit breaks a hard rule.
    Hard,
    /// Each unit has a price, which the search weighs against requests.
    Priced(Price),
    /// Each unit has a price that is looked after when times and seats are settled.
    Last(Price),
}

impl Stance {
    /// Whether it is a price that is not 0.
    pub(crate) fn has_price(self) -> bool {
        matches!(self, Stance::Priced(price) | Stance::Last(price) if price.weight != 0)
    }

    /// Whether moves need not weigh it: nothing breaks it, or what breaks it is looked after last.
    pub(crate) fn is_hard_or_last(self) -> bool {
        match self {
            Stance::Hard | Stance::Last(_) => true,
            Stance::Priced(price) => price.is_last(),
        }
    }
}

/// What the keepers of a state come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Units by which hard rules are broken.
    pub(crate) hard: i64,
    /// Energy of the prices that the search weighs at every move.
    pub(crate) priced: i64,
    /// The same prices on their levels.
    pub(crate) paid: Score,
    /// Price on the preference level that is looked after last; what is gained is taken off.
    pub(crate) last: i64,
}

impl Tally {
    /// So many units more, or less.
    #[inline]
    pub(crate) fn add(&mut self, stance: Stance, units: i64) {
        match stance {
            Stance::Hard => self.hard += units,
            Stance::Priced(price) => {
                self.priced = self.priced.saturating_add(price.energy.saturating_mul(units));
                self.paid.add(price.level, price.weight.saturating_mul(units));
            }
            Stance::Last(price) => self.last = self.last.saturating_add(price.weight.saturating_mul(units)),
        }
    }
}
