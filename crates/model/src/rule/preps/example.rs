use crate::rule::example::{Example, given, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    school.teachers.iter_mut().for_each(|teacher| teacher.max_preps = Some(1));
    let kept = given(&schedule(), "BIO-1", "t2");
    let broken = given(&kept, "BIO-1", "t1");
    Example { about: "Nobody prepares more than one course; then t1 gets a section of BIO beside ART.", school, kept, broken }
}
