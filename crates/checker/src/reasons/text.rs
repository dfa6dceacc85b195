//! What a person reads about an unmet request. All text on it is made here.

use super::{InOrder, Move, Reason};
use mortarboard_model::text::{and, or};

/// One sentence on why a student does not get a course. `wanted` is the course, with how many of the times are met where
/// it is asked for more than once.
pub(super) fn sentence(student: &str, course: &str, wanted: &str, reason: &Reason) -> String {
    let open = format!("Student {student} can't have {wanted}");
    match reason {
        Reason::TooMany { with, .. } | Reason::NeverTogether { with } if itself(course, with) => {
            format!("{open}: it has no other section that could meet in other terms.")
        }
        Reason::TimeClash { with } if itself(course, with) => {
            format!("{open}: its sections meet in terms in which the student has it already.")
        }
        Reason::NotOffered => format!("{open}: the course has no section."),
        Reason::NotPlaced => format!("{open}: none of its sections has a meeting pattern yet."),
        Reason::Away { always: true } => format!("{open}: whenever the course could meet, the student is elsewhere."),
        Reason::Away { always: false } => format!("{open}: every section meets while the student is elsewhere."),
        Reason::LockedApart { with, locks } if with.is_empty() => {
            format!("{open}: {} locked to times at which the student is elsewhere.", are(locks))
        }
        Reason::LockedApart { with, locks } => {
            format!("{open}: locks keep it apart from {}; {} locked, and without that the student could have them.", and(with), are(locks))
        }
        Reason::TooMany { requests, fit, .. } => {
            format!("{open} as well: the student asks for {requests} courses, and the day has time for {fit} of them.")
        }
        Reason::NeverTogether { with } => {
            format!(
                "{open}: it can't be held together with {} whenever sections meet, as patterns and the student's own times stand.",
                and(with)
            )
        }
        Reason::NoSeat { seats: 0, .. } => format!("{open}: its sections have no seats."),
        Reason::NoSeat { seats, asked } => {
            let asked = if *asked == 1 { "1 request asks".to_owned() } else { format!("{asked} requests ask") };
            let taken = if *seats == 1 { "its only seat is taken".to_owned() } else { format!("its {seats} seats are all taken") };
            format!("{open}: {asked} for it, and {taken}.")
        }
        Reason::TimeClash { with } => {
            format!("{open}: where sections meet now, it can't be held together with {}.", and(with))
        }
        Reason::OutOfOrder { orders, with, sections, full } => format!("{open}: {}.", out_of_order(course, orders, with, sections, full)),
        Reason::Full { sections } => match sections.as_slice() {
            [only] => format!("{open}: section {only} is the only one that fits the student's week, and it is full."),
            several => format!("{open}: the sections that fit the student's week, {}, are full.", and(several)),
        },
        Reason::SeatsElsewhere { sections } => match sections.as_slice() {
            [only] => format!("{open}: it would fit if the student had a seat in section {only}, which is full."),
            several => format!("{open}: it would fit if the student had seats in sections {}, which are full.", and(several)),
        },
        Reason::Movable { to, moves, gives_up } => {
            let change = change(to, moves, gives_up);
            format!("Student {student} does not have {wanted}, though times and seats allow it: {change}.")
        }
        Reason::Unsettled { behind } if behind.is_empty() => {
            format!("{open} as the student sits now; whether moving to other sections would help was not settled.")
        }
        Reason::Unsettled { behind } => {
            format!("{open} as the student sits now, in {}; whether moving to other sections would help was not settled.", and(behind))
        }
    }
}

/// What rules ask to go together, and why it can't.
fn out_of_order(course: &str, orders: &[InOrder], with: &[String], sections: &[String], full: &[String]) -> String {
    let asked = match orders {
        [InOrder { rule, first, second }] if second == course => {
            format!("by the rule {rule} it has to go with {}, which the student has in {}", or(first), and(sections))
        }
        [InOrder { rule, first, second }] if itself(course, first) => {
            format!("by the rule {rule} {second}, which the student has in {}, has to go with it", and(sections))
        }
        several => {
            let each =
                several.iter().map(|order| format!("by the rule {} {} has to go with {}", order.rule, order.second, or(&order.first)));
            format!("{}, and the student is in {}", and(&each.collect::<Vec<_>>()), and(sections))
        }
    };
    let named = |id: &str| orders.iter().any(|order| order.second == id || order.first.iter().any(|first| first == id));
    let mut others: Vec<&str> = with.iter().map(String::as_str).filter(|id| !named(id)).collect();
    others.extend(Some("it").filter(|_| !named(course)));
    let seats = if full.is_empty() { "" } else { " with a free seat" };
    let never = if others.is_empty() {
        format!("none of the sections{seats} that fit the student's times go together")
    } else {
        format!("those sections{seats} that go together leave no time for {}", and(&others))
    };
    let would = match full {
        [] => String::new(),
        [only] => format!("; with a seat in {only}, which is full, they would"),
        several => format!("; with seats in {}, which are full, they would", and(several)),
    };
    format!("{asked}, and where sections meet now {never}{would}")
}

