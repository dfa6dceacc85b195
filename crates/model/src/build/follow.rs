//! What only follows from another fault is left out, and what is one fault is said once.

use super::homes::{self, HOMES};
use super::table_order;
use crate::fault::{Also, Fault, Unknown};
use crate::near::{Known, bare};
use crate::raw::RawSchool;
use crate::school::Index;
use std::collections::{BTreeMap, BTreeSet};

/// Most unknown ids for which a near one is looked up: more of them are no slips of the pen.
const MOST_LOOKED_UP: usize = 200;

/// How many amounts of one plan may be at fault one by one.
const FEW: usize = 3;
/// How a cause speaks of the row that it repeats.
const EARLIER: &str = "an earlier row";
/// Faults of times: what is read against the bell schedule.
const OF_TIMES: [&str; 5] = ["bad-cells", "bad-shape", "no-pattern", "too-many-times", "unknown-cell"];
/// Faults of what courses carry.
const OF_COURSES: [&str; 6] = ["unknown-tag", "unknown-subject", "unknown-group", "unknown-code", "empty-filter", "no-group"];
/// Faults that many rows share with one cause.
const SHARED: [&str; 2] = ["no-pattern", "no-grade"];

/// The faults that stand by themselves, sorted by table and row. `text` are faults of the text of the same school, which
/// are known already. O(faults · log faults + rows).
pub(super) fn independent(raw: &RawSchool, ids: &Index, text: &[Fault], mut faults: Vec<Fault>) -> Vec<Fault> {
    // The tables are read in an order of their own; the report keeps the order of the folder.
    faults.sort_by_key(|fault| (table_order(fault.table), fault.row));
    let causes = Causes::new(raw, text, &faults);
    let doubtful = causes.doubtful(&faults);
    let stands: Vec<bool> = faults.iter().map(|fault| !causes.explain(fault, &doubtful)).collect();
    let stand = faults.into_iter().zip(stands).filter(|(_, stands)| *stands).map(|(fault, _)| fault).collect();
    let faults = without_rows(raw, stand);
    let mut faults = once(faults);
    point_to_first(raw, &mut faults);
    name_near(&mut faults, |kind| match kind {
        "section" => ids.sections.keys().map(String::as_str).collect(),
        "pattern" => homes::listed(raw, kind).into_iter().chain(ids.patterns.keys().map(String::as_str)).collect(),
        kind => homes::listed(raw, kind),
    });
    faults
}

