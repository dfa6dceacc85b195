//! Requirements by brute force: every choice of parts, groups and either-ors, every way to give out pieces.

use super::Given;
use super::own::Own;
use crate::reach::Who;
use mortarboard_model::graduation::{Asks, Conditions, Credits, Ending, Filter, Plan, Repeats};
use mortarboard_model::{Id, IdVec, ListingId, NodeId, School};
use std::collections::{BTreeMap, BTreeSet};

/// Something that was taken.
#[derive(Clone, Debug)]
pub(super) struct Had {
    pub(super) listing: ListingId,
    pub(super) grade: Option<u32>,
    pub(super) terms: Vec<usize>,
    /// `u32::MAX` for whatever is needed.
    pub(super) points: Option<u32>,
    pub(super) method: String,
    /// Points in averages.
    pub(super) average: Option<u32>,
    pub(super) credits: u32,
    pub(super) attempted: u32,
    /// None for a record.
    pub(super) year: Option<u32>,
    /// First and last term, of takes of a course in one year together.
    pub(super) span: (usize, usize),
    pub(super) ending: Ending,
    /// Taken in the wrong order, so that it counts nowhere.
    pub(super) void: bool,
}

impl Had {
    fn passed(&self) -> bool {
        !self.void && matches!(self.ending, Ending::Passed | Ending::InProgress)
    }
}

/// Requirements that are waived, with those below them.
pub(super) fn waived(school: &School, plan: &Plan, who: Who<'_>) -> IdVec<NodeId, bool> {
    let mut waived = IdVec::filled(plan.nodes.len(), false);
    for id in plan.nodes.ids() {
        let mut at = Some(id);
        while let Some(node) = at {
            let here = |waiver: &&mortarboard_model::graduation::Waiver| {
                school.graduation().plans[waiver.plan].id == plan.id && waiver.node == node
            };
            if who.progress.waivers.iter().any(|waiver| here(&waiver)) {
                waived[id] = true;
            }
            at = plan.nodes[node].parent;
        }
    }
    waived
}

fn amount(own: &Own<'_>, plan: &Plan, node: NodeId) -> u32 {
    match &plan.nodes[node].asks {
        Asks::Credits(asked) if asked.pool != "total" => asked.pieces.saturating_sub(own.less(node)),
        Asks::All(parts) => own.asked(parts).iter().map(|&part| amount(own, plan, part)).sum(),
        Asks::Some(least, parts) => {
            let subsets = subsets(&own.asked(parts), *least as usize);
            subsets.iter().map(|parts| parts.iter().map(|&part| amount(own, plan, part)).sum()).min().unwrap_or(0)
        }
        _ => 0,
    }
}

fn subsets(parts: &[NodeId], size: usize) -> Vec<Vec<NodeId>> {
    let mut found: Vec<Vec<NodeId>> = vec![Vec::new()];
    for &part in parts {
        let with: Vec<Vec<NodeId>> = found.iter().map(|set| [set.clone(), vec![part]].concat()).collect();
        found.extend(with);
    }
    found.retain(|set| set.len() == size);
    found
}

/// Pieces of credit of one kind.
struct Pieces<'a> {
    pieces: u32,
    /// The passes that they come from; all must be admitted. None where validations alone give them.
    own: Vec<&'a Had>,
    variants: Vec<Had>,
}

struct Reading<'a> {
    school: &'a School,
    plan: &'a Plan,
    who: Who<'a>,
    had: &'a [Had],
    passes: Vec<&'a Had>,
    waived: &'a IdVec<NodeId, bool>,
    shrinks: u32,
    given: &'a Given,
    own: Own<'a>,
}

