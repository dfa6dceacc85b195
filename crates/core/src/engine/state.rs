//! The state of the search: a complete schedule at every step, with all counts kept up to date.

use super::bits::Bits;
use super::clock::Clock;
use super::keep::Counts;
use super::periods::{Match, Openings};
use super::problem::{NONE, Problem};
use super::student::Scratch;
use super::sums::Sums;
use crate::incremental::RowBook;
use mortarboard_model::program::Choice;
use mortarboard_model::score::Score;
use mortarboard_model::{PatternId, RequestId, SectionId, TeacherId};

/// A step that can be taken back.
#[derive(Clone, Copy, Debug)]
enum Step {
    Seat { request: u32, old: u32 },
    Place { section: u32, pattern: u32, teacher: u32 },
}

/// Adds a request to a list, and says where it stands there.
fn enter(list: &mut Vec<u32>, request: u32) -> u32 {
    list.push(request);
    list.len() as u32 - 1
}

/// Takes a request out of a list in which it stands at its position.
fn leave(list: &mut Vec<u32>, position: &mut [u32], request: u32) {
    let at = position[request as usize] as usize;
    list.swap_remove(at);
    if let Some(&moved) = list.get(at) {
        position[moved as usize] = at as u32;
    }
}

#[derive(Clone)]
pub(crate) struct State<M> {
    pub(crate) pattern: Vec<u32>,
    pub(crate) teacher: Vec<u32>,
    pub(crate) seat: Vec<u32>,
    pub(crate) fill: Vec<u32>,
    pub(crate) roster: Vec<Vec<u32>>,
    /// By course: requests that are not met, alternates left out.
    pub(crate) wanting: Vec<Vec<u32>>,
    /// By request: where it stands on the roster of its section, or among those wanting its course.
    position: Vec<u32>,
    /// Worth each student has, and could have alone.
    pub(crate) worth: Vec<i64>,
    pub(crate) potential: Vec<i64>,
    /// Students who have less than they could.
    pub(crate) lacking: Vec<u32>,
    lacking_at: Vec<u32>,
    /// By teacher: the sections.
    pub(crate) sections_of: Vec<Vec<u32>>,
    /// What the rules count.
    pub(crate) counts: Counts<M>,
    pub(crate) sums: Sums,
    trail: Vec<Step>,
    pub(crate) custom: Option<RowBook>,
    pub(crate) scratch: Scratch<M>,
    pub(crate) openings: Openings,
    pub(crate) week: Match,
}

impl<M: Bits> State<M> {
    pub(crate) fn new(problem: &Problem<M>, clock: &Clock, teacher: &[u32], potential: Vec<i64>, custom: Option<RowBook>) -> Self {
        let (sections, teachers) = (problem.sections.len(), problem.teachers.len());
        let mut state = State {
            pattern: vec![NONE; sections],
            teacher: vec![NONE; sections],
            seat: vec![NONE; problem.requests.len()],
            fill: vec![0; sections],
            roster: vec![Vec::new(); sections],
            wanting: vec![Vec::new(); problem.courses.len()],
            position: vec![NONE; problem.requests.len()],
            worth: vec![0; problem.students.len()],
            lacking: Vec::new(),
            lacking_at: vec![NONE; problem.students.len()],
            potential,
            sections_of: vec![Vec::new(); teachers],
            counts: problem.kept.nothing(),
            sums: Sums { locks: problem.locked_seats, ..Sums::default() },
            trail: Vec::new(),
            custom,
            scratch: Scratch::default(),
            openings: Openings::new(if problem.periods.is_empty() { 0 } else { problem.courses.len() }),
            week: Match::default(),
        };
        for (section, &teacher) in teacher.iter().enumerate() {
            state.place(problem, clock, section as u32, NONE, teacher);
        }
        for (r, request) in problem.requests.iter().enumerate().filter(|(_, request)| !request.is_alternate()) {
            state.position[r] = enter(&mut state.wanting[request.course as usize], r as u32);
        }
        for student in 0..problem.students.len() as u32 {
            state.note_lacking(student);
        }
        for t in 0..teachers as u32 {
            state.counts.weigh(&problem.kept, clock, t);
        }
        state.trail.clear();
        state
    }

