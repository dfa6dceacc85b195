//! Graduation plans.

use super::filter::Reader;
use super::{Known, Place, nested};
use crate::build::register;
use crate::fault::Fault;
use crate::graduation::raw::{RawPlan, RawRequirement, RawSubstitute};
use crate::graduation::{Asks, Cap, Either, Filter, Listing, Node, Plan, Stands, Validation};
use crate::ids::{Id, IdVec, ListingId, NodeId, PlanId};
use std::collections::{BTreeMap, BTreeSet};

/// Positions of plans and of their requirements by the office's ids.
#[derive(Default)]
pub(super) struct Found {
    pub(super) plans: BTreeMap<String, PlanId>,
    pub(super) nodes: IdVec<PlanId, BTreeMap<String, NodeId>>,
    /// Whether all follow it, and the first and last year of entry.
    pub(super) entered: IdVec<PlanId, (bool, Option<u32>, Option<u32>)>,
}

pub(super) fn plans(known: &Known<'_>, listings: &IdVec<ListingId, Listing>, faults: &mut Vec<Fault>) -> (IdVec<PlanId, Plan>, Found) {
    let reader = Reader::new(known, listings);
    let mut plans: IdVec<PlanId, Plan> = IdVec::new();
    let mut found = Found::default();
    let mut size = 0_u64;
    for (row, given) in known.raw.plans.iter().enumerate() {
        let next = PlanId::from_index(plans.len());
        if register("plans", row, "plan", &given.plan, &mut found.plans, next, faults) {
            let before = size;
            size = size.saturating_add(expands(given).saturating_mul(listings.len().max(1) as u64));
            let (plan, nodes) = if size <= MOST_EXPANDED {
                plan(&reader, row, given, faults)
            } else {
                if before <= MOST_EXPANDED {
                    let place = Place { table: "plans", row, column: "require", of: &given.plan };
                    let cause = format!(
                        "the filters of this plan and those above it name more than {MOST_EXPANDED} courses in all, as each filter is \
                         read against every course; plans below it are not looked at"
                    );
                    faults.push(place.fault("too-large", cause, "state fewer requirements, or fewer plans"));
                }
                // Its id is known all the same.
                plan(&reader, row, &RawPlan { plan: given.plan.clone(), ..RawPlan::default() }, &mut Vec::new())
            };
            plans.push(plan);
            found.nodes.push(nodes);
            found.entered.push((given.everyone, given.entered_from, given.entered_to));
        }
    }
    (plans, found)
}

/// Most courses that the filters of all plans may be read against.
const MOST_EXPANDED: u64 = 5_000_000;

/// How many filters a plan has, counting a requirement, a cap and the like without one as one.
fn expands(plan: &RawPlan) -> u64 {
    fn below(parts: &[RawRequirement]) -> u64 {
        let one = |part: &RawRequirement| {
            let substitutes: usize = part.substitutes.iter().map(|substitute| substitute.from.len().max(1)).sum();
            let lists = [&part.all, &part.any, &part.some].into_iter().map(|list| below(list)).sum::<u64>();
            (part.from.len().max(1) + substitutes) as u64 + lists
        };
        parts.iter().map(one).sum()
    }
    let caps = plan.caps.iter().map(|cap| cap.from.len().max(1)).chain(plan.either.iter().map(|either| either.from.len().max(1)));
    // Caps are read against one another too.
    let pairs = (plan.caps.len() as u64).saturating_mul(plan.caps.len() as u64);
    below(&plan.require) + caps.sum::<usize>() as u64 + plan.validations.len() as u64 + pairs
}

