//! What is asked of the search for one student's sections.

/// Partial assignments looked at before the best one so far is taken, where nothing else is said. Real students need
/// tens.
pub(super) const MOST_NODES: u32 = 20_000;

/// What is asked of the search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    /// Only what is worth more is an answer.
    pub(crate) floor: i64,
    /// An answer worth so much ends the search.
    pub(crate) enough: i64,
    /// Worth is multiplied by this.
    pub(crate) scale: i64,
    /// Whether alternates are weighed against each other and against all else. Otherwise the floor and the best are of
    /// the other requests, and alternates take what the best leaves: to prove that no choice of as much worth leaves room
    /// for one more takes ten times as long.
    pub(crate) whole: bool,
    /// Partial assignments to look at.
    pub(crate) nodes: u32,
}

impl Ask {
    /// For more than this, alternates aside.
    pub(crate) fn above(floor: i64) -> Self {
        Ask { floor, enough: i64::MAX, scale: 1, whole: false, nodes: MOST_NODES }
    }
}