/// Where there are faults that may have others in their train.
struct Causes<'a> {
    raw: &'a RawSchool,
    /// Tables with any fault, and columns of tables.
    tables: BTreeSet<&'a str>,
    columns: BTreeSet<(&'a str, &'a str)>,
    /// Students of whom the grade or a request could not be read.
    grades: BTreeSet<&'a str>,
    requests: BTreeSet<&'a str>,
    /// Ids that could not be read, by table.
    bad_ids: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Causes<'a> {
    fn new(raw: &'a RawSchool, text: &'a [Fault], faults: &'a [Fault]) -> Self {
        let mut causes = Causes {
            raw,
            tables: BTreeSet::new(),
            columns: BTreeSet::new(),
            grades: BTreeSet::new(),
            requests: BTreeSet::new(),
            bad_ids: BTreeMap::new(),
        };
        for fault in text.iter().chain(faults) {
            causes.tables.insert(fault.table);
            causes.columns.insert((fault.table, fault.column));
            if (fault.table, fault.column) == ("students", "grade") {
                causes.grades.insert(&fault.id);
            }
            let row = fault.row.unwrap_or(usize::MAX);
            if let Some(request) = raw.requests.get(row).filter(|_| fault.table == "requests" && fault.column != "instead_of") {
                causes.requests.insert(&request.student);
            }
            let own = HOMES.iter().any(|home| (home.table, home.column) == (fault.table, fault.column)) || fault.table == "catalogue";
            if own && ["bad-id", "bad-utf8"].contains(&fault.slug) {
                let id = homes::column(raw, fault.table).get(row).copied().unwrap_or_default();
                causes.bad_ids.entry(fault.table).or_default().push(id);
            }
        }
        causes
    }

    fn any(&self, tables: &[&str]) -> bool {
        tables.iter().any(|table| self.tables.contains(table))
    }

    fn column(&self, table: &'static str, columns: &[&'static str]) -> bool {
        columns.iter().any(|column| self.columns.contains(&(table, *column)))
    }

    /// Unknown ids that are known as soon as faulty ids of rows are mended: those that are the same but for what nobody
    /// sees, and all of them where there are no more than rows whose id is blank.
    fn doubtful(&self, faults: &[Fault]) -> BTreeSet<Unknown> {
        let mut found: BTreeSet<Unknown> = BTreeSet::new();
        for home in &HOMES {
            let mut bad: Vec<&str> = self.bad_ids.get(home.table).cloned().unwrap_or_default();
            if home.kind == "course" {
                bad.extend(self.bad_ids.get("catalogue").into_iter().flatten());
            }
            let mut open: BTreeSet<&Unknown> = faults.iter().filter_map(|fault| fault.unknown.as_ref()).collect();
            open.retain(|unknown| unknown.kind == home.kind);
            bad.retain(|bad| {
                let same = open.iter().find(|unknown| bare(&unknown.id) == bare(bad)).copied();
                if let Some(unknown) = same {
                    open.remove(unknown);
                    found.insert(unknown.clone());
                }
                same.is_none()
            });
            bad.retain(|bad| bad.trim().is_empty());
            if open.len() <= bad.len() {
                found.extend(open.into_iter().cloned());
            }
        }
        found
    }

    /// Whether a fault only follows from others.
    fn explain(&self, fault: &Fault, doubtful: &BTreeSet<Unknown>) -> bool {
        let place = (fault.table, fault.column);
        if let Some(unknown) = &fault.unknown {
            let follows = doubtful.contains(unknown)
                // No row at all is said of the table, once.
                || (unknown.kind == "course" && self.raw.courses.is_empty())
                || match unknown.kind {
                    // Patterns of shapes are named after their cells.
                    "pattern" => unknown.id.contains('=') && self.any(&["terms", "bell", "shapes"]),
                    "section" => self.hides_section(&unknown.id, doubtful),
                    "requirement" => self.any(&["plans"]) && fault.table != "plans",
                    "item" => self.any(&["plans"]),
                    "mark" => self.column("settings", &["marks", "pass_marks"]),
                    "tag" | "subject" | "code" | "course group" => self.any(&["catalogue"]) || self.column("courses", &["course"]),
                    _ => false,
                };
            return follows;
        }
        match (fault.slug, place) {
            (slug, _) if OF_TIMES.contains(&slug) && fault.table != "bell" && self.any(&["terms", "bell"]) => true,
            ("duplicate", ("shapes", _)) => self.any(&["terms", "bell"]),
            ("no-pattern", _) => self.any(&["patterns", "shapes"]) || self.column("settings", &["default_patterns"]),
            ("contradiction", ("locks", _)) => {
                self.any(&["terms", "bell", "patterns", "shapes"]) || self.column("courses", &["patterns", "shape"])
            }
            ("no-grade", _) => self.grades.contains(fault.id.as_str()),
            ("seat-without-request", _) | ("bad-value", ("requests", "instead_of")) => {
                self.requests.contains(fault.id.as_str()) || self.column("requests", &["student"])
            }
            ("out-of-range", ("requests", "times")) => self.column("catalogue", &["completions", "course"]),
            ("out-of-range", ("transcripts", "grade")) => self.grades.contains(fault.id.as_str()),
            ("out-of-range", ("personas", "grade") | ("plans", "each_term")) => self.column("settings", &["first_grade", "last_grade"]),
            ("out-of-range", ("plans", "average")) => self.column("settings", &["marks", "pass_marks"]),
            (slug, ("plans" | "personas" | "outside", _)) if OF_COURSES.contains(&slug) => {
                self.any(&["catalogue"]) || self.column("courses", &["course"])
            }
            ("not-credits" | "out-of-range" | "bad-amount", ("waivers", "credits")) => self.any(&["plans"]),
            _ => false,
        }
    }

    /// Whether the sections of the course with which an id begins are not made because of another fault.
    fn hides_section(&self, id: &str, doubtful: &BTreeSet<Unknown>) -> bool {
        let Some((course, number)) = id.rsplit_once('-') else { return false };
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let unknown = Unknown { kind: "course", id: course.to_owned() };
        let uncounted = self.column("courses", &["sections"]) && self.raw.courses.iter().any(|row| row.course == course);
        doubtful.contains(&unknown) || uncounted || !self.raw.courses.iter().any(|row| row.course == course) && self.names_course(course)
    }

    /// Whether a row elsewhere names a course that no row lists: that is said once, there.
    fn names_course(&self, course: &str) -> bool {
        self.raw.requests.iter().any(|row| row.course == course) || self.raw.qualifications.iter().any(|row| row.course == course)
    }
}

/// In the place of all unknown ids of a kind that no row lists, one fault that names the table.
fn without_rows(raw: &RawSchool, faults: Vec<Fault>) -> Vec<Fault> {
    let home = |fault: &Fault| {
        let unknown = fault.unknown.as_ref()?;
        let home = HOMES.iter().find(|home| home.kind == unknown.kind && homes::listed(raw, home.kind).is_empty())?;
        // Sections are also made from the numbers of their courses, and patterns from shapes.
        let elsewhere = home.kind == "section" || (home.kind == "pattern" && unknown.id.contains('='));
        (!elsewhere).then_some(home)
    };
    let empty: BTreeSet<&str> = HOMES.iter().filter(|home| homes::listed(raw, home.kind).is_empty()).map(|home| home.kind).collect();
    let mut left = Vec::new();
    let mut gone: BTreeMap<&str, Vec<Fault>> = BTreeMap::new();
    for fault in faults {
        let is_empty = fault.unknown.as_ref().is_some_and(|unknown| empty.contains(unknown.kind));
        match is_empty.then(|| home(&fault)).flatten() {
            Some(home) => gone.entry(home.kind).or_default().push(fault),
            None => left.push(fault),
        }
    }
    for (kind, faults) in gone {
        let Some(home) = HOMES.iter().find(|home| home.kind == kind).filter(|home| !home.needed) else { continue };
        let mut tables: BTreeMap<&str, usize> = BTreeMap::new();
        faults.iter().for_each(|fault| *tables.entry(fault.table).or_default() += 1);
        let named: Vec<String> = tables.iter().map(|(table, count)| format!("{table} ({count})")).collect();
        let fault = Fault::error("empty-table", home.table)
            .because(format!("no {kind} is listed here, so that none that these tables name is known: {}", named.join(", ")))
            .mend(format!("list each {kind}, or take their ids out of these tables"));
        let rows = faults.iter().filter_map(|fault| Some(Also { table: fault.table, row: fault.row? }));
        left.push(Fault { also: rows.collect(), ..fault });
    }
    left.sort_by_key(|fault| (table_order(fault.table), fault.row));
    left
}

