//! Each kind of fault, made by one change to the full example.

use super::{Place, asks, before, found, full, record, tag, text, texts};
use crate::School;
use crate::graduation::raw::{
    RawAchievement, RawCap, RawFilter, RawOffering, RawPersona, RawRecord, RawRequirement, RawStudentPlan, RawSubstitute,
};
use crate::raw::RawSchool;

/// Changes the full example and gives slug, table and column of each fault.
fn faults(change: impl FnOnce(&mut RawSchool)) -> Vec<Place> {
    let mut raw = full();
    change(&mut raw);
    found(&raw, |fault| fault.cause.len() > 10 && fault.fix.len() > 5 && !fault.id.is_empty() | (fault.table == "settings"))
}

fn require(raw: &mut RawSchool, requirement: RawRequirement) {
    raw.plans[1].require.push(requirement);
}

one! {
    first_grade_above_last: raw => { raw.settings.first_grade = 13; raw.personas.clear(); }, "out-of-range" "settings" "first_grade";
    last_grade_too_high: raw => raw.settings.last_grade = 21, "out-of-range" "settings" "last_grade";
    mark_listed_twice: raw => raw.settings.pass_marks.push(text("A")), "duplicate" "settings" "pass_marks";
    mark_that_is_blank: raw => { raw.settings.marks.insert(text(" "), 1); }, "bad-id" "settings" "marks";
    course_listed_twice: raw => raw.catalogue.push(raw.catalogue[0].clone()), "duplicate" "catalogue" "course";
    course_of_the_catalogue_without_credits: raw => raw.catalogue[4].credits = None, "blank" "catalogue" "credits";
    grades_of_a_course_in_wrong_order: raw => raw.catalogue[1].highest_grade = Some(9), "out-of-range" "catalogue" "lowest_grade";
    course_without_completions: raw => raw.catalogue[0].completions = Some(0), "out-of-range" "catalogue" "completions";
    content_neither_yes_nor_no: raw => raw.catalogue[0].content = text("maybe"), "bad-value" "catalogue" "content";
    prerequisite_of_unknown_course: raw => raw.prerequisites.push(before("X", "ART")), "unknown-id" "prerequisites" "course";
    prerequisite_that_is_unknown: raw => raw.prerequisites.push(before("ART", "X;PE")), "unknown-id" "prerequisites" "any_of";
    prerequisite_of_unknown_kind: raw => raw.prerequisites[0].kind = text("after"), "bad-value" "prerequisites" "kind";
    prerequisite_with_unknown_mark: raw => raw.prerequisites[0].min_mark = text("X"), "unknown-id" "prerequisites" "min_mark";
    prerequisite_with_mark_without_points: raw => raw.prerequisites[0].min_mark = text("P"), "bad-value" "prerequisites" "min_mark";
    prerequisite_without_courses: raw => raw.prerequisites[0].any_of = text(" ; "), "blank" "prerequisites" "any_of";
    prerequisite_of_itself: raw => raw.prerequisites.push(before("ART", "ART;PE")), "bad-value" "prerequisites" "any_of";
    prerequisites_in_a_circle: raw => raw.prerequisites.push(before("ALG1", "GEO")), "cycle" "prerequisites" "any_of";
    offering_of_a_course_not_offered: raw => raw.offerings[0].course = text("SPA2"), "unknown-id" "offerings" "course";
    offering_in_unknown_term: raw => raw.offerings[0].terms = text("S1;S3"), "unknown-id" "offerings" "terms";
    offering_in_no_stated_term: raw => raw.offerings[0].terms = text(""), "blank" "offerings" "terms";
    offering_in_this_year: raw => raw.offerings[0].year = 2026, "out-of-range" "offerings" "year";
    offering_stated_twice: raw => raw.offerings.push(RawOffering { terms: text("all"), ..raw.offerings[0].clone() }),
        "duplicate" "offerings" "year";
    plan_listed_twice: raw => raw.plans.push(raw.plans[1].clone()), "duplicate" "plans" "plan";
    plan_with_unit_0: raw => raw.plans[1].unit = Some(0), "out-of-range" "plans" "unit";
    plan_that_asks_for_nothing: raw => raw.plans[1].require.clear(), "blank" "plans" "require";
    years_of_entry_in_wrong_order: raw => raw.plans[0].entered_from = Some(2026), "out-of-range" "plans" "entered_from";
    requirement_named_twice: raw => require(raw, asks("plan.1", 10, Vec::new())), "duplicate" "plans" "id";
    requirement_named_like_the_plan: raw => require(raw, asks("plan", 10, Vec::new())), "duplicate" "plans" "id";
    requirement_with_a_bad_id: raw => require(raw, asks("a;b", 10, Vec::new())), "bad-id" "plans" "id";
    requirement_of_no_kind: raw => require(raw, RawRequirement::default()), "no-kind" "plans" "require";
    requirement_of_two_kinds: raw => require(raw, RawRequirement { exam: text("x"), ..asks("", 10, Vec::new()) }),
        "several-kinds" "plans" "require";
    key_of_another_kind: raw => require(raw, RawRequirement { score: Some(3), ..asks("", 10, Vec::new()) }), "stray-key" "plans" "score";
    at_least_too_many: raw => raw.plans[0].require[3].at_least = Some(3), "out-of-range" "plans" "at_least";
    at_least_missing: raw => raw.plans[0].require[3].at_least = None, "out-of-range" "plans" "at_least";
    amount_of_0: raw => require(raw, asks("", 0, Vec::new())), "bad-amount" "plans" "credits";
    amount_beside_the_unit: raw => raw.plans[0].require[2].credits = Some(12), "bad-amount" "plans" "credits";
    named_course_without_credits: raw => require(raw, RawRequirement { course: texts(&["AIDE"]), ..RawRequirement::default() }),
        "bad-amount" "plans" "credits";
    named_course_that_is_unknown: raw => require(raw, RawRequirement { course: texts(&["X"]), ..RawRequirement::default() }),
        "unknown-id" "plans" "course";
    score_of_0: raw => require(raw, RawRequirement { exam: text("x"), score: Some(0), ..RawRequirement::default() }),
        "bad-amount" "plans" "score";
    substitute_beside_the_unit: raw => raw.plans[0].require[2].substitutes[0].most = 3, "bad-amount" "plans" "substitutes";
    cap_beside_the_unit: raw => raw.plans[0].caps[0].most = 0, "bad-amount" "plans" "caps";
    average_above_the_top_mark: raw => raw.plans[0].require[5].average = Some(401), "out-of-range" "plans" "average";
    terms_of_grades_in_wrong_order: raw => raw.plans[0].require[4].each_term = Some([12, 11]), "out-of-range" "plans" "each_term";
    terms_of_grades_beyond_the_last: raw => raw.plans[0].require[4].each_term = Some([12, 13]), "out-of-range" "plans" "each_term";
    group_where_none_is: raw => require(raw, RawRequirement { same_group: true, ..asks("", 10, tag(&["math"])) }),
        "no-group" "plans" "same_group";
    tag_that_no_course_carries: raw => require(raw, asks("", 10, tag(&["mats"]))), "unknown-tag" "plans" "from";
    subject_that_no_course_has: raw => require(raw, asks("", 10, vec![RawFilter { subject: texts(&["math"]), ..RawFilter::default() }])),
        "unknown-subject" "plans" "from";
    group_that_no_course_is_in: raw => require(raw, asks("", 10, vec![RawFilter { group: texts(&["french"]), ..RawFilter::default() }])),
        "unknown-group" "plans" "from";
    code_that_no_course_has: raw => require(raw, asks("", 10, vec![RawFilter { code: texts(&["03"]), ..RawFilter::default() }])),
        "unknown-code" "plans" "from";
    filter_that_admits_nothing: raw => require(raw, asks("", 10, vec![RawFilter { not_course: texts(&["ART"]), ..tag(&["arts"]).remove(0) }])),
        "empty-filter" "plans" "from";
    grades_of_a_filter_in_wrong_order:
        raw => require(raw, asks("", 10, vec![RawFilter { from_grade: Some(12), to_grade: Some(11), ..RawFilter::default() }])),
        "out-of-range" "plans" "from";
    method_admitted_and_not:
        raw => require(raw, asks("", 10, vec![RawFilter { method: texts(&["x"]), not_method: texts(&["x"]), ..RawFilter::default() }])),
        "bad-value" "plans" "from";
    mark_of_a_filter_unknown: raw => require(raw, asks("", 10, vec![RawFilter { min_mark: text("Z"), ..RawFilter::default() }])),
        "unknown-id" "plans" "from";
    caps_that_cross: raw => raw.plans[0].caps.push(RawCap { from: tag(&["math"]), most: 5 }), "crossing" "plans" "caps";
    substitutes_that_cross: raw => raw.plans[0].require[2].substitutes.extend([
        RawSubstitute { from: vec![RawFilter { min_mark: text("B"), ..RawFilter::default() }], most: 5 },
    ]), "crossing" "plans" "substitutes";
    either_of_an_unknown_requirement: raw => raw.plans[0].either[0].requirements.push(text("x")), "unknown-id" "plans" "either";
    either_of_one: raw => { raw.plans[0].either[0].requirements.pop(); }, "out-of-range" "plans" "either";
    either_without_credits: raw => raw.plans[0].either[0].requirements.push(text("gpa")), "not-credits" "plans" "either";
    validation_of_an_unknown_course: raw => raw.plans[0].validations[0].lower.push(text("X")), "unknown-id" "plans" "validations";
    validation_by_an_unknown_tag: raw => raw.plans[0].validations[0].higher.push(text("tag:mats")), "unknown-tag" "plans" "validations";
    validation_of_nothing: raw => raw.plans[0].validations[0].lower.clear(), "blank" "plans" "validations";
    validation_of_itself: raw => raw.plans[0].validations[0].lower.push(text("SPA2")), "bad-value" "plans" "validations";
    unknown_student_in_plans: raw => raw.student_plans[0].student = text("x"), "unknown-id" "student_plans" "student";
    unknown_plan: raw => raw.student_plans[0].plan = text("x"), "unknown-id" "student_plans" "plan";
    plan_of_a_student_twice: raw => raw.student_plans.push(raw.student_plans[0].clone()), "duplicate" "student_plans" "plan";
    plan_of_a_student_without_grade: raw => raw.student_plans.push(RawStudentPlan { student: text("s3"), plan: text("other") }),
        "no-grade" "student_plans" "student";
    record_of_an_unknown_course: raw => raw.transcripts.push(record("s1", "X", "A")), "unknown-id" "transcripts" "course";
    record_in_an_unknown_term: raw => raw.transcripts[0].term = text("S3"), "unknown-id" "transcripts" "term";
    record_with_an_unknown_mark: raw => raw.transcripts[0].mark = text("E"), "unknown-id" "transcripts" "mark";
    record_with_an_unknown_result: raw => raw.transcripts[0].result = text("done"), "bad-value" "transcripts" "result";
    record_passed_with_a_failing_mark: raw => raw.transcripts[1].result = text("passed"), "contradiction" "transcripts" "result";
    record_failed_with_credits: raw => raw.transcripts[1].credits = Some(5), "contradiction" "transcripts" "credits";
    record_of_a_later_grade: raw => raw.transcripts.push(RawRecord { grade: Some(11), ..record("s1", "ART", "A") }),
        "out-of-range" "transcripts" "grade";
    achievement_that_no_plan_asks_for: raw => raw.achievements.push(RawAchievement { student: text("s1"), item: text("x"), value: None }),
        "unknown-id" "achievements" "item";
    achievement_of_an_unknown_student: raw => raw.achievements[0].student = text("x"), "unknown-id" "achievements" "student";
    waiver_of_an_unknown_requirement: raw => raw.waivers[0].requirement = text("x"), "unknown-id" "waivers" "requirement";
    waiver_in_an_unknown_plan: raw => raw.waivers[0].plan = text("x"), "unknown-id" "waivers" "plan";
    waiver_with_a_bad_word: raw => raw.waivers[0].keep_total = text("x"), "bad-value" "waivers" "keep_total";
    waiver_twice: raw => raw.waivers.push(raw.waivers[0].clone()), "duplicate" "waivers" "requirement";
    entry_in_a_year_to_come: raw => raw.students[1].entered = Some(2027), "out-of-range" "students" "entered";
    group_with_a_bad_id: raw => raw.student_groups[0].group = text(" "), "bad-id" "student_groups" "group";
    group_of_an_unknown_student: raw => raw.student_groups[0].student = text("x"), "unknown-id" "student_groups" "student";
    group_twice: raw => raw.student_groups.push(raw.student_groups[0].clone()), "duplicate" "student_groups" "group";
    persona_twice: raw => raw.personas.push(raw.personas[0].clone()), "duplicate" "personas" "persona";
    persona_of_another_grade: raw => raw.personas[0].grade = 13, "out-of-range" "personas" "grade";
    persona_with_an_unknown_plan: raw => raw.personas[0].plans = text("diploma;x"), "unknown-id" "personas" "plans";
    persona_with_an_unknown_course: raw => raw.personas[0].passed = text("X@9"), "unknown-id" "personas" "passed";
    persona_with_a_bad_grade: raw => raw.personas[0].passed = text("ALG1@nine"), "bad-value" "personas" "passed";
    persona_with_a_later_grade: raw => raw.personas[0].passed = text("ALG1@11"), "out-of-range" "personas" "passed";
    persona_with_an_unknown_tag: raw => raw.personas[0].needs = text("mats"), "unknown-tag" "personas" "needs";
}

