//! Team meetings: which sets of cells give a team its minutes, and which of them are taken.

use super::problem::atoms_meeting;
use mortarboard_model::program::Domains;
use mortarboard_model::{CellId, Id, School, TeamId, TermId};
use std::collections::BTreeSet;

use super::keep::{Price, Stance, TeamTerm};

/// Most meetings that one team chooses from in one term.
const MOST_MEETINGS: usize = 512;
/// Steps of the enumeration and of the final choice.
const MOST_STEPS: usize = 200_000;

/// Cells in which a team could meet: enough minutes, in blocks that are long enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) cells: Vec<CellId>,
    /// Atoms a member must have free.
    pub(crate) atoms: Vec<u16>,
}

/// One entry for each term of a team that must meet, or whose minutes have a price.
pub(crate) fn terms(school: &School, domains: &Domains, id: TeamId, price: Option<Price>) -> Vec<TeamTerm> {
    let team = &school.teams()[id];
    let entry = |term| TeamTerm {
        team: id.0,
        term,
        minutes: team.minutes,
        listed: team.members.iter().map(|t| t.0).collect(),
        courses: team.courses.iter().map(|c| c.0).collect(),
        plans: meetings(school, domains, id, term),
        stance: price.map_or(Stance::Hard, |price| Stance::Priced(price.times(i64::from(team.minutes)))),
    };
    school.calendar().terms().ids().map(entry).collect()
}

/// Inclusion-minimal sets of blocks with enough minutes in one term, fewest blocks first.
fn meetings(school: &School, domains: &Domains, team: TeamId, term: TermId) -> Vec<Plan> {
    let calendar = school.calendar();
    let data = &school.teams()[team];
    let open: Vec<CellId> = domains.meetings[team].iter().copied().filter(|&c| calendar.cells()[c].term == term).collect();
    // The shortest blocks from each cell on: a longer block is a union of blocks or costs more time.
    let mut blocks: Vec<Vec<CellId>> = Vec::new();
    for run in calendar.blocks(&open) {
        for from in 0..run.len() {
            if let Some(to) = (from..run.len()).find(|&to| calendar.minutes(&run[from..=to]) >= data.min_block) {
                blocks.push(run[from..=to].to_vec());
            }
        }
    }
    let mut found = BTreeSet::new();
    // One more block at a time, so that meetings of few blocks come first whatever the cap cuts off.
    let mut steps = 0;
    for size in 1..=blocks.len() {
        let before = found.len();
        choose(school, &blocks, data.minutes, size, 0, &mut Vec::new(), &mut found, &mut steps);
        if found.len() >= MOST_MEETINGS || steps >= MOST_STEPS || (before > 0 && found.len() == before) {
            break;
        }
    }
    let mut meetings: Vec<Plan> = found
        .into_iter()
        .map(|(_, cells)| {
            let atoms = atoms_meeting(school, &cells).iter().map(|a| a as u16).collect();
            Plan { cells, atoms }
        })
        .collect();
    meetings.sort_by_key(|m| (m.atoms.len(), calendar.minutes(&m.cells)));
    meetings
}

#[allow(clippy::too_many_arguments, reason = "the state of one recursion")]
fn choose(
    school: &School,
    blocks: &[Vec<CellId>],
    minutes: u32,
    left: usize,
    from: usize,
    chosen: &mut Vec<usize>,
    found: &mut BTreeSet<(usize, Vec<CellId>)>,
    steps: &mut usize,
) {
    *steps += 1;
    if found.len() >= MOST_MEETINGS || *steps >= MOST_STEPS {
        return;
    }
    if left == 0 {
        let union = |skip: Option<usize>| -> Vec<CellId> {
            let set: BTreeSet<CellId> = chosen.iter().filter(|&&b| Some(b) != skip).flat_map(|&b| blocks[b].iter().copied()).collect();
            set.into_iter().collect()
        };
        let cells = union(None);
        let calendar = school.calendar();
        let enough = calendar.minutes(&cells) >= minutes;
        if enough && chosen.iter().all(|&b| calendar.minutes(&union(Some(b))) < minutes) {
            found.insert((chosen.len(), cells));
        }
        return;
    }
    for next in from..blocks.len() {
        chosen.push(next);
        choose(school, blocks, minutes, left - 1, next + 1, chosen, found, steps);
        chosen.pop();
    }
}

