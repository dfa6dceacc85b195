//! A marker in a cell, to see whether what cells hold is repeated anywhere.

use mortarboard_model::graduation::raw::{
    RawAchievement, RawListing, RawOffering, RawOutside, RawPersona, RawPlan, RawPrerequisite, RawRecord, RawRequirement, RawStudentGroup,
    RawStudentPlan, RawSubstitution, RawWaiver,
};
use mortarboard_model::raw::{RawLock, RawRow, RawSchool, RawSection, RawShape, RawTeam, RawTerm};

/// Text that stands nowhere else.
pub const MARKER: &str = "Zz9marker";

/// Columns of ids, by table, that are no ids of courses, sections, patterns, rooms, people and the like, and so are not to be named
/// either.
pub const NO_IDS: [(&str, &str); 8] = [
    ("shapes", "terms"),
    ("catalogue", "tags"),
    ("offerings", "terms"),
    ("outside", "subjects"),
    ("outside", "tags"),
    ("outside", "groups"),
    ("personas", "needs"),
    ("waivers", "group"),
];

/// The same school with a row in every table. It has to have the courses ENG, ART and FRENCH, the teachers T1 and T2, and be scheduled
/// in 2026.
pub fn every_table(mut raw: RawSchool) -> RawSchool {
    let text = str::to_owned;
    raw.settings.year = Some(2026);
    raw.terms = vec![RawTerm { term: text("S1") }, RawTerm { term: text("S2") }];
    raw.shapes = vec![RawShape {
        shape: text("lab"),
        minutes: 45,
        shortest: 1,
        longest: 90,
        fewest_meetings: 1,
        most_meetings: 1,
        tolerance: 45,
        ..Default::default()
    }];
    let row = RawRow::default().with("course", "ENG").with("most", 9).with("mode", "soft").with("weight", 2).with("source", "agreed");
    raw.rule_tables.insert(text("at_one_time"), vec![row]);
    raw.sections = vec![RawSection { section: text("ENG-a"), course: text("ENG"), max_seats: None, unstaffed: text("no") }];
    raw.locks = vec![RawLock { section: text("ENG-a"), kind: text("teacher"), value: text("T1") }];
    raw.teams = vec![RawTeam { team: text("core"), courses: text("ENG"), members: text("T2"), minutes: 10, min_block: 5 }];
    raw.catalogue =
        vec![RawListing { course: text("ENG"), tags: text("english"), subject: text("English"), credits: Some(10), ..Default::default() }];
    raw.prerequisites = vec![RawPrerequisite { course: text("FRENCH"), any_of: text("ENG"), ..Default::default() }];
    raw.offerings = vec![RawOffering { course: text("ART"), year: 2027, terms: text("S1") }];
    let credits = RawRequirement { id: text("english"), credits: Some(10), ..Default::default() };
    let hours = RawRequirement { id: text("hours"), item: text("service"), ..Default::default() };
    raw.plans = vec![RawPlan { plan: text("diploma"), require: vec![credits, hours], ..Default::default() }];
    let s = raw.students[0].student.clone();
    for (at, student) in raw.students.iter_mut().enumerate() {
        student.grade = Some(9 + at as u32 % 4);
    }
    raw.student_plans = vec![RawStudentPlan { student: s.clone(), plan: text("diploma") }];
    raw.transcripts = vec![RawRecord { student: s.clone(), course: text("ENG"), mark: text("A"), ..Default::default() }];
    raw.achievements = vec![RawAchievement { student: s.clone(), item: text("service"), value: None }];
    raw.student_groups = vec![RawStudentGroup { student: s.clone(), group: text("band") }];
    raw.waivers = vec![RawWaiver { student: s.clone(), plan: text("diploma"), requirement: text("hours"), ..Default::default() }];
    raw.substitutions = vec![RawSubstitution { student: s, course: text("FRENCH"), by: text("ART"), ..Default::default() }];
    raw.outside = vec![RawOutside { outside: text("summer"), courses: text("ENG"), most_credits: Some(10), ..Default::default() }];
    raw.personas = vec![RawPersona { persona: text("p"), grade: 9, passed: text("ENG@8"), needs: text("english"), ..Default::default() }];
    raw
}

/// A table with the marker in one column of its first row.
pub fn marked(text: &str, column: usize, cell: &str) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    *rows.get_mut(1)?.get_mut(column)? = cell.to_owned();
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).ok()
}
