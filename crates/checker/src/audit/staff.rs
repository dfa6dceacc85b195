//! Teachers against sections.

use super::different::Limits;
use super::flow::{Group, shortages};
use super::{counted, fault, row, sections, tally};
use crate::times::{Kept, Known, atoms_of, open_patterns};
use mortarboard_model::fault::Fault;
use mortarboard_model::rule::Rules;
use mortarboard_model::text::and;
use mortarboard_model::time::AtomSet;
use mortarboard_model::{CellId, Course, CourseId, Held, Id, PatternId, Qualification, School, SectionId, TeacherId};
use std::collections::{BTreeMap, BTreeSet};

/// Load nobody can exceed, for teachers without a limit; small enough to be summed.
const UNLIMITED: u64 = u32::MAX as u64;

pub(super) fn look(school: &School, rules: &Rules, kept: Kept, faults: &mut Vec<Fault>) {
    if school.has_teachers() {
        courses(school, kept, faults);
        teachers(school, &Limits::new(school, rules), kept, faults);
        short(school, kept, faults);
    }
}

/// The teachers who may teach a course at all.
pub(super) fn may_teach(school: &School, course: CourseId) -> impl Iterator<Item = &Qualification> {
    school.qualified(course).iter().filter(|item| item.max_sections != Some(0))
}

/// The teacher a lock gives a section, when locks are kept.
pub(super) fn locked_teacher(school: &School, kept: Kept, section: SectionId) -> Option<TeacherId> {
    school.locks_of(section).iter().filter(|_| kept.hard(Known::Locks)).find_map(|lock| match lock.held {
        Held::Teacher(teacher) => Some(teacher),
        _ => None,
    })
}

/// Sections of a course that need a teacher: all but those that have nobody yet.
fn staffed(school: &School, course: CourseId) -> impl Iterator<Item = SectionId> {
    school.courses()[course].sections.iter().copied().filter(|&section| !school.sections()[section].unstaffed)
}

/// Words for the sections that need a teacher, where a course has others too.
fn beside(school: &School, course: CourseId) -> &'static str {
    let others = school.courses()[course].sections.iter().any(|&section| school.sections()[section].unstaffed);
    if others { ", those that have nobody yet left out" } else { "" }
}

fn courses(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    for (id, course) in school.courses().iter() {
        let report = |slug, impossible| fault(slug, "courses", impossible).of(&course.id);
        let (offered, beside) = (staffed(school, id).count() as u64, beside(school, id));
        let least: u64 = school.qualified(id).iter().map(|item| u64::from(item.min_sections)).sum();
        if least > offered {
            let text = format!("teachers must get at least {} of the course, and it has {offered}{beside}", counted(least, "section"));
            let fault = report("course-minimum", kept.hard(Known::TeacherQualified));
            faults
                .push(fault.at(row(id), "sections").because(text).mend("lower min_sections in the qualifications, or offer more sections"));
        }
        if offered == 0 {
            continue;
        }
        if may_teach(school, id).next().is_none() {
            let text = format!("the course has {}{beside}, and no teacher is qualified for it", counted(offered, "section"));
            let fault = report("nobody-qualified", kept.hard(Known::TeacherQualified));
            faults.push(fault.at(row(id), "course").because(text).mend(
                "add a qualification for the course, state its sections as `unstaffed` if they have nobody yet, or offer no section",
            ));
        } else if let Some(section) = staffed(school, id).find(|&section| nobody_present(school, kept, id, section)) {
            let who: Vec<&str> = may_teach(school, id).map(|item| school.teachers()[item.teacher].id.as_str()).collect();
            let text =
                format!("whenever section {} could meet, everyone qualified is away: {}", school.sections()[section].id, super::some(&who));
            let impossible = kept.hard(Known::TeacherQualified) && kept.hard(Known::Availability);
            let fault = report("nobody-present", impossible).at(row(id), "patterns").because(text);
            faults.push(fault.mend("allow the course another pattern, or qualify another teacher"));
        }
    }
}

