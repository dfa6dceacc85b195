//! What a teacher's week leaves for preparation and for the meetings of teams.

use super::super::bits::Bits;
use super::super::clock::Clock;
use super::super::meetings::{self, Plan};
use super::Answers;
use super::tally::{Stance, Tally};
use mortarboard_model::keeper::{Keeper, Week};
use mortarboard_model::program::Domains;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Id, School, TermId};

/// Minutes that one unit of missing preparation stands for, where the rule is hard.
const STEP: u32 = 15;

/// What must stay free in the weeks of teachers.
#[derive(Debug)]
pub(crate) struct Weeks<M> {
    /// By teacher: preparation in each term.
    pub(crate) prep: Vec<Vec<Prep>>,
    pub(crate) teams: Vec<TeamTerm>,
    /// By teacher: atoms that hard preparation takes at least.
    pub(crate) reserved: Vec<u32>,
    /// By entry of the teams: the atoms of each of its plans.
    plans: Vec<Vec<M>>,
    /// By teacher: entries of teams that the teacher is in, or would be in by teaching some section.
    teams_of: Vec<Vec<u32>>,
    /// Each atom by itself.
    atom: Vec<M>,
}

/// Own preparation in each term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prep {
    pub(crate) minutes: u32,
    pub(crate) block: u32,
    pub(crate) stance: Stance,
}

/// A team in one term, with the meetings it may choose from.
#[derive(Debug)]
pub(crate) struct TeamTerm {
    pub(crate) team: u32,
    pub(crate) term: TermId,
    pub(crate) minutes: u32,
    pub(crate) listed: Vec<u32>,
    /// Courses whose teachers are members.
    pub(crate) courses: Vec<u32>,
    pub(crate) plans: Vec<Plan>,
    /// Hard, or the price of each member who can't come.
    pub(crate) stance: Stance,
}

impl TeamTerm {
    pub(crate) fn is_hard(&self) -> bool {
        self.stance == Stance::Hard
    }
}

/// The weeks of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spent<M> {
    /// By team entry and teacher: how often a member (listed, and once for each section taught).
    member: Vec<u16>,
    /// By team entry: the teachers who are members.
    members: Vec<Vec<u32>>,
    /// By teacher: atoms in which they teach or are away; kept for members of teams only.
    busy: Vec<M>,
    team_cost: Vec<i64>,
    /// By teacher and preparation asked.
    prep_cost: Vec<Vec<i64>>,
}

impl<M: Bits> Weeks<M> {
    pub(crate) fn new(school: &School, domains: &Domains, answers: &Answers) -> Self {
        let mut prep = vec![Vec::new(); school.teachers().len()];
        let mut teams: Vec<TeamTerm> = Vec::new();
        for (keeper, price) in answers.keepers() {
            match keeper {
                Keeper::Week(Week::Free { teacher, minutes, block }) => {
                    let stance = price.map_or(Stance::Hard, Stance::Priced);
                    prep[teacher.index()].push(Prep { minutes: *minutes, block: *block, stance });
                }
                Keeper::Week(Week::Meets(team)) => teams.extend(meetings::terms(school, domains, *team, price)),
                _ => {}
            }
        }
        let may_be_in = |t: u32, team: &TeamTerm| {
            let teaches = |&c: &u32| school.courses()[CourseId(c)].sections.iter().any(|&s| domains.teachers[s].iter().any(|x| x.0 == t));
            team.listed.contains(&t) || team.courses.iter().any(teaches)
        };
        let set = |atoms: &[u16]| M::from_atoms(atoms.iter().fold(AtomSet::default(), |all, &a| all | AtomSet::of(usize::from(a))));
        Weeks {
            reserved: prep.iter().map(|own| reserved(school, own)).collect(),
            teams_of: (0..prep.len() as u32)
                .map(|t| (0..teams.len() as u32).filter(|&entry| may_be_in(t, &teams[entry as usize])).collect())
                .collect(),
            plans: teams.iter().map(|team| team.plans.iter().map(|plan| set(&plan.atoms)).collect()).collect(),
            atom: (0..school.atoms()).map(|atom| M::from_atoms(AtomSet::of(atom))).collect(),
            prep,
            teams,
        }
    }

    /// Nothing need stay free.
    pub(crate) fn none(school: &School) -> Self {
        Weeks::new(school, &Domains::default(), &Answers::default())
    }

    /// Whether meetings and hard preparation have nothing to say.
    pub(crate) fn ask_nothing(&self) -> bool {
        self.teams.is_empty() && self.prep.iter().flatten().all(|prep| prep.stance != Stance::Hard)
    }

