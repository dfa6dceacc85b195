use crate::{Error, prioritised};
use mortarboard_checker::{Report, verify};
use mortarboard_core::{Options, Outcome, Progress};
use mortarboard_model::rule::Rules;
use mortarboard_model::{Schedule, School};

/// What a solve answers: the outcome, and what the checker found when it read the schedule.
///
/// A value of this type exists only if the checker accepted the schedule in it.
#[derive(Clone, Debug)]
pub struct Answer {
    outcome: Outcome,
    report: Option<Report>,
    note: Option<String>,
}

impl Answer {
    /// What the scheduler says.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.outcome().solved().is_some());
    /// ```
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The schedule, if there is one. It keeps every hard rule; the checker has seen to it.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.schedule().is_some_and(|schedule| schedule.fits(&school)));
    /// ```
    pub fn schedule(&self) -> Option<&Schedule> {
        self.outcome.solved().map(|solved| &solved.schedule)
    }

    /// What the checker found, recomputed from the input alone; there exactly when there is a schedule.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.report().is_some_and(|report| report.accepted()));
    /// ```
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// Why an exact solve proved nothing, in one sentence; none when it did, or none was asked for.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert_eq!(answer.note(), None);
    /// ```
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The outcome by value.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.into_outcome().solved().is_some());
    /// ```
    pub fn into_outcome(self) -> Outcome {
        self.outcome
    }
}

/// Builds a schedule under the school's own rules and has the checker verify it. `watch` is called now
/// and then, from any thread, with the progress made.
///
/// A school that states graduation plans is scheduled as [`prioritised`] has it: requests that graduation on time
/// hangs on come first, and the report counts them so.
///
/// The time taken is what the limits in `options` allow, and a little for the check.
///
/// With the feature `highs`, a school whose program has at most twelve million columns times rows (some ten
/// students with free choices) is searched for two seconds at most, and then the program is solved exactly
/// within the time that is left, as [`solve_exact`](crate::solve_exact) does: the answer is then often proven,
/// and a school without any schedule is told so. This is left out when [`Options::work`] is set, since only the
/// search gives the same bytes on every machine.
///
/// # Errors
/// [`is_bug`](Error::is_bug) when the checker rejects the schedule or counts another worth than the
/// scheduler; the schedule is then withheld.
///
/// ```
/// use mortarboard::{Options, RawSchool, School};
/// # let raw: RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#)?;
/// // One student who wants the one course.
/// let school = School::try_from(raw)?;
/// let mut options = Options::default();
/// options.work = Some(1_000);
/// let answer = mortarboard::solve(&school, &options, &|_| {})?;
/// assert_eq!(answer.report().map(|report| report.counts.requests.met), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(school: &School, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    let school = prioritised(school);
    solve_with(&school, &Rules::of(&school), options, watch)
}

/// The same under rules of the caller's choice, and with requests as the school has them (see [`prioritised`]): [`Rules::with`] adds one, [`Rules::without`] leaves one out.
///
/// # Errors
/// As [`solve`].
///
/// ```
/// use mortarboard::{Options, RawSchool, Rules, School};
/// # let raw: RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#)?;
/// let school = School::try_from(raw)?;
/// let mut options = Options::default();
/// options.work = Some(1_000);
/// let rules = Rules::of(&school).without("student-clash");
/// let answer = mortarboard::solve_with(&school, &rules, &options, &|_| {})?;
/// assert!(answer.report().is_some_and(|report| report.off == ["student-clash"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_with(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    match crate::exact::small(school, rules, options, watch) {
        Some(answer) => answer,
        None => admit(school, rules, mortarboard_core::solve(school, rules, options, watch), None),
    }
}

/// Lets an outcome pass only if the checker agrees with it.
pub(crate) fn admit(school: &School, rules: &Rules, outcome: Outcome, note: Option<String>) -> Result<Answer, Error> {
    let Some(solved) = outcome.solved() else {
        return Ok(Answer { outcome, report: None, note });
    };
    let report = verify(school, rules, &solved.schedule);
    if !report.accepted() {
        let sentence = "The checker rejects the schedule that the scheduler returned. This is a bug; the schedule is withheld.";
        return Err(Error::bug(sentence, report.violations.into_iter().map(|violation| violation.sentence).collect()));
    }
    if report.score != solved.score {
        let sentence = "The checker and the scheduler disagree on the worth of the schedule. This is a bug; the schedule is withheld.";
        let details = vec![format!("scheduler: {:?}", solved.score), format!("checker: {:?}", report.score)];
        return Err(Error::bug(sentence, details));
    }
    Ok(Answer { outcome, report: Some(report), note })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_core::{Solved, Stopped};
    use mortarboard_model::SectionId;
    use mortarboard_model::raw::RawSchool;
    use mortarboard_model::score::Score;
    use mortarboard_model::{PatternId, Placement, RequestId};

    fn school() -> School {
        let raw: RawSchool = serde_json::from_str(
            r#"{"bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
                "patterns": [{"pattern": "P1", "cells": "1(*)"}],
                "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
                "students": [{"student": "s1"}], "requests": [{"student": "s1", "course": "ART"}]}"#,
        )
        .expect("the text is a school");
        School::try_from(raw).expect("the school is sound")
    }

    fn good(school: &School) -> Schedule {
        let mut schedule = Schedule::empty(school);
        schedule.placements[SectionId(0)] = Placement { pattern: Some(PatternId(0)), ..Placement::default() };
        schedule.seats[RequestId(0)] = Some(SectionId(0));
        schedule
    }

    fn feasible(schedule: Schedule, score: Score) -> Outcome {
        Outcome::Feasible(Solved::new(schedule, score, Stopped::Work, 1))
    }

    #[test]
    fn a_good_schedule_passes_with_its_report() {
        let school = school();
        let score = Score { primary: 1, ..Score::default() };
        let answer = admit(&school, &Rules::of(&school), feasible(good(&school), score), None).expect("nothing is wrong");
        assert_eq!(answer.schedule(), Some(&good(&school)));
        assert_eq!(answer.report().map(|report| report.counts.requests.met), Some(1));
    }

    #[test]
    fn a_schedule_that_breaks_a_rule_is_withheld() {
        let school = school();
        let error =
            admit(&school, &Rules::of(&school), feasible(Schedule::empty(&school), Score::default()), None).expect_err("no pattern");
        assert!(error.is_bug());
        assert!(error.to_string().contains("Section ART-1 has no meeting pattern."), "{error}");
    }

    #[test]
    fn a_wrong_worth_is_a_bug() {
        let school = school();
        let error = admit(&school, &Rules::of(&school), feasible(good(&school), Score::default()), None).expect_err("the worth is 1");
        assert!(error.is_bug());
        assert!(error.to_string().contains("worth"), "{error}");
    }

    #[test]
    fn no_schedule_needs_no_report() {
        let school = school();
        let outcome = Outcome::Unknown { stopped: Stopped::Time, broken: 3, work: 7, hindrances: Vec::new() };
        let answer = admit(&school, &Rules::of(&school), outcome, None).expect("an answer");
        assert!(answer.schedule().is_none() && answer.report().is_none());
        assert!(matches!(answer.into_outcome(), Outcome::Unknown { work: 7, .. }));
    }
}
