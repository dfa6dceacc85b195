use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::School;

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    match choice {
        Choice::Place(section, pattern) => school.courses()[school.sections()[section].course].patterns.binary_search(&pattern).is_ok(),
        _ => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    for section in school.sections().ids() {
        let terms: Vec<_> = program.domains().patterns[section].iter().filter_map(|&p| program.place(section, p)).map(|c| (c, 1)).collect();
        program.hard(vec![Subject::Section(section)], terms, Sense::Eq, 1);
    }
}
