//! What rows, search and checks share of the calendar (cells, blocks, minutes, atoms), against the minutes of the bell schedule:
//! a fault in it would be hidden from all of them.

use mortarboard_model::testing::{draws, random_raw};
use mortarboard_model::time::{AtomSet, Cell};
use mortarboard_model::{CellId, School};
use mortarboard_testkit::numbers;
use proptest::prelude::*;

/// Whether two cells take place at the same time.
fn at_once(one: &Cell, other: &Cell) -> bool {
    (one.term, one.day) == (other.term, other.day) && one.start.max(other.start) < one.end.min(other.end)
}

/// Whether one stays from one cell to another: the bell schedule has nothing between them, and the way is no longer than the passing
/// time.
fn stays(school: &School, passing: u32, one: &Cell, other: &Cell) -> bool {
    let mut between = school.calendar().cells().values().filter(|cell| (cell.term, cell.day) == (one.term, one.day));
    let later = (one.term, one.day) == (other.term, other.day) && one.end <= other.start;
    later && other.start - one.end <= passing && !between.any(|cell| one.start < cell.start && cell.start < other.start)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patterns_share_an_atom_exactly_where_they_share_a_minute(numbers in numbers()) {
        let Ok(school) = School::try_from(&random_raw(&mut draws(&numbers))) else { return Ok(()) };
        let cells = school.calendar().cells();
        let of = |set: &[CellId]| set.iter().filter_map(|&cell| school.atom(cell)).fold(AtomSet::default(), |all, atom| all | AtomSet::of(atom));
        for one in school.patterns().values() {
            prop_assert_eq!(one.atoms, of(&one.cells));
            for other in school.patterns().values() {
                let together = one.cells.iter().any(|&a| other.cells.iter().any(|&b| at_once(&cells[a], &cells[b])));
                prop_assert_eq!(one.atoms.meets(other.atoms), together, "{} and {}", one.id, other.id);
                prop_assert_eq!(school.calendar().clash(&one.cells, &other.cells).is_some(), together);
            }
            // Who is away in a cell misses a section exactly where it meets then.
            for (id, cell) in cells.iter() {
                let meets = school.atom(id).is_some_and(|atom| one.atoms.meets(AtomSet::of(atom)));
                prop_assert_eq!(meets, one.cells.iter().any(|&own| at_once(&cells[own], cell)));
            }
        }
    }

    #[test]
    fn blocks_and_minutes_are_those_of_the_clock(numbers in numbers(), kept in any::<u64>()) {
        let raw = random_raw(&mut draws(&numbers));
        let Ok(school) = School::try_from(&raw) else { return Ok(()) };
        let calendar = school.calendar();
        let cells = calendar.cells();
        let some: Vec<CellId> = cells.ids().enumerate().filter(|(at, _)| kept >> (at % 64) & 1 == 1).map(|(_, id)| id).collect();
        let blocks = calendar.blocks(&some);
        prop_assert_eq!(blocks.concat(), some.clone());
        let passing = raw.settings.passing_minutes;
        for (at, block) in blocks.iter().enumerate() {
            prop_assert!(block.windows(2).all(|pair| stays(&school, passing, &cells[pair[0]], &cells[pair[1]])));
            if let Some((last, next)) = block.last().zip(blocks.get(at + 1).and_then(|next| next.first())) {
                prop_assert!(!stays(&school, passing, &cells[*last], &cells[*next]), "{:?} goes on", block);
            }
        }
        let minutes: u32 = some.iter().map(|&id| cells[id].end - cells[id].start).sum();
        prop_assert_eq!(calendar.minutes(&some), minutes);
    }
}
