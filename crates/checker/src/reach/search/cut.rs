//! Bounds on credit: a flow from what can still be had to what is asked, and what it falls short of.

use super::flow::{Net, SINK, SOURCE};
use super::needs::Bits;
use super::state::State;
use super::times::{bits, wide};
use super::tree::Tree;

/// A course that can feed the leaves in question.
#[derive(Clone, Debug)]
struct Row {
    course: usize,
    /// Most pieces of one take.
    pieces: u32,
    /// Most pieces of all takes.
    most: u32,
    /// Steps that its takes may cover.
    window: u128,
    /// Fewest cells of a take.
    cells: u32,
    /// Whether takes that are not assumed are possible.
    free: bool,
    /// Where its years lie in the list of all.
    years: std::ops::Range<usize>,
}

/// A source of credit in the network: the node above it, what it may feed, and its pieces.
type Class = (usize, Bits, u32);

/// Buffers that are used again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    net: Net,
    rows: Vec<Row>,
    /// What each year of a row may feed, which limits it falls under, and its pieces; those of equal years together.
    years: Vec<(Bits, Bits, u32)>,
    classes: Vec<Class>,
    marked: Vec<bool>,
    /// Node of each feeding filter, and of each leaf.
    feeds: Vec<usize>,
    leaves: Vec<(usize, usize, usize)>,
    caps: Caps,
}

/// The limits of the plan as a tree.
#[derive(Clone, Debug, Default)]
struct Caps {
    /// Filter, most pieces and the position of the narrowest wider limit around it; wider limits first.
    order: Vec<(usize, u32, Option<usize>)>,
    /// Node of each, in the network at hand.
    nodes: Vec<usize>,
    mask: Bits,
}

impl Bound {
    /// The limits as a tree: filter, most pieces, and the position of the narrowest wider one around it.
    pub(super) fn limits(&mut self, state: &State<'_>) -> Vec<(usize, u32, Option<usize>)> {
        self.caps(state);
        self.caps.order.clone()
    }

    /// Orders the limits, wider ones first, as far as the student's own courses tell.
    fn caps(&mut self, state: &State<'_>) {
        let caps = &state.standing.tables.needs.caps;
        self.caps.order.clear();
        self.caps.mask = 0;
        if caps.is_empty() {
            return;
        }
        let mask = caps.iter().fold(0, |mask, (bit, _)| mask | 1 << bit);
        let needs = state.standing.tables.needs;
        let capped: Vec<usize> = state.alive.iter().copied().filter(|&course| needs.may(course) & mask != 0).collect();
        let mut seen: Vec<Bits> = state.standing.items.iter().map(|item| item.bits & mask).collect();
        for year in 0..state.standing.years {
            let courses = capped.iter().filter(|&&course| state.spans(year, course) != 0);
            seen.extend(courses.map(|&course| state.take_bits(year, course).1 & mask));
        }
        let mut counted: Vec<(usize, usize, u32)> =
            caps.iter().map(|&(bit, most)| (seen.iter().filter(|&&all| all >> bit & 1 == 1).count(), bit, most)).collect();
        counted.sort_by_key(|&(count, ..)| std::cmp::Reverse(count));
        for (at, &(_, bit, most)) in counted.iter().enumerate() {
            let holds = |wider: &(usize, usize, u32)| seen.iter().any(|&all| all >> bit & 1 == 1 && all >> wider.1 & 1 == 1);
            self.caps.order.push((bit, most, counted[..at].iter().rposition(holds)));
        }
        self.caps.mask = mask;
    }

    /// Lists the courses that may feed the leaves.
    fn list(&mut self, state: &State<'_>, feeds: Bits) {
        let standing = state.standing;
        self.rows.clear();
        self.years.clear();
        let needs = standing.tables.needs;
        for &course in state.alive.iter().filter(|&&course| needs.may(course) & feeds != 0) {
            let from = self.years.len();
            let mut row = Row { course, pieces: 0, most: 0, window: 0, cells: u32::MAX, free: false, years: 0..0 };
            for year in 0..standing.years {
                let spans = state.spans(year, course);
                if spans == 0 {
                    continue;
                }
                let (may, sure) = state.take_bits(year, course);
                if may & feeds == 0 {
                    continue;
                }
                for span in bits(spans) {
                    let span = state.span(course, span);
                    row.window |= span.steps << (year * standing.terms);
                    row.cells = row.cells.min(span.cells);
                }
                row.free |= !state.is_decided(year, course);
                let pieces = state.pieces(year, course);
                row.pieces = row.pieces.max(pieces);
                let known = self.years[from..].iter_mut().find(|(a, b, _)| (*a, *b) == (may & feeds, sure & self.caps.mask));
                match known {
                    Some((.., all)) => *all = all.saturating_add(pieces),
                    None => self.years.push((may & feeds, sure & self.caps.mask, pieces)),
                }
            }
            if self.years.len() > from {
                row.most = standing.all_pieces(course, standing.left[course]);
                row.years = from..self.years.len();
                self.rows.push(row);
            }
        }
    }

