use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = moved(&kept, "BIO-1", "");
    Example { about: "BIO-1 loses its pattern.", school: school(), kept, broken }
}
