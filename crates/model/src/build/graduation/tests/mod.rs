//! A full example, and one test for each kind of fault.

/// Tests of one fault each: a change to a school, and slug, table and column of the fault that it makes.
macro_rules! one {
    ($($name:ident: $raw:ident => $change:expr, $slug:literal $table:literal $column:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(faults(|$raw| $change), [($slug, $table, $column)]);
        }
    )*};
}

mod faults;
mod granted;
mod whole;

use crate::School;
use crate::fault::Fault;
use crate::graduation::raw::{
    RawAchievement, RawCap, RawEither, RawFilter, RawListing, RawOffering, RawPersona, RawPlan, RawPrerequisite, RawRecord, RawRequirement,
    RawStudentGroup, RawStudentPlan, RawSubstitute, RawValidation, RawWaiver,
};
use crate::raw::{RawBell, RawCourse, RawPattern, RawSchool, RawStudent, RawTerm};
use crate::testing::{text, texts};

/// Slug, table and column of a fault.
type Place = (&'static str, &'static str, &'static str);

/// The faults of a school, by place.
fn found(raw: &RawSchool, is_told: impl Fn(&Fault) -> bool) -> Vec<Place> {
    let found = School::try_from(raw).err().map(|faults| faults.0).unwrap_or_default();
    for fault in &found {
        assert!(is_told(fault), "{fault}");
    }
    found.iter().map(|fault| (fault.slug, fault.table, fault.column)).collect()
}

fn tag(tags: &[&str]) -> Vec<RawFilter> {
    vec![RawFilter { tag: texts(tags), ..RawFilter::default() }]
}

fn asks(id: &str, credits: u32, from: Vec<RawFilter>) -> RawRequirement {
    RawRequirement { id: text(id), credits: Some(credits), from, ..RawRequirement::default() }
}

fn before(course: &str, any_of: &str) -> RawPrerequisite {
    RawPrerequisite { course: text(course), any_of: text(any_of), ..RawPrerequisite::default() }
}

fn record(student: &str, course: &str, mark: &str) -> RawRecord {
    RawRecord { student: text(student), course: text(course), mark: text(mark), grade: Some(9), ..RawRecord::default() }
}

/// A school with something in every table about graduation.
fn full() -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.default_patterns = texts(&["P1"]);
    raw.settings.year = Some(2026);
    raw.terms = ["S1", "S2"].map(|term| RawTerm { term: text(term) }).into();
    raw.bell.push(RawBell { day: text("Mon"), slot: text("1"), start: text("08:00"), end: text("09:00") });
    raw.patterns.push(RawPattern { pattern: text("P1"), cells: text("1(*)"), ..RawPattern::default() });
    for (course, subject, credits) in
        [("ALG1", "Math", 10), ("GEO", "Math", 10), ("ART", "Arts", 10), ("PE", "PE", 10), ("SPA1", "World", 10)]
    {
        raw.courses.push(RawCourse {
            course: text(course),
            title: course.to_lowercase(),
            subject: text(subject),
            credits,
            max_seats: 30,
            sections: Some(1),
            ..RawCourse::default()
        });
    }
    for (student, grade) in [("s1", Some(10)), ("s2", Some(12)), ("s3", None)] {
        raw.students.push(RawStudent { student: text(student), grade, ..RawStudent::default() });
    }
    let listing = |course: &str, tags: &str, group: &str| RawListing {
        course: text(course),
        tags: text(tags),
        group: text(group),
        ..RawListing::default()
    };
    raw.catalogue = vec![
        listing("ALG1", "a-g:c;math", ""),
        RawListing { code: text("02072"), lowest_grade: Some(10), highest_grade: Some(12), ..listing("GEO", "math; a-g:c;math", "") },
        RawListing { completions: Some(2), ..listing("ART", "arts", "") },
        listing("SPA1", "world", "spanish"),
        RawListing { title: text("Spanish 2"), subject: text("World"), credits: Some(10), ..listing("SPA2", "world", "spanish") },
        RawListing { credits: Some(0), content: text("no"), ..listing("AIDE", "", "") },
    ];
    raw.prerequisites = vec![
        RawPrerequisite { min_mark: text("C"), ..before("GEO", "ALG1") },
        before("SPA2", "SPA1"),
        RawPrerequisite { kind: text("with"), ..before("ART", "PE; GEO") },
    ];
    raw.offerings = vec![
        RawOffering { course: text("GEO"), year: 2027, terms: text("S2") },
        RawOffering { course: text("ART"), year: 2028, terms: text("none") },
        RawOffering { course: text("PE"), year: 2027, terms: text("all") },
    ];
    raw.plans = vec![plan(), RawPlan { plan: text("other"), require: vec![asks("", 10, Vec::new())], ..RawPlan::default() }];
    raw.student_plans = vec![RawStudentPlan { student: text("s2"), plan: text("other") }];
    raw.transcripts = vec![
        record("s1", "ALG1", "B"),
        RawRecord { term: text("S2"), method: text("online"), ..record("s1", "PE", "F") },
        RawRecord { result: text("withdrawn"), ..record("s1", "ART", "") },
        record("s1", "SPA1", ""),
        RawRecord { credits: Some(5), ..record("s1", "SPA2", "P") },
    ];
    let achieved = |value| RawAchievement { student: text("s1"), item: text("service"), value };
    raw.achievements = vec![achieved(Some(10)), achieved(None)];
    raw.waivers = vec![RawWaiver {
        student: text("s1"),
        plan: text("diploma"),
        requirement: text("pe"),
        keep_total: text("no"),
        ..RawWaiver::default()
    }];
    raw.student_groups = [("s1", "health"), ("s2", "health"), ("s1", "band")]
        .map(|(student, group)| RawStudentGroup { student: text(student), group: text(group) })
        .into();
    raw.personas = vec![RawPersona {
        persona: text("eleventh"),
        title: text("Grade 11 on track"),
        grade: 11,
        passed: text("ALG1@9; GEO"),
        needs: text("math"),
        ..RawPersona::default()
    }];
    raw
}

