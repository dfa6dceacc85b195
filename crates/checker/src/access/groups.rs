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

/// Shares by key. A standing may have several keys, or none. Groups of fewer than `least` are left out, and
/// with a single one of them the next smallest.
pub(super) fn by<K: Ord + Clone>(standings: &[&Standing], keys: impl Fn(&&Standing) -> Vec<K>, least: u64) -> BTreeMap<K, Share> {
    let mut lines: BTreeMap<K, Line> = BTreeMap::new();
    for standing in standings {
        for key in keys(standing) {
            lines.entry(key).or_default().add(standing.state);
        }
    }
    let mut sizes: Vec<(u64, K)> = lines.iter().map(|(key, line)| (line.students(), key.clone())).collect();
    sizes.sort();
    let small = sizes.iter().take_while(|(size, _)| *size < least).count();
    let hidden = if small == 1 { 2 } else { small };
    let hidden: Vec<&K> = sizes.iter().take(hidden).map(|(_, key)| key).collect();
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
            // One hidden group alone would be the whole less the others, unless it is the only group there is.
            prop_assert!(hidden.len() != 1 || shares.len() == 1, "{:?}", hidden);
            let shown: u64 = shares.values().filter_map(|share| share.students).sum();
            prop_assert_eq!(shown + hidden.iter().sum::<u64>(), groups.len() as u64);
        }
    }
}
