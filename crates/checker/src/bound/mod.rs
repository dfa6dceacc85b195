//! What any schedule can meet at most: each student's own week, and the seats of each course.
//!
//! # The question
//!
//! [`placeable`](crate::placeable) asks what each student could have if alone in the school. Students are not alone: a course
//! with one seat meets one request, whoever gets it. A course has as many seats as its sections together; a section as
//! many as its own number and the largest room that fits it, each as far as `seat-cap` and `room-fit` are hard, and without
//! end otherwise. That some of these rooms can't be had at the same time is left out.
//!
//! Worth is compared as the objective compares it: by critical, then required, then primary weight ([`Measure::Levels`]), or
//! by one sum ([`Measure::Sum`]); and once more by the number of requests ([`Measure::Requests`]). Alternates and preferences
//! have no part in it.
//!
//! # The proof
//!
//! A certificate is a price for a seat of some courses, [`Prices`], not negative. Let `w(r)` be the worth of a request,
//! `p(c)` the price of its course, `seats(c)` the seats, and `best(s, v)` the most that student s could have alone where each
//! request r is worth `v(r)`. Then no schedule is worth more than
//!
//! ```text
//! Σ_s best(s, w − p)  +  Σ_c seats(c) · p(c)
//! ```
//!
//! For take any schedule that keeps the hard rules, and let `M` be the requests that it meets. Student s holds those of `M`
//! that are the student's own at once, so their worth less their prices is at most `best(s, w − p)`. Summed over the students,
//! `Σ_M w(r) − Σ_M p(r) ≤ Σ_s best(s, w − p)`. And `M` has at most `seats(c)` requests for course c, so
//! `Σ_M p(r) ≤ Σ_c seats(c) · p(c)`. The proof asks of worths only that they can be added and are ordered alike before and
//! after, which holds for numbers and for levels compared in turn. It asks nothing of the prices: whoever makes them up can't
//! make the bound false, only weak. Where nothing has a price the bound is that of the students' own weeks.
//!
//! Prices are found as those of a flow of requests into seats (`flow`), where a student is no more than how many of the
//! requests the week holds. By the duality of flows they prove at least what that flow does; the larger prices of a
//! cut are the same for numbers of requests: a course behind the cut has the price 1. The checker adds up (`cut`) from the school
//! and the prices alone.
//!
//! # What it means
//!
//! The levels of a bound are read in turn: no schedule has more critical weight than the first; none that reaches it has more
//! required weight than the second; none that reaches both has more primary weight than the third. A schedule that reaches
//! all is worth most on these levels. That the number of requests met is at its own bound says nothing of the kind.

mod cut;
mod flow;
#[cfg(test)]
mod tests;

use crate::alone::Alone;
pub(crate) use crate::day::Worth;
use crate::side_by_side::{both, each};
use crate::times::{Kept, Known};
use crate::verify::Report;
pub(crate) use cut::{countable, seats, worth};
use flow::Asker;
use mortarboard_model::keeper::{Keeper, Keeping};
use mortarboard_model::raw::RawObjective;
use mortarboard_model::rule::{Mode, Rule, Rules, standard};
pub use mortarboard_model::score::Measure;
use mortarboard_model::score::Score;
use mortarboard_model::{CourseId, IdVec, Priority, School, SectionId, Student, StudentId};
use std::collections::BTreeMap;

/// Prices of a seat by course, not negative as levels compared in turn; courses without one cost nothing.
pub type Prices = BTreeMap<CourseId, [i64; 3]>;

/// The most that any schedule is worth by one measure, with its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Most {
    /// By what is measured.
    pub measure: Measure,
    /// No schedule is worth more, alternates left out.
    pub worth: [i64; 3],
    /// The certificate: [`most_by`] gives the same worth for these prices. Empty where seats prove no more than the students'
    /// own weeks do.
    pub prices: Prices,
}

/// What no schedule of a school exceeds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeatBound {
    /// Number of requests other than alternates.
    pub requests: Most,
    /// Worth of these requests as the objective compares it; none where factors of the objective and weights are too large
    /// to be summed exactly.
    pub worth: Option<Most>,
    /// Most requests that the students' own weeks hold: the sum of [`placeable`](crate::placeable).
    pub placeable: u64,
    /// Requests other than alternates for courses that have no section.
    pub not_offered: u64,
    /// The greatest weight of alternates: that of all.
    alternate: i64,
    /// Most that teachers' preferences can add up to; none where there are other rules, which may add to it.
    preference: Option<i64>,
    /// Most that the preference level can be, with what other rules say in keepers; none where one of them says nothing.
    most_preference: Option<i64>,
}

