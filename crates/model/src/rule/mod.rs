//! Rules: one folder each, one line in the list below.
//!
//! A rule says the same thing five times, each written from its sentence: which choices it excludes and
//! the rows it adds (for an exact solve), what is counted for it (for the search), what breaks it (for the
//! checker), and what a person reads. `check.rs` and `explain.rs` never name rows or keepers.

use crate::keeper::Keeping;
use crate::program::{Choice, Program};
use crate::raw::RawRuleMode;
use crate::schedule::Schedule;
use crate::school::School;
use std::sync::Arc;

mod example;
mod finding;
#[cfg(test)]
mod laws;
mod modes;
mod presence;
mod subject;

pub use example::Example;
pub use finding::{Amount, Finding, Named};
pub use modes::{allowed, refused};
pub use subject::Subject;

macro_rules! rules {
    ($($name:ident => $rule:ident),* $(,)?) => {
        $(pub mod $name;)*

        /// The rules that come with the library, in the order in which they are reported.
        ///
        /// ```
        /// let rules = mortarboard_model::rule::standard();
        /// assert!(rules.iter().any(|rule| rule.card().slug == "student-clash"));
        /// ```
        pub fn standard() -> Vec<Arc<dyn Rule>> {
            vec![$(Arc::new($name::$rule)),*]
        }
    };
}

rules! {
    one_pattern => OnePattern,
    teacher_qualified => TeacherQualified,
    teacher_clash => TeacherClash,
    teacher_load => TeacherLoad,
    preps => Preps,
    availability => Availability,
    student_clash => StudentClash,
    one_section => OneSection,
    seat_cap => SeatCap,
    room_fit => RoomFit,
    room_clash => RoomClash,
    locks => Locks,
    block_lengths => BlockLengths,
    balance => Balance,
    planning => Planning,
    preparation => Preparation,
    sequence => Sequence,
}

/// What a rule is, in words. Every rule folder's documentation opens with the same facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Stable public name.
    pub slug: &'static str,
    /// The rule in one sentence.
    pub sentence: &'static str,
    /// How strictly it is kept unless the settings say otherwise.
    pub default: Mode,
    /// Whether the settings may price it instead.
    pub may_be_soft: bool,
    /// What a price is paid for, in the singular: the price of a finding is the weight times so many of these. None where the rule
    /// can't be priced.
    pub unit: Option<&'static str>,
    /// Tables and columns it reads.
    pub reads: &'static [&'static str],
    /// The rows in text maths.
    pub rows: &'static str,
    /// Rows, columns and nonzeros in terms of the input.
    pub size: &'static str,
    /// A sample of what it says when broken; a test compares it.
    pub says: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// What other programs, standards and contracts call what it is about: whose word it is, and the word as it is written there. It need
    /// not mean quite the same: it is where to look.
    pub called: &'static [(&'static str, &'static str)],
}

/// How strictly a rule is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
pub enum Mode {
    /// Never broken.
    Hard,
    /// Broken at a price for each unit, on the preference level.
    Soft {
        /// Price of one unit.
        weight: u32,
    },
    /// Not kept, only reported.
    Report,
}

/// What a person reads about a finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// One sentence, with the office's ids.
    pub sentence: String,
    /// What would mend it, each a phrase that could follow "to mend this,".
    pub mends: Vec<String>,
}

/// A rule of scheduling. Implement it to add a rule of your own.
pub trait Rule: Send + Sync {
    /// What the rule is.
    fn card(&self) -> &'static Card;

    /// Whether the rule, when hard, leaves a choice open. Excluded choices become no columns.
    fn allows(&self, school: &School, choice: Choice) -> bool {
        let _ = (school, choice);
        true
    }

    /// Adds the rows of the rule.
    ///
    /// Rows over places, teachers and seats steer the search of a scheduler as they steer an exact solve. Rooms and
    /// meetings are chosen when the search is over, so rows over these are kept by an exact solve, by
    /// [`allows`](Self::allows) and by the check only: a hard one can leave a search without a schedule.
    fn rows(&self, school: &School, program: &mut Program);

    /// How a search keeps the rule: by [keepers](crate::keeper), which cost next to nothing, or by its rows.
    ///
    /// Keepers count the same units as the check; the mode of the rule is not theirs to know. O(size of what is returned).
    fn search(&self, school: &School) -> Keeping {
        let _ = school;
        Keeping::Rows
    }

    /// Finds every place where a schedule breaks the rule, from its sentence, without rows.
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding>;

