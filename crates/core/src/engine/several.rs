//! Several requests of one student for one course, in the subproblem of one student: each has a section of its own, in
//! terms that have none in common with those of the others.

use super::bits::Bits;
use super::problem::{NONE, Problem, Terms};
use super::state::State;

/// The courses that a student asks for more than once, while a choice for the student is searched. Empty for nearly all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Several {
    /// By request: position of its group; empty where there is none.
    group: Vec<u32>,
    groups: Vec<Group>,
    /// By option: its terms; empty where there are no groups.
    terms: Vec<Terms>,
    /// What the requests of one group can gain, while a bound is taken.
    gains: Vec<(i64, u32)>,
}

#[derive(Clone, Debug)]
struct Group {
    course: u32,
    /// Terms in which one of the requests is met by the choice under way; all of them when the others are given up.
    taken: Terms,
    /// How many more sections there are.
    sections: u32,
    /// Whether the requests are alike, so that which of them is met makes no difference.
    alike: bool,
}

impl Several {
    /// Notes the groups of a student's requests.
    pub(crate) fn begin<M>(&mut self, problem: &Problem<M>, requests: std::ops::Range<usize>) {
        self.group.clear();
        self.groups.clear();
        self.terms.clear();
        if !problem.requests[requests.clone()].iter().any(|request| request.several) {
            return;
        }
        for request in &problem.requests[requests.clone()] {
            let known = self.groups.iter().position(|group| group.course == request.course);
            let at = known.unwrap_or(self.groups.len());
            if known.is_none() && request.several {
                let own = || problem.requests[requests.clone()].iter().filter(|r| r.course == request.course);
                let alike = own().all(|r| (r.level, r.worth, r.locked) == (request.level, request.worth, NONE));
                let sections = problem.courses[request.course as usize].len() as u32;
                self.groups.push(Group { course: request.course, taken: 0, sections, alike });
            }
            self.group.push(if request.several { at as u32 } else { NONE });
        }
    }

    /// Whether there are none.
    #[inline]
    pub(crate) fn none(&self) -> bool {
        self.groups.is_empty()
    }

    /// Notes the terms of the next options.
    #[inline]
    pub(crate) fn options(&mut self, terms: impl Iterator<Item = Terms>) {
        if !self.groups.is_empty() {
            self.terms.extend(terms);
        }
    }

    /// Terms in which a request can't be met; 0 for nearly all.
    #[inline]
    pub(crate) fn shut(&self, k: u32) -> Terms {
        match self.group.get(k as usize) {
            None | Some(&NONE) => 0,
            Some(&at) => {
                let group = &self.groups[at as usize];
                if group.sections == 0 { Terms::MAX } else { group.taken }
            }
        }
    }

    /// Whether an option lies in none of the terms that are shut.
    #[inline]
    pub(crate) fn allows(&self, shut: Terms, option: u32) -> bool {
        shut == 0 || self.terms[option as usize] & shut == 0
    }

    /// Takes an option for a request, or gives the request up, and with it all others like it: what they could have
    /// instead has been tried for this one. Returns what [`undo`](Self::undo) needs.
    pub(crate) fn take(&mut self, k: u32, option: Option<u32>) -> (Terms, u32) {
        let Some(&at) = self.group.get(k as usize).filter(|&&at| at != NONE) else { return (0, 0) };
        let group = &mut self.groups[at as usize];
        let before = (group.taken, group.sections);
        match option {
            Some(option) => {
                group.taken |= self.terms[option as usize];
                group.sections -= 1;
            }
            None if group.alike => group.taken = Terms::MAX,
            None => {}
        }
        before
    }

    pub(crate) fn undo(&mut self, k: u32, (taken, sections): (Terms, u32)) {
        if let Some(&at) = self.group.get(k as usize).filter(|&&at| at != NONE) {
            let group = &mut self.groups[at as usize];
            (group.taken, group.sections) = (taken, sections);
        }
    }

    /// Starts a bound.
    pub(crate) fn count(&mut self) {
        self.gains.clear();
    }

