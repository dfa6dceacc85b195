use crate::raw::RawRuleMode;
use crate::rule::example::{Example, schedule, school, seated};

pub(super) fn example() -> Example {
    let mut school = school();
    school.settings.balance_tolerance = 0;
    school.settings.rules.insert("balance".to_owned(), RawRuleMode::Hard);
    let kept = schedule();
    let broken = seated(&kept, "s3", "BIO-1", "BIO-2");
    Example {
        about: "Sections of BIO must be even, since the settings make the rule hard; then s3 changes from one to the other.",
        school,
        kept,
        broken,
    }
}
