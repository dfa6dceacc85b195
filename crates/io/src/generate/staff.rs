//! Teachers: who teaches what in the witness, and what else each of them may teach.

use super::Recipe;
use super::catalogue::Catalogue;
use super::day::{Day, Form};
use super::draw::Draw;
use std::collections::{BTreeMap, BTreeSet};

/// A teacher in the making.
#[derive(Clone, Debug)]
pub(super) struct Staff {
    pub(super) department: &'static str,
    /// Most load in thousandths of a section.
    pub(super) most: u32,
    /// Load in the witness.
    pub(super) load: u32,
    /// Courses taught in the witness.
    pub(super) courses: BTreeSet<usize>,
    /// Most units taught in one term.
    pub(super) in_term: u32,
    /// Units when the teacher is there.
    pub(super) there: u32,
    /// Units kept free for the team.
    pub(super) reserved: u32,
}

/// A section in the making.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) course: usize,
    pub(super) teacher: usize,
    /// Units, and the pattern's id, once placed.
    pub(super) mask: u32,
    pub(super) pattern: String,
    pub(super) room: usize,
    pub(super) roster: u32,
}

/// A team in the making.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) course: usize,
    /// (term, day, slot) of its meetings in the witness.
    pub(super) cells: Vec<[String; 3]>,
}

/// Teachers, sections and teams.
#[derive(Clone, Debug)]
pub(super) struct Faculty {
    pub(super) staff: Vec<Staff>,
    pub(super) classes: Vec<Class>,
    pub(super) teams: Vec<Group>,
}

