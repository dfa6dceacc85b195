//! The search against plain enumeration and the re-check.

use super::Reacher;
use super::standing::Standing;
use crate::reach::oracle::cases::{random_case, random_takes};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Scene, Take, Verdict, Who, recheck};
use mortarboard_model::graduation::raw::{RawListing, RawPrerequisite};
use mortarboard_model::raw::RawCourse;
use mortarboard_model::testing::{draws, graduation};
use mortarboard_model::{CourseId, Id, PlanId, School, StudentId};
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Passing a steady course instead of failing it takes no route away, whatever else is failed; and a course that is
    /// covered by a wider set of failures is so rightly.
    #[test]
    fn a_steady_course_does_no_harm_when_it_is_passed(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
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
    fn spare_credit_without_a_course_is_told_for_all_at_once(numbers in proptest::collection::vec(any::<u32>(), 0..300)) {
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

#[test]
fn zz_debug() {
    let case = random_case(&[676993815,2177929635,265277381,392809341,3666826451,2179991857,3478504381,431976664,2973737238,903115265,2288463399,96925975,1077930647,2670438397,1932663793,920505365,4153221811,567254228,1533903114,1320853613,937683803,824169244,911029374,3285341658,1827360758,3255230400,3481575701,2555013222,184638652,2860751404,632422447,2260627128,746110491,744709115,194629170,2898486947,918178364,1327138007,408728496,636707265,1748978767,1488043848,1747514071,1393545172,2296604244,4147707185,2114683063,611603064,432418692,1451779049,2344582359,1727139284,945752838,312930324,2007865033,2866835563,305260756,3664374083,560902303,2548213005,3043947383,2066780942,924779457,2641422111,1366255465,3076588587,2163394086,3211733116,149724804,852788863,3677860642,3965041537,1241348751,1542759602,2240658256,698846208,592346528,3017717601,2000064398,79572841,1364645424,2370864039,2220085306,1288478159,2058029938,174651624,321872842,3142620568,2707483913,1862073450,1053020376,1796854784,2778213553,3431444890,2570061805,3382587092,3610843793,1615132636,314725868,2937938358,425414134,2737937562,1122344400,1721650922,2418898552,361250592,2760031335,1076539418,1247893458,702039267,1503324463,3861460572,965527192,1405297884,1867182541,440732632,448958681,1146224884,3844936878,2990240497,2012963476,329720688,600166963,2031551299,3264280120,1642403107,2108422250,2425805694,1920954953,1932532551,158542891,1499577547,661971799,1170930159,776276668,2127418476,3413961902,823898093,124319290,1377960767,2526993422,1195301836,3485708986,1537869116,1321815651,514422569,1406570913,4212241956,36936143,511881605,896297854,2930310169,1756990503,760739848,3495557604,1246005831,2635188595,2883180408,222295635,2072144648,3054523632,360321374,3816375774,322719065,470383653,3316592340,780457850,1345573024,4240747720,716327678,4147037465,2850456010,1638173745,2923953320,3839186442,1350164857,96478670,848494616,1106752551,3203089109,3317236801,781556996,363898593,2124501189,3115175795,2154076529,1228076682,3899401243,3485259729,1232529324,979501803,82504268,1130261818,2812077660,2809062311,2407139402,2994791365,3037641739,405830614,597941400,3618686686,3643332056,60853121,3815884255,3813304829,3923275979,436812777,1681644826,3099192082,1695413757,]);
    let (who, scene) = (case.who(), case.scene());
    let reacher = Reacher::new(&case.school, plan_id(&case), scene.schedule);
    eprintln!("{:#?}\n{:#?}\n{:#?}", case.plan(), who, scene);
    for (id, l) in case.school.graduation().listings.iter() { eprintln!("{id:?} {} credits {} compl {} {:?} {:?}", l.id, l.credits, l.completions, l.group, l.prerequisites); }
    let verdict = reacher.reach(who, scene);
    let Verdict::Reachable { route } = &verdict else { panic!() };
    let now: Vec<Take> = route.iter().filter(|take| take.year == 0).cloned().collect();
    let s2 = Scene { fixed: Some(&now), failed: scene.failed, ..Scene::default() };
    eprintln!("{route:?}\n{:?}\n{:?}", reacher.reach(who, s2), route_exists(&case.school, case.plan(), who, s2));
}
