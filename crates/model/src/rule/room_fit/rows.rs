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
        program.hard(about.clone(), rooms.iter().map(|&(house, _)| (house, 1)), Sense::Eq, 1);
        // No roster is longer than all requests that the section may meet: more seats than that are as
        // good as that many, and the smaller coefficient makes the relaxation tighter.
        let longest = roster.len() as i64;
        if rooms.iter().any(|&(_, seats)| seats < longest) {
            let students = roster.iter().map(|&seat| (seat, 1));
            let seats = rooms.iter().map(|&(house, seats)| (house, -seats.min(longest)));
            program.hard(about, students.chain(seats), Sense::Le, 0);
        }
    }
}
