use crate::ids::{ColumnId, IdVec, RoomId, SectionId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use std::collections::BTreeMap;

pub(super) fn rows(school: &School, program: &mut Program) {
    let domains = program.domains().clone();
    let mut cells = vec![0i64; school.atoms()];
    school.calendar().cells().ids().filter_map(|cell| school.atom(cell)).for_each(|atom| cells[atom] += 1);
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
        // Atoms that only the patterns of other courses separate give the same row. A price is paid for each cell.
        let mut stated: BTreeMap<Vec<ColumnId>, i64> = BTreeMap::new();
        for (holds, cells) in at.into_iter().zip(&cells).filter(|(holds, _)| holds.len() > 1) {
            *stated.entry(holds).or_default() += cells;
        }
        for (holds, cells) in stated {
            let by = if program.is_priced() { cells } else { 1 };
            program.row(vec![Subject::Room(room)], holds.into_iter().map(|hold| (hold, by)), Sense::Le, by);
        }
    }
}
