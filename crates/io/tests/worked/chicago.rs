//! Chicago: 24 credits, 10 of the school's for each.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

/// English 40, mathematics 30, science 30, social science 30, language 20, arts 20, computer science 10, physical
/// education 20 and electives 40: 240.
fn senior() -> Desk {
    Desk::new("chicago-24", 12, 7).has(&[("service-learning-hours", 20)]).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B 10 ENG2:B GEO:B CHEM:B USH:B PE2:B SPAN2:B
        11 ENG3:B ALG2:B PHYS:B ART1:B CS:B E1:B 12 ENG4:B CIVICS:B GOV:B BAND:B E2:B E3:B E4:B",
    )
}

#[test]
fn twenty_four_credits_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    // Civics is half of the third credit of social science: another half can't replace it.
    senior().without("CIVICS").taken("12 ECON:B").lacks(&[("civics", 1)]);
}

#[test]
fn arts_are_two_of_one_kind_or_one_of_each() {
    senior().without("BAND").taken("12 ART2:B").lacks(&[]);
    senior().without("ART1").taken("11 BAND:B").lacks(&[]);
    // One alone: a second of it, or one of the other kind, is missing.
    let one = senior().without("BAND").taken("12 E5:B");
    assert!(matches!(one.state("arts"), State::Missing { pieces: 2, .. }));
    assert!(matches!(one.audit().state, State::Missing { pieces: 2, .. }));
}

#[test]
fn hours_of_service_are_due_by_the_end_of_grade_10() {
    let hours = |grade, count| Desk::new("chicago-24", grade, 7).has(&[("service-learning-hours", count)]);
    assert_eq!(hours(10, 19).state("service"), State::Open);
    assert!(matches!(hours(11, 19).state("service"), State::Missing { pieces: 0, others: 1, .. }));
    assert_eq!(hours(11, 20).state("service"), State::Met);
    // They are a sum.
    assert_eq!(hours(11, 12).has(&[("service-learning-hours", 8)]).state("service"), State::Met);
    // Nothing can mend it later, in this plan.
    assert!(!hours(11, 19).on_time());
}

#[test]
fn at_most_two_units_of_summer_school_count() {
    let summer = |names: &str, courses: &str| senior().without(names).by("summer", courses);
    summer("E1 E2", "11 E1:B E2:B").lacks(&[]);
    // The third is lost, wherever it would go: the electives end up short.
    summer("E1 E2 E3", "11 E1:B E2:B E3:B").lacks(&[("electives", 2)]);
    // With one more course in a classroom the sum is there again.
    summer("E1 E2 E3", "11 E1:B E2:B E3:B").taken("12 E5:B").lacks(&[]);
}

#[test]
fn two_credits_are_of_the_same_language() {
    senior().without("SPAN2").taken("10 FREN1:B").lacks(&[("world-language", 2)]);
}

#[test]
fn algebra_finished_before_grade_9_shifts_the_sequence() {
    // Geometry in grade 9, and mathematics beyond Advanced Algebra in the place of Algebra.
    senior().without("ALG1 GEO ALG2").taken("9 GEO:B 10 ALG2:B 11 PRECALC:B").lacks(&[]);
    // Another course of mathematics does not do.
    senior().without("ALG1").taken("12 STATS:B").lacks(&[("algebra", 2)]);
}

#[test]
fn each_science_is_named() {
    senior().without("PHYS").taken("11 EARTH:B").lacks(&[("physics", 2)]);
}

#[test]
fn physical_education_is_taken_in_grades_9_and_10() {
    // Failed in grade 9 and passed in grade 12: the course is there, but late.
    let late = senior().without("PE1").taken("9 PE1:F 12 PE1:B");
    late.lacks(&[("pe-1-in-grade-9", 2)]);
    // Made up by recovery or in summer it counts, and in a classroom where the school says so.
    senior().without("PE1").taken("9 PE1:F").by("recovery", "10 PE1:B").lacks(&[]);
    late.excused("pe-1-in-grade-9", "yes").lacks(&[]);
    // The waiver is on the grade, not on the course.
    senior().without("PE1").taken("12 E5:B").excused("pe-1-in-grade-9", "yes").lacks(&[("pe-1", 2)]);
    senior().without("PE2").taken("11 PE2:B").lacks(&[("pe-2-by-grade-10", 2)]);
    senior().without("PE2").taken("9 PE2:B").lacks(&[]);
    // Two years of anything else do not do.
    senior().without("PE1").taken("9 GYM:B GYM:B").lacks(&[("pe-1", 2), ("pe-1-in-grade-9", 2)]);
    // Whoever enters has it before them; whoever is in grade 10 without it is late.
    assert!(Desk::new("chicago-24", 9, 7).on_time());
    let tenth = Desk::new("chicago-24", 10, 7).taken("9 ENG1:B ALG1:B BIO:B WORLD:B SPAN1:B E1:B E2:B");
    assert!(!tenth.on_time());
    assert!(tenth.excused("pe-1-in-grade-9", "yes").on_time());
}