    /// Lowers what each student could have to what the times of the sections leave possible, so that a
    /// loading of fixed times knows when a student has everything.
    pub(crate) fn settle(&mut self, problem: &Problem<M>) {
        let own = |sections: &Vec<u32>| {
            let mut patterns: Vec<u32> = sections.iter().map(|&s| self.pattern[s as usize]).filter(|&p| p != NONE).collect();
            patterns.sort_unstable();
            patterns.dedup();
            patterns
        };
        let patterns: Vec<Vec<u32>> = problem.courses.iter().map(own).collect();
        for student in 0..problem.students.len() as u32 {
            self.potential[student as usize] = self.scratch.potential(problem, student, &patterns);
            self.note_lacking(student);
        }
        self.keep();
    }

    pub(crate) fn broken(&self) -> i64 {
        self.counts.tally.hard + self.sums.locks + self.custom.as_ref().map_or(0, RowBook::broken)
    }

    pub(crate) fn energy(&self, problem: &Problem<M>) -> i64 {
        problem.hard * self.broken() + self.counts.tally.priced + self.custom.as_ref().map_or(0, |book| problem.energy(book.cost()))
            - self.sums.met
    }

    /// What is left of the energy at the least when students are seated anew, requests that are met then apart.
    pub(crate) fn least_energy(&self, problem: &Problem<M>) -> i64 {
        let (units, cost) = self.custom.as_ref().map_or((0, Score::default()), RowBook::mendable);
        let seats = self.counts.mendable();
        self.energy(problem) - problem.hard * (units + seats.hard) - problem.energy(cost) - seats.priced
    }

    /// Sets pattern and teacher of a section; records the step.
    pub(crate) fn place(&mut self, problem: &Problem<M>, clock: &Clock, section: u32, pattern: u32, teacher: u32) {
        let s = section as usize;
        let (old_pattern, old_teacher) = (self.pattern[s], self.teacher[s]);
        if (old_pattern, old_teacher) == (pattern, teacher) {
            return;
        }
        self.trail.push(Step::Place { section, pattern: old_pattern, teacher: old_teacher });
        let kept = &problem.kept;
        let course = problem.sections[s].course;
        let atoms = |pattern: u32| problem.pattern_atoms.get(pattern as usize).map_or(&[][..], |atoms| atoms);
        self.counts.ties(kept, section, &self.pattern, &self.teacher, false);
        for (pattern, teacher, on) in [(old_pattern, old_teacher, false), (pattern, teacher, true)] {
            if teacher != NONE {
                self.teach(section, teacher, on);
                self.counts.work(kept, teacher, atoms(pattern), on);
            }
        }
        if old_pattern != pattern {
            self.counts.place(kept, section, old_pattern, atoms(old_pattern), false);
            self.counts.place(kept, section, pattern, atoms(pattern), true);
            if self.open(problem, section) {
                self.seats_changed(problem, section, false);
                self.pattern[s] = pattern;
                self.seats_changed(problem, section, true);
            }
        }
        if old_teacher != teacher {
            for (teacher, on) in [(old_teacher, false), (teacher, true)] {
                if teacher != NONE {
                    self.counts.teach(kept, section, course, teacher, on);
                }
            }
        }
        self.pattern[s] = pattern;
        self.teacher[s] = teacher;
        self.counts.ties(kept, section, &self.pattern, &self.teacher, true);
        if old_teacher != NONE {
            self.counts.weigh(kept, clock, old_teacher);
        }
        if teacher != NONE && teacher != old_teacher {
            self.counts.weigh(kept, clock, teacher);
        }
        if let Some(book) = &mut self.custom {
            let id = SectionId(section);
            let changes = [
                (old_pattern != NONE).then_some((Choice::Place(id, PatternId(old_pattern)), false)),
                (pattern != NONE).then_some((Choice::Place(id, PatternId(pattern)), true)),
                (old_teacher != NONE).then_some((Choice::Teach(id, TeacherId(old_teacher)), false)),
                (teacher != NONE).then_some((Choice::Teach(id, TeacherId(teacher)), true)),
            ];
            changes.into_iter().flatten().for_each(|(choice, value)| book.set(choice, value));
        }
    }

    /// Enters a section in a teacher's list, or takes it out.
    fn teach(&mut self, section: u32, teacher: u32, on: bool) {
        let list = &mut self.sections_of[teacher as usize];
        if on {
            list.push(section);
        } else if let Some(at) = list.iter().position(|&s| s == section) {
            list.swap_remove(at);
        }
    }

