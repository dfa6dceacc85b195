//! Requests that graduation on time hangs on.

use super::limit::{Over, never};
use super::{reachers, who};
use mortarboard_graduation::reach::{Reacher, Scene, Take};
use mortarboard_model::graduation::Plan;
use mortarboard_model::{CourseId, Id, PlanId, Priority, RequestId, Schedule, School, StudentId};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The requests of a school that graduation on time hangs on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Critical {
    /// All of them.
    pub total: u64,
    /// Those that the schedule meets; 0 without a schedule.
    pub met: u64,
    /// The requests, by student.
    #[serde(skip)]
    pub requests: Vec<CriticalRequest>,
    /// Whether a limit came before every student was looked at; there may then be more of them.
    #[serde(skip)]
    pub unfinished: bool,
}

/// A request whose loss this year makes graduation on time impossible under some plan of the student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CriticalRequest {
    /// The request.
    pub request: RequestId,
    /// Whether the schedule meets it; false without a schedule.
    pub met: bool,
}

/// The critical requests of a school: those without which the student's other requests, alternates among them, leave no
/// route to graduation on time under some plan that the student follows. Where the requests leave none even together,
/// those count without which there is none whatever else is offered. Requests of students who can't graduate on time anyway
/// are not critical. Of several requests for one course, as many are critical as the least number of times that leaves a
/// route, the first of them.
///
/// A few searches for each student and plan, since one route that does without several requests clears them all; at most one
/// more for each request. In parallel over students.
///
/// ```
/// use mortarboard::files::{generate_school, Recipe};
/// use mortarboard::School;
/// let recipe = Recipe::new(150, 1).with_graduation();
/// let school = School::try_from(generate_school(&recipe))?;
/// let critical = mortarboard::graduation::critical(&school);
/// assert!(critical.total > 0 && critical.met == 0);
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn critical(school: &School) -> Critical {
    let students: Vec<StudentId> = school.students().ids().collect();
    let reachers = reachers(school, None, None, &students, &never());
    critical_under(school, None, &reachers, &students, &never())
}

