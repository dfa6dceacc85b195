//! Walks through the states of a search, to compare what it counts with what a rule's check finds.

use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::finish;
use super::keep::Answers;
use super::moves::Proposal;
use super::problem::{NONE, Problem};
use super::run;
use super::state::State;
use crate::incremental::RowBook;
use crate::law::Walked;
use mortarboard_model::School;
use mortarboard_model::program::Domains;
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::score::{Level, Score};
use mortarboard_model::time::AtomSet;
use std::sync::Arc;

/// Walks so many steps under one rule alone; see [`crate::law::walk`].
pub(crate) fn walk(school: &School, rule: Arc<dyn Rule>, mode: Mode, seed: u64, steps: u32) -> Result<Walked, String> {
    let rules = Rules::none().with(rule.clone(), mode);
    if run::unmet(school, &Answers::of(school, &rules), &Domains::new(school, &rules)).is_some() {
        return Ok(Walked::default());
    }
    if school.atoms() <= u64::WIDTH {
        Walk::<u64>::new(school, rule, mode, seed).walk(steps)
    } else if school.atoms() <= u128::WIDTH {
        Walk::<u128>::new(school, rule, mode, seed).walk(steps)
    } else {
        Walk::<AtomSet>::new(school, rule, mode, seed).walk(steps)
    }
}

struct Walk<'a, M> {
    school: &'a School,
    rule: Arc<dyn Rule>,
    mode: Mode,
    domains: Domains,
    problem: Problem<M>,
    clock: Clock,
    state: State<M>,
    dice: Dice,
    proposal: Proposal,
}

impl<'a, M: Bits> Walk<'a, M> {
    fn new(school: &'a School, rule: Arc<dyn Rule>, mode: Mode, seed: u64) -> Self {
        let rules = Rules::none().with(rule.clone(), mode);
        let domains = Domains::new(school, &rules);
        let answers = Answers::of(school, &rules);
        let problem = Problem::<M>::new(school, &answers, &domains);
        let clock = Clock::new(school);
        let custom = run::rows(school, &rules, &answers, &domains);
        let none = vec![NONE; problem.sections.len()];
        let state = State::new(&problem, &clock, &none, vec![i64::MAX; problem.students.len()], custom);
        Walk { school, rule, mode, domains, problem, clock, state, dice: Dice::new(seed), proposal: Proposal::default() }
    }

    fn walk(mut self, steps: u32) -> Result<Walked, String> {
        let mut walked = Walked::default();
        for section in 0..self.problem.sections.len() as u32 {
            self.place(section);
        }
        self.state.keep();
        self.compare(&mut walked)?;
        for _ in 0..steps {
            // Evening out and loading keep what they do.
            if self.dice.below(12) == 0 {
                match self.dice.below(2) {
                    0 => self.state.even_out(&self.problem),
                    _ => self.state.load(&self.problem, &mut self.proposal, &|| false),
                }
            }
            let mark = self.state.mark();
            let before = (self.state.counts.clone(), self.state.sums, self.state.broken(), self.state.energy(&self.problem));
            for _ in 0..=self.dice.below(3) {
                self.step();
            }
            if self.dice.below(3) == 0 {
                self.state.undo(&self.problem, &self.clock, mark);
                let after = (self.state.counts.clone(), self.state.sums, self.state.broken(), self.state.energy(&self.problem));
                // What is counted is the same; the order of some lists need not be.
                if (before.0.tally, before.1, before.2, before.3) != (after.0.tally, after.1, after.2, after.3) {
                    return Err("what is taken back leaves a trace".to_owned());
                }
            }
            self.state.keep();
            self.compare(&mut walked)?;
        }
        Ok(walked)
    }

