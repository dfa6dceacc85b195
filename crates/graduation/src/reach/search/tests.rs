//! The search against plain enumeration and the re-check.

mod census;
mod shortcuts;

use super::Reacher;
use super::standing::Standing;
use crate::reach::oracle::cases::{Case, numbers, random_case, random_outside, random_takes};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Scene, Take, Verdict, Who, recheck};
use census::Census;
use mortarboard_model::graduation::Ending;
use mortarboard_model::graduation::raw::{RawEither, RawFilter, RawListing, RawPrerequisite, RawRecord, RawRequirement, RawValidation};
use mortarboard_model::raw::RawCourse;
use mortarboard_model::testing::{draws, graduation, text, texts};
use mortarboard_model::{CourseId, Id, ListingId, PlanId, School, StudentId};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::cell::RefCell;

fn plan_id(case: &Case) -> PlanId {
    let at = case.school.graduation().plans.as_slice().iter().position(|plan| std::ptr::eq(plan, case.plan()));
    PlanId::from_index(at.unwrap_or(0))
}

/// The answer is that of plain enumeration where there is one, and the re-check accepts the route or the proof.
fn agrees(case: &Case, census: &mut Census) -> Result<(), TestCaseError> {
    let (who, scene) = (case.who(), case.scene());
    let reacher = Reacher::new(&case.school, plan_id(case), scene.schedule);
    let verdict = reacher.reach(who, scene);
    let known = !matches!(verdict, Verdict::Unknown { .. });
    prop_assert!(known);
    let right = recheck(&case.school, case.plan(), who, scene, &verdict);
    prop_assert!(right.is_ok(), "{:?}\n{:?}", right, verdict);
    if let Verdict::Reachable { route } = &verdict {
        prop_assert!(is_route(&case.school, case.plan(), who, scene, route), "{:?}", route);
    }
    census.drawn += 1;
    if let Some(exists) = route_exists(&case.school, case.plan(), who, scene) {
        prop_assert_eq!(exists, matches!(verdict, Verdict::Reachable { .. }), "{:?}", verdict);
        census.answered(case, exists);
    }
    Ok(())
}

/// Draws so many students and holds the answer about each against enumeration. Each part draws others.
fn as_enumeration(part: u64, cases: u32, draw: fn(&[u32]) -> Case) -> Census {
    let config = ProptestConfig { source_file: Some(file!()), ..ProptestConfig::with_cases(cases) };
    let rng_seed = match config.rng_seed {
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed.wrapping_add(part << 32)),
        random => random,
    };
    let census = RefCell::new(Census::default());
    let held =
        TestRunner::new(ProptestConfig { rng_seed, ..config }).run(&numbers(), |numbers| agrees(&draw(&numbers), &mut census.borrow_mut()));
    held.unwrap_or_else(|failure| panic!("{failure}"));
    census.into_inner()
}

/// Students drawn in each part, and how many of them enumeration answers at the least.
const AT_SCHOOL: (u32, u32) = (2_800, 2_700);
const OUTSIDE: (u32, u32) = (2_450, 2_300);
/// Ten thousand students are held against enumeration in every run.
const _: () = assert!(2 * AT_SCHOOL.1 + 2 * OUTSIDE.1 >= 10_000);

#[test]
fn the_search_answers_as_enumeration_does() {
    as_enumeration(1, AT_SCHOOL.0, random_case).is_wide(AT_SCHOOL.1, false);
}

#[test]
fn the_search_answers_as_enumeration_does_for_other_students() {
    as_enumeration(2, AT_SCHOOL.0, random_case).is_wide(AT_SCHOOL.1, false);
}

#[test]
fn the_search_answers_as_enumeration_does_with_credit_from_outside() {
    as_enumeration(3, OUTSIDE.0, random_outside).is_wide(OUTSIDE.1, true);
}

