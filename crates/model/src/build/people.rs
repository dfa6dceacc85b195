//! Teachers, rooms, students, requests, locks and teams.

use super::courses::Courses;
use super::{cells, empty, list, register, resolve};
use crate::fault::Fault;
use crate::ids::{CourseId, Id, IdVec, RequestId, RoomId, StudentId, TeacherId, TeamId};
use crate::raw::{RawRequest, RawSchool, RawStudent};
use crate::school::{Held, Index, Lock, Priority, Qualification, Request, Room, Student, Teacher, Team};
use crate::time::Calendar;
use std::collections::BTreeMap;

/// Most times that one row may ask for a course: far more than a year has terms.
const MOST_TIMES: u32 = 100;

pub(super) fn teachers(raw: &RawSchool, calendar: &Calendar, ids: &mut Index, faults: &mut Vec<Fault>) -> IdVec<TeacherId, Teacher> {
    let mut teachers = IdVec::new();
    for (row, given) in raw.teachers.iter().enumerate() {
        let next = TeacherId::from_index(teachers.len());
        if !register("teachers", row, "teacher", &given.teacher, &mut ids.teachers, next, faults) {
            continue;
        }
        let fte = given.fte.unwrap_or(1000);
        let full = |sections: u32| sections.saturating_mul(1000);
        let by_fte = u64::from(raw.settings.full_load) * u64::from(fte);
        teachers.push(Teacher {
            id: given.teacher.clone(),
            department: given.department.clone(),
            fte,
            max_load: given.max_sections.map_or_else(|| u32::try_from(by_fte).unwrap_or(u32::MAX), full),
            max_preps: given.max_preps,
            prep_minutes: given.prep_minutes.unwrap_or(0),
            prep_block: given.prep_block.unwrap_or(1),
            unavailable: cells("teachers", row, &given.teacher, &given.unavailable, calendar, faults),
        });
    }
    teachers
}

pub(super) fn rooms(raw: &RawSchool, calendar: &Calendar, ids: &mut Index, faults: &mut Vec<Fault>) -> IdVec<RoomId, Room> {
    let mut rooms = IdVec::new();
    for (row, given) in raw.rooms.iter().enumerate() {
        let next = RoomId::from_index(rooms.len());
        if register("rooms", row, "room", &given.room, &mut ids.rooms, next, faults) {
            rooms.push(Room {
                id: given.room.clone(),
                kind: given.kind.trim().to_owned(),
                seats: given.seats,
                unavailable: cells("rooms", row, &given.room, &given.unavailable, calendar, faults),
            });
        }
    }
    rooms
}

pub(super) fn qualifications(raw: &RawSchool, ids: &Index, faults: &mut Vec<Fault>) -> Vec<Qualification> {
    let mut found: BTreeMap<(CourseId, TeacherId), Qualification> = BTreeMap::new();
    for (row, given) in raw.qualifications.iter().enumerate() {
        let table = "qualifications";
        let teacher = resolve(table, row, ("teacher", "teacher"), &given.teacher, &ids.teachers, faults);
        let course = resolve(table, row, ("course", "course"), &given.course, &ids.courses, faults);
        let (Some(teacher), Some(course)) = (teacher, course) else { continue };
        let min_sections = given.min_sections.unwrap_or(0);
        if given.max_sections.is_some_and(|most| most < min_sections) {
            faults.push(
                Fault::error("out-of-range", table)
                    .at(row, "max_sections")
                    .of(&given.teacher)
                    .because(format!("at most {} sections, but at least {min_sections}", given.max_sections.unwrap_or(0)))
                    .mend("make max_sections at least min_sections"),
            );
        }
        let item =
            Qualification { teacher, course, min_sections, max_sections: given.max_sections, preference: given.preference.unwrap_or(0) };
        if found.insert((course, teacher), item).is_some() {
            faults.push(
                Fault::error("duplicate", table)
                    .at(row, "teacher")
                    .of(&given.teacher)
                    .because(format!("an earlier row lists the teacher's qualification for {}", given.course))
                    .mend("keep one of the rows"),
            );
        }
    }
    found.into_values().collect()
}

