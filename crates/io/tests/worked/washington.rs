//! Washington: 24 credits, 10 of the school's for each.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

const ITEMS: [(&str, u32); 4] =
    [("washington-state-history", 1), ("high-school-and-beyond-plan", 1), ("state-assessment-ela", 1), ("state-assessment-math", 1)];

/// English 40, mathematics 30, science 30, social studies 30, health 5, fitness 15, career and technical education 10, arts 20,
/// language 20 and electives 40: 240.
fn senior() -> Desk {
    Desk::new("washington-24", 12, 7).has(&ITEMS).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B 10 ENG2:B GEO:B CHEM:B USH:B GYM:B SPAN2:B
        11 ENG3:B ALG2:B EARTH:B ART1:B SHOP:B E1:B CWP:B 12 ENG4:B CIVICS:B HEALTH:B BAND:B E2:B E3:B E4:B",
    )
}

#[test]
fn twenty_four_credits_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    // The third credit of science needs no laboratory, the other two do.
    senior().without("CHEM").taken("10 SPACE:B").lacks(&[("science-lab", 2)]);
}

#[test]
fn the_personalized_pathway_takes_the_place_of_a_credit_of_arts_and_of_the_language() {
    let other = senior().without("SPAN1 SPAN2 BAND");
    other.clone().taken("9 ROBOTS:B 10 ROBOTS:B 11 DESIGN:B").lacks(&[]);
    // The first credit of arts stays.
    let none = senior().without("SPAN1 SPAN2 ART1 BAND").taken("9 ROBOTS:B 10 ROBOTS:B 11 DESIGN:B 12 E5:B");
    none.lacks(&[("arts-1", 2)]);
    // Courses that only this student's own plan names.
    let own = other.taken("9 E5:B 10 E6:B 11 E7:B");
    own.lacks(&[("arts-2", 2), ("world-language", 4)]);
    own.instead("SPAN1", "E5", "world-language").instead("SPAN2", "E6", "world-language").instead("BAND", "E7", "arts-2").lacks(&[]);
}

#[test]
fn a_course_that_is_equivalent_meets_two_requirements_with_one_credit() {
    let equivalent = senior().without("SHOP EARTH").taken("11 AG-SCI:B");
    equivalent.lacks(&[("total", 2)]);
    equivalent.taken("12 E5:B").lacks(&[]);
    // A course that is not equivalent is no science.
    senior().without("EARTH").taken("11 E5:B").lacks(&[("science-3", 2)]);
}

#[test]
fn up_to_two_flexible_credits_are_waived() {
    // The course of career and technical education counts among the electives too, where it stands for no other subject.
    let short = senior().without("E3 E4");
    short.lacks(&[("electives", 2), ("total", 4)]);
    short.clone().granted("electives", "waiver", 20, "no").lacks(&[]);
    short.clone().granted("electives", "", 20, "").lacks(&[("total", 4)]);
    short.clone().granted("electives", "waiver", 10, "no").lacks(&[("total", 2)]);
    // Half of what is short by agreement, the other half waived.
    short.granted("electives", "agreement", 10, "").granted("electives", "waiver", 10, "no").lacks(&[]);
    senior().without("SPAN2").granted("world-language", "waiver", 10, "no").lacks(&[]);
}

#[test]
fn civics_is_a_course_of_its_own_from_the_class_of_2024_on() {
    let embedded = senior().without("CIVICS").taken("12 PSYCH:B");
    embedded.clone().entered(2020).lacks(&[("civics", 1)]);
    embedded.entered(2019).lacks(&[]);
    senior().entered(2019).lacks(&[]);
}

#[test]
fn any_one_of_the_pathways_will_do() {
    let with = |items: &[(&str, u32)]| Desk::new("washington-24", 12, 7).has(items).state("pathway");
    assert_eq!(with(&[]), State::Open);
    assert_eq!(with(&[("asvab", 1)]), State::Met);
    assert_eq!(with(&[("performance-pathway", 1)]), State::Met);
    // Two subjects by different ways are a combination; one of them is not enough.
    assert_eq!(with(&[("dual-credit-ela", 1), ("transition-course-math", 1)]), State::Met);
    assert_eq!(with(&[("dual-credit-ela", 1), ("advanced-course-ela", 1)]), State::Open);
    // A sequence of two credits, which are used elsewhere too.
    assert_eq!(Desk::new("washington-24", 12, 7).taken("10 SHOP:B 11 AG-SCI:B").state("pathway"), State::Met);
}

#[test]
fn what_is_left_fits_into_the_year_or_not() {
    assert!(senior().without("E1 E2 E3 E4 ENG4 ALG2 ART1").on_time());
    // Eight courses do not fit into seven periods: one of them is waived.
    let eight = senior().without("E1 E2 E3 E4 ENG4 ALG2 ART1 BAND");
    assert!(!eight.on_time());
    assert_eq!(eight.cause(), Some("credit-capacity"));
    assert!(!eight.clone().granted("electives", "waiver", 10, "yes").on_time());
    assert!(eight.clone().granted("electives", "waiver", 10, "no").on_time());
    assert!(eight.granted("electives", "agreement", 10, "").on_time());
    assert!(!Desk::new("washington-24", 9, 5).on_time());
    assert!(Desk::new("washington-24", 9, 6).on_time());
}
