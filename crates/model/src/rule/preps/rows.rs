use crate::ids::ColumnId;
use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn rows(school: &School, program: &mut Program) {
    for (teacher, data) in school.teachers().iter() {
        let Some(most) = data.max_preps else { continue };
        let taught: Vec<Vec<ColumnId>> = school
            .courses()
            .values()
            .map(|course| course.sections.iter().filter_map(|&section| program.teach(section, teacher)).collect::<Vec<_>>())
            .filter(|sections| !sections.is_empty())
            .collect();
        if taught.len() > most as usize {
            let preps: Vec<_> = taught.into_iter().map(|sections| (program.any(sections), 1)).collect();
            program.row(vec![Subject::Teacher(teacher)], preps, Sense::Le, i64::from(most));
        }
    }
}