pub(super) fn critical_under(
    school: &School,
    schedule: Option<&Schedule>,
    reachers: &[(PlanId, &Plan, Reacher<'_>)],
    students: &[StudentId],
    over: &Over,
) -> Critical {
    let own: Vec<Own> = students.par_iter().map(|&student| of_student(school, reachers, student, over)).collect();
    all_of(schedule, &own)
}

/// What hangs on the requests of one student.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    critical: Vec<RequestId>,
    /// By plan, a route in a year without a schedule: of the student's own requests where these leave one.
    pub(super) routes: Vec<(PlanId, Vec<Take>)>,
    /// Whether a limit came first.
    unfinished: bool,
}

/// The critical requests of one student.
pub(super) fn of_student(school: &School, reachers: &[(PlanId, &Plan, Reacher<'_>)], student: StudentId, over: &Over) -> Own {
    let Some(who) = who(school, student) else { return Own::default() };
    if over() {
        return Own { unfinished: true, ..Own::default() };
    }
    let asked: &[RequestId] = &school.students()[student].requests;
    let courses: Vec<CourseId> = asked.iter().map(|&id| school.requests()[id].course).collect();
    let times = |course: CourseId| courses.iter().filter(|&&own| own == course).count() as u32;
    let mut distinct = courses.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.is_empty() {
        return Own::default();
    }
    // Nobody is seated in what they did not ask for: only the student's own requests can take another's place.
    let others: Vec<CourseId> = school.courses().ids().filter(|course| distinct.binary_search(course).is_err()).collect();
    let most: Vec<(CourseId, u32)> = distinct.iter().map(|&course| (course, times(course))).collect();
    // How many of the requests for a course are critical.
    let mut found: BTreeMap<CourseId, u32> = BTreeMap::new();
    let mut routes = Vec::new();
    for (plan, _, reacher) in reachers.iter().filter(|(plan, ..)| who.progress.plans.contains(plan)) {
        let scenes = [Scene { without: &others, most: &most, ..Scene::default() }, Scene::default()];
        let first = scenes.into_iter().find_map(|scene| Some((scene, reacher.critical_and_route(who, scene, &distinct)?)));
        let Some((scene, (lost, route))) = first else { continue };
        routes.push((*plan, route));
        for course in lost {
            // One more is critical as long as no route does with those before it.
            let enough = |few: &u32| {
                let most: Vec<(CourseId, u32)> = scene.most.iter().copied().chain([(course, *few)]).collect();
                over() || reacher.reachable(who, Scene { most: &most, ..scene }) != Some(false)
            };
            let needed = (1..times(course)).find(enough).unwrap_or(times(course));
            let known = found.entry(course).or_default();
            *known = needed.max(*known);
        }
    }
    let critical = |id: &RequestId| {
        let request = &school.requests()[*id];
        found.get(&request.course).is_some_and(|&needed| request.time <= needed)
    };
    // A search that came to its end just before says the same: this may claim less than is true.
    Own { critical: asked.iter().copied().filter(critical).collect(), routes, unfinished: over() }
}

/// The critical requests of some students together.
pub(super) fn all_of(schedule: Option<&Schedule>, own: &[Own]) -> Critical {
    let met = |request: &RequestId| schedule.is_some_and(|schedule| schedule.seats.get(*request).copied().flatten().is_some());
    let found: Vec<RequestId> = own.iter().flat_map(|own| own.critical.iter().copied()).collect();
    let requests: Vec<CriticalRequest> = found.into_iter().map(|request| CriticalRequest { request, met: met(&request) }).collect();
    let count = |only: fn(&&CriticalRequest) -> bool| requests.iter().filter(only).count() as u64;
    let unfinished = own.iter().any(|own| own.unfinished);
    Critical { total: count(|_| true), met: count(|request| request.met), requests, unfinished }
}

/// The school as the scheduler should see it: critical requests above all others, and the rest of each student's
/// requests of one priority in the order of what their loss would leave, least spare credit first. All ids keep
/// their places, so a schedule of the one school is one of the other. The school itself when it states no plan.
///
/// [`solve`](crate::solve) does this by itself. [`prioritised_within`](crate::prioritised_within) keeps limits.
///
/// ```
/// use mortarboard::files::{generate_school, Recipe};
/// use mortarboard::school::Priority;
/// use mortarboard::School;
/// let recipe = Recipe::new(150, 1).with_graduation();
/// let school = School::try_from(generate_school(&recipe))?;
/// let raised = mortarboard::graduation::prioritised(&school);
/// let critical = raised.requests().values().filter(|request| request.priority == Priority::Critical).count();
/// assert_eq!(critical as u64, mortarboard::graduation::critical(&school).total);
/// // Doing it again changes nothing.
/// assert_eq!(*mortarboard::graduation::prioritised(&raised), *raised);
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn prioritised(school: &School) -> Cow<'_, School> {
    prioritised_until(school, &never()).0
}

/// The same until it is over, and whether it came to its end: students not looked at by then keep their requests as they are.
pub(crate) fn prioritised_until<'s>(school: &'s School, over: &Over) -> (Cow<'s, School>, bool) {
    if school.graduation().plans.is_empty() {
        return (Cow::Borrowed(school), true);
    }
    let students: Vec<StudentId> = school.students().ids().collect();
    let reachers = reachers(school, None, None, &students, over);
    let critical = critical_under(school, None, &reachers, &students, over);
    let mut urgent: Vec<RequestId> = critical.requests.iter().map(|request| request.request).collect();
    urgent.sort_unstable();
    // Spare credit that remains when a request is lost, the least over the student's plans.
    let slack = |&student: &StudentId| -> Vec<(RequestId, i64)> {
        let Some(who) = who(school, student).filter(|_| !over()) else { return Vec::new() };
        let own: Vec<&Reacher<'_>> =
            reachers.iter().filter(|(plan, ..)| who.progress.plans.contains(plan)).map(|(.., reacher)| reacher).collect();
        let asked = &school.students()[student].requests;
        let courses: Vec<CourseId> = asked.iter().map(|&id| school.requests()[id].course).collect();
        let slacks: Vec<_> = own.iter().map(|reacher| reacher.slack_without(who, Scene::default(), &courses)).collect();
        let left = |at: usize| slacks.iter().filter_map(|plan| Some(plan.get(at)?.as_ref()?.credits)).min();
        asked.iter().enumerate().filter_map(|(at, &id)| Some((id, left(at)?))).collect()
    };
    let slack: BTreeMap<RequestId, i64> = students.par_iter().flat_map_iter(slack).collect();
    let mut ranks: BTreeMap<RequestId, u32> = BTreeMap::new();
    for student in school.students().values() {
        let mut order: Vec<(Option<i64>, u32, usize, RequestId)> =
            student.requests.iter().map(|&id| (slack.get(&id).copied(), school.requests()[id].rank, id.index(), id)).collect();
        // Without a number a request keeps its place behind those with one.
        order.sort_by_key(|&(slack, rank, at, _)| (slack.is_none(), slack, rank, at));
        ranks.extend(order.iter().enumerate().map(|(rank, &(.., id))| (id, u32::try_from(rank).unwrap_or(u32::MAX))));
    }
    let raised = school.raised(|id, request| {
        let priority = if urgent.binary_search(&id).is_ok() { Priority::Critical } else { request.priority };
        (priority, ranks.get(&id).copied().unwrap_or(request.rank))
    });
    (Cow::Owned(raised), !critical.unfinished && !over())
}
