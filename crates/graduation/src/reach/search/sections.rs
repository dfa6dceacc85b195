//! Sections of the school's own year, no two of which meet at once.

use super::standing::Standing;
use mortarboard_model::SectionId;
use mortarboard_model::time::AtomSet;

/// Buffers for the choice of sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Day {
    /// Times of each course, fewest first, each with a section.
    times: Vec<Vec<(AtomSet, SectionId)>>,
    /// By depth, the sets of atoms from which no choice follows.
    dead: Vec<Vec<AtomSet>>,
}

impl Day {
    /// A section for each course in its set of terms, or one for each of several, in the order given; none when there is no such choice.
    ///
    /// Exact: depth first over the courses with fewest times first, each set of atoms tried once for each
    /// course. Courses whose sections all meet at one of a few times stay cheap, since equal times count once.
    pub(super) fn choose(&mut self, standing: &Standing<'_>, courses: &[(usize, usize)]) -> Option<Vec<SectionId>> {
        let courses = &singles(standing, courses.iter().copied())[..];
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(courses.len());
        self.times.resize_with(courses.len().max(self.times.len()), Vec::new);
        for (at, &(course, span)) in courses.iter().enumerate() {
            let times = &mut self.times[at];
            times.clear();
            for placed in standing.sections_of(course) {
                if placed.span == span && !times.iter().any(|(atoms, _)| *atoms == placed.atoms) {
                    times.push((placed.atoms, placed.section));
                }
            }
            order.push((times.len(), at));
        }
        order.sort_unstable();
        self.dead.resize_with(order.len().max(self.dead.len()), Vec::new);
        self.dead.iter_mut().for_each(Vec::clear);
        let mut chosen = vec![SectionId(0); courses.len()];
        self.place(&order, 0, AtomSet::default(), &mut chosen).then_some(chosen)
    }

    /// Places the courses from one position of the order on. As deep as there are courses.
    fn place(&mut self, order: &[(usize, usize)], at: usize, taken: AtomSet, chosen: &mut [SectionId]) -> bool {
        let Some(&(_, course)) = order.get(at) else { return true };
        if self.dead[at].binary_search(&taken).is_ok() {
            return false;
        }
        for time in 0..self.times[course].len() {
            let (atoms, section) = self.times[course][time];
            if !atoms.meets(taken) {
                chosen[course] = section;
                if self.place(order, at + 1, taken | atoms, chosen) {
                    return true;
                }
            }
        }
        if let Err(place) = self.dead[at].binary_search(&taken) {
            self.dead[at].insert(place, taken);
        }
        false
    }
}

/// Each way to take a course as the single takes of which it consists.
fn singles(standing: &Standing<'_>, courses: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (course, span) in courses {
        match standing.tables.times.offers[course].spans[span].parts.as_slice() {
            [] => all.push((course, span)),
            parts => all.extend(parts.iter().map(|&part| (course, part))),
        }
    }
    all
}

/// Most sets of atoms that are kept at once.
const MOST_SETS: usize = 65_536;

/// The sets of atoms that courses may fill together, each in its set of terms; none when there are too many.
pub(super) fn fillings(standing: &Standing<'_>, courses: impl Iterator<Item = (usize, usize)>) -> Option<Vec<AtomSet>> {
    let mut sets = vec![AtomSet::default()];
    for (course, span) in singles(standing, courses) {
        let mut next: Vec<AtomSet> = Vec::new();
        for placed in standing.sections_of(course).filter(|placed| placed.span == span) {
            next.extend(sets.iter().filter(|set| !set.meets(placed.atoms)).map(|&set| set | placed.atoms));
        }
        next.sort_unstable();
        next.dedup();
        if next.len() > MOST_SETS {
            return None;
        }
        sets = next;
    }
    Some(sets)
}
