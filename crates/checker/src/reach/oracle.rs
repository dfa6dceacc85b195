//! A slow reading of the question, for tests: everything is enumerated, nothing is shared with the search,
//! the audit or the re-check.

pub(crate) mod cases;
mod needs;

use super::{Scene, Take, Who};
use mortarboard_model::graduation::{Clause, Ending, Plan, When};
use mortarboard_model::{CellId, CourseId, Id, IdVec, ListingId, NodeId, School, SectionId};
use needs::{Had, least_missing};
use std::collections::{BTreeMap, BTreeSet};

/// Sets of takes beyond which the oracle does not answer.
const MOST: usize = 40_000;

/// A take as the oracle reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    course: CourseId,
    year: u32,
    terms: Vec<usize>,
    section: Option<SectionId>,
}

/// What must be so in a route that is looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Courses in years: the terms in which they are taken, or none when they are not.
    pub(crate) courses: BTreeMap<(CourseId, u32), Option<Vec<usize>>>,
    /// Parts that hold of a `Some`.
    pub(crate) picks: BTreeMap<NodeId, Vec<NodeId>>,
    /// Groups of requirements of one group.
    pub(crate) groups: BTreeMap<NodeId, String>,
    /// Requirements that have an either-or.
    pub(crate) either: BTreeMap<usize, NodeId>,
}

/// The reading of a question.
struct Oracle<'a> {
    school: &'a School,
    plan: &'a Plan,
    who: Who<'a>,
    scene: Scene<'a>,
    given: &'a Given,
}

/// Whether a list of takes is a route.
pub(crate) fn is_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, route: &[Take]) -> bool {
    let oracle = Oracle { school, plan, who, scene, given: &Given::default() };
    route.iter().map(|take| oracle.read(take)).collect::<Option<Vec<Choice>>>().is_some_and(|takes| oracle.answers(&takes))
}

/// Some route under what is given, if there is one; nothing when there are too many sets of takes.
pub(crate) fn find_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, given: &Given) -> Option<Option<Vec<Take>>> {
    let oracle = Oracle { school, plan, who, scene, given };
    let years = (school.graduation().last_grade + 1).saturating_sub(who.grade);
    let mut sets: Vec<Vec<Choice>> = vec![oracle.fixed()];
    for year in 0..years {
        for course in school.courses().ids() {
            let options = oracle.options(course, year);
            let more: Vec<Vec<Choice>> = sets
                .iter()
                .flat_map(|set| options.iter().map(move |option| [set.clone(), vec![option.clone()]].concat()))
                .filter(|set| oracle.fits(set))
                .collect();
            match given.courses.get(&(course, year)) {
                None => sets.extend(more),
                Some(None) => {}
                Some(Some(terms)) => {
                    sets = more.into_iter().filter(|set| set.last().is_some_and(|last| last.terms == *terms)).collect();
                }
            }
            if sets.len() > MOST {
                return None;
            }
        }
    }
    let found = sets.into_iter().find(|set| oracle.answers(set));
    Some(found.map(|set| set.iter().map(|option| oracle.write(option)).collect()))
}

/// Whether there is a route; nothing when there are too many sets of takes.
#[allow(dead_code, reason = "for tests of the search")]
pub(crate) fn route_exists(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>) -> Option<bool> {
    find_route(school, plan, who, scene, &Given::default()).map(|found| found.is_some())
}

/// Pieces missing, and then other requirements missed, over records and takes, at the least, whatever else the
/// question asks of takes.
pub(crate) fn missing(school: &School, plan: &Plan, who: Who<'_>, takes: &[Take]) -> (u32, u32) {
    let oracle = Oracle { school, plan, who, scene: Scene::default(), given: &Given::default() };
    let takes: Vec<Choice> = takes.iter().filter_map(|take| oracle.read(take)).collect();
    oracle.missing(&takes)
}

