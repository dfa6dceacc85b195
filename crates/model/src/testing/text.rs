//! Rows as text, to be compared in tests.

use crate::ids::ColumnId;
use crate::program::{Choice, Domains, Meaning, Program, Row, Sense};
use crate::rule::{Mode, Rule, Rules};
use crate::school::School;
use crate::score::Level;
use std::fmt::Write as _;

/// The rows of a program, one a line: what the row is about, its sum, its bound, its price if it has
/// one, and whether it is implied. Defined columns are written out: `(a & b)` for all, `(a | b)` for any, `none(a, b)`,
/// `at_least_2(a, b, c)`. A column of another program is written `?`.
///
/// ```
/// use mortarboard_model::{program::{Domains, Program}, rule::{Mode, Rules}, testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let rules = Rules::of(&school);
/// let (rule, mode) = rules.get("one-pattern").unwrap();
/// let mut program = Program::choices_only(&school, Domains::new(&school, &rules));
/// program.add(&school, rule, mode);
/// let text = testing::rows_text(&school, &program);
/// assert_eq!(text.lines().next(), Some("section ART-1: place[ART-1,P1] + place[ART-1,P2] + place[ART-1,P3] = 1"));
/// ```
pub fn rows_text(school: &School, program: &Program) -> String {
    program.rows().iter().map(|row| row_text(school, program, row) + "\n").collect()
}

/// The rows of one rule as text, over what the school's own rules leave of the choices.
///
/// ```
/// use mortarboard_model::{rule::{Mode, Rules}, testing, School};
/// let school = School::try_from(testing::tiny()).unwrap();
/// let rules = Rules::of(&school);
/// let (rule, mode) = rules.get("one-pattern").unwrap();
/// let text = testing::rows_of(&school, rule, mode);
/// assert_eq!(text.lines().next(), Some("section ART-1: place[ART-1,P1] + place[ART-1,P2] + place[ART-1,P3] = 1"));
/// ```
pub fn rows_of(school: &School, rule: &dyn Rule, mode: Mode) -> String {
    let mut program = Program::choices_only(school, Domains::new(school, &Rules::of(school)));
    program.add(school, rule, mode);
    rows_text(school, &program)
}

pub(super) fn row_text(school: &School, program: &Program, row: &Row) -> String {
    let about: Vec<String> = row.origin.about.iter().map(|subject| subject.text(school)).collect();
    let mut text = format!("{}: ", about.join(", "));
    if row.terms.is_empty() {
        text.push('0');
    }
    for (at, (column, factor)) in row.terms.iter().enumerate() {
        let sign = match (at, *factor < 0) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        text.push_str(sign);
        if factor.unsigned_abs() != 1 {
            let _ = write!(text, "{} ", factor.unsigned_abs());
        }
        text.push_str(&column_text(school, program, *column));
    }
    let sense = match row.sense {
        Sense::Le => "<=",
        Sense::Ge => ">=",
        Sense::Eq => "=",
    };
    let _ = write!(text, " {sense} {}", row.bound);
    if let Some(price) = row.price {
        let _ = write!(text, " or {} for each unit", price.weight);
        if price.level != Level::Preference {
            let _ = write!(text, " on level {:?}", price.level);
        }
        if row.unit > 1 {
            let _ = write!(text, " of {}", row.unit);
        }
    }
    if row.implied {
        text.push_str(" (implied)");
    }
    text
}

fn column_text(school: &School, program: &Program, column: ColumnId) -> String {
    let list = |columns: &[ColumnId], joint: &str| {
        let texts: Vec<String> = columns.iter().map(|&column| column_text(school, program, column)).collect();
        texts.join(joint)
    };
    match program.columns().get(column) {
        None => "?".to_owned(),
        Some(Meaning::Choice(choice)) => choice_text(school, *choice),
        Some(Meaning::All(columns)) => format!("({})", list(columns, " & ")),
        Some(Meaning::Any(columns)) => format!("({})", list(columns, " | ")),
        Some(Meaning::None(columns)) => format!("none({})", list(columns, ", ")),
        Some(Meaning::AtLeast(least, columns)) => format!("at_least_{least}({})", list(columns, ", ")),
    }
}

fn choice_text(school: &School, choice: Choice) -> String {
    let section = |id| school.sections().get(id).map_or("?", |section| section.id.as_str());
    match choice {
        Choice::Place(s, p) => format!("place[{},{}]", section(s), school.patterns().get(p).map_or("?", |p| p.id.as_str())),
        Choice::Teach(s, t) => format!("teach[{},{}]", section(s), school.teachers().get(t).map_or("?", |t| t.id.as_str())),
        Choice::House(s, r) => format!("house[{},{}]", section(s), school.rooms().get(r).map_or("?", |r| r.id.as_str())),
        Choice::Seat(r, s) => {
            let request = school.requests().get(r);
            let student = request.and_then(|request| school.students().get(request.student));
            let time = request.filter(|request| request.times > 1).map_or(String::new(), |request| format!("/{}", request.time));
            format!("seat[{}{time},{}]", student.map_or("?", |student| student.id.as_str()), section(s))
        }
        Choice::Meet(t, c) => {
            let cell = school.calendar().cells().get(c).map_or_else(|| "?".to_owned(), |_| school.calendar().write(&[c], " "));
            format!("meet[{},{cell}]", school.teams().get(t).map_or("?", |t| t.id.as_str()))
        }
    }
}
