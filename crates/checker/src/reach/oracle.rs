//! A slow reading of the question, for tests: everything is enumerated, nothing is shared with the search,
//! the audit or the re-check.

pub(crate) mod cases;
mod needs;
mod own;
mod ways;

use super::{Scene, Take, Who};
use mortarboard_model::graduation::{Clause, Ending, Plan, Record, When};
use mortarboard_model::{CellId, CourseId, Id, IdVec, ListingId, NodeId, School, SectionId, TermId};
use needs::{Had, least_missing};
use own::Own;
use std::collections::{BTreeMap, BTreeSet};

/// Sets of takes beyond which the oracle does not answer, and the same times the choices of parts that a plan leaves.
const MOST: usize = 40_000;
const MOST_WAYS: usize = 120_000;

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
}

/// Whether a list of takes is a route.
pub(crate) fn is_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, route: &[Take]) -> bool {
    let oracle = Oracle { school, asked: plan, own: Own::new(school, plan, who), who, scene, given: &Given::default() };
    route.iter().map(|take| oracle.read(take)).collect::<Option<Vec<Choice>>>().is_some_and(|takes| oracle.answers(&takes))
}

/// Some route under what is given, if there is one; nothing when there are too many sets of takes.
pub(crate) fn find_route(school: &School, plan: &Plan, who: Who<'_>, scene: Scene<'_>, given: &Given) -> Option<Option<Vec<Take>>> {
    let oracle = Oracle { school, asked: plan, own: Own::new(school, plan, who), who, scene, given };
    let sets = oracle.sets()?;
    if sets.len() * ways::ways(plan, NodeId(0)) > MOST_WAYS {
        return None;
    }
    let found = sets.into_iter().find(|set| oracle.answers(set));
    Some(found.map(|set| set.iter().map(|option| oracle.write(option)).collect()))
}

/// The least that any route measures, if there is one; nothing when there are too many sets of takes.
pub(crate) fn least_route<T: Ord>(
    (school, plan): (&School, &Plan),
    who: Who<'_>,
    scene: Scene<'_>,
    measure: impl Fn(&[Take]) -> T,
) -> Option<Option<T>> {
    let oracle = Oracle { school, asked: plan, own: Own::new(school, plan, who), who, scene, given: &Given::default() };
    let sets = oracle.sets()?;
    if sets.len() * ways::ways(plan, NodeId(0)) > MOST_WAYS {
        return None;
    }
    let routes = sets.into_iter().filter(|set| oracle.answers(set));
    Some(routes.map(|set| measure(&set.iter().map(|option| oracle.write(option)).collect::<Vec<Take>>())).min())
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
    let oracle = Oracle {
        school,
        asked: plan,
        own: Own::new(school, plan, who),
        who,
        scene: Scene { fixed: Some(&now), ..Scene::default() },
        given: &Given::default(),
    };
    let takes: Vec<Choice> = takes.iter().filter_map(|take| oracle.read(take)).collect();
    oracle.missing(&takes)
}

