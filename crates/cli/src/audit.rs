//! `mortarboard audit`: what no schedule can mend.

use crate::args::{Audit, Format};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print::{self, count};
use crate::{folder, print::number};
use mortarboard::model::fault::Severity;
use mortarboard::{Fault, School, checker};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Audited {
    status: &'static str,
    school: Size,
    errors: u64,
    warnings: u64,
    faults: Vec<Fault>,
}

/// How large a school is.
#[derive(Serialize)]
pub(crate) struct Size {
    name: String,
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
            name: school.name().to_owned(),
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
pub(crate) fn run(args: &Audit, format: Format) -> Result<Exit, Failure> {
    let school = folder::school(&args.school)?;
    let faults = checker::audit(&school);
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count() as u64;
    let warnings = faults.len() as u64 - errors;
    let status = if errors > 0 { "errors" } else { "ok" };
    let size = Size::of(&school);
    match format {
        Format::Json => print::json(&Audited { status, school: size, errors, warnings, faults }),
        Format::Text => {
            let mut text = String::new();
            for fault in &faults {
                // Writing to a string can't fail.
                let _ = writeln!(text, "{fault}");
            }
            let verdict = if errors > 0 { "The school can't be scheduled as it stands" } else { "Nothing stands against a schedule" };
            let found = format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings"));
            let _ = writeln!(text, "{verdict}: {found}.\n{}.", size.sentence());
            print::out(&text);
        }
    }
    Ok(if errors > 0 { Exit::BadNews } else { Exit::Done })
}

/// How many warnings are shown before a solve.
const SHOWN: usize = 10;

/// The audit before a solve: the number of warnings, which are shown in short, and what no schedule can mend.
pub(crate) fn before_solve(school: &School, format: Format) -> (u64, Vec<Fault>) {
    let (errors, faults): (Vec<Fault>, Vec<Fault>) =
        checker::audit(school).into_iter().partition(|fault| fault.severity == Severity::Error);
    if format == Format::Text && !faults.is_empty() && errors.is_empty() {
        let mut text = String::new();
        for fault in faults.iter().take(SHOWN) {
            let _ = writeln!(text, "{fault}");
        }
        if faults.len() > SHOWN {
            let _ = writeln!(text, "and {} more; run audit to see them", number((faults.len() - SHOWN) as u64));
        }
        print::err(&text);
    }
    (faults.len() as u64, errors)
}
