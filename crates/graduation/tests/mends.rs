//! Mends are done to the school as the office states it, and the question is asked again.

use mortarboard_graduation::reach::{Cause, Mend, Mended, Reacher, Scene, Verdict, Who, mends, roster, why};
use mortarboard_model::graduation::raw::{RawListing, RawRecord, RawRequirement, RawWaiver};
use mortarboard_model::raw::RawSchool;
use mortarboard_model::testing::{draws, random_graduation, random_schedule};
use mortarboard_model::{PlanId, Schedule, School, StudentId};
use std::collections::BTreeMap;

/// The requirement with an id, wherever it stands.
fn find<'r>(among: &'r mut [RawRequirement], id: &str) -> Option<&'r mut RawRequirement> {
    for requirement in among {
        if requirement.id == id {
            return Some(requirement);
        }
        let RawRequirement { all, any, some, .. } = requirement;
        for parts in [all, any, some] {
            if let Some(found) = find(parts, id) {
                return Some(found);
            }
        }
    }
    None
}

fn waive(raw: &mut RawSchool, student: &str, plan: &str, node: &str) {
    let (student, plan, requirement) = (student.to_owned(), plan.to_owned(), node.to_owned());
    // In the place of a waiver in part.
    let same = |row: &RawWaiver| (&row.student, &row.plan, &row.requirement) == (&student, &plan, &requirement);
    raw.waivers.retain(|row| !same(row) || row.credits.is_none());
    if !raw.waivers.iter().any(same) {
        raw.waivers.push(RawWaiver { student, plan, requirement, ..RawWaiver::default() });
    }
}

/// Does to the tables what a mend says; false where the tables have no words for it.
fn done(raw: &mut RawSchool, school: &School, (student, grade): (&str, u32), plan: &str, mend: &Mend) -> bool {
    match mend {
        Mend::Hold { patterns } => {
            for (course, pattern) in patterns {
                let known = &school.courses()[school.find_course(course).expect("it is a course of the school")];
                let own = known.patterns.iter().map(|&own| school.patterns()[own].id.clone()).chain([pattern.clone()]);
                let row = raw.courses.iter_mut().find(|row| row.course == *course).expect("it has a row");
                // Another hold of the course in the same mend comes on top.
                let before: Vec<String> =
                    row.patterns.split(';').filter(|part| school.find_pattern(part).is_some()).map(str::to_owned).collect();
                let mut all: Vec<String> = before.into_iter().chain(own).collect();
                all.sort();
                all.dedup();
                row.patterns = all.join(";");
                row.sections = Some(row.sections.unwrap_or(0).max(1));
            }
        }
        Mend::Free { course, any_of } => {
            let names = |row: &str| row.split(';').map(str::trim).map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
            let gone = any_of.iter().cloned().collect();
            raw.prerequisites.retain(|row| row.course != *course || names(&row.any_of) != gone);
        }
        Mend::Elsewhere { course } => {
            let (student, course, mark) = (student.to_owned(), course.clone(), "A".to_owned());
            let row = RawRecord { student, course, grade: Some(grade - 1), mark, ..RawRecord::default() };
            // A row that is there already counts once.
            if raw.transcripts.contains(&row) {
                return false;
            }
            raw.transcripts.push(row);
        }
        Mend::Again { course } => match raw.catalogue.iter_mut().find(|row| row.course == *course) {
            Some(row) => row.completions = Some(row.completions.unwrap_or(1) + 1),
            None => raw.catalogue.push(RawListing { course: course.clone(), completions: Some(2), ..RawListing::default() }),
        },
        Mend::Offer { course, year } => {
            let year = raw.settings.year.unwrap_or(0) + year;
            raw.offerings.retain(|row| row.course != *course || row.year != year);
        }
        Mend::Credits { nodes, credits, .. } => {
            // Credit from outside is as if so much less were asked.
            let known = raw.plans.iter_mut().find(|row| row.plan == plan).expect("the plan is there");
            // Credit from outside counts in sums over everything too; no table says so of credit without a course.
            if format!("{:?}", known.require).contains("pool: \"total\"") {
                return false;
            }
            // Nor may less be asked than is waived already.
            if raw.waivers.iter().any(|row| row.credits.is_some() && nodes.contains(&row.requirement)) {
                return false;
            }
            let mut left = u32::try_from(*credits).expect("they are few");
            let mut met = Vec::new();
            for node in nodes {
                let Some(asked) = find(&mut known.require, node).and_then(|row| row.credits.as_mut()) else { return false };
                let off = left.min(*asked);
                left -= off;
                if off == *asked { met.push(node.clone()) } else { *asked -= off }
            }
            met.iter().for_each(|node| waive(raw, student, plan, node));
        }
        Mend::Waive { node, .. } => waive(raw, student, plan, node),
        _ => return false,
    }
    true
}

