//! How many alternatives a plan leaves.

use crate::graduation::{Asks, Listing, Plan};
use crate::ids::{IdVec, ListingId, NodeId};
use std::collections::BTreeSet;

/// The product of all choices: parts of `Some`, groups, and requirements of an either-or. Saturates.
pub(super) fn count(plan: &Plan, listings: &IdVec<ListingId, Listing>) -> u64 {
    let mut below: IdVec<NodeId, u64> = IdVec::filled(plan.nodes.len(), 1);
    // What lies below a requirement comes after it.
    for (id, node) in plan.nodes.iter().rev() {
        below[id] = match &node.asks {
            Asks::All(parts) => parts.iter().fold(1, |product, &part| product.saturating_mul(below[part])),
            Asks::Some(least, parts) => chosen(*least as usize, parts.iter().map(|&part| below[part])),
            Asks::Credits(credits) if credits.same_group => {
                let ids = credits.from.any.iter().flat_map(|any| &any.listings);
                let groups: BTreeSet<&str> = ids.filter_map(|&id| listings[id].group.as_deref()).collect();
                groups.len().max(1) as u64
            }
            _ => 1,
        };
    }
    let whole = below.values().next().copied().unwrap_or(1);
    plan.either.iter().fold(whole, |product, either| product.saturating_mul(either.nodes.len().max(1) as u64))
}

/// The sum, over all choices of so many parts, of the product of what the parts leave.
fn chosen(least: usize, parts: impl Iterator<Item = u64>) -> u64 {
    let mut sums = vec![0_u64; least + 1];
    sums[0] = 1;
    for part in parts {
        for size in (1..=least).rev() {
            sums[size] = sums[size].saturating_add(sums[size - 1].saturating_mul(part));
        }
    }
    sums[least]
}
