//! What is granted to one student: faults of the tables, and the form that a plan has then.

use super::{Place, found, text};
use crate::School;
use crate::graduation::raw::{RawFilter, RawRequirement, RawStudentGroup, RawSubstitution, RawWaiver};
use crate::graduation::{Asks, Graduation, Plan};
use crate::ids::{PlanId, StudentId};
use crate::raw::RawSchool;
use crate::testing::graduation;

/// A waiver for s10 of some of the electives, a requirement of 20 credits.
fn waiver(credits: u32) -> RawWaiver {
    let [student, plan, requirement] = ["s10", "diploma", "electives"].map(text);
    RawWaiver { student, plan, requirement, credits: Some(credits), ..RawWaiver::default() }
}

fn substitution(course: &str, by: &str) -> RawSubstitution {
    RawSubstitution { student: text("s10"), course: text(course), by: text(by), ..RawSubstitution::default() }
}

fn faults(change: impl FnOnce(&mut RawSchool)) -> Vec<Place> {
    let mut raw = graduation();
    raw.student_groups = vec![RawStudentGroup { student: text("s12"), group: text("house") }];
    change(&mut raw);
    found(&raw, |fault| !fault.id.is_empty())
}

one! {
    waiver_of_nobody: raw => raw.waivers = vec![RawWaiver { student: text(""), ..waiver(5) }], "blank" "waivers" "student";
    waiver_of_student_and_group: raw => raw.waivers = vec![RawWaiver { group: text("house"), ..waiver(5) }],
        "contradiction" "waivers" "group";
    waiver_of_an_unknown_group: raw => raw.waivers = vec![RawWaiver { student: text(""), group: text("x"), ..waiver(5) }],
        "unknown-id" "waivers" "group";
    waiver_of_another_kind: raw => raw.waivers = vec![RawWaiver { kind: text("x"), ..waiver(5) }], "bad-value" "waivers" "kind";
    agreement_without_credits: raw => raw.waivers = vec![RawWaiver { kind: text("agreement"), credits: None, ..waiver(5) }],
        "blank" "waivers" "credits";
    waiver_of_no_multiple_of_the_unit: raw => raw.waivers = vec![waiver(7)], "bad-amount" "waivers" "credits";
    waiver_of_nothing: raw => raw.waivers = vec![waiver(0)], "bad-amount" "waivers" "credits";
    waiver_of_more_than_is_asked: raw => raw.waivers = vec![waiver(25)], "out-of-range" "waivers" "credits";
    part_of_what_asks_no_credit: raw => raw.waivers = vec![RawWaiver { requirement: text("plan"), ..waiver(5) }],
        "not-credits" "waivers" "credits";
    waiver_of_the_whole_and_of_a_part: raw => raw.waivers = vec![waiver(5), RawWaiver { credits: None, ..waiver(5) }],
        "duplicate" "waivers" "requirement";
    two_waivers_of_a_part: raw => raw.waivers = vec![waiver(5), waiver(10)], "duplicate" "waivers" "requirement";
    substitution_of_an_unknown_course: raw => raw.substitutions = vec![substitution("X", "BAND")], "unknown-id" "substitutions" "course";
    substitution_by_an_unknown_course: raw => raw.substitutions = vec![substitution("GEO", "X")], "unknown-id" "substitutions" "by";
    substitution_by_itself: raw => raw.substitutions = vec![substitution("GEO", "GEO")], "bad-value" "substitutions" "by";
    substitution_twice: raw => raw.substitutions = vec![substitution("GEO", "BAND"), substitution("GEO", "BAND")],
        "duplicate" "substitutions" "by";
    substitution_in_an_unknown_plan: raw => raw.substitutions = vec![RawSubstitution { plan: text("x"), ..substitution("GEO", "BAND") }],
        "unknown-id" "substitutions" "plan";
    substitution_in_a_requirement_of_no_plan: raw =>
        raw.substitutions = vec![RawSubstitution { requirement: text("geometry"), ..substitution("GEO", "BAND") }],
        "blank" "substitutions" "plan";
    requirement_of_a_group_without_students: raw => raw.plans[0].require[0].groups = vec![text("hose")], "unknown-group" "plans" "groups";
    requirement_of_years_without_the_schools_own: raw => {
        raw.settings.year = None;
        raw.plans[0].require[0].entered_to = Some(2020);
    },
        "missing-year" "plans" "entered_to";
    status_with_a_date: raw => raw.plans[0].require.push(RawRequirement {
        item: text("resident"),
        status: true,
        by_grade: Some(12),
        ..RawRequirement::default()
    }), "stray-key" "plans" "by_grade";
    status_of_a_course: raw => raw.plans[0].require[0].status = true, "stray-key" "plans" "status";
}

/// The graduation of a school, and the plan of its first student.
fn with(change: impl FnOnce(&mut RawSchool)) -> (Graduation, Plan) {
    let mut raw = graduation();
    raw.settings.year = Some(2026);
    raw.student_groups = vec![RawStudentGroup { student: text("s12"), group: text("house") }];
    let total = RawRequirement { id: text("total"), credits: Some(110), pool: text("total"), ..RawRequirement::default() };
    raw.plans[0].require.push(total);
    change(&mut raw);
    let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
    let graduation = school.graduation().clone();
    let plan = graduation.plans[graduation.students[StudentId(0)].plans[0]].clone();
    (graduation, plan)
}

