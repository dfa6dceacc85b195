//! What a schedule is worth: integers on five levels.

use crate::raw::RawObjective;
use crate::school::Priority;
use serde::{Deserialize, Serialize};

/// A level of the objective, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Weight of critical requests met.
    Critical,
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
    pub const ALL: [Level; 5] = [Level::Critical, Level::Required, Level::Primary, Level::Alternate, Level::Preference];

    /// The word for it in settings and tables.
    ///
    /// ```
    /// assert_eq!(mortarboard_model::score::Level::Required.name(), "required");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Level::Critical => "critical",
            Level::Required => "required",
            Level::Primary => "primary",
            Level::Alternate => "alternate",
            Level::Preference => "preference",
        }
    }
}

/// By what requests other than alternates are measured, where it is said what they are worth at most.
///
/// ```
/// use mortarboard_model::score::Measure;
/// assert_eq!(serde_json::to_string(&Measure::Levels).unwrap(), "\"levels\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Each counts one; the second and third number of a worth are always 0.
    Requests,
    /// Its weight on its own level: critical, required, primary.
    Levels,
    /// Its weight times what the objective makes of its level; the second and third number are always 0.
    Sum,
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
    /// Weight of critical requests met, less the price of soft rules of this level.
    #[serde(default)]
    pub critical: i64,
    /// Weight of required requests met, less the price of soft rules of this level.
    pub required: i64,
    /// Weight of primary requests met, less the price of soft rules of this level.
    pub primary: i64,
    /// Weight of alternates met, less the price of soft rules of this level.
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
            Level::Critical => self.critical,
            Level::Required => self.required,
            Level::Primary => self.primary,
            Level::Alternate => self.alternate,
            Level::Preference => self.preference,
        }
    }

    /// Adds to one level; sums beyond the integers stay at their end.
    ///
    /// ```
    /// # use mortarboard_model::score::{Level, Score};
    /// let mut score = Score::default();
    /// score.add(Level::Alternate, 2);
    /// assert_eq!(score.alternate, 2);
    /// ```
    pub fn add(&mut self, level: Level, worth: i64) {
        match level {
            Level::Critical => self.critical = self.critical.saturating_add(worth),
            Level::Required => self.required = self.required.saturating_add(worth),
            Level::Primary => self.primary = self.primary.saturating_add(worth),
            Level::Alternate => self.alternate = self.alternate.saturating_add(worth),
            Level::Preference => self.preference = self.preference.saturating_add(worth),
        }
    }

    /// What the objective makes of the score, as a key to compare by: the levels themselves when
    /// lexicographic, one sum when by ratio.
    ///
    /// ```
    /// # use mortarboard_model::{raw::RawObjective, score::Score};
    /// let ratio = RawObjective::Ratio { critical: Some(8), required: 4, primary: 2, alternate: 1, preference: 1 };
    /// let score = Score { critical: 1, required: 1, primary: 1, alternate: 1, preference: -1 };
    /// assert_eq!(score.key(ratio), [14, 0, 0, 0, 0]);
    /// assert_eq!(score.key(RawObjective::Lexicographic), [1, 1, 1, 1, -1]);
    /// ```
    pub fn key(&self, objective: RawObjective) -> [i128; 5] {
        let levels = Level::ALL.map(|level| i128::from(self.on(level)));
        match objective.factors() {
            None => levels,
            Some(factors) => [levels.iter().zip(factors).map(|(worth, factor)| worth * i128::from(factor)).sum(), 0, 0, 0, 0],
        }
    }
}

/// Worth of a critical request by ratio when the school names none, in required requests: more than the
/// other requests of a student and of a few more together.
const CRITICAL: i64 = 100;

impl RawObjective {
    /// Worth of one unit on each of [`Level::ALL`]; none when the levels are compared one after the other.
    ///
    /// ```
    /// # use mortarboard_model::raw::RawObjective;
    /// let ratio = RawObjective::Ratio { critical: None, required: 4, primary: 2, alternate: 1, preference: 1 };
    /// assert_eq!(ratio.factors(), Some([400, 4, 2, 1, 1]));
    /// assert_eq!(RawObjective::Lexicographic.factors(), None);
    /// ```
    pub fn factors(self) -> Option<[i64; 5]> {
        match self {
            RawObjective::Lexicographic => None,
            RawObjective::Ratio { critical, required, primary, alternate, preference } => {
                let [required, primary, alternate, preference] = [required, primary, alternate, preference].map(i64::from);
                Some([critical.map_or(required * CRITICAL, i64::from), required, primary, alternate, preference])
            }
        }
    }
}

impl Priority {
    /// All priorities, most urgent first.
    pub const ALL: [Priority; 4] = [Priority::Critical, Priority::Required, Priority::Primary, Priority::Alternate];

    /// The level on which a request of this priority counts.
    ///
    /// ```
    /// # use mortarboard_model::{Priority, score::Level};
    /// assert_eq!(Priority::Critical.level(), Level::Critical);
    /// ```
    pub fn level(self) -> Level {
        match self {
            Priority::Critical => Level::Critical,
            Priority::Required => Level::Required,
            Priority::Primary => Level::Primary,
            Priority::Alternate => Level::Alternate,
        }
    }
}
