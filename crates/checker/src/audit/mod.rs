//! Looks at a school before anything is scheduled: what no schedule can do, and what an office should know.
//!
//! Errors are proofs: counting arguments that show that no schedule keeps the hard rules. They are not
//! complete; a school without errors may still have no schedule.

mod catalogue;
mod demand;
mod different;
mod fixed;
mod flow;
mod order;
mod requests;
mod rooms;
mod sequence;
mod staff;
mod time;
mod transcripts;

pub use catalogue::{FaultKind, fault_kinds};

use crate::times::Kept;
use mortarboard_model::fault::{Fault, Severity};
use mortarboard_model::rule::Rules;
use mortarboard_model::text::and;
use mortarboard_model::{CourseId, Id, School};
use serde::Serialize;
use std::collections::BTreeMap;

/// What no schedule can do under these rules, and what an office should know: by table in the order of the school folder, errors of a table first. The kinds are
/// listed by [`fault_kinds`].
///
/// A fault whose rule is not hard among these is a warning, since a schedule may then exist.
///
/// The costliest part is a maximum flow of sections to teachers, O(qualifications² · courses) at worst and
/// a few milliseconds for a large school.
///
/// ```
/// use mortarboard_checker::audit;
/// use mortarboard_model::{School, fault::Severity, rule::Rules, testing};
/// let mut raw = testing::tiny();
/// raw.qualifications.retain(|row| row.course != "ART");
/// let school = School::try_from(&raw).unwrap();
/// let faults = audit(&school, &Rules::of(&school));
/// assert_eq!((faults[0].slug, faults[0].id.as_str(), faults[0].severity), ("nobody-qualified", "ART", Severity::Error));
/// // Nobody has to be qualified where that is no rule.
/// let faults = audit(&school, &Rules::of(&school).without("teacher-qualified"));
/// assert!(faults.iter().any(|fault| (fault.slug, fault.severity) == ("nobody-qualified", Severity::Warning)));
/// ```
pub fn audit(school: &School, rules: &Rules) -> Vec<Fault> {
    let (kept, mut faults) = (Kept::of(rules), Vec::new());
    demand::look(school, rules, kept, &mut faults);
    staff::look(school, rules, kept, &mut faults);
    fixed::look(school, kept, &mut faults);
    rooms::look(school, kept, &mut faults);
    time::look(school, kept, &mut faults);
    order::look(school, &mut faults);
    requests::look(school, &mut faults);
    transcripts::look(school, &mut faults);
    sequence::look(school, kept, &mut faults);
    faults.sort_by_key(|fault| (order(fault.table), fault.severity, fault.row));
    faults
}

/// Courses that nobody who enters in the first grade can reach before the last one ends: the part of [`audit`] that is
/// about prerequisites. O(courses · prerequisites · terms).
///
/// ```
/// use mortarboard_checker::out_of_reach;
/// use mortarboard_model::{School, testing};
/// let school = School::try_from(testing::tiny()).unwrap();
/// assert!(out_of_reach(&school).is_empty());
/// ```
pub fn out_of_reach(school: &School) -> Vec<Fault> {
    let mut faults = Vec::new();
    order::look(school, &mut faults);
    faults
}

fn order(table: &str) -> usize {
    let tables = ["courses", "sections", "teachers", "qualifications", "rooms", "students", "requests", "locks", "teams", "transcripts"];
    tables.iter().position(|&name| name == table).unwrap_or(tables.len())
}

/// A fault of the catalogue, an error only when a schedule is impossible with the rules as they are.
fn fault(slug: &'static str, table: &'static str, impossible: bool) -> Fault {
    match catalogue::severity(slug) {
        Severity::Error if impossible => Fault::error(slug, table),
        _ => Fault::warning(slug, table),
    }
}

/// Two courses that students ask for together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one, by office id.
    pub a: String,
    /// The other, by office id.
    pub b: String,
    /// Students who request both, alternates left out.
    pub students: u64,
}

/// The singleton conflict matrix: courses with one section each, and how many students ask for both of a
/// pair; most students first. Pairs that nobody asks for are left out. O(students · requests²).
///
/// ```
/// use mortarboard_checker::singleton_pairs;
/// use mortarboard_model::{School, testing};
/// let mut raw = testing::tiny();
/// raw.courses[1].sections = Some(1);
/// let pairs = singleton_pairs(&School::try_from(&raw).unwrap());
/// assert_eq!((pairs[0].a.as_str(), pairs[0].b.as_str(), pairs[0].students), ("ART", "BIO", 1));
/// ```
pub fn singleton_pairs(school: &School) -> Vec<Pair> {
    let id = |course: CourseId| school.courses()[course].id.clone();
    demand::singletons_together(school).into_iter().map(|((a, b), students)| Pair { a: id(a), b: id(b), students }).collect()
}

/// A few ids, and how many more there are.
fn some(ids: &[&str]) -> String {
    const NAMED: usize = 5;
    match ids.len() {
        n if n <= NAMED + 1 => and(ids),
        n => format!("{} and {} more", ids[..NAMED].join(", "), n - NAMED),
    }
}

/// `1 student`, `2 students`.
fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// Thousandths of a section as sections: `1.5`.
fn sections(thousandths: u64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}

/// How often each item occurs.
fn tally<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, u64> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

/// The row of a course, teacher, room, student, request or team: these tables keep their order.
fn row<I: Id>(id: I) -> usize {
    id.index()
}