/// Bounds what any schedule can meet under rules, and finds the prices that prove it. Of the library's rules it reads those that are
/// named above, as far as they are hard among these; of others what they want to go together in one student's week
/// ([`Order`](mortarboard_model::keeper::Student::Order)). Whatever else rules ask only takes schedules away.
///
/// Some three times the cost of [`placeable`](crate::placeable), and that of a flow from students to courses that are short of seats.
///
/// ```
/// # use mortarboard_model::{School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 1}],
/// #     "students": [{"student": "s1"}, {"student": "s2"}, {"student": "s3"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}, {"student": "s3", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// // Three students ask for one course, and it has one seat.
/// let bound = mortarboard_checker::seat_bound(&school, &Rules::of(&school));
/// assert_eq!((bound.placeable, bound.requests.worth), (3, [1, 0, 0]));
/// // The proof: a seat of the course costs 1, and no student gains from a request that costs what it is worth.
/// let art = school.find_course("ART").unwrap();
/// assert_eq!(bound.requests.prices, [(art, [1, 0, 0])].into());
/// ```
pub fn seat_bound(school: &School, rules: &Rules) -> SeatBound {
    let bounds = Bounds::new(school, rules);
    let measure = measure(school);
    let of_requests = || bounds.most(Measure::Requests);
    let of_worth = || cut::countable(school, measure).then(|| bounds.most(measure).0);
    let ((requests, [placeable, ..]), worth) =
        if school.requests().len() < MANY { (of_requests(), of_worth()) } else { both(of_requests, of_worth) };
    let asked = || school.requests().values().filter(|request| request.priority != Priority::Alternate);
    let alternates = school.requests().values().filter(|request| request.priority == Priority::Alternate);
    SeatBound {
        requests,
        worth,
        placeable: u64::try_from(placeable).unwrap_or(0),
        not_offered: asked().filter(|request| school.courses()[request.course].sections.is_empty()).count() as u64,
        alternate: alternates.map(|request| i64::from(request.weight)).sum(),
        preference: preference(school, rules),
        most_preference: most_preference(school, rules),
    }
}

/// What prices prove: no schedule of the school that keeps the hard rules among these is worth more by this measure. Any prices will do; those below
/// zero count as zero, and parts beyond 2^40 as that. None where weights are too large to be summed exactly.
///
/// The cost is that of [`placeable`](crate::placeable), twice.
///
/// ```
/// # use mortarboard_checker::{Measure, most_by};
/// # use mortarboard_model::{School, rule::Rules};
/// # let raw: mortarboard_model::raw::RawSchool = serde_json::from_str(r#"{
/// #     "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"}],
/// #     "patterns": [{"pattern": "P1", "cells": "1(*)"}],
/// #     "courses": [{"course": "ART", "sections": 1, "patterns": "P1", "max_seats": 1}],
/// #     "students": [{"student": "s1"}, {"student": "s2"}],
/// #     "requests": [{"student": "s1", "course": "ART"}, {"student": "s2", "course": "ART"}]
/// # }"#).unwrap();
/// # let school = School::try_from(&raw).unwrap();
/// // Two students, one seat: without a price each student could have it.
/// let most = |price| most_by(&school, &Rules::of(&school), Measure::Requests, &[(school.find_course("ART").unwrap(), [price, 0, 0])].into());
/// assert_eq!((most(0), most(1), most(2)), (Some([2, 0, 0]), Some([1, 0, 0]), Some([2, 0, 0])));
/// ```
pub fn most_by(school: &School, rules: &Rules, measure: Measure, prices: &Prices) -> Option<[i64; 3]> {
    cut::countable(school, measure).then(|| {
        let alone = Alone::new(school, rules);
        let free = cut::free(school, &alone, measure);
        cut::add_up(school, &alone, measure, &cut::usable(school, prices), &free)
    })
}

/// The measure of the objective.
pub(crate) fn measure(school: &School) -> Measure {
    if school.objective() == RawObjective::Lexicographic { Measure::Levels } else { Measure::Sum }
}

impl SeatBound {
    /// The score of a schedule at the bound on every level: none is worth more. None where worth is one sum, or can't be summed, or a rule
    /// may add to the preference what nobody can know.
    ///
    /// ```
    /// # use mortarboard_model::{School, rule::Rules, score::Score, testing};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let bound = mortarboard_checker::seat_bound(&school, &Rules::of(&school));
    /// let most = bound.most().unwrap();
    /// assert_eq!((most.required, most.primary, most.alternate), (1, 3, 1));
    /// assert!(bound.proves(&school, &most));
    /// ```
    pub fn most(&self) -> Option<Score> {
        let most = self.worth.as_ref().filter(|most| most.measure == Measure::Levels)?;
        let [critical, required, primary] = most.worth;
        Some(Score { critical, required, primary, alternate: self.alternate, preference: self.preference? })
    }

