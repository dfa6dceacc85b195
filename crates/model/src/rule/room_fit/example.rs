use crate::rule::example::{Example, placed, schedule, school};

pub(super) fn example() -> Example {
    let kept = schedule();
    let broken = placed(&kept, "BIO-1", |row| row.room = "R2".to_owned());
    Example { about: "BIO-1 goes to the studio, which is free then and is no lab.", school: school(), kept, broken }
}
