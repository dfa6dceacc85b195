//! Bell schedule, patterns and atoms.

use super::{empty, list, register, shapes};
use crate::fault::Fault;
use crate::ids::{CellId, DayId, Id, IdVec, PatternId, SlotId, TermId};
use crate::raw::RawSchool;
use crate::school::{Index, Pattern};
use crate::time::{AtomSet, Calendar, Cell, MOST_ATOMS, Minutes};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn calendar(raw: &RawSchool, faults: &mut Vec<Fault>) -> Calendar {
    let mut term_ids: BTreeMap<String, TermId> = BTreeMap::new();
    let mut terms: IdVec<TermId, String> = IdVec::new();
    for (row, term) in raw.terms.iter().enumerate() {
        plain_label("terms", row, "term", &term.term, faults);
        if register("terms", row, "term", &term.term, &mut term_ids, TermId::from_index(terms.len()), faults) {
            terms.push(term.term.clone());
        }
    }
    if terms.is_empty() {
        terms.push("year".to_owned());
    }
    let mut days: IdVec<DayId, String> = IdVec::new();
    let mut slots: IdVec<SlotId, String> = IdVec::new();
    let mut rows: Vec<(DayId, Minutes, Minutes, SlotId, usize)> = Vec::new();
    for (row, bell) in raw.bell.iter().enumerate() {
        let before = faults.len();
        plain_label("bell", row, "day", &bell.day, faults);
        plain_label("bell", row, "slot", &bell.slot, faults);
        let slot = format!("{} {}", bell.day, bell.slot);
        let start = clock(row, ("start", &slot), &bell.start, faults);
        let end = clock(row, ("end", &slot), &bell.end, faults);
        let (Some(start), Some(end)) = (start, end) else { continue };
        if end <= start {
            faults.push(
                Fault::error("bell-order", "bell")
                    .at(row, "end")
                    .of(format!("{} {}", bell.day, bell.slot))
                    .because("the slot ends before it starts, or at the same time")
                    .mend("give an end later than the start, on a 24-hour clock"),
            );
        }
        if faults.len() > before {
            continue;
        }
        let day = intern(&mut days, &bell.day);
        let slot = intern(&mut slots, &bell.slot);
        rows.push((day, start, end, slot, row));
    }
    rows.sort_unstable();
    for pair in rows.windows(2) {
        let ((day, _, end, _, first), (next_day, start, _, _, second)) = (pair[0], pair[1]);
        if day == next_day && start < end {
            let row = first.max(second);
            let other = first.min(second);
            faults.push(
                Fault::error("bell-overlap", "bell")
                    .at(row, "start")
                    .of(format!("{} {}", raw.bell[row].day, raw.bell[row].slot))
                    .because(format!("the slot overlaps that of row {} on the same day", other + 1))
                    .beside(other)
                    .mend("correct the times so that the slots of a day follow one another"),
            );
        }
    }
    let mut seen: BTreeMap<(DayId, SlotId), usize> = BTreeMap::new();
    for &(day, _, _, slot, row) in &rows {
        if let Some(&other) = seen.get(&(day, slot)) {
            faults.push(
                Fault::error("duplicate", "bell")
                    .at(row.max(other), "slot")
                    .of(format!("{} {}", days[day], slots[slot]))
                    .because(format!("row {} has this slot of this day already", row.min(other) + 1))
                    .beside(row.min(other))
                    .mend("give the slot another label, or delete the row"),
            );
        }
        seen.insert((day, slot), row);
    }
    let mut cells: IdVec<CellId, Cell> = IdVec::new();
    for term in terms.ids() {
        for &(day, start, end, slot, _) in &rows {
            cells.push(Cell { term, day, slot, start, end });
        }
    }
    empty(&cells, "bell", faults);
    Calendar { terms, days, slots, cells, passing: raw.settings.passing_minutes, outside: BTreeSet::new() }
}

fn intern<I: Id>(labels: &mut IdVec<I, String>, label: &str) -> I {
    let known = labels.iter().find(|(_, have)| *have == label).map(|(id, _)| id);
    known.unwrap_or_else(|| labels.push(label.to_owned()))
}

/// Labels of terms, days and slots occur inside cell expressions, whose marks they must not hold.
fn plain_label(table: &'static str, row: usize, column: &'static str, label: &str, faults: &mut Vec<Fault>) {
    if label.is_empty() || label == "*" || label.chars().any(|c| c.is_whitespace() || c.is_control() || "():,+;=".contains(c)) {
        faults.push(
            Fault::error("bad-id", table)
                .at(row, column)
                .of(label)
                .because("a term, day or slot must not be blank, `*`, or hold blanks or any of ( ) : , + ; =")
                .mend("use a short plain label such as Mon, A or 1"),
        );
    }
}

