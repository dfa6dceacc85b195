//! Checks a route against the question.

use super::possible::{Question, atoms};
use super::{Wrong, wrong};
use crate::audit::{Taken, holds};
use crate::reach::Take;
use mortarboard_model::graduation::Clause;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{Id, ListingId, TermId};
use std::collections::BTreeMap;

/// Whether it could be settled: not where the plan leaves too many choices.
pub(super) fn check(question: &Question<'_>, route: &[Take]) -> Result<bool, Wrong> {
    let mut taken = Vec::with_capacity(route.len());
    for take in route {
        question.listing(&take.course)?;
        question.year(take.year)?;
        let Some(read) = Taken::read(question.school, take) else {
            return wrong(format!("the terms of {} in year {} are not terms of the calendar in their order", take.course, take.year));
        };
        taken.push(read);
    }
    let fixed = question.scene.fixed.is_some();
    if fixed {
        let mut now: Vec<&Taken> = taken.iter().filter(|take| is_given(question, take)).collect();
        let mut asked: Vec<&Taken> = question.fixed.iter().collect();
        now.sort_unstable();
        asked.sort_unstable();
        if now != asked {
            return wrong("year 0 is fixed, and the route takes other courses in it");
        }
    }
    let free: Vec<(&Take, &Taken)> = route.iter().zip(&taken).filter(|(_, taken)| !is_given(question, taken)).collect();
    takes(question, &free)?;
    days(question, &free)?;
    for (take, read) in &free {
        let others = || question.counted().chain(free.iter().map(|(_, other)| *other));
        let fulfilled = |clause: &Clause| others().any(|other| question.fulfils(clause, other, read));
        if !question.clauses(read.listing).iter().all(|clause| fulfilled(clause)) {
            return wrong(format!("{} in year {} is taken without a course that must come before or with it", take.course, take.year));
        }
    }
    let all: Vec<Taken> = free.iter().map(|(_, read)| (*read).clone()).collect();
    match holds(question.school, question.plan, question.who, &question.fixed, &all, &question.failed) {
        Some(true) => Ok(true),
        Some(false) => wrong("the requirements of the plan do not hold over the records and the takes of the route"),
        None => Ok(false),
    }
}

/// Whether a take belongs to a year that is given: what is had outside the school's own terms is free there too.
fn is_given(question: &Question<'_>, take: &Taken) -> bool {
    let outside = |&term: &usize| question.school.calendar().is_outside(TermId::from_index(term));
    question.scene.fixed.is_some() && take.year == 0 && !take.terms.iter().all(outside)
}

/// The takes of each course in each year.
fn takes(question: &Question<'_>, free: &[(&Take, &Taken)]) -> Result<(), Wrong> {
    for ((listing, year), own) in by_year(free) {
        let course = &question.school.graduation().listings[listing].id;
        if !question
            .takes
            .iter()
            .any(|possible| possible.listing == listing && possible.year == year && possible.parts.iter().eq(own.iter().copied()))
        {
            return wrong(format!("{course} can't be taken in these terms of year {year}"));
        }
    }
    for (Take { course, year, section, .. }, _) in free {
        if section.is_some() != (*year == 0 && question.seats.is_some()) {
            return wrong(format!("{course} in year {year} must name a section where there is a schedule, and only there"));
        }
    }
    Ok(())
}

/// Takes by course and year, in the order of their terms.
fn by_year<'t>(free: &[(&Take, &'t Taken)]) -> BTreeMap<(ListingId, u32), Vec<&'t Taken>> {
    let mut years: BTreeMap<_, Vec<&Taken>> = BTreeMap::new();
    free.iter().for_each(|(_, read)| years.entry((read.listing, read.year)).or_default().push(*read));
    years.values_mut().for_each(|own| own.sort_unstable());
    years
}

/// What the days hold.
fn days(question: &Question<'_>, free: &[(&Take, &Taken)]) -> Result<(), Wrong> {
    let mut busy = AtomSet::default();
    let mut filled: BTreeMap<(u32, usize), u32> = BTreeMap::new();
    for (take, read) in free {
        if let (Some(seats), 0) = (&question.seats, read.year) {
            let named = take.section.as_deref().and_then(|section| question.school.find_section(section));
            let Some(seat) = seats.iter().find(|seat| Some(seat.section) == named) else {
                return wrong(format!("{} in year 0 is in a section that is not open to the student", take.course));
            };
            let (pattern, cells) = (atoms(question.school, seat.pattern), &question.school.patterns()[seat.pattern].cells);
            let mut terms: Vec<usize> = cells.iter().map(|&cell| question.school.calendar().cells()[cell].term.0 as usize).collect();
            terms.dedup();
            if question.school.courses()[seat.course].id != take.course || terms != read.terms {
                return wrong(format!("{} in year 0 names a section of another course, or with other terms", take.course));
            }
            if busy.meets(pattern) {
                return wrong(format!("{} in year 0 meets while another course of the route does", take.course));
            }
            busy |= pattern;
        }
    }
    for ((listing, year), own) in by_year(free).into_iter().filter(|((_, year), _)| *year > 0 || question.seats.is_none()) {
        let possible = question
            .takes
            .iter()
            .find(|possible| possible.listing == listing && possible.year == year && possible.parts.iter().eq(own.iter().copied()));
        for (&term, &cells) in possible.iter().flat_map(|possible| &possible.cells) {
            let filled = filled.entry((year, term)).or_default();
            *filled = filled.saturating_add(cells);
        }
    }
    match filled.into_iter().find(|&((year, term), filled)| filled > question.room(year, term)) {
        Some(((year, term), _)) => {
            let term = question.school.calendar().terms().values().nth(term).map_or("", String::as_str);
            wrong(format!("the takes of term {term} in year {year} fill more cells than it has"))
        }
        None => Ok(()),
    }
}
