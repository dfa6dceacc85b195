//! What is found out about the students of a school.

use super::{Critical, PersonaReach, Unexamined, needed, who};
use mortarboard_checker::{EmptyTime, ThisYear, this_year};
use mortarboard_graduation::reach::{Cause, Certificate, Disorder, FromOutside, Scene, Slack, Survival, Verdict, Who, Wrong};
use mortarboard_graduation::reach::{certify, recheck, recheck_certificate, recheck_outside, roster};
use mortarboard_graduation::{Standing, State};
use mortarboard_model::graduation::Plan;
use mortarboard_model::rule::Rules;
use mortarboard_model::{PlanId, Schedule, School, StudentId};
use rayon::prelude::*;

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
    /// Spare credits, as far as counting goes: what the roster earns and the time left beside it could, less what is asked.
    pub slack: Option<Slack>,
    /// What credit from outside would do, where there is no route at the school and some is open to the student.
    pub outside: Option<FromOutside>,
    /// What failed courses of this year would do; none when not asked or out of reach anyway.
    pub survival: Option<Survival>,
}

impl StudentReach {
    /// Whether there is a route.
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
    /// use mortarboard::files::{generate_school, Recipe};
    /// use mortarboard::School;
    /// use mortarboard::graduation::ReachOptions;
    /// let recipe = Recipe::new(150, 1).with_graduation();
    /// let school = School::try_from(generate_school(&recipe))?;
    /// let mut options = ReachOptions::default();
    /// options.failures = false;
    /// let reached = mortarboard::graduation::reach(&school, None, &options);
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
pub(super) fn certified(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: &Verdict) -> Result<Certificate, Wrong> {
    let certificate = certify(school, plan, who, scene, verdict.clone());
    recheck_certificate(school, plan, who, scene, &certificate).map(|()| certificate)
}

/// A course on a student's roster that does not count because of the order.
///
/// ```
/// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
/// let reached = mortarboard::graduation::reach(&school, None, &Default::default());
/// assert_eq!(reached.wrong_order, [], "without a schedule there are no rosters");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongOrder {
    /// Student.
    pub student: StudentId,
    /// The course, and what should come before it or with it.
    pub disorder: Disorder,
}

/// Graduation on time over a whole school.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Reached {
    /// By student, then plan. Only students who were asked about are here or among the `unexamined`, each in one of the two.
    pub students: Vec<StudentReach>,
    /// Students of whom nothing can be said, by student.
    pub unexamined: Vec<Unexamined>,
    /// Typical students, by persona, then plan.
    pub personas: Vec<PersonaReach>,
    /// Courses needed this year that clash or have no seat; only under a schedule, and where no limit came first.
    pub year: Option<ThisYear>,
    /// Students with time without a course; only under a schedule.
    pub empty: Vec<EmptyTime>,
    /// Courses on rosters that come before what must come before them, or with it; only under a schedule, by student. They
    /// count for no route. Students are looked at whether they follow a plan or not, as far as their grade is known.
    pub wrong_order: Vec<WrongOrder>,
    /// Critical requests, and whether they are met.
    pub critical: Critical,
}

impl Reached {
    /// How many answers are that there is a route.
    ///
    /// ```
    /// assert_eq!(mortarboard::graduation::Reached::default().on_time(), 0);
    /// ```
    pub fn on_time(&self) -> usize {
        self.students.iter().filter(|student| student.on_time()).count()
    }

    /// Those for whom there is none.
    ///
    /// ```
    /// assert_eq!(mortarboard::graduation::Reached::default().blocked().count(), 0);
    /// ```
    pub fn blocked(&self) -> impl Iterator<Item = &StudentReach> {
        self.students.iter().filter(|student| matches!(student.verdict, Verdict::Blocked { .. }))
    }

    /// The answers as rows that [`access`](mortarboard_graduation::access) sums up.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// assert!(mortarboard::graduation::Reached::default().standings(&school).is_empty());
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
    /// # use mortarboard::{Schedule, rule::Rules};
    /// # let school = mortarboard::School::try_from(mortarboard_io::generate::examples::seven_period_day()).unwrap();
    /// let year = mortarboard::graduation::Reached::default().year_of(&school, &Rules::of(&school), &Schedule::empty(&school), |_| false);
    /// assert_eq!(year.students, 0);
    /// ```
    pub fn year_of(&self, school: &School, rules: &Rules, schedule: &Schedule, keep: impl Fn(StudentId) -> bool) -> ThisYear {
        let mut needed = needed(school, &self.critical, None);
        needed.ids().filter(|&student| !keep(student)).collect::<Vec<_>>().into_iter().for_each(|student| needed[student].clear());
        this_year(school, rules, schedule, &needed)
    }

    /// Has every route and proof read again by code that shares nothing with the search that found it.
    ///
    /// # Errors
    /// The first certificate that does not hold, and why. That is a bug of this library, unless the school or
    /// schedule is another one.
    ///
    /// ```
    /// # let school = mortarboard::School::try_from(mortarboard::files::seven_period_day()).unwrap();
    /// assert_eq!(mortarboard::graduation::Reached::default().recheck(&school, None), Ok(()));
    /// ```
    pub fn recheck(&self, school: &School, schedule: Option<&Schedule>) -> Result<(), Wrong> {
        let graduation = school.graduation();
        let student = |student: &StudentReach| {
            let (Some(plan), Some(who)) = (graduation.plans.get(student.plan), who(school, student.student)) else { return Ok(()) };
            let roster = schedule.map(|schedule| roster(school, schedule, student.student));
            recheck(school, plan, who, Scene { fixed: roster.as_deref(), ..Scene::default() }, &student.verdict)?;
            let outside = student.outside.as_ref();
            outside.map_or(Ok(()), |answer| recheck_outside(school, student.plan, who, roster.as_deref(), answer))
        };
        self.students.par_iter().try_for_each(student)?;
        self.personas.par_iter().try_for_each(|persona| persona.recheck(school, schedule))
    }
}
