//! What courses offer in later years: as the school says, or as a certificate assumes and nothing else.

use super::{MOST_YEARS, Wrong, wrong};
use crate::audit::listing_of;
use crate::reach::{Assumption, Basis, Offered, Take, Who};
use mortarboard_model::{CourseId, Id, School};
use std::collections::{BTreeMap, BTreeSet};

/// Terms by position.
type Terms = BTreeSet<usize>;

/// Offerings of later years.
pub(super) struct Later {
    /// Courses in years, with the terms in which they are offered.
    named: BTreeMap<(CourseId, u32), Terms>,
    others: Others,
}

/// Courses and years that are not named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    AsTheSchoolSays,
    Everything,
    Nothing,
}

impl Later {
    pub(super) fn as_the_school_says() -> Self {
        Later { named: BTreeMap::new(), others: Others::AsTheSchoolSays }
    }

    /// The terms in which a course is offered in a later year; none where it may meet in any.
    pub(super) fn terms(&self, school: &School, course: CourseId, year: u32) -> Option<Terms> {
        if let Some(terms) = self.named.get(&(course, year)) {
            return Some(terms.clone());
        }
        match self.others {
            Others::Everything => None,
            Others::Nothing => Some(Terms::new()),
            Others::AsTheSchoolSays => match listed(school, course, year) {
                Some(terms) => Some(terms),
                None => school.courses().get(course).is_none_or(|found| found.sections.is_empty()).then(Terms::new),
            },
        }
    }

    /// The later years of a route: what is assumed, and nothing else. Each assumption is one that some take rests on.
    pub(super) fn of_route(school: &School, who: Who<'_>, route: &[Take], assumptions: &[Assumption]) -> Result<Self, Wrong> {
        let named = read(school, who, assumptions, Offered::AtLeast)?;
        let mut spare = named.clone();
        for take in route.iter().filter(|take| take.year > 0) {
            let terms: Option<Terms> = take.terms.iter().map(|term| position(school, term)).collect();
            let at = school.find_course(&take.course).map(|course| (course, take.year));
            let assumed = at.as_ref().and_then(|at| named.get(at));
            // Takes of one course in one year rest on one assumption.
            let own = route.iter().filter(|other| (&other.course, other.year) == (&take.course, take.year));
            let all: Terms = own.flat_map(|other| &other.terms).filter_map(|term| position(school, term)).collect();
            if terms.is_none() || assumed != Some(&all) {
                let (course, year) = (&take.course, take.year);
                return wrong(format!(
                    "the route takes {course} in year {year}, and it is not assumed that it is offered in just these terms then"
                ));
            }
            spare.retain(|key, _| Some(*key) != at);
        }
        match spare.keys().next() {
            Some((course, year)) => {
                wrong(format!("an offering of {} in year {year} is assumed, and the route does not take it then", id(school, *course)))
            }
            None => Ok(Later { named, others: Others::Nothing }),
        }
    }

    /// The later years of a proof: everything, but for what is assumed not to be.
    pub(super) fn of_proof(school: &School, who: Who<'_>, assumptions: &[Assumption]) -> Result<Self, Wrong> {
        Ok(Later { named: read(school, who, assumptions, Offered::AtMost)?, others: Others::Everything })
    }
}

/// Assumptions by course and year, each held against the school.
fn read(school: &School, who: Who<'_>, assumptions: &[Assumption], asked: Offered) -> Result<BTreeMap<(CourseId, u32), Terms>, Wrong> {
    let years = who.years(school).min(MOST_YEARS);
    let mut named = BTreeMap::new();
    for one in assumptions {
        let id = &one.course;
        if one.offered != asked {
            return wrong(match asked {
                Offered::AtLeast => format!("a route assumes that courses are offered, and not, as for {id}, that they are not"),
                Offered::AtMost => format!("a proof assumes that courses are not offered, and not, as for {id}, that they are"),
            });
        }
        let Some(course) = school.find_course(id) else {
            return wrong(format!("an assumption names {id}, and the school has no such course"));
        };
        let Some(terms) = one.terms.iter().map(|term| position(school, term)).collect::<Option<Vec<usize>>>() else {
            return wrong(format!("an assumption on {id} names a term that the calendar does not have"));
        };
        if !terms.windows(2).all(|pair| pair[0] < pair[1]) {
            return wrong(format!("the terms of an assumption on {id} are not in the order of the calendar"));
        }
        let terms: Terms = terms.into_iter().collect();
        if one.years.is_empty() || !one.years.windows(2).all(|pair| pair[0] < pair[1]) {
            return wrong(format!("the years of an assumption on {id} are missing or not in order"));
        }
        for &year in &one.years {
            if !(1..years).contains(&year) {
                return wrong(format!("an assumption on {id} is about year {year}, which is none of the later years left"));
            }
            hold(school, course, year, one, &terms)?;
            if named.insert((course, year), terms.clone()).is_some() {
                return wrong(format!("what is assumed on {id} in year {year} is said twice"));
            }
        }
    }
    Ok(named)
}

/// Holds an assumption against what the school says.
fn hold(school: &School, course: CourseId, year: u32, one: &Assumption, terms: &Terms) -> Result<(), Wrong> {
    let id = &one.course;
    let table = listed(school, course, year);
    match (one.basis, table.is_some()) {
        (Basis::Listed, false) => return wrong(format!("the table of offerings says nothing of {id} in year {year}")),
        (Basis::AsThisYear, true) => {
            return wrong(format!("the table of offerings names {id} in year {year}, so that it need not be as this year"));
        }
        _ => {}
    }
    let found = school.courses().get(course);
    let now = found.is_some_and(|found| !found.sections.is_empty());
    let patterns = found.map_or([].as_slice(), |found| &found.patterns);
    let met: Vec<Terms> = patterns
        .iter()
        .filter_map(|&pattern| school.patterns().get(pattern))
        .map(|pattern| pattern.cells.iter().filter_map(|&cell| Some(school.calendar().cells().get(cell)?.term.index())).collect())
        .collect();
    let right = match (one.offered, &table) {
        (Offered::AtLeast, Some(table)) => terms.is_subset(table),
        (Offered::AtLeast, None) => now,
        (Offered::AtMost, Some(table)) => terms == table,
        (Offered::AtMost, None) => !now && terms.is_empty(),
    };
    if !right {
        return wrong(format!("what is assumed on {id} in year {year} is not what the school offers then"));
    }
    if one.offered == Offered::AtMost && met.iter().all(|met| met.is_subset(terms)) {
        return wrong(format!("the assumption on {id} in year {year} leaves it all terms in which it could meet, and says nothing"));
    }
    Ok(())
}

/// The terms that the table of offerings gives a course in a year.
fn listed(school: &School, course: CourseId, year: u32) -> Option<Terms> {
    let listing = listing_of(school, course)?;
    let terms = school.graduation().listings.get(listing)?.offered.get(&year)?;
    Some(terms.iter().map(|term| term.index()).collect())
}

fn position(school: &School, term: &str) -> Option<usize> {
    school.calendar().terms().values().position(|own| own == term)
}

fn id(school: &School, course: CourseId) -> &str {
    school.courses().get(course).map_or("", |found| &found.id)
}