    /// How many of the measure's levels are at their bound, from the first on: 3 where no schedule is worth more on the levels of
    /// critical, required and primary requests. By one sum it is 3 or 0.
    ///
    /// ```
    /// # use mortarboard_model::{School, rule::Rules, score::Score, testing};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// // One required request and three primary ones, all of which could be met.
    /// let bound = mortarboard_checker::seat_bound(&school, &Rules::of(&school));
    /// assert_eq!(bound.proven(&school, &Score { required: 1, primary: 3, ..Score::default() }), 3);
    /// assert_eq!(bound.proven(&school, &Score { required: 1, primary: 2, ..Score::default() }), 2);
    /// assert_eq!(bound.proven(&school, &Score { required: 0, primary: 3, ..Score::default() }), 1);
    /// ```
    pub fn proven(&self, school: &School, score: &Score) -> usize {
        let Some(most) = &self.worth else { return 0 };
        let have = reached(school, most.measure, score);
        let levels = have.iter().zip(most.worth).take_while(|&(&have, most)| have >= i128::from(most)).count();
        if most.measure == Measure::Levels || levels == 3 { levels } else { 0 }
    }

    /// Whether a report says more than the bound: one of them is wrong.
    ///
    /// ```
    /// # use mortarboard_model::{Schedule, School, rule::Rules, testing};
    /// let school = School::try_from(testing::tiny()).unwrap();
    /// let bound = mortarboard_checker::seat_bound(&school, &Rules::of(&school));
    /// let mut report = mortarboard_checker::verify(&school, &Rules::of(&school), &Schedule::empty(&school));
    /// assert!(!bound.exceeded(&school, &report));
    /// report.score.required = 2;
    /// assert!(bound.exceeded(&school, &report));
    /// ```
    pub fn exceeded(&self, school: &School, report: &Report) -> bool {
        let worth = |most: &Most| reached(school, most.measure, &report.score) > most.worth.map(i128::from);
        i128::from(report.counts.requests.met) > i128::from(self.requests.worth[0]) || self.worth.as_ref().is_some_and(worth)
    }

    /// Whether no schedule is worth more on any level: the requests are at their bound, all alternates are met, and no
    /// preference is lost.
    ///
    /// ```
    /// # use mortarboard_model::{School, rule::Rules, score::Score, testing};
    /// let mut raw = testing::tiny();
    /// raw.requests.retain(|request| request.priority != "alternate");
    /// let school = School::try_from(raw).unwrap();
    /// let bound = mortarboard_checker::seat_bound(&school, &Rules::of(&school));
    /// assert!(bound.proves(&school, &Score { required: 1, primary: 3, ..Score::default() }));
    /// assert!(!bound.proves(&school, &Score { required: 1, primary: 3, preference: -1, ..Score::default() }));
    /// ```
    pub fn proves(&self, school: &School, score: &Score) -> bool {
        let rest = self.most_preference.is_some_and(|most| score.preference >= most) && score.alternate >= self.alternate;
        rest && self.proven(school, score) == 3
    }
}

/// What a score is by a measure, alternates and preferences left out.
pub(crate) fn reached(school: &School, measure: Measure, score: &Score) -> [i128; 3] {
    let levels = [score.critical, score.required, score.primary].map(i128::from);
    match measure {
        Measure::Levels | Measure::Requests => levels,
        Measure::Sum => {
            let key = Score { alternate: 0, preference: 0, ..*score }.key(school.objective());
            [key[0], 0, 0]
        }
    }
}

/// The most that the preference level can be: among the library's own rules only the teachers' preferences for courses add to it.
fn preference(school: &School, rules: &Rules) -> Option<i64> {
    others(rules).next().is_none().then(|| {
        // What is only reported, or off, adds nothing.
        let counted = Kept::of(rules).counted(Known::TeacherQualified);
        let best = |course| school.qualified(course).iter().filter(|_| counted).map(|q| i64::from(q.preference)).max().unwrap_or(0).max(0);
        school.sections().values().filter(|section| !section.unstaffed).map(|section| best(section.course)).sum()
    })
}

/// The same with rules that are not the library's, as far as they say in keepers what they add. O(their keepers).
pub(crate) fn most_preference(school: &School, rules: &Rules) -> Option<i64> {
    let mut sum = preference(school, &others(rules).fold(rules.clone(), |rules, (rule, _)| rules.without(rule.card().slug)))?;
    for (rule, mode) in others(rules) {
        let Keeping::Keepers(keepers) = rule.search(school) else { return None };
        let mut best: BTreeMap<SectionId, i64> = BTreeMap::new();
        let gains = keepers.iter().filter_map(|keeper| if let Keeper::Worth(worth) = keeper { Some(worth) } else { None });
        for &(section, gain) in gains.flat_map(|worth| worth.sections.iter()).filter(|_| mode != Mode::Report) {
            let best = best.entry(section).or_default();
            *best = gain.max(*best);
        }
        sum = best.values().fold(sum, |sum, &gain| sum.saturating_add(gain));
    }
    Some(sum)
}

