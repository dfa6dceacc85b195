//! Credit by brute force: every choice of groups and either-ors, every way to give out pieces.

use super::{Had, Reading};
use mortarboard_model::graduation::{Asks, Credits};
use mortarboard_model::{ListingId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// Pieces of credit of one kind.
struct Pieces<'a> {
    pieces: u32,
    /// The passes that they come from; all must be admitted. None where validations alone give them.
    own: Vec<&'a Had>,
    variants: Vec<Had>,
}

impl<'a> Reading<'a> {
    /// Pieces missing of some requirements under the best choice of groups and either-ors.
    pub(super) fn missing(&self, nodes: &[NodeId]) -> u32 {
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
        // What is still needed, then what is left of each substitute, of each cap and of each course that shares its credit.
        let substitutes: Vec<(usize, usize)> =
            (0..nodes.len()).flat_map(|n| (0..self.asked(nodes[n]).unwrap().substitutes.len()).map(move |s| (n, s))).collect();
        let mut start = needs.clone();
        start.extend(substitutes.iter().map(|&(n, s)| self.asked(nodes[n]).unwrap().substitutes[s].most));
        start.extend(self.plan.caps.iter().map(|cap| cap.most));
        let mut courses: BTreeMap<ListingId, usize> = BTreeMap::new();
        for listing in self.school.graduation().listings.ids() {
            if let Some(pieces) = self.shared(listing) {
                courses.insert(listing, start.len());
                start.push(pieces);
            }
        }
        let left = |state: &Vec<u32>| -> u32 { state[..nodes.len()].iter().sum() };
        let mut states = BTreeSet::from([start]);
        for Pieces { pieces, own, variants } in self.items() {
            // Each way to use a piece takes one of something at several places of a state.
            let mut ways: Vec<Vec<usize>> = Vec::new();
            for (n, &node) in nodes.iter().enumerate() {
                let asked = self.asked(node).unwrap();
                if !self.may(node, asked, &own, &variants, groups, either) {
                    continue;
                }
                let lent = variants.iter().filter(|_| asked.validated).map(|form| vec![form]);
                let forms: Vec<Vec<&Had>> = (!own.is_empty()).then(|| own.clone()).into_iter().chain(lent).collect();
                let course = own.first().and_then(|own| Some((own.listing, *courses.get(&own.listing)?)));
                // Passes that share the credit of a course fall under what all of them do.
                let all: Vec<&Had> = course.map_or_else(|| own.clone(), |(listing, _)| self.of(listing));
                let caps = self.plan.caps.iter().enumerate();
                let caps = caps.filter(|(_, cap)| !all.is_empty() && all.iter().all(|own| self.admits(&cap.from, own)));
                let places = std::iter::once(n).chain(caps.map(|(at, _)| nodes.len() + substitutes.len() + at));
                let places: Vec<usize> = places.chain(course.map(|(_, at)| at)).collect();
                if forms.iter().any(|form| form.iter().all(|had| self.admits_for(node, &asked.from, had))) {
                    ways.push(places.clone());
                }
                for (at, &(_, s)) in substitutes.iter().enumerate().filter(|(_, (of, _))| *of == n) {
                    if forms.iter().any(|form| form.iter().all(|had| self.admits(&asked.substitutes[s].from, had))) {
                        ways.push([places.as_slice(), &[nodes.len() + at]].concat());
                    }
                }
            }
            for _ in 0..pieces {
                let mut next = states.clone();
                for state in &states {
                    for way in ways.iter().filter(|way| way.iter().all(|&at| state[at] > 0)) {
                        let mut state = state.clone();
                        way.iter().for_each(|&at| state[at] -= 1);
                        next.insert(state);
                    }
                }
                if next.len() == states.len() {
                    break;
                }
                states = next;
            }
            if states.iter().any(|state| left(state) == 0) {
                return 0;
            }
        }
        states.iter().map(left).min().unwrap_or(0)
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
