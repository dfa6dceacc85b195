use super::TABLE;
use crate::ids::{CellId, ColumnId};
use crate::program::{Program, Sense};
use crate::rule::{Instance, Selected, Subject};
use crate::school::School;

pub(super) fn rows(school: &School, selected: &Selected, program: &mut Program) {
    let domains = program.domains().clone();
    for (_, limits) in selected.of(school, TABLE.name) {
        let mut at: Vec<Vec<ColumnId>> = vec![Vec::new(); school.atoms()];
        for section in limits.sections(school) {
            for &pattern in &domains.patterns[section] {
                let Some(place) = program.place(section, pattern) else { continue };
                school.patterns()[pattern].atoms.iter().for_each(|atom| at[atom].push(place));
            }
        }
        // Cells that no pattern of these sections tells apart give the same row. A price is paid for each of them.
        let mut stated: Vec<(Vec<ColumnId>, Vec<CellId>)> = Vec::new();
        for cell in cells(school, limits) {
            let places = school.atom(cell).map_or(&[][..], |atom| &at[atom]);
            match stated.iter_mut().find(|(known, _)| known == places) {
                Some((_, known)) => known.push(cell),
                None => stated.push((places.to_vec(), vec![cell])),
            }
        }
        for (places, cells) in stated {
            let by = if program.is_priced() { cells.len() as i64 } else { 1 };
            let about = || cells.first().map(|&cell| Subject::Cell(cell)).into_iter().collect();
            let terms = || places.iter().map(|&place| (place, by)).collect::<Vec<_>>();
            if let Some(most) = limits.number("most") {
                program.row(about(), terms(), Sense::Le, by * i64::from(most));
            }
            if let Some(fewest) = limits.number("fewest") {
                program.row(about(), terms(), Sense::Ge, by * i64::from(fewest));
            }
        }
    }
}

/// The cells in which a row of the table holds, as how many of them are in each atom; none stands for cells in which no pattern meets.
pub(super) fn atoms(school: &School, limits: &Instance) -> Vec<(Option<usize>, i64)> {
    let mut counts = vec![0; school.atoms() + 1];
    for cell in cells(school, limits) {
        counts[school.atom(cell).unwrap_or(school.atoms())] += 1;
    }
    let some = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
    some.map(|(atom, count)| ((atom < school.atoms()).then_some(atom), count)).collect()
}

/// The cells in which a row of the table holds.
pub(super) fn cells(school: &School, limits: &Instance) -> Vec<CellId> {
    let named = limits.cells("cells");
    let within = |cell: &CellId| limits.holds_in(school, *cell) && named.is_none_or(|named| named.contains(cell));
    school.calendar().cells().ids().filter(within).collect()
}
