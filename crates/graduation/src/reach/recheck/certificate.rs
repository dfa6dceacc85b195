//! Checks an answer together with what it assumes, from these assumptions alone.

use super::assumed::Assumed;
use super::later::Later;
use super::possible::Question;
use super::{Wrong, proof, route, wrong};
use crate::reach::{Assumption, Certificate, Proof, Scene, Verdict, Who};
use mortarboard_model::School;
use mortarboard_model::graduation::Plan;

/// Steps of a proof beyond which it is not asked whether an assumption could be spared.
pub(in crate::reach) const LARGE: usize = 64;

/// Checks an answer about one student and one plan, and that it rests on its assumptions: later offerings are taken from
/// the certificate alone, as the [module](crate::reach) says, and the school is asked only whether each assumption is so.
///
/// A route is read once. A proof is read once, and once more for each course and year of which something is assumed,
/// unless it has more than 64 steps.
///
/// # Errors
/// The first thing found that is wrong: what is wrong for [`recheck`](super::recheck), and an assumption that is missing,
/// not so in the school, about no later year of the student, said twice, or not needed.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Scene, Who, certify, recheck_certificate};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (who, scene) = (Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] }, Scene::default());
/// let (plan, reacher) = (&school.graduation().plans[PlanId(0)], Reacher::new(&school, PlanId(0), None));
/// let mut certificate = certify(&school, plan, who, scene, reacher.reach(who, scene));
/// assert_eq!(recheck_certificate(&school, plan, who, scene, &certificate), Ok(()));
/// certificate.assumptions.pop();
/// let wrong = recheck_certificate(&school, plan, who, scene, &certificate).unwrap_err();
/// assert!(wrong.to_string().contains("it is not assumed that it is offered"), "{wrong}");
/// ```
pub fn recheck_certificate(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, certificate: &Certificate) -> Result<(), Wrong> {
    let assumptions = &certificate.assumptions;
    match &certificate.verdict {
        Verdict::Unknown { .. } if assumptions.is_empty() => Ok(()),
        Verdict::Unknown { .. } => wrong("an answer that claims nothing assumes nothing"),
        Verdict::Reachable { route } => {
            let later = Later::of_route(school, who, route, assumptions)?;
            let courses = route.iter().filter_map(|take| Some((school.find_course(&take.course)?, take.year))).collect();
            match route::check(&Question::with(school, plan, who, scene, Some(&courses), later)?, route)? {
                true => Ok(()),
                false => wrong("the plan leaves too many choices to check the route"),
            }
        }
        Verdict::Blocked { proof } => {
            holds_under(school, plan, who, scene, proof, assumptions)?;
            if proof.steps().len() <= LARGE { none_to_spare(school, plan, who, scene, proof, assumptions) } else { Ok(()) }
        }
    }
}

/// Whether a proof holds whatever is offered in later years, but for what is assumed.
pub(in crate::reach) fn holds_under(
    school: &School,
    plan: &Plan,
    who: Who<'_>,
    scene: Scene<'_>,
    proof: &Proof,
    assumptions: &[Assumption],
) -> Result<(), Wrong> {
    let later = Later::of_proof(school, who, assumptions)?;
    let question = Question::with(school, plan, who, scene, None, later)?;
    let found = proof::check(&question, &Assumed::nothing(&question), proof);
    found.map_err(|Wrong(cause)| Wrong(format!("under the assumptions named, {cause}")))
}

/// A proof with an assumption that it does not need is not wrong, but its list is.
fn none_to_spare(
    school: &School,
    plan: &Plan,
    who: Who<'_>,
    scene: Scene<'_>,
    proof: &Proof,
    assumptions: &[Assumption],
) -> Result<(), Wrong> {
    for (at, one) in assumptions.iter().enumerate() {
        for &year in &one.years {
            let mut fewer = assumptions.to_vec();
            fewer[at].years.retain(|&other| other != year);
            fewer.retain(|one| !one.years.is_empty());
            if holds_under(school, plan, who, scene, proof, &fewer).is_ok() {
                return wrong(format!("the proof does not need what is assumed on {} in year {year}", one.course));
            }
        }
    }
    Ok(())
}
