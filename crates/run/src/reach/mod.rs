//! Graduation on time, for all students of a school at once.

mod answer;
mod limit;
mod personas;
mod unexamined;
mod urgent;

pub use answer::{Reached, StudentReach, WrongOrder};
pub(crate) use limit::{Over, limit};
pub use personas::PersonaReach;
pub use unexamined::{Unexamined, UnexaminedCause, unexamined};
pub(crate) use urgent::prioritised_until;
pub use urgent::{Critical, CriticalRequest, critical, prioritised};
use urgent::{Own, all_of, of_student};

use mortarboard_checker::{empty_time, this_year};
use mortarboard_graduation::reach::{Reacher, Scene, Take, Verdict, Who, Wrong};
use mortarboard_graduation::reach::{disorders, from_outside, recheck_outside, recheck_until, roster, why};
use mortarboard_model::graduation::Plan;
use mortarboard_model::rule::Rules;
use mortarboard_model::{CourseId, IdVec, PlanId, Priority, RequestId, Schedule, School, Student, StudentId};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What is asked about whom. The default: every student, every plan they follow, and what failed courses would do. Another wish may
/// come with a later version, so it is made from the default.
///
/// ```
/// use mortarboard::graduation::ReachOptions;
/// use std::time::Duration;
/// let options = ReachOptions::default().without_failures().with_time(Duration::from_secs(5));
/// assert_eq!((options.failures, options.time), (false, Some(Duration::from_secs(5))));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReachOptions {
    /// Only this student.
    pub student: Option<StudentId>,
    /// Only this plan, also for students who do not follow it.
    pub plan: Option<PlanId>,
    /// Whether to look at what failed courses would do: some dozens of searches more for each student.
    pub failures: bool,
    /// Wall time after which nobody more is looked at; those who were not by then are unknown. Without one, the clock has no
    /// say in the answer.
    pub time: Option<Duration>,
    /// Set to true from anywhere to look at nobody more.
    pub stop: Option<Arc<AtomicBool>>,
    /// The rules of the schedule, where they are not the school's own.
    pub rules: Option<Rules>,
}

impl Default for ReachOptions {
    fn default() -> Self {
        ReachOptions { student: None, plan: None, failures: true, time: None, stop: None, rules: None }
    }
}

impl ReachOptions {
    /// Asks about this student alone.
    ///
    /// ```
    /// use mortarboard::graduation::ReachOptions;
    /// use mortarboard::school::StudentId;
    /// assert_eq!(ReachOptions::default().of_student(StudentId(3)).student, Some(StudentId(3)));
    /// ```
    pub fn of_student(self, student: StudentId) -> Self {
        ReachOptions { student: Some(student), ..self }
    }

    /// Leaves out what failed courses would do.
    ///
    /// ```
    /// assert!(!mortarboard::graduation::ReachOptions::default().without_failures().failures);
    /// ```
    pub fn without_failures(self) -> Self {
        ReachOptions { failures: false, ..self }
    }

    /// Looks at nobody more after a wall time.
    ///
    /// ```
    /// use mortarboard::graduation::ReachOptions;
    /// use std::time::Duration;
    /// assert_eq!(ReachOptions::default().with_time(Duration::ZERO).time, Some(Duration::ZERO));
    /// ```
    pub fn with_time(self, time: Duration) -> Self {
        ReachOptions { time: Some(time), ..self }
    }

    /// Looks at nobody more once someone sets the flag.
    ///
    /// ```
    /// use mortarboard::graduation::ReachOptions;
    /// use std::sync::{Arc, atomic::AtomicBool};
    /// assert!(ReachOptions::default().with_stop(Arc::new(AtomicBool::new(true))).stop.is_some());
    /// ```
    pub fn with_stop(self, stop: Arc<AtomicBool>) -> Self {
        ReachOptions { stop: Some(stop), ..self }
    }
}

/// Asks for the students, under each plan that a student follows, whether graduation on time is still possible, and why
/// not where it is not. Those without one of the school's grades, and those who follow no plan, are named as not examined. With a schedule, this year is as the rosters have it; without one, everything offered is open.
///
/// Students are looked at in parallel; the answer does not depend on the number of threads, unless [`ReachOptions::time`] or
/// [`ReachOptions::stop`] ends it. A fraction of a millisecond for each student and plan, and some dozens of searches more with `failures`.
///
/// ```
/// use mortarboard::files::{generate_school, Recipe};
/// use mortarboard::School;
/// use mortarboard::graduation::ReachOptions;
/// let recipe = Recipe::new(150, 1).with_graduation();
/// let school = School::try_from(generate_school(&recipe))?;
/// let mut options = ReachOptions::default();
/// options.failures = false;
/// let reached = mortarboard::graduation::reach(&school, None, &options);
/// assert!(reached.on_time() > 0);
/// assert_eq!(reached.recheck(&school, None), Ok(()));
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn reach(school: &School, schedule: Option<&Schedule>, options: &ReachOptions) -> Reached {
    // What is not read can't be wrong.
    look(school, schedule, options, false).unwrap_or_default()
}

