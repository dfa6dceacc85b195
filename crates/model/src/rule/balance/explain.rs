use crate::ids::SectionId;
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(section), Some(students), Some(share), Some(tolerance)) =
        (finding.the::<SectionId>("section"), finding.value("students"), finding.value("share"), finding.value("tolerance"))
    else {
        return Explanation { sentence: "A section has more students than its share.".to_owned(), mends: Vec::new() };
    };
    let data = &school.sections()[section];
    let course = &school.courses()[data.course].id;
    Explanation {
        sentence: format!(
            "Section {} has {students} students, and the even share of course {course} is {share}, with a tolerance of {tolerance}.",
            data.id,
        ),
        mends: vec![
            format!("move students to a smaller section of {course}"),
            format!("put the sections of {course} at times that suit as many students each"),
        ],
    }
}
