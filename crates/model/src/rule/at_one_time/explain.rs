use crate::ids::{CellId, SectionId};
use crate::rule::{Explanation, Finding};
use crate::school::School;
use crate::text::and;

/// Sections that are named one by one.
const LISTED: usize = 8;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some((table, row)), Some(count)) = (finding.row, finding.value("sections")) else {
        return Explanation { sentence: "Too many or too few sections meet at one time.".to_owned(), mends: Vec::new() };
    };
    let when = school.calendar().write(&finding.each("cell").collect::<Vec<CellId>>(), " ");
    let sections: Vec<&str> = finding.each::<SectionId>("section").map(|id| school.sections()[id].id.as_str()).collect();
    let (at, list) = (format!("row {} of {table}", row.saturating_add(1)), list(&sections));
    let meet = if count == 1 { "meets" } else { "meet" };
    match finding.value("most") {
        Some(most) => Explanation {
            sentence: format!("At {when} {count} of the sections in {at} {meet}{list}, and at most {most} may."),
            mends: vec!["move one of these sections to another time".to_owned(), format!("allow more in {at}")],
        },
        None => Explanation {
            sentence: format!(
                "At {when} {count} of the sections in {at}{list} {meet}, and at least {} should.",
                finding.value("fewest").unwrap_or_default()
            ),
            mends: vec![format!("move another section of the row to {when}"), format!("ask for fewer in {at}")],
        },
    }
}

/// Sections in brackets, of many only the first.
fn list(sections: &[&str]) -> String {
    match sections.get(..LISTED) {
        _ if sections.is_empty() => String::new(),
        Some(first) if sections.len() > LISTED => format!(" ({} and {} more)", first.join(", "), sections.len() - LISTED),
        _ => format!(" ({})", and(sections)),
    }
}