/// The same with each answer read again, as soon as it is found, by code that shares nothing with the search. Answers that
/// could not be read again before the limits of `options` are unknown, and so are those that this code can't settle because the plan
/// leaves too many choices.
///
/// # Errors
/// The first certificate found that does not hold, and why. That is a bug of this library.
///
/// ```
/// use mortarboard::files::{generate_school, Recipe};
/// use mortarboard::School;
/// use mortarboard::graduation::ReachOptions;
/// use std::time::Duration;
/// let recipe = Recipe::new(150, 1).with_graduation();
/// let school = School::try_from(generate_school(&recipe))?;
/// let mut options = ReachOptions::default();
/// options.failures = false;
/// let reached = mortarboard::graduation::reach_checked(&school, None, &options).unwrap();
/// assert_eq!(reached.students, mortarboard::graduation::reach(&school, None, &options).students);
/// // Without any time nobody is looked at, and nobody is said to graduate on time.
/// options.time = Some(Duration::ZERO);
/// let unknown = mortarboard::graduation::reach_checked(&school, None, &options).unwrap();
/// assert_eq!((unknown.students.len(), unknown.on_time()), (reached.students.len(), 0));
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn reach_checked(school: &School, schedule: Option<&Schedule>, options: &ReachOptions) -> Result<Reached, Wrong> {
    look(school, schedule, options, true)
}

fn look(school: &School, schedule: Option<&Schedule>, options: &ReachOptions, checked: bool) -> Result<Reached, Wrong> {
    let over = limit(options.time, options.stop.clone());
    let schedule = schedule.filter(|schedule| schedule.fits(school));
    let students: Vec<StudentId> = school.students().ids().filter(|&id| options.student.is_none_or(|only| only == id)).collect();
    let reachers = reachers(school, schedule, options.plan, &students, &over);
    let all = Asked { school, schedule, failures: options.failures, checked, over: &over };
    let one = |&student: &StudentId| -> Result<(Own, Vec<StudentReach>), Wrong> {
        let mut own = of_student(school, &reachers, student, &over);
        let routes = std::mem::take(&mut own.routes);
        let plans = asked(school, student, options.plan);
        let answers = reachers.iter().filter(|(plan, ..)| plans.contains(plan)).filter_map(|(id, plan, reacher)| {
            let known = routes.iter().find(|(known, _)| known == id).map(|(_, route)| route);
            all.about(reacher, (*id, plan), student, known).transpose()
        });
        answers.collect::<Result<_, _>>().map(|answers| (own, answers))
    };
    let found: Result<Vec<(Own, Vec<StudentReach>)>, Wrong> = students.par_iter().map(one).collect();
    let (own, found): (Vec<Own>, Vec<Vec<StudentReach>>) = found?.into_iter().unzip();
    let found = found.into_iter().flatten().collect();
    let personas = match options.student {
        None => personas::personas(&all, options.plan)?,
        Some(_) => Vec::new(),
    };
    let critical = all_of(schedule, &own);
    let rules = options.rules.clone().unwrap_or_else(|| Rules::of(school));
    Ok(Reached {
        students: found,
        unexamined: unexamined(school, options),
        personas,
        year: schedule
            .filter(|_| !critical.unfinished)
            .map(|schedule| this_year(school, &rules, schedule, &needed(school, &critical, options.student))),
        empty: schedule.map_or(Vec::new(), |schedule| {
            let only = options.student.map(|student| &school.students()[student].id);
            empty_time(school, &rules, schedule).into_iter().filter(|empty| only.is_none_or(|id| *id == empty.student)).collect()
        }),
        wrong_order: schedule.map_or(Vec::new(), |schedule| {
            let of = |&student: &StudentId| {
                let found = who(school, student).map_or(Vec::new(), |who| disorders(school, who, &roster(school, schedule, student)));
                found.into_iter().map(move |disorder| WrongOrder { student, disorder })
            };
            students.par_iter().flat_map_iter(of).collect()
        }),
        critical,
    })
}

/// The plans of a student, or one that need not be theirs, each in the student's own form.
fn asked(school: &School, student: StudentId, only: Option<PlanId>) -> Vec<PlanId> {
    let progress = school.graduation().students.get(student);
    progress.map_or(Vec::new(), |progress| only.map_or(progress.plans.clone(), |only| vec![progress.form(only)]))
}

/// What answers for each plan, or form of one, that is asked about for some of the students.
fn reachers<'s>(
    school: &'s School,
    schedule: Option<&'s Schedule>,
    only: Option<PlanId>,
    students: &[StudentId],
    over: &Over,
) -> Vec<(PlanId, &'s Plan, Reacher<'s>)> {
    let ids: BTreeSet<PlanId> = students.iter().flat_map(|&student| asked(school, student, only)).collect();
    let known = ids.into_iter().filter_map(|id| Some((id, school.graduation().plans.get(id)?)));
    known.map(|(id, plan)| (id, plan, Reacher::new(school, id, schedule).until(Arc::clone(over)))).collect()
}

