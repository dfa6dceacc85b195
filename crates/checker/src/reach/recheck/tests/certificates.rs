//! Certificates of the search, corrupted, and moved to questions that they do not answer.

use crate::reach::oracle::cases::{Case, random_case, random_question};
use crate::reach::oracle::{is_route, route_exists};
use crate::reach::{Proof, Reacher, Take, Verdict, recheck};
use mortarboard_model::testing::draws;
use mortarboard_model::{Id, PlanId};

type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

fn answer(case: &Case) -> Verdict {
    let plans = case.school.graduation().plans.as_slice();
    let plan = PlanId::from_index(plans.iter().position(|plan| std::ptr::eq(plan, case.plan())).unwrap_or(0));
    Reacher::new(&case.school, plan, case.scene().schedule).reach(case.who(), case.scene())
}

fn accepted(case: &Case, verdict: &Verdict) -> bool {
    recheck(&case.school, case.plan(), case.who(), case.scene(), verdict).is_ok()
}

/// Drops, repeats or renames one of some cases.
fn break_cases<N: Clone>(cases: &mut Vec<(N, Proof)>, rename: impl Fn(&mut N), draw: Draw<'_>) -> bool {
    if cases.is_empty() {
        return false;
    }
    let at = draw(cases.len() as u32) as usize;
    match draw(3) {
        0 => drop(cases.remove(at)),
        1 => cases.push(cases[at].clone()),
        _ => rename(&mut cases[at].0),
    }
    true
}

/// One step somewhere in a proof.
fn any_step<'p>(proof: &'p mut Proof, draw: Draw<'_>) -> &'p mut Proof {
    let below = match &*proof {
        Proof::Branch { at, .. } => at.len() + 1,
        Proof::Pick { cases, .. } => cases.len(),
        Proof::Group { cases, .. } | Proof::Either { cases, .. } => cases.len(),
        _ => 0,
    };
    if below == 0 || draw(4) == 0 {
        return proof;
    }
    let at = draw(below as u32) as usize;
    let next = match proof {
        Proof::Branch { not, at: cases, .. } => {
            if at == cases.len() {
                &mut **not
            } else {
                &mut cases[at].1
            }
        }
        Proof::Pick { cases, .. } => &mut cases[at].1,
        Proof::Group { cases, .. } | Proof::Either { cases, .. } => &mut cases[at].1,
        _ => unreachable!("a last step has nothing below it"),
    };
    any_step(next, draw)
}

/// Breaks a proof in one place, so that it no longer says what the definition asks of it. False where that
/// place can't be broken in the way drawn.
fn corrupt(proof: &mut Proof, draw: Draw<'_>) -> bool {
    let unknown = |name: &mut String| name.push('?');
    let way = draw(4);
    let step = any_step(proof, draw);
    match step {
        Proof::Missed { node } | Proof::Average { node } => unknown(node),
        Proof::Impossible { course, year } => {
            if way < 2 {
                unknown(course)
            } else {
                *year += 7
            }
        }
        Proof::Clash { courses } => match way {
            0 => drop(courses.pop()),
            1 => courses.extend(courses.first().cloned()),
            2 => courses.iter_mut().for_each(unknown),
            _ => courses.reverse(),
        },
        Proof::Cut { nodes, supply, steps, .. } => match way {
            0 => nodes.clear(),
            1 => nodes.extend(nodes.first().cloned()),
            2 if !supply.is_empty() => supply.push(supply[0].clone()),
            _ if !steps.is_empty() => steps[0].0 += 7,
            _ => nodes.iter_mut().for_each(unknown),
        },
        Proof::Branch { course, year, not, at } => match way {
            0 => unknown(course),
            1 => *year += 7,
            2 => **not = Proof::Branch { course: course.clone(), year: *year, not: not.clone(), at: Vec::new() },
            _ => return break_cases(at, |takes| takes.iter_mut().flatten().for_each(unknown), draw),
        },
        Proof::Pick { node, cases } => match way {
            0 => unknown(node),
            _ => return break_cases(cases, |parts| drop(parts.pop()), draw),
        },
        Proof::Group { node, cases } => match way {
            0 => unknown(node),
            _ => return break_cases(cases, unknown, draw),
        },
        Proof::Either { either, cases } => match way {
            0 => *either += 9,
            _ => return break_cases(cases, unknown, draw),
        },
    }
    true
}

/// Changes a route in one place. What comes out may be a route again.
fn change(route: &mut Vec<Take>, draw: Draw<'_>) {
    if route.is_empty() {
        return;
    }
    let at = draw(route.len() as u32) as usize;
    let other = route[draw(route.len() as u32) as usize].clone();
    match draw(5) {
        0 => drop(route.remove(at)),
        1 => route[at].year += 1,
        2 => route[at].course = other.course,
        3 => route[at].terms = other.terms,
        _ => route.push(other),
    }
}

#[test]
fn corrupted_certificates_are_caught() {
    let (mut caught, mut all, mut proofs) = (0, 0, 0);
    for seed in 0..1000 {
        let case = random_case(&[seed, 3]);
        let verdict = answer(&case);
        assert!(accepted(&case, &verdict), "seed {seed}: {verdict:?}");
        let mut draw = draws(&[seed, 5]);
        for _ in 0..4 {
            let changed = match &verdict {
                Verdict::Reachable { route } => {
                    let mut route = route.clone();
                    change(&mut route, &mut draw);
                    if is_route(&case.school, case.plan(), case.who(), case.scene(), &route) {
                        continue;
                    }
                    Verdict::Reachable { route }
                }
                Verdict::Blocked { proof } => {
                    let mut proof = proof.clone();
                    if !corrupt(&mut proof, &mut draw) {
                        continue;
                    }
                    proofs += 1;
                    Verdict::Blocked { proof }
                }
                Verdict::Unknown { .. } => continue,
            };
            all += 1;
            caught += u32::from(!accepted(&case, &changed));
        }
    }
    assert!(all > 2000 && proofs > 1500, "{all} {proofs}");
    assert!(caught * 100 >= all * 99, "{caught} of {all}");
}

#[test]
fn no_certificate_serves_a_question_with_another_answer() {
    let (mut routes, mut proofs, mut served) = (0, 0, 0);
    for seed in 0..400 {
        let case = random_case(&[seed, 4]);
        let mut draw = draws(&[seed, 6]);
        let mut verdicts = vec![answer(&case)];
        if let Verdict::Blocked { proof } = &verdicts[0] {
            let mut proof = proof.clone();
            corrupt(&mut proof, &mut draw);
            verdicts.push(Verdict::Blocked { proof });
        }
        for _ in 0..4 {
            let other = random_question(case.school.clone(), &mut draw);
            for verdict in &verdicts {
                let accepted = accepted(&other, verdict);
                match verdict {
                    Verdict::Reachable { route } => {
                        assert_eq!(accepted, is_route(&other.school, other.plan(), other.who(), other.scene(), route), "seed {seed}");
                        routes += u32::from(!accepted);
                    }
                    Verdict::Blocked { proof } => {
                        let Some(exists) = route_exists(&other.school, other.plan(), other.who(), other.scene()) else { continue };
                        assert!(!(accepted && exists), "seed {seed}: {proof:?}");
                        proofs += u32::from(exists);
                    }
                    Verdict::Unknown { .. } => {}
                }
                served += u32::from(accepted);
            }
        }
    }
    assert!(routes > 150 && proofs > 100 && served > 300, "{routes} {proofs} {served}");
}
