//! Prices of seats, from a flow: requests into seats, each student within what one's own week holds.
//!
//! The network has an arc for each request, from the student to the course or, where seats are no matter, past it. A
//! student is a chain of nodes, one for each level that the student asks on: all requests pass the first, those of the
//! better levels go on to the next, and so on, each arc with what the week holds of the levels behind it. The greatest
//! worth of a flow is found by the primal-dual method: potentials by Dijkstra's algorithm, then as much flow as arcs
//! without reduced cost take, by Dinic's. Worths are lexicographic; the method needs no more of them than that they can be
//! added and compared. By duality the price of a seat is how far the potential of its course lies below that of the sink.

use super::Worth;
use crate::day::add;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

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
    let mut network = Network::new(askers, seats);
    let mut steps = 0;
    while steps < MOST_STEPS {
        network.near(&mut steps);
        if network.height[network.sink] >= [0; 3] {
            break;
        }
        while network.layers(&mut steps) {
            network.fill(&mut steps);
        }
    }
    let sink = network.height[network.sink];
    let courses = network.sink - seats.len()..network.sink;
    let prices = courses.map(|course| minus(sink, network.height[course]).max([0; 3]));
    (prices.collect(), network.worth())
}

/// The difference on each level.
pub(super) fn minus(a: Worth, b: Worth) -> Worth {
    std::array::from_fn(|level| a[level].saturating_sub(b[level]))
}

const NONE: usize = usize::MAX;
const SOURCE: usize = 0;

/// Arcs come in pairs: an arc at an even place, and the way back after it. Every arc leads from a lower node to a higher.
struct Network {
    /// First arc out of each node.
    first: Vec<usize>,
    /// Next arc out of the same node.
    next: Vec<usize>,
    to: Vec<usize>,
    left: Vec<u64>,
    /// What a unit costs, by pair: the worth of a request, negative.
    cost: Vec<Worth>,
    sink: usize,
    /// Potentials: no arc with room leads down by more than its cost.
    height: Vec<Worth>,
    /// Of each node: arcs from the source, over arcs that lie at their cost.
    layer: Vec<u32>,
    /// The arc that is looked at next.
    at: Vec<usize>,
}

impl Network {
    fn new(askers: &[Asker], seats: &[u64]) -> Self {
        let levels =
            |asker: &Asker| -> Vec<usize> { (0..3).rev().filter(|&l| asker.asks.iter().any(|&(_, level, _)| level == l)).collect() };
        let nodes: usize = askers.iter().map(|asker| levels(asker).len()).sum();
        let (course, sink) = (1 + nodes, 1 + nodes + seats.len());
        let mut network = Network {
            first: vec![NONE; sink + 1],
            next: Vec::new(),
            to: Vec::new(),
            left: Vec::new(),
            cost: Vec::new(),
            sink,
            height: vec![[0; 3]; sink + 1],
            layer: vec![0; sink + 1],
            at: vec![NONE; sink + 1],
        };
        let mut node = 1;
        for asker in askers {
            let mut before = SOURCE;
            for level in levels(asker) {
                network.arc(before, node, asker.most[level], [0; 3]);
                for &(place, _, worth) in asker.asks.iter().filter(|ask| ask.1 == level) {
                    network.arc(node, place.map_or(sink, |place| course + place), 1, minus([0; 3], worth));
                }
                (before, node) = (node, node + 1);
            }
        }
        for (place, &seats) in seats.iter().enumerate() {
            network.arc(course + place, sink, seats, [0; 3]);
        }
        // Nobody has to be seated: what passes here is worth nothing.
        network.arc(SOURCE, sink, u64::MAX, [0; 3]);
        network.descend();
        network
    }

    fn arc(&mut self, from: usize, to: usize, room: u64, cost: Worth) {
        for (here, there, room) in [(from, to, room), (to, from, 0)] {
            self.next.push(self.first[here]);
            self.first[here] = self.to.len();
            self.to.push(there);
            self.left.push(room);
        }
        self.cost.push(cost);
    }

    fn cost(&self, arc: usize) -> Worth {
        let cost = self.cost[arc / 2];
        if arc.is_multiple_of(2) { cost } else { minus([0; 3], cost) }
    }

