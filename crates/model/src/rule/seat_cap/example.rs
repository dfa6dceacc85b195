use crate::rule::example::{Example, schedule, school, seated};

pub(super) fn example() -> Example {
    let mut school = school();
    school.courses.iter_mut().for_each(|course| course.max_seats = 2);
    let kept = schedule();
    let broken = seated(&kept, "s3", "BIO-1", "BIO-2");
    Example { about: "Sections have two seats; then s3 comes into BIO-2, where both are taken.", school, kept, broken }
}
