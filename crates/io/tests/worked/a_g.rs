//! Courses for the University of California: 15 with a C or better and a letter.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

/// 15 courses: 2 of a, 4 of b, 3 of c, 2 of d, 2 of e, 1 of f and PHYS for g. Twelve before grade 12 and eight
/// in the last two years: ENG3, ALG2, PHYS, ART1 and USH in grade 11, ENG4, SPAN2 and WORLD in grade 12.
fn senior() -> Desk {
    Desk::new("uc-a-g", 12, 7)
        .taken("9 ENG1:B ALG1:B BIO:B SPAN1:B 10 ENG2:B GEO:B CHEM:B 11 ENG3:B ALG2:B PHYS:B ART1:B USH:B 12 ENG4:B SPAN2:B WORLD:B")
}

#[test]
fn fifteen_courses_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    // What is left over of a to f is the elective of g. Without PHYS nothing is left over, and 14 are there.
    senior().without("PHYS").lacks(&[("g-left-over", 2)]);
    senior().without("PHYS").taken("11 STATS:B").lacks(&[]);
    senior().without("PHYS").taken("11 SPAN3:B").lacks(&[]);
    // A first year of another language is left over too, beside two of Spanish.
    senior().without("PHYS").taken("11 FREN1:B").lacks(&[]);
    // With a D in SPAN1, SPAN2 stands in for it; one course of language is then left over at the most, and FREN1
    // might as well be that first year. The plan does not tell: one course is missing, here or there.
    let french = senior().without("PHYS SPAN1").taken("9 SPAN1:D 11 FREN1:B");
    assert!(matches!(french.audit().state, State::Missing { pieces: 2, others: 0, .. }));
}

#[test]
fn a_d_does_not_count_for_a_g() {
    // The D in World history leaves a with one course, and grade 12 with two.
    senior().without("WORLD").taken("12 WORLD:D").lacks(&[("a", 2)]);
}

#[test]
fn a_pass_without_a_letter_does_not_count() {
    senior().without("WORLD").taken("12 WORLD:P").lacks(&[("a", 2)]);
}

#[test]
fn a_higher_course_makes_good_a_lower_one_in_mathematics_but_not_in_english() {
    // A D in Algebra 1, but a B in Algebra 2, which stands in for it; GEO is the other year. The sum of 15 is
    // not asked for, and 11 others come before grade 12.
    senior().without("ALG1").taken("9 ALG1:D").lacks(&[]);
    // A D in Algebra 1 and in Algebra 2 leaves GEO alone; beyond Algebra 2 there is nothing. Two years are
    // missing of three, or Algebra 2 beside GEO: the least is one course.
    senior().without("ALG1 ALG2").taken("9 ALG1:D 11 ALG2:D").lacks(&[("c-algebra-2-own", 2), ("before-grade-12", 2)]);
    // Mathematics beyond Algebra 2 stands in for both, beside GEO; before grade 12 are ten others and PRECALC.
    senior().without("ALG1 ALG2").taken("9 ALG1:D 10 ALG2:D 11 PRECALC:C").lacks(&[]);
    // In English a B in grade 12 does not make good a D in grade 9.
    senior().without("ENG1").taken("9 ENG1:D").lacks(&[("b", 2)]);
}

#[test]
fn the_second_year_of_a_language_makes_good_the_first() {
    senior().without("SPAN1").taken("9 SPAN1:D").lacks(&[]);
    // Two first years are not two years of one language; a second year of either would do, or of none.
    let mixed = senior().without("SPAN2").taken("12 FREN1:B");
    assert!(matches!(mixed.state("e"), State::Missing { pieces: 2, .. }));
}

#[test]
fn eleven_courses_come_before_grade_12() {
    // Two of the twelve moved to grade 12 leave ten.
    let late = senior().without("USH ART1").taken("12 USH:B ART1:B");
    late.lacks(&[("before-grade-12", 2)]);
    // One of them moved leaves eleven.
    senior().without("USH").taken("12 USH:B").lacks(&[]);
}

#[test]
fn seven_courses_come_in_the_last_two_years() {
    // Of eight in grades 11 and 12, two earlier leave six.
    senior().without("USH ART1").taken("10 USH:B ART1:B").lacks(&[("last-two-years", 2)]);
    senior().without("ART1").taken("10 ART1:B").lacks(&[]);
}
