//! Courses that students take in place of others.

use super::plans::Found;
use super::{Known, Place};
use crate::fault::Fault;
use crate::graduation::{Progress, Substitution};
use crate::ids::{IdVec, StudentId};

pub(super) fn substitutions(known: &Known<'_>, found: &Found, all: &mut IdVec<StudentId, Progress>, faults: &mut Vec<Fault>) {
    for (row, given) in known.raw.substitutions.iter().enumerate() {
        let place = Place { table: "substitutions", row, column: "student", of: &given.student };
        let student = place.student(known, faults);
        let course = place.column("course").listing(&given.course, known, faults);
        let by = place.column("by").listing(&given.by, known, faults);
        if course.is_some() && course == by {
            let cause = format!("{} can't stand in for itself", given.by.trim());
            faults.push(place.column("by").fault("bad-value", cause, "name another course, or delete the row"));
            continue;
        }
        let (plan, requirement) = (given.plan.trim(), given.requirement.trim());
        let in_plan = if plan.is_empty() {
            if !requirement.is_empty() {
                let cause = "the row names a requirement, but not the plan that has it";
                faults.push(place.column("plan").fault("blank", cause, "name the plan"));
                continue;
            }
            None
        } else {
            let Some(plan) = place.column("plan").find("plan", "the plans", plan, &found.plans, faults) else { continue };
            Some(plan)
        };
        let node = match in_plan.filter(|_| !requirement.is_empty()) {
            None => None,
            Some(plan) => {
                let place = place.column("requirement");
                let Some(node) = place.find("requirement", "the plan", requirement, &found.nodes[plan], faults) else { continue };
                Some(node)
            }
        };
        let (Some(student), Some(course), Some(by)) = (student, course, by) else { continue };
        let own = &mut all[student].substitutions;
        if own.iter().any(|other| (other.course, other.by, other.plan, other.node) == (course, by, in_plan, node)) {
            faults.push(place.column("by").fault("duplicate", "an earlier row says so already", "keep one of the rows"));
        } else {
            own.push(Substitution { course, by, plan: in_plan, node, reason: given.reason.trim().to_owned() });
        }
    }
}
