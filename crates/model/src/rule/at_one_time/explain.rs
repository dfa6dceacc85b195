use super::TABLE;
use crate::ids::CellId;
use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

/// Sections that are named one by one.
const LISTED: usize = 8;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let [row, count, limit] = finding.numbers[..] else {
        return Explanation { sentence: "Too many or too few sections meet at one time.".to_owned(), mends: Vec::new() };
    };
    let cells = finding.about.iter().filter_map(|subject| if let Subject::Cell(cell) = subject { Some(*cell) } else { None });
    let when = school.calendar().write(&cells.collect::<Vec<CellId>>(), " ");
    let section = |subject: &Subject| if let Subject::Section(id) = subject { Some(school.sections()[*id].id.as_str()) } else { None };
    let sections: Vec<&str> = finding.about.iter().filter_map(section).collect();
    let at = format!("row {} of {}", row.saturating_add(1), TABLE.name);
    let meet = if count == 1 { "meets" } else { "meet" };
    let sentence = if count > limit {
        format!("At {when} {count} of the sections in {at} {meet}{}, and at most {limit} may.", list(&sections))
    } else {
        format!("At {when} {count} of the sections in {at}{} {meet}, and at least {limit} should.", list(&sections))
    };
    let mends = if count > limit {
        vec!["move one of these sections to another time".to_owned(), format!("allow more in {at}")]
    } else {
        vec![format!("move another section of the row to {when}"), format!("ask for fewer in {at}")]
    };
    Explanation { sentence, mends }
}

/// Sections in brackets, of many only the first.
fn list(sections: &[&str]) -> String {
    match sections {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first @ .., last] if sections.len() <= LISTED => format!(" ({} and {last})", first.join(", ")),
        _ => format!(" ({} and {} more)", sections[..LISTED].join(", "), sections.len() - LISTED),
    }
}
