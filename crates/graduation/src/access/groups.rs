//! Counting by group, with small groups left out.

use super::{Share, Standing, State};
use std::collections::BTreeMap;

/// What is counted of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    on_time: u64,
    blocked: u64,
    unknown: u64,
}

impl Line {
    pub(super) fn of(standings: &[&Standing]) -> Self {
        standings.iter().fold(Line::default(), |mut line, standing| {
            line.add(standing.state);
            line
        })
    }

    fn add(&mut self, state: State) {
        match state {
            State::OnTime => self.on_time += 1,
            State::Blocked => self.blocked += 1,
            State::Unknown => self.unknown += 1,
        }
    }

    fn students(self) -> u64 {
        self.on_time + self.blocked + self.unknown
    }

    pub(super) fn share(self) -> Share {
        Share { students: Some(self.students()), on_time: Some(self.on_time), blocked: Some(self.blocked), unknown: Some(self.unknown) }
    }
}

/// Counts that add up to a number which is known, with those left out that are below `least`; and the next smallest ones
/// until what is left out is more than one count and adds up to `least`. Nothing is left out when `least` is 0.
///
/// ```
/// use mortarboard_graduation::shown;
/// assert_eq!(shown(&[30, 12, 11, 3], 10), [Some(30), Some(12), None, None]);
/// assert_eq!(shown(&[30, 3], 0), [Some(30), Some(3)]);
/// ```
pub fn shown(counts: &[u64], least: u64) -> Vec<Option<u64>> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    // Of equal counts the last goes first.
    order.sort_by_key(|&at| (counts[at], std::cmp::Reverse(at)));
    let mut kept: Vec<Option<u64>> = counts.iter().copied().map(Some).collect();
    let (mut hidden, mut sum) = (0, 0_u64);
    for at in order {
        let enough = hidden == 0 || (hidden > 1 && sum >= least);
        if counts[at] >= least && enough {
            break;
        }
        kept[at] = None;
        hidden += 1;
        sum = sum.saturating_add(counts[at]);
    }
    kept
}

/// Shares by key. A standing may have several keys, or none. Groups of fewer than `least` are left out, and so is
/// what gives them away: a group that leaves so few others over, and as many of the next smallest groups as it takes
/// until what is left out adds up to `least` and is more than one group.
pub(super) fn by<K: Ord + Clone>(standings: &[&Standing], keys: impl Fn(&&Standing) -> Vec<K>, least: u64) -> BTreeMap<K, Share> {
    let mut lines: BTreeMap<K, Line> = BTreeMap::new();
    for standing in standings {
        for key in keys(standing) {
            lines.entry(key).or_default().add(standing.state);
        }
    }
    let all = standings.len() as u64;
    let small = |size: u64| size < least || (size < all && all - size < least);
    let mut sizes: Vec<(bool, u64, &K)> = lines.iter().map(|(key, line)| (!small(line.students()), line.students(), key)).collect();
    sizes.sort();
    let mut hidden: Vec<&K> = Vec::new();
    let mut sum = 0;
    for (may_be_shown, size, key) in sizes {
        let enough = hidden.is_empty() || (hidden.len() > 1 && sum >= least);
        if may_be_shown && enough {
            break;
        }
        hidden.push(key);
        sum += size;
    }
    lines.iter().map(|(key, line)| (key.clone(), if hidden.contains(&key) { Share::default() } else { line.share() })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard_model::StudentId;
    use proptest::prelude::*;

    fn standing(student: u32, state: State) -> Standing {
        Standing { student: StudentId(student), plan: "p".to_owned(), state, cause: None, courses: Vec::new(), slack: None, survives: None }
    }

    proptest! {
        #[test]
        fn no_small_group_can_be_found_from_what_is_shown(groups in prop::collection::vec(0u32..6, 0..60)) {
            let all: Vec<Standing> = groups.iter().map(|&group| standing(group, State::OnTime)).collect();
            let all: Vec<&Standing> = all.iter().collect();
            let shares = by(&all, |standing| vec![standing.student.0], 10);
            let hidden: Vec<u64> =
                shares.iter().filter(|(_, share)| share.students.is_none()).map(|(key, _)| groups.iter().filter(|g| *g == key).count() as u64).collect();
            prop_assert!(shares.values().all(|share| share.students.is_none_or(|count| count >= 10)));
            // What is hidden is the whole less the others: never one group, nor few students, unless nothing is shown.
            prop_assert!(hidden.is_empty() || hidden.len() == shares.len() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= 10), "{:?}", hidden);
            let shown: u64 = shares.values().filter_map(|share| share.students).sum();
            prop_assert_eq!(shown + hidden.iter().sum::<u64>(), groups.len() as u64);
        }

        #[test]
        fn nor_from_what_is_left_over_beside_groups_that_overlap(groups in prop::collection::vec(prop::collection::vec(0u32..4, 0..3), 0..60)) {
            let all: Vec<Standing> = (0u32..).zip(&groups).map(|(at, _)| standing(at, State::Blocked)).collect();
            let all: Vec<&Standing> = all.iter().collect();
            let whole = groups.len() as u64;
            let keys = |standing: &&Standing| {
                let mut own = groups[standing.student.0 as usize].clone();
                own.dedup();
                own
            };
            let shares = by(&all, keys, 10);
            for count in shares.values().filter_map(|share| share.students) {
                prop_assert!(count >= 10 && (count == whole || whole - count >= 10), "{} of {}", count, whole);
            }
        }
    }

    proptest! {
        #[test]
        fn no_small_count_can_be_found_from_the_sum(counts in prop::collection::vec(1u64..30, 0..8)) {
            let kept = shown(&counts, 10);
            let hidden: Vec<u64> = counts.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).map(|(&count, _)| count).collect();
            prop_assert!(kept.iter().flatten().all(|&count| count >= 10));
            prop_assert!(hidden.is_empty() || hidden.len() == counts.len() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= 10));
        }
    }

    #[test]
    fn a_group_that_is_nearly_everyone_tells_of_the_others() {
        let all: Vec<Standing> = (0..40).map(|at| standing(at, State::OnTime)).collect();
        let all: Vec<&Standing> = all.iter().collect();
        // 35 of 40 leave five: the number of the group would give them away.
        let key = |standing: &&Standing| if standing.student.0 < 35 { vec!["most"] } else { Vec::new() };
        assert_eq!(by(&all, key, 10)["most"], Share::default());
        assert_eq!(by(&all, key, 0)["most"].students, Some(35));
    }
}
