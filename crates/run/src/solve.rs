use crate::Error;
#[cfg(doc)]
use crate::prioritised;
use crate::proof::{confirmed, refuted};
use crate::reach::{limit, prioritised_until};
use mortarboard_checker::{Report, SeatBound, seat_bound, verify};
use mortarboard_core::{Options, Outcome, Phase, Progress};
use mortarboard_model::fault::{Fault, Faults};
use mortarboard_model::rule::Rules;
use mortarboard_model::{Priority, Schedule, School};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// What a solve answers: the outcome, and what the checker found when it read the schedule.
///
/// A value of this type exists only if the checker accepted the schedule in it.
#[derive(Clone, Debug)]
pub struct Answer {
    outcome: Outcome,
    report: Option<Report>,
    note: Option<String>,
    bound: Option<SeatBound>,
    rules: Rules,
}

impl Answer {
    /// What the scheduler says.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.outcome().solved().is_some());
    /// ```
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The schedule, if there is one. It keeps every hard rule; the checker has seen to it.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.schedule().is_some_and(|schedule| schedule.fits(&school)));
    /// ```
    pub fn schedule(&self) -> Option<&Schedule> {
        self.outcome.solved().map(|solved| &solved.schedule)
    }

    /// What the checker found, recomputed from the input alone; there exactly when there is a schedule.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.report().is_some_and(|report| report.accepted()));
    /// ```
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref()
    }

    /// What no schedule of the school exceeds under the rules of the solve, found by the checker (see [`seat_bound`]). None when there is no
    /// schedule.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// let (bound, report) = answer.bound().zip(answer.report()).unwrap();
    /// assert!(report.counts.requests.met as i64 <= bound.requests.worth[0]);
    /// ```
    pub fn bound(&self) -> Option<&SeatBound> {
        self.bound.as_ref()
    }

    /// The rules of the solve.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard_io::generate::examples::seven_period_day()).unwrap();
    /// # let mut options = mortarboard::Options::default();
    /// # options.work = Some(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert!(answer.rules().get("seat-cap").is_some());
    /// ```
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Why an exact solve proved nothing, in one sentence; none when it did, or none was asked for.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
    /// let answer = mortarboard::solve(&school, &options, &|_| {}).unwrap();
    /// assert_eq!(answer.note(), None);
    /// ```
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The outcome by value.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// # let options = mortarboard::Options::default().with_work(1_000);
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
/// hangs on come first, and the report counts them so. Finding them is a phase of its own at the beginning, and keeps
/// the limits as [`prioritised_within`] does.
///
/// The time taken is what the limits in `options` allow, and a little for finishing and checking the schedule. The checker's bound is found
/// first: the search ends when it is reached, and a schedule whose worth it proves to be the greatest is [`Outcome::Optimal`],
/// whatever ended the search.
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
/// use mortarboard::{Options, School};
/// use mortarboard::raw::RawSchool;
/// # let raw: RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#)?;
/// // One student who wants the one course.
/// let school = School::try_from(raw)?;
/// let options = Options::default().with_work(1_000);
/// let answer = mortarboard::solve(&school, &options, &|_| {})?;
/// assert_eq!(answer.report().map(|report| report.counts.requests.met), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(school: &School, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    let begun = Instant::now();
    let (school, options, _) = prioritised_within(school, options, watch);
    let watch = later(begun.elapsed(), watch);
    solve_with(&school, &Rules::of(&school), &options, &watch)
}

