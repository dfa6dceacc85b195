//! What an audit says, in the office's own ids.

use super::Case;
use super::choice::{Choices, Search};
use super::credit::{Origin, Pass, Taken};
use super::feed::{Fed, Short};
use super::items::{Way, takes};
use mortarboard_model::graduation::{Asks, Credits};
use mortarboard_model::{IdVec, ListingId, NodeId};
use serde::Serialize;

/// Years left that are looked at for courses that would help.
const MOST_YEARS: usize = 64;

/// How one student stands against one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanAudit {
    /// Plan.
    pub plan: String,
    /// The whole plan.
    pub state: State,
    /// Whether no other choices leave less missing; not claimed when there are too many to look at.
    pub exact: bool,
    /// Requirements in plan order, the whole plan first.
    pub nodes: Vec<NodeAudit>,
}

/// How one requirement stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeAudit {
    /// Requirement.
    pub node: String,
    /// Whether it is excused, by itself or with one above it.
    pub waived: bool,
    /// Whether the plan needs it. Parts of a choice that were not chosen are not needed; they are fed by
    /// nothing, and their state is the one they would have if they were the only requirement.
    pub needed: bool,
    /// How it stands.
    pub state: State,
    /// What it asks: pieces, a score, an amount, terms, or an average in hundredths; 0 for `all` and `some`.
    pub asks: u64,
    /// How much of it is there or in plan, in the same unit; no more than asked for pieces and terms.
    pub has: u64,
    /// What feeds it: records in input order, then takes, then validations.
    pub fed_by: Vec<Feed>,
}

/// How a requirement stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// Met by what is there.
    Met,
    /// Met once what is in progress and what is planned is passed.
    InPlan,
    /// Nothing but exams or items is missing, and there is time left for them.
    Open,
    /// Not met.
    Missing {
        /// Pieces of credit missing.
        pieces: u64,
        /// The same in credits.
        credits: u64,
        /// Other requirements missed.
        others: u64,
        /// Courses that would feed it in some year left, sorted; of requirements of credit only.
        options: Vec<String>,
    },
}

/// Credit that feeds a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Course.
    pub course: String,
    /// Where it comes from.
    pub source: Source,
    /// Pieces.
    pub pieces: u64,
    /// The same in credits.
    pub credits: u64,
    /// Whether it is earned already.
    pub earned: bool,
    /// Whether it stands in for the courses of the requirement, up to a limit.
    pub substitute: bool,
}

/// Where credit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "source", content = "row", rename_all = "kebab-case")]
pub enum Source {
    /// A record of the student, by position.
    Record(usize),
    /// A planned take, by position.
    Planned(usize),
    /// A higher course that stands in for this one.
    Validation,
}

/// Writes down what a search has found. `sources` are the positions of the takes that were read.
pub(super) fn describe<'a>(case: &Case<'_>, mut search: Search<'a>, choices: &Choices<'a>, exact: bool, sources: &[usize]) -> PlanAudit {
    let fed = search.feeds(choices);
    let mut shorts: IdVec<NodeId, Short> = IdVec::filled(case.plan.nodes.len(), Short::default());
    let mut has: IdVec<NodeId, u64> = IdVec::filled(case.plan.nodes.len(), 0);
    let mut unearned: IdVec<NodeId, u64> = IdVec::filled(case.plan.nodes.len(), 0);
    for fed in &fed {
        has[fed.node] += fed.pieces;
        if !earned(case, fed) {
            unearned[fed.node] += fed.pieces;
        }
    }
    // Requirements come before those below them, so that going backwards finds the parts first.
    for (id, node) in case.plan.nodes.iter().rev() {
        shorts[id] = match &node.asks {
            _ if !choices.required[id] => search.alone(id),
            Asks::Credits(_) => {
                let missing = case.waived.pieces(case.plan, id).saturating_sub(has[id]);
                [missing, 0, 0, missing.saturating_add(unearned[id])]
            }
            Asks::All(parts) | Asks::Some(_, parts) => {
                let parts = parts.iter().filter(|&&part| part > id && choices.required[part]);
                parts.fold(Short::default(), |sum, &part| std::array::from_fn(|at| sum[at].saturating_add(shorts[part][at])))
            }
            _ => search.other(id),
        };
    }
    let nodes = case.plan.nodes.iter().map(|(id, node)| {
        let measure = case.measures[id];
        let asks = measure.map_or_else(|| case.waived.pieces(case.plan, id), |measure| measure.asks);
        let credit = if choices.required[id] { has[id] } else { asks.saturating_sub(shorts[id][0]) };
        NodeAudit {
            node: node.id.clone(),
            waived: case.waived.is(id),
            needed: choices.required[id],
            state: state(case, id, shorts[id], choices.groups.get(&id).copied()),
            asks,
            has: measure.map_or(credit, |measure| measure.has),
            fed_by: fed.iter().filter(|fed| fed.node == id).map(|fed| feed(case, fed, sources)).collect(),
        }
    });
    let nodes: Vec<NodeAudit> = nodes.collect();
    let state = nodes.first().map_or(State::Met, |root| root.state.clone());
    PlanAudit { plan: case.plan.id.clone(), state, exact, nodes }
}

