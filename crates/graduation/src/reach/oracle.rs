//! A slow reading of the question, for tests: everything is enumerated, nothing is shared with the search,
//! the audit or the re-check.
//!
//! What hangs on the question alone (which takes there are, what a given year counts) is worked out once; every set of
//! takes is then read by itself, rule by rule.

pub(crate) mod cases;
mod credit;
mod day;
mod needs;
mod order;
mod own;
mod sets;
mod ways;

use super::{Scene, Take, Who};
use day::Fills;
use mortarboard_model::graduation::Plan;
use mortarboard_model::{CellId, CourseId, Id, IdVec, ListingId, NodeId, School, SectionId, TermId};
use needs::Had;
use own::Own;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A take as the oracle reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
    course: CourseId,
    year: u32,
    terms: Rc<[usize]>,
    section: Option<SectionId>,
}

/// What must be so in a route that is looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Courses in years: the terms of each take, or none when they are not taken.
    pub(crate) courses: BTreeMap<(CourseId, u32), Option<Vec<Vec<usize>>>>,
    /// Parts of a `Some`: whether they are among those chosen, or left out.
    pub(crate) picks: BTreeMap<NodeId, bool>,
    /// Groups of requirements of one group.
    pub(crate) groups: BTreeMap<NodeId, String>,
    /// Requirements that have an either-or.
    pub(crate) either: BTreeMap<usize, NodeId>,
}

/// The reading of a question.
struct Oracle<'a> {
    school: &'a School,
    /// The plan as it is asked, in the student's form of it.
    asked: &'a Plan,
    own: Own<'a>,
    who: Who<'a>,
    scene: Scene<'a>,
    given: &'a Given,
    /// Takes that are as good as passed.
    fixed: Vec<Choice>,
    /// Those of them that count.
    ordered: Vec<Choice>,
    /// Takes of the year that is given that were failed.
    failed: Vec<Choice>,
    /// Sections open to the student, with their cells.
    seats: Vec<(SectionId, CourseId, Vec<CellId>)>,
    /// Takes of a course in a year that are possible by themselves, prerequisites apart.
    options: BTreeMap<(CourseId, u32), Vec<Choice>>,
    fills: Fills,
    records: Vec<Had>,
    /// How takes are had.
    method: Rc<str>,
    waived: IdVec<NodeId, bool>,
}

/// Whether a list of takes is a route.
pub(crate) fn is_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, route: &[Take]) -> bool {
    let nothing = Given::default();
    let oracle = Oracle::new(school, plan, who, scene, &nothing);
    route.iter().map(|take| oracle.read(take)).collect::<Option<Vec<Choice>>>().is_some_and(|takes| oracle.answers(&takes))
}

/// Some route under what is given, if there is one; nothing when there are too many sets of takes.
pub(crate) fn find_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, given: &Given) -> Option<Option<Vec<Take>>> {
    let oracle = Oracle::new(school, plan, who, scene, given);
    let mut found = None;
    oracle.each_set(&mut |set| {
        found = oracle.answers(set).then(|| set.iter().map(|option| oracle.write(option)).collect());
        found.is_some()
    })?;
    Some(found)
}

/// The least that any route measures, if there is one; nothing when there are too many sets of takes.
pub(crate) fn least_route<T: Ord>(
    (school, plan): (&School, &Plan),
    who: Who<'_>,
    scene: Scene<'_>,
    measure: impl Fn(&[Take]) -> T,
) -> Option<Option<T>> {
    let (nothing, mut least) = (Given::default(), None);
    let oracle = Oracle::new(school, plan, who, scene, &nothing);
    oracle.each_set(&mut |set| {
        let own = measure(&set.iter().map(|option| oracle.write(option)).collect::<Vec<Take>>());
        if least.as_ref().is_none_or(|least| own < *least) && oracle.answers(set) {
            least = Some(own);
        }
        false
    })?;
    Some(least)
}

/// Whether there is a route; nothing when there are too many sets of takes.
#[allow(dead_code, reason = "for tests of the search")]
pub(crate) fn route_exists(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>) -> Option<bool> {
    find_route(school, plan, who, scene, &Given::default()).map(|found| found.is_some())
}

/// Pieces missing, and then other requirements missed, over records and takes, at the least, whatever else the
/// question asks of takes.
pub(crate) fn missing(school: &School, plan: &Plan, who: Who<'_>, takes: &[Take]) -> (u32, u32) {
    // Takes of this year are a roster.
    let now: Vec<Take> = takes.iter().filter(|take| take.year == 0).cloned().collect();
    let nothing = Given::default();
    let oracle = Oracle::new(school, plan, who, Scene { fixed: Some(&now), ..Scene::default() }, &nothing);
    let takes: Vec<Choice> = takes.iter().filter_map(|take| oracle.read(take)).collect();
    oracle.missing(&takes)
}

