//! The bound against every choice there is, and against schedules.

use mortarboard_checker::{bound, counts, own_week, placeable, seat_bound};
use mortarboard_model::keeper::{Keeper, Keeping, Student};
use mortarboard_model::rule::{Mode, Rule, Rules, standard};
use mortarboard_model::{CellId, Held, PatternId, Priority, Request, RequestId, Schedule, School, SectionId, StudentId, testing};
use proptest::prelude::*;
use std::sync::Arc;

/// A section in a pattern in which a request is met.
type Place = (SectionId, PatternId);

/// Where and when a request could be met, straight from the tables.
fn times(school: &School, id: RequestId) -> Vec<Place> {
    let request = &school.requests()[id];
    let student = &school.students()[request.student];
    let course = &school.courses()[request.course];
    let hard = |slug| Rules::of(school).get(slug).is_some_and(|(_, mode)| mode == Mode::Hard);
    let (locks, away) = (hard("locks"), hard("availability"));
    let seat = school.locks().iter().find(|lock| locks && lock.held == Held::Seat(id)).map(|lock| lock.section);
    let mut times = Vec::new();
    for &section in course.sections.iter().filter(|&&section| seat.is_none_or(|seat| seat == section)) {
        let locked = school.locks_of(section).iter().find_map(|lock| match lock.held {
            Held::Pattern(pattern) if locks => Some(pattern),
            _ => None,
        });
        for &pattern in course.patterns.iter().filter(|&&pattern| locked.is_none_or(|locked| locked == pattern)) {
            if !away || !school.patterns()[pattern].cells.iter().any(|cell| student.unavailable.contains(cell)) {
                times.push((section, pattern));
            }
        }
    }
    times
}

/// The hard rules that want requests of one student to go together, if any.
fn on_order(school: &School) -> Vec<Arc<dyn Rule>> {
    let orders = |rule: &dyn Rule| match rule.search(school) {
        Keeping::Keepers(keepers) => keepers.iter().any(|keeper| matches!(keeper, Keeper::Student(Student::Order { .. }))),
        Keeping::Rows => false,
    };
    let rules = Rules::of(school);
    let hard = |rule: &Arc<dyn Rule>| rules.get(rule.card().slug).is_some_and(|(_, mode)| mode == Mode::Hard);
    standard().into_iter().filter(|rule| hard(rule) && orders(rule.as_ref())).collect()
}

/// Tries every choice: the best worth of the wishes, beside what is taken. Two wishes for one course take two sections, in
/// terms that have none in common. All that is chosen breaks none of some rules.
fn all_choices(
    school: &School,
    orders: &[Arc<dyn Rule>],
    wishes: &[(RequestId, [i64; 3])],
    taken: &mut Vec<(RequestId, Place)>,
) -> Option<[i64; 3]> {
    let Some((&(id, worth), rest)) = wishes.split_first() else {
        let mut schedule = Schedule::empty(school);
        for &(id, (section, pattern)) in &*taken {
            schedule.seats[id] = Some(section);
            schedule.placements[section].pattern = Some(pattern);
        }
        return orders.iter().all(|rule| rule.check(school, &schedule).is_empty()).then_some([0; 3]);
    };
    let mut best = all_choices(school, orders, rest, taken);
    let term = |cell: &CellId| school.calendar().cells()[*cell].term;
    let course = |id: RequestId| school.requests()[id].course;
    for (section, pattern) in times(school, id) {
        let cells = &school.patterns()[pattern].cells;
        let clash = |(other, (place, busy)): &(RequestId, Place)| {
            let busy = &school.patterns()[*busy].cells;
            let apart = || busy.iter().any(|a| cells.iter().any(|b| term(a) == term(b)));
            (course(*other) == course(id) && (*place == section || apart())) || cells.iter().any(|cell| busy.contains(cell))
        };
        if !taken.iter().any(clash) {
            taken.push((id, (section, pattern)));
            let with = all_choices(school, orders, rest, taken);
            best = best.max(with.map(|with| std::array::from_fn(|level| with[level] + worth[level])));
            taken.pop();
        }
    }
    best
}

/// The most that a student could have alone. Alternates are worth nothing, and may help to keep an order.
fn slow(school: &School, orders: &[Arc<dyn Rule>], student: StudentId, worth: impl Fn(Priority, i64) -> [i64; 3]) -> [i64; 3] {
    let requests = school.students()[student].requests.iter().map(|&id| (id, &school.requests()[id]));
    let counts = |request: &Request| request.priority != Priority::Alternate;
    let asked = requests.filter(|(_, request)| counts(request) || !orders.is_empty());
    let wishes: Vec<(RequestId, [i64; 3])> = asked
        .map(|(id, request)| (id, if counts(request) { worth(request.priority, i64::from(request.weight)) } else { [0; 3] }))
        .collect();
    all_choices(school, orders, &wishes, &mut Vec::new()).unwrap()
}

fn by_priority(priority: Priority, weight: i64) -> [i64; 3] {
    let mut worth = [0; 3];
    worth[[Priority::Critical, Priority::Required, Priority::Primary].iter().position(|&p| p == priority).unwrap()] = weight;
    worth
}

/// Every lock holds, and no student sits anywhere while elsewhere: what the bound relies on, besides clashes.
fn within_the_input(school: &School, schedule: &Schedule) -> bool {
    let locks = school.locks().iter().all(|lock| match lock.held {
        Held::Pattern(pattern) => schedule.placements[lock.section].pattern == Some(pattern),
        Held::Seat(request) => schedule.seats[request] == Some(lock.section),
        _ => true,
    });
    let present = school.requests().iter().all(|(id, request)| {
        let away = &school.students()[request.student].unavailable;
        schedule.seats[id].is_none_or(|section| !schedule.cells(school, section).iter().any(|cell| away.contains(cell)))
    });
    locks && present
}

