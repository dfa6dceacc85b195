//! Bounds on credit: a flow from what can still be had to what is asked, and what it falls short of.

use super::asked::{Asked, Top};
use super::flow::{Net, SOURCE};
use super::needs::Bits;
use super::state::State;
use super::times::{bits, wide};

mod prove;

/// A course that can feed the leaves in question.
#[derive(Clone, Debug)]
struct Row {
    course: usize,
    /// Pieces and cells of the take that has most pieces for its cells.
    pieces: u32,
    cells: u32,
    /// Pieces of its records and all takes together, where they share them, and the limits that all of these fall under.
    shared: Option<(u32, Bits)>,
    /// Steps that its takes may cover.
    window: u128,
    /// Whether takes that are not assumed are possible.
    free: bool,
    /// Whether its records leave nothing of its credit.
    full: bool,
    /// Whether the takes assumed leave nothing of its credit, so that others add none.
    taken: bool,
    /// Where its years lie in the list of all.
    years: std::ops::Range<usize>,
}

/// What bounds the courses that are not bounded by their number.
#[derive(Clone, Copy)]
struct Limits {
    steps: u128,
    /// Whether courses with all credit on record are among them.
    retakes: bool,
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
    /// Node of each feeding filter; node and arc to the sink of what is asked.
    feeds: Vec<usize>,
    tops: Vec<(Top, usize, usize)>,
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
            let (full, free) = (standing.is_full(course), !state.is_settled(course));
            let mut row = Row { course, pieces: 0, cells: 1, shared: None, window: 0, free, full, taken: false, years: 0..0 };
            let (mut limits, mut takes) = (self.caps.mask, 0);
            for year in 0..standing.years {
                let spans = state.spans(year, course);
                if spans == 0 {
                    continue;
                }
                let (may, sure) = state.take_bits(year, course);
                limits &= sure;
                let most = bits(spans).map(|span| state.span(course, span).count()).max().unwrap_or(0);
                takes += most;
                if may & feeds == 0 {
                    continue;
                }
                let ragged = !standing.listing(course).credits.is_multiple_of(needs.plan.unit.max(1));
                let each = needs.pieces(course) + u32::from(ragged && row.free);
                for span in bits(spans) {
                    let span = state.span(course, span);
                    row.window |= span.steps << (year * standing.terms);
                    let pieces = each * span.count();
                    if u64::from(pieces) * u64::from(row.cells) > u64::from(row.pieces) * u64::from(span.cells.max(1)) {
                        (row.pieces, row.cells) = (pieces, span.cells.max(1));
                    }
                }
                let pieces = each * most;
                let known = self.years[from..].iter_mut().find(|(a, b, _)| (*a, *b) == (may & feeds, sure & self.caps.mask));
                match known {
                    Some((.., all)) => *all = all.saturating_add(pieces),
                    None => self.years.push((may & feeds, sure & self.caps.mask, pieces)),
                }
            }
            let items = standing.items_of(course);
            if self.years.len() > from {
                row.years = from..self.years.len();
                let limits = items.iter().fold(limits, |all, item| all & item.bits);
                let assumed =
                    state.takes.iter().filter(|take| take.course == course).map(|take| state.span(course, take.span).count()).sum();
                row.taken = assumed > 0 && standing.total(course, assumed) >= standing.total(course, takes);
                row.shared = standing.shares(course, takes).then(|| (standing.total(course, takes), limits));
                self.rows.push(row);
            }
        }
    }

    /// Whether a course is bounded by the steps: all it can give lies in them, and not all of it is assumed.
    fn joint(row: &Row, limits: Limits) -> bool {
        row.window & !limits.steps == 0 && row.free && !row.taken && (limits.retakes || !row.full)
    }

    /// The most pieces that the courses bounded by steps can give together.
    fn together(&self, state: &State<'_>, limits: Limits) -> u32 {
        let steps = limits.steps;
        let standing = state.standing;
        let (mut pieces, mut cells) = (0u64, 1u64);
        for row in self.rows.iter().filter(|row| Self::joint(row, limits)) {
            if u64::from(row.pieces) * cells > pieces * u64::from(row.cells) {
                (pieces, cells) = (u64::from(row.pieces), u64::from(row.cells));
            }
        }
        let mut open: u64 = wide(steps).map(|step| u64::from(standing.room.get(step).copied().unwrap_or(0))).sum();
        for take in &state.takes {
            let joint = self.rows.iter().find(|row| row.course == take.course).is_some_and(|row| Self::joint(row, limits));
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
        self.together(state, Limits { steps: u128::MAX, retakes: true })
    }

    /// Whether credit for what one pool is asked falls short when courses within the steps are bounded by
    /// their cells and all others by their number.
    fn falls_short(&mut self, state: &State<'_>, asked: &Asked, limits: Limits) -> bool {
        let standing = state.standing;
        let needs = standing.tables.needs;
        self.net.clear();
        let demand = self.ask(state, asked);
        let feeding = state.feeds_of(asked);
        let net = &mut self.net;
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
        let mut made: Vec<(usize, usize)> = Vec::new();
        let joint = net.node();
        self.classes.extend(state.validated().map(|(pieces, admits)| (SOURCE, admits & feeding, pieces)));
        for own in standing.items.chunk_by(|a, b| a.listing == b.listing) {
            let course = own[0].listing;
            let row = self.rows.iter().find(|row| row.course == course);
            // Without takes that matter here, records share what they have among themselves.
            let takes = || if course < standing.courses { state.most_takes(course) } else { 0 };
            let shared = match row {
                Some(row) => row.shared,
                None if standing.shares(course, takes()) => {
                    let years = (0..standing.years).filter(|&year| course < standing.courses && state.spans(year, course) != 0);
                    let limits = years.fold(caps.mask, |all, year| all & state.take_bits(year, course).1);
                    Some((standing.total(course, takes()), own.iter().fold(limits, |all, item| all & item.bits)))
                }
                None => None,
            };
            let node = shared.map(|(pieces, limits)| {
                let node = net.node();
                net.arc(under(limits), node, pieces);
                node
            });
            if let (Some(row), Some(node)) = (row, node)
                && !Self::joint(row, limits)
            {
                made.push((course, node));
            }
            let decided = row.is_none_or(|row| !row.free) && (row.is_some() || course >= standing.courses || state.is_settled(course));
            for item in own {
                let ragged = !item.credits.is_multiple_of(needs.plan.unit.max(1));
                let pieces = item.pieces + u32::from(ragged && !decided);
                self.classes.push((node.unwrap_or_else(|| under(item.bits)), state.item_bits(item) & feeding, pieces));
            }
            if let Some(node) = node.filter(|_| decided && standing.is_ragged(course, takes())) {
                self.classes.extend(state.put_together(course).into_iter().map(|bits| (node, bits & feeding, 1)));
            }
        }
        let together = self.together(state, limits);
        let net = &mut self.net;
        net.arc(SOURCE, joint, together);
        for row in &self.rows {
            let within = Self::joint(row, limits);
            let mut node = made.iter().find(|(course, _)| *course == row.course).map(|&(_, node)| node);
            if let (None, Some((pieces, limits))) = (node, row.shared) {
                let own = net.node();
                net.arc(if within { joint } else { under(limits) }, own, pieces);
                node = Some(own);
                if !within && !row.free && standing.is_ragged(row.course, state.most_takes(row.course)) {
                    self.classes.extend(state.put_together(row.course).into_iter().map(|bits| (own, bits & feeding, 1)));
                }
            }
            for &(feeds, limits, pieces) in &self.years[row.years.clone()] {
                let above = node.unwrap_or_else(|| if within { joint } else { under(limits) });
                self.classes.push((above, feeds, pieces));
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
}
