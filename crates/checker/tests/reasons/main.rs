//! Each reason against every arrangement of one student's week.

mod crowded;
mod oracle;

use crowded::crowded;
use mortarboard_checker::{Reason, Unmet, clashes, reasons};
use mortarboard_model::rule::Rules;
use mortarboard_model::{CellId, Priority, RequestId, Schedule, School, SectionId, testing};
use oracle::{Ordered, day_is_long_enough, holdable, holdable_alone, in_order, is_full, is_met, locked, on_order, sections};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

fn examine(school: &School, schedule: &Schedule, unmet: &Unmet) -> Result<(), TestCaseError> {
    let student = school.requests()[unmet.request].student;
    let data = &school.students()[student];
    let held: Vec<RequestId> = data
        .requests
        .iter()
        .copied()
        .filter(|&id| {
            is_met(school, schedule, id) && (school.requests()[id].priority != Priority::Alternate || locked(school, id).is_some())
        })
        .collect();
    let beside = |held: &[RequestId]| [held, &[unmet.request]].concat();
    let of_courses = |with: &[String]| -> Vec<RequestId> {
        held.iter().copied().filter(|&id| with.contains(&school.courses()[school.requests()[id].course].id)).collect()
    };
    let open = |id: RequestId, section: SectionId| schedule.seats[id] == Some(section) || !is_full(school, schedule, section);
    let any = |_, _| true;
    let all = beside(&held);
    let alternates = |&id: &RequestId| is_met(school, schedule, id) && !held.contains(&id);
    let spare = data.requests.iter().copied().filter(alternates).collect();
    let week = Ordered { school, schedule, orders: on_order(&Rules::of(school), school), held: held.clone(), spare };
    match &unmet.reason {
        Reason::NotOffered => prop_assert!(school.courses()[school.requests()[unmet.request].course].sections.is_empty()),
        Reason::NotPlaced => {
            let course = &school.courses()[school.requests()[unmet.request].course];
            prop_assert!(course.sections.iter().all(|&section| schedule.placements[section].pattern.is_none()));
        }
        Reason::Away { always } => {
            prop_assert!(sections(school, schedule, unmet.request).is_empty());
            prop_assert_eq!(*always, !holdable_alone(school, &[unmet.request], true));
            prop_assert!(!always || !holdable_alone(school, &[unmet.request], false), "locks are told apart");
        }
        Reason::TooMany { with, fit, requests } => {
            let with = of_courses(with);
            prop_assert!(fit < requests);
            prop_assert!(!day_is_long_enough(school, &beside(&with)), "sufficient");
            for drop in &with {
                let fewer: Vec<_> = with.iter().copied().filter(|id| id != drop).collect();
                prop_assert!(day_is_long_enough(school, &beside(&fewer)), "minimal");
            }
        }
        Reason::NeverTogether { with } | Reason::LockedApart { with, .. } => {
            let with = of_courses(with);
            // Where locks alone keep the course away from the student, nothing else was looked at.
            prop_assert!(with.is_empty() || day_is_long_enough(school, &all));
            prop_assert!(!holdable_alone(school, &beside(&with), true), "sufficient");
            for drop in &with {
                let fewer: Vec<_> = with.iter().copied().filter(|id| id != drop).collect();
                prop_assert!(holdable_alone(school, &beside(&fewer), true), "minimal");
            }
            let free = holdable_alone(school, &beside(&with), false);
            prop_assert_eq!(free, matches!(unmet.reason, Reason::LockedApart { .. }));
            if let Reason::LockedApart { locks, .. } = &unmet.reason {
                prop_assert!(!locks.is_empty() && locks.iter().all(|id| !school.locks_of(school.find_section(id).unwrap()).is_empty()));
            }
        }
        Reason::NoSeat { seats, asked } => {
            let course = school.requests()[unmet.request].course;
            let sections = &school.courses()[course].sections;
            prop_assert!(sections.iter().all(|&section| is_full(school, schedule, section)));
            prop_assert_eq!(*seats, sections.iter().map(|&section| u64::from(school.sections()[section].max_seats)).sum::<u64>());
            prop_assert_eq!(*asked as usize, school.demand(course).count());
            prop_assert!(holdable_alone(school, &all, true));
        }
        Reason::TimeClash { with } => {
            let with = of_courses(with);
            prop_assert!(holdable_alone(school, &all, true));
            prop_assert!(!holdable(school, schedule, &beside(&with), &any), "sufficient");
            for drop in &with {
                let fewer: Vec<_> = with.iter().copied().filter(|id| id != drop).collect();
                prop_assert!(holdable(school, schedule, &beside(&fewer), &any), "minimal");
            }
        }
        Reason::OutOfOrder { orders, with, sections, full } => {
            let with = of_courses(with);
            let full: Vec<SectionId> = full.iter().map(|id| school.find_section(id).unwrap()).collect();
            let seat = |id: RequestId, to: SectionId| full.is_empty() || open(id, to);
            prop_assert!(holdable(school, schedule, &all, &seat), "the order alone is in the way");
            prop_assert!(!week.holdable(&beside(&with), &seat), "sufficient");
            for drop in &with {
                let fewer: Vec<_> = with.iter().copied().filter(|id| id != drop).collect();
                prop_assert!(week.holdable(&beside(&fewer), &seat), "minimal");
            }
            let more = |some: &[SectionId]| week.holdable(&all, &|id, to| open(id, to) || some.contains(&to));
            prop_assert_eq!(more(&full), !full.is_empty());
            for drop in &full {
                prop_assert!(!more(&full.iter().copied().filter(|id| id != drop).collect::<Vec<_>>()), "minimal");
            }
            prop_assert!(!orders.is_empty() && !sections.is_empty());
            let own = |id: &str| data.requests.iter().any(|&other| school.courses()[school.requests()[other].course].id == id);
            for order in orders {
                prop_assert!(week.orders.iter().any(|rule| rule.card().slug == order.rule));
                prop_assert!(own(&order.second) && !order.first.is_empty() && order.first.iter().all(|id| own(id)));
            }
        }
        Reason::Full { sections } => {
            prop_assert!(!week.holdable(&all, &open));
            for &section in &school.courses()[school.requests()[unmet.request].course].sections {
                let one_more = week.holdable(&all, &|id, to| open(id, to) || to == section);
                prop_assert_eq!(one_more, sections.contains(&school.sections()[section].id));
            }
        }
        Reason::SeatsElsewhere { sections } => {
            let listed: Vec<SectionId> = sections.iter().map(|id| school.find_section(id).unwrap()).collect();
            let with = |more: &[SectionId]| week.holdable(&all, &|id, to| open(id, to) || more.contains(&to));
            prop_assert!(!with(&school.courses()[school.requests()[unmet.request].course].sections));
            prop_assert!(with(&listed), "sufficient");
            for drop in &listed {
                prop_assert!(!with(&listed.iter().copied().filter(|id| id != drop).collect::<Vec<_>>()), "minimal");
            }
        }
        Reason::Movable { to, moves, gives_up } => {
            let mut after = schedule.clone();
            for step in moves {
                let from = school.find_section(&step.from).unwrap();
                let id = held.iter().copied().find(|&id| schedule.seats[id] == Some(from)).unwrap();
                after.seats[id] = school.find_section(&step.to);
                prop_assert!(open(id, after.seats[id].unwrap()));
            }
            let moved = |id: RequestId| after.seats[id] != schedule.seats[id];
            let moving: Vec<RequestId> = held.iter().copied().filter(|&id| moved(id)).collect();
            for &still in &moving {
                let free = |id: RequestId| id == unmet.request || (id != still && moving.contains(&id));
                let without = week.holdable(&all, &|id, to| open(id, to) && (free(id) || schedule.seats[id] == Some(to)));
                prop_assert!(!without, "minimal");
            }
            for section in gives_up {
                let from = school.find_section(section);
                let id = data.requests.iter().copied().find(|&id| schedule.seats[id] == from).unwrap();
                after.seats[id] = None;
            }
            after.seats[unmet.request] = school.find_section(to);
            prop_assert!(open(unmet.request, after.seats[unmet.request].unwrap()));
            let mut cells: Vec<CellId> =
                data.requests.iter().filter_map(|&id| after.seats[id]).flat_map(|s| after.cells(school, s).to_vec()).collect();
            let before = cells.len();
            cells.sort_unstable();
            cells.dedup();
            prop_assert_eq!(cells.len(), before, "no overlap");
            let now: Vec<_> = data.requests.iter().filter_map(|&id| Some((id, after.seats[id]?))).collect();
            prop_assert!(in_order(school, schedule, &week.orders, &now), "in order");
            prop_assert!(held.iter().all(|&id| is_met(school, &after, id)) && is_met(school, &after, unmet.request));
        }
        Reason::Unsettled { .. } => return Err(TestCaseError::fail("such small weeks are always settled")),
        other => return Err(TestCaseError::fail(format!("untested: {other:?}"))),
    }
    prop_assert!(unmet.sentence.ends_with('.'));
    Ok(())
}

