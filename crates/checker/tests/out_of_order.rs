//! Requests that only the order of a student's courses keeps out.

use mortarboard_checker::{InOrder, Move, Reason, Unmet, mends, reasons};
use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::keeper::{Keeping, Pairs, Student};
use mortarboard_model::program::Program;
use mortarboard_model::raw::{RawBell, RawCourse, RawLock, RawPattern, RawRequest, RawSchool, RawStudent, RawTerm};
use mortarboard_model::rule::{Card, Explanation, Finding, Mode, Rule, Rules};
use mortarboard_model::testing::{schedule, text, texts};
use mortarboard_model::{Schedule, School};
use std::sync::Arc;

/// Four students ask for ALG1, ALG2 and ART, two terms of three periods, and a section of each course of which every one may be had in
/// any of them.
fn raw(prerequisites: &[(&str, &str)]) -> RawSchool {
    let mut raw = RawSchool { terms: ["S1", "S2"].map(|term| RawTerm { term: text(term) }).to_vec(), ..RawSchool::default() };
    for (slot, start, end) in [("1", "08:00", "08:50"), ("2", "08:55", "09:45"), ("3", "09:50", "10:40")] {
        raw.bell.push(RawBell { day: text("D"), slot: text(slot), start: text(start), end: text(end) });
        for term in ["S1", "S2"] {
            let (pattern, cells) = (format!("{term}-P{slot}"), format!("{term}:{slot}(*)"));
            raw.patterns.push(RawPattern { pattern, group: text("half"), cells });
        }
    }
    for course in ["ALG1", "ALG2", "ART"] {
        let (sections, patterns) = (Some(1), text("half"));
        raw.courses.push(RawCourse { course: text(course), credits: 5, max_seats: 4, sections, patterns, ..RawCourse::default() });
    }
    for student in ["s0", "s1", "s2", "s3"] {
        raw.students.push(RawStudent { student: text(student), grade: Some(9), ..RawStudent::default() });
        for course in ["ALG1", "ALG2", "ART"] {
            raw.requests.push(RawRequest { student: text(student), course: text(course), ..RawRequest::default() });
        }
    }
    for (course, first) in prerequisites {
        raw.prerequisites.push(RawPrerequisite { course: text(course), any_of: text(first), ..RawPrerequisite::default() });
    }
    raw
}

fn lock(raw: &mut RawSchool, section: &str, pattern: &str) {
    raw.locks.push(RawLock { section: section.to_owned(), kind: "pattern".to_owned(), value: pattern.to_owned() });
}

/// The wrong way round: ALG2 needs ALG1 before it, and is held first.
fn wrong_way() -> (School, Schedule) {
    let mut raw = raw(&[("ALG2", "ALG1")]);
    lock(&mut raw, "ALG1-1", "S2-P1");
    lock(&mut raw, "ALG2-1", "S1-P1");
    let school = School::try_from(raw).unwrap();
    let placed = [("ALG1-1", "S2-P1", "", ""), ("ALG2-1", "S1-P1", "", ""), ("ART-1", "S1-P2", "", "")];
    let seats = ["s0", "s1", "s2", "s3"].map(|student| [("ALG1-1", student), ("ART-1", student)]).concat();
    let schedule = schedule(&school, &placed, &seats).unwrap();
    (school, schedule)
}

fn said(school: &School, schedule: &Schedule) -> Vec<Unmet> {
    reasons(school, &Rules::of(school), schedule)
}

#[test]
fn the_wrong_way_round_is_said_and_mended() {
    let (school, schedule) = wrong_way();
    let unmet = said(&school, &schedule);
    assert_eq!(unmet.len(), 4);
    let Reason::OutOfOrder { orders, with, sections, full } = &unmet[1].reason else { panic!("{unmet:?}") };
    let slug = orders[0].rule.clone();
    assert_eq!(orders, &[InOrder { rule: slug.clone(), first: texts(&["ALG1"]), second: "ALG2".to_owned() }]);
    assert_eq!((with, sections, full), (&texts(&["ALG1"]), &texts(&["ALG1-1"]), &texts(&[])));
    assert_eq!(
        unmet[1].sentence,
        format!(
            "Student s1 can't have ALG2: by the rule {slug} it has to go with ALG1, which the student has in ALG1-1, and where sections meet now \
             none of the sections that fit the student's times go together."
        )
    );
    let found = mends(&school, &Rules::of(&school), &schedule, &unmet, &|| true);
    assert_eq!(
        found[1].mends[0].text,
        "lift the lock of ALG1-1, lift the lock of ALG2-1, move section ALG1-1 to pattern S1-P1 and move section ALG2-1 to pattern S2-P1: \
         meets 4 more requests"
    );
    // Where the rule is not kept there is nothing in the way.
    let without = reasons(&school, &Rules::of(&school).without(&slug), &schedule);
    assert!(without.iter().all(|unmet| matches!(&unmet.reason, Reason::Movable { to, .. } if to == "ALG2-1")), "{without:?}");
}

