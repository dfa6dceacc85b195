use crate::ids::{CellId, CourseId, PatternId};
use crate::keeper::{Amount, Keeping, Sum};
use crate::school::{School, Shape};
use crate::time::Calendar;
use std::collections::BTreeMap;

/// A section keeps its shape where it takes no pattern that breaks it, so that these count, each by what is wrong with it.
/// Patterns derived from the shape never do.
pub(super) fn search(school: &School) -> Keeping {
    let mut known: BTreeMap<CourseId, Vec<(PatternId, i64)>> = BTreeMap::new();
    let mut amounts = Vec::new();
    for (section, data) in school.sections().iter() {
        let Some(shape) = &school.courses()[data.course].shape else { continue };
        let wrong = known.entry(data.course).or_insert_with(|| {
            let patterns = school.patterns().iter();
            let all = patterns.map(|(id, pattern)| (id, faults(shape, school.calendar(), &pattern.cells)));
            all.filter(|(_, faults)| *faults > 0).collect()
        });
        let sum = wrong.iter().map(|&(pattern, faults)| (section, pattern, faults)).collect::<Vec<_>>();
        if !sum.is_empty() {
            amounts.push(Amount::at_most(Sum::Placed(sum), 0));
        }
    }
    Keeping::of(amounts)
}

/// How many things are wrong with a section in these cells.
fn faults(shape: &Shape, calendar: &Calendar, cells: &[CellId]) -> i64 {
    let mut faults = 0;
    for term in calendar.terms().ids() {
        let own: Vec<CellId> = cells.iter().copied().filter(|&cell| calendar.cells()[cell].term == term).collect();
        if !own.is_empty() {
            faults += in_term(shape, calendar, &own);
        }
    }
    faults
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
