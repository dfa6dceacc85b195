//! More pieces asked for than can still be had: one flow.

use super::assumed::Assumed;
use super::demand::{Demand, demand_of};
use super::possible::{Possible, Question};
use super::proof::required;
use super::{Wrong, wrong};
use crate::audit::{Begun, END, Network, Pass, Point, admits, parts, shared_pieces, validated, variants, widest_first};
use mortarboard_model::graduation::{Asks, Credits, Filter};
use mortarboard_model::{ListingId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// Pieces that come from one place.
struct Item<'a> {
    listing: ListingId,
    pieces: u64,
    /// A record or a take assumed, or several of which a piece is put together, all of which must be admitted; the
    /// possible takes of one year, any of which may be; or, of a validated course, nothing.
    own: Vec<Pass<'a>>,
    /// Passes of higher courses, read as passes of this one.
    variants: Vec<Pass<'a>>,
    /// Those of them that are on record or assumed, where nothing but validations gives the credit.
    sure: Vec<Pass<'a>>,
    kind: Kind,
    /// Whether all of its own passes must be admitted.
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Record,
    Validated,
    Listed,
    Unlisted,
}

/// The credit of one course, as far as it is bounded together.
struct Course {
    pieces: u64,
    /// Limits of the plan that hold all its passes for sure.
    caps: Vec<bool>,
}