/// Pieces missing, and then other requirements missed, of a whole plan, at the least.
pub(super) fn least_missing(
    school: &School,
    own: Own<'_>,
    who: Who<'_>,
    had: &[Had],
    waived: &IdVec<NodeId, bool>,
    given: &Given,
) -> (u32, u32) {
    let plan = own.plan;
    let passes = had.iter().filter(|had| had.passed()).collect();
    let shrinks = who.progress.waivers.iter().filter(|waiver| {
        let above = plan.nodes.get(waiver.node).and_then(|node| node.parent);
        school.graduation().plans[waiver.plan].id == plan.id && !waiver.keep_total && !above.is_some_and(|above| waived[above])
            && !own.is_gone(waiver.node)
    });
    let shrinks = shrinks.map(|waiver| amount(&own, plan, waiver.node)).sum();
    let reading = Reading { school, plan, who, had, passes, waived, shrinks, given, own };
    let each = reading.alternatives(NodeId(0)).into_iter().map(|(nodes, missed)| (reading.missing(&nodes), missed));
    each.min().unwrap_or((0, 0))
}

impl<'a> Reading<'a> {
    /// Sets of requirements of credit that would do for a requirement, each with the other requirements that
    /// are missed with it.
    fn alternatives(&self, node: NodeId) -> Vec<(Vec<NodeId>, u32)> {
        if self.waived[node] {
            return vec![Default::default()];
        }
        let product = |parts: &[NodeId]| {
            let mut sets: Vec<(Vec<NodeId>, u32)> = vec![Default::default()];
            for &part in parts {
                let own = self.alternatives(part);
                let with = |(set, missed): &(Vec<NodeId>, u32)| {
                    own.iter().map(|(more, also)| ([set.as_slice(), more].concat(), missed + also)).collect::<Vec<_>>()
                };
                sets = sets.iter().flat_map(with).collect();
            }
            sets
        };
        match &self.plan.nodes[node].asks {
            Asks::All(parts) => product(&self.own.asked(parts)),
            Asks::Some(..) if self.given.picks.contains_key(&node) => product(&self.given.picks[&node]),
            Asks::Some(least, parts) => {
                let sets = subsets(&self.own.asked(parts), *least as usize);
                let missed = sets.is_empty().then(|| (Vec::new(), 1));
                sets.iter().flat_map(|parts| product(parts)).chain(missed).collect()
            }
            Asks::Credits(_) => vec![(vec![node], 0)],
            other => vec![(Vec::new(), u32::from(!self.other(node, other)))],
        }
    }

    fn other(&self, node: NodeId, asks: &Asks) -> bool {
        let scores = &self.who.progress.scores;
        let due = |by_grade: &Option<u32>| by_grade.unwrap_or(self.school.graduation().last_grade) >= self.who.grade;
        match asks {
            Asks::Exam { exam, score, by_grade } => scores.get(exam).is_some_and(|have| have.best >= *score) || due(by_grade),
            Asks::Item { item, amount, by_grade, status } => {
                scores.get(item).is_some_and(|have| have.sum >= *amount) || (!status && due(by_grade))
            }
            Asks::EachTerm { from, lowest, highest } => (*lowest..=*highest).all(|grade| {
                (0..self.school.calendar().terms().len()).all(|term| {
                    self.passes.iter().any(|had| had.grade == Some(grade) && had.terms.contains(&term) && self.admits_for(node, from, had))
                })
            }),
            Asks::Average { from, least, repeats } => {
                let mut sum: i64 = 0;
                for (listing, known) in self.school.graduation().listings.iter() {
                    let failed = self.had.iter().filter(|had| had.ending == Ending::Failed);
                    let mut marks: Vec<&Had> = self.passes.iter().copied().chain(failed).collect();
                    marks.retain(|had| had.listing == listing && self.admits(from, had));
                    let mut left = if known.completions == 1 && *repeats != Repeats::All { known.credits } else { u32::MAX };
                    while !marks.is_empty() {
                        // The next mark to count, the first of those that no other comes before.
                        let comes_before = |a: &Had, b: &Had| match repeats {
                            Repeats::Best => (a.passed(), a.average) > (b.passed(), b.average),
                            Repeats::Latest => {
                                (a.year.is_some(), a.year.or(a.grade), a.span.1) > (b.year.is_some(), b.year.or(b.grade), b.span.1)
                            }
                            Repeats::All => false,
                        };
                        let first = |at: &usize| !marks.iter().any(|other| comes_before(other, marks[*at]));
                        let mut next = (0..marks.len()).filter(first);
                        let at = if *repeats == Repeats::Latest { next.next_back() } else { next.next() };
                        let mark = marks.remove(at.unwrap());
                        let weight = mark.attempted.min(left);
                        left -= weight;
                        if let Some(points) = mark.average {
                            sum += i64::from(weight) * (i64::from(points) - i64::from(*least));
                        }
                    }
                }
                sum >= 0
            }
            _ => unreachable!("only leaves come here"),
        }
    }

