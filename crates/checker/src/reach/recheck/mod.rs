//! Re-checks routes and proofs of the search, without any of its code.

mod assumed;
mod average;
mod beside;
mod certificate;
mod clash;
mod cut;
mod later;
mod possible;
mod proof;
mod route;
#[cfg(test)]
mod tests;

use super::{Scene, Verdict, Who};
use assumed::Assumed;
pub use certificate::recheck_certificate;
pub(super) use certificate::{LARGE, holds_under};
use mortarboard_model::School;
use mortarboard_model::graduation::Plan;
use possible::Question;
use std::fmt;

/// Years left beyond which nothing is looked at.
const MOST_YEARS: u32 = 64;

/// What is wrong with an answer, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

fn wrong<T>(cause: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong(cause.into()))
}

/// Checks an answer about one student and one plan of the school: a route against every part of the
/// question, a proof step by step as [`Proof`](super::Proof) defines. [`Verdict::Unknown`] claims nothing and
/// is never wrong.
///
/// A route costs one audit. Each step of a proof costs the possible takes, O(courses · years · sets of terms),
/// times the rounds in which they fall away, and a flow where it cuts.
///
/// # Errors
/// The first thing found that is wrong. Unknown ids, years out of range, missing, repeated or surplus cases
/// and repeated assumptions are wrong, and so is what is too large to be checked.
///
/// ```
/// use mortarboard_checker::reach::{Scene, Verdict, Who, recheck};
/// use mortarboard_model::{School, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (_, plan) = school.graduation().plans.iter().next().unwrap();
/// let nobody = Default::default();
/// let who = Who { grade: 9, progress: &nobody, away: &[] };
/// // A student who takes nothing does not graduate.
/// let answer = Verdict::Reachable { route: Vec::new() };
/// assert!(recheck(&school, plan, who, Scene::default(), &answer).is_err());
/// assert!(recheck(&school, plan, who, Scene::default(), &Verdict::Unknown { cases: 1 }).is_ok());
/// ```
pub fn recheck(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: &Verdict) -> Result<(), Wrong> {
    match verdict {
        Verdict::Unknown { .. } => Ok(()),
        Verdict::Reachable { route } => {
            let courses = route.iter().filter_map(|take| school.find_course(&take.course)).collect();
            route::check(&Question::new(school, plan, who, scene, Some(&courses))?, route)
        }
        Verdict::Blocked { proof } => {
            let question = Question::new(school, plan, who, scene, None)?;
            proof::check(&question, &Assumed::nothing(&question), proof)
        }
    }
}
