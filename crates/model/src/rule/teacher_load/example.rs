use crate::rule::example::{Example, given, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    school.teachers.iter_mut().for_each(|teacher| teacher.max_sections = Some(2));
    let kept = schedule();
    let broken = given(&kept, "BIO-2", "t1");
    Example { about: "Nobody teaches more than two sections; then t1 gets a third.", school, kept, broken }
}
