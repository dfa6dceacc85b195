//! How strictly a rule is kept, and what breaking it costs.

use super::Finding;
use crate::raw::RawRuleMode;
use crate::score::Level;

/// How strictly a rule is kept.
///
/// ```
/// use mortarboard_model::{rule::Mode, score::Level};
/// assert_eq!(Mode::soft(3), Mode::Soft { weight: 3, level: Level::Preference });
/// assert_eq!(Mode::soft_on(Level::Primary, 3).price().map(|price| (price.level, price.of(2))), Some((Level::Primary, 6)));
/// assert_eq!(Mode::Hard.price(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
pub enum Mode {
    /// Never broken.
    Hard,
    /// Broken at a price for each unit, which a level of the objective loses.
    Soft {
        /// Price of one unit: on a level of requests, one unit of weight of a request.
        weight: u32,
        /// The level that pays: nothing on a later level makes up for it, and everything on an earlier one comes first.
        level: Level,
    },
    /// Not kept, only reported.
    Report,
}

impl Mode {
    /// At a price on the preference level, below every request.
    ///
    /// ```
    /// use mortarboard_model::rule::Mode;
    /// assert!(matches!(Mode::soft(3), Mode::Soft { weight: 3, .. }));
    /// ```
    pub const fn soft(weight: u32) -> Mode {
        Mode::Soft { weight, level: Level::Preference }
    }

    /// At a price on a level of the caller's choice.
    ///
    /// ```
    /// use mortarboard_model::{rule::Mode, score::Level};
    /// assert_eq!(Mode::soft_on(Level::Preference, 3), Mode::soft(3));
    /// ```
    pub const fn soft_on(level: Level, weight: u32) -> Mode {
        Mode::Soft { weight, level }
    }

    /// What one unit costs; none for a rule that is not soft.
    ///
    /// ```
    /// use mortarboard_model::rule::Mode;
    /// assert_eq!(Mode::soft(3).price().map(|price| price.weight), Some(3));
    /// ```
    pub fn price(self) -> Option<Price> {
        match self {
            Mode::Soft { weight, level } => Some(Price { weight: i64::from(weight), level }),
            Mode::Hard | Mode::Report => None,
        }
    }

    /// What a finding costs in this mode; none where no price makes it good or none is due.
    ///
    /// ```
    /// # use mortarboard_model::{rule::{Mode, Rules}, Schedule, School, testing};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # let rules = Rules::of(&school);
    /// let (rule, _) = rules.get("one-pattern").unwrap();
    /// let finding = rule.check(&school, &Schedule::empty(&school)).remove(0);
    /// assert_eq!(Mode::soft(3).charge(&finding), None, "a section without a pattern is never made good");
    /// ```
    pub fn charge(self, finding: &Finding) -> Option<(Level, i64)> {
        let price = self.price().filter(|_| !finding.always_hard)?;
        Some((price.level, price.of(finding.units)))
    }

    /// What the settings ask for; none where the rule is off.
    pub(crate) fn of(raw: RawRuleMode) -> Option<Mode> {
        match raw {
            RawRuleMode::Hard => Some(Mode::Hard),
            RawRuleMode::Soft { weight, level } => Some(Mode::Soft { weight, level }),
            RawRuleMode::Report => Some(Mode::Report),
            RawRuleMode::Off => None,
        }
    }
}

/// What one unit of violation of a soft rule costs.
///
/// ```
/// use mortarboard_model::{rule::Price, score::Level};
/// let price = Price { weight: 2, level: Level::Alternate };
/// assert_eq!(price.of(5), 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price {
    /// Cost of one unit, on its level.
    pub weight: i64,
    /// The level that pays.
    pub level: Level,
}

impl Price {
    /// The price of so many units.
    ///
    /// ```
    /// use mortarboard_model::{rule::Price, score::Level};
    /// assert_eq!(Price { weight: 2, level: Level::Alternate }.of(3), 6);
    /// ```
    pub fn of(self, units: i64) -> i64 {
        self.weight.saturating_mul(units)
    }
}
