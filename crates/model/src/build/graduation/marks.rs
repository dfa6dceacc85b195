//! Grades and marks of the settings.

use super::{HIGHEST_GRADE, Place};
use crate::build::list;
use crate::fault::Fault;
use crate::graduation::Points;
use crate::raw::RawSettings;
use std::collections::{BTreeMap, BTreeSet};

/// A mark with points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its place in the order of marks: the higher, the better.
    pub(super) order: Points,
    /// What it is worth in averages.
    pub(super) points: Points,
}

pub(super) struct Marks {
    /// Each mark; none for those that only pass.
    marks: BTreeMap<String, Option<Mark>>,
    /// The highest place in the order.
    pub(super) top: Points,
    /// What the highest mark is worth in averages; of several equally high ones the least.
    pub(super) top_points: Points,
    /// The most points that any mark has.
    pub(super) most_points: Points,
    /// Whether any mark has points.
    pub(super) any: bool,
}

impl Marks {
    /// The place of the lowest mark that counts; none when the cell is blank.
    pub(super) fn least(&self, place: Place<'_>, mark: &str, faults: &mut Vec<Fault>) -> Option<Points> {
        let found = self.read(place, mark, faults)?;
        if found.is_none() {
            let cause = "the mark has no points, so no other can be lower";
            faults.push(place.fault("bad-value", cause, "name one of the `marks` of the settings, or leave the mark out"));
        }
        found.map(|mark| mark.order)
    }

    /// A mark as transcripts give it: the outer option is none when it is blank or unknown.
    pub(super) fn read(&self, place: Place<'_>, mark: &str, faults: &mut Vec<Fault>) -> Option<Option<Mark>> {
        let mark = mark.trim();
        if mark.is_empty() {
            return None;
        }
        let found = self.marks.get(mark).copied();
        if found.is_none() {
            let fix = "correct the mark, or add it to `marks` or `pass_marks` of the settings";
            let fault = place.fault("unknown-id", "the mark is none of `marks` and `pass_marks` of the settings", fix);
            faults.push(fault.not_known("mark", mark));
        }
        found
    }
}

pub(super) fn marks(settings: &RawSettings, faults: &mut Vec<Fault>) -> Marks {
    let fault = |slug, column: &'static str| Fault { column, ..Fault::error(slug, "settings") };
    if settings.first_grade > settings.last_grade {
        let cause = format!("the first grade, {}, is above the last one, {}", settings.first_grade, settings.last_grade);
        faults.push(fault("out-of-range", "first_grade").because(cause).mend("give the grade of entry as first_grade"));
    }
    if settings.last_grade > HIGHEST_GRADE {
        let cause = format!("the last grade may be {HIGHEST_GRADE} at most");
        faults.push(fault("out-of-range", "last_grade").because(cause).mend("give the grade at whose end students graduate"));
    }
    let mut marks: BTreeMap<String, Option<Mark>> = BTreeMap::new();
    let given = settings.marks.iter().map(|(mark, &points)| ("marks", mark, Some(Mark { order: points, points })));
    for (column, mark, worth) in given.chain(settings.pass_marks.iter().map(|mark| ("pass_marks", mark, None))) {
        if mark.is_empty() || mark.trim() != mark {
            let fault = fault("bad-id", column).because("a mark must not be blank, nor begin or end with a blank");
            faults.push(fault.mend("correct the mark, or delete it"));
        } else if marks.insert(mark.clone(), worth).is_some() {
            let fault = fault("duplicate", column).of(mark).because("the mark is listed twice, so that its points are not clear");
            faults.push(fault.mend("list it once, in `marks` or in `pass_marks`"));
        }
    }
    order(settings, &mut marks, faults);
    let top = marks.values().flatten().map(|mark| mark.order).max().unwrap_or(0);
    let points = || marks.values().flatten().map(|mark| mark.points);
    let highest = marks.values().flatten().filter(|mark| mark.order == top);
    let top_points = highest.map(|mark| mark.points).min().unwrap_or(0);
    Marks { top, top_points, most_points: points().max().unwrap_or(0), any: points().next().is_some(), marks }
}

/// Puts marks with points in order: as the settings say, or by points.
fn order(settings: &RawSettings, marks: &mut BTreeMap<String, Option<Mark>>, faults: &mut Vec<Fault>) {
    if settings.mark_order.is_empty() {
        let orders: Vec<(String, Points)> = settings
            .marks
            .keys()
            .filter_map(|mark| Some((mark.clone(), settings.marks.get(plain(mark, &settings.marks))?)))
            .map(|(mark, &points)| (mark, points))
            .collect();
        for (mark, order) in orders {
            if let Some(Some(known)) = marks.get_mut(&mark) {
                known.order = order;
            }
        }
        return;
    }
    let fault = |slug| Fault { column: "mark_order", ..Fault::error(slug, "settings") };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let places = Points::try_from(settings.mark_order.len()).unwrap_or(Points::MAX);
    for (order, entry) in (1..=places).rev().zip(&settings.mark_order) {
        for mark in list(entry) {
            match marks.get_mut(mark) {
                Some(Some(known)) => known.order = order,
                _ => {
                    let cause = format!("entry {} holds what is none of the `marks` with points", places - order + 1);
                    faults.push(fault("unknown-id").because(cause).mend("correct it, or add it to `marks`"));
                }
            }
            if !seen.insert(mark) {
                faults.push(fault("duplicate").of(mark).because("the mark stands in the order twice").mend("keep one of the entries"));
            }
        }
    }
    for mark in settings.marks.keys().filter(|mark| !seen.contains(mark.as_str())) {
        let cause = "the mark does not stand in the order, so that nobody can tell which marks are lower";
        faults.push(
            fault("missing-id")
                .of(mark)
                .because(cause)
                .mend("add it, behind a `;` in the entry of an equally high mark or in one of its own"),
        );
    }
}

/// The mark that another one is but for a sign behind it, as `D` is of `D*`; the mark itself where there is none. Plus and
/// minus make marks of their own.
fn plain<'m>(mark: &'m str, marks: &'m BTreeMap<String, Points>) -> &'m str {
    let is_sign = |rest: &str| {
        rest.chars().next().is_some_and(|first| !first.is_alphanumeric() && !['+', '-', '\u{2212}', '\u{2013}', '.', ','].contains(&first))
    };
    let shorter = marks.keys().filter(|other| mark.strip_prefix(other.as_str()).is_some_and(is_sign));
    shorter.max_by_key(|other| other.len()).map_or(mark, |other| other)
}
