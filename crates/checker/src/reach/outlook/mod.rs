//! What a schedule means for one student: the roster, what must not be lost this year, what failed courses would
//! do, and why graduation on time is out of reach where it is.

mod cause;
mod structure;
mod text;
mod why;

pub use cause::Cause;
pub use why::why;

use super::{Reacher, Scene, Take, Who};
use mortarboard_model::{CourseId, PatternId, Schedule, School, StudentId, TermId};
use serde::Serialize;
use std::collections::BTreeSet;

/// Failed courses that are looked at together, at most.
pub const MOST_FAILURES: u32 = 3;

/// How many courses of this year may be failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Survival {
    /// Graduation on time remains possible whichever so many courses are failed; at most [`MOST_FAILURES`], and
    /// no more than the courses there are.
    pub bears: u32,
    /// One course more, named so that graduation on time is no longer possible when all of these are failed; empty
    /// when none was found.
    pub breaks: Vec<String>,
}

/// What a student sits in this year, as takes: sections on whose rosters the student is and that have a pattern.
/// Sorted by course. Empty for students or schedules of another school.
///
/// ```
/// use mortarboard_checker::reach::roster;
/// use mortarboard_model::{RequestId, Schedule, School, SectionId, StudentId, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let mut schedule = Schedule::empty(&school);
/// schedule.seats[RequestId(0)] = Some(SectionId(0));
/// assert!(roster(&school, &schedule, StudentId(0)).is_empty(), "the section has no pattern yet");
/// schedule.placements[SectionId(0)].pattern = Some(school.courses().values().next().unwrap().patterns[0]);
/// assert_eq!(roster(&school, &schedule, StudentId(0))[0].section.as_deref(), Some("ART-1"));
/// ```
pub fn roster(school: &School, schedule: &Schedule, student: StudentId) -> Vec<Take> {
    let Some(data) = school.students().get(student).filter(|_| schedule.fits(school)) else { return Vec::new() };
    let seats = data.requests.iter().filter_map(|&request| schedule.seats[request]);
    let mut takes: Vec<Take> = seats
        .filter_map(|section| {
            let pattern = schedule.placements[section].pattern?;
            let data = &school.sections()[section];
            let mut take = taken(school, data.course, pattern);
            take.section = Some(data.id.clone());
            Some(take)
        })
        .collect();
    takes.sort();
    takes
}

/// A course taken this year at a pattern.
fn taken(school: &School, course: CourseId, pattern: PatternId) -> Take {
    let calendar = school.calendar();
    let terms: BTreeSet<TermId> = school.patterns()[pattern].cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
    Take {
        course: school.courses()[course].id.clone(),
        year: 0,
        terms: terms.into_iter().map(|term| calendar.terms()[term].clone()).collect(),
        section: None,
    }
}

impl Reacher<'_> {
    /// Those of some courses without which this year graduation on time is impossible in the scene, though it is
    /// possible with them; in the order given. Empty when it is impossible or unknown anyway.
    ///
    /// One search for each course.
    ///
    /// ```
    /// use mortarboard_checker::reach::{Reacher, Scene, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let courses: Vec<_> = school.courses().ids().collect();
    /// let critical = Reacher::new(&school, PlanId(0), None).critical(who, Scene::default(), &courses);
    /// assert!(critical.len() < courses.len());
    /// ```
    pub fn critical(&self, who: Who<'_>, scene: Scene<'_>, courses: &[CourseId]) -> Vec<CourseId> {
        if courses.is_empty() || self.reachable(who, scene) != Some(true) {
            return Vec::new();
        }
        let lost = |course: &CourseId| {
            let without: Vec<CourseId> = scene.without.iter().copied().chain([*course]).collect();
            self.reachable(who, Scene { without: &without, ..scene }) == Some(false)
        };
        courses.iter().copied().filter(lost).collect()
    }

    /// How many of this year's courses may be failed, whichever they are. A failed course fills its time, earns
    /// nothing and opens nothing; later years are planned anew. `takes` are those of the roster, or of a route. None
    /// when graduation on time is out of reach even if all are passed, or when a search came to its limit.
    ///
    /// At most one search for each set of up to [`MOST_FAILURES`] courses: 64 for seven courses.
    ///
    /// ```
    /// use mortarboard_checker::reach::{Reacher, Scene, Verdict, Who};
    /// use mortarboard_model::{PlanId, School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    /// let reacher = Reacher::new(&school, PlanId(0), None);
    /// let Verdict::Reachable { route } = reacher.reach(who, Scene::default()) else { panic!() };
    /// let survival = reacher.survival(who, &route).unwrap();
    /// assert!(survival.bears == 3 || survival.breaks.len() as u32 == survival.bears + 1);
    /// ```
    pub fn survival(&self, who: Who<'_>, takes: &[Take]) -> Option<Survival> {
        let now: Vec<Take> = takes.iter().filter(|take| take.year == 0).cloned().collect();
        let reachable = |failed: &[usize]| {
            let part = |lost: bool| -> Vec<Take> {
                let kept = now.iter().enumerate().filter(|(at, _)| failed.contains(at) == lost);
                kept.map(|(_, take)| take.clone()).collect()
            };
            let (kept, lost) = (part(false), part(true));
            self.reachable(who, Scene { fixed: Some(&kept), failed: &lost, ..Scene::default() })
        };
        if !reachable(&[])? {
            return None;
        }
        let most = MOST_FAILURES.min(u32::try_from(now.len()).unwrap_or(u32::MAX));
        for bears in 0..most {
            for failed in subsets(now.len(), bears as usize + 1) {
                if !reachable(&failed)? {
                    return Some(Survival { bears, breaks: failed.iter().map(|&at| now[at].course.clone()).collect() });
                }
            }
        }
        Some(Survival { bears: most, breaks: Vec::new() })
    }
}

/// All sets of `size` numbers below `count`, in lexicographic order.
fn subsets(count: usize, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let first: Vec<usize> = (0..size).collect();
    std::iter::successors((size <= count).then_some(first), move |set| {
        let at = (0..size).rev().find(|&at| set[at] < count - size + at)?;
        let mut next = set.clone();
        next[at] += 1;
        for later in at + 1..size {
            next[later] = next[later - 1] + 1;
        }
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::subsets;

    #[test]
    fn subsets_are_complete_and_in_order() {
        assert_eq!(subsets(4, 2).collect::<Vec<_>>(), [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert_eq!(subsets(7, 3).count(), 35);
        assert_eq!(subsets(2, 3).count(), 0);
        assert_eq!(subsets(3, 0).collect::<Vec<_>>(), [Vec::<usize>::new()]);
    }
}
