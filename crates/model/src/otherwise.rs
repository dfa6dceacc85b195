//! The same school with something else offered: for asking what a change would do.

use crate::graduation::{CLASSROOM, Ending, Graduation, Listing, Progress, Record};
use crate::ids::{CourseId, IdVec, ListingId, PatternId};
use crate::school::{School, Section};
use std::sync::Arc;

/// A change of what a school offers.
///
/// ```
/// use mortarboard_model::{Change, School, testing};
/// let school = School::try_from(testing::graduation()).unwrap();
/// let (pe, y1) = (school.find_course("PE").unwrap(), school.find_pattern("Y1").unwrap());
/// let other = school.otherwise(&[Change::Hold(pe, y1)]);
/// assert!(other.courses()[pe].patterns.contains(&y1) && !school.courses()[pe].patterns.contains(&y1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The course may meet in this pattern too, and has a section.
    Hold(CourseId, PatternId),
    /// The clause at this position is no prerequisite of the course any more.
    Free(ListingId, usize),
    /// The clause at this position is content with any mark that passes.
    AnyMark(ListingId, usize),
    /// The course counts once more.
    Again(ListingId),
    /// The table of later offerings does not restrict the course in this year.
    Offer(ListingId, u32),
}

impl School {
    /// The school after some changes, without its people: no students, requests, teachers, rooms or locks. Courses,
    /// patterns, plans and the calendar keep their ids. Changes of what is not there do nothing. O(courses), and
    /// independent of the number of students.
    ///
    /// ```
    /// use mortarboard_model::{Change, ListingId, School, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let other = school.otherwise(&[Change::Again(ListingId(0))]);
    /// assert_eq!(other.graduation().listings[ListingId(0)].completions, 2);
    /// assert!(other.students().is_empty());
    /// ```
    pub fn otherwise(&self, changes: &[Change]) -> School {
        let known = &self.graduation;
        let graduation = Graduation {
            year: known.year,
            first_grade: known.first_grade,
            last_grade: known.last_grade,
            top_mark: known.top_mark,
            top_points: known.top_points,
            listings: known.listings.clone(),
            plans: known.plans.clone(),
            groups: known.groups.clone(),
            ..Graduation::default()
        };
        let mut school = School {
            name: self.name.clone(),
            calendar: self.calendar.clone(),
            atoms: self.atoms,
            atom_of: self.atom_of.clone(),
            patterns: self.patterns.clone(),
            courses: self.courses.clone(),
            sections: self.sections.clone(),
            teachers: Arc::default(),
            qualifications: Arc::default(),
            rooms: Arc::default(),
            students: Arc::default(),
            requests: Arc::default(),
            locks: Vec::new(),
            teams: IdVec::default(),
            balance_tolerance: self.balance_tolerance,
            objective: self.objective,
            modes: self.modes.clone(),
            graduation: graduation.into(),
            rule_rows: Arc::default(),
            ids: crate::school::Index {
                patterns: self.ids.patterns.clone(),
                courses: self.ids.courses.clone(),
                sections: self.ids.sections.clone(),
                ..crate::school::Index::default()
            },
        };
        // Clauses are named by their position, so those given up go last, from behind.
        let mut freed: Vec<(ListingId, usize)> = Vec::new();
        for &change in changes {
            match change {
                Change::Hold(course, pattern) => school.hold(course, pattern),
                Change::Free(listing, clause) => freed.push((listing, clause)),
                Change::AnyMark(listing, clause) => school.relist(listing, |listing| {
                    if let Some(clause) = listing.prerequisites.get_mut(clause) {
                        clause.min_points = None;
                    }
                }),
                Change::Again(listing) => school.relist(listing, |listing| listing.completions = listing.completions.saturating_add(1)),
                Change::Offer(listing, year) => school.relist(listing, |listing| {
                    listing.offered.remove(&year);
                }),
            }
        }
        freed.sort_unstable();
        freed.dedup();
        for (listing, clause) in freed.into_iter().rev() {
            school.relist(listing, |listing| {
                if clause < listing.prerequisites.len() {
                    listing.prerequisites.remove(clause);
                }
            });
        }
        school
    }

    fn relist(&mut self, id: ListingId, change: impl FnOnce(&mut Listing)) {
        if self.graduation.listings.get(id).is_some() {
            change(&mut Arc::make_mut(&mut self.graduation).listings[id]);
        }
    }

    fn hold(&mut self, id: CourseId, pattern: PatternId) {
        if self.courses.get(id).is_none() || self.patterns.get(pattern).is_none() {
            return;
        }
        if !self.courses[id].patterns.contains(&pattern) {
            self.courses[id].patterns.push(pattern);
        }
        if self.courses[id].sections.is_empty() {
            let section = self.sections.push(Section { id: String::new(), course: id, max_seats: 1, unstaffed: false });
            self.courses[id].sections.push(section);
        }
    }
}

impl Progress {
    /// Notes a course as passed in a grade before the school's own year, with the top mark and all its credits, by classroom. Courses
    /// that are not listed are passed over.
    ///
    /// ```
    /// use mortarboard_model::{ListingId, School, graduation::Progress, testing};
    /// let school = School::try_from(testing::graduation()).unwrap();
    /// let mut progress = Progress::default();
    /// progress.pass(school.graduation(), ListingId(0), 9);
    /// assert_eq!((progress.records[0].credits, progress.records[0].points), (10, Some(400)));
    /// ```
    pub fn pass(&mut self, graduation: &Graduation, listing: ListingId, grade: u32) {
        let Some(known) = graduation.listings.get(listing) else { return };
        self.records.push(Record {
            listing,
            grade: Some(grade),
            term: None,
            points: Some(graduation.top_mark),
            average: Some(known.weighted(graduation.top_points)),
            ending: Ending::Passed,
            credits: known.credits,
            attempted: known.credits,
            method: CLASSROOM.to_owned(),
        });
    }
}
