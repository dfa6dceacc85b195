//! The best choice of times for one person: one time for each wish, no two overlapping.
//!
//! Where every time is a single atom this is a matching of wishes to atoms, solved by augmenting paths:
//! the sets of wishes that can be matched form a matroid, so taking wishes by descending worth is exact.
//! Otherwise it is a dynamic program over sets of occupied atoms: after each wish, the reachable sets
//! with the best worth of each; dominated ones are dropped.

use mortarboard_model::time::{AtomSet, MOST_ATOMS};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Worth on three levels, compared lexicographically.
pub(crate) type Worth = [i64; 3];

/// Something wished for, and the times at which it can be had.
#[derive(Debug)]
pub(crate) struct Wish<'a> {
    /// Times, none a superset of another; empty when it can't be had at all.
    pub(crate) times: Cow<'a, [AtomSet]>,
    /// What it is worth: not less than nothing, the levels compared in turn.
    pub(crate) worth: Worth,
}

/// Wishes for one thing several times over, of which only some choices go together.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Each way to have some of them: the atoms that are occupied, and what is had.
    pub(crate) ways: Vec<(AtomSet, Worth)>,
    /// The most of any way: not less than nothing.
    pub(crate) most: Worth,
    /// Whether these are all the ways there are; otherwise nothing is known of them but their worth.
    pub(crate) all: bool,
}

/// The best total worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Best {
    /// The total; an upper bound of it when not exact.
    pub(crate) worth: Worth,
    /// Whether it can be reached.
    pub(crate) exact: bool,
}

/// Sets kept after each wish in the first pass, which nearly always reaches the upper bound.
const FEW: usize = 4;
/// Sets kept after each wish in the quick pass.
const NARROW: usize = 48;
/// Sets kept after each wish in the full pass; beyond it the answer may be an upper bound only.
const WIDE: usize = 4_096;
/// Sets among which dominated ones are looked for; the search is quadratic.
const COMPARED: usize = 384;
/// Sets formed in all before the full pass settles for an upper bound.
const MOST_STEPS: usize = 300_000;

/// Drops repeated times and those that hold another time: whoever could take the larger could take the
/// smaller. O(times²).
pub(crate) fn smallest(mut times: Vec<AtomSet>) -> Vec<AtomSet> {
    times.sort_unstable_by_key(|&set| (set.len(), set));
    times.dedup();
    let mut kept: Vec<AtomSet> = Vec::new();
    for set in times {
        if !kept.iter().any(|&small| within(small, set)) {
            kept.push(set);
        }
    }
    kept
}

/// Whether every atom of the first set is in the second.
pub(crate) fn within(small: AtomSet, large: AtomSet) -> bool {
    small.0.iter().zip(large.0).all(|(&a, b)| a & !b == 0)
}

/// The sum on each level.
pub(crate) fn add(a: Worth, b: Worth) -> Worth {
    std::array::from_fn(|level| a[level].saturating_add(b[level]))
}

