//! From [`RawSchool`] to [`School`]: everything is checked once, and all faults are reported at once.

mod courses;
pub(crate) mod follow;
mod graduation;
mod homes;
mod people;
mod rule_tables;
mod shapes;
mod time;
mod unstaffed;

use crate::fault::{Fault, Faults};
use crate::ids::{Id, IdVec};
use crate::near::is_invisible;
use crate::raw::{RawRuleMode, RawSchool};
use crate::rule::{Rule, standard};
use crate::school::{Index, School};
use std::collections::BTreeMap;
use std::sync::Arc;

impl TryFrom<&RawSchool> for School {
    type Error = Faults;

    /// Checks a school and gives every id its place.
    ///
    /// # Errors
    /// Every fault of the input, in table and row order.
    ///
    /// ```
    /// use mortarboard_model::{raw::RawSchool, School};
    /// let faults = School::try_from(&RawSchool::default()).unwrap_err();
    /// assert_eq!(faults.0[0].slug, "empty-table");
    /// ```
    fn try_from(raw: &RawSchool) -> Result<School, Faults> {
        read(raw, &[], &standard())
    }
}

impl School {
    /// Checks a school that has rows in the tables of some rules besides the library's own.
    ///
    /// # Errors
    /// As [`School::try_from`], and what these rules find at fault in their rows.
    ///
    /// ```
    /// use mortarboard_model::{School, testing};
    /// let raw = testing::tiny();
    /// assert_eq!(School::with_rules(&raw, &[]).ok(), School::try_from(&raw).ok());
    /// ```
    pub fn with_rules(raw: &RawSchool, more: &[Arc<dyn Rule>]) -> Result<School, Faults> {
        let rules: Vec<Arc<dyn Rule>> = standard().into_iter().chain(more.iter().cloned()).collect();
        read(raw, &[], &rules)
    }
}

/// Checks a school some faults of whose text are known: what only follows from these is left out. As
/// [`School::try_from`] otherwise.
///
/// # Errors
/// Every other fault of the input, in table and row order.
///
/// ```
/// use mortarboard_model::fault::Fault;
/// use mortarboard_model::{School, read_beside, testing};
/// let mut raw = testing::tiny();
/// raw.bell.clear();
/// let faults = read_beside(&raw, &[Fault::error("bad-number", "courses").at(0, "max_seats")]).unwrap_err();
/// assert!(faults.0.iter().all(|fault| fault.table == "bell"), "{faults}");
/// ```
pub fn read_beside(raw: &RawSchool, text: &[Fault]) -> Result<School, Faults> {
    read(raw, text, &standard())
}

fn read(raw: &RawSchool, text: &[Fault], rules: &[Arc<dyn Rule>]) -> Result<School, Faults> {
    {
        let mut faults = Vec::new();
        let mut ids = Index::default();
        let calendar = time::calendar(raw, &mut faults);
        let patterns = time::patterns(raw, &calendar, &mut ids, &mut faults);
        let courses = courses::courses(raw, &patterns, &mut ids, &mut faults);
        let teachers = people::teachers(raw, &calendar, &mut ids, &mut faults);
        let rooms = people::rooms(raw, &calendar, &mut ids, &mut faults);
        let qualifications = people::qualifications(raw, &ids, &mut faults);
        let (students, requests) = people::students(raw, &calendar, &mut ids, &mut faults);
        let locks = people::locks(raw, &courses, &students, &requests, &ids, &mut faults);
        let teams = people::teams(raw, &mut ids, &mut faults);
        let graduation = graduation::graduation(raw, (&calendar, &patterns.patterns), &courses.courses, &students, &ids, &mut faults);
        let known = rule_tables::Known {
            calendar: &calendar,
            patterns: &patterns,
            courses: &courses.courses,
            groups: &graduation.groups,
            ids: &ids,
        };
        let sound = faults.is_empty();
        let rule_rows = rule_tables::rule_tables(raw, rules, &known, &mut faults);
        check_modes(raw, &mut faults);
        let mut faults = follow::independent(raw, &ids, text, faults);
        // What the rows of rules say as a whole is judged as soon as all that they speak of is there.
        if !sound && !faults.is_empty() {
            return Err(Faults(faults));
        }
        let time::Patterns { patterns, atoms, atom_of, .. } = patterns;
        let courses::Courses { courses, sections } = courses;
        let school = School {
            name: raw.settings.name.clone(),
            calendar,
            atoms,
            atom_of,
            patterns,
            courses,
            sections,
            teachers: teachers.into(),
            qualifications: qualifications.into(),
            rooms: rooms.into(),
            students: students.into(),
            requests: requests.into(),
            locks,
            teams,
            balance_tolerance: raw.settings.balance_tolerance,
            objective: raw.settings.objective,
            modes: raw.settings.rules.clone(),
            graduation: graduation.into(),
            rule_rows: rule_rows.into(),
            ids,
        };
        let told: Vec<(&str, Option<usize>)> = faults.iter().map(|fault| (fault.table, fault.row)).collect();
        let more = rules.iter().flat_map(|rule| rule.faults(&school)).filter(|fault| !told.contains(&(fault.table, fault.row)));
        faults.extend(more.collect::<Vec<_>>());
        faults.sort_by_key(|fault| (table_order(fault.table), fault.row));
        if faults.is_empty() { Ok(school) } else { Err(Faults(faults)) }
    }
}

