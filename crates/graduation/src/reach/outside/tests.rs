//! Credit from outside against plain enumeration.

pub(in crate::reach) mod corrupted;

use super::{Beside, FromOutside, everything, from_outside, open, recheck_outside};
use crate::reach::oracle::cases::{numbers, random_case};
use crate::reach::oracle::{least_route, route_exists};
use crate::reach::{Proof, Take};
use mortarboard_model::{Id, PlanId};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The answer is that of enumeration, the least is the least, and the re-check accepts it, but nothing that claims more.
    #[test]
    fn the_least_is_that_of_enumeration(numbers in numbers()) {
        let case = random_case(&numbers);
        let (who, school) = (case.who(), &case.school);
        // Failed takes and courses left out belong to other questions.
        let fixed = case.scene().fixed;
        let plan = PlanId::from_index(school.graduation().plans.values().position(|plan| std::ptr::eq(plan, case.plan())).unwrap());
        let Some(answer) = from_outside(school, plan, who, fixed, None) else {
            prop_assert!(open(school, who).is_empty());
            return Ok(());
        };
        prop_assert_eq!(recheck_outside(school, plan, who, fixed, &answer), Ok(()));
        let beside = Beside::new(everything(school, &open(school, who)), who, fixed);
        let own = &beside.beyond.school.graduation().plans[plan];
        let measure = |takes: &[Take]| {
            let extras = beside.extras(school, takes);
            (extras.len(), extras.iter().map(|extra| extra.cost).sum::<u32>())
        };
        let Some(least) = least_route((&beside.beyond.school, own), beside.who(), beside.scene(), measure) else { return Ok(()) };
        match &answer {
            FromOutside::Unknown { .. } => prop_assert!(false),
            FromOutside::Blocked { .. } => prop_assert_eq!(least, None),
            FromOutside::Reachable { needs, route, least: proven } => {
                let own = (needs.len(), needs.iter().map(|extra| extra.cost).sum::<u32>());
                prop_assert!(least.is_some_and(|least| least <= own));
                if proven.is_some() {
                    prop_assert_eq!(Some(own), least);
                }
                if !needs.is_empty() {
                    let answer = FromOutside::Reachable { needs: needs.clone(), route: route.clone(), least: Some(Vec::new()) };
                    prop_assert!(recheck_outside(school, plan, who, fixed, &answer).is_err());
                }
                let fewer = needs.get(1..).unwrap_or_default().to_vec();
                if fewer != *needs {
                    let answer = FromOutside::Reachable { needs: fewer, route: route.clone(), least: None };
                    prop_assert!(recheck_outside(school, plan, who, fixed, &answer).is_err());
                }
                let none = FromOutside::Blocked { proof: Proof::Cut { nodes: Vec::new(), supply: Vec::new(), retakes: Vec::new(), steps: Vec::new() } };
                prop_assert!(recheck_outside(school, plan, who, fixed, &none).is_err());
            }
        }
        // At the school there is a route exactly where nothing is needed.
        if let (Some(at_school), FromOutside::Reachable { needs, least: Some(_), .. }) = (route_exists(school, case.plan(), who, crate::reach::Scene { fixed, ..Default::default() }), &answer) {
            prop_assert_eq!(at_school, needs.is_empty());
        }
    }
}
