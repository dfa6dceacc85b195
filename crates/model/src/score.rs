//! What a schedule is worth: integers on four levels.

use crate::raw::RawObjective;
use serde::{Deserialize, Serialize};

/// A level of the objective, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Weight of required requests met.
    Required,
    /// Weight of primary requests met.
    Primary,
    /// Weight of alternates met.
    Alternate,
    /// Preferences gained, less the price of soft rules broken.
    Preference,
}

impl Level {
    /// All levels, most important first.
    pub const ALL: [Level; 4] = [Level::Required, Level::Primary, Level::Alternate, Level::Preference];
}

/// Worth on each level. The derived order is the lexicographic objective: a gain on a later level
/// never pays for a loss on an earlier one.
///
/// ```
/// use mortarboard_model::score::Score;
/// let few = Score { required: 2, ..Score::default() };
/// let many = Score { required: 1, primary: 9, ..Score::default() };
/// assert!(few > many);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Score {
    /// Weight of required requests met.
    pub required: i64,
    /// Weight of primary requests met.
    pub primary: i64,
    /// Weight of alternates met.
    pub alternate: i64,
    /// Preferences gained, less the price of soft rules broken.
    pub preference: i64,
}

impl Score {
    /// The worth on one level.
    ///
    /// ```
    /// # use mortarboard_model::score::{Level, Score};
    /// assert_eq!(Score { primary: 3, ..Score::default() }.on(Level::Primary), 3);
    /// ```
    pub fn on(&self, level: Level) -> i64 {
        match level {
            Level::Required => self.required,
            Level::Primary => self.primary,
            Level::Alternate => self.alternate,
            Level::Preference => self.preference,
        }
    }

    /// Adds to one level.
    ///
    /// ```
    /// # use mortarboard_model::score::{Level, Score};
    /// let mut score = Score::default();
    /// score.add(Level::Alternate, 2);
    /// assert_eq!(score.alternate, 2);
    /// ```
    pub fn add(&mut self, level: Level, worth: i64) {
        match level {
            Level::Required => self.required += worth,
            Level::Primary => self.primary += worth,
            Level::Alternate => self.alternate += worth,
            Level::Preference => self.preference += worth,
        }
    }

    /// What the objective makes of the score, as a key to compare by: the levels themselves when
    /// lexicographic, one sum when by ratio.
    ///
    /// ```
    /// # use mortarboard_model::{raw::RawObjective, score::Score};
    /// let ratio = RawObjective::Ratio { required: 4, primary: 2, alternate: 1, preference: 1 };
    /// let score = Score { required: 1, primary: 1, alternate: 1, preference: -1 };
    /// assert_eq!(score.key(ratio), [6, 0, 0, 0]);
    /// assert_eq!(score.key(RawObjective::Lexicographic), [1, 1, 1, -1]);
    /// ```
    pub fn key(&self, objective: RawObjective) -> [i128; 4] {
        let [r, p, a, f] = Level::ALL.map(|level| i128::from(self.on(level)));
        match objective {
            RawObjective::Lexicographic => [r, p, a, f],
            RawObjective::Ratio { required, primary, alternate, preference } => {
                let sum = r * i128::from(required) + p * i128::from(primary) + a * i128::from(alternate) + f * i128::from(preference);
                [sum, 0, 0, 0]
            }
        }
    }
}
