use crate::ids::SectionId;
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(section), Some(students), Some(seats)) =
        (finding.the::<SectionId>("section"), finding.value("students"), finding.value("seats"))
    else {
        return Explanation { sentence: "A section has more students than seats.".to_owned(), mends: Vec::new() };
    };
    let data = &school.sections()[section];
    let course = &school.courses()[data.course].id;
    Explanation {
        sentence: format!("Section {} has {students} students and {seats} {}.", data.id, if seats == 1 { "seat" } else { "seats" }),
        mends: vec![
            format!("move students to another section of {course}"),
            format!("add a section of {course}"),
            format!("raise the seats of section {}", data.id),
        ],
    }
}