    /// Notes what a request of a group can still gain.
    #[inline]
    pub(crate) fn gain(&mut self, k: u32, gain: i64) {
        if let Some(&at) = self.group.get(k as usize).filter(|&&at| at != NONE) {
            self.gains.push((gain, at));
        }
    }

    /// Gains noted of requests that are too many for their group: no more of it can be met than there are sections, nor
    /// than there are terms in which `open`, by request, leaves an option. The least gains of each group.
    pub(crate) fn excess(&mut self, open: impl Fn(u32, &Self) -> Terms, gains: &mut Vec<i64>) -> (u32, i64) {
        let (mut over, mut lost) = (0, 0);
        self.gains.sort_unstable();
        for (at, group) in self.groups.iter().enumerate() {
            let own = self.gains.iter().filter(|(_, of)| *of as usize == at);
            let reach = (0..self.group.len() as u32).filter(|&k| self.group[k as usize] as usize == at);
            let terms = reach.fold(0, |terms, k| terms | open(k, self));
            let most = terms.count_ones().min(group.sections) as usize;
            let more = own.clone().count().saturating_sub(most);
            for &(gain, _) in own.take(more) {
                over += 1;
                lost += gain;
                if let Some(at) = gains.iter().position(|&known| known == gain) {
                    gains.swap_remove(at);
                }
            }
        }
        (over, lost)
    }

    /// Terms of some options that are not shut.
    pub(crate) fn open(&self, options: std::ops::Range<u32>, shut: Terms, free: impl Fn(u32) -> bool) -> Terms {
        options.filter(|&option| self.allows(shut, option) && free(option)).fold(0, |all, option| all | self.terms[option as usize])
    }
}

/// Whether one more alternate can stand in for a course, which is named by the first request for it: fewer do than there
/// are requests for it that are given up.
pub(crate) fn stands_in<M: Bits>(problem: &Problem<M>, chosen: &[u32], base: usize, place: u32) -> bool {
    let stands = |&(k, &section): &(usize, &u32)| {
        let request = &problem.requests[base + k];
        section != NONE && request.is_alternate() && request.instead_of == place
    };
    let stand_ins = chosen.iter().enumerate().filter(stands).count();
    let places = match problem.requests[place as usize].several {
        false => usize::from(chosen[place as usize - base] == NONE),
        true => problem.places(place).filter(|&r| chosen[r - base] == NONE).count(),
    };
    stand_ins < places
}

impl<M: Bits> State<M> {
    /// Whether a student has no more alternates than requests given up, each in its place.
    pub(super) fn alternates_valid(&self, problem: &Problem<M>, student: u32) -> bool {
        let requests = problem.requests_of(student);
        let met = |r: usize| self.seat[r] != NONE;
        let given_up = requests.clone().filter(|&r| !problem.requests[r].is_alternate() && !met(r)).count();
        let alternates: Vec<usize> = requests.filter(|&r| problem.requests[r].is_alternate() && met(r)).collect();
        let stand_ins = |place: u32| alternates.iter().filter(|&&x| problem.requests[x].instead_of == place).count();
        alternates.len() <= given_up
            && alternates.iter().all(|&r| {
                let place = problem.requests[r].instead_of;
                place == NONE || stand_ins(place) <= problem.places(place).filter(|&x| !met(x)).count()
            })
    }

    /// Whether a section for a request would have no term in common with what the student has of the same course by
    /// requests before a position.
    pub(super) fn apart(&self, problem: &Problem<M>, r: usize, section: u32, before: usize) -> bool {
        let request = &problem.requests[r];
        if !request.several {
            return true;
        }
        let terms = |section: u32| match self.pattern[section as usize] {
            NONE => 0,
            pattern => problem.terms[pattern as usize],
        };
        let others = problem.requests_of(request.student).filter(|&x| x < before).filter(|&x| x != r && self.seat[x] != NONE);
        let mut same = others.filter(|&x| problem.requests[x].course == request.course).map(|x| self.seat[x]);
        same.all(|other| other != section && terms(other) & terms(section) == 0)
    }
}
