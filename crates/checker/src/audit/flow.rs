//! Which groups of sections can't be staffed: maximum flow of load from groups to teachers.

use std::collections::{BTreeSet, VecDeque};

/// Sections that the same teachers may teach.
pub(super) struct Group {
    /// Load of all its sections.
    pub(super) load: u64,
    /// Teachers by position, each with the most load of this group that the teacher may take.
    pub(super) teachers: Vec<(usize, u64)>,
}

/// Groups whose load exceeds what their teachers can carry for them.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shortage {
    /// Groups by position.
    pub(super) groups: BTreeSet<usize>,
    /// Teachers by position.
    pub(super) teachers: BTreeSet<usize>,
    /// Load of the groups.
    pub(super) load: u64,
    /// The most of it that can be carried.
    pub(super) carried: u64,
}

/// All shortages, each the set of groups that share the blame for one group left short; none twice.
/// Shortest augmenting paths: O(edges² · groups) at worst.
pub(super) fn shortages(groups: &[Group], most: &[u64]) -> Vec<Shortage> {
    let mut of_teacher: Vec<Vec<Step>> = vec![Vec::new(); most.len()];
    for (at, group) in groups.iter().enumerate() {
        for (edge, &(teacher, _)) in group.teachers.iter().enumerate() {
            of_teacher[teacher].push((at, edge));
        }
    }
    let flow = groups.iter().map(|group| vec![0; group.teachers.len()]).collect();
    let mut network = Network { groups, of_teacher, left: most.to_vec(), flow };
    let mut short = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let mut need = group.load;
        while need > 0 {
            let pushed = network.augment(at, need);
            if pushed == 0 {
                break;
            }
            need -= pushed;
        }
        if need > 0 {
            short.push(at);
        }
    }
    let found: BTreeSet<Shortage> = short.into_iter().map(|at| network.shortage(at, most)).collect();
    found.into_iter().collect()
}

struct Network<'a> {
    groups: &'a [Group],
    /// The edges that lead to each teacher.
    of_teacher: Vec<Vec<Step>>,
    /// Load each teacher can still take.
    left: Vec<u64>,
    /// Load each group gives to each of its teachers.
    flow: Vec<Vec<u64>>,
}

/// A group and one of its edges.
type Step = (usize, usize);