    fn admits(&self, filter: &Filter, had: &Had) -> bool {
        filter.any.iter().any(|conditions| self.conditions(conditions, had, &[had.listing]))
    }

    /// The same for the filter of a requirement, where a course may count as another.
    fn admits_for(&self, node: NodeId, filter: &Filter, had: &Had) -> bool {
        let names = self.own.names(node, had.listing);
        filter.any.iter().any(|conditions| self.conditions(conditions, had, &names))
    }

    fn conditions(&self, ask: &Conditions, had: &Had, names: &[ListingId]) -> bool {
        if !names.iter().any(|name| ask.listings.contains(name)) || ask.not_methods.contains(&had.method) {
            return false;
        }
        if !ask.methods.is_empty() && !ask.methods.contains(&had.method) {
            return false;
        }
        if ask.from_grade.is_some() && (had.grade.is_none() || had.grade < ask.from_grade) {
            return false;
        }
        if ask.to_grade.is_some() && (had.grade.is_none() || had.grade > ask.to_grade) {
            return false;
        }
        if ask.letter && had.points.is_none() {
            return false;
        }
        if let (Some(least), Some(points)) = (ask.min_points, had.points)
            && points < least
        {
            return false;
        }
        self.had.iter().filter(|other| other.ending != Ending::Withdrawn && !(other.year.is_some() && other.ending == Ending::Failed)).all(
            |other| {
                if other.listing == had.listing || !ask.before.contains(&other.listing) {
                    return true;
                }
                match (had.year, other.year) {
                    (None, Some(_)) => true,
                    (Some(_), None) => false,
                    (Some(mine), Some(theirs)) => (mine, had.span.1) < (theirs, other.span.0),
                    (None, None) => had.grade.is_some() && other.grade.is_some() && (had.grade, had.span.1) < (other.grade, other.span.0),
                }
            },
        )
    }

