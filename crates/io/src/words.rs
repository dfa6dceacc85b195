//! What other programs, standards and contracts call what the rules are about: an index over the rules' cards.
//!
//! Only words for rules that exist are listed. A word need not mean quite the same: it is where to look.

use mortarboard_model::rule::standard;

/// A word of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// Whose word it is.
    pub whose: &'static str,
    /// The word, as it is written there.
    pub word: &'static str,
    /// Slugs of the rules that are about the same, in the order of the rules.
    pub rules: Vec<&'static str>,
}

/// Whose words come first: schools' programs, then contracts, speech and standards. Others come after these.
const ORDER: [&str; 14] = [
    "PowerScheduler",
    "Infinite Campus",
    "Aspen",
    "Synergy",
    "eSchoolPlus",
    "Focus",
    "Aeries",
    "Skyward Qmlativ",
    "Timely",
    "Cardonex",
    "contracts and law",
    "everyday speech",
    "XHSTT",
    "ITC 2019 and UniTime",
];

/// All words, by whose they are, and then in the order of the rules and of each rule's card ([`Card::called`](mortarboard_model::rule::Card)).
///
/// O(words²), which are a few dozen.
///
/// ```
/// let words = mortarboard_io::words::words();
/// let free = words.iter().find(|word| word.word == "Teacher Free").unwrap();
/// assert_eq!((free.whose, &free.rules[..]), ("PowerScheduler", &["availability"][..]));
/// ```
pub fn words() -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for rule in standard() {
        let card = rule.card();
        for &(whose, word) in card.called {
            match words.iter_mut().find(|known| (known.whose, known.word) == (whose, word)) {
                Some(known) => known.rules.push(card.slug),
                None => words.push(Word { whose, word, rules: vec![card.slug] }),
            }
        }
    }
    words.sort_by_key(|word| ORDER.iter().position(|whose| *whose == word.whose).unwrap_or(ORDER.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::{ORDER, words};
    use mortarboard_model::near::bare;
    use mortarboard_model::rule::standard;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_is_there_twice_or_is_a_rule_itself() {
        let slugs: BTreeSet<&str> = standard().iter().map(|rule| rule.card().slug).collect();
        let words = words();
        for word in &words {
            assert!(!slugs.contains(bare(word.word).as_str()), "{word:?} is a rule itself");
            assert!(ORDER.contains(&word.whose), "{word:?} has no place in the order");
            assert_eq!(word.rules.iter().collect::<BTreeSet<_>>().len(), word.rules.len(), "{word:?} is on a card twice");
        }
        let places: BTreeSet<(&str, String)> = words.iter().map(|word| (word.whose, bare(word.word))).collect();
        assert_eq!(places.len(), words.len(), "a word is there twice, written in two ways");
        assert!(ORDER.iter().all(|whose| words.iter().any(|word| word.whose == *whose)), "nobody's words are ordered");
    }
}
