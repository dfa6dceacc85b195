//! Finds what an answer assumes.

use super::relevant::relevant;
use super::{Assumption, Basis, Certificate, Offered};
use crate::reach::recheck::{LARGE, holds_under};
use crate::reach::{Proof, Scene, Take, Verdict, Who};
use mortarboard_model::graduation::{Listing, Plan};
use mortarboard_model::{CourseId, Id, ListingId, PatternId, School, TermId};
use std::collections::{BTreeMap, BTreeSet};

/// Readings of a large proof, after which no more assumptions are spared.
const READINGS: usize = 16;
/// Years left beyond which nothing is looked at, as in the re-check.
const MOST_YEARS: u32 = 64;

/// An answer with what it assumes: see [`assumptions`].
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Scene, Who, certify, recheck_certificate};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (who, scene) = (Who { grade: 10, progress: &school.graduation().students[StudentId(0)], away: &[] }, Scene::default());
/// let (plan, reacher) = (&school.graduation().plans[PlanId(0)], Reacher::new(&school, PlanId(0), None));
/// let certificate = certify(&school, plan, who, scene, reacher.reach(who, scene));
/// assert!(!certificate.assumptions.is_empty());
/// assert_eq!(recheck_certificate(&school, plan, who, scene, &certificate), Ok(()));
/// ```
pub fn certify(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: Verdict) -> Certificate {
    Certificate { assumptions: assumptions(school, plan, who, scene, &verdict), verdict }
}

/// What an answer assumes about offerings of later years, as the [module](crate::reach) defines it.
///
/// For a route, one look at each of its takes. For a proof, it is read again with courses offered more widely, first all
/// of them and then in halves and quarters, until no assumption can be spared: two readings where it assumes nothing, and
/// otherwise some log(courses · years) for each assumption. Of proofs with more than 64 steps, 16 readings at the
/// most; then more may be assumed than need be. What is no right answer assumes nothing worth reading.
///
/// ```
/// use mortarboard_graduation::reach::{Reacher, Scene, Who, assumptions};
/// use mortarboard_model::{PlanId, School, StudentId, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// // A student of the last grade has no later year, so nothing is assumed of one.
/// let (who, scene) = (Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] }, Scene::default());
/// let verdict = Reacher::new(&school, PlanId(0), None).reach(who, scene);
/// assert_eq!(assumptions(&school, &school.graduation().plans[PlanId(0)], who, scene, &verdict), []);
/// ```
pub fn assumptions(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, verdict: &Verdict) -> Vec<Assumption> {
    match verdict {
        Verdict::Unknown { .. } => Vec::new(),
        Verdict::Reachable { route } => gathered(school, Offered::AtLeast, route.iter().filter_map(|take| of_take(school, route, take))),
        Verdict::Blocked { proof } => of_proof(school, plan, who, scene, proof),
    }
}

/// What is assumed of a course in one year.
#[derive(Clone, Debug)]
struct One {
    course: CourseId,
    year: u32,
    terms: Vec<String>,
    basis: Basis,
}

/// A take of a later year needs its course to be offered in its terms; the first of several in a year speaks for all.
fn of_take(school: &School, route: &[Take], take: &Take) -> Option<One> {
    let course = school.find_course(&take.course).filter(|_| take.year > 0)?;
    let (_, basis) = offered(school, course, take.year)?;
    let mut own = route.iter().filter(|other| (&other.course, other.year) == (&take.course, take.year));
    let mut terms = take.terms.clone();
    if own.clone().count() > 1 {
        if !own.next().is_some_and(|first| std::ptr::eq(first, take)) {
            return None;
        }
        let named = |term: &&String| std::iter::once(take).chain(own.clone()).any(|other| other.terms.contains(term));
        terms = school.calendar().terms().values().filter(named).cloned().collect();
    }
    Some(One { course, year: take.year, terms, basis })
}

fn of_proof(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, proof: &Proof) -> Vec<Assumption> {
    let years = who.years(school).min(MOST_YEARS);
    let limits = school.courses().ids().flat_map(|course| (1..years).filter_map(move |year| limit(school, who, course, year)));
    let written = |limits: &[One]| gathered(school, Offered::AtMost, limits.iter().cloned());
    let holds = |limits: &[One]| holds_under(school, plan, who, scene, proof, &written(limits)).is_ok();
    let all: Vec<One> = limits.collect();
    let courses = relevant(school, plan, proof);
    let near: Vec<One> = all.iter().filter(|one| courses.contains(&ListingId::from_index(one.course.index()))).cloned().collect();
    // All limits together are the school as it is, under which a right proof holds. Those that it seems to speak of are
    // mostly enough, and fewer to try.
    let enough = if holds(&near) { near } else { all };
    let mut readings = if proof.steps().len() > LARGE { READINGS } else { usize::MAX };
    let fewest = fewest(enough, |limits| {
        let again = readings > 0;
        readings = readings.saturating_sub(1);
        again && holds(limits)
    });
    written(&fewest)
}

