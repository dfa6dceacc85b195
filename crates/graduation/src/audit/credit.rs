//! Credit as requirements see it: records and takes as passes, with time, mark and method.

use crate::reach::{Take, Who};
use mortarboard_model::graduation::{CLASSROOM, Clause, Conditions, Ending, Filter, Points, Record, Stands, When};
use mortarboard_model::{CourseId, Id, ListingId, School, TermId};

/// When something was taken. Records lie before all takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Whether it is a record.
    pub(crate) past: bool,
    /// The grade of a record, when known; the offset of a take.
    pub(crate) year: Option<u32>,
    /// First term.
    pub(crate) first: usize,
    /// Last term.
    pub(crate) last: usize,
}

impl Span {
    /// Whether this ends before the other begins, as far as is known.
    pub(crate) fn ends_before(self, other: Span) -> bool {
        match (self.past, other.past) {
            (true, false) => true,
            (false, true) => false,
            _ => matches!((self.year, other.year), (Some(mine), Some(theirs)) if (mine, self.last) < (theirs, other.first)),
        }
    }
}

/// A mark, as lowest marks are compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Passed without points.
    Blank,
    /// Points.
    Points(Points),
    /// Still open: whatever is needed.
    Open,
}

impl Mark {
    /// Whether the mark reaches a lowest one. Marks without points do.
    pub(crate) fn reaches(self, least: Option<Points>) -> bool {
        match (self, least) {
            (Mark::Points(points), Some(least)) => points >= least,
            _ => true,
        }
    }
}

/// Where credit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A record that passed, by position.
    Earned(usize),
    /// A record in progress, by position.
    InProgress(usize),
    /// A take, by position.
    Planned(usize),
}

/// A course passed, in progress, taken or failed.
#[derive(Clone, Debug)]
pub(crate) struct Pass<'a> {
    pub(crate) listing: ListingId,
    pub(crate) grade: Option<u32>,
    pub(crate) span: Span,
    /// Terms by position; none for a whole year.
    pub(crate) terms: Option<Vec<usize>>,
    pub(crate) mark: Mark,
    /// Points in averages.
    pub(crate) average: Option<Points>,
    pub(crate) method: &'a str,
    pub(crate) credits: u32,
    /// The weight in averages.
    pub(crate) attempted: u32,
    pub(crate) origin: Origin,
}

impl Pass<'_> {
    /// Whether it covers a term of a grade.
    pub(crate) fn covers(&self, grade: u32, term: usize) -> bool {
        self.grade == Some(grade) && self.terms.as_ref().is_none_or(|terms| terms.contains(&term))
    }
}

/// A take, read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub(crate) listing: ListingId,
    pub(crate) year: u32,
    /// Terms by position, ascending, not empty.
    pub(crate) terms: Vec<usize>,
}

impl Taken {
    /// Reads the terms of a take; none when one is unknown or they are not in calendar order.
    pub(crate) fn terms(school: &School, take: &Take) -> Option<Vec<usize>> {
        let find = |id: &String| school.calendar().terms().iter().find(|(_, have)| *have == id).map(|(id, _)| id.index());
        let terms = take.terms.iter().map(find).collect::<Option<Vec<usize>>>()?;
        (!terms.is_empty() && terms.windows(2).all(|pair| pair[0] < pair[1])).then_some(terms)
    }

    /// Reads a take of a course of the school.
    pub(crate) fn read(school: &School, take: &Take) -> Option<Taken> {
        let course = school.find_course(&take.course)?;
        Some(Taken { listing: listing_of(school, course)?, year: take.year, terms: Taken::terms(school, take)? })
    }

    /// As a pass: by classroom, with the top mark.
    pub(crate) fn pass<'a>(&self, school: &School, who: Who<'_>, origin: Origin) -> Pass<'a> {
        let graduation = school.graduation();
        let listing = graduation.listings.get(self.listing);
        let credits = listing.map_or(0, |listing| listing.credits);
        Pass {
            listing: self.listing,
            grade: who.grade_in(school, self.year),
            span: self.span(),
            terms: Some(self.terms.clone()),
            mark: Mark::Points(graduation.top_mark),
            average: listing.map(|listing| listing.weighted(graduation.top_points)),
            method: CLASSROOM,
            credits,
            attempted: credits,
            origin,
        }
    }

    pub(crate) fn span(&self) -> Span {
        let (first, last) = (self.terms.first().copied(), self.terms.last().copied());
        Span { past: false, year: Some(self.year), first: first.unwrap_or(0), last: last.unwrap_or(0) }
    }
}

