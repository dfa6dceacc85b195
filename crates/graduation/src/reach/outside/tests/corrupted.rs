//! Answers about credit from outside, corrupted: none is accepted that claims more than is true.

use crate::reach::oracle::cases::{Case, random_case, random_takes};
use crate::reach::oracle::{is_route, least_route};
use crate::reach::outside::{Beside, Extra, FromOutside, Less, everything, from_outside, open, recheck_outside};
use crate::reach::recheck::tests::corrupt::{change, corrupt, forged, shuffle};
use crate::reach::{Take, Verdict};
use mortarboard_model::testing::draws;
use mortarboard_model::{Id, PlanId, School};
use std::cell::OnceCell;

type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

/// Corrupted answers at the least: those that ask for credit from outside, and others.
const NEEDED: u32 = 1_200;
const OTHERS: u32 = 3_000;
pub(in crate::reach) const LEAST: u32 = NEEDED + OTHERS;

/// What a route takes outside, counted from the rows of the school.
fn taken_outside(school: &School, beside: &Beside<'_>, route: &[Take]) -> Vec<Extra> {
    let beyond = &beside.beyond.school;
    let extra = |take: &Take| {
        let kind = &school.graduation().outside[beside.beyond.outside(&take.terms)?];
        let credits = beyond.graduation().listings.values().find(|listing| listing.id == take.course)?.credits;
        Some(Extra { outside: kind.id.clone(), course: take.course.clone(), year: take.year, credits, cost: kind.cost })
    };
    let mut extras: Vec<Extra> = route.iter().filter_map(extra).collect();
    extras.sort_by(|a, b| (a.year, &a.outside, &a.course).cmp(&(b.year, &b.outside, &b.course)));
    extras
}

/// Says something else of what is needed.
fn other_needs(needs: &mut Vec<Extra>, draw: Draw<'_>) {
    if needs.is_empty() {
        return;
    }
    let at = draw(needs.len() as u32) as usize;
    match draw(7) {
        0 | 1 => drop(needs.remove(at)),
        2 => needs.push(needs[at].clone()),
        3 => needs[at].cost = if needs[at].cost == 0 { 1 } else { needs[at].cost - 1 },
        4 => needs[at].credits += 5,
        5 => needs[at].year += 1,
        _ => needs[at].course.push('?'),
    }
}

/// Says something else of what does not do.
fn other_least(least: &mut Option<Vec<Less>>, draw: Draw<'_>) {
    let Some(all) = least.as_mut().filter(|all| !all.is_empty()) else {
        *least = least.is_none().then(Vec::new);
        return;
    };
    let at = draw(all.len() as u32) as usize;
    let (one, also) = (&all[at].open, &all[draw(all.len() as u32) as usize].proof);
    let (first, proof) = (one.first().cloned(), also.clone());
    match (draw(7), first) {
        (0 | 1, _) => drop(all.remove(at)),
        (2, Some(more)) => all[at].open.push(more),
        (3, Some(_)) => drop(all[at].open.pop()),
        (4, _) => all[at].proof = proof,
        (5, _) => shuffle(&mut all[at].proof, draw),
        _ => drop(corrupt(&mut all[at].proof, draw)),
    }
}