/// What limits a course in a later year; none when it can't be offered more widely, or is not for the student then.
fn limit(school: &School, who: Who<'_>, course: CourseId, year: u32) -> Option<One> {
    let listing = listing(school, course)?;
    let grade = who.grade_in(school, year)?;
    let (terms, basis) = offered(school, course, year)?;
    let shut = |&pattern: &PatternId| !met(school, pattern).is_subset(&terms);
    if !(listing.lowest_grade..=listing.highest_grade).contains(&grade) || !school.courses().get(course)?.patterns.iter().any(shut) {
        return None;
    }
    let terms = terms.into_iter().map(|term| school.calendar().terms()[term].clone()).collect();
    Some(One { course, year, terms, basis })
}

/// The terms in which a course is offered in a later year, and who says so.
fn offered(school: &School, course: CourseId, year: u32) -> Option<(BTreeSet<TermId>, Basis)> {
    let data = school.courses().get(course)?;
    Some(match listing(school, course).and_then(|listing| listing.offered.get(&year)) {
        Some(terms) => (terms.iter().copied().collect(), Basis::Listed),
        None if data.sections.is_empty() => (BTreeSet::new(), Basis::AsThisYear),
        None => (data.patterns.iter().flat_map(|&pattern| met(school, pattern)).collect(), Basis::AsThisYear),
    })
}

fn listing(school: &School, course: CourseId) -> Option<&Listing> {
    school.graduation().listings.get(ListingId::from_index(course.index()))
}

fn met(school: &School, pattern: PatternId) -> BTreeSet<TermId> {
    let cells = school.patterns().get(pattern).map_or([].as_slice(), |pattern| &pattern.cells);
    cells.iter().filter_map(|&cell| school.calendar().cells().get(cell)).map(|cell| cell.term).collect()
}

/// Years of a course in which the same is assumed become one assumption.
fn gathered(school: &School, offered: Offered, all: impl Iterator<Item = One>) -> Vec<Assumption> {
    let mut years: BTreeMap<(CourseId, Vec<String>, Basis), Vec<u32>> = BTreeMap::new();
    for one in all {
        years.entry((one.course, one.terms, one.basis)).or_default().push(one.year);
    }
    let assumption = |((course, terms, basis), mut years): ((CourseId, Vec<String>, Basis), Vec<u32>)| {
        years.sort_unstable();
        Assumption { course: school.courses()[course].id.clone(), years, offered, terms, basis }
    };
    let mut gathered: Vec<Assumption> = years.into_iter().map(assumption).collect();
    gathered.sort();
    gathered
}

/// As few of some items as still hold: parts are left out, ever smaller ones, until no single item can be. All of
/// them must hold together.
fn fewest<T: Clone>(mut items: Vec<T>, mut holds: impl FnMut(&[T]) -> bool) -> Vec<T> {
    let mut size = items.len();
    while size > 0 {
        let (mut at, before) = (0, items.len());
        while at < items.len() {
            let end = at.saturating_add(size).min(items.len());
            let rest = [&items[..at], &items[end..]].concat();
            if holds(&rest) {
                items = rest;
            } else {
                at = end;
            }
        }
        // What was left out may have made another item needless, so single items are tried again.
        size = if size > 1 { size.div_ceil(2) } else { usize::from(items.len() < before) };
    }
    items
}

#[cfg(test)]
mod tests {
    use super::fewest;

    #[test]
    fn what_can_be_spared_is_left_out() {
        for needed in 0_u32..1 << 7 {
            let holds = |items: &[u32]| (0..7).filter(|at| needed >> at & 1 == 1).all(|at| items.contains(&at));
            let expected: Vec<u32> = (0..7).filter(|at| needed >> at & 1 == 1).collect();
            assert_eq!(fewest((0..7).collect(), holds), expected);
        }
        // Either of two will do; which one stays does not matter, but one does.
        let either = fewest(vec![1, 2, 3, 4], |items: &[u32]| items.contains(&2) || items.contains(&4));
        assert_eq!(either.len(), 1);
        // Where it is only seen late that an item can be spared, it is tried again.
        let late = fewest(vec![1, 2, 3, 4], |items: &[u32]| {
            items.contains(&2) && items.contains(&4) && (items.contains(&1) || !items.contains(&3))
        });
        assert_eq!(late, [2, 4]);
        assert!(fewest(Vec::<u32>::new(), |_| true).is_empty());
        // What does not hold at all stays whole.
        assert_eq!(fewest(vec![1, 2], |_| false), [1, 2]);
    }
}
