//! The last steps of proofs, under random assumptions, against the routes that these leave.

use super::super::assumed::Assumed;
use super::super::possible::Question;
use super::super::proof::check;
use crate::reach::Proof;
use crate::reach::oracle::cases::{Case, random_case};
use crate::reach::oracle::{Given, find_route};
use mortarboard_model::graduation::Asks;
use mortarboard_model::testing::draws;
use mortarboard_model::{CourseId, Id, NodeId};
use std::collections::BTreeMap;

type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

fn one<T: Clone>(items: &[T], draw: Draw<'_>) -> Option<T> {
    items.get(draw(items.len() as u32) as usize).cloned()
}

/// Random assumptions, each of which the question allows.
pub(super) fn random_assumptions(question: &Question<'_>, most: u32, draw: Draw<'_>) -> (Assumed, Given) {
    let mut assumed = Assumed::nothing(question);
    let mut given = Given::default();
    for _ in 0..draw(most + 1) {
        let late = question.takes.iter().enumerate().filter(|(at, _)| assumed.late[*at]);
        let open: Vec<(usize, _)> = assumed.possible(question).chain(late).map(|(at, take)| (at, take.clone())).collect();
        let open: Vec<_> = open.into_iter().filter(|(_, take)| !assumed.courses.contains_key(&(take.listing, take.year))).collect();
        // Courses of a year with a schedule clash often only when several are assumed.
        let now: Vec<_> = open.iter().filter(|(_, take)| take.year == 0 && question.seats.is_some()).cloned().collect();
        let Some((at, take)) = one(if draw(2) == 0 && !now.is_empty() { &now } else { &open }, draw) else { break };
        let taken = draw(3) > 0;
        assumed = assumed.with(question, take.listing, take.year, taken.then_some(at));
        let course = CourseId::from_index(take.listing.index());
        let terms = take.parts.iter().map(|part| part.terms.clone()).collect();
        given.courses.insert((course, take.year), taken.then_some(terms));
    }
    for (id, node) in question.plan.nodes.iter() {
        let required = assumed.required(question)[id];
        match &node.asks {
            Asks::Some(..) if required && draw(2) == 0 => {
                let (needed, open) = assumed.open_parts(question, id);
                let (mut chosen, mut left_out) = (0, 0);
                for &part in open.iter().take(if draw(2) == 0 { open.len() } else { 1 }) {
                    let take = if draw(2) == 0 { chosen < needed } else { left_out + needed >= open.len() };
                    *(if take { &mut chosen } else { &mut left_out }) += 1;
                    assumed.picks.insert(part, take);
                    given.picks.insert(part, take);
                }
            }
            Asks::Credits(asked) if asked.same_group && required && question.waived.pieces(question.plan, id) > 0 && draw(2) == 0 => {
                if let Some(group) = one(&["red".to_owned(), "blue".to_owned()], draw) {
                    assumed.groups.insert(id, group.clone());
                    given.groups.insert(id, group);
                }
            }
            _ => {}
        }
    }
    for (at, either) in question.plan.either.iter().enumerate() {
        if draw(2) == 0
            && let Some(node) = one(&either.nodes, draw)
        {
            assumed.either.insert(at, node);
            given.either.insert(at, node);
        }
    }
    (assumed, given)
}

