//! Grades and marks of the settings.

use super::{HIGHEST_GRADE, Place};
use crate::fault::Fault;
use crate::graduation::Points;
use crate::raw::RawSettings;
use std::collections::BTreeMap;

pub(super) struct Marks {
    /// Points of each mark; none for marks that only pass.
    points: BTreeMap<String, Option<Points>>,
    /// The highest mark there is.
    pub(super) top: Points,
}

impl Marks {
    /// The points of the lowest mark that counts; none when the cell is blank.
    pub(super) fn least(&self, place: Place<'_>, mark: &str, faults: &mut Vec<Fault>) -> Option<Points> {
        let points = self.read(place, mark, faults)?;
        if points.is_none() {
            let cause = format!("the mark `{}` has no points, so no other can be lower", mark.trim());
            faults.push(place.fault("bad-value", cause, "name one of the `marks` of the settings, or leave the mark out"));
        }
        points
    }

    /// A mark as transcripts give it: the outer option is none when it is blank or unknown.
    pub(super) fn read(&self, place: Place<'_>, mark: &str, faults: &mut Vec<Fault>) -> Option<Option<Points>> {
        let mark = mark.trim();
        if mark.is_empty() {
            return None;
        }
        let found = self.points.get(mark).copied();
        if found.is_none() {
            let cause = format!("there is no mark `{mark}`");
            faults.push(place.fault("unknown-id", cause, "correct the mark, or add it to `marks` or `pass_marks` of the settings"));
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
    let mut points: BTreeMap<String, Option<Points>> = BTreeMap::new();
    let given = settings.marks.iter().map(|(mark, &points)| ("marks", mark, Some(points)));
    for (column, mark, worth) in given.chain(settings.pass_marks.iter().map(|mark| ("pass_marks", mark, None))) {
        if mark.is_empty() || mark.trim() != mark {
            let fault = fault("bad-id", column).of(mark).because("a mark must not be blank, nor begin or end with a blank");
            faults.push(fault.mend("correct the mark, or delete it"));
        } else if points.insert(mark.clone(), worth).is_some() {
            let fault = fault("duplicate", column).of(mark).because("the mark is listed twice, so that its points are not clear");
            faults.push(fault.mend("list it once, in `marks` or in `pass_marks`"));
        }
    }
    Marks { top: points.values().flatten().copied().max().unwrap_or(0), points }
}