/// Whether nothing but the course itself stands in its own way.
pub(super) fn itself(course: &str, with: &[String]) -> bool {
    !with.is_empty() && with.iter().all(|held| held == course)
}

/// The change that would meet a movable request, as a clause.
pub(super) fn change(to: &str, moves: &[Move], gives_up: &[String]) -> String {
    let mut parts: Vec<String> = moves.iter().map(|step| format!("move the student from {} to {}", step.from, step.to)).collect();
    parts.extend(gives_up.iter().map(|section| format!("take the student out of alternate {section}")));
    parts.push(format!("seat the student in {to}"));
    and(&parts)
}

/// Sections with the verb that follows them.
fn are(sections: &[String]) -> String {
    match sections {
        [only] => format!("section {only} is"),
        several => format!("sections {} are", and(several)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(reason: Reason) -> String {
        sentence("s7", "BIO", "BIO", &reason)
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|&id| id.to_owned()).collect()
    }

    #[test]
    fn sentences() {
        assert_eq!(says(Reason::NotOffered), "Student s7 can't have BIO: the course has no section.");
        assert_eq!(says(Reason::NotPlaced), "Student s7 can't have BIO: none of its sections has a meeting pattern yet.");
        assert_eq!(
            says(Reason::Away { always: true }),
            "Student s7 can't have BIO: whenever the course could meet, the student is elsewhere."
        );
        assert_eq!(says(Reason::Away { always: false }), "Student s7 can't have BIO: every section meets while the student is elsewhere.");
        assert_eq!(
            says(Reason::TooMany { requests: 3, fit: 2, with: ids(&["ART", "GYM"]) }),
            "Student s7 can't have BIO as well: the student asks for 3 courses, and the day has time for 2 of them."
        );
        assert_eq!(
            says(Reason::NeverTogether { with: ids(&["ART"]) }),
            "Student s7 can't have BIO: it can't be held together with ART whenever sections meet, as patterns and the student's own times stand."
        );
        assert_eq!(
            says(Reason::LockedApart { with: ids(&["ART"]), locks: ids(&["ART-1", "BIO-1"]) }),
            "Student s7 can't have BIO: locks keep it apart from ART; sections ART-1 and BIO-1 are locked, and without that the student could \
             have them."
        );
        assert_eq!(
            says(Reason::LockedApart { with: ids(&[]), locks: ids(&["BIO-1"]) }),
            "Student s7 can't have BIO: section BIO-1 is locked to times at which the student is elsewhere."
        );
        assert_eq!(says(Reason::NoSeat { seats: 0, asked: 3 }), "Student s7 can't have BIO: its sections have no seats.");
        assert_eq!(
            says(Reason::NoSeat { seats: 2, asked: 3 }),
            "Student s7 can't have BIO: 3 requests ask for it, and its 2 seats are all taken."
        );
        assert_eq!(
            says(Reason::NoSeat { seats: 1, asked: 1 }),
            "Student s7 can't have BIO: 1 request asks for it, and its only seat is taken."
        );
        assert_eq!(
            says(Reason::TimeClash { with: ids(&["ART", "GYM"]) }),
            "Student s7 can't have BIO: where sections meet now, it can't be held together with ART and GYM."
        );
        assert_eq!(
            says(Reason::Full { sections: ids(&["BIO-1"]) }),
            "Student s7 can't have BIO: section BIO-1 is the only one that fits the student's week, and it is full."
        );
        assert_eq!(
            says(Reason::Full { sections: ids(&["BIO-1", "BIO-2"]) }),
            "Student s7 can't have BIO: the sections that fit the student's week, BIO-1 and BIO-2, are full."
        );
        assert_eq!(
            says(Reason::SeatsElsewhere { sections: ids(&["ART-2"]) }),
            "Student s7 can't have BIO: it would fit if the student had a seat in section ART-2, which is full."
        );
        assert_eq!(
            says(Reason::Unsettled { behind: ids(&["ART-2"]) }),
            "Student s7 can't have BIO as the student sits now, in ART-2; whether moving to other sections would help was not settled."
        );
        let moves = vec![Move { from: "ART-1".to_owned(), to: "ART-2".to_owned() }];
        assert_eq!(
            says(Reason::Movable { to: "BIO-2".to_owned(), moves, gives_up: ids(&["GYM-1"]) }),
            "Student s7 does not have BIO, though times and seats allow it: move the student from ART-1 to ART-2, take the student out of \
             alternate GYM-1 and seat the student in BIO-2."
        );
        let twice = |reason| sentence("s7", "PE", "PE (1 of 2 times met)", &reason);
        assert_eq!(
            twice(Reason::TimeClash { with: ids(&["PE"]) }),
            "Student s7 can't have PE (1 of 2 times met): its sections meet in terms in which the student has it already."
        );
        assert_eq!(
            twice(Reason::NeverTogether { with: ids(&["PE"]) }),
            "Student s7 can't have PE (1 of 2 times met): it has no other section that could meet in other terms."
        );
    }
}
