//! The search against plain enumeration and the re-check.

use super::Reacher;
use crate::reach::oracle::cases::random_case;
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Verdict, recheck};
use mortarboard_model::{Id, PlanId};
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
}
