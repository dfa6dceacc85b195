use crate::ids::{CellId, Id, TermId};
use crate::rule::{Explanation, Finding, Subject};
use crate::school::School;

pub(super) fn explain(school: &School, finding: &Finding) -> Explanation {
    let calendar = school.calendar();
    let when = |cells: &[CellId]| calendar.write(cells, " ");
    let Some((&Subject::Team(team), rest)) = finding.about.split_first() else {
        return Explanation { sentence: "A team can't plan together as it should.".to_owned(), mends: Vec::new() };
    };
    let id = &school.teams()[team].id;
    let another_time = format!("let team {id} meet at another time");
    match (rest, &finding.numbers[..]) {
        ([], &[term, have, need]) => Explanation {
            sentence: format!(
                "Team {id} has {have} of its {need} minutes of common planning in term {}.",
                usize::try_from(term).ok().and_then(|at| calendar.terms().get(TermId::from_index(at))).map_or("", String::as_str),
            ),
            mends: vec![
                "move sections of its members so that more of their time falls together".to_owned(),
                format!("ask for fewer minutes of team {id}"),
            ],
        },
        (cells, &[have, least]) => {
            let cells: Vec<CellId> = cells.iter().filter_map(|&s| if let Subject::Cell(cell) = s { Some(cell) } else { None }).collect();
            Explanation {
                sentence: format!("Team {id} meets for {have} minutes at {}, and a block counts from {least} minutes.", when(&cells)),
                mends: vec![format!("let team {id} meet in adjoining slots"), format!("ask for shorter blocks of team {id}")],
            }
        }
        (&[Subject::Teacher(teacher), Subject::Section(section), Subject::Cell(cell)], _) => Explanation {
            sentence: format!(
                "Team {id} meets at {}, when member {} teaches section {}.",
                when(&[cell]),
                school.teachers()[teacher].id,
                school.sections()[section].id,
            ),
            mends: vec![another_time, format!("move section {} to another pattern", school.sections()[section].id)],
        },
        (&[Subject::Teacher(teacher), Subject::Team(other), Subject::Cell(cell)], _) => Explanation {
            sentence: format!(
                "Teams {id} and {} both meet at {}, and {} is a member of both.",
                school.teams()[other].id,
                when(&[cell]),
                school.teachers()[teacher].id,
            ),
            mends: vec![another_time],
        },
        _ => Explanation { sentence: format!("Team {id} can't plan together as it should."), mends: vec![another_time] },
    }
}
