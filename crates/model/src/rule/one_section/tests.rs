use super::OneSection;
use crate::rule::{Mode, Rule};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn school() -> School {
    School::try_from(tiny()).unwrap()
}

#[test]
fn rows() {
    let school = school();
    assert_snapshot!(rows_of(&school, &OneSection, Mode::Hard), @r"
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

mod several_times {
    use super::*;
    use crate::testing::halves;

    fn findings(placed: &[(&str, &str)], change: impl Fn(&School, &mut crate::schedule::Schedule)) -> Vec<String> {
        let school = School::try_from(halves()).unwrap();
        let placed: Vec<(&str, &str, &str, &str)> = placed.iter().map(|&(section, pattern)| (section, pattern, "", "")).collect();
        let mut schedule = schedule(&school, &placed, &[("PE-1", "s1"), ("PE-2", "s1")]).unwrap();
        change(&school, &mut schedule);
        OneSection.check(&school, &schedule).iter().map(|finding| OneSection.explain(&school, finding).sentence).collect()
    }

    #[test]
    fn rows() {
        let mut raw = halves();
        raw.students.truncate(1);
        raw.requests.truncate(1);
        raw.patterns.retain(|pattern| pattern.pattern.ends_with('1'));
        let school = School::try_from(raw).unwrap();
        assert_snapshot!(rows_of(&school, &OneSection, Mode::Hard), @r"
        request 1 of student s1 for PE: seat[s1/1,PE-1] + seat[s1/1,PE-2] <= 1
        request 2 of student s1 for PE: seat[s1/2,PE-1] + seat[s1/2,PE-2] <= 1
        student s1, course PE: seat[s1/1,PE-1] + seat[s1/2,PE-1] <= 1
        student s1, course PE: seat[s1/1,PE-2] + seat[s1/2,PE-2] <= 1
        student s1, course PE: (place[PE-1,A1] & seat[s1/1,PE-1]) + (place[PE-2,A1] & seat[s1/1,PE-2]) + (place[PE-1,A1] & seat[s1/2,PE-1]) + (place[PE-2,A1] & seat[s1/2,PE-2]) <= 1
        student s1, course PE: (place[PE-1,B1] & seat[s1/1,PE-1]) + (place[PE-2,B1] & seat[s1/1,PE-2]) + (place[PE-1,B1] & seat[s1/2,PE-1]) + (place[PE-2,B1] & seat[s1/2,PE-2]) <= 1
        ");
    }

    #[test]
    fn in_different_terms() {
        assert_eq!(findings(&[("PE-1", "A1"), ("PE-2", "B2")], |_, _| ()), Vec::<String>::new());
    }

    #[test]
    fn in_one_term() {
        assert_snapshot!(findings(&[("PE-1", "A1"), ("PE-2", "A2")], |_, _| ()).join("\n"), @"Student s1 asks for PE more than once, and is in PE-1 and PE-2, which both meet in term S1.");
    }

    #[test]
    fn in_one_section() {
        let found = findings(&[("PE-1", "A1"), ("PE-2", "B2")], |school, schedule| {
            schedule.seats[crate::ids::RequestId(1)] = school.find_section("PE-1");
        });
        assert_snapshot!(found.join("\n"), @"Student s1 asks for PE more than once, and is in PE-1 for two of the times.");
        // Where it has no pattern yet, too.
        let found = findings(&[], |school, schedule| schedule.seats[crate::ids::RequestId(1)] = school.find_section("PE-1"));
        assert_snapshot!(found.join("\n"), @"Student s1 asks for PE more than once, and is in PE-1 for two of the times.");
    }

    #[test]
    fn an_alternate_stands_in_for_one_of_the_times() {
        let mut raw = halves();
        let alternate = |course: &str| crate::raw::RawRequest {
            student: "s1".to_owned(),
            course: course.to_owned(),
            priority: "alternate".to_owned(),
            instead_of: "PE".to_owned(),
            ..crate::raw::RawRequest::default()
        };
        raw.courses.push(crate::raw::RawCourse { course: "MUS".to_owned(), ..raw.courses[1].clone() });
        raw.requests[1] = alternate("ART");
        raw.requests.push(alternate("MUS"));
        let school = School::try_from(raw).unwrap();
        let said = |seats: &[(&str, &str)]| -> Vec<String> {
            let schedule = schedule(&school, &[], seats).unwrap();
            OneSection.check(&school, &schedule).iter().map(|finding| OneSection.explain(&school, finding).sentence).collect()
        };
        assert_eq!(said(&[("PE-1", "s1"), ("ART-1", "s1")]), Vec::<String>::new());
        assert_eq!(said(&[("MUS-1", "s1"), ("ART-1", "s1")]), Vec::<String>::new());
        assert_snapshot!(said(&[("PE-1", "s1"), ("ART-1", "s1"), ("MUS-1", "s1")]).join("\n"), @r"
        Student s1 has more alternates (2) than other requests that are not met (1).
        Student s1 has ART and MUS, two alternates for one course.
        ");
    }
}
