//! Spare credits and failures borne, against plain counting and every choice of a year.

use super::Reacher;
use crate::reach::oracle::cases::{Case, numbers, random_case, random_takes};
use crate::reach::{Scene, Take, Verdict, Who};
use mortarboard_model::graduation::Asks;
use mortarboard_model::graduation::raw::RawRequirement;
use mortarboard_model::testing::{draws, graduation};
use mortarboard_model::{Id, ListingId, PlanId, School};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn plan_id(case: &Case) -> PlanId {
    let at = case.school.graduation().plans.as_slice().iter().position(|plan| std::ptr::eq(plan, case.plan()));
    PlanId::from_index(at.unwrap_or(0))
}

fn take(course: &str, terms: &[&str]) -> Take {
    Take { course: course.to_owned(), year: 0, terms: terms.iter().map(|&term| term.to_owned()).collect(), section: None }
}

/// The last year of somebody without any credit, under a plan that asks so much of anything.
fn last_year(credits: u32) -> School {
    let mut raw = graduation();
    raw.plans[0].require = vec![RawRequirement { id: "any".to_owned(), credits: Some(credits), ..RawRequirement::default() }];
    School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_full_roster_and_none_have_the_same_to_spare_and_bear_the_same() {
    let year = ["S1", "S2"];
    let full = [take("ALG1", &year), take("ART", &year), take("ENG1", &year)];
    let nobody = Default::default();
    let who = Who { grade: 12, progress: &nobody, away: &[] };
    for (asked, spare, bears) in [(10, 20, 2), (20, 10, 1), (30, 0, 0)] {
        let school = last_year(asked);
        let reacher = Reacher::new(&school, PlanId(0), None);
        for fixed in [None, Some(&full[..])] {
            let scene = Scene { fixed, ..Scene::default() };
            let slack = reacher.slack(who, scene).map(|slack| slack.credits);
            let survival = reacher.survival(who, scene).map(|survival| survival.survives);
            assert_eq!((slack, survival), (Some(spare), Some(bears)), "{asked} {fixed:?}");
        }
        // What is not on the roster is not chosen: a roster of two courses has a course less to spare.
        let scene = Scene { fixed: Some(&full[..2]), ..Scene::default() };
        assert_eq!(reacher.slack(who, scene).map(|slack| slack.credits), Some(spare - 10), "{asked}");
    }
}

#[test]
fn credit_on_record_beyond_what_is_asked_is_not_to_spare() {
    let school = last_year(10);
    let progress = school.graduation().students.values().next().cloned().unwrap();
    let who = Who { grade: 12, progress: &progress, away: &[] };
    let reacher = Reacher::new(&school, PlanId(0), None);
    let roster = [take("BAND", &["S1", "S2"])];
    let slack = |fixed| reacher.slack(who, Scene { fixed, ..Scene::default() }).map(|slack| slack.credits);
    assert_eq!(slack(Some(&roster[..])), Some(10), "the course on the roster may be failed, and nothing more");
    assert_eq!(slack(None), Some(30));
}

/// All sets of takes of the school's own year that the day holds, each course in one set of terms.
fn years(case: &Case) -> Vec<Vec<Take>> {
    let (school, who) = (&case.school, case.who());
    let calendar = school.calendar();
    let open = |term: usize| {
        let cells = calendar.cells().iter().filter(|(id, cell)| cell.term.index() == term && school.atom(*id).is_some());
        cells.filter(|(id, _)| !who.away.contains(id)).count()
    };
    let room: Vec<usize> = (0..calendar.terms().len()).map(open).collect();
    let mut sets: Vec<(Vec<Take>, Vec<usize>)> = vec![(Vec::new(), room)];
    for (id, course) in school.courses().iter() {
        let listing = &school.graduation().listings[ListingId(id.0)];
        if course.sections.is_empty() || !(listing.lowest_grade..=listing.highest_grade).contains(&who.grade) {
            continue;
        }
        let fill = |pattern: &mortarboard_model::PatternId| {
            let mut fill = vec![0; calendar.terms().len()];
            school.patterns()[*pattern].cells.iter().for_each(|&cell| fill[calendar.cells()[cell].term.index()] += 1);
            fill
        };
        let fills: BTreeSet<Vec<usize>> = course.patterns.iter().map(fill).collect();
        for (set, room) in sets.clone() {
            for fill in fills.iter().filter(|fill| fill.iter().zip(&room).all(|(fill, room)| fill <= room)) {
                let terms: Vec<&str> =
                    calendar.terms().values().zip(fill).filter(|(_, fill)| **fill > 0).map(|(term, _)| term.as_str()).collect();
                let left = room.iter().zip(fill).map(|(room, fill)| room - fill).collect();
                sets.push(([&set[..], &[take(&course.id, &terms)]].concat(), left));
            }
        }
    }
    sets.into_iter().map(|(set, _)| set).collect()
}

/// The year told is one that can be had, and hardly ever does another bear more.
#[test]
fn hardly_any_choice_of_a_year_bears_more() {
    let (mut asked, mut missed) = (0, Vec::new());
    for number in 0..400 {
        let case = random_case(&[number]);
        let reacher = Reacher::new(&case.school, plan_id(&case), None);
        let Some(survival) = reacher.survival(case.who(), Scene::default()) else { continue };
        let years = years(&case);
        if years.len() > 300 || survival.year.is_empty() {
            continue;
        }
        let bears = |year: &Vec<Take>| {
            let scene = Scene { fixed: Some(year), ..Scene::default() };
            reacher.survival(case.who(), scene).map(|survival| survival.survives)
        };
        let best = years.iter().filter(|year| !year.is_empty()).filter_map(bears).max();
        asked += 1;
        if best > Some(survival.survives) {
            missed.push(number);
        }
    }
    assert!(asked > 50 && missed.len() * 12 <= asked, "{missed:?} of {asked}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Whatever of a roster can be failed is to spare, where one pool asks for courses by name alone.
    #[test]
    fn what_can_be_failed_is_to_spare(numbers in numbers()) {
        let case = random_case(&numbers);
        let (plan, graduation, who) = (case.plan(), case.school.graduation(), case.who());
        let credits = || plan.nodes.values().filter_map(|node| if let Asks::Credits(credits) = &node.asks { Some(credits) } else { None });
        let plain = |filter: &mortarboard_model::graduation::Filter| {
            filter.any.iter().all(|any| {
                let by_mark = any.letter || any.min_points.is_some() || any.from_grade.is_some() || any.to_grade.is_some();
                any.methods.is_empty() && any.not_methods.is_empty() && any.before.is_empty() && !by_mark
            })
        };
        let choice = plan.nodes.values().any(|node| matches!(node.asks, Asks::Some(..))) || !plan.either.is_empty() || !plan.caps.is_empty();
        let pools: BTreeSet<&String> = credits().map(|credits| &credits.pool).collect();
        if choice || !who.progress.waivers.is_empty() || pools.len() != 1 || !plan.validations.is_empty() || credits().any(|asked| asked.same_group || !plain(&asked.from) || !asked.substitutes.is_empty()) {
            return Ok(());
        }
        let admitted: BTreeSet<ListingId> =
            credits().flat_map(|credits| &credits.from.any).flat_map(|any| any.listings.iter().copied()).collect();
        let turned: Vec<u32> = numbers.iter().rev().copied().collect();
        let mut now: Vec<Take> = random_takes(&case, 5, &mut draws(&turned)).into_iter().map(|take| Take { year: 0, ..take }).collect();
        now.dedup_by(|a, b| a.course == b.course);
        let ordered = crate::reach::disorders(&case.school, who, &now).is_empty();
        let fresh = |take: &Take| {
            let listing = ListingId(case.school.find_course(&take.course).unwrap().0);
            let known = &graduation.listings[listing];
            admitted.contains(&listing) && known.credits % plan.unit == 0 && who.progress.records.iter().all(|record| record.listing != listing)
        };
        let reacher = Reacher::new(&case.school, plan_id(&case), None);
        let Some(slack) = reacher.slack(who, Scene { fixed: Some(&now), ..Scene::default() }) else { return Ok(()) };
        for set in 0u32..1 << now.len() {
            let (lost, kept): (Vec<_>, Vec<_>) = now.iter().cloned().enumerate().partition(|(at, _)| set >> at & 1 == 1);
            let lost: Vec<Take> = lost.into_iter().map(|(_, take)| take).collect();
            let kept: Vec<Take> = kept.into_iter().map(|(_, take)| take).collect();
            let verdict = reacher.reach(who, Scene { fixed: Some(&kept), failed: &lost, ..Scene::default() });
            if ordered && matches!(verdict, Verdict::Reachable { .. }) && lost.iter().all(fresh) {
                let credits = |take: &Take| graduation.listings[ListingId(case.school.find_course(&take.course).unwrap().0)].credits;
                let lost: u32 = lost.iter().map(credits).sum();
                prop_assert!(i64::from(lost) <= slack.credits, "{} lost of {:?}, {:?}", lost, now, slack);
            }
        }
    }
}
