//! The network, and its greatest flow.

use super::cost::{Cost, Scale};
use super::{Asker, Worth};
use crate::day::add;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

const SOURCE: usize = 0;

/// An arc of what is left: forward, or the way back of one that has flow.
#[derive(Clone, Copy, Debug)]
struct Arc<C> {
    to: u32,
    /// The arc the other way.
    back: u32,
    left: u32,
    cost: C,
}

/// An arc as it is stated.
struct Stated<C> {
    from: usize,
    to: usize,
    room: u32,
    cost: C,
}

/// Every arc that is stated leads from a lower node to a higher: the source, students by level, courses, the sink.
pub(super) struct Network<C> {
    /// Where the arcs out of each node begin; one more for the end.
    first: Vec<u32>,
    /// By the node that they leave.
    arcs: Vec<Arc<C>>,
    sink: usize,
    /// The first node of a course.
    course: usize,
    /// Potentials: no arc with room leads down by more than its cost.
    height: Vec<C>,
    /// Of each node: arcs from the source, over arcs that lie at their cost.
    layer: Vec<u32>,
    /// The arc that is looked at next.
    at: Vec<u32>,
    /// What can flow for a worth, by the arc: the requests.
    paid: Vec<u32>,
}

impl<C: Cost> Network<C> {
    pub(super) fn new(askers: &[Asker], seats: &[u64], scale: &Scale) -> Self {
        let levels =
            |asker: &Asker| -> Vec<usize> { (0..3).rev().filter(|&l| asker.asks.iter().any(|&(_, level, _)| level == l)).collect() };
        let nodes: usize = askers.iter().map(|asker| levels(asker).len()).sum();
        let (course, sink) = (1 + nodes, 1 + nodes + seats.len());
        let few = |room: u64| u32::try_from(room).unwrap_or(u32::MAX);
        let mut stated: Vec<Stated<C>> = Vec::new();
        let mut node = 1;
        for asker in askers {
            let mut before = SOURCE;
            for level in levels(asker) {
                stated.push(Stated { from: before, to: node, room: few(asker.most[level]), cost: C::FREE });
                for &(place, _, worth) in asker.asks.iter().filter(|ask| ask.1 == level) {
                    let cost = C::FREE.less(C::of(scale, worth));
                    stated.push(Stated { from: node, to: place.map_or(sink, |place| course + place), room: 1, cost });
                }
                (before, node) = (node, node + 1);
            }
        }
        for (place, &seats) in seats.iter().enumerate() {
            stated.push(Stated { from: course + place, to: sink, room: few(seats), cost: C::FREE });
        }
        // Nobody has to be seated: what passes here is worth nothing.
        stated.push(Stated { from: SOURCE, to: sink, room: u32::MAX, cost: C::FREE });
        let mut network = Network {
            first: vec![0; sink + 2],
            arcs: Vec::new(),
            sink,
            course,
            height: vec![C::FREE; sink + 1],
            layer: vec![0; sink + 1],
            at: vec![0; sink + 1],
            paid: Vec::new(),
        };
        network.lay(&stated);
        network.descend();
        network
    }

    /// Lays the arcs, and the ways back, in the order of the nodes that they leave.
    fn lay(&mut self, stated: &[Stated<C>]) {
        for arc in stated {
            self.first[arc.from + 1] += 1;
            self.first[arc.to + 1] += 1;
        }
        for node in 0..=self.sink {
            self.first[node + 1] += self.first[node];
        }
        let mut next: Vec<u32> = self.first.clone();
        let mut take = |node: usize| {
            let at = next[node];
            next[node] += 1;
            at
        };
        self.arcs = vec![Arc { to: 0, back: 0, left: 0, cost: C::FREE }; 2 * stated.len()];
        for arc in stated {
            let (here, there) = (take(arc.from), take(arc.to));
            self.arcs[here as usize] = Arc { to: arc.to as u32, back: there, left: arc.room, cost: arc.cost };
            self.arcs[there as usize] = Arc { to: arc.from as u32, back: here, left: 0, cost: C::FREE.less(arc.cost) };
            if arc.cost != C::FREE {
                self.paid.push(here);
            }
        }
    }

    fn out(&self, node: usize) -> std::ops::Range<usize> {
        self.first[node] as usize..self.first[node + 1] as usize
    }

    /// The first heights: distances as if every arc had room. Nodes are in topological order.
    fn descend(&mut self) {
        for node in 0..=self.sink {
            for at in self.out(node) {
                let arc = self.arcs[at];
                if arc.to as usize > node {
                    let to = arc.to as usize;
                    self.height[to] = self.height[to].min(self.height[node].plus(arc.cost));
                }
            }
        }
    }

