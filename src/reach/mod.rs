//! Graduation on time, for all students of a school at once.

mod limit;
mod personas;
mod urgent;

pub(crate) use limit::{Over, limit};
pub use personas::PersonaReach;
pub(crate) use urgent::prioritised_until;
pub use urgent::{Critical, CriticalRequest, critical, prioritised};

use mortarboard_checker::reach::{Cause, Certificate, Reacher, Scene, Slack, Survival, Take, Verdict, Who, Wrong};
use mortarboard_checker::reach::{certify, recheck, recheck_certificate, recheck_until, roster, why};
use mortarboard_checker::{EmptyTime, Standing, State, ThisYear, empty_time, this_year};
use mortarboard_model::graduation::Plan;
use mortarboard_model::{CourseId, IdVec, PlanId, Priority, Schedule, School, Student, StudentId};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What is asked about whom. The default: every student, every plan they follow, and what failed courses would do.
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
}

impl Default for ReachOptions {
    fn default() -> Self {
        ReachOptions { student: None, plan: None, failures: true, time: None, stop: None }
    }
}

/// The answer for one student and plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StudentReach {
    /// Student.
    pub student: StudentId,
    /// Plan.
    pub plan: PlanId,
    /// The answer with its certificate: under a schedule, with this year as the roster has it; without one, with
    /// everything offered open.
    pub verdict: Verdict,
    /// Why not, where the verdict is that there is no route.
    pub cause: Option<Cause>,
    /// Spare credits, as far as counting goes: what could still be earned in the time left, less what is asked.
    pub slack: Option<Slack>,
    /// What failed courses of this year would do; none when not asked or out of reach anyway.
    pub survival: Option<Survival>,
}

impl StudentReach {
    /// Whether there is a route.
    ///
    /// ```
    /// use mortarboard::io::generate::{Recipe, school};
    /// use mortarboard::{ReachOptions, School};
    /// let mut recipe = Recipe::new(150, 1);
    /// recipe.graduation = true;
    /// let school = School::try_from(school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::reach(&school, None, &options);
    /// let on_time = reached.students.iter().filter(|student| student.on_time()).count();
    /// assert_eq!(on_time, reached.on_time());
    /// # Ok::<(), mortarboard::Faults>(())
    /// ```
    pub fn on_time(&self) -> bool {
        matches!(self.verdict, Verdict::Reachable { .. })
    }

    /// The answer with what it assumes about later years, read again by code that shares nothing with the search. It is
    /// made when it is asked for: a route takes as long as its re-check, a proof some readings of it.
    ///
    /// # Errors
    /// When the school or schedule is another one; otherwise why the certificate does not hold, which is a bug of this
    /// library.
    ///
    /// ```
    /// use mortarboard::io::generate::{Recipe, school};
    /// use mortarboard::{ReachOptions, School};
    /// let mut recipe = Recipe::new(150, 1);
    /// recipe.graduation = true;
    /// let school = School::try_from(school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::reach(&school, None, &options);
    /// let certificate = reached.students[0].certificate(&school, None).unwrap();
    /// assert_eq!(certificate.verdict, reached.students[0].verdict);
    /// # Ok::<(), mortarboard::Faults>(())
    /// ```
    pub fn certificate(&self, school: &School, schedule: Option<&Schedule>) -> Result<Certificate, Wrong> {
        let (Some(plan), Some(who)) = (school.graduation().plans.get(self.plan), who(school, self.student)) else {
            return Err(Wrong("the school has no such student or plan".to_owned()));
        };
        let roster = schedule.map(|schedule| roster(school, schedule, self.student));
        certified(school, plan, who, Scene { fixed: roster.as_deref(), ..Scene::default() }, &self.verdict)
    }
}

/// A certificate that the re-check has read.
fn certified(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: &Verdict) -> Result<Certificate, Wrong> {
    let certificate = certify(school, plan, who, scene, verdict.clone());
    recheck_certificate(school, plan, who, scene, &certificate).map(|()| certificate)
}

/// Graduation on time over a whole school.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Reached {
    /// By student, then plan. Students whose grade is unknown or beyond the last, or who follow no plan, are left out.
    pub students: Vec<StudentReach>,
    /// Typical students, by persona, then plan.
    pub personas: Vec<PersonaReach>,
    /// Courses needed this year that clash or have no seat; only under a schedule, and where no limit came first.
    pub year: Option<ThisYear>,
    /// Students with time without a course; only under a schedule.
    pub empty: Vec<EmptyTime>,
    /// Critical requests, and whether they are met.
    pub critical: Critical,
}

impl Reached {
    /// How many answers are that there is a route.
    ///
    /// ```
    /// assert_eq!(mortarboard::Reached::default().on_time(), 0);
    /// ```
    pub fn on_time(&self) -> usize {
        self.students.iter().filter(|student| student.on_time()).count()
    }