    /// Pieces missing of some requirements under the best choice of groups and either-ors.
    fn missing(&self, nodes: &[NodeId]) -> u32 {
        let groups: BTreeSet<&'a String> =
            self.school.graduation().listings.values().filter_map(|listing| listing.group.as_ref()).collect();
        let mut choices: Vec<(BTreeMap<NodeId, &'a String>, Vec<NodeId>)> = vec![Default::default()];
        for &node in nodes {
            if matches!(&self.plan.nodes[node].asks, Asks::Credits(Credits { same_group: true, .. })) {
                let mut more = Vec::new();
                for (have, either) in &choices {
                    for &group in groups.iter().filter(|group| self.given.groups.get(&node).is_none_or(|only| only == **group)) {
                        let mut have = have.clone();
                        have.insert(node, group);
                        more.push((have, either.clone()));
                    }
                }
                if !groups.is_empty() {
                    choices = more;
                }
            }
        }
        for (at, either) in self.plan.either.iter().enumerate() {
            let nodes = either.nodes.iter().filter(|node| self.given.either.get(&at).is_none_or(|only| only == *node));
            let with = |(groups, have): &(BTreeMap<NodeId, &'a String>, Vec<NodeId>)| {
                nodes.clone().map(|&node| (groups.clone(), [have.clone(), vec![node]].concat())).collect::<Vec<_>>()
            };
            choices = choices.iter().flat_map(with).collect();
        }
        let pools: BTreeSet<&String> = nodes.iter().filter_map(|&node| self.asked(node)).map(|asked| &asked.pool).collect();
        let each = choices.iter().map(|(groups, either)| {
            let pools = pools.iter().map(|pool| {
                let own: Vec<NodeId> =
                    nodes.iter().copied().filter(|&node| self.asked(node).is_some_and(|asked| asked.pool == **pool)).collect();
                self.pool_missing(&own, groups, either)
            });
            pools.sum()
        });
        // A group that nothing has feeds nothing.
        each.min().unwrap_or(1)
    }

    fn asked(&self, node: NodeId) -> Option<&Credits> {
        match &self.plan.nodes[node].asks {
            Asks::Credits(asked) => Some(asked),
            _ => None,
        }
    }

    /// Gives out the pieces of one pool one by one, in every way.
    fn pool_missing(&self, nodes: &[NodeId], groups: &BTreeMap<NodeId, &String>, either: &[NodeId]) -> u32 {
        let mut needs: Vec<u32> = Vec::new();
        for &node in nodes {
            let asked = self.asked(node).unwrap();
            let less = self.own.less(node) + if asked.pool == "total" { self.shrinks } else { 0 };
            needs.push(asked.pieces.saturating_sub(less));
        }
        // What is still needed, then what is left of each substitute, then what is left of each cap.
        let substitutes: Vec<(usize, usize)> =
            (0..nodes.len()).flat_map(|n| (0..self.asked(nodes[n]).unwrap().substitutes.len()).map(move |s| (n, s))).collect();
        let mut start = needs.clone();
        start.extend(substitutes.iter().map(|&(n, s)| self.asked(nodes[n]).unwrap().substitutes[s].most));
        start.extend(self.plan.caps.iter().map(|cap| cap.most));
        let courses: Vec<Option<u32>> = self.school.graduation().listings.ids().map(|listing| self.shared(listing)).collect();
        start.extend(courses.iter().map(|pieces| pieces.unwrap_or(0)));
        let mut states = BTreeSet::from([start]);
        for Pieces { pieces, own, variants } in self.items() {
            for _ in 0..pieces {
                let mut next = states.clone();
                for state in &states {
                    for (n, &node) in nodes.iter().enumerate().filter(|(n, _)| state[*n] > 0) {
                        let asked = self.asked(node).unwrap();
                        if !self.may(node, asked, &own, &variants, groups, either) {
                            continue;
                        }
                        let lent = variants.iter().filter(|_| asked.validated).map(|form| vec![form]);
                        let forms: Vec<Vec<&Had>> = (!own.is_empty()).then(|| own.clone()).into_iter().chain(lent).collect();
                        let admitted = |from: &Filter| forms.iter().any(|form| form.iter().all(|had| self.admits(from, had)));
                        let mut state = state.clone();
                        state[n] -= 1;
                        let mut capped = true;
                        for (at, cap) in self.plan.caps.iter().enumerate() {
                            // Passes that share the credit of a course fall under what all of them do.
                            let all: Vec<&Had> = match own.first() {
                                Some(own) if courses[own.listing.index()].is_some() => self.of(own.listing),
                                _ => own.clone(),
                            };
                            if !all.is_empty() && all.iter().all(|own| self.admits(&cap.from, own)) {
                                let left = &mut state[nodes.len() + substitutes.len() + at];
                                capped &= *left > 0;
                                *left = left.saturating_sub(1);
                            }
                        }
                        if let Some(own) = own.first().filter(|own| courses[own.listing.index()].is_some()) {
                            let left = &mut state[nodes.len() + substitutes.len() + self.plan.caps.len() + own.listing.index()];
                            capped &= *left > 0;
                            *left = left.saturating_sub(1);
                        }
                        if !capped {
                            continue;
                        }
                        if forms.iter().any(|form| form.iter().all(|had| self.admits_for(node, &asked.from, had))) {
                            next.insert(state.clone());
                        }
                        for (at, &(of, s)) in substitutes.iter().enumerate().filter(|(_, (of, _))| *of == n) {
                            debug_assert_eq!(of, n);
                            if state[nodes.len() + at] > 0 && admitted(&asked.substitutes[s].from) {
                                let mut state = state.clone();
                                state[nodes.len() + at] -= 1;
                                next.insert(state);
                            }
                        }
                    }
                }
                states = next;
            }
        }
        states.iter().map(|state| state[..nodes.len()].iter().sum()).min().unwrap_or(0)
    }

    fn of(&self, listing: ListingId) -> Vec<&'a Had> {
        self.passes.iter().copied().filter(|had| had.listing == listing).collect()
    }