/// The listing of a course of the school: it has the same position.
pub(crate) fn listing_of(school: &School, course: CourseId) -> Option<ListingId> {
    let listing = ListingId::from_index(course.index());
    school.graduation().listings.get(listing).filter(|found| found.course == Some(course)).map(|_| listing)
}

/// What a student has begun, by course.
#[derive(Clone, Debug, Default)]
pub(crate) struct Begun(Vec<(ListingId, Span)>);

impl Begun {
    pub(crate) fn add(&mut self, listing: ListingId, span: Span) {
        self.0.push((listing, span));
    }

    /// Whether a pass of a listing ended before all that was begun of any of the other courses named.
    fn after(&self, listing: ListingId, span: Span, named: &[ListingId]) -> bool {
        self.0.iter().all(|&(other, begun)| other == listing || !named.contains(&other) || span.ends_before(begun))
    }
}

/// Whether a filter admits a pass, given what has been begun.
pub(crate) fn admits(filter: &Filter, pass: &Pass<'_>, begun: &Begun) -> bool {
    filter.any.iter().any(|conditions| conditions_hold(conditions, pass, begun))
}

fn conditions_hold(ask: &Conditions, pass: &Pass<'_>, begun: &Begun) -> bool {
    let method = |list: &[String]| list.iter().any(|method| method == pass.method);
    ask.listings.binary_search(&pass.listing).is_ok()
        && (ask.methods.is_empty() || method(&ask.methods))
        && !method(&ask.not_methods)
        && ask.from_grade.is_none_or(|from| pass.grade.is_some_and(|grade| grade >= from))
        && ask.to_grade.is_none_or(|to| pass.grade.is_some_and(|grade| grade <= to))
        && pass.mark.reaches(ask.min_points)
        && !(ask.letter && pass.mark == Mark::Blank)
        && (ask.before.is_empty() || begun.after(pass.listing, pass.span, &ask.before))
}

/// Records and takes, sorted out.
#[derive(Clone, Debug, Default)]
pub(crate) struct History<'a> {
    /// Passed or in progress: records in input order, then takes.
    pub(crate) passes: Vec<Pass<'a>>,
    /// Failed.
    pub(crate) failed: Vec<Pass<'a>>,
    /// All that was begun.
    pub(crate) begun: Begun,
}

impl<'a> History<'a> {
    /// Reads records, takes that are as good as passed (first those of a year that is given, then others), and takes of
    /// that year that are as good as failed.
    pub(crate) fn new(school: &School, stands: &Stands, who: Who<'a>, given: &[Taken], free: &[Taken], failed: &[Taken]) -> Self {
        let mut history = History::default();
        for (row, record) in who.progress.records.iter().enumerate() {
            let (mark, origin) = match record.ending {
                Ending::Withdrawn => continue,
                // What goes on is the same take as the one that is given.
                Ending::InProgress if given.iter().chain(failed).any(|take| is_one(who, record, take)) => continue,
                Ending::InProgress => (Mark::Open, Origin::InProgress(row)),
                Ending::Passed | Ending::Failed => (record.points.map_or(Mark::Blank, Mark::Points), Origin::Earned(row)),
            };
            let last = school.calendar().terms().len().saturating_sub(1);
            let (first, last) = record.term.map_or((0, last), |term| (term.index(), term.index()));
            let graduation = school.graduation();
            let open = || graduation.listings.get(record.listing).map(|listing| listing.weighted(graduation.top_points));
            let pass = Pass {
                listing: record.listing,
                grade: record.grade,
                span: Span { past: true, year: record.grade, first, last },
                terms: record.term.map(|term: TermId| vec![term.index()]),
                mark,
                average: if mark == Mark::Open { open() } else { record.average },
                method: &record.method,
                credits: record.credits,
                attempted: record.attempted,
                origin,
            };
            history.begun.add(pass.listing, pass.span);
            if record.ending == Ending::Failed { history.failed.push(pass) } else { history.passes.push(pass) }
        }
        let counts = in_order(school, stands, who, given, failed);
        let all = || given.iter().chain(free);
        for (at, take) in all().enumerate() {
            let span = span_of_year(take, all());
            history.begun.add(take.listing, span);
            if counts.get(at).is_none_or(|counts| *counts) {
                history.passes.push(Pass { span, ..take.pass(school, who, Origin::Planned(at)) });
            }
        }
        for (at, take) in failed.iter().enumerate() {
            let pass = take.pass(school, who, Origin::Planned(at));
            history.failed.push(Pass { mark: Mark::Points(0), average: Some(0), ..pass });
        }
        history
    }

