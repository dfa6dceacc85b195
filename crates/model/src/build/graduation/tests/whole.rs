//! The full example, read.

use super::{asks, before, full, text, texts};
use crate::School;
use crate::graduation::raw::{RawPlan, RawPrerequisite, RawRequirement};
use crate::graduation::{Achieved, Asks, Ending, Graduation, When};
use crate::ids::{CourseId, GroupId, ListingId, NodeId, PersonaId, PlanId, StudentId, TermId};

fn built() -> Graduation {
    School::try_from(full()).map(|school| school.graduation().clone()).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn listings_are_the_courses_of_the_school_and_then_those_of_the_catalogue_alone() {
    let graduation = built();
    let ids: Vec<&str> = graduation.listings.values().map(|listing| listing.id.as_str()).collect();
    assert_eq!(ids, ["ALG1", "GEO", "ART", "PE", "SPA1", "SPA2", "AIDE"]);
    let geometry = &graduation.listings[ListingId(1)];
    assert_eq!((geometry.title.as_str(), geometry.subject.as_str(), geometry.credits), ("geo", "Math", 10));
    assert_eq!(geometry.tags, ["a-g:c", "math"]);
    assert_eq!((geometry.lowest_grade, geometry.highest_grade, geometry.completions, geometry.course), (10, 12, 1, Some(CourseId(1))));
    assert_eq!(geometry.offered, [(1, vec![TermId(1)])].into());
    assert_eq!((geometry.prerequisites[0].any_of.as_slice(), geometry.prerequisites[0].min_points), (&[ListingId(0)][..], Some(200)));
    let art = &graduation.listings[ListingId(2)];
    assert_eq!((art.completions, art.offered.clone()), (2, [(2, Vec::new())].into()));
    assert_eq!((art.prerequisites[0].when, art.prerequisites[0].any_of.as_slice()), (When::With, &[ListingId(1), ListingId(3)][..]));
    assert_eq!(graduation.listings[ListingId(3)].offered, [(1, vec![TermId(0), TermId(1)])].into());
    let spanish = &graduation.listings[ListingId(5)];
    assert_eq!((spanish.title.as_str(), spanish.group.as_deref(), spanish.course), ("Spanish 2", Some("spanish"), None));
    assert!(spanish.content && !graduation.listings[ListingId(6)].content);
    assert_eq!((graduation.year, graduation.first_grade, graduation.last_grade, graduation.top_mark), (Some(2026), 9, 12, 400));
}

#[test]
fn requirements_stand_before_those_below_them() {
    let plan = built().plans[PlanId(0)].clone();
    let ids: Vec<&str> = plan.nodes.values().map(|node| node.id.as_str()).collect();
    let expected = ["plan", "geometry", "breadth", "arts", "breadth.2", "pe", "beyond", "exam", "service", "always-math", "gpa", "sum"];
    assert_eq!(ids, expected);
    for (id, node) in plan.nodes.iter() {
        assert_eq!(node.parent.is_none(), id == NodeId(0));
        assert!(node.parent.is_none_or(|parent| parent < id));
    }
    assert_eq!(plan.nodes[NodeId(2)].asks, Asks::Some(1, vec![NodeId(3), NodeId(4)]));
    assert_eq!(plan.nodes[NodeId(6)].asks, Asks::Some(1, vec![NodeId(7), NodeId(8)]));
    let credits = |node: u32| match &plan.nodes[NodeId(node)].asks {
        Asks::Credits(credits) => credits.clone(),
        other => panic!("{other:?}"),
    };
    let geometry = credits(1);
    assert_eq!((geometry.pieces, geometry.pool.as_str()), (2, "diploma"));
    assert_eq!(geometry.from.any[0].listings, [ListingId(0), ListingId(1)]);
    let language = credits(4);
    assert!(language.same_group && language.validated && language.pieces == 4);
    let pe = credits(5);
    assert_eq!((pe.from.any[0].methods.as_slice(), pe.substitutes[0].most), (&texts(&["classroom"])[..], 1));
    let sum = credits(11);
    assert_eq!((sum.pieces, sum.pool.as_str(), sum.from.any[0].listings.len()), (12, "total", 7));
    assert_eq!(plan.caps[0].most, 3);
    assert_eq!(
        (plan.either[0].nodes.as_slice(), plan.either[0].from.any[0].before.as_slice()),
        (&[NodeId(1), NodeId(11)][..], &[ListingId(5)][..])
    );
    assert_eq!(plan.either[0].from.any[0].listings, [ListingId(1)]);
    assert_eq!(plan.validations[0].min_points, Some(200));
    assert_eq!(built().plans[PlanId(1)].nodes[NodeId(1)].id, "plan.1");
}

#[test]
fn students_have_their_records_scores_waivers_and_groups() {
    let graduation = built();
    let first = &graduation.students[StudentId(0)];
    let endings: Vec<(Ending, u32, Option<u32>)> = first.records.iter().map(|r| (r.ending, r.credits, r.points)).collect();
    assert_eq!(
        endings,
        [
            (Ending::Passed, 10, Some(300)),
            (Ending::Failed, 0, Some(0)),
            (Ending::Withdrawn, 0, None),
            (Ending::InProgress, 10, None),
            (Ending::Passed, 5, None),
        ]
    );
    assert_eq!((first.records[1].method.as_str(), first.records[1].term), ("online", Some(TermId(1))));
    assert_eq!(first.records[0].method, "classroom");
    assert_eq!(first.scores["service"], Achieved { best: 10, sum: 11 });
    assert_eq!((first.waivers[0].plan, first.waivers[0].node, first.waivers[0].keep_total), (PlanId(0), NodeId(5), false));
    assert_eq!(graduation.groups.as_slice(), ["health", "band"]);
    assert_eq!(first.groups, [GroupId(0), GroupId(1)]);
}

#[test]
fn plans_of_everyone_go_by_the_year_of_entry() {
    let graduation = built();
    let plans: Vec<&[PlanId]> = graduation.students.values().map(|student| student.plans.as_slice()).collect();
    // s1 entered in 2025; s2 has a plan of their own; nobody knows when s3 entered.
    assert_eq!(plans, [&[PlanId(0)][..], &[PlanId(1)], &[]]);
    let mut raw = full();
    raw.plans[0].entered_to = Some(2024);
    let later = School::try_from(&raw).unwrap();
    assert!(later.graduation().students[StudentId(0)].plans.is_empty());
    assert_eq!(later.graduation().personas[PersonaId(0)].progress.plans, [PlanId(0)]);
    raw.plans[0].entered_from = Some(2025);
    raw.plans[0].entered_to = None;
    let earlier = School::try_from(&raw).unwrap();
    assert_eq!(earlier.graduation().students[StudentId(0)].plans, [PlanId(0)]);
    assert!(earlier.graduation().personas[PersonaId(0)].progress.plans.is_empty());
}

#[test]
fn the_year_of_entry_chooses_plans_and_years_left() {
    let with = |entered: Option<u32>, grade: u32| {
        let mut raw = full();
        raw.transcripts.clear();
        (raw.students[0].entered, raw.students[0].grade) = (entered, Some(grade));
        (raw.plans[0].entered_from, raw.plans[0].entered_to) = (Some(2024), Some(2025));
        let school = School::try_from(&raw).unwrap();
        let progress = &school.graduation().students[StudentId(0)];
        (progress.plans.len(), progress.years_left)
    };
    // Grade 10 in 2026 is entry in 2025, with three years left; the grade does not matter where the entry is stated.
    assert_eq!(with(None, 10), (1, None));
    assert_eq!(with(Some(2025), 10), (1, Some(3)));
    assert_eq!(with(Some(2024), 10), (1, Some(2)));
    assert_eq!(with(Some(2023), 10), (0, Some(1)));
    assert_eq!(with(Some(2026), 10), (0, Some(4)));
    assert_eq!(with(Some(2024), 12), (1, Some(2)));
    // In the fifth year and later, but still in a grade of the school; and beyond its grades.
    assert_eq!(with(Some(2022), 12), (0, Some(1)));
    assert_eq!(with(Some(0), 12), (0, Some(1)));
    assert_eq!(with(Some(2022), 13), (0, Some(0)));
}

#[test]
fn personas_have_passed_with_the_top_mark() {
    let graduation = built();
    let persona = &graduation.personas[PersonaId(0)];
    let records: Vec<_> = persona.progress.records.iter().map(|r| (r.listing, r.grade, r.points, r.ending)).collect();
    assert_eq!(records, [(ListingId(0), Some(9), Some(400), Ending::Passed), (ListingId(1), Some(10), Some(400), Ending::Passed)]);
    assert_eq!(persona.needs, ["math"]);
}

#[test]
fn orders_and_validations_may_name_a_tag() {
    let mut raw = full();
    raw.plans[0].validations[0].higher = texts(&["tag:math"]);
    raw.plans[0].either[0].from[0].before = texts(&["tag:world", "ART"]);
    let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
    let plan = &school.graduation().plans[PlanId(0)];
    assert_eq!(plan.validations[0].higher, [ListingId(0), ListingId(1)]);
    assert_eq!(plan.either[0].from.any[0].before, [ListingId(2), ListingId(4), ListingId(5)]);
}

#[test]
fn a_course_may_be_taken_with_another_that_is_taken_with_it() {
    let mut raw = full();
    raw.prerequisites = vec![
        RawPrerequisite { kind: text("with"), ..before("ALG1", "GEO") },
        RawPrerequisite { kind: text("same"), ..before("GEO", "ALG1") },
        before("ART", "ALG1"),
    ];
    assert!(School::try_from(&raw).is_ok());
}

#[test]
fn a_school_may_say_nothing_of_graduation() {
    let school = School::try_from(crate::testing::tiny()).unwrap();
    let graduation = school.graduation();
    assert_eq!((graduation.listings.len(), graduation.students.len()), (2, 3));
    assert!(graduation.plans.is_empty() && graduation.personas.is_empty() && graduation.groups.is_empty());
}

#[test]
fn choices_multiply() {
    let mut raw = full();
    let part = |n: u32| asks(&format!("p{n}"), 10, Vec::new());
    let some = |least, of| RawRequirement { some: (0..of).map(part).collect(), at_least: Some(least), ..RawRequirement::default() };
    raw.plans = vec![RawPlan { plan: text("wide"), require: vec![some(4, 24)], ..RawPlan::default() }];
    raw.student_plans.clear();
    raw.waivers.clear();
    raw.achievements.clear();
    // 24 choose 4 is 10,626, and 25 choose 5 is 53,130.
    assert!(School::try_from(&raw).is_ok());
    raw.plans[0].require = vec![some(5, 25)];
    assert_eq!(School::try_from(&raw).unwrap_err().0[0].slug, "too-many-choices");
}
