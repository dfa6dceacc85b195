//! Moves of the search: what is tried, what follows for the students, and what is taken back.

use super::bits::Bits;
use super::clock::Clock;
use super::dice::Dice;
use super::problem::{NONE, Problem, Section};
use super::state::State;
use super::student::Ask;

/// Students who lack a course and are looked at after a move of its sections.
const MOST_RETRIED: usize = 64;

/// A pattern for a section: mostly one that cuts across few others.
fn time_of(section: &Section, dice: &mut Dice) -> Option<u32> {
    let all = section.compact.len() == section.patterns.len() || dice.below(4) == 0;
    dice.pick(if all { &section.patterns } else { &section.compact }).copied()
}

/// A section with the pattern and teacher it is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) section: u32,
    pub(crate) pattern: u32,
    pub(crate) teacher: u32,
}

/// A move that is proposed, with room for carrying it out that is kept between moves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proposal {
    changes: Vec<Change>,
    touched: Vec<u32>,
    stamp: Vec<u32>,
    now: u32,
    unseated: Vec<u32>,
}

impl Proposal {
    pub(crate) fn changes(&self) -> &[Change] {
        &self.changes
    }
}

impl<M: Bits> State<M> {
    /// Proposes a move; false when the dice led nowhere.
    pub(crate) fn propose(&self, problem: &Problem<M>, dice: &mut Dice, proposal: &mut Proposal) -> bool {
        proposal.changes.clear();
        let guided = !self.lacking.is_empty() && dice.below(100) < 60;
        let target = if guided { self.guided(problem, dice) } else { self.blind(problem, dice) };
        let Some((section, pattern)) = target else { return false };
        let s = section as usize;
        let (from, teacher) = (self.pattern[s], self.teacher[s]);
        if from == pattern {
            // Staying in place, a section may still change hands.
            return self.exchange_teachers(problem, dice, section, pattern, proposal);
        }
        proposal.changes.push(Change { section, pattern, teacher });
        if teacher == NONE {
            return true;
        }
        let mask = problem.patterns[pattern as usize];
        if mask.meets(problem.teachers[teacher as usize].away) {
            return self.exchange_teachers(problem, dice, section, pattern, proposal);
        }
        let own = if problem.teachers[teacher as usize].alone { &self.sections_of[teacher as usize][..] } else { &[] };
        let mut rivals = own.iter().copied().filter(|&x| x != section && self.mask(problem, x).meets(mask));
        let Some(rival) = rivals.next() else { return true };
        if rivals.next().is_some() {
            return self.broken() > 0 && dice.below(4) == 0;
        }
        // The teacher's other section takes the place left free, or another teacher takes over.
        let back = problem.sections[rival as usize].patterns.binary_search(&from).is_ok();
        if back && dice.below(8) != 0 {
            proposal.changes.push(Change { section: rival, pattern: from, teacher });
            return true;
        }
        self.exchange_teachers(problem, dice, section, pattern, proposal)
    }

    /// A section that could meet a request of a student who has less than they could, and a time that
    /// this student could use.
    fn guided(&self, problem: &Problem<M>, dice: &mut Dice) -> Option<(u32, u32)> {
        let &student = dice.pick(&self.lacking)?;
        let requests = problem.requests_of(student);
        let missing: Vec<usize> = requests.clone().filter(|&r| self.seat[r] == NONE && !problem.requests[r].is_alternate()).collect();
        let &wanted = dice.pick(&missing)?;
        let course = if dice.below(4) == 0 {
            // Something the student has stands in the way: move that instead.
            let held: Vec<usize> = requests.filter(|&r| self.seat[r] != NONE).collect();
            problem.requests[*dice.pick(&held)?].course
        } else {
            problem.requests[wanted].course
        };
        let &section = dice.pick(&problem.courses[course as usize])?;
        Some((section, time_of(&problem.sections[section as usize], dice)?))
    }