    /// Those for whom there is none.
    ///
    /// ```
    /// assert_eq!(mortarboard::Reached::default().blocked().count(), 0);
    /// ```
    pub fn blocked(&self) -> impl Iterator<Item = &StudentReach> {
        self.students.iter().filter(|student| matches!(student.verdict, Verdict::Blocked { .. }))
    }

    /// The answers as rows that [`access`](mortarboard_checker::access) sums up.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// assert!(mortarboard::Reached::default().standings(&school).is_empty());
    /// ```
    pub fn standings(&self, school: &School) -> Vec<Standing> {
        let row = |student: &StudentReach| Standing {
            student: student.student,
            plan: school.graduation().plans.get(student.plan).map_or(String::new(), |plan| plan.id.clone()),
            state: match student.verdict {
                Verdict::Reachable { .. } => State::OnTime,
                Verdict::Blocked { .. } => State::Blocked,
                Verdict::Unknown { .. } => State::Unknown,
            },
            cause: student.cause.as_ref().map(|cause| cause.slug().to_owned()),
            courses: student.cause.as_ref().map_or(Vec::new(), |cause| cause.courses().to_vec()),
            slack: student.slack.map(|slack| slack.credits),
            survives: student.survival.as_ref().map(|survival| survival.survives),
        };
        self.students.iter().map(row).collect()
    }

    /// What stands in the way of courses needed this year, over some of the students: those whom `keep` admits.
    ///
    /// ```
    /// # use mortarboard::Schedule;
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// let year = mortarboard::Reached::default().year_of(&school, &Schedule::empty(&school), |_| false);
    /// assert_eq!(year.students, 0);
    /// ```
    pub fn year_of(&self, school: &School, schedule: &Schedule, keep: impl Fn(StudentId) -> bool) -> ThisYear {
        let mut needed = needed(school, &self.critical, None);
        needed.ids().filter(|&student| !keep(student)).collect::<Vec<_>>().into_iter().for_each(|student| needed[student].clear());
        this_year(school, schedule, &needed)
    }

    /// Has every route and proof read again by code that shares nothing with the search that found it.
    ///
    /// # Errors
    /// The first certificate that does not hold, and why. That is a bug of this library, unless the school or
    /// schedule is another one.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::io::generate::examples::seven_period_day()).unwrap();
    /// assert_eq!(mortarboard::Reached::default().recheck(&school, None), Ok(()));
    /// ```
    pub fn recheck(&self, school: &School, schedule: Option<&Schedule>) -> Result<(), Wrong> {
        let graduation = school.graduation();
        let student = |student: &StudentReach| {
            let (Some(plan), Some(who)) = (graduation.plans.get(student.plan), who(school, student.student)) else { return Ok(()) };
            let roster = schedule.map(|schedule| roster(school, schedule, student.student));
            recheck(school, plan, who, Scene { fixed: roster.as_deref(), ..Scene::default() }, &student.verdict)
        };
        self.students.par_iter().try_for_each(student)?;
        self.personas.par_iter().try_for_each(|persona| persona.recheck(school, schedule))
    }
}

/// Asks for every student, under each plan the student follows, whether graduation on time is still possible, and why
/// not where it is not. With a schedule, this year is as the rosters have it; without one, everything offered is open.
///
/// Students are looked at in parallel; the answer does not depend on the number of threads, unless [`ReachOptions::time`] or
/// [`ReachOptions::stop`] ends it. A fraction of a millisecond for each student and plan, and some dozens of searches more with `failures`.
///
/// ```
/// use mortarboard::io::generate::{Recipe, school};
/// use mortarboard::{ReachOptions, School};
/// let mut recipe = Recipe::new(150, 1);
/// recipe.graduation = true;
/// let school = School::try_from(school(&recipe))?;
/// let mut options = ReachOptions::default();
/// options.failures = false;
/// let reached = mortarboard::reach(&school, None, &options);
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
/// use mortarboard::io::generate::{Recipe, school};
/// use mortarboard::{ReachOptions, School};
/// use std::time::Duration;
/// let mut recipe = Recipe::new(150, 1);
/// recipe.graduation = true;
/// let school = School::try_from(school(&recipe))?;
/// let mut options = ReachOptions::default();
/// options.failures = false;
/// let reached = mortarboard::reach_checked(&school, None, &options).unwrap();
/// assert_eq!(reached.students, mortarboard::reach(&school, None, &options).students);
/// // Without any time nobody is looked at, and nobody is said to graduate on time.
/// options.time = Some(Duration::ZERO);
/// let unknown = mortarboard::reach_checked(&school, None, &options).unwrap();
/// assert_eq!((unknown.students.len(), unknown.on_time()), (reached.students.len(), 0));
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn reach_checked(school: &School, schedule: Option<&Schedule>, options: &ReachOptions) -> Result<Reached, Wrong> {
    look(school, schedule, options, true)
}