/// A plan with a requirement of every kind.
fn plan() -> RawPlan {
    let any = |id: &str| RawRequirement { id: text(id), ..RawRequirement::default() };
    RawPlan {
        plan: text("diploma"),
        title: text("Diploma"),
        source: text("made up"),
        unit: Some(5),
        everyone: true,
        entered_from: Some(2020),
        entered_to: Some(2025),
        require: vec![
            RawRequirement { course: texts(&["GEO", "ALG1"]), ..any("geometry") },
            RawRequirement {
                any: vec![
                    asks("arts", 10, tag(&["arts"])),
                    RawRequirement { same_group: true, validated: true, ..asks("", 20, tag(&["world"])) },
                ],
                ..any("breadth")
            },
            RawRequirement {
                substitutes: vec![RawSubstitute { from: tag(&["arts"]), most: 5 }],
                ..asks("pe", 10, vec![RawFilter { subject: texts(&["PE"]), method: texts(&["classroom"]), ..RawFilter::default() }])
            },
            RawRequirement {
                some: vec![
                    RawRequirement { exam: text("algebra"), score: Some(65), by_grade: Some(12), ..any("exam") },
                    RawRequirement { item: text("service"), amount: Some(40), ..any("service") },
                ],
                at_least: Some(1),
                ..any("beyond")
            },
            RawRequirement { each_term: Some([11, 12]), from: tag(&["math"]), ..any("always-math") },
            RawRequirement { average: Some(200), ..any("gpa") },
            RawRequirement { pool: text("total"), ..asks("sum", 60, Vec::new()) },
        ],
        caps: vec![RawCap { from: vec![RawFilter { method: texts(&["online"]), ..RawFilter::default() }], most: 15 }],
        either: vec![RawEither {
            from: vec![RawFilter { code: texts(&["02"]), before: texts(&["SPA2"]), ..RawFilter::default() }],
            requirements: texts(&["geometry", "sum"]),
        }],
        validations: vec![RawValidation { higher: texts(&["SPA2"]), lower: texts(&["SPA1"]), min_mark: text("C") }],
    }
}
