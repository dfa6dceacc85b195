use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = moved(&kept, "BIO-2", "P1");
    Example {
        about: "BIO-2 moves to the time of ART-1, where its students are; its teacher and its room are free then.",
        school: school(),
        kept,
        broken,
    }
}
