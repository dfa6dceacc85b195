//! Schools with more to do than seats and hours, and schedules of them that keep every hard rule, both by chance: for laws on what
//! would mend a request that is not met.

use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::keeper::{Keeper, Keeping, Student};
use mortarboard_model::raw::{
    RawBell, RawCourse, RawLock, RawObjective, RawPattern, RawQualification, RawRequest, RawRoom, RawRuleMode, RawSchool, RawStudent,
    RawTeacher, RawTeam,
};
use mortarboard_model::rule::{Rule, Rules};
use mortarboard_model::{CellId, Held, PatternId, Placement, Priority, RoomId, Schedule, School, SectionId, TeacherId};

/// Random small schools of two days and three periods, some in two terms and with prerequisites, with teachers, rooms, teams, locks and
/// alternates each in about half of them.
///
/// ```
/// use mortarboard_model::School;
/// let raw = mortarboard_testkit::busy_raw(&mut |n| n / 2);
/// assert!(School::try_from(&raw).is_ok_and(|school| school.students().len() >= 5));
/// ```
pub fn busy_raw(draw: &mut dyn FnMut(u32) -> u32) -> RawSchool {
    let text = str::to_owned;
    let mut raw = RawSchool::default();
    let terms = draw(4) == 0;
    if terms {
        raw.terms.extend(["S1", "S2"].map(|term| mortarboard_model::raw::RawTerm { term: text(term) }));
    }
    for day in ["Mon", "Tue"] {
        for (slot, start, end) in [("1", "08:00", "08:45"), ("2", "08:50", "09:35"), ("3", "09:40", "10:25")] {
            raw.bell.push(RawBell { day: text(day), slot: text(slot), start: text(start), end: text(end) });
        }
    }
    let mut pattern = |id: &str, group: &str, cells: &str| {
        raw.patterns.push(RawPattern { pattern: text(id), group: text(group), cells: text(cells) });
    };
    for slot in ["1", "2", "3"] {
        pattern(&format!("P{slot}"), "all", &format!("{slot}(*)"));
        pattern(&format!("M{slot}"), "half", &format!("{slot}(Mon)"));
        if terms {
            pattern(&format!("A{slot}"), "term", &format!("S1:{slot}(*)"));
            pattern(&format!("B{slot}"), "term", &format!("S2:{slot}(*)"));
        }
    }
    let (teachers, rooms) = (draw(2) == 0, draw(2) == 0);
    for number in 0..if teachers { 3 + draw(2) } else { 0 } {
        let unavailable = if draw(6) == 0 { text("1(Mon)") } else { String::new() };
        let max_sections = (draw(3) == 0).then(|| 1 + draw(3));
        raw.teachers.push(RawTeacher { teacher: format!("t{number}"), max_sections, unavailable, ..RawTeacher::default() });
    }
    for number in 0..if rooms { 2 + draw(3) } else { 0 } {
        raw.rooms.push(RawRoom { room: format!("r{number}"), kind: text("lab"), seats: 1 + draw(4), ..RawRoom::default() });
    }
    for number in 0..4 + draw(3) {
        let course = format!("C{number}");
        let patterns = match draw(5) {
            0 => "P1;P2",
            1 if terms => "term",
            2 => "half",
            3 if terms => "A1;A2;B2;B3",
            _ => "all",
        };
        if terms && number > 0 && draw(2) == 0 {
            let any_of = format!("C{}", draw(number));
            let kind = text(["before", "before", "with", "same"][draw(4) as usize]);
            raw.prerequisites.push(RawPrerequisite { course: course.clone(), kind, any_of, ..RawPrerequisite::default() });
        }
        let room_type = if rooms && draw(4) > 0 { text("lab") } else { String::new() };
        let sections = [0, 1, 1, 1, 2, 2, 3][draw(7) as usize];
        raw.courses.push(RawCourse {
            course: course.clone(),
            sections: Some(sections),
            max_seats: 1 + draw(3),
            patterns: text(patterns),
            room_type,
            unstaffed: (teachers && draw(6) == 0).then(|| draw(1 + sections)),
            ..Default::default()
        });
        for teacher in &raw.teachers {
            if draw(2) == 0 {
                let (teacher, course) = (teacher.teacher.clone(), course.clone());
                raw.qualifications.push(RawQualification { teacher, course, preference: Some(draw(3)), ..RawQualification::default() });
            }
        }
    }
    let alternates = draw(2) == 0;
    for number in 0..5 + draw(4) {
        let student = format!("s{number}");
        let unavailable = if draw(8) == 0 { text("3(*)") } else { String::new() };
        raw.students.push(RawStudent { student: student.clone(), unavailable, ..RawStudent::default() });
        for course in &raw.courses {
            if draw(3) == 0 {
                continue;
            }
            let kinds = ["primary", "primary", "required", "critical", "alternate"];
            let priority = text(kinds[draw(if alternates { 5 } else { 4 }) as usize]);
            let weight = (draw(4) == 0).then(|| 1 + draw(3));
            raw.requests.push(RawRequest {
                student: student.clone(),
                course: course.course.clone(),
                priority,
                weight,
                ..Default::default()
            });
        }
    }
    let asked = raw.requests.iter().filter(|row| row.priority != "alternate");
    let own: Vec<(String, String)> = asked.map(|row| (row.student.clone(), row.course.clone())).collect();
    for row in raw.requests.iter_mut().filter(|row| row.priority == "alternate") {
        let named = own.iter().find(|(student, course)| *student == row.student && *course != row.course);
        row.instead_of = named.filter(|_| draw(3) == 0).map(|(_, course)| course.clone()).unwrap_or_default();
    }
    for (slug, mode) in [
        ("seat-cap", RawRuleMode::soft(3)),
        ("balance", RawRuleMode::Hard),
        ("teacher-load", RawRuleMode::soft(1)),
        ("preps", RawRuleMode::soft(2)),
    ] {
        if draw(6) == 0 {
            raw.settings.rules.insert(text(slug), mode);
        }
    }
    if draw(4) == 0 {
        raw.settings.objective = RawObjective::Ratio { critical: None, required: 5, primary: 2, alternate: 1, preference: 1 };
    }
    if teachers && draw(2) == 0 {
        let courses = format!("C{}", draw(4));
        keep(&mut raw, |raw| raw.teams.push(RawTeam { team: text("team"), courses, minutes: 45, min_block: 45, ..RawTeam::default() }));
    }
    for _ in 0..if draw(2) == 0 { 1 + draw(3) } else { 0 } {
        let of = if terms { ["P", "A", "B"][draw(3) as usize] } else { "P" };
        let (section, value) = (format!("C{}-1", draw(6)), format!("{of}{}", 1 + draw(3)));
        keep(&mut raw, |raw| raw.locks.push(RawLock { section, kind: text("pattern"), value }));
    }
    raw
}

