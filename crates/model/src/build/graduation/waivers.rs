//! Requirements waived, whole or in part, and credits by agreement.

use super::plans::Found;
use super::{Known, Place, yes};
use crate::fault::Fault;
use crate::graduation::raw::RawWaiver;
use crate::graduation::{Allowance, AllowanceKind, Asks, Plan, Progress, Waiver};
use crate::ids::{GroupId, IdVec, NodeId, PlanId, StudentId};
use std::collections::BTreeSet;

/// What a row says, whoever it is for.
#[derive(Clone)]
enum Said {
    Whole(Waiver),
    Part(Allowance),
}

impl Said {
    /// What there may be one row about for a student.
    fn about(&self) -> About {
        match self {
            Said::Whole(waiver) => (waiver.plan, waiver.node, None),
            Said::Part(part) => (part.plan, part.node, Some(part.kind)),
        }
    }
}

/// A requirement, and what of it a row is about; none is the whole.
type About = (PlanId, NodeId, Option<AllowanceKind>);

/// What rows were about.
#[derive(Default)]
struct Rows(BTreeSet<(StudentId, About)>);

impl Rows {
    /// Notes a row, unless an earlier one is about the same: what is waived whole leaves nothing to waive in part or to
    /// agree on.
    fn add(&mut self, student: StudentId, about: About) -> bool {
        let (plan, node, kind) = about;
        let parts = [None, Some(AllowanceKind::Waiver), Some(AllowanceKind::Agreement)].into_iter();
        let mut same = parts.filter(|other| other.is_none() || kind.is_none() || *other == kind);
        !same.any(|other| self.0.contains(&(student, (plan, node, other)))) && self.0.insert((student, about))
    }
}

pub(super) fn waivers(
    known: &Known<'_>,
    plans: &IdVec<PlanId, Plan>,
    found: &Found,
    groups: &IdVec<GroupId, String>,
    all: &mut IdVec<StudentId, Progress>,
    faults: &mut Vec<Fault>,
) {
    let mut of_students = Rows::default();
    let mut of_groups: Vec<(GroupId, Said)> = Vec::new();
    for (row, given) in known.raw.waivers.iter().enumerate() {
        let (student, group) = (given.student.trim(), given.group.trim());
        let of = [student, group, given.requirement.trim()].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        let place = Place { table: "waivers", row, column: "student", of };
        let said = said(place, given, plans, found, faults);
        match (student.is_empty(), group.is_empty()) {
            (true, true) => {
                faults.push(place.fault("blank", "the row names neither a student nor a group", "name one of them"));
            }
            (false, false) => {
                let cause = "the row names both a student and a group";
                faults.push(place.column("group").fault("contradiction", cause, "name one of them in each row"));
            }
            (false, true) => {
                let (Some(student), Some(said)) = (place.student(known, faults), said) else { continue };
                if !of_students.add(student, said.about()) {
                    let place = place.column("requirement");
                    faults.push(place.fault("duplicate", "an earlier row waives this already", "keep one of the rows"));
                } else {
                    add(said, &mut all[student]);
                }
            }
            (true, false) => match groups.iter().find(|(_, known)| known.as_str() == group) {
                Some((id, _)) => of_groups.extend(said.map(|said| (id, said))),
                None => {
                    let (cause, fix) = ("there is no such group of students", "correct the group, or add it to student_groups");
                    faults.push(place.column("group").fault("unknown-id", cause, fix).not_known("group", group));
                }
            },
        }
    }
    // A student's own rows go before those of groups, and of these the first.
    for (group, said) in &of_groups {
        for student in all.ids().filter(|&student| all[student].groups.contains(group)).collect::<Vec<_>>() {
            if of_students.add(student, said.about()) {
                add(said.clone(), &mut all[student]);
            }
        }
    }
}

fn add(said: Said, progress: &mut Progress) {
    match said {
        Said::Whole(waiver) => progress.waivers.push(waiver),
        Said::Part(part) => progress.allowances.push(part),
    }
    progress.waivers.sort_unstable();
    progress.allowances.sort_unstable();
}

/// What a row says.
fn said(place: Place<'_>, given: &RawWaiver, plans: &IdVec<PlanId, Plan>, found: &Found, faults: &mut Vec<Fault>) -> Option<Said> {
    let plan = place.column("plan").find("plan", "the plans", given.plan.trim(), &found.plans, faults);
    let asked = place.column("requirement");
    let node = plan.and_then(|plan| asked.find("requirement", "the plan", given.requirement.trim(), &found.nodes[plan], faults));
    let keep_total = yes(place.column("keep_total"), &given.keep_total, faults);
    let kind = match given.kind.trim() {
        "" | "waiver" => Some(AllowanceKind::Waiver),
        "agreement" => Some(AllowanceKind::Agreement),
        _ => {
            let cause = "the cell is neither waiver nor agreement";
            faults.push(place.column("kind").fault("bad-value", cause, "write waiver or agreement, or leave it blank"));
            None
        }
    };
    let credits = place.column("credits");
    if kind == Some(AllowanceKind::Agreement) && given.credits.is_none() {
        let cause = "the row does not say how many credits count as had";
        faults.push(credits.fault("blank", cause, "give the credits, or make it a waiver of the whole requirement"));
        return None;
    }
    let (plan, node, kind) = (plan?, node?, kind?);
    let reason = given.reason.trim().to_owned();
    let Some(amount) = given.credits else { return Some(Said::Whole(Waiver { plan, node, keep_total, reason })) };
    let Asks::Credits(asks) = &plans[plan].nodes[node].asks else {
        let cause = "the requirement does not ask for credits, so that no part of it can be given in credits";
        faults.push(credits.fault("not-credits", cause, "name a requirement with `credits` or `course`, or leave the credits blank"));
        return None;
    };
    let before = faults.len();
    let pieces = super::plans::pieces(credits, amount, plans[plan].unit, faults);
    if faults.len() > before {
        return None;
    }
    if pieces > asks.pieces {
        let cause = format!("the requirement asks for {} credits, which is less", asks.pieces.saturating_mul(plans[plan].unit));
        faults.push(credits.fault("out-of-range", cause, "give at most so many"));
        return None;
    }
    Some(Said::Part(Allowance { plan, node, kind, pieces, keep_total, reason }))
}
