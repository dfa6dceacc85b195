//! Can one person hold a set of courses, each at one of its times? And if not, which smallest part of them
//! can't be held already?

use mortarboard_model::time::AtomSet;
use std::collections::BTreeSet;

/// The times at which a course can be had.
type Offer = Vec<AtomSet>;

/// Courses that take part in sets.
const MOST: usize = 12;

/// Whether there is a time for each of some offers so that no two overlap: all reachable sets of occupied atoms, offer
/// by offer. An offer is the times at which a course can be had.
///
/// ```
/// use mortarboard_graduation::can_hold;
/// use mortarboard_model::time::AtomSet;
/// let (first, second) = (AtomSet::of(0), AtomSet::of(1));
/// assert!(can_hold(&[&vec![first], &vec![first, second]]));
/// assert!(!can_hold(&[&vec![first], &vec![first]]));
/// ```
pub fn can_hold(offers: &[&Offer]) -> bool {
    let mut order: Vec<&Offer> = offers.to_vec();
    order.sort_by_key(|offer| offer.len());
    let mut occupied = BTreeSet::from([AtomSet::default()]);
    for offer in order {
        let held =
            |&taken: &AtomSet| offer.iter().filter(move |time| !time.meets(taken)).map(move |&time| taken | time).collect::<Vec<_>>();
        occupied = occupied.iter().flat_map(held).collect();
        if occupied.is_empty() {
            return false;
        }
    }
    true
}

/// The positions of a set of offers that can't be held together, with as few of them as there can be; none when
/// all can be held. Of equally small sets, the first by position. Offers beyond the twelfth take part in no set but that
/// of all, so that at most 2^12 sets are looked at.
///
/// ```
/// use mortarboard_graduation::smallest_clash;
/// use mortarboard_model::time::AtomSet;
/// let (first, second) = (AtomSet::of(0), AtomSet::of(1));
/// assert_eq!(smallest_clash(&[vec![first], vec![second], vec![first]]), Some(vec![0, 2]));
/// assert_eq!(smallest_clash(&[vec![first], vec![first, second]]), None);
/// ```
pub fn smallest_clash(offers: &[Offer]) -> Option<Vec<usize>> {
    if can_hold(&offers.iter().collect::<Vec<_>>()) {
        return None;
    }
    let count = offers.len().min(MOST);
    let mut sets: Vec<u32> = (1_u32..1 << count).collect();
    // Reversed bits are compared downwards, so that sets with the first positions come first.
    sets.sort_by(|a, b| a.count_ones().cmp(&b.count_ones()).then_with(|| b.reverse_bits().cmp(&a.reverse_bits())));
    let members = |set: u32| (0..count).filter(move |at| set >> at & 1 == 1);
    sets.into_iter()
        .map(|set| members(set).collect::<Vec<usize>>())
        .find(|set| !can_hold(&set.iter().map(|&at| &offers[at]).collect::<Vec<_>>()))
        // More courses than take part in sets: all of them together are the answer.
        .or_else(|| Some((0..offers.len()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn offer(times: &[u8]) -> Offer {
        times
            .iter()
            .map(|&bits| (0..8).filter(|at| bits >> at & 1 == 1).fold(AtomSet::default(), |set, at| set | AtomSet::of(at)))
            .collect()
    }

    /// Whether some choice of times has no two that overlap, by trying all of them.
    fn by_trial(offers: &[Vec<u8>]) -> bool {
        fn choose(offers: &[Vec<u8>], taken: u8) -> bool {
            let Some((first, rest)) = offers.split_first() else { return true };
            first.iter().any(|&time| time & taken == 0 && choose(rest, taken | time))
        }
        choose(offers, 0)
    }

    proptest! {
        #[test]
        fn a_clash_is_sufficient_and_no_smaller_set_clashes(
            offers in prop::collection::vec(prop::collection::vec(prop_oneof![1u8..=15, (0u32..4).prop_map(|at| 1 << at)], 0..3), 0..6)
        ) {
            let found = smallest_clash(&offers.iter().map(|times| offer(times)).collect::<Vec<_>>());
            prop_assert_eq!(found.is_none(), by_trial(&offers));
            let Some(clash) = found else { return Ok(()) };
            let part: Vec<Vec<u8>> = clash.iter().map(|&at| offers[at].clone()).collect();
            prop_assert!(!by_trial(&part), "the set is possible");
            for set in 0u32..1 << offers.len() {
                if (set.count_ones() as usize) < clash.len() {
                    let part: Vec<Vec<u8>> = (0..offers.len()).filter(|at| set >> at & 1 == 1).map(|at| offers[at].clone()).collect();
                    prop_assert!(by_trial(&part), "a smaller set clashes: {:b}", set);
                }
            }
        }
    }
}
