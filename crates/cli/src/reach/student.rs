//! One student: the audit of the transcript, the route or the proof.

use super::{Slack, Status};
use mortarboard::checker::graduation::{PlanAudit, State, audit_plan};
use mortarboard::checker::reach::{Assumption, Cause, Proof, Survival, Take, Verdict, Who, Wrong};
use mortarboard::model::{Schedule, School, StudentId};
use mortarboard::{Reached, StudentReach};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is printed of one student.
#[derive(Serialize)]
pub(super) struct One {
    status: Status,
    student: String,
    grade: Option<u32>,
    scheduled: bool,
    plans: Vec<UnderPlan>,
    critical: Vec<String>,
    empty_cells: u32,
    /// Whether a limit came before all was looked at.
    stopped: bool,
}

/// One student under one plan.
#[derive(Serialize)]
struct UnderPlan {
    plan: String,
    title: String,
    audit: PlanAudit,
    verdict: &'static str,
    route: Vec<Take>,
    proof: Option<Proof>,
    /// What route or proof assume about later years.
    assumptions: Vec<Assumption>,
    /// The same in sentences, for people only.
    #[serde(skip)]
    assumed: Vec<String>,
    cases: u64,
    cause: Option<&'static str>,
    courses: Vec<String>,
    patterns: Vec<String>,
    sections: Vec<String>,
    sentence: Option<String>,
    mends: Vec<String>,
    #[serde(flatten)]
    slack: Slack,
    survival: Option<Survival>,
}

/// What there is to say of one student. An error is a certificate that does not hold.
pub(super) fn look(
    school: &School,
    schedule: Option<&Schedule>,
    student: StudentId,
    reached: &Reached,
    status: Status,
) -> Result<One, Wrong> {
    let data = &school.students()[student];
    let critical = reached.critical.requests.iter().map(|request| school.courses()[school.requests()[request.request].course].id.clone());
    let plans = reached.students.iter().filter_map(|one| under_plan(school, schedule, one).transpose());
    Ok(One {
        status,
        student: data.id.clone(),
        grade: data.grade,
        scheduled: schedule.is_some(),
        plans: plans.collect::<Result<_, Wrong>>()?,
        critical: critical.collect(),
        empty_cells: reached.empty.first().map_or(0, |empty| empty.empty),
        stopped: reached.critical.unfinished,
    })
}

fn under_plan(school: &School, schedule: Option<&Schedule>, one: &StudentReach) -> Result<Option<UnderPlan>, Wrong> {
    let (graduation, data) = (school.graduation(), &school.students()[one.student]);
    let (plan, progress) = (graduation.plans.get(one.plan), graduation.students.get(one.student));
    let (Some(plan), Some(progress), Some(grade)) = (plan, progress, data.grade) else { return Ok(None) };
    let who = Who { grade, progress, away: &data.unavailable };
    let certificate = one.certificate(school, schedule)?;
    let (verdict, route, proof, cases) = match &one.verdict {
        Verdict::Reachable { route } => ("reachable", route.clone(), None, 0),
        Verdict::Blocked { proof } => ("blocked", Vec::new(), Some(proof.clone()), 0),
        Verdict::Unknown { cases } => ("unknown", Vec::new(), None, *cases),
    };
    Ok(Some(UnderPlan {
        plan: plan.id.clone(),
        title: plan.title.clone(),
        audit: audit_plan(school, plan, who, &route),
        verdict,
        route,
        proof,
        assumed: certificate.sentences(school),
        assumptions: certificate.assumptions,
        cases,
        courses: one.cause.as_ref().map_or(Vec::new(), |cause| cause.courses().to_vec()),
        patterns: one.cause.as_ref().map_or(Vec::new(), |cause| cause.patterns().to_vec()),
        sections: one.cause.as_ref().map_or(Vec::new(), |cause| cause.sections().to_vec()),
        sentence: one.cause.as_ref().map(Cause::sentence),
        mends: one.cause.as_ref().map_or(Vec::new(), Cause::mends),
        cause: one.cause.as_ref().map(Cause::slug),
        slack: Slack::new(school, one.plan, one.slack),
        survival: one.survival.clone(),
    }))
}

pub(super) fn text(one: &One) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = write(&mut text, one);
    text
}

fn write(text: &mut String, one: &One) -> std::fmt::Result {
    let grade = one.grade.map_or("no grade given".to_owned(), |grade| format!("grade {grade}"));
    writeln!(text, "Student {}, {grade}", one.student)?;
    if one.plans.is_empty() {
        writeln!(text, "follows no plan, or is beyond the last grade")?;
    }
    for plan in &one.plans {
        writeln!(text, "\n{} ({})", plan.title, plan.plan)?;
        for node in plan.audit.nodes.iter().skip(1).filter(|node| node.needed && !node.waived) {
            let state = match &node.state {
                State::Met => "met".to_owned(),
                State::InPlan => "in plan".to_owned(),
                State::Open => "still open, with time left".to_owned(),
                State::Missing { credits, others: 0, .. } => format!("{credits} credits missing"),
                State::Missing { .. } => "missing".to_owned(),
            };
            let fed: Vec<&str> = node.fed_by.iter().map(|feed| feed.course.as_str()).collect();
            let fed = if fed.is_empty() { String::new() } else { format!(": {}", fed.join(", ")) };
            writeln!(text, "  {:<28} {state}{fed}", node.node)?;
        }
        verdict(text, plan)?;
    }
    if !one.critical.is_empty() {
        writeln!(text, "\nMust be had this year: {}.", one.critical.join(", "))?;
    }
    Ok(())
}

fn verdict(text: &mut String, plan: &UnderPlan) -> std::fmt::Result {
    match plan.verdict {
        "reachable" => {
            writeln!(text, "Can graduate on time, for one by this route (checked anew):")?;
            let mut years: BTreeMap<u32, Vec<String>> = BTreeMap::new();
            for take in &plan.route {
                let section = take.section.as_ref().map_or(String::new(), |section| format!(" ({section})"));
                years.entry(take.year).or_default().push(format!("{}{section}", take.course));
            }
            for (year, courses) in years {
                let when = if year == 0 { "this year".to_owned() } else { format!("year {}", year + 1) };
                writeln!(text, "  {when}: {}", courses.join(", "))?;
            }
            writeln!(text, "  It takes for granted that these are passed with the marks needed.")?;
        }
        "blocked" => {
            writeln!(text, "Can't graduate on time (by a proof that was checked anew).")?;
            if let Some(sentence) = &plan.sentence {
                writeln!(text, "  {sentence}")?;
            }
            plan.mends.iter().try_for_each(|mend| writeln!(text, "    fix: {mend}"))?;
            if plan.assumed.is_empty() {
                writeln!(text, "  The proof assumes nothing about later years.")?;
            }
        }
        _ => writeln!(text, "Unknown: no route was found, and no proof that there is none, in {} cases.", plan.cases)?,
    }
    plan.assumed.iter().try_for_each(|sentence| writeln!(text, "  {sentence}"))?;
    if let Some(slack) = plan.slack.words() {
        writeln!(text, "  Counting credits alone: {slack}.")?;
    }
    match &plan.survival {
        Some(survival) if survival.witness.is_empty() => {
            writeln!(text, "  Bears {} failed courses of this year, whichever they are.", survival.survives)
        }
        Some(survival) => {
            writeln!(
                text,
                "  Bears {} failed courses of this year; failing {} would be too much.",
                survival.survives,
                survival.witness.join(", ")
            )
        }
        None => Ok(()),
    }
}
