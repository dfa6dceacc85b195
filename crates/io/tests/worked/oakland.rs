//! Oakland: 230 credits, 10 for a course of a year.

use crate::desk::Desk;
use mortarboard_graduation::audit::State;

/// 23 courses: social studies 30, English 40, mathematics 30, science 30, language 20, arts 10, physical
/// education 20, and 50 of electives, of which SPAN3 is approved for a-g.
fn senior() -> Desk {
    let years = "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B 10 ENG2:B GEO:B CHEM:B USH:B PE2:B SPAN2:B
        11 ENG3:B ALG2:B PHYS:B ART1:B SPAN3:B 12 ENG4:B GOV:B ECON:B E1:B E2:B E3:B E4:B";
    Desk::new("oakland-230", 12, 6).taken(years).has(&[("senior-project", 1)])
}

#[test]
fn exactly_230_credits_are_enough() {
    assert_eq!(senior().audit().state, State::Met);
    // Without one elective, 220: 10 credits, or 2 pieces of 5, are missing at the end of the plan.
    senior().without("E4").lacks(&[("electives", 2)]);
    // Without SPAN3 nothing approved for a-g is left over: all of English, mathematics and so on is used.
    senior().without("SPAN3").taken("12 E5:B").lacks(&[("a-g-electives", 2)]);
}

#[test]
fn the_average_counts_what_was_failed_until_it_is_passed() {
    // 23 courses with a C are 200 exactly.
    let all_c = Desk::new("oakland-230", 12, 6).has(&[("senior-project", 1)]).taken(
        "9 ENG1:C ALG1:C BIO:C WORLD:C PE1:C SPAN1:C 10 ENG2:C GEO:C CHEM:C USH:C PE2:C SPAN2:C
        11 ENG3:C ALG2:C PHYS:C ART1:C SPAN3:C 12 ENG4:C GOV:C ECON:C E1:C E2:C E3:C E4:C",
    );
    assert_eq!(all_c.audit().state, State::Met);
    // One F beside them: 23 * 200 / 24 = 191.
    let failed = all_c.clone().taken("9 E5:F");
    failed.lacks(&[("average", 0)]);
    assert_eq!(failed.audit().nodes.iter().find(|node| node.node == "average").map(|node| node.has), Some(191));
    // Algebra failed in grade 9 and passed later is replaced.
    all_c.clone().without("ALG1").taken("9 ALG1:F 10 ALG1:C").lacks(&[]);
    // One D for a C is too little as well: (22 * 200 + 100) / 23 = 195.
    all_c.without("E4").taken("12 E4:D").lacks(&[("average", 0)]);
}

#[test]
fn a_d_counts_for_the_diploma() {
    let marks = senior().without("ALG1 GEO").taken("9 ALG1:D 10 GEO:D");
    marks.lacks(&[]);
}

#[test]
fn language_development_may_count_for_one_year_of_english() {
    senior().without("ENG1").taken("9 ELD5:B").lacks(&[]);
    // The second year of it is an elective only: English is 10 short, although 230 credits are there.
    senior().without("ENG1 ENG2").taken("9 ELD5:B 10 ELD5:B").lacks(&[("english", 2)]);
}

#[test]
fn an_exam_may_give_two_years_of_language() {
    let exams = |courses| senior().without("SPAN1 SPAN2 SPAN3").by("exam", courses);
    // Two years by exam; then nothing approved for a-g is left over, and 10 credits are missing.
    exams("12 SPAN1:P SPAN2:P").lacks(&[("a-g-electives", 2)]);
    // A third year by exam counts nowhere.
    exams("12 SPAN1:P SPAN2:P SPAN3:P").lacks(&[("a-g-electives", 2)]);
    // In a classroom it would.
    exams("12 SPAN1:P SPAN2:P").taken("12 SPAN3:B").lacks(&[]);
}

#[test]
fn the_project_is_due_in_the_last_grade() {
    let open = Desk::new("oakland-230", 12, 6).taken("9 ENG1:B");
    assert_eq!(open.state("senior-project"), State::Open);
}

/// Three years of six periods hold 180 credits; so many courses of half a year were failed.
fn after_three_years(failed: usize) -> Desk {
    let mark = |at: usize| if at < failed { "F" } else { "B" };
    let years = format!(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B 10 ENG2:B GEO:B CHEM:B USH:B PE2:B SPAN2:B
        11 ENG3:B ALG2:B PHYS:B ART1:B FINANCE:{} HEALTH:{} SPEECH:{} H1:B",
        mark(0),
        mark(1),
        mark(2)
    );
    Desk::new("oakland-230", 12, 6).taken(&years)
}

#[test]
fn six_periods_leave_slack_for_two_courses_of_half_a_year() {
    // 240 credits in four years, of which 230 are needed: 10 to spare. After two failures 170 are earned, and
    // the last year gives the 60 that are missing; after three, 165 and 60 are 225.
    assert!(after_three_years(0).on_time());
    assert!(after_three_years(2).on_time());
    assert!(!after_three_years(3).on_time());
    // A day of seven periods has room for 70.
    let seven = Desk::new("oakland-230", 12, 7).taken(
        "9 ENG1:B ALG1:B BIO:B WORLD:B PE1:B SPAN1:B 10 ENG2:B GEO:B CHEM:B USH:B PE2:B SPAN2:B
        11 ENG3:B ALG2:B PHYS:B ART1:B FINANCE:F HEALTH:F SPEECH:F H1:B",
    );
    assert!(seven.on_time());
}