    /// Nobody teaches yet.
    pub(crate) fn nothing(&self) -> Spent<M> {
        let mut spent = Spent {
            member: vec![0; self.teams.len() * self.prep.len()],
            members: vec![Vec::new(); self.teams.len()],
            busy: vec![M::default(); self.prep.len()],
            team_cost: vec![0; self.teams.len()],
            prep_cost: self.prep.iter().map(|own| vec![0; own.len()]).collect(),
        };
        for (entry, team) in self.teams.iter().enumerate() {
            team.listed.iter().for_each(|&t| spent.join(self, entry, t, 1));
        }
        spent
    }
}

/// The fewest atoms in which the minutes of preparation can lie, in the term that needs most.
fn reserved(school: &School, asked: &[Prep]) -> u32 {
    let minutes = asked.iter().filter(|prep| prep.stance == Stance::Hard).map(|prep| prep.minutes).max().unwrap_or(0);
    let fewest = |term| {
        let mut long = vec![0u32; school.atoms()];
        for (id, cell) in school.calendar().cells().iter().filter(|(_, cell)| cell.term == term) {
            if let Some(atom) = school.atom(id) {
                long[atom] += cell.minutes();
            }
        }
        long.sort_unstable_by(|a, b| b.cmp(a));
        let before = long.iter().scan(0u32, |sum, &minutes| Some(std::mem::replace(sum, sum.saturating_add(minutes))));
        before.take_while(|&sum| sum < minutes).count() as u32
    };
    school.calendar().terms().ids().map(fewest).max().unwrap_or(0)
}

impl<M: Bits> Spent<M> {
    /// A teacher teaches a section of a course, or no longer does.
    #[inline]
    pub(crate) fn teach(&mut self, weeks: &Weeks<M>, course: u32, teacher: u32, on: bool) {
        for (entry, team) in weeks.teams.iter().enumerate() {
            if team.courses.contains(&course) {
                self.join(weeks, entry, teacher, if on { 1 } else { -1 });
            }
        }
    }

    /// One reason more or less for a teacher to be a member of a team.
    fn join(&mut self, weeks: &Weeks<M>, entry: usize, teacher: u32, by: i16) {
        let count = &mut self.member[entry * weeks.prep.len() + teacher as usize];
        let before = *count > 0;
        *count = count.saturating_add_signed(by);
        let members = &mut self.members[entry];
        match (before, *count > 0) {
            (false, true) => members.push(teacher),
            (true, false) => members.retain(|&t| t != teacher),
            _ => {}
        }
    }

    /// Recounts what depends on a teacher's week: own preparation, and the meetings of their teams. `taught` is more
    /// than 0 in each atom in which they teach or are away.
    pub(crate) fn weigh(&mut self, weeks: &Weeks<M>, clock: &Clock, tally: &mut Tally, teacher: u32, taught: &[u8]) {
        let t = teacher as usize;
        for (at, prep) in weeks.prep[t].iter().enumerate() {
            let extra = |term| -> u32 {
                let own =
                    weeks.teams.iter().enumerate().filter(|(entry, team)| team.term == term && self.members[*entry].contains(&teacher));
                own.map(|(_, team)| team.minutes).sum()
            };
            let missing = clock.missing(teacher, taught, prep.minutes, prep.block, extra);
            let cost = i64::from(if prep.stance == Stance::Hard { missing.div_ceil(STEP) } else { missing });
            tally.add(prep.stance, cost - std::mem::replace(&mut self.prep_cost[t][at], cost));
        }
        if weeks.teams_of[t].is_empty() {
            return;
        }
        let taken = taught.iter().zip(&weeks.atom).filter(|(count, _)| **count > 0);
        self.busy[t] = taken.fold(M::default(), |all, (_, &atom)| all.with(atom));
        for &entry in &weeks.teams_of[t] {
            self.weigh_team(weeks, tally, entry as usize);
        }
    }

    fn weigh_team(&mut self, weeks: &Weeks<M>, tally: &mut Tally, entry: usize) {
        let team = &weeks.teams[entry];
        let mut best = i64::MAX;
        for (plan, &cells) in team.plans.iter().zip(&weeks.plans[entry]) {
            let mut cost = 0;
            for &t in &self.members[entry] {
                cost += plan.atoms.len() as i64 - i64::from(cells.count_outside(self.busy[t as usize]));
                if cost >= best {
                    break;
                }
            }
            best = best.min(cost);
        }
        let best = if team.plans.is_empty() { 1 } else { best };
        tally.add(team.stance, best - std::mem::replace(&mut self.team_cost[entry], best));
    }
}
