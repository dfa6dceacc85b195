//! What a teacher's week leaves for preparation and for the meetings of teams.

use super::bits::Bits;
use super::clock::Clock;
use super::problem::Problem;
use super::state::State;

impl<M: Bits> State<M> {
    /// Recounts what depends on a teacher's week: own preparation, and the meetings of their teams.
    pub(super) fn weigh_teacher(&mut self, problem: &Problem<M>, clock: &Clock, teacher: u32) {
        let t = teacher as usize;
        let week = &self.taught[t * problem.atoms..(t + 1) * problem.atoms];
        if let Some(prep) = &problem.teachers[t].prep {
            let extra = |term| -> u32 {
                let own =
                    problem.teams.iter().enumerate().filter(|(entry, team)| team.term == term && self.members[*entry].contains(&teacher));
                own.map(|(_, team)| team.minutes).sum()
            };
            let missing = clock.missing(teacher, week, prep.minutes, prep.block, extra);
            let cost = i64::from(missing.div_ceil(15));
            self.sums.preparation += cost - std::mem::replace(&mut self.prep_cost[t], cost);
        }
        if problem.teachers[t].teams.is_empty() {
            return;
        }
        let taught = week.iter().zip(&problem.atom).filter(|(count, _)| **count > 0);
        self.busy[t] = taught.fold(M::default(), |all, (_, &atom)| all.with(atom));
        for &entry in &problem.teachers[t].teams {
            self.weigh_team(problem, entry as usize);
        }
    }

    fn weigh_team(&mut self, problem: &Problem<M>, entry: usize) {
        let team = &problem.teams[entry];
        let mut best = i64::MAX;
        for (plan, &cells) in team.plans.iter().zip(&problem.plans[entry]) {
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
        let delta = best - std::mem::replace(&mut self.team_cost[entry], best);
        if team.hard {
            self.sums.teams += delta;
        } else {
            self.sums.soft += delta * team.weight;
        }
    }
}
