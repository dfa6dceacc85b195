//! Florida: 24 credits, 10 of the school's for each.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

/// English 40, mathematics 40, science 30, social studies 30, arts 10, physical education 10, finance 5 and
/// electives 75: 240.
fn senior() -> Desk {
    Desk::new("florida-24", 12, 6).has(&[("eoc-algebra-1", 1)]).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B E1:B 10 ENG2:B GEO:B CHEM:B USH:B ART1:B E2:B
        11 ENG3:B ALG2:B EARTH:B E3:B E4:B E5:B 12 ENG4:B PRECALC:B GOV:B ECON:B FINANCE:B E6:B E7:B H1:B",
    )
}

#[test]
fn twenty_four_credits_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    senior().without("H1").lacks(&[("electives", 1)]);
}

#[test]
fn the_exam_of_algebra_1_must_be_passed() {
    let exam = |has: &[(&str, u32)]| Desk::new("florida-24", 12, 6).has(has).state("algebra-1-exam");
    assert_eq!(exam(&[]), State::Open);
    assert_eq!(exam(&[("eoc-algebra-1", 0)]), State::Open);
    assert_eq!(exam(&[("eoc-algebra-1", 1)]), State::Met);
}

#[test]
fn computer_science_counts_for_mathematics_or_for_science_not_both() {
    senior().without("PRECALC").taken("12 CS:B").lacks(&[]);
    // EARTH has no laboratory, so that BIO and CHEM are the two that have one.
    senior().without("EARTH").taken("12 CS:B").lacks(&[]);
    // Two courses of it: one side has it, and the other stays 10 short.
    let both = senior().without("PRECALC EARTH").taken("12 CS:B CS2:B").short();
    let [(node, 2)] = &both[..] else { panic!("{both:?}") };
    assert!(["math", "science"].contains(&node.as_str()));
    // Nor do two courses of it count for two of mathematics.
    senior().without("ALG2 PRECALC").taken("12 CS:B CS2:B").lacks(&[("math", 2)]);
}

#[test]
fn certifications_replace_two_of_mathematics_and_one_of_science_but_no_named_course() {
    senior().without("ALG2 PRECALC").taken("12 CERT:B CERT:B").lacks(&[]);
    senior().without("ALG2 PRECALC EARTH").taken("12 CERT:B CERT:B CERT:B").lacks(&[]);
    // A second one of science: CHEM too. That leaves one laboratory of two, besides.
    senior().without("CHEM EARTH").taken("12 CERT:B CERT:B").lacks(&[("science", 2), ("laboratory", 2)]);
    // Geometry and Biology are named: certifications do not replace them.
    senior().without("GEO").taken("12 CERT:B").lacks(&[("geometry", 2)]);
    senior().without("BIO").taken("12 CERT:B PHYS:B").lacks(&[("biology", 2)]);
}

#[test]
fn two_courses_of_science_have_a_laboratory() {
    senior().without("CHEM").taken("10 SPACE:B").lacks(&[("laboratory", 2)]);
    senior().without("EARTH").taken("11 PHYS:B").lacks(&[]);
}

#[test]
fn the_average_is_at_least_2() {
    // 240 credits with a B, and n courses of 10 failed: 240 * 300 / (240 + 10 n) is at least 200 as long as n is
    // at most 12. One more of half a year is too much.
    let failed = senior().taken("9 E8:F SHOP:F TECH:F TECH2:F CS:F CS2:F 10 STATS:F PHYS:F SPACE:F GEOG:F ART2:F BAND:F");
    failed.lacks(&[]);
    failed.taken("11 SPEECH:F").lacks(&[("average", 0)]);
}

#[test]
fn six_periods_leave_no_slack() {
    // 24 credits are asked for, and four years of six periods hold 24.
    assert!(Desk::new("florida-24", 9, 6).on_time());
    // One failure of half a year in grade 9 can't be made good: 55 are earned, and three years hold 180.
    let failed = "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B H1:B H2:F";
    assert!(!Desk::new("florida-24", 10, 6).taken(failed).on_time());
    assert!(Desk::new("florida-24", 10, 6).taken(&failed.replace("H2:F", "H2:B")).on_time());
}