#[test]
fn years_need_the_year_of_the_school() {
    let found = faults(|raw| {
        raw.settings.year = None;
        raw.students[0].entered = Some(2025);
    });
    let year = ("missing-year", "offerings", "year");
    assert_eq!(found, [("missing-year", "students", "entered"), year, year, year, ("missing-year", "plans", "entered_from")]);
}

#[test]
fn requirements_can_lie_too_deep() {
    let found = faults(|raw| {
        let mut deep = asks("deep", 10, Vec::new());
        for _ in 0..16 {
            deep = RawRequirement { all: vec![deep], ..RawRequirement::default() };
        }
        require(raw, deep);
    });
    assert_eq!(found, [("too-deep", "plans", "require")]);
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_tables() {
    let found = faults(|raw| {
        raw.personas.push(RawPersona { persona: text("later"), grade: 13, ..RawPersona::default() });
        raw.transcripts[0].mark = text("E");
        raw.catalogue[0].completions = Some(0);
        raw.plans[0].require[2].credits = Some(12);
    });
    let tables: Vec<&str> = found.iter().map(|&(_, table, _)| table).collect();
    assert_eq!(tables, ["catalogue", "plans", "transcripts", "personas"]);
}

#[test]
fn a_circle_names_its_courses_and_no_others() {
    let mut raw = full();
    raw.prerequisites = vec![
        before("PE", "ALG1"),
        before("ALG1", "GEO"),
        before("GEO", "ART; ALG1"),
        before("ART", "GEO"),
        super::RawPrerequisite { kind: text("with"), ..before("SPA1", "PE") },
    ];
    let found = School::try_from(&raw).unwrap_err();
    assert_eq!(found.0.len(), 1, "{found}");
    assert!(found.0[0].cause.ends_with(": ALG1, GEO, ART"), "{found}");
    assert_eq!(found.0[0].row, Some(1));
    // What the school does not offer may come from elsewhere.
    raw.prerequisites[2].any_of = text("ART; SPA2");
    assert!(School::try_from(&raw).is_ok());
}

#[test]
fn caps_may_lie_in_one_another_or_apart() {
    let online = |more: RawFilter| RawCap { from: vec![RawFilter { method: texts(&["online"]), ..more }], most: 10 };
    let from = |filter: RawFilter| RawCap { from: vec![filter], most: 10 };
    let both = |caps: [RawCap; 2]| faults(|raw| raw.plans[0].caps = caps.into());
    let math = || RawFilter { subject: texts(&["Math"]), ..RawFilter::default() };
    let grades = |from, to| RawFilter { from_grade: from, to_grade: to, ..RawFilter::default() };
    let fine: [[RawCap; 2]; 5] = [
        [online(RawFilter::default()), online(math())],
        [online(math()), from(math())],
        [from(tag(&["arts"]).remove(0)), from(math())],
        [from(grades(None, Some(10))), from(grades(Some(11), None))],
        [from(grades(Some(11), None)), from(RawFilter { min_mark: text("B"), ..grades(Some(12), None) })],
    ];
    for caps in fine {
        assert_eq!(both(caps), []);
    }
    let crossing: [[RawCap; 2]; 3] = [
        [online(RawFilter::default()), from(math())],
        [from(grades(None, Some(11))), from(grades(Some(11), None))],
        [from(RawFilter { before: texts(&["SPA2"]), ..math() }), from(RawFilter { min_mark: text("B"), ..math() })],
    ];
    for caps in crossing {
        assert_eq!(both(caps), [("crossing", "plans", "caps")]);
    }
    // Two filters of one cap are one limit together.
    let whole = RawCap { from: vec![math(), RawFilter { not_tag: texts(&["math"]), ..RawFilter::default() }], most: 10 };
    assert_eq!(both([whole, online(RawFilter::default())]), []);
}
