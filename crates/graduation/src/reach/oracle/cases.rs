//! Random questions for tests.

use crate::reach::{Scene, Take, Who};
use mortarboard_model::graduation::{Open, Plan, Progress};
use mortarboard_model::testing::{draws, random_graduation, random_schedule};
use mortarboard_model::{CellId, CourseId, Id, ListingId, PlanId, Schedule, School, StudentId};
use proptest::prelude::{Strategy, any};

/// A question that owns what it is about.
pub(crate) struct Case {
    pub(crate) school: School,
    plan: usize,
    grade: u32,
    progress: Progress,
    away: Vec<CellId>,
    schedule: Option<Schedule>,
    seats: Option<Vec<bool>>,
    fixed: Option<Vec<Take>>,
    failed: Vec<Take>,
    without: Vec<CourseId>,
    most: Vec<(CourseId, u32)>,
}

impl Case {
    pub(crate) fn plan(&self) -> &Plan {
        &self.school.graduation().plans.as_slice()[self.plan]
    }

    pub(crate) fn who(&self) -> Who<'_> {
        Who { grade: self.grade, progress: &self.progress, away: &self.away }
    }

    /// The same question in a school that differs in what it offers in later years.
    pub(crate) fn moved(self, school: School) -> Case {
        Case { school, ..self }
    }

    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene {
            schedule: self.schedule.as_ref(),
            seats: self.seats.as_deref(),
            fixed: self.fixed.as_deref(),
            failed: &self.failed,
            without: &self.without,
            most: &self.most,
        }
    }
}

/// Numbers from which cases are drawn.
pub(crate) fn numbers() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..300)
}

/// A random question about a student of a random school.
pub(crate) fn random_case(numbers: &[u32]) -> Case {
    let mut draw = draws(numbers);
    let school = School::try_from(&random_graduation(&mut draw)).unwrap_or_else(|faults| panic!("{faults}"));
    random_question(school, &mut draw)
}

/// A random question about a student of a random school to which credit from outside belongs.
pub(crate) fn random_outside(numbers: &[u32]) -> Case {
    let mut draw = draws(numbers);
    let school = School::try_from(&random_graduation(&mut draw)).unwrap_or_else(|faults| panic!("{faults}"));
    let mut case = random_question(school, &mut draw);
    case.schedule = None;
    let years =
        |outside: usize, draw: &mut dyn FnMut(u32) -> u32| Open { outside, years: (0..3).filter(|_| draw(3) > 0).collect(), courses: None };
    let open: Vec<Open> = (0..case.school.graduation().outside.len()).map(|outside| years(outside, &mut draw)).collect();
    let beyond = case.school.beyond(&open);
    Case { progress: beyond.progress(&case.progress), school: beyond.school, ..case }
}

/// How many plans the school states.
fn stated(school: &School) -> u32 {
    school.graduation().plans.values().filter(|plan| plan.form_of.is_none()).count() as u32
}

/// A random question about a student of a school.
pub(crate) fn random_question(school: School, mut draw: &mut dyn FnMut(u32) -> u32) -> Case {
    let student = StudentId(draw(school.students().len() as u32));
    let found = &school.students()[student];
    let mut case = Case {
        plan: school.graduation().students[student].form(PlanId(draw(stated(&school)))).index(),
        grade: found.grade.unwrap_or(12),
        progress: school.graduation().students[student].clone(),
        away: found.unavailable.clone(),
        schedule: None,
        seats: None,
        fixed: None,
        failed: Vec::new(),
        without: Vec::new(),
        most: Vec::new(),
        school,
    };
    if draw(3) == 0 {
        case.schedule = Some(random_schedule(&case.school, &mut draw));
        if draw(3) == 0 {
            case.seats = Some(case.school.sections().values().map(|_| draw(4) > 0).collect());
        }
    }
    if draw(4) == 0 {
        case.without = vec![CourseId(draw(case.school.courses().len() as u32))];
    }
    // Where a course may be taken twice, a scene may allow it once.
    for course in case.school.courses().ids() {
        let twice = case.school.graduation().listings[ListingId(course.0)].completions > 1;
        if twice && draw(3) == 0 {
            case.most.push((course, draw(2) + u32::from(draw(4) > 0)));
        }
    }
    if draw(5) == 0 {
        case.fixed = Some(random_takes(&case, 3, &mut draw).into_iter().map(|take| Take { year: 0, ..take }).collect());
        case.failed = random_takes(&case, 2, &mut draw).into_iter().map(|take| Take { year: 0, ..take }).collect();
    }
    case
}

/// Takes that need not fit anything; none of an unknown course or term.
pub(crate) fn random_takes(case: &Case, most: u32, draw: &mut dyn FnMut(u32) -> u32) -> Vec<Take> {
    let mut takes: Vec<Take> = Vec::new();
    for _ in 0..draw(most + 1) {
        let course = CourseId(draw(case.school.courses().len() as u32));
        let found = &case.school.courses()[course];
        if found.patterns.is_empty() {
            continue;
        }
        let pattern = found.patterns[draw(found.patterns.len() as u32) as usize];
        let calendar = case.school.calendar();
        let mut terms: Vec<_> = case.school.patterns()[pattern].cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
        terms.dedup();
        let years = case.who().years(&case.school);
        let terms = terms.into_iter().map(|term| calendar.terms()[term].clone()).collect();
        takes.push(Take { course: found.id.clone(), year: draw(years), terms, section: None });
    }
    takes.sort();
    let most = |take: &Take| {
        let course = case.school.find_course(&take.course).unwrap();
        case.school.graduation().listings[ListingId(course.0)].completions as usize
    };
    let mut kept: Vec<Take> = Vec::new();
    for take in takes {
        let own = || kept.iter().filter(|other| (&other.course, other.year) == (&take.course, take.year));
        if own().count() < most(&take) && !own().any(|other| other.terms.iter().any(|term| take.terms.contains(term))) {
            kept.push(take);
        }
    }
    kept
}
