//! Can each student have the courses needed this year, in this schedule? Each alone, as far as times go;
//! and all at once, as the rosters show.

mod mends;

use crate::reasons::Busy;
use crate::several::Terms;
use crate::times::{Kept, Known, atoms_of};
use mortarboard_graduation::{can_hold, smallest_clash};
use mortarboard_model::rule::Rules;
use mortarboard_model::text::and;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CourseId, IdVec, Schedule, School, StudentId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Ways to hold one course that are looked at.
const MOST_WAYS: usize = 65_536;

/// What stands in the way of needed courses this year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ThisYear {
    /// Students who need some course.
    pub students: u64,
    /// Those who could hold all of them at once, seats aside.
    pub possible: u64,
    /// Those who sit in all of them.
    pub seated: u64,
    /// Sets of courses that clash, most students first.
    pub clashes: Vec<NeedClash>,
    /// Needed courses in which students do not sit though times allow it, most students first.
    pub unseated: Vec<Unseated>,
}

/// A set of needed courses that can't be held together where sections meet now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedClash {
    /// Courses, sorted. No set of fewer courses clashes for these students, and no smaller part of it clashes.
    pub courses: Vec<String>,
    /// When their sections meet: pattern ids, sorted.
    pub patterns: Vec<String>,
    /// Their sections that meet at some time, sorted.
    pub sections: Vec<String>,
    /// Students hit, by office id.
    pub students: Vec<String>,
    /// One sentence.
    pub sentence: String,
    /// The same without the number of students: what follows "Fewer than 10 students".
    #[serde(skip)]
    pub unnumbered: String,
    /// What would mend it, best first.
    pub mends: Vec<NeedMend>,
}

/// A change that would mend a clash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedMend {
    /// The change, a phrase that could follow "to mend this,".
    pub change: String,
    /// The same as data.
    pub step: NeedStep,
    /// Students of the clash who could then hold all they need.
    pub frees: u64,
    /// Students on the roster who would then be in two places.
    pub harms: u64,
}

/// What is changed to mend a clash, in the office's ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NeedStep {
    /// A section meets in another pattern.
    Move {
        /// Section.
        section: String,
        /// Pattern.
        pattern: String,
    },
    /// A course has one more section.
    Open {
        /// Course.
        course: String,
    },
}

/// A needed course in which students do not sit, though they could alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unseated {
    /// Course.
    pub course: String,
    /// Students, by office id.
    pub students: Vec<String>,
    /// Free seats in all of its sections.
    pub free_seats: u64,
    /// One sentence.
    pub sentence: String,
    /// The same without the number of students: what follows "Fewer than 10 students".
    #[serde(skip)]
    pub unnumbered: String,
}

/// Looks at the courses each student needs, under these rules. Gives nothing for a schedule made for another school.
///
/// `needed` is by student: required and critical requests, or whatever else must be had this year; a course that is
/// needed more than once in the year is listed as often, and takes as many sections in terms that have none in common.
/// Sections without a pattern can't be held. For each student at most 2^n small searches, where n is the number of
/// needed courses (those beyond the twelfth are not part of sets; eight fill most days).
///
/// ```
/// use mortarboard_checker::this_year;
/// use mortarboard_model::{CourseId, IdVec, PatternId, Schedule, School, SectionId, rule::Rules, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let mut schedule = Schedule::empty(&school);
/// // All sections meet at once.
/// for section in school.sections().ids() {
///     schedule.placements[section].pattern = Some(PatternId(0));
/// }
/// let needed: IdVec<_, Vec<CourseId>> = IdVec::filled(3, school.courses().ids().collect());
/// let year = this_year(&school, &Rules::of(&school), &schedule, &needed);
/// assert_eq!((year.students, year.possible), (3, 0));
/// assert_eq!(year.clashes[0].sentence, "3 students can't hold ART and BIO together: their sections meet only in P1.");
/// ```
pub fn this_year(school: &School, rules: &Rules, schedule: &Schedule, needed: &IdVec<StudentId, Vec<CourseId>>) -> ThisYear {
    let mut year = ThisYear::default();
    if !schedule.fits(school) || needed.len() != school.students().len() {
        return year;
    }
    let kept = Kept::of(rules);
    let offers = Offers::new(school, kept, schedule);
    let mut clashes: BTreeMap<Vec<Need>, Vec<StudentId>> = BTreeMap::new();
    let mut unseated: BTreeMap<CourseId, Vec<StudentId>> = BTreeMap::new();
    for (student, courses) in needed.iter() {
        let courses = needs(school, courses);
        if courses.is_empty() {
            continue;
        }
        year.students += 1;
        let sits = |&(course, times): &Need| offers.sits.get(&(student, course)).is_some_and(|&seats| seats >= times);
        if courses.iter().all(sits) {
            year.seated += 1;
        }
        match smallest_clash(&offers.of(school, student, &courses)) {
            Some(clash) => {
                let clash: Vec<Need> = clash.into_iter().filter_map(|at| courses.get(at).copied()).collect();
                clashes.entry(clash).or_default().push(student);
            }
            None => {
                year.possible += 1;
                for &(course, _) in courses.iter().filter(|course| !sits(course)) {
                    unseated.entry(course).or_default().push(student);
                }
            }
        }
    }
    let busy = Busy::new(school, schedule);
    let texts = Texts { school, kept, schedule, offers: &offers, busy: &busy, needed };
    year.clashes = clashes.iter().map(|(courses, students)| texts.clash(courses, students)).collect();
    year.clashes.sort_by(|a, b| b.students.len().cmp(&a.students.len()).then_with(|| a.courses.cmp(&b.courses)));
    year.unseated = unseated.iter().map(|(&course, students)| texts.unseated(course, students)).collect();
    year.unseated.sort_by(|a, b| b.students.len().cmp(&a.students.len()).then_with(|| a.course.cmp(&b.course)));
    year
}

