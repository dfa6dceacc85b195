//! Maximum flow by shortest augmenting paths, from what asks to what gives.

/// A point of a network.
pub(crate) type Point = usize;

/// An edge, by position.
pub(crate) type Edge = usize;

/// The point at which all supply ends.
pub(crate) const END: Point = 0;

/// No edge.
const NONE: Edge = Edge::MAX;

/// A network with whole capacities. Each edge is followed by its opposite, which holds the flow.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// The first and the last edge that leave each point.
    leaving: Vec<(Edge, Edge)>,
    /// The edge after each that leaves the same point.
    next: Vec<Edge>,
    /// Where each edge leads.
    to: Vec<Point>,
    /// What each edge can still carry.
    room: Vec<u64>,
    /// The edge by which each point was reached last, and in which search.
    by: Vec<(Edge, u64)>,
    /// Searches made.
    searches: u64,
    /// Points to look at.
    queue: Vec<Point>,
}

impl Network {
    /// A network that has only its end.
    pub(crate) fn new() -> Self {
        let (next, to, room, by, queue) = Default::default();
        let mut network = Network { leaving: Vec::with_capacity(128), next, to, room, by, searches: 0, queue };
        network.point();
        network
    }

    /// A new point.
    pub(crate) fn point(&mut self) -> Point {
        self.leaving.push((NONE, NONE));
        self.by.push((NONE, 0));
        self.leaving.len() - 1
    }

    /// A new edge.
    pub(crate) fn edge(&mut self, from: Point, to: Point, most: u64) -> Edge {
        let edge = self.to.len();
        for (edge, from, to, room) in [(edge, from, to, most), (edge + 1, to, from, 0)] {
            self.to.push(to);
            self.room.push(room);
            self.next.push(NONE);
            let (first, last) = &mut self.leaving[from];
            match *first {
                NONE => *first = edge,
                _ => self.next[*last] = edge,
            }
            *last = edge;
        }
        edge
    }

    /// Lets an edge carry more.
    pub(crate) fn widen(&mut self, edge: Edge, more: u64) {
        self.room[edge] = self.room[edge].saturating_add(more);
    }

    /// What an edge carries.
    pub(crate) fn carried(&self, edge: Edge) -> u64 {
        self.room[edge + 1]
    }

    /// Sends as much as possible from a point to the end, at most `most`, and says how much. What was sent
    /// before from any point stays sent, possibly by other ways.
    pub(crate) fn send(&mut self, from: Point, most: u64) -> u64 {
        let mut sent = 0;
        while sent < most && self.reaches(from) {
            let mut amount = most - sent;
            let mut at = END;
            while at != from {
                let edge = self.by[at].0;
                amount = amount.min(self.room[edge]);
                at = self.to[edge ^ 1];
            }
            at = END;
            while at != from {
                let edge = self.by[at].0;
                self.room[edge] -= amount;
                self.room[edge ^ 1] += amount;
                at = self.to[edge ^ 1];
            }
            sent += amount;
        }
        sent
    }

    /// Looks for a shortest path with room from a point to the end, and leaves its edges in `by`.
    fn reaches(&mut self, from: Point) -> bool {
        self.searches += 1;
        self.queue.clear();
        self.queue.push(from);
        self.by[from] = (NONE, self.searches);
        let mut at = 0;
        while let Some(&point) = self.queue.get(at) {
            at += 1;
            let mut edge = self.leaving[point].0;
            while edge != NONE {
                let to = self.to[edge];
                if self.room[edge] > 0 && self.by[to].1 != self.searches {
                    self.by[to] = (edge, self.searches);
                    if to == END {
                        return true;
                    }
                    self.queue.push(to);
                }
                edge = self.next[edge];
            }
        }
        false
    }
}