#[test]
fn a_section_in_a_later_term_is_a_mend() {
    let school = School::try_from(raw(&[("ALG2", "ALG1")])).unwrap();
    let placed = [("ALG1-1", "S1-P1", "", ""), ("ALG2-1", "S1-P3", "", ""), ("ART-1", "S1-P2", "", "")];
    let schedule = schedule(&school, &placed, &[("ALG1-1", "s0"), ("ART-1", "s0")]).unwrap();
    let unmet = said(&school, &schedule);
    assert!(matches!(&unmet[0].reason, Reason::OutOfOrder { .. }), "{unmet:?}");
    let found = mends(&school, &Rules::of(&school), &schedule, &unmet, &|| true);
    let texts: Vec<&str> = found[0].mends.iter().map(|mend| mend.text.as_str()).collect();
    assert!(texts[0].starts_with("move section ALG2-1 to pattern S2-"), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with("one more section of ALG2 in pattern S2-")), "{texts:?}");
}

/// ALG1 in both terms, and ALG2 in the second; s0 asks for all three courses, s1 for ALG1.
fn both_terms(seats: u32) -> School {
    let mut raw = raw(&[("ALG2", "ALG1")]);
    raw.courses[0].sections = Some(2);
    raw.courses[0].max_seats = seats;
    raw.requests.retain(|row| row.student == "s0" || (row.student == "s1" && row.course == "ALG1"));
    School::try_from(raw).unwrap()
}

const BOTH: [(&str, &str, &str, &str); 4] =
    [("ALG1-1", "S1-P1", "", ""), ("ALG1-2", "S2-P1", "", ""), ("ALG2-1", "S2-P2", "", ""), ("ART-1", "S1-P2", "", "")];

#[test]
fn who_could_change_to_a_section_that_goes_is_movable() {
    let school = both_terms(4);
    let schedule = schedule(&school, &BOTH, &[("ALG1-2", "s0"), ("ART-1", "s0"), ("ALG1-1", "s1")]).unwrap();
    let unmet = said(&school, &schedule);
    let moves = vec![Move { from: "ALG1-2".to_owned(), to: "ALG1-1".to_owned() }];
    assert_eq!(unmet[0].reason, Reason::Movable { to: "ALG2-1".to_owned(), moves, gives_up: Vec::new() });
    let found = mends(&school, &Rules::of(&school), &schedule, &unmet, &|| true);
    assert_eq!(found[0].mends[0].text, "move the student from ALG1-2 to ALG1-1 and seat the student in ALG2-1: meets 1 more request");
}

#[test]
fn full_sections_that_would_go_are_named() {
    let school = both_terms(1);
    let schedule = schedule(&school, &BOTH, &[("ALG1-2", "s0"), ("ART-1", "s0"), ("ALG1-1", "s1")]).unwrap();
    let unmet = said(&school, &schedule);
    let Reason::OutOfOrder { orders, full, .. } = &unmet[0].reason else { panic!("{unmet:?}") };
    assert_eq!(full, &texts(&["ALG1-1"]));
    assert_eq!(
        unmet[0].sentence,
        format!(
            "Student s0 can't have ALG2: by the rule {} it has to go with ALG1, which the student has in ALG1-2, and where sections meet now \
             none of the sections with a free seat that fit the student's times go together; with a seat in ALG1-1, which is full, they would.",
            orders[0].rule
        )
    );
    let found = mends(&school, &Rules::of(&school), &schedule, &unmet, &|| true);
    assert!(found[0].mends.iter().any(|mend| mend.text == "one more seat in ALG1-1: meets 1 more request"), "{found:?}");
}

#[test]
fn what_comes_first_can_be_kept_out_too() {
    let school = School::try_from(raw(&[("ALG2", "ALG1")])).unwrap();
    let placed = [("ALG1-1", "S2-P1", "", ""), ("ALG2-1", "S1-P1", "", ""), ("ART-1", "S1-P2", "", "")];
    let schedule = schedule(&school, &placed, &[("ALG2-1", "s0")]).unwrap();
    let unmet = said(&school, &schedule);
    assert!(unmet[0].sentence.contains(" ALG2, which the student has in ALG2-1, has to go with it, and "), "{}", unmet[0].sentence);
}

