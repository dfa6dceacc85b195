//! The search and the exact solve together: when asked for, and by itself for small schools.

use crate::solve::{bounded, distinct, later};
use crate::{Answer, Error};
use mortarboard_checker::SeatBound;
use mortarboard_core::{Options, Progress};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;
use std::time::Instant;

/// Searches as [`solve_with`](crate::solve_with) does, then solves the integer program exactly from the
/// schedule found: the way to a proof that nothing better exists, for small schools.
///
/// A quarter of [`Options::time`] goes to the search. What could not be proven, because a limit came first
/// or the program is too large, is still answered with the best schedule; [`Answer::note`] then says why
/// there is no proof.
///
/// # Errors
/// As [`solve`](crate::solve), and [`is_backend`](Error::is_backend) when the library was built without the
/// feature `highs` or HiGHS fails.
///
/// ```
/// use mortarboard::{solve_exact, Options, Outcome, School};
/// use mortarboard::raw::RawSchool;
/// use mortarboard::rule::Rules;
/// # let raw: RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 9},
/// #                 {"course": "BIO", "sections": 1, "patterns": "P1", "max_seats": 9}],
/// #     "students": [{"student": "s1"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "BIO"}]
/// # }"#)?;
/// // One student who wants two courses, in a day of one period.
/// let school = School::try_from(raw)?;
/// match solve_exact(&school, &Rules::of(&school), &Options::default(), &|_| {}) {
///     Ok(answer) => assert!(matches!(answer.outcome(), Outcome::Optimal(..))),
///     Err(error) => assert!(error.is_backend(), "only a build without HiGHS may refuse"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_exact(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    distinct(rules)?;
    let begun = Instant::now();
    let (bound, options) = bounded(school, rules, options);
    let watch = later(begun.elapsed(), watch);
    both::asked_for(school, rules, &options, &bound, &watch)
}

/// The answer for a school so small that a proof is worth a try by itself; none for any other, and none under
/// a limit of work: the same work gives the same bytes on every machine, and HiGHS computes in floating point.
pub(crate) fn small(
    school: &School,
    rules: &Rules,
    options: &Options,
    bound: &SeatBound,
    watch: &(dyn Fn(Progress) + Sync),
) -> Option<Result<Answer, Error>> {
    both::by_itself(school, rules, options, bound, watch)
}

#[cfg(not(feature = "highs"))]
mod both {
    use super::{Answer, Error, Options, Progress, Rules, School, SeatBound};

    type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

    pub(super) fn asked_for(_: &School, _: &Rules, _: &Options, _: &SeatBound, _: Watch<'_>) -> Result<Answer, Error> {
        Err(Error::backend(
            "An exact solve needs HiGHS, and this build is without it: build with the feature `highs`, or solve without `exact`.",
        ))
    }

    pub(super) fn by_itself(_: &School, _: &Rules, _: &Options, _: &SeatBound, _: Watch<'_>) -> Option<Result<Answer, Error>> {
        None
    }
}

#[cfg(feature = "highs")]
mod both {
    use super::{Answer, Error, Options, Progress, Rules, School, SeatBound};
    use crate::proof::stands;
    use crate::solve::admit;
    use mortarboard_core::exact::{self, Exact, ExactOptions, Why};
    use mortarboard_core::{Outcome, Phase, Proof, Refutation, Solved, Stopped};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::time::{Duration, Instant};

    /// Columns times rows of the largest program that is solved without being asked for. Of generated schools
    /// below it that the search alone could not prove, five of eight were proven in 15 seconds on one core;
    /// above it, five of twenty-four.
    const SMALL: u64 = 12_000_000;
    /// Choices above which a program is larger than that in any case, and is not even stated; and requests above
    /// which nobody needs to count its choices.
    const CHOICES: usize = 8_000;
    const REQUESTS: usize = 1_000;
    /// Wall time of the search before an exact solve that is asked for, when the caller sets no limit at all.
    const SEARCH: Duration = Duration::from_secs(5);
    /// Wall time of the search in the largest of such schools, and in the smallest: it grows with the size, and
    /// more of it found no more requests.
    const SHORT: Duration = Duration::from_secs(2);
    const FEW: Duration = Duration::from_millis(100);

