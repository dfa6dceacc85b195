use crate::rule::example::{Example, given, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    school.teachers.iter_mut().for_each(|teacher| (teacher.prep_minutes, teacher.prep_block) = (Some(180), Some(45)));
    let kept = schedule();
    let broken = given(&kept, "BIO-2", "t1");
    Example {
        about: "Teachers have two of four slots for their own preparation; then t1 teaches in one more.",
        school,
        kept,
        broken,
    }
}
