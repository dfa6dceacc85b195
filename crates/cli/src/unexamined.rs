//! Students of whom `reach` and `solve` can say nothing, by cause.

use crate::print::number;
use mortarboard_model::School;
use mortarboard_run::{ReachOptions, Unexamined, UnexaminedCause};
use serde::Serialize;

/// How many students are not examined, by cause. The numbers tell nothing of how anybody stands, so small ones are shown.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Passed {
    no_plan: u64,
    grade_blank: u64,
    grade_outside: u64,
    /// One by one; only when asked for in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    students: Option<Vec<One>>,
    /// First and last grade of the school, for people.
    #[serde(skip)]
    grades: (u32, u32),
}

/// A student who is not examined.
#[derive(Clone, Debug, Serialize)]
struct One {
    student: String,
    cause: UnexaminedCause,
}

impl Passed {
    /// Counts students who are not examined, and names them if they are to be named.
    pub(crate) fn new(school: &School, found: &[Unexamined], named: bool) -> Self {
        let count = |cause| found.iter().filter(|one| one.cause == cause).count() as u64;
        let one = |one: &Unexamined| One { student: school.students()[one.student].id.clone(), cause: one.cause };
        Passed {
            no_plan: count(UnexaminedCause::NoPlan),
            grade_blank: count(UnexaminedCause::GradeBlank),
            grade_outside: count(UnexaminedCause::GradeOutside),
            students: named.then(|| found.iter().map(one).collect()),
            grades: (school.graduation().first_grade, school.graduation().last_grade),
        }
    }

    /// Those of a school, counted; nobody where it states no plan.
    pub(crate) fn of(school: &School) -> Self {
        if school.graduation().plans.is_empty() {
            return Passed::default();
        }
        Passed::new(school, &mortarboard_run::unexamined(school, &ReachOptions::default()), false)
    }

    /// All of them.
    pub(crate) fn total(&self) -> u64 {
        self.no_plan + self.grade_blank + self.grade_outside
    }

    /// In a sentence; none where everybody is examined.
    pub(crate) fn sentence(&self) -> Option<String> {
        let who = match self.total() {
            0 => return None,
            1 => "1 student is not examined, so nothing is said of this student".to_owned(),
            all => format!("{} students are not examined, so nothing is said of them", number(all)),
        };
        let causes: Vec<String> = UnexaminedCause::ALL
            .into_iter()
            .filter_map(|cause| {
                let count = self.count(cause);
                (count > 0).then(|| format!("{} {}", number(count), self.words(cause, count == 1)))
            })
            .collect();
        Some(format!("{who}: {}.", causes.join(", ")))
    }

    /// Each student in a line, where they are named.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.students.iter().flatten().map(|one| format!("{} {}", one.student, self.words(one.cause, true))).collect()
    }

    fn count(&self, cause: UnexaminedCause) -> u64 {
        match cause {
            UnexaminedCause::NoPlan => self.no_plan,
            UnexaminedCause::GradeBlank => self.grade_blank,
            UnexaminedCause::GradeOutside => self.grade_outside,
        }
    }

    fn words(&self, cause: UnexaminedCause, one: bool) -> String {
        let (first, last) = self.grades;
        match (cause, one) {
            (UnexaminedCause::NoPlan, true) => "follows no plan".to_owned(),
            (UnexaminedCause::NoPlan, false) => "follow no plan".to_owned(),
            (UnexaminedCause::GradeBlank, true) => "has no grade given".to_owned(),
            (UnexaminedCause::GradeBlank, false) => "have no grade given".to_owned(),
            (UnexaminedCause::GradeOutside, true) => format!("is in none of the school's grades {first} to {last}"),
            (UnexaminedCause::GradeOutside, false) => format!("are in none of the school's grades {first} to {last}"),
        }
    }
}
