use crate::ids::{CellId, ColumnId, SectionId, TeamId};
use crate::program::{Choice, Program, Sense};
use crate::rule::{Subject, presence};
use crate::school::School;
use std::collections::{BTreeMap, BTreeSet};

/// A cell in no long enough stretch of the bell schedule is in no long enough block.
pub(super) fn allows(school: &School, choice: Choice) -> bool {
    let Choice::Meet(team, cell) = choice else { return true };
    let calendar = school.calendar();
    let all: Vec<CellId> = calendar.cells().ids().collect();
    let stretch = calendar.blocks(&all).into_iter().find(|block| block.contains(&cell)).unwrap_or_default();
    calendar.minutes(&stretch) >= school.teams()[team].min_block
}

pub(super) fn rows(school: &School, program: &mut Program) {
    for team in school.teams().ids() {
        let meets: BTreeMap<CellId, ColumnId> =
            program.domains().meetings[team].iter().filter_map(|&cell| Some((cell, program.meet(team, cell)?))).collect();
        minutes(school, program, team, &meets);
        blocks(school, program, team, &meets);
        let courses = &school.teams()[team].courses;
        let sections: BTreeSet<SectionId> = courses.iter().flat_map(|&course| school.courses()[course].sections.iter().copied()).collect();
        for section in sections {
            own_sections(school, program, team, section, &meets);
        }
    }
    one_thing_at_a_time(school, program);
}

fn minutes(school: &School, program: &mut Program, team: TeamId, meets: &BTreeMap<CellId, ColumnId>) {
    let cells = school.calendar().cells();
    for term in school.calendar().terms().ids() {
        let terms = meets.iter().filter(|(cell, _)| cells[**cell].term == term);
        let terms: Vec<_> = terms.map(|(&cell, &meet)| (meet, i64::from(cells[cell].minutes()))).collect();
        program.row(vec![Subject::Team(team)], terms, Sense::Ge, i64::from(school.teams()[team].minutes));
    }
}

/// A run that is too short is a whole block exactly when the team meets in all of it and neither just
/// before nor just after: then the left side is the length of the run, else it is less.
fn blocks(school: &School, program: &mut Program, team: TeamId, meets: &BTreeMap<CellId, ColumnId>) {
    let calendar = school.calendar();
    let cells: Vec<CellId> = meets.keys().copied().collect();
    for stretch in calendar.blocks(&cells) {
        for from in 0..stretch.len() {
            for to in from..stretch.len() {
                let run = &stretch[from..=to];
                if calendar.minutes(run) >= school.teams()[team].min_block {
                    break;
                }
                let around = [from.checked_sub(1), to.checked_add(1)].into_iter().flatten().filter_map(|at| stretch.get(at));
                let inside = run.iter().map(|cell| (meets[cell], 1));
                let terms: Vec<_> = inside.chain(around.map(|cell| (meets[cell], -1))).collect();
                program.hard(vec![Subject::Team(team), Subject::Cell(run[0])], terms, Sense::Le, run.len() as i64 - 1);
            }
        }
    }
}

/// Whoever teaches a section of the team's courses is a member, so that the section and the team never
/// meet at the same time once it has a teacher.
fn own_sections(school: &School, program: &mut Program, team: TeamId, section: SectionId, meets: &BTreeMap<CellId, ColumnId>) {
    let (patterns, teachers) = (program.domains().patterns[section].clone(), program.domains().teachers[section].clone());
    let mut at: BTreeMap<CellId, Vec<ColumnId>> = BTreeMap::new();
    for teacher in teachers {
        for (pattern, work) in presence::work(program, &patterns, section, teacher) {
            for &cell in &school.patterns()[pattern].cells {
                at.entry(cell).or_default().push(work);
            }
        }
    }
    for (cell, work) in at {
        if let Some(&meet) = meets.get(&cell) {
            let terms = work.into_iter().chain([meet]).map(|column| (column, 1));
            program.implied(vec![Subject::Team(team), Subject::Section(section), Subject::Cell(cell)], terms, Sense::Le, 1);
        }
    }
}

fn one_thing_at_a_time(school: &School, program: &mut Program) {
    let meeting = presence::meeting(school, program, &|_| true);
    let teaching = presence::teaching(school, program, &|teacher| !meeting[teacher].is_empty());
    for (teacher, at) in meeting.iter() {
        for (&cell, attend) in at {
            let mut terms: Vec<(ColumnId, i64)> = attend.iter().map(|&attend| (attend, 1)).collect();
            if let Some(work) = teaching[teacher].get(&cell) {
                terms.push((program.any(work.iter().copied()), 1));
            }
            if terms.len() > 1 {
                program.hard(vec![Subject::Teacher(teacher), Subject::Cell(cell)], terms, Sense::Le, 1);
            }
        }
    }
}
