//! Each reason against every arrangement of one student's week.

use mortarboard_checker::{Reason, Unmet, clashes, reasons};
use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::keeper::{Keeper, Keeping, Student};
use mortarboard_model::rule::{Mode, Rule, Rules};
use mortarboard_model::{CellId, Held, Priority, RequestId, Schedule, School, SectionId, testing};
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn locked(school: &School, id: RequestId) -> Option<SectionId> {
    school.locks().iter().find(|lock| lock.held == Held::Seat(id)).map(|lock| lock.section)
}

/// The sections in which a request could be met where sections meet now, the student's other times aside.
fn sections(school: &School, schedule: &Schedule, id: RequestId) -> Vec<SectionId> {
    let request = &school.requests()[id];
    let away = &school.students()[request.student].unavailable;
    let own = school.courses()[request.course].sections.iter().copied();
    own.filter(|&section| locked(school, id).is_none_or(|locked| locked == section))
        .filter(|&section| schedule.placements[section].pattern.is_some())
        .filter(|&section| !schedule.cells(school, section).iter().any(|cell| away.contains(cell)))
        .collect()
}

/// Tries every arrangement.
fn holdable(school: &School, schedule: &Schedule, requests: &[RequestId], open: &dyn Fn(RequestId, SectionId) -> bool) -> bool {
    fn descend(
        school: &School,
        schedule: &Schedule,
        requests: &[RequestId],
        open: &dyn Fn(RequestId, SectionId) -> bool,
        taken: &[CellId],
    ) -> bool {
        let Some((&first, rest)) = requests.split_first() else { return true };
        sections(school, schedule, first).into_iter().filter(|&section| open(first, section)).any(|section| {
            let cells = schedule.cells(school, section);
            let free = !cells.iter().any(|cell| taken.contains(cell));
            free && descend(school, schedule, rest, open, &[taken, cells].concat())
        })
    }
    descend(school, schedule, requests, open, &[])
}

/// The hard rules that ask courses of one student to go together.
fn on_order(rules: &Rules, school: &School) -> Vec<Arc<dyn Rule>> {
    let orders = |rule: &dyn Rule| match rule.search(school) {
        Keeping::Keepers(keepers) => keepers.iter().any(|keeper| matches!(keeper, Keeper::Student(Student::Order { .. }))),
        Keeping::Rows => false,
    };
    let hard = |rule: &Arc<dyn Rule>| rules.get(rule.card().slug).is_some_and(|(_, mode)| mode == Mode::Hard);
    let all = mortarboard_model::rule::standard();
    all.into_iter().filter(|rule| hard(rule) && orders(rule.as_ref())).collect()
}

/// Whether a student in these sections, alone in the school, breaks none of the rules.
fn in_order(school: &School, schedule: &Schedule, orders: &[Arc<dyn Rule>], seats: &[(RequestId, SectionId)]) -> bool {
    let mut own = Schedule { seats: vec![None; schedule.seats.len()].into(), ..schedule.clone() };
    seats.iter().for_each(|&(id, section)| own.seats[id] = Some(section));
    orders.iter().all(|rule| rule.check(school, &own).is_empty())
}

/// One student's week with what rules say on its order.
struct Ordered<'a> {
    school: &'a School,
    schedule: &'a Schedule,
    orders: Vec<Arc<dyn Rule>>,
    held: Vec<RequestId>,
    /// Alternates that are met: they stay where they are, or are given up.
    spare: Vec<RequestId>,
}

impl Ordered<'_> {
    /// Tries every arrangement of some requests, with any of the others that are held.
    fn holdable(&self, requests: &[RequestId], open: &dyn Fn(RequestId, SectionId) -> bool) -> bool {
        let others = self.held.iter().filter(|id| !requests.contains(id)).chain(&self.spare);
        let all: Vec<(RequestId, bool)> = requests.iter().map(|&id| (id, true)).chain(others.map(|&id| (id, false))).collect();
        self.descend(&all, open, &mut Vec::new())
    }

    fn descend(
        &self,
        rest: &[(RequestId, bool)],
        open: &dyn Fn(RequestId, SectionId) -> bool,
        had: &mut Vec<(RequestId, SectionId)>,
    ) -> bool {
        let Some((&(id, must), rest)) = rest.split_first() else { return in_order(self.school, self.schedule, &self.orders, had) };
        let cells = |section: SectionId| self.schedule.cells(self.school, section);
        for section in sections(self.school, self.schedule, id) {
            let stays = !self.spare.contains(&id) || self.schedule.seats[id] == Some(section);
            let free = !had.iter().any(|&(_, other)| cells(other).iter().any(|cell| cells(section).contains(cell)));
            if open(id, section) && free && stays {
                had.push((id, section));
                if self.descend(rest, open, had) {
                    return true;
                }
                had.pop();
            }
        }
        !must && self.descend(rest, open, had)
    }
}

