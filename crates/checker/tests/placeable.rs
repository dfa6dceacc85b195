//! The bound against every choice there is, and against schedules.

use mortarboard_checker::{bound, counts, placeable};
use mortarboard_model::rule::{Mode, Rules};
use mortarboard_model::{CellId, CourseId, Held, Priority, RequestId, Schedule, School, SectionId, StudentId, testing};
use proptest::prelude::*;

/// The sets of cells in which a request could be met, straight from the tables.
fn times(school: &School, id: RequestId) -> Vec<(SectionId, Vec<CellId>)> {
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
            let cells = &school.patterns()[pattern].cells;
            if !away || !cells.iter().any(|cell| student.unavailable.contains(cell)) {
                times.push((section, cells.clone()));
            }
        }
    }
    times
}

/// Sections with their times, the course and the worth.
type Wish = (Vec<(SectionId, Vec<CellId>)>, CourseId, [i64; 3]);

/// Tries every choice: the best worth of the wishes, beside what is taken. Two wishes for one course take two sections, in
/// terms that have none in common.
fn all_choices(school: &School, wishes: &[Wish], taken: &mut Vec<(CourseId, SectionId, Vec<CellId>)>) -> [i64; 3] {
    let Some(((times, course, worth), rest)) = wishes.split_first() else { return [0; 3] };
    let mut best = all_choices(school, rest, taken);
    let term = |cell: &CellId| school.calendar().cells()[*cell].term;
    for (section, cells) in times {
        let clash = |(other, place, busy): &(CourseId, SectionId, Vec<CellId>)| {
            let twice = other == course && (place == section || busy.iter().any(|a| cells.iter().any(|b| term(a) == term(b))));
            twice || cells.iter().any(|cell| busy.contains(cell))
        };
        if !taken.iter().any(clash) {
            taken.push((*course, *section, cells.clone()));
            let with = all_choices(school, rest, taken);
            best = best.max(std::array::from_fn(|level| with[level] + worth[level]));
            taken.pop();
        }
    }
    best
}

fn slow(school: &School, student: StudentId, worth: impl Fn(Priority, i64) -> [i64; 3]) -> [i64; 3] {
    let requests = school.students()[student].requests.iter();
    let wishes: Vec<Wish> = requests
        .map(|&id| (id, &school.requests()[id]))
        .filter(|(_, request)| request.priority != Priority::Alternate)
        .map(|(id, request)| (times(school, id), request.course, worth(request.priority, i64::from(request.weight))))
        .collect();
    all_choices(school, &wishes, &mut Vec::new())
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn equals_the_best_of_all_choices(numbers in proptest::collection::vec(any::<u32>(), 0..200)) {
        let mut draw = testing::draws(&numbers);
        let school = School::try_from(&testing::random_raw(&mut draw)).unwrap();
        let most = placeable(&school);
        let whole = bound(&school);
        let (mut levels, mut alone) = ([0; 3], 0);
        for student in school.students().ids() {
            prop_assert_eq!(i64::from(most.students[student]), slow(&school, student, |_, _| [1, 0, 0])[0]);
            let most = slow(&school, student, by_priority);
            levels = std::array::from_fn(|level| levels[level] + most[level]);
            alone += slow(&school, student, |p, w| if p == Priority::Primary { [w, 0, 0] } else { [0; 3] })[0];
        }
        prop_assert!(most.exact && whole.exact);
        prop_assert_eq!([whole.critical, whole.required, whole.primary], levels);
        prop_assert_eq!(whole.primary_alone, alone);
    }

    #[test]
    fn no_schedule_without_clashes_meets_more(numbers in proptest::collection::vec(any::<u32>(), 0..200)) {
        let mut draw = testing::draws(&numbers);
        let school = School::try_from(&testing::random_raw(&mut draw)).unwrap();
        let schedule = testing::random_schedule(&school, &mut draw);
        let report = mortarboard_checker::verify(&school, &mortarboard_model::rule::Rules::of(&school), &schedule);
        if report.accepted() && within_the_input(&school, &schedule) {
            let counts = counts(&school, &schedule);
            prop_assert!(counts.requests.met <= counts.requests.placeable);
            let whole = bound(&school);
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
    let most = placeable(&school);
    let student = school.find_student("s7").unwrap();
    // Forty cells hold twenty pairs of days, so all sixteen fit.
    assert_eq!((most.students[student], most.exact), (16, true));
}

#[test]
fn a_schedule_of_another_school_counts_as_empty() {
    let school = School::try_from(testing::tiny()).unwrap();
    let mut schedule = Schedule::empty(&school);
    schedule.seats = Vec::new().into();
    assert_eq!(counts(&school, &schedule).requests.met, 0);
}
