use crate::ids::{TeacherId, TermId};
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(teacher), Some(term)) = (finding.the::<TeacherId>("teacher"), finding.the::<TermId>("term")) else {
        return Explanation { sentence: "A teacher has too little time to prepare.".to_owned(), mends: Vec::new() };
    };
    let (Some(have), Some(asked), Some(block)) = (finding.value("minutes"), finding.value("asked"), finding.value("shortest")) else {
        return Explanation { sentence: "A teacher has too little time to prepare.".to_owned(), mends: Vec::new() };
    };
    let id = &school.teachers()[teacher].id;
    let blocks = if block > 1 { format!(" in blocks of at least {block}") } else { String::new() };
    let term = &school.calendar().terms()[term];
    Explanation {
        sentence: format!("Teacher {id} has {have} of {asked} minutes of own preparation{blocks} in term {term}."),
        mends: vec![
            format!("give teacher {id} fewer sections"),
            "move a section or a team meeting so that free slots adjoin".to_owned(),
            format!("ask for fewer minutes or shorter blocks of teacher {id}"),
        ],
    }
}
