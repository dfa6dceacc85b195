use super::Sequence;
use crate::graduation::raw::{RawPrerequisite, RawRecord};
use crate::raw::{RawPattern, RawSchool, RawTerm};
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

/// ART comes before BIO, with it or in the same terms; each may meet in either half of the year or in all of it.
fn raw(kind: &str) -> RawSchool {
    let mut raw = tiny();
    let text = str::to_owned;
    raw.terms = ["S1", "S2"].map(|term| RawTerm { term: text(term) }).into();
    raw.patterns.clear();
    for (pattern, cells) in [("A1", "S1:1(*)"), ("A2", "S2:1(*)"), ("B1", "S1:2(*)"), ("B2", "S2:2(*)"), ("AY", "1(*)"), ("BY", "2(*)")] {
        raw.patterns.push(RawPattern { pattern: text(pattern), group: text("single"), cells: text(cells) });
    }
    raw.courses[1].sections = Some(1);
    raw.requests.retain(|request| request.student == "s7");
    raw.prerequisites.push(RawPrerequisite { course: text("BIO"), kind: text(kind), any_of: text("ART"), min_mark: text("C") });
    raw
}

fn school(kind: &str) -> School {
    School::try_from(raw(kind)).unwrap()
}

/// What is found where ART meets in one pattern and BIO in another.
fn found(school: &School, art: &str, bio: &str) -> Vec<String> {
    let placed = [("ART-1", art, "", ""), ("BIO-1", bio, "", "")];
    let schedule = schedule(school, &placed, &[("ART-1", "s7"), ("BIO-1", "s7")]).unwrap();
    Sequence.check(school, &schedule).iter().map(|finding| Sequence.explain(school, finding).sentence).collect()
}

#[test]
fn rows() {
    let mut raw = raw("before");
    raw.patterns.truncate(4);
    let school = School::try_from(raw).unwrap();
    let rows = rows_of(&school, &Sequence, Mode::Hard);
    let rows = rows.replace("(place[BIO-1,A1] | place[BIO-1,B1])", "BIO@S1").replace("(place[BIO-1,A2] | place[BIO-1,B2])", "BIO@S2");
    let rows = rows.replace("(place[ART-1,A1] | place[ART-1,B1])", "ART@S1").replace("(place[ART-1,A2] | place[ART-1,B2])", "ART@S2");
    assert_snapshot!(rows, @r"
    student s7, request of student s7 for BIO, request of student s7 for ART: (seat[s7,BIO-1] & BIO@S1) + ((seat[s7,ART-1] & ART@S1) | (seat[s7,ART-1] & ART@S2)) <= 1
    student s7, request of student s7 for BIO, request of student s7 for ART: (seat[s7,BIO-1] & BIO@S2) - (seat[s7,ART-1] & ART@S1) + ((seat[s7,ART-1] & ART@S1) | (seat[s7,ART-1] & ART@S2)) <= 1
    ");
    assert!(rows_of(&school, &Sequence, Mode::soft(5)).contains("or 5 for each unit"));
}

#[test]
fn what_goes_with_what() {
    let (before, with, same) = (school("before"), school("with"), school("same"));
    let good = |school: &School, art, bio| found(school, art, bio).is_empty();
    for (art, bio, expected) in [
        ("A1", "B2", [true, true, true]),
        ("A2", "B1", [false, false, false]),
        ("A1", "B1", [false, true, true]),
        ("A2", "B2", [false, true, true]),
        ("AY", "BY", [false, true, true]),
        ("AY", "B2", [false, true, false]),
        ("AY", "B1", [false, true, false]),
        ("A1", "BY", [false, true, false]),
        ("A2", "BY", [false, false, false]),
    ] {
        assert_eq!([&before, &with, &same].map(|school| good(school, art, bio)), expected, "ART {art}, BIO {bio}");
    }
}

#[test]
fn says() {
    assert_eq!(found(&school("before"), "A2", "B1"), [Sequence.card().says]);
    assert_snapshot!(found(&school("with"), "A2", "B1")[0], @"Student s7 takes BIO in section BIO-1, and ART, which has to begin with it or before it, in section ART-1 later.");
    assert_snapshot!(found(&school("same"), "A2", "B1")[0], @"Student s7 takes BIO in section BIO-1, and ART, which has to meet in the same terms or come before it, in section ART-1 in other terms.");
}

#[test]
fn a_pass_of_an_earlier_year_frees_if_its_mark_is_high_enough() {
    for (mark, free) in [("B", true), ("C", true), ("D", false), ("F", false), ("P", true), ("", true)] {
        let mut raw = raw("before");
        raw.settings.year = Some(2026);
        raw.students[0].grade = Some(10);
        raw.transcripts.push(RawRecord {
            student: "s7".to_owned(),
            course: "ART".to_owned(),
            grade: Some(9),
            mark: mark.to_owned(),
            ..RawRecord::default()
        });
        let school = School::try_from(raw).unwrap();
        assert_eq!(found(&school, "A2", "B1").is_empty(), free, "mark `{mark}`");
        assert_eq!(rows_of(&school, &Sequence, Mode::Hard).is_empty(), free, "mark `{mark}`");
    }
}

#[test]
fn one_of_several_in_order_is_enough() {
    let mut raw = raw("before");
    let mut third = raw.courses[0].clone();
    third.course = "DRAW".to_owned();
    raw.courses.push(third);
    raw.prerequisites[0].any_of = "ART;DRAW".to_owned();
    let mut request = raw.requests[0].clone();
    request.course = "DRAW".to_owned();
    raw.requests.push(request);
    let school = School::try_from(raw).unwrap();
    let found = |art, bio, draw| {
        let placed = [("ART-1", art, "", ""), ("BIO-1", bio, "", ""), ("DRAW-1", draw, "", "")];
        let seats = [("ART-1", "s7"), ("BIO-1", "s7"), ("DRAW-1", "s7")];
        Sequence.check(&school, &schedule(&school, &placed, &seats).unwrap()).len()
    };
    assert_eq!((found("A1", "B2", "A2"), found("A2", "B2", "A1"), found("A2", "B2", "A2")), (0, 0, 1));
}

#[test]
fn whoever_takes_one_of_the_two_is_not_touched() {
    let school = school("before");
    let schedule = schedule(&school, &[("ART-1", "A2", "", ""), ("BIO-1", "B1", "", "")], &[("BIO-1", "s7")]).unwrap();
    assert_eq!(Sequence.check(&school, &schedule), []);
}
