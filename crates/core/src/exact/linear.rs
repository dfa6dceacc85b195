//! The program as linear rows over bounded columns, in integers: what a back end is given.
//!
//! Defined columns become rows. For d := all of c₁..cₙ: d ≤ cᵢ and Σc − d ≤ n − 1. For d := any: d ≥ cᵢ
//! and d ≤ Σc; none is 1 − any. For d := at least k of n: Σc ≥ k·d and Σc ≤ k − 1 + (n−k+1)·d. The first
//! three are integral when the cᵢ are, so d may be continuous; the last is not, so d is binary. When at
//! most one of the cᵢ can be 1 (a hard row or the shape of a schedule says so), "any" is the single row
//! d = Σc, which is far tighter in the relaxation.

use super::exclusive::Exclusive;
use crate::reached::reached;
use mortarboard_model::program::{Choice, Meaning, Program, Row, Sense};
use mortarboard_model::score::Level;
use mortarboard_model::{ColumnId, IdVec};

/// A column with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    pub(super) lower: i64,
    pub(super) upper: i64,
    /// Whether integrality must be asked for; where it is false, it follows.
    pub(super) integer: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) sense: Sense,
    pub(super) bound: i64,
}

impl Line {
    pub(super) fn holds(&self, point: &[i64]) -> bool {
        let sum: i128 = self.terms.iter().map(|&(column, factor)| i128::from(point[column]) * i128::from(factor)).sum();
        match self.sense {
            Sense::Le => sum <= i128::from(self.bound),
            Sense::Ge => sum >= i128::from(self.bound),
            Sense::Eq => sum == i128::from(self.bound),
        }
    }
}

/// Columns and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linear {
    pub(super) columns: Vec<Bounded>,
    pub(super) lines: Vec<Line>,
}

impl Linear {
    /// Adds a column and returns its position.
    pub(super) fn column(&mut self, lower: i64, upper: i64, integer: bool) -> usize {
        self.columns.push(Bounded { lower, upper, integer });
        self.columns.len() - 1
    }

    /// Adds a row.
    pub(super) fn line(&mut self, terms: impl IntoIterator<Item = (usize, i64)>, sense: Sense, bound: i64) {
        self.lines.push(Line { terms: terms.into_iter().collect(), sense, bound });
    }

    /// Whether a point keeps every bound and every row, in exact arithmetic.
    pub(super) fn holds(&self, point: &[i64]) -> bool {
        point.len() == self.columns.len()
            && self.columns.iter().zip(point).all(|(column, value)| (column.lower..=column.upper).contains(value))
            && self.lines.iter().all(|line| line.holds(point))
    }
}

/// A program stated as a [`Linear`].
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) linear: Linear,
    /// Where each column of the program went; none for one that nothing names.
    pub(super) place: IdVec<ColumnId, Option<usize>>,
    slacks: Vec<Slack>,
}

/// Units by which one priced row is broken on one side.
#[derive(Clone, Copy, Debug)]
struct Slack {
    row: usize,
    column: usize,
    above: bool,
}

impl Stated {
    /// States the rows that `keep` names by position, with the definitions they need. Priced rows get
    /// slacks, which the objective of their level charges.
    pub(super) fn new(program: &Program, keep: &dyn Fn(usize) -> bool) -> Self {
        let mut stated = Stated { linear: Linear::default(), place: IdVec::filled(program.columns().len(), None), slacks: Vec::new() };
        let exclusive = Exclusive::new(program, keep);
        let reached = reached(program, keep);
        for (id, meaning) in program.columns().iter().filter(|(id, _)| reached[*id]) {
            stated.define(id, meaning, &exclusive);
        }
        // A schedule has room for one pattern, teacher and room of a section and one section of a
        // request, whatever the rules say.
        for owned in exclusive.by_shape() {
            let places = stated.places(owned);
            if places.len() > 1 {
                stated.linear.line(places.into_iter().map(|column| (column, 1)), Sense::Le, 1);
            }
        }
        for (index, row) in program.rows().iter().enumerate().filter(|(index, _)| keep(*index)) {
            let mut terms: Vec<(usize, i64)> = row.terms.iter().filter_map(|&(c, factor)| Some((stated.place[c]?, factor))).collect();
            match row.price {
                None => {}
                // Breaking the row costs nothing, so it asks for nothing.
                Some(price) if price.weight == 0 => continue,
                Some(_) => {
                    let most: i64 = row.terms.iter().map(|(_, factor)| (*factor).max(0)).sum();
                    let least: i64 = row.terms.iter().map(|(_, factor)| (*factor).min(0)).sum();
                    if row.sense != Sense::Ge && most > row.bound {
                        terms.push((stated.slack(index, row, most - row.bound, true), -row.unit));
                    }
                    if row.sense != Sense::Le && least < row.bound {
                        terms.push((stated.slack(index, row, row.bound - least, false), row.unit));
                    }
                }
            }
            stated.linear.line(terms, row.sense, row.bound);
        }
        stated
    }

    fn slack(&mut self, index: usize, row: &Row, most: i64, above: bool) -> usize {
        // Once it is charged it ends at the violation: an integer by itself where a unit is 1, asked to be one where a part of
        // a unit counts as a whole.
        let column = self.linear.column(0, row.units(most), row.unit > 1);
        self.slacks.push(Slack { row: index, column, above });
        column
    }