/// The school as [`prioritised`] has it, found within limits, and the options that are then left: the time this took
/// comes out of [`Options::time`]. The third value says whether all students were looked at.
///
/// It ends early when half of the time is used up or when [`Options::stop`] is set. Then the critical requests found by then stand,
/// and those of students not looked at keep their priority and rank. Without a time and a flag, which a limit of
/// work alone is, the clock has no say in the result. Where the school states plans, `watch` is called once, with
/// [`Phase::Graduation`]; where it states none, nothing is done.
///
/// ```
/// use mortarboard::files::{generate_school, Recipe};
/// use mortarboard::{Options, Phase, School};
/// use std::sync::{Arc, atomic::AtomicBool};
/// let recipe = Recipe::new(150, 1).with_graduation();
/// let school = School::try_from(generate_school(&recipe))?;
/// let mut options = Options::default();
/// options.time = None;
/// let (raised, _, all) = mortarboard_run::prioritised_within(&school, &options, &|progress| assert_eq!(progress.phase, Phase::Graduation));
/// assert!(all && *raised == *mortarboard::graduation::prioritised(&school));
/// // Who stops at once gets the school as it is.
/// options.stop = Some(Arc::new(AtomicBool::new(true)));
/// let (same, _, all) = mortarboard_run::prioritised_within(&school, &options, &|_| {});
/// assert!(!all && same.requests().iter().all(|(id, request)| request.priority == school.requests()[id].priority));
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn prioritised_within<'s>(
    school: &'s School,
    options: &Options,
    watch: &(dyn Fn(Progress) + Sync),
) -> (Cow<'s, School>, Options, bool) {
    let mut options = options.clone();
    if school.graduation().plans.is_empty() {
        return (Cow::Borrowed(school), options, true);
    }
    let begun = Instant::now();
    let total = school.requests().values().filter(|request| request.priority != Priority::Alternate).count();
    watch(Progress::begun(Phase::Graduation, u32::try_from(total).unwrap_or(u32::MAX)));
    let (raised, all) = prioritised_until(school, &limit(options.time.map(|time| time / 2), options.stop.clone()));
    options.time = options.time.map(|time| time.saturating_sub(begun.elapsed()));
    (raised, options, all)
}

/// The same under rules of the caller's choice, and with requests as the school has them (see [`prioritised`]): [`Rules::with`] adds one, [`Rules::without`] leaves one out.
///
/// # Errors
/// As [`solve`], and an input error where two rules have one slug.
///
/// ```
/// use mortarboard::{Options, School};
/// use mortarboard::raw::RawSchool;
/// use mortarboard::rule::Rules;
/// # let raw: RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}]
/// # }"#)?;
/// let school = School::try_from(raw)?;
/// let options = Options::default().with_work(1_000);
/// let rules = Rules::of(&school).without("student-clash");
/// let answer = mortarboard::solve_with(&school, &rules, &options, &|_| {})?;
/// assert!(answer.report().is_some_and(|report| report.off == ["student-clash"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_with(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    distinct(rules)?;
    let begun = Instant::now();
    let (bound, options) = bounded(school, rules, options);
    let watch = later(begun.elapsed(), watch);
    match crate::exact::small(school, rules, &options, &bound, &watch) {
        Some(answer) => answer,
        None => admit(school, rules, mortarboard_core::solve(school, rules, &options, &watch), None, bound),
    }
}

/// Refuses rules of which two have one slug.
pub(crate) fn distinct(rules: &Rules) -> Result<(), Error> {
    match rules.twice() {
        None => Ok(()),
        Some(slug) => {
            let fault = Fault::error("slug-twice", "rules")
                .of(slug)
                .because("two rules have this slug, so that a finding would not tell which of them is broken")
                .mend("give the rule of your own another slug, or leave the other rule out");
            Err(Error::from(Faults(vec![fault])))
        }
    }
}

/// Tells of progress with the time that had gone `before` the part that makes it.
pub(crate) fn later(before: Duration, watch: &(dyn Fn(Progress) + Sync)) -> impl Fn(Progress) + Sync {
    move |mut progress: Progress| {
        progress.elapsed += before;
        watch(progress);
    }
}

/// What no schedule exceeds, and the options with it as what is enough, and with the time that is left.
pub(crate) fn bounded(school: &School, rules: &Rules, options: &Options) -> (SeatBound, Options) {
    let begun = Instant::now();
    let bound = seat_bound(school, rules);
    let mut options = options.clone();
    options.enough = options.enough.or_else(|| bound.most());
    options.time = options.time.map(|time| time.saturating_sub(begun.elapsed()));
    (bound, options)
}

