use crate::ids::{ColumnId, IdVec, SectionId, TeacherId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use std::collections::BTreeSet;

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
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
        // Atoms that only the patterns of other courses separate give the same row.
        let mut stated: BTreeSet<Vec<ColumnId>> = BTreeSet::new();
        for gives in at.into_iter().filter(|gives| gives.len() > 1) {
            if stated.insert(gives.clone()) {
                program.hard(vec![Subject::Teacher(teacher)], gives.into_iter().map(|give| (give, 1)), Sense::Le, 1);
            }
        }
    }
}
