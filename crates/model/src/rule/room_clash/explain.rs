use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let (Some(room), Some(a), Some(b), Some(cell)) =
        (finding.the("room"), finding.the("section"), finding.the("other section"), finding.the("cell"))
    else {
        return Explanation { sentence: "A room holds two sections at the same time.".to_owned(), mends: Vec::new() };
    };
    Explanation {
        sentence: format!(
            "Room {} holds sections {} and {} at the same time: {}.",
            school.rooms()[room].id,
            school.sections()[a].id,
            school.sections()[b].id,
            school.calendar().write(&[cell], " "),
        ),
        mends: vec!["move one of the sections to another room".to_owned(), "move one of the sections to another pattern".to_owned()],
    }
}
