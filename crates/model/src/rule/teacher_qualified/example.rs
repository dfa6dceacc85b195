use crate::rule::example::{Example, given, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = given(&kept, "ART-1", "t2");
    Example { about: "ART-1 goes to t2, who may teach only BIO.", school: school(), kept, broken }
}
