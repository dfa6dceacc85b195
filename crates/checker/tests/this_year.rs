//! Needed courses that clash, what would mend it, and time without content.

use mortarboard_checker::{empty_time, this_year};
use mortarboard_model::graduation::raw::RawListing;
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent};
use mortarboard_model::rule::Rules;
use mortarboard_model::testing::{placed, text};
use mortarboard_model::{CourseId, IdVec, Schedule, School};

/// Three periods; courses with so many sections of 30 seats; students who ask for all of them.
fn school(courses: &[(&str, u32)], students: usize) -> RawSchool {
    let mut raw = RawSchool::default();
    raw.settings.default_patterns = vec![text("P1"), text("P2"), text("P3")];
    for (slot, start, end) in [("1", "08:00", "08:50"), ("2", "09:00", "09:50"), ("3", "10:00", "10:50")] {
        raw.bell.push(RawBell { day: text("Mon"), slot: text(slot), start: text(start), end: text(end) });
        raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: String::new(), cells: format!("{slot}(*)") });
    }
    for &(course, sections) in courses {
        raw.courses.push(RawCourse { course: text(course), max_seats: 30, sections: Some(sections), ..RawCourse::default() });
    }
    for student in 0..students {
        raw.students.push(RawStudent { student: format!("s{student}"), grade: Some(11), entered: None, unavailable: String::new() });
        for &(course, _) in courses {
            raw.requests.push(RawRequest { student: format!("s{student}"), course: text(course), ..RawRequest::default() });
        }
    }
    raw
}

#[test]
fn a_clash_names_the_fewest_courses_the_students_and_what_would_free_them() {
    let school = School::try_from(school(&[("ART", 1), ("BAND", 1), ("CALC", 1), ("MATH", 2)], 4)).expect("a sound school");
    let schedule = placed(&school, &[("ART-1", "P1"), ("BAND-1", "P2"), ("CALC-1", "P2"), ("MATH-1", "P1"), ("MATH-2", "P3")], &[]);
    let all: Vec<CourseId> = school.courses().ids().collect();
    let needs = vec![all[..3].to_vec(), all[1..3].to_vec(), all[..2].to_vec(), Vec::new()];
    let year = this_year(&school, &Rules::of(&school), &schedule, &IdVec::from(needs));
    assert_eq!((year.students, year.possible, year.seated), (3, 1, 0));
    let clash = &year.clashes[0];
    assert_eq!(clash.sentence, "2 students can't hold BAND and CALC together: their sections meet only in P2.");
    assert_eq!(clash.students, ["s0", "s1"]);
    assert_eq!((clash.patterns.as_slice(), clash.sections.as_slice()), (&[text("P2")][..], &[text("BAND-1"), text("CALC-1")][..]));
    let mends: Vec<(&str, u64)> = clash.mends.iter().map(|mend| (mend.change.as_str(), mend.frees)).collect();
    // Only P3 is free for s0, who needs ART in P1 as well.
    assert_eq!(
        mends,
        [
            ("move section BAND-1 to pattern P3, where its teacher and room are free", 2),
            ("move section CALC-1 to pattern P3, where its teacher and room are free", 2),
            ("offer another section of BAND", 2),
        ]
    );
    assert_eq!(year.unseated[0].sentence, "1 student who needs it does not sit in ART, though times allow it: 30 seats are free.");
}

#[test]
fn a_course_that_meets_only_while_the_student_is_elsewhere_clashes_alone() {
    let mut raw = school(&[("ART", 1)], 1);
    raw.students[0].unavailable = text("1(*)");
    let school = School::try_from(raw).expect("a sound school");
    let needs = IdVec::from(vec![school.courses().ids().collect::<Vec<_>>()]);
    let year = this_year(&school, &Rules::of(&school), &placed(&school, &[("ART-1", "P1")], &[]), &needs);
    assert_eq!(year.clashes[0].sentence, "1 student can't hold ART: its sections meet only in P1, while the student is elsewhere.");
    let year = this_year(&school, &Rules::of(&school), &Schedule::empty(&school), &needs);
    assert_eq!(year.clashes[0].sentence, "1 student can't hold ART: none of its sections has a meeting pattern.");
}

#[test]
fn a_period_without_content_is_empty_time() {
    let mut raw = school(&[("AIDE", 1), ("ART", 1)], 2);
    raw.catalogue = vec![RawListing { course: text("AIDE"), content: text("no"), ..RawListing::default() }];
    let school = School::try_from(raw).expect("a sound school");
    let seats = [("AIDE-1", "s0"), ("ART-1", "s0"), ("ART-1", "s1")];
    let empty = empty_time(&school, &Rules::of(&school), &placed(&school, &[("AIDE-1", "P1"), ("ART-1", "P2")], &seats));
    let found: Vec<(&str, u32, u32)> = empty.iter().map(|one| (one.student.as_str(), one.cells, one.empty)).collect();
    assert_eq!(found, [("s0", 3, 2), ("s1", 3, 2)]);
}
