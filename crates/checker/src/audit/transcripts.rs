//! Rows of transcripts that look like slips.

use super::{counted, fault, some};
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::{Ending, Progress, Record};
use mortarboard_model::{ListingId, School};
use std::collections::BTreeSet;

pub(super) fn look(school: &School, faults: &mut Vec<Fault>) {
    let graduation = school.graduation();
    let name = |listing: ListingId| graduation.listings.get(listing).map_or("", |listing| listing.id.as_str());
    let (mut once, mut more, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (id, progress) in graduation.students.iter() {
        let Some(student) = school.students().get(id) else { continue };
        for row in &progress.equal_rows {
            let to = if row.counts { &mut more } else { &mut once };
            to.push((student.id.as_str(), format!("{}: {}", student.id, name(row.listing))));
        }
        for record in &progress.records {
            if let Some(unit) = uneven(school, progress, record) {
                let said = format!("{}: {} with {}, unit {unit}", student.id, name(record.listing), record.credits);
                parts.push((student.id.as_str(), said));
            }
        }
    }
    let mut report = |slug, found: &[(&str, String)], rows: [&str; 2], fix: &str| {
        if !found.is_empty() {
            let students: BTreeSet<&str> = found.iter().map(|(student, _)| *student).collect();
            let said: Vec<&str> = found.iter().map(|(_, said)| said.as_str()).collect();
            let rows = if found.len() == 1 { format!("1 row {}", rows[0]) } else { format!("{} rows {}", found.len(), rows[1]) };
            let cause = format!("{rows}, of {}: {}", counted(students.len() as u64, "student"), some(&said));
            faults.push(fault(slug, "transcripts", false).because(cause).mend(fix));
        }
    };
    report(
        "equal-rows-ignored",
        &once,
        ["is equal in every cell to an earlier one and does not count", "are equal in every cell to an earlier one and do not count"],
        "delete the row, or give it the grade, term or mark in which it differs",
    );
    report(
        "equal-rows-counted",
        &more,
        [
            "is equal in every cell to an earlier one and counts, since the course may be passed more than once",
            "are equal in every cell to an earlier one and count, since the course may be passed more than once",
        ],
        "delete the row if the course was passed once only, and otherwise give the terms",
    );
    report(
        "credits-in-parts",
        &parts,
        [
            "has credits that are no multiple of the unit of a plan that the student follows",
            "have credits that are no multiple of the unit of a plan that the student follows",
        ],
        "correct the credits; parts of one course are put together, and what is then left over beyond whole units does not count",
    );
}

/// The unit of the first plan of a student of which the credits of a record are no multiple.
fn uneven(school: &School, progress: &Progress, record: &Record) -> Option<u32> {
    let earns = matches!(record.ending, Ending::Passed | Ending::InProgress);
    let plans = progress.plans.iter().filter_map(|&plan| school.graduation().plans.get(plan));
    plans.map(|plan| plan.unit).find(|unit| earns && *unit > 0 && !record.credits.is_multiple_of(*unit))
}
