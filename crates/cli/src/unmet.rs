//! The table of unmet requests, with a reason for each.

use mortarboard::checker::{Reason, Unmet};

/// Columns of `unmet.csv`.
const COLUMNS: [&str; 6] = ["student", "course", "priority", "reason", "sentence", "mends"];

/// The text of `unmet.csv`: one line for each critical, required or primary request that is not met, by student.
/// What would mend it, if anything, is joined by `; or `.
pub(crate) fn table(unmet: &[Unmet]) -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for item in unmet {
        let priority = format!("{:?}", item.priority).to_lowercase();
        let mends = item.mends.join("; or ");
        let (code, _) = meaning(&item.reason);
        table.write_record([&item.student, &item.course, &priority, code, &item.sentence, &mends])?;
    }
    let bytes = table.into_inner().map_err(|cause| cause.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The code of a reason, and what it means of many requests at once.
pub(crate) fn meaning(reason: &Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::NotOffered => ("not-offered", "the course has no section"),
        Reason::NotPlaced => ("not-placed", "no section of the course has a meeting pattern"),
        Reason::Away { .. } => ("away", "the sections meet while the student is elsewhere"),
        Reason::TooMany { .. } => ("too-many", "the student asks for more than a week of one's own can hold"),
        Reason::TimeClash { .. } => ("time-clash", "the sections meet at the times of the student's other courses"),
        Reason::Full { .. } => ("full", "the sections that fit are full"),
        Reason::SeatsElsewhere { .. } => ("seats-elsewhere", "it would fit if the student could move into other sections, which are full"),
        Reason::Movable { .. } => ("movable", "a change of the student's own sections would meet it"),
        Reason::Unsettled { .. } => {
            ("unsettled", "no section fits as the student sits now, and there are too many arrangements to try all")
        }
        _ => ("other", "another reason, given in unmet.csv"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard::model::{Priority, RequestId};

    #[test]
    fn codes_are_those_of_the_checker() {
        let none = Vec::new;
        let reasons = [
            Reason::NotOffered,
            Reason::NotPlaced,
            Reason::Away { always: true },
            Reason::TooMany { requests: 2, fit: 1, with: none() },
            Reason::TimeClash { with: none() },
            Reason::Full { sections: none() },
            Reason::SeatsElsewhere { sections: none() },
            Reason::Movable { to: String::new(), moves: Vec::new(), gives_up: none() },
            Reason::Unsettled { behind: none() },
        ];
        for reason in reasons {
            assert_eq!(serde_json::to_value(&reason).unwrap()["reason"], meaning(&reason).0);
        }
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        let item = Unmet {
            request: RequestId(0),
            student: "s1".into(),
            course: "ART".into(),
            priority: Priority::Required,
            reason: Reason::NotOffered,
            sentence: "Student s1 can't have ART, as it has no section.".into(),
            mends: vec!["offer ART".into(), "ask for another course".into()],
        };
        assert_eq!(
            table(&[item]).unwrap(),
            "student,course,priority,reason,sentence,mends\n\
             s1,ART,required,not-offered,\"Student s1 can't have ART, as it has no section.\",offer ART; or ask for another course\n"
        );
    }
}
