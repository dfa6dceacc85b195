//! Credit from outside the school's own sections, and a school to which it belongs.

use super::{Graduation, Progress, Record};
use crate::ids::{CellId, CourseId, DayId, GroupId, Id, IdVec, ListingId, PatternId, SlotId, TermId};
use crate::school::{Course, Pattern, School};
use crate::time::{AtomSet, Cell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Most parts into which the credits of a year are cut.
pub(crate) const MOST_PARTS: u32 = 60;

/// Most years that are looked ahead.
const YEARS: u32 = 32;

/// Credit that students may have elsewhere: summer school, recovery, online, college, exam.
///
/// A course had from outside counts as one taken at the school does: passed, with whatever mark is needed.
///
/// ```
/// use mortarboard_model::graduation::OutsideWhen;
/// use mortarboard_model::{School, testing};
/// let mut raw = testing::graduation();
/// raw.outside = vec![serde_json::from_str(r#"{"outside": "summer", "when": "summer", "most_credits": 10}"#).unwrap()];
/// let school = School::try_from(raw).unwrap();
/// let summer = &school.graduation().outside[0];
/// assert_eq!((summer.when, summer.most, summer.cost), (OutsideWhen::Summer, 10, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outside {
    /// The office's id.
    pub id: String,
    /// Title, for people.
    pub title: String,
    /// The courses that may be had; sorted.
    pub listings: Vec<ListingId>,
    /// When.
    pub when: OutsideWhen,
    /// Most credits in a year; at least 1.
    pub most: u32,
    /// Credits of which the most and those of all courses are multiples; at least 1.
    pub part: u32,
    /// Lowest grade for which it is.
    pub lowest_grade: u32,
    /// Highest grade for which it is.
    pub highest_grade: u32,
    /// For members of any one of these groups; none is for everyone.
    pub groups: BTreeSet<GroupId>,
    /// What one course costs.
    pub cost: u32,
}

/// When credit from outside is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutsideWhen {
    /// Beside one term: it begins and ends with it.
    Term(TermId),
    /// Beside the whole year.
    Year,
    /// After the year, before the next one.
    Summer,
}

impl Outside {
    /// Whether it is for a student in a grade. What is had in summer comes too late in the last year.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let mut raw = testing::graduation();
    /// raw.outside = vec![serde_json::from_str(r#"{"outside": "online", "most_credits": 10, "lowest_grade": 11}"#).unwrap()];
    /// let school = School::try_from(raw).unwrap();
    /// let progress = Default::default();
    /// assert!(school.graduation().outside[0].is_for(&progress, 11, false));
    /// assert!(!school.graduation().outside[0].is_for(&progress, 10, false));
    /// ```
    pub fn is_for(&self, progress: &Progress, grade: u32, last: bool) -> bool {
        let member = self.groups.is_empty() || progress.groups.iter().any(|group| self.groups.contains(group));
        member && (self.lowest_grade..=self.highest_grade).contains(&grade) && !(last && self.when == OutsideWhen::Summer)
    }

    /// The parts that a course takes of the most a year; one at least.
    fn parts(&self, credits: u32) -> u32 {
        (credits / self.part.max(1)).max(1)
    }
}

/// Where credit from outside is open to someone.
///
/// ```
/// use mortarboard_model::graduation::Open;
/// let open = Open { outside: 0, years: vec![1, 2], courses: None };
/// assert!(open.years.contains(&1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Position in [`Graduation::outside`](super::Graduation::outside).
    pub outside: usize,
    /// Years from the school's own.
    pub years: Vec<u32>,
    /// No more credits a year than so many of the largest courses have.
    pub courses: Option<u32>,
}

/// A school to which credit from outside belongs: each kind of it meets in two terms of its own, one before and one
/// behind the terms beside which it is had, so that it neither opens what is taken beside it nor is opened by it.
///
/// The terms have as many cells as parts of credit may be had in a year. Courses of the catalogue become courses without
/// a section. Ids of courses, listings, cells and plans stay what they are in the school; those of terms don't, so that
/// transcripts have to be [read anew](Self::progress). There are no students, requests, teachers or rooms.
///
/// ```
/// use mortarboard_model::graduation::Open;
/// use mortarboard_model::{School, testing};
/// let mut raw = testing::graduation();
/// raw.outside = vec![serde_json::from_str(r#"{"outside": "summer", "when": "summer", "most_credits": 10}"#).unwrap()];
/// let school = School::try_from(raw).unwrap();
/// let beyond = school.beyond(&[Open { outside: 0, years: vec![0], courses: None }]);
/// let calendar = beyond.school.calendar();
/// assert_eq!(calendar.terms().len(), school.calendar().terms().len() + 2);
/// assert_eq!(calendar.own_terms().count(), school.calendar().terms().len());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Beyond {
    /// The school.
    pub school: School,
    /// By term of the school it was made from.
    terms: IdVec<TermId, TermId>,
    /// By the names of the two terms: position in [`Graduation::outside`](super::Graduation::outside).
    kinds: BTreeMap<[String; 2], usize>,
}