/// Reads `HH:MM` on a 24-hour clock.
fn clock(row: usize, (column, slot): (&'static str, &str), text: &str, faults: &mut Vec<Fault>) -> Option<Minutes> {
    let read = text.split_once(':').and_then(|(hours, minutes)| {
        let digits = |part: &str, most: usize| !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(hours, 2) || !digits(minutes, 2) || minutes.len() != 2 {
            return None;
        }
        let (hours, minutes) = (hours.parse::<Minutes>().ok()?, minutes.parse::<Minutes>().ok()?);
        (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
    });
    if read.is_none() {
        faults.push(
            Fault::error("bad-time", "bell")
                .at(row, column)
                .of(slot)
                .because("the cell is not a time of day")
                .mend("write HH:MM on a 24-hour clock, such as 08:30"),
        );
    }
    read
}

/// Patterns, and which of them a name, a group or a shape stands for.
pub(super) struct Patterns {
    pub(super) patterns: IdVec<PatternId, Pattern>,
    pub(super) named: BTreeMap<String, Vec<PatternId>>,
    pub(super) shaped: BTreeMap<String, Vec<PatternId>>,
    pub(super) atoms: usize,
    pub(super) atom_of: IdVec<CellId, Option<u16>>,
}

pub(super) fn patterns(raw: &RawSchool, calendar: &Calendar, ids: &mut Index, faults: &mut Vec<Fault>) -> Patterns {
    let mut patterns: IdVec<PatternId, Pattern> = IdVec::new();
    let mut named: BTreeMap<String, Vec<PatternId>> = BTreeMap::new();
    for (row, given) in raw.patterns.iter().enumerate() {
        let next = PatternId::from_index(patterns.len());
        if !register("patterns", row, "pattern", &given.pattern, &mut ids.patterns, next, faults) {
            continue;
        }
        let bad = |cause: String| {
            Fault::error("bad-cells", "patterns")
                .at(row, "cells")
                .of(&given.pattern)
                .because(cause)
                .mend("write cells as SLOT(DAY,DAY) or TERM:SLOT(*), separated by blanks")
        };
        // What stands in a row is known, whatever else is wrong with the row.
        for name in list(&given.group).chain([given.pattern.as_str()]) {
            named.entry(name.to_owned()).or_default();
        }
        let cells = match calendar.parse(&given.cells) {
            Ok(cells) if cells.is_empty() => {
                faults.push(bad("the pattern has no cells".to_owned()));
                continue;
            }
            Ok(cells) => cells,
            Err(cause) => {
                faults.push(bad(cause));
                continue;
            }
        };
        let id = patterns.push(Pattern { id: given.pattern.clone(), cells, atoms: AtomSet::default() });
        named.entry(given.pattern.clone()).or_default().push(id);
        for group in list(&given.group) {
            named.entry(group.to_owned()).or_default().push(id);
        }
    }
    for (row, given) in raw.patterns.iter().enumerate() {
        for group in list(&given.group) {
            if ids.patterns.contains_key(group) && group != given.pattern {
                faults.push(
                    Fault::error("duplicate", "patterns")
                        .at(row, "group")
                        .of(group)
                        .because("the group has the id of a pattern")
                        .mend("give the group a name of its own"),
                );
            }
        }
    }
    let mut shaped: BTreeMap<String, Vec<PatternId>> = BTreeMap::new();
    let mut known: BTreeMap<String, PatternId> = BTreeMap::new();
    let mut spent = shapes::Spent::default();
    for (row, shape) in raw.shapes.iter().enumerate() {
        if shape.shape.contains('=') {
            let fault = Fault::error("bad-id", "shapes").at(row, "shape").of(&shape.shape);
            faults.push(fault.because("the id of a shape must not hold `=`").mend("give the shape a plain id of its own"));
            continue;
        }
        if !register("shapes", row, "shape", &shape.shape, &mut known, PatternId(0), faults) {
            continue;
        }
        let mut derived = Vec::new();
        for cells in shapes::derive(row, shape, calendar, &mut spent, faults) {
            let id = format!("{}={}", shape.shape, calendar.write(&cells, "+"));
            let next = PatternId::from_index(patterns.len());
            if register("shapes", row, "shape", &id, &mut ids.patterns, next, faults) {
                derived.push(patterns.push(Pattern { id, cells, atoms: AtomSet::default() }));
            }
        }
        shaped.insert(shape.shape.clone(), derived);
    }
    let (atoms, atom_of) = atomise(&mut patterns, calendar.cells.len());
    if atoms > MOST_ATOMS {
        faults.push(
            Fault::error("too-many-times", "patterns")
                .because(format!("the patterns cut the cycle into {atoms} separate times; at most {MOST_ATOMS} are supported"))
                .mend("use fewer patterns, or a shape with `same-slot`"),
        );
    }
    Patterns { patterns, named, shaped, atoms, atom_of }
}

/// Merges cells that no pattern separates and gives each pattern its set of atoms.
fn atomise(patterns: &mut IdVec<PatternId, Pattern>, cells: usize) -> (usize, IdVec<CellId, Option<u16>>) {
    let mut signature: Vec<Vec<PatternId>> = vec![Vec::new(); cells];
    for (id, pattern) in patterns.iter() {
        for cell in &pattern.cells {
            signature[cell.index()].push(id);
        }
    }
    let mut atom_of: BTreeMap<&[PatternId], usize> = BTreeMap::new();
    let mut of_pattern: Vec<AtomSet> = vec![AtomSet::default(); patterns.len()];
    let mut atom_of_cell: IdVec<CellId, Option<u16>> = IdVec::filled(cells, None);
    for (cell, signature) in signature.iter().enumerate().filter(|(_, signature)| !signature.is_empty()) {
        let next = atom_of.len();
        let atom = *atom_of.entry(signature).or_insert(next);
        atom_of_cell[CellId::from_index(cell)] = u16::try_from(atom).ok();
        for pattern in signature {
            of_pattern[pattern.index()] |= AtomSet::of(atom);
        }
    }
    let atoms = atom_of.len();
    for (id, atoms) in patterns.ids().zip(of_pattern) {
        patterns[id].atoms = atoms;
    }
    (atoms, atom_of_cell)
}
