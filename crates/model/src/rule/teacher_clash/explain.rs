use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(teacher), Some(a), Some(b), Some(cell)) =
        (finding.the("teacher"), finding.the("section"), finding.the("other section"), finding.the("cell"))
    else {
        return Explanation { sentence: "A teacher is in two sections at the same time.".to_owned(), mends: Vec::new() };
    };
    let id = |section| &school.sections()[section].id;
    Explanation {
        sentence: format!(
            "Teacher {} teaches sections {} and {} at the same time: {}.",
            school.teachers()[teacher].id,
            id(a),
            id(b),
            school.calendar().write(&[cell], " "),
        ),
        mends: vec![
            "move one of the sections to another pattern".to_owned(),
            format!("give section {} or {} to another qualified teacher", id(a), id(b)),
        ],
    }
}
