//! What random students are granted: partial waivers, agreements, courses in place of others, requirements by group.

use super::random::Draw;
use super::{plan, text};
use crate::graduation::raw::{RawRequirement, RawSubstitution, RawWaiver};
use crate::raw::RawSchool;
use crate::testing::{chance, pick};

pub(super) fn granted(raw: &mut RawSchool, draw: Draw) {
    if !raw.student_groups.is_empty() && chance(1, 2, draw) {
        let mut plans = std::mem::take(&mut raw.plans);
        plans.iter_mut().for_each(|plan| by_group(&mut plan.require, draw));
        raw.plans = plans;
    }
    for student in raw.students.iter().map(|student| student.student.clone()).collect::<Vec<_>>() {
        if chance(1, 3, draw) {
            waive(raw, &student, "", draw);
        }
        for _ in 0..[0, 0, 1, 2][draw(4) as usize % 4] {
            substitute(raw, &student, draw);
        }
    }
    if !raw.student_groups.is_empty() && chance(1, 3, draw) {
        waive(raw, "", "house", draw);
    }
}

/// Asks some requirements of a group alone, or of all others.
fn by_group(nodes: &mut [RawRequirement], draw: Draw) {
    for node in nodes {
        match draw(12) {
            0 => node.groups = vec![text("house")],
            1 => node.not_groups = vec![text("house"), text("nobody")],
            2 => node.entered_from = Some(2022 + draw(4)),
            3 => node.entered_to = Some(2022 + draw(4)),
            _ => {}
        }
        for below in [&mut node.all, &mut node.any, &mut node.some] {
            by_group(below, draw);
        }
    }
}

/// Requirements with an id, and the credits they ask.
fn named(nodes: &[RawRequirement], found: &mut Vec<(String, Option<u32>)>) {
    for node in nodes {
        if !node.id.is_empty() {
            found.push((node.id.clone(), node.credits));
        }
        for below in [&node.all, &node.any, &node.some] {
            named(below, found);
        }
    }
}

fn waive(raw: &mut RawSchool, student: &str, group: &str, draw: Draw) {
    let Some(plan) = pick(&raw.plans, draw) else { return };
    let (unit, id) = (plan.unit.unwrap_or(1), plan.plan.clone());
    let mut found = Vec::new();
    named(&plan.require, &mut found);
    for _ in 0..1 + draw(2) {
        let Some((requirement, asked)) = pick(&found, draw).cloned() else { return };
        let same = |row: &RawWaiver| (row.student.as_str(), &row.plan, &row.requirement) == (student, &id, &requirement);
        if raw.waivers.iter().any(same) {
            continue;
        }
        let credits = asked.map(|asked| unit * (1 + draw(asked / unit))).filter(|_| chance(5, 6, draw));
        raw.waivers.push(RawWaiver {
            student: text(student),
            group: text(group),
            plan: id.clone(),
            requirement,
            kind: text(if credits.is_some() && chance(1, 2, draw) { "agreement" } else { "" }),
            credits,
            keep_total: text(["", "no"][draw(2) as usize % 2]),
            reason: text("by the board"),
        });
    }
}

fn substitute(raw: &mut RawSchool, student: &str, draw: Draw) {
    let listings: Vec<String> = plan::listings(raw).into_iter().map(|(id, _)| id).collect();
    let (Some(course), Some(by)) = (pick(&listings, draw).cloned(), pick(&listings, draw).cloned()) else { return };
    let (mut plan, mut requirement) = (String::new(), String::new());
    if chance(1, 3, draw)
        && let Some(only) = pick(&raw.plans, draw)
    {
        plan.clone_from(&only.plan);
        let mut found = Vec::new();
        named(&only.require, &mut found);
        requirement = pick(&found, draw).filter(|_| chance(1, 2, draw)).map_or(String::new(), |(id, _)| id.clone());
    }
    let row = RawSubstitution { student: text(student), course, by, plan, requirement, reason: text("by the board") };
    if row.course != row.by && !raw.substitutions.contains(&row) {
        raw.substitutions.push(row);
    }
}
