use crate::ids::{ColumnId, CourseId, IdVec, SectionId};
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::{Priority, School};

pub(super) fn rows(school: &School, program: &mut Program) {
    let mut wanted: IdVec<CourseId, i64> = IdVec::filled(school.courses().len(), 0);
    let mut rosters: IdVec<SectionId, Vec<ColumnId>> = IdVec::filled(school.sections().len(), Vec::new());
    for (request, data) in school.requests().iter() {
        if data.priority != Priority::Alternate {
            wanted[data.course] += 1;
        }
        for &section in &program.domains().seats[request] {
            rosters[section].extend(program.seat(request, section));
        }
    }
    for (course, data) in school.courses().iter().filter(|(_, data)| data.sections.len() > 1) {
        let sections = data.sections.len() as i64;
        let most = (wanted[course] + sections - 1) / sections + i64::from(school.balance_tolerance());
        for &section in &data.sections {
            let roster = &rosters[section];
            if roster.len() as i64 > most {
                program.row(vec![Subject::Section(section)], roster.iter().map(|&seat| (seat, 1)), Sense::Le, most);
            }
        }
    }
}
