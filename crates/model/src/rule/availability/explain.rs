use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(meeting), Some(who), Some(cell)) = (finding.subject("meeting"), finding.subject("away"), finding.the("cell")) else {
        return Explanation { sentence: "A meeting takes place while someone is away.".to_owned(), mends: Vec::new() };
    };
    let text = meeting.text(school);
    let absence = match who {
        Subject::Room(_) => "can't be used",
        _ => "is away",
    };
    let other = match (meeting, who) {
        (_, Subject::Room(_)) => "move the section to another room",
        (Subject::Team(_), _) => "take the teacher out of the team",
        (_, Subject::Teacher(_)) => "give the section to another qualified teacher",
        _ => "move the student to another section",
    };
    let mut capital = text.chars();
    Explanation {
        sentence: format!(
            "{}{} meets at {}, when {} {absence}.",
            capital.next().map(|first| first.to_ascii_uppercase()).unwrap_or_default(),
            capital.as_str(),
            school.calendar().write(&[cell], " "),
            who.text(school),
        ),
        mends: vec![format!("move the meeting of {text} to another time"), other.to_owned()],
    }
}