    /// Seats a request, or takes its seat away (`NONE`); records the step.
    pub(crate) fn sit(&mut self, problem: &Problem<M>, request: u32, section: u32) {
        let r = request as usize;
        let old = self.seat[r];
        if old == section {
            return;
        }
        self.trail.push(Step::Seat { request, old });
        let data = &problem.requests[r];
        let alternate = data.is_alternate();
        if old != NONE {
            leave(&mut self.roster[old as usize], &mut self.position, request);
            self.fill[old as usize] -= 1;
            if self.fill[old as usize] + 1 == problem.sections[old as usize].cap {
                self.seats_changed(problem, old, true);
            }
            self.counts.seat(&problem.kept, old, data.id, false);
        }
        if old == NONE && !alternate {
            leave(&mut self.wanting[data.course as usize], &mut self.position, request);
        }
        if section == NONE && !alternate {
            self.position[r] = enter(&mut self.wanting[data.course as usize], request);
        }
        if section != NONE {
            self.position[r] = enter(&mut self.roster[section as usize], request);
            self.fill[section as usize] += 1;
            if !self.open(problem, section) && self.fill[section as usize] == problem.sections[section as usize].cap {
                self.seats_changed(problem, section, false);
            }
            self.counts.seat(&problem.kept, section, data.id, true);
        }
        let by = i64::from(section != NONE) - i64::from(old != NONE);
        self.worth[data.student as usize] += by * data.worth;
        self.sums.met += by * data.worth;
        self.sums.weight[usize::from(data.level)] += by * data.weight;
        self.sums.locks -= if data.locked == NONE { 0 } else { by };
        self.seat[r] = section;
        if by != 0 {
            self.note_lacking(data.student);
        }
        if let Some(book) = &mut self.custom {
            let id = RequestId(data.id);
            if old != NONE {
                book.set(Choice::Seat(id, SectionId(old)), false);
            }
            if section != NONE {
                book.set(Choice::Seat(id, SectionId(section)), true);
            }
        }
    }

    fn note_lacking(&mut self, student: u32) {
        let i = student as usize;
        let lacking = self.worth[i] < self.potential[i];
        if lacking && self.lacking_at[i] == NONE {
            self.lacking_at[i] = self.lacking.len() as u32;
            self.lacking.push(student);
        } else if !lacking && self.lacking_at[i] != NONE {
            let at = std::mem::replace(&mut self.lacking_at[i], NONE) as usize;
            self.lacking.swap_remove(at);
            if let Some(&moved) = self.lacking.get(at) {
                self.lacking_at[moved as usize] = at as u32;
            }
        }
    }

    /// Where the trail stands.
    pub(crate) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Takes back every step after a mark.
    pub(crate) fn undo(&mut self, problem: &Problem<M>, clock: &Clock, mark: usize) {
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some(Step::Seat { request, old }) => self.sit(problem, request, old),
                Some(Step::Place { section, pattern, teacher }) => self.place(problem, clock, section, pattern, teacher),
                None => break,
            }
            // Taking a step back is itself recorded; that record goes too.
            self.trail.pop();
        }
    }

    /// Takes back seats only: for steps after a mark at which no section was placed.
    pub(crate) fn take_back(&mut self, problem: &Problem<M>, mark: usize) {
        while self.trail.len() > mark {
            if let Some(Step::Seat { request, old }) = self.trail.pop() {
                self.sit(problem, request, old);
                self.trail.pop();
            }
        }
    }

    /// Keeps every step so far.
    pub(crate) fn keep(&mut self) {
        self.trail.clear();
        if let Some(book) = &mut self.custom {
            book.keep();
        }
    }

    /// The pattern's atoms of a section; empty while it has none.
    #[inline]
    pub(crate) fn mask(&self, problem: &Problem<M>, section: u32) -> M {
        match self.pattern[section as usize] {
            NONE => M::default(),
            pattern => problem.patterns[pattern as usize],
        }
    }

    #[inline]
    pub(crate) fn open(&self, problem: &Problem<M>, section: u32) -> bool {
        self.fill[section as usize] < problem.sections[section as usize].cap
    }

    /// Whether a section has a seat for a request.
    #[inline]
    pub(crate) fn open_to(&self, problem: &Problem<M>, section: u32, r: usize) -> bool {
        self.open(problem, section) && self.counts.admits_seat(&problem.kept, section, problem.requests[r].id)
    }
}
