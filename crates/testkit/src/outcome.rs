//! The one way in which tests judge a result.

use mortarboard_model::rule::Rules;
use mortarboard_model::score::Score;
use mortarboard_model::{Schedule, School};

/// Says what is wrong with a schedule that someone returned with its worth: a rule that the checker
/// finds broken, a worth that is not what the checker computes, or one above a bound that the checker states.
///
/// # Errors
/// The sentences of the checker, or the two scores.
///
/// ```
/// use mortarboard_model::{rule::Rules, score::Score, Schedule};
/// let school = mortarboard_testkit::two_singletons();
/// let empty = Schedule::empty(&school);
/// let wrong = mortarboard_testkit::check_outcome(&school, &Rules::of(&school), &empty, Score::default()).unwrap_err();
/// assert!(wrong.contains("has no meeting pattern"), "{wrong}");
/// ```
pub fn check_outcome(school: &School, rules: &Rules, schedule: &Schedule, score: Score) -> Result<(), String> {
    let report = mortarboard_checker::verify(school, rules, schedule);
    if !report.accepted() {
        let sentences: Vec<String> =
            report.violations.iter().map(|violation| format!("{}: {}", violation.rule, violation.sentence)).collect();
        return Err(sentences.join("\n"));
    }
    let (bound, requests) = (mortarboard_checker::bound(school, rules), report.counts.requests);
    if [score.critical, score.required, score.primary] > [bound.critical, bound.required, bound.primary] {
        return Err(format!("the worth is {score:?}, above the bound {bound:?}"));
    }
    if requests.met > requests.placeable {
        return Err(format!("{} requests are met, and only {} could be", requests.met, requests.placeable));
    }
    let bound = mortarboard_checker::seat_bound(school, rules);
    if bound.exceeded(school, &report) {
        return Err(format!("the worth is {score:?}, above the bound {bound:?}"));
    }
    if report.score != score {
        return Err(format!("the worth is said to be {score:?}, but it is {:?}", report.score));
    }
    Ok(())
}