fn state(case: &Case<'_>, node: NodeId, short: Short, group: Option<&str>) -> State {
    match short {
        [0, 0, 0, 0] => State::Met,
        [0, 0, 0, _] => State::InPlan,
        [0, 0, _, _] => State::Open,
        [pieces, others, ..] => {
            let options = match case.plan.nodes.get(node).map(|node| &node.asks) {
                Some(Asks::Credits(asked)) => options(case, asked, group),
                _ => Vec::new(),
            };
            State::Missing { pieces, credits: pieces.saturating_mul(u64::from(case.plan.unit)), others, options }
        }
    }
}

/// Whether a feed is earned: by the credit itself, or because a higher course passed already lends it.
fn earned(case: &Case<'_>, fed: &Fed) -> bool {
    let (Some(item), Some(Asks::Credits(asked))) = (case.items.items.get(fed.item), case.plan.nodes.get(fed.node).map(|node| &node.asks))
    else {
        return false;
    };
    let variants = item.variants.iter().filter(|_| asked.validated);
    let is_earned = |pass: &&Pass<'_>| matches!(pass.origin, Origin::Earned(_));
    item.earned || variants.filter(is_earned).any(|pass| takes(asked, pass, &case.history.begun))
}

fn feed(case: &Case<'_>, fed: &Fed, sources: &[usize]) -> Feed {
    let item = case.items.items.get(fed.item);
    let source = match item.and_then(|item| item.own.first()).map(|pass| pass.origin) {
        Some(Origin::Earned(row) | Origin::InProgress(row)) => Source::Record(row),
        Some(Origin::Planned(at)) => Source::Planned(sources.get(at).copied().unwrap_or(at)),
        None => Source::Validation,
    };
    Feed {
        course: item.map_or_else(String::new, |item| id(case, item.listing)),
        source,
        pieces: fed.pieces,
        credits: fed.pieces.saturating_mul(u64::from(case.plan.unit)),
        earned: earned(case, fed),
        substitute: fed.way != Way::Own,
    }
}

fn id(case: &Case<'_>, listing: ListingId) -> String {
    case.school.graduation().listings.get(listing).map_or_else(String::new, |listing| listing.id.clone())
}

/// Courses that would feed a requirement if taken in some year left, sorted.
fn options(case: &Case<'_>, asked: &Credits, group: Option<&str>) -> Vec<String> {
    let graduation = case.school.graduation();
    let filters = std::iter::once(&asked.from).chain(asked.substitutes.iter().map(|cap| &cap.from));
    let mut listings: Vec<ListingId> =
        filters.flat_map(|filter| &filter.any).flat_map(|conditions| &conditions.listings).copied().collect();
    listings.sort_unstable();
    listings.dedup();
    let passes = |id: ListingId| case.history.passes.iter().filter(move |pass| pass.listing == id);
    let would = |&id: &ListingId| {
        let Some(listing) = graduation.listings.get(id) else { return false };
        let grouped = !asked.same_group || case.plan.group_of(graduation, id).is_some_and(|own| group.is_none_or(|group| group == own));
        let unit = case.plan.unit.max(1);
        let have = case.history.credits(id);
        let again = [have.as_slice(), &[listing.credits]].concat();
        // Credit that is there already may still not count here: a mark too low, or earned in another way.
        let gains = listing.total(&again) / unit > listing.total(&have) / unit
            || (listing.credits >= unit && !passes(id).any(|pass| takes(asked, pass, &case.history.begun)));
        grouped
            && gains
            && (0..case.who.years(case.school)).take(MOST_YEARS).any(|year| {
                let taken = Taken { listing: id, year, terms: vec![0] };
                let pass = taken.pass(case.school, case.who, Origin::Planned(0));
                let fits = |grade: u32| (listing.lowest_grade..=listing.highest_grade).contains(&grade);
                pass.grade.is_some_and(fits) && takes(asked, &pass, &case.history.begun)
            })
    };
    let mut ids: Vec<String> = listings.iter().filter(|id| would(id)).map(|&listing| id(case, listing)).collect();
    ids.sort_unstable();
    ids
}
