use crate::ids::{ColumnId, IdVec, SectionId, TeacherId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
    let mut cells = vec![0i64; school.atoms()];
    school.calendar().cells().ids().filter_map(|cell| school.atom(cell)).for_each(|atom| cells[atom] += 1);
    let mut takers: IdVec<TeacherId, Vec<SectionId>> = IdVec::filled(school.teachers().len(), Vec::new());
    for (section, teachers) in domains.teachers.iter() {
        teachers.iter().for_each(|&teacher| takers[teacher].push(section));
    }
    for (teacher, sections) in takers.iter().filter(|(_, sections)| sections.len() > 1) {
        let mut at: Vec<Vec<ColumnId>> = vec![Vec::new(); school.atoms()];
        for &section in sections {
            let Some(teach) = program.teach(section, teacher) else { continue };
            let mut gives = vec![(teach, -1)];
            for &pattern in &domains.patterns[section] {
                let Some(place) = program.place(section, pattern) else { continue };
                let give = program.all([teach, place]);
                gives.push((give, 1));
                for atom in school.patterns()[pattern].atoms.iter() {
                    at[atom].push(give);
                }
            }
            program.implied(vec![Subject::Teacher(teacher), Subject::Section(section)], gives, Sense::Eq, 0);
        }
        // Atoms that only the patterns of other courses separate give the same row. A price is paid for each cell.
        let mut stated: Vec<(Vec<ColumnId>, i64)> = Vec::new();
        for (gives, cells) in at.into_iter().zip(&cells).filter(|(gives, _)| gives.len() > 1) {
            match stated.iter_mut().find(|(known, _)| *known == gives) {
                Some((_, known)) => *known += cells,
                None => stated.push((gives, *cells)),
            }
        }
        for (gives, cells) in stated {
            let by = if program.is_priced() { cells } else { 1 };
            program.row(vec![Subject::Teacher(teacher)], gives.into_iter().map(|give| (give, by)), Sense::Le, by);
        }
    }
}
