//! More pieces asked for than can still be had: one flow.

use super::assumed::{Assumed, pass};
use super::possible::{Possible, Question};
use super::proof::required;
use super::{Wrong, wrong};
use crate::graduation::{Begun, END, Network, Pass, Point, admits, validated, variants, widest_first};
use mortarboard_model::graduation::{Asks, Credits, Filter};
use mortarboard_model::{ListingId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// Pieces that come from one place.
struct Item<'a> {
    listing: ListingId,
    pieces: u64,
    /// A record; or the possible takes of one year, of which one gives them; or, of a validated course,
    /// nothing.
    own: Vec<Pass<'a>>,
    /// Passes of higher courses, read as passes of this one.
    variants: Vec<Pass<'a>>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Record,
    Validated,
    Listed,
    Unlisted,
}

pub(super) fn check(
    question: &Question<'_>,
    assumed: &Assumed,
    nodes: &[String],
    supply: &[String],
    steps: &[(u32, String)],
) -> Result<(), Wrong> {
    let mut asked: BTreeMap<NodeId, &Credits> = BTreeMap::new();
    for node in nodes {
        let (id, Asks::Credits(credits)) = required(question, assumed, node)? else {
            return wrong(format!("the requirement {node} does not ask for credit"));
        };
        if asked.values().any(|other| other.pool != credits.pool) || asked.insert(id, credits).is_some() {
            return wrong(format!("the requirement {node} is of another pool than the rest, or is listed twice"));
        }
    }
    let mut listed: BTreeSet<ListingId> = BTreeSet::new();
    for course in supply {
        if !listed.insert(question.listing(course)?) {
            return wrong(format!("{course} is listed twice"));
        }
    }
    let mut open: BTreeSet<(u32, usize)> = BTreeSet::new();
    for (year, term) in steps {
        if !open.insert((question.year(*year)?, question.term(term)?)) {
            return wrong(format!("term {term} of year {year} is listed twice"));
        }
    }
    let cut = Cut { question, assumed, asked, listed, open, may: assumed.begun(question, false), must: assumed.begun(question, true) };
    let items = cut.items();
    let joint = cut.joint()?;
    let demand: u64 = cut.asked.keys().map(|&node| question.waived.pieces(question.plan, node)).sum();
    let most = cut.flow(&items, joint);
    if most < demand { Ok(()) } else { wrong(format!("the requirements ask for {demand} pieces, and {most} could still be had")) }
}

struct Cut<'q, 'a> {
    question: &'q Question<'a>,
    assumed: &'q Assumed,
    asked: BTreeMap<NodeId, &'a Credits>,
    listed: BTreeSet<ListingId>,
    open: BTreeSet<(u32, usize)>,
    /// What has begun for sure.
    may: Begun,
    /// What may have begun.
    must: Begun,
}

