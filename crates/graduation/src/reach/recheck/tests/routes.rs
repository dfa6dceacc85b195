//! Routes are accepted exactly where the oracle accepts them.

use crate::reach::oracle::cases::{Case, random_case, random_takes};
use crate::reach::oracle::{Given, find_route, is_route};
use crate::reach::{Take, Verdict, recheck};
use mortarboard_model::testing::draws;

fn accepted(case: &Case, route: &[Take]) -> bool {
    recheck(&case.school, case.plan(), case.who(), case.scene(), &Verdict::Reachable { route: route.to_vec() }).is_ok()
}

/// Changes a route in one place.
fn mutate(case: &Case, route: &mut Vec<Take>, draw: &mut dyn FnMut(u32) -> u32) {
    let at = draw(route.len() as u32) as usize;
    match (draw(9), route.get_mut(at)) {
        (0, Some(_)) => drop(route.remove(at)),
        (1, Some(take)) => take.year = draw(4),
        (2, Some(take)) => take.terms.reverse(),
        (3, Some(take)) => drop(take.terms.pop()),
        (4, Some(take)) => take.course = "nothing".to_owned(),
        (5, Some(take)) => {
            let sections = case.school.sections().as_slice();
            take.section = sections.get(draw(sections.len() as u32) as usize).map(|section| section.id.clone());
        }
        (6, Some(take)) => take.section = None,
        (7, Some(take)) => {
            let twice = take.clone();
            route.push(twice);
        }
        _ => route.extend(random_takes(case, 2, draw)),
    }
}

#[test]
fn routes_are_accepted_exactly_where_enumeration_accepts_them() {
    let (mut good, mut bad) = (0, 0);
    for seed in 0..800 {
        let case = random_case(&[seed]);
        let Some(found) = find_route(&case.school, case.plan(), case.who(), case.scene(), &Given::default()) else { continue };
        let mut draw = draws(&[seed, 7]);
        let mut routes = vec![random_takes(&case, 6, &mut draw)];
        if let Some(route) = found {
            assert!(accepted(&case, &route), "seed {seed}: {route:?}");
            for _ in 0..6 {
                let mut changed = route.clone();
                for _ in 0..1 + draw(2) {
                    mutate(&case, &mut changed, &mut draw);
                }
                routes.push(changed);
            }
        }
        for route in routes {
            let is = is_route(&case.school, case.plan(), case.who(), case.scene(), &route);
            assert_eq!(accepted(&case, &route), is, "seed {seed}: {route:?}");
            *if is { &mut good } else { &mut bad } += 1;
        }
    }
    assert!(good > 200 && bad > 600, "{good} {bad}");
}