    /// The pieces that a course gives in all, where its passes share them.
    fn shared(&self, listing: ListingId) -> Option<u32> {
        let (own, known) = (self.of(listing), &self.school.graduation().listings[listing]);
        let whole = known.credits;
        let room = whole * known.completions;
        let used: u32 = own.iter().map(|had| had.credits.min(whole)).sum();
        if used <= room && own.iter().all(|had| had.credits % self.plan.unit == 0) {
            return None;
        }
        let mut beyond: Vec<u32> = own.iter().map(|had| had.credits.saturating_sub(whole)).collect();
        beyond.sort_unstable();
        let beyond: u32 = beyond.iter().rev().take(known.completions as usize).sum();
        Some((used.min(room) + beyond) / self.plan.unit)
    }

    /// Pieces, the passes they come from, and their readings by validation.
    fn items(&self) -> Vec<Pieces<'a>> {
        let mut items = Vec::new();
        for (listing, found) in self.school.graduation().listings.iter() {
            let own = self.of(listing);
            for &had in &own {
                items.push(Pieces { pieces: had.credits / self.plan.unit, own: vec![had], variants: self.variants(listing) });
            }
            // What is left over, credit by credit: each as many as make a piece.
            let rest: Vec<&Had> = own.iter().flat_map(|&had| vec![had; (had.credits % self.plan.unit) as usize]).collect();
            for piece in rest.chunks_exact(self.plan.unit as usize) {
                let mut own = piece.to_vec();
                own.dedup_by(|a, b| std::ptr::eq(*a, *b));
                items.push(Pieces { pieces: 1, own, variants: self.variants(listing) });
            }
            let variants = self.variants(listing);
            if !variants.is_empty() && own.is_empty() {
                items.push(Pieces { pieces: found.credits / self.plan.unit, own: Vec::new(), variants });
            }
        }
        items
    }

    fn variants(&self, lower: ListingId) -> Vec<Had> {
        let mut variants = Vec::new();
        for validation in &self.plan.validations {
            for &had in &self.passes {
                let reaches = validation.min_points.is_none_or(|least| had.points.is_none_or(|points| points >= least));
                if validation.lower.contains(&lower) && validation.higher.contains(&had.listing) && reaches {
                    variants.push(Had { listing: lower, ..had.clone() });
                }
            }
        }
        variants
    }

    /// Whether groups and either-ors let a requirement have an item.
    fn may(
        &self,
        node: NodeId,
        asked: &Credits,
        own: &[&Had],
        variants: &[Had],
        groups: &BTreeMap<NodeId, &String>,
        either: &[NodeId],
    ) -> bool {
        let listing = own.first().map_or_else(|| variants[0].listing, |own| own.listing);
        let group = self.own.group(listing);
        if asked.same_group && (group.is_none() || groups.get(&node).copied() != group) {
            return false;
        }
        self.plan.either.iter().zip(either).all(|(found, chosen)| {
            let about = match own {
                [] => variants.iter().any(|form| self.admits(&found.from, form)),
                own => own.iter().all(|own| self.admits(&found.from, own)),
            };
            !about || *chosen == node || !found.nodes.contains(&node)
        })
    }
}
