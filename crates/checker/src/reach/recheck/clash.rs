//! Courses of year 0 that have no sections at different times.

use super::assumed::Assumed;
use super::possible::{Question, atoms};
use super::{Wrong, wrong};
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Id, PatternId};
use std::collections::BTreeSet;

/// Sets of occupied time beyond which nothing is enumerated.
const MOST_SETS: usize = 1 << 16;

pub(super) fn check(question: &Question<'_>, assumed: &Assumed, courses: &[String]) -> Result<(), Wrong> {
    if !courses.windows(2).all(|pair| pair[0] < pair[1]) {
        return wrong("the courses that clash are not sorted, or one is listed twice");
    }
    let mut times = Vec::with_capacity(courses.len());
    for course in courses {
        let listing = question.listing(course)?;
        let Some(take) = assumed.courses.get(&(listing, 0)).copied().flatten().and_then(|at| question.takes.get(at)) else {
            return wrong(format!("{course} is not assumed to be taken in year 0"));
        };
        let Some(seats) = &question.seats else { return wrong("the scene has no schedule in which courses could clash") };
        let own = seats.iter().filter(|seat| seat.course.index() == listing.index()).map(|seat| seat.pattern);
        times.push(
            own.filter(|&pattern| terms(question, pattern) == take.taken.terms).map(|pattern| atoms(question.school, pattern)).collect(),
        );
    }
    if arranged(&times)? {
        return wrong("the courses listed have sections at different times");
    }
    for (without, course) in courses.iter().enumerate() {
        let mut fewer: Vec<BTreeSet<AtomSet>> = times.clone();
        let _ = fewer.remove(without);
        if !arranged(&fewer)? {
            return wrong(format!("the courses listed clash without {course} too"));
        }
    }
    Ok(())
}

fn terms(question: &Question<'_>, pattern: PatternId) -> Vec<usize> {
    let cells = question.school.patterns().get(pattern).map_or([].as_slice(), |pattern| &pattern.cells);
    let terms = cells.iter().filter_map(|&cell| Some(question.school.calendar().cells().get(cell)?.term.index()));
    terms.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// Whether there is one time for each course so that no two overlap: course by course, all sets of time that
/// the courses so far may occupy.
fn arranged(courses: &[BTreeSet<AtomSet>]) -> Result<bool, Wrong> {
    let mut occupied = BTreeSet::from([AtomSet::default()]);
    for times in courses {
        let both = occupied.iter().flat_map(|&busy| times.iter().filter(move |time| !time.meets(busy)).map(move |&time| busy | time));
        occupied = both.take(MOST_SETS).collect();
        if occupied.len() >= MOST_SETS {
            return wrong("the courses that clash are too many to be checked");
        }
    }
    Ok(!occupied.is_empty())
}
