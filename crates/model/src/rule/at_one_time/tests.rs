use super::{AtOneTime, TABLE};
use crate::raw::{RawRow, RawSchool};
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::testing::{rows_of, schedule, tiny};
use insta::assert_snapshot;

fn school(rows: &[RawRow]) -> School {
    let mut raw = tiny();
    raw.rule_tables.insert(TABLE.name.to_owned(), rows.to_vec());
    School::try_from(raw).unwrap()
}

fn row(course: &str) -> RawRow {
    RawRow::default().with("course", course)
}

fn said(school: &School, placed: &[(&str, &str, &str, &str)]) -> Vec<String> {
    let schedule = schedule(school, placed, &[]).unwrap();
    let rule = AtOneTime::default();
    rule.check(school, &schedule).iter().map(|finding| format!("{} {}", finding.units, rule.explain(school, finding).sentence)).collect()
}

#[test]
fn rows() {
    let school = school(&[row("BIO").with("most", 1).with("cells", "1(*) 2(Mon)"), row("ART").with("fewest", 1).with("cells", "3(Tue)")]);
    assert_snapshot!(rows_of(&school, &AtOneTime::default(), Mode::Hard), @r"
    1(Mon): place[BIO-1,P1] + place[BIO-2,P1] <= 1
    2(Mon): place[BIO-1,P2] + place[BIO-2,P2] <= 1
    3(Tue): place[ART-1,P3] >= 1
    ");
    assert_snapshot!(rows_of(&school, &AtOneTime::default(), Mode::soft(2)), @r"
    1(Mon): 2 place[BIO-1,P1] + 2 place[BIO-2,P1] <= 2 or 2 for each unit
    2(Mon): place[BIO-1,P2] + place[BIO-2,P2] <= 1 or 2 for each unit
    3(Tue): place[ART-1,P3] >= 1 or 2 for each unit
    ");
}

#[test]
fn good() {
    let placed = [("ART-1", "P1", "", ""), ("BIO-1", "P1", "", ""), ("BIO-2", "P2", "", "")];
    assert_eq!(said(&school(&[row("BIO").with("most", 1), row("ART").with("most", 1)]), &placed), [""; 0]);
    assert_eq!(said(&school(&[row("BIO").with("fewest", 1).with("cells", "1(*) 2(*)")]), &placed), [""; 0]);
    // Where it is not looked at.
    let together = [("BIO-1", "P1", "", ""), ("BIO-2", "P1", "", "")];
    assert_eq!(said(&school(&[row("BIO").with("most", 1).with("cells", "2(*) 3(*)")]), &together), [""; 0]);
}

#[test]
fn bad() {
    let rule = AtOneTime::default();
    let together = [("ART-1", "P1", "", ""), ("BIO-1", "P1", "", ""), ("BIO-2", "P1", "", "")];
    let said = |rows: &[RawRow]| said(&school(rows), &together).join("\n");
    assert_eq!(said(&[row("BIO").with("most", 1)]), format!("2 {}", rule.card().says));
    assert_snapshot!(said(&[RawRow::default().with("most", 1), row("BIO").with("fewest", 1).with("cells", "2(Mon)")]), @r"
    4 At 1(*) 3 of the sections in row 1 of at_one_time meet (ART-1, BIO-1 and BIO-2), and at most 1 may.
    1 At 2(Mon) 0 of the sections in row 2 of at_one_time (BIO-1 and BIO-2) meet, and at least 1 should.
    ");
}

#[test]
fn rows_in_several_modes_are_parts_of_the_rule() {
    let school = school(&[
        row("BIO").with("most", 1),
        row("ART").with("most", 0).with("mode", "soft").with("weight", 3).with("level", "primary"),
        row("ART").with("most", 1).with("mode", "off"),
        row("ART").with("fewest", 1).with("mode", "report"),
        row("BIO").with("most", 2).with("mode", "hard"),
    ]);
    let rules = Rules::of(&school);
    let parts: Vec<(Mode, usize)> = rules
        .iter()
        .filter(|(rule, _)| rule.card().slug == "at-one-time")
        .map(|(rule, mode)| (mode, rule.check(&school, &schedule(&school, &[("ART-1", "P1", "", "")], &[]).unwrap()).len()))
        .collect();
    let level = crate::score::Level::Primary;
    // One finding of the soft row, and one, of all times but the first, of the reported one.
    assert_eq!(parts, [(Mode::Hard, 0), (Mode::soft_on(level, 3), 1), (Mode::Report, 1)]);
    assert_eq!(rules.twice(), None);
}

#[test]
fn what_is_wrong_with_a_row_is_told() {
    let mut raw: RawSchool = tiny();
    let rows = vec![
        RawRow::default(),
        row("BIO").with("most", 1).with("fewest", 2),
        row("BIOO").with("most", 1),
        row("BIO").with("mots", 1),
        row("BIO").with("most", "many"),
        row("BIO").with("most", 1).with("mode", "strict"),
        row("BIO").with("most", 1).with("weight", 2),
        row("BIO").with("most", 1).with("cells", "9(*)"),
        RawRow::default().with("department", "Sciense").with("most", 1),
    ];
    raw.rule_tables.insert(TABLE.name.to_owned(), rows);
    raw.rule_tables.insert("at_one_tim".to_owned(), Vec::new());
    let told = |raw: &RawSchool| School::try_from(raw).unwrap_err().to_string();
    assert_snapshot!(told(&raw), @r"
    error[unknown-table] rule_tables (at_one_tim): no rule has a table of this name
      fix: perhaps `at_one_time` is meant
    error[no-limit] at_one_time row 1, most: the row says neither how many may meet at one time nor how many should
      fix: fill in `most` or `fewest`, or delete the row
    error[out-of-range] at_one_time row 2, most: at most 1 sections, but at least 2
      fix: make `most` at least `fewest`
    error[unknown-id] at_one_time row 3, course (BIOO): there is no course with this id
      fix: correct the id, or add the missing row; perhaps `BIO` is meant
    error[unknown-column] at_one_time row 4: the table has no column `mots`
      fix: perhaps `most` is meant
    error[bad-number] at_one_time row 5, most: the cell is not a number
      fix: write digits only, such as 3
    error[bad-value] at_one_time row 6, mode: the cell is none of hard, soft, report, off
      fix: use one of hard, soft, report, off
    error[not-soft] at_one_time row 7, weight: the row has a price, but its `mode` is not `soft`
      fix: write `soft` as its mode, or leave the cell blank
    error[bad-cells] at_one_time row 8, cells: word 1 names no slot of the bell schedule
      fix: write cells as SLOT(DAY,DAY) or TERM:SLOT(*), separated by blanks
    error[unknown-id] at_one_time row 9, department (Sciense): no course has this `subject`
      fix: correct it, or give some course this `subject`
    ");
}
