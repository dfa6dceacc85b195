use crate::ids::ColumnId;
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use std::collections::BTreeSet;

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
    for (student, data) in school.students().iter() {
        let mut at: Vec<Vec<ColumnId>> = vec![Vec::new(); school.atoms()];
        for &request in &data.requests {
            for &section in &domains.seats[request] {
                let Some(seat) = program.seat(request, section) else { continue };
                let mut sits = vec![(seat, -1)];
                for &pattern in &domains.patterns[section] {
                    let Some(place) = program.place(section, pattern) else { continue };
                    let sit = program.all([seat, place]);
                    sits.push((sit, 1));
                    for atom in school.patterns()[pattern].atoms.iter() {
                        at[atom].push(sit);
                    }
                }
                program.implied(vec![Subject::Request(request), Subject::Section(section)], sits, Sense::Eq, 0);
            }
        }
        // Atoms that only the patterns of other courses separate give the same row.
        let mut stated: BTreeSet<Vec<ColumnId>> = BTreeSet::new();
        for sits in at.into_iter().filter(|sits| sits.len() > 1) {
            if stated.insert(sits.clone()) {
                program.hard(vec![Subject::Student(student)], sits.into_iter().map(|sit| (sit, 1)), Sense::Le, 1);
            }
        }
    }
}
