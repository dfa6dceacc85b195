use crate::ids::{Id, TermId};
use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let ([Subject::Teacher(teacher)], &[term, have, need, block]) = (&finding.about[..], &finding.numbers[..]) else {
        return Explanation { sentence: "A teacher has too little time to prepare.".to_owned(), mends: Vec::new() };
    };
    let id = &school.teachers()[*teacher].id;
    let blocks = if block > 1 { format!(" in blocks of at least {block}") } else { String::new() };
    let terms = school.calendar().terms();
    Explanation {
        sentence: format!(
            "Teacher {id} has {have} of {need} minutes of own preparation{blocks} in term {}.",
            usize::try_from(term).ok().and_then(|at| terms.get(TermId::from_index(at))).map_or("", String::as_str),
        ),
        mends: vec![
            format!("give teacher {id} fewer sections"),
            "move a section or a team meeting so that free slots adjoin".to_owned(),
            format!("ask for fewer minutes or shorter blocks of teacher {id}"),
        ],
    }
}
