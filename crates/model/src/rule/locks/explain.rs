use crate::ids::SectionId;
use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(section), Some(locked)) = (finding.the::<SectionId>("section"), finding.subject("locked")) else {
        return Explanation { sentence: "A lock does not hold.".to_owned(), mends: Vec::new() };
    };
    let section = &school.sections()[section].id;
    let bare = |subject: Subject| subject.id(school);
    let is = finding.subject("instead").map(bare);
    let sentence = match (locked, is) {
        (Subject::Pattern(_), Some(is)) => format!("Section {section} is locked in pattern {}, but meets in {is}.", bare(locked)),
        (Subject::Pattern(_), None) => format!("Section {section} is locked in pattern {}, but has none.", bare(locked)),
        (Subject::Teacher(_), Some(is)) => format!("Section {section} is locked for teacher {}, but {is} teaches it.", bare(locked)),
        (Subject::Teacher(_), None) => format!("Section {section} is locked for teacher {}, but has none.", bare(locked)),
        (Subject::Room(_), Some(is)) => format!("Section {section} is locked in room {}, but is in {is}.", bare(locked)),
        (Subject::Room(_), None) => format!("Section {section} is locked in room {}, but has none.", bare(locked)),
        (Subject::Request(id), is) => {
            let student = &school.students()[school.requests()[id].student].id;
            match is {
                Some(is) => format!("Student {student} is locked into section {section}, but is in {is}."),
                None => format!("Student {student} is locked into section {section}, but is in no section of its course."),
            }
        }
        _ => "A lock does not hold.".to_owned(),
    };
    Explanation { sentence, mends: vec!["put it back as it is locked".to_owned(), "delete the lock".to_owned()] }
}