fn corrupted(case: &Case, plan: PlanId, beside: &Beside<'_>, answer: &FromOutside, draw: Draw<'_>) -> FromOutside {
    let (school, beyond) = (&case.school, &beside.beyond.school);
    let proof = |draw: Draw<'_>| forged(beyond, (&beyond.graduation().plans[plan], plan), beside.who(), beside.scene(), draw);
    let claim = |route: Vec<Take>, least| FromOutside::Reachable { needs: taken_outside(school, beside, &route), route, least };
    match answer {
        FromOutside::Reachable { needs, route, least } => {
            let (mut needs, mut route, mut least) = (needs.clone(), route.clone(), least.clone());
            match draw(7) {
                0 | 1 => other_needs(&mut needs, draw),
                2 => change(&mut route, draw),
                3 => {
                    change(&mut route, draw);
                    return claim(route, least);
                }
                4 => other_least(&mut least, draw),
                5 => {
                    // Another route, said to be the least.
                    if let Verdict::Reachable { route } = beside.ask(plan, None) {
                        return claim(route, Some(least.unwrap_or_default()));
                    }
                }
                _ => return FromOutside::Blocked { proof: proof(draw) },
            }
            FromOutside::Reachable { needs, route, least }
        }
        FromOutside::Blocked { proof: own } => {
            let mut own = own.clone();
            match draw(4) {
                0 => return claim(random_takes(case, 6, draw), (draw(2) == 0).then(Vec::new)),
                1 => own = proof(draw),
                2 => shuffle(&mut own, draw),
                _ => drop(corrupt(&mut own, draw)),
            }
            FromOutside::Blocked { proof: own }
        }
        FromOutside::Unknown { .. } => answer.clone(),
    }
}

/// The courses and the cost of the least from outside that does, as plain enumeration has it, if anything does; nothing where
/// that is too much.
type Known = Option<Option<(usize, u32)>>;

fn measure(needs: &[Extra]) -> (usize, u32) {
    (needs.len(), needs.iter().map(|extra| extra.cost).sum())
}

/// Whether what is said is so; nothing where that is too much.
fn is_true(school: &School, plan: PlanId, beside: &Beside<'_>, answer: &FromOutside, known: impl FnOnce() -> Known) -> Option<bool> {
    match answer {
        FromOutside::Unknown { .. } => Some(true),
        FromOutside::Blocked { .. } => known().map(|least| least.is_none()),
        FromOutside::Reachable { needs, route, least } => {
            let beyond = &beside.beyond.school;
            let right = is_route(beyond, &beyond.graduation().plans[plan], beside.who(), beside.scene(), route)
                && *needs == taken_outside(school, beside, route);
            if !right || least.is_none() || needs.is_empty() {
                return Some(right);
            }
            known().map(|known| known == Some(measure(needs)))
        }
    }
}

#[test]
fn of_corrupted_answers_about_credit_from_outside_none_claims_more_than_is_true() {
    let (mut needed, mut others, mut refused, mut untold) = (0, 0, 0, 0);
    for seed in 0..8000 {
        let case = random_case(&[seed, 41]);
        let (who, school, fixed) = (case.who(), &case.school, case.scene().fixed);
        let plan = PlanId::from_index(school.graduation().plans.values().position(|plan| std::ptr::eq(plan, case.plan())).unwrap());
        let Some(answer) = from_outside(school, plan, who, fixed, None) else { continue };
        let beside = Beside::new(everything(school, &open(school, who)), who, fixed);
        let asks = matches!(&answer, FromOutside::Reachable { needs, .. } if !needs.is_empty());
        let all = &beside.beyond.school;
        let known: OnceCell<Known> = OnceCell::new();
        let least = || {
            let extras = |takes: &[Take]| measure(&taken_outside(school, &beside, takes));
            least_route((all, &all.graduation().plans[plan]), beside.who(), beside.scene(), extras)
        };
        let mut draw = draws(&[seed, 42]);
        // Few students need it, so more is made of what is said of them.
        for _ in 0..if asks { 20 } else { 2 } {
            let changed = corrupted(&case, plan, &beside, &answer, &mut draw);
            if changed == answer {
                continue;
            }
            *if asks { &mut needed } else { &mut others } += 1;
            if recheck_outside(school, plan, who, fixed, &changed).is_err() {
                refused += 1;
                continue;
            }
            match is_true(school, plan, &beside, &changed, || *known.get_or_init(least)) {
                Some(true) => {}
                None => untold += 1,
                Some(false) => panic!("seed {seed}: {changed:?} is accepted in place of {answer:?}"),
            }
        }
    }
    let made = needed + others;
    assert!(needed >= NEEDED && others >= OTHERS, "{needed} {others}");
    assert!(refused * 10 >= made * 8 && untold * 100 <= made, "{refused} of {made}, {untold} too large");
}