    /// Whether a course is bounded by the steps: all it can give lies in them, and not all of it is assumed.
    fn joint(row: &Row, steps: u128) -> bool {
        row.window & !steps == 0 && row.free
    }

    /// The most pieces that the courses bounded by steps can give together.
    fn together(&self, state: &State<'_>, steps: u128) -> u32 {
        let standing = state.standing;
        let (mut pieces, mut cells) = (0u64, 1u64);
        for row in self.rows.iter().filter(|row| Self::joint(row, steps)) {
            if u64::from(row.pieces) * cells > pieces * u64::from(row.cells) {
                (pieces, cells) = (u64::from(row.pieces), u64::from(row.cells.max(1)));
            }
        }
        let year_zero = if standing.fixed { standing.terms } else { 0 };
        let mut open: u64 =
            wide(steps).filter(|&step| step >= year_zero).map(|step| u64::from(standing.room.get(step).copied().unwrap_or(0))).sum();
        for take in &state.takes {
            let joint = self.rows.iter().find(|row| row.course == take.course).is_some_and(|row| Self::joint(row, steps));
            if joint {
                continue;
            }
            for (term, &fill) in state.span(take.course, take.span).fill.iter().enumerate() {
                if steps >> (take.year * standing.terms + term) & 1 == 1 {
                    open = open.saturating_sub(u64::from(fill));
                }
            }
        }
        u32::try_from(open * pieces / cells).unwrap_or(u32::MAX)
    }

    /// The most pieces for some leaves that the open cells of all steps hold.
    pub(super) fn capacity(&mut self, state: &State<'_>, leaves: Bits) -> u32 {
        let needs = state.standing.tables.needs;
        self.list(state, wide(leaves).fold(0, |feeds, leaf| feeds | needs.leaves[leaf].feeds));
        self.together(state, u128::MAX)
    }

    /// Whether credit for the leaves, all of one pool, falls short when courses within the steps are bounded by
    /// their cells and all others by their number.
    fn falls_short(&mut self, state: &State<'_>, leaves: Bits, steps: u128) -> bool {
        let standing = state.standing;
        let needs = standing.tables.needs;
        let net = &mut self.net;
        net.clear();
        self.feeds.clear();
        self.feeds.resize(needs.feeds.len(), SINK);
        self.leaves.clear();
        let mut demand = 0u64;
        for leaf in wide(leaves) {
            let asked = standing.demand[leaf];
            demand += u64::from(asked);
            let node = net.node();
            let arc = net.arc(node, SINK, asked);
            self.leaves.push((leaf, node, arc));
            for feed in wide(needs.leaves[leaf].feeds) {
                self.feeds[feed] = match needs.feeds[feed].most {
                    None => node,
                    Some(most) => {
                        let limit = net.node();
                        net.arc(limit, node, most);
                        limit
                    }
                };
            }
        }
        self.classes.clear();
        self.caps.nodes.clear();
        for &(_, most, around) in &self.caps.order {
            let node = net.node();
            net.arc(around.map_or(SOURCE, |at| self.caps.nodes[at]), node, most);
            self.caps.nodes.push(node);
        }
        let caps = &self.caps;
        // The narrowest limit over a piece of credit.
        let under = |all: Bits| match all & caps.mask {
            0 => SOURCE,
            all => caps.order.iter().rposition(|(bit, ..)| all >> bit & 1 == 1).map_or(SOURCE, |at| caps.nodes[at]),
        };
        let feeding = wide(leaves).fold(0, |feeds, leaf| feeds | needs.leaves[leaf].feeds);
        for item in standing.items.iter().filter(|item| item.pieces > 0) {
            self.classes.push((under(item.bits), state.item_bits(item) & feeding, item.pieces));
        }
        self.classes.extend(state.validated().map(|(pieces, admits)| (SOURCE, admits & feeding, pieces)));
        let joint = net.node();
        let together = self.together(state, steps);
        let net = &mut self.net;
        net.arc(SOURCE, joint, together);
        for row in self.rows.iter().filter(|row| row.pieces > 0) {
            let years = &self.years[row.years.clone()];
            let within = Self::joint(row, steps);
            if let [(feeds, limits, pieces)] = *years {
                let above = if within { joint } else { under(limits) };
                self.classes.push((above, feeds, row.most.min(pieces)));
                continue;
            }
            let mut made: Vec<(usize, usize)> = Vec::new();
            for &(feeds, limits, pieces) in years {
                let above = if within { joint } else { under(limits) };
                let node = match made.iter().find(|(known, _)| *known == above) {
                    Some(&(_, node)) => node,
                    None => {
                        let node = net.node();
                        net.arc(above, node, row.most);
                        made.push((above, node));
                        node
                    }
                };
                self.classes.push((node, feeds, pieces));
            }
        }
        self.classes.retain(|&(_, feeds, pieces)| feeds != 0 && pieces > 0);
        self.classes.sort_unstable();
        let mut at = 0;
        while at < self.classes.len() {
            let (above, feeds, mut pieces) = self.classes[at];
            at += 1;
            while let Some(&(_, _, more)) = self.classes.get(at).filter(|&&(a, f, _)| (a, f) == (above, feeds)) {
                pieces = pieces.saturating_add(more);
                at += 1;
            }
            let node = net.node();
            net.arc(above, node, pieces);
            for feed in wide(feeds) {
                net.arc(node, self.feeds[feed], pieces);
            }
        }
        net.push() < demand
    }

