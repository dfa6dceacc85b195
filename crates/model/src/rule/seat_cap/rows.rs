use crate::ids::{ColumnId, IdVec, SectionId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn rows(school: &School, program: &mut Program) {
    let mut roster: IdVec<SectionId, Vec<ColumnId>> = IdVec::filled(school.sections().len(), Vec::new());
    for (request, sections) in program.domains().seats.iter() {
        for &section in sections {
            roster[section].extend(program.seat(request, section));
        }
    }
    for (section, seats) in roster.iter() {
        let most = school.sections()[section].max_seats;
        // Fewer requests than seats can't break the rule.
        if seats.len() > most as usize {
            program.row(vec![Subject::Section(section)], seats.iter().map(|&seat| (seat, 1)), Sense::Le, i64::from(most));
        }
    }
}
