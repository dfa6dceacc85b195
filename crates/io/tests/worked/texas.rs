//! Texas: 26 credits with an endorsement, 10 of the school's for each.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

/// English 40, mathematics 40, science 40, social studies 30, language 20, physical education 10, arts 10 and
/// electives 70: 260.
fn senior() -> Desk {
    Desk::new("texas-endorsement", 12, 7).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B E1:B 10 ENG2:B GEO:B CHEM:B USH:B SPAN2:B ART1:B E2:B
        11 ENG3:B ALG2:B PHYS:B E3:B E4:B E5:B 12 ENG4:B PRECALC:B EARTH:B GOV:B ECON:B E6:B E7:B",
    )
}

#[test]
fn twenty_six_credits_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    senior().without("E7").lacks(&[("electives", 2)]);
}

#[test]
fn mathematical_models_count_only_before_algebra_2() {
    let math = |courses: &str| senior().without("ALG2 PRECALC").taken(courses);
    math("11 MODELS:B 12 ALG2:B").lacks(&[]);
    // After Algebra 2, or in the same year, models are an elective of no use here.
    math("11 ALG2:B 12 MODELS:B").lacks(&[("more-math", 2)]);
    math("12 ALG2:B MODELS:B").lacks(&[("more-math", 2)]);
    // Without Algebra 2 there is nothing that they must come before.
    math("11 MODELS:B 12 STATS:B").lacks(&[]);
}

#[test]
fn english_3_does_not_count_toward_another_credit() {
    // One advanced course could be the third or the fourth year, not both.
    let once = senior().without("ENG3 ENG4").taken("11 AP-ENG:B 12 E8:B");
    let short = once.short();
    assert_eq!(short.iter().map(|(_, pieces)| pieces).sum::<u64>(), 2, "{short:?}");
    assert!(short.iter().all(|(node, _)| node.starts_with("english-3") || node.starts_with("english-4")), "{short:?}");
    // Beside either of the two it is enough.
    senior().without("ENG3").taken("11 AP-ENG:B").lacks(&[]);
    senior().without("ENG4").taken("11 AP-ENG:B").lacks(&[]);
}

#[test]
fn english_for_speakers_of_other_languages_replaces_the_first_two_years_only() {
    senior().without("ENG1 ENG2").taken("9 ESOL1:B 10 ESOL2:B").lacks(&[]);
    // It can't be the third year, though all credits are there.
    senior().without("ENG3").taken("9 ESOL1:B").lacks(&[("english-3", 2)]);
    // Nor does the second course replace the first year.
    senior().without("ENG1").taken("9 ESOL2:B").lacks(&[("english-1", 2)]);
}

#[test]
fn a_fourth_credit_of_english_may_be_two_halves() {
    let halves = |courses: &str| senior().without("ENG4").taken(courses);
    halves("12 ENG4-HALF:B ENG4-PAIRED:B").lacks(&[]);
    // Two halves that must each be combined with another are one too few.
    let paired = halves("12 ENG4-PAIRED:B ENG4-PAIRED-2:B").short();
    assert_eq!(paired, [("english-4-first".to_owned(), 1)]);
}

#[test]
fn two_credits_are_of_the_same_language() {
    senior().without("SPAN2").taken("10 FREN1:B").lacks(&[("world-language", 2)]);
    // French is then an elective; a second year of Spanish completes the other.
    senior().without("E7").taken("10 FREN1:B").lacks(&[]);
}

#[test]
fn six_periods_are_two_credits_short() {
    // Four years of six periods hold 240 credits of 260; seven hold 280.
    assert!(!Desk::new("texas-endorsement", 9, 6).on_time());
    assert!(Desk::new("texas-endorsement", 9, 7).on_time());
}
