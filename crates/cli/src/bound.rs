//! What no schedule exceeds, in words.

use crate::print::number;
use mortarboard_run::summary::Bound;

/// How many courses are named.
const NAMED: usize = 6;

/// The bound on the number of requests and why there are no more, in a sentence; none where all can be met.
pub(crate) fn sentence(bound: &Bound, total: u64) -> Option<String> {
    let each =
        |count: u64, one: &str, many: &str| (count > 0).then(|| format!("{} {}", number(count), if count == 1 { one } else { many }));
    let courses: Vec<&str> = bound.requests.prices.keys().map(String::as_str).collect();
    let named = match courses.len().saturating_sub(NAMED) {
        0 => courses.join(", "),
        more => format!("{} and {} other courses", courses[..NAMED].join(", "), number(more as u64)),
    };
    let week = &bound.own_week;
    let causes = [
        each(bound.not_offered, "asks for a course without a section", "ask for a course without a section"),
        each(
            week.elsewhere,
            "is for a course held only while the student is elsewhere",
            "are for courses held only while the student is elsewhere",
        ),
        each(week.too_many, "is more than the student's day has time for", "are more than the students' days have time for"),
        each(week.never_together, "can't be held together with the student's others", "can't be held together with the students' others"),
        each(week.locked_apart, "is kept apart from others by locks", "are kept apart from others by locks"),
        each(
            week.out_of_order,
            "can't be had in the order that a rule asks of the student's courses",
            "can't be had in the order that a rule asks of the students' courses",
        ),
        each(bound.seats, "finds no seat", "find no seat").map(|text| format!("{text} in {named}")),
    ];
    let mut causes: Vec<String> = causes.into_iter().flatten().collect();
    // What is counted is named once.
    if let Some((count, rest)) = causes.first().and_then(|first| first.split_once(' ')) {
        causes[0] = format!("{count} {} {rest}", if count == "1" { "request" } else { "requests" });
    }
    let most = number(u64::try_from(bound.requests.most).unwrap_or(0));
    (!causes.is_empty()).then(|| format!("No schedule meets more than {most} of {}: {}.", number(total), causes.join(", ")))
}