#[test]
fn equals_the_best_of_all_choices() {
    // Students whose orders keep something out, and those of whom only a bound is known.
    let seen = std::cell::RefCell::new([0, 0]);
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) });
    let law = |numbers: Vec<u32>| {
        let mut draw = testing::draws(&numbers);
        let school = School::try_from(&testing::random_raw(&mut draw)).unwrap();
        let (most, whole, orders) = (placeable(&school, &Rules::of(&school)), bound(&school, &Rules::of(&school)), on_order(&school));
        let (mut levels, mut alone) = ([0; 3], 0);
        for student in school.students().ids() {
            let truth = slow(&school, &orders, student, |_, _| [1, 0, 0])[0];
            let found = i64::from(most.students[student]);
            prop_assert!(found >= truth && (!most.exact || found == truth), "{found} {truth}");
            prop_assert!(found <= slow(&school, &[], student, |_, _| [1, 0, 0])[0]);
            seen.borrow_mut()[0] += u32::from(most.exact && truth < slow(&school, &[], student, |_, _| [1, 0, 0])[0]);
            let most = slow(&school, &orders, student, by_priority);
            levels = std::array::from_fn(|level| levels[level] + most[level]);
            alone += slow(&school, &orders, student, |p, w| if p == Priority::Primary { [w, 0, 0] } else { [0; 3] })[0];
        }
        seen.borrow_mut()[1] += u32::from(!most.exact);
        prop_assert!(orders.is_empty() <= (most.exact && whole.exact));
        let found = [whole.critical, whole.required, whole.primary];
        prop_assert!(found >= levels && whole.primary_alone >= alone);
        prop_assert!(!whole.exact || (found == levels && whole.primary_alone == alone));
        let seats = seat_bound(&school, &Rules::of(&school));
        prop_assert_eq!(seats.placeable, most.total());
        let week = own_week(&school, &Rules::of(&school));
        let asked = school.requests().values().filter(|request| request.priority != Priority::Alternate).count() as u64;
        prop_assert_eq!(asked - seats.not_offered - week.total(), most.total());
        prop_assert!(orders.is_empty() <= (week.out_of_order == 0));
        Ok(())
    };
    runner.run(&proptest::collection::vec(any::<u32>(), 0..200), law).unwrap();
    let [kept_out, bounds] = *seen.borrow();
    assert!(kept_out > 20 && bounds < 150, "{kept_out} {bounds}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_schedule_without_clashes_meets_more(numbers in proptest::collection::vec(any::<u32>(), 0..200)) {
        let (school, schedule) = testing::random_case(&mut testing::draws(&numbers));
        let report = mortarboard_checker::verify(&school, &mortarboard_model::rule::Rules::of(&school), &schedule);
        if report.accepted() && within_the_input(&school, &schedule) {
            let counts = counts(&school, &Rules::of(&school), &schedule);
            prop_assert!(counts.requests.met <= counts.requests.placeable);
            let whole = bound(&school, &Rules::of(&school));
            let score = report.score;
            prop_assert!([score.critical, score.required, score.primary] <= [whole.critical, whole.required, whole.primary]);
            prop_assert!(score.primary <= whole.primary_alone);
        }
    }
}

/// A student who asks for more than anyone can search: the number is still a bound, and says so or is exact.
#[test]
fn a_wide_choice_stays_a_bound() {
    let mut raw = testing::tiny();
    raw.bell.clear();
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri"] {
        for slot in 0..8 {
            let (start, end) = (format!("{:02}:00", 8 + slot), format!("{:02}:45", 8 + slot));
            raw.bell.push(mortarboard_model::raw::RawBell { day: day.into(), slot: format!("{slot}"), start, end });
        }
    }
    raw.patterns.clear();
    raw.settings.default_patterns.clear();
    raw.shapes = vec![mortarboard_model::raw::RawShape {
        shape: "three".into(),
        minutes: 135,
        shortest: 45,
        longest: 45,
        fewest_meetings: 3,
        most_meetings: 3,
        anchor: "free".into(),
        ..Default::default()
    }];
    raw.settings.passing_minutes = 0;
    raw.courses.clear();
    raw.qualifications.clear();
    raw.requests.clear();
    for n in 0..16 {
        let course = format!("C{n}");
        raw.courses.push(mortarboard_model::raw::RawCourse {
            course: course.clone(),
            sections: Some(1),
            max_seats: 5,
            shape: "three".into(),
            ..Default::default()
        });
        raw.requests.push(mortarboard_model::raw::RawRequest { student: "s7".into(), course, ..Default::default() });
    }
    raw.shapes[0].anchor = "free".into();
    let school = School::try_from(&raw);
    // 10 · 8³ patterns are more than a shape may stand for; two days are few enough.
    assert!(school.is_err());
    raw.shapes[0].fewest_meetings = 2;
    raw.shapes[0].most_meetings = 2;
    raw.shapes[0].minutes = 90;
    let school = School::try_from(&raw).unwrap();
    let most = placeable(&school, &Rules::of(&school));
    let student = school.find_student("s7").unwrap();
    // Forty cells hold twenty pairs of days, so all sixteen fit.
    assert_eq!((most.students[student], most.exact), (16, true));
}

#[test]
fn a_schedule_of_another_school_counts_as_empty() {
    let school = School::try_from(testing::tiny()).unwrap();
    let mut schedule = Schedule::empty(&school);
    schedule.seats = Vec::new().into();
    assert_eq!(counts(&school, &Rules::of(&school), &schedule).requests.met, 0);
}
