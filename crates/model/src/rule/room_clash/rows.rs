use crate::ids::{ColumnId, IdVec, RoomId, SectionId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use std::collections::BTreeSet;

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
    let mut takers: IdVec<RoomId, Vec<SectionId>> = IdVec::filled(school.rooms().len(), Vec::new());
    for (section, rooms) in domains.rooms.iter() {
        rooms.iter().for_each(|&room| takers[room].push(section));
    }
    for (room, sections) in takers.iter().filter(|(_, sections)| sections.len() > 1) {
        let mut at: Vec<Vec<ColumnId>> = vec![Vec::new(); school.atoms()];
        for &section in sections {
            let Some(house) = program.house(section, room) else { continue };
            let mut holds = vec![(house, -1)];
            for &pattern in &domains.patterns[section] {
                let Some(place) = program.place(section, pattern) else { continue };
                let hold = program.all([house, place]);
                holds.push((hold, 1));
                for atom in school.patterns()[pattern].atoms.iter() {
                    at[atom].push(hold);
                }
            }
            program.implied(vec![Subject::Room(room), Subject::Section(section)], holds, Sense::Eq, 0);
        }
        // Atoms that only the patterns of other courses separate give the same row.
        let stated: BTreeSet<Vec<ColumnId>> = at.into_iter().filter(|holds| holds.len() > 1).collect();
        for holds in stated {
            program.hard(vec![Subject::Room(room)], holds.into_iter().map(|hold| (hold, 1)), Sense::Le, 1);
        }
    }
}
