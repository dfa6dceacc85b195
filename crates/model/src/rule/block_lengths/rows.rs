use crate::ids::CellId;
use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::{School, Shape};
use crate::time::Calendar;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::Place(section, pattern) => {
            let shape = &school.courses()[school.sections()[section].course].shape;
            shape.as_ref().is_none_or(|shape| faults(shape, school.calendar(), &school.patterns()[pattern].cells) == 0)
        }
        _ => true,
    }
}

/// A section takes one pattern, so that each counts by what is wrong with it. Patterns derived from the shape never do.
pub(super) fn rows(school: &School, program: &mut Program) {
    for (section, data) in school.sections().iter() {
        let Some(shape) = &school.courses()[data.course].shape else { continue };
        let patterns = program.domains().patterns[section].iter();
        let wrong = patterns.filter_map(|&pattern| {
            let faults = faults(shape, school.calendar(), &school.patterns()[pattern].cells);
            Some((program.place(section, pattern)?, faults)).filter(|_| faults > 0)
        });
        let wrong: Vec<_> = wrong.collect();
        program.row(vec![Subject::Section(section)], wrong, Sense::Le, 0);
    }
}

/// How many things are wrong with a section in these cells.
pub(super) fn faults(shape: &Shape, calendar: &Calendar, cells: &[CellId]) -> i64 {
    let terms = calendar.terms().ids().map(|term| cells.iter().copied().filter(|&cell| calendar.cells()[cell].term == term).collect());
    terms.filter(|own: &Vec<CellId>| !own.is_empty()).map(|own| in_term(shape, calendar, &own)).sum()
}

fn in_term(shape: &Shape, calendar: &Calendar, own: &[CellId]) -> i64 {
    let beyond = |have: u32, least: u32, most: u32| i64::from(have < least || have > most);
    let (least, most) = (shape.minutes.saturating_sub(shape.tolerance), shape.minutes.saturating_add(shape.tolerance));
    let blocks = calendar.blocks(own);
    let lengths: i64 = blocks.iter().map(|block| beyond(calendar.minutes(block), shape.shortest, shape.longest)).sum();
    let mut days: Vec<_> = blocks.iter().map(|block| calendar.cells()[block[0]].day).collect();
    days.sort_unstable();
    let twice: i64 = days.chunk_by(|a, b| a == b).map(|day| i64::from(day.len() > 1)).sum();
    beyond(calendar.minutes(own), least, most) + beyond(blocks.len() as u32, shape.fewest_meetings, shape.most_meetings) + lengths + twice
}