    /// One change: a section, a student, or a move of the search.
    fn step(&mut self) {
        let (sections, students) = (self.problem.sections.len(), self.problem.students.len());
        match self.dice.below(7) {
            0..=2 if sections > 0 => {
                let section = self.dice.below(sections) as u32;
                self.place(section);
            }
            3 if students > 0 => {
                let student = self.dice.below(students) as u32;
                let requests: Vec<usize> = self.problem.requests_of(student).collect();
                if let Some(&request) = self.dice.pick(&requests) {
                    self.state.sit(&self.problem, request as u32, NONE);
                    self.state.refit(&self.problem, student, &mut self.proposal);
                }
            }
            4 if students > 0 => {
                let student = self.dice.below(students) as u32;
                self.state.make_way(&self.problem, student, &mut self.proposal);
            }
            _ => {
                let mut proposal = std::mem::take(&mut self.proposal);
                if self.state.propose(&self.problem, &mut self.dice, &mut proposal) {
                    let slack = self.dice.below(400) as i64;
                    self.state.attempt(&self.problem, &self.clock, &mut proposal, slack);
                }
                self.proposal = proposal;
            }
        }
    }

    /// Gives a section any of its patterns and teachers, and its students what they can then have.
    fn place(&mut self, section: u32) {
        let data = &self.problem.sections[section as usize];
        let pattern = self.dice.pick(&data.patterns).copied().unwrap_or(NONE);
        let teacher = self.dice.pick(&data.teachers).copied().unwrap_or(NONE);
        let touched: Vec<u32> = self.state.roster[section as usize].iter().map(|&r| self.problem.requests[r as usize].student).collect();
        self.state.place(&self.problem, &self.clock, section, pattern, teacher);
        for student in touched {
            self.state.refit(&self.problem, student, &mut self.proposal);
        }
    }

    /// Compares what the state counts with what the check finds.
    fn compare(&self, walked: &mut Walked) -> Result<(), String> {
        let mut schedule = self.state.schedule(&self.problem, self.school);
        let met = finish::meet(&self.problem, self.school, &schedule).is_some();
        let roomless = finish::complete(&self.problem, self.school, &self.domains, &mut schedule);
        let findings = self.rule.check(self.school, &schedule);
        let (hard, soft): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| self.mode == Mode::Hard || finding.always_hard);
        // Rows may speak of rooms and meetings too, which are there now.
        let book = self.state.custom.clone().map(|mut book| {
            book.load(&schedule);
            book
        });
        let broken = self.state.counts.tally.hard + self.state.sums.locks + book.as_ref().map_or(0, RowBook::broken);
        let differ = |what: String| {
            let slug = self.rule.card().slug;
            Err(format!("{slug} {:?}: {what}; the check finds {findings:?}\nschedule: {:?}", self.mode, schedule.to_raw(self.school)))
        };
        // Rooms and meetings are found when all else is decided; a state that leaves none is not used.
        let usable = met && roomless.is_empty();
        if hard.is_empty() && broken > 0 && usable {
            return differ(format!("{broken} units are counted as broken"));
        }
        if !hard.is_empty() && broken == 0 && usable {
            return differ("nothing is counted as broken".to_owned());
        }
        let weight = self.mode.price().map_or(0, |price| price.weight);
        let price = weight * soft.iter().map(|finding| finding.units).sum::<i64>() - self.rule.preference(self.school, &schedule);
        let counted = self.state.price(&self.problem, book.as_ref());
        if usable && counted != price && !(self.state.estimates(&self.problem)) {
            return differ(format!("a price of {counted} is counted, and {price} is due"));
        }
        *(if findings.is_empty() { &mut walked.kept } else { &mut walked.broken }) += 1;
        Ok(())
    }
}

impl<M: Bits> State<M> {
    /// The price of all soft rules, less what is gained on their level.
    fn price(&self, problem: &Problem<M>, book: Option<&RowBook>) -> i64 {
        let crowded = |s: usize| -> i64 {
            let over = |&(most, price): &(u32, i64)| i64::from(self.fill[s].saturating_sub(most)) * price;
            problem.kept.amounts.crowded(s).iter().map(over).sum()
        };
        let on_all = |paid: Score| Level::ALL.into_iter().map(|level| paid.on(level)).sum::<i64>();
        let rows = book.map_or(0, |book| on_all(book.cost()) - book.gained().preference);
        let tally = self.counts.tally;
        on_all(tally.paid) + tally.last + rows + (0..self.fill.len()).map(crowded).sum::<i64>()
    }

    /// Whether some price is known only when meetings and rooms are chosen.
    fn estimates(&self, problem: &Problem<M>) -> bool {
        problem.kept.weeks.teams.iter().any(|team| !team.is_hard()) || problem.hosts.any_price()
    }
}