    /// The leaves that fall short together, after a flow that did.
    fn culprits(&mut self) -> Bits {
        let Some(&(_, node, _)) = self.leaves.iter().find(|(.., arc)| self.net.left(*arc) > 0) else { return 0 };
        self.net.reaching(node, &mut self.marked);
        self.leaves.iter().filter(|(_, node, _)| self.marked[*node]).fold(0, |all, (leaf, ..)| all | 1 << leaf)
    }

    /// Whether the leaves fall short for these steps, all of it looked up afresh.
    pub(super) fn short(&mut self, state: &State<'_>, leaves: Bits, steps: u128) -> bool {
        let needs = state.standing.tables.needs;
        self.caps(state);
        self.list(state, wide(leaves).fold(0, |feeds, leaf| feeds | needs.leaves[leaf].feeds));
        self.falls_short(state, leaves, steps)
    }

    /// The proof that the leaves fall short for these steps, if they do.
    pub(super) fn again(&mut self, state: &State<'_>, leaves: Bits, steps: u128) -> Option<Tree> {
        self.short(state, leaves, steps).then(|| self.written(state, leaves, steps))
    }

    /// Looks for leaves of one pool that fall short for some of the sets of steps, and proves it.
    pub(super) fn find(&mut self, state: &State<'_>, leaves: Bits, wide_search: bool) -> Option<Tree> {
        let needs = state.standing.tables.needs;
        let leaves = wide(leaves).filter(|&leaf| state.standing.demand[leaf] > 0).fold(0, |all: Bits, leaf| all | 1 << leaf);
        if leaves == 0 {
            return None;
        }
        self.caps(state);
        self.list(state, wide(leaves).fold(0, |feeds, leaf| feeds | needs.leaves[leaf].feeds));
        let steps = state.standing.years * state.standing.terms;
        let all = if steps >= 128 { u128::MAX } else { (1 << steps) - 1 };
        for steps in [0, all].into_iter().chain(if wide_search { self.intervals() } else { Vec::new() }) {
            if self.falls_short(state, leaves, steps) {
                let culprits = self.culprits();
                return Some(self.shrink(state, culprits, steps, all));
            }
        }
        None
    }

    /// The spans of steps between the first of some course and the last of another.
    fn intervals(&self) -> Vec<u128> {
        let mut from: Vec<u32> = self.rows.iter().map(|row| row.window.trailing_zeros()).collect();
        let mut to: Vec<u32> = self.rows.iter().map(|row| 128 - row.window.leading_zeros()).collect();
        for list in [&mut from, &mut to] {
            list.sort_unstable();
            list.dedup();
        }
        let below = |step: u32| if step >= 128 { u128::MAX } else { (1 << step) - 1 };
        let mut all: Vec<(u32, u32)> =
            from.iter().flat_map(|&from| to.iter().filter(move |&&to| to > from).map(move |&to| (from, to))).collect();
        all.sort_by_key(|&(from, to)| (to - from, from));
        all.into_iter().map(|(from, to)| below(to) & !below(from)).collect()
    }

    /// Leaves out what the proof can do without.
    fn shrink(&mut self, state: &State<'_>, mut leaves: Bits, mut steps: u128, all: u128) -> Tree {
        for leaf in wide(leaves) {
            let fewer = leaves & !(1 << leaf);
            if fewer != 0 && self.short(state, fewer, steps) {
                leaves = fewer;
            }
        }
        if !self.short(state, leaves, steps) {
            // A flow never falls short of more than its own culprits; this is for safety alone.
            return self.written(state, leaves, steps);
        }
        // A long list of courses says less than that there are too few periods.
        if steps == 0 && self.rows.len() > 6 && self.falls_short(state, leaves, all) {
            steps = all;
        }
        self.written(state, leaves, steps)
    }

    fn written(&mut self, state: &State<'_>, leaves: Bits, steps: u128) -> Tree {
        let within = |row: &&Row| !Self::joint(row, steps);
        let mut supply: Vec<usize> = self.rows.iter().filter(within).map(|row| row.course).collect();
        if steps != 0 {
            // Courses that feed nothing here but are assumed take cells away.
            supply.extend(state.takes.iter().map(|take| take.course).filter(|course| !self.rows.iter().any(|row| row.course == *course)));
            supply.sort_unstable();
            supply.dedup();
        }
        Tree::Cut { leaves, supply, steps }
    }
}
