use crate::raw::RawLock;
use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    let [section, kind, value] = ["ART-1", "pattern", "P1"].map(str::to_owned);
    school.locks.push(RawLock { section, kind, value });
    let kept = schedule();
    let broken = moved(&kept, "ART-1", "P4");
    Example { about: "The office has locked ART-1 in P1; then it moves to P4.", school, kept, broken }
}
