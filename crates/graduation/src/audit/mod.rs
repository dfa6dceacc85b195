//! Audits a transcript against a graduation plan: which credit feeds which requirement, and what is missing.
//!
//! Matching credit to requirements is exact. Under given choices (parts of a `Some`, the group of a
//! requirement of one group, the requirement that has an either-or) each pool is a maximum flow from
//! requirements through what admits the credit to records and takes, within limits. Choices are made by
//! branch and bound so that, compared in this order, the least is missing:
//!
//! 1. pieces of credit, over the whole plan;
//! 2. other requirements that are missed;
//! 3. exams and items that are not there yet, with time left;
//! 4. pieces and other requirements that hang on what is in progress or planned.
//!
//! Among choices that leave the same missing, those that come first in the plan tend to be taken, always the
//! same ones for the same input. Under the choices, requirements are fed in plan order, from earned credit
//! first, so that those at the end of a plan, such as electives, get what is left over.

mod average;
mod choice;
mod credit;
mod feed;
mod flow;
mod items;
mod result;
#[cfg(test)]
mod tests;
mod tree;

pub use result::{Feed, NodeAudit, PlanAudit, Source, State};

pub(crate) use average::average_of;
pub(crate) use credit::{Begun, History, Origin, Pass, Span, Taken, admits, broken_order, in_order, is_timely, listing_of, may_fulfil};
pub(crate) use flow::{END, Network, Point};
pub(crate) use items::{parts, shared_pieces, validated, variants, widest_first};
pub(crate) use tree::{Standing, Waived, measure};

use crate::reach::{Take, Who};
use choice::Search;
use items::Items;
use mortarboard_model::graduation::Plan;
use mortarboard_model::{IdVec, NodeId, School};
use tree::Measure;

/// Audits one student against one plan of the school, counting `planned` takes as passed by classroom with
/// the top mark. Planned takes of unknown courses or terms do not count, nor do their times matter beyond
/// the order of courses.
///
/// One maximum flow for each pool, O(records · requirements) each in practice, and some more for each choice
/// that the plan leaves open; well under a millisecond.
///
/// ```
/// use mortarboard_graduation::audit::{State, audit_plan};
/// use mortarboard_graduation::reach::Who;
/// use mortarboard_model::{School, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (_, plan) = school.graduation().plans.iter().next().unwrap();
/// let nobody = Default::default();
/// let audit = audit_plan(&school, plan, Who { grade: 9, progress: &nobody, away: &[] }, &[]);
/// assert!(matches!(audit.state, State::Missing { .. }));
/// ```
pub fn audit_plan(school: &School, plan: &Plan, who: Who<'_>, planned: &[Take]) -> PlanAudit {
    let read: Vec<(usize, Taken)> = planned.iter().enumerate().filter_map(|(at, take)| Some((at, read_any(school, take)?))).collect();
    // Those of this year are a roster, and come first.
    let (given, free): (Vec<_>, Vec<_>) = read.into_iter().partition(|(_, taken)| taken.year == 0);
    let sources: Vec<usize> = given.iter().chain(&free).map(|(at, _)| *at).collect();
    let taken = |list: Vec<(usize, Taken)>| list.into_iter().map(|(_, taken)| taken).collect::<Vec<Taken>>();
    let case = Case::new(school, plan, who, History::new(school, &plan.stands, who, &taken(given), &taken(free), &[]));
    let mut search = Search::new(school, plan, &case.items, &case.waived, &case.standing, false);
    let (_, choices, exact) = search.run();
    result::describe(&case, search, &choices, exact, &sources)
}

/// Whether the plan's root holds over records and takes, those of a given year and others, with exams and items still open counted as there;
/// none when there were too many choices to tell.
pub(crate) fn holds(school: &School, plan: &Plan, who: Who<'_>, given: &[Taken], free: &[Taken], failed: &[Taken]) -> Option<bool> {
    let case = Case::new(school, plan, who, History::new(school, &plan.stands, who, given, free, failed));
    let (short, _, ended) = Search::new(school, plan, &case.items, &case.waived, &case.standing, true).run();
    let holds = short[0] == 0 && short[1] == 0;
    (holds || ended).then_some(holds)
}

/// Reads a planned take, also of a course of the catalogue alone.
fn read_any(school: &School, take: &Take) -> Option<Taken> {
    Taken::read(school, take).or_else(|| {
        let (listing, _) = school.graduation().listings.iter().find(|(_, listing)| listing.id == take.course)?;
        Some(Taken { listing, year: take.year, terms: Taken::terms(school, take)? })
    })
}

/// One student and one plan.
struct Case<'a> {
    school: &'a School,
    plan: &'a Plan,
    who: Who<'a>,
    history: History<'a>,
    items: Items<'a>,
    waived: Waived,
    measures: IdVec<NodeId, Option<Measure>>,
    standing: IdVec<NodeId, Option<Standing>>,
}

impl<'a> Case<'a> {
    fn new(school: &'a School, plan: &'a Plan, who: Who<'a>, history: History<'a>) -> Self {
        let earned = history.earned();
        let measures = plan.nodes.values().map(|node| measure(school, who, &node.asks, &history, &earned));
        let measures: IdVec<NodeId, Option<Measure>> = measures.collect();
        let standing = measures.values().map(|measure| measure.map(|measure| measure.standing)).collect();
        let items = Items::new(school, plan, &history);
        Case { school, plan, who, items, waived: Waived::new(school, plan, who), history, measures, standing }
    }
}
