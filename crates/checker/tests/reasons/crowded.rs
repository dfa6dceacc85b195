//! Schools and schedules by chance, with more students than seats.

use crate::oracle::{is_full, on_order, sections};
use mortarboard_model::graduation::raw::RawPrerequisite;
use mortarboard_model::rule::Rules;
use mortarboard_model::{CellId, Held, Schedule, School, SectionId, testing};

/// More sections and students than the random schools of the model, so that seats matter.
pub(crate) fn crowded(draw: &mut dyn FnMut(u32) -> u32) -> (School, Schedule) {
    let mut raw = testing::tiny();
    raw.courses.clear();
    raw.qualifications.clear();
    raw.teachers.clear();
    raw.requests.clear();
    raw.students.clear();
    let terms = draw(3) == 0;
    if terms {
        raw.terms = ["S1", "S2"].map(|term| mortarboard_model::raw::RawTerm { term: term.into() }).into();
        for (pattern, cells) in [("A1", "S1:1(*)"), ("A2", "S1:2(*)"), ("B1", "S2:1(*)"), ("B2", "S2:2(*)")] {
            let group = "half".to_owned();
            raw.patterns.push(mortarboard_model::raw::RawPattern { pattern: pattern.into(), group, cells: cells.into() });
        }
    }
    for course in 0..4 + draw(2) {
        let id = format!("C{course}");
        let patterns = match terms {
            true => ["half", "half", "half;P1", "A1;B2", "B1"][draw(5) as usize],
            false => ["single", "single", "single;M1;T1", "D;M1", "P2;P3"][draw(5) as usize],
        };
        if terms && course > 0 && draw(2) == 0 {
            let first = draw(course);
            let more = if course > 1 && draw(3) == 0 { format!(";C{}", (first + 1) % course) } else { String::new() };
            let kind = ["before", "with", "same"][draw(3) as usize].to_owned();
            let any_of = format!("C{first}{more}");
            raw.prerequisites.push(RawPrerequisite { course: id.clone(), kind, any_of, ..RawPrerequisite::default() });
        }
        raw.courses.push(mortarboard_model::raw::RawCourse {
            course: id,
            sections: Some(draw(4)),
            max_seats: 1 + draw(2),
            patterns: patterns.into(),
            ..Default::default()
        });
    }
    for student in 0..4 {
        let id = format!("s{student}");
        let unavailable = if draw(6) == 0 { "1(Mon)" } else { "" }.to_owned();
        raw.students.push(mortarboard_model::raw::RawStudent { student: id.clone(), grade: None, entered: None, unavailable });
        for course in &raw.courses {
            if draw(4) > 0 {
                let priority = ["critical", "required", "primary", "primary", "alternate"][draw(5) as usize].to_owned();
                let course = course.course.clone();
                raw.requests.push(mortarboard_model::raw::RawRequest { student: id.clone(), course, priority, ..Default::default() });
            }
        }
    }
    let free = School::try_from(&raw).unwrap();
    if draw(3) == 0 {
        for section in free.sections().values() {
            if draw(3) > 0 {
                continue;
            }
            let patterns = &free.courses()[section.course].patterns;
            let value = free.patterns()[patterns[draw(patterns.len() as u32) as usize]].id.clone();
            raw.locks.push(mortarboard_model::raw::RawLock { section: section.id.clone(), kind: "pattern".to_owned(), value });
        }
    }
    let school = School::try_from(&raw).unwrap();
    let orders = on_order(&Rules::of(&school), &school);
    let careless = draw(10) == 0;
    let mut schedule = Schedule::empty(&school);
    for section in school.sections().ids() {
        let patterns = &school.courses()[school.sections()[section].course].patterns;
        schedule.placements[section].pattern = (draw(20) > 0).then(|| patterns[draw(patterns.len() as u32) as usize]);
        if let Some(Held::Pattern(pattern)) = school.locks_of(section).first().map(|lock| lock.held) {
            schedule.placements[section].pattern = Some(pattern);
        }
    }
    for (id, request) in school.requests().iter() {
        let taken: Vec<CellId> = school.students()[request.student]
            .requests
            .iter()
            .filter_map(|&other| schedule.seats[other])
            .flat_map(|section| schedule.cells(&school, section).to_vec())
            .collect();
        let fits: Vec<SectionId> = sections(&school, &schedule, id)
            .into_iter()
            .filter(|&section| {
                !is_full(&school, &schedule, section) && !schedule.cells(&school, section).iter().any(|cell| taken.contains(cell))
            })
            .collect();
        if !fits.is_empty() && draw(8) > 0 {
            schedule.seats[id] = Some(fits[draw(fits.len() as u32) as usize]);
            if !careless && orders.iter().any(|rule| !rule.check(&school, &schedule).is_empty()) {
                schedule.seats[id] = None;
            }
        }
    }
    (school, schedule)
}
