//! Courses and sections.

use super::time::Patterns;
use super::unstaffed;
use super::{empty, list, register, resolve};
use crate::fault::Fault;
use crate::ids::{CourseId, Id, IdVec, SectionId};
use crate::raw::{RawCourse, RawSchool};
use crate::school::{Course, Index, Section, Shape};
use std::collections::BTreeSet;

/// Most sections that one course may have: a bound on what a slip of the pen can allocate.
const MOST_SECTIONS: u32 = 10_000;

pub(super) struct Courses {
    pub(super) courses: IdVec<CourseId, Course>,
    pub(super) sections: IdVec<SectionId, Section>,
}

pub(super) fn courses(raw: &RawSchool, patterns: &Patterns, ids: &mut Index, faults: &mut Vec<Fault>) -> Courses {
    for (at, name) in raw.settings.default_patterns.iter().enumerate() {
        if !patterns.named.contains_key(name) {
            faults.push(
                Fault::error("unknown-id", "settings")
                    .at(at, "default_patterns")
                    .of(name)
                    .not_known("pattern", name)
                    .because("there is no pattern or group of patterns with this name")
                    .mend("name a pattern or group of the patterns table"),
            );
        }
    }
    let mut courses: IdVec<CourseId, Course> = IdVec::new();
    let mut counts: Vec<(usize, &RawCourse)> = Vec::new();
    for (row, given) in raw.courses.iter().enumerate() {
        let next = CourseId::from_index(courses.len());
        if !register("courses", row, "course", &given.course, &mut ids.courses, next, faults) {
            continue;
        }
        if given.sections.is_some_and(|count| count > MOST_SECTIONS) {
            faults.push(
                Fault::error("out-of-range", "courses")
                    .at(row, "sections")
                    .of(&given.course)
                    .because(format!("a course may have at most {MOST_SECTIONS} sections"))
                    .mend("correct the number"),
            );
        }
        counts.push((row, given));
        courses.push(Course {
            id: given.course.clone(),
            title: given.title.clone(),
            subject: given.subject.clone(),
            credits: given.credits,
            room_type: Some(given.room_type.trim()).filter(|kind| !kind.is_empty()).map(str::to_owned),
            patterns: allowed(raw, row, given, patterns, faults),
            shape: shape(raw, row, given, faults),
            load: given.load.unwrap_or(1000),
            max_seats: given.max_seats,
            sections: Vec::new(),
        });
    }
    empty(&courses, "courses", faults);
    let sections = sections(raw, &mut courses, &counts, ids, faults);
    Courses { courses, sections }
}

/// The patterns a course may take: those it names, those of its shape, or the school's default.
fn allowed(raw: &RawSchool, row: usize, given: &RawCourse, patterns: &Patterns, faults: &mut Vec<Fault>) -> Vec<crate::ids::PatternId> {
    let mut set = BTreeSet::new();
    let before = faults.len();
    for name in list(&given.patterns) {
        match patterns.named.get(name) {
            Some(found) => set.extend(found.iter().copied()),
            None => faults.push(
                Fault::error("unknown-id", "courses")
                    .at(row, "patterns")
                    .of(&given.course)
                    .not_known("pattern", name)
                    .because(format!("`{name}` is neither a pattern nor a group of patterns"))
                    .mend("name a pattern or group of the patterns table; separate several by `;`"),
            ),
        }
    }
    if !given.shape.is_empty() {
        match patterns.shaped.get(&given.shape) {
            Some(found) => set.extend(found.iter().copied()),
            None => faults.push(
                Fault::error("unknown-id", "courses")
                    .at(row, "shape")
                    .of(&given.course)
                    .not_known("shape", &given.shape)
                    .because(format!("there is no shape `{}`", given.shape))
                    .mend("name a row of the shapes table"),
            ),
        }
    }
    if list(&given.patterns).next().is_none() && given.shape.is_empty() {
        for name in &raw.settings.default_patterns {
            set.extend(patterns.named.get(name).into_iter().flatten().copied());
        }
    }
    if set.is_empty() && faults.len() == before {
        faults.push(
            Fault::error("no-pattern", "courses")
                .at(row, "patterns")
                .of(&given.course)
                .because("the course has no pattern in which it could meet")
                .mend("name patterns or a shape for the course, or default_patterns in the settings"),
        );
    }
    set.into_iter().collect()
}

