//! Random small schools.

use super::{chance, pick};
use crate::graduation::raw::{RawListing, RawPrerequisite, RawRecord};
use crate::ids::{IdVec, RequestId};
use crate::raw::{
    RawBell, RawCourse, RawLock, RawObjective, RawPattern, RawQualification, RawRequest, RawRoom, RawRow, RawRuleMode, RawSchool,
    RawSection, RawShape, RawStudent, RawTeacher, RawTeam, RawTerm,
};
use crate::school::{Priority, School};
use crate::score::Level;

const DAYS: [&str; 3] = ["Mon", "Tue", "Wed"];
const COURSES: [&str; 4] = ["ART", "BIO", "CHEM", "DRAMA"];
const KINDS: [&str; 2] = ["lab", "any"];
const MOST_SECTIONS: u32 = 5;

type Draw<'a> = &'a mut dyn FnMut(u32) -> u32;

/// A random tiny school that [`School::try_from`] accepts.
///
/// One or two terms, up to three days of two to four slots, patterns of a slot, a double, a day or a
/// half year, sometimes a shape; two to four courses with at most five sections, some of which may be asked for twice; up to
/// four teachers, three rooms and five students; sometimes locks, one or two teams, rules that are priced, reported or off, prerequisites and sections that have nobody yet. It need not have a schedule
/// that keeps all rules.
///
/// ```
/// use mortarboard_model::{testing, School};
/// let raw = testing::random_raw(&mut testing::draws(&[3, 1, 4, 1, 5]));
/// assert!(School::try_from(&raw).is_ok());
/// ```
pub fn random_raw(draw: &mut dyn FnMut(u32) -> u32) -> RawSchool {
    let mut raw = RawSchool::default();
    time(&mut raw, draw);
    courses(&mut raw, draw);
    teachers(&mut raw, draw);
    rooms(&mut raw, draw);
    students(&mut raw, draw);
    teams(&mut raw, draw);
    settings(&mut raw, draw);
    locks(&mut raw, draw);
    unstaffed(&mut raw, draw);
    prerequisites(&mut raw, draw);
    rule_tables(&mut raw, draw);
    raw
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn time(raw: &mut RawSchool, draw: Draw) {
    let terms = 1 + draw(2);
    if terms == 2 || chance(1, 2, draw) {
        raw.terms = (1..=terms).map(|term| RawTerm { term: format!("S{term}") }).collect();
    }
    let days = 1 + draw(3);
    let slots = 2 + draw(3);
    let lengths: Vec<u32> = (0..slots).map(|_| [45, 45, 60, 30][draw(4) as usize % 4]).collect();
    for (at, day) in DAYS.iter().take(days as usize).enumerate() {
        // Later days may be shorter and may begin at another hour; the first day has every slot.
        let here = if at > 0 && slots > 2 && chance(1, 4, draw) { slots - 1 } else { slots };
        let mut start = 480 + 15 * draw(2);
        for slot in 1..=here {
            let end = start + lengths[slot as usize - 1];
            raw.bell.push(RawBell { day: (*day).to_owned(), slot: slot.to_string(), start: clock(start), end: clock(end) });
            // A gap of 30 minutes is longer than the passing time, so that blocks end there.
            start = end + if chance(1, 5, draw) { 30 } else { 5 };
        }
    }
    let mut pattern = |pattern: String, group: &str, cells: String| {
        raw.patterns.push(RawPattern { pattern, group: group.to_owned(), cells });
    };
    for slot in 1..=slots {
        pattern(format!("P{slot}"), "single", format!("{slot}(*)"));
    }
    if chance(1, 3, draw) {
        pattern("D1".to_owned(), "long", "1(*) 2(*)".to_owned());
    }
    if days > 1 && chance(1, 2, draw) {
        let slot = 1 + draw(2);
        pattern("A".to_owned(), "part", format!("{slot}(Mon)"));
        pattern("B".to_owned(), "part", format!("{slot}(Tue)"));
    }
    if terms == 2 && chance(2, 3, draw) {
        let slot = 1 + draw(2);
        pattern("H1".to_owned(), "half", format!("S1:{slot}(*)"));
        pattern("H2".to_owned(), "half", format!("S2:{slot}(*)"));
    }
    if chance(1, 4, draw) {
        // Slot 1 of the first day alone always has this shape.
        let length = lengths[0];
        raw.shapes.push(RawShape {
            shape: "flex".to_owned(),
            minutes: length,
            tolerance: [0, 15, length][draw(3) as usize % 3],
            shortest: 30,
            longest: length + 45 * draw(2),
            fewest_meetings: 1,
            most_meetings: 1 + draw(2),
            terms: ["all", "one"][draw(2) as usize % 2].to_owned(),
            anchor: ["same-slot", "free"][draw(2) as usize % 2].to_owned(),
        });
    }
}

fn courses(raw: &mut RawSchool, draw: Draw) {
    raw.settings.default_patterns = vec!["single".to_owned()];
    let mut names: Vec<String> = raw.patterns.iter().map(|pattern| pattern.pattern.clone()).collect();
    names.extend(["single".to_owned()]);
    let count = 2 + draw(3);
    let mut left = MOST_SECTIONS;
    for name in COURSES.iter().take(count as usize) {
        let mut course = RawCourse { course: (*name).to_owned(), title: (*name).to_owned(), ..RawCourse::default() };
        course.credits = 5 * (1 + draw(2));
        course.max_seats = 1 + draw(3);
        if chance(1, 2, draw) {
            course.room_type = pick(&KINDS, draw).copied().unwrap_or_default().to_owned();
        }
        if !raw.shapes.is_empty() && chance(1, 2, draw) {
            course.shape = "flex".to_owned();
        } else if chance(1, 2, draw) {
            let some: Vec<&str> = (0..1 + draw(3)).filter_map(|_| pick(&names, draw)).map(String::as_str).collect();
            course.patterns = some.join(";");
        }
        // Half-year courses that may be passed twice, so that a student can ask for two in a year.
        let halves = raw.patterns.iter().any(|pattern| pattern.group == "half") && chance(1, 3, draw);
        if halves {
            (course.patterns, course.shape) = ("half".to_owned(), String::new());
            raw.catalogue.push(RawListing { course: (*name).to_owned(), completions: Some(2), ..RawListing::default() });
        }
        if chance(1, 4, draw) {
            course.load = Some(500 + 500 * draw(3));
        }
        let sections = if chance(1, 12, draw) { 0 } else { (1 + draw(2)).max(if halves { 2 } else { 0 }).min(left) };
        left -= sections;
        course.sections = Some(sections);
        if sections > 0 && chance(1, 4, draw) {
            let seats = if chance(1, 2, draw) { Some(1 + draw(3)) } else { None };
            raw.sections.push(RawSection {
                section: format!("{name}-x"),
                course: (*name).to_owned(),
                max_seats: seats,
                ..RawSection::default()
            });
        }
        raw.courses.push(course);
    }
}

/// Cells in which someone is away; mostly none.
fn away(raw: &RawSchool, draw: Draw) -> String {
    let Some(bell) = pick(&raw.bell, draw).filter(|_| chance(1, 4, draw)) else { return String::new() };
    let days = if chance(1, 2, draw) { "*" } else { bell.day.as_str() };
    match pick(&raw.terms, draw).filter(|_| chance(1, 2, draw)) {
        Some(term) => format!("{}:{}({days})", term.term, bell.slot),
        None => format!("{}({days})", bell.slot),
    }
}

fn some(of: u32, draw: Draw) -> Option<u32> {
    chance(1, 2, draw).then(|| 1 + draw(of))
}

fn teachers(raw: &mut RawSchool, draw: Draw) {
    let count = if chance(1, 10, draw) { 0 } else { 1 + draw(4) };
    for n in 1..=count {
        let teacher = RawTeacher {
            teacher: format!("t{n}"),
            department: String::new(),
            fte: chance(1, 4, draw).then_some(500),
            max_sections: some(3, draw),
            max_preps: some(2, draw),
            prep_minutes: chance(1, 3, draw).then(|| 30 + 15 * draw(4)),
            prep_block: chance(1, 3, draw).then(|| 30 + 15 * draw(3)),
            unavailable: away(raw, draw),
        };
        for course in &raw.courses {
            if chance(2, 3, draw) {
                let min_sections = chance(1, 6, draw).then_some(1);
                raw.qualifications.push(RawQualification {
                    teacher: teacher.teacher.clone(),
                    course: course.course.clone(),
                    min_sections,
                    max_sections: chance(1, 4, draw).then(|| min_sections.unwrap_or(0) + draw(2)),
                    preference: some(3, draw),
                });
            }
        }
        raw.teachers.push(teacher);
    }
}

fn rooms(raw: &mut RawSchool, draw: Draw) {
    for n in 1..=draw(4) {
        raw.rooms.push(RawRoom {
            room: format!("R{n}"),
            kind: pick(&KINDS, draw).copied().unwrap_or_default().to_owned(),
            seats: 1 + draw(3),
            unavailable: away(raw, draw),
        });
    }
}

fn students(raw: &mut RawSchool, draw: Draw) {
    for n in 1..=1 + draw(5) {
        let student = format!("s{n}");
        let mut wanted: Vec<String> = Vec::new();
        for course in &raw.courses {
            if chance(1, 4, draw) {
                continue;
            }
            let alternate = chance(1, 4, draw);
            let priority = if alternate { "alternate" } else { ["critical", "required", "primary", "primary", ""][draw(5) as usize % 5] };
            let instead_of = if alternate && chance(1, 2, draw) { pick(&wanted, draw).cloned() } else { None };
            if !alternate {
                wanted.push(course.course.clone());
            }
            raw.requests.push(RawRequest {
                student: student.clone(),
                course: course.course.clone(),
                priority: priority.to_owned(),
                rank: some(3, draw),
                weight: some(3, draw),
                instead_of: instead_of.unwrap_or_default(),
                times: raw.catalogue.iter().any(|listing| listing.course == course.course).then(|| 1 + u32::from(chance(2, 3, draw))),
            });
        }
        let unavailable = away(raw, draw);
        raw.students.push(RawStudent { student, grade: some(4, draw).map(|grade| 8 + grade), entered: None, unavailable });
    }
}

fn teams(raw: &mut RawSchool, draw: Draw) {
    let count = if chance(1, 3, draw) { 1 + draw(2) } else { 0 };
    for n in 1..=count {
        let course = pick(&raw.courses, draw).map(|course| course.course.clone()).unwrap_or_default();
        let member = pick(&raw.teachers, draw).filter(|_| chance(1, 2, draw)).map(|teacher| teacher.teacher.clone());
        raw.teams.push(RawTeam {
            team: format!("team{n}"),
            courses: if member.is_none() || chance(1, 2, draw) { course } else { String::new() },
            members: member.unwrap_or_default(),
            minutes: 30 * (1 + draw(3)),
            min_block: 30 + 15 * draw(2),
        });
    }
}

/// Rows of rules' own tables, some with a mode of their own.
fn rule_tables(raw: &mut RawSchool, draw: Draw) {
    let count = if chance(1, 4, draw) { 1 + draw(3) } else { 0 };
    let mut rows = Vec::new();
    let taught: Vec<RawCourse> = raw.courses.iter().filter(|course| course.sections.is_some_and(|count| count > 0)).cloned().collect();
    for _ in 0..if taught.is_empty() { 0 } else { count } {
        let mut row = RawRow::default();
        if let Some(course) = pick(&taught, draw).filter(|_| chance(3, 4, draw)) {
            row = row.with("course", course.course.as_str());
        }
        if let Some(term) = pick(&raw.terms, draw).filter(|_| chance(1, 3, draw)) {
            row = row.with("term", term.term.as_str());
        }
        if let Some(bell) = pick(&raw.bell, draw).filter(|_| chance(1, 2, draw)) {
            row = row.with("cells", format!("{}(*)", bell.slot));
        }
        let fewest = draw(2);
        row = if chance(1, 2, draw) { row.with("most", fewest + draw(2)) } else { row };
        row = if row.text("most").is_empty() || chance(1, 3, draw) { row.with("fewest", fewest) } else { row };
        if chance(1, 2, draw) {
            let mode = ["soft", "soft", "report", "off", "hard"][draw(5) as usize % 5];
            row = row.with("mode", mode);
            if mode == "soft" {
                row = row.with("weight", 1 + draw(3)).with("level", ["preference", "primary", "required"][draw(3) as usize % 3]);
            }
        }
        rows.push(row);
    }
    if !rows.is_empty() {
        raw.rule_tables.insert("at_one_time".to_owned(), rows);
    }
}

fn settings(raw: &mut RawSchool, draw: Draw) {
    raw.settings.full_load = 1 + draw(4);
    raw.settings.balance_tolerance = draw(2);
    if chance(1, 4, draw) {
        raw.settings.objective =
            RawObjective::Ratio { critical: chance(1, 2, draw).then_some(20), required: 9, primary: 3, alternate: 1, preference: 1 };
    }
    for rule in crate::rule::standard() {
        let card = rule.card();
        if card.may_be_soft && chance(1, 6, draw) {
            let level = [Level::Preference, Level::Alternate, Level::Primary, Level::Required, Level::Critical][draw(8) as usize % 5];
            let soft = RawRuleMode::Soft { weight: 1 + draw(3), level };
            let mode = [soft, soft, RawRuleMode::Report, RawRuleMode::Off][draw(4) as usize % 4];
            raw.settings.rules.insert(card.slug.to_owned(), mode);
        }
    }
}

/// What comes before or with what, each course after those listed before it, and what some students have passed or failed.
fn prerequisites(raw: &mut RawSchool, draw: Draw) {
    let courses: Vec<String> = raw.courses.iter().map(|course| course.course.clone()).collect();
    for (at, course) in courses.iter().enumerate().skip(1) {
        if chance(1, 2, draw) {
            let first = draw(at as u32) as usize;
            let more = if at > 1 && chance(1, 3, draw) { format!(";{}", courses[(first + 1) % at]) } else { String::new() };
            raw.prerequisites.push(RawPrerequisite {
                course: course.clone(),
                kind: ["before", "with", "same"][draw(3) as usize % 3].to_owned(),
                any_of: format!("{}{more}", courses[first]),
                min_mark: if chance(1, 2, draw) { "C".to_owned() } else { String::new() },
            });
        }
    }
    let before = raw.transcripts.clone();
    if !raw.prerequisites.is_empty() && chance(1, 2, draw) {
        let who = pick(&raw.students, draw).map(|student| student.student.clone());
        let what = pick(&courses, draw).cloned();
        if let (Some(student), Some(course)) = (who, what) {
            let mark = ["B", "D", "F", "P"][draw(4) as usize % 4].to_owned();
            raw.transcripts.push(RawRecord { student, course, grade: Some(8), mark, ..RawRecord::default() });
        }
    }
    if School::try_from(&*raw).is_err() {
        raw.transcripts = before;
    }
}

/// Sections that have nobody yet, by number or by name, of one course; not where a lock gives one of them a teacher.
fn unstaffed(raw: &mut RawSchool, draw: Draw) {
    if !chance(1, 3, draw) {
        return;
    }
    let before = (raw.courses.clone(), raw.sections.clone());
    if let Some(row) = pick(&before.1, draw).filter(|_| chance(1, 3, draw)) {
        raw.sections.iter_mut().filter(|other| other.section == row.section).for_each(|other| other.unstaffed = "yes".to_owned());
    } else if let Some(course) = pick(&before.0, draw).filter(|course| course.sections > Some(0)) {
        let count = 1 + draw(course.sections.unwrap_or(1));
        raw.courses.iter_mut().filter(|other| other.course == course.course).for_each(|other| other.unstaffed = Some(count));
    }
    if School::try_from(&*raw).is_err() {
        (raw.courses, raw.sections) = before;
    }
}

/// Locks name sections and patterns by the ids that the school gives them, so the school is made first.
fn locks(raw: &mut RawSchool, draw: Draw) {
    let Ok(school) = School::try_from(&*raw) else { return };
    let mut held: IdVec<RequestId, bool> = IdVec::filled(school.requests().len(), false);
    for section in school.sections().values() {
        if !chance(1, 4, draw) {
            continue;
        }
        let mut lock = |kind: &str, value: Option<&String>| {
            raw.locks.extend(value.map(|value| RawLock { section: section.id.clone(), kind: kind.to_owned(), value: value.clone() }));
        };
        if chance(1, 2, draw) {
            lock("pattern", pick(&school.courses()[section.course].patterns, draw).map(|&id| &school.patterns()[id].id));
        }
        if chance(1, 3, draw) {
            // Mostly someone who may teach it.
            let qualified = school.qualified(section.course);
            let teacher = pick(qualified, draw).filter(|_| chance(3, 4, draw)).map(|q| &school.teachers()[q.teacher].id);
            lock("teacher", teacher.or_else(|| pick(school.teachers().as_slice(), draw).map(|teacher| &teacher.id)));
        }
        if chance(1, 4, draw) {
            lock("room", pick(school.rooms().as_slice(), draw).map(|room| &room.id));
        }
        if chance(1, 2, draw) {
            let asked: Vec<RequestId> = school
                .requests()
                .iter()
                .filter(|(id, request)| request.course == section.course && request.priority != Priority::Alternate && !held[*id])
                .map(|(id, _)| id)
                .collect();
            if let Some(&request) = pick(&asked, draw) {
                // Of several requests for a course the first that is not held yet gets the lock.
                let own = |id: &&RequestId| {
                    let (a, b) = (&school.requests()[**id], &school.requests()[request]);
                    (a.student, a.course) == (b.student, b.course)
                };
                if let Some(&first) = asked.iter().find(own) {
                    held[first] = true;
                }
                lock("student", Some(&school.students()[school.requests()[request].student].id));
            }
        }
    }
}
