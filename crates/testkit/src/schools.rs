//! Schools small enough to be understood at a glance.

use mortarboard_model::School;
use mortarboard_model::raw::{RawBell, RawCourse, RawPattern, RawRequest, RawSchool, RawStudent};

/// Two periods, two courses of one section each, two students who both want both.
///
/// No teachers, no rooms. The best schedule puts the courses in different periods and meets all four
/// primary requests.
///
/// ```
/// let raw = mortarboard_testkit::two_singletons_raw();
/// assert_eq!((raw.courses.len(), raw.requests.len()), (2, 4));
/// ```
pub fn two_singletons_raw() -> RawSchool {
    let text = str::to_owned;
    let mut raw = RawSchool::default();
    raw.settings.default_patterns = vec![text("P1"), text("P2")];
    for (slot, start, end) in [("1", "08:00", "08:45"), ("2", "08:50", "09:35")] {
        raw.bell.push(RawBell { day: text("Mon"), slot: text(slot), start: text(start), end: text(end) });
        raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: String::new(), cells: format!("{slot}(*)") });
    }
    for course in ["ART", "BIO"] {
        raw.courses.push(RawCourse {
            course: text(course),
            title: text(course),
            credits: 10,
            max_seats: 2,
            sections: Some(1),
            ..RawCourse::default()
        });
    }
    for student in ["s1", "s2"] {
        raw.students.push(RawStudent { student: text(student), ..RawStudent::default() });
        for course in ["ART", "BIO"] {
            raw.requests.push(RawRequest {
                student: text(student),
                course: text(course),
                priority: text("primary"),
                ..RawRequest::default()
            });
        }
    }
    raw
}

/// The checked form of [`two_singletons_raw`].
///
/// # Panics
/// Never: the school is fixed and free of faults.
///
/// ```
/// assert_eq!(mortarboard_testkit::two_singletons().sections().len(), 2);
/// ```
pub fn two_singletons() -> School {
    School::try_from(two_singletons_raw()).expect("the fixed school has no faults")
}