/// Faults with one cause are one fault: the first, with the rows of the others.
pub(crate) fn once(faults: Vec<Fault>) -> Vec<Fault> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Key {
        Unknown(Unknown),
        Cause(&'static str, &'static str, &'static str, String),
        Plan(Option<usize>),
    }
    let of_unit = |fault: &Fault| (fault.slug, fault.table) == ("bad-amount", "plans") && fault.cause.contains("unit");
    let mut units: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    faults.iter().filter(|fault| of_unit(fault)).for_each(|fault| *units.entry(fault.row).or_default() += 1);
    let key = |fault: &Fault| match &fault.unknown {
        // Requirements of two plans may have one id.
        Some(unknown) if !["requirement", "mark"].contains(&unknown.kind) => Some(Key::Unknown(unknown.clone())),
        Some(_) => Some(Key::Cause(fault.slug, fault.table, fault.column, fault.cause.clone())),
        None if SHARED.contains(&fault.slug) => Some(Key::Cause(fault.slug, fault.table, fault.column, fault.cause.clone())),
        // Where many amounts of a plan are no multiples of its unit, the unit is at fault.
        None if of_unit(fault) && units.get(&fault.row).is_some_and(|&count| count > FEW) => Some(Key::Plan(fault.row)),
        None => None,
    };
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    let mut left: Vec<Fault> = Vec::new();
    for fault in faults {
        let at = key(&fault).map(|key| *first.entry(key).or_insert(left.len())).filter(|&at| at < left.len());
        match (at, fault.row) {
            (Some(at), Some(row)) => left[at].also.push(Also { table: fault.table, row }),
            _ => left.push(fault),
        }
    }
    left
}

/// What repeats an earlier row is said with the row that it repeats.
fn point_to_first(raw: &RawSchool, faults: &mut [Fault]) {
    let mut rows: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let own = |fault: &Fault| fault.slug == "duplicate" && fault.other.is_none() && (fault.table, fault.column) != ("plans", "id");
    for fault in faults.iter_mut().filter(|fault| own(fault)) {
        let same = fault.row.filter(|_| fault.cause.contains(EARLIER)).and_then(|row| homes::same_as(raw, fault.table, row));
        if let Some(first) = same {
            fault.cause = fault.cause.replacen(EARLIER, &format!("row {}", first + 1), 1);
            fault.other = Some(first);
            continue;
        }
        let first = rows.entry(fault.table).or_insert_with(|| {
            let ids = homes::column(raw, fault.table);
            ids.into_iter().enumerate().rev().map(|(row, id)| (id, row)).collect()
        });
        if let Some(&first) = first.get(fault.id.as_str()).filter(|&&first| Some(first) < fault.row) {
            fault.cause = format!("row {} has this id already", first + 1);
            fault.other = Some(first);
        }
    }
}

/// Names the id that was probably meant. `listed` gives the known ids of a kind.
pub(crate) fn name_near<'a>(faults: &mut [Fault], listed: impl Fn(&str) -> Vec<&'a str>) {
    let mut kinds: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    let unknown = faults.iter_mut().filter(|fault| fault.unknown.as_ref().is_some_and(|unknown| !unknown.id.trim().is_empty()));
    for fault in unknown.take(MOST_LOOKED_UP) {
        let Some(unknown) = &fault.unknown else { continue };
        let known = kinds.entry(unknown.kind).or_insert_with(|| match unknown.kind {
            // Marks, items and the like are what cells hold, and no ids.
            "mark" | "item" | "tag" | "subject" | "code" | "course group" | "group" => Known::new(std::iter::empty(), true),
            kind => Known::new(listed(kind).into_iter(), kind == "student" || kind == "teacher"),
        });
        match known.near(&unknown.id) {
            Some((near, Some(what))) => {
                fault.cause = format!("{}; `{near}` differs from it only in {what}", fault.cause);
                fault.fix = format!("write `{near}`, if that is meant");
            }
            Some((near, None)) => fault.fix = format!("{}; perhaps `{near}` is meant", fault.fix),
            None => {}
        }
    }
}