/// Makes a change, if the school is free of faults with it.
fn keep(raw: &mut RawSchool, change: impl FnOnce(&mut RawSchool)) {
    let mut more = raw.clone();
    change(&mut more);
    if School::try_from(&more).is_ok() {
        *raw = more;
    }
}

/// Whether a rule asks that some requests of a student go together in some order.
fn orders(school: &School, rule: &dyn Rule) -> bool {
    let Keeping::Keepers(keepers) = rule.search(school) else { return false };
    keepers.iter().any(|keeper| matches!(keeper, Keeper::Student(Student::Order { .. })))
}

/// A schedule that keeps every hard rule, each section and each seat by chance; none where chance found none.
///
/// ```
/// use mortarboard_model::{School, rule::Rules, testing::draws};
/// let mut found = 0;
/// for number in 0..20 {
///     let mut draw = draws(&[number, number * 7, 3, 1, 4, 1, 5, 9]);
///     let school = School::try_from(mortarboard_testkit::busy_raw(&mut draw)).unwrap();
///     let Some(schedule) = mortarboard_testkit::some_schedule(&school, &mut draw) else { continue };
///     assert!(mortarboard_testkit::is_feasible(&school, &Rules::of(&school), &schedule));
///     found += 1;
/// }
/// assert!(found > 3);
/// ```
pub fn some_schedule(school: &School, draw: &mut dyn FnMut(u32) -> u32) -> Option<Schedule> {
    let rules = Rules::of(school);
    let mut schedule = Schedule::empty(school);
    let locked = |section: SectionId| {
        school.locks_of(section).iter().find_map(|lock| if let Held::Pattern(pattern) = lock.held { Some(pattern) } else { None })
    };
    for (section, data) in school.sections().iter() {
        let course = &school.courses()[data.course];
        let mut choices: Vec<Placement> = Vec::new();
        let patterns: Vec<PatternId> = locked(section).map_or_else(|| course.patterns.clone(), |pattern| vec![pattern]);
        let teachers: Vec<Option<TeacherId>> = match school.has_teachers() && !data.unstaffed {
            true => school.qualified(data.course).iter().map(|row| Some(row.teacher)).collect(),
            false => vec![None],
        };
        let rooms: Vec<Option<RoomId>> = if school.needs_room(section) { school.rooms().ids().map(Some).collect() } else { vec![None] };
        for &pattern in &patterns {
            for &teacher in &teachers {
                choices.extend(rooms.iter().map(|&room| Placement { pattern: Some(pattern), teacher, room }));
            }
        }
        let from = if choices.is_empty() { return None } else { draw(choices.len() as u32) as usize };
        choices.rotate_left(from);
        schedule.placements[section] = choices.into_iter().find(|&choice| {
            schedule.placements[section] = choice;
            let of_places = ["teacher-clash", "room-clash", "teacher-load", "availability"];
            of_places.iter().filter_map(|slug| rules.get(slug)).all(|(rule, _)| rule.check(school, &schedule).is_empty())
        })?;
    }
    let mut of_seats: Vec<&dyn Rule> = rules.iter().map(|(rule, _)| rule).filter(|rule| orders(school, *rule)).collect();
    let slugs = ["student-clash", "seat-cap", "room-fit", "availability", "balance"];
    of_seats.extend(slugs.iter().filter_map(|slug| rules.get(slug)).map(|(rule, _)| rule));
    for (id, request) in school.requests().iter() {
        if request.priority == Priority::Alternate && draw(2) == 0 {
            continue;
        }
        let sections = &school.courses()[request.course].sections;
        if sections.is_empty() || draw(6) == 0 {
            continue;
        }
        let from = draw(sections.len() as u32) as usize;
        for at in 0..sections.len() {
            schedule.seats[id] = Some(sections[(from + at) % sections.len()]);
            if of_seats.iter().all(|rule| rule.check(school, &schedule).is_empty()) {
                break;
            }
            schedule.seats[id] = None;
        }
    }
    // Alternates were given before it was known how many requests are left for which they could stand in.
    for id in school.requests().ids().filter(|&id| school.requests()[id].priority == Priority::Alternate) {
        if rules.get("one-section").is_some_and(|(rule, _)| !rule.check(school, &schedule).is_empty()) {
            schedule.seats[id] = None;
        }
    }
    let cells: Vec<CellId> = school.calendar().cells().ids().collect();
    let terms = school.calendar().terms().len().max(1);
    for first in 0..cells.len() / terms {
        let meets = |schedule: &mut Schedule| {
            let each = |_: &Vec<CellId>| -> Vec<CellId> { (0..terms).map(|term| cells[first + term * cells.len() / terms]).collect() };
            schedule.meetings = schedule.meetings.values().map(each).collect::<Vec<_>>().into();
        };
        let mut met = schedule.clone();
        if !school.teams().is_empty() {
            meets(&mut met);
        }
        if crate::is_feasible(school, &rules, &met) {
            return Some(met);
        }
        if school.teams().is_empty() {
            break;
        }
    }
    None
}
