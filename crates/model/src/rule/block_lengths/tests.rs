use super::BlockLengths;
use crate::program::{Domains, Program};
use crate::raw::{RawSchool, RawShape};
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{all_choices, rows_text, schedule, tiny};
use insta::assert_snapshot;

/// ART has shape `long`: 90 minutes, 45 more or less, in one or two blocks of 60 to 120 minutes.
fn raw() -> RawSchool {
    let mut raw = tiny();
    raw.shapes.push(RawShape {
        shape: "long".to_owned(),
        minutes: 90,
        tolerance: 45,
        shortest: 60,
        longest: 120,
        fewest_meetings: 1,
        most_meetings: 2,
        ..RawShape::default()
    });
    raw.courses[0].shape = "long".to_owned();
    raw.patterns.retain(|pattern| ["M1", "P1", "P3", "D"].contains(&pattern.pattern.as_str()));
    raw.settings.default_patterns = vec!["D".to_owned()];
    raw
}

fn said(school: &School, pattern: &str) -> String {
    let schedule = schedule(school, &[("ART-1", pattern, "", "")], &[]).unwrap();
    let said = BlockLengths.check(school, &schedule);
    said.iter().map(|finding| BlockLengths.explain(school, finding).sentence).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_are_stated_only_where_a_pattern_could_break_them() {
    let school = School::try_from(raw()).unwrap();
    let derived = Domains::new(&school, &Rules::of(&school));
    let mut program = Program::choices_only(&school, derived.clone());
    program.add(&school, &BlockLengths, Mode::Hard);
    assert_eq!(rows_text(&school, &program), "");

    // A derivation that lets in a slot of 45 minutes and a double on both days is caught.
    let mut domains = derived;
    let section = school.find_section("ART-1").unwrap();
    domains.patterns[section] = ["M1", "D"].map(|id| school.find_pattern(id).unwrap()).to_vec();
    let mut program = Program::choices_only(&school, domains);
    program.add(&school, &BlockLengths, Mode::Hard);
    assert_snapshot!(rows_text(&school, &program), @r"
    section ART-1: place[ART-1,M1] + place[ART-1,D] <= 0
    ");
}

#[test]
fn derived_patterns_are_good() {
    let school = School::try_from(raw()).unwrap();
    for &pattern in &school.courses()[school.find_course("ART").unwrap()].patterns {
        assert_eq!(said(&school, &school.patterns()[pattern].id), "");
    }
}

#[test]
fn bad() {
    let school = School::try_from(raw()).unwrap();
    assert_eq!(said(&school, "M1"), BlockLengths.card().says);
    assert_snapshot!(said(&school, "D"), @"Section ART-1 meets for 180 minutes in term year, and shape long asks for 45 to 135.");
}

#[test]
fn split_days_and_long_blocks() {
    let mut raw = raw();
    raw.settings.default_patterns = vec!["all-day".to_owned(), "split".to_owned()];
    for (pattern, cells) in [("all-day", "1(Mon) 2(Mon) 3(Mon)"), ("split", "1(Mon) 3(Mon)")] {
        raw.patterns.push(crate::raw::RawPattern { pattern: pattern.to_owned(), cells: cells.to_owned(), ..Default::default() });
    }
    let school = School::try_from(raw).unwrap();
    assert_snapshot!(said(&school, "all-day"), @"Section ART-1 meets in a block of 135 minutes at 1(Mon) 2(Mon) 3(Mon), and shape long asks for blocks of 60 to 120.");
    assert_snapshot!(said(&school, "split"), @r"
    Section ART-1 meets in a block of 45 minutes at 1(Mon), and shape long asks for blocks of 60 to 120.
    Section ART-1 meets in a block of 45 minutes at 3(Mon), and shape long asks for blocks of 60 to 120.
    Section ART-1 has 2 blocks on one day at 1(Mon) 3(Mon), and shape long allows one a day.
    ");

    let mut domains = all_choices(&school);
    let section = school.find_section("ART-1").unwrap();
    domains.patterns[section] = ["all-day", "split"].map(|id| school.find_pattern(id).unwrap()).to_vec();
    let mut program = Program::choices_only(&school, domains);
    program.add(&school, &BlockLengths, Mode::Hard);
    assert_snapshot!(rows_text(&school, &program), @r"
    section ART-1: place[ART-1,all-day] + 3 place[ART-1,split] <= 0
    ");
}
