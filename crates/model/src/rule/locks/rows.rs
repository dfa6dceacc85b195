use crate::program::{Choice, Program, Sense};
use crate::rule::Subject;
use crate::school::{Held, Lock, School};

pub(super) fn allows(school: &School, choice: Choice) -> bool {
    let held = |section, other: &dyn Fn(Held) -> bool| school.locks_of(section).iter().any(|lock| other(lock.held));
    match choice {
        Choice::Place(section, pattern) => !held(section, &|held| matches!(held, Held::Pattern(id) if id != pattern)),
        Choice::Teach(section, teacher) => !held(section, &|held| matches!(held, Held::Teacher(id) if id != teacher)),
        Choice::House(section, room) => !held(section, &|held| matches!(held, Held::Room(id) if id != room)),
        Choice::Seat(request, section) => {
            let locked = |section| school.locks().binary_search(&Lock { section, held: Held::Seat(request) }).is_ok();
            let sections = &school.courses()[school.requests()[request].course].sections;
            school.locks().is_empty() || locked(section) || !sections.iter().any(|&other| locked(other))
        }
        Choice::Meet(..) => true,
    }
}

pub(super) fn rows(school: &School, program: &mut Program) {
    for lock in school.locks() {
        let (choice, subject) = match lock.held {
            Held::Pattern(pattern) => (Choice::Place(lock.section, pattern), Subject::Pattern(pattern)),
            Held::Teacher(teacher) => (Choice::Teach(lock.section, teacher), Subject::Teacher(teacher)),
            Held::Room(room) => (Choice::House(lock.section, room), Subject::Room(room)),
            Held::Seat(request) => (Choice::Seat(request, lock.section), Subject::Request(request)),
        };
        // Where another rule excludes the locked choice there is no column, and the row says 0 = 1: the
        // lock is then part of the conflict that is reported.
        let column = program.column(choice);
        program.row(vec![Subject::Section(lock.section), subject], column.map(|column| (column, 1)), Sense::Eq, 1);
    }
}
