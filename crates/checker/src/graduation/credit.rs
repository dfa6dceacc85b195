//! Credit as requirements see it: records and takes as passes, with time, mark and method.

use crate::reach::{Take, Who};
use mortarboard_model::graduation::{CLASSROOM, Conditions, Ending, Filter, Points};
use mortarboard_model::{CourseId, Id, ListingId, School, TermId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

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

/// A mark, ordered from the worst to the best for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub(crate) method: &'a str,
    pub(crate) credits: u32,
    /// Credits that count: less than that where it takes up the last of the listing's room.
    pub(crate) worth: u32,
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
        let credits = graduation.listings.get(self.listing).map_or(0, |listing| listing.credits);
        Pass {
            listing: self.listing,
            grade: who.grade.checked_add(self.year),
            span: self.span(),
            terms: Some(self.terms.clone()),
            mark: Mark::Points(graduation.top_mark),
            method: CLASSROOM,
            credits,
            worth: credits,
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
    /// What counts: of each listing the best passes, while there is room for them. Records in input order, then
    /// takes.
    pub(crate) counted: Vec<Pass<'a>>,
    /// Passes beyond that.
    pub(crate) repeats: Vec<Pass<'a>>,
    /// Failed.
    pub(crate) failed: Vec<Pass<'a>>,
    /// All that was begun.
    pub(crate) begun: Begun,
    /// How much of the room of each course its passes use up.
    used: BTreeMap<ListingId, u32>,
}

impl<'a> History<'a> {
    /// Reads records, takes that are as good as passed, and takes that are as good as failed.
    pub(crate) fn new(school: &School, who: Who<'a>, taken: &[Taken], failed: &[Taken]) -> Self {
        let mut history = History::default();
        let mut passes = Vec::with_capacity(who.progress.records.len() + taken.len());
        for (row, record) in who.progress.records.iter().enumerate() {
            let (mark, origin) = match record.ending {
                Ending::Withdrawn => continue,
                Ending::InProgress => (Mark::Open, Origin::InProgress(row)),
                Ending::Passed | Ending::Failed => (record.points.map_or(Mark::Blank, Mark::Points), Origin::Earned(row)),
            };
            let last = school.calendar().terms().len().saturating_sub(1);
            let (first, last) = record.term.map_or((0, last), |term| (term.index(), term.index()));
            let pass = Pass {
                listing: record.listing,
                grade: record.grade,
                span: Span { past: true, year: record.grade, first, last },
                terms: record.term.map(|term: TermId| vec![term.index()]),
                mark,
                method: &record.method,
                credits: record.credits,
                worth: record.credits,
                origin,
            };
            history.begun.add(pass.listing, pass.span);
            if record.ending == Ending::Failed { history.failed.push(pass) } else { passes.push(pass) }
        }
        for (at, take) in taken.iter().enumerate() {
            history.begun.add(take.listing, take.span());
            passes.push(take.pass(school, who, Origin::Planned(at)));
        }
        for (at, take) in failed.iter().enumerate() {
            history.failed.push(Pass { mark: Mark::Points(0), ..take.pass(school, who, Origin::Planned(at)) });
        }
        history.sort(school, passes);
        history
    }

    /// What there would be without all that is in progress or planned.
    pub(crate) fn earned(&self, school: &School) -> Self {
        let earned = |pass: &&Pass<'_>| matches!(pass.origin, Origin::Earned(_));
        let mut passes: Vec<Pass<'a>> = self.counted.iter().chain(&self.repeats).filter(earned).cloned().collect();
        passes.sort_by_key(|pass| pass.origin);
        let failed = self.failed.iter().filter(earned).cloned().collect();
        let mut history = History { failed, begun: self.begun.clone(), ..History::default() };
        history.sort(school, passes);
        history
    }

    fn sort(&mut self, school: &School, passes: Vec<Pass<'a>>) {
        let counts = best(school, &passes);
        for (mut pass, counts) in passes.into_iter().zip(counts) {
            let uses = school.graduation().listings.get(pass.listing).map_or(0, |listing| listing.uses(pass.credits));
            let used = self.used.entry(pass.listing).or_default();
            *used = used.saturating_add(uses);
            match counts {
                Some(worth) => {
                    pass.worth = worth;
                    self.counted.push(pass);
                }
                None => self.repeats.push(pass),
            }
        }
    }

    /// How many more passes of a listing count.
    pub(crate) fn left(&self, school: &School, listing: ListingId) -> u32 {
        let used = self.used.get(&listing).copied().unwrap_or(0);
        school.graduation().listings.get(listing).map_or(0, |listing| listing.left(used))
    }

    /// What a further pass of a listing is worth in credits after so many other further ones.
    pub(crate) fn worth(&self, school: &School, listing: ListingId, before: u32) -> u32 {
        let used = self.used.get(&listing).copied().unwrap_or(0);
        let Some(known) = school.graduation().listings.get(listing) else { return 0 };
        known.worth(known.credits, used.saturating_add(known.whole().saturating_mul(before)))
    }
}

/// What passes count for, if they do: of each listing the best marks, then the most credits, then the first. Takes for
/// which those before them leave something come after all others, in order of their years.
fn best(school: &School, passes: &[Pass<'_>]) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..passes.len()).collect();
    let year = |at: usize| if passes[at].span.past { None } else { Some(passes[at].span.year) };
    order.sort_by_key(|&at| (passes[at].listing, year(at), at));
    let mut last: Vec<Option<Option<u32>>> = vec![None; passes.len()];
    for run in order.chunk_by(|&a, &b| passes[a].listing == passes[b].listing) {
        let Some(listing) = run.first().and_then(|&at| school.graduation().listings.get(passes[at].listing)) else { continue };
        let mut used = 0u32;
        for &at in run {
            last[at] = year(at).filter(|_| used < listing.room());
            used = used.saturating_add(listing.uses(passes[at].credits));
        }
    }
    order.sort_by_key(|&at| (passes[at].listing, last[at], Reverse((passes[at].mark, passes[at].credits)), at));
    let mut counts = vec![None; passes.len()];
    for run in order.chunk_by(|&a, &b| passes[a].listing == passes[b].listing) {
        let Some(listing) = run.first().and_then(|&at| school.graduation().listings.get(passes[at].listing)) else { continue };
        let mut used = 0u32;
        for &at in run {
            counts[at] = (used < listing.room()).then(|| listing.worth(passes[at].credits, used));
            used = used.saturating_add(listing.uses(passes[at].credits));
        }
    }
    counts
}