/// A random last step that may well be right.
pub(super) fn random_leaf(question: &Question<'_>, assumed: &Assumed, draw: Draw<'_>) -> Proof {
    let required = assumed.required(question);
    let nodes: Vec<NodeId> = question.plan.nodes.ids().filter(|&id| required[id]).collect();
    let name = |id: NodeId| question.plan.nodes[id].id.clone();
    let credits: Vec<(NodeId, &String)> = nodes
        .iter()
        .filter_map(|&id| match &question.plan.nodes[id].asks {
            Asks::Credits(asked) => Some((id, &asked.pool)),
            _ => None,
        })
        .collect();
    let pool = one(&credits, draw).map(|(_, pool)| pool.clone()).unwrap_or_default();
    match draw(6) {
        0 => Proof::Missed { node: one(&nodes, draw).map(name).unwrap_or_default() },
        1 => {
            let averages = nodes.iter().copied().filter(|&id| matches!(question.plan.nodes[id].asks, Asks::Average { .. }));
            Proof::Average { node: one(&averages.collect::<Vec<_>>(), draw).map(name).unwrap_or_default() }
        }
        2 => {
            let taken: Vec<_> = assumed.taken(question).map(|(_, take)| take.clone()).collect();
            let take = one(&taken, draw);
            let course = take.as_ref().map(|take| question.school.courses()[CourseId::from_index(take.listing.index())].id.clone());
            Proof::Impossible { course: course.unwrap_or_default(), year: take.map_or(0, |take| take.year) }
        }
        3 => {
            let taken = assumed.taken(question).filter(|(_, take)| take.year == 0);
            let mut courses: Vec<String> =
                taken.map(|(_, take)| question.school.courses()[CourseId::from_index(take.listing.index())].id.clone()).collect();
            courses.sort();
            while courses.len() > 1 && draw(3) == 0 {
                courses.remove(draw(courses.len() as u32) as usize);
            }
            Proof::Clash { courses }
        }
        _ => {
            let all = draw(2) == 0;
            let mut pick = |share: u32| all || draw(share) > 0;
            let choices =
                nodes.iter().filter(|&&id| matches!(question.plan.nodes[id].asks, Asks::Some(..))).filter(|_| pick(3)).map(|&id| name(id));
            let choices: Vec<String> = choices.collect();
            let own = credits.iter().filter(|(_, own)| **own == pool).filter(|_| pick(3)).map(|(id, _)| name(*id));
            let nodes = own.chain(choices).collect();
            let free = draw(2) == 0;
            let mut supply: Vec<String> = question.school.courses().values().map(|course| course.id.clone()).collect();
            let mut steps = Vec::new();
            if free {
                supply.retain(|_| draw(3) > 0);
                for year in 0..question.years {
                    for term in question.school.calendar().terms().values().filter(|_| draw(5) > 0) {
                        steps.push((year, term.clone()));
                    }
                }
            }
            let again = !steps.is_empty() && draw(3) == 0;
            let retakes: Vec<String> =
                question.school.courses().values().map(|course| course.id.clone()).filter(|_| again && draw(2) == 0).collect();
            Proof::Cut { nodes, supply, steps, retakes }
        }
    }
}

fn kind(proof: &Proof) -> &'static str {
    match proof {
        Proof::Missed { .. } => "missed",
        Proof::Cut { supply, steps, .. } if steps.is_empty() && !supply.is_empty() => "cut by supply",
        Proof::Cut { .. } => "cut by steps",
        Proof::Average { .. } => "average",
        Proof::Impossible { .. } => "impossible",
        Proof::Clash { .. } => "clash",
        _ => "branch",
    }
}

fn route_left(case: &Case, given: &Given) -> Option<bool> {
    find_route(&case.school, case.plan(), case.who(), case.scene(), given).map(|found| found.is_some())
}

#[test]
fn no_last_step_is_accepted_where_a_route_is_left() {
    let mut accepted: BTreeMap<&str, u32> = BTreeMap::new();
    let mut refused = 0;
    for seed in 0..1500 {
        let case = random_case(&[seed]);
        let Ok(question) = Question::new(&case.school, case.plan(), case.who(), case.scene(), None) else { continue };
        let mut draw = draws(&[seed, 11]);
        let (assumed, given) = random_assumptions(&question, 4, &mut draw);
        let proofs: Vec<Proof> = (0..12).map(|_| random_leaf(&question, &assumed, &mut draw)).collect();
        let (good, bad): (Vec<Proof>, Vec<Proof>) = proofs.into_iter().partition(|proof| check(&question, &assumed, proof).is_ok());
        refused += bad.len();
        if good.is_empty() {
            continue;
        }
        let Some(left) = route_left(&case, &given) else { continue };
        for proof in good {
            assert!(!left, "seed {seed}: {given:?}\n{proof:?}");
            *accepted.entry(kind(&proof)).or_default() += 1;
        }
    }
    assert!(accepted.len() == 6 && accepted.values().all(|&count| count >= 10), "{accepted:?}");
    assert!(refused > 3000, "{refused}");
}