/// In a small school one department covers several subjects.
fn department(students: usize, subject: &'static str) -> &'static str {
    let joined = match subject {
        "Music" | "Visual Arts" | "Performing Arts" => ("Arts", 600),
        "Computer Science" => ("Mathematics", 600),
        "Support" => ("English", 600),
        "World Languages" => ("English", 250),
        "Career Technical" => ("Arts", 250),
        _ => return subject,
    };
    if students < joined.1 { joined.0 } else { subject }
}

/// Staffs the sections.
pub(super) fn faculty(recipe: &Recipe, catalogue: &Catalogue, day: &Day, sections: &[u32]) -> Faculty {
    let mut draw = Draw::new(recipe, 3);
    let mut by_department: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (course, entry) in catalogue.entries.iter().enumerate().filter(|(course, _)| sections[*course] > 0) {
        by_department.entry(department(recipe.students(), entry.subject)).or_default().push(course);
    }
    let mut faculty = Faculty { staff: Vec::new(), classes: Vec::new(), teams: Vec::new() };
    for (department, courses) in by_department {
        let load = |course: usize| day.load(day.form(&catalogue.entries[course]));
        let total: u32 = courses.iter().map(|&course| load(course) * sections[course]).sum();
        let first = faculty.staff.len();
        hire(recipe, day, department, total, &mut faculty.staff, &mut draw);
        let mut left: Vec<(usize, u32)> = courses.iter().map(|&course| (course, sections[course])).collect();
        draw.shuffle(&mut left);
        assign(day, catalogue, first, left, &mut faculty);
    }
    form_teams(recipe, catalogue, day, sections, &mut faculty, &mut draw);
    for teacher in &mut faculty.staff {
        part_time_window(day, teacher, &mut draw);
    }
    faculty
}

/// Hires for a department: a twenty-fifth more than the load, and at least one section more; what is
/// left over goes to a part-time teacher.
fn hire(recipe: &Recipe, day: &Day, department: &'static str, total: u32, staff: &mut Vec<Staff>, draw: &mut Draw) {
    let full = day.full_load;
    let mut needed = (total.div_ceil(1000) + 1).max((total * 26).div_ceil(25_000));
    while needed > 0 {
        let part = recipe.part_time > 0 && draw.chance(recipe.part_time);
        // Nobody is hired for a single section.
        let sections = if part { full.div_ceil(2) } else { full }.min(needed.max(2));
        needed = needed.saturating_sub(sections);
        staff.push(Staff {
            department,
            most: sections * 1000,
            load: 0,
            courses: BTreeSet::new(),
            in_term: if day.most_in_term < full { sections.div_ceil(2) } else { sections },
            there: u32::MAX,
            reserved: 0,
        });
    }
}

/// Shares the sections out: to each teacher a part of the singletons and runs of the larger courses,
/// so that few teach more than three different courses.
fn assign(day: &Day, catalogue: &Catalogue, first: usize, mut left: Vec<(usize, u32)>, faculty: &mut Faculty) {
    let load = |course: usize| day.load(day.form(&catalogue.entries[course]));
    // Doubles first: they need teachers with a whole load to give.
    left.sort_by_key(|&(course, count)| (load(course) < 2000, count > 1));
    let give = |teacher: usize, course: usize, faculty: &mut Faculty| {
        faculty.staff[teacher].load += load(course);
        faculty.staff[teacher].courses.insert(course);
        faculty.classes.push(Class { course, teacher, mask: 0, pattern: String::new(), room: 0, roster: 0 });
    };
    for (course, count) in left.iter_mut().filter(|(_, count)| *count == 1) {
        // The teacher with the most load to give for each course already held.
        let end = faculty.staff.len();
        let fits = (first..end).filter(|&at| faculty.staff[at].load + load(*course) <= faculty.staff[at].most);
        let best = fits.max_by_key(|&at| (faculty.staff[at].most - faculty.staff[at].load) / (1 + faculty.staff[at].courses.len() as u32));
        if let Some(teacher) = best {
            give(teacher, *course, faculty);
            *count = 0;
        }
    }
    for (course, count) in &mut left {
        while *count > 0 {
            let end = faculty.staff.len();
            let fits = (first..end).filter(|&at| faculty.staff[at].load + load(*course) <= faculty.staff[at].most);
            let best = fits.max_by_key(|&at| {
                let room = (faculty.staff[at].most - faculty.staff[at].load) / load(*course).max(1);
                (faculty.staff[at].courses.len() < 3, room.min(*count), std::cmp::Reverse(room))
            });
            let teacher = match best {
                Some(teacher) => teacher,
                None => newcomer(day, faculty, first, load(*course)),
            };
            let room = (faculty.staff[teacher].most - faculty.staff[teacher].load) / load(*course).max(1);
            for _ in 0..room.min(*count).max(1) {
                give(teacher, *course, faculty);
                *count -= 1;
            }
        }
    }
}

/// One more teacher where the loads of halves and doubles leave no room for a section.
fn newcomer(day: &Day, faculty: &mut Faculty, like: usize, load: u32) -> usize {
    let sections = (load.div_ceil(1000) + 1).min(day.full_load);
    let department = faculty.staff[like].department;
    faculty.staff.push(Staff {
        department,
        most: sections * 1000,
        load: 0,
        courses: BTreeSet::new(),
        in_term: if day.most_in_term < day.full_load { sections.div_ceil(2) } else { sections },
        there: u32::MAX,
        reserved: 0,
    });
    faculty.staff.len() - 1
}

/// A substitute for a teacher who could not be placed: nothing but this one section.
pub(super) fn substitute(day: &Day, faculty: &mut Faculty, class: usize, load: u32) {
    let (course, teacher) = (faculty.classes[class].course, faculty.classes[class].teacher);
    let others = faculty.classes.iter().enumerate().any(|(at, other)| at != class && other.teacher == teacher && other.course == course);
    if !others {
        faculty.staff[teacher].courses.remove(&course);
    }
    faculty.staff[teacher].load -= load;
    let new = newcomer(day, faculty, teacher, load);
    faculty.staff[new].load = load;
    faculty.staff[new].courses.insert(course);
    faculty.staff[new].reserved = faculty.staff[teacher].reserved;
    faculty.classes[class].teacher = new;
}

/// The teachers of a few large courses plan together.
fn form_teams(recipe: &Recipe, catalogue: &Catalogue, day: &Day, sections: &[u32], faculty: &mut Faculty, draw: &mut Draw) {
    let most = match recipe.students() {
        0..300 => 1,
        300..900 => 2,
        900..1800 => 3,
        _ => 4,
    };
    for code in ["ENG9", "ALG1", "BIO", "USH", "SPAN1", "GEOM"] {
        let Some(course) =
            catalogue.find(code).filter(|&course| sections[course] >= 2 && day.form(&catalogue.entries[course]) == Form::Plain)
        else {
            continue;
        };
        let members: BTreeSet<usize> = faculty.classes.iter().filter(|class| class.course == course).map(|class| class.teacher).collect();
        let free = members.iter().all(|&at| faculty.staff[at].reserved == 0);
        if faculty.teams.len() == most || members.len() < 2 || !free {
            continue;
        }
        let (mask, cells) = day.team_time(draw.below(day.units));
        for at in members {
            faculty.staff[at].reserved = mask;
        }
        faculty.teams.push(Group { course, cells });
    }
}

/// Many part-time teachers are there for half of the day only: for at most as much as leaves a period
/// of each term free.
fn part_time_window(day: &Day, teacher: &mut Staff, draw: &mut Draw) {
    if teacher.most >= day.full_load * 1000 || !draw.chance(700) {
        return;
    }
    let windows = day.half_days();
    let window = windows[draw.below(2)];
    let enough = day.term_masks().iter().all(|term| (window & term).count_ones() > teacher.in_term);
    if enough && teacher.reserved & !window == 0 {
        teacher.there = window;
    }
}
