use crate::{Answer, Error};
use mortarboard_core::{Options, Progress};
use mortarboard_model::School;
use mortarboard_model::rule::Rules;

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
/// use mortarboard::{Options, Outcome, RawSchool, Rules, School, solve_exact};
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
///     Ok(answer) => assert!(matches!(answer.outcome(), Outcome::Optimal(_))),
///     Err(error) => assert!(error.is_backend(), "only a build without HiGHS may refuse"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_exact(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    run(school, rules, options, watch)
}

#[cfg(not(feature = "highs"))]
fn run(_: &School, _: &Rules, _: &Options, _: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    Err(Error::backend(
        "An exact solve needs HiGHS, and this build is without it: build with the feature `highs`, or solve without `exact`.",
    ))
}

#[cfg(feature = "highs")]
fn run(school: &School, rules: &Rules, options: &Options, watch: &(dyn Fn(Progress) + Sync)) -> Result<Answer, Error> {
    use crate::solve::admit;
    use mortarboard_core::exact::{self, ExactOptions};
    use mortarboard_core::{Outcome, Stopped};
    use std::sync::Arc;
    use std::time::Instant;

    let begun = Instant::now();
    let mut search = options.clone();
    // Without any limit the search would go on for ever, and the exact solve would never begin.
    search.time = options.time.map(|time| time / 4).or_else(|| options.work.is_none().then_some(SEARCH));
    let found = mortarboard_core::solve(school, rules, &search, watch);
    let asked = |outcome: &Outcome| match outcome {
        Outcome::Unknown { stopped, .. } => *stopped == Stopped::Asked,
        other => other.solved().is_some_and(|solved| solved.stopped == Stopped::Asked),
    };
    if asked(&found) {
        return admit(school, rules, found, Some("The search was ended by hand before the exact solve began.".to_owned()));
    }
    if matches!(found, Outcome::Optimal(_) | Outcome::Infeasible(_)) {
        return admit(school, rules, found, None);
    }
    let mut limits = ExactOptions::default().within(options.time.map(|time| time.saturating_sub(begun.elapsed())));
    if let Some(stop) = &options.stop {
        limits = limits.until(Arc::clone(stop));
    }
    if let Some(solved) = found.solved() {
        limits = limits.from(&solved.schedule);
    }
    let exact = exact::solve(school, rules, &limits);
    let (outcome, note) = settle(exact, found)?;
    admit(school, rules, outcome, note)
}

/// Wall time of the search when the caller sets no limit at all.
#[cfg(feature = "highs")]
const SEARCH: std::time::Duration = std::time::Duration::from_secs(5);

/// What the search and the exact solve say together, and why there is no proof if there is none.
#[cfg(feature = "highs")]
fn settle(
    exact: mortarboard_core::exact::Exact,
    found: mortarboard_core::Outcome,
) -> Result<(mortarboard_core::Outcome, Option<String>), Error> {
    use mortarboard_core::exact::Exact;
    use mortarboard_core::{Outcome, Solved, Stopped};

    let work = match &found {
        Outcome::Unknown { work, .. } => *work,
        other => other.solved().map_or(0, |solved| solved.work),
    };
    Ok(match exact {
        Exact::Optimal { schedule, score } => (Outcome::Optimal(Solved::new(schedule, score, Stopped::Proven, work)), None),
        Exact::Feasible { schedule, score, why } => {
            let (stopped, note) = reason(why)?;
            (Outcome::Feasible(Solved::new(schedule, score, stopped, work)), Some(note))
        }
        Exact::Infeasible(conflict) if found.solved().is_none() => (Outcome::Infeasible(conflict), None),
        Exact::Infeasible(conflict) => {
            let sentence =
                "The exact solver says that no schedule exists, but the search has one. This is a bug; the schedule is withheld.";
            return Err(Error::bug(sentence, vec![conflict.sentence]));
        }
        Exact::Unknown { why } => (found, Some(reason(why)?.1)),
        Exact::TooLarge { columns } => {
            (found, Some(format!("The program is too large to be solved exactly: it has at least {columns} columns.")))
        }
        _ => (found, Some("The exact solver gave no final answer.".to_owned())),
    })
}

/// Why the exact solve has no final answer.
#[cfg(feature = "highs")]
fn reason(why: mortarboard_core::exact::Why) -> Result<(mortarboard_core::Stopped, String), Error> {
    use mortarboard_core::Stopped;
    use mortarboard_core::exact::Why;

    Ok(match why {
        Why::Time => (Stopped::Time, "The time was over before the exact solve had an answer.".to_owned()),
        Why::Asked => (Stopped::Asked, "The exact solve was ended by hand.".to_owned()),
        Why::Numbers => (Stopped::Work, "Weights or ratios are too large for an exact solve in floating point.".to_owned()),
        Why::Contradiction(sentence) => {
            return Err(Error::bug(
                "The exact solver contradicts exact arithmetic. This is a bug; the schedule is withheld.",
                vec![sentence],
            ));
        }
        Why::Backend(sentence) => return Err(Error::backend(format!("The exact solver failed: {sentence}."))),
        _ => (Stopped::Work, "The exact solver gave no final answer.".to_owned()),
    })
}
