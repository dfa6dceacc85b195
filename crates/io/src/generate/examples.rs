//! One tiny school for each time structure: at most 12 sections and 20 students, small enough to be
//! solved exactly.
//!
//! Ids tell what is what; every school can meet all of its requests unless its documentation says
//! otherwise.

use super::TimeStructure;
use super::day::Day;
use mortarboard_model::raw::{
    RawBell, RawCourse, RawPattern, RawQualification, RawRequest, RawRoom, RawSchool, RawSettings, RawShape, RawStudent, RawTeacher,
    RawTeam,
};

/// Seven periods a day: ten sections, of which four are singletons that many students combine.
///
/// ```
/// let raw = mortarboard_io::generate::examples::seven_period_day();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// assert_eq!((school.patterns().len(), school.sections().len()), (7, 10));
/// ```
pub fn seven_period_day() -> RawSchool {
    let mut raw = start("Seven-period day", TimeStructure::SevenPeriod);
    for (course, seats, sections) in
        [("ENG", 10, 2), ("MATH", 10, 2), ("SCI", 10, 2), ("BAND", 14, 1), ("FRENCH", 12, 1), ("ART", 12, 1), ("APBIO", 10, 1)]
    {
        add_course(&mut raw, course, seats, sections);
    }
    for (teacher, most, courses) in [
        ("T1", 5, &["ENG", "FRENCH"][..]),
        ("T2", 5, &["MATH", "SCI"]),
        ("T3", 5, &["SCI", "APBIO", "MATH"]),
        ("T4", 3, &["BAND", "ART", "FRENCH"]),
    ] {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for at in 0..18 {
        let choice = [["BAND", "FRENCH"], ["ART", "FRENCH"], ["BAND", "APBIO"], ["ART", "APBIO"]][at % 4];
        add_student(&mut raw, at, &["ENG", "MATH", "SCI"], &choice, "ART");
    }
    raw
}

/// A and B days of four blocks each.
///
/// ```
/// let raw = mortarboard_io::generate::examples::ab_days();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// assert_eq!(school.calendar().days().len(), 2);
/// ```
pub fn ab_days() -> RawSchool {
    let mut raw = start("A and B days", TimeStructure::EightAB);
    for (course, seats, sections) in [("ENG", 9, 2), ("MATH", 9, 2), ("HIST", 9, 2), ("BAND", 12, 1), ("AUTO", 12, 1), ("SPAN", 12, 1)] {
        add_course(&mut raw, course, seats, sections);
    }
    for (teacher, most, courses) in [("T1", 5, &["ENG", "HIST"][..]), ("T2", 5, &["MATH", "HIST", "AUTO"]), ("T3", 3, &["BAND", "SPAN"])] {
        add_teacher(&mut raw, teacher, most, courses);
    }
    // T3 is here on A days only.
    if let Some(teacher) = raw.teachers.last_mut() {
        teacher.unavailable = "1(B) 2(B) 3(B) 4(B)".to_owned();
    }
    for at in 0..16 {
        let choice = [["BAND", "AUTO"], ["BAND", "SPAN"], ["AUTO", "SPAN"]][at % 3];
        add_student(&mut raw, at, &["ENG", "MATH", "HIST"], &choice, "SPAN");
    }
    raw
}

/// Four blocks a day, each course in one semester.
///
/// ```
/// let raw = mortarboard_io::generate::examples::four_by_four();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// assert_eq!((school.calendar().terms().len(), school.patterns().len()), (2, 8));
/// ```
pub fn four_by_four() -> RawSchool {
    let mut raw = start("Four by four", TimeStructure::FourByFour);
    for (course, seats, sections) in
        [("ENG", 10, 2), ("MATH", 10, 2), ("SCI", 10, 2), ("HIST", 10, 2), ("CHOIR", 12, 1), ("COOK", 12, 1), ("LATIN", 12, 1)]
    {
        add_course(&mut raw, course, seats, sections);
    }
    for (teacher, most, courses) in
        [("T1", 4, &["ENG", "HIST"][..]), ("T2", 4, &["MATH", "SCI"]), ("T3", 4, &["HIST", "CHOIR", "LATIN", "COOK"])]
    {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for at in 0..16 {
        let choice = [["CHOIR", "COOK"], ["CHOIR", "LATIN"], ["COOK", "LATIN"]][at % 3];
        add_student(&mut raw, at, &["ENG", "MATH", "SCI", "HIST"], &choice, "COOK");
    }
    raw
}

/// Seven periods; two courses last one semester each and can share a period.
///
/// ```
/// let raw = mortarboard_io::generate::examples::semester_halves();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// let half = school.find_course("HEALTH").unwrap();
/// assert_eq!(school.courses()[half].patterns.len(), 14);
/// ```
pub fn semester_halves() -> RawSchool {
    let mut raw = start("Semester halves", TimeStructure::Semesters);
    for (course, seats, sections) in [("ENG", 9, 2), ("MATH", 9, 2), ("SCI", 9, 2), ("HEALTH", 9, 2), ("CIVICS", 9, 2), ("DRAMA", 14, 1)] {
        add_course(&mut raw, course, seats, sections);
    }
    for course in raw.courses.iter_mut().filter(|course| ["HEALTH", "CIVICS"].contains(&course.course.as_str())) {
        (course.patterns, course.load, course.credits) = ("half".to_owned(), Some(500), 5);
    }
    for (teacher, most, courses) in
        [("T1", 4, &["ENG", "CIVICS"][..]), ("T2", 4, &["MATH", "SCI"]), ("T3", 4, &["SCI", "HEALTH", "DRAMA", "CIVICS"])]
    {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for at in 0..16 {
        let choice = if at % 3 == 0 { &["HEALTH", "CIVICS"][..] } else { &["HEALTH", "CIVICS", "DRAMA"] };
        add_student(&mut raw, at, &["ENG", "MATH", "SCI"], choice, "DRAMA");
    }
    raw
}

/// Seven periods; a laboratory course takes two in a row.
///
/// ```
/// let raw = mortarboard_io::generate::examples::double_periods();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// let lab = school.find_course("CHEMLAB").unwrap();
/// assert!(school.courses()[lab].patterns.iter().all(|&id| school.patterns()[id].cells.len() == 10));
/// ```
pub fn double_periods() -> RawSchool {
    let mut raw = start("Double periods", TimeStructure::Doubles);
    for (course, seats, sections) in
        [("ENG", 10, 2), ("MATH", 10, 2), ("HIST", 10, 2), ("CHEMLAB", 10, 2), ("WELDING", 12, 1), ("MUSIC", 12, 1)]
    {
        add_course(&mut raw, course, seats, sections);
    }
    for course in raw.courses.iter_mut().filter(|course| ["CHEMLAB", "WELDING"].contains(&course.course.as_str())) {
        (course.patterns, course.load, course.credits) = ("double".to_owned(), Some(2000), 20);
    }
    for (teacher, most, courses) in
        [("T1", 4, &["ENG", "HIST"][..]), ("T2", 5, &["MATH", "CHEMLAB"]), ("T3", 6, &["CHEMLAB", "WELDING", "MUSIC", "HIST"])]
    {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for at in 0..18 {
        add_student(&mut raw, at, &["ENG", "MATH", "HIST", "CHEMLAB"], &[["WELDING", "MUSIC"][at % 2]], "MUSIC");
    }
    raw
}

/// Two pairs of short slots on five days; the laboratory course meets five times for 45 minutes, or
/// twice for 90 and once for 45.
///
/// ```
/// let raw = mortarboard_io::generate::examples::flexible_blocks();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// let lab = school.find_course("LAB").unwrap();
/// let shortest = school.courses()[lab].patterns.iter().map(|&id| school.calendar().blocks(&school.patterns()[id].cells).len());
/// assert_eq!((shortest.clone().min(), shortest.max()), (Some(3), Some(5)));
/// ```
pub fn flexible_blocks() -> RawSchool {
    let mut raw = start("Flexible blocks", TimeStructure::Flexible);
    raw.bell.retain(|bell| ["1", "2", "3", "4"].contains(&bell.slot.as_str()));
    raw.patterns.retain(|pattern| ["P1", "P2", "P3", "P4"].contains(&pattern.pattern.as_str()));
    raw.shapes.retain(|shape| shape.shape == "FLEX");
    for (course, seats, sections) in [("ENG", 8, 2), ("MATH", 8, 2), ("LAB", 8, 2), ("MUSIC", 12, 1)] {
        add_course(&mut raw, course, seats, sections);
    }
    for course in raw.courses.iter_mut().filter(|course| course.course == "LAB") {
        course.shape = "FLEX".to_owned();
    }
    for (teacher, most, courses) in [("T1", 3, &["ENG", "MUSIC"][..]), ("T2", 3, &["MATH", "LAB"]), ("T3", 3, &["LAB", "MATH"])] {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for at in 0..12 {
        let choice = if at % 3 == 2 { &[][..] } else { &["MUSIC"] };
        add_student(&mut raw, at, &["ENG", "MATH", "LAB"], choice, "MUSIC");
    }
    raw
}

/// Five periods on two days; the teachers of mathematics need 90 minutes of common planning, and own
/// preparation besides.
///
/// ```
/// let raw = mortarboard_io::generate::examples::with_team();
/// let school = mortarboard_model::School::try_from(&raw).unwrap();
/// assert_eq!(school.teams().len(), 1);
/// ```
pub fn with_team() -> RawSchool {
    let mut raw = RawSchool {
        settings: RawSettings {
            name: "With a team".to_owned(),
            default_patterns: vec!["regular".to_owned()],
            full_load: 3,
            ..RawSettings::default()
        },
        ..RawSchool::default()
    };
    for day in ["Mon", "Tue"] {
        for (slot, start, end) in
            [("1", "08:00", "08:48"), ("2", "08:53", "09:41"), ("3", "09:46", "10:34"), ("4", "10:39", "11:27"), ("5", "11:32", "12:20")]
        {
            raw.bell.push(RawBell { day: day.into(), slot: slot.into(), start: start.into(), end: end.into() });
        }
    }
    for slot in 1..=5 {
        raw.patterns.push(RawPattern { pattern: format!("P{slot}"), group: "regular".into(), cells: format!("{slot}(*)") });
    }
    for (course, seats, sections) in [("ALG", 6, 3), ("GEO", 6, 2), ("ENG", 10, 2), ("ART", 12, 1)] {
        add_course(&mut raw, course, seats, sections);
    }
    for (teacher, most, courses) in [("T1", 3, &["ALG", "GEO"][..]), ("T2", 3, &["ALG", "GEO"]), ("T3", 3, &["ENG", "ART"])] {
        add_teacher(&mut raw, teacher, most, courses);
    }
    for teacher in &mut raw.teachers {
        (teacher.prep_minutes, teacher.prep_block) = (Some(48), Some(45));
    }
    raw.teams.push(RawTeam { team: "mathematics".into(), courses: "ALG;GEO".into(), members: String::new(), minutes: 90, min_block: 45 });
    for at in 0..18 {
        let required = if at % 3 == 0 { ["GEO", "ENG"] } else { ["ALG", "ENG"] };
        add_student(&mut raw, at, &required, if at % 3 == 1 { &[] } else { &["ART"] }, "ART");
    }
    raw
}

/// All of them, by the name of their function.
///
/// ```
/// use mortarboard_model::School;
/// for (name, raw) in mortarboard_io::generate::examples::all() {
///     assert!(School::try_from(&raw).is_ok(), "{name}");
/// }
/// ```
pub fn all() -> Vec<(&'static str, RawSchool)> {
    vec![
        ("seven_period_day", seven_period_day()),
        ("ab_days", ab_days()),
        ("four_by_four", four_by_four()),
        ("semester_halves", semester_halves()),
        ("double_periods", double_periods()),
        ("flexible_blocks", flexible_blocks()),
        ("with_team", with_team()),
    ]
}

/// A school with bell schedule and patterns, and no more.
fn start(name: &str, time: TimeStructure) -> RawSchool {
    let day = Day::of(time);
    let flexible = |shape: &RawShape| shape.shape == "FLEX";
    RawSchool {
        settings: RawSettings {
            name: name.to_owned(),
            default_patterns: vec!["regular".to_owned()],
            full_load: day.full_load,
            ..RawSettings::default()
        },
        terms: day.raw_terms(),
        bell: day.raw_bell(),
        patterns: day.raw_patterns(),
        shapes: day.raw_shapes().into_iter().filter(flexible).collect(),
        ..RawSchool::default()
    }
}

/// Adds a course, and rooms of its own type: enough for two sections at a time.
fn add_course(raw: &mut RawSchool, course: &str, seats: u32, sections: u32) {
    let kind = if ["SCI", "APBIO", "CHEMLAB", "LAB"].contains(&course) { "lab" } else { "classroom" };
    raw.courses.push(RawCourse {
        course: course.to_owned(),
        title: course.to_owned(),
        subject: course.to_owned(),
        credits: 10,
        max_seats: seats,
        sections: Some(sections),
        room_type: kind.to_owned(),
        ..RawCourse::default()
    });
    let have = raw.rooms.iter().filter(|room| room.kind == kind).count();
    if have < 2 {
        raw.rooms.push(RawRoom { room: format!("{kind}-{}", have + 1), kind: kind.to_owned(), seats: 20, unavailable: String::new() });
    }
}

fn add_teacher(raw: &mut RawSchool, teacher: &str, most: u32, courses: &[&str]) {
    raw.teachers.push(RawTeacher {
        teacher: teacher.to_owned(),
        department: "all".to_owned(),
        max_sections: Some(most),
        ..RawTeacher::default()
    });
    for course in courses {
        raw.qualifications.push(RawQualification {
            teacher: teacher.to_owned(),
            course: (*course).to_owned(),
            ..RawQualification::default()
        });
    }
}

/// Adds a student; the alternate is left out where it is asked for already.
fn add_student(raw: &mut RawSchool, at: usize, required: &[&str], primary: &[&str], alternate: &str) {
    let student = format!("s{}", at + 1);
    raw.students.push(RawStudent { student: student.clone(), grade: Some(9 + at as u32 % 4), entered: None, unavailable: String::new() });
    let rows = required.iter().map(|course| ("required", *course)).chain(primary.iter().map(|course| ("primary", *course)));
    let asked = required.contains(&alternate) || primary.contains(&alternate);
    let rows = rows.chain(Some(("alternate", alternate)).filter(|_| !asked));
    for (rank, (priority, course)) in (1..).zip(rows) {
        raw.requests.push(RawRequest {
            student: student.clone(),
            course: course.to_owned(),
            priority: priority.to_owned(),
            rank: Some(rank),
            ..RawRequest::default()
        });
    }
}