    /// What an arc costs beyond the difference in height; never negative where it has room.
    fn reduced(&self, from: usize, arc: usize) -> Worth {
        minus(add(self.cost(arc), self.height[from]), self.height[self.to[arc]])
    }

    /// The first heights: distances as if every arc had room. Nodes are in topological order.
    fn descend(&mut self) {
        for node in 0..=self.sink {
            let mut arc = self.first[node];
            while arc != NONE {
                if arc.is_multiple_of(2) {
                    let to = self.to[arc];
                    self.height[to] = self.height[to].min(add(self.height[node], self.cost(arc)));
                }
                arc = self.next[arc];
            }
        }
    }

    /// Raises the heights to distances over arcs that have room, as far as the sink.
    fn near(&mut self, steps: &mut u64) {
        let mut far: Vec<Option<Worth>> = vec![None; self.sink + 1];
        far[SOURCE] = Some([0; 3]);
        let mut heap = BinaryHeap::from([(Reverse([0; 3]), SOURCE)]);
        let mut most = [0; 3];
        while let Some((Reverse(here), node)) = heap.pop() {
            most = here;
            if node == self.sink {
                break;
            }
            if far[node] != Some(here) {
                continue;
            }
            let mut arc = self.first[node];
            while arc != NONE {
                *steps += 1;
                if self.left[arc] > 0 {
                    let (to, there) = (self.to[arc], add(here, self.reduced(node, arc)));
                    if far[to].is_none_or(|known| there < known) {
                        far[to] = Some(there);
                        heap.push((Reverse(there), to));
                    }
                }
                arc = self.next[arc];
            }
        }
        for (height, far) in self.height.iter_mut().zip(far) {
            *height = add(*height, far.map_or(most, |far| far.min(most)));
        }
    }

    /// Whether the sink is reached over arcs that have room and no reduced cost; and in how many steps each node is.
    fn layers(&mut self, steps: &mut u64) -> bool {
        self.layer.fill(u32::MAX);
        self.layer[SOURCE] = 0;
        let mut queue = VecDeque::from([SOURCE]);
        while let Some(node) = queue.pop_front() {
            let mut arc = self.first[node];
            while arc != NONE {
                *steps += 1;
                let to = self.to[arc];
                if self.left[arc] > 0 && self.layer[to] == u32::MAX && self.reduced(node, arc) == [0; 3] {
                    self.layer[to] = self.layer[node] + 1;
                    queue.push_back(to);
                }
                arc = self.next[arc];
            }
        }
        self.at.copy_from_slice(&self.first);
        self.layer[self.sink] != u32::MAX
    }

    /// A flow after which no path from layer to layer is left.
    fn fill(&mut self, steps: &mut u64) {
        let mut path: Vec<usize> = Vec::new();
        loop {
            let node = path.last().map_or(SOURCE, |&arc| self.to[arc]);
            if node == self.sink {
                let room = path.iter().map(|&arc| self.left[arc]).min().unwrap_or(0);
                for &arc in &path {
                    self.left[arc] -= room;
                    self.left[arc ^ 1] += room;
                }
                let full = path.iter().position(|&arc| self.left[arc] == 0).unwrap_or(0);
                path.truncate(full);
                continue;
            }
            let arc = self.at[node];
            if arc == NONE {
                // A dead end: the arc that led here is done with.
                let Some(arc) = path.pop() else { return };
                let before = self.to[arc ^ 1];
                self.at[before] = self.next[arc];
                continue;
            }
            *steps += 1;
            let to = self.to[arc];
            let leads = self.left[arc] > 0 && self.layer[to] == self.layer[node] + 1 && self.reduced(node, arc) == [0; 3];
            if leads {
                path.push(arc);
            } else {
                self.at[node] = self.next[arc];
            }
        }
    }

    /// The worth of what flows.
    fn worth(&self) -> Worth {
        (0..self.cost.len()).fold([0; 3], |sum, pair| {
            let units = i64::try_from(self.left[2 * pair + 1]).unwrap_or(i64::MAX);
            add(sum, self.cost[pair].map(|cost| cost.saturating_neg().saturating_mul(units)))
        })
    }
}
