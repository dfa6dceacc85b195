//! Choices between requirements: the cases there are, and the one that looks cheapest.

use super::asked::Required;
use super::needs::{Bits, Needs};
use super::state::{Choices, State};
use super::times::wide;
use mortarboard_model::graduation::Asks;
use mortarboard_model::{Id, NodeId};

/// A choice that is still open, with its cases.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    /// A requirement of which parts are to be chosen, and as many parts as one is chosen of, in the order in which they are
    /// tried: where one is chosen, those before it are left out.
    Pick(NodeId, Vec<NodeId>),
    Group(usize, Vec<u32>),
    Either(usize, Vec<usize>),
}

impl Choice {
    pub(super) fn cases(&self) -> usize {
        match self {
            Choice::Pick(_, cases) => cases.len(),
            Choice::Group(_, cases) => cases.len(),
            Choice::Either(_, cases) => cases.len(),
        }
    }

    /// Makes one of the choices.
    pub(super) fn make(&self, case: usize, choices: &mut Choices) {
        match self {
            Choice::Pick(_, parts) => {
                choices.left_out.extend(&parts[..case]);
                choices.chosen.push(parts[case]);
            }
            Choice::Group(leaf, cases) => choices.groups.push((*leaf, cases[case])),
            Choice::Either(either, cases) => choices.eithers.push((*either, cases[case])),
        }
    }
}

impl Needs<'_> {
    /// The groups of all listings that may feed a leaf.
    fn groups_of(&self, leaf: usize) -> Vec<u32> {
        let Some(Asks::Credits(credits)) = self.plan.nodes.get(self.leaves[leaf].node).map(|node| &node.asks) else { return Vec::new() };
        let filters = [&credits.from].into_iter().chain(credits.substitutes.iter().map(|cap| &cap.from));
        let listings = filters.flat_map(|filter| &filter.any).flat_map(|conditions| &conditions.listings);
        let mut groups: Vec<u32> = listings
            .filter_map(|listing| self.group.get(listing.index()).copied())
            .filter(|group| (*group as usize) < self.groups.len())
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}

