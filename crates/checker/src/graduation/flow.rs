//! Maximum flow by shortest augmenting paths, from what asks to what gives.

use std::collections::VecDeque;

/// A point of a network.
pub(crate) type Point = usize;

/// An edge, by position.
pub(crate) type Edge = usize;

/// The point at which all supply ends.
pub(crate) const END: Point = 0;

/// A network with whole capacities. Each edge is followed by its opposite, which holds the flow.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// Edges that leave each point.
    leaving: Vec<Vec<Edge>>,
    /// Where each edge leads.
    to: Vec<Point>,
    /// What each edge can still carry.
    room: Vec<u64>,
}

impl Network {
    /// A network that has only its end.
    pub(crate) fn new() -> Self {
        Network { leaving: vec![Vec::new()], to: Vec::new(), room: Vec::new() }
    }

    /// A new point.
    pub(crate) fn point(&mut self) -> Point {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    /// A new edge.
    pub(crate) fn edge(&mut self, from: Point, to: Point, most: u64) -> Edge {
        let edge = self.to.len();
        self.to.extend([to, from]);
        self.room.extend([most, 0]);
        self.leaving[from].push(edge);
        self.leaving[to].push(edge + 1);
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
        while sent < most {
            let path = self.path(from);
            let Some(amount) = path.iter().map(|&edge| self.room[edge]).min() else { break };
            let amount = amount.min(most - sent);
            for edge in path {
                self.room[edge] -= amount;
                self.room[edge ^ 1] += amount;
            }
            sent += amount;
        }
        sent
    }

    /// The edges of a shortest path with room to the end, last one first; none when there is no path.
    fn path(&self, from: Point) -> Vec<Edge> {
        let mut by: Vec<Option<Edge>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(point) = queue.pop_front() {
            for &edge in &self.leaving[point] {
                let next = self.to[edge];
                if self.room[edge] == 0 || next == from || by[next].is_some() {
                    continue;
                }
                by[next] = Some(edge);
                if next == END {
                    let mut path = Vec::new();
                    let mut at = END;
                    while let Some(edge) = by[at] {
                        path.push(edge);
                        at = self.to[edge ^ 1];
                    }
                    return path;
                }
                queue.push_back(next);
            }
        }
        Vec::new()
    }
}
