//! Courses of a roster that are taken in the wrong order.

use crate::audit::{Taken, broken_order};
use crate::reach::{Take, Who};
use mortarboard_model::School;
use mortarboard_model::graduation::When;
use mortarboard_model::text::or;
use serde::Serialize;
use std::collections::BTreeSet;

/// A course on a roster that does not count, because what must come before it or with it stands on the same roster at the
/// wrong time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Disorder {
    /// The course that does not count.
    pub course: String,
    /// Its terms.
    pub terms: Vec<String>,
    /// Courses of the roster that should come first, or beside it, sorted.
    pub after: Vec<String>,
    /// Whether these must be over before it begins; otherwise they may go on beside it.
    pub before: bool,
}

impl Disorder {
    /// One sentence.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Take, Who, disorders};
    /// use mortarboard_model::{School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let take = |course: &str| Take { course: course.to_owned(), year: 0, terms: vec!["S1".to_owned()], section: None };
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let found = disorders(&school, who, &[take("GEO"), take("ALG2")]);
    /// assert_eq!(found[0].sentence(), "ALG2 does not count this year: it needs GEO passed before it begins, and has it later.");
    /// ```
    pub fn sentence(&self) -> String {
        let (course, after) = (&self.course, or(&self.after));
        if self.before {
            format!("{course} does not count this year: it needs {after} passed before it begins, and has it later.")
        } else {
            format!("{course} does not count this year: it needs {after} taken with it, and has it at another time.")
        }
    }
}

/// The courses of a roster of this year that don't count because of their order, as the question of
/// [graduation on time](crate::reach) has it: sorted, each once. What is missing altogether is no matter of order.
///
/// ```
/// use mortarboard_graduation::reach::{Take, Who, disorders};
/// use mortarboard_model::{School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
/// let take = Take { course: "ALG2".to_owned(), year: 0, terms: vec!["S1".to_owned()], section: None };
/// // GEO is not on the roster: whoever put the student into ALG2 knows why.
/// assert!(disorders(&school, who, &[take]).is_empty());
/// ```
pub fn disorders(school: &School, who: Who<'_>, roster: &[Take]) -> Vec<Disorder> {
    let read: Vec<(&Take, Taken)> =
        roster.iter().filter(|take| take.year == 0).filter_map(|take| Some((take, Taken::read(school, take)?))).collect();
    let stands = who.progress.stands();
    let given: Vec<Taken> = read.iter().map(|(_, taken)| taken.clone()).collect();
    let broken = broken_order(school, &stands, who, &given, &[]);
    let mut found: BTreeSet<Disorder> = BTreeSet::new();
    for ((take, taken), clause) in read.iter().zip(broken) {
        let listing = school.graduation().listings.get(taken.listing);
        let Some(clause) = clause.and_then(|clause| listing?.prerequisites.get(clause)) else { continue };
        let named = read.iter().filter(|(_, other)| stands.opens(clause, other.listing) && other.listing != taken.listing);
        let after: BTreeSet<String> = named.map(|(other, _)| other.course.clone()).collect();
        let (course, terms) = (take.course.clone(), take.terms.clone());
        found.insert(Disorder { course, terms, after: after.into_iter().collect(), before: clause.when == When::Before });
    }
    found.into_iter().collect()
}