impl State<'_> {
    /// The choices that matter and are still open; of parts all that are open, the cheapest first.
    pub(super) fn open_choices(&self, required: &Required) -> Vec<Choice> {
        let needs = self.standing.tables.needs;
        let mut open = Vec::new();
        for &node in &required.open {
            let mut parts = self.open_parts(node).1;
            parts.sort_by_cached_key(|&part| self.cost(part));
            open.push(Choice::Pick(node, parts));
        }
        let asked = |leaf: usize| required.leaves >> leaf & 1 == 1 && self.standing.demand[leaf] > 0;
        for leaf in wide(required.leaves).filter(|&leaf| needs.leaves[leaf].same_group && asked(leaf)) {
            if !self.choices.groups.iter().any(|(known, _)| *known == leaf) {
                open.push(Choice::Group(leaf, needs.groups_of(leaf)));
            }
        }
        for (either, (_, leaves)) in needs.eithers.iter().enumerate() {
            let matters = leaves.iter().filter(|&&leaf| asked(leaf)).count() > 1;
            if matters && !self.choices.eithers.iter().any(|(known, _)| *known == either) {
                open.push(Choice::Either(either, leaves.clone()));
            }
        }
        open
    }

    /// Makes every open choice as it looks cheapest; false when one has no case that could work.
    pub(super) fn guess(&mut self, required: &mut Required) -> bool {
        let needs = self.standing.tables.needs;
        while let Some(&node) = required.open.first() {
            let (needed, open) = self.open_parts(node);
            let mut costs: Vec<(u64, NodeId)> = open.into_iter().map(|part| (self.cost(part), part)).collect();
            costs.sort_unstable();
            costs.truncate(needed);
            if costs.len() < needed || costs.iter().any(|(cost, _)| *cost >= HOPELESS) {
                return false;
            }
            let mut chosen: Vec<NodeId> = costs.into_iter().map(|(_, part)| part).collect();
            chosen.sort_unstable();
            self.choices.chosen.extend(chosen);
            *required = self.required();
        }
        let asked = |leaf: usize| required.leaves >> leaf & 1 == 1 && self.standing.demand[leaf] > 0;
        for leaf in wide(required.leaves).filter(|&leaf| needs.leaves[leaf].same_group && asked(leaf)) {
            if self.choices.groups.iter().any(|(known, _)| *known == leaf) {
                continue;
            }
            let demand = u64::from(self.standing.demand[leaf]);
            let worth = |group: u32| {
                let (have, can) = self.supply(leaf, Some(group));
                (have + can >= demand, have.min(demand), can, std::cmp::Reverse(group))
            };
            match needs.groups_of(leaf).into_iter().max_by_key(|&group| worth(group)) {
                Some(group) if worth(group).0 => self.choices.groups.push((leaf, group)),
                _ => return false,
            }
        }
        for (either, (_, leaves)) in needs.eithers.iter().enumerate() {
            if self.choices.eithers.iter().any(|(known, _)| *known == either) {
                continue;
            }
            let spare = |leaf: usize| {
                let (have, can) = self.supply(leaf, None);
                i64::try_from(have + can).unwrap_or(i64::MAX) - i64::from(self.standing.demand[leaf])
            };
            let wanted = leaves.iter().copied().filter(|&leaf| asked(leaf)).min_by_key(|&leaf| (spare(leaf), leaf));
            if let Some(leaf) = wanted.or(leaves.first().copied()) {
                self.choices.eithers.push((either, leaf));
            }
        }
        true
    }

    /// Pieces that a leaf could have of records and of takes if it were alone, of all groups or one.
    fn supply(&self, leaf: usize, group: Option<u32>) -> (u64, u64) {
        let standing = self.standing;
        let needs = standing.tables.needs;
        let feeds: Bits = needs.leaves[leaf].feeds;
        let in_group = |own: u32| group.is_none_or(|group| group == own);
        let items = standing.items.iter().filter(|item| in_group(item.group) && self.item_bits(item) & feeds != 0);
        let have = items.map(|item| u64::from(item.pieces)).sum();
        let mut can = 0;
        for &course in self.alive.iter().filter(|&&course| in_group(needs.group[course]) && needs.may(course) & feeds != 0) {
            let years =
                (0..standing.years).filter(|&year| self.spans(year, course) != 0 && self.take_bits(year, course).0 & feeds != 0).count();
            // Credit on record that does not count here may still be had again.
            let again = if years > 0 { needs.pieces(course) } else { 0 };
            can += u64::from(standing.adds(course, u32::try_from(years).unwrap_or(u32::MAX)).max(again));
        }
        (have, can)
    }

    /// About how many pieces of credit a requirement still takes.
    fn cost(&self, node: NodeId) -> u64 {
        let standing = self.standing;
        let needs = standing.tables.needs;
        let at = node.index();
        if standing.holds[at] {
            return 0;
        }
        if standing.fails[at] {
            return HOPELESS;
        }
        match &needs.plan.nodes[node].asks {
            Asks::All(parts) => parts.iter().fold(0, |sum: u64, &part| sum.saturating_add(self.cost(part))),
            Asks::Some(..) => {
                let (needed, open) = self.open_parts(node);
                let mut costs: Vec<u64> = open.into_iter().map(|part| self.cost(part)).collect();
                costs.sort_unstable();
                costs.iter().take(needed).fold(0, |sum: u64, cost| sum.saturating_add(*cost))
            }
            Asks::Credits(_) => {
                let Some(leaf) = needs.leaf_of[at] else { return HOPELESS };
                let (have, can) = self.supply(leaf, None);
                let demand = u64::from(standing.demand[leaf]);
                if have + can < demand { HOPELESS } else { demand.saturating_sub(have) }
            }
            Asks::EachTerm { .. } => u64::from(standing.cover[at].count_ones()),
            _ => 1,
        }
    }
}

/// What is asked of a requirement that can't be met.
const HOPELESS: u64 = 1 << 40;