fn who<'s>(school: &'s School, student: StudentId) -> Option<Who<'s>> {
    let data = &school.students()[student];
    Some(Who { grade: data.grade?, progress: &school.graduation().students[student], away: &data.unavailable })
}

/// Whether two causes are one: the same kind, over the same requirements.
fn same(a: &Cause, b: &Cause) -> bool {
    a.slug() == b.slug() && a.requirements() == b.requirements()
}

#[test]
fn each_mend_works_when_it_is_done() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let (mut blocked, mut enough_for) = (0, 0);
    for number in 0..700 {
        let raw = random_graduation(&mut draws(&[number]));
        let school = School::try_from(&raw).unwrap_or_else(|faults| panic!("{faults}"));
        for (id, student) in school.students().iter() {
            for &plan in &school.graduation().students[id].plans {
                let reacher = Reacher::new(&school, plan, None);
                let Some(cause) = why(&reacher, &school, None, id) else { continue };
                let found = mends(&school, &school.graduation().plans[plan], None, &cause, &[id]);
                blocked += 1;
                enough_for += u32::from(found.iter().any(|mended| mended.enough));
                for Mended { mend, enough } in &found {
                    let mut changed = raw.clone();
                    let grade = student.grade.expect("it has a grade");
                    if !done(&mut changed, &school, (&student.id, grade), &school.graduation().plans[plan].id, mend) {
                        continue;
                    }
                    let kind = format!("{mend:?}").split([' ', '{']).next().unwrap_or_default().to_owned();
                    *seen.entry(format!("{kind} {enough}")).or_default() += 1;
                    *seen.entry(cause.slug().to_owned()).or_default() += 1;
                    let after = School::try_from(&changed).unwrap_or_else(|faults| panic!("{number} {mend:?}: {faults}"));
                    // The student's own form of the plan may have another position now.
                    let plan = school.graduation().plans[plan].form_of.unwrap_or(plan);
                    let reacher = Reacher::new(&after, after.graduation().students[id].form(plan), None);
                    let reachable = reacher.reachable(who(&after, id).expect("it has a grade"), Scene::default());
                    if *enough {
                        assert_eq!(reachable, Some(true), "{number} {}: {mend:?} for {cause:?}", student.id);
                    } else if let Some(next) = why(&reacher, &after, None, id) {
                        assert!(!same(&cause, &next), "{number} {}: {mend:?} for {cause:?}, then {next:?}", student.id);
                    }
                }
            }
        }
    }
    assert!(blocked > 300 && enough_for * 10 > blocked * 6, "{enough_for} of {blocked}: {seen:?}");
    for kind in ["Hold true", "Free true", "Elsewhere true", "Again true", "Credits true", "Waive true"] {
        assert!(seen.contains_key(kind), "{kind} never: {seen:?}");
    }
    for slug in ["credit-capacity", "too-little-offered", "corequisite", "prerequisite-chain", "offered-too-late", "missed", "average"] {
        assert!(seen.contains_key(slug), "{slug} never: {seen:?}");
    }
}

