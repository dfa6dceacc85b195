//! What the reasons of unmet requests mean, of many at once.

use mortarboard_checker::Reason;

/// The code of a reason, and what it means of many requests at once.
///
/// ```
/// use mortarboard::check::Reason;
/// assert_eq!(mortarboard_run::summary::meaning(&Reason::NotOffered), ("not-offered", "the course has no section"));
/// ```
pub fn meaning(reason: &Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::NotOffered => ("not-offered", "the course has no section"),
        Reason::NotPlaced => ("not-placed", "no section of the course has a meeting pattern"),
        Reason::Away { .. } => ("away", "the sections meet while the student is elsewhere"),
        Reason::LockedApart { .. } => ("locked-apart", "locks keep the courses apart, and nothing else does"),
        Reason::TooMany { .. } => ("too-many", "the student asks for more than the day has time for"),
        Reason::NeverTogether { .. } => ("never-together", "the student's courses can't be held together, whenever their sections meet"),
        Reason::NoSeat { .. } => ("no-seat", "all seats of the course are taken"),
        Reason::TimeClash { .. } => ("time-clash", "the sections meet at the times of the student's other courses"),
        Reason::OutOfOrder { .. } => ("out-of-order", "the sections are not in the order that a rule asks of the student's courses"),
        Reason::Full { .. } => ("full", "the sections that fit are full"),
        Reason::SeatsElsewhere { .. } => ("seats-elsewhere", "it would fit if the student could move into other sections, which are full"),
        Reason::Movable { .. } => ("movable", "a change of the student's own sections would meet it"),
        Reason::Unsettled { .. } => {
            ("unsettled", "no section fits as the student sits now, and there are too many arrangements to try all")
        }
        _ => ("other", "another reason, given in unmet.csv"),
    }
}