/// Tries every choice of allowed patterns, with locks or without.
fn holdable_alone(school: &School, requests: &[RequestId], locks: bool) -> bool {
    fn descend(school: &School, requests: &[RequestId], locks: bool, taken: &[CellId]) -> bool {
        let Some((&id, rest)) = requests.split_first() else { return true };
        let request = &school.requests()[id];
        let away = &school.students()[request.student].unavailable;
        let course = &school.courses()[request.course];
        let mut times = Vec::new();
        for &section in course.sections.iter().filter(|&&section| !locks || locked(school, id).is_none_or(|locked| locked == section)) {
            let fixed = school.locks_of(section).iter().filter(|_| locks).find_map(|lock| match lock.held {
                Held::Pattern(pattern) => Some(pattern),
                _ => None,
            });
            times.extend(fixed.map_or_else(|| course.patterns.clone(), |pattern| vec![pattern]));
        }
        times.into_iter().map(|pattern| &school.patterns()[pattern].cells).any(|cells| {
            !cells.iter().any(|cell| away.contains(cell) || taken.contains(cell)) && descend(school, rest, locks, &[taken, cells].concat())
        })
    }
    descend(school, requests, locks, &[])
}

/// Whether the day has time for the requests at their shortest, by cells.
fn day_is_long_enough(school: &School, requests: &[RequestId]) -> bool {
    let patterns =
        |course: &mortarboard_model::Course| course.patterns.iter().map(|&pattern| &school.patterns()[pattern]).collect::<Vec<_>>();
    let offered = school.courses().values().filter(|course| !course.sections.is_empty());
    let day: BTreeSet<CellId> = offered.flat_map(patterns).flat_map(|pattern| pattern.cells.iter().copied()).collect();
    let away = &school.students()[school.requests()[requests[0]].student].unavailable;
    let away: Vec<usize> = away.iter().filter_map(|&cell| school.atom(cell)).collect();
    let shortest = |&id: &RequestId| {
        patterns(&school.courses()[school.requests()[id].course]).iter().map(|pattern| pattern.cells.len()).min().unwrap()
    };
    let here = day.iter().filter(|&&cell| school.atom(cell).is_some_and(|atom| !away.contains(&atom)));
    requests.iter().map(shortest).sum::<usize>() <= here.count()
}

fn is_met(school: &School, schedule: &Schedule, id: RequestId) -> bool {
    schedule.seats[id].is_some_and(|section| school.sections()[section].course == school.requests()[id].course)
}

fn is_full(school: &School, schedule: &Schedule, section: SectionId) -> bool {
    let taken = schedule.seats.values().filter(|seat| **seat == Some(section)).count() as u32;
    let room = schedule.placements[section].room.filter(|_| school.needs_room(section)).map(|room| school.rooms()[room].seats);
    let cap = matches!(
        school.mode("seat-cap"),
        None | Some(mortarboard_model::raw::RawRuleMode::Hard | mortarboard_model::raw::RawRuleMode::Soft { .. })
    );
    (cap && taken >= school.sections()[section].max_seats) || room.is_some_and(|seats| taken >= seats)
}

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

