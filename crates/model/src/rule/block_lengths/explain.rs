use super::check::{BLOCK, MEETINGS, MINUTES, ONE_DAY};
use crate::ids::{CellId, Id, TermId};
use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (&[Subject::Section(section), Subject::Pattern(pattern), ref cells @ ..], &[what, term, have, least, most]) =
        (&finding.about[..], &finding.numbers[..])
    else {
        return Explanation { sentence: "A section meets in blocks that its shape does not allow.".to_owned(), mends: Vec::new() };
    };
    let calendar = school.calendar();
    let data = &school.sections()[section];
    let shape = school.courses()[data.course].shape.as_ref().map_or("", |shape| shape.id.as_str());
    let cells: Vec<CellId> =
        cells.iter().filter_map(|&subject| if let Subject::Cell(cell) = subject { Some(cell) } else { None }).collect();
    let at = calendar.write(&cells, " ");
    let term = usize::try_from(term).ok().and_then(|at| calendar.terms().get(TermId::from_index(at))).map_or("", String::as_str);
    let range = if least == most { least.to_string() } else { format!("{least} to {most}") };
    let id = &data.id;
    let sentence = match what {
        MINUTES => format!("Section {id} meets for {} in term {term}, and shape {shape} asks for {range}.", count(have, "minute", "minutes")),
        MEETINGS => format!("Section {id} has {} in term {term}, and shape {shape} asks for {range}.", count(have, "meeting", "meetings")),
        ONE_DAY => format!("Section {id} has {} on one day at {at}, and shape {shape} allows one a day.", count(have, "block", "blocks")),
        BLOCK => format!("Section {id} meets in a block of {} at {at}, and shape {shape} asks for blocks of {range}.", count(have, "minute", "minutes")),
        _ => format!("Section {id} meets in blocks that shape {shape} does not allow."),
    };
    Explanation {
        sentence,
        mends: vec![
            format!("move section {id} from pattern {} to one that has the shape", school.patterns()[pattern].id),
            format!("widen shape {shape}"),
        ],
    }
}

/// `1 block`, `2 blocks`.
fn count(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
