//! Which patterns of a section cut across the fewest others.
//!
//! A shape can give a section hundreds of patterns, most of them spread over the times of several plain periods. Each of
//! those keeps its students from more courses than one that keeps to a single period, so that drawing patterns evenly
//! would mean to draw bad ones.

use super::bits::Bits;
use super::problem::Section;
use std::collections::BTreeMap;

/// Times against which patterns are weighed at most.
const MOST_TIMES: usize = 512;
/// Weight of one section, shared evenly among its patterns.
const SECTION: u64 = 1 << 20;

/// Sets the compact patterns of every section: those that cut across hardly more of what sections may take than the one that
/// cuts across least. A time that holds another, or lies within it, does not cut across it. O(patterns x `MOST_TIMES`).
pub(crate) fn choose<M: Bits>(sections: &mut [Section], patterns: &[M]) {
    let mut weight = vec![0u64; patterns.len()];
    for section in sections.iter() {
        let share = SECTION / section.patterns.len().max(1) as u64;
        section.patterns.iter().for_each(|&pattern| weight[pattern as usize] += share);
    }
    // The heaviest times stand for all.
    let mut times: Vec<(u64, M)> = weight.iter().zip(patterns).filter(|(weight, _)| **weight > 0).map(|(&w, &mask)| (w, mask)).collect();
    times.sort_by_key(|&(weight, _)| std::cmp::Reverse(weight));
    times.truncate(MOST_TIMES);
    let across = |a: M, b: M| a.meets(b) && a.with(b) != a && a.with(b) != b;
    let cut = |mask: M| times.iter().filter(|(_, other)| across(mask, *other)).map(|(weight, _)| weight).sum::<u64>();
    let cut: Vec<u64> = patterns.iter().zip(&weight).map(|(&mask, &weight)| if weight > 0 { cut(mask) } else { 0 }).collect();
    let mut known: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for section in sections {
        let compact = known.entry(section.patterns.clone()).or_insert_with_key(|own| {
            let least = own.iter().map(|&pattern| cut[pattern as usize]).min().unwrap_or(0);
            own.iter().copied().filter(|&pattern| cut[pattern as usize] <= least + least / 4).collect()
        });
        section.compact.clone_from(compact);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(patterns: &[u32]) -> Section {
        let patterns = patterns.to_vec();
        Section { course: 0, cap: 1, patterns, compact: Vec::new(), teachers: Vec::new(), load: 0 }
    }

    fn compact(sections: &[&[u32]], patterns: &[u64]) -> Vec<Vec<u32>> {
        let mut sections: Vec<Section> = sections.iter().map(|own| section(own)).collect();
        choose(&mut sections, patterns);
        sections.into_iter().map(|section| section.compact).collect()
    }

    /// Two periods on two days: a section may have one of them, or the one on the first day and the other on the second.
    const PATTERNS: [u64; 4] = [0b0011, 0b1100, 0b0110, 0b1001];

    #[test]
    fn times_of_one_period_are_compact_where_others_keep_to_periods() {
        assert_eq!(compact(&[&[0, 1], &[0, 1], &[0, 1, 2, 3]], &PATTERNS), [vec![0, 1], vec![0, 1], vec![0, 1]]);
    }

    #[test]
    fn all_times_are_compact_where_all_are_alike() {
        assert_eq!(compact(&[&[0, 1], &[1]], &PATTERNS), [vec![0, 1], vec![1]], "periods do not cut across one another");
        let halves = [0b0011, 0b0001, 0b0010];
        assert_eq!(compact(&[&[0], &[1, 2]], &halves), [vec![0], vec![1, 2]], "nor do halves of one");
        assert_eq!(compact(&[&[0, 1, 2, 3]], &PATTERNS), [vec![0, 1, 2, 3]], "nobody else meets at all");
    }

    #[test]
    fn a_section_without_times_has_none() {
        assert_eq!(compact(&[&[]], &PATTERNS), [Vec::<u32>::new()]);
    }
}