/// More sections and students than the random schools of the model, so that seats matter.
fn crowded(draw: &mut dyn FnMut(u32) -> u32) -> (School, Schedule) {
    let mut raw = testing::tiny();
    raw.courses.clear();
    raw.qualifications.clear();
    raw.teachers.clear();
    raw.requests.clear();
    raw.students.clear();
    let terms = draw(3) == 0;
    if terms {
        raw.terms = ["S1", "S2"].map(|term| mortarboard_model::raw::RawTerm { term: term.into() }).into();
        for (pattern, cells) in [("A1", "S1:1(*)"), ("A2", "S1:2(*)"), ("B1", "S2:1(*)"), ("B2", "S2:2(*)")] {
            let group = "half".to_owned();
            raw.patterns.push(mortarboard_model::raw::RawPattern { pattern: pattern.into(), group, cells: cells.into() });
        }
    }
    for course in 0..4 + draw(2) {
        let id = format!("C{course}");
        let patterns = match terms {
            true => ["half", "half", "half;P1", "A1;B2", "B1"][draw(5) as usize],
            false => ["single", "single", "single;M1;T1", "D;M1", "P2;P3"][draw(5) as usize],
        };
        if terms && course > 0 && draw(2) == 0 {
            let first = draw(course);
            let more = if course > 1 && draw(3) == 0 { format!(";C{}", (first + 1) % course) } else { String::new() };
            let kind = ["before", "with", "same"][draw(3) as usize].to_owned();
            let any_of = format!("C{first}{more}");
            raw.prerequisites.push(RawPrerequisite { course: id.clone(), kind, any_of, ..RawPrerequisite::default() });
        }
        raw.courses.push(mortarboard_model::raw::RawCourse {
            course: id,
            sections: Some(draw(4)),
            max_seats: 1 + draw(2),
            patterns: patterns.into(),
            ..Default::default()
        });
    }
    for student in 0..4 {
        let id = format!("s{student}");
        let unavailable = if draw(6) == 0 { "1(Mon)" } else { "" }.to_owned();
        raw.students.push(mortarboard_model::raw::RawStudent { student: id.clone(), grade: None, entered: None, unavailable });
        for course in &raw.courses {
            if draw(4) > 0 {
                let priority = ["critical", "required", "primary", "primary", "alternate"][draw(5) as usize].to_owned();
                let course = course.course.clone();
                raw.requests.push(mortarboard_model::raw::RawRequest { student: id.clone(), course, priority, ..Default::default() });
            }
        }
    }
    let free = School::try_from(&raw).unwrap();
    if draw(3) == 0 {
        for section in free.sections().values() {
            if draw(3) > 0 {
                continue;
            }
            let patterns = &free.courses()[section.course].patterns;
            let value = free.patterns()[patterns[draw(patterns.len() as u32) as usize]].id.clone();
            raw.locks.push(mortarboard_model::raw::RawLock { section: section.id.clone(), kind: "pattern".to_owned(), value });
        }
    }
    let school = School::try_from(&raw).unwrap();
    let orders = on_order(&Rules::of(&school), &school);
    let careless = draw(10) == 0;
    let mut schedule = Schedule::empty(&school);
    for section in school.sections().ids() {
        let patterns = &school.courses()[school.sections()[section].course].patterns;
        schedule.placements[section].pattern = (draw(20) > 0).then(|| patterns[draw(patterns.len() as u32) as usize]);
        if let Some(Held::Pattern(pattern)) = school.locks_of(section).first().map(|lock| lock.held) {
            schedule.placements[section].pattern = Some(pattern);
        }
    }
    for (id, request) in school.requests().iter() {
        let taken: Vec<CellId> = school.students()[request.student]
            .requests
            .iter()
            .filter_map(|&other| schedule.seats[other])
            .flat_map(|section| schedule.cells(&school, section).to_vec())
            .collect();
        let fits: Vec<SectionId> = sections(&school, &schedule, id)
            .into_iter()
            .filter(|&section| {
                !is_full(&school, &schedule, section) && !schedule.cells(&school, section).iter().any(|cell| taken.contains(cell))
            })
            .collect();
        if !fits.is_empty() && draw(8) > 0 {
            schedule.seats[id] = Some(fits[draw(fits.len() as u32) as usize]);
            if !careless && orders.iter().any(|rule| !rule.check(&school, &schedule).is_empty()) {
                schedule.seats[id] = None;
            }
        }
    }
    (school, schedule)
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
        let mut draw = testing::draws(&numbers);
        let school = School::try_from(&testing::random_raw(&mut draw)).unwrap();
        let schedule = testing::random_schedule(&school, &mut draw);
        let unmet = reasons(&school, &Rules::of(&school), &schedule);
        let missing = school.requests().iter().filter(|(id, r)| r.priority != Priority::Alternate && !is_met(&school, &schedule, *id)).count();
        prop_assert_eq!(unmet.len(), missing);
        prop_assert!(clashes(&unmet).iter().all(|clash| clash.students >= 1));
    }
}
