//! Another system's export, read as it is.
//!
//! **The problem.** A student information system exports two tables under its own names: a course list and
//! the students' requests, one line each, with words of its own for the priority. An office will not rename
//! columns by hand each spring, so a column map says once which of theirs feeds which of ours. And exports
//! are rarely clean: in the first one below, a class size is missing and a request names a course that is
//! not on the list.
//!
//! **What to see.** All faults are reported at once, with file, line, cause and fix, and nothing is imported
//! half. The mended export is imported, audited and scheduled.
//!
//! Run with `cargo run --example read_sis_export`.

use mortarboard::files::import_school;
use mortarboard::rule::Rules;
use mortarboard::{Options, Severity, check};
use std::fs;
use std::path::Path;

const MAP: &str = r#"
about = "Spring export"

[settings]
name = "North"
default_patterns = ["period"]

[[bell]]
rows = [
  { day = "Mon", slot = 1, start = "08:00", end = "08:50" },
  { day = "Mon", slot = 2, start = "08:55", end = "09:45" },
]

[[patterns]]
rows = [
  { pattern = "P1", group = "period", cells = "1(*)" },
  { pattern = "P2", group = "period", cells = "2(*)" },
]

[[courses]]
from = "course_list.csv"
[courses.columns]
course = "Course Number"
title = "Course Name"
max_seats = "Max Class Size"
sections = "Sections Offered"

# One student for each different number in the table of requests.
[[students]]
from = "requests.csv"
distinct = true
columns = { student = "Student Number" }

[[requests]]
from = "requests.csv"
[requests.columns]
student = "Student Number"
course = "Course Number"
priority = { from = "Type", values = { core = "required", elective = "primary" } }
"#;

const BAD_COURSES: &str = "\
Course Number,Course Name,Max Class Size,Sections Offered
ENG,English,,1
ART,Art,20,1
";

const GOOD_COURSES: &str = "\
Course Number,Course Name,Max Class Size,Sections Offered
ENG,English,30,1
ART,Art,20,1
";

const BAD_REQUESTS: &str = "\
Student Number,Course Number,Type
1001,ENG,core
1001,ART,elective
1002,ENG,core
1002,DRAMA,elective
";

const GOOD_REQUESTS: &str = "\
Student Number,Course Number,Type
1001,ENG,core
1001,ART,elective
1002,ENG,core
1002,ART,elective
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let place = tempfile::tempdir()?;
    let map = place.path().join("map.toml");
    fs::write(&map, MAP)?;

    export(place.path(), BAD_COURSES, BAD_REQUESTS)?;
    let faults = import_school(&map, place.path(), &[]).err().ok_or("the first export is faulty")?;
    println!("the first export:\n{faults}\n");
    let places: Vec<_> = faults.0.iter().map(|found| (found.file.as_str(), found.line)).collect();
    assert_eq!(places, [("course_list.csv", Some(2)), ("requests.csv", Some(5))], "both faults at once");

    export(place.path(), GOOD_COURSES, GOOD_REQUESTS)?;
    let (imported, school) = import_school(&map, place.path(), &[])?;
    println!("the mended export:\n{}", imported.report);
    let audit = check::audit(&school, &Rules::of(&school));
    println!("warnings of the audit: {}", audit.len());
    assert!(audit.iter().all(|fault| fault.severity == Severity::Warning), "nothing stands against a schedule");

    let options = Options::default().without_time().with_work(10_000);
    let answer = mortarboard::solve(&school, &options, &|_| {})?;
    let report = answer.report().ok_or("no schedule was found")?;
    println!("{} of {} requests met", report.counts.requests.met, report.counts.requests.total);
    assert_eq!((report.counts.requests.met, report.counts.requests.total), (4, 4));
    Ok(())
}

fn export(folder: &Path, courses: &str, requests: &str) -> std::io::Result<()> {
    fs::write(folder.join("course_list.csv"), courses)?;
    fs::write(folder.join("requests.csv"), requests)
}
