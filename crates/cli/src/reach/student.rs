//! One student: the audit of the transcript, the route or the proof.

use super::Slack;
use super::granted::{self, Granted, TakenForGranted};
use super::outside::{self, Graduates, Needed};
use super::text::fixes;
use crate::print::count;
use crate::unexamined::Passed;
use mortarboard_graduation::audit::{PlanAudit, State, audit_plan};
use mortarboard_graduation::reach::{
    Assumption, Cause, Disorder, FromOutside, Mended, Proof, Stop, Survival, Take, Verdict, Who, Wrong, mends_until,
};
use mortarboard_model::{Schedule, School, StudentId};
use mortarboard_run::{Reached, StudentReach};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is printed of one student.
#[derive(Serialize)]
pub(super) struct One {
    student: String,
    grade: Option<u32>,
    scheduled: bool,
    unexamined: Passed,
    plans: Vec<UnderPlan>,
    /// Courses on the roster that don't count because of their order.
    wrong_order: Vec<Disordered>,
    critical: Vec<String>,
    empty_cells: u32,
    /// Whether a limit came before all was looked at.
    stopped: bool,
}

/// A course in the wrong order.
#[derive(Serialize)]
struct Disordered {
    course: String,
    terms: Vec<String>,
    after: Vec<String>,
    /// Whether these must be over before it begins; otherwise they must be taken with it.
    before: bool,
    sentence: String,
}

/// One student under one plan.
#[derive(Serialize)]
struct UnderPlan {
    plan: String,
    title: String,
    audit: PlanAudit,
    verdict: &'static str,
    /// The same with credit from outside.
    graduates: Graduates,
    route: Vec<Take>,
    /// Terms of a year; with several, text names those of each course.
    #[serde(skip)]
    terms: usize,
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
    /// All of the cause, as data.
    why: Option<Cause>,
    sentence: Option<String>,
    mends: Vec<String>,
    /// The same as data.
    changes: Vec<Mended>,
    /// What credit from outside would do, with its certificate.
    outside: Option<FromOutside>,
    /// What is needed of it, summed up.
    outside_needed: Option<Needed>,
    #[serde(flatten)]
    slack: Slack,
    survival: Option<Survival>,
    /// What the office granted.
    granted: Granted,
    /// What a route takes to come: empty without one.
    taken_for_granted: TakenForGranted,
}

/// What there is to say of one student. An error is a certificate that does not hold.
pub(super) fn look(school: &School, schedule: Option<&Schedule>, student: StudentId, reached: &Reached, over: &Stop) -> Result<One, Wrong> {
    let data = &school.students()[student];
    let critical = reached.critical.requests.iter().map(|request| school.courses()[school.requests()[request.request].course].id.clone());
    let plans = reached.students.iter().filter_map(|one| under_plan(school, schedule, one, over).transpose());
    Ok(One {
        student: data.id.clone(),
        grade: data.grade,
        scheduled: schedule.is_some(),
        unexamined: Passed::new(school, &reached.unexamined, false),
        plans: plans.collect::<Result<_, Wrong>>()?,
        wrong_order: reached.wrong_order.iter().map(|one| disordered(&one.disorder)).collect(),
        critical: critical.collect(),
        empty_cells: reached.empty.first().map_or(0, |empty| empty.empty),
        stopped: reached.critical.unfinished,
    })
}

fn disordered(found: &Disorder) -> Disordered {
    let Disorder { course, terms, after, before, .. } = found;
    Disordered { course: course.clone(), terms: terms.clone(), after: after.clone(), before: *before, sentence: found.sentence() }
}

