use crate::raw::RawRow;
use crate::rule::example::{Example, moved, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    school.rule_tables.insert("at_one_time".to_owned(), vec![RawRow::default().with("cells", "4(*)").with("most", 0)]);
    Example {
        about: "Nothing meets in slot 4; then the section of ART does.",
        school,
        kept: schedule(),
        broken: moved(&schedule(), "ART-1", "P4"),
    }
}
