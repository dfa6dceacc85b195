//! Sets of failures that are known to be borne.

/// Sets of courses, by position, that may be failed together.
///
/// A route that bears a set bears every smaller one from which only *steady* courses are missing: those that, passed
/// instead of failed, never do harm.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    courses: usize,
    steady: u32,
    sets: Vec<u32>,
}

impl Cover {
    /// Nothing known, and no course steady.
    pub(super) fn new(courses: usize) -> Self {
        Cover { courses, ..Cover::default() }
    }

    pub(super) fn set_steady(&mut self, at: usize, steady: bool) {
        self.steady |= word(&[at]) * u32::from(steady);
    }

    /// Notes that a set is borne.
    pub(super) fn add(&mut self, set: &[usize]) {
        self.sets.push(word(set));
    }

    /// Whether a set is known to be borne.
    pub(super) fn covers(&self, set: &[usize]) -> bool {
        let own = if self.sets.is_empty() { 0 } else { word(set) };
        self.sets.iter().any(|&known| own & !known == 0 && known & !own & !self.steady == 0)
    }

    /// All sets of so many courses, in order.
    pub(super) fn open(&self, count: usize) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..count {
            let from = |set: &Vec<usize>| set.last().map_or(0, |last| last + 1);
            let longer = |set: Vec<usize>| (from(&set)..self.courses).map(move |at| [&set[..], &[at]].concat());
            all = all.into_iter().flat_map(longer).collect();
        }
        all
    }

    /// The steady course with which a set covers most of those that are open; none where nothing more is gained.
    pub(super) fn widest(&self, set: &[usize], open: &[Vec<usize>]) -> Option<usize> {
        let own = word(set);
        let open: Vec<u32> = open.iter().map(|set| word(set)).collect();
        let gain = |at: usize| {
            let wider = own | word(&[at]);
            // Those count as well that lack one course more: another step may cover them.
            let missing = |open: &&u32| (*open & !wider).count_ones();
            (open.iter().filter(|open| missing(open) == 0).count(), open.iter().filter(|open| missing(open) == 1).count())
        };
        let others = (0..self.courses).filter(|&at| word(&[at]) & self.steady & !own != 0);
        others.map(|at| (gain(at), std::cmp::Reverse(at))).max().map(|(_, std::cmp::Reverse(at))| at)
    }
}

/// A set as a word; positions beyond it do not occur where sets are kept.
fn word(set: &[usize]) -> u32 {
    set.iter().filter(|&&at| at < 32).fold(0, |word, &at| word | 1 << at)
}