fn under_plan(school: &School, schedule: Option<&Schedule>, one: &StudentReach, over: &Stop) -> Result<Option<UnderPlan>, Wrong> {
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
    let audit = audit_plan(school, plan, who, &route);
    let mended = |cause| mends_until(school, plan, schedule, cause, &[one.student], Some(over));
    let changes = one.cause.as_ref().map_or(Vec::new(), mended);
    let reachable = matches!(one.verdict, Verdict::Reachable { .. });
    let granted = granted::granted(school, plan, one.plan, who, &audit, &route);
    let taken_for_granted = if reachable { granted::taken(school, plan, who, &audit) } else { TakenForGranted::default() };
    Ok(Some(UnderPlan {
        plan: plan.id.clone(),
        title: plan.title.clone(),
        audit,
        granted,
        taken_for_granted,
        verdict,
        route,
        terms: school.calendar().terms().len(),
        proof,
        assumed: certificate.sentences(school),
        assumptions: certificate.assumptions,
        cases,
        courses: one.cause.as_ref().map_or(Vec::new(), |cause| cause.courses().to_vec()),
        patterns: one.cause.as_ref().map_or(Vec::new(), |cause| cause.patterns().to_vec()),
        sections: one.cause.as_ref().map_or(Vec::new(), |cause| cause.sections().to_vec()),
        sentence: one.cause.as_ref().map(Cause::sentence),
        why: one.cause.clone(),
        mends: changes.iter().map(Mended::phrase).collect(),
        changes,
        cause: one.cause.as_ref().map(Cause::slug),
        graduates: outside::graduates(one),
        outside: one.outside.clone(),
        outside_needed: outside::needed(one),
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
    if let Some(sentence) = one.unexamined.sentence() {
        writeln!(text, "{sentence}")?;
    }
    for plan in &one.plans {
        writeln!(text, "\n{} ({})", plan.title, plan.plan)?;
        for node in plan.audit.nodes.iter().skip(1).filter(|node| node.needed && !node.waived) {
            let state = match &node.state {
                State::Met => "met".to_owned(),
                State::InPlan => "in plan".to_owned(),
                State::Open => "still open, with time left".to_owned(),
                State::Missing { credits, others: 0, .. } => format!("{} missing", count(*credits, "credit", "credits")),
                State::Missing { .. } => "missing".to_owned(),
            };
            let fed: Vec<&str> = node.fed_by.iter().map(|feed| feed.course.as_str()).collect();
            let fed = if fed.is_empty() { String::new() } else { format!(": {}", fed.join(", ")) };
            writeln!(text, "  {:<28} {state}{fed}", node.node)?;
        }
        verdict(text, plan)?;
    }
    if !one.wrong_order.is_empty() {
        writeln!(text)?;
        one.wrong_order.iter().try_for_each(|order| writeln!(text, "{}", order.sentence))?;
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
                // In which terms is said where there are several to choose from.
                let terms = if plan.terms > 1 { format!(" in {}", take.terms.join(", ")) } else { String::new() };
                years.entry(take.year).or_default().push(format!("{}{section}{terms}", take.course));
            }
            for (year, courses) in years {
                let when = if year == 0 { "this year".to_owned() } else { format!("year {}", year + 1) };
                writeln!(text, "  {when}: {}", courses.join(", "))?;
            }
            writeln!(text, "  It takes for granted that these are passed with the marks needed.")?;
            plan.taken_for_granted.sentences().iter().try_for_each(|sentence| writeln!(text, "  {sentence}"))?;
        }
        "blocked" => {
            writeln!(text, "Can't graduate on time (by a proof that was checked anew).")?;
            if let Some(sentence) = &plan.sentence {
                writeln!(text, "  {sentence}")?;
            }
            fixes(text, &plan.mends)?;
            match (plan.graduates, &plan.outside_needed) {
                (_, Some(needed)) => writeln!(text, "  {}", needed.sentence())?,
                (Graduates::NotAtAll, _) => {
                    writeln!(text, "  Not even with all credit from outside that is open to the student (by a proof).")?
                }
                (Graduates::Unknown, _) => writeln!(text, "  Whether credit from outside would do is unknown.")?,
                _ => {}
            }
            if plan.assumed.is_empty() {
                writeln!(text, "  The proof assumes nothing about later years.")?;
            }
        }
        _ => writeln!(text, "Unknown: no route was found, and no proof that there is none, in {}.", count(plan.cases, "case", "cases"))?,
    }
    plan.granted.sentences().iter().try_for_each(|sentence| writeln!(text, "  {sentence}"))?;
    plan.assumed.iter().try_for_each(|sentence| writeln!(text, "  {sentence}"))?;
    if let Some(slack) = plan.slack.words() {
        writeln!(text, "  Counting credits alone: {slack}.")?;
    }
    let Some(Survival { survives, witness, year }) = &plan.survival else { return Ok(()) };
    let courses: Vec<&str> = year.iter().map(|take| take.course.as_str()).collect();
    let borne = count(u64::from(*survives), "failed course", "failed courses");
    let of = if courses.is_empty() { String::new() } else { format!(" Counted over {}.", courses.join(", ")) };
    if witness.is_empty() {
        writeln!(text, "  Bears {borne} of this year, whichever they are.{of}")
    } else {
        writeln!(text, "  Bears {borne} of this year; failing {} would be too much.{of}", witness.join(", "))
    }
}
