use crate::program::{Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn rows(school: &School, program: &mut Program) {
    for (teacher, data) in school.teachers().iter() {
        let terms: Vec<_> = school
            .sections()
            .iter()
            .filter_map(|(section, of)| Some((program.teach(section, teacher)?, i64::from(school.courses()[of.course].load))))
            .collect();
        let most = i64::from(data.max_load);
        if terms.iter().map(|(_, load)| load).sum::<i64>() > most {
            // Loads are counted in thousandths, and priced by the section.
            program.row_in_units(vec![Subject::Teacher(teacher)], terms, Sense::Le, most, 1000);
        }
    }
}
