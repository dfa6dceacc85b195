//! From what an office states about graduation to [`Graduation`].

mod catalogue;
mod filter;
mod forms;
mod marks;
mod nested;
mod outside;
mod plans;
mod prerequisites;
mod progress;
mod shares;
mod substitutions;
#[cfg(test)]
mod tests;
mod tree;
mod typical;
mod waivers;

use crate::fault::Fault;
use crate::graduation::{Graduation, Progress, entered};
use crate::ids::{CourseId, Id, IdVec, ListingId, PatternId, StudentId, TermId};
use crate::raw::RawSchool;
use crate::school::{Course, Index, Pattern, Student};
use crate::time::Calendar;
use marks::Marks;
use shares::Shares;
use std::collections::BTreeMap;

/// Highest grade that can be stated: a bound on the years that a search has to look ahead.
const HIGHEST_GRADE: u32 = 20;

/// What the tables about graduation refer to.
struct Known<'a> {
    raw: &'a RawSchool,
    marks: Marks,
    terms: BTreeMap<&'a str, TermId>,
    listings: BTreeMap<String, ListingId>,
    ids: &'a Index,
    shares: Shares<'a>,
}

pub(super) fn graduation(
    raw: &RawSchool,
    (calendar, patterns): (&Calendar, &IdVec<PatternId, Pattern>),
    courses: &IdVec<CourseId, Course>,
    students: &IdVec<StudentId, Student>,
    ids: &Index,
    faults: &mut Vec<Fault>,
) -> Graduation {
    let marks = marks::marks(&raw.settings, faults);
    let terms = calendar.terms().iter().map(|(id, name)| (name.as_str(), id)).collect();
    let (mut listings, index) = catalogue::listings(raw, courses, faults);
    let shares = Shares::new(raw, (calendar, patterns), courses);
    let known = Known { raw, marks, terms, listings: index, ids, shares };
    prerequisites::prerequisites(&known, &mut listings, faults);
    catalogue::offerings(&known, &mut listings, faults);
    let (plans, found) = plans::plans(&known, &listings, faults);
    let students_of = students;
    let (mut students, groups) = progress::progress(&known, &listings, students_of, &plans, &found, faults);
    let outside = outside::outside(&known, &listings, &groups, faults);
    let mut personas = typical::personas(&known, &listings, &found, faults);
    let mut forms = forms::Forms::new(&listings, &groups, plans);
    let settings = &raw.settings;
    let year = |progress: &Progress, grade: u32| entered(settings.year, (settings.first_grade, settings.last_grade), progress, grade);
    for (id, grade) in students_of.iter().map(|(id, student)| (id, student.grade)) {
        let entered = grade.and_then(|grade| year(&students[id], grade));
        forms.give(&mut students[id], entered);
    }
    for id in personas.ids() {
        let entered = year(&personas[id].progress, personas[id].grade);
        forms.give(&mut personas[id].progress, entered);
    }
    let plans = forms.plans();
    Graduation {
        year: settings.year,
        first_grade: settings.first_grade,
        last_grade: settings.last_grade,
        top_mark: known.marks.top,
        top_points: known.marks.top_points,
        listings,
        plans,
        students,
        groups,
        outside,
        personas,
    }
}

/// Where a fault is, and what it is about.
#[derive(Clone, Copy)]
struct Place<'a> {
    table: &'static str,
    row: usize,
    column: &'static str,
    of: &'a str,
}

impl Place<'_> {
    fn column(self, column: &'static str) -> Self {
        Place { column, ..self }
    }

    fn fault(self, slug: &'static str, cause: impl Into<String>, fix: impl Into<String>) -> Fault {
        Fault::error(slug, self.table).at(self.row, self.column).of(self.of).because(cause).mend(fix)
    }

    /// Looks up an id, and reports it when it is unknown. `home` says where such ids are listed.
    fn find<K: Ord + std::borrow::Borrow<str>, I: Id>(
        self,
        what: &'static str,
        home: &str,
        id: &str,
        index: &BTreeMap<K, I>,
        faults: &mut Vec<Fault>,
    ) -> Option<I> {
        let found = index.get(id).copied();
        if found.is_none() {
            // Times and groups are what cells hold, and not repeated.
            let cause = match what {
                "term" => "the cell names no term of the school".to_owned(),
                "group" => "the cell names no group of students".to_owned(),
                _ => format!("there is no {what} `{id}`"),
            };
            faults.push(self.fault("unknown-id", cause, format!("correct the id, or add it to {home}")).not_known(what, id));
        }
        found
    }

    fn listing(self, id: &str, known: &Known<'_>, faults: &mut Vec<Fault>) -> Option<ListingId> {
        self.find("course", "the courses table or the catalogue", id.trim(), &known.listings, faults)
    }

    /// Courses by id; sorted.
    fn listings<'b>(self, ids: impl IntoIterator<Item = &'b str>, known: &Known<'_>, faults: &mut Vec<Fault>) -> Vec<ListingId> {
        let mut found: Vec<ListingId> = ids.into_iter().filter_map(|id| self.listing(id, known, faults)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn student(self, known: &Known<'_>, faults: &mut Vec<Fault>) -> Option<StudentId> {
        self.find("student", "the students table", self.of, &known.ids.students, faults)
    }
}

/// Reads `yes` or `no`; blank is `yes`.
fn yes(place: Place<'_>, text: &str, faults: &mut Vec<Fault>) -> bool {
    match text.trim() {
        "" | "yes" => true,
        "no" => false,
        _ => {
            faults.push(place.fault("bad-value", "the cell is neither yes nor no", "write yes or no, or leave the cell blank"));
            true
        }
    }
}