fn nobody_present(school: &School, kept: Kept, course: CourseId, section: SectionId) -> bool {
    let patterns = open_patterns(school, kept, section);
    may_teach(school, course).all(|item| {
        let away = atoms_of(school, &school.teachers()[item.teacher].unavailable);
        patterns.iter().all(|&pattern| school.patterns()[pattern].atoms.meets(away))
    })
}

fn teachers(school: &School, limits: &Limits, kept: Kept, faults: &mut Vec<Fault>) {
    let mut locked: BTreeMap<TeacherId, Vec<CourseId>> = BTreeMap::new();
    for (section, data) in school.sections().iter() {
        if let Some(teacher) = locked_teacher(school, kept, section) {
            locked.entry(teacher).or_default().push(data.course);
        }
    }
    let mut teaches: BTreeMap<TeacherId, Vec<&Qualification>> = BTreeMap::new();
    for item in school.qualifications() {
        teaches.entry(item.teacher).or_default().push(item);
    }
    for (id, teacher) in school.teachers().iter() {
        let report = |slug, impossible| fault(slug, "teachers", impossible).of(&teacher.id);
        let own = teaches.get(&id).map(Vec::as_slice).unwrap_or_default();
        let held = tally(locked.get(&id).into_iter().flatten().copied());
        let mut must = held.clone();
        for item in own.iter().filter(|item| item.min_sections > 0) {
            let count = must.entry(item.course).or_default();
            *count = u64::from(item.min_sections).max(*count);
        }
        let over = |counts: &BTreeMap<CourseId, u64>| {
            let courses: Vec<CourseId> = counts.iter().filter(|(_, count)| **count > 0).map(|(&course, _)| course).collect();
            load_over(school, kept, teacher, counts).or_else(|| limits.past(id, &courses))
        };
        if let Some(text) = over(&held) {
            let fault = report("locked-load", true).at(row(id), "max_sections");
            faults.push(
                fault.because(format!("the sections locked to the teacher are {text}")).mend("lock fewer sections, or raise the limit"),
            );
        } else if let Some(text) = over(&must) {
            let fault = report("teacher-minimum", kept.hard(Known::TeacherQualified)).at(row(id), "max_sections");
            let text = format!("the sections the teacher must get, by min_sections and locks, are {text}");
            faults.push(fault.because(text).mend("lower min_sections in the qualifications, or raise the limit"));
        }
        let useful = |item: &&Qualification| item.max_sections != Some(0) && staffed(school, item.course).next().is_some();
        if !own.iter().copied().any(|item| useful(&item)) {
            let fault = report("teaches-nothing", false).at(row(id), "teacher");
            let text = "the teacher is qualified for no course that has sections";
            faults.push(fault.because(text).mend("add qualifications, or leave the teacher out"));
        }
    }
}

/// By how much sections that a teacher must teach go past the load, where that is kept hard.
fn load_over(school: &School, kept: Kept, teacher: &mortarboard_model::Teacher, counts: &BTreeMap<CourseId, u64>) -> Option<String> {
    let load: u64 = counts.iter().map(|(&course, count)| count.saturating_mul(u64::from(school.courses()[course].load))).sum();
    let most = u64::from(teacher.max_load);
    (load > most && kept.hard(Known::TeacherLoad))
        .then(|| format!("a load of {}, and the teacher may carry {}", sections(load), sections(most)))
}