    fn blind(&self, problem: &Problem<M>, dice: &mut Dice) -> Option<(u32, u32)> {
        let section = dice.below(problem.sections.len());
        Some((section as u32, time_of(problem.sections.get(section)?, dice)?))
    }

    /// Lets a teacher who may teach the section and is free at the pattern take it, and gives one of theirs back, so that
    /// limits on what a teacher teaches, whatever the time, are kept.
    pub(crate) fn exchange_teachers(
        &self,
        problem: &Problem<M>,
        dice: &mut Dice,
        section: u32,
        pattern: u32,
        proposal: &mut Proposal,
    ) -> bool {
        proposal.changes.clear();
        let s = section as usize;
        let old = self.teacher[s];
        let Some(&new) = dice.pick(&problem.sections[s].teachers) else { return false };
        if new == old || old == NONE {
            return false;
        }
        let mask = problem.patterns[pattern as usize];
        let gives: Vec<u32> =
            self.sections_of[new as usize].iter().copied().filter(|&x| problem.sections[x as usize].teachers.contains(&old)).collect();
        let back = if dice.below(4) == 0 { None } else { dice.pick(&gives).copied() };
        proposal.changes.push(Change { section, pattern, teacher: new });
        if let Some(back) = back {
            proposal.changes.push(Change { section: back, pattern: self.pattern[back as usize], teacher: old });
        }
        let alone = problem.teachers[new as usize].alone;
        let busy = alone && self.sections_of[new as usize].iter().any(|&x| Some(x) != back && self.mask(problem, x).meets(mask));
        !busy && self.counts.admits(&problem.kept, old, Some(section), back) && self.counts.admits(&problem.kept, new, back, Some(section))
    }

    /// Carries out the move proposed and refits every student it touches. Gives up, and takes all of it
    /// back, when the energy rises by more than `slack`. Returns whether the move was kept.
    pub(crate) fn attempt(&mut self, problem: &Problem<M>, clock: &Clock, proposal: &mut Proposal, slack: i64) -> bool {
        let mark = self.mark();
        let before = self.energy(problem);
        self.gather(problem, proposal);
        let could_gain = self.could_gain(problem, proposal);
        for i in 0..proposal.changes.len() {
            let Change { section, pattern, teacher } = proposal.changes[i];
            self.place(problem, clock, section, pattern, teacher);
        }
        if self.least_energy(problem) - before > slack.saturating_add(could_gain) {
            self.undo(problem, clock, mark);
            return false;
        }
        for i in 0..proposal.touched.len() {
            let student = proposal.touched[i];
            self.refit(problem, student, proposal);
            if self.least_energy(problem) - before > slack.saturating_add(could_gain) {
                self.undo(problem, clock, mark);
                return false;
            }
        }
        self.retry(problem, proposal);
        if self.energy(problem) - before > slack {
            self.undo(problem, clock, mark);
            return false;
        }
        true
    }

    /// The students who sit in a section that is to move.
    fn gather(&self, problem: &Problem<M>, proposal: &mut Proposal) {
        proposal.stamp.resize(problem.students.len(), 0);
        proposal.now += 1;
        proposal.touched.clear();
        for change in &proposal.changes {
            for &request in &self.roster[change.section as usize] {
                let student = problem.requests[request as usize].student;
                if proposal.stamp[student as usize] != proposal.now {
                    proposal.stamp[student as usize] = proposal.now;
                    proposal.touched.push(student);
                }
            }
        }
    }

    /// What students can gain at most by the move proposed: what those still lack who sit in a section that moves or
    /// want its course.
    fn could_gain(&self, problem: &Problem<M>, proposal: &Proposal) -> i64 {
        let lack = |student: u32| (self.potential[student as usize] - self.worth[student as usize]).max(0);
        let mut most: i64 = proposal.touched.iter().map(|&student| lack(student)).fold(0, i64::saturating_add);
        for change in &proposal.changes {
            let course = problem.sections[change.section as usize].course;
            let wanting = self.wanting[course as usize].iter().map(|&r| problem.requests[r as usize].student);
            most = wanting.filter(|&i| proposal.stamp[i as usize] != proposal.now).map(lack).fold(most, i64::saturating_add);
        }
        most
    }

