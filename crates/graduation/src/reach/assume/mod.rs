//! What an answer takes for granted about later years, as data.

mod derive;
mod relevant;
mod text;

pub use derive::{assumptions, certify};

use super::Verdict;
use mortarboard_model::School;
use serde::{Deserialize, Serialize};

/// An answer together with what it assumes about later years: what is written down, and read by
/// [`recheck_certificate`](super::recheck_certificate).
///
/// Assumptions are not a part of [`Verdict`]: they follow from it, and those of a proof take a few readings of the
/// proof to find. So the search stays as fast as it is over thousands of students, and [`certify`] adds them where a
/// certificate is handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The answer.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What it assumes, by course and first year. Nothing for [`Verdict::Unknown`].
    pub assumptions: Vec<Assumption>,
}

impl Certificate {
    /// The assumptions in plain sentences, courses of which the same is assumed together. School years are named where
    /// the settings say which year the school's own is.
    ///
    /// ```
    /// use mortarboard_graduation::reach::{Scene, Take, Verdict, Who, certify};
    /// use mortarboard_model::{School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let (_, plan) = school.graduation().plans.iter().next().unwrap();
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let terms = vec!["S1".to_owned(), "S2".to_owned()];
    /// let route = vec![Take { course: "ALG2".to_owned(), year: 2, terms, section: None }];
    /// let certificate = certify(&school, plan, who, Scene::default(), Verdict::Reachable { route });
    /// assert_eq!(certificate.sentences(&school), ["Assumes that in 2028-29 ALG2 is offered in both terms, as this year."]);
    /// ```
    pub fn sentences(&self, school: &School) -> Vec<String> {
        text::sentences(school, &self.assumptions)
    }
}

/// What is assumed of one course in later years, in the office's own ids.
///
/// A course *is offered in some terms* of a later year if it may be taken then in each set of terms that lies within them
/// and in which a pattern of it meets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// Course.
    pub course: String,
    /// Years from the school's own, which is 0; ascending.
    pub years: Vec<u32>,
    /// Whether the course must be offered, or must not be offered otherwise.
    pub offered: Offered,
    /// Terms in calendar order; none when it is not offered.
    pub terms: Vec<String>,
    /// Where that comes from.
    pub basis: Basis,
}

/// How terms bound an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offered {
    /// The course is offered in these terms, perhaps in others too. Routes assume this.
    AtLeast,
    /// The course is offered in no other terms, perhaps not even in all of these. Proofs assume this.
    AtMost,
}

/// Where an assumption comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The table `offerings` says so.
    Listed,
    /// The table says nothing of the course in that year, so it is offered as in the school's own year.
    AsThisYear,
}

#[cfg(test)]
mod tests;
