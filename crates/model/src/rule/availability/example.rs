use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    school.teachers.iter_mut().for_each(|teacher| teacher.unavailable = "4(*)".to_owned());
    let kept = schedule();
    let broken = moved(&kept, "BIO-1", "P4");
    Example { about: "Teachers are away in slot 4; then BIO-1 moves there.", school, kept, broken }
}