impl Beyond {
    /// Where a student of the school stands.
    ///
    /// ```
    /// use mortarboard_model::{School, StudentId, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let progress = &school.graduation().students[StudentId(0)];
    /// assert_eq!(&school.beyond(&[]).progress(progress), progress);
    /// ```
    pub fn progress(&self, progress: &Progress) -> Progress {
        let moved = |record: &Record| Record { term: record.term.map(|term| self.term(term)), ..record.clone() };
        Progress { records: progress.records.iter().map(moved).collect(), ..progress.clone() }
    }

    /// Which kind of credit from outside a take with these terms is, by position; none where it is the school's own.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// assert_eq!(school.beyond(&[]).outside(&["year".to_owned()]), None);
    /// ```
    pub fn outside(&self, terms: &[String]) -> Option<usize> {
        let [first, last] = terms else { return None };
        self.kinds.get(&[first.clone(), last.clone()]).copied()
    }

    /// The names of the two terms in which a kind of credit from outside is had; none where it is not open.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// assert_eq!(school.beyond(&[]).terms_of(0), None);
    /// ```
    pub fn terms_of(&self, outside: usize) -> Option<&[String; 2]> {
        self.kinds.iter().find(|(_, kind)| **kind == outside).map(|(terms, _)| terms)
    }

    fn term(&self, term: TermId) -> TermId {
        self.terms.get(term).copied().unwrap_or(term)
    }
}

impl School {
    /// The school with credit from outside, as far as it is open in some years.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// assert_eq!(school.beyond(&[]).school.calendar(), school.calendar());
    /// ```
    pub fn beyond(&self, open: &[Open]) -> Beyond {
        let open: Vec<(&Outside, &Open)> =
            open.iter().filter_map(|open| Some((self.graduation.outside.get(open.outside)?, open))).collect();
        let mut beyond = Beyond { school: self.alone(), terms: IdVec::new(), kinds: BTreeMap::new() };
        let ends = beyond.lay_out(self, &open);
        let mut offered: BTreeMap<ListingId, BTreeMap<u32, BTreeSet<TermId>>> = BTreeMap::new();
        for (&(outside, open), &[first, last]) in open.iter().zip(&ends) {
            let patterns = beyond.patterns(outside, [first, last], self.parts(outside, open.courses));
            for &listing in &outside.listings {
                let parts = outside.parts(self.graduation.listings[listing].credits);
                // Courses and listings have the same positions.
                if let Some(&pattern) = patterns.get(parts as usize - 1) {
                    beyond.school.courses[CourseId::from_index(listing.index())].patterns.push(pattern);
                }
                let years = offered.entry(listing).or_default();
                open.years.iter().for_each(|&year| years.entry(year).or_default().extend([first, last]));
            }
        }
        for (listing, years) in offered {
            beyond.offer(self, listing, &years);
        }
        beyond
    }

    /// The parts of credit that may be had in a year.
    fn parts(&self, outside: &Outside, courses: Option<u32>) -> u32 {
        let largest = outside.listings.iter().map(|&listing| outside.parts(self.graduation.listings[listing].credits)).max().unwrap_or(0);
        let most = outside.most / outside.part.max(1);
        courses.map_or(most, |courses| most.min(courses.saturating_mul(largest)))
    }

    /// Nothing but what graduation asks about, with all listings as courses.
    fn alone(&self) -> School {
        let mut courses = self.courses.clone();
        let mut graduation = Graduation { students: IdVec::new(), personas: IdVec::new(), ..(*self.graduation).clone() };
        let mut ids = self.ids.clone();
        for listing in graduation.listings.values_mut().filter(|listing| listing.course.is_none()) {
            // Listings have the positions of the courses, and so they go on.
            let course = courses.push(Course {
                id: listing.id.clone(),
                title: listing.title.clone(),
                subject: listing.subject.clone(),
                credits: listing.credits,
                room_type: None,
                patterns: Vec::new(),
                shape: None,
                load: 0,
                max_seats: 0,
                sections: Vec::new(),
            });
            listing.course = Some(course);
            ids.courses.insert(listing.id.clone(), course);
        }
        ids.students = Arc::default();
        School {
            name: self.name.clone(),
            calendar: self.calendar.clone(),
            atoms: self.atoms,
            atom_of: self.atom_of.clone(),
            patterns: self.patterns.clone(),
            courses,
            sections: self.sections.clone(),
            teachers: Arc::default(),
            qualifications: Arc::default(),
            rooms: Arc::default(),
            students: Arc::default(),
            requests: Arc::default(),
            locks: Vec::new(),
            teams: IdVec::new(),
            balance_tolerance: self.balance_tolerance,
            objective: self.objective,
            modes: self.modes.clone(),
            graduation: graduation.into(),
            rule_rows: Arc::default(),
            ids,
        }
    }
}

