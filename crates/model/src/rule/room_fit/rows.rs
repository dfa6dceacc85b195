use crate::ids::{ColumnId, IdVec, SectionId};
use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::House(section, room) => {
            let kind = &school.courses()[school.sections()[section].course].room_type;
            kind.as_ref().is_none_or(|kind| *kind == school.rooms()[room].kind)
        }
        _ => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    let mut rosters: IdVec<SectionId, Vec<ColumnId>> = IdVec::filled(school.sections().len(), Vec::new());
    for (request, sections) in program.domains().seats.iter() {
        for &section in sections.iter().filter(|&&section| school.needs_room(section)) {
            rosters[section].extend(program.seat(request, section));
        }
    }
    for (section, roster) in rosters.iter().filter(|(section, _)| school.needs_room(*section)) {
        let rooms: Vec<(ColumnId, i64)> = program.domains().rooms[section]
            .iter()
            .filter_map(|&room| Some((program.house(section, room)?, i64::from(school.rooms()[room].seats))))
            .collect();
        let about = vec![Subject::Section(section)];
        program.row(about.clone(), rooms.iter().map(|&(house, _)| (house, 1)), Sense::Eq, 1);
        // When the rule is hard, these rooms are no choice at all.
        let wrong = program.domains().rooms[section].iter().filter(|&&room| !allows(school, Choice::House(section, room)));
        let wrong: Vec<_> = wrong.filter_map(|&room| program.house(section, room)).map(|house| (house, 1)).collect();
        program.row(about.clone(), wrong, Sense::Le, 0);
        // No roster is longer than all requests that the section may meet: more seats than that are as
        // good as that many, and the smaller coefficient makes the relaxation tighter.
        let longest = roster.len() as i64;
        if rooms.iter().any(|&(_, seats)| seats < longest) {
            // Without a room, students lack none of its seats.
            let students = roster.iter().map(|&seat| (seat, 1));
            let lacking = rooms.iter().map(|&(house, seats)| (house, longest - seats.min(longest)));
            program.row(about, students.chain(lacking), Sense::Le, longest);
        }
    }
}
