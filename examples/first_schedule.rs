//! A first schedule, for a school that is written down in code.
//!
//! **The problem.** Six students, four periods. Jazz band and physics are offered once each, and half of
//! the students want both: in the same period they would shut one another out. English and algebra have
//! two sections each and so leave room to choose. One teacher teaches both sciences, in the only lab.
//!
//! **What to see.** Every request is met, and the two singletons are in different periods.
//!
//! Run with `cargo run --example first_schedule`.

use mortarboard::raw::{
    RawBell, RawCourse, RawPattern, RawQualification, RawRequest, RawRoom, RawSchool, RawSettings, RawStudent, RawTeacher,
};
use mortarboard::{Options, School};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let school = School::try_from(school())?;
    // A limit in units of work rather than seconds: the same schedule on every machine.
    let options = Options::default().without_time().with_work(20_000);

    let answer = mortarboard::solve(&school, &options, &|_| {})?;
    let schedule = answer.schedule().ok_or("no schedule was found")?;

    println!("section  period  teacher  room     students");
    let rosters = schedule.rosters(&school);
    for (id, section) in school.sections().iter() {
        let placed = schedule.placements[id];
        let period = placed.pattern.map_or("", |pattern| &school.patterns()[pattern].id);
        let teacher = placed.teacher.map_or("", |teacher| &school.teachers()[teacher].id);
        let room = placed.room.map_or("", |room| &school.rooms()[room].id);
        let students: Vec<&str> =
            rosters[id].iter().map(|&request| school.students()[school.requests()[request].student].id.as_str()).collect();
        println!("{:<8} {period:<7} {teacher:<8} {room:<8} {}", section.id, students.join(" "));
    }

    assert!(schedule.seats.values().all(Option::is_some), "every request can be met");
    let period = |section| school.find_section(section).and_then(|id| schedule.placements[id].pattern);
    assert_ne!(period("JAZZ-1"), period("PHYS-1"), "three students take both");
    Ok(())
}

fn school() -> RawSchool {
    let slots = [("1", "08:00", "08:50"), ("2", "08:55", "09:45"), ("3", "09:50", "10:40"), ("4", "10:45", "11:35")];
    let courses = [("ENG", 2, "", "t1"), ("ALG", 2, "", "t2"), ("JAZZ", 1, "", "t3"), ("PHYS", 1, "lab", "t4"), ("CHEM", 1, "lab", "t4")];
    let requests = [
        ("s1", ["ENG", "ALG", "JAZZ", "PHYS"]),
        ("s2", ["ENG", "ALG", "JAZZ", "PHYS"]),
        ("s3", ["ENG", "ALG", "JAZZ", "PHYS"]),
        ("s4", ["ENG", "ALG", "PHYS", "CHEM"]),
        ("s5", ["ENG", "ALG", "PHYS", "CHEM"]),
        ("s6", ["ENG", "ALG", "PHYS", "CHEM"]),
    ];
    let text = str::to_owned;
    RawSchool {
        settings: RawSettings { name: text("first"), default_patterns: vec![text("periods")], ..Default::default() },
        bell: slots
            .iter()
            .map(|&(slot, start, end)| RawBell { day: text("Mon"), slot: text(slot), start: text(start), end: text(end) })
            .collect(),
        patterns: slots
            .iter()
            .map(|&(slot, ..)| RawPattern { pattern: format!("P{slot}"), group: text("periods"), cells: format!("{slot}(*)") })
            .collect(),
        courses: courses
            .iter()
            .map(|&(course, sections, room, _)| RawCourse {
                course: text(course),
                max_seats: 6,
                sections: Some(sections),
                room_type: text(room),
                ..Default::default()
            })
            .collect(),
        teachers: ["t1", "t2", "t3", "t4"].map(|id| RawTeacher { teacher: text(id), ..Default::default() }).into(),
        qualifications: courses
            .iter()
            .map(|&(course, _, _, teacher)| RawQualification { teacher: text(teacher), course: text(course), ..Default::default() })
            .collect(),
        rooms: vec![RawRoom { room: text("LAB-A"), kind: text("lab"), seats: 24, ..Default::default() }],
        students: requests.iter().map(|&(student, _)| RawStudent { student: text(student), ..Default::default() }).collect(),
        requests: requests
            .iter()
            .flat_map(|&(student, wanted)| {
                wanted.map(|course| RawRequest {
                    student: text(student),
                    course: text(course),
                    priority: text("required"),
                    ..Default::default()
                })
            })
            .collect(),
        ..Default::default()
    }
}