/// What stands in the calendar, in order.
#[derive(Clone, Copy)]
enum Step {
    Begins(usize),
    Own(TermId),
    Ends(usize),
}

impl Beyond {
    /// Puts the terms of credit from outside into the calendar; gives the two of each kind.
    fn lay_out(&mut self, from: &School, open: &[(&Outside, &Open)]) -> Vec<[TermId; 2]> {
        let with = |when: OutsideWhen| move |&at: &usize| open[at].0.when == when;
        let kinds = |when: OutsideWhen| (0..open.len()).filter(with(when));
        let mut steps: Vec<Step> = kinds(OutsideWhen::Year).map(Step::Begins).collect();
        for term in from.calendar.terms.ids() {
            steps.extend(kinds(OutsideWhen::Term(term)).map(Step::Begins));
            steps.push(Step::Own(term));
            steps.extend(kinds(OutsideWhen::Term(term)).map(Step::Ends));
        }
        steps.extend(kinds(OutsideWhen::Year).map(Step::Ends));
        steps.extend(kinds(OutsideWhen::Summer).map(Step::Begins));
        steps.extend(kinds(OutsideWhen::Summer).map(Step::Ends));
        let calendar = &mut self.school.calendar;
        calendar.terms = IdVec::new();
        let mut ends = vec![[TermId(0); 2]; open.len()];
        for step in steps {
            let name = match step {
                Step::Own(term) => from.calendar.terms[term].clone(),
                Step::Begins(at) => unused(format!("{} begins", open[at].0.id), [&from.calendar.terms, &calendar.terms]),
                Step::Ends(at) => unused(format!("{} ends", open[at].0.id), [&from.calendar.terms, &calendar.terms]),
            };
            let id = calendar.terms.push(name);
            match step {
                Step::Own(_) => {
                    self.terms.push(id);
                }
                Step::Begins(at) => ends[at][0] = id,
                Step::Ends(at) => ends[at][1] = id,
            }
        }
        calendar.outside = ends.iter().flatten().copied().collect();
        for (&[first, last], (_, open)) in ends.iter().zip(open) {
            self.kinds.insert([calendar.terms[first].clone(), calendar.terms[last].clone()], open.outside);
        }
        for cell in calendar.cells.values_mut() {
            cell.term = self.terms[cell.term];
        }
        for listing in Arc::make_mut(&mut self.school.graduation).listings.values_mut() {
            listing.offered.values_mut().flatten().for_each(|term| *term = self.terms[*term]);
        }
        ends
    }

    /// Cells for the parts of credit that may be had, and a pattern for each number of parts.
    fn patterns(&mut self, outside: &Outside, ends: [TermId; 2], parts: u32) -> Vec<PatternId> {
        let school = &mut self.school;
        let mut cells = Vec::new();
        for part in 0..parts {
            for term in ends {
                // Of days, slots and atoms no question about graduation without a schedule asks.
                let cell = Cell { term, day: DayId(0), slot: SlotId(0), start: part, end: part + 1 };
                cells.push(school.calendar.cells.push(cell));
                school.atom_of.push(Some(0));
            }
        }
        let filled = |count: usize| -> Vec<CellId> { cells[..2 * count].to_vec() };
        let pattern = |count: usize| Pattern { id: format!("{} {count}", outside.id), cells: filled(count), atoms: AtomSet::of(0) };
        (1..=parts as usize).map(|count| school.patterns.push(pattern(count))).collect()
    }

    /// Says when a course may be taken: at the school as it was, and outside as stated.
    fn offer(&mut self, from: &School, listing: ListingId, years: &BTreeMap<u32, BTreeSet<TermId>>) {
        let taught = from.courses.as_slice().get(listing.index()).is_some_and(|course| !course.sections.is_empty());
        let own: BTreeSet<TermId> = if taught { self.terms.values().copied().collect() } else { BTreeSet::new() };
        let found = &mut Arc::make_mut(&mut self.school.graduation).listings[listing];
        for year in 0..YEARS {
            let none = BTreeSet::new();
            let outside = years.get(&year).unwrap_or(&none);
            let terms = match found.offered.get(&year) {
                Some(terms) => terms.iter().copied().collect(),
                None if year == 0 => BTreeSet::new(),
                None => own.clone(),
            };
            found.offered.insert(year, terms.union(outside).copied().collect());
        }
    }
}

/// The name, with as many stars as it needs to be that of no term yet.
fn unused(name: String, terms: [&IdVec<TermId, String>; 2]) -> String {
    let taken = |name: &String| terms.iter().flat_map(|terms| terms.values()).any(|term| term == name);
    std::iter::successors(Some(name), |name| Some(format!("{name}*"))).find(|name| !taken(name)).unwrap_or_default()
}