/// Lets an outcome pass only if the checker agrees with it, and with a proof that stands.
pub(crate) fn admit(school: &School, rules: &Rules, outcome: Outcome, note: Option<String>, bound: SeatBound) -> Result<Answer, Error> {
    let Some(solved) = outcome.solved() else {
        refuted(school, rules, &outcome)?;
        return Ok(Answer { outcome, report: None, note, bound: None, rules: rules.clone() });
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
    if bound.exceeded(school, &report) {
        let sentence = "The schedule is worth more than the checker says any can be. This is a bug; the schedule is withheld.";
        return Err(Error::bug(sentence, vec![format!("schedule: {:?}", report.score), format!("bound: {bound:?}")]));
    }
    let outcome = confirmed(school, rules, outcome, &report, &bound);
    Ok(Answer { outcome, report: Some(report), note, bound: Some(bound), rules: rules.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_core::{Solved, Stopped};
    use mortarboard_model::SectionId;
    use mortarboard_model::raw::RawSchool;
    use mortarboard_model::score::Score;
    use mortarboard_model::{PatternId, Placement, RequestId};
    use std::sync::atomic::Ordering;

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

    fn bound(school: &School) -> SeatBound {
        seat_bound(school, &Rules::of(school))
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
    fn looking_for_critical_requests_is_a_phase_within_the_time() {
        let mut recipe = mortarboard_io::generate::Recipe::new(150, 1);
        recipe.graduation = true;
        let school = School::try_from(&mortarboard_io::generate::school(&recipe)).expect("the school is sound");
        let begun = std::sync::atomic::AtomicUsize::new(0);
        let watch = |progress: Progress| {
            assert_eq!((progress.phase, progress.met, progress.broken), (Phase::Graduation, 0, 0));
            begun.fetch_add(1, Ordering::Relaxed);
        };
        let mut options = Options::default();
        // No time at all: half of it is used up at once.
        options.time = Some(std::time::Duration::ZERO);
        let (same, left, all) = prioritised_within(&school, &options, &watch);
        assert!(same.requests().values().all(|request| request.priority != Priority::Critical));
        assert_eq!((left.time, all), (Some(std::time::Duration::ZERO), false));
        // Work alone is no limit on it.
        (options.time, options.work) = (None, Some(1));
        let (raised, left, all) = prioritised_within(&school, &options, &watch);
        assert_eq!(*raised, *crate::prioritised(&school));
        assert_eq!((left.time, left.work, all), (None, Some(1), true));
        assert_eq!(begun.into_inner(), 2);
    }

    #[test]
    fn a_good_schedule_passes_with_its_report() {
        let school = school();
        let score = Score { primary: 1, ..Score::default() };
        let answer = admit(&school, &Rules::of(&school), feasible(good(&school), score), None, bound(&school)).expect("nothing is wrong");
        assert_eq!(answer.schedule(), Some(&good(&school)));
        assert_eq!(answer.report().map(|report| report.counts.requests.met), Some(1));
    }

    #[test]
    fn a_schedule_that_breaks_a_rule_is_withheld() {
        let school = school();
        let error = admit(&school, &Rules::of(&school), feasible(Schedule::empty(&school), Score::default()), None, bound(&school))
            .expect_err("no pattern");
        assert!(error.is_bug());
        assert!(error.to_string().contains("Section ART-1 has no meeting pattern."), "{error}");
    }

    #[test]
    fn a_wrong_worth_is_a_bug() {
        let school = school();
        let error = admit(&school, &Rules::of(&school), feasible(good(&school), Score::default()), None, bound(&school))
            .expect_err("the worth is 1");
        assert!(error.is_bug());
        assert!(error.to_string().contains("worth"), "{error}");
    }

    #[test]
    fn no_schedule_needs_no_report() {
        let school = school();
        let outcome = Outcome::Unknown { stopped: Stopped::Time, broken: 3, work: 7, hindrances: Vec::new() };
        let answer = admit(&school, &Rules::of(&school), outcome, None, bound(&school)).expect("an answer");
        assert!(answer.schedule().is_none() && answer.report().is_none());
        assert!(matches!(answer.into_outcome(), Outcome::Unknown { work: 7, .. }));
    }
}
