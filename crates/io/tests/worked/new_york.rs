//! New York: 22 units, 10 credits each; physical education earns 5 a year.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

const EXAMS: [(&str, u32); 5] =
    [("regents-english", 80), ("regents-math", 65), ("regents-science", 70), ("regents-social-studies", 66), ("pathway-cte", 1)];

/// English 40, social studies 40, mathematics 30, science 30, language 10, arts 10, health 5, physical education
/// 20 and electives 35: 220.
fn senior() -> Desk {
    Desk::new("new-york-22", 12, 7).has(&EXAMS).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B GYM:P SPAN1:B 10 ENG2:B GEO:B CHEM:B WORLD2:B GYM:P ART1:B
        11 ENG3:B ALG2:B PHYS:B USH:B GYM:P E1:B 12 ENG4:B GOV:B ECON:B HEALTH:B GYM:P E2:B E3:B H1:B",
    )
}

#[test]
fn twenty_two_units_and_five_exams_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    // Half a unit less is missing among the electives and in the sum.
    senior().without("H1").lacks(&[("electives", 1), ("total", 1)]);
}

#[test]
fn a_waiver_of_the_language_keeps_the_total() {
    // Without the language course 210 credits are there. Excused, nothing else is missing in its place, but
    // the sum of 220 stays: 2 pieces.
    let excused = senior().without("SPAN1").excused("world-language", "yes");
    excused.lacks(&[("total", 2)]);
    excused.clone().taken("12 E4:B").lacks(&[]);
    // A waiver that does not keep the total asks for 210 only.
    senior().without("SPAN1").excused("world-language", "no").lacks(&[]);
    // Not excused: the course is missing, and so is its part of the sum.
    senior().without("SPAN1").lacks(&[("world-language", 2), ("total", 2)]);
}

#[test]
fn technology_replaces_the_third_course_of_mathematics_or_of_science_not_both() {
    senior().without("ALG2").taken("11 TECH:B").lacks(&[]);
    senior().without("PHYS").taken("11 TECH:B").lacks(&[]);
    // Two courses of technology for both: one may, the other is an elective. All other credit of mathematics
    // and science is used, so that one third unit stays empty.
    let both = senior().without("ALG2 PHYS").taken("11 TECH:B TECH2:B");
    let [(node, 2)] = &both.short()[..] else { panic!("{:?}", both.short()) };
    assert!(["math-3", "science-3"].contains(&node.as_str()));
    // The second unit of mathematics can't be replaced.
    senior().without("ALG2 GEO").taken("11 TECH:B TECH2:B").lacks(&[("math-1-2", 2)]);
}

#[test]
fn physical_education_is_taken_in_each_term() {
    // Two courses of it in grade 12 give the 20 credits, but nothing was taken in grade 11.
    let gap = Desk::new("new-york-22", 12, 7).has(&EXAMS).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B GYM:P SPAN1:B 10 ENG2:B GEO:B CHEM:B WORLD2:B GYM:P ART1:B
        11 ENG3:B ALG2:B PHYS:B USH:B E1:B 12 ENG4:B GOV:B ECON:B HEALTH:B GYM:P GYM:P E2:B E3:B H1:B",
    );
    gap.lacks(&[("pe-each-term", 0)]);
    // Six of eight terms are there.
    let node = gap.audit().nodes.into_iter().find(|node| node.node == "pe-each-term").unwrap();
    assert_eq!((node.has, node.asks), (6, 8));
    // That lies behind a student of grade 12.
    assert!(!gap.on_time());
}

#[test]
fn four_exams_and_a_fifth_of_some_pathway() {
    let exams = |exams: &[(&str, u32)]| Desk::new("new-york-22", 12, 7).has(exams).state("exams");
    assert_eq!(exams(&EXAMS), State::Met);
    // The fifth is open while grade 12 is not over, and so is an exam below 65.
    assert_eq!(exams(&EXAMS[..4]), State::Open);
    assert_eq!(exams(&[&EXAMS[1..], &[("regents-english", 64)]].concat()), State::Open);
    // Any one of the pathways will do, scored like an exam where it is one.
    assert_eq!(exams(&[&EXAMS[..4], &[("regents-second", 65)]].concat()), State::Met);
    assert_eq!(exams(&[&EXAMS[..4], &[("pathway-language", 60)]].concat()), State::Open);
}

#[test]
fn credit_by_exam_counts_up_to_six_units_and_a_half() {
    // Seven courses by exam are 70 credits, of which 65 count: one piece of 5 is missing at the end of the
    // plan, and in the sum.
    let courses = "12 ENG1:P ENG2:P ENG3:P ALG1:P GEO:P BIO:P CHEM:P";
    let names = "ENG1 ENG2 ENG3 ALG1 GEO BIO CHEM";
    let many = senior().without(names).by("exam", courses);
    let short = many.short();
    assert_eq!(short.iter().map(|(_, pieces)| pieces).sum::<u64>(), 2, "{short:?}");
    assert!(short.contains(&("total".to_owned(), 1)));
    // One course by exam is far below the limit.
    senior().without("E1").by("exam", "11 E1:P").lacks(&[]);
}
