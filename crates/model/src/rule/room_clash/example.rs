use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = moved(&kept, "BIO-2", "P2");
    Example {
        about: "BIO-2 moves to the time of BIO-1, which is in the same room; its students and its teacher are free then.",
        school: school(),
        kept,
        broken,
    }
}