#[test]
fn each_mend_of_a_schedule_works_when_it_is_done() {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for number in 0..1500 {
        let numbers: Vec<u32> = (0..40).map(|at: u32| number * 97 + at * at * 31 + (at ^ number)).collect();
        let mut draw = draws(&numbers);
        let school = School::try_from(&random_graduation(&mut draw)).unwrap_or_else(|faults| panic!("{faults}"));
        let schedule = random_schedule(&school, &mut draw);
        for id in school.students().ids() {
            let Some(who) = who(&school, id) else { continue };
            for &plan in &school.graduation().students[id].plans {
                let reacher = Reacher::new(&school, plan, Some(&schedule));
                let Some(cause) = why(&reacher, &school, Some(&schedule), id).filter(Cause::is_of_schedule) else { continue };
                for Mended { mend, enough } in mends(&school, &school.graduation().plans[plan], Some(&schedule), &cause, &[id]) {
                    match mend {
                        Mend::Move { section, pattern } => {
                            let mut moved = schedule.clone();
                            moved.placements[school.find_section(&section).unwrap()].pattern = school.find_pattern(&pattern);
                            let reacher = Reacher::new(&school, plan, Some(&moved));
                            let next = why(&reacher, &school, Some(&moved), id).map(|cause| cause.slug());
                            assert!(next != Some("time-conflict") && (!enough || next != Some("no-seat")), "{number}: {next:?}");
                            *seen.entry("move").or_default() += 1;
                        }
                        Mend::Seat { sections, instead, .. } => {
                            let mut year = roster(&school, &schedule, id);
                            year.retain(|take| !instead.contains(take.section.as_ref().unwrap()));
                            let verdict = reacher.reach(who, Scene { schedule: Some(&schedule), ..Scene::default() });
                            let Verdict::Reachable { .. } = verdict else { panic!("{number}: {verdict:?}") };
                            year.extend(sections.iter().map(|section| seated(&school, &schedule, section)));
                            year.sort();
                            assert_eq!(
                                reacher.reachable(who, Scene { fixed: Some(&year), ..Scene::default() }),
                                Some(true),
                                "{number}: {sections:?}"
                            );
                            *seen.entry("seat").or_default() += 1;
                        }
                        Mend::Seats { sections } => {
                            // Only where there was no seat is one of use.
                            for section in &sections {
                                let id = school.find_section(section).unwrap();
                                let taken = schedule.seats.values().filter(|seat| **seat == Some(id)).count();
                                assert!(taken >= school.sections()[id].max_seats as usize, "{number}: {section}");
                            }
                            *seen.entry("seats").or_default() += 1;
                        }
                        other => panic!("{number}: {other:?} for {cause:?}"),
                    }
                }
            }
        }
    }
    assert!(seen.contains_key("move") && seen.contains_key("seat"), "{seen:?}");
}

fn seated(school: &School, schedule: &Schedule, section: &str) -> mortarboard_graduation::reach::Take {
    let id = school.find_section(section).unwrap();
    let cells = &school.patterns()[schedule.placements[id].pattern.unwrap()].cells;
    let calendar = school.calendar();
    let mut terms: Vec<_> = cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
    terms.sort_unstable();
    terms.dedup();
    mortarboard_graduation::reach::Take {
        course: school.courses()[school.sections()[id].course].id.clone(),
        year: 0,
        terms: terms.into_iter().map(|term| calendar.terms()[term].clone()).collect(),
        section: Some(section.to_owned()),
    }
}

/// The chain of two courses that are held the wrong way round in the last year.
#[test]
fn a_chain_within_the_year_is_told_apart_and_turned() {
    let mut raw = mortarboard_model::testing::graduation();
    raw.plans[0].require = vec![RawRequirement { id: "h".to_owned(), course: vec!["HEALTH".to_owned()], ..RawRequirement::default() }];
    raw.transcripts.clear();
    for (course, pattern) in [("PE", "B1"), ("HEALTH", "A1")] {
        raw.courses.iter_mut().find(|row| row.course == course).unwrap().patterns = pattern.to_owned();
    }
    raw.prerequisites.push(mortarboard_model::graduation::raw::RawPrerequisite {
        course: "HEALTH".to_owned(),
        any_of: "PE".to_owned(),
        ..Default::default()
    });
    let school = School::try_from(raw).unwrap_or_else(|faults| panic!("{faults}"));
    let cause = why(&Reacher::new(&school, PlanId(0), None), &school, None, StudentId(1)).expect("it is blocked");
    assert_eq!((cause.slug(), cause.courses()), ("chain-in-the-year", &["PE".to_owned(), "HEALTH".to_owned()][..]));
    let end = "PE and HEALTH must follow one another, and PE is held only in S2 and HEALTH is held only in S1.";
    assert!(cause.sentence().ends_with(end), "{}", cause.sentence());
    let found = mends(&school, &school.graduation().plans[PlanId(0)], None, &cause, &[StudentId(1)]);
    let turned = Mend::Hold { patterns: vec![("PE".to_owned(), "A1".to_owned()), ("HEALTH".to_owned(), "B1".to_owned())] };
    assert!(found.contains(&Mended { mend: turned, enough: true }), "{found:?}");
    assert!(found.iter().all(|mended| mended.enough), "{found:?}");
}