/// The best worth of wishes that can be had together. O(wishes² · atoms) when every time is one atom;
/// otherwise at most [`MOST_STEPS`] set unions, after which the answer is an upper bound and says so.
pub(crate) fn best(wishes: &[Wish<'_>], groups: &[Group]) -> Best {
    best_within(wishes, groups, NARROW, WIDE)
}

fn best_within(wishes: &[Wish<'_>], groups: &[Group], narrow: usize, wide: usize) -> Best {
    let upper = matched(wishes);
    if groups.is_empty() && wishes.iter().all(|wish| wish.times.iter().all(|time| time.len() == 1)) {
        return Best { worth: upper, exact: true };
    }
    let upper = groups.iter().fold(upper.min(fitting(wishes)), |sum, group| add(sum, group.most));
    if groups.iter().any(|group| !group.all) {
        return Best { worth: upper, exact: false };
    }
    let single = wishes.iter().filter(|wish| !wish.times.is_empty()).map(Step::Wish);
    let mut order: Vec<Step<'_>> = single.chain(groups.iter().map(Step::Group)).collect();
    order.sort_by_key(Step::len);
    let first = sweep(&order, FEW.min(narrow), [-1, 0, 0]);
    if first.found == upper || !first.cut {
        return Best { worth: first.found, exact: true };
    }
    let quick = sweep(&order, narrow, [-1, 0, 0]);
    if quick.found == upper || !quick.cut {
        return Best { worth: quick.found, exact: true };
    }
    let full = sweep(&order, wide, quick.found);
    let bound = full.bound.min(upper);
    Best { worth: bound, exact: bound == full.found }
}

/// The worth when every wish takes just one atom of one of its times: an upper bound in general, exact
/// when every time is one atom.
fn matched(wishes: &[Wish<'_>]) -> Worth {
    let mut order: Vec<(Worth, AtomSet)> =
        wishes.iter().map(|wish| (wish.worth, wish.times.iter().fold(AtomSet::default(), |all, &time| all | time))).collect();
    order.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    let mut owner = [usize::MAX; MOST_ATOMS];
    let mut total = [0; 3];
    for at in 0..order.len() {
        if augment(&order, at, &mut owner, &mut AtomSet::default()) {
            total = add(total, order[at].0);
        }
    }
    total
}

/// The worth of as many wishes, the best ones, as could fit by their lengths into all the time there is: an upper bound.
fn fitting(wishes: &[Wish<'_>]) -> Worth {
    let wishes = || wishes.iter().filter(|wish| !wish.times.is_empty());
    let all = wishes().flat_map(|wish| wish.times.iter()).fold(AtomSet::default(), |all, &time| all | time);
    let mut lengths: Vec<u32> = wishes().filter_map(|wish| wish.times.iter().map(|time| time.len()).min()).collect();
    lengths.sort_unstable();
    let mut room = all.len();
    let fit = lengths.iter().take_while(|&&length| {
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let most = fit.count();
    let mut worths: Vec<Worth> = wishes().map(|wish| wish.worth).collect();
    worths.sort_unstable_by_key(|&worth| std::cmp::Reverse(worth));
    worths.into_iter().take(most).fold([0; 3], add)
}

/// Finds an atom for a wish, moving earlier wishes to other atoms where needed. The recursion is as deep
/// as there are atoms, at most.
fn augment(wishes: &[(Worth, AtomSet)], at: usize, owner: &mut [usize; MOST_ATOMS], seen: &mut AtomSet) -> bool {
    for word in 0..wishes[at].1.0.len() {
        loop {
            let open = wishes[at].1.0[word] & !seen.0[word];
            if open == 0 {
                break;
            }
            let bit = open.trailing_zeros() as usize;
            seen.0[word] |= 1 << bit;
            let atom = word * 64 + bit;
            if owner[atom] == usize::MAX || augment(wishes, owner[atom], owner, seen) {
                owner[atom] = at;
                return true;
            }
        }
    }
    false
}

/// What the dynamic program takes in next.
#[derive(Clone, Copy)]
enum Step<'a> {
    Wish(&'a Wish<'a>),
    Group(&'a Group),
}

impl Step<'_> {
    fn len(&self) -> usize {
        match self {
            Step::Wish(wish) => wish.times.len(),
            Step::Group(group) => group.ways.len(),
        }
    }

    fn most(&self) -> Worth {
        match self {
            Step::Wish(wish) => wish.worth,
            Step::Group(group) => group.most,
        }
    }

    fn each(&self, mut look: impl FnMut(AtomSet, Worth)) {
        match self {
            Step::Wish(wish) => wish.times.iter().for_each(|&time| look(time, wish.worth)),
            Step::Group(group) => group.ways.iter().for_each(|&(time, worth)| look(time, worth)),
        }
    }
}

struct Sweep {
    /// Best worth reached.
    found: Worth,
    /// Nothing is worth more than this.
    bound: Worth,
    /// Whether any set was dropped for want of room.
    cut: bool,
}

/// The dynamic program. Sets that can't beat `floor` are dropped; so are those beyond `room`, and then
/// the bound covers what they might have become.
fn sweep(order: &[Step<'_>], room: usize, floor: Worth) -> Sweep {
    let mut left = order.iter().fold([0; 3], |sum, step| add(sum, step.most()));
    let mut states: Vec<(AtomSet, Worth)> = vec![(AtomSet::default(), [0; 3])];
    let mut missed: Option<Worth> = None;
    let mut steps = 0;
    for step in order {
        let (all, own) = (left, step.most());
        left = std::array::from_fn(|level| left[level] - own[level]);
        let mut next: BTreeMap<AtomSet, Worth> = BTreeMap::new();
        for &(used, worth) in &states {
            if steps > MOST_STEPS {
                missed = missed.max(Some(add(worth, all)));
                continue;
            }
            let mut reach = |set: AtomSet, worth: Worth| {
                if add(worth, left) > floor {
                    let have = next.entry(set).or_insert(worth);
                    *have = worth.max(*have);
                }
            };
            reach(used, worth);
            step.each(|time, more| {
                if !time.meets(used) {
                    steps += 1;
                    reach(used | time, add(worth, more));
                }
            });
        }
        states = next.into_iter().collect();
        // Worth most and occupying least first; ties by the set itself, so that runs agree.
        states.sort_unstable_by_key(|&(set, worth)| (std::cmp::Reverse(worth), set.len(), set));
        if states.len() <= COMPARED {
            drop_dominated(&mut states);
        }
        if let Some(&(_, worth)) = states.get(room) {
            missed = missed.max(Some(add(worth, left)));
            states.truncate(room);
        }
    }
    let found = states.iter().map(|&(_, worth)| worth).max().unwrap_or(floor).max(floor);
    Sweep { found, bound: missed.map_or(found, |missed| missed.max(found)), cut: missed.is_some() }
}

/// Drops sets for which another set is worth at least as much and occupies no more.
fn drop_dominated(states: &mut Vec<(AtomSet, Worth)>) {
    let mut kept: Vec<(AtomSet, Worth)> = Vec::with_capacity(states.len());
    for &(set, worth) in states.iter() {
        // Sorted by descending worth, so only the sets have to be compared.
        if !kept.iter().any(|&(small, _)| within(small, set)) {
            kept.push((set, worth));
        }
    }
    *states = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Tries every choice.
    fn all_choices(wishes: &[Wish<'_>], groups: &[Group], used: AtomSet) -> Worth {
        let Some((first, rest)) = wishes.split_first() else {
            let Some((first, rest)) = groups.split_first() else { return [0; 3] };
            let with = first.ways.iter().filter(|(time, _)| !time.meets(used));
            let with = with.map(|&(time, worth)| add(worth, all_choices(&[], rest, used | time)));
            return with.max().unwrap_or([0; 3]).max(all_choices(&[], rest, used));
        };
        let with =
            first.times.iter().filter(|time| !time.meets(used)).map(|&time| add(first.worth, all_choices(rest, groups, used | time)));
        with.max().unwrap_or([0; 3]).max(all_choices(rest, groups, used))
    }

    fn groups() -> impl Strategy<Value = Vec<Group>> {
        let way = (1u64..64, 0i64..2, -2i64..3, -2i64..4).prop_map(|(mask, a, b, c)| (AtomSet([mask, 0, 0, 0]), [a, b, c].max([0; 3])));
        let group = proptest::collection::vec(way, 0..4).prop_map(|ways| {
            let most = ways.iter().map(|&(_, worth)| worth).max().unwrap_or([0; 3]);
            Group { ways, most, all: true }
        });
        proptest::collection::vec(group, 0..3)
    }

    fn wishes() -> impl Strategy<Value = Vec<Wish<'static>>> {
        let atoms = |mask: u64| AtomSet([mask, 0, 0, 0]);
        let times = proptest::collection::vec(1u64..64, 0..5);
        let wish = (times, 0i64..2, -2i64..3, -2i64..4).prop_map(move |(masks, a, b, c)| Wish {
            times: Cow::Owned(smallest(masks.into_iter().map(atoms).collect())),
            worth: [a, b, c].max([0; 3]),
        });
        proptest::collection::vec(wish, 0..7)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn equals_the_best_of_all_choices(wishes in wishes(), groups in groups()) {
            let truth = all_choices(&wishes, &groups, AtomSet::default());
            prop_assert_eq!(best(&wishes, &groups), Best { worth: truth, exact: true });
        }

        /// With room for almost nothing the answer is still a bound, and exact when it says so.
        #[test]
        fn is_a_bound_however_little_room(wishes in wishes(), groups in groups(), narrow in 1usize..3, wide in 1usize..4) {
            let truth = all_choices(&wishes, &groups, AtomSet::default());
            let found = best_within(&wishes, &groups, narrow, wide);
            prop_assert!(found.worth >= truth);
            prop_assert!(!found.exact || found.worth == truth);
        }
    }

    #[test]
    fn says_when_it_is_only_a_bound() {
        // Six wishes for one atom and another of three: one can be had, and a sweep with room for one set can't know.
        let times: Vec<AtomSet> = [3, 5, 9].map(|mask| AtomSet([mask, 0, 0, 0])).to_vec();
        let six: Vec<Wish<'_>> = (0..6).map(|n| Wish { times: Cow::Borrowed(&times), worth: [1 + n, 0, 0] }).collect();
        let found = best_within(&six, &[], 1, 1);
        assert!(!found.exact && found.worth > [6, 0, 0]);
        assert_eq!(best(&six, &[]), Best { worth: [6, 0, 0], exact: true });
    }
}