impl Oracle<'_> {
    fn read(&self, take: &Take) -> Option<Choice> {
        let course = self.school.find_course(&take.course)?;
        let names: Vec<&String> = self.school.calendar().terms().values().collect();
        let terms: Vec<usize> = take.terms.iter().map(|term| names.iter().position(|name| *name == term)).collect::<Option<_>>()?;
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

    /// Takes that are as good as passed.
    fn fixed(&self) -> Vec<Choice> {
        let takes = self.scene.fixed.unwrap_or(&[]);
        takes.iter().filter(|take| take.year == 0).filter_map(|take| self.read(&Take { section: None, ..take.clone() })).collect()
    }

    fn terms_of(&self, cells: &[CellId]) -> Vec<usize> {
        cells.iter().map(|&cell| self.school.calendar().cells()[cell].term.index()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The cells that each pattern of some fills.
    fn now(&self) -> bool {
        self.scene.schedule.is_some() && self.scene.fixed.is_none()
    }

    /// Sections open to the student, with their cells.
    fn seats(&self) -> Vec<(SectionId, CourseId, Vec<CellId>)> {
        let Some(schedule) = self.scene.schedule.filter(|schedule| schedule.fits(self.school)) else { return Vec::new() };
        let mut seats = Vec::new();
        for (section, found) in self.school.sections().iter() {
            let Some(pattern) = schedule.placements[section].pattern else { continue };
            let cells = self.school.patterns()[pattern].cells.clone();
            let seat = self.scene.seats.is_none_or(|seats| seats.get(section.index()) == Some(&true));
            if seat && !self.scene.without.contains(&found.course) && !cells.iter().any(|cell| self.who.away.contains(cell)) {
                seats.push((section, found.course, cells));
            }
        }
        seats
    }

    /// All takes of a course in a year that are possible by themselves, prerequisites apart.
    fn options(&self, course: CourseId, year: u32) -> Vec<Choice> {
        let listing = &self.school.graduation().listings[ListingId::from_index(course.index())];
        let grade = self.who.grade + year;
        let found = &self.school.courses()[course];
        if grade < listing.lowest_grade || grade > listing.highest_grade || (year == 0 && self.scene.fixed.is_some()) {
            return Vec::new();
        }
        if year == 0 && (self.scene.without.contains(&course) || found.sections.is_empty()) {
            return Vec::new();
        }
        if year == 0 && self.now() {
            let seats = self.seats().into_iter().filter(|seat| seat.1 == course);
            return seats
                .map(|(section, _, cells)| Choice { course, year, terms: self.terms_of(&cells), section: Some(section) })
                .collect();
        }
        let mut sets = BTreeSet::new();
        for &pattern in &found.patterns {
            let terms = self.terms_of(&self.school.patterns()[pattern].cells);
            let offered = match listing.offered.get(&year).filter(|_| year > 0) {
                Some(offered) => terms.iter().all(|&term| offered.iter().any(|own| own.index() == term)),
                None => !found.sections.is_empty(),
            };
            if offered {
                sets.insert(terms);
            }
        }
        sets.into_iter().map(|terms| Choice { course, year, terms, section: None }).collect()
    }

    /// Whether takes fit side by side.
    fn fits(&self, takes: &[Choice]) -> bool {
        let mut room: BTreeMap<(u32, usize), i64> = BTreeMap::new();
        let mut busy: BTreeSet<CellId> = BTreeSet::new();
        for take in takes.iter().filter(|take| !(take.year == 0 && self.scene.fixed.is_some())) {
            if takes.iter().filter(|other| (other.course, other.year) == (take.course, take.year)).count() > 1 {
                return false;
            }
            if take.year == 0 && self.now() {
                let Some(seat) = self.seats().into_iter().find(|seat| Some(seat.0) == take.section) else { return false };
                if seat.2.iter().any(|&cell| !busy.insert(cell)) {
                    return false;
                }
                continue;
            }
            for &term in &take.terms {
                let of_term = |cells: &[CellId]| {
                    cells.iter().filter(|&&cell| self.school.calendar().cells()[cell].term.index() == term).count() as i64
                };
                let patterns = self.school.courses()[take.course].patterns.iter().map(|&pattern| &self.school.patterns()[pattern].cells);
                let least = patterns.filter(|cells| self.terms_of(cells) == take.terms).map(|cells| of_term(cells)).min();
                *room.entry((take.year, term)).or_default() += least.unwrap_or(i64::MAX / 4);
            }
        }
        room.into_iter().all(|((year, term), filled)| {
            let cells = self.school.calendar().cells().iter().filter(|(id, cell)| {
                let met = self.school.patterns().values().any(|pattern| pattern.cells.contains(id));
                cell.term.index() == term && met && !(year == 0 && self.who.away.contains(id))
            });
            filled <= cells.count() as i64
        })
    }

    /// Whether takes answer the question.
    fn answers(&self, takes: &[Choice]) -> bool {
        let is_fixed = |take: &&Choice| take.year == 0 && self.scene.fixed.is_some();
        let mut now: Vec<Take> = takes.iter().filter(is_fixed).map(|take| self.write(&Choice { section: None, ..take.clone() })).collect();
        let mut fixed: Vec<Take> = self.fixed().iter().map(|take| self.write(take)).collect();
        now.sort();
        fixed.sort();
        let years = (self.school.graduation().last_grade + 1).saturating_sub(self.who.grade);
        let mut before: BTreeMap<ListingId, u32> = BTreeMap::new();
        for record in self.who.progress.records.iter().filter(|record| matches!(record.ending, Ending::Passed | Ending::InProgress)) {
            let whole = self.school.graduation().listings[record.listing].credits.max(1);
            *before.entry(record.listing).or_default() += if record.credits == 0 { whole } else { record.credits.min(whole) };
        }
        for take in &fixed {
            let listing = ListingId(self.school.find_course(&take.course).unwrap().0);
            *before.entry(listing).or_default() += self.school.graduation().listings[listing].credits.max(1);
        }
        let single = takes.iter().filter(|take| !is_fixed(take)).all(|take| {
            let listing = ListingId(take.course.0);
            let times = takes.iter().filter(|other| other.course == take.course && !is_fixed(other)).count() as u32;
            let found = &self.school.graduation().listings[listing];
            let whole = found.credits.max(1);
            take.year < years
                && self.options(take.course, take.year).contains(take)
                && before.get(&listing).unwrap_or(&0) + (times - 1) * whole < found.completions * whole
                && self.school.graduation().listings[listing].prerequisites.iter().all(|clause| self.clause(clause, take, takes))
        });
        now == fixed && single && self.fits(takes) && self.missing(takes) == (0, 0)
    }

    fn clause(&self, clause: &Clause, take: &Choice, takes: &[Choice]) -> bool {
        let own = ListingId(take.course.0);
        let reaches = |points: Option<u32>| clause.min_points.is_none_or(|least| points.is_none_or(|points| points >= least));
        let record = self.who.progress.records.iter().any(|record| {
            let passed = match record.ending {
                Ending::Passed => reaches(record.points),
                Ending::InProgress => true,
                _ => false,
            };
            passed && record.listing != own && clause.any_of.contains(&record.listing)
        });
        let first = |take: &Choice| (take.year, *take.terms.iter().min().unwrap());
        let last = |take: &Choice| (take.year, *take.terms.iter().max().unwrap());
        record
            || takes.iter().any(|other| {
                let right = match clause.when {
                    When::Before => false,
                    When::With => first(other) <= first(take),
                    When::Same => other.year == take.year && other.terms == take.terms,
                };
                let timely = right || last(other) < first(take);
                other.course != take.course
                    && clause.any_of.contains(&ListingId(other.course.0))
                    && reaches(Some(self.school.graduation().top_mark))
                    && timely
            })
    }

    fn missing(&self, takes: &[Choice]) -> (u32, u32) {
        let graduation = self.school.graduation();
        let mut had: Vec<Had> = Vec::new();
        for record in &self.who.progress.records {
            let terms = match record.term {
                Some(term) => vec![term.index()],
                None => (0..self.school.calendar().terms().len()).collect(),
            };
            let points = if record.ending == Ending::InProgress { Some(u32::MAX) } else { record.points };
            let (listing, grade, method) = (record.listing, record.grade, record.method.clone());
            had.push(Had { listing, grade, terms, points, method, credits: record.credits, year: None, ending: record.ending });
        }
        let mut add = |take: &Choice, ending| {
            let listing = ListingId(take.course.0);
            let points = Some(if ending == Ending::Failed { 0 } else { graduation.top_mark });
            let (grade, terms, method) = (Some(self.who.grade + take.year), take.terms.clone(), "classroom".to_owned());
            had.push(Had {
                listing,
                grade,
                terms,
                points,
                method,
                credits: graduation.listings[listing].credits,
                year: Some(take.year),
                ending,
            });
        };
        // Fixed takes come first, in the order of the scene.
        let fixed = self.fixed();
        fixed.iter().for_each(|take| add(take, Ending::Passed));
        let later = takes.iter().filter(|take| take.year > 0 || self.scene.fixed.is_none());
        later.for_each(|take| add(take, Ending::Passed));
        if self.scene.fixed.is_some() {
            let failed = self.scene.failed.iter().filter(|take| take.year == 0);
            failed.filter_map(|take| self.read(&Take { section: None, ..take.clone() })).for_each(|take| add(&take, Ending::Failed));
        }
        let waived: IdVec<_, bool> = needs::waived(self.school, self.plan, self.who);
        least_missing(self.school, self.plan, self.who, &had, &waived, self.given)
    }
}
