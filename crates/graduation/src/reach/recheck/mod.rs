//! Re-checks routes and proofs of the search, without any of its code.

mod assumed;
mod average;
mod beside;
mod certificate;
mod clash;
mod cut;
mod demand;
mod later;
mod possible;
mod proof;
mod route;
#[cfg(test)]
pub(super) mod tests;

use super::{Scene, Verdict, Who};
use assumed::Assumed;
pub use certificate::recheck_certificate;
pub(super) use certificate::{LARGE, holds_under};
use mortarboard_model::School;
use mortarboard_model::graduation::Plan;
use possible::{Question, Until};
use std::cell::Cell;
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
/// use mortarboard_graduation::reach::{Scene, Verdict, Who, recheck};
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
    match recheck_until(school, plan, who, scene, verdict, &|| false)? {
        true => Ok(()),
        false => wrong("the plan leaves too many choices to check the route"),
    }
}

/// The same until it is over. False where it was over before the end, and where a plan leaves so many choices that
/// it can't be told whether a route meets it: then the answer is neither right nor wrong.
///
/// # Errors
/// As [`recheck`].
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Scene, Who, recheck_until};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (who, scene) = (Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] }, Scene::default());
/// let (plan, reacher) = (&school.graduation().plans[PlanId(0)], Reacher::new(&school, PlanId(0), None));
/// let answer = reacher.reach(who, scene);
/// assert_eq!(recheck_until(&school, plan, who, scene, &answer, &|| false), Ok(true));
/// assert_eq!(recheck_until(&school, plan, who, scene, &answer, &|| true), Ok(false));
/// ```
pub fn recheck_until(
    school: &School,
    plan: &Plan,
    who: Who<'_>,
    scene: Scene<'_>,
    verdict: &Verdict,
    over: &dyn Fn() -> bool,
) -> Result<bool, Wrong> {
    match verdict {
        Verdict::Unknown { .. } => Ok(true),
        _ if over() => Ok(false),
        Verdict::Reachable { route } => {
            let courses = route.iter().filter_map(|take| Some((school.find_course(&take.course)?, take.year))).collect();
            route::check(&Question::new(school, plan, who, scene, Some(&courses))?, route)
        }
        Verdict::Blocked { proof } => {
            let stopped = Cell::new(false);
            // What was over once stays so, whatever is said later.
            let until = || {
                stopped.set(stopped.get() || over());
                stopped.get()
            };
            let mut question = Question::new(school, plan, who, scene, None)?;
            question.until = Until(Some(&until));
            match proof::check(&question, &Assumed::nothing(&question), proof) {
                Err(_) if stopped.get() => Ok(false),
                read => read.map(|()| true),
            }
        }
    }
}
