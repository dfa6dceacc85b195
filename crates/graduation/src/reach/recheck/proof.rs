//! Checks a proof step by step.

use super::assumed::Assumed;
use super::possible::Question;
use super::{Wrong, average, clash, cut, wrong};
use crate::audit::{Standing, admits, measure};
use crate::reach::Proof;
use mortarboard_model::graduation::{Asks, Credits, Filter};
use mortarboard_model::{Id, NodeId};
use std::collections::BTreeSet;

/// Assumptions beyond which a proof is not followed.
const DEEPEST: usize = 1024;

pub(super) fn check(question: &Question<'_>, assumed: &Assumed, proof: &Proof) -> Result<(), Wrong> {
    if question.until.is_over() {
        return wrong("the time was over before the proof was read");
    }
    match proof {
        Proof::Missed { node } => missed(question, assumed, node),
        Proof::Cut { nodes, supply, steps, retakes } => cut::check(question, assumed, nodes, (supply, retakes), steps),
        Proof::Average { node } => average::check(question, assumed, node),
        Proof::Impossible { course, year } => {
            let listing = question.listing(course)?;
            let Some(&Some(take)) = assumed.courses.get(&(listing, *year)) else {
                return wrong(format!("{course} in year {year} is not assumed to be taken"));
            };
            match assumed.possible(question).any(|(at, _)| at == take) {
                true => wrong(format!("{course} in year {year} is still possible")),
                false => Ok(()),
            }
        }
        Proof::Clash { courses } => clash::check(question, assumed, courses),
        Proof::Branch { course, year, not, at } => branch(question, assumed, (course, *year), not, at),
        Proof::Pick { node, cases } => pick(question, assumed, node, cases),
        Proof::Group { node, cases } => group(question, assumed, node, cases),
        Proof::Either { either, cases } => either_or(question, assumed, *either, cases),
    }
}

/// A requirement by the office's id, if it is asked for.
pub(super) fn required<'a>(question: &Question<'a>, assumed: &Assumed, node: &str) -> Result<(NodeId, &'a Asks), Wrong> {
    let Some((id, found)) = question.plan.nodes.iter().find(|(_, found)| found.id == node) else {
        return wrong(format!("the plan has no requirement {node}"));
    };
    if !assumed.required(question)[id] {
        return wrong(format!("the requirement {node} need not hold here"));
    }
    Ok((id, &found.asks))
}

fn missed(question: &Question<'_>, assumed: &Assumed, node: &str) -> Result<(), Wrong> {
    let (_, asks) = required(question, assumed, node)?;
    let missed = match asks {
        Asks::EachTerm { from, lowest, highest } => !each_term(question, assumed, from, *lowest, *highest),
        Asks::Exam { .. } | Asks::Item { .. } => {
            let found = measure(question.school, question.who, asks, &question.history, &question.history);
            found.is_some_and(|found| found.standing == Standing::Missed)
        }
        _ => return wrong(format!("the requirement {node} is no exam, item or participation")),
    };
    if missed { Ok(()) } else { wrong(format!("the requirement {node} is there or can still be done")) }
}

/// Whether records and possible takes cover each term of some grades.
fn each_term(question: &Question<'_>, assumed: &Assumed, from: &Filter, lowest: u32, highest: u32) -> bool {
    let begun = assumed.begun(question, false);
    let takes = assumed.possible(question).flat_map(|(_, take)| take.passes(question));
    let passes: Vec<_> = question.history.passes.iter().cloned().chain(takes).filter(|pass| admits(from, pass, &begun)).collect();
    let terms: Vec<usize> = question.school.calendar().own_terms().map(Id::index).collect();
    // The first grade without any pass ends this, however wide the range.
    (lowest..=highest).all(|grade| terms.iter().all(|&term| passes.iter().any(|pass| pass.covers(grade, term))))
}

fn deepen(assumed: &Assumed) -> Result<(), Wrong> {
    let depth = assumed.courses.len() + assumed.picks.len() + assumed.groups.len() + assumed.either.len();
    if depth < DEEPEST { Ok(()) } else { wrong(format!("the proof makes more than {DEEPEST} assumptions at once")) }
}