    /// What there would be without all that is in progress or planned.
    pub(crate) fn earned(&self) -> Self {
        let earned = |pass: &&Pass<'_>| matches!(pass.origin, Origin::Earned(_));
        let only = |passes: &[Pass<'a>]| passes.iter().filter(earned).cloned().collect();
        History { passes: only(&self.passes), failed: only(&self.failed), begun: self.begun.clone() }
    }

    /// Credits of the passes of a course.
    pub(crate) fn credits(&self, listing: ListingId) -> Vec<u32> {
        self.passes.iter().filter(|pass| pass.listing == listing).map(|pass| pass.credits).collect()
    }
}

/// Whether a record in progress goes on as a take of this year.
fn is_one(who: Who<'_>, record: &Record, take: &Taken) -> bool {
    record.listing == take.listing
        && take.year == 0
        && record.grade.is_none_or(|grade| grade == who.grade)
        && record.term.is_none_or(|term| take.terms.contains(&term.index()))
}

/// Takes of one course in one year are one where the order of courses matters: it begins with the first of them and ends
/// with the last.
fn span_of_year<'t>(take: &Taken, all: impl Iterator<Item = &'t Taken>) -> Span {
    let own = all.filter(|other| (other.listing, other.year) == (take.listing, take.year)).map(Taken::span);
    own.fold(take.span(), |span, own| Span { first: span.first.min(own.first), last: span.last.max(own.last), ..span })
}

/// Which takes of a given year count: those in whose year no course that must come before them, or with them, is taken at
/// the wrong time while nothing else fulfils the condition. What was failed, or does not count itself, comes before
/// nothing, but may be beside another.
pub(crate) fn in_order(school: &School, stands: &Stands, who: Who<'_>, given: &[Taken], failed: &[Taken]) -> Vec<bool> {
    broken_order(school, stands, who, given, failed).iter().map(Option::is_none).collect()
}

/// The clause of its course, by position, for which each take of a given year does not count; none where it does.
pub(crate) fn broken_order(school: &School, stands: &Stands, who: Who<'_>, given: &[Taken], failed: &[Taken]) -> Vec<Option<usize>> {
    let graduation = school.graduation();
    let recorded = |clause: &Clause, own: ListingId| {
        who.progress.records.iter().any(|record| {
            let reaches = match record.ending {
                Ending::InProgress => true,
                Ending::Passed => record.points.map_or(Mark::Blank, Mark::Points).reaches(clause.min_points),
                Ending::Failed | Ending::Withdrawn => false,
            };
            reaches && record.listing != own && stands.opens(clause, record.listing)
        })
    };
    let mut broken: Vec<Option<usize>> = vec![None; given.len()];
    // What does not count opens nothing, so that others may fall with it.
    loop {
        let mut gone = Vec::new();
        for (at, take) in given.iter().enumerate().filter(|(at, _)| broken[*at].is_none()) {
            let clauses = graduation.listings.get(take.listing).map_or([].as_slice(), |listing| &listing.prerequisites);
            let shut = clauses.iter().position(|clause| {
                let others = || given.iter().enumerate().filter(|(_, other)| may_fulfil(school, stands, clause, other, take));
                let fell = || failed.iter().filter(|other| may_fulfil(school, stands, clause, other, take));
                let beside = |other: &Taken| match clause.when {
                    When::Before => false,
                    When::With => (other.year, other.terms.first()) <= (take.year, take.terms.first()),
                    When::Same => (other.year, &other.terms) == (take.year, &take.terms),
                };
                let kept = recorded(clause, take.listing)
                    || (others().next().is_none() && fell().next().is_none())
                    || others().any(|(other, found)| broken[other].is_none() && is_timely(When::Before, found, take))
                    || others().map(|(_, found)| found).chain(fell()).any(beside);
                !kept
            });
            gone.extend(shut.map(|clause| (at, clause)));
        }
        if gone.is_empty() {
            return broken;
        }
        gone.into_iter().for_each(|(at, clause)| broken[at] = Some(clause));
    }
}

/// Whether a take is of a course that a clause of another names, and with a mark that is high enough.
pub(crate) fn may_fulfil(school: &School, stands: &Stands, clause: &Clause, other: &Taken, take: &Taken) -> bool {
    other.listing != take.listing
        && stands.opens(clause, other.listing)
        && Mark::Points(school.graduation().top_mark).reaches(clause.min_points)
}

/// Whether a take comes at the right time for another one.
pub(crate) fn is_timely(when: When, other: &Taken, take: &Taken) -> bool {
    let first = |taken: &Taken| (taken.year, taken.terms.first().copied());
    let before = (other.year, other.terms.last().copied()) < first(take);
    match when {
        When::Before => before,
        When::With => before || first(other) <= first(take),
        When::Same => before || (other.year, &other.terms) == (take.year, &take.terms),
    }
}
