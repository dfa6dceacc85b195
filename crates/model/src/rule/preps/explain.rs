use crate::ids::CourseId;
use crate::rule::{Explanation, Finding};
use crate::school::School;
use crate::text::and;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(teacher), Some(most)) = (finding.the("teacher"), finding.value("most")) else {
        return Explanation { sentence: "A teacher prepares too many different courses.".to_owned(), mends: Vec::new() };
    };
    let courses: Vec<&str> = finding.each::<CourseId>("course").map(|course| school.courses()[course].id.as_str()).collect();
    let list = and(&courses);
    Explanation {
        sentence: format!(
            "Teacher {} prepares {} different course{} ({list}), {} more than the most of {most}.",
            school.teachers()[teacher].id,
            courses.len(),
            if courses.len() == 1 { "" } else { "s" },
            finding.units,
        ),
        mends: vec![
            "give all the teacher's sections of one of these courses to other qualified teachers".to_owned(),
            "raise the teacher's most preps".to_owned(),
        ],
    }
}