#[test]
fn the_search_answers_as_enumeration_does_with_credit_from_outside_for_other_students() {
    as_enumeration(4, OUTSIDE.0, random_outside).is_wide(OUTSIDE.1, true);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever courses of this year are failed, as many as are survived leave a route; the witness leaves none.
    #[test]
    fn survival_is_that_of_every_set_of_failures(numbers in numbers()) {
        let case = random_case(&numbers);
        let (who, scene) = (case.who(), case.scene());
        let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
        if !matches!(reacher.reach(who, scene), Verdict::Reachable { .. }) {
            prop_assert_eq!(reacher.survival(who, scene), None);
            return Ok(());
        }
        let survival = reacher.survival(who, scene);
        prop_assert!(survival.is_some());
        let Some(survival) = survival else { return Ok(()) };
        prop_assert!(survival.survives <= 3);
        let now = survival.year.clone();
        // A course in progress that a year takes once more is one take with it as soon as the year is given.
        let going_on = |take: &Take| {
            let course = case.school.find_course(&take.course).map(|course| ListingId::from_index(course.index()));
            who.progress.records.iter().any(|record| record.ending == Ending::InProgress && Some(record.listing) == course)
        };
        if scene.fixed.is_none() && now.iter().any(going_on) {
            return Ok(());
        }
        // A year that is given may hold a course twice; its name then does not say which of the two was failed.
        let twice = now.iter().enumerate().any(|(at, take)| now[..at].iter().any(|other| other.course == take.course));
        for set in 0u32..1 << now.len().min(10) {
            let (lost, kept): (Vec<_>, Vec<_>) = now.iter().cloned().enumerate().partition(|(at, _)| set >> at & 1 == 1);
            let (lost, kept): (Vec<Take>, Vec<Take>) =
                (lost.into_iter().map(|(_, take)| take).collect(), kept.into_iter().map(|(_, take)| take).collect());
            let names: Vec<String> = lost.iter().map(|take| take.course.clone()).collect();
            let failed: Vec<Take> = scene.failed.iter().cloned().chain(lost).collect();
            let left = reacher.reachable(who, Scene { fixed: Some(&kept), failed: &failed, ..Scene::default() });
            if set.count_ones() <= survival.survives {
                prop_assert_eq!(left, Some(true), "{:?}", names);
            } else if names == survival.witness && !twice {
                prop_assert_eq!(left, Some(false));
                prop_assert_eq!(set.count_ones(), survival.survives + 1);
            }
        }
    }
}

/// Credit that several passes of a higher course lend falls under an either-or as soon as one of them does.
#[test]
fn an_either_or_is_about_credit_that_one_of_several_passes_lends() {
    let answers = |records: &[(&str, &str)]| {
        let mut raw = graduation();
        // No algebra is taught, but whoever passed geometry is treated as if it had been passed.
        raw.courses.iter_mut().filter(|course| course.course == "ALG1").for_each(|course| course.sections = Some(0));
        raw.transcripts = records
            .iter()
            .map(|&(mark, method)| RawRecord {
                student: text("s12"),
                course: text("GEO"),
                mark: text(mark),
                method: text(method),
                ..RawRecord::default()
            })
            .collect();
        let asked = |course: &str, not_method: &[&str]| RawRequirement {
            id: course.to_lowercase(),
            credits: Some(10),
            from: vec![RawFilter { course: texts(&[course]), not_method: texts(not_method), ..RawFilter::default() }],
            validated: true,
            ..RawRequirement::default()
        };
        raw.plans[0].require = vec![asked("ALG1", &[]), asked("GEO", &["online"])];
        let (higher, lower) = (texts(&["GEO"]), texts(&["ALG1"]));
        raw.plans[0].validations = vec![RawValidation { higher, lower, ..RawValidation::default() }];
        let from = vec![RawFilter { course: texts(&["ALG1", "GEO"]), letter: true, ..RawFilter::default() }];
        raw.plans[0].either = vec![RawEither { from, requirements: texts(&["alg1", "geo"]) }];
        let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
        let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] };
        let plan = &school.graduation().plans[PlanId(0)];
        let verdict = Reacher::new(&school, PlanId(0), None).reach(who, Scene::default());
        assert_eq!(recheck(&school, plan, who, Scene::default(), &verdict), Ok(()));
        let reachable = matches!(verdict, Verdict::Reachable { .. });
        assert_eq!(route_exists(&school, plan, who, Scene::default()), Some(reachable));
        reachable
    };
    // A mark without a letter is no matter of the either-or.
    assert!(answers(&[("P", "")]));
    assert!(!answers(&[("B", "")]));
    assert!(!answers(&[("B", ""), ("P", "online")]));
    // Nor does it help that it goes on once more: it ends with a letter.
    assert!(!answers(&[("B", ""), ("", ""), ("P", "online"), ("", "")]));
    // Geometry that is passed without a letter leaves the one with a letter to algebra.
    assert!(answers(&[("P", ""), ("B", "online")]));
}