/// A year of first entry needs the school's own year, and can't lie behind it.
fn entered(raw: &RawSchool, row: usize, given: &RawStudent, faults: &mut Vec<Fault>) {
    let Some(entered) = given.entered else { return };
    let fault = |slug| Fault::error(slug, "students").at(row, "entered").of(&given.student);
    match raw.settings.year {
        None => {
            let cause = "the year of entry tells nothing as long as the settings do not say which year the school's own is";
            faults.push(fault("missing-year").because(cause).mend("set `year` in the settings, or leave the column blank"));
        }
        Some(year) if entered > year => {
            let cause = format!("{entered} is later than the school's own year, {year}");
            faults.push(fault("out-of-range").because(cause).mend("give the year in which the student first entered the first grade"));
        }
        Some(_) => {}
    }
}

pub(super) fn students(
    raw: &RawSchool,
    calendar: &Calendar,
    ids: &mut Index,
    faults: &mut Vec<Fault>,
) -> (IdVec<StudentId, Student>, IdVec<RequestId, Request>) {
    let mut students: IdVec<StudentId, Student> = IdVec::new();
    for (row, given) in raw.students.iter().enumerate() {
        entered(raw, row, given, faults);
        let next = StudentId::from_index(students.len());
        if register("students", row, "student", &given.student, std::sync::Arc::make_mut(&mut ids.students), next, faults) {
            students.push(Student {
                id: given.student.clone(),
                grade: given.grade,
                entered: given.entered,
                unavailable: cells("students", row, &given.student, &given.unavailable, calendar, faults),
                requests: Vec::new(),
            });
        }
    }
    empty(&students, "students", faults);
    let mut requests: IdVec<RequestId, Request> = IdVec::new();
    let mut seen: BTreeMap<(StudentId, CourseId), usize> = BTreeMap::new();
    let completions: BTreeMap<&str, u32> =
        raw.catalogue.iter().map(|listing| (listing.course.as_str(), listing.completions.unwrap_or(1))).collect();
    for (row, given) in raw.requests.iter().enumerate() {
        let table = "requests";
        let student = resolve(table, row, ("student", "student"), &given.student, &ids.students, faults);
        let course = resolve(table, row, ("course", "course"), &given.course, &ids.courses, faults);
        let instead_of = if given.instead_of.is_empty() {
            None
        } else {
            resolve(table, row, ("instead_of", "course"), &given.instead_of, &ids.courses, faults)
        };
        let priority = match given.priority.as_str() {
            "critical" => Some(Priority::Critical),
            "required" => Some(Priority::Required),
            "primary" | "" => Some(Priority::Primary),
            "alternate" => Some(Priority::Alternate),
            _ => {
                faults.push(
                    Fault::error("bad-value", table)
                        .at(row, "priority")
                        .of(&given.student)
                        .because("the cell is not one of critical, required, primary and alternate")
                        .mend("use critical, required, primary or alternate"),
                );
                None
            }
        };
        if given.weight == Some(0) {
            faults.push(
                Fault::error("out-of-range", table)
                    .at(row, "weight")
                    .of(&given.student)
                    .because("a request of weight 0 would never be met on purpose")
                    .mend("give a weight of at least 1, or delete the row"),
            );
        }
        if instead_of.is_some() && priority.is_some_and(|p| p != Priority::Alternate) {
            faults.push(
                Fault::error("bad-value", table)
                    .at(row, "instead_of")
                    .of(&given.student)
                    .because("only an alternate stands in for another course")
                    .mend("leave the column blank, or make the request an alternate"),
            );
        }
        let times = times(row, given, &completions, faults);
        let (Some(student), Some(course), Some(priority)) = (student, course, priority) else { continue };
        if let Some(first) = seen.insert((student, course), row) {
            faults.push(
                Fault::error("duplicate", table)
                    .at(row, "course")
                    .of(&given.student)
                    .because(format!("the student requests {} in row {} already", given.course, first + 1))
                    .beside(first)
                    .mend("keep one of the rows"),
            );
            continue;
        }
        let rank = given.rank.unwrap_or(0);
        for time in 1..=times {
            let weight = given.weight.unwrap_or(1).max(1);
            requests.push(Request { student, course, priority, rank, weight, instead_of, time, times });
        }
    }
    for (id, request) in requests.iter() {
        students[request.student].requests.push(id);
    }
    for student in students.ids() {
        students[student].requests.sort_by_key(|&id| (requests[id].priority, requests[id].rank, id));
    }
    check_stand_ins(raw, &students, &requests, ids, faults);
    (students, requests)
}