    /// Whether no more flow is worth anything.
    pub(super) fn at_end(&self) -> bool {
        self.height[self.sink] >= C::FREE
    }

    /// The price of a seat of each course.
    pub(super) fn prices(&self) -> impl Iterator<Item = C> + '_ {
        (self.course..self.sink).map(|course| self.height[self.sink].less(self.height[course]))
    }

    /// Raises the heights to distances over arcs that have room, as far as the sink.
    pub(super) fn near(&mut self, steps: &mut u64) {
        let mut far: Vec<Option<C>> = vec![None; self.sink + 1];
        far[SOURCE] = Some(C::FREE);
        let mut heap = BinaryHeap::from([(Reverse(C::FREE), SOURCE)]);
        let mut most = C::FREE;
        while let Some((Reverse(here), node)) = heap.pop() {
            most = here;
            if node == self.sink {
                break;
            }
            if far[node] != Some(here) {
                continue;
            }
            *steps += self.out(node).len() as u64;
            for arc in &self.arcs[self.out(node)] {
                let to = arc.to as usize;
                if arc.left > 0 {
                    let there = here.plus(arc.cost.plus(self.height[node]).less(self.height[to]));
                    if far[to].is_none_or(|known| there < known) {
                        far[to] = Some(there);
                        heap.push((Reverse(there), to));
                    }
                }
            }
        }
        for (height, far) in self.height.iter_mut().zip(far) {
            *height = height.plus(far.map_or(most, |far| far.min(most)));
        }
    }

    /// Whether an arc has room and lies at its cost.
    fn leads(&self, node: usize, arc: &Arc<C>) -> bool {
        arc.left > 0 && arc.cost.plus(self.height[node]) == self.height[arc.to as usize]
    }

    /// Whether the sink is reached over arcs that have room and no reduced cost; and in how many steps each node is, as far as the sink.
    pub(super) fn layers(&mut self, steps: &mut u64) -> bool {
        self.layer.fill(u32::MAX);
        self.layer[SOURCE] = 0;
        let mut queue = VecDeque::from([SOURCE]);
        while let Some(node) = queue.pop_front() {
            if self.layer[node] >= self.layer[self.sink] {
                break;
            }
            *steps += self.out(node).len() as u64;
            for at in self.out(node) {
                let to = self.arcs[at].to as usize;
                if self.layer[to] == u32::MAX && self.leads(node, &self.arcs[at]) {
                    self.layer[to] = self.layer[node] + 1;
                    queue.push_back(to);
                }
            }
        }
        self.at.copy_from_slice(&self.first[..=self.sink]);
        self.layer[self.sink] != u32::MAX
    }

    /// A flow after which no path from layer to layer is left.
    pub(super) fn fill(&mut self, steps: &mut u64) {
        let mut path: Vec<usize> = Vec::new();
        loop {
            let node = path.last().map_or(SOURCE, |&arc| self.arcs[arc].to as usize);
            if node == self.sink {
                let room = path.iter().map(|&arc| self.arcs[arc].left).min().unwrap_or(0);
                for &arc in &path {
                    self.arcs[arc].left -= room;
                    let back = self.arcs[arc].back as usize;
                    self.arcs[back].left = self.arcs[back].left.saturating_add(room);
                }
                let full = path.iter().position(|&arc| self.arcs[arc].left == 0).unwrap_or(0);
                path.truncate(full);
                continue;
            }
            let at = self.at[node] as usize;
            if at == self.first[node + 1] as usize {
                // A dead end: the arc that led here is done with.
                let Some(arc) = path.pop() else { return };
                let before = self.arcs[self.arcs[arc].back as usize].to as usize;
                self.at[before] += 1;
                continue;
            }
            *steps += 1;
            let arc = &self.arcs[at];
            if self.layer[arc.to as usize] == self.layer[node] + 1 && self.leads(node, arc) {
                path.push(at);
            } else {
                self.at[node] += 1;
            }
        }
    }

    /// The worth of what flows.
    pub(super) fn worth(&self, scale: &Scale) -> Worth {
        self.paid.iter().filter(|&&at| self.arcs[at as usize].left == 0).fold([0; 3], |sum, &at| {
            let cost: C = self.arcs[at as usize].cost;
            add(sum, scale.worth(C::FREE.less(cost)))
        })
    }
}