impl Network<'_> {
    /// What a group can reach by shifting load, up to the first teacher with load to spare: for each teacher
    /// the edge it was reached by, for each group the edge along which it gives up load, and that teacher.
    fn explore(&self, from: usize) -> (Vec<Option<Step>>, Vec<Option<Step>>, Option<usize>) {
        let mut by_teacher: Vec<Option<Step>> = vec![None; self.left.len()];
        let mut by_group: Vec<Option<Step>> = vec![None; self.groups.len()];
        let mut seen = vec![false; self.groups.len()];
        seen[from] = true;
        let mut queue = VecDeque::from([from]);
        while let Some(group) = queue.pop_front() {
            for (edge, &(teacher, cap)) in self.groups[group].teachers.iter().enumerate() {
                if by_teacher[teacher].is_some() || self.flow[group][edge] >= cap {
                    continue;
                }
                by_teacher[teacher] = Some((group, edge));
                if self.left[teacher] > 0 {
                    return (by_teacher, by_group, Some(teacher));
                }
                for &(other, back) in &self.of_teacher[teacher] {
                    if !seen[other] && self.flow[other][back] > 0 {
                        seen[other] = true;
                        by_group[other] = Some((other, back));
                        queue.push_back(other);
                    }
                }
            }
        }
        (by_teacher, by_group, None)
    }

    /// Places up to `need` more load of a group along one shortest path; how much was placed.
    fn augment(&mut self, from: usize, need: u64) -> u64 {
        let (by_teacher, by_group, Some(last)) = self.explore(from) else { return 0 };
        let mut path = Vec::new();
        let mut teacher = last;
        let mut amount = need.min(self.left[last]);
        while let Some((group, edge)) = by_teacher[teacher] {
            amount = amount.min(self.groups[group].teachers[edge].1 - self.flow[group][edge]);
            let back = by_group[group];
            path.push(((group, edge), back));
            let Some((_, back)) = back else { break };
            amount = amount.min(self.flow[group][back]);
            teacher = self.groups[group].teachers[back].0;
        }
        for ((group, edge), back) in path {
            self.flow[group][edge] += amount;
            if let Some((_, back)) = back {
                self.flow[group][back] -= amount;
            }
        }
        self.left[last] -= amount;
        amount
    }

    /// The cut behind a group left short: all it can reach is full.
    fn shortage(&self, from: usize, most: &[u64]) -> Shortage {
        let (by_teacher, by_group, _) = self.explore(from);
        let groups: BTreeSet<usize> =
            by_group.iter().enumerate().filter(|(_, step)| step.is_some()).map(|(at, _)| at).chain([from]).collect();
        let teachers: BTreeSet<usize> = by_teacher.iter().enumerate().filter(|(_, step)| step.is_some()).map(|(at, _)| at).collect();
        let load = groups.iter().map(|&at| self.groups[at].load).sum();
        let inside: u64 = teachers.iter().map(|&at| most[at]).sum();
        let limited: u64 = groups
            .iter()
            .flat_map(|&at| &self.groups[at].teachers)
            .filter(|(teacher, _)| !teachers.contains(teacher))
            .map(|(_, cap)| cap)
            .sum();
        Shortage { groups, teachers, load, carried: inside + limited }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(load: u64, teachers: &[(usize, u64)]) -> Group {
        Group { load, teachers: teachers.to_vec() }
    }

    #[test]
    fn names_the_courses_that_share_too_few_teachers() {
        // Two courses share one teacher who can carry 5; a third has a teacher of its own.
        let groups = [group(3, &[(0, 9)]), group(3, &[(0, 9)]), group(2, &[(1, 9)])];
        let found = shortages(&groups, &[5, 2]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].groups.iter().copied().collect::<Vec<_>>(), found[0].load, found[0].carried), (vec![0, 1], 6, 5));
    }

    #[test]
    fn a_limit_on_one_course_counts() {
        let found = shortages(&[group(3, &[(0, 2)])], &[5]);
        assert_eq!((found[0].load, found[0].carried, found[0].teachers.len()), (3, 2, 0));
    }

    /// Whether whole units can be given out, by trying every way.
    fn possible(groups: &[Group], left: &mut Vec<u64>, at: usize, edge: usize, need: u64) -> bool {
        let Some(group) = groups.get(at) else { return true };
        if need == 0 {
            return possible(groups, left, at + 1, 0, groups.get(at + 1).map_or(0, |next| next.load));
        }
        let Some(&(teacher, cap)) = group.teachers.get(edge) else { return false };
        (0..=need.min(cap).min(left[teacher])).any(|amount| {
            left[teacher] -= amount;
            let found = possible(groups, left, at, edge + 1, need - amount);
            left[teacher] += amount;
            found
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn a_shortage_is_found_exactly_when_there_is_one(
            loads in proptest::collection::vec(0u64..5, 1..4),
            caps in proptest::collection::vec(0u64..4, 9),
            most in proptest::collection::vec(0u64..6, 3),
        ) {
            let groups: Vec<Group> = loads.iter().enumerate()
                .map(|(at, &load)| group(load, &(0..3).map(|t| (t, caps[at * 3 + t])).collect::<Vec<_>>()))
                .collect();
            let found = shortages(&groups, &most);
            prop_assert_eq!(found.is_empty(), possible(&groups, &mut most.clone(), 0, 0, groups[0].load));
            for shortage in found {
                prop_assert!(shortage.load > shortage.carried);
            }
        }
    }
}
