use crate::keeper::{AtOnce, Host, Keeping, Of, Student};
use crate::school::School;

/// Meetings of teams are looked for in the cells that no member is away in.
pub(super) fn search(school: &School) -> Keeping {
    let teachers = school.teachers().iter().filter(|(_, data)| !data.unavailable.is_empty());
    let students = school.students().iter().filter(|(_, data)| !data.unavailable.is_empty());
    let rooms = school.rooms().iter().filter(|(_, data)| !data.unavailable.is_empty());
    let never = |(teacher, data): (_, &crate::school::Teacher)| AtOnce {
        of: Of::Teacher(teacher),
        most: data.unavailable.iter().map(|&cell| (cell, 0)).collect(),
    };
    Keeping::of(teachers.map(never))
        .and(students.map(|(student, data)| Student::Away(student, data.unavailable.clone())))
        .and(rooms.map(|(room, data)| Host::Shut(room, data.unavailable.clone())))
}
