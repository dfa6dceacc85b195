use super::OneSection;
use crate::program::{Domains, Program};
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{rows_text, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    School::try_from(tiny()).unwrap()
}

#[test]
fn rows() {
    let school = school();
    let mut program = Program::choices_only(&school, Domains::new(&school, &Rules::of(&school)));
    program.add(&school, &OneSection, Mode::Hard);
    assert_snapshot!(rows_text(&school, &program), @r"
    request of student s7 for BIO: seat[s7,BIO-1] + seat[s7,BIO-2] <= 1
    request of student s8 for BIO: seat[s8,BIO-1] + seat[s8,BIO-2] <= 1
    student s8: seat[s8,BIO-1] + seat[s8,BIO-2] + seat[s8,ART-1] <= 1
    student s8, request of student s8 for BIO: seat[s8,BIO-1] + seat[s8,BIO-2] + seat[s8,ART-1] <= 1
    ");
}

#[test]
fn good() {
    let school = school();
    let seats = [("ART-1", "s7"), ("BIO-1", "s7"), ("ART-1", "s8"), ("ART-1", "s9")];
    assert_eq!(OneSection.check(&school, &schedule(&school, &[], &seats).unwrap()), []);
}

#[test]
fn bad() {
    let school = school();
    let schedule = schedule(&school, &[], &[("ART-1", "s8"), ("BIO-2", "s8")]).unwrap();
    let findings = OneSection.check(&school, &schedule);
    let [count, named] = &findings[..] else { panic!("{findings:?}") };
    let sentence = "Student s8 has more alternates (1) than other requests that are not met (0).";
    assert_eq!(OneSection.explain(&school, count).sentence, sentence);
    assert_eq!(OneSection.explain(&school, named).sentence, OneSection.card().says);
}

#[test]
fn one_alternate_for_each_course() {
    let mut raw = tiny();
    raw.requests[0].student = "s8".to_owned();
    raw.requests[0].course = "MUS".to_owned();
    raw.requests[0].priority = "alternate".to_owned();
    raw.requests[0].instead_of = "BIO".to_owned();
    // A second request that is not met, so that the number of alternates is not what is wrong.
    raw.requests[4].student = "s8".to_owned();
    raw.requests[4].course = "GYM".to_owned();
    for course in ["MUS", "GYM"] {
        raw.courses.push(crate::raw::RawCourse { course: course.to_owned(), ..raw.courses[0].clone() });
    }
    let school = School::try_from(raw).unwrap();
    let schedule = schedule(&school, &[], &[("ART-1", "s8"), ("MUS-1", "s8")]).unwrap();
    let findings = OneSection.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_snapshot!(OneSection.explain(&school, finding).sentence, @"Student s8 has MUS and ART, two alternates for one course.");
}

#[test]
fn a_seat_in_another_course() {
    let school = school();
    let mut schedule = crate::schedule::Schedule::empty(&school);
    schedule.seats[crate::ids::RequestId(0)] = school.find_section("BIO-1");
    let findings = OneSection.check(&school, &schedule);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_snapshot!(OneSection.explain(&school, finding).sentence, @"The request of student s7 for ART is met by section BIO-1, which is of another course.");
}
