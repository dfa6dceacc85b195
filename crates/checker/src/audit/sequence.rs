//! Requests for courses that must follow one another, where the terms in which they are held don't let them.

use super::{counted, fault, row};
use crate::times::{Kept, open_patterns};
use mortarboard_graduation::in_time;
use mortarboard_model::fault::Fault;
use mortarboard_model::graduation::{Clause, Ending, Progress, When};
use mortarboard_model::text::and;
use mortarboard_model::{CourseId, Id, ListingId, Priority, School, StudentId, TermId};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(school: &School, kept: Kept, faults: &mut Vec<Fault>) {
    let listings = &school.graduation().listings;
    if listings.values().all(|listing| listing.prerequisites.is_empty()) {
        return;
    }
    let mut known: BTreeMap<CourseId, BTreeSet<Vec<TermId>>> = BTreeMap::new();
    // By course, and what is asked of its prerequisites.
    let mut found: BTreeMap<(CourseId, When, Vec<CourseId>), u64> = BTreeMap::new();
    for student in school.students().ids() {
        let asked = asked(school, student);
        let nothing = Progress::default();
        let progress = school.graduation().students.get(student).unwrap_or(&nothing);
        for &course in &asked {
            let listing = ListingId::from_index(course.index());
            for clause in listings.get(listing).map_or(&[][..], |listing| &listing.prerequisites) {
                let first: Vec<CourseId> = asked.iter().copied().filter(|&other| other != course && names(clause, other)).collect();
                if first.is_empty() || on_record(progress, clause, listing) {
                    continue;
                }
                for &each in first.iter().chain([&course]) {
                    known.entry(each).or_insert_with(|| terms(school, kept, each));
                }
                let sets = |course: CourseId| known[&course].iter();
                let held = sets(course).next().is_some() && first.iter().any(|&other| sets(other).next().is_some());
                let timely = first.iter().any(|&other| sets(other).any(|other| sets(course).any(|own| in_time(clause.when, other, own))));
                if held && !timely {
                    *found.entry((course, clause.when, first)).or_default() += 1;
                }
            }
        }
    }
    for ((course, when, first), students) in found {
        let id = &school.courses()[course].id;
        let first: Vec<&str> = first.iter().map(|&other| school.courses()[other].id.as_str()).collect();
        let (ask, must) =
            (if students == 1 { "asks" } else { "ask" }, if when == When::Before { "over before it begins" } else { "taken with it" });
        let cause = format!(
            "{} {ask} for it and for {}, which must be {must}, and their locks and patterns never let it be so",
            counted(students, "student"),
            and(&first)
        );
        let fix = format!("let {} be held in an earlier term, or {id} in a later one", and(&first));
        faults.push(fault("order-impossible", "courses", false).at(row(course), "course").of(id).because(cause).mend(fix));
    }
}

/// Courses that a student asks for, alternates left out.
fn asked(school: &School, student: StudentId) -> BTreeSet<CourseId> {
    let requests = school.students()[student].requests.iter().map(|&id| &school.requests()[id]);
    requests.filter(|request| request.priority != Priority::Alternate).map(|request| request.course).collect()
}

fn names(clause: &Clause, course: CourseId) -> bool {
    clause.any_of.contains(&ListingId::from_index(course.index()))
}

fn on_record(progress: &Progress, clause: &Clause, own: ListingId) -> bool {
    progress.records.iter().any(|record| {
        let reaches = match record.ending {
            Ending::InProgress => true,
            Ending::Passed => clause.min_points.is_none_or(|least| record.points.is_none_or(|points| points >= least)),
            _ => false,
        };
        reaches && record.listing != own && clause.any_of.contains(&record.listing)
    })
}

/// The sets of terms in which sections of a course may meet, locks respected.
fn terms(school: &School, kept: Kept, course: CourseId) -> BTreeSet<Vec<TermId>> {
    let calendar = school.calendar();
    let sections = school.courses()[course].sections.iter().flat_map(|&section| open_patterns(school, kept, section));
    let patterns: BTreeSet<_> = sections.collect();
    let terms = patterns.into_iter().map(|pattern| {
        let terms: BTreeSet<TermId> = school.patterns()[pattern].cells.iter().map(|&cell| calendar.cells()[cell].term).collect();
        terms.into_iter().collect()
    });
    terms.collect()
}
