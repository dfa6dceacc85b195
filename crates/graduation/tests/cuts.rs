//! Cuts that bound what can be had beside takes that are assumed.

use mortarboard_graduation::reach::{Reacher, Scene, Verdict, Who, certify, recheck, recheck_certificate};
use mortarboard_model::graduation::raw::{RawListing, RawRequirement};
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern};
use mortarboard_model::testing::text;
use mortarboard_model::{PlanId, School, testing};

/// A day of four slots. Three wide courses fill two slots all year for the credit of one; each of them is asked for, and so
/// many credits beside them of anything.
fn school(credits: u32) -> School {
    let mut raw = testing::graduation();
    (raw.courses, raw.catalogue, raw.prerequisites) = Default::default();
    (raw.requests, raw.transcripts) = Default::default();
    (raw.bell, raw.patterns) = Default::default();
    for slot in 1..=4 {
        let (start, end) = (format!("{:02}:00", 7 + slot), format!("{:02}:50", 7 + slot));
        raw.bell.push(RawBell { day: text("Mon"), slot: slot.to_string(), start, end });
        raw.patterns.push(RawPattern { pattern: format!("Y{slot}"), group: text("year"), cells: format!("{slot}(*)") });
    }
    for first in 1..4 {
        raw.patterns.push(RawPattern {
            pattern: format!("D{first}"),
            group: text("double"),
            cells: format!("{first}(*) {}(*)", first + 1),
        });
    }
    let names = (1..=3).map(|at| (format!("WIDE{at}"), "double")).chain((1..=20).map(|at| (format!("NARROW{at}"), "year")));
    for (course, patterns) in names {
        raw.catalogue.push(RawListing { course: course.clone(), ..RawListing::default() });
        raw.courses.push(RawCourse {
            title: course.clone(),
            course,
            subject: text("x"),
            credits: 10,
            max_seats: 5,
            sections: Some(1),
            patterns: text(patterns),
            ..RawCourse::default()
        });
    }
    let all = RawRequirement { id: text("all"), credits: Some(credits), ..RawRequirement::default() };
    let each = (1..=3).map(|at| RawRequirement { id: format!("wide{at}"), course: vec![format!("WIDE{at}")], ..RawRequirement::default() });
    raw.plans[0].require = each.chain([all]).collect();
    School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Three years of four slots hold twelve courses. The wide ones fill six slots, six others the rest: 90 credits. That this is
/// all shows only where each wide course is assumed in some year and its slots are counted as filled; that it may be taken
/// once more, and then earns nothing, leaves no more open.
#[test]
fn a_course_of_which_all_credit_is_assumed_leaves_its_time_to_no_other() {
    let nobody = Default::default();
    let (who, scene) = (Who { grade: 10, progress: &nobody, away: &[] }, Scene::default());
    for (credits, is_possible) in [(60, true), (65, false)] {
        let school = school(credits);
        let plan = &school.graduation().plans[PlanId(0)];
        let verdict = Reacher::new(&school, PlanId(0), None).reach(who, scene);
        assert_eq!(recheck(&school, plan, who, scene, &verdict), Ok(()));
        match &verdict {
            Verdict::Reachable { .. } => assert!(is_possible, "{credits} credits"),
            Verdict::Blocked { .. } => assert!(!is_possible, "{credits} credits"),
            Verdict::Unknown { cases } => panic!("{credits} credits: nothing is known after {cases} cases"),
        }
        let certificate = certify(&school, plan, who, scene, verdict);
        assert_eq!(recheck_certificate(&school, plan, who, scene, &certificate), Ok(()));
    }
}
