use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(teacher), Some(load), Some(most)) = (finding.the("teacher"), finding.value("load"), finding.value("most")) else {
        return Explanation { sentence: "A teacher has too much load.".to_owned(), mends: Vec::new() };
    };
    let noun = if load == 1000 { "section" } else { "sections" };
    Explanation {
        sentence: format!(
            "Teacher {} has a load of {} {noun}, {} more than the most of {}.",
            school.teachers()[teacher].id,
            sections(load),
            sections(load - most),
            sections(most),
        ),
        mends: vec!["give one of the sections to another qualified teacher".to_owned(), "raise the teacher's most sections".to_owned()],
    }
}

/// Thousandths of a section as a decimal number without trailing zeros.
fn sections(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
