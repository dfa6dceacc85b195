use crate::raw::{RawRequest, RawSeat};
use crate::rule::example::{Example, schedule, school};

pub(super) fn example() -> Example {
    let mut school = school();
    let [student, course, instead_of, priority] = ["s3", "ART", "BIO", "alternate"].map(str::to_owned);
    school.requests.push(RawRequest { student, course, instead_of, priority, ..RawRequest::default() });
    let kept = schedule();
    let mut broken = kept.clone();
    broken.rosters.push(RawSeat { section: "ART-1".to_owned(), student: "s3".to_owned() });
    Example { about: "s3 would take ART instead of BIO; then s3 gets both.", school, kept, broken }
}
