use crate::ids::{CellId, PatternId, SectionId, TermId};
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(section), Some(pattern)) = (finding.the::<SectionId>("section"), finding.the::<PatternId>("pattern")) else {
        return Explanation { sentence: "A section meets in blocks that its shape does not allow.".to_owned(), mends: Vec::new() };
    };
    let calendar = school.calendar();
    let data = &school.sections()[section];
    let shape = school.courses()[data.course].shape.as_ref().map_or("", |shape| shape.id.as_str());
    let at = calendar.write(&finding.each("cell").collect::<Vec<CellId>>(), " ");
    let term = finding.the::<TermId>("term").map_or("", |term| calendar.terms()[term].as_str());
    let range = match (finding.value("least").unwrap_or(0), finding.value("most").unwrap_or(0)) {
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least} to {most}"),
    };
    let id = &data.id;
    let sentence = if let Some(have) = finding.value("minutes") {
        format!("Section {id} meets for {} in term {term}, and shape {shape} asks for {range}.", count(have, "minute", "minutes"))
    } else if let Some(have) = finding.value("meetings") {
        format!("Section {id} has {} in term {term}, and shape {shape} asks for {range}.", count(have, "meeting", "meetings"))
    } else if let Some(have) = finding.value("meetings on one day") {
        format!("Section {id} has {} on one day at {at}, and shape {shape} allows one a day.", count(have, "block", "blocks"))
    } else if let Some(have) = finding.value("block") {
        format!("Section {id} meets in a block of {} at {at}, and shape {shape} asks for blocks of {range}.", count(have, "minute", "minutes"))
    } else {
        format!("Section {id} meets in blocks that shape {shape} does not allow.")
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
