//! A rule of one's own, first hard, then soft.
//!
//! **The problem.** A school does not want physical education in the last period: the changing rooms are
//! locked by then. No such rule comes with the library, so the embedder writes one: what it excludes for
//! an exact solve (`allows`, `rows`), what is counted for the search (`search`), what breaks it for the checker (`check`), and
//! what a person reads (`explain`). The checker applies the custom rule like any other, and the search keeps it at the speed of
//! the library's own: what it counts is data, of a few kinds that the search knows.
//!
//! **What to see.** Hard, the rule is kept although a student then loses a request. Soft, it is kept only
//! where it costs no request: requests are on a higher level than preferences.
//!
//! Run with `cargo run --example custom_rule`.

use mortarboard::raw::RawSchool;
use mortarboard::rule::keeper::{Amount, Keeping, Sum};
use mortarboard::rule::{Card, Choice, Explanation, Finding, Mode, Program, Rule, Rules, Sense, Subject};
use mortarboard::school::{CourseId, PatternId};
use mortarboard::{Options, Schedule, School, testing};
use std::sync::Arc;

/// No section of a course is in the last period of any day.
struct NotLast {
    course: CourseId,
}

static CARD: Card = Card {
    slug: "not-last",
    sentence: "No section of the course meets in the last period of a day.",
    default: Mode::Hard,
    may_be_soft: true,
    unit: Some("a section in the last period"),
    reads: &["bell", "patterns"],
    rows: "Σ place[s,p] ≤ 0 over the patterns p that hold a last cell, for each section s of the course",
    size: "|S_c| rows, |S_c|·|P| nonzeros",
    says: "Section PE-1 meets in the last period of a day.",
    source: "the school's own wish",
    called: &[],
};

impl NotLast {
    fn is_last(&self, school: &School, pattern: PatternId) -> bool {
        let cells = school.calendar().cells();
        school.patterns()[pattern].cells.iter().any(|&cell| {
            cells.values().all(|other| other.day != cells[cell].day || other.term != cells[cell].term || other.start <= cells[cell].start)
        })
    }
}

impl Rule for NotLast {
    fn card(&self) -> &'static Card {
        &CARD
    }

    // When the rule is hard, the last period is no choice at all: no column is made for it.
    fn allows(&self, school: &School, choice: Choice) -> bool {
        match choice {
            Choice::Place(section, pattern) => school.sections()[section].course != self.course || !self.is_last(school, pattern),
            _ => true,
        }
    }

    // When it is soft, the columns are there, and each use of one has its price.
    fn rows(&self, school: &School, program: &mut Program) {
        for &section in &school.courses()[self.course].sections {
            let last = school.patterns().ids().filter(|&pattern| self.is_last(school, pattern));
            let terms: Vec<_> = last.filter_map(|pattern| program.place(section, pattern)).map(|column| (column, 1)).collect();
            program.row(vec![Subject::Section(section)], terms, Sense::Le, 0);
        }
    }

    // For the search: of each section, how often it is in the last period, and that it be no more than never. Without this
    // the rule would be kept by its rows, more slowly.
    fn search(&self, school: &School) -> Keeping {
        let last: Vec<PatternId> = school.patterns().ids().filter(|&pattern| self.is_last(school, pattern)).collect();
        let sections = school.courses()[self.course].sections.iter();
        Keeping::of(sections.map(|&section| {
            let each = last.iter().map(|&pattern| (section, pattern, 1)).collect();
            Amount::at_most(Sum::Placed(each), 0)
        }))
    }

    fn check(&self, school: &School, schedule: &Schedule) -> Vec<Finding> {
        let sections = school.courses()[self.course].sections.iter();
        let broken = sections.filter(|&&section| schedule.placements[section].pattern.is_some_and(|pattern| self.is_last(school, pattern)));
        broken.map(|&section| Finding::new(CARD.slug).about("section", section)).collect()
    }

    fn explain(&self, school: &School, finding: &Finding) -> Explanation {
        let section = finding.subject("section").map(|section| section.text(school)).unwrap_or_default();
        Explanation {
            sentence: format!("The {section} meets in the last period of a day."),
            mends: vec!["move the section to an earlier period".to_owned()],
        }
    }
}

/// What the rule says in rows, in keepers and in its check is one thing: whoever writes a rule tests that, on schools drawn at
/// random or on their own.
fn obeys_the_law(rule: &Arc<NotLast>, school: &School) -> Result<(), Box<dyn std::error::Error>> {
    let mut draw = testing::draws(&[3, 1, 4, 1, 5, 9, 2, 6]);
    let law = testing::Law::new(rule.as_ref(), school);
    for _ in 0..100 {
        law.test(&testing::random_schedule(school, &mut draw))?;
    }
    for mode in [Mode::Hard, Mode::soft(5)] {
        let walked = testing::walk(school, rule.clone(), mode, 1, 100)?;
        println!("{mode:?}: the search and the check agree in {} states", walked.kept + walked.broken);
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Two periods and one student who wants both courses. ART is locked into the first period, so PE
    // fits the student only in the last one.
    let raw: RawSchool = serde_json::from_str(
        r#"{
        "settings": {"default_patterns": ["P1", "P2"]},
        "bell": [{"day": "Mon", "slot": "1", "start": "08:00", "end": "08:50"},
                 {"day": "Mon", "slot": "2", "start": "08:55", "end": "09:45"}],
        "patterns": [{"pattern": "P1", "cells": "1(*)"}, {"pattern": "P2", "cells": "2(*)"}],
        "courses": [{"course": "ART", "max_seats": 9, "sections": 1}, {"course": "PE", "max_seats": 9, "sections": 2}],
        "students": [{"student": "s1"}, {"student": "s2"}],
        "requests": [{"student": "s1", "course": "ART"}, {"student": "s1", "course": "PE"}, {"student": "s2", "course": "PE"}],
        "locks": [{"section": "ART-1", "kind": "pattern", "value": "P1"}]
    }"#,
    )?;
    let school = School::try_from(raw)?;
    let course = school.find_course("PE").ok_or("the school has this course")?;
    let rule = Arc::new(NotLast { course });
    obeys_the_law(&rule, &school)?;
    let options = Options::default().without_time().with_work(10_000);

    let hard = Rules::of(&school).with(rule.clone(), Mode::Hard);
    let answer = mortarboard::solve_with(&school, &hard, &options, &|_| {})?;
    let schedule = answer.schedule().ok_or("no schedule was found")?;
    let met = schedule.seats.values().flatten().count();
    println!("hard: {met} of 3 requests met, {} sections in the last period", rule.check(&school, schedule).len());
    assert!(rule.check(&school, schedule).is_empty(), "a hard rule is kept");
    assert_eq!(met, 2, "the price of keeping it is one request");

    let soft = Rules::of(&school).with(rule.clone(), Mode::soft(5));
    let answer = mortarboard::solve_with(&school, &soft, &options, &|_| {})?;
    let schedule = answer.schedule().ok_or("no schedule was found")?;
    let met = schedule.seats.values().flatten().count();
    let broken = rule.check(&school, schedule);
    println!("soft: {met} of 3 requests met, {} section in the last period", broken.len());
    for finding in &broken {
        println!("  {}", rule.explain(&school, finding).sentence);
    }
    assert_eq!(met, 3, "no preference costs a request");
    assert_eq!(broken.len(), 1, "the other section keeps the wish");
    Ok(())
}