    type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

    pub(super) fn asked_for(
        school: &School,
        rules: &Rules,
        options: &Options,
        bound: &SeatBound,
        watch: Watch<'_>,
    ) -> Result<Answer, Error> {
        let mut search = options.clone();
        // Without any limit the search would go on for ever, and the exact solve would never begin.
        search.time = options.time.map(|time| time / 4).or_else(|| options.work.is_none().then_some(SEARCH));
        run((school, rules, bound), options, &search, watch, true)
    }

    pub(super) fn by_itself(
        school: &School,
        rules: &Rules,
        options: &Options,
        bound: &SeatBound,
        watch: Watch<'_>,
    ) -> Option<Result<Answer, Error>> {
        if options.work.is_some() || school.requests().len() > REQUESTS {
            return None;
        }
        let size = exact::size(school, rules, CHOICES).filter(|&size| size <= SMALL)?;
        let mut search = options.clone();
        let enough = FEW + (SHORT - FEW) * u32::try_from(size).unwrap_or(u32::MAX) / SMALL as u32;
        search.time = Some(options.time.map_or(enough, |time| (time / 4).min(enough)));
        Some(run((school, rules, bound), options, &search, watch, false))
    }

    fn run(
        (school, rules, bound): (&School, &Rules, &SeatBound),
        options: &Options,
        search: &Options,
        watch: Watch<'_>,
        asked_for: bool,
    ) -> Result<Answer, Error> {
        let begun = Instant::now();
        let last: Mutex<Option<Progress>> = Mutex::new(None);
        let keep = |progress: Progress| {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
            watch(progress);
        };
        let found = mortarboard_core::solve(school, rules, search, &keep);
        if stopped(&found) == Some(Stopped::Asked) {
            let note = asked_for.then(|| "The search was ended by hand before the exact solve began.".to_owned());
            return admit(school, rules, found, note, bound.clone());
        }
        let proven = found.solved().is_some_and(|solved| bound.proves(school, &solved.score));
        // A proof of the search that the checker does not find is none: the exact solve may still give one.
        let final_answer = match &found {
            Outcome::Optimal(solved, _) => stands(school, rules, solved, bound),
            Outcome::Infeasible(..) => true,
            _ => proven,
        };
        if final_answer {
            return admit(school, rules, found, None, bound.clone());
        }
        if let Some(mut progress) = *last.lock().unwrap_or_else(PoisonError::into_inner) {
            progress.phase = Phase::Exact;
            progress.elapsed = begun.elapsed();
            watch(progress);
        }
        let mut limits = ExactOptions::default().within(options.time.map(|time| time.saturating_sub(begun.elapsed())));
        if let Some(stop) = &options.stop {
            limits = limits.until(Arc::clone(stop));
        }
        if let Some(solved) = found.solved() {
            limits = limits.from(&solved.schedule);
        }
        let exact = exact::solve(school, rules, &limits);
        let (outcome, note) = settle(exact, found, asked_for)?;
        let left = options.time.map(|time| time.saturating_sub(begun.elapsed()));
        let outcome = if asked_for || settled(&outcome) || left.is_some_and(|left| left < SHORT) {
            outcome
        } else {
            // Nobody asked for the proof, so where none can be had the time belongs to the search.
            let mut search = options.clone();
            search.time = left;
            better(school, outcome, mortarboard_core::solve(school, rules, &search, watch))
        };
        admit(school, rules, outcome, note, bound.clone())
    }