fn plan(reader: &Reader<'_>, row: usize, given: &RawPlan, faults: &mut Vec<Fault>) -> (Plan, BTreeMap<String, NodeId>) {
    let before = faults.len();
    let place = Place { table: "plans", row, column: "plan", of: &given.plan };
    years(reader, place, (given.entered_from, given.entered_to), faults);
    let unit = given.unit.unwrap_or(1);
    if unit == 0 {
        faults.push(place.column("unit").fault("out-of-range", "pieces of 0 credits would add up to nothing", "give a unit of at least 1"));
    }
    let unit = unit.max(1);
    if given.require.is_empty() {
        faults.push(place.column("require").fault("blank", "the plan asks for nothing", "state its requirements, or delete the plan"));
    }
    let (nodes, names) = reader.tree(row, unit, given, faults);
    let mut caps = Vec::new();
    for (at, cap) in given.caps.iter().enumerate() {
        let of = format!("caps.{}", at + 1);
        let place = Place { column: "caps", of: &of, ..place };
        let from = reader.filter(place, &cap.from, None, faults);
        caps.push(Cap { from, most: pieces(place, cap.most, unit, faults) });
    }
    let either = given.either.iter().enumerate().map(|(at, either)| {
        let of = format!("either.{}", at + 1);
        let place = Place { column: "either", of: &of, ..place };
        let from = reader.filter(place, &either.from, None, faults);
        let own = faults.len();
        let mut parts: BTreeSet<NodeId> = BTreeSet::new();
        for id in &either.requirements {
            let Some(node) = place.find("requirement", "the plan", id.trim(), &names, faults) else { continue };
            if !matches!(nodes[node].asks, Asks::Credits(_)) {
                let cause = format!("`{id}` does not ask for credits, so that no course can feed it");
                faults.push(place.fault("not-credits", cause, "name requirements with `credits` or `course`"));
            }
            parts.insert(node);
        }
        if parts.len() < 2 && faults.len() == own {
            let cause = "fewer than two requirements are named, so that there is nothing to choose";
            faults.push(place.fault("out-of-range", cause, "name at least two requirements, or delete the entry"));
        }
        Either { from, nodes: parts.into_iter().collect() }
    });
    let either: Vec<Either> = either.collect();
    let validations = validations(reader, place, given, faults);
    let plan = Plan {
        id: given.plan.clone(),
        title: if given.title.trim().is_empty() { given.plan.clone() } else { given.title.clone() },
        source: given.source.clone(),
        unit,
        everyone: given.everyone,
        nodes,
        caps,
        either,
        validations,
        form_of: None,
        stands: Stands::default(),
        lent_groups: BTreeMap::new(),
    };
    // Filters that could not be read would only look as if they overlapped.
    if faults.len() == before {
        nested::check(place, &plan, faults);
    }
    (plan, names)
}

/// Checks years of entry for which a plan or a requirement is.
pub(super) fn years(reader: &Reader<'_>, place: Place<'_>, (from, to): (Option<u32>, Option<u32>), faults: &mut Vec<Fault>) {
    let column = if from.is_some() { "entered_from" } else { "entered_to" };
    let place = place.column(column);
    if (from.is_some() || to.is_some()) && reader.known.raw.settings.year.is_none() {
        let cause = "the plan names years of entry, but the settings do not say which year the school's own is";
        faults.push(place.fault("missing-year", cause, "set `year` in the settings"));
    }
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        let cause = format!("no one enters from {from} on and up to {to}");
        faults.push(place.fault("out-of-range", cause, "correct entered_from or entered_to"));
    }
}

/// An amount of credit in pieces of the plan's unit; at least 1 even when it is at fault.
pub(super) fn pieces(place: Place<'_>, amount: u32, unit: u32, faults: &mut Vec<Fault>) -> u32 {
    if amount == 0 || !amount.is_multiple_of(unit) {
        let cause = if amount == 0 {
            "an amount of 0 credits asks for nothing".to_owned()
        } else {
            format!("{amount} credits are no multiple of the plan's unit, {unit}")
        };
        faults.push(place.fault("bad-amount", cause, "give a positive multiple of the unit, or another unit"));
    }
    (amount / unit).max(1)
}

impl Reader<'_> {
    /// What may replace the courses of a requirement.
    pub(super) fn substitutes(&self, place: Place<'_>, unit: u32, given: &[RawSubstitute], faults: &mut Vec<Fault>) -> Vec<Cap> {
        let place = place.column("substitutes");
        let mut read = |given: &RawSubstitute| {
            let from: Filter = self.filter(place, &given.from, None, faults);
            Cap { from, most: pieces(place, given.most, unit, faults) }
        };
        given.iter().map(&mut read).collect()
    }
}

fn validations(reader: &Reader<'_>, place: Place<'_>, given: &RawPlan, faults: &mut Vec<Fault>) -> Vec<Validation> {
    let mut validations = Vec::new();
    for (at, given) in given.validations.iter().enumerate() {
        let of = format!("validations.{}", at + 1);
        let place = Place { column: "validations", of: &of, ..place };
        if given.higher.is_empty() || given.lower.is_empty() {
            faults.push(place.fault("blank", "the entry names no higher or no lower course", "name at least one of each"));
        }
        let higher = reader.named(place, &given.higher, faults);
        let lower = place.listings(given.lower.iter().map(String::as_str), reader.known, faults);
        for both in lower.iter().filter(|lower| higher.contains(lower)) {
            let cause = format!("{} can't stand in for itself", reader.listings[*both].id);
            faults.push(place.fault("bad-value", cause, "take it out of `higher` or of `lower`"));
        }
        validations.push(Validation { higher, lower, min_points: reader.known.marks.least(place, &given.min_mark, faults) });
    }
    validations
}

/// A tree and the positions of its requirements.
pub(super) type Tree = (IdVec<NodeId, Node>, BTreeMap<String, NodeId>);
