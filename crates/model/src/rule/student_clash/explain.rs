use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(student), Some(a), Some(b), Some(cell)) =
        (finding.the("student"), finding.the("section"), finding.the("other section"), finding.the("cell"))
    else {
        return Explanation { sentence: "A student is in two sections at the same time.".to_owned(), mends: Vec::new() };
    };
    let id = |section| &school.sections()[section].id;
    Explanation {
        sentence: format!(
            "Student {} is in sections {} and {} at the same time: {}.",
            school.students()[student].id,
            id(a),
            id(b),
            school.calendar().write(&[cell], " "),
        ),
        mends: vec![
            format!("move the student to another section of {} or {}", course(school, a), course(school, b)),
            "move one of the sections to another pattern".to_owned(),
        ],
    }
}

fn course(school: &School, section: crate::ids::SectionId) -> &str {
    &school.courses()[school.sections()[section].course].id
}
