//! Greatest flows in small networks.

/// A network with a source (node 0) and a sink (node 1). Arcs come in pairs: each with its reverse.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    head: Vec<u32>,
    next: Vec<u32>,
    to: Vec<u32>,
    room: Vec<u32>,
    level: Vec<u32>,
    next_arc: Vec<u32>,
    queue: Vec<u32>,
}

pub(super) const SOURCE: usize = 0;
pub(super) const SINK: usize = 1;
const END: u32 = u32::MAX;

impl Net {
    /// A network of source and sink alone; keeps the memory it has.
    pub(super) fn clear(&mut self) {
        for list in [&mut self.head, &mut self.next, &mut self.to, &mut self.room] {
            list.clear();
        }
        self.head.extend([END, END]);
    }

    /// A new node.
    pub(super) fn node(&mut self) -> usize {
        self.head.push(END);
        self.head.len() - 1
    }

    /// A new arc; gives its position.
    pub(super) fn arc(&mut self, from: usize, to: usize, room: u32) -> usize {
        let at = self.to.len();
        for (a, b, room) in [(from, to, room), (to, from, 0)] {
            self.next.push(self.head[a]);
            self.head[a] = self.to.len() as u32;
            self.to.push(b as u32);
            self.room.push(room);
        }
        at
    }

    /// What an arc may still take.
    pub(super) fn left(&self, arc: usize) -> u32 {
        self.room[arc]
    }

    /// Sends as much as possible from source to sink; gives what was added. By blocking flows: each round sends all
    /// that fits along shortest paths.
    pub(super) fn push(&mut self) -> u64 {
        let mut sent = 0;
        while self.levels(SOURCE) {
            self.next_arc.clear();
            self.next_arc.extend_from_slice(&self.head);
            sent += u64::from(self.send(SOURCE, u32::MAX));
        }
        sent
    }

    /// Sends at most so much through an arc from the source to a node and on to the sink; gives what was sent.
    pub(super) fn push_through(&mut self, arc: usize, node: usize, most: u32) -> u32 {
        let mut sent = 0;
        while sent < most && self.levels(node) {
            self.next_arc.clear();
            self.next_arc.extend_from_slice(&self.head);
            sent += self.send(node, most - sent);
        }
        self.room[arc] = self.room[arc].saturating_sub(sent);
        self.room[arc ^ 1] = self.room[arc ^ 1].saturating_add(sent);
        sent
    }

    /// Finds how far each node is from the first; whether the sink can be reached.
    fn levels(&mut self, first: usize) -> bool {
        self.level.clear();
        self.level.resize(self.head.len(), END);
        self.level[first] = 0;
        self.queue.clear();
        self.queue.push(first as u32);
        let mut at = 0;
        while at < self.queue.len() {
            let node = self.queue[at] as usize;
            at += 1;
            let mut arc = self.head[node];
            while arc != END {
                let to = self.to[arc as usize] as usize;
                if self.room[arc as usize] > 0 && to != SOURCE && self.level[to] == END {
                    self.level[to] = self.level[node] + 1;
                    if to == SINK {
                        return true;
                    }
                    self.queue.push(to as u32);
                }
                arc = self.next[arc as usize];
            }
        }
        false
    }

    /// Sends at most so much from a node along arcs that lead one step further. As deep as the shortest path.
    fn send(&mut self, node: usize, most: u32) -> u32 {
        if node == SINK {
            return most;
        }
        let mut sent = 0;
        while self.next_arc[node] != END {
            let arc = self.next_arc[node] as usize;
            let to = self.to[arc] as usize;
            if self.room[arc] > 0 && self.level[to] == self.level[node] + 1 {
                let more = self.send(to, (most - sent).min(self.room[arc]));
                self.room[arc] -= more;
                self.room[arc ^ 1] = self.room[arc ^ 1].saturating_add(more);
                sent += more;
                if sent == most {
                    return sent;
                }
            }
            self.next_arc[node] = self.next[arc];
        }
        sent
    }

    /// Marks the nodes from which something could still flow to a node, itself among them, without going
    /// through the sink.
    pub(super) fn reaching(&mut self, node: usize, marked: &mut Vec<bool>) {
        marked.clear();
        marked.resize(self.head.len(), false);
        marked[node] = true;
        self.queue.clear();
        self.queue.push(node as u32);
        let mut at = 0;
        while at < self.queue.len() {
            let next = self.queue[at] as usize;
            at += 1;
            let mut arc = if next == SINK && node != SINK { END } else { self.head[next] };
            while arc != END {
                let from = self.to[arc as usize] as usize;
                if self.room[(arc ^ 1) as usize] > 0 && !marked[from] {
                    marked[from] = true;
                    self.queue.push(from as u32);
                }
                arc = self.next[arc as usize];
            }
        }
    }

    /// Marks the nodes to which something could still flow from the source, itself among them.
    pub(super) fn reached(&mut self, marked: &mut Vec<bool>) {
        marked.clear();
        marked.resize(self.head.len(), false);
        marked[SOURCE] = true;
        self.queue.clear();
        self.queue.push(SOURCE as u32);
        let mut at = 0;
        while at < self.queue.len() {
            let node = self.queue[at] as usize;
            at += 1;
            let mut arc = self.head[node];
            while arc != END {
                let to = self.to[arc as usize] as usize;
                if self.room[arc as usize] > 0 && !marked[to] {
                    marked[to] = true;
                    self.queue.push(to as u32);
                }
                arc = self.next[arc as usize];
            }
        }
    }
}