    /// Whether nothing is left to be found out, or nothing is to be.
    fn settled(outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::Optimal(..) | Outcome::Infeasible(..)) || stopped(outcome) == Some(Stopped::Asked)
    }

    fn stopped(outcome: &Outcome) -> Option<Stopped> {
        match outcome {
            Outcome::Unknown { stopped, .. } => Some(*stopped),
            other => other.solved().map(|solved| solved.stopped),
        }
    }

    /// The better of two outcomes, ended by what ended the later one.
    fn better(school: &School, first: Outcome, later: Outcome) -> Outcome {
        let key = |outcome: &Outcome| outcome.solved().map(|solved| solved.score.key(school.objective()));
        match stopped(&later) {
            Some(by) if key(&later) <= key(&first) && first.solved().is_some() && !matches!(later, Outcome::Optimal(..)) => {
                ended(first, by)
            }
            _ => later,
        }
    }

    /// What the search and the exact solve say together, and why there is no proof if there is none.
    fn settle(exact: Exact, found: Outcome, asked_for: bool) -> Result<(Outcome, Option<String>), Error> {
        let work = match &found {
            Outcome::Unknown { work, .. } => *work,
            other => other.solved().map_or(0, |solved| solved.work),
        };
        // Of two schedules of the same worth the search's is the better one: its sections are of even size.
        let best = |schedule, score| match found.solved() {
            Some(solved) if solved.score == score => solved.schedule.clone(),
            _ => schedule,
        };
        Ok(match exact {
            Exact::Optimal { schedule, score } => {
                (Outcome::Optimal(Solved::new(best(schedule, score), score, Stopped::Proven, work), Proof::Exact), None)
            }
            Exact::Feasible { schedule, score, why } => {
                let (stopped, note) = reason(why, asked_for)?;
                (Outcome::Feasible(Solved::new(best(schedule, score), score, stopped, work)), note)
            }
            Exact::Infeasible(conflict) if found.solved().is_none() => (Outcome::Infeasible(conflict, Refutation::Exact), None),
            Exact::Infeasible(conflict) => {
                let sentence =
                    "The exact solver says that no schedule exists, but the search has one. This is a bug; the schedule is withheld.";
                return Err(Error::bug(sentence, vec![conflict.sentence]));
            }
            Exact::Unknown { why } => {
                let (stopped, note) = reason(why, asked_for)?;
                (ended(found, stopped), note)
            }
            Exact::TooLarge { columns } => {
                (found, asked_for.then(|| format!("The program is too large to be solved exactly: it has at least {columns} columns.")))
            }
            _ => (found, asked_for.then(|| "The exact solver gave no final answer.".to_owned())),
        })
    }

    /// The outcome of the search, when what ended the solve came after it.
    fn ended(found: Outcome, by: Stopped) -> Outcome {
        match found {
            Outcome::Unknown { broken, work, hindrances, .. } => Outcome::Unknown { stopped: by, broken, work, hindrances },
            Outcome::Feasible(mut solved) => {
                solved.stopped = by;
                Outcome::Feasible(solved)
            }
            other => other,
        }
    }

    /// Why the exact solve has no final answer. Nobody who did not ask for it needs to hear of a limit.
    fn reason(why: Why, asked_for: bool) -> Result<(Stopped, Option<String>), Error> {
        let say = |sentence: &str| asked_for.then(|| sentence.to_owned());
        Ok(match why {
            Why::Time => (Stopped::Time, say("The time was over before the exact solve had an answer.")),
            Why::Asked => (Stopped::Asked, say("The exact solve was ended by hand.")),
            Why::Numbers => (Stopped::Work, say("Weights or ratios are too large for an exact solve in floating point.")),
            Why::Contradiction(sentence) => {
                return Err(Error::bug(
                    "The exact solver contradicts exact arithmetic. This is a bug; the schedule is withheld.",
                    vec![sentence],
                ));
            }
            Why::Backend(sentence) if asked_for => return Err(Error::backend(format!("The exact solver failed: {sentence}."))),
            Why::Backend(sentence) => (Stopped::Time, Some(format!("The exact solver failed, so nothing is proven: {sentence}."))),
            _ => (Stopped::Work, say("The exact solver gave no final answer.")),
        })
    }
}