pub(super) fn check(
    question: &Question<'_>,
    assumed: &Assumed,
    nodes: &[String],
    (supply, retakes): (&[String], &[String]),
    steps: &[(u32, String)],
) -> Result<(), Wrong> {
    let (mut asked, mut demands): (BTreeMap<NodeId, &Credits>, Vec<Demand>) = Default::default();
    for node in nodes {
        let (id, asks) = required(question, assumed, node)?;
        let Some(demand) = demand_of(question, assumed, id).filter(|_| matches!(asks, Asks::Credits(_) | Asks::Some(..))) else {
            return wrong(format!("the requirement {node} does not ask for credit"));
        };
        for id in demand.leaves() {
            let Some(Asks::Credits(credits)) = question.plan.nodes.get(id).map(|node| &node.asks) else { continue };
            if asked.values().any(|other| other.pool != credits.pool) || asked.insert(id, credits).is_some() {
                return wrong(format!("the requirement {node} is of another pool than the rest, or is listed twice"));
            }
        }
        demands.push(demand);
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
    // Whoever has all credit of a course adds none by taking it again.
    let again = retakes.iter().map(|course| question.listing(course)).collect::<Result<BTreeSet<ListingId>, Wrong>>()?;
    let full = |listing: &ListingId| is_full(question, *listing) && !again.contains(listing);
    listed.extend(question.school.graduation().listings.ids().filter(full));
    let (may, must) = (assumed.begun(question, false), assumed.begun(question, true));
    let cut = Cut { question, assumed, asked, listed, open, may, must };
    let (items, courses) = cut.items();
    let joint = cut.joint()?;
    let demand: u64 = demands.iter().map(Demand::pieces).sum();
    let most = cut.flow(&demands, &items, &courses, joint);
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
    /// What there is, and by course what bounds it together.
    fn items(&self) -> (Vec<Item<'a>>, BTreeMap<ListingId, Course>) {
        let (question, plan) = (self.question, self.question.plan);
        let unit = plan.unit.max(1);
        let mut takes: BTreeMap<(ListingId, u32), Vec<Vec<Pass<'a>>>> = BTreeMap::new();
        for (_, take) in self.assumed.possible(question) {
            takes.entry((take.listing, take.year)).or_default().push(take.passes(question));
        }
        let all: Vec<&Pass<'a>> = question.history.passes.iter().chain(takes.values().flatten().flatten()).collect();
        let taken: Vec<Pass<'a>> = self.assumed.taken(question).flat_map(|(_, take)| take.passes(question)).collect();
        let mut items: Vec<Item<'a>> = Vec::new();
        let mut add = |listing: ListingId, pieces: u64, own, kind, all_of: bool| {
            let there = || question.history.passes.iter().chain(&taken);
            let sure = if kind == Kind::Validated { variants(plan, there(), listing) } else { Vec::new() };
            let variants = variants(plan, all.iter().copied(), listing);
            items.push(Item { listing, pieces, own, variants, sure, kind, all: all_of });
        };
        let mut courses: BTreeMap<ListingId, Course> = BTreeMap::new();
        let mut known: BTreeSet<ListingId> = question.history.passes.iter().map(|pass| pass.listing).collect();
        known.extend(takes.keys().map(|(listing, _)| *listing));
        for &listing in &known {
            let records: Vec<&Pass<'a>> = question.history.passes.iter().filter(|pass| pass.listing == listing).collect();
            let own = || takes.range((listing, 0)..=(listing, u32::MAX));
            let kind = if self.listed.contains(&listing) { Kind::Listed } else { Kind::Unlisted };
            // The takes of each year, as many as there can be most; all of them when everything is decided.
            let most: Vec<&Pass<'a>> = own().flat_map(|(_, ways)| ways.iter().max_by_key(|way| way.len())).flatten().collect();
            let passes = [records.as_slice(), &most].concat();
            let shared = shared_pieces(question.school, unit, listing, &passes);
            if let Some(pieces) = shared {
                let every: Vec<&Pass<'a>> = records.iter().copied().chain(own().flat_map(|(_, ways)| ways).flatten()).collect();
                let caps = plan.caps.iter().map(|cap| every.iter().all(|pass| admits(&cap.from, pass, &self.must))).collect();
                courses.insert(listing, Course { pieces, caps });
            }
            let decided = self.assumed.is_decided(question, listing);
            // A pass that is no whole number of pieces may help to make one more of them.
            let most = |pass: &Pass<'_>| u64::from(if decided { pass.credits / unit } else { pass.credits.div_ceil(unit) });
            for pass in &records {
                add(listing, most(pass), vec![(*pass).clone()], Kind::Record, true);
            }
            for (_, ways) in own() {
                let pieces = |way: &Vec<Pass<'a>>| way.iter().map(&most).sum::<u64>();
                add(listing, ways.iter().map(pieces).max().unwrap_or(0), ways.concat(), kind, false);
            }
            if decided && shared.is_some() {
                for (pieces, made) in parts(unit, &passes) {
                    add(listing, pieces, made, if records.is_empty() { kind } else { Kind::Record }, true);
                }
            }
        }
        for listing in validated(plan) {
            let passed = question.history.passes.iter().any(|pass| pass.listing == listing);
            if !passed && !self.assumed.taken(question).any(|(_, take)| take.listing == listing) {
                let credits = question.school.graduation().listings.get(listing).map_or(0, |found| found.credits);
                add(listing, u64::from(credits / unit), Vec::new(), Kind::Validated, false);
            }
        }
        (items, courses)
    }

    /// Whether a filter may admit an item, as it is or by validation.
    fn admits(&self, from: &Filter, asked: &Credits, item: &Item<'_>) -> bool {
        let mut variants = item.variants.iter().filter(|_| asked.validated);
        let mut own = item.own.iter().map(|pass| admits(from, pass, &self.may));
        let own = if item.all { !item.own.is_empty() && own.all(|admitted| admitted) } else { own.any(|admitted| admitted) };
        own || variants.any(|pass| admits(from, pass, &self.may))
    }

    /// Whether a filter admits an item for sure: all of what it is made of, or what some higher course lends.
    fn covers(&self, from: &Filter, item: &Item<'_>) -> bool {
        let admitted = |pass: &Pass<'_>| admits(from, pass, &self.must);
        let passes = if item.kind == Kind::Validated { &item.variants } else { &item.own };
        item.sure.iter().any(admitted) || (!passes.is_empty() && passes.iter().all(admitted))
    }

    /// Whether groups and either-ors, as far as assumed, let an item feed a requirement.
    fn may_feed(&self, node: NodeId, asked: &Credits, item: &Item<'_>) -> bool {
        let group = self.question.plan.group_of(self.question.school.graduation(), item.listing);
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
        let unit = question.plan.unit.max(1);
        let takes = self.assumed.possible(question).flat_map(|(_, take)| take.passes(question));
        let all: Vec<Pass<'a>> = takes.chain(question.history.passes.iter().cloned()).collect();
        let mut best: (u64, u64) = (0, 1);
        for (_, take) in self.assumed.possible(question).filter(|(_, take)| !self.listed.contains(&take.listing)) {
            let own = take.passes(question);
            let pieces: u64 = own.iter().map(|pass| u64::from(pass.credits.div_ceil(unit))).sum();
            let variants = variants(question.plan, &all, take.listing);
            let item = Item { listing: take.listing, pieces, own, variants, sure: Vec::new(), kind: Kind::Unlisted, all: false };
            let admitted = |(&node, asked): (&NodeId, &&Credits)| {
                let mut filters = std::iter::once(&asked.from).chain(asked.substitutes.iter().map(|cap| &cap.from));
                filters.any(|from| self.admits(from, asked, &item)) && self.may_feed(node, asked, &item)
            };
            if pieces == 0 || !self.asked.iter().any(admitted) {
                continue;
            }
            if !self.within(take) {
                return wrong(format!("{} is not listed, and possible in other terms than those listed", id(question, take.listing)));
            }
            let cells: u64 = take.cells.values().map(|&cells| u64::from(cells)).sum();
            if pieces * best.1 > best.0 * cells {
                best = (pieces, cells);
            }
        }
        let mut cells: u64 = self.open.iter().map(|&(year, term)| u64::from(question.room(year, term))).sum();
        for (_, take) in self.assumed.taken(question).filter(|(_, take)| self.listed.contains(&take.listing)) {
            let own = take.cells.iter().filter(|(term, _)| self.open.contains(&(take.year, **term)));
            cells = cells.saturating_sub(own.map(|(_, &cells)| u64::from(cells)).sum());
        }
        Ok(u64::try_from(u128::from(cells) * u128::from(best.0) / u128::from(best.1.max(1))).unwrap_or(u64::MAX))
    }

    fn within(&self, take: &Possible) -> bool {
        take.cells.keys().all(|&term| self.open.contains(&(take.year, term)))
    }

    /// The most pieces that the requirements can have.
    fn flow(&self, demands: &[Demand], items: &[Item<'_>], courses: &BTreeMap<ListingId, Course>, joint: u64) -> u64 {
        let plan = self.question.plan;
        let mut net = Network::new();
        let unlisted = net.point();
        net.edge(unlisted, END, joint);
        let capped = |item: &Item<'_>, cap: usize| match (item.kind, courses.get(&item.listing)) {
            (Kind::Validated | Kind::Unlisted, _) => false,
            (_, Some(course)) => course.caps[cap],
            (_, None) => self.covers(&plan.caps[cap].from, item),
        };
        let caps: Vec<Vec<bool>> = (0..plan.caps.len()).map(|cap| items.iter().map(|item| capped(item, cap)).collect()).collect();
        let order = widest_first(&caps);
        let mut cap_points: BTreeMap<usize, Point> = BTreeMap::new();
        let mut made: BTreeMap<(ListingId, Point), Point> = BTreeMap::new();
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
            if let Some(course) = courses.get(&item.listing).filter(|_| item.kind != Kind::Validated) {
                up = *made.entry((item.listing, up)).or_insert_with(|| {
                    let point = net.point();
                    net.edge(point, up, course.pieces);
                    point
                });
            }
            let point = net.point();
            net.edge(point, up, item.pieces);
            points.push(point);
        }
        let mut heres: BTreeMap<NodeId, Point> = BTreeMap::new();
        for (&node, asked) in &self.asked {
            let here = net.point();
            heres.insert(node, here);
            let substitutes: Vec<Point> = asked.substitutes.iter().map(|_| net.point()).collect();
            for (&point, cap) in substitutes.iter().zip(&asked.substitutes) {
                net.edge(here, point, u64::from(cap.most));
            }
            for (item, &point) in items.iter().zip(&points).filter(|(item, _)| self.may_feed(node, asked, item)) {
                if self.admits(&asked.from, asked, item) {
                    net.edge(here, point, item.pieces);
                    continue;
                }
                for (&substitute, cap) in substitutes.iter().zip(&asked.substitutes) {
                    if self.admits(&cap.from, asked, item) {
                        net.edge(substitute, point, item.pieces);
                    }
                }
            }
        }
        let mut most = 0;
        for demand in demands {
            let from = demand.point(&mut net, &heres);
            most += net.send(from, demand.pieces());
        }
        most
    }
}

fn id(question: &Question<'_>, listing: ListingId) -> String {
    question.school.graduation().listings.get(listing).map_or_else(String::new, |found| found.id.clone())
}

/// Whether what is on record leaves nothing of the credit of a course.
fn is_full(question: &Question<'_>, listing: ListingId) -> bool {
    let Some(known) = question.school.graduation().listings.get(listing) else { return false };
    let used = question.history.credits(listing).into_iter().fold(0u32, |used, credits| used.saturating_add(known.uses(credits)));
    used >= known.room()
}