/// The times at which a course can be had.
type Offer = Vec<AtomSet>;

/// A course, and how often it is needed.
type Need = (CourseId, usize);

/// The courses of the school among those listed.
fn needs(school: &School, listed: &[CourseId]) -> Vec<Need> {
    let mut needs: BTreeMap<CourseId, usize> = BTreeMap::new();
    for &course in listed.iter().filter(|course| school.courses().get(**course).is_some()) {
        *needs.entry(course).or_default() += 1;
    }
    needs.into_iter().collect()
}

/// When sections meet, and who sits where.
struct Offers {
    /// Distinct times of the sections of each course.
    times: IdVec<CourseId, Vec<AtomSet>>,
    away: IdVec<StudentId, AtomSet>,
    /// How many sections of a course each student sits in.
    sits: BTreeMap<(StudentId, CourseId), usize>,
    terms: Terms,
}

impl Offers {
    fn new(school: &School, kept: Kept, schedule: &Schedule) -> Self {
        let times = school.courses().values().map(|course| {
            let placed = course.sections.iter().filter_map(|&section| schedule.placements[section].pattern);
            let mut times: Vec<AtomSet> = placed.map(|pattern| school.patterns()[pattern].atoms).collect();
            times.sort_unstable();
            times.dedup();
            times
        });
        let here = kept.hard(Known::Availability);
        let away = |cells: &[mortarboard_model::CellId]| if here { atoms_of(school, cells) } else { AtomSet::default() };
        let mut sits = BTreeMap::new();
        for (id, _) in schedule.seats.iter().filter(|(_, seat)| seat.is_some()) {
            let request = &school.requests()[id];
            *sits.entry((request.student, request.course)).or_default() += 1;
        }
        Offers {
            times: times.collect(),
            away: school.students().values().map(|student| away(&student.unavailable)).collect(),
            sits,
            terms: Terms::new(school),
        }
    }

    fn of(&self, school: &School, student: StudentId, courses: &[Need]) -> Vec<Offer> {
        debug_assert!(school.students().get(student).is_some());
        courses.iter().map(|&(course, times)| self.ways(&self.times[course], times, self.away[student], |_| true)).collect()
    }

    /// The ways to hold a course so many times at some of the times, no two in one term; `allowed` judges the times of each.
    fn ways(&self, all: &[AtomSet], times: usize, away: AtomSet, allowed: impl Fn(&[AtomSet]) -> bool) -> Offer {
        let open: Vec<AtomSet> = all.iter().copied().filter(|time| !time.meets(away)).collect();
        let mut ways: Vec<(Vec<AtomSet>, u128)> = vec![(Vec::new(), 0)];
        for time in open {
            let terms = self.terms.of(time);
            let fits = |(way, taken): &&(Vec<AtomSet>, u128)| way.len() < times && taken & terms == 0;
            let more: Vec<_> = ways.iter().filter(fits).map(|(way, taken)| ([way.as_slice(), &[time]].concat(), taken | terms)).collect();
            ways.extend(more);
            // Two or three times among a handful of terms come nowhere near it.
            ways.truncate(MOST_WAYS);
        }
        let whole = ways.into_iter().filter(|(way, _)| way.len() == times && allowed(way));
        let mut offer: Offer = whole.map(|(way, _)| way.into_iter().fold(AtomSet::default(), |all, time| all | time)).collect();
        offer.sort_unstable();
        offer.dedup();
        offer
    }
}

