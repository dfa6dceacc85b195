use crate::graduation::{Ending, When};
use crate::ids::{ColumnId, Id, ListingId, PatternId, RequestId, TermId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::{Pattern, School};
use std::collections::{BTreeMap, BTreeSet};

/// Requests of one student that a prerequisite ties to one another.
pub(super) struct Tie {
    pub(super) first: Vec<RequestId>,
    pub(super) second: RequestId,
    pub(super) when: When,
}

/// First and last term of a pattern, and all of them.
pub(super) type Span = Vec<TermId>;

/// The terms of a pattern, ascending.
pub(super) fn spans(school: &School, pattern: &Pattern) -> Span {
    let terms: BTreeSet<TermId> = pattern.cells.iter().map(|&cell| school.calendar().cells()[cell].term).collect();
    terms.into_iter().collect()
}

/// Whether what is to come first goes with what comes second.
pub(super) fn goes(when: When, first: &Span, second: &Span) -> bool {
    let before = first.last() < second.first();
    match when {
        When::Before => before,
        When::With => first.first() <= second.first(),
        When::Same => before || first == second,
    }
}

/// All ties of requests, students whom a transcript frees left out.
pub(super) fn ties(school: &School) -> Vec<Tie> {
    let graduation = school.graduation();
    let mut ties = Vec::new();
    for (student, data) in school.students().iter() {
        let listing = |request: RequestId| ListingId::from_index(school.requests()[request].course.index());
        let progress = graduation.students.get(student);
        for &second in &data.requests {
            let Some(own) = graduation.listings.get(listing(second)) else { continue };
            for clause in &own.prerequisites {
                let stands = progress.map(|progress| progress.stands()).unwrap_or_default();
                let named = |other: &RequestId| stands.opens(clause, listing(*other)) && listing(*other) != listing(second);
                let first: Vec<RequestId> = data.requests.iter().copied().filter(named).collect();
                let frees = |record: &crate::graduation::Record| {
                    let enough = match record.ending {
                        Ending::InProgress => true,
                        Ending::Passed => clause.min_points.is_none_or(|least| record.points.is_none_or(|points| points >= least)),
                        Ending::Failed | Ending::Withdrawn => false,
                    };
                    enough && stands.opens(clause, record.listing)
                };
                if !first.is_empty() && !progress.is_some_and(|progress| progress.records.iter().any(frees)) {
                    ties.push(Tie { first, second, when: clause.when });
                }
            }
        }
    }
    ties
}

pub(super) fn rows(school: &School, program: &mut Program) {
    let mut classes: BTreeMap<Span, Vec<PatternId>> = BTreeMap::new();
    for (id, pattern) in school.patterns().iter() {
        classes.entry(spans(school, pattern)).or_default().push(id);
    }
    for tie in ties(school) {
        let seconds = sits(program, tie.second, &classes);
        let firsts: Vec<(&Span, ColumnId)> = tie.first.iter().flat_map(|&first| sits(program, first, &classes)).collect();
        if firsts.is_empty() {
            continue;
        }
        let any = program.any(firsts.iter().map(|(_, sit)| *sit));
        for (span, sit) in seconds {
            let good: Vec<ColumnId> = firsts.iter().filter(|(first, _)| goes(tie.when, first, span)).map(|(_, sit)| *sit).collect();
            let mut terms = vec![(sit, 1), (any, 1)];
            if !good.is_empty() {
                terms.push((program.any(good), -1));
            }
            let about = [Subject::Student(school.requests()[tie.second].student), Subject::Request(tie.second)].into_iter();
            program.row(about.chain(tie.first.iter().copied().map(Subject::Request)).collect(), terms, Sense::Le, 1);
        }
    }
}

/// For each class of patterns the column "the request is met by a section in it", where one could be.
fn sits<'a>(program: &mut Program, request: RequestId, classes: &'a BTreeMap<Span, Vec<PatternId>>) -> Vec<(&'a Span, ColumnId)> {
    let sections = program.domains().seats[request].clone();
    let mut all = Vec::new();
    for (span, patterns) in classes {
        let mut ways = Vec::new();
        for &section in &sections {
            let places: Vec<ColumnId> = patterns.iter().filter_map(|&pattern| program.place(section, pattern)).collect();
            if let (Some(seat), false) = (program.seat(request, section), places.is_empty()) {
                let there = program.any(places);
                ways.push(program.all([seat, there]));
            }
        }
        if !ways.is_empty() {
            all.push((span, program.any(ways)));
        }
    }
    all
}
