//! How to spoil the tiny school, once for each kind of fault.

use mortarboard_model::graduation::raw::{RawFilter, RawListing, RawPlan, RawPrerequisite, RawRecord, RawRequirement};
use mortarboard_model::raw::{RawLock, RawSchool, RawTeam};

fn lock(raw: &mut RawSchool, section: &str, kind: &str, value: &str) {
    raw.locks.push(RawLock { section: section.into(), kind: kind.into(), value: value.into() });
}

/// Both courses can only meet in the first period.
fn both_in_p1(raw: &mut RawSchool) {
    raw.courses[..2].iter_mut().for_each(|course| "P1".clone_into(&mut course.patterns));
}

type Spoil = fn(&mut RawSchool);

/// For each kind: how to spoil the tiny school, the id at fault, and a part of the cause.
pub(super) const CASES: &[(&str, Spoil, &str, &str)] = &[
    ("nobody-qualified", |raw| raw.qualifications.retain(|row| row.course != "ART"), "ART", "1 section, and no teacher is qualified"),
    ("nobody-present", |raw| raw.teachers[0].unavailable = "1(Mon) 2(Mon) 3(Tue)".into(), "ART", "everyone qualified is away: t1"),
    ("course-minimum", |raw| raw.qualifications[0].min_sections = Some(2), "ART", "at least 2 sections of the course, and it has 1"),
    (
        "teachers-short",
        |raw| raw.courses[1].sections = Some(4),
        "ART",
        "ART and BIO have a load of 5 sections, and the 2 teachers who may teach them can carry 4 of it",
    ),
    ("no-room-of-type", |raw| raw.rooms[0].kind = "gym".into(), "BIO", "a type of room that no room has"),
    (
        "no-room-open",
        |raw| raw.rooms[0].unavailable = "1(Mon) 2(Mon) 3(Mon)".into(),
        "BIO",
        "section BIO-1 could meet, every room of its type is closed",
    ),
    (
        "rooms-short",
        |raw| raw.courses[1].sections = Some(4),
        "BIO",
        "1 course with 4 sections needs the room type of BIO, and its 1 room can hold 3 in a cycle",
    ),
    (
        "teacher-minimum",
        |raw| {
            raw.teachers[1].max_sections = Some(1);
            raw.qualifications[2].min_sections = Some(2);
        },
        "t2",
        "a load of 2, and the teacher may carry 1",
    ),
    (
        "locked-load",
        |raw| {
            raw.teachers[1].max_sections = Some(1);
            lock(raw, "BIO-1", "teacher", "t2");
            lock(raw, "BIO-2", "teacher", "t2");
        },
        "t2",
        "a load of 2, and the teacher may carry 1",
    ),
    (
        "teacher-no-prep",
        |raw| {
            raw.teachers[0].prep_minutes = Some(200);
            raw.teachers[0].prep_block = Some(45);
            lock(raw, "ART-1", "pattern", "P1");
        },
        "t1",
        "200 minutes of preparation in term year, and has at most 180",
    ),
    ("locked-not-qualified", |raw| lock(raw, "ART-1", "teacher", "t2"), "ART-1", "teacher t2, who is not qualified for ART"),
    ("locked-room-type", |raw| lock(raw, "BIO-1", "room", "R2"), "BIO-1", "room R2, which is not of the type that BIO needs"),
    (
        "locked-roster",
        |raw| {
            raw.courses[1].max_seats = 1;
            lock(raw, "BIO-1", "student", "s7");
            lock(raw, "BIO-1", "student", "s8");
        },
        "BIO-1",
        "2 students are locked into the section, and it has 1 seat",
    ),
    (
        "fixed-teacher-clash",
        |raw| {
            lock(raw, "ART-1", "pattern", "P2");
            lock(raw, "BIO-2", "pattern", "P2");
            lock(raw, "BIO-2", "teacher", "t1");
        },
        "ART-1",
        "teacher t1 must have sections ART-1 and BIO-2",
    ),
    (
        "fixed-room-clash",
        |raw| {
            lock(raw, "BIO-1", "pattern", "P2");
            lock(raw, "BIO-2", "pattern", "P2");
        },
        "BIO-1",
        "room R1 must have sections BIO-1 and BIO-2",
    ),
    (
        "fixed-student-clash",
        |raw| {
            lock(raw, "ART-1", "pattern", "P2");
            lock(raw, "BIO-1", "pattern", "P2");
            lock(raw, "ART-1", "student", "s7");
            lock(raw, "BIO-1", "student", "s7");
        },
        "ART-1",
        "student s7 must have sections ART-1 and BIO-1",
    ),
    (
        "fixed-teacher-away",
        |raw| {
            raw.teachers[1].unavailable = "2(*)".into();
            lock(raw, "BIO-1", "teacher", "t2");
            lock(raw, "BIO-1", "pattern", "P2");
        },
        "BIO-1",
        "teacher t2, who is away whenever it may meet",
    ),
    (
        "fixed-room-closed",
        |raw| {
            raw.rooms[1].unavailable = "1(Tue)".into();
            lock(raw, "ART-1", "room", "R2");
            lock(raw, "ART-1", "pattern", "P1");
        },
        "ART-1",
        "room R2, which is closed whenever it may meet",
    ),
    (
        "fixed-student-away",
        |raw| {
            raw.students[0].unavailable = "1(Tue)".into();
            lock(raw, "ART-1", "student", "s7");
            lock(raw, "ART-1", "pattern", "P1");
        },
        "ART-1",
        "student s7 is locked into the section, and elsewhere",
    ),
    (
        "team-no-time",
        |raw| {
            raw.teams.push(RawTeam { team: "x".into(), members: "t1;t2".into(), minutes: 100, min_block: 45, ..Default::default() });
            raw.teachers[0].unavailable = "1(Mon) 2(Mon)".into();
            raw.teachers[1].unavailable = "1(Tue) 2(Tue)".into();
        },
        "x",
        "needs 100 minutes in term year, and its members are free together for at most 90",
    ),
    (
        "critical-short",
        |raw| {
            raw.courses[0].max_seats = 1;
            raw.requests[0].priority = "critical".into();
            raw.requests[4].priority = "critical".into();
        },
        "ART",
        "2 students need the course this year to graduate on time, and it has 1 seat",
    ),
    (
        "not-offered",
        |raw| raw.courses[0].sections = Some(0),
        "ART",
        "2 students ask for the course, 1 of them as required, and 1 names it as an alternate, but it has no section",
    ),
    ("seats-below-demand", |raw| raw.courses[1].max_seats = 0, "BIO", "2 students ask, and its 2 sections have no seats: 2 short"),
    (
        "nobody-asks",
        |raw| raw.requests.retain(|row| row.course != "BIO" && row.instead_of != "BIO"),
        "BIO",
        "2 sections, and no student asks for it",
    ),
    ("rooms-too-small", |raw| raw.courses[1].max_seats = 9, "BIO", "up to 9 seats, and the largest room of its type has 2"),
    (
        "singletons-collide",
        |raw| {
            raw.courses[1].sections = Some(1);
            lock(raw, "ART-1", "pattern", "P3");
            lock(raw, "BIO-1", "pattern", "P3");
        },
        "ART",
        "1 student asks for both ART and BIO",
    ),
    (
        "singletons-together",
        |raw| raw.courses[1].sections = Some(1),
        "",
        "1 pair of single-section courses is asked for together; the most wanted is ART with BIO, by 1 student",
    ),
    ("teaches-nothing", |raw| raw.qualifications.retain(|row| row.teacher != "t2"), "t2", "no course that has sections"),
    ("no-grade", |raw| raw.students[0].grade = Some(9), "", "the grade of 2 students is not given: s8 and s9"),
    (
        "no-requests",
        |raw| raw.requests.retain(|row| row.student != "s9"),
        "",
        "1 student without a critical, required or primary request: s9",
    ),
    (
        "critical-beyond-the-day",
        |raw| {
            both_in_p1(raw);
            raw.requests[0].priority = "critical".into();
            raw.requests[1].priority = "critical".into();
        },
        "",
        "the critical requests of 1 student can't all be met whatever the schedule, as patterns, locks and",
    ),
    (
        "beyond-the-day",
        |raw| {
            both_in_p1(raw);
        },
        "",
        "1 request of 1 student can't be met whatever the schedule, because the student asks for more than the day has time for: s7",
    ),
    (
        "never-together",
        |raw| {
            // Another course makes the day longer.
            let other = mortarboard_model::raw::RawCourse {
                course: "GYM".into(),
                patterns: "P2".into(),
                sections: Some(1),
                unstaffed: Some(1),
                ..raw.courses[0].clone()
            };
            raw.courses.push(other);
            both_in_p1(raw);
        },
        "",
        "1 request of 1 student can't be met whatever the schedule, because the day has time for the student's courses, but they can't be",
    ),
    (
        "locked-apart",
        |raw| {
            ["ART-1", "BIO-1", "BIO-2"].iter().for_each(|section| lock(raw, section, "pattern", "P1"));
        },
        "",
        "1 request of 1 student can't be met whatever the schedule, because locks keep the student's courses apart, and without",
    ),
    (
        "never-here",
        |raw| {
            raw.courses[0].patterns = "P1".into();
            raw.students[0].unavailable = "1(*)".into();
        },
        "",
        "can't be met whatever the schedule, because the courses can only meet while the student is elsewhere: ",
    ),
    (
        "course-out-of-reach",
        |raw| {
            // The only year there is ends with ART.
            raw.settings.last_grade = 9;
            raw.prerequisites.push(mortarboard_model::graduation::raw::RawPrerequisite {
                course: "BIO".into(),
                any_of: "ART".into(),
                ..Default::default()
            });
        },
        "BIO",
        "whoever enters in grade 9 can't pass ART early enough, or at all",
    ),
    (
        "order-impossible",
        |raw| {
            raw.prerequisites.push(mortarboard_model::graduation::raw::RawPrerequisite {
                course: "BIO".into(),
                any_of: "ART".into(),
                ..Default::default()
            });
        },
        "BIO",
        "which must be over before it begins, and their locks and patterns never let it be so",
    ),
    (
        "alternates-idle",
        |raw| {
            raw.requests.retain(|row| row.student != "s8");
            raw.requests.push(mortarboard_model::raw::RawRequest {
                student: "s8".into(),
                course: "ART".into(),
                priority: "alternate".into(),
                ..Default::default()
            });
        },
        "",
        "1 student with alternates and nothing they could stand in for: s8",
    ),
    (
        "prerequisite-missing",
        |raw| raw.prerequisites.push(RawPrerequisite { course: "BIO".into(), any_of: "ART".into(), ..Default::default() }),
        "",
        // Of those who ask for BIO, s7 and s8 ask for ART too, but both are of the whole year.
        "2 requests of 2 students where what must come before or with the course is neither passed nor in progress, nor asked for so \
         that it can come in time: s7: BIO without ART and s8: BIO without ART",
    ),
    (
        "wrong-grade",
        |raw| {
            raw.students[0].grade = Some(9);
            raw.catalogue.push(RawListing { course: "BIO".into(), lowest_grade: Some(10), ..Default::default() });
        },
        "",
        "1 request of 1 student where the catalogue has the course for other grades: s7: BIO in grade 9",
    ),
    (
        "passed-already",
        |raw| raw.transcripts.push(passed("s9", "ART")),
        "",
        "1 request of 1 student where the course is passed as often as it counts, and no mark is asked that would be higher: s9: ART",
    ),
    (
        "equal-rows-ignored",
        |raw| raw.transcripts.extend([passed("s9", "BIO"), passed("s9", "BIO"), passed("s9", "BIO")]),
        "",
        "2 rows are equal in every cell to an earlier one and do not count, of 1 student: s9: BIO and s9: BIO",
    ),
    (
        "equal-rows-counted",
        |raw| {
            raw.catalogue.push(RawListing { course: "BIO".into(), completions: Some(2), ..Default::default() });
            raw.transcripts.extend([passed("s9", "BIO"), passed("s9", "BIO")]);
        },
        "",
        "1 row is equal in every cell to an earlier one and counts, since the course may be passed more than once, of 1 student: s9: BIO",
    ),
    (
        "credits-in-parts",
        |raw| {
            raw.students[2].grade = Some(10);
            raw.plans.push(plan(&[tagged("BIO", "")]));
            raw.transcripts.push(RawRecord { credits: Some(3), ..passed("s9", "BIO") });
        },
        "",
        "1 row has credits that are no multiple of the unit of a plan that the student follows, of 1 student: s9: BIO with 3, unit 5",
    ),
];

fn passed(student: &str, course: &str) -> RawRecord {
    RawRecord { student: student.into(), course: course.into(), grade: Some(9), mark: "C".into(), ..Default::default() }
}

/// Ten credits of a course with a mark, if one is given.
fn tagged(course: &str, mark: &str) -> RawRequirement {
    let from = RawFilter { course: vec![course.into()], min_mark: mark.into(), ..Default::default() };
    RawRequirement { credits: Some(10), from: vec![from], ..Default::default() }
}

fn plan(require: &[RawRequirement]) -> RawPlan {
    RawPlan { plan: "p".into(), unit: Some(5), everyone: true, require: require.to_vec(), ..Default::default() }
}
