use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let [Subject::Student(student), Subject::Section(a), Subject::Section(b), Subject::Cell(cell)] = finding.about[..] else {
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
