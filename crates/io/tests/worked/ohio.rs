//! Ohio: 20 units, 10 of the school's credits for each.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

const ITEMS: [(&str, u32); 4] = [("english-2", 700), ("algebra-1", 684), ("seal-science", 1), ("seal-student-engagement", 1)];

/// English 40, health 5, mathematics 40, physical education 5, science 30, social studies 30 and electives 50, arts among them: 200.
fn senior() -> Desk {
    Desk::new("ohio-20", 12, 7).has(&ITEMS).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B GYM:P 10 ENG2:B GEO:B CHEM:B USH:B HEALTH:B
        11 ENG3:B ALG2:B PHYS:B GOV:B PSYCH:B ART1:B 12 ENG4:B PRECALC:B FINANCE:B H1:B E1:B E2:B E3:B",
    )
}

#[test]
fn twenty_units_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    senior().without("H1").lacks(&[("electives-2022", 1), ("total", 1)]);
}

#[test]
fn a_career_technical_pathway_asks_neither_algebra_2_nor_arts() {
    let other = senior().without("ALG2 ART1").taken("11 STATS:B E4:B");
    other.lacks(&[("algebra-2", 2), ("fine-arts-before", 0)]);
    other.clone().of_group("career-technical").lacks(&[]);
    // The four units of mathematics stay.
    senior().without("ALG2").taken("11 E4:B").of_group("career-technical").lacks(&[("math", 2)]);
    // Two semesters of arts lie behind a student, or they do not.
    senior().without("ART1").taken("11 E4:B").has(&[("fine-arts-two-semesters", 1)]).lacks(&[]);
}

#[test]
fn financial_literacy_is_asked_of_those_who_entered_in_2022_or_later() {
    let without = senior().without("FINANCE").taken("12 H2:B");
    without.clone().entered(2022).lacks(&[("financial-literacy", 1)]);
    without.entered(2021).lacks(&[]);
    senior().without("H1").entered(2021).lacks(&[("electives-before-2022", 1), ("total", 1)]);
}

#[test]
fn a_season_in_place_of_physical_education_keeps_the_twenty_units() {
    let excused = senior().without("GYM").excused("pe", "yes");
    excused.lacks(&[("total", 1)]);
    excused.taken("12 H2:B").lacks(&[]);
}

#[test]
fn competency_is_a_score_or_one_of_its_alternatives() {
    let with = |items: &[(&str, u32)]| Desk::new("ohio-20", 12, 7).has(items).state("competency-math");
    assert_eq!(with(&[("algebra-1", 683)]), State::Open);
    assert_eq!(with(&[("algebra-1", 684)]), State::Met);
    assert_eq!(with(&[("college-credit-plus-math", 1)]), State::Met);
    assert_eq!(with(&[("military-enlistment", 1)]), State::Met);
    // Two demonstrations, at least one of them foundational.
    assert_eq!(with(&[("job-skills-assessment", 1), ("work-based-learning-hours", 250)]), State::Open);
    assert_eq!(with(&[("industry-credential", 1)]), State::Open);
    assert_eq!(with(&[("industry-credential", 1), ("work-based-learning-hours", 249)]), State::Open);
    assert_eq!(with(&[("industry-credential", 1), ("work-based-learning-hours", 250)]), State::Met);
}

#[test]
fn two_seals_one_of_them_of_the_state() {
    let with = |items: &[(&str, u32)]| Desk::new("ohio-20", 12, 7).has(items).state("seals");
    assert_eq!(with(&[("seal-science", 1), ("seal-student-engagement", 1)]), State::Met);
    assert_eq!(with(&[("seal-science", 1)]), State::Open);
    assert_eq!(with(&[("seal-community-service", 1), ("seal-student-engagement", 1)]), State::Open);
}

#[test]
fn what_is_left_fits_into_the_year_or_not() {
    assert!(senior().without("E1 E2 E3 ENG4 PRECALC PHYS USH").on_time());
    let eight = senior().without("E1 E2 E3 ENG4 PRECALC PHYS USH ALG2");
    assert!(!eight.on_time());
    assert_eq!(eight.cause(), Some("credit-capacity"));
    assert!(eight.granted("math", "agreement", 10, "").on_time());
}