fn look(school: &School, schedule: Option<&Schedule>, options: &ReachOptions, checked: bool) -> Result<Reached, Wrong> {
    let over = limit(options.time, options.stop.clone());
    let schedule = schedule.filter(|schedule| schedule.fits(school));
    let reachers: Vec<(PlanId, &Plan, Reacher<'_>)> = school
        .graduation()
        .plans
        .iter()
        .filter(|(id, _)| options.plan.is_none_or(|only| only == *id))
        .map(|(id, plan)| (id, plan, Reacher::new(school, id, schedule).until(Arc::clone(&over))))
        .collect();
    let students: Vec<StudentId> = school.students().ids().filter(|&id| options.student.is_none_or(|only| only == id)).collect();
    let asked = Asked { school, schedule, failures: options.failures, checked, over: &over };
    let one = |&student: &StudentId| -> Vec<Result<StudentReach, Wrong>> {
        let follows = |plan: PlanId| school.graduation().students.get(student).is_some_and(|progress| progress.plans.contains(&plan));
        let own = reachers.iter().filter(|(plan, ..)| options.plan.is_some() || follows(*plan));
        own.filter_map(|(id, plan, reacher)| asked.about(reacher, (*id, plan), student).transpose()).collect()
    };
    let found: Result<Vec<StudentReach>, Wrong> = students.par_iter().flat_map_iter(one).collect();
    let found = found?;
    let personas = match options.student {
        None => personas::personas(&asked, options.plan)?,
        Some(_) => Vec::new(),
    };
    let critical = urgent::critical_under(school, schedule, &reachers, &students, &over);
    Ok(Reached {
        students: found,
        personas,
        year: schedule.filter(|_| !critical.unfinished).map(|schedule| this_year(school, schedule, &needed(school, &critical, options.student))),
        empty: schedule.map_or(Vec::new(), |schedule| {
            let only = options.student.map(|student| &school.students()[student].id);
            empty_time(school, schedule).into_iter().filter(|empty| only.is_none_or(|id| *id == empty.student)).collect()
        }),
        critical,
    })
}

/// Who a student is, for the question; none without a grade, or beyond the last.
fn who(school: &School, student: StudentId) -> Option<Who<'_>> {
    let graduation = school.graduation();
    let data: &Student = school.students().get(student)?;
    let grade = data.grade.filter(|&grade| grade <= graduation.last_grade)?;
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
    /// The answer for one student; none for whom nothing is asked.
    fn about(&self, reacher: &Reacher<'_>, (id, plan): (PlanId, &Plan), student: StudentId) -> Result<Option<StudentReach>, Wrong> {
        let Some(who) = who(self.school, student) else { return Ok(None) };
        if (self.over)() {
            let verdict = Verdict::Unknown { cases: 0 };
            return Ok(Some(StudentReach { student, plan: id, verdict, cause: None, slack: None, survival: None }));
        }
        let roster: Option<Vec<Take>> = self.schedule.map(|schedule| roster(self.school, schedule, student));
        let scene = Scene { fixed: roster.as_deref(), ..Scene::default() };
        let (verdict, slack) = reacher.reach_with_slack(who, scene);
        let verdict = self.read(plan, who, scene, verdict)?;
        let survival = match &verdict {
            Verdict::Reachable { route } if self.failures => reacher.survival_of(who, scene, route),
            _ => None,
        };
        let blocked = matches!(verdict, Verdict::Blocked { .. });
        let cause = if blocked { why(reacher, self.school, self.schedule, student) } else { None };
        Ok(Some(StudentReach { student, plan: id, verdict, cause, slack, survival }))
    }

    /// An answer that has been read again, where that is asked; unknown if it could not be.
    fn read(&self, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: Verdict) -> Result<Verdict, Wrong> {
        let read = !self.checked || recheck_until(self.school, plan, who, scene, &verdict, &|| (self.over)())?;
        Ok(if read { verdict } else { Verdict::Unknown { cases: 0 } })
    }
}

/// The courses each student needs this year: critical and required requests.
fn needed(school: &School, critical: &Critical, only: Option<StudentId>) -> IdVec<StudentId, Vec<CourseId>> {
    let mut needed = IdVec::filled(school.students().len(), Vec::new());
    let required = school.requests().iter().filter(|(_, request)| request.priority <= Priority::Required).map(|(id, _)| id);
    for id in required.chain(critical.requests.iter().map(|request| request.request)) {
        let request = &school.requests()[id];
        if only.is_none_or(|student| student == request.student) {
            needed[request.student].push(request.course);
        }
    }
    for student in needed.ids().collect::<Vec<_>>() {
        needed[student].sort_unstable();
        needed[student].dedup();
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;
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