    fn define(&mut self, id: ColumnId, meaning: &Meaning, exclusive: &Exclusive) {
        let own = self.linear.columns.len();
        self.place[id] = Some(own);
        let fixed = |value| (value, value, false);
        let linear = &mut self.linear;
        let places = |of: &[ColumnId]| -> Vec<usize> { of.iter().filter_map(|&column| self.place[column]).collect() };
        let sum = |of: &[usize], factor| -> Vec<(usize, i64)> { of.iter().map(|&column| (column, 1)).chain([(own, factor)]).collect() };
        // The column itself comes first, so that the rows below may name it.
        let (lower, upper, integer) = match meaning {
            Meaning::Choice(_) => (0, 1, true),
            Meaning::All(of) if of.is_empty() => fixed(1),
            Meaning::All(of) if of.len() > 1 && exclusive.covers(of) => fixed(0),
            Meaning::Any(of) if of.is_empty() => fixed(0),
            Meaning::None(of) if of.is_empty() => fixed(1),
            Meaning::AtLeast(0, _) => fixed(1),
            Meaning::AtLeast(least, of) if *least as usize > of.len() || (*least > 1 && exclusive.covers(of)) => fixed(0),
            Meaning::AtLeast(..) => (0, 1, true),
            Meaning::All(_) | Meaning::Any(_) | Meaning::None(_) => (0, 1, false),
        };
        linear.column(lower, upper, integer);
        if lower == upper {
            return;
        }
        match meaning {
            Meaning::Choice(_) => {}
            Meaning::All(of) => {
                let of = places(of);
                for &column in &of {
                    linear.line([(own, 1), (column, -1)], Sense::Le, 0);
                }
                linear.line(sum(&of, -1), Sense::Le, of.len() as i64 - 1);
            }
            // With e = d, or e = 1 − d for "none": e ≥ cᵢ and e ≤ Σc, or e = Σc.
            Meaning::Any(of) | Meaning::None(of) => {
                let (sign, shift) = if matches!(meaning, Meaning::Any(_)) { (1, 0) } else { (-1, 1) };
                let alone = of.len() == 1 || exclusive.covers(of);
                let of = places(of);
                linear.line(sum(&of, -sign), if alone { Sense::Eq } else { Sense::Ge }, shift);
                for &column in of.iter().filter(|_| !alone) {
                    linear.line([(column, 1), (own, -sign)], Sense::Le, shift);
                }
            }
            Meaning::AtLeast(least, of) => {
                let (of, least) = (places(of), i64::from(*least));
                linear.line(sum(&of, -least), Sense::Ge, 0);
                linear.line(sum(&of, least - of.len() as i64 - 1), Sense::Le, least - 1);
            }
        }
    }

    fn places(&self, of: &[ColumnId]) -> Vec<usize> {
        of.iter().filter_map(|&column| self.place[column]).collect()
    }

    /// The objective of one level, to be maximised.
    pub(super) fn objective(&self, program: &Program, level: Level) -> Vec<(usize, i64)> {
        let mut terms: Vec<(usize, i64)> = program
            .gains()
            .iter()
            .filter(|(on, _, _)| *on == level)
            .filter_map(|&(_, column, worth)| Some((self.place[column]?, worth)))
            .collect();
        terms.extend(self.slacks.iter().filter_map(|slack| {
            let price = program.rows()[slack.row].price.filter(|price| price.level == level)?;
            Some((slack.column, -price.weight))
        }));
        merged(terms)
    }

    /// The point of a schedule, given the value of every column of the program.
    pub(super) fn point(&self, program: &Program, values: &IdVec<ColumnId, bool>) -> Vec<i64> {
        let mut point = vec![0; self.linear.columns.len()];
        for (id, place) in self.place.iter() {
            if let Some(place) = *place {
                point[place] = i64::from(values[id]);
            }
        }
        for slack in &self.slacks {
            let row = &program.rows()[slack.row];
            let sum: i64 = row.terms.iter().filter(|(column, _)| values[*column]).map(|(_, factor)| factor).sum();
            point[slack.column] = row.units(if slack.above { sum - row.bound } else { row.bound - sum });
        }
        point
    }

    /// The choices that a point says yes to.
    pub(super) fn chosen(&self, program: &Program, point: &[i64]) -> Vec<Choice> {
        let mut chosen = Vec::new();
        for (id, meaning) in program.columns().iter() {
            if let (Meaning::Choice(choice), Some(place)) = (meaning, self.place[id])
                && point.get(place) == Some(&1)
            {
                chosen.push(*choice);
            }
        }
        chosen
    }
}

/// One term for each column, in order, none of them 0.
pub(super) fn merged(mut terms: Vec<(usize, i64)>) -> Vec<(usize, i64)> {
    terms.sort_unstable();
    let mut sums: Vec<(usize, i64)> = Vec::with_capacity(terms.len());
    for (column, factor) in terms {
        match sums.last_mut() {
            Some((last, sum)) if *last == column => *sum += factor,
            _ => sums.push((column, factor)),
        }
    }
    sums.retain(|(_, factor)| *factor != 0);
    sums
}