/// Who a student is, for the question; none without one of the school's grades.
fn who(school: &School, student: StudentId) -> Option<Who<'_>> {
    let graduation = school.graduation();
    let data: &Student = school.students().get(student)?;
    let grade = data.grade.filter(|grade| (graduation.first_grade..=graduation.last_grade).contains(grade))?;
    Some(Who { grade, progress: graduation.students.get(student)?, away: &data.unavailable })
}

/// What is asked of everyone.
struct Asked<'a> {
    school: &'a School,
    schedule: Option<&'a Schedule>,
    failures: bool,
    /// Whether answers are read again.
    checked: bool,
    over: &'a Over,
}

impl Asked<'_> {
    /// The answer for one student, with a route in a year without a schedule if one is known; none for whom nothing is asked.
    fn about(
        &self,
        reacher: &Reacher<'_>,
        (id, plan): (PlanId, &Plan),
        student: StudentId,
        known: Option<&Vec<Take>>,
    ) -> Result<Option<StudentReach>, Wrong> {
        let Some(who) = who(self.school, student) else { return Ok(None) };
        if (self.over)() {
            let verdict = Verdict::Unknown { cases: 0 };
            return Ok(Some(StudentReach { student, plan: id, verdict, cause: None, slack: None, outside: None, survival: None }));
        }
        let roster: Option<Vec<Take>> = self.schedule.map(|schedule| roster(self.school, schedule, student));
        let scene = Scene { fixed: roster.as_deref(), ..Scene::default() };
        let (verdict, slack) = match known.filter(|_| self.schedule.is_none()) {
            Some(route) => (Verdict::Reachable { route: route.clone() }, reacher.slack(who, scene)),
            None => reacher.reach_with_slack(who, scene),
        };
        let verdict = self.read(plan, who, scene, verdict)?;
        let survival = match &verdict {
            Verdict::Reachable { route } if self.failures => reacher.survival_of(who, scene, route),
            _ => None,
        };
        let blocked = matches!(verdict, Verdict::Blocked { .. });
        let outside = if blocked { from_outside(self.school, id, who, roster.as_deref(), Some(self.over)) } else { None };
        if let Some(outside) = outside.as_ref().filter(|_| self.checked) {
            recheck_outside(self.school, id, who, roster.as_deref(), outside)?;
        }
        let cause = if blocked { why(reacher, self.school, self.schedule, student) } else { None };
        Ok(Some(StudentReach { student, plan: id, verdict, cause, slack, outside, survival }))
    }

    /// An answer that has been read again, where that is asked; unknown if it could not be.
    fn read(&self, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: Verdict) -> Result<Verdict, Wrong> {
        let read = !self.checked || recheck_until(self.school, plan, who, scene, &verdict, &|| (self.over)())?;
        Ok(if read { verdict } else { Verdict::Unknown { cases: 0 } })
    }
}

/// The courses each student needs this year: critical and required requests, each as often as it is asked for.
fn needed(school: &School, critical: &Critical, only: Option<StudentId>) -> IdVec<StudentId, Vec<CourseId>> {
    let mut needed = IdVec::filled(school.students().len(), Vec::new());
    let required = school.requests().iter().filter(|(_, request)| request.priority <= Priority::Required).map(|(id, _)| id);
    let all: BTreeSet<RequestId> = required.chain(critical.requests.iter().map(|request| request.request)).collect();
    for id in all {
        let request = &school.requests()[id];
        if only.is_none_or(|student| student == request.student) {
            needed[request.student].push(request.course);
        }
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_graduation::State;
    use std::sync::atomic::Ordering;

    #[test]
    fn whoever_is_not_looked_at_is_unknown() {
        let mut recipe = mortarboard_io::generate::Recipe::new(150, 1);
        recipe.graduation = true;
        let school = School::try_from(&mortarboard_io::generate::school(&recipe)).expect("the school is sound");
        let mut options = ReachOptions::default();
        let flag = Arc::new(AtomicBool::new(false));
        (options.failures, options.stop) = (false, Some(Arc::clone(&flag)));
        let all = reach_checked(&school, None, &options).expect("every certificate holds");
        assert!(all.on_time() > 0 && !all.critical.unfinished && all.critical.total > 0);
        flag.store(true, Ordering::Relaxed);
        let none = reach_checked(&school, None, &options).expect("every certificate holds");
        let unknown = |student: &StudentReach| matches!(student.verdict, Verdict::Unknown { .. }) && student.slack.is_none();
        assert_eq!((none.students.len(), none.on_time(), none.blocked().count()), (all.students.len(), 0, 0));
        assert!(none.students.iter().all(unknown));
        assert!(none.personas.iter().all(|persona| matches!(persona.verdict, Verdict::Unknown { .. })));
        assert!(none.critical.unfinished && none.critical.requests.is_empty());
        // Those who are unknown count as such wherever students are summed up.
        assert!(none.standings(&school).iter().all(|standing| standing.state == State::Unknown));
    }
}
