use crate::ids::{CellId, SectionId, TeacherId, TeamId, TermId};
use crate::rule::{Explanation, Finding};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let calendar = school.calendar();
    let when = |cells: &[CellId]| calendar.write(cells, " ");
    let Some(team) = finding.the::<TeamId>("team") else {
        return Explanation { sentence: "A team can't plan together as it should.".to_owned(), mends: Vec::new() };
    };
    let id = &school.teams()[team].id;
    let another_time = format!("let team {id} meet at another time");
    let cells: Vec<CellId> = finding.each("cell").collect();
    if let (Some(term), Some(have), Some(asked)) = (finding.the::<TermId>("term"), finding.value("minutes"), finding.value("asked")) {
        let term = &calendar.terms()[term];
        return Explanation {
            sentence: format!("Team {id} has {have} of its {asked} minutes of common planning in term {term}."),
            mends: vec![
                "move sections of its members so that more of their time falls together".to_owned(),
                format!("ask for fewer minutes of team {id}"),
            ],
        };
    }
    if let (Some(have), Some(least)) = (finding.value("block"), finding.value("shortest")) {
        return Explanation {
            sentence: format!("Team {id} meets for {have} minutes at {}, and a block counts from {least} minutes.", when(&cells)),
            mends: vec![format!("let team {id} meet in adjoining slots"), format!("ask for shorter blocks of team {id}")],
        };
    }
    let member = finding.the::<TeacherId>("member").map(|member| &school.teachers()[member].id);
    match (member, finding.the::<SectionId>("section"), finding.the::<TeamId>("other team")) {
        (Some(member), Some(section), _) => {
            let section = &school.sections()[section].id;
            Explanation {
                sentence: format!("Team {id} meets at {}, when member {member} teaches section {section}.", when(&cells)),
                mends: vec![another_time, format!("move section {section} to another pattern")],
            }
        }
        (Some(member), None, Some(other)) => {
            let other = &school.teams()[other].id;
            Explanation {
                sentence: format!("Teams {id} and {other} both meet at {}, and {member} is a member of both.", when(&cells)),
                mends: vec![another_time],
            }
        }
        _ => Explanation { sentence: format!("Team {id} can't plan together as it should."), mends: vec![another_time] },
    }
}