impl TryFrom<RawSchool> for School {
    type Error = Faults;

    fn try_from(raw: RawSchool) -> Result<School, Faults> {
        School::try_from(&raw)
    }
}

/// Tables in the order in which a folder lists them.
pub(crate) const TABLES: [&str; 26] = [
    "settings",
    "terms",
    "bell",
    "patterns",
    "shapes",
    "courses",
    "sections",
    "teachers",
    "qualifications",
    "rooms",
    "students",
    "requests",
    "locks",
    "teams",
    "catalogue",
    "prerequisites",
    "offerings",
    "plans",
    "student_plans",
    "transcripts",
    "achievements",
    "waivers",
    "substitutions",
    "student_groups",
    "outside",
    "personas",
];

fn table_order(table: &str) -> usize {
    TABLES.iter().position(|&t| t == table).unwrap_or(TABLES.len())
}

fn check_modes(raw: &RawSchool, faults: &mut Vec<Fault>) {
    for (slug, mode) in &raw.settings.rules {
        match crate::rule::standard().iter().find(|rule| rule.card().slug == slug.as_str()) {
            None => faults.push(
                Fault::error("unknown-id", "settings")
                    .of(slug)
                    .because("there is no rule with this name")
                    .mend("use one of the rule names listed with the school folder"),
            ),
            Some(rule) => {
                let Some(reason) = crate::rule::refused(slug, *mode) else { continue };
                let (name, fix) = match mode {
                    RawRuleMode::Soft { .. } => ("rule-not-soft", "leave the rule hard"),
                    _ if rule.card().may_be_soft => ("rule-needed", "leave the rule hard, or make it soft with a small weight"),
                    _ => ("rule-needed", "leave the rule hard"),
                };
                faults.push(Fault::error(name, "settings").of(slug).because(reason).mend(fix));
            }
        }
    }
}

/// Why a text can't be an id; none if it can.
fn bad_id(id: &str) -> Option<&'static str> {
    if id.trim().is_empty() || id.trim() != id || id.contains(';') || id.chars().any(char::is_control) {
        Some("an id must not be blank, begin or end with a blank, or hold `;` or control characters")
    } else if id.chars().any(is_invisible) {
        Some("the id holds a character that nobody can see, such as a zero-width space")
    } else {
        None
    }
}

/// Registers the id of a row: it must not be blank and must not repeat. Returns whether it is new.
fn register<I: Id>(
    table: &'static str,
    row: usize,
    column: &'static str,
    id: &str,
    index: &mut BTreeMap<String, I>,
    next: I,
    faults: &mut Vec<Fault>,
) -> bool {
    if let Some(cause) = bad_id(id) {
        faults.push(Fault::error("bad-id", table).at(row, column).of(id).because(cause).mend("give the row a plain id"));
        return false;
    }
    if index.contains_key(id) {
        faults.push(
            Fault::error("duplicate", table)
                .at(row, column)
                .of(id)
                .because("this id is used by an earlier row")
                .mend("give each row its own id, or delete one of them"),
        );
        return false;
    }
    index.insert(id.to_owned(), next);
    true
}

/// Looks up an id, and reports it when it is unknown. `what` says what it should be the id of.
fn resolve<I: Id>(
    table: &'static str,
    row: usize,
    (column, what): (&'static str, &'static str),
    id: &str,
    index: &BTreeMap<String, I>,
    faults: &mut Vec<Fault>,
) -> Option<I> {
    let found = index.get(id).copied();
    if found.is_none() {
        faults.push(
            Fault::error("unknown-id", table)
                .at(row, column)
                .of(id)
                .not_known(what, id)
                .because(format!("there is no {what} with this id"))
                .mend("correct the id, or add the missing row"),
        );
    }
    found
}

/// The words of a list column.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|word| !word.is_empty())
}

/// The cells of an `unavailable` column.
fn cells(
    table: &'static str,
    row: usize,
    id: &str,
    text: &str,
    calendar: &crate::time::Calendar,
    faults: &mut Vec<Fault>,
) -> Vec<crate::ids::CellId> {
    calendar.parse(text).unwrap_or_else(|cause| {
        faults.push(
            Fault::error("bad-cells", table)
                .at(row, "unavailable")
                .of(id)
                .because(cause)
                .mend("write cells as SLOT(DAY,DAY) or TERM:SLOT(*), separated by blanks"),
        );
        Vec::new()
    })
}

fn empty<I: Id, T>(items: &IdVec<I, T>, table: &'static str, faults: &mut Vec<Fault>) {
    // A table whose rows are all at fault has been reported row by row.
    if items.is_empty() && !faults.iter().any(|fault| fault.table == table) {
        faults.push(Fault::error("empty-table", table).because("the table has no rows").mend("a school needs at least one row here"));
    }
}
