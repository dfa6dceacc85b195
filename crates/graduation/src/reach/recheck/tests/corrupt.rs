//! Ways to corrupt a certificate.

use crate::reach::oracle::cases::{Case, random_takes};
use crate::reach::{Proof, Reacher, Scene, Take, Verdict, Who};
use mortarboard_model::graduation::Plan;
use mortarboard_model::{CourseId, PlanId, School};

pub(in crate::reach) type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

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
        Proof::Pick { cases, .. } | Proof::Group { cases, .. } | Proof::Either { cases, .. } => cases.len(),
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
        Proof::Pick { cases, .. } | Proof::Group { cases, .. } | Proof::Either { cases, .. } => &mut cases[at].1,
        _ => unreachable!("a last step has nothing below it"),
    };
    any_step(next, draw)
}

/// Breaks a proof in one place, so that it no longer says what the definition asks of it. False where that
/// place can't be broken in the way drawn.
pub(in crate::reach) fn corrupt(proof: &mut Proof, draw: Draw<'_>) -> bool {
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
        Proof::Pick { node, cases } | Proof::Group { node, cases } => match way {
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
pub(in crate::reach) fn change(route: &mut Vec<Take>, draw: Draw<'_>) {
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

/// Changes a proof in one place, whether it is wrong then or not: a step gives way to another one of the same proof, or loses
/// or gains something.
pub(in crate::reach) fn shuffle(proof: &mut Proof, draw: Draw<'_>) {
    let steps: Vec<Proof> = proof.steps().into_iter().cloned().collect();
    let other = steps[draw(steps.len() as u32) as usize].clone();
    let way = draw(4);
    match any_step(proof, draw) {
        Proof::Cut { nodes, supply, steps, retakes } if way > 0 => {
            let list = match draw(4) {
                0 if !steps.is_empty() => {
                    steps.remove(draw(steps.len() as u32) as usize);
                    return;
                }
                0 | 1 => supply,
                2 => nodes,
                _ => retakes,
            };
            if !list.is_empty() {
                list.remove(draw(list.len() as u32) as usize);
            }
        }
        Proof::Branch { not, at, .. } if way == 1 && !at.is_empty() => {
            let case = draw(at.len() as u32) as usize;
            std::mem::swap(&mut **not, &mut at[case].1);
        }
        Proof::Pick { cases, .. } | Proof::Group { cases, .. } | Proof::Either { cases, .. } if way == 1 => cases.reverse(),
        step => *step = other,
    }
}

/// What a forger has to write with.
struct Words<'a> {
    nodes: Vec<&'a str>,
    courses: Vec<&'a str>,
    terms: Vec<&'a str>,
    years: u32,
}

/// Some of a list, or all of it.
fn some(list: &[&str], draw: Draw<'_>) -> Vec<String> {
    let all = draw(2) == 0;
    list.iter().filter(|_| all || draw(3) == 0).map(|&one| one.to_owned()).collect()
}

fn one(list: &[&str], draw: Draw<'_>) -> String {
    list[draw(list.len() as u32) as usize].to_owned()
}

fn invented(words: &Words<'_>, depth: u32, draw: Draw<'_>) -> Proof {
    match draw(if depth > 0 { 10 } else { 7 }) {
        0..3 => {
            let nodes = (0..1 + draw(2)).map(|_| one(&words.nodes, draw)).collect();
            let (supply, retakes) = (some(&words.courses, draw), if draw(4) == 0 { some(&words.courses, draw) } else { Vec::new() });
            let steps = (0..words.years).flat_map(|year| some(&words.terms, draw).into_iter().map(move |term| (year, term))).collect();
            Proof::Cut { nodes, supply, steps, retakes }
        }
        3 => Proof::Missed { node: one(&words.nodes, draw) },
        4 => Proof::Average { node: one(&words.nodes, draw) },
        5 => Proof::Impossible { course: one(&words.courses, draw), year: draw(words.years) },
        6 => Proof::Clash { courses: some(&words.courses, draw) },
        _ => {
            let (course, year) = (one(&words.courses, draw), draw(words.years));
            let all: Vec<String> = words.terms.iter().map(|&term| term.to_owned()).collect();
            let at = (0..draw(3)).map(|_| (vec![all.clone()], invented(words, depth - 1, draw))).collect();
            Proof::Branch { course, year, not: Box::new(invented(words, depth - 1, draw)), at }
        }
    }
}

/// A proof that does not belong to a question: invented, or about a student who has less on record or less to choose from.
pub(in crate::reach) fn forged(school: &School, (plan, id): (&Plan, PlanId), who: Who<'_>, scene: Scene<'_>, draw: Draw<'_>) -> Proof {
    let words = Words {
        nodes: plan.nodes.values().map(|node| node.id.as_str()).collect(),
        courses: school.courses().values().map(|course| course.id.as_str()).collect(),
        terms: school.calendar().terms().values().map(String::as_str).collect(),
        years: who.years(school).max(1),
    };
    let mut progress = who.progress.clone();
    let (mut without, courses): (Vec<CourseId>, Vec<CourseId>) = (scene.without.to_vec(), school.courses().ids().collect());
    match draw(4) {
        0 => return invented(&words, 2, draw),
        1 => progress.records.clear(),
        2 => without.extend(courses.into_iter().filter(|_| draw(2) == 0)),
        _ => {
            progress.records.truncate(progress.records.len() / 2);
            without.extend(courses);
        }
    }
    let (less, fewer) = (Who { progress: &progress, ..who }, Scene { without: &without, ..scene });
    match Reacher::new(school, id, scene.schedule).reach(less, fewer) {
        Verdict::Blocked { mut proof } => {
            if draw(2) == 0 {
                shuffle(&mut proof, draw);
            }
            proof
        }
        _ => invented(&words, 2, draw),
    }
}

/// A route that nobody looked for.
pub(in crate::reach) fn guessed(case: &Case, draw: Draw<'_>) -> Vec<Take> {
    random_takes(case, 6, draw)
}