#[test]
fn a_third_course_for_which_no_time_is_left_is_named() {
    // ART meets only with the section of ALG1 that goes with ALG2.
    let school = both_terms(4);
    let mut placed = BOTH;
    placed[3].1 = "S1-P1";
    let schedule = schedule(&school, &placed, &[("ALG1-1", "s0"), ("ALG2-1", "s0")]).unwrap();
    let unmet = said(&school, &schedule);
    let Reason::OutOfOrder { with, .. } = &unmet[0].reason else { panic!("{unmet:?}") };
    assert_eq!((unmet[0].course.as_str(), with), ("ART", &texts(&["ALG1", "ALG2"])));
    let end = "the student is in ALG1-1 and ALG2-1, and where sections meet now those sections that go together leave no time for it.";
    assert!(unmet[0].sentence.ends_with(end), "{}", unmet[0].sentence);
}

#[test]
fn an_alternate_out_of_order_is_given_up() {
    let mut raw = raw(&[("ALG2", "ALG1")]);
    raw.requests[0].priority = "alternate".to_owned();
    let school = School::try_from(raw).unwrap();
    let placed = [("ALG1-1", "S2-P1", "", ""), ("ALG2-1", "S1-P1", "", ""), ("ART-1", "S1-P2", "", "")];
    let schedule = schedule(&school, &placed, &[("ALG1-1", "s0")]).unwrap();
    let unmet = said(&school, &schedule);
    let reason = Reason::Movable { to: "ALG2-1".to_owned(), moves: Vec::new(), gives_up: texts(&["ALG1-1"]) };
    assert_eq!(unmet[0].reason, reason);
}

/// A rule of another crate: whoever takes ART and ALG1 has both in the same term.
struct SameTerm;

static CARD: Card = Card {
    slug: "same-term",
    sentence: "Whoever takes ART and ALG1 has both in the same term.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: None,
    reads: &["patterns"],
    rows: "",
    size: "",
    says: "ART and ALG1 are in different terms.",
    source: "the art department",
    called: &[],
};

impl Rule for SameTerm {
    fn card(&self) -> &'static Card {
        &CARD
    }
    fn rows(&self, _: &School, _: &mut Program) {}
    fn search(&self, school: &School) -> Keeping {
        let of = |course: &str| school.demand(school.find_course(course).unwrap()).collect::<Vec<_>>();
        let pairs = Arc::new(Pairs::new(school, |pattern| pattern.id.starts_with("S1"), |a, b| a == b));
        let orders = of("ART").into_iter().zip(of("ALG1"));
        Keeping::of(orders.map(|(first, second)| Student::Order { first: vec![first], second, pairs: pairs.clone() }))
    }
    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let term = |student: &str, course: &str| {
            let taken = |(_, request): &(_, &mortarboard_model::Request)| {
                school.students()[request.student].id == student && school.courses()[request.course].id == course
            };
            let (id, _) = school.requests().iter().find(taken)?;
            let pattern = schedule.placements[schedule.seats[id]?].pattern?;
            Some(school.patterns()[pattern].id.starts_with("S1"))
        };
        let wrong = |(_, data): &(_, &mortarboard_model::Student)| {
            let [art, algebra] = ["ART", "ALG1"].map(|course| term(&data.id, course));
            art.is_some() && algebra.is_some() && art != algebra
        };
        school.students().iter().filter(wrong).map(|(id, _)| Finding::new(CARD.slug).about("student", id)).collect()
    }
    fn explain(&self, _: &School, _: &Finding) -> Explanation {
        Explanation { sentence: CARD.says.to_owned(), mends: Vec::new() }
    }
}

#[test]
fn rules_of_other_crates_are_kept_as_well() {
    let school = School::try_from(raw(&[])).unwrap();
    let placed = [("ALG1-1", "S2-P1", "", ""), ("ALG2-1", "S1-P1", "", ""), ("ART-1", "S1-P2", "", "")];
    let schedule = schedule(&school, &placed, &[("ART-1", "s0")]).unwrap();
    let with = |mode| reasons(&school, &Rules::of(&school).with(Arc::new(SameTerm), mode), &schedule);
    let Reason::OutOfOrder { orders, .. } = &with(Mode::Hard)[0].reason else { panic!("{:?}", with(Mode::Hard)) };
    let order = InOrder { rule: "same-term".to_owned(), first: texts(&["ART"]), second: "ALG1".to_owned() };
    assert_eq!(orders, &[order]);
    let rules = Rules::of(&school).with(Arc::new(SameTerm), Mode::Hard);
    let found = mends(&school, &rules, &schedule, &with(Mode::Hard), &|| true);
    assert!(found[0].mends[0].text.starts_with("move section A"), "{:?}", found[0]);
    // Priced, it is no reason.
    assert!(matches!(with(Mode::soft(1))[0].reason, Reason::Movable { .. }));
}
