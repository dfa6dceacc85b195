use super::StudentClash;
use crate::program::Program;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{all_choices, rows_text, schedule, tiny};
use insta::assert_snapshot;

const SEATS: [(&str, &str); 2] = [("ART-1", "s7"), ("BIO-2", "s7")];

#[test]
fn rows() {
    // One student, two sections and the two patterns of Monday's slot 1 keep the rows few.
    let mut raw = tiny();
    raw.patterns.retain(|pattern| ["P1", "P2", "M1"].contains(&pattern.pattern.as_str()));
    raw.requests.retain(|request| request.student == "s7");
    raw.courses[0].patterns = "P1;P2".to_owned();
    raw.courses[1].patterns = "M1".to_owned();
    raw.courses[1].sections = Some(1);
    let school = School::try_from(raw).unwrap();
    let mut domains = all_choices(&school);
    for section in school.sections().ids() {
        domains.patterns[section] = school.courses()[school.sections()[section].course].patterns.clone();
    }
    for (request, data) in school.requests().iter() {
        domains.seats[request] = school.courses()[data.course].sections.clone();
    }
    let mut program = Program::choices_only(&school, domains);
    program.add(&school, &StudentClash, Mode::Hard);
    assert_snapshot!(rows_text(&school, &program), @r"
    request of student s7 for ART, section ART-1: -seat[s7,ART-1] + (place[ART-1,P1] & seat[s7,ART-1]) + (place[ART-1,P2] & seat[s7,ART-1]) = 0 (implied)
    request of student s7 for BIO, section BIO-1: -seat[s7,BIO-1] + (place[BIO-1,M1] & seat[s7,BIO-1]) = 0 (implied)
    student s7: (place[ART-1,P1] & seat[s7,ART-1]) + (place[BIO-1,M1] & seat[s7,BIO-1]) <= 1
    ");
}

#[test]
fn good() {
    let school = School::try_from(tiny()).unwrap();
    let schedule = schedule(&school, &[("ART-1", "P1", "", ""), ("BIO-2", "P2", "", "")], &SEATS).unwrap();
    assert_eq!(StudentClash.check(&school, &schedule), []);
}

#[test]
fn bad() {
    let school = School::try_from(tiny()).unwrap();
    let schedule = schedule(&school, &[("ART-1", "P1", "", ""), ("BIO-2", "D", "", "")], &SEATS).unwrap();
    let findings = StudentClash.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(StudentClash.explain(&school, finding).sentence, StudentClash.card().says);
}
