//! Prices of seats, from a flow: requests into seats, each student within what one's own week holds.
//!
//! The network has an arc for each request, from the student to the course or, where seats are no matter, past it. A
//! student is a chain of nodes, one for each level that the student asks on: all requests pass the first, those of the
//! better levels go on to the next, and so on, each arc with what the week holds of the levels behind it. The greatest
//! worth of a flow is found by the primal-dual method: potentials by Dijkstra's algorithm, then as much flow as arcs
//! without reduced cost take, by Dinic's. Worths are lexicographic; the method needs no more of them than that they can be
//! added and compared; where all fit, the levels are put into one number, which takes less time than three. By duality the price of
//! a seat is how far the potential of its course lies below that of the sink.

mod cost;
mod network;

use super::Worth;
use cost::{Cost, Scale};
use network::Network;

/// Arcs looked at in all, after which the prices are left as they are: some bound follows from any. Weights would have to
/// be of hundreds of kinds in a large school.
const MOST_STEPS: u64 = 200_000_000;

/// What a student asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Asker {
    /// The most that the student can hold: critical requests; critical and required ones; all.
    pub(super) most: [u64; 3],
    /// Each request: the position of its course, if seats matter there, its level as a position in `most`, and its worth.
    pub(super) asks: Vec<(Option<usize>, usize, Worth)>,
}

/// The prices of one seat of each course, and the worth of the greatest flow.
///
/// With C students and courses and E requests, each round takes O(E · log C) for the potentials and O(E · √E), mostly far
/// less, for the flow. There are as many rounds as worths of augmenting paths: a few where most weights are 1.
pub(super) fn prices(askers: &[Asker], seats: &[u64]) -> (Vec<Worth>, Worth) {
    let scale = Scale::of(askers.iter().flat_map(|asker| &asker.asks).map(|&(.., worth)| worth));
    match (scale.fits::<i64>(), scale.fits::<i128>()) {
        (true, _) => priced::<i64>(askers, seats, &scale),
        (_, true) => priced::<i128>(askers, seats, &scale),
        _ => priced::<Worth>(askers, seats, &scale),
    }
}

fn priced<C: Cost>(askers: &[Asker], seats: &[u64], scale: &Scale) -> (Vec<Worth>, Worth) {
    let mut network = Network::<C>::new(askers, seats, scale);
    let mut steps = 0;
    while steps < MOST_STEPS {
        network.near(&mut steps);
        if network.at_end() {
            break;
        }
        while network.layers(&mut steps) {
            network.fill(&mut steps);
        }
    }
    (network.prices().map(|price| scale.worth(price).max([0; 3])).collect(), network.worth(scale))
}

/// The difference on each level.
pub(super) fn minus(a: Worth, b: Worth) -> Worth {
    std::array::from_fn(|level| a[level].saturating_sub(b[level]))
}