/// How often a row asks for its course; once where the number is at fault.
fn times(row: usize, given: &RawRequest, completions: &BTreeMap<&str, u32>, faults: &mut Vec<Fault>) -> u32 {
    let times = given.times.unwrap_or(1);
    let most = completions.get(given.course.as_str()).copied().unwrap_or(1);
    let (cause, fix) = if times == 0 {
        ("a request for 0 times asks for nothing".to_owned(), "give a number of at least 1, or delete the row".to_owned())
    } else if times > most.max(1) {
        let often = if most > 1 { format!("{most} times") } else { "once".to_owned() };
        let cause = format!("the student asks for {} {times} times, and it may be passed for credit {often}", given.course);
        (cause, format!("ask for it at most {often}, or raise `completions` of the course in the catalogue"))
    } else if times > MOST_TIMES {
        (format!("{times} times in one year are more than is supported"), format!("ask for the course at most {MOST_TIMES} times"))
    } else {
        return times;
    };
    faults.push(Fault::error("out-of-range", "requests").at(row, "times").of(&given.student).because(cause).mend(fix));
    1
}

/// An alternate that names a course must name one that the student requests.
fn check_stand_ins(
    raw: &RawSchool,
    students: &IdVec<StudentId, Student>,
    requests: &IdVec<RequestId, Request>,
    ids: &Index,
    faults: &mut Vec<Fault>,
) {
    for (row, given) in raw.requests.iter().enumerate().filter(|(_, given)| !given.instead_of.is_empty()) {
        let (Some(student), Some(course)) = (ids.students.get(&given.student), ids.courses.get(&given.instead_of)) else { continue };
        let asked =
            students[*student].requests.iter().any(|&id| requests[id].course == *course && requests[id].priority != Priority::Alternate);
        if !asked {
            faults.push(
                Fault::error("bad-value", "requests")
                    .at(row, "instead_of")
                    .of(&given.student)
                    .because(format!("the student does not request {}", given.instead_of))
                    .mend("name a request of the student that is not an alternate, or leave the column blank"),
            );
        }
    }
}

pub(super) fn locks(
    raw: &RawSchool,
    courses: &Courses,
    students: &IdVec<StudentId, Student>,
    requests: &IdVec<RequestId, Request>,
    ids: &Index,
    faults: &mut Vec<Fault>,
) -> Vec<Lock> {
    let mut locks: BTreeMap<Lock, usize> = BTreeMap::new();
    for (row, given) in raw.locks.iter().enumerate() {
        let table = "locks";
        let section = resolve(table, row, ("section", "section"), &given.section, &ids.sections, faults);
        let held = match given.kind.as_str() {
            "pattern" => resolve(table, row, ("value", "pattern"), &given.value, &ids.patterns, faults).map(Held::Pattern),
            "teacher" => resolve(table, row, ("value", "teacher"), &given.value, &ids.teachers, faults).map(Held::Teacher),
            "room" => resolve(table, row, ("value", "room"), &given.value, &ids.rooms, faults).map(Held::Room),
            "student" => resolve(table, row, ("value", "student"), &given.value, &ids.students, faults).and_then(|student| {
                let section = section?;
                let course = courses.sections.get(section)?.course;
                // Several locks of one student on a course hold the student's requests for it in the order of the rows.
                let held = |id: RequestId| locks.keys().find(|lock| lock.held == Held::Seat(id)).map(|lock| lock.section);
                let here = |&id: &RequestId| requests[id].times == 1 || held(id).is_none_or(|other| other == section);
                let own = || students[student].requests.iter().copied().filter(|&id| requests[id].course == course);
                let found = own().find(here).or_else(|| own().next_back());
                if found.is_none() {
                    faults.push(
                        Fault::error("seat-without-request", table)
                            .at(row, "value")
                            .of(&given.value)
                            .because(format!("the student does not request {}", courses.courses[course].id))
                            .mend("add the request, or delete the lock"),
                    );
                }
                found.map(Held::Seat)
            }),
            _ => {
                faults.push(
                    Fault::error("bad-value", table)
                        .at(row, "kind")
                        .of(&given.section)
                        .because("the cell is not one of pattern, teacher, room and student")
                        .mend("use pattern, teacher, room or student"),
                );
                None
            }
        };
        let (Some(section), Some(held)) = (section, held) else { continue };
        locks.entry(Lock { section, held }).or_insert(row);
    }
    contradictions(&locks, courses, ids, raw, faults);
    locks.into_keys().collect()
}