/// What a teacher's own preparation needs: minutes in blocks, in every term.
pub(crate) fn preparation_missing(school: &School, occupied: &dyn Fn(CellId) -> bool, minutes: u32, block: u32) -> u32 {
    let calendar = school.calendar();
    calendar
        .terms()
        .ids()
        .map(|term| {
            let free: Vec<CellId> =
                calendar.cells().iter().filter(|(id, cell)| cell.term == term && !occupied(*id)).map(|(id, _)| id).collect();
            let counted: u32 = calendar.blocks(&free).iter().map(|run| calendar.minutes(run)).filter(|&run| run >= block).sum();
            minutes.saturating_sub(counted)
        })
        .sum()
}

/// Who teaches when, as the final choice of meetings needs it.
pub(crate) struct Week<'a> {
    pub(crate) school: &'a School,
    /// By teacher: cells in which the teacher teaches or is away.
    pub(crate) busy: Vec<Vec<bool>>,
    /// By teacher: own preparation in minutes and block.
    pub(crate) prep: Vec<Vec<(u32, u32)>>,
    /// By entry of the problem's teams: the members.
    pub(crate) members: Vec<Vec<u32>>,
}

/// Chooses a meeting for each entry so that every member is free, no member is in two at once and every
/// member keeps their own preparation. Entries that are not hard may stay without. O(plans^teams) at
/// worst, cut off after a fixed number of steps; in practice the first choice nearly always holds.
pub(crate) fn designate(week: &mut Week<'_>, teams: &[TeamTerm]) -> Option<Vec<Vec<CellId>>> {
    let mut chosen: Vec<Vec<CellId>> = vec![Vec::new(); teams.len()];
    let mut order: Vec<usize> = (0..teams.len()).collect();
    order.sort_by_key(|&at| {
        let free = teams[at].plans.iter().filter(|plan| is_free(week, &week.members[at], plan)).count();
        (!teams[at].is_hard(), free, at)
    });
    let mut steps = 0;
    decide(week, teams, &order, 0, &mut chosen, &mut steps).then_some(chosen)
}

fn is_free(week: &Week<'_>, members: &[u32], plan: &Plan) -> bool {
    members.iter().all(|&t| plan.cells.iter().all(|cell| !week.busy[t as usize][cell.index()]))
}

fn decide(week: &mut Week<'_>, teams: &[TeamTerm], order: &[usize], at: usize, chosen: &mut Vec<Vec<CellId>>, steps: &mut usize) -> bool {
    let Some(&entry) = order.get(at) else { return true };
    let members = week.members[entry].clone();
    for plan in &teams[entry].plans {
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        if !is_free(week, &members, plan) {
            continue;
        }
        let set = |week: &mut Week<'_>, value| {
            members.iter().for_each(|&t| plan.cells.iter().for_each(|c| week.busy[t as usize][c.index()] = value));
        };
        set(week, true);
        let prepared = members.iter().all(|&t| {
            let occupied = |c: CellId| week.busy[t as usize][c.index()];
            week.prep[t as usize].iter().all(|&(minutes, block)| preparation_missing(week.school, &occupied, minutes, block) == 0)
        });
        if prepared {
            chosen[entry] = plan.cells.clone();
            if decide(week, teams, order, at + 1, chosen, steps) {
                return true;
            }
            chosen[entry].clear();
        }
        set(week, false);
    }
    // A priced meeting may be left out; a hard one may not.
    !teams[entry].is_hard() && decide(week, teams, order, at + 1, chosen, steps)
}
