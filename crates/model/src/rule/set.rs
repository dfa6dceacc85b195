//! Rules and how strictly each is kept.

use super::{Card, Mode, Rule, Selected, standard};
use crate::program::Choice;
use crate::school::School;
use std::sync::Arc;

/// A rule in its mode, or in a part for each mode that rows of its table ask for.
fn by_mode(school: &School, rule: &Arc<dyn Rule>, own: Option<Mode>) -> Vec<(Arc<dyn Rule>, Mode)> {
    let modes: Vec<Option<Mode>> = rule.instances(school).into_iter().map(|mode| mode.map_or(own, Mode::of)).collect();
    if modes.iter().all(|mode| *mode == own) {
        return own.map(|mode| (rule.clone(), mode)).into_iter().collect();
    }
    let mut parts: Vec<(Mode, Vec<usize>)> = Vec::new();
    for (row, mode) in modes.into_iter().enumerate() {
        let Some(mode) = mode else { continue };
        match parts.iter_mut().find(|(known, _)| *known == mode) {
            Some((_, rows)) => rows.push(row),
            None => parts.push((mode, vec![row])),
        }
    }
    parts.into_iter().filter_map(|(mode, rows)| Some((rule.only(Selected::Only(rows))?, mode))).collect()
}

/// A set of rules, each with its mode. A rule whose rows are kept in several modes is in it once for each.
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
            let mode = school.mode(rule.card().slug).map_or(Some(rule.card().default), Mode::of);
            rules.extend(by_mode(school, &rule, mode));
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
    /// let rules = rules.without("balance").with(again, Mode::soft(2));
    /// assert_eq!(rules.get("balance").map(|(_, mode)| mode), Some(Mode::soft(2)));
    /// ```
    pub fn with(mut self, rule: Arc<dyn Rule>, mode: Mode) -> Self {
        self.0.push((rule, mode));
        self
    }

    /// The same, where rows of the rule's own table may have modes of their own. A mode of none keeps these rows alone.
    ///
    /// ```
    /// # use mortarboard_model::{School, raw::RawRow, testing};
    /// # let mut raw = testing::tiny();
    /// raw.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("most", 1).with("mode", "soft")]);
    /// let school = School::try_from(&raw).unwrap();
    /// # use mortarboard_model::rule::{Mode, Rules, standard};
    /// let rule = standard().into_iter().find(|rule| rule.card().slug == "at-one-time").unwrap();
    /// let rules = Rules::none().with_rows(&school, rule, None);
    /// assert_eq!(rules.get("at-one-time").map(|(_, mode)| mode), Some(Mode::soft(1)));
    /// ```
    pub fn with_rows(mut self, school: &School, rule: Arc<dyn Rule>, mode: Option<Mode>) -> Self {
        self.0.extend(by_mode(school, &rule, mode));
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
        // The parts of one rule for rows of several modes have one card.
        let cards: Vec<&'static Card> = self.0.iter().map(|(rule, _)| rule.card()).collect();
        let other = |at: usize, card: &Card| {
            let same = cards[..at].iter().zip(&self.0).filter(|(known, _)| known.slug == card.slug);
            same.map(|(_, (rule, _))| rule).any(|rule| rule.tables().is_empty() || !std::ptr::eq(rule.card(), card))
        };
        cards.iter().enumerate().find(|(at, card)| other(*at, card)).map(|(_, card)| card.slug)
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
