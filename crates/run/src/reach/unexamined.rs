//! Students of whom nothing can be said.

use super::ReachOptions;
use mortarboard_model::{School, StudentId};
use serde::Serialize;

/// A student who is not examined.
///
/// ```
/// use mortarboard_model::testing;
/// use mortarboard::School;
/// use mortarboard::graduation::ReachOptions;
/// use mortarboard_run::UnexaminedCause;
/// let mut raw = testing::graduation();
/// raw.students[0].grade = Some(13);
/// let school = School::try_from(raw)?;
/// let reached = mortarboard::graduation::reach(&school, None, &ReachOptions::default());
/// let first = reached.unexamined[0];
/// assert_eq!((first.student, first.cause), (mortarboard::school::StudentId(0), UnexaminedCause::GradeOutside));
/// assert!(reached.students.iter().all(|examined| examined.student != first.student));
/// # Ok::<(), mortarboard::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unexamined {
    /// Student.
    pub student: StudentId,
    /// Why not.
    pub cause: UnexaminedCause,
}

/// Why a student is not examined. The grade is looked at first.
///
/// ```
/// let slugs = mortarboard_run::UnexaminedCause::ALL.map(|cause| cause.slug());
/// assert_eq!(slugs, ["no_plan", "grade_blank", "grade_outside"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnexaminedCause {
    /// The student has a grade of the school, and no plan is the student's.
    NoPlan,
    /// The grade is blank, so that nobody can tell how much time is left.
    GradeBlank,
    /// The grade is none of the school's.
    GradeOutside,
}

impl UnexaminedCause {
    /// All causes, in the order in which they are told.
    pub const ALL: [UnexaminedCause; 3] = [UnexaminedCause::NoPlan, UnexaminedCause::GradeBlank, UnexaminedCause::GradeOutside];

    /// Stable name.
    ///
    /// ```
    /// assert_eq!(mortarboard_run::UnexaminedCause::GradeBlank.slug(), "grade_blank");
    /// ```
    pub fn slug(self) -> &'static str {
        match self {
            UnexaminedCause::NoPlan => "no_plan",
            UnexaminedCause::GradeBlank => "grade_blank",
            UnexaminedCause::GradeOutside => "grade_outside",
        }
    }
}

/// The students whom [`reach`](crate::reach()) does not examine, in the order of the school, each with the cause. Everybody
/// follows the plan that the options name.
///
/// ```
/// use mortarboard_model::testing;
/// use mortarboard::School;
/// use mortarboard::graduation::ReachOptions;
/// let mut raw = testing::graduation();
/// raw.plans.iter_mut().for_each(|plan| plan.everyone = false);
/// raw.student_plans.clear();
/// let school = School::try_from(raw)?;
/// let mut options = ReachOptions::default();
/// assert_eq!(mortarboard_run::unexamined(&school, &options).len(), school.students().len());
/// options.plan = school.graduation().plans.ids().next();
/// assert!(mortarboard_run::unexamined(&school, &options).is_empty());
/// # Ok::<(), mortarboard::Faults>(())
/// ```
pub fn unexamined(school: &School, options: &ReachOptions) -> Vec<Unexamined> {
    let asked = school.students().ids().filter(|&id| options.student.is_none_or(|only| only == id));
    asked.filter_map(|student| Some(Unexamined { student, cause: cause(school, student, options)? })).collect()
}

fn cause(school: &School, student: StudentId, options: &ReachOptions) -> Option<UnexaminedCause> {
    let graduation = school.graduation();
    let follows = |id| graduation.students.get(id).is_some_and(|progress| !progress.plans.is_empty());
    match school.students().get(student)?.grade {
        None => Some(UnexaminedCause::GradeBlank),
        Some(grade) if !(graduation.first_grade..=graduation.last_grade).contains(&grade) => Some(UnexaminedCause::GradeOutside),
        Some(_) if options.plan.is_none() && !follows(student) => Some(UnexaminedCause::NoPlan),
        Some(_) => None,
    }
}
