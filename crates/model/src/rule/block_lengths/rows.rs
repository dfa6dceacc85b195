use crate::ids::{CellId, ColumnId, CourseId, DayId, PatternId, SectionId, TermId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::{School, Shape};
use crate::time::Calendar;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn rows(school: &School, program: &mut Program) {
    // Sections of a course mostly have the same patterns open, so that their rows are found once.
    let mut known: BTreeMap<(CourseId, Vec<PatternId>), Vec<Sketch>> = BTreeMap::new();
    for (section, data) in school.sections().iter() {
        let Some(shape) = &school.courses()[data.course].shape else { continue };
        let patterns = program.domains().patterns[section].clone();
        let sketches = known.entry((data.course, patterns)).or_insert_with_key(|(_, patterns)| {
            let open: Vec<&[CellId]> = patterns.iter().map(|&pattern| &school.patterns()[pattern].cells[..]).collect();
            let mut sketches = sketches(shape, school.calendar(), &open);
            sketches.retain(|sketch| open.iter().any(|cells| sketch.broken_by(school.calendar(), cells)));
            sketches
        });
        for sketch in sketches {
            sketch.state(school, program, section);
        }
    }
}

/// What a row counts about a section.
#[derive(Clone, Copy)]
enum Part {
    /// It meets in the cell.
    Used(CellId),
    /// It meets in the cell and not in an adjoining one just before.
    Starts(CellId),
    /// It meets in the term.
    Met(TermId),
}

/// A row before there are columns for it.
struct Sketch {
    terms: Vec<(Part, i64)>,
    sense: Sense,
    bound: i64,
}

/// All rows of a shape for sections that take one of the patterns.
fn sketches(shape: &Shape, calendar: &Calendar, open: &[&[CellId]]) -> Vec<Sketch> {
    let cells: BTreeSet<CellId> = open.iter().flat_map(|cells| cells.iter().copied()).collect();
    let mut by_term: BTreeMap<TermId, Vec<CellId>> = BTreeMap::new();
    for cell in cells {
        by_term.entry(calendar.cells()[cell].term).or_default().push(cell);
    }
    let mut rows = Vec::new();
    let mut row = |terms, sense, bound: u32| rows.push(Sketch { terms, sense, bound: i64::from(bound) });
    for (term, cells) in by_term {
        let minutes = || cells.iter().map(|&cell| (Part::Used(cell), i64::from(calendar.cells()[cell].minutes())));
        let starts = || cells.iter().map(|&cell| (Part::Starts(cell), 1));
        let at_least = |least: u32| [(Part::Met(term), -i64::from(least))];
        row(minutes().chain(at_least(shape.minutes.saturating_sub(shape.tolerance))).collect(), Sense::Ge, 0);
        row(minutes().collect(), Sense::Le, shape.minutes.saturating_add(shape.tolerance));
        row(starts().chain(at_least(shape.fewest_meetings)).collect(), Sense::Ge, 0);
        row(starts().collect(), Sense::Le, shape.most_meetings);
        let mut by_day: BTreeMap<DayId, Vec<CellId>> = BTreeMap::new();
        for &cell in &cells {
            by_day.entry(calendar.cells()[cell].day).or_default().push(cell);
        }
        for cells in by_day.into_values() {
            row(cells.into_iter().map(|cell| (Part::Starts(cell), 1)).collect(), Sense::Le, 1);
        }
        for stretch in calendar.blocks(&cells) {
            lengths(shape, calendar, &stretch, &mut row);
        }
    }
    rows
}

/// A run that is too short must not be a whole block; one that is too long must not be used throughout.
fn lengths(shape: &Shape, calendar: &Calendar, stretch: &[CellId], row: &mut impl FnMut(Vec<(Part, i64)>, Sense, u32)) {
    for from in 0..stretch.len() {
        for to in from..stretch.len() {
            let run = &stretch[from..=to];
            let minutes = calendar.minutes(run);
            let inside = run.iter().map(|&cell| (Part::Used(cell), 1));
            let most = run.len() as u32 - 1;
            if minutes > shape.longest {
                // Longer runs hold this one; and this one may hold a shorter one that is too long.
                if calendar.minutes(&run[1..]) <= shape.longest {
                    row(inside.collect(), Sense::Le, most);
                }
                break;
            }
            if minutes < shape.shortest {
                let around = [from.checked_sub(1), to.checked_add(1)].into_iter().flatten().filter_map(|at| stretch.get(at));
                row(inside.chain(around.map(|&cell| (Part::Used(cell), -1))).collect(), Sense::Le, most);
            }
        }
    }
}

impl Sketch {
    /// Whether a section in these cells breaks the row.
    fn broken_by(&self, calendar: &Calendar, cells: &[CellId]) -> bool {
        let used = |cell: CellId| cells.binary_search(&cell).is_ok();
        let holds = |part: Part| match part {
            Part::Used(cell) => used(cell),
            Part::Starts(cell) => used(cell) && !before(calendar, cell).is_some_and(used),
            Part::Met(term) => cells.iter().any(|&cell| calendar.cells()[cell].term == term),
        };
        let sum: i64 = self.terms.iter().filter(|(part, _)| holds(*part)).map(|(_, factor)| factor).sum();
        match self.sense {
            Sense::Le => sum > self.bound,
            Sense::Ge => sum < self.bound,
            Sense::Eq => sum != self.bound,
        }
    }

    /// Adds the row for one section, with the columns it needs.
    fn state(&self, school: &School, program: &mut Program, section: SectionId) {
        let calendar = school.calendar();
        let mut terms = Vec::new();
        for &(part, factor) in &self.terms {
            let column = match part {
                Part::Used(cell) => meets(school, program, section, &|other| other == cell),
                Part::Met(term) => meets(school, program, section, &|other| calendar.cells()[other].term == term),
                Part::Starts(cell) => {
                    let used = meets(school, program, section, &|other| other == cell);
                    let earlier = before(calendar, cell).and_then(|before| meets(school, program, section, &|other| other == before));
                    match (used, earlier) {
                        (Some(used), Some(earlier)) => {
                            let not = program.none([earlier]);
                            Some(program.all([used, not]))
                        }
                        (used, _) => used,
                    }
                }
            };
            terms.extend(column.map(|column| (column, factor)));
        }
        program.hard(vec![Subject::Section(section)], terms, self.sense, self.bound);
    }
}

/// The cell that adjoins from before, if there is one.
fn before(calendar: &Calendar, cell: CellId) -> Option<CellId> {
    cell.0.checked_sub(1).map(CellId).filter(|&before| calendar.adjoin(before, cell))
}

/// The column "meets in one of the cells", or none when no open pattern holds one.
fn meets(school: &School, program: &mut Program, section: SectionId, wanted: &dyn Fn(CellId) -> bool) -> Option<ColumnId> {
    let holds = |pattern: PatternId| school.patterns()[pattern].cells.iter().any(|&cell| wanted(cell));
    let patterns = program.domains().patterns[section].iter().filter(|&&pattern| holds(pattern));
    let places: Vec<ColumnId> = patterns.filter_map(|&pattern| program.place(section, pattern)).collect();
    (!places.is_empty()).then(|| program.any(places))
}