impl Oracle<'_> {
    /// All sets of takes that fit side by side; nothing when there are too many.
    fn sets(&self) -> Option<Vec<Vec<Choice>>> {
        let mut sets: Vec<Vec<Choice>> = vec![self.fixed()];
        for year in 0..self.years() {
            for course in self.school.courses().ids() {
                let options = self.several(course, year);
                let with = |set: &Vec<Choice>, option: &Vec<Choice>| [set.as_slice(), option].concat();
                let more = |options: &[&Vec<Choice>]| -> Vec<Vec<Choice>> {
                    let all = sets.iter().flat_map(|set| options.iter().map(move |option| with(set, option)));
                    all.filter(|set| self.fits(set)).collect()
                };
                match self.given.courses.get(&(course, year)) {
                    None => {
                        let more = more(&options.iter().collect::<Vec<_>>());
                        sets.extend(more);
                    }
                    Some(None) => {}
                    Some(Some(terms)) => {
                        let same = |option: &&Vec<Choice>| option.iter().map(|one| &one.terms).eq(terms);
                        sets = more(&options.iter().filter(same).collect::<Vec<_>>());
                    }
                }
                if sets.len() > MOST {
                    return None;
                }
            }
        }
        Some(sets)
    }

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

    fn years(&self) -> u32 {
        self.who.progress.years_left.unwrap_or((self.school.graduation().last_grade + 1).saturating_sub(self.who.grade))
    }

    fn grade_in(&self, year: u32) -> u32 {
        (self.who.grade + year).min(self.school.graduation().last_grade.max(self.who.grade))
    }

    /// The takes of a course in a year: one, or as many as its completions with no term in common, by their terms.
    fn several(&self, course: CourseId, year: u32) -> Vec<Vec<Choice>> {
        let mut single = self.options(course, year);
        single.sort_by(|a, b| a.terms.cmp(&b.terms));
        let most = self.school.graduation().listings[ListingId::from_index(course.index())].completions as usize;
        let mut all: Vec<Vec<Choice>> = vec![Vec::new()];
        for one in single {
            let apart =
                |set: &&Vec<Choice>| set.len() < most && set.iter().all(|other| !other.terms.iter().any(|term| one.terms.contains(term)));
            let with: Vec<Vec<Choice>> =
                all.iter().filter(apart).map(|set| [set.as_slice(), std::slice::from_ref(&one)].concat()).collect();
            all.extend(with);
        }
        all.retain(|set| !set.is_empty());
        all
    }

    /// Whether terms lie outside the school's own.
    fn outside(&self, terms: &[usize]) -> bool {
        terms.iter().all(|&term| self.school.calendar().is_outside(TermId::from_index(term)))
    }

    /// Whether a take belongs to the year that is given.
    fn is_given(&self, take: &Choice) -> bool {
        take.year == 0 && self.scene.fixed.is_some() && !self.outside(&take.terms)
    }

    /// Whether a course may be had outside in some terms beside the year that is given.
    fn beside(&self, course: CourseId, terms: &[usize]) -> bool {
        let take = Choice { course, year: 0, terms: terms.to_vec(), section: None };
        let read = |take: &&Take| {
            take.year == 0 && self.read(&Take { section: None, ..(*take).clone() }).is_some_and(|read| read.course == course)
        };
        let given = self.scene.fixed.unwrap_or(&[]).iter().chain(self.scene.failed).any(|take| read(&take));
        let counted = self.ordered();
        let open = |clause: &Clause| {
            let named = |listing: ListingId| listing.0 != course.0 && self.own.opens(clause, listing);
            let record = self.who.progress.records.iter().any(|record| {
                let passed = match record.ending {
                    Ending::Passed => record.points.is_none_or(|points| clause.min_points.is_none_or(|least| points >= least)),
                    Ending::InProgress => !self.goes_on(record),
                    _ => false,
                };
                passed && named(record.listing)
            });
            let high = clause.min_points.is_none_or(|least| self.school.graduation().top_mark >= least);
            record || counted.iter().any(|other| high && named(ListingId(other.course.0)) && timely(clause.when, other, &take))
        };
        let own = ListingId(course.0);
        let mut concerned = vec![own];
        for validation in self.asked.validations.iter().filter(|validation| validation.higher.contains(&own)) {
            concerned.extend(&validation.lower);
        }
        let order = needs::ordered_filters(self.asked)
            .into_iter()
            .any(|conditions| concerned.iter().any(|listing| conditions.before.contains(listing) || conditions.listings.contains(listing)));
        !given && !order && self.school.graduation().listings[own].prerequisites.iter().all(open)
    }

    /// Whether a record still going on is a take of the year that is given.
    fn goes_on(&self, record: &Record) -> bool {
        let failed = self
            .scene
            .failed
            .iter()
            .filter(|take| take.year == 0 && self.scene.fixed.is_some())
            .filter_map(|take| self.read(&Take { section: None, ..take.clone() }));
        let mut all = self.fixed().into_iter().chain(failed);
        record.ending == Ending::InProgress
            && all.any(|take| {
                ListingId(take.course.0) == record.listing
                    && (record.grade.is_none() || record.grade == Some(self.who.grade))
                    && (record.term.is_none() || record.term.is_some_and(|term| take.terms.contains(&term.index())))
            })
    }

    /// The takes of a given year that count.
    fn ordered(&self) -> Vec<Choice> {
        let all = self.fixed();
        let failed: Vec<Choice> = self
            .scene
            .failed
            .iter()
            .filter(|take| take.year == 0)
            .filter_map(|take| self.read(&Take { section: None, ..take.clone() }))
            .collect();
        let mut counted = all.clone();
        loop {
            let right = |take: &Choice| {
                self.school.graduation().listings[ListingId(take.course.0)].prerequisites.iter().all(|clause| {
                    let named = |other: &&Choice| {
                        let high = clause.min_points.is_none_or(|least| self.school.graduation().top_mark >= least);
                        other.course != take.course && self.own.opens(clause, ListingId(other.course.0)) && high
                    };
                    let none = !all.iter().chain(&failed).any(|other| named(&other));
                    // What was failed was begun, but never comes before anything.
                    let beside = |other: &Choice| match clause.when {
                        When::Before => false,
                        When::With => other.terms.iter().min() <= take.terms.iter().min(),
                        When::Same => other.terms == take.terms,
                    };
                    none || all.iter().chain(&failed).filter(named).any(beside)
                        || self.on_record(clause, take)
                        || counted.iter().filter(named).any(|other| timely(When::Before, other, take))
                })
            };
            let kept: Vec<Choice> = counted.iter().filter(|take| right(take)).cloned().collect();
            if kept.len() == counted.len() {
                return kept;
            }
            counted = kept;
        }
    }

    fn on_record(&self, clause: &Clause, take: &Choice) -> bool {
        let own = ListingId(take.course.0);
        self.who.progress.records.iter().any(|record| {
            let passed = match record.ending {
                Ending::Passed => record.points.is_none_or(|points| clause.min_points.is_none_or(|least| points >= least)),
                Ending::InProgress => true,
                _ => false,
            };
            passed && record.listing != own && self.own.opens(clause, record.listing)
        })
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
        let grade = self.grade_in(year);
        let found = &self.school.courses()[course];
        if grade < listing.lowest_grade || grade > listing.highest_grade || (year == 0 && self.scene.without.contains(&course)) {
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
            let outside = self.outside(&terms);
            if year == 0 && self.scene.fixed.is_some() && !(outside && self.beside(course, &terms)) {
                continue;
            }
            let offered = match listing.offered.get(&year).filter(|_| year > 0 || outside) {
                _ if year == 0 && outside && !listing.offered.contains_key(&0) => false,
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
        for take in takes.iter().filter(|take| !self.is_given(take)) {
            let most = self.school.graduation().listings[ListingId::from_index(take.course.index())].completions as usize;
            let own = || takes.iter().filter(|other| (other.course, other.year) == (take.course, take.year));
            let allowed =
                self.scene.most.iter().all(|&(course, most)| (take.course, take.year) != (course, 0) || own().count() <= most as usize);
            if !allowed
                || own().count() > most
                || take.terms.iter().any(|term| own().filter(|other| other.terms.contains(term)).count() > 1)
            {
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
        let is_fixed = |take: &&Choice| self.is_given(take);
        let mut now: Vec<Take> = takes.iter().filter(is_fixed).map(|take| self.write(&Choice { section: None, ..take.clone() })).collect();
        let mut fixed: Vec<Take> = self.fixed().iter().map(|take| self.write(take)).collect();
        now.sort();
        fixed.sort();
        let single = takes.iter().filter(|take| !is_fixed(take)).all(|take| {
            let listing = &self.school.graduation().listings[ListingId(take.course.0)];
            take.year < self.years()
                && self.options(take.course, take.year).contains(take)
                && listing.prerequisites.iter().all(|clause| self.clause(clause, take, takes))
        });
        now == fixed && single && self.fits(takes) && self.missing(takes) == (0, 0)
    }

    fn clause(&self, clause: &Clause, take: &Choice, takes: &[Choice]) -> bool {
        let own = ListingId(take.course.0);
        let reaches = |points: Option<u32>| clause.min_points.is_none_or(|least| points.is_none_or(|points| points >= least));
        let record = self.who.progress.records.iter().any(|record| {
            let passed = match record.ending {
                Ending::Passed => reaches(record.points),
                Ending::InProgress => !self.goes_on(record),
                _ => false,
            };
            passed && record.listing != own && self.own.opens(clause, record.listing)
        });
        let ordered = self.ordered();
        let unplaced = |other: &Choice| Choice { section: None, ..other.clone() };
        let counts = |other: &Choice| !self.is_given(other) || ordered.contains(&unplaced(other));
        record
            || takes.iter().any(|other| {
                other.course != take.course
                    && self.own.opens(clause, ListingId(other.course.0))
                    && reaches(Some(self.school.graduation().top_mark))
                    && timely(clause.when, other, take)
                    && counts(other)
            })
    }

    fn missing(&self, takes: &[Choice]) -> (u32, u32) {
        let graduation = self.school.graduation();
        let mut had: Vec<Had> = Vec::new();
        for record in self.who.progress.records.iter().filter(|record| !self.goes_on(record)) {
            let terms = match record.term {
                Some(term) => vec![term.index()],
                None => (0..self.school.calendar().terms().len()).collect(),
            };
            let points = if record.ending == Ending::InProgress { Some(u32::MAX) } else { record.points };
            let (listing, grade, method) = (record.listing, record.grade, record.method.clone());
            let known = &graduation.listings[listing];
            let average =
                if record.ending == Ending::InProgress { Some(graduation.top_points + known.added_points) } else { record.average };
            let (credits, attempted, ending) = (record.credits, record.attempted, record.ending);
            let span = (*terms.first().unwrap(), *terms.last().unwrap());
            had.push(Had { listing, grade, terms, points, method, average, credits, attempted, year: None, span, ending, void: false });
        }
        let mut add = |take: &Choice, ending, void| {
            let listing = ListingId(take.course.0);
            let known = &graduation.listings[listing];
            let failed = ending == Ending::Failed;
            let points = Some(if failed { 0 } else { graduation.top_mark });
            let average = Some(if failed { 0 } else { graduation.top_points + known.added_points });
            let (grade, terms, method) = (Some(self.grade_in(take.year)), take.terms.clone(), "classroom".to_owned());
            let (credits, attempted, year) = (known.credits, known.credits, Some(take.year));
            let span = (*terms.first().unwrap(), *terms.last().unwrap());
            had.push(Had { listing, grade, terms, points, method, average, credits, attempted, year, span, ending, void });
        };
        // Fixed takes come first, in the order of the scene.
        let ordered = self.ordered();
        self.fixed().iter().for_each(|take| add(take, Ending::Passed, !ordered.contains(take)));
        let later = takes.iter().filter(|take| !self.is_given(take));
        later.for_each(|take| add(take, Ending::Passed, false));
        if self.scene.fixed.is_some() {
            let failed = self.scene.failed.iter().filter(|take| take.year == 0);
            failed.filter_map(|take| self.read(&Take { section: None, ..take.clone() })).for_each(|take| add(&take, Ending::Failed, false));
        }
        let together = had.clone();
        for one in had.iter_mut().filter(|one| one.year.is_some() && one.ending != Ending::Failed) {
            let own =
                together.iter().filter(|other| (other.listing, other.year) == (one.listing, one.year) && other.ending != Ending::Failed);
            one.span = own.fold(one.span, |(first, last), other| (first.min(other.span.0), last.max(other.span.1)));
        }
        let waived: IdVec<_, bool> = needs::waived(self.school, self.own.plan, self.who);
        least_missing(self.school, self.own, self.who, &had, &waived, self.given)
    }
}

/// Whether a take comes at the right time for another one.
fn timely(when: When, other: &Choice, take: &Choice) -> bool {
    let first = |take: &Choice| (take.year, *take.terms.iter().min().unwrap());
    let last = |take: &Choice| (take.year, *take.terms.iter().max().unwrap());
    let right = match when {
        When::Before => false,
        When::With => first(other) <= first(take),
        When::Same => other.year == take.year && other.terms == take.terms,
    };
    right || last(other) < first(take)
}