impl<'a> Oracle<'a> {
    fn new(school: &'a School, asked: &'a Plan, who: Who<'a>, scene: Scene<'a>, given: &'a Given) -> Self {
        let own = Own::new(school, asked, who);
        let waived = needs::waived(school, own.plan, who);
        let (fixed, ordered, failed) = Default::default();
        let (seats, options, fills, records) = Default::default();
        let mut oracle = Oracle {
            school,
            asked,
            own,
            who,
            scene,
            given,
            fixed,
            ordered,
            failed,
            seats,
            options,
            fills,
            records,
            method: "classroom".into(),
            waived,
        };
        let now = |takes: &[Take]| -> Vec<Choice> {
            let own = takes.iter().filter(|take| take.year == 0);
            own.filter_map(|take| oracle.read(&Take { section: None, ..take.clone() })).collect()
        };
        (oracle.fixed, oracle.failed) = (now(scene.fixed.unwrap_or(&[])), now(scene.failed));
        oracle.ordered = oracle.find_ordered();
        oracle.seats = oracle.find_seats();
        oracle.fills = oracle.find_fills();
        oracle.records = oracle.find_records();
        for year in 0..oracle.years() {
            for course in school.courses().ids() {
                oracle.options.insert((course, year), oracle.find_options(course, year));
            }
        }
        oracle
    }

    fn read(&self, take: &Take) -> Option<Choice> {
        let course = self.school.find_course(&take.course)?;
        let names: Vec<&String> = self.school.calendar().terms().values().collect();
        let terms: Rc<[usize]> = take.terms.iter().map(|term| names.iter().position(|name| *name == term)).collect::<Option<_>>()?;
        let ordered = terms.iter().zip(terms.iter().skip(1)).all(|(a, b)| a < b);
        let section = match &take.section {
            Some(section) => Some(self.school.find_section(section)?),
            None => None,
        };
        (ordered && !terms.is_empty()).then_some(Choice { course, year: take.year, terms, section })
    }

    fn write(&self, option: &Choice) -> Take {
        let names: Vec<&String> = self.school.calendar().terms().values().collect();
        Take {
            course: self.school.courses()[option.course].id.clone(),
            year: option.year,
            terms: option.terms.iter().map(|&term| names[term].clone()).collect(),
            section: option.section.map(|section| self.school.sections()[section].id.clone()),
        }
    }

    fn years(&self) -> u32 {
        self.who.progress.years_left.unwrap_or((self.school.graduation().last_grade + 1).saturating_sub(self.who.grade))
    }

    fn grade_in(&self, year: u32) -> u32 {
        (self.who.grade + year).min(self.school.graduation().last_grade.max(self.who.grade))
    }

    /// Whether terms lie outside the school's own.
    fn outside(&self, terms: &[usize]) -> bool {
        terms.iter().all(|&term| self.school.calendar().is_outside(TermId::from_index(term)))
    }

    /// Whether a take belongs to the year that is given.
    fn is_given(&self, take: &Choice) -> bool {
        take.year == 0 && self.scene.fixed.is_some() && !self.outside(&take.terms)
    }

    /// Terms in which some cells lie.
    fn terms_of(&self, cells: &[CellId]) -> Rc<[usize]> {
        cells.iter().map(|&cell| self.school.calendar().cells()[cell].term.index()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether takes answer the question.
    fn answers(&self, takes: &[Choice]) -> bool {
        let given = takes.iter().filter(|take| self.is_given(take));
        let (mut given, mut fixed) = (given.map(unplaced).collect::<Vec<_>>(), self.fixed.clone());
        given.sort();
        fixed.sort();
        given == fixed && self.single(takes) && self.fits(takes) && self.missing(takes) == (0, 0)
    }

    /// Whether each take that is not given is possible by itself and comes in its order.
    fn single(&self, takes: &[Choice]) -> bool {
        takes.iter().filter(|take| !self.is_given(take)).all(|take| {
            let mut clauses = self.school.graduation().listings[ListingId(take.course.0)].prerequisites.iter();
            let possible = self.options.get(&(take.course, take.year)).is_some_and(|options| options.contains(take));
            possible && clauses.all(|clause| self.clause(clause, take, takes))
        })
    }
}

/// A take, whichever its section.
fn unplaced(take: &Choice) -> Choice {
    Choice { section: None, ..take.clone() }
}
