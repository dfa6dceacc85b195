use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    match (finding.the("section"), finding.the("pattern")) {
        (Some(section), Some(pattern)) => {
            let course = &school.courses()[school.sections()[section].course].id;
            Explanation {
                sentence: format!(
                    "Section {} meets in pattern {}, which course {course} does not allow.",
                    school.sections()[section].id,
                    school.patterns()[pattern].id,
                ),
                mends: vec![format!("allow the pattern for course {course}"), "move the section to an allowed pattern".to_owned()],
            }
        }
        (Some(section), None) => Explanation {
            sentence: format!("Section {} has no meeting pattern.", school.sections()[section].id),
            mends: vec!["give the section one of the patterns its course allows".to_owned()],
        },
        (None, _) => Explanation { sentence: "A section has no meeting pattern.".to_owned(), mends: Vec::new() },
    }
}
