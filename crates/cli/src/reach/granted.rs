//! What one student is granted by the office, and what a route takes to come that is no course.

use mortarboard_graduation::audit::{PlanAudit, State};
use mortarboard_graduation::reach::{Take, Who};
use mortarboard_model::graduation::{AllowanceKind, Asks, Ending, Filter, Plan, Stands, Substitution};
use mortarboard_model::{ListingId, NodeId, PlanId, School};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the office granted to a student under a plan.
#[derive(Default, Serialize)]
pub(super) struct Granted {
    waivers: Vec<Excused>,
    agreements: Vec<Agreed>,
    substitutions: Vec<InPlace>,
    /// Items that are a status, are there and are asked for.
    statuses: Vec<Status>,
    /// Requirements that are asked of students of other groups or years of entry.
    not_asked: Vec<String>,
}

/// A requirement waived.
#[derive(Serialize)]
struct Excused {
    requirement: String,
    /// None where all of it is waived.
    credits: Option<u64>,
    keep_total: bool,
    reason: String,
}

/// Credits that count as had.
#[derive(Serialize)]
struct Agreed {
    requirement: String,
    credits: u64,
    reason: String,
}

/// A course in place of another.
#[derive(Serialize)]
struct InPlace {
    course: String,
    by: String,
    /// The only requirement in which it holds.
    requirement: Option<String>,
    reason: String,
    /// Whether what is on record, or the route, makes use of it.
    used: bool,
    /// Requirements that it feeds.
    feeds: Vec<String>,
    /// Courses before or with which it stands.
    opens: Vec<String>,
}

/// A status that is there.
#[derive(Serialize)]
struct Status {
    requirement: String,
    item: String,
}

/// What a route takes to come.
#[derive(Default, Serialize)]
pub(super) struct TakenForGranted {
    exams: Vec<Open>,
    items: Vec<Open>,
    /// Courses in progress before the year begins, which count as passed.
    in_progress: Vec<String>,
}

/// An exam or item that is not there yet.
#[derive(Serialize)]
struct Open {
    requirement: String,
    name: String,
    /// The score or amount.
    asks: u64,
    has: u64,
    /// The grade by whose end it is due.
    by_grade: u32,
}

/// What is granted under a plan in the student's own form.
pub(super) fn granted(school: &School, plan: &Plan, id: PlanId, who: Who<'_>, audit: &PlanAudit, route: &[Take]) -> Granted {
    let graduation = school.graduation();
    let of = plan.form_of.unwrap_or(id);
    let Some(stated) = graduation.plans.get(of) else { return Granted::default() };
    let name = |node: NodeId| plan.nodes.get(node).map_or(String::new(), |node| node.id.clone());
    let credits = |pieces: u32| u64::from(pieces) * u64::from(plan.unit);
    let progress = who.progress;
    let whole = progress.waivers.iter().filter(|waiver| waiver.plan == of).map(|waiver| Excused {
        requirement: name(waiver.node),
        credits: None,
        keep_total: waiver.keep_total,
        reason: waiver.reason.clone(),
    });
    let of_kind = |kind: AllowanceKind| progress.allowances.iter().filter(move |one| one.plan == of && one.kind == kind);
    let parts = of_kind(AllowanceKind::Waiver).map(|one| Excused {
        requirement: name(one.node),
        credits: Some(credits(one.pieces)),
        keep_total: one.keep_total,
        reason: one.reason.clone(),
    });
    let agreements = of_kind(AllowanceKind::Agreement).map(|one| Agreed {
        requirement: name(one.node),
        credits: credits(one.pieces),
        reason: one.reason.clone(),
    });
    let here = progress.substitutions.iter().filter(|one| one.plan.is_none_or(|only| only == of));
    let statuses = plan.nodes.values().zip(&audit.nodes).filter(|(_, found)| found.needed && found.state == State::Met);
    let statuses = statuses.filter_map(|(node, _)| match &node.asks {
        Asks::Item { item, status: true, .. } => Some(Status { requirement: node.id.clone(), item: item.clone() }),
        _ => None,
    });
    let own: Vec<&str> = progress.groups.iter().filter_map(|&group| graduation.groups.get(group)).map(String::as_str).collect();
    let entered = graduation.entered(progress, who.grade);
    let not_asked = stated.nodes.values().filter(|node| !node.is_asked_of(&own, entered));
    Granted {
        waivers: whole.chain(parts).collect(),
        agreements: agreements.collect(),
        substitutions: here.map(|one| in_place(school, (stated, plan), who, audit, route, one)).collect(),
        statuses: statuses.collect(),
        not_asked: not_asked.map(|node| node.id.clone()).collect(),
    }
}

