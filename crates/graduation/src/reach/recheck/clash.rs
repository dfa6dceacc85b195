//! Courses of year 0 that have no sections at different times.

use super::assumed::Assumed;
use super::possible::Question;
use super::{Wrong, wrong};
use mortarboard_model::time::AtomSet;
use std::collections::BTreeSet;

/// Sets of occupied time beyond which nothing is enumerated.
const MOST_SETS: usize = 1 << 16;

pub(super) fn check(question: &Question<'_>, assumed: &Assumed, courses: &[String]) -> Result<(), Wrong> {
    if !courses.windows(2).all(|pair| pair[0] < pair[1]) {
        return wrong("the courses that clash are not sorted, or one is listed twice");
    }
    if question.seats.is_none() {
        return wrong("the scene has no schedule in which courses could clash");
    }
    let mut times = Vec::with_capacity(courses.len());
    for course in courses {
        let listing = question.listing(course)?;
        let Some(take) = assumed.courses.get(&(listing, 0)).copied().flatten().and_then(|at| question.takes.get(at)) else {
            return wrong(format!("{course} is not assumed to be taken in year 0"));
        };
        times.push(&take.times);
    }
    if arranged(&times)? {
        return wrong("the courses listed have sections at different times");
    }
    for (without, course) in courses.iter().enumerate() {
        let mut fewer = times.clone();
        fewer.remove(without);
        if !arranged(&fewer)? {
            return wrong(format!("the courses listed clash without {course} too"));
        }
    }
    Ok(())
}

/// Whether there is one time for each course so that no two overlap.
fn arranged(courses: &[&BTreeSet<AtomSet>]) -> Result<bool, Wrong> {
    let mut busy = BTreeSet::from([AtomSet::default()]);
    for times in courses {
        let Some(more) = beside(&busy, times) else { return wrong("the courses that clash are too many to be checked") };
        busy = more;
    }
    Ok(!busy.is_empty())
}

/// All sets of time that are occupied when one more course meets at one of its times; none when they are too
/// many.
pub(super) fn beside(busy: &BTreeSet<AtomSet>, times: &BTreeSet<AtomSet>) -> Option<BTreeSet<AtomSet>> {
    let mut more = BTreeSet::new();
    for &busy in busy {
        more.extend(times.iter().filter(|time| !time.meets(busy)).map(|&time| busy | time));
        if more.len() > MOST_SETS {
            return None;
        }
    }
    Some(more)
}
