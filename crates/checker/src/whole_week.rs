//! Whether one student could have a better week, alternates included: all weeks are looked at, within a limit.

use crate::alone::Alone;
use mortarboard_model::score::Score;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, Priority, Request, RequestId, School, Student};
use std::borrow::Cow;

/// Partial weeks looked at before nothing is said.
const MOST: u32 = 20_000;

/// Whether no week of the student, if alone in the school, is worth more than a score; false where that can't be told. Orders that hard rules
/// ask for are passed over, so that true is a proof for any of them. O([`MOST`] · requests²).
pub(crate) fn none_better(school: &School, alone: &Alone<'_>, student: &Student, has: &Score, stand_in: bool) -> bool {
    // Where times do not count, or alternates stand in for nothing, there is no week to look at.
    if !alone.timed() || !stand_in {
        return false;
    }
    let away = alone.away(student);
    let of = |wanted: bool| {
        let all = student.requests.iter().map(|&id| (id, &school.requests()[id]));
        let own = all.filter(move |(_, request)| (request.priority == Priority::Alternate) == wanted);
        own.map(|(id, request)| Wanted { request, times: alone.times(id, away), id }).collect::<Vec<_>>()
    };
    let mut look = Look {
        school,
        alone,
        wanted: of(false).into_iter().chain(of(true)).collect(),
        has: has.key(school.objective()),
        chosen: Vec::new(),
        looked: 0,
    };
    !look.finds_more(0, AtomSet::default(), Score::default(), Vec::new()) && look.looked < MOST
}

struct Wanted<'s> {
    request: &'s Request,
    times: Cow<'s, [AtomSet]>,
    id: RequestId,
}

impl Wanted<'_> {
    fn is_alternate(&self) -> bool {
        self.request.priority == Priority::Alternate
    }
}

struct Look<'a, 's> {
    school: &'s School,
    alone: &'a Alone<'s>,
    /// What the student asks for, alternates last.
    wanted: Vec<Wanted<'a>>,
    has: [i128; 5],
    /// Courses and terms that are taken.
    chosen: Vec<(CourseId, u128)>,
    looked: u32,
}

impl Look<'_, '_> {
    /// Whether some completion is worth more. `unmet` are the requests given up so far, less those for which an alternate stands in.
    fn finds_more(&mut self, at: usize, busy: AtomSet, score: Score, unmet: Vec<RequestId>) -> bool {
        if score.key(self.school.objective()) > self.has {
            return true;
        }
        self.looked += 1;
        if self.looked >= MOST || at == self.wanted.len() || !self.could_be_more(at, score, unmet.len()) {
            return false;
        }
        let Wanted { request, times, id } = &self.wanted[at];
        let (request, id, alternate, times) = (*request, *id, self.wanted[at].is_alternate(), times.to_vec());
        let rest = if alternate { self.stands_in(request, &unmet) } else { vec![unmet.clone()] };
        let mut met = score;
        met.add(request.priority.level(), i64::from(request.weight));
        for unmet in rest {
            for &time in times.iter().filter(|time| !time.meets(busy)) {
                let terms = self.alone.terms(time);
                if self.chosen.iter().any(|&(course, taken)| course == request.course && taken & terms != 0) {
                    continue;
                }
                self.chosen.push((request.course, terms));
                let found = self.finds_more(at + 1, busy | time, met, unmet.clone());
                self.chosen.pop();
                if found {
                    return true;
                }
            }
        }
        let mut without = unmet;
        without.extend((!alternate).then_some(id));
        self.finds_more(at + 1, busy, score, without)
    }

    /// What is left of the requests given up when an alternate stands in for one of them, in each way that differs.
    fn stands_in(&self, alternate: &Request, unmet: &[RequestId]) -> Vec<Vec<RequestId>> {
        let course = |id: RequestId| self.school.requests()[id].course;
        let mut ways: Vec<(CourseId, Vec<RequestId>)> = Vec::new();
        for (at, &id) in unmet.iter().enumerate() {
            let fits = alternate.instead_of.is_none_or(|only| only == course(id));
            if fits && ways.iter().all(|(known, _)| *known != course(id)) {
                let mut rest = unmet.to_vec();
                rest.remove(at);
                ways.push((course(id), rest));
            }
        }
        ways.into_iter().map(|(_, rest)| rest).collect()
    }

    /// Whether all that is left could make it more: no request more is given up, and as many alternates come as were given up; or one
    /// is, and all alternates come.
    fn could_be_more(&self, at: usize, score: Score, unmet: usize) -> bool {
        let left = &self.wanted[at..];
        let with = |mut score: Score, wanted: &Wanted<'_>| {
            score.add(wanted.request.priority.level(), i64::from(wanted.request.weight));
            score
        };
        let open = |wanted: &&Wanted<'_>| !wanted.times.is_empty();
        let others: Vec<&Wanted<'_>> = left.iter().filter(|wanted| !wanted.is_alternate()).filter(open).collect();
        let mut alternates: Vec<&Wanted<'_>> = left.iter().filter(|wanted| wanted.is_alternate()).filter(open).collect();
        alternates.sort_by_key(|wanted| std::cmp::Reverse(wanted.request.weight));
        let closed = left.iter().filter(|wanted| !wanted.is_alternate() && wanted.times.is_empty()).count();
        let all = others.iter().fold(score, |score, wanted| with(score, wanted));
        let key = |score: Score| score.key(self.school.objective()) > self.has;
        let few = alternates.iter().take(unmet + closed).fold(all, |score, wanted| with(score, wanted));
        let many = alternates.iter().fold(all, |score, wanted| with(score, wanted));
        let one_less = |wanted: &&Wanted<'_>| {
            let mut less = many;
            less.add(wanted.request.priority.level(), -i64::from(wanted.request.weight));
            key(less)
        };
        key(few) || others.iter().any(one_less)
    }
}