/// Sets of courses that all who may teach them can't carry together.
fn short(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let mut parts: BTreeMap<(CourseId, Option<TeacherId>), u64> = BTreeMap::new();
    for (section, data) in school.sections().iter().filter(|(_, data)| !data.unstaffed) {
        *parts.entry((data.course, locked_teacher(school, kept, section))).or_default() += 1;
    }
    // Sections that nobody may teach, or that are locked to someone who may not, are faults of their own.
    parts.retain(|&(course, only), _| may_teach(school, course).any(|item| only.is_none_or(|only| only == item.teacher)));
    let groups: Vec<Group> = parts
        .iter()
        .map(|(&(course, only), &count)| {
            let load = u64::from(school.courses()[course].load);
            let able = may_teach(school, course).filter(|item| only.is_none_or(|only| only == item.teacher));
            let teachers = able.map(|item| (item.teacher.index(), item.max_sections.map_or(UNLIMITED, u64::from).min(count) * load));
            Group { load: load * count, teachers: teachers.collect() }
        })
        .collect();
    let most: Vec<u64> = capacities(school, kept);
    let courses: Vec<CourseId> = parts.keys().map(|&(course, _)| course).collect();
    for shortage in shortages(&groups, &most) {
        let set: BTreeSet<CourseId> = shortage.groups.iter().map(|&at| courses[at]).collect();
        let names: Vec<&str> = set.iter().map(|&course| school.courses()[course].id.as_str()).collect();
        let able: BTreeSet<usize> = shortage.groups.iter().flat_map(|&at| &groups[at].teachers).map(|&(teacher, _)| teacher).collect();
        let Some(&first) = set.first() else { continue };
        let text = format!(
            "{} {} a load of {} sections{}, and the {} who may teach {} can carry {} of it",
            and(&names),
            if names.len() == 1 { "has" } else { "have" },
            sections(shortage.load),
            set.iter().map(|&course| beside(school, course)).find(|text| !text.is_empty()).unwrap_or_default(),
            counted(able.len() as u64, "teacher"),
            if names.len() == 1 { "it" } else { "them" },
            sections(shortage.carried)
        );
        let fix =
            "offer fewer sections, qualify another teacher, raise max_sections, or state sections that have nobody yet as `unstaffed`";
        let impossible = kept.hard(Known::TeacherQualified);
        faults.push(fault("teachers-short", "courses", impossible).at(row(first), "sections").of(names[0]).because(text).mend(fix));
    }
}

/// The load each teacher can carry of any courses the teacher may teach: the limit, in whole steps of the
/// courses' loads, and no more sections than the teacher's presence has room for.
fn capacities(school: &School, kept: Kept) -> Vec<u64> {
    let mut courses: Vec<Vec<&Course>> = vec![Vec::new(); school.teachers().len()];
    for item in school.qualifications().iter().filter(|item| item.max_sections != Some(0)) {
        courses[item.teacher.index()].push(&school.courses()[item.course]);
    }
    let capacity = |(teacher, courses): (&mortarboard_model::Teacher, &Vec<&Course>)| {
        let limit = if kept.hard(Known::TeacherLoad) { u64::from(teacher.max_load) } else { UNLIMITED };
        let step = courses.iter().map(|course| u64::from(course.load)).fold(0, greatest_common_divisor).max(1);
        let in_steps = limit / step * step;
        let largest = courses.iter().map(|course| u64::from(course.load)).max().unwrap_or(0);
        let away = if kept.hard(Known::Availability) { atoms_of(school, &teacher.unavailable) } else { AtomSet::default() };
        if !kept.hard(Known::TeacherClash) {
            return in_steps;
        }
        let patterns: BTreeSet<PatternId> = courses.iter().flat_map(|course| &course.patterns).copied().collect();
        in_steps.min(most_at_once(school, patterns.into_iter(), away) * largest)
    };
    school.teachers().values().zip(&courses).map(capacity).collect()
}

/// A bound on how many of the patterns fit side by side, none while `shut`: what there is over what the
/// smallest takes, in atoms and in minutes. Either holds, since no two may share any.
pub(super) fn most_at_once(school: &School, patterns: impl Iterator<Item = PatternId>, shut: AtomSet) -> u64 {
    let mut reach = AtomSet::default();
    let mut cells: BTreeSet<CellId> = BTreeSet::new();
    let (mut atoms, mut minutes) = (u32::MAX, u32::MAX);
    for pattern in patterns.map(|id| &school.patterns()[id]).filter(|pattern| !pattern.atoms.meets(shut)) {
        reach |= pattern.atoms;
        cells.extend(&pattern.cells);
        atoms = atoms.min(pattern.atoms.len());
        minutes = minutes.min(school.calendar().minutes(&pattern.cells));
    }
    let cells: Vec<CellId> = cells.into_iter().collect();
    let by_atoms = reach.len().checked_div(atoms).unwrap_or(0);
    let by_minutes = school.calendar().minutes(&cells).checked_div(minutes).unwrap_or(0);
    u64::from(by_atoms.min(by_minutes))
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