/// Makes everything that a person reads about this year.
struct Texts<'a> {
    school: &'a School,
    kept: Kept,
    schedule: &'a Schedule,
    offers: &'a Offers,
    busy: &'a Busy,
    needed: &'a IdVec<StudentId, Vec<CourseId>>,
}

impl Texts<'_> {
    fn id(&self, course: CourseId) -> String {
        self.school.courses()[course].id.clone()
    }

    fn students(&self, students: &[StudentId]) -> Vec<String> {
        students.iter().map(|&student| self.school.students()[student].id.clone()).collect()
    }

    fn clash(&self, courses: &[Need], students: &[StudentId]) -> NeedClash {
        let mut ids: Vec<String> = courses.iter().map(|&(course, _)| self.id(course)).collect();
        ids.sort_unstable();
        let often = |&(course, times): &Need| if times > 1 { format!("{} ({times} times)", self.id(course)) } else { self.id(course) };
        let mut named: Vec<String> = courses.iter().map(often).collect();
        named.sort_unstable();
        let sections = courses.iter().flat_map(|&(course, _)| &self.school.courses()[course].sections);
        let (mut patterns, mut placed) = (BTreeSet::new(), BTreeSet::new());
        for &section in sections {
            if let Some(pattern) = self.schedule.placements[section].pattern {
                patterns.insert(self.school.patterns()[pattern].id.clone());
                placed.insert(self.school.sections()[section].id.clone());
            }
        }
        let (patterns, sections): (Vec<String>, Vec<String>) = (patterns.into_iter().collect(), placed.into_iter().collect());
        let who = if students.len() == 1 { "1 student".to_owned() } else { format!("{} students", students.len()) };
        let unnumbered = match (ids.as_slice(), patterns.as_slice()) {
            ([only], []) => format!("can't hold {only}: none of its sections has a meeting pattern."),
            ([only], _) if courses.iter().any(|&(_, times)| times > 1) => {
                let times = courses.first().map_or(1, |&(_, times)| times);
                format!("can't hold {only} {times} times in the year: its sections meet only in {}.", and(&patterns))
            }
            ([only], _) => {
                format!("can't hold {only}: its sections meet only in {}, while the student is elsewhere.", and(&patterns))
            }
            _ => format!("can't hold {} together: their sections meet only in {}.", and(&named), and(&patterns)),
        };
        let sentence = format!("{who} {unnumbered}");
        let (mends, students) = (self.mends(courses, students), self.students(students));
        NeedClash { courses: ids, patterns, sections, students, sentence, unnumbered, mends }
    }

    fn unseated(&self, course: CourseId, students: &[StudentId]) -> Unseated {
        let school = self.school;
        let free = school.courses()[course].sections.iter().map(|&section| {
            let taken = self.busy.roster(section);
            u64::from(school.sections()[section].max_seats).saturating_sub(taken)
        });
        let free_seats: u64 = free.sum();
        let who = match students.len() {
            1 => "1 student who needs it does".to_owned(),
            n => format!("{n} students who need it do"),
        };
        let seats = match free_seats {
            0 => "all of its seats are taken".to_owned(),
            1 => "1 seat is free".to_owned(),
            n => format!("{n} seats are free"),
        };
        let rest = format!("not sit in {}, though times allow it: {seats}.", self.id(course));
        let (sentence, unnumbered) = (format!("{who} {rest}"), format!("who need it do {rest}"));
        Unseated { course: self.id(course), students: self.students(students), free_seats, sentence, unnumbered }
    }

    /// Whether a student could hold all needed courses if one of them had these times, of which at most so many are new.
    fn freed(&self, student: StudentId, course: CourseId, times: &[AtomSet], new: usize) -> bool {
        let courses = needs(self.school, &self.needed[student]);
        let mut offers = self.offers.of(self.school, student, &courses);
        let away = self.offers.away[student];
        let few = |way: &[AtomSet]| way.iter().filter(|time| !self.offers.times[course].contains(time)).count() <= new;
        for (&(own, often), offer) in courses.iter().zip(&mut offers) {
            if own == course {
                *offer = self.offers.ways(times, often, away, few);
            }
        }
        can_hold(&offers.iter().collect::<Vec<_>>())
    }
}