    /// Tries the students who lack a course that is to move.
    fn retry(&mut self, problem: &Problem<M>, proposal: &mut Proposal) {
        let mut lacking = std::mem::take(&mut proposal.touched);
        lacking.clear();
        for change in &proposal.changes {
            let course = problem.sections[change.section as usize].course;
            let wanting = self.wanting[course as usize].iter().map(|&r| problem.requests[r as usize].student);
            lacking.extend(wanting.filter(|&i| self.worth[i as usize] < self.potential[i as usize]).take(MOST_RETRIED));
        }
        for &student in &lacking {
            self.refit(problem, student, proposal);
        }
        proposal.touched = lacking;
    }

    /// Gives a student back a week without clashes, and the best one that the free seats allow.
    pub(crate) fn refit(&mut self, problem: &Problem<M>, student: u32, proposal: &mut Proposal) {
        let requests = problem.requests_of(student);
        let away = problem.students[student as usize];
        let mut busy = away;
        let (mut any_alternate, mut several) = (false, false);
        for r in requests.clone() {
            let section = self.seat[r];
            let bound = problem.requests[r].several || problem.requests[r].ordered;
            several |= bound || problem.requests[r].counted;
            if section == NONE {
                continue;
            }
            let mask = self.mask(problem, section);
            any_alternate |= problem.requests[r].is_alternate();
            // The pattern may have moved onto one that is taken, into a term in which the student has the course already, or
            // nowhere at all.
            let goes = !bound || self.apart(problem, r, section, r) && self.goes(problem, r, section, r);
            let fits = goes && mask != M::default() && !mask.meets(busy);
            if !fits {
                self.sit(problem, r as u32, NONE);
            } else {
                busy = busy.with(mask);
            }
        }
        if several {
            self.put_in_order(problem, student);
        }
        if self.worth[student as usize] >= self.potential[student as usize] {
            return;
        }
        // A matching does not keep several requests for a course apart, nor in an order, nor seats that a rule counts.
        if !problem.periods.is_empty() && !several {
            self.rematch(problem, student);
            return;
        }
        proposal.unseated.clear();
        proposal
            .unseated
            .extend(requests.clone().filter(|&r| self.seat[r] == NONE && !problem.requests[r].is_alternate()).map(|r| r as u32));
        if !any_alternate && !several {
            for i in 0..proposal.unseated.len() {
                let r = proposal.unseated[i];
                self.seat_simply(problem, r, &mut busy);
            }
            if self.worth[student as usize] >= self.potential[student as usize] {
                return;
            }
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let ask = Ask { enough: self.potential[student as usize], ..self.above_held(problem, student) };
        let better = scratch.solve(problem, self, student, ask, |section, r| self.open_to(problem, section, r));
        match better {
            Some(_) => self.adopt(problem, student, scratch.found()),
            None => self.top_up(problem, student),
        }
        self.scratch = scratch;
    }

    /// Asks for more than a student has: alternates aside, or with them where they weigh as much as other requests.
    pub(super) fn above_held(&self, problem: &Problem<M>, student: u32) -> Ask {
        if problem.dear_alternates {
            return self.above_all_held(problem, student);
        }
        let met = problem.requests_of(student).filter(|&r| self.seat[r] != NONE && !problem.requests[r].is_alternate());
        Ask::above(met.map(|r| problem.requests[r].worth).sum())
    }

    /// Asks for more than a student has, alternates included; for anything that is allowed where what is held is not.
    pub(super) fn above_all_held(&self, problem: &Problem<M>, student: u32) -> Ask {
        let valid = self.alternates_valid(problem, student);
        Ask { whole: true, ..Ask::above(if valid { self.worth[student as usize] } else { -1 }) }
    }

    /// Gives a student the alternates for which there is time and a seat, while requests are given up; takes back those
    /// that stand in for nothing any more.
    fn top_up(&mut self, problem: &Problem<M>, student: u32) {
        let requests = problem.requests_of(student);
        if !self.alternates_valid(problem, student) {
            for r in requests.clone().filter(|&r| problem.requests[r].is_alternate()) {
                self.sit(problem, r as u32, NONE);
            }
        }
        let held = requests.clone().filter(|&r| self.seat[r] != NONE);
        let mut busy = held.fold(problem.students[student as usize], |all, r| all.with(self.mask(problem, self.seat[r])));
        for r in requests.clone().filter(|&r| problem.requests[r].is_alternate()) {
            if self.seat[r] != NONE {
                continue;
            }
            let request = &problem.requests[r];
            let locked = [request.locked];
            let own: &[u32] = if request.locked == NONE { &problem.courses[request.course as usize] } else { &locked };
            let fits = |&section: &u32| {
                let mask = self.mask(problem, section);
                mask != M::default()
                    && !mask.meets(busy)
                    && (request.locked != NONE || self.open_to(problem, section, r))
                    && self.apart(problem, r, section, requests.end)
                    && self.goes(problem, r, section, requests.end)
            };
            let Some(section) = own.iter().copied().find(fits) else { continue };
            self.sit(problem, r as u32, section);
            if self.alternates_valid(problem, student) && self.in_order(problem, student) {
                busy = busy.with(self.mask(problem, section));
            } else {
                self.sit(problem, r as u32, NONE);
            }
        }
    }

    /// Takes over a student's sections as found by the exact subproblem.
    pub(crate) fn adopt(&mut self, problem: &Problem<M>, student: u32, found: &[u32]) {
        let first = problem.requests_of(student).start;
        for (k, &section) in found.iter().enumerate() {
            if self.seat[first + k] != section {
                self.sit(problem, (first + k) as u32, section);
            }
        }
    }

    /// Seats a request in a free seat at a free time, or where one other request can make way.
    fn seat_simply(&mut self, problem: &Problem<M>, r: u32, busy: &mut M) {
        let request = &problem.requests[r as usize];
        let locked = [request.locked];
        let own: &[u32] = if request.locked == NONE { &problem.courses[request.course as usize] } else { &locked };
        let free = |state: &Self, section: u32, busy: M| {
            let mask = state.mask(problem, section);
            mask != M::default() && !mask.meets(busy) && state.open(problem, section)
        };
        if let Some(&section) = own.iter().find(|&&section| free(self, section, *busy)) {
            *busy = busy.with(self.mask(problem, section));
            self.sit(problem, r, section);
            return;
        }
        let requests = problem.requests_of(request.student);
        for &section in own.iter().filter(|&&section| self.open(problem, section)) {
            let mask = self.mask(problem, section);
            if mask == M::default() || mask.meets(problem.students[request.student as usize]) {
                continue;
            }
            let mut others = requests.clone().filter(|&x| self.seat[x] != NONE && self.mask(problem, self.seat[x]).meets(mask));
            let (Some(other), None) = (others.next(), others.next()) else { continue };
            if problem.requests[other].locked != NONE {
                continue;
            }
            let rest = requests.clone().filter(|&x| x != other && self.seat[x] != NONE);
            let rest =
                rest.fold(problem.students[request.student as usize].with(mask), |all, x| all.with(self.mask(problem, self.seat[x])));
            let held = self.seat[other];
            let away = problem.courses[problem.requests[other].course as usize].iter().copied();
            if let Some(to) = away.into_iter().find(|&to| to != held && free(self, to, rest)) {
                *busy = rest.with(self.mask(problem, to));
                self.sit(problem, other as u32, to);
                self.sit(problem, r, section);
                return;
            }
        }
    }
}
