//! What a person reads about a mend. All text on it is made here.

use super::{Levels, Mend, Step};
use crate::reasons::Reason;
use mortarboard_model::text::and;

/// What to do, and what it gives and costs. `met` says whether the request for the course is met then.
pub(super) fn mend(mend: &Mend, student: &str, course: &str, met: bool) -> String {
    let mut parts: Vec<String> = mend.steps.iter().map(step).collect();
    if mend.steps.is_empty() {
        for change in mend.seats.iter().filter(|change| change.student == student) {
            parts.push(match (&change.from, &change.to) {
                (Some(from), Some(to)) => format!("move the student from {from} to {to}"),
                (Some(from), None) => format!("take the student out of {from}"),
                (None, Some(to)) if change.course == course => format!("seat the student in {to}"),
                (None, Some(to)) => format!("take alternate {}, in {to}", change.course),
                (None, None) => continue,
            });
        }
    }
    let instead = if met || mend.steps.is_empty() { "" } else { ", which leaves this request unmet" };
    format!("{}{instead}: {}", and(&parts), balance(&mend.gives, &mend.costs))
}

fn step(step: &Step) -> String {
    match step {
        Step::Unlock { section } => format!("lift the lock of {section}"),
        Step::Move { section, pattern } => format!("move section {section} to pattern {pattern}"),
        Step::Room { section, room } => format!("move {section} to room {room}"),
        Step::Seats { section, .. } => format!("one more seat in {section}"),
        Step::Open { course, pattern, teacher, unstaffed, room, .. } => {
            let teacher = match teacher {
                Some(teacher) => format!(" with teacher {teacher}"),
                None if *unstaffed => ", for which somebody is to be found,".to_owned(),
                None => String::new(),
            };
            let room = room.as_ref().map(|room| format!(" in room {room}")).unwrap_or_default();
            format!("one more section of {course} in pattern {pattern}{teacher}{room}")
        }
    }
}

fn balance(gives: &Levels, costs: &Levels) -> String {
    let mut parts = Vec::new();
    if gives.total() > 0 {
        parts.push(format!("meets {}", counts(gives, "more")));
    }
    if costs.total() > 0 {
        parts.push(format!("loses {}", counts(costs, "")));
    }
    if parts.is_empty() { "the schedule is worth more".to_owned() } else { parts.join(" and ") }
}

/// Requests by priority. Primary ones have no name of their own in an office, and are the rule.
fn counts(levels: &Levels, more: &str) -> String {
    let Levels { critical, required, primary, alternate } = *levels;
    let mut parts = Vec::new();
    for (count, kind) in [(critical, "critical request"), (required, "required request"), (primary, "request"), (alternate, "alternate")] {
        if count > 0 {
            let more = if more.is_empty() { String::new() } else { format!("{more} ") };
            parts.push(format!("{count} {more}{kind}{}", if count == 1 { "" } else { "s" }));
        }
    }
    and(&parts)
}

/// What is to be said of alternates, and that nothing helps where that is so. `had` alternates have seats, and `open` do not.
pub(super) fn note(reason: &Reason, nothing: bool, had: usize, open: usize) -> String {
    let tried = match reason {
        Reason::Away { always: true } => "whatever is done with seats and sections, the student is elsewhere",
        Reason::TooMany { .. } => "whatever is done with seats and sections, the day is too short",
        Reason::NeverTogether { .. } => "whatever is done with seats and sections, the patterns of the courses overlap",
        Reason::Full { .. } | Reason::NoSeat { .. } | Reason::SeatsElsewhere { .. } => {
            "neither one more seat nor one more section can be had"
        }
        Reason::NotOffered => "a section of it can't be had with the teachers and rooms there are",
        Reason::LockedApart { .. } => "no lock can be lifted without losing as much",
        _ => "neither a move of one section nor one more section gives more than it costs",
    };
    let mut text = if nothing { format!("Nothing that was tried would mend this: {tried}.") } else { String::new() };
    let alternates = match (had, open) {
        (0, 0) => "",
        (0, _) => "No alternate of the student is free.",
        (_, 0) => "",
        (..) => "No further alternate of the student is free.",
    };
    if !text.is_empty() && !alternates.is_empty() {
        text.push(' ');
    }
    text.push_str(alternates);
    text
}

#[cfg(test)]
mod tests {
    use super::super::SeatChange;
    use super::*;
    use mortarboard_model::score::Score;

    fn of(steps: Vec<Step>, seats: Vec<SeatChange>, gives: Levels, costs: Levels) -> String {
        mend(&Mend { text: String::new(), steps, seats, gives, costs, worth: Score::default() }, "s1", "BIO", true)
    }

    fn seat(course: &str, from: &str, to: &str) -> SeatChange {
        let id = |id: &str| Some(id.to_owned()).filter(|id| !id.is_empty());
        SeatChange { student: "s1".to_owned(), course: course.to_owned(), from: id(from), to: id(to) }
    }

    #[test]
    fn sentences() {
        let one = Levels { primary: 1, ..Levels::default() };
        let moved = vec![Step::Move { section: "BIO-1".to_owned(), pattern: "P3".to_owned() }];
        let mixed = Levels { critical: 1, required: 2, ..Levels::default() };
        let lost = Levels { alternate: 2, primary: 1, ..Levels::default() };
        assert_eq!(
            of(moved, vec![], mixed, lost),
            "move section BIO-1 to pattern P3: meets 1 more critical request and 2 more required requests and loses 1 request and 2 alternates"
        );
        assert_eq!(
            of(vec![], vec![seat("ART", "ART-1", "ART-2"), seat("BIO", "", "BIO-2")], one, Levels::default()),
            "move the student from ART-1 to ART-2 and seat the student in BIO-2: meets 1 more request"
        );
        assert_eq!(
            of(vec![], vec![seat("GYM", "", "GYM-1")], Levels { alternate: 1, ..Levels::default() }, Levels::default()),
            "take alternate GYM, in GYM-1: meets 1 more alternate"
        );
        let open = Step::Open {
            course: "BIO".to_owned(),
            section: "BIO-3".to_owned(),
            max_seats: 20,
            pattern: "P2".to_owned(),
            teacher: Some("t4".to_owned()),
            unstaffed: false,
            room: Some("lab".to_owned()),
        };
        assert_eq!(
            of(vec![open], vec![], Levels { primary: 12, ..Levels::default() }, Levels::default()),
            "one more section of BIO in pattern P2 with teacher t4 in room lab: meets 12 more requests"
        );
        let nothing = note(&Reason::TooMany { requests: 3, fit: 2, with: vec![] }, true, 0, 1);
        assert_eq!(
            nothing,
            "Nothing that was tried would mend this: whatever is done with seats and sections, the day is too short. No alternate of the \
             student is free."
        );
        assert_eq!(note(&Reason::NotOffered, false, 0, 0), "");
    }
}