/// Two locks of one kind on one section, or one request held by two sections.
fn contradictions(locks: &BTreeMap<Lock, usize>, courses: &Courses, ids: &Index, raw: &RawSchool, faults: &mut Vec<Fault>) {
    let mut one: BTreeMap<(u8, u32), usize> = BTreeMap::new();
    for (lock, &row) in locks {
        let key = match lock.held {
            Held::Pattern(_) => (0, lock.section.0),
            Held::Teacher(_) => (1, lock.section.0),
            Held::Room(_) => (2, lock.section.0),
            Held::Seat(request) => (3, request.0),
        };
        if let Some(other) = one.insert(key, row) {
            let (row, other) = (row.max(other), row.min(other));
            faults.push(
                Fault::error("contradiction", "locks")
                    .at(row, "value")
                    .of(&raw.locks[row].section)
                    .because(format!("row {} locks the same thing elsewhere", other + 1))
                    .beside(other)
                    .mend("keep one of the two locks"),
            );
        }
        if let (Held::Teacher(_), true) = (lock.held, courses.sections[lock.section].unstaffed) {
            faults.push(
                Fault::error("contradiction", "locks")
                    .at(row, "value")
                    .of(&raw.locks[row].section)
                    .because("the section is one that has nobody yet, by `unstaffed` of its course or of its own row")
                    .mend("delete the lock, or state fewer sections that have nobody"),
            );
        }
        if let Held::Pattern(pattern) = lock.held {
            let course = &courses.courses[courses.sections[lock.section].course];
            if course.patterns.binary_search(&pattern).is_err() {
                faults.push(
                    Fault::error("contradiction", "locks")
                        .at(row, "value")
                        .of(&raw.locks[row].section)
                        .because(format!("course {} does not allow pattern {}", course.id, raw.locks[row].value))
                        .mend("allow the pattern for the course, or change the lock"),
                );
            }
        }
    }
    debug_assert!(ids.sections.len() == courses.sections.len() || !faults.is_empty());
}

pub(super) fn teams(raw: &RawSchool, ids: &mut Index, faults: &mut Vec<Fault>) -> IdVec<TeamId, Team> {
    let mut teams = IdVec::new();
    for (row, given) in raw.teams.iter().enumerate() {
        let table = "teams";
        let next = TeamId::from_index(teams.len());
        if !register(table, row, "team", &given.team, &mut ids.teams, next, faults) {
            continue;
        }
        let courses: Vec<CourseId> =
            list(&given.courses).filter_map(|id| resolve(table, row, ("courses", "course"), id, &ids.courses, faults)).collect();
        let members: Vec<TeacherId> =
            list(&given.members).filter_map(|id| resolve(table, row, ("members", "teacher"), id, &ids.teachers, faults)).collect();
        if list(&given.courses).next().is_none() && list(&given.members).next().is_none() {
            faults.push(
                Fault::error("empty-team", table)
                    .at(row, "members")
                    .of(&given.team)
                    .because("the team has neither courses nor members")
                    .mend("list courses, teachers or both"),
            );
        }
        if given.minutes == 0 || given.min_block == 0 {
            faults.push(
                Fault::error("out-of-range", table)
                    .at(row, "minutes")
                    .of(&given.team)
                    .because(format!("{} minutes in blocks of at least {} can't be planned", given.minutes, given.min_block))
                    .mend("give minutes and min_block of at least 1"),
            );
        }
        teams.push(Team { id: given.team.clone(), courses, members, minutes: given.minutes, min_block: given.min_block });
    }
    teams
}