/// Courses that earn nothing weigh nothing against the spare credit, however many of them are looked at together.
#[test]
fn courses_without_credit_can_be_critical() {
    let mut raw = graduation();
    for id in ["HOMEROOM", "SEMINAR"] {
        let half = raw.courses.iter().find(|course| course.course == "PE").cloned().unwrap();
        raw.courses.push(RawCourse { course: id.to_owned(), credits: 0, ..half });
        raw.catalogue.push(RawListing { course: id.to_owned(), highest_grade: Some(10), ..RawListing::default() });
        raw.prerequisites.push(RawPrerequisite { course: "ENG3".to_owned(), any_of: id.to_owned(), ..RawPrerequisite::default() });
    }
    let school = School::try_from(&raw).unwrap();
    let who = Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] };
    let courses = ["HOMEROOM", "GEO", "SEMINAR"].map(|id| school.find_course(id).unwrap());
    let critical = Reacher::new(&school, PlanId(0), None).critical(who, Scene::default(), &courses);
    assert_eq!(critical, [courses[0], courses[2]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// A course is critical exactly where enumeration finds a route with it and none without it.
    #[test]
    fn critical_courses_are_those_without_which_no_route_is_left(numbers in numbers()) {
        let case = random_case(&numbers);
        let (who, scene) = (case.who(), Scene { fixed: None, failed: &[], ..case.scene() });
        let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
        let courses: Vec<CourseId> = case.school.courses().ids().collect();
        let critical = reacher.critical(who, scene, &courses);
        let Some(exists) = route_exists(&case.school, case.plan(), who, scene) else { return Ok(()) };
        for course in courses {
            let mut without = scene.without.to_vec();
            without.push(course);
            if let Some(left) = route_exists(&case.school, case.plan(), who, Scene { without: &without, ..scene }) {
                prop_assert_eq!(critical.contains(&course), exists && !left, "{:?}", course);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Passing a steady course instead of failing it takes no route away, whatever else is failed; and a course that is
    /// covered by a wider set of failures is so rightly.
    #[test]
    fn a_steady_course_does_no_harm_when_it_is_passed(numbers in numbers()) {
        let case = random_case(&numbers);
        let turned: Vec<u32> = numbers.iter().rev().copied().collect();
        let mut now: Vec<Take> =
            random_takes(&case, 5, &mut draws(&turned)).into_iter().map(|take| Take { year: 0, ..take }).collect();
        now.dedup_by(|a, b| a.course == b.course);
        let (who, scene) = (case.who(), Scene { fixed: Some(&now), failed: case.scene().failed, ..Scene::default() });
        let reacher = Reacher::new(&case.school, plan_id(&case), None);
        let Some(base) = reacher.tables().and_then(|tables| Standing::new(tables, who, scene)) else { return Ok(()) };
        let steady = |take: &Take| case.school.find_course(&take.course).is_some_and(|course| base.is_steady(course.index()));
        let steady: Vec<bool> = now.iter().map(steady).collect();
        let left = |set: u32| {
            let (lost, kept): (Vec<_>, Vec<_>) = now.iter().cloned().enumerate().partition(|(at, _)| set >> at & 1 == 1);
            let kept: Vec<Take> = kept.into_iter().map(|(_, take)| take).collect();
            let failed: Vec<Take> = scene.failed.iter().cloned().chain(lost.into_iter().map(|(_, take)| take)).collect();
            reacher.reachable(who, Scene { fixed: Some(&kept), failed: &failed, ..Scene::default() })
        };
        let answers: Vec<Option<bool>> = (0..1 << now.len()).map(left).collect();
        for set in 0u32..1 << now.len() {
            for at in (0..now.len()).filter(|&at| set >> at & 1 == 1 && steady[at]) {
                if answers[set as usize] == Some(true) {
                    prop_assert_eq!(answers[(set & !(1 << at)) as usize], Some(true), "{:?} without {}", now, at);
                }
            }
        }
        // The answer is that of every set of failures, taken in order.
        let order = (1..=3).flat_map(|count| (0u32..1 << now.len()).filter(move |set| set.count_ones() == count));
        let blocked = order.filter(|&set| answers[set as usize] == Some(false)).map(|set| set.count_ones() - 1).next();
        if answers[0] == Some(true) {
            prop_assert_eq!(reacher.survival(who, scene).map(|survival| survival.survives), Some(blocked.unwrap_or(3)));
        }
    }

    /// Spare credit without each of many courses is that without each alone.
    #[test]
    fn spare_credit_without_a_course_is_told_for_all_at_once(numbers in numbers()) {
        let case = random_case(&numbers);
        let (who, scene) = (case.who(), case.scene());
        let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
        let courses: Vec<CourseId> = case.school.courses().ids().collect();
        let slacks = reacher.slack_without(who, scene, &courses);
        for (course, slack) in courses.iter().zip(slacks) {
            let without: Vec<CourseId> = scene.without.iter().chain([course]).copied().collect();
            prop_assert_eq!(slack, reacher.slack(who, Scene { without: &without, ..scene }), "{:?}", course);
        }
    }
}
