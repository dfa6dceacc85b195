//! Which course is worth most to a requirement that lacks credit.

use super::dive::Dive;
use super::needs::Bits;
use super::pool::Pool;
use super::state::State;
use super::times::bits;

/// Longest chain of prerequisites that the quick search follows.
const LONGEST: usize = 12;

impl Dive {
    /// The course that helps most for the cells it takes, with the prerequisites that must come with it.
    pub(super) fn cheapest(
        &mut self,
        work: &State<'_>,
        banned: &[bool],
        pool: usize,
        helping: Bits,
        lack: u32,
    ) -> Option<(usize, usize, Vec<usize>)> {
        let standing = work.standing;
        let exhausted = self.pools[pool].exhausted();
        let mut useful = std::mem::take(&mut self.useful);
        useful.clear();
        useful.extend(self.pools.iter_mut().map(Pool::useful));
        let mut best: Option<(Cost, usize, usize, Vec<usize>)> = None;
        for &course in work.alive.iter().filter(|&&course| self.ever[course] & helping != 0) {
            let pieces = standing.tables.needs.pieces(course);
            if pieces == 0 || self.is_needless(work, course) {
                continue;
            }
            // Repeats go to later years than the takes before them, or to other terms.
            let mut skip = self.chosen[course];
            let year = (0..standing.years).find(|&year| {
                let (may, limits) = self.admits[year * standing.courses + course];
                let fits = work.spans(year, course) != 0 && !work.is_decided(year, course) && may & helping != 0 && limits & exhausted == 0;
                let most = bits(work.spans(year, course)).map(|span| work.span(course, span).count()).max().unwrap_or(0);
                let now = fits && skip < most;
                skip = skip.saturating_sub(if fits { most } else { 0 });
                now
            });
            let Some(year) = year else { continue };
            let may = self.admits[year * standing.courses + course].0;
            let cells = bits(work.spans(year, course)).map(|span| work.span(course, span).cells).min().unwrap_or(0);
            let mut cost = Cost {
                idle: 0,
                pools: usize::MAX - useful.iter().filter(|useful| *useful & may != 0).count(),
                cells: u64::from(cells) * 1024 / u64::from(pieces.min(lack).max(1)),
                chain: 0,
                width: (may & self.pools[pool].all).count_ones(),
                end: work.ends(course).unwrap_or(usize::MAX),
            };
            // Prerequisites only add to it.
            if best.as_ref().is_some_and(|(known, ..)| cost >= *known) {
                continue;
            }
            let mut chain = Vec::new();
            if self.gated[course] && !self.chain(work, banned, course, &mut chain, 0) {
                continue;
            }
            let idle = |first: &&usize| useful.iter().all(|useful| useful & self.ever[**first] == 0);
            (cost.idle, cost.chain) = (chain.iter().filter(idle).count(), chain.len());
            if best.as_ref().is_none_or(|(known, ..)| cost < *known) {
                best = Some((cost, year, course, chain));
            }
        }
        self.useful = useful;
        best.map(|(_, year, course, chain)| (year, course, chain))
    }

    /// Lists the prerequisites of a course that are not chosen yet; false when they can't be had.
    fn chain(&self, work: &State<'_>, banned: &[bool], course: usize, chain: &mut Vec<usize>, depth: usize) -> bool {
        let standing = work.standing;
        let gates = standing.gates_of(course);
        for gate in gates {
            if gate.takes.iter().any(|&other| self.chosen[other] > 0 || chain.contains(&other)) {
                continue;
            }
            let open = gate.takes.iter().copied().filter(|&other| !banned[other] && work.ends(other).is_some());
            let Some(first) = open.min_by_key(|&other| (self.gated[other], work.ends(other), other)) else { return false };
            if depth >= LONGEST || !self.chain(work, banned, first, chain, depth + 1) {
                return false;
            }
            if !chain.contains(&first) {
                chain.push(first);
            }
        }
        true
    }
}

/// What a course costs, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Prerequisites that are good for nothing else.
    idle: usize,
    /// Pools that it helps, most first.
    pools: usize,
    /// Cells for each piece that helps.
    cells: u64,
    /// Prerequisites in all.
    chain: usize,
    /// Filters that it could feed.
    width: u32,
    /// Earliest end.
    end: usize,
}
