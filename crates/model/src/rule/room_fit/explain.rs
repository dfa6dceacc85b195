use crate::ids::SectionId;
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let id = |section: SectionId| &school.sections()[section].id;
    let course = |section: SectionId| &school.courses()[school.sections()[section].course];
    let seated = finding.value("students").zip(finding.value("seats"));
    match (finding.the("section"), finding.the("room"), seated) {
        (Some(section), None, _) => {
            let data = course(section);
            let (sentence, mend) = match &data.room_type {
                Some(_) => (
                    format!("Section {} has no room, and course {} needs one of its room type.", id(section), data.id),
                    format!("give the section a room of the type of course {}", data.id),
                ),
                None => {
                    (format!("Section {} has no room, though one is locked for it.", id(section)), "give it the locked room".to_owned())
                }
            };
            Explanation { sentence, mends: vec![mend] }
        }
        (Some(section), Some(room), Some((students, seats))) => Explanation {
            sentence: format!(
                "Section {} has {students} students, and room {} has {seats} {}.",
                id(section),
                school.rooms()[room].id,
                if seats == 1 { "seat" } else { "seats" },
            ),
            mends: vec![
                "move the section to a larger room".to_owned(),
                format!("move students to another section of {}", course(section).id),
            ],
        },
        (Some(section), Some(room), None) => {
            Explanation {
                sentence: format!(
                    "Section {} is in room {}, and course {} needs a room of its room type.",
                    id(section),
                    school.rooms()[room].id,
                    course(section).id,
                ),
                mends: vec![
                    format!("move the section to a room of the type of course {}", course(section).id),
                    "change the type of the room or of the course".to_owned(),
                ],
            }
        }
        (None, ..) => Explanation { sentence: "A section is in a room that does not fit it.".to_owned(), mends: Vec::new() },
    }
}
