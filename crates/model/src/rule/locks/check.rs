use crate::rule::{Finding, Subject};
use crate::schedule::Schedule;
use crate::school::{Held, School};

pub(super) fn check(school: &School, schedule: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for lock in school.locks() {
        let placement = &schedule.placements[lock.section];
        // What is locked, and what is there instead, if anything is.
        let (locked, instead) = match lock.held {
            Held::Pattern(id) if placement.pattern != Some(id) => (Subject::Pattern(id), placement.pattern.map(Subject::Pattern)),
            Held::Teacher(id) if placement.teacher != Some(id) => (Subject::Teacher(id), placement.teacher.map(Subject::Teacher)),
            Held::Room(id) if placement.room != Some(id) => (Subject::Room(id), placement.room.map(Subject::Room)),
            Held::Seat(id) if schedule.seats[id] != Some(lock.section) => (Subject::Request(id), schedule.seats[id].map(Subject::Section)),
            Held::Pattern(_) | Held::Teacher(_) | Held::Room(_) | Held::Seat(_) => continue,
        };
        findings.push(Finding::new("locks").about("section", lock.section).about("locked", locked).about_each("instead", instead));
    }
    findings
}