fn kind(reason: &Reason) -> &'static str {
    match reason {
        Reason::NotOffered => "not-offered",
        Reason::NotPlaced => "not-placed",
        Reason::Away { always: true } => "always-away",
        Reason::Away { always: false } => "away",
        Reason::LockedApart { .. } => "locked-apart",
        Reason::TooMany { .. } => "too-many",
        Reason::NeverTogether { .. } => "never-together",
        Reason::NoSeat { .. } => "no-seat",
        Reason::TimeClash { .. } => "time-clash",
        Reason::OutOfOrder { full, .. } if full.is_empty() => "out-of-order",
        Reason::OutOfOrder { .. } => "out-of-order, seats would do",
        Reason::Full { .. } => "full",
        Reason::SeatsElsewhere { .. } => "seats-elsewhere",
        Reason::Movable { .. } => "movable",
        _ => "other",
    }
}

#[test]
fn every_reason_is_true_sufficient_and_minimal() {
    let seen: RefCell<BTreeMap<&'static str, u32>> = RefCell::default();
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) });
    runner
        .run(&proptest::collection::vec(any::<u32>(), 0..150), |numbers| {
            let (school, schedule) = crowded(&mut testing::draws(&numbers));
            let unmet = reasons(&school, &Rules::of(&school), &schedule);
            let missing =
                school.requests().iter().filter(|(id, r)| r.priority != Priority::Alternate && !is_met(&school, &schedule, *id)).count();
            prop_assert_eq!(unmet.len(), missing);
            for one in &unmet {
                *seen.borrow_mut().entry(kind(&one.reason)).or_default() += 1;
                examine(&school, &schedule, one)?;
            }
            Ok(())
        })
        .unwrap();
    let seen = seen.into_inner();
    for kind in [
        "not-offered",
        "not-placed",
        "always-away",
        "away",
        "locked-apart",
        "too-many",
        "never-together",
        "no-seat",
        "time-clash",
        "out-of-order",
        "out-of-order, seats would do",
        "full",
        "seats-elsewhere",
        "movable",
    ] {
        assert!(seen.contains_key(kind), "{kind} never occurred: {seen:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Schedules that break rules, locks, rooms, teachers: nothing panics, and each request has one reason.
    #[test]
    fn careless_schedules_are_explained_too(numbers in proptest::collection::vec(any::<u32>(), 0..250)) {
        let (school, schedule) = testing::random_case(&mut testing::draws(&numbers));
        let unmet = reasons(&school, &Rules::of(&school), &schedule);
        let missing = school.requests().iter().filter(|(id, r)| r.priority != Priority::Alternate && !is_met(&school, &schedule, *id)).count();
        prop_assert_eq!(unmet.len(), missing);
        prop_assert!(clashes(&unmet).iter().all(|clash| clash.students >= 1));
    }
}