impl<'a> Cut<'_, 'a> {
    fn items(&self) -> Vec<Item<'a>> {
        let (question, plan) = (self.question, self.question.plan);
        let unit = plan.unit.max(1);
        let mut takes: BTreeMap<(ListingId, u32), Vec<Pass<'a>>> = BTreeMap::new();
        for (_, take) in self.assumed.possible(question) {
            takes.entry((take.taken.listing, take.taken.year)).or_default().push(pass(question, take));
        }
        let all: Vec<&Pass<'a>> = question.history.counted.iter().chain(takes.values().flatten()).collect();
        let pieces = |listing| question.school.graduation().listings.get(listing).map_or(0, |found| u64::from(found.credits / unit));
        let mut items = Vec::new();
        let mut add = |listing: ListingId, pieces, own, kind| {
            let variants = variants(plan, all.iter().copied(), listing);
            items.push(Item { listing, pieces, own, variants, kind });
        };
        for record in &question.history.counted {
            add(record.listing, u64::from(record.worth / unit), vec![record.clone()], Kind::Record);
        }
        for listing in validated(plan) {
            let passed = question.history.counted.iter().any(|pass| pass.listing == listing);
            if !passed && !self.assumed.taken(question).any(|(_, take)| take.taken.listing == listing) {
                add(listing, pieces(listing), Vec::new(), Kind::Validated);
            }
        }
        for (&(listing, year), own) in &takes {
            let kind = if self.listed.contains(&listing) { Kind::Listed } else { Kind::Unlisted };
            add(listing, u64::from(self.assumed.worth(question, listing, year) / unit), own.clone(), kind);
        }
        items
    }

    /// Whether a filter may admit an item, as it is or by validation.
    fn admits(&self, from: &Filter, asked: &Credits, own: &[Pass<'_>], variants: &[Pass<'_>]) -> bool {
        let variants = variants.iter().filter(|_| asked.validated);
        own.iter().chain(variants).any(|pass| admits(from, pass, &self.may))
    }

    /// Whether a filter admits an item for sure.
    fn covers(&self, from: &Filter, item: &Item<'_>) -> bool {
        let passes = if item.kind == Kind::Validated { &item.variants } else { &item.own };
        !passes.is_empty() && passes.iter().all(|pass| admits(from, pass, &self.must))
    }

    /// Whether groups and either-ors, as far as assumed, let an item feed a requirement.
    fn may_feed(&self, node: NodeId, asked: &Credits, item: &Item<'_>) -> bool {
        let group = self.question.school.graduation().listings.get(item.listing).and_then(|found| found.group.as_ref());
        let other = asked.same_group && (group.is_none() || self.assumed.groups.get(&node).is_some_and(|only| Some(only) != group));
        let elsewhere = self.assumed.either.iter().any(|(&at, &chosen)| {
            let either = self.question.plan.either.get(at).filter(|either| chosen != node && either.nodes.contains(&node));
            either.is_some_and(|either| self.covers(&either.from, item))
        });
        !other && !elsewhere
    }

    /// The pieces that all courses not listed can give together.
    fn joint(&self) -> Result<u64, Wrong> {
        let question = self.question;
        let all: Vec<Pass<'a>> =
            self.assumed.possible(question).map(|(_, take)| pass(question, take)).chain(question.history.counted.iter().cloned()).collect();
        let mut best: (u64, u64) = (0, 1);
        for (_, take) in self.assumed.possible(question).filter(|(_, take)| !self.listed.contains(&take.taken.listing)) {
            let own = pass(question, take);
            let pieces = u64::from(self.assumed.worth(question, own.listing, take.taken.year) / question.plan.unit.max(1));
            let (listing, own, variants) = (own.listing, vec![own], variants(question.plan, &all, take.taken.listing));
            let item = Item { listing, pieces, own, variants, kind: Kind::Unlisted };
            let admitted = |(&node, asked): (&NodeId, &&Credits)| {
                let mut filters = std::iter::once(&asked.from).chain(asked.substitutes.iter().map(|cap| &cap.from));
                filters.any(|from| self.admits(from, asked, &item.own, &item.variants)) && self.may_feed(node, asked, &item)
            };
            if pieces == 0 || !self.asked.iter().any(admitted) {
                continue;
            }
            if !self.within(take) {
                return wrong(format!("{} is not listed, and possible in other terms than those listed", id(question, take.taken.listing)));
            }
            let cells: u64 = take.cells.values().map(|&cells| u64::from(cells)).sum();
            if pieces * best.1 > best.0 * cells {
                best = (pieces, cells);
            }
        }
        let mut cells: u64 = self.open.iter().map(|&(year, term)| u64::from(question.room(year, term))).sum();
        for (_, take) in self.assumed.taken(question).filter(|(_, take)| self.listed.contains(&take.taken.listing)) {
            let own = take.cells.iter().filter(|(term, _)| self.open.contains(&(take.taken.year, **term)));
            cells = cells.saturating_sub(own.map(|(_, &cells)| u64::from(cells)).sum());
        }
        Ok(u64::try_from(u128::from(cells) * u128::from(best.0) / u128::from(best.1.max(1))).unwrap_or(u64::MAX))
    }

    fn within(&self, take: &Possible) -> bool {
        take.cells.keys().all(|&term| self.open.contains(&(take.taken.year, term)))
    }

    /// The most pieces that the requirements can have.
    fn flow(&self, items: &[Item<'_>], joint: u64) -> u64 {
        let (question, plan) = (self.question, self.question.plan);
        let mut net = Network::new();
        let unlisted = net.point();
        net.edge(unlisted, END, joint);
        let capped = |item: &Item<'_>| matches!(item.kind, Kind::Record | Kind::Listed);
        let caps: Vec<Vec<bool>> =
            plan.caps.iter().map(|cap| items.iter().map(|item| capped(item) && self.covers(&cap.from, item)).collect()).collect();
        let order = widest_first(&caps);
        let mut cap_points: BTreeMap<usize, Point> = BTreeMap::new();
        let mut courses: BTreeMap<(ListingId, Point), Point> = BTreeMap::new();
        let mut points = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let mut up = if item.kind == Kind::Unlisted { unlisted } else { END };
            for &cap in order.iter().filter(|&&cap| caps[cap][at]) {
                up = *cap_points.entry(cap).or_insert_with(|| {
                    let point = net.point();
                    net.edge(point, up, u64::from(plan.caps[cap].most));
                    point
                });
            }
            if matches!(item.kind, Kind::Listed | Kind::Unlisted) {
                // Takes of one course count so many times only, and the last of them may be worth less.
                let unit = plan.unit.max(1);
                let worth = |before| u64::from(question.history.worth(question.school, item.listing, before) / unit);
                let times = question.history.left(question.school, item.listing);
                let all = worth(0).saturating_mul(u64::from(times.saturating_sub(1))).saturating_add(worth(times.saturating_sub(1)));
                up = *courses.entry((item.listing, up)).or_insert_with(|| {
                    let point = net.point();
                    net.edge(point, up, all);
                    point
                });
            }
            let point = net.point();
            net.edge(point, up, item.pieces);
            points.push(point);
        }
        let mut most = 0;
        for (&node, asked) in &self.asked {
            let here = net.point();
            let substitutes: Vec<Point> = asked.substitutes.iter().map(|_| net.point()).collect();
            for (&point, cap) in substitutes.iter().zip(&asked.substitutes) {
                net.edge(here, point, u64::from(cap.most));
            }
            for (item, &point) in items.iter().zip(&points).filter(|(item, _)| self.may_feed(node, asked, item)) {
                if self.admits(&asked.from, asked, &item.own, &item.variants) {
                    net.edge(here, point, item.pieces);
                    continue;
                }
                for (&substitute, cap) in substitutes.iter().zip(&asked.substitutes) {
                    if self.admits(&cap.from, asked, &item.own, &item.variants) {
                        net.edge(substitute, point, item.pieces);
                    }
                }
            }
            most += net.send(here, question.waived.pieces(plan, node));
        }
        most
    }
}

fn id(question: &Question<'_>, listing: ListingId) -> String {
    question.school.graduation().listings.get(listing).map_or_else(String::new, |found| found.id.clone())
}
