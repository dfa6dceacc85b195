use crate::graduation::{Clause, Ending, Progress, When};
use crate::ids::{Id, ListingId, RequestId, SectionId, TermId};
use crate::rule::Finding;
use crate::schedule::Schedule;
use crate::school::School;

/// What a student takes this year.
struct Taken {
    request: RequestId,
    section: SectionId,
    listing: ListingId,
    begins: TermId,
    ends: TermId,
    terms: Vec<TermId>,
}

/// Looks at the terms in which sections meet, student by student.
pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let graduation = school.graduation();
    let mut findings = Vec::new();
    for (student, data) in school.students().iter() {
        let taken: Vec<Taken> = data.requests.iter().filter_map(|&request| take(school, schedule, request)).collect();
        let progress = graduation.students.get(student);
        for after in &taken {
            let Some(listing) = graduation.listings.get(after.listing) else { continue };
            for clause in &listing.prerequisites {
                let concerned = |other: &&Taken| other.listing != after.listing && will_do(progress, clause, other.listing);
                let others: Vec<&Taken> = taken.iter().filter(concerned).collect();
                if others.is_empty() || has_had(progress, clause) || others.iter().any(|other| in_time(clause.when, other, after)) {
                    continue;
                }
                let asked = match clause.when {
                    When::Before => "prerequisite",
                    When::With => "corequisite",
                    When::Same => "concurrent",
                };
                let finding = Finding::new("sequence").about("student", student).about("section", after.section);
                let others = others.iter().map(|other| other.section);
                findings.push(finding.about("request", after.request).about_each(asked, others));
            }
        }
    }
    findings
}

fn take(school: &School, schedule: &Schedule, request: RequestId) -> Option<Taken> {
    let section = schedule.seats[request]?;
    let mut terms: Vec<TermId> = schedule.cells(school, section).iter().map(|&cell| school.calendar().cells()[cell].term).collect();
    terms.sort_unstable();
    terms.dedup();
    let listing = ListingId::from_index(school.requests()[request].course.index());
    Some(Taken { request, section, listing, begins: *terms.first()?, ends: *terms.last()?, terms })
}

/// Whether a course is one that a prerequisite names, or is taken by the student in place of one, whatever it is for.
fn will_do(progress: Option<&Progress>, clause: &Clause, listing: ListingId) -> bool {
    let instead = progress.into_iter().flat_map(|progress| &progress.substitutions).filter(|one| one.plan.is_none() && one.node.is_none());
    clause.any_of.contains(&listing) || instead.into_iter().any(|one| one.by == listing && clause.any_of.contains(&one.course))
}

/// Whether a course of an earlier year is enough.
fn has_had(progress: Option<&Progress>, clause: &Clause) -> bool {
    progress.into_iter().flat_map(|progress| &progress.records).any(|record| {
        let mark = match (record.points, clause.min_points) {
            (Some(points), Some(least)) => points >= least,
            _ => true,
        };
        let counts = record.ending == Ending::InProgress || (record.ending == Ending::Passed && mark);
        counts && will_do(progress, clause, record.listing)
    })
}

fn in_time(when: When, other: &Taken, after: &Taken) -> bool {
    match when {
        When::Before => other.ends < after.begins,
        When::With => other.begins <= after.begins,
        When::Same => other.ends < after.begins || other.terms == after.terms,
    }
}
