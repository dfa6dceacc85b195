//! Which patterns of a section cut across the fewest others.
//!
//! A shape can give a section hundreds of patterns, most of them spread over the times of several plain periods. Each of
//! those keeps its students from more courses than one that keeps to a single period, so that drawing patterns evenly
//! would mean to draw bad ones.

use super::bits::Bits;
use super::problem::Sec;
use std::collections::BTreeMap;

/// Times against which patterns are weighed at most.
const MOST_TIMES: usize = 512;
/// Weight of one section, shared evenly among its patterns.
const SECTION: u64 = 1 << 20;

/// Sets the compact patterns of every section: those that meet hardly more of what other sections may take than the one
/// that meets least. O(patterns x `MOST_TIMES`).
pub(crate) fn choose<M: Bits>(sections: &mut [Sec], patterns: &[M]) {
    let mut weight = vec![0u64; patterns.len()];
    for section in sections.iter() {
        let share = SECTION / section.patterns.len().max(1) as u64;
        section.patterns.iter().for_each(|&pattern| weight[pattern as usize] += share);
    }
    // The heaviest times stand for all.
    let mut times: Vec<(u64, M)> = weight.iter().zip(patterns).filter(|(weight, _)| **weight > 0).map(|(&w, &mask)| (w, mask)).collect();
    times.sort_by_key(|&(weight, _)| std::cmp::Reverse(weight));
    times.truncate(MOST_TIMES);
    let meets = |mask: M| times.iter().filter(|(_, other)| other.meets(mask)).map(|(weight, _)| weight).sum::<u64>();
    let meets: Vec<u64> = patterns.iter().zip(&weight).map(|(&mask, &weight)| if weight > 0 { meets(mask) } else { 0 }).collect();
    let mut known: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for section in sections {
        let compact = known.entry(section.patterns.clone()).or_insert_with_key(|own| {
            let least = own.iter().map(|&pattern| meets[pattern as usize]).min().unwrap_or(0);
            own.iter().copied().filter(|&pattern| meets[pattern as usize] <= least + least / 4).collect()
        });
        section.compact.clone_from(compact);
    }
}
