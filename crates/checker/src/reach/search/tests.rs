//! The search against plain enumeration and the re-check.

use super::Reacher;
use crate::reach::oracle::cases::random_case;
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Scene, Take, Verdict, recheck};
use mortarboard_model::{CourseId, Id, PlanId};
use proptest::prelude::*;

fn plan_id(case: &crate::reach::oracle::cases::Case) -> PlanId {
    let at = case.school.graduation().plans.as_slice().iter().position(|plan| std::ptr::eq(plan, case.plan()));
    PlanId::from_index(at.unwrap_or(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// The answer is that of plain enumeration, and the re-check accepts the route or the proof.
    #[test]
    fn the_search_answers_as_enumeration_does(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
        let case = random_case(&numbers);
        let (who, scene) = (case.who(), case.scene());
        let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
        let verdict = reacher.reach(who, scene);
        let known = !matches!(verdict, Verdict::Unknown { .. });
        prop_assert!(known);
        let right = recheck(&case.school, case.plan(), who, scene, &verdict);
        prop_assert!(right.is_ok(), "{:?}\n{:?}", right, verdict);
        if let Verdict::Reachable { route } = &verdict {
            prop_assert!(is_route(&case.school, case.plan(), who, scene, route), "{:?}", route);
        }
        if let Some(exists) = route_exists(&case.school, case.plan(), who, scene) {
            prop_assert_eq!(exists, matches!(verdict, Verdict::Reachable { .. }), "{:?}", verdict);
        }
    }

    /// Whatever courses of this year are failed, as many as are survived leave a route; the witness leaves none.
    #[test]
    fn survival_is_that_of_every_set_of_failures(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
        let case = random_case(&numbers);
        let (who, scene) = (case.who(), case.scene());
        let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
        let Verdict::Reachable { route } = reacher.reach(who, scene) else {
            prop_assert_eq!(reacher.survival(who, scene), None);
            return Ok(());
        };
        let now: Vec<Take> = route.into_iter().filter(|take| take.year == 0).collect();
        let survival = reacher.survival(who, scene);
        prop_assert!(survival.is_some());
        let Some(survival) = survival else { return Ok(()) };
        prop_assert!(survival.survives <= 3);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// A course is critical exactly where enumeration finds a route with it and none without it.
    #[test]
    fn critical_courses_are_those_without_which_no_route_is_left(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
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