fn pieces(plan: &Plan, id: &str) -> u32 {
    match &plan.nodes.values().find(|node| node.id == id).unwrap().asks {
        Asks::Credits(credits) => credits.pieces,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_part_is_waived_with_the_sum_or_without_it() {
    let asked = |waivers: Vec<RawWaiver>| {
        let (_, plan) = with(|raw| raw.waivers = waivers);
        (pieces(&plan, "electives"), pieces(&plan, "total"))
    };
    assert_eq!(asked(Vec::new()), (4, 22));
    assert_eq!(asked(vec![waiver(10)]), (2, 22));
    assert_eq!(asked(vec![RawWaiver { keep_total: text("no"), ..waiver(10) }]), (2, 20));
    assert_eq!(asked(vec![RawWaiver { kind: text("agreement"), ..waiver(10) }]), (2, 20));
    assert_eq!(asked(vec![RawWaiver { kind: text("agreement"), ..waiver(10) }, waiver(10)]), (0, 20));
}

#[test]
fn an_agreement_counts_in_sums_that_admit_all_that_it_may_stand_for() {
    let (_, plan) = with(|raw| {
        let english = RawFilter { tag: vec![text("english")], ..RawFilter::default() };
        raw.plans[0].require.last_mut().unwrap().from = vec![english];
        raw.waivers = vec![
            RawWaiver { kind: text("agreement"), ..waiver(10) },
            RawWaiver { kind: text("agreement"), requirement: text("english"), ..waiver(5) },
        ];
    });
    assert_eq!((pieces(&plan, "electives"), pieces(&plan, "english"), pieces(&plan, "total")), (2, 7, 21));
}

#[test]
fn a_row_for_a_group_is_one_for_each_student_without_a_row_of_their_own() {
    let (graduation, _) = with(|raw| {
        raw.student_groups.push(RawStudentGroup { student: text("s10"), group: text("house") });
        raw.waivers = vec![RawWaiver { student: text(""), group: text("house"), reason: text("all"), ..waiver(5) }, waiver(10)];
    });
    let of = |student: u32| {
        let progress = &graduation.students[StudentId(student)];
        (progress.allowances[0].pieces, progress.allowances[0].reason.clone(), progress.plans[0])
    };
    assert_eq!(of(0), (2, text(""), PlanId(1)));
    assert_eq!(of(1), (1, text("all"), PlanId(2)));
}

#[test]
fn students_to_whom_the_same_is_granted_share_a_form() {
    let (graduation, plan) = with(|raw| raw.waivers = vec![waiver(10), RawWaiver { student: text("s12"), ..waiver(10) }]);
    assert_eq!((graduation.plans.len(), plan.form_of), (2, Some(PlanId(0))));
    assert!(graduation.students.values().all(|student| student.plans == [PlanId(1)] && student.form(PlanId(0)) == PlanId(1)));
}

#[test]
fn requirements_of_others_are_left_out_and_are_no_choice() {
    let item = |id: &str| RawRequirement { id: text(id), item: text("hours"), ..RawRequirement::default() };
    let house = |id: &str| RawRequirement { groups: vec![text("house")], ..item(id) };
    let (graduation, plan) = with(|raw| {
        raw.plans[0].require.extend([
            house("of-the-house"),
            RawRequirement { id: text("choice"), any: vec![house("first"), item("second")], ..RawRequirement::default() },
            RawRequirement { id: text("none"), any: vec![house("only")], ..RawRequirement::default() },
            RawRequirement { entered_to: Some(2024), ..item("earlier") },
        ]);
    });
    let id = |id: &str| plan.nodes.iter().find(|(_, node)| node.id == id).unwrap().0;
    let asks = |plan: &Plan, of: &str| plan.nodes[id(of)].asks.clone();
    let Asks::All(parts) = asks(&plan, "plan") else { panic!() };
    assert!(!parts.contains(&id("of-the-house")) && !parts.contains(&id("earlier")) && parts.contains(&id("choice")));
    assert_eq!(asks(&plan, "choice"), Asks::Some(1, vec![id("second")]));
    assert!(matches!(asks(&plan, "none"), Asks::Item { status: true, .. }));
    // Whoever is in the house, in grade 12 and so entered in 2023, is asked all of it.
    assert_eq!(graduation.students[StudentId(1)].plans, [PlanId(0)]);
}

#[test]
fn a_course_in_place_of_another_is_admitted_where_the_other_is() {
    let admits = |row: RawSubstitution, node: &str| {
        let (graduation, plan) = with(|raw| raw.substitutions = vec![row]);
        let band = graduation.listings.iter().find(|(_, listing)| listing.id == "BAND").unwrap().0;
        let asks = plan.nodes.values().find(|found| found.id == node).map(|node| node.asks.clone());
        let Some(Asks::Credits(credits)) = asks else { panic!("{asks:?}") };
        (credits.from.any.iter().any(|any| any.listings.contains(&band)), plan.stands.pairs.len())
    };
    assert_eq!(admits(substitution("GEO", "BAND"), "geometry"), (true, 1));
    assert_eq!(admits(substitution("GEO", "BAND"), "algebra-2"), (false, 1));
    // Within a plan it opens nothing, and within a requirement it counts there alone.
    let within =
        |requirement: &str| RawSubstitution { plan: text("diploma"), requirement: text(requirement), ..substitution("GEO", "BAND") };
    assert_eq!(admits(within(""), "geometry"), (true, 0));
    assert_eq!(admits(within("geometry"), "geometry"), (true, 0));
    assert_eq!(admits(within("english"), "geometry"), (false, 0));
}