/// The shape of a course, which must not name patterns besides.
fn shape(raw: &RawSchool, row: usize, given: &RawCourse, faults: &mut Vec<Fault>) -> Option<Shape> {
    let found = raw.shapes.iter().find(|shape| !given.shape.is_empty() && shape.shape == given.shape)?;
    if list(&given.patterns).next().is_some() {
        faults.push(
            Fault::error("contradiction", "courses")
                .at(row, "shape")
                .of(&given.course)
                .because("the course names both patterns and a shape")
                .mend("leave one of the two columns blank"),
        );
    }
    Some(Shape {
        id: found.shape.clone(),
        minutes: found.minutes,
        tolerance: found.tolerance,
        shortest: found.shortest,
        longest: found.longest,
        fewest_meetings: found.fewest_meetings,
        most_meetings: found.most_meetings,
    })
}

/// Listed sections first, in table order of their course; the others are numbered from 1.
fn sections(
    raw: &RawSchool,
    courses: &mut IdVec<CourseId, Course>,
    counts: &[(usize, &RawCourse)],
    ids: &mut Index,
    faults: &mut Vec<Fault>,
) -> IdVec<SectionId, Section> {
    let mut listed: IdVec<CourseId, Vec<(String, u32, bool)>> = IdVec::filled(courses.len(), Vec::new());
    let mut seen = std::collections::BTreeMap::<String, SectionId>::new();
    for (row, given) in raw.sections.iter().enumerate() {
        let new = register("sections", row, "section", &given.section, &mut seen, SectionId(0), faults);
        let Some(course) = resolve("sections", row, ("course", "course"), &given.course, &ids.courses, faults) else { continue };
        if new {
            let marked = unstaffed::marked(row, given, faults);
            listed[course].push((given.section.clone(), given.max_seats.unwrap_or(counts[course.index()].1.max_seats), marked));
        }
    }
    let mut sections: IdVec<SectionId, Section> = IdVec::new();
    for &(row, given) in counts {
        let Some(&course) = ids.courses.get(&given.course) else { continue };
        let have = std::mem::take(&mut listed[course]);
        let wanted = given.sections.map_or(have.len(), |count| count.min(MOST_SECTIONS) as usize);
        if have.len() > wanted {
            faults.push(
                Fault::error("too-many-sections", "courses")
                    .at(row, "sections")
                    .of(&given.course)
                    .because(format!("the course has {wanted} sections, but {} are listed in the sections table", have.len()))
                    .mend("leave the number blank, or list fewer sections"),
            );
        }
        let missing = wanted.saturating_sub(have.len());
        let numbered = (1..).map(|n: u32| format!("{}-{n}", given.course)).filter(|id| !seen.contains_key(id));
        let made: Vec<(String, u32, bool)> = numbered.take(missing).map(|id| (id, given.max_seats, false)).collect();
        for (id, max_seats, unstaffed) in have.into_iter().chain(made) {
            let section = sections.push(Section { id: id.clone(), course, max_seats, unstaffed });
            // Two courses can be named so that their numbers collide ("A" and "A-1").
            if ids.sections.insert(id.clone(), section).is_some() {
                faults.push(
                    Fault::error("duplicate", "courses")
                        .at(row, "course")
                        .of(&given.course)
                        .because(format!("section id {id} would be made for two courses"))
                        .mend("list the sections of one of them in the sections table"),
                );
            }
            courses[course].sections.push(section);
        }
        unstaffed::count(row, given, &courses[course].sections, &mut sections, faults);
    }
    sections
}
