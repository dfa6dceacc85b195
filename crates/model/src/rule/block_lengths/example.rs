use crate::raw::RawShape;
use crate::rule::example::{Example, moved, schedule, school};

/// Such a pattern is none of those of the course, which are derived from its shape, so that one-pattern is broken with it. No
/// schedule of any school breaks this rule alone: it is there to catch a derivation that goes wrong.
pub(super) fn example() -> Example {
    let mut school = school();
    school.shapes.push(RawShape {
        shape: "double".to_owned(),
        minutes: 180,
        shortest: 90,
        longest: 90,
        fewest_meetings: 2,
        most_meetings: 2,
        ..RawShape::default()
    });
    school.courses.iter_mut().filter(|course| course.course == "ART").for_each(|course| course.shape = "double".to_owned());
    let kept = moved(&moved(&schedule(), "BIO-1", "P4"), "ART-1", "double=1(*)+2(*)");
    let broken = moved(&kept, "ART-1", "P1");
    Example {
        about: "ART meets in double periods; then ART-1 gets single ones. \
                These are no pattern of ART, so that one-pattern is broken as well.",
        school,
        kept,
        broken,
    }
}
