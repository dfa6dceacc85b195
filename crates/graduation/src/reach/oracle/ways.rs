//! How many choices of parts a plan leaves.

use mortarboard_model::NodeId;
use mortarboard_model::graduation::{Asks, Plan};

/// The choices of parts that would do for a requirement.
pub(super) fn ways(plan: &Plan, node: NodeId) -> usize {
    match &plan.nodes[node].asks {
        Asks::All(parts) => parts.iter().map(|&part| ways(plan, part)).product(),
        Asks::Some(least, parts) => {
            // By size: the choices of so many of the parts looked at so far.
            let mut sizes = vec![1];
            for &part in parts {
                let own = ways(plan, part);
                let with: Vec<usize> = sizes.iter().map(|count| count * own).collect();
                sizes.push(0);
                sizes.iter_mut().skip(1).zip(with).for_each(|(count, more)| *count += more);
            }
            sizes[*least as usize]
        }
        _ => 1,
    }
}
