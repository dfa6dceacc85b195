use crate::ids::{CellId, ColumnId, SectionId, TeacherId};
use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use std::collections::BTreeMap;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::Meet(team, cell) => {
            school.teams()[team].members.iter().all(|&member| school.teachers()[member].unavailable.binary_search(&cell).is_err())
        }
        _ => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
    for (section, teachers) in domains.teachers.iter() {
        for &teacher in teachers {
            let about = vec![Subject::Section(section), Subject::Teacher(teacher)];
            exclude(school, program, about, section, program.teach(section, teacher), &school.teachers()[teacher].unavailable);
        }
    }
    for (section, rooms) in domains.rooms.iter() {
        for &room in rooms {
            let about = vec![Subject::Section(section), Subject::Room(room)];
            exclude(school, program, about, section, program.house(section, room), &school.rooms()[room].unavailable);
        }
    }
    for (request, sections) in domains.seats.iter() {
        let student = school.requests()[request].student;
        for &section in sections {
            let about = vec![Subject::Section(section), Subject::Student(student)];
            exclude(school, program, about, section, program.seat(request, section), &school.students()[student].unavailable);
        }
    }
    teams(school, program);
}

/// Who or what is away has no part in a section that then meets: taking part and the patterns that meet
/// while away are one choice at most, since the section takes one pattern only.
fn exclude(school: &School, program: &mut Program, about: Vec<Subject>, section: SectionId, part: Option<ColumnId>, away: &[CellId]) {
    let Some(part) = part.filter(|_| !away.is_empty()) else { return };
    let patterns = program.domains().patterns[section].clone();
    let both = |cells: &[CellId]| cells.iter().filter(|cell| away.binary_search(cell).is_ok()).count() as i64;
    if program.is_priced() {
        // A price is paid for each cell.
        let mut terms = Vec::new();
        for pattern in patterns {
            let cells = both(&school.patterns()[pattern].cells);
            if let (Some(place), true) = (program.place(section, pattern), cells > 0) {
                terms.push((program.all([part, place]), cells));
            }
        }
        program.row(about, terms, Sense::Le, 0);
        return;
    }
    let meets = |cells: &[CellId]| both(cells) > 0;
    let mut terms: Vec<_> = patterns
        .iter()
        .filter(|&&pattern| meets(&school.patterns()[pattern].cells))
        .filter_map(|&pattern| Some((program.place(section, pattern)?, 1)))
        .collect();
    if !terms.is_empty() {
        terms.push((part, 1));
        program.hard(about, terms, Sense::Le, 1);
    }
}

/// Listed members are certain, so that their absence excludes the meeting itself; whoever teaches
/// a course of the team is a member only then.
fn teams(school: &School, program: &mut Program) {
    for (team, data) in school.teams().iter() {
        let mut teaches: BTreeMap<TeacherId, Vec<ColumnId>> = BTreeMap::new();
        for &section in data.courses.iter().flat_map(|&course| &school.courses()[course].sections) {
            for &teacher in &program.domains().teachers[section] {
                teaches.entry(teacher).or_default().extend(program.teach(section, teacher));
            }
        }
        // When the rule is hard, these cells are no choice at all.
        for &teacher in data.members.iter().filter(|_| program.is_priced()).collect::<Vec<_>>() {
            for &cell in &school.teachers()[teacher].unavailable {
                let about = vec![Subject::Team(team), Subject::Teacher(teacher), Subject::Cell(cell)];
                program.row(about, program.meet(team, cell).map(|meet| (meet, 1)), Sense::Le, 0);
            }
        }
        for (teacher, columns) in teaches.into_iter().filter(|(teacher, _)| !data.members.contains(teacher)) {
            for &cell in &school.teachers()[teacher].unavailable {
                if let Some(meet) = program.meet(team, cell) {
                    let member = program.any(columns.iter().copied());
                    let about = vec![Subject::Team(team), Subject::Teacher(teacher), Subject::Cell(cell)];
                    program.row(about, [(meet, 1), (member, 1)], Sense::Le, 1);
                }
            }
        }
    }
}