/// The rules that are not the library's.
fn others(rules: &Rules) -> impl Iterator<Item = (&dyn Rule, Mode)> {
    let library = standard();
    rules.iter().filter(move |(rule, _)| !library.iter().any(|known| std::ptr::eq(known.card(), rule.card())))
}

/// Requests from which on a thread more is worth its while.
const MANY: usize = 2_000;

/// What one search for bounds shares.
struct Bounds<'s> {
    school: &'s School,
    alone: Alone<'s>,
    /// Seats of courses that have fewer than requests; by position, and the position by course.
    short: Vec<(CourseId, u64)>,
    place: IdVec<CourseId, Option<usize>>,
    /// Students who ask for one of these, with the most of each level that their weeks hold.
    touched: Vec<(StudentId, [u64; 3])>,
}

impl<'s> Bounds<'s> {
    fn new(school: &'s School, rules: &'s Rules) -> Self {
        let alone = Alone::new(school, rules);
        let mut demand: IdVec<CourseId, u64> = IdVec::filled(school.courses().len(), 0);
        for request in school.requests().values().filter(|request| request.priority != Priority::Alternate) {
            demand[request.course] += 1;
        }
        let seats = school.courses().iter().filter_map(|(id, course)| Some((id, cut::seats(school, alone.kept, course)?)));
        // A request for a course without a section is none that a student could have alone.
        let seats = seats.filter(|&(id, _)| !school.courses()[id].sections.is_empty());
        let short: Vec<(CourseId, u64)> = seats.filter(|&(id, seats)| seats < demand[id]).collect();
        let mut place = IdVec::filled(school.courses().len(), None);
        for (at, &(course, _)) in short.iter().enumerate() {
            place[course] = Some(at);
        }
        let students: Vec<(StudentId, &Student)> = school.students().iter().collect();
        let touched =
            each(&students, &|&(id, student)| Some((id, most_of(school, &alone, &place, student)?))).into_iter().flatten().collect();
        Bounds { school, alone, short, place, touched }
    }

    /// The better of two bounds: at the prices of the flow, and without any; and the latter.
    fn most(&self, measure: Measure) -> (Most, Worth) {
        let free = cut::free(self.school, &self.alone, measure);
        let none = cut::add_up(self.school, &self.alone, measure, &cut::usable(self.school, &Prices::new()), &free);
        let prices = self.prices(measure);
        let worth = cut::add_up(self.school, &self.alone, measure, &cut::usable(self.school, &prices), &free);
        let most = if worth < none { Most { measure, worth, prices } } else { Most { measure, worth: none, prices: Prices::new() } };
        (most, none)
    }

    fn prices(&self, measure: Measure) -> Prices {
        let askers: Vec<Asker> = self
            .touched
            .iter()
            .map(|&(student, most)| {
                let requests = self.school.students()[student].requests.iter().map(|&id| &self.school.requests()[id]);
                let offered = requests.filter(|request| !self.school.courses()[request.course].sections.is_empty());
                let asks = offered.filter_map(|request| {
                    Some((self.place[request.course], position(request)?, cut::worth(self.school, measure, request)))
                });
                Asker { most, asks: asks.collect() }
            })
            .collect();
        let seats: Vec<u64> = self.short.iter().map(|&(_, seats)| seats).collect();
        let (prices, _) = flow::prices(&askers, &seats);
        self.short.iter().zip(prices).filter(|(_, price)| *price > [0; 3]).map(|(&(course, _), price)| (course, price)).collect()
    }
}

/// The most of each level that a student's week holds; none of a student who asks for no course that is short of seats.
fn most_of(school: &School, alone: &Alone<'_>, place: &IdVec<CourseId, Option<usize>>, student: &Student) -> Option<[u64; 3]> {
    let requests = || student.requests.iter().map(|&id| &school.requests()[id]);
    if !requests().any(|request| request.priority != Priority::Alternate && place[request.course].is_some()) {
        return None;
    }
    let mut most = [0; 3];
    for level in 0..3 {
        // The first level that the student asks on behind another holds more; the same requests hold no more.
        let asks = |request: &&_| position(request) == Some(level);
        most[level] = match level.checked_sub(1) {
            Some(before) if !requests().any(|request| asks(&request)) => most[before],
            _ => {
                let one = |request: &_| if position(request).is_some_and(|at| at <= level) { [1, 0, 0] } else { [0; 3] };
                u64::try_from(alone.best(student, one).worth[0]).unwrap_or(0)
            }
        };
    }
    Some(most)
}

/// The position of a request's level; none of an alternate.
fn position(request: &mortarboard_model::Request) -> Option<usize> {
    [Priority::Critical, Priority::Required, Priority::Primary].iter().position(|&level| level == request.priority)
}
