use crate::graduation::raw::RawPrerequisite;
use crate::raw::{RawPattern, RawTerm};
use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let text = str::to_owned;
    let mut school = school();
    school.terms = ["S1", "S2"].map(|term| RawTerm { term: text(term) }).into();
    school.patterns.clear();
    for (pattern, cells) in [("P1", "S1:1(*)"), ("P2", "S2:2(*)"), ("P3", "S2:3(*)"), ("P4", "S2:4(*)")] {
        school.patterns.push(RawPattern { pattern: text(pattern), group: text("period"), cells: text(cells) });
    }
    school.prerequisites.push(RawPrerequisite { course: text("BIO"), any_of: text("ART"), ..RawPrerequisite::default() });
    let kept = schedule();
    let broken = moved(&kept, "ART-1", "P4");
    Example {
        about: "ART, in the first term, comes before BIO, in the second; then ART-1 meets in the second term as well.",
        school,
        kept,
        broken,
    }
}