fn branch(
    question: &Question<'_>,
    assumed: &Assumed,
    (course, year): (&str, u32),
    not: &Proof,
    at: &[(Vec<Vec<String>>, Proof)],
) -> Result<(), Wrong> {
    deepen(assumed)?;
    let (listing, year) = (question.listing(course)?, question.year(year)?);
    if year == 0 && question.scene.fixed.is_some() && !question.takes.iter().any(|take| take.year == 0) {
        return wrong("year 0 is fixed, so that nothing is left to assume in it");
    }
    if assumed.courses.contains_key(&(listing, year)) {
        return wrong(format!("{course} in year {year} is assumed twice"));
    }
    let own = |at: usize| (question.takes[at].listing, question.takes[at].year) == (listing, year);
    let mut left: Vec<usize> = assumed.possible(question).map(|(at, _)| at).filter(|&at| own(at)).collect();
    // What time alone rules out needs no case, but may have one, which names the courses that clash.
    let mut more: Vec<usize> = (0..question.takes.len()).filter(|&at| own(at) && assumed.late[at]).collect();
    for (terms, proof) in at {
        let read = |terms: &Vec<String>| terms.iter().map(|term| question.term(term)).collect::<Result<Vec<usize>, Wrong>>();
        let terms = terms.iter().map(read).collect::<Result<Vec<Vec<usize>>, Wrong>>()?;
        let case = |cases: &mut Vec<usize>| {
            let at = cases.iter().position(|&take| question.takes[take].parts.iter().map(|part| &part.terms).eq(&terms))?;
            Some(cases.remove(at))
        };
        let Some(take) = case(&mut left).or_else(|| case(&mut more)) else {
            return wrong(format!("a case for {course} in year {year} repeats another, or is not possible"));
        };
        check(question, &assumed.with(question, listing, year, Some(take)), proof)?;
    }
    if !left.is_empty() {
        return wrong(format!("a case is missing for {course} in year {year}"));
    }
    check(question, &assumed.with(question, listing, year, None), not)
}

fn pick(question: &Question<'_>, assumed: &Assumed, node: &str, cases: &[(String, Proof)]) -> Result<(), Wrong> {
    deepen(assumed)?;
    let (id, asks) = required(question, assumed, node)?;
    let (needed, mut open) = match asks {
        Asks::Some(..) => assumed.open_parts(question, id),
        _ => (0, Vec::new()),
    };
    if needed == 0 || needed >= open.len() {
        return wrong(format!("the requirement {node} leaves no choice, or it is made already"));
    }
    let asked = open.len() - needed + 1;
    let mut with = assumed.clone();
    for (part, proof) in cases {
        let named = |id: &NodeId| question.plan.nodes.get(*id).is_some_and(|found| found.id == *part);
        let Some(at) = open.iter().position(named) else {
            return wrong(format!("a case of {node} repeats another, or names what is no open part of it: {part}"));
        };
        let part = open.remove(at);
        with.picks.insert(part, true);
        check(question, &with, proof)?;
        with.picks.insert(part, false);
    }
    match cases.len() == asked {
        true => Ok(()),
        false => wrong(format!("{node} needs cases for {asked} of its parts, and has {}", cases.len())),
    }
}

fn group(question: &Question<'_>, assumed: &Assumed, node: &str, cases: &[(String, Proof)]) -> Result<(), Wrong> {
    deepen(assumed)?;
    let (id, Asks::Credits(asked @ Credits { same_group: true, .. })) = required(question, assumed, node)? else {
        return wrong(format!("the requirement {node} is not one of one group"));
    };
    if assumed.groups.contains_key(&id) || question.waived.pieces(question.plan, id) == 0 {
        return wrong(format!("the requirement {node} asks for nothing, or its group is assumed already"));
    }
    let filters = std::iter::once(&asked.from).chain(asked.substitutes.iter().map(|cap| &cap.from));
    let listings = filters.flat_map(|filter| &filter.any).flat_map(|conditions| &conditions.listings);
    let groups = listings.filter_map(|&listing| question.plan.group_of(question.school.graduation(), listing));
    let mut left: BTreeSet<&String> = groups.collect();
    for (group, proof) in cases {
        if !left.remove(group) {
            return wrong(format!("a case of {node} repeats another, or names a group of nothing that it admits"));
        }
        let mut with = assumed.clone();
        with.groups.insert(id, group.clone());
        check(question, &with, proof)?;
    }
    if left.is_empty() { Ok(()) } else { wrong(format!("a case is missing for {node}")) }
}

fn either_or(question: &Question<'_>, assumed: &Assumed, either: usize, cases: &[(String, Proof)]) -> Result<(), Wrong> {
    deepen(assumed)?;
    let Some(found) = question.plan.either.get(either).filter(|found| !found.nodes.is_empty()) else {
        return wrong(format!("the plan has no either-or at position {either}"));
    };
    if assumed.either.contains_key(&either) {
        return wrong(format!("the either-or at position {either} is assumed twice"));
    }
    let mut left: BTreeSet<NodeId> = found.nodes.iter().copied().collect();
    for (node, proof) in cases {
        let id = question.plan.nodes.iter().find(|(_, found)| found.id == *node).map(|(id, _)| id);
        let Some(id) = id.filter(|id| left.remove(id)) else {
            return wrong(format!("a case of the either-or at position {either} repeats another, or is not in it: {node}"));
        };
        let mut with = assumed.clone();
        with.either.insert(either, id);
        check(question, &with, proof)?;
    }
    if left.is_empty() { Ok(()) } else { wrong(format!("a case is missing for the either-or at position {either}")) }
}
