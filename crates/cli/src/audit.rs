//! `mortarboard audit`: what no schedule can mend.

use crate::args::{Audit, Format};
use crate::end::End;
use crate::envelope::{self, Form};
use crate::failure::Failure;
use crate::print::{self, count};
use crate::{folder, print::number};
use mortarboard_checker as checker;
use mortarboard_io::{InputFault, InputFaults, Places};
use mortarboard_model::School;
use mortarboard_model::fault::Fault;
use mortarboard_model::fault::Severity;
use mortarboard_model::rule::Rules;
use mortarboard_model::{CourseId, IdVec, Priority};
use serde::Serialize;
use std::cmp::Reverse;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Audited {
    size: Size,
    errors: u64,
    warnings: u64,
    faults: InputFaults,
}

/// How large a school is.
#[derive(Serialize)]
pub(crate) struct Size {
    students: u64,
    requests: u64,
    courses: u64,
    sections: u64,
    teachers: u64,
    rooms: u64,
}

impl Size {
    /// Counts the tables of a school.
    pub(crate) fn of(school: &School) -> Self {
        Size {
            students: school.students().len() as u64,
            requests: school.requests().len() as u64,
            courses: school.courses().len() as u64,
            sections: school.sections().len() as u64,
            teachers: school.teachers().len() as u64,
            rooms: school.rooms().len() as u64,
        }
    }

    /// The same in a sentence.
    pub(crate) fn sentence(&self) -> String {
        format!(
            "{}, {}, {}, {}, {}, {}",
            count(self.students, "student", "students"),
            count(self.requests, "request", "requests"),
            count(self.courses, "course", "courses"),
            count(self.sections, "section", "sections"),
            count(self.teachers, "teacher", "teachers"),
            count(self.rooms, "room", "rooms")
        )
    }
}

/// Audits a school.
pub(crate) fn run(args: &Audit, format: Format) -> Result<End, Failure> {
    let (school, places, known) = folder::whole(&args.school)?;
    let faults = checker::audit(&school, &Rules::of(&school));
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count() as u64;
    let warnings = faults.len() as u64 - errors;
    let end = if errors > 0 { End::Errors } else { End::Ok };
    let size = Size::of(&school);
    match format {
        Format::Json => {
            let faults = located(&places, &faults);
            print::json(&envelope::begin(Form::Audit, end, Some(&known)).with(Audited { size, errors, warnings, faults }));
        }
        Format::Text => {
            let mut text = in_short(&school, &places, faults);
            let verdict = if errors > 0 { "The school can't be scheduled as it stands" } else { "Nothing stands against a schedule" };
            let found = format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings"));
            // Writing to a string can't fail.
            let _ = writeln!(text, "{verdict}: {found}.\n{}.", size.sentence());
            print::out(&text);
        }
    }
    Ok(end)
}

/// How many faults of one kind are shown one by one.
const SINGLY: usize = 3;

/// Faults as text, errors first: each kind that occurs often is one entry with its number and the worst few, one line each
/// otherwise.
fn in_short(school: &School, places: &Places, faults: Vec<Fault>) -> String {
    /// Severity, name and table.
    type Kind<'a> = (Severity, &'a str, &'a str);
    let mut kinds: Vec<(Kind<'_>, Vec<Fault>)> = Vec::new();
    for fault in faults {
        let key = (fault.severity, fault.slug, fault.table);
        match kinds.iter_mut().find(|(known, _)| *known == key) {
            Some((_, faults)) => faults.push(fault),
            None => kinds.push((key, vec![fault])),
        }
    }
    let mut text = String::new();
    let demand = demand(school);
    for ((severity, slug, table), mut faults) in kinds {
        let all = faults.len();
        // Stable, so that what is equally bad stays in the order of the table.
        faults.sort_by_cached_key(|fault| Reverse(size(school, &demand, fault)));
        if all <= SINGLY {
            faults.sort_by_key(|fault| fault.row);
            for fault in faults {
                // Writing to a string can't fail.
                let _ = writeln!(text, "{}", places.found(fault));
            }
            continue;
        }
        let kind = if severity == Severity::Error { "error" } else { "warning" };
        let few: Vec<_> = faults.into_iter().take(SINGLY).map(|fault| places.found(fault)).collect();
        let file = few.first().map(|found| found.file.as_str()).filter(|file| !file.is_empty()).unwrap_or(table);
        let one = |found: &InputFault| {
            let line = found.line.map(|line| format!("line {line}, ")).unwrap_or_default();
            let id = if found.fault.id.is_empty() { String::new() } else { format!("{}: ", found.fault.id) };
            format!("{line}{id}{}", found.fault.cause)
        };
        let worst: Vec<String> = few.iter().map(one).collect();
        let of_these = format!("{} of this kind, the worst of them", number(all as u64));
        let _ = writeln!(text, "{kind}[{slug}] {file}: {of_these} {}", worst.join("; "));
        if let Some(found) = few.first() {
            let _ = writeln!(text, "  fix: for the first of these, {}; `audit --format json` lists all", found.fault.fix);
        }
    }
    text
}

/// Requests other than alternates, by course.
fn demand(school: &School) -> IdVec<CourseId, u64> {
    let mut demand = IdVec::filled(school.courses().len(), 0);
    for request in school.requests().values().filter(|request| request.priority != Priority::Alternate) {
        demand[request.course] += 1;
    }
    demand
}

/// How bad a fault is beside others of its kind: seats that are missing, or students who ask for the course.
fn size(school: &School, demand: &IdVec<CourseId, u64>, fault: &Fault) -> u64 {
    let Some(id) = school.find_course(&fault.id) else { return 0 };
    let seats: u64 = school.courses()[id].sections.iter().map(|&section| u64::from(school.sections()[section].max_seats)).sum();
    if fault.slug == "seats-below-demand" { demand[id].saturating_sub(seats) } else { demand[id] }
}

/// The audit before a solve: the warnings, which text shows in short, and what no schedule can mend.
pub(crate) fn before_solve(school: &School, rules: &Rules, places: &Places, format: Format) -> (InputFaults, Vec<Fault>) {
    let (errors, warnings): (Vec<Fault>, Vec<Fault>) =
        checker::audit(school, rules).into_iter().partition(|fault| fault.severity == Severity::Error);
    if format == Format::Text && errors.is_empty() {
        print::err(&in_short(school, places, warnings.clone()));
    }
    (located(places, &warnings), errors)
}

/// Faults with the files and lines in which they are.
pub(crate) fn located(places: &Places, faults: &[Fault]) -> InputFaults {
    InputFaults(faults.iter().map(|fault| places.found(fault.clone())).collect())
}
