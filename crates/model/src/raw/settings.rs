//! Settings that hold for the whole school.

use crate::score::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whole-school settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawSettings {
    /// A label for reports; never a person's name.
    pub name: String,
    /// Patterns (or groups of patterns) of a course that names neither patterns nor a shape.
    pub default_patterns: Vec<String>,
    /// Sections that a teacher of 1.0 FTE teaches when the teacher's own number is blank.
    pub full_load: u32,
    /// Longest gap, in minutes, across which two slots of a day still form one block.
    pub passing_minutes: u32,
    /// Students by which a section may exceed the even share of its course before balance is charged.
    pub balance_tolerance: u32,
    /// Lexicographic (the default) or by ratio.
    pub objective: RawObjective,
    /// The school's own year, such as 2026; needed where offerings, plans or students name years.
    pub year: Option<u32>,
    /// First grade of the school.
    pub first_grade: u32,
    /// Last grade: graduation is on time at its end.
    pub last_grade: u32,
    /// Points of each mark in hundredths; a mark of 0 points fails.
    pub marks: BTreeMap<String, u32>,
    /// Marks that pass and have no points.
    pub pass_marks: Vec<String>,
    /// Marks with points from the highest to the lowest, where points do not tell: equally high ones in one entry, separated
    /// by `;`. Empty: by points, and a mark that is another one with a sign behind it, such as `D*`, is as high as that.
    pub mark_order: Vec<String>,
    /// How strictly each rule is kept, by slug; rules not named here keep their own default.
    pub rules: BTreeMap<String, RawRuleMode>,
}

impl Default for RawSettings {
    fn default() -> Self {
        RawSettings {
            name: String::new(),
            default_patterns: Vec::new(),
            full_load: 5,
            passing_minutes: 15,
            balance_tolerance: 4,
            objective: RawObjective::default(),
            year: None,
            first_grade: 9,
            last_grade: 12,
            marks: [("A", 400), ("B", 300), ("C", 200), ("D", 100), ("F", 0)].map(|(mark, points)| (mark.to_owned(), points)).into(),
            pass_marks: vec!["P".to_owned()],
            mark_order: Vec::new(),
            rules: BTreeMap::new(),
        }
    }
}

/// What is maximised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RawObjective {
    /// Critical requests first, then required ones, then primary ones, then alternates, then
    /// preferences: no gain on a later level pays for a loss on an earlier one.
    #[default]
    Lexicographic,
    /// One sum, each level multiplied by its ratio.
    Ratio {
        /// Worth of one unit of weight of a critical request; blank is a hundred times `required`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        critical: Option<u32>,
        /// Worth of one unit of weight of a required request.
        required: u32,
        /// Worth of one unit of weight of a primary request.
        primary: u32,
        /// Worth of one unit of weight of an alternate.
        alternate: u32,
        /// Worth of one unit of preference.
        preference: u32,
    },
}

fn lowest() -> Level {
    Level::Preference
}

fn is_lowest(level: &Level) -> bool {
    *level == lowest()
}

/// How strictly a rule is kept.
///
/// ```
/// use mortarboard_model::{raw::RawRuleMode, score::Level};
/// let soft: RawRuleMode = serde_json::from_str(r#"{"mode": "soft", "weight": 2, "level": "primary"}"#).unwrap();
/// assert_eq!(soft, RawRuleMode::Soft { weight: 2, level: Level::Primary });
/// let lowest: RawRuleMode = serde_json::from_str(r#"{"mode": "soft", "weight": 2}"#).unwrap();
/// assert_eq!(lowest, RawRuleMode::soft(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RawRuleMode {
    /// Never broken.
    Hard,
    /// May be broken at a price for each unit of violation.
    Soft {
        /// Price of one unit of violation.
        weight: u32,
        /// The level of the objective that pays; preferences, below every request, when it is left out.
        #[serde(default = "lowest", skip_serializing_if = "is_lowest")]
        level: Level,
    },
    /// Not kept, only reported.
    Report,
    /// Not looked at.
    Off,
}

impl RawRuleMode {
    /// At a price on the preference level.
    ///
    /// ```
    /// use mortarboard_model::raw::RawRuleMode;
    /// assert!(matches!(RawRuleMode::soft(3), RawRuleMode::Soft { weight: 3, .. }));
    /// ```
    pub const fn soft(weight: u32) -> Self {
        RawRuleMode::Soft { weight, level: Level::Preference }
    }
}
