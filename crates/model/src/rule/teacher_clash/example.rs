use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = moved(&kept, "BIO-1", "P1");
    Example {
        about: "BIO-1 moves to the time of ART-1, which has the same teacher; its students and its room are free then.",
        school: school(),
        kept,
        broken,
    }
}