    /// Worth that the schedule gains on the preference level by this rule.
    fn preference(&self, school: &School, schedule: &Schedule) -> i64 {
        let _ = (school, schedule);
        0
    }

    /// Says what a finding means to a person.
    fn explain(&self, school: &School, finding: &Finding) -> Explanation;

    /// A tiny school with a schedule that keeps the rule and one that breaks it; none where the rule has no example.
    fn example(&self) -> Option<Example> {
        None
    }
}

/// A set of rules, each with its mode.
#[derive(Clone)]
pub struct Rules(Vec<(Arc<dyn Rule>, Mode)>);

/// Slugs and modes, in order.
impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter().map(|(rule, mode)| (rule.card().slug, mode))).finish()
    }
}

impl Rules {
    /// The standard rules with the modes that the settings of the school give them.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// assert_eq!(rules.get("one-pattern").map(|(_, mode)| mode), Some(Mode::Hard));
    /// ```
    pub fn of(school: &School) -> Self {
        let mut rules = Vec::new();
        for rule in standard() {
            let mode = match school.mode(rule.card().slug) {
                None => Some(rule.card().default),
                Some(RawRuleMode::Hard) => Some(Mode::Hard),
                Some(RawRuleMode::Soft { weight }) => Some(Mode::Soft { weight }),
                Some(RawRuleMode::Report) => Some(Mode::Report),
                Some(RawRuleMode::Off) => None,
            };
            rules.extend(mode.map(|mode| (rule, mode)));
        }
        Rules(rules)
    }

    /// No rules at all.
    ///
    /// ```
    /// use mortarboard_model::rule::Rules;
    /// assert_eq!(Rules::none().iter().count(), 0);
    /// ```
    pub fn none() -> Self {
        Rules(Vec::new())
    }

    /// These rules and one more, whose slug none of them has: see [`twice`](Self::twice).
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// use mortarboard_model::rule::Rule;
    /// let again = mortarboard_model::rule::standard().into_iter().find(|rule| rule.card().slug == "balance").unwrap();
    /// let rules = rules.without("balance").with(again, Mode::Soft { weight: 2 });
    /// assert_eq!(rules.get("balance").map(|(_, mode)| mode), Some(Mode::Soft { weight: 2 }));
    /// ```
    pub fn with(mut self, rule: Arc<dyn Rule>, mode: Mode) -> Self {
        self.0.push((rule, mode));
        self
    }

    /// A slug that more than one of the rules has. A schedule under such rules could not be explained: findings name their rule
    /// by its slug.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules, standard};
    /// let rules = Rules::of(&school);
    /// assert_eq!(rules.twice(), None);
    /// assert_eq!(rules.with(standard().remove(0), Mode::Hard).twice(), Some("one-pattern"));
    /// ```
    pub fn twice(&self) -> Option<&'static str> {
        let slugs: Vec<&'static str> = self.0.iter().map(|(rule, _)| rule.card().slug).collect();
        slugs.iter().enumerate().find(|(at, slug)| slugs[..*at].contains(slug)).map(|(_, slug)| *slug)
    }

    /// These rules without the one of that slug.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// assert!(rules.without("seat-cap").get("seat-cap").is_none());
    /// ```
    pub fn without(mut self, slug: &str) -> Self {
        self.0.retain(|(rule, _)| rule.card().slug != slug);
        self
    }

    /// All rules and modes, in order.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// assert!(rules.iter().any(|(rule, _)| rule.card().slug == "student-clash"));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&dyn Rule, Mode)> {
        self.0.iter().map(|(rule, mode)| (rule.as_ref(), *mode))
    }

    /// The rule of a slug, and its mode.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// assert!(rules.get("no-such-rule").is_none());
    /// ```
    pub fn get(&self, slug: &str) -> Option<(&dyn Rule, Mode)> {
        self.iter().find(|(rule, _)| rule.card().slug == slug)
    }

    /// The first hard rule that excludes a choice, by slug.
    ///
    /// ```
    /// # use mortarboard_model::{testing, School};
    /// # let school = School::try_from(testing::tiny()).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules};
    /// # let rules = Rules::of(&school);
    /// use mortarboard_model::program::Choice;
    /// let choice = Choice::Teach(school.find_section("ART-1").unwrap(), school.find_teacher("t2").unwrap());
    /// assert_eq!(rules.forbids(&school, choice), Some("teacher-qualified"));
    /// ```
    pub fn forbids(&self, school: &School, choice: Choice) -> Option<&'static str> {
        self.iter().find(|(rule, mode)| *mode == Mode::Hard && !rule.allows(school, choice)).map(|(rule, _)| rule.card().slug)
    }
}