fn in_place(
    school: &School,
    (stated, plan): (&Plan, &Plan),
    who: Who<'_>,
    audit: &PlanAudit,
    route: &[Take],
    one: &Substitution,
) -> InPlace {
    let listings = &school.graduation().listings;
    let id = |listing: ListingId| listings.get(listing).map_or(String::new(), |listing| listing.id.clone());
    let (course, by) = (id(one.course), id(one.by));
    let names = |from: &Filter, listing: ListingId| from.any.iter().any(|any| any.listings.contains(&listing));
    let nodes = stated.nodes.iter().zip(&audit.nodes).filter(|((at, node), found)| {
        let above = std::iter::successors(Some(*at), |&at| stated.nodes.get(at).and_then(|node| node.parent));
        let within = one.node.is_none_or(|only| above.into_iter().any(|at| at == only));
        let lent =
            matches!(&node.asks, Asks::Credits(asks) if names(&asks.from, one.course) && (!names(&asks.from, one.by) || asks.same_group));
        within && lent && found.fed_by.iter().any(|feed| feed.course == by && !feed.substitute)
    });
    let feeds: Vec<String> = nodes.map(|((_, node), _)| node.id.clone()).collect();
    let passed = |listing: ListingId| {
        let there = |ending: Ending| matches!(ending, Ending::Passed | Ending::InProgress);
        who.progress.records.iter().any(|record| record.listing == listing && there(record.ending))
            || route.iter().any(|take| take.course == id(listing))
    };
    let everywhere = one.plan.is_none() && one.node.is_none();
    let opened = listings.values().filter(|listing| everywhere && route.iter().any(|take| take.course == listing.id) && listing.id != by);
    let opened = opened.filter(|listing| {
        listing.prerequisites.iter().any(|clause| {
            let stands =
                plan.stands.opens(clause, one.by) && !Stands::default().opens(clause, one.by) && clause.any_of.contains(&one.course);
            stands && passed(one.by) && !clause.any_of.iter().any(|&other| passed(other))
        })
    });
    let opens: Vec<String> = opened.map(|listing| listing.id.clone()).collect();
    InPlace {
        requirement: one.node.and_then(|node| stated.nodes.get(node)).map(|node| node.id.clone()),
        reason: one.reason.clone(),
        used: !feeds.is_empty() || !opens.is_empty(),
        course,
        by,
        feeds,
        opens,
    }
}

/// What a route takes to come.
pub(super) fn taken(school: &School, plan: &Plan, who: Who<'_>, audit: &PlanAudit) -> TakenForGranted {
    let graduation = school.graduation();
    let mut taken = TakenForGranted::default();
    for (node, found) in
        plan.nodes.values().zip(&audit.nodes).filter(|(_, found)| found.needed && !found.waived && found.state == State::Open)
    {
        let open = |name: &String, by_grade: Option<u32>| Open {
            requirement: node.id.clone(),
            name: name.clone(),
            asks: found.asks,
            has: found.has,
            by_grade: by_grade.unwrap_or(graduation.last_grade),
        };
        match &node.asks {
            Asks::Exam { exam, by_grade, .. } => taken.exams.push(open(exam, *by_grade)),
            Asks::Item { item, by_grade, .. } => taken.items.push(open(item, *by_grade)),
            _ => {}
        }
    }
    let going_on = who.progress.records.iter().filter(|record| record.ending == Ending::InProgress);
    let going_on: BTreeSet<&String> =
        going_on.filter_map(|record| graduation.listings.get(record.listing)).map(|listing| &listing.id).collect();
    taken.in_progress = going_on.into_iter().cloned().collect();
    taken
}

/// A reason in brackets, where there is one.
fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" ({reason})") }
}

impl Granted {
    /// What is granted, for people.
    pub(super) fn sentences(&self) -> Vec<String> {
        let waivers = self.waivers.iter().map(|one| match one.credits {
            None => format!("Waived: {}{}.", one.requirement, because(&one.reason)),
            Some(credits) => format!("Waived: {credits} credits of {}{}.", one.requirement, because(&one.reason)),
        });
        let agreements = self
            .agreements
            .iter()
            .map(|one| format!("By agreement: {} credits of {} count as had{}.", one.credits, one.requirement, because(&one.reason)));
        let substitutions = self.substitutions.iter().map(|one| {
            let only = one.requirement.as_ref().map_or(String::new(), |only| format!(" in {only}"));
            let parts: Vec<String> = [("it feeds", &one.feeds), ("it stands before or with", &one.opens)]
                .into_iter()
                .filter(|(_, list)| !list.is_empty())
                .map(|(what, list)| format!("{what} {}", list.join(", ")))
                .collect();
            let used = if parts.is_empty() { "not made use of".to_owned() } else { parts.join(", ") };
            format!("In place of {}{only}: {}{}; {used}.", one.course, one.by, because(&one.reason))
        });
        let statuses = self.statuses.iter().map(|one| format!("Recorded as a status: {} for {}.", one.item, one.requirement));
        let not_asked = (!self.not_asked.is_empty())
            .then(|| format!("Asked only of students of other groups or years of entry: {}.", self.not_asked.join(", ")));
        waivers.chain(agreements).chain(substitutions).chain(statuses).chain(not_asked).collect()
    }
}

impl TakenForGranted {
    /// What is taken to come, for people.
    pub(super) fn sentences(&self) -> Vec<String> {
        let open = |what: &str, one: &Open| {
            let least = if one.asks > 1 { format!(" (at least {}, {} so far)", one.asks, one.has) } else { String::new() };
            format!("It takes for granted the {what} {}{least}, by the end of grade {}.", one.name, one.by_grade)
        };
        let exams = self.exams.iter().map(|one| open("exam", one));
        let items = self.items.iter().map(|one| open("item", one));
        let going_on = (!self.in_progress.is_empty())
            .then(|| format!("It takes for granted that what is in progress is passed: {}.", self.in_progress.join(", ")));
        exams.chain(items).chain(going_on).collect()
    }
}
