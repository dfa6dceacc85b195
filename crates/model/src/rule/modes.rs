//! Which modes a rule can't have.

use super::standard;
use crate::raw::RawRuleMode;

/// Rules whose every finding leaves a schedule without a meaning, whatever the mode: the checker would refuse it.
const NEEDED: &str = "a schedule that breaks this rule means nothing, so that none that breaks it is accepted, at a price or reported";
/// Rules without which the search finds nothing or proves what is not so, and why.
const NOT_OFF: [(&str, &str); 2] = [
    ("one-pattern", "without it sections have no times, so that there is nothing to schedule"),
    ("student-clash", "without it every student could sit in all sections at once, and what is proven of the schedule would not be so"),
];

/// Why a rule that comes with the library can't have a mode; none if it can.
///
/// Rules that are always hard can't be priced or only reported, since no schedule that breaks them is accepted; some can't be
/// off either, as no schedule is found without them. Each rule's own documentation says so beside it. O(rules).
///
/// ```
/// use mortarboard_model::raw::RawRuleMode;
/// use mortarboard_model::rule::refused;
/// assert!(refused("student-clash", RawRuleMode::Report).is_some());
/// assert!(refused("student-clash", RawRuleMode::Off).unwrap().contains("all sections at once"));
/// assert!(refused("room-clash", RawRuleMode::Off).is_none());
/// ```
pub fn refused(slug: &str, mode: RawRuleMode) -> Option<&'static str> {
    let not_off = NOT_OFF.iter().find(|(rule, _)| *rule == slug).map(|(_, reason)| *reason);
    let always_hard = || standard().iter().any(|rule| rule.card().slug == slug && !rule.card().may_be_soft);
    match mode {
        RawRuleMode::Hard => None,
        RawRuleMode::Soft { .. } => always_hard().then_some(NEEDED),
        // What is not kept at all while teachers or students are shared out is no better than off.
        RawRuleMode::Report => {
            if always_hard() {
                Some(NEEDED)
            } else {
                not_off
            }
        }
        RawRuleMode::Off => not_off,
    }
}

/// The words of the modes that a rule can have, in the settings' own spelling. O(rules).
///
/// ```
/// use mortarboard_model::rule::allowed;
/// assert_eq!(allowed("seat-cap"), ["hard", "soft", "report", "off"]);
/// assert_eq!(allowed("student-clash"), ["hard"]);
/// ```
pub fn allowed(slug: &str) -> Vec<&'static str> {
    let modes = [("hard", RawRuleMode::Hard), ("soft", RawRuleMode::soft(1)), ("report", RawRuleMode::Report), ("off", RawRuleMode::Off)];
    modes.into_iter().filter(|(_, mode)| refused(slug, *mode).is_none()).map(|(word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw::RawSchool;
    use crate::{School, testing};

    const MODES: [RawRuleMode; 4] = [RawRuleMode::Hard, RawRuleMode::soft(3), RawRuleMode::Report, RawRuleMode::Off];

    #[test]
    fn what_is_refused_is_a_fault_with_its_reason_and_nothing_else_is() {
        let mut count = 0;
        for rule in standard() {
            for mode in MODES {
                let slug = rule.card().slug;
                let mut raw: RawSchool = testing::tiny();
                raw.settings.rules.insert(slug.to_owned(), mode);
                match (School::try_from(&raw), refused(slug, mode)) {
                    (Ok(_), None) => {}
                    (Err(faults), Some(reason)) => {
                        assert_eq!((faults.0.len(), faults.0[0].id.as_str(), faults.0[0].cause.contains(reason)), (1, slug, true));
                        count += 1;
                    }
                    (read, reason) => panic!("{slug} {mode:?}: {reason:?}, {read:?}"),
                }
            }
        }
        assert_eq!(count, 2 * 3 + 2, "three always hard, two of them never off");
    }
}
