use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::School;
use crate::score::Level;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::Teach(section, teacher) => {
            let section = &school.sections()[section];
            !section.unstaffed && school.qualification(teacher, section.course).is_some()
        }
        _ => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    if !school.has_teachers() {
        return;
    }
    for (section, _) in school.sections().iter().filter(|(_, data)| !data.unstaffed) {
        let teachers = &program.domains().teachers[section];
        let terms: Vec<_> = teachers.iter().filter_map(|&teacher| program.teach(section, teacher)).map(|teach| (teach, 1)).collect();
        program.row(vec![Subject::Section(section)], terms, Sense::Eq, 1);
    }
    // When the rule is hard, these are no choices at all.
    for section in school.sections().ids() {
        let teachers = program.domains().teachers[section].iter().filter(|&&teacher| !allows(school, Choice::Teach(section, teacher)));
        let terms: Vec<_> = teachers.filter_map(|&teacher| program.teach(section, teacher)).map(|teach| (teach, 1)).collect();
        program.row(vec![Subject::Section(section)], terms, Sense::Le, 0);
    }
    for qualification in school.qualifications() {
        let sections = &school.courses()[qualification.course].sections;
        let teach = |program: &Program, section| Some((program.teach(section, qualification.teacher)?, 1));
        let staffed = sections.iter().filter(|&&section| !school.sections()[section].unstaffed);
        let terms: Vec<_> = staffed.filter_map(|&section| teach(program, section)).collect();
        let about = || vec![Subject::Teacher(qualification.teacher), Subject::Course(qualification.course)];
        if qualification.min_sections > 0 {
            program.row(about(), terms.clone(), Sense::Ge, i64::from(qualification.min_sections));
        }
        if let Some(most) = qualification.max_sections.filter(|&most| terms.len() > most as usize) {
            program.row(about(), terms, Sense::Le, i64::from(most));
        }
        for &section in sections {
            if let Some((teach, _)) = teach(program, section) {
                program.gain(Level::Preference, teach, i64::from(qualification.preference));
            }
        }
    }
}
