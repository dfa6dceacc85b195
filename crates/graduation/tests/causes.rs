//! Why a student can't graduate on time: sections, patterns and courses are named.

use mortarboard_graduation::reach::{Cause, Reacher, Who, why, why_open};
use mortarboard_model::graduation::raw::{RawFilter, RawRequirement};
use mortarboard_model::raw::{RawRequest, RawSchool};
use mortarboard_model::testing::{changed, placed, text};
use mortarboard_model::{PlanId, Schedule, School, StudentId, testing};

/// The fixed school with a plan that asks for courses which `s12`, in the last grade, has not passed yet.
fn school(courses: &[&str], change: impl FnOnce(&mut RawSchool)) -> School {
    let ask = |course: &&str| RawRequirement { id: text(course), course: vec![text(course)], ..RawRequirement::default() };
    changed(testing::graduation(), |raw| {
        raw.plans[0].require = courses.iter().map(ask).collect();
        change(raw);
    })
}

/// Why `s12` can't graduate on time; and why somebody with the same record can't, whose seats do not matter.
fn causes(school: &School, schedule: &Schedule) -> (Option<Cause>, Option<Cause>) {
    let reacher = Reacher::new(school, PlanId(0), Some(schedule));
    let student = &school.students()[StudentId(1)];
    let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &student.unavailable };
    (why(&reacher, school, Some(schedule), StudentId(1)), why_open(&reacher, school, Some(schedule), who))
}

#[test]
fn three_courses_that_meet_in_two_periods_are_named_with_them() {
    let school = school(&["ENG4", "GEO", "BAND"], |_| ());
    let schedule = placed(&school, &[("ENG4-1", "Y1"), ("GEO-1", "Y2"), ("BAND-1", "Y1"), ("ALG2-1", "Y3")], &[]);
    let (cause, open) = causes(&school, &schedule);
    let cause = cause.expect("two of the courses meet in Y1");
    // The fewest that clash: GEO meets elsewhere.
    assert_eq!((cause.courses(), cause.patterns()), (&[text("BAND"), text("ENG4")][..], &[text("Y1")][..]));
    assert_eq!(open, Some(cause));

    let school = self::school(&["ENG4", "GEO", "BAND"], |raw| {
        for course in raw.courses.iter_mut().filter(|course| ["ENG4", "GEO", "BAND"].contains(&course.course.as_str())) {
            course.sections = Some(2);
        }
    });
    let both = |course: &'static str| [(format!("{course}-1"), "Y1"), (format!("{course}-2"), "Y2")];
    let places: Vec<(String, &str)> = ["ENG4", "GEO", "BAND"].into_iter().flat_map(both).collect();
    let places: Vec<(&str, &str)> = places.iter().map(|(section, pattern)| (section.as_str(), *pattern)).collect();
    let (cause, open) = causes(&school, &placed(&school, &places, &[]));
    let cause = cause.expect("three courses meet in two periods");
    assert_eq!(
        cause.sentence(),
        "BAND, ENG4 and GEO are needed this year and can't be held together: their sections meet only in Y1 and Y2."
    );
    assert_eq!(cause.sections(), ["BAND-1", "BAND-2", "ENG4-1", "ENG4-2", "GEO-1", "GEO-2"]);
    assert_eq!(open, Some(cause));
}

#[test]
fn one_course_alone_meets_while_the_student_is_elsewhere_or_not_at_all() {
    let school = school(&["ENG4"], |raw| raw.students[1].unavailable = text("1(*)"));
    let sentence = |places: &[(&str, &str)]| causes(&school, &placed(&school, places, &[])).0.map(|cause| cause.sentence());
    let away = "ENG4 is needed this year, and its sections meet only in Y1, when the student can't come.";
    assert_eq!(sentence(&[("ENG4-1", "Y1")]).as_deref(), Some(away));
    let never = "ENG4 is needed this year, and none of its sections has a meeting pattern.";
    assert_eq!(sentence(&[("GEO-1", "Y1")]).as_deref(), Some(never));
}

#[test]
fn full_sections_are_named() {
    let school = school(&["ENG4"], |raw| {
        let english = raw.courses.iter_mut().find(|course| course.course == "ENG4").expect("it is there");
        (english.max_seats, english.sections) = (1, Some(2));
        raw.requests.push(RawRequest { student: text("s10"), course: text("ENG4"), ..RawRequest::default() });
    });
    // The second section has no pattern, so it is not one that is full.
    let schedule = placed(&school, &[("ENG4-1", "Y1")], &[("ENG4-1", "s10")]);
    let (cause, open) = causes(&school, &schedule);
    let cause = cause.expect("the only seat is taken");
    assert_eq!(cause.sentence(), "ENG4 is needed this year, and the sections that fit the times are full: ENG4-1.");
    assert_eq!((cause.slug(), cause.sections(), cause.patterns().len()), ("no-seat", &[text("ENG4-1")][..], 0));
    assert_eq!(open, None, "seats aside, it can be had");
}

#[test]
fn what_no_schedule_mends_is_named_for_anybody() {
    let school = school(&["GEO", "ALG2"], |_| ());
    let (cause, open) = causes(&school, &placed(&school, &[("GEO-1", "Y1"), ("ALG2-1", "Y2")], &[]));
    assert_eq!(cause.as_ref().map(Cause::slug), Some("prerequisite-chain"));
    assert_eq!(open, cause);
}

#[test]
fn too_little_credit_without_any_order_is_no_chain() {
    let school = school(&["ENG4"], |raw| raw.plans[0].require[0].credits = Some(20));
    let (cause, open) = causes(&school, &placed(&school, &[("ENG4-1", "Y1")], &[]));
    let cause = cause.expect("ENG4 gives less");
    assert_eq!((cause.slug(), cause.courses()), ("too-little-offered", &[text("ENG4")][..]));
    let Cause::TooLittleOffered { asked, possible, .. } = &cause else { panic!("{cause:?}") };
    assert_eq!((*asked, *possible), (20, Some(10)));
    assert!(cause.sentence().ends_with(" asks 20 credits, and only 10 can be had: all that is left is ENG4."), "{}", cause.sentence());
    assert!(!cause.is_of_schedule());
    assert_eq!(open, Some(cause));
}

#[test]
fn participation_still_to_come_that_nothing_offered_gives_is_not_called_over() {
    let sentence = |sections: u32, grades: [u32; 2]| {
        let school = school(&[], |raw| {
            let from = vec![RawFilter { course: vec![text("BAND")], ..RawFilter::default() }];
            raw.plans[0].require =
                vec![RawRequirement { id: text("band"), title: text("Band"), each_term: Some(grades), from, ..RawRequirement::default() }];
            let band = raw.courses.iter_mut().find(|course| course.course == "BAND").expect("it is there");
            band.sections = Some(sections);
        });
        let who = Who { grade: 12, progress: &school.graduation().students[StudentId(1)], away: &[] };
        why_open(&Reacher::new(&school, PlanId(0), None), &school, None, who).map(|cause| cause.sentence())
    };
    assert_eq!(sentence(1, [12, 12]), None);
    assert_eq!(sentence(0, [12, 12]).as_deref(), Some("Band can't be met: no course that counts for it can still be had."));
    assert_eq!(sentence(1, [10, 12]).as_deref(), Some("The time for this requirement is over: Band."));
}
