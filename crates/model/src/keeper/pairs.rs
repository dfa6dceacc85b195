//! Pairs of patterns that go together.

use crate::ids::{Id, PatternId};
use crate::school::{Pattern, School};
use std::collections::{BTreeMap, BTreeSet};

/// Which patterns may come together, one in the first place and one in the second.
///
/// Patterns that are alike for the rule are one class, so that schools of thousands of patterns need a small table.
///
/// ```
/// use mortarboard_model::{keeper::Pairs, testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// // The first meets for no longer than the second.
/// let pairs = Pairs::new(&school, |pattern| pattern.cells.len(), |a, b| a <= b);
/// let (single, double) = (school.find_pattern("P1").unwrap(), school.find_pattern("D").unwrap());
/// assert!(pairs.allows(single, double) && !pairs.allows(double, single));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// By pattern.
    class: Vec<u32>,
    allowed: BTreeSet<(u32, u32)>,
}

impl Pairs {
    /// Sorts the patterns of a school into classes by what `key` says of each, and asks `allows` of each two classes.
    /// O(patterns + classes squared).
    ///
    /// ```
    /// use mortarboard_model::{keeper::Pairs, testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(Pairs::new(&school, |_| (), |_, _| true).classes(), 1);
    /// ```
    pub fn new<K: Ord>(school: &School, key: impl Fn(&Pattern) -> K, allows: impl Fn(&K, &K) -> bool) -> Self {
        let mut classes: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (id, pattern) in school.patterns().iter() {
            classes.entry(key(pattern)).or_default().push(id.index());
        }
        let mut pairs = Pairs { class: vec![0; school.patterns().len()], allowed: BTreeSet::new() };
        for (class, own) in classes.values().enumerate() {
            own.iter().for_each(|&pattern| pairs.class[pattern] = class as u32);
        }
        for (a, first) in classes.keys().enumerate() {
            let good = classes.keys().enumerate().filter(|(_, second)| allows(first, second));
            pairs.allowed.extend(good.map(|(b, _)| (a as u32, b as u32)));
        }
        pairs
    }

    /// Whether two patterns may come together, the one named first in the first place. Patterns of another school may not.
    ///
    /// ```
    /// use mortarboard_model::{keeper::Pairs, testing, PatternId, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(!Pairs::new(&school, |_| (), |_, _| true).allows(PatternId(0), PatternId(999)));
    /// ```
    pub fn allows(&self, first: PatternId, second: PatternId) -> bool {
        match (self.class.get(first.index()), self.class.get(second.index())) {
            (Some(&first), Some(&second)) => self.allowed.contains(&(first, second)),
            _ => false,
        }
    }

    /// How many classes there are.
    ///
    /// ```
    /// use mortarboard_model::{keeper::Pairs, testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(Pairs::new(&school, |pattern| pattern.id.clone(), |_, _| true).classes(), school.patterns().len());
    /// ```
    pub fn classes(&self) -> usize {
        self.class.iter().max().map_or(0, |&most| most as usize + 1)
    }

    /// The class of a pattern, below [`classes`](Self::classes); none for a pattern of another school.
    ///
    /// ```
    /// use mortarboard_model::{keeper::Pairs, testing, PatternId, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// assert_eq!(Pairs::new(&school, |_| (), |_, _| true).class(PatternId(0)), Some(0));
    /// ```
    pub fn class(&self, pattern: PatternId) -> Option<u32> {
        self.class.get(pattern.index()).copied()
    }

    /// Whether two classes may come together.
    ///
    /// ```
    /// use mortarboard_model::{keeper::Pairs, testing, School};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// assert!(!Pairs::new(&school, |_| (), |_, _| false).classes_go(0, 0));
    /// ```
    pub fn classes_go(&self, first: u32, second: u32) -> bool {
        self.allowed.contains(&(first, second))
    }
}
