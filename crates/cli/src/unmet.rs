//! The table of unmet requests, with a reason for each.

use mortarboard::checker::Unmet;
use mortarboard::summary::meaning;

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

#[cfg(test)]
mod tests {
    use super::*;
    use mortarboard::checker::Reason;
    use mortarboard::model::{Priority, RequestId};

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
